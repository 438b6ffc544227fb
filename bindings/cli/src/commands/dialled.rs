use serde_json::json;

use crate::args::Dialled;
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
