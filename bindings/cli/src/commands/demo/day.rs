use callscreen_core::call::{IncomingCall, Moment, RawNumber};
use serde::{Deserialize, Serialize};

use crate::failure::Result;

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
    DAY.lines().map(|line| Ok(serde_json::from_str(line)?)).collect()
}
