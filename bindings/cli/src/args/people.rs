//! What can be done about expected calls, the pause, conversations and the user's own numbers.

use callscreen_core::call::Moment;
use clap::Subcommand;

use super::values::moment;
use crate::session::Session;

const HOUR_MS: i64 = 60 * 60 * 1000;

#[derive(Debug, Subcommand)]
pub(crate) enum Expect {
    /// Expect a call: it gets through, whoever it is that you wait for
    #[command(after_help = "\
Examples:
  callscreen expect add '044 668 18 00' --hours 6 --note plumber
  callscreen expect add --until 2026-11-21T18:00:00+01:00
        Anybody gets through but whom you block, known call centres too.
        `pause` keeps those out.

It ends by itself, at most 31 days ahead.")]
    Add(AddExpected),
    /// Show the calls that are expected now, the soonest to end first
    Show,
    /// Expect a call no longer
    Cancel {
        /// The id, as `expect show` tells it
        id: i64,
    },
}

#[derive(Debug, clap::Args)]
pub(crate) struct AddExpected {
    /// Who is waited for, in any spelling [default: anybody]
    pub(crate) number: Option<String>,
    #[command(flatten)]
    pub(crate) until: Until,
    /// Your own words
    #[arg(long, default_value = "", hide_default_value = true)]
    pub(crate) note: String,
}

/// How long something is to last.
#[derive(Debug, clap::Args)]
pub(crate) struct Until {
    /// Until when, such as 2026-11-21T18:00:00+01:00
    #[arg(long, value_name = "TIME", value_parser = moment, conflicts_with = "hours")]
    until: Option<Moment>,
    /// For how many hours
    #[arg(long, value_name = "N", default_value_t = 2)]
    hours: u32,
}

impl Until {
    pub(crate) fn moment(&self, now: Moment) -> Moment {
        let unix_ms = now.unix_ms + i64::from(self.hours) * HOUR_MS;
        self.until.unwrap_or(Moment { unix_ms, ..now })
    }
}

#[derive(Debug, clap::Args)]
pub(crate) struct Spoke {
    /// Who called, in any spelling
    pub(crate) number: String,
    /// For how many seconds you spoke
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..))]
    pub(crate) seconds: u32,
    /// When, such as 2026-11-21T08:15:00+01:00 [default: now]
    #[arg(long, value_name = "TIME", value_parser = moment)]
    at: Option<Moment>,
}

impl Spoke {
    pub(crate) fn at(&self) -> Moment {
        self.at.unwrap_or_else(Session::now)
    }
}

#[derive(Debug, Subcommand)]
pub(crate) enum OwnNumbers {
    /// Make these your own numbers, in place of those stored
    Set {
        /// The numbers, in any spelling; none forgets them
        #[arg(value_name = "NUMBER")]
        numbers: Vec<String>,
    },
    /// Show your own numbers
    Show,
}
