//! Writes a pack, entry by entry, and its counts at the end.

use std::io::{Seek, SeekFrom, Write};

use super::block::{Draft, Kind};
use super::{PackError, PackInfo, header, limits};
use crate::lists::{Change, Entry, Subject};

/// A pack under construction: entries come in the order of [`Place`].
pub(crate) struct PackWriter<W> {
    out: W,
    info: PackInfo,
    draft: Draft,
    last: Option<Place>,
}

/// Where an entry stands in a pack: kinds in their order, and in each the numbers ascending, the
/// ranges by prefix and lengths.
pub(super) type Place = (Kind, u64, u32, u32);

/// The place of a change. Everything that is no removal puts an entry.
pub(super) fn place(change: &Change) -> Place {
    let (subject, removed) = match change {
        Change::Add(entry) | Change::Put(entry) => (entry.subject, false),
        Change::Remove(subject) => (*subject, true),
    };
    match subject {
        Subject::Number(number) => {
            (if removed { Kind::RemovedNumbers } else { Kind::Numbers }, number.digits(), 0, 0)
        }
        Subject::Range(range) => {
            let (prefix, min_digits, max_digits) = range.columns();
            let kind = if removed { Kind::RemovedRanges } else { Kind::Ranges };
            (kind, prefix.unsigned_abs(), min_digits, max_digits)
        }
    }
}

impl<W: Write + Seek> PackWriter<W> {
    /// Begins a pack. The counts of `info` are filled in at the end.
    pub(crate) fn new(mut out: W, mut info: PackInfo) -> Result<Self, PackError> {
        info.counts = super::PackCounts::default();
        info.check()?;
        out.write_all(&header::write(&info, 0))?;
        Ok(Self { out, info, draft: Draft::default(), last: None })
    }

    /// Adds an entry that the list does not have yet.
    pub(super) fn add(&mut self, entry: Entry) -> Result<(), PackError> {
        match entry.subject {
            Subject::Number(_) => self.info.counts.added += 1,
            Subject::Range(_) => self.info.counts.ranges += 1,
        }
        self.take(Change::Put(entry))
    }

    /// Puts an entry in the place of what the list says of the same number or range.
    pub(super) fn change(&mut self, entry: Entry) -> Result<(), PackError> {
        match entry.subject {
            Subject::Number(_) => self.info.counts.changed += 1,
            Subject::Range(_) => self.info.counts.ranges += 1,
        }
        self.take(Change::Put(entry))
    }

    /// Removes an entry.
    pub(super) fn remove(&mut self, subject: Subject) -> Result<(), PackError> {
        match subject {
            Subject::Number(_) => self.info.counts.removed += 1,
            Subject::Range(_) => self.info.counts.ranges_removed += 1,
        }
        self.take(Change::Remove(subject))
    }

    fn take(&mut self, change: Change) -> Result<(), PackError> {
        let place = place(&change);
        if self.last.is_some_and(|last| last >= place) {
            return Err(PackError::Order);
        }
        if self.draft.is_full() || self.last.is_some_and(|last| last.0 != place.0) {
            self.flush()?;
        }
        self.last = Some(place);
        match change {
            Change::Add(entry) | Change::Put(entry) => self.draft.put(&plain(entry)),
            Change::Remove(subject) => self.draft.remove(subject),
        }
        let found = self.info.counts.all();
        if found > limits::MOST_ENTRIES {
            return Err(PackError::TooLarge { what: "entries", found, most: limits::MOST_ENTRIES });
        }
        Ok(())
    }

    fn flush(&mut self) -> Result<(), PackError> {
        let Some((kind, ..)) = self.last.filter(|_| !self.draft.is_empty()) else { return Ok(()) };
        let payload = std::mem::take(&mut self.draft).payload(kind);
        let length = u32::try_from(payload.len()).unwrap_or(u32::MAX).to_le_bytes();
        self.out.write_all(&[kind as u8, length[0], length[1], length[2]])?;
        self.out.write_all(&payload)?;
        Ok(())
    }

    /// Completes a full list.
    pub(super) fn finish_full(mut self) -> Result<PackInfo, PackError> {
        self.info.counts.numbers_after = self.info.counts.added;
        self.info.counts.ranges_after = self.info.counts.ranges;
        self.finish()
    }

    /// Completes a diff to a list that has so many numbers and ranges then.
    pub(super) fn finish_diff(mut self, numbers: u64, ranges: u64) -> Result<PackInfo, PackError> {
        self.info.counts.numbers_after = numbers;
        self.info.counts.ranges_after = ranges;
        self.finish()
    }

    fn finish(mut self) -> Result<PackInfo, PackError> {
        self.flush()?;
        let found = self.out.stream_position()?;
        if found > limits::MOST_BYTES {
            return Err(PackError::TooLarge { what: "bytes", found, most: limits::MOST_BYTES });
        }
        self.out.seek(SeekFrom::Start(0))?;
        self.out.write_all(&header::write(&self.info, found))?;
        self.out.flush()?;
        Ok(self.info)
    }
}

/// A label without what no pack may hold.
fn plain(mut entry: Entry) -> Entry {
    if !super::bytes::is_plain(&entry.label, Entry::MOST_LABEL_CHARACTERS) {
        let kept = entry.label.chars().filter(|character| !character.is_control());
        entry.label = kept.take(Entry::MOST_LABEL_CHARACTERS).collect();
    }
    entry
}
