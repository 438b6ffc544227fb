//! What reading a number costs, beside the crate `phonenumber` in the same run: warm for each
//! spelling, at the start of a process, and for texts that are no numbers but long.
//!
//! `cargo bench -p callscreen-bench --bench number`
//!
//! The crate is measured until it has the digits as integers; it is not asked for a text.
#![allow(missing_docs, clippy::unwrap_used, clippy::print_stdout)]

use std::hint::black_box;
use std::process::Command;
use std::time::{Duration, Instant};

use callscreen_core::number::{Reading, Region, read};
use criterion::Criterion;
use phonenumber::country;

/// Set for the processes that measure their own first call.
const FIRST_CALL_OF: &str = "CALLSCREEN_FIRST_CALL_OF";

/// Numbers of six countries, fixed lines and mobiles: home, `+E.164`, `00…` or `011…`, national,
/// national with separators.
const NUMBERS: [(&str, [&str; 4]); 6] = [
    ("CH", ["+41446681800", "0041446681800", "0446681800", "044 668 18 00"]),
    ("DE", ["+4915112345678", "004915112345678", "015112345678", "0151 / 1234 56-78"]),
    ("AT", ["+436601234567", "00436601234567", "06601234567", "(0660) 123 45 67"]),
    ("FR", ["+33639981234", "0033639981234", "0639981234", "06.39.98.12.34"]),
    ("US", ["+12025550143", "01112025550143", "2025550143", "(202) 555-0143"]),
    ("IN", ["+919876543210", "00919876543210", "09876543210", "098765 43210"]),
];

fn key(raw: &str, home: Region) -> u64 {
    match read(raw, &[home]) {
        Reading::Subscriber { number } => number.digits(),
        _ => 0,
    }
}

fn key_of_crate(raw: &str, home: Option<country::Id>) -> u64 {
    phonenumber::parse(home, raw)
        .map_or(0, |number| u64::from(number.code().value()) ^ number.national().value())
}

fn warm(criterion: &mut Criterion) {
    let spellings = ["+E.164", "00 and 011", "national", "national with separators"];
    for (place, spelling) in spellings.into_iter().enumerate() {
        side_by_side(criterion, spelling, &NUMBERS.map(|(home, texts)| (home, texts[place])));
    }
    let uris = NUMBERS.map(|(home, [number, ..])| (home, format!("tel:{number}")));
    let uris = uris.each_ref().map(|(home, uri)| (*home, uri.as_str()));
    side_by_side(criterion, "tel URI", &uris);
}

fn side_by_side(criterion: &mut Criterion, spelling: &str, texts: &[(&str, &str)]) {
    for &(home, text) in texts {
        // A refusal would be quick, and nothing to compare.
        assert_ne!(key(text, Region::from_code(home).unwrap()), 0, "{text}");
        assert_ne!(key_of_crate(text, home.parse().ok()), 0, "{text}");
    }
    let mut group = criterion.benchmark_group(spelling);
    group.warm_up_time(Duration::from_millis(300)).measurement_time(Duration::from_secs(1));
    let ours = texts.iter().map(|&(home, text)| (Region::from_code(home).unwrap(), text));
    let mut ours = ours.collect::<Vec<_>>().into_iter().cycle();
    group.bench_function("callscreen", |bench| {
        bench.iter(|| {
            let (home, text) = ours.next().unwrap();
            key(black_box(text), home)
        });
    });
    let theirs = texts.iter().map(|&(home, text)| (home.parse().ok(), text));
    let mut theirs = theirs.collect::<Vec<_>>().into_iter().cycle();
    group.bench_function("phonenumber", |bench| {
        bench.iter(|| {
            let (home, text) = theirs.next().unwrap();
            key_of_crate(black_box(text), home)
        });
    });
}

/// The first call of a process, from as many processes as give a steady median.
fn first_call() {
    for reader in ["callscreen", "phonenumber"] {
        let mut took: Vec<u64> = (0..21).map(|_| first_call_of(reader)).collect();
        took.sort_unstable();
        println!("first call, {reader}: median {:?}", Duration::from_nanos(took[took.len() / 2]));
    }
}

fn first_call_of(reader: &str) -> u64 {
    let child = Command::new(std::env::current_exe().unwrap()).env(FIRST_CALL_OF, reader).output();
    String::from_utf8(child.unwrap().stdout).unwrap().trim().parse().unwrap()
}

fn measure_first_call(reader: &str) {
    let start = Instant::now();
    match reader {
        "callscreen" => {
            black_box(key(black_box("044 668 18 00"), Region::from_code("CH").unwrap()))
        }
        _ => black_box(key_of_crate(black_box("044 668 18 00"), Some(country::CH))),
    };
    println!("{}", start.elapsed().as_nanos());
}

/// Beginnings, and what follows them again and again: each keeps another part of the reader busy.
const LONG: [(&str, &str); 24] = [
    ("", "1"),
    ("", " "),
    ("", "+ "),
    ("", ";"),
    ("", "(0)"),
    ("", "a"),
    ("", "ж"),
    ("", "中"),
    ("", "😀"),
    ("", "\u{200b}"),
    ("", "𝟗"),
    ("", "\u{10ffff}"),
    ("", "၏"),
    ("1", "၏ "),
    ("", "é中😀ж"),
    ("1", "😀é"),
    ("1e", "1"),
    ("1", "\u{a0}"),
    ("tel:", "%20"),
    ("tel:", "%"),
    ("123456 ", "wx"),
    ("123456789 ext", " "),
    ("123456", ";phone-context="),
    ("tel:1;phone-context=+", "a"),
];

/// The slowest of long texts: those that are refused for their length, and those just short enough.
fn long_texts() {
    for (what, characters, bytes) in
        [("20,000 characters", 20_000, 80_000), ("512 bytes", 512, 512)]
    {
        let times =
            LONG.map(|(before, piece)| (best_time(before, piece, characters, bytes), piece));
        let (slowest, piece) = times.into_iter().max().unwrap_or_default();
        println!("{what}: slowest {slowest:?}, for {piece:?}");
    }
}

/// The best of several runs: what the system did meanwhile is no cost of the text.
fn best_time(before: &str, piece: &str, characters: usize, bytes: usize) -> Duration {
    let mut text = String::new();
    for next in before.chars().chain(piece.chars().cycle()).take(characters) {
        if text.len() + next.len_utf8() <= bytes {
            text.push(next);
        }
    }
    let home = [Region::from_code("CH").unwrap(), Region::from_code("US").unwrap()];
    let runs = (0..50).map(|_| {
        let start = Instant::now();
        black_box(read(black_box(&text), &home));
        start.elapsed()
    });
    runs.min().unwrap_or_default()
}

fn main() {
    if let Ok(reader) = std::env::var(FIRST_CALL_OF) {
        return measure_first_call(&reader);
    }
    let mut criterion = Criterion::default().configure_from_args();
    warm(&mut criterion);
    first_call();
    long_texts();
    criterion.final_summary();
}
