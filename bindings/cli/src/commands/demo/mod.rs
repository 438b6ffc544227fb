//! A day of calls on a Swiss phone, in a store of its own. People, numbers and lists are made up.

mod day;
mod tables;

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use callscreen_core::Screener;
use callscreen_core::call::{IncomingCall, Moment};
use callscreen_core::lists::{BuiltInList, ListInfo, ListSource};
use callscreen_core::number::Region;
use callscreen_core::rules::Rule;
use callscreen_core::verdict::{Decision, Verdict};
use serde::Serialize;

use super::import_report::Imported;
use crate::failure::{Failure, Result};
use crate::session::Session;
use day::{Event, OutgoingCall, What};

const CONTACTS: &str = include_str!("../../../demo/contacts.vcf");

/// A list of the demo: name, file, its text, and how many votes count.
const LISTS: [(&str, &str, &str, u32); 2] = [
    ("Reports", "reports.csv", include_str!("../../../demo/reports.csv"), 4),
    ("Patterns", "patterns.json", include_str!("../../../demo/patterns.json"), 1),
];

/// The user's own rules.
const RULES: [(&str, Verdict, &str); 4] = [
    ("061 555 12 12", Verdict::Allow, "day nursery"),
    ("031 555 77 20", Verdict::Reject, "broker, told three times"),
    ("0900*", Verdict::Reject, "premium rate"),
    ("061 555 99*", Verdict::Allow, "extensions of my office"),
];

/// Everything the demo shows.
#[derive(Serialize)]
struct Demo {
    contacts: Imported,
    list_imports: Vec<Imported>,
    lists: Vec<ListInfo>,
    built_in: Vec<BuiltInList>,
    rules: Vec<Rule>,
    day: Vec<Told>,
}

/// An event of the day, as it went.
#[derive(Serialize)]
struct Told {
    /// The truth about who it is, which the screener does not know.
    who: String,
    #[serde(flatten)]
    how: How,
}

#[derive(Serialize)]
#[serde(rename_all = "snake_case", untagged)]
enum How {
    Screened { call: IncomingCall, decision: Box<Decision> },
    Dialled { dialled: OutgoingCall },
}

pub(super) fn run(session: &mut Session) -> Result<()> {
    let folder = tempfile::tempdir().map_err(failed(&std::env::temp_dir()))?;
    let home = Region::from_code("CH").ok_or(Failure::NoRegion)?;
    let store = folder.path().join("store.sqlite3");
    let screener = Screener::open(&store, &[home]).map_err(Failure::Store)?;
    let demo = play(&screener, folder.path(), day::events()?)?;
    // Open files cannot be removed everywhere.
    screener.shutdown();
    let path = folder.path().to_owned();
    folder.close().map_err(failed(&path))?;
    let text = tables::text(&demo, session.language());
    session.answer(&demo, || text)
}

fn play(screener: &Screener, folder: &Path, events: Vec<Event>) -> Result<Demo> {
    let morning = events.first().map_or_else(Session::now, |event| event.what.at());
    let contacts = file(folder, "contacts.vcf", CONTACTS)?;
    let contacts = Imported::new(Path::new("contacts.vcf"), screener.import_contacts(&contacts)?);
    let mut list_imports = Vec::new();
    for (name, file_name, text, threshold) in LISTS {
        list_imports.push(import(screener, folder, name, file_name, text, threshold, morning)?);
    }
    for (pattern, verdict, note) in RULES {
        screener.put_rule(pattern, verdict, note)?;
    }
    let mut day = Vec::with_capacity(events.len());
    for Event { who, what } in events {
        let how = match what {
            What::Call(call) => {
                let decision = Box::new(screener.screen(&call));
                How::Screened { call, decision }
            }
            What::Dialled(dialled) => {
                screener.record_outgoing_call(dialled.number.expose(), dialled.at)?;
                How::Dialled { dialled }
            }
        };
        day.push(Told { who, how });
    }
    Ok(Demo {
        contacts,
        list_imports,
        lists: screener.lists()?,
        built_in: screener.built_in_lists()?,
        rules: screener.rules()?,
        day,
    })
}

fn import(
    screener: &Screener,
    folder: &Path,
    name: &str,
    file_name: &str,
    text: &str,
    threshold: u32,
    at: Moment,
) -> Result<Imported> {
    let path = file(folder, file_name, text)?;
    let source = ListSource {
        name: name.to_owned(),
        source: file_name.to_owned(),
        licence: "made up".to_owned(),
        threshold: Some(threshold),
        version: String::new(),
        weight: None,
        max_age_days: None,
    };
    let report = screener.import_list(&source, &path, None, at)?;
    Ok(Imported::new(Path::new(file_name), report))
}

/// The importers take files, as users have them.
fn file(folder: &Path, name: &str, text: &str) -> Result<PathBuf> {
    let path = folder.join(name);
    fs::write(&path, text).map_err(failed(&path))?;
    Ok(path)
}

fn failed(path: &Path) -> impl FnOnce(io::Error) -> Failure + use<> {
    let path = path.to_owned();
    move |source| Failure::File { path, source }
}
