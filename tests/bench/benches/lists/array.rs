//! A sorted array of integers in a file, loaded whole.

use std::fs::{self, File};
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};

use crate::{Row, each, fresh, size_of, timed};

pub(crate) fn store(folder: &Path) -> PathBuf {
    folder.join("array")
}

pub(crate) fn write(path: &Path, numbers: &[u64]) {
    let mut out = BufWriter::new(File::create(path).unwrap());
    for number in numbers {
        out.write_all(&number.to_le_bytes()).unwrap();
    }
    out.into_inner().unwrap().sync_all().unwrap();
}

pub(crate) fn read(path: &Path) -> Vec<u64> {
    let bytes = fs::read(path).unwrap();
    bytes.chunks_exact(8).map(|bytes| u64::from_le_bytes(bytes.try_into().unwrap())).collect()
}

/// Takes the sorted changes into a new file.
pub(crate) fn change(path: &Path, added: &[u64], removed: &[u64]) {
    let mut numbers = read(path);
    numbers.retain(|number| removed.binary_search(number).is_err());
    numbers.extend(added);
    // Two sorted runs: the stable sort merges them.
    #[allow(clippy::stable_sort_primitive)]
    numbers.sort();
    write(path, &numbers);
}

pub(crate) fn measure(folder: &Path, numbers: &[u64], asked: &[u64]) -> Row {
    let path = store(folder);
    let (build, ()) = timed(|| write(&path, numbers));
    let look_up = each(asked, |number| numbers.binary_search(&number).is_ok());
    let first = fresh::first("--array", &path, asked[0]);
    Row { name: "sorted array", bytes: size_of(&path), build, look_up, first }
}
