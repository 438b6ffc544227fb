//! What is measured in a process of its own: the first look-up, and the memory of an import.

use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::Path;
use std::process::Command;
use std::time::Duration;

use crate::numbers::Random;
use crate::{array, median, ours, plain, timed};

/// Whether these are the arguments of such a process, which is then done.
pub(crate) fn answered(args: &[String]) -> bool {
    let [what, path, number] = args else { return false };
    let (path, number) = (Path::new(path), number.parse().unwrap());
    let (time, found) = match what.as_str() {
        "--ours" => timed(|| ours::is_listed(&ours::open(path), number)),
        "--plain" => timed(|| plain::is_listed(&plain::open(path), number)),
        "--array" => timed(|| array::read(path).binary_search(&number).is_ok()),
        "--plan" => timed(|| {
            let plan = path.with_extension("plan");
            ours::open(path).write_plan(&plan, ours::now()).unwrap().numbers > number
        }),
        "--import" => timed(|| {
            let mut random = Random::new(11);
            ours::build(path, (0..number).map(|_| 12_000_000_000 + random.below(8_000_000_000)));
            true
        }),
        "--csv" => timed(|| ours::import(path, &path.with_extension("csv")) == number),
        _ => return false,
    };
    assert!(found);
    println!("{} {}", time.as_nanos(), peak_kib());
    true
}

/// The most memory that this process had, in KiB; Linux only.
fn peak_kib() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    line.and_then(|line| line.split_whitespace().next()?.parse().ok()).unwrap_or_default()
}

fn run(what: &str, path: &Path, number: u64) -> (Duration, u64) {
    let mut command = Command::new(std::env::current_exe().unwrap());
    let output = command.arg(what).arg(path).arg(number.to_string()).output().unwrap();
    let text = String::from_utf8(output.stdout).unwrap();
    let mut values = text.split_whitespace().map(|value| value.parse::<u64>().unwrap());
    (Duration::from_nanos(values.next().unwrap()), values.next().unwrap())
}

/// Opening and the first look-up, in a fresh process. The file is in the page cache.
pub(crate) fn first(what: &str, path: &Path, number: u64) -> Duration {
    median((0..15).map(|_| run(what, path, number).0).collect())
}

/// Writing the plan of all numbers: time and memory.
pub(crate) fn plan(path: &Path) {
    let (time, peak) = run("--plan", path, 0);
    println!(
        "their plan: {:.2} s, peak memory {:.1} MB",
        time.as_secs_f64(),
        crate::count(peak) / 1024.0
    );
}

/// The import of a table in random order, with votes: time and memory.
pub(crate) fn csv(rows: u64) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("list");
    let mut random = Random::new(11);
    let mut table = BufWriter::new(File::create(path.with_extension("csv")).unwrap());
    writeln!(table, "phone,votes").unwrap();
    for row in 0..rows {
        // Each number once: the rows in turn are far apart, and random within their part.
        let number = 12_000_000_000 + row * 7_919 % rows * 800 + random.below(800);
        writeln!(table, "+{number},{}", number % 5 + 1).unwrap();
    }
    table.into_inner().unwrap();
    let (time, peak) = run("--csv", &path, rows);
    println!(
        "\n{rows} rows of CSV: {:.1} s, peak memory {:.1} MB",
        time.as_secs_f64(),
        crate::count(peak) / 1024.0,
    );
}

/// An import in random order: time, and memory beyond that of a process that imports nothing.
pub(crate) fn import(numbers: u64) {
    let folder = tempfile::tempdir().unwrap();
    let (_, idle) = run("--import", &folder.path().join("idle"), 1);
    let (time, peak) = run("--import", &folder.path().join("full"), numbers);
    println!(
        "\n{numbers} numbers in random order: {:.1} s, peak memory {:.1} MB (idle {:.1} MB)",
        time.as_secs_f64(),
        crate::count(peak) / 1024.0,
        crate::count(idle) / 1024.0,
    );
}
