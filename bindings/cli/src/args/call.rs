//! The flags that describe a call.

use callscreen_core::call::{IncomingCall, Moment, Presentation, RawNumber, Verification};

use super::values::{codes, moment};
use crate::call_line::{PRESENTATIONS, VERIFICATIONS};
use crate::session::Session;

#[derive(Debug, clap::Args)]
pub(crate) struct Screen {
    /// The caller's number, in any spelling
    #[arg(long)]
    number: Option<String>,
    #[command(flatten)]
    about: About,
}

impl Screen {
    /// The call that the flags describe; `None` without any flag.
    pub(crate) fn call(&self) -> Option<IncomingCall> {
        let flags = self.number.is_some() || self.about.is_given();
        flags.then(|| self.about.call(self.number.as_deref()))
    }
}

#[derive(Debug, clap::Args)]
pub(crate) struct Explain {
    /// The caller's number, in any spelling
    #[arg(required_unless_present = "presentation")]
    number: Option<String>,
    #[command(flatten)]
    about: About,
}

impl Explain {
    /// The call to explain.
    pub(crate) fn call(&self) -> IncomingCall {
        self.about.call(self.number.as_deref())
    }
}

/// What a network says about a call beside the number.
#[derive(Debug, clap::Args)]
struct About {
    /// What the network says about showing the number [default: allowed]
    #[arg(long, value_parser = codes::<Presentation>(&PRESENTATIONS))]
    presentation: Option<Presentation>,
    /// Whether the network says that the number is the caller's own [default: `not_verified`]
    #[arg(long, value_parser = codes::<Verification>(&VERIFICATIONS))]
    verification: Option<Verification>,
    /// The line or SIM called, by any name
    #[arg(long)]
    line: Option<String>,
    /// When, such as 2026-11-21T08:15:00+01:00 [default: now]
    #[arg(long, value_name = "TIME", value_parser = moment)]
    at: Option<Moment>,
}

impl About {
    fn is_given(&self) -> bool {
        self.presentation.is_some()
            || self.verification.is_some()
            || self.line.is_some()
            || self.at.is_some()
    }

    fn call(&self, number: Option<&str>) -> IncomingCall {
        IncomingCall {
            number: number.map(RawNumber::new),
            presentation: self.presentation.unwrap_or_default(),
            verification: self.verification.unwrap_or_default(),
            line: self.line.clone(),
            at: self.at.unwrap_or_else(Session::now),
            call_id: None,
        }
    }
}
