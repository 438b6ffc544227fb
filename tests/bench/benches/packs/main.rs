//! Packs of large lists: their size, and what a publisher and a phone spend on them.
//!
//! `cargo bench -p callscreen-bench --bench packs` takes a minute; `-- --million` leaves out what
//! needs 10 million numbers.
#![allow(missing_docs, clippy::unwrap_used, clippy::print_stdout)]

#[path = "../lists/numbers.rs"]
mod numbers;
mod phone;

use std::fs;
use std::io::BufReader;
use std::path::Path;
use std::time::Instant;

use callscreen_core::lists::{Entry, ListSource, ListWeight, Subject};
use callscreen_core::number::E164;
use callscreen_core::packs::{self, Pack, PackCounts, PackInfo};
use minisign::KeyPair;
use numbers::{Random, asked, clustered, within_16};

fn main() {
    let args: Vec<String> = std::env::args().skip(1).collect();
    if phone::answered(&args) {
        return;
    }
    let million = args.iter().any(|arg| arg == "--million");
    let sizes: &[usize] = if million { &[1_000_000] } else { &[1_000_000, 10_000_000] };
    for &size in sizes {
        let folder = tempfile::tempdir().unwrap();
        measure(folder.path(), size);
    }
}

fn measure(folder: &Path, size: usize) {
    let mut list = clustered(size);
    let share = within_16(&list);
    println!("\n{} numbers, {:.0} % within 16 of a neighbour", list.len(), share * 100.0);
    let keys = KeyPair::generate_unencrypted_keypair().unwrap();
    let (old, new, diff) = (folder.join("1"), folder.join("2"), folder.join("1-2"));

    publish(folder, &list, 1, &old, &keys);
    let before = list.len();
    // A day: a thousand numbers go, and about as many come, half of them near others.
    let mut random = Random::new(5);
    random.shuffle(&mut list);
    list.truncate(list.len() - 1_000);
    list.sort_unstable();
    let coming = asked(&list, 20_000);
    list.extend(coming.into_iter().skip(2).step_by(4).take(500));
    list.extend(asked(&list, 20_000).into_iter().skip(3).step_by(4).take(500));
    list.sort_unstable();
    list.dedup();
    publish(folder, &list, 2, &new, &keys);
    let start = Instant::now();
    packs::diff(&mut open(&old), &mut open(&new), fs::File::create(&diff).unwrap()).unwrap();
    let counts = open(&diff).info().counts;
    println!(
        "diff +{}/-{}: {:.2} s, {} bytes, {:.2} for each change",
        counts.added,
        counts.removed,
        start.elapsed().as_secs_f64(),
        open(&diff).body_bytes(),
        count(open(&diff).body_bytes()) / count(counts.added + counts.removed),
    );
    sign(&diff, &keys);

    let (store, key) = (folder.join("phone"), keys.pk.to_base64());
    phone::measure("idle", &folder.join("idle"), None, &key);
    phone::measure("full", &store, Some(&old), &key);
    phone::measure("diff", &store, Some(&diff), &key);
    phone::measure("full over it", &store, Some(&full_3(folder, &list, &keys)), &key);
    println!("({before} numbers before, {} after)", list.len());
}

fn full_3(folder: &Path, list: &[u64], keys: &KeyPair) -> std::path::PathBuf {
    let path = folder.join("3");
    publish(folder, list, 3, &path, keys);
    path
}

fn publish(folder: &Path, list: &[u64], version: u64, path: &Path, keys: &KeyPair) {
    let desk = folder.join(format!("desk-{version}"));
    let screener = phone::open(&desk);
    let entries = list
        .iter()
        .map(|&number| Entry::plain(Subject::Number(E164::from_digits(number).unwrap())));
    let source = ListSource {
        name: "Draft".to_owned(),
        source: String::new(),
        licence: String::new(),
        threshold: Some(1),
        version: String::new(),
        weight: None,
        max_age_days: None,
    };
    screener.replace_list(&source, entries, phone::now()).unwrap();
    let start = Instant::now();
    let out = std::io::BufWriter::new(fs::File::create(path).unwrap());
    screener.build_pack("Draft", info(version), out).unwrap();
    let built = start.elapsed();
    let bytes = fs::metadata(path).unwrap().len();
    let start = Instant::now();
    sign(path, keys);
    println!(
        "version {version}: built in {:.2} s, signed in {:.2} s, {bytes} bytes, {:.2} a number",
        built.as_secs_f64(),
        start.elapsed().as_secs_f64(),
        count(bytes) / count(list.len() as u64),
    );
    if let Ok(folder) = std::env::var("CALLSCREEN_KEEP_PACKS") {
        fs::copy(path, Path::new(&folder).join(format!("{}-{version}", list.len()))).unwrap();
    }
    drop(screener);
    fs::remove_file(&desk).unwrap();
}

fn info(version: u64) -> PackInfo {
    PackInfo {
        list: "bench".to_owned(),
        name: "Bench".to_owned(),
        version,
        base: None,
        published_at_ms: 0,
        source: String::new(),
        licence: String::new(),
        attribution: String::new(),
        regions: Vec::new(),
        threshold: 1,
        weight: ListWeight::Block,
        counts: PackCounts::default(),
        next_key: None,
    }
}

fn sign(path: &Path, keys: &KeyPair) {
    let comment = open(path).info().trusted_comment();
    let body = fs::File::open(path).unwrap();
    let signature = minisign::sign(None, &keys.sk, body, Some(&comment), None).unwrap();
    let mut signed = fs::File::options().append(true).open(path).unwrap();
    std::io::Write::write_all(&mut signed, signature.into_string().as_bytes()).unwrap();
}

fn open(path: &Path) -> Pack<BufReader<fs::File>> {
    Pack::open(BufReader::new(fs::File::open(path).unwrap())).unwrap()
}

// Bytes and counts far below 2^52.
#[allow(clippy::cast_precision_loss)]
fn count(value: u64) -> f64 {
    value as f64
}
