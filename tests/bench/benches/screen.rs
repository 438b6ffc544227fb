//! What a decision costs: warm inside one process, and cold from the start of the command to its end.
//!
//! `cargo build --release && cargo bench -p callscreen-bench`
#![allow(missing_docs, clippy::unwrap_used)]

use std::fmt::Write as _;
use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use callscreen_core::Screener;
use callscreen_core::call::{IncomingCall, Moment, Presentation, RawNumber, Verification};
use callscreen_core::lists::ListSource;
use callscreen_core::number::Region;
use callscreen_core::policy::{PersistentStrangerStep, Preset};
use callscreen_core::rules::RuleLimits;
use callscreen_core::schedule::Schedule;
use callscreen_core::verdict::Verdict;
use criterion::{Criterion, criterion_group, criterion_main};

const LISTED: u64 = 100_000;
const MANY_LISTED: u64 = 1_000_000;
const CONTACTS: u64 = 5_000;
const JOURNAL: i64 = 10_000;

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

/// As many rules as a busy user has, of every form that a number can be asked about.
const RULES: u64 = 500;

fn add_rules(screener: &Screener) {
    let members: Vec<_> = (0..20).map(|place| format!("+41 31 555 {place:02}*")).collect();
    let members: Vec<_> = members.iter().map(String::as_str).collect();
    screener.put_organisation("Acme", &members).unwrap();
    let schedule = Schedule::from_json(r#"{ "windows": ["mon-fri 08:00-18:00"] }"#).unwrap();
    for place in 0..RULES {
        let pattern = match place % 6 {
            0 => format!("+41 61 555 {place:03}*"),
            1 => format!("+41 61 5## {place:03}"),
            2 => format!("+41 61 55{place:03}00 - +41 61 55{place:03}99"),
            3 => format!("+41*{place:03}"),
            4 => format!("*{place:03}9"),
            _ => format!("+41 22 {place:03} ## ##"),
        };
        let hours = (place % 10 == 0).then(|| schedule.clone());
        let limits = RuleLimits { line: None, schedule: hours };
        screener.put_limited_rule(&pattern, Verdict::Reject, "", &limits).unwrap();
    }
    for words in ["country:FR", "kind:short-code", "organisation:Acme"] {
        screener.put_rule(words, Verdict::Voicemail, "").unwrap();
    }
}

/// A store with so many listed numbers and 5,000 contacts.
fn fill(folder: &Path, listed: u64) -> PathBuf {
    let store = folder.join("store");
    let screener = Screener::open(&store, &[Region::from_code("CH").unwrap()]).unwrap();
    let mut table = "phone\n".to_owned();
    for place in 0..listed {
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
        (0..CONTACTS).map(|place| RawNumber::new(format!("+4179{place:07}")).into()).collect();
    screener.replace_contacts(&contacts).unwrap();
    store
}

fn warm(criterion: &mut Criterion) {
    let folder = tempfile::tempdir().unwrap();
    let store = fill(folder.path(), LISTED);
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
    add_rules(&screener);
    let stranger = call("+41615550108");
    group.bench_function("explain/stranger, 500 rules", |bench| {
        bench.iter(|| screener.explain(&stranger).unwrap());
    });
    // Another listed caller each time: nobody rings a thousand times a second.
    let mut place = 0;
    group.bench_function("screen/listed, with the journal", |bench| {
        bench.iter(|| {
            place += 1;
            screener.screen(&call(&format!("+4144{:07}", place * 97 % 10_000_000)))
        });
    });
}

/// Calls of one number, and of one block of numbers, among those in the journal.
const PERSISTENT: &str = "+41629990000";
const BUSY_BLOCK: &str = "+416299901";
/// Another number, which never called before.
const STRANGER: &str = "+41629555555";
/// The block's numbers that called.
const BUSY: i64 = 60;

/// A store with every step on, and as much in it as a phone will ever have.
fn fill_everything(folder: &Path) -> Screener {
    let home = [Region::from_code("CH").unwrap()];
    let screener = Screener::open(&fill(folder, MANY_LISTED), &home).unwrap();
    add_rules(&screener);
    screener.set_own_numbers(&[RawNumber::new("+41625550100")]).unwrap();
    let mut policy = Preset::Reachable.policy(&home);
    policy.persistent_stranger =
        Some(PersistentStrangerStep { verdict: Verdict::Reject, calls: 4, on_days: 2, days: 14 });
    screener.set_policy(&policy).unwrap();
    for place in 0..JOURNAL {
        let mut call = match place % 10 {
            0 => call(PERSISTENT),
            1 => call(&format!("{BUSY_BLOCK}{:02}", place / 10 % BUSY)),
            _ => call(&format!("+4162{:07}", place / 3 * 3 * 613 % 9_000_000)),
        };
        call.at.unix_ms -= (JOURNAL - place) * 60_000;
        screener.screen(&call);
    }
    screener
}

/// The number that calls in its turn.
type NumberAt = fn(u64) -> String;

fn everything_on(criterion: &mut Criterion) {
    let folder = tempfile::tempdir().unwrap();
    let screener = fill_everything(folder.path());
    let mut group = criterion.benchmark_group("everything on");
    let busy = format!("{BUSY_BLOCK}99");
    let callers = [
        ("contact", "+41790000007"),
        ("listed", "+41440000097"),
        ("stranger", STRANGER),
        ("stranger, 1,000 calls", PERSISTENT),
        ("stranger, busy block", &busy),
    ];
    for (who, number) in callers {
        let call = call(number);
        group.bench_function(format!("explain/{who}"), |bench| {
            bench.iter(|| screener.explain(&call).unwrap());
        });
    }
    // Another caller each time, and the journal stays as long as it is.
    let callers: [(&str, NumberAt); 4] = [
        ("contact", |place| format!("+4179{:07}", place % CONTACTS)),
        ("listed", |place| format!("+4144{:07}", place * 97 % 10_000_000)),
        ("stranger", |place| format!("+4162{:07}", 9_100_000 + place * 97 % 800_000)),
        ("stranger, busy block", |place| format!("{BUSY_BLOCK}{:02}", place % 100)),
    ];
    for (who, number) in callers {
        let mut place = 0;
        group.bench_function(format!("screen/{who}"), |bench| {
            bench.iter(|| {
                place += 1;
                screener.screen(&call(&number(place)))
            });
        });
    }
    group.bench_function("callbacks", |bench| {
        bench.iter(|| screener.callbacks(call(PERSISTENT).at).unwrap());
    });
}

fn cold(criterion: &mut Criterion) {
    let folder = tempfile::tempdir().unwrap();
    drop(fill_everything(folder.path()));
    let target = std::env::var("CARGO_TARGET_DIR").unwrap_or_else(|_| "../../target".into());
    let binary = Path::new(&target).join("release/callscreen");
    assert!(binary.exists(), "{} is missing: cargo build --release first", binary.display());
    let store = folder.path().join("store");
    let callscreen = |words: &[&str]| {
        let mut command = Command::new(&binary);
        command.arg("--store").arg(&store).args(["--region", "CH"]).args(words);
        command.stdout(Stdio::piped());
        command
    };
    let mut group = criterion.benchmark_group("everything on, a fresh process");
    for words in [&["explain", STRANGER][..], &["screen", "--number", STRANGER]] {
        group.bench_function(format!("{}, verdict shown", words[0]), |bench| {
            bench.iter_custom(|times| (0..times).map(|_| until_shown(callscreen(words))).sum());
        });
        group.bench_function(format!("{}, ended", words[0]), |bench| {
            bench.iter(|| callscreen(words).output().unwrap());
        });
    }
}

/// How long it takes until the first word is there; the rest of the process is not counted.
fn until_shown(mut command: Command) -> Duration {
    let begun = Instant::now();
    let mut process = command.spawn().unwrap();
    process.stdout.as_mut().unwrap().read_exact(&mut [0]).unwrap();
    let shown = begun.elapsed();
    process.wait_with_output().unwrap();
    shown
}

criterion_group!(benches, warm, everything_on, cold);
criterion_main!(benches);
