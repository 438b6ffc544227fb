//! Packs: made, signed, checked and taken in.

mod make;
mod sign;

use std::fs::File;
use std::io::BufReader;
use std::path::Path;

use callscreen_core::packs::{Pack, PackError, PackInfo, PackKey};
use callscreen_core::{Error, Screener};
use serde::Serialize;
use serde_json::json;

use super::lists::list_table;
use crate::args::Packs;
use crate::failure::{Failure, Result};
use crate::output::{Rows, clean, count, time};
use crate::session::Session;

pub(super) fn run(command: &Packs, session: &mut Session) -> Result<()> {
    match command {
        Packs::Build(build) => make::build(build, session),
        Packs::Diff { old, new, out } => make::diff(old, new, out, session),
        Packs::Sign(sign) => sign::sign(sign, session),
        Packs::Verify { pack, key } => verify(pack, key, session),
        Packs::Apply { pack, key } => apply(pack, key.as_ref(), session),
        Packs::Show { pack } => show(pack, session),
        Packs::Trust { list, key } => {
            session.screener_anywhere()?.trust_pack_key(list, key)?;
            let trusted = json!({ "list": list, "key": key.as_str() });
            session.answer(&trusted, || format!("The key of {list:?} is now {}.\n", key.id()))
        }
    }
}

/// What a pack says, as JSON has it.
#[derive(Serialize)]
struct Shown {
    #[serde(flatten)]
    info: PackInfo,
    bytes: u64,
    signed_by: Option<String>,
    trusted_comment: String,
}

fn show(path: &Path, session: &mut Session) -> Result<()> {
    let pack = open(path)?;
    answer(&pack, session)
}

fn answer(pack: &Pack<BufReader<File>>, session: &mut Session) -> Result<()> {
    let shown = Shown {
        info: pack.info().clone(),
        bytes: pack.body_bytes(),
        signed_by: pack.signed_by().map(str::to_owned),
        trusted_comment: pack.info().trusted_comment(),
    };
    session.answer(&shown, || table(&shown))
}

fn table(shown: &Shown) -> String {
    let Shown { info, bytes, signed_by, trusted_comment } = shown;
    let counts = info.counts;
    let mut rows = Rows::new(&["", "pack"]);
    let mut add = |what: &str, text: String| {
        if !text.is_empty() {
            rows.add([what.to_owned(), text]);
        }
    };
    let entries = |numbers, ranges| {
        format!("{}, {}", count(numbers, "number", "numbers"), count(ranges, "range", "ranges"))
    };
    add("list", format!("{} ({})", info.name, info.list));
    let kind = match info.base {
        Some(base) => format!("{}, a diff from {base}", info.version),
        None => format!("{}, the full list", info.version),
    };
    add("version", kind);
    add("made", time(Session::local(info.published_at_ms)));
    add("holds", entries(counts.numbers_after, counts.ranges_after));
    if info.base.is_some() {
        let numbers = count(counts.added, "number", "numbers");
        add("adds", format!("{numbers}, changes {}", counts.changed));
        add("removes", entries(counts.removed, counts.ranges_removed));
        add("ranges", format!("{} added or changed", counts.ranges));
    }
    add("bytes", bytes.to_string());
    add("votes", format!("{}+", info.threshold));
    add("weight", info.weight.code().to_owned());
    add("regions", info.regions.join(" "));
    add("source", info.source.clone());
    add("licence", info.licence.clone());
    add("attribution", info.attribution.clone());
    add("next key", info.next_key.clone().unwrap_or_default());
    let signed = signed_by.as_ref().map(|key| format!("with key {key}, not checked"));
    add("signed", signed.unwrap_or_else(|| "no".to_owned()));
    add("comment", trusted_comment.clone());
    rows.text()
}

fn verify(path: &Path, key: &PackKey, session: &mut Session) -> Result<()> {
    let mut pack = open(path)?;
    let checked = pack.verify(key).and_then(|()| {
        let mut changes = pack.changes()?;
        while changes.next()?.is_some() {}
        Ok(())
    });
    checked.map_err(in_file(path))?;
    let info = pack.info();
    let verified = json!({ "verified": true, "list": info.list, "version": info.version });
    session.answer(&verified, || {
        let PackInfo { list, version, .. } = info;
        format!("{}: {list} {version}, signed and whole.\n", clean(&path.to_string_lossy()))
    })
}

fn apply(path: &Path, key: Option<&PackKey>, session: &mut Session) -> Result<()> {
    let screener = session.screener_anywhere()?;
    let key = key.cloned().map_or_else(|| key_of(&screener, path), Ok)?;
    let list = screener.apply_pack(path, &key, Session::now())?;
    session.answer(&list, || list_table(std::slice::from_ref(&list)))
}

/// The key that the list of this pack has.
fn key_of(screener: &Screener, path: &Path) -> Result<PackKey> {
    let id = open(path)?.info().list.clone();
    let mut packs = screener.lists()?.into_iter().filter_map(|list| list.pack);
    let key = packs.find(|pack| pack.pack == id).and_then(|pack| pack.key);
    Ok(PackKey::parse(&key.ok_or(Failure::NoPackKey)?).map_err(Error::from)?)
}

fn open(path: &Path) -> Result<Pack<BufReader<File>>> {
    let file = File::open(path).map_err(|error| in_file(path)(error.into()))?;
    Ok(Pack::open(BufReader::with_capacity(1 << 16, file)).map_err(in_file(path))?)
}

fn in_file(path: &Path) -> impl FnOnce(PackError) -> Error {
    let path = path.to_owned();
    move |source| Error::PackFile { path, source }
}
