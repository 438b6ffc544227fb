//! A list with a label on each number, each another: what a year of daily changes leaves behind.

use std::fs;
use std::path::Path;

use callscreen_core::Screener;
use callscreen_core::lists::{Category, Change, Entry};

use crate::numbers::Random;
use crate::{count, ours, size_of, timed};

const DAYS: usize = 365;
/// Of 1,000 numbers so many go each day, and as many come.
const DAILY: usize = 3;

fn labelled(number: u64, random: &mut Random) -> Entry {
    let words = ["Energy", "Insurance", "Support", "Survey", "Bank"];
    let word = words[usize::try_from(random.below(5)).unwrap()];
    let label = format!("{word} {}", random.below(1_000_000_000));
    Entry { category: Some(Category::Sales), label, ..ours::entry(number) }
}

/// Half of the numbers are listed, and the others are those that come.
pub(crate) fn year(folder: &Path, mut numbers: Vec<u64>, mut random: Random) {
    fs::create_dir(folder).unwrap();
    random.shuffle(&mut numbers);
    let mut current = numbers.split_off(numbers.len() / 2);
    let mut others = numbers;
    let each_way = current.len() * DAILY / 1_000;
    let entries = |numbers: &[u64], random: &mut Random| {
        let mut numbers = numbers.to_vec();
        numbers.sort_unstable();
        numbers.into_iter().map(|number| labelled(number, random)).collect::<Vec<_>>()
    };
    let build = |path: &Path, entries: Vec<Entry>| {
        let screener = ours::open(path);
        screener.replace_list(&ours::source(), entries, ours::now()).unwrap();
        screener.shutdown();
    };
    let (updated, fresh) = (folder.join("updated"), folder.join("fresh"));
    build(&updated, entries(&current, &mut random));
    let screener = ours::open(&updated);
    let (time, ()) = timed(|| {
        for day in 0..DAYS {
            let gone: Vec<_> = (0..each_way)
                .map(|_| {
                    let place = random.below(current.len() as u64);
                    current.swap_remove(usize::try_from(place).unwrap())
                })
                .collect();
            // What a day takes out may come back a year later.
            let place = day * each_way % (others.len() - each_way);
            let others = &mut others[place..place + each_way];
            let new = others.to_vec();
            others.copy_from_slice(&gone);
            change(&screener, &gone, entries(&new, &mut random));
            current.extend(new);
        }
    });
    screener.shutdown();
    build(&fresh, entries(&current, &mut random));
    let (updated, fresh) = (count(size_of(&updated)), count(size_of(&fresh)));
    println!(
        "{} labelled numbers, a year of +{}/-{}: {:.0} ms a day, {:.1} MB; afresh {:.1} MB: {:+.1} %",
        current.len(),
        each_way,
        each_way,
        time.as_secs_f64() * 1e3 / count(DAYS as u64),
        updated / 1e6,
        fresh / 1e6,
        (updated / fresh - 1.0) * 100.0,
    );
}

fn change(screener: &Screener, gone: &[u64], new: Vec<Entry>) {
    let gone = gone.iter().map(|&number| Change::Remove(ours::subject(number)));
    let changes = gone.chain(new.into_iter().map(Change::Put));
    screener.update_list(ours::NAME, "next", changes, ours::now()).unwrap();
}
