//! Large lists side by side with a plain SQLite table and a sorted array, in one run: bytes on disk,
//! building, look-up, the first look-up of a fresh process, daily changes, memory.
//!
//! `cargo bench -p callscreen-bench --bench lists` takes some minutes; `-- --million` leaves out what
//! needs 10 million numbers.
#![allow(missing_docs, clippy::unwrap_used, clippy::print_stdout)]

mod array;
mod changes;
mod fresh;
mod labelled;
mod numbers;
mod ours;
mod plain;

use std::path::Path;
use std::time::{Duration, Instant};

use numbers::{Random, within_16};

/// What is measured of each way to keep the numbers.
struct Row {
    name: &'static str,
    bytes: u64,
    build: Duration,
    look_up: Duration,
    first: Duration,
}

fn main() {
    let args: Vec<String> = std::env::args().skip(1).collect();
    if fresh::answered(&args) {
        return;
    }
    let sizes: &[usize] = if args.iter().any(|arg| arg == "--million") {
        &[1_000_000]
    } else {
        &[1_000_000, 10_000_000]
    };
    for &size in sizes {
        let folder = tempfile::tempdir().unwrap();
        measure(folder.path(), size);
    }
    fresh::import(5_000_000);
    fresh::csv(1_000_000);
    if sizes.len() > 1 {
        fresh::csv(10_000_000);
    }
}

fn measure(folder: &Path, size: usize) {
    let numbers = numbers::clustered(size);
    let asked = numbers::asked(&numbers, 20_000);
    let share = within_16(&numbers);
    println!("\n{} numbers, {:.0} % within 16 of a neighbour", numbers.len(), share * 100.0);
    println!(
        "{:<24} {:>9} {:>9} {:>10} {:>13}",
        "", "B/number", "build s", "look-up µs", "first, µs"
    );
    let rows = [
        ours::measure(folder, &numbers, &asked),
        plain::measure(folder, &numbers, &asked),
        array::measure(folder, &numbers, &asked),
    ];
    for row in rows {
        println!(
            "{:<24} {:>9.2} {:>9.3} {:>10.2} {:>13.0}",
            row.name,
            count(row.bytes) / count(numbers.len() as u64),
            row.build.as_secs_f64(),
            row.look_up.as_secs_f64() * 1e6,
            row.first.as_secs_f64() * 1e6,
        );
    }
    fresh::plan(&ours::store(folder));
    changes::measure(folder, &numbers, Random::new(7));
    if size == 1_000_000 {
        labelled::year(&folder.join("labelled"), numbers::clustered(2 * size), Random::new(9));
    }
}

// Bytes and counts far below 2^52.
#[allow(clippy::cast_precision_loss)]
fn count(value: u64) -> f64 {
    value as f64
}

fn size_of(path: &Path) -> u64 {
    std::fs::metadata(path).map_or(0, |metadata| metadata.len())
}

fn timed<T>(run: impl FnOnce() -> T) -> (Duration, T) {
    let start = Instant::now();
    let out = run();
    (start.elapsed(), out)
}

fn median(mut times: Vec<Duration>) -> Duration {
    times.sort_unstable();
    times[times.len() / 2]
}

/// The time of one of many, from rounds that ask for all of them.
fn each(asked: &[u64], mut ask: impl FnMut(u64) -> bool) -> Duration {
    let rounds = (0..5)
        .map(|_| timed(|| assert!(asked.iter().filter(|&&number| ask(number)).count() > 0)).0);
    median(rounds.collect()) / u32::try_from(asked.len()).unwrap()
}
