//! A phone that takes a pack, in a process of its own: time, memory, and what is written.

use std::fs;
use std::path::Path;
use std::process::Command;
use std::time::Instant;

use callscreen_core::Screener;
use callscreen_core::call::Moment;
use callscreen_core::number::Region;
use callscreen_core::packs::PackKey;

pub(crate) fn open(path: &Path) -> Screener {
    Screener::open(path, &[Region::from_code("CH").unwrap()]).unwrap()
}

pub(crate) fn now() -> Moment {
    Moment { unix_ms: 1_795_000_000_000, utc_offset_minutes: 60 }
}

/// Whether these are the arguments of such a process, which is then done.
pub(crate) fn answered(args: &[String]) -> bool {
    let [what, store, pack, key] = args else { return false };
    if what != "--phone" {
        return false;
    }
    let (store, key) = (Path::new(store), PackKey::parse(key).unwrap());
    let screener = open(store);
    let (mut verify, mut apply) = (0, 0);
    if !pack.is_empty() {
        let start = Instant::now();
        super::open(Path::new(pack)).verify(&key).unwrap();
        verify = start.elapsed().as_millis();
        let start = Instant::now();
        screener.apply_pack(Path::new(pack), &key, now()).unwrap();
        apply = start.elapsed().as_millis();
    }
    let mut log = store.as_os_str().to_owned();
    log.push("-wal");
    let log = fs::metadata(log).map_or(0, |log| log.len());
    println!("{verify} {apply} {log} {}", peak_kib());
    true
}

/// The most memory that this process had, in KiB; Linux only.
fn peak_kib() -> u64 {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    line.and_then(|line| line.split_whitespace().next()?.parse().ok()).unwrap_or_default()
}

pub(crate) fn measure(what: &str, store: &Path, pack: Option<&Path>, key: &str) {
    let mut command = Command::new(std::env::current_exe().unwrap());
    command.arg("--phone").arg(store);
    match pack {
        Some(pack) => command.arg(pack),
        None => command.arg(""),
    };
    let output = command.arg(key).output().unwrap();
    let text = String::from_utf8(output.stdout).unwrap();
    let mut values = text.split_whitespace().map(|value| value.parse::<u64>().unwrap());
    let mut next = || super::count(values.next().unwrap());
    println!(
        "{what}: verified in {:.0} ms, applied in {:.0} ms, log {:.1} MB, peak memory {:.1} MB",
        next(),
        next(),
        next() / 1e6,
        next() / 1024.0,
    );
}
