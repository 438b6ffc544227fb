use callscreen_core::text::{self, Language};
use serde_json::json;

use crate::args::{Journal, JournalAction};
use crate::failure::Result;
use crate::output::{Rows, time};
use crate::session::Session;
use crate::words;

pub(super) fn run(journal: &Journal, session: &mut Session) -> Result<()> {
    let screener = session.screener()?;
    let language = session.language();
    let empty = words::say(language, "The journal is empty.", "Das Anrufprotokoll ist leer.");
    if let Some(JournalAction::Clear) = journal.action {
        screener.clear_journal()?;
        return session.answer(&json!({ "cleared": true }), || format!("{empty}\n"));
    }
    let entries = screener.journal(journal.limit)?;
    session.answer(&entries, || {
        let mut rows = Rows::new(&match language {
            Language::English => ["time", "caller", "verdict", "reason"],
            Language::German => ["Zeit", "Anrufer", "Entscheid", "Grund"],
        });
        for entry in &entries {
            rows.add([
                time(entry.at),
                words::caller(&entry.caller, language),
                text::verdict(entry.verdict, language).to_owned(),
                text::reason(&entry.reason, language),
            ]);
        }
        rows.or(empty)
    })
}
