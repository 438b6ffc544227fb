use callscreen_core::expected::ExpectedCall;
use callscreen_core::number::Number;
use callscreen_core::text::Language;
use serde_json::json;

use crate::args::{Expect, Until};
use crate::failure::Result;
use crate::output::{Rows, time};
use crate::session::Session;
use crate::words::say;

pub(super) fn run(command: &Expect, session: &mut Session) -> Result<()> {
    let screener = session.screener()?;
    let now = Session::now();
    match command {
        Expect::Add(add) => {
            let until = add.until.moment(now);
            let id = screener.expect_call(add.number.as_deref(), until, &add.note, now)?;
            let mut calls = screener.expected_calls(now)?;
            calls.retain(|call| call.id == id);
            let text = table(&calls, session.language());
            session.answer(&calls.first(), || text)
        }
        Expect::Show => {
            let calls = screener.expected_calls(now)?;
            let text = table(&calls, session.language());
            session.answer(&calls, || text)
        }
        Expect::Cancel { id } => {
            screener.cancel_expected_call(*id)?;
            let gone = say(
                session.language(),
                "The call is expected no longer.",
                "Der Anruf wird nicht mehr erwartet.",
            );
            session.answer(&json!({ "cancelled": id }), || format!("{gone}\n"))
        }
    }
}

fn table(calls: &[ExpectedCall], language: Language) -> String {
    let header = match language {
        Language::English => ["call", "from", "until", "note"],
        Language::German => ["Anruf", "von", "bis", "Notiz"],
    };
    let mut rows = Rows::new(&header).right(0);
    let anybody = say(language, "anybody", "irgendwem");
    for call in calls {
        rows.add([
            call.id.to_string(),
            call.number.map_or_else(|| anybody.to_owned(), Number::expose),
            time(Session::local(call.until_ms)),
            call.note.clone(),
        ]);
    }
    rows.or(say(language, "No call is expected.", "Es wird kein Anruf erwartet."))
}

/// Lets strangers through for a while.
pub(super) fn pause(until: &Until, session: &mut Session) -> Result<()> {
    let now = Session::now();
    let until = until.moment(now);
    session.screener()?.pause(until, now)?;
    let until_words = time(Session::local(until.unix_ms));
    let text = match session.language() {
        Language::English => format!("Strangers get through until {until_words}.\n"),
        Language::German => format!("Unbekannte kommen durch bis {until_words}.\n"),
    };
    session.answer(&json!({ "paused_until": until }), || text)
}

/// Screens strangers again.
pub(super) fn resume(session: &mut Session) -> Result<()> {
    session.screener()?.resume()?;
    let text = say(
        session.language(),
        "Strangers are screened again.",
        "Unbekannte werden wieder gefiltert.",
    );
    session.answer(&json!({ "resumed": true }), || format!("{text}\n"))
}
