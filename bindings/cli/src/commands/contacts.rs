use std::path::PathBuf;

use serde_json::json;

use super::import_report::{Imported, tables};
use crate::args::Contacts;
use crate::failure::Result;
use crate::output::{Rows, count};
use crate::progress::Drawing;
use crate::session::Session;
use crate::words::say;

pub(super) fn run(command: &Contacts, session: &mut Session) -> Result<()> {
    match command {
        Contacts::Import { files } => import(files, session),
        Contacts::Clear => clear(session),
        Contacts::Groups => {
            let groups = session.screener()?.contact_groups()?;
            let language = session.language();
            let mut rows = Rows::new(&[say(language, "group", "Gruppe")]);
            for group in &groups {
                rows.add([group.clone()]);
            }
            let none = say(language, "There is no group.", "Es gibt keine Gruppe.");
            session.answer(&groups, || rows.or(none))
        }
        Contacts::Count => {
            let numbers = session.screener()?.contact_count()?;
            session.answer(&json!({ "numbers": numbers }), || {
                format!("The contacts have {}.\n", count(numbers, "number", "numbers"))
            })
        }
    }
}

fn clear(session: &mut Session) -> Result<()> {
    session.screener()?.replace_contacts(&[])?;
    session.answer(&json!({ "cleared": true }), || "The contacts are forgotten.\n".to_owned())
}

/// A file that cannot be used does not keep the others from being imported.
fn import(files: &[PathBuf], session: &mut Session) -> Result<()> {
    let screener = session.screener()?;
    let mut imports = Vec::with_capacity(files.len());
    for file in files {
        let mut drawing = Drawing::new();
        let imported = screener.import_contacts_watched(file, |progress| drawing.draw(progress));
        drop(drawing);
        match imported {
            Ok(report) => imports.push(Imported::new(file, report)),
            Err(error) => session.complain(&error),
        }
    }
    session.answer(&imports, || tables(&imports))
}
