//! What a decision costs: warm inside one process, and cold from the start of the command to its end.
//!
//! `cargo build --release && cargo bench -p callscreen-bench`
#![allow(missing_docs, clippy::unwrap_used)]

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use callscreen_core::Screener;
use callscreen_core::call::{IncomingCall, Moment, Presentation, RawNumber, Verification};
use callscreen_core::lists::ListSource;
use callscreen_core::number::Region;
use criterion::{Criterion, criterion_group, criterion_main};

const LISTED: u64 = 100_000;
const CONTACTS: u64 = 5_000;

fn call(number: &str) -> IncomingCall {
    IncomingCall {
        number: Some(RawNumber::new(number)),
        presentation: Presentation::Allowed,
        verification: Verification::NotVerified,
        line: None,
        at: Moment { unix_ms: 1_795_000_000_000, utc_offset_minutes: 60 },
        call_id: None,
    }
}

/// A store as a phone would have it: 100,000 listed numbers, 5,000 contacts.
fn fill(folder: &Path) -> PathBuf {
    let store = folder.join("store");
    let screener = Screener::open(&store, &[Region::from_code("CH").unwrap()]).unwrap();
    let mut table = "phone\n".to_owned();
    for place in 0..LISTED {
        writeln!(table, "+4144{:07}", place * 97 % 10_000_000).unwrap();
    }
    let path = folder.join("list.csv");
    fs::write(&path, table).unwrap();
    let source = ListSource {
        name: "Reports".into(),
        source: String::new(),
        licence: String::new(),
        threshold: Some(1),
        max_age_days: None,
        version: String::new(),
        weight: None,
    };
    let now = Moment { unix_ms: 0, utc_offset_minutes: 0 };
    screener.import_list(&source, &path, None, now).unwrap();
    let contacts: Vec<_> =
        (0..CONTACTS).map(|place| RawNumber::new(format!("+4179{place:07}"))).collect();
    screener.replace_contacts(&contacts).unwrap();
    store
}

fn warm(criterion: &mut Criterion) {
    let folder = tempfile::tempdir().unwrap();
    let store = fill(folder.path());
    let screener = Screener::open(&store, &[Region::from_code("CH").unwrap()]).unwrap();
    let callers =
        [("contact", "079 000 00 07"), ("listed", "+41440000097"), ("stranger", "+41615550101")];
    let mut group = criterion.benchmark_group("warm");
    for (who, number) in callers {
        let call = call(number);
        group.bench_function(format!("explain/{who}"), |bench| {
            bench.iter(|| screener.explain(&call).unwrap());
        });
    }
    // Another listed caller each time: nobody rings a thousand times a second.
    let mut place = 0;
    group.bench_function("screen/listed, with the journal", |bench| {
        bench.iter(|| {
            place += 1;
            screener.screen(&call(&format!("+4144{:07}", place * 97 % 10_000_000)))
        });
    });
}

fn cold(criterion: &mut Criterion) {
    let folder = tempfile::tempdir().unwrap();
    let store = fill(folder.path());
    let target = std::env::var("CARGO_TARGET_DIR").unwrap_or_else(|_| "../../target".into());
    let binary = Path::new(&target).join("release/callscreen");
    assert!(binary.exists(), "{} is missing: cargo build --release first", binary.display());
    criterion.bench_function("cold/callscreen screen", |bench| {
        bench.iter(|| {
            Command::new(&binary)
                .arg("--store")
                .arg(&store)
                .args(["--region", "CH", "screen", "--number", "+41440000097"])
                .stdout(Stdio::null())
                .status()
                .unwrap()
        });
    });
}

criterion_group!(benches, warm, cold);
criterion_main!(benches);
