//! The plan as a file of its own: an iPhone's extension reads it page by page and never opens the
//! store, for a suspended app that holds a lock in a shared container is killed.
//!
//! Little-endian: `CSPL`, version (u32), count of ranges (u64), count of numbers (u64), then for each
//! range its first and last number (u64 each), ascending and disjoint.

use std::fs::{self, File};
use std::io::{BufReader, BufWriter, ErrorKind, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};

use super::ranges::Range;
use crate::error::{Error, Result};

const MAGIC: [u8; 4] = *b"CSPL";
const VERSION: u32 = 1;
const HEADER_BYTES: u64 = 24;
const RANGE_BYTES: u64 = 16;

/// What was written.
#[derive(Default)]
pub(super) struct Written {
    pub(super) ranges: u64,
    pub(super) numbers: u64,
}

/// Writes the plan beside its place and then moves it there, so that a reader sees the old plan or
/// the new one.
pub(super) fn write(path: &Path, ranges: impl Iterator<Item = Result<Range>>) -> Result<Written> {
    refuse_other_files(path)?;
    let failed = |error| Error::file(path)(error);
    // The plan behind a link, not the link, is what gets replaced.
    let target = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    let fresh = unused_name(&target);
    let mut out = BufWriter::new(File::create_new(&fresh).map_err(failed)?);
    let written = write_ranges(path, &mut out, ranges).and_then(|written| {
        let file = out.into_inner().map_err(|error| failed(error.into_error()))?;
        file.sync_all().map_err(failed)?;
        fs::rename(&fresh, &target).map_err(failed)?;
        Ok(written)
    });
    if written.is_err() {
        // Half a plan is of no use; the error above says more than one about this.
        let _ = fs::remove_file(&fresh);
    }
    written
}

/// A name beside the plan that no other file has: nor another thread's or process's.
fn unused_name(path: &Path) -> PathBuf {
    static WRITTEN: AtomicU64 = AtomicU64::new(0);
    let count = WRITTEN.fetch_add(1, Ordering::Relaxed);
    let mut name = path.file_name().unwrap_or_default().to_owned();
    name.push(format!(".{}-{count}.new", std::process::id()));
    path.with_file_name(name)
}

fn write_ranges(
    path: &Path,
    out: &mut BufWriter<File>,
    ranges: impl Iterator<Item = Result<Range>>,
) -> Result<Written> {
    let failed = |error| Error::file(path)(error);
    let mut written = Written::default();
    // Room for the counts, which are known in the end.
    write_header(out, &written).map_err(failed)?;
    for range in ranges {
        let (low, high) = range?;
        write_all(out, [low, high]).map_err(failed)?;
        written.ranges += 1;
        written.numbers += high - low + 1;
    }
    out.rewind().map_err(failed)?;
    write_header(out, &written).map_err(failed)?;
    Ok(written)
}

/// A slip in the path must cost nobody the store, a letter or a device.
fn refuse_other_files(path: &Path) -> Result<()> {
    let length = match fs::metadata(path) {
        Ok(metadata) if metadata.is_file() => metadata.len(),
        Ok(_) => return Err(other_file(path)),
        Err(error) if error.kind() == ErrorKind::NotFound => 0,
        Err(error) => return Err(Error::file(path)(error)),
    };
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    if ["-wal", "-shm", "-journal"].iter().any(|end| name.ends_with(end)) {
        return Err(other_file(path));
    }
    if length == 0 {
        return Ok(());
    }
    let mut start = Vec::new();
    let file = File::open(path).map_err(Error::file(path))?;
    file.take(4).read_to_end(&mut start).map_err(Error::file(path))?;
    if start == MAGIC { Ok(()) } else { Err(other_file(path)) }
}

fn other_file(path: &Path) -> Error {
    Error::format(path, None, "a new file or an earlier plan; it was left as it is")
}

fn write_header(out: &mut impl Write, written: &Written) -> std::io::Result<()> {
    out.write_all(&MAGIC)?;
    out.write_all(&VERSION.to_le_bytes())?;
    write_all(out, [written.ranges, written.numbers])
}

fn write_all(out: &mut impl Write, values: [u64; 2]) -> std::io::Result<()> {
    values.into_iter().try_for_each(|value| out.write_all(&value.to_le_bytes()))
}

/// The next `limit` numbers of the plan above `after`, ascending.
pub(super) fn page(path: &Path, after: u64, limit: usize) -> Result<Vec<u64>> {
    let mut plan = OpenPlan::open(path)?;
    let mut index = plan.first_range_above(after)?;
    plan.go_to(index)?;
    let mut page = Vec::with_capacity(limit.min(100_000));
    while page.len() < limit && index < plan.ranges {
        let (low, high) = plan.next_range()?;
        let low = low.max(after.saturating_add(1));
        page.extend((low..=high).take(limit - page.len()));
        index += 1;
    }
    Ok(page)
}

struct OpenPlan<'path> {
    path: &'path Path,
    file: BufReader<File>,
    ranges: u64,
}

impl<'path> OpenPlan<'path> {
    fn open(path: &'path Path) -> Result<Self> {
        let file = File::open(path).map_err(Error::file(path))?;
        let length = file.metadata().map_err(Error::file(path))?.len();
        let mut plan = Self { path, file: BufReader::new(file), ranges: 0 };
        let magic = plan.bytes::<4>()?;
        let version = u32::from_le_bytes(plan.bytes()?);
        if magic != MAGIC || version != VERSION {
            return Err(Error::format(path, None, "a callscreen plan, version 1"));
        }
        plan.ranges = u64::from_le_bytes(plan.bytes()?);
        let expected = plan.ranges.checked_mul(RANGE_BYTES).map(|bytes| bytes + HEADER_BYTES);
        if expected != Some(length) {
            return Err(Error::format(path, None, "a whole plan; this one is cut off or altered"));
        }
        Ok(plan)
    }

    /// The index of the first range that reaches above `after`, found by halving.
    fn first_range_above(&mut self, after: u64) -> Result<u64> {
        let (mut low, mut high) = (0, self.ranges);
        while low < high {
            let middle = u64::midpoint(low, high);
            self.go_to(middle)?;
            if self.next_range()?.1 > after {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        Ok(low)
    }

    fn go_to(&mut self, index: u64) -> Result<()> {
        let offset = HEADER_BYTES + index * RANGE_BYTES;
        self.file.seek(SeekFrom::Start(offset)).map_err(Error::file(self.path))?;
        Ok(())
    }

    fn next_range(&mut self) -> Result<(u64, u64)> {
        Ok((u64::from_le_bytes(self.bytes()?), u64::from_le_bytes(self.bytes()?)))
    }

    fn bytes<const N: usize>(&mut self) -> Result<[u8; N]> {
        let mut bytes = [0; N];
        self.file.read_exact(&mut bytes).map_err(Error::file(self.path))?;
        Ok(bytes)
    }
}
