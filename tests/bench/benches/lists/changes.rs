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
    // Next year's numbers come from the same places as the others, so they are taken out first.
    let mut current = numbers.to_vec();
    random.shuffle(&mut current);
    let mut later = current.split_off(current.len() - DAYS * EACH_WAY);
    let days = days(&mut current, &later, &mut random);
    later.sort_unstable();
    let mut start: Vec<_> = numbers.to_vec();
    start.retain(|number| later.binary_search(number).is_err());
    // A store of its own: a list that is replaced leaves its room to the next one.
    std::fs::remove_file(ours::store(folder)).unwrap();
    ours::build(&ours::store(folder), start.iter().copied());
    plain::change(&plain::open(&plain::store(folder)), &[], &later);
    array::write(&array::store(folder), &start);
    one_day(folder, &days[..9]);
    current.sort_unstable();
    year(folder, &days[9..], &current);
}

/// A year of days, in each of which numbers come and as many go, at random places. `current` is the
/// list before and after.
fn days(current: &mut Vec<u64>, later: &[u64], random: &mut Random) -> Vec<Day> {
    let day = |added: &[u64]| {
        let mut removed = Vec::with_capacity(EACH_WAY);
        for _ in 0..EACH_WAY {
            let place = random.below(current.len() as u64);
            removed.push(current.swap_remove(usize::try_from(place).unwrap()));
        }
        current.extend(added);
        let mut day = Day { added: added.to_vec(), removed };
        day.added.sort_unstable();
        day.removed.sort_unstable();
        day
    };
    later.chunks(EACH_WAY).map(day).collect()
}

fn one_day(folder: &Path, days: &[Day]) {
    let path = ours::store(folder);
    let mut log = 0;
    let ours = days.iter().map(|day| {
        let screener = ours::open(&path);
        let (time, ()) = timed(|| ours::change(&screener, &day.added, &day.removed));
        log = log.max(size_of(&log_of(&path)));
        screener.shutdown();
        time
    });
    print("callscreen", &ours.collect::<Vec<_>>(), log);

    let path = plain::store(folder);
    let mut log = 0;
    let plain = days.iter().map(|day| {
        let connection = plain::open(&path);
        let (time, ()) = timed(|| plain::change(&connection, &day.added, &day.removed));
        log = log.max(size_of(&log_of(&path)));
        time
    });
    print("SQLite, a row a number", &plain.collect::<Vec<_>>(), log);

    let path = array::store(folder);
    let array = days.iter().map(|day| timed(|| array::change(&path, &day.added, &day.removed)).0);
    print("sorted array", &array.collect::<Vec<_>>(), size_of(&path));
}

fn print(name: &str, times: &[Duration], log: u64) {
    println!(
        "{name:<24} +{EACH_WAY}/-{EACH_WAY}: {:.1} ms, at most {:.1} ms; {:.1} MB written",
        median(times.to_vec()).as_secs_f64() * 1e3,
        times.iter().max().unwrap().as_secs_f64() * 1e3,
        crate::count(log) / 1e6,
    );
}

/// SQLite's write-ahead log, of which nothing is left when the store was closed.
fn log_of(path: &Path) -> std::path::PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push("-wal");
    name.into()
}

fn year(folder: &Path, days: &[Day], left: &[u64]) {
    let path = ours::store(folder);
    let screener = ours::open(&path);
    let (time, ()) = timed(|| {
        for day in days {
            ours::change(&screener, &day.added, &day.removed);
        }
    });
    screener.shutdown();
    let rebuilt = folder.join("rebuilt");
    ours::build(&rebuilt, left.iter().copied());
    let (updated, fresh) = (crate::count(size_of(&path)), crate::count(size_of(&rebuilt)));
    println!(
        "a year of such days: {:.1} s, {:.2} MB; built afresh {:.2} MB: {:+.1} %",
        time.as_secs_f64(),
        updated / 1e6,
        fresh / 1e6,
        (updated / fresh - 1.0) * 100.0,
    );
}
