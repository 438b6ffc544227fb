use callscreen_core::backup::{BackupCounts, ImportMode};
use callscreen_core::import::read_text;
use callscreen_core::text::Language;
use serde_json::json;

use crate::args::Backup;
use crate::failure::{Failure, Result};
use crate::output::Rows;
use crate::private_file;
use crate::session::Session;
use crate::words::say;

pub(super) fn run(command: &Backup, session: &mut Session) -> Result<()> {
    let screener = session.screener()?;
    match command {
        Backup::Export { file } => {
            let json = screener.export_backup(Session::now())?;
            let Some(file) = file else {
                // The file itself is what is asked for, with and without --json.
                session.streams().1.write_all(json.as_bytes())?;
                return Ok(());
            };
            private_file::write(file, &json)?;
            let what = say(session.language(), "the backup", "die Sicherung");
            session.answer(&json!({ "file": file }), || format!("{}: {what}\n", file.display()))
        }
        Backup::Import { file, replace } => {
            let json = read_text(file)?;
            let mode = if *replace { ImportMode::Replace } else { ImportMode::Merge };
            let counts = screener
                .import_backup(&json, mode, Session::now())
                .map_err(|source| Failure::InFile { path: file.clone(), source })?;
            let text = table(&counts, session.language());
            session.answer(&counts, || text)
        }
    }
}

fn table(counts: &BackupCounts, language: Language) -> String {
    let say = |english, german| say(language, english, german);
    let mut rows = Rows::new(&[say("taken over", "übernommen"), ""]).right(1);
    for (name, count) in [
        (say("policy", "Vorgaben"), u64::from(counts.policy)),
        (say("rules", "Regeln"), counts.rules),
        (say("organisations", "Organisationen"), counts.organisations),
        (say("reports", "Meldungen"), counts.marks),
        (say("expected calls", "erwartete Anrufe"), counts.expected_calls),
        (say("own numbers", "eigene Nummern"), counts.own_numbers),
        (say("lists", "Listen"), counts.lists),
    ] {
        rows.add([name.to_owned(), count.to_string()]);
    }
    let mut text = rows.text();
    if !counts.emergency.is_empty() {
        text += say(
            "left out, for they are emergency numbers here: ",
            "weggelassen, denn hier sind es Notrufnummern: ",
        );
        text += &counts.emergency.join(", ");
        text.push('\n');
    }
    text
}
