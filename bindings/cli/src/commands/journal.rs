use callscreen_core::journal::{CallRef, JournalEntry, Retention};
use callscreen_core::text::{self, Language};
use serde_json::json;

use crate::args::{Journal, JournalAction};
use crate::failure::{Failure, Result};
use crate::output::{Rows, count, time};
use crate::session::Session;
use crate::words;

pub(super) fn run(journal: &Journal, session: &mut Session) -> Result<()> {
    let screener = session.screener()?;
    let language = session.language();
    let empty = words::say(language, "The journal is empty.", "Das Anrufprotokoll ist leer.");
    match &journal.action {
        Some(JournalAction::Clear) => {
            screener.clear_journal()?;
            session.answer(&json!({ "cleared": true }), || format!("{empty}\n"))
        }
        Some(JournalAction::Forget { id }) => {
            screener.forget_call(*id)?;
            session.answer(&json!({ "forgotten": id }), || match language {
                Language::English => format!("Call {id} is forgotten.\n"),
                Language::German => format!("Anruf {id} ist vergessen.\n"),
            })
        }
        Some(JournalAction::Outcome { id, outcome }) => {
            let outcome = outcome.outcome().ok_or(Failure::NoTalk)?;
            screener.report_outcome(&CallRef::Id { id: *id }, &outcome)?;
            let ending = text::ending(outcome.ending, language);
            session.answer(&json!({ "id": id, "outcome": outcome }), || match language {
                Language::English => format!("Call {id}: {ending}.\n"),
                Language::German => format!("Anruf {id}: {ending}.\n"),
            })
        }
        Some(JournalAction::Keep { days, calls }) => {
            let before = screener.retention()?;
            let retention = Retention {
                days: days.unwrap_or(before.days),
                calls: calls.unwrap_or(before.calls),
            };
            if retention != before {
                screener.set_retention(retention)?;
            }
            session.answer(&retention, || kept(retention, language))
        }
        None => {
            let entries = screener.search_journal(&journal.query(), journal.limit)?;
            let none = words::say(language, "No such call.", "Kein solcher Anruf.");
            let instead = if journal.query().is_everything() { empty } else { none };
            session.answer(&entries, || table(&entries, language, instead))
        }
    }
}

fn kept(Retention { days, calls }: Retention, language: Language) -> String {
    match language {
        Language::English => {
            let (days, calls) =
                (count(days.into(), "day", "days"), count(calls.into(), "call", "calls"));
            format!("Calls are kept for {days}, and no more than {calls}.\n")
        }
        Language::German => {
            let (days, calls) =
                (count(days.into(), "Tag", "Tage"), count(calls.into(), "Anruf", "Anrufe"));
            format!("Anrufe bleiben {days}, und höchstens {calls}.\n")
        }
    }
}

fn table(entries: &[JournalEntry], language: Language, instead: &str) -> String {
    let mut rows = Rows::new(&match language {
        Language::English => ["call", "time", "caller", "verdict", "reason", "came of it"],
        Language::German => ["Anruf", "Zeit", "Anrufer", "Entscheid", "Grund", "Ausgang"],
    })
    .right(0)
    .whole(1)
    .whole(2)
    .whole(3);
    for entry in entries {
        let ending = entry.outcome.map(|outcome| text::ending(outcome.ending, language));
        rows.add([
            entry.id.to_string(),
            time(entry.at),
            words::caller(&entry.caller, language),
            text::verdict(entry.verdict, language).to_owned(),
            text::reason(&entry.reason, language),
            ending.unwrap_or_default().to_owned(),
        ]);
    }
    rows.or(instead)
}
