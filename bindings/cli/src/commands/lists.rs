use callscreen_core::Screener;
use callscreen_core::lists::{BuiltInList, BuiltInRange, ListInfo, ListSettings, ListSource};
use callscreen_core::number::Region;
use serde::Serialize;
use serde_json::json;

use super::import_report::{Imported, table};
use crate::args::{ImportList, Lists, SetList};
use crate::failure::Result;
use crate::output::{Rows, day, utc_day};
use crate::progress::Drawing;
use crate::session::Session;

pub(super) fn run(command: &Lists, session: &mut Session) -> Result<()> {
    match command {
        Lists::Import(list) => import(list, session),
        Lists::Show => show(session),
        Lists::Set(list) => set(list, session),
        Lists::Remove { name } => {
            session.screener_anywhere()?.remove_list(name)?;
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
    let (file, now) = (&list.file, Session::now());
    let watch = |progress| drawing.draw(progress);
    let report = if list.update {
        screener.import_list_changes(&source, file, None, now, watch)
    } else {
        screener.import_list_watched(&source, file, None, now, watch)
    }?;
    drop(drawing);
    let imported = Imported::new(&list.file, report);
    session.answer(&imported, || table(&imported))
}

fn set(change: &SetList, session: &mut Session) -> Result<()> {
    let screener = session.screener_anywhere()?;
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
    Ok(screener.list(name)?)
}

/// Every list, those built in apart.
#[derive(Serialize)]
struct Shown {
    lists: Vec<ListInfo>,
    built_in: Vec<BuiltInList>,
}

fn show(session: &mut Session) -> Result<()> {
    let screener = session.screener_anywhere()?;
    let shown = Shown { lists: screener.lists()?, built_in: screener.built_in_lists()? };
    session.answer(&shown, || {
        format!("{}\n{}", list_table(&shown.lists), built_in_table(&shown.built_in))
    })
}

/// The imported lists as a table.
pub(super) fn list_table(lists: &[ListInfo]) -> String {
    let header = ["list", "numbers", "ranges", "votes", "weight", "version", "updated", "licence"];
    let mut rows = Rows::new(&header).right(1).right(2).right(3);
    let mut origins = Rows::new(&["list", "source", "attribution"]);
    for list in lists {
        rows.add([
            list.name.clone(),
            list.numbers.to_string(),
            list.ranges.to_string(),
            format!("{}+", list.threshold),
            if list.enabled { list.weight.code() } else { "off" }.to_owned(),
            list.version.clone(),
            day(Session::local(list.imported_at_ms)),
            list.licence.clone(),
        ]);
        // Shown, for licences ask for it.
        let attribution = list.pack.as_ref().map_or("", |pack| pack.attribution.as_str());
        if !list.source.is_empty() || !attribution.is_empty() {
            origins.add([list.name.clone(), list.source.clone(), attribution.to_owned()]);
        }
    }
    let table = rows.or("No list is imported.");
    if origins.is_empty() { table } else { format!("{table}\n{}", origins.text()) }
}

/// The lists that are built in, their ranges of one rule together.
pub(super) fn built_in_table(lists: &[BuiltInList]) -> String {
    let mut text = Vec::new();
    for list in lists {
        let BuiltInList { id, version, as_of, weight, replaced_by, ranges } = list;
        let (count, weight) = (ranges.len(), weight.code());
        let title = format!("{id}: {count} ranges to {weight}, version {version} of {as_of}\n");
        let replaced =
            replaced_by.as_ref().map(|name| format!("The list {name:?} is asked in its place.\n"));
        let replaced = replaced.unwrap_or_default();
        let mut rows = Rows::new(&["region", "numbers", "since", "of", "by"]);
        for ranges in ranges.chunk_by(|one, next| key(one) == key(next)) {
            let prefixes: Vec<_> = ranges.iter().map(|range| range.prefix.expose()).collect();
            let BuiltInRange { region, meaning, source, valid_from_ms, .. } = &ranges[0];
            let since = valid_from_ms.map_or_else(|| "-".to_owned(), utc_day);
            rows.add([
                region.to_string(),
                prefixes.join(" "),
                since,
                meaning.clone(),
                source.clone(),
            ]);
        }
        text.push(format!("{title}{replaced}{}", rows.text()));
    }
    text.join("\n")
}

/// What ranges in one row have in common.
fn key(range: &BuiltInRange) -> (Region, &str, &str, Option<i64>) {
    (range.region, &range.meaning, &range.source, range.valid_from_ms)
}
