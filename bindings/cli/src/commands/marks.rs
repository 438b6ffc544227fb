use callscreen_core::marks::{Mark, Opinion};
use callscreen_core::text::Language;
use serde_json::json;

use crate::args::{Marked, Marks};
use crate::failure::Result;
use crate::output::{Rows, day};
use crate::session::Session;
use crate::words::{opinion, say};

pub(super) fn run(command: &Marks, session: &mut Session) -> Result<()> {
    let screener = session.screener()?;
    match command {
        Marks::Add(add) => {
            let (opinion, now) = (add.opinion(), Session::now());
            let mark = match &add.marked {
                Marked { call: Some(id), .. } => {
                    screener.mark_call(*id, opinion, &add.remark, now)?
                }
                Marked { number, .. } => {
                    let number = number.as_deref().unwrap_or_default();
                    screener.mark_number(number, opinion, &add.remark, now)?
                }
            };
            let text = table(std::slice::from_ref(&mark), session.language());
            session.answer(&mark, || text)
        }
        Marks::Remove(Marked { number, call }) => {
            match call {
                Some(id) => screener.unmark_call(*id)?,
                None => screener.unmark_number(number.as_deref().unwrap_or_default())?,
            }
            let gone = say(session.language(), "The report is gone.", "Die Meldung ist weg.");
            session.answer(&json!({ "removed": true }), || format!("{gone}\n"))
        }
        Marks::Show => {
            let marks = screener.marks()?;
            let text = table(&marks, session.language());
            session.answer(&marks, || text)
        }
        Marks::Export(export) => {
            let csv = screener.export_marks(export.what())?;
            session.answer(&json!({ "csv": csv }), || csv.clone())
        }
    }
}

fn table(marks: &[Mark], language: Language) -> String {
    let mut rows = Rows::new(&match language {
        Language::English => ["number", "report", "category", "day", "remark"],
        Language::German => ["Nummer", "Meldung", "Art", "Tag", "Bemerkung"],
    });
    for mark in marks {
        let category = match mark.opinion {
            Opinion::CallCentre { category: Some(category) } => category.code(),
            _ => "",
        };
        rows.add([
            mark.number.expose(),
            opinion(mark.opinion, language).to_owned(),
            category.to_owned(),
            day(mark.at),
            mark.remark.clone(),
        ]);
    }
    rows.or(say(language, "There is no report.", "Es gibt keine Meldung."))
}
