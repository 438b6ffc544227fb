use callscreen_core::call::{IncomingCall, Moment, RawNumber};
use serde::{Deserialize, Serialize};

use crate::commands::screen::what_is_wrong;
use crate::failure::{Failure, Result};

const DAY: &str = include_str!("../../../demo/day.jsonl");

/// Something that happens on the day.
#[derive(Deserialize)]
pub(super) struct Event {
    /// The truth about who it is.
    pub(super) who: String,
    #[serde(flatten)]
    pub(super) what: What,
}

/// A call, in or out.
#[derive(Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum What {
    Call(IncomingCall),
    Dialled(OutgoingCall),
}

/// A number that the user dials.
#[derive(Deserialize, Serialize)]
pub(super) struct OutgoingCall {
    pub(super) number: RawNumber,
    pub(super) at: Moment,
}

impl What {
    pub(super) fn at(&self) -> Moment {
        match self {
            Self::Call(call) => call.at,
            Self::Dialled(dialled) => dialled.at,
        }
    }
}

/// The day, from morning to night.
pub(super) fn events() -> Result<Vec<Event>> {
    let read = |(line, text)| {
        serde_json::from_str(text).map_err(|error| Failure::InLine {
            place: "day.jsonl",
            line,
            reason: what_is_wrong(&error),
        })
    };
    (1..).zip(DAY.lines()).map(read).collect()
}
