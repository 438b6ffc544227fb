use serde_json::json;

use crate::args::{Dialled, Spoke};
use crate::failure::{Failure, Result};
use crate::output::time;
use crate::session::Session;
use crate::words::say;

pub(super) fn run(dialled: &Dialled, session: &mut Session) -> Result<()> {
    let at = dialled.at.unwrap_or_else(Session::now);
    if !session.screener()?.record_outgoing_call(&dialled.number, at)? {
        return Err(Failure::NothingDialled);
    }
    let words = say(session.language(), "Remembered: dialled on", "Gemerkt: angerufen am");
    session.answer(&json!({ "number": dialled.number, "at": at }), || {
        format!("{words} {}.\n", time(at))
    })
}

/// Remembers a conversation.
pub(super) fn spoke(spoke: &Spoke, session: &mut Session) -> Result<()> {
    let (number, seconds, at) = (&spoke.number, spoke.seconds, spoke.at());
    if !session.screener()?.record_conversation(number, at, seconds)? {
        return Err(Failure::NothingDialled);
    }
    let words = say(session.language(), "Remembered: spoke on", "Gemerkt: gesprochen am");
    session.answer(&json!({ "number": number, "at": at, "seconds": seconds }), || {
        format!("{words} {}.\n", time(at))
    })
}
