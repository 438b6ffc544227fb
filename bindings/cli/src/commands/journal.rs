use callscreen_core::text;
use serde_json::json;

use crate::args::{Journal, JournalAction};
use crate::failure::Result;
use crate::output::{Rows, time};
use crate::session::Session;
use crate::words;

pub(super) fn run(journal: &Journal, session: &mut Session) -> Result<()> {
    let screener = session.screener()?;
    if let Some(JournalAction::Clear) = journal.action {
        screener.clear_journal()?;
        return session
            .answer(&json!({ "cleared": true }), || "The journal is empty.\n".to_owned());
    }
    let entries = screener.journal(journal.limit)?;
    let language = session.language();
    session.answer(&entries, || {
        let mut rows = Rows::new(&["time", "caller", "verdict", "reason"]);
        for entry in &entries {
            rows.add([
                time(entry.at),
                words::caller(&entry.caller),
                text::verdict(entry.verdict, language).to_owned(),
                text::reason(&entry.reason, language),
            ]);
        }
        rows.or("The journal is empty.")
    })
}
