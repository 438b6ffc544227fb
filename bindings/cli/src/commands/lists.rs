use callscreen_core::lists::reserved::{RANGES, ReservedRange};
use callscreen_core::lists::{ListInfo, ListSettings, ListSource};
use callscreen_core::number::Prefix;
use callscreen_core::{Error, Screener};
use serde::Serialize;
use serde_json::json;

use super::import_report::{Imported, table};
use crate::args::{ImportList, Lists, SetList};
use crate::failure::Result;
use crate::output::{Rows, day};
use crate::progress::Drawing;
use crate::session::Session;

pub(super) fn run(command: &Lists, session: &mut Session) -> Result<()> {
    match command {
        Lists::Import(list) => import(list, session),
        Lists::Show => show(session),
        Lists::Set(list) => set(list, session),
        Lists::Remove { name } => {
            session.screener()?.remove_list(name)?;
            session.answer(&json!({ "removed": name }), || format!("The list {name:?} is gone.\n"))
        }
    }
}

fn import(list: &ImportList, session: &mut Session) -> Result<()> {
    let file_name = || list.file.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let screener = session.screener()?;
    let source = ListSource {
        name: list.name.clone(),
        source: list.source.clone().unwrap_or_else(file_name),
        licence: list.licence.clone(),
        threshold: list.threshold,
        version: list.version.clone(),
        weight: list.weight,
        max_age_days: list.max_age_days,
    };
    // `--region` already is the home of everything this command reads.
    let mut drawing = Drawing::new();
    let report =
        screener.import_list_watched(&source, &list.file, None, Session::now(), |progress| {
            drawing.draw(progress)
        })?;
    drop(drawing);
    let imported = Imported::new(&list.file, report);
    session.answer(&imported, || table(&imported))
}

fn set(change: &SetList, session: &mut Session) -> Result<()> {
    let screener = session.screener()?;
    let list = stored(&screener, &change.name)?;
    let settings = ListSettings {
        threshold: change.threshold.unwrap_or(list.threshold),
        weight: change.weight.unwrap_or(list.weight),
        enabled: (list.enabled || change.enable) && !change.disable,
    };
    screener.set_list(&change.name, settings)?;
    let list = stored(&screener, &change.name)?;
    session.answer(&list, || list_table(std::slice::from_ref(&list)))
}

fn stored(screener: &Screener, name: &str) -> Result<ListInfo> {
    let found = screener.lists()?.into_iter().find(|list| list.name == name);
    Ok(found.ok_or_else(|| Error::UnknownList { name: name.to_owned() })?)
}

/// Every list and every reserved range.
#[derive(Serialize)]
struct Shown {
    lists: Vec<ListInfo>,
    reserved_ranges: Vec<Reserved>,
}

/// A reserved range as JSON has it.
#[derive(Serialize)]
pub(super) struct Reserved {
    region: &'static str,
    prefix: Option<Prefix>,
    min_digits: u32,
    max_digits: u32,
    source: &'static str,
}

impl From<&ReservedRange> for Reserved {
    fn from(range: &ReservedRange) -> Self {
        let ReservedRange { region, prefix, min_digits, max_digits, source } = *range;
        Self { region, prefix: Prefix::from_digits(prefix), min_digits, max_digits, source }
    }
}

fn show(session: &mut Session) -> Result<()> {
    let shown = Shown {
        lists: session.screener()?.lists()?,
        reserved_ranges: RANGES.iter().map(Reserved::from).collect(),
    };
    session.answer(&shown, || format!("{}\n{}", list_table(&shown.lists), reserved_table()))
}

/// The imported lists as a table.
pub(super) fn list_table(lists: &[ListInfo]) -> String {
    let header = ["list", "numbers", "ranges", "votes", "weight", "imported", "source", "licence"];
    let mut rows = Rows::new(&header).right(1).right(2).right(3);
    for list in lists {
        rows.add([
            list.name.clone(),
            list.numbers.to_string(),
            list.ranges.to_string(),
            format!("{}+", list.threshold),
            if list.enabled { list.weight.code() } else { "off" }.to_owned(),
            day(Session::local(list.imported_at_ms)),
            list.source.clone(),
            list.licence.clone(),
        ]);
    }
    rows.or("No list is imported.")
}

/// The reserved ranges, those of one regulator's rule together.
pub(super) fn reserved_table() -> String {
    let mut rows = Rows::new(&["region", "reserved for sales calls", "by"]);
    for ranges in
        RANGES.chunk_by(|one, next| (one.region, one.source) == (next.region, next.source))
    {
        let prefixes = ranges.iter().filter_map(|range| Prefix::from_digits(range.prefix));
        let prefixes: Vec<_> = prefixes.map(Prefix::expose).collect();
        let first = &ranges[0];
        rows.add([first.region.to_owned(), prefixes.join(" "), first.source.to_owned()]);
    }
    rows.text()
}
