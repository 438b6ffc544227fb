//! The store of callscreen, asked as an app asks it: by decisions.

use std::path::{Path, PathBuf};
use std::time::Duration;

use callscreen_core::Screener;
use callscreen_core::call::{IncomingCall, Moment, Presentation, RawNumber, Verification};
use callscreen_core::lists::{Change, Entry, ListSource, Subject};
use callscreen_core::number::{E164, Region};

use crate::{Row, each, fresh, size_of, timed};

pub(crate) const NAME: &str = "callscreen";

pub(crate) fn open(path: &Path) -> Screener {
    Screener::open(path, &[Region::from_code("CH").unwrap()]).unwrap()
}

pub(crate) fn store(folder: &Path) -> PathBuf {
    folder.join("callscreen")
}

pub(crate) fn now() -> Moment {
    Moment { unix_ms: 1_795_000_000_000, utc_offset_minutes: 60 }
}

pub(crate) fn source() -> ListSource {
    ListSource {
        name: NAME.to_owned(),
        source: String::new(),
        licence: String::new(),
        threshold: Some(1),
        max_age_days: None,
        version: String::new(),
        weight: None,
    }
}

pub(crate) fn subject(number: u64) -> Subject {
    Subject::Number(E164::from_digits(number).unwrap())
}

pub(crate) fn entry(number: u64) -> Entry {
    Entry::plain(subject(number))
}

pub(crate) fn build(path: &Path, numbers: impl IntoIterator<Item = u64>) {
    let screener = open(path);
    screener.replace_list(&source(), numbers.into_iter().map(entry), now()).unwrap();
    // Closing brings the log into the file.
    screener.shutdown();
}

/// Imports a file. Gives how many numbers there are.
pub(crate) fn import(path: &Path, file: &Path) -> u64 {
    let screener = open(path);
    let report = screener.import_list(&source(), file, None, now()).unwrap();
    screener.shutdown();
    report.taken
}

pub(crate) fn change(screener: &Screener, added: &[u64], removed: &[u64]) {
    let added = added.iter().map(|&number| Change::Put(entry(number)));
    let removed = removed.iter().map(|&number| Change::Remove(subject(number)));
    screener.update_list(NAME, "next", removed.chain(added), now()).unwrap();
}

fn call(number: u64) -> IncomingCall {
    IncomingCall {
        number: Some(RawNumber::new(format!("+{number}"))),
        presentation: Presentation::Allowed,
        verification: Verification::NotVerified,
        line: None,
        at: now(),
        call_id: None,
    }
}

pub(crate) fn is_listed(screener: &Screener, number: u64) -> bool {
    !screener.explain(&call(number)).unwrap().trace.facts.listings.is_empty()
}

pub(crate) fn measure(folder: &Path, numbers: &[u64], asked: &[u64]) -> Row {
    let path = store(folder);
    let (build, ()) = timed(|| build(&path, numbers.iter().copied()));
    let look_up = look_up(&path, &folder.join("empty"), asked);
    let first = fresh::first("--ours", &path, asked[0]);
    Row { name: NAME, bytes: size_of(&path), build, look_up, first }
}

/// What a decision takes longer when there is a list.
fn look_up(path: &Path, empty: &Path, asked: &[u64]) -> Duration {
    let (with, without) = (open(path), open(empty));
    without.explain(&call(asked[0])).unwrap();
    let decide =
        |screener: &Screener| each(asked, |number| screener.explain(&call(number)).is_ok());
    let times = (0..3).map(|_| (decide(&with), decide(&without)));
    let (with, without) = times.min_by_key(|(with, without)| *with + *without).unwrap();
    println!(
        "(a decision takes {:.2} µs, without a list {:.2} µs)",
        with.as_secs_f64() * 1e6,
        without.as_secs_f64() * 1e6
    );
    with.saturating_sub(without)
}
