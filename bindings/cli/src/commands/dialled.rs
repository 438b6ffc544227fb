use serde_json::json;

use crate::args::{Dialled, Spoke};
use crate::failure::{Failure, Result};
use crate::output::time;
use crate::session::Session;

pub(super) fn run(dialled: &Dialled, session: &mut Session) -> Result<()> {
    let at = dialled.at.unwrap_or_else(Session::now);
    if !session.screener()?.record_outgoing_call(&dialled.number, at)? {
        return Err(Failure::NothingDialled);
    }
    session.answer(&json!({ "number": dialled.number, "at": at }), || {
        format!("Remembered: dialled on {}.\n", time(at))
    })
}

/// Remembers a conversation.
pub(super) fn spoke(spoke: &Spoke, session: &mut Session) -> Result<()> {
    let (number, seconds, at) = (&spoke.number, spoke.seconds, spoke.at());
    if !session.screener()?.record_conversation(number, at, seconds)? {
        return Err(Failure::NothingDialled);
    }
    session.answer(&json!({ "number": number, "at": at, "seconds": seconds }), || {
        format!("Remembered: spoke on {}.\n", time(at))
    })
}
