//! What another policy would have done.

use std::path::PathBuf;

use callscreen_core::policy::Preset;
use callscreen_core::time_zone::TimeZone;

use super::Period;
use super::values::presets;

#[derive(Debug, clap::Args)]
pub(crate) struct Replay {
    /// The policy to try, as JSON [default: the one in force]
    #[arg(long, value_name = "FILE", conflicts_with = "preset")]
    pub(crate) policy: Option<PathBuf>,
    /// A ready-made policy to try
    #[arg(long, value_name = "NAME", value_parser = presets())]
    pub(crate) preset: Option<Preset>,
    #[command(flatten)]
    pub(crate) period: Period,
    /// A call log to decide in place of the journal: JSON lines or a table
    #[arg(long, value_name = "FILE", conflicts_with_all = ["from", "to"])]
    pub(crate) calls: Option<PathBuf>,
    /// Whose clock times without an offset in it are of: a place such as
    /// Europe/Zurich, or an offset such as +01:00 [default: this computer's]
    #[arg(long, value_name = "ZONE", requires = "calls")]
    pub(crate) zone: Option<TimeZone>,
    /// How many of the calls that change to show
    #[arg(long, value_name = "N", default_value_t = 20)]
    pub(crate) limit: usize,
}
