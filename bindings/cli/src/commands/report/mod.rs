//! What the journal amounts to: tables, JSON, or a page with charts.

mod charts;
mod page;
mod tables;
mod timeline;

use serde_json::json;

use crate::args::Report;
use crate::failure::Result;
use crate::private_file;
use crate::session::Session;
use crate::words::report::Words;

pub(super) fn run(report: &Report, session: &mut Session) -> Result<()> {
    let figures =
        session.screener()?.figures(report.period.from, report.period.to, Session::now())?;
    let words = Words(session.language());
    let Some(file) = &report.html else {
        return session.answer(&figures, || tables::text(&figures, words));
    };
    let page = page::html(&figures, words, Session::now())?;
    private_file::write(file, &page)?;
    let what = words.say("a page with charts", "eine Seite mit Diagrammen");
    session.answer(&json!({ "file": file }), || format!("{}: {what}\n", file.display()))
}
