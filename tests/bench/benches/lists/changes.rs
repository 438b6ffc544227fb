//! Daily changes: what one takes, and what a year of them leaves behind.

use std::path::Path;
use std::time::Duration;

use crate::numbers::Random;
use crate::{array, median, ours, plain, size_of, timed};

const DAYS: usize = 365;
const EACH_WAY: usize = 1_000;

/// What one day brings.
struct Day {
    added: Vec<u64>,
    removed: Vec<u64>,
}

pub(crate) fn measure(folder: &Path, numbers: &[u64], mut random: Random) {
    // Next year's numbers come from the same places, so they are taken from the list first.
    let mut later = numbers.to_vec();
    random.shuffle(&mut later);
    let mut current = later.split_off(DAYS * EACH_WAY);
    let path = ours::store(folder);
    let screener = ours::open(&path);
    ours::change(&screener, &[], &later);
    screener.shutdown();
    let start = {
        let rebuilt = folder.join("start");
        current.sort_unstable();
        ours::build(&rebuilt, current.iter().copied());
        rebuilt
    };
    random.shuffle(&mut current);
    let days: Vec<Day> = later
        .chunks(EACH_WAY)
        .map(|added| {
            let removed = current.split_off(current.len() - EACH_WAY);
            // Yesterday's numbers may go tomorrow.
            current.extend(added);
            let end = current.len();
            for place in 0..EACH_WAY {
                current.swap(end - 1 - place, usize::try_from(random.below(end as u64)).unwrap());
            }
            let mut day = Day { added: added.to_vec(), removed };
            day.added.sort_unstable();
            day.removed.sort_unstable();
            day
        })
        .collect();
    one_day(folder, &start, &days);
    year(folder, &start, &days, current);
}

fn one_day(folder: &Path, start: &Path, days: &[Day]) {
    let copy = folder.join("day");
    let mut times = Vec::new();
    let mut log = 0;
    for day in &days[..9] {
        std::fs::copy(start, &copy).unwrap();
        let screener = ours::open(&copy);
        times.push(timed(|| ours::change(&screener, &day.added, &day.removed)).0);
        log = log.max(size_of(&wal(&copy)));
        screener.shutdown();
    }
    print("callscreen", &times, log);

    let path = plain::store(folder);
    let connection = plain::open(&path);
    let times: Vec<_> = days[..9]
        .iter()
        .map(|day| timed(|| plain::change(&connection, &day.added, &day.removed)).0)
        .collect();
    print("SQLite, a row a number", &times, size_of(&wal(&path)));
    drop(connection);

    let path = array::store(folder);
    let times: Vec<_> = days[..3]
        .iter()
        .map(|day| timed(|| array::change(&path, &day.added, &day.removed)).0)
        .collect();
    print("sorted array", &times, 0);
}

fn print(name: &str, times: &[Duration], log: u64) {
    println!(
        "{name:<24} +{EACH_WAY}/-{EACH_WAY}: {:.1} ms, at most {:.1} ms; log {:.1} MB",
        median(times.to_vec()).as_secs_f64() * 1e3,
        times.iter().max().unwrap().as_secs_f64() * 1e3,
        crate::count(log) / 1e6,
    );
}

fn wal(path: &Path) -> std::path::PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push("-wal");
    name.into()
}

fn year(folder: &Path, start: &Path, days: &[Day], mut left: Vec<u64>) {
    let screener = ours::open(start);
    let (time, ()) = timed(|| {
        for day in days {
            ours::change(&screener, &day.added, &day.removed);
        }
    });
    screener.shutdown();
    let rebuilt = folder.join("rebuilt");
    left.sort_unstable();
    ours::build(&rebuilt, left);
    let (updated, fresh) = (crate::count(size_of(start)), crate::count(size_of(&rebuilt)));
    println!(
        "a year of such days: {:.1} s, {:.2} MB; built afresh {:.2} MB: {:+.1} %",
        time.as_secs_f64(),
        updated / 1e6,
        fresh / 1e6,
        (updated / fresh - 1.0) * 100.0,
    );
}
