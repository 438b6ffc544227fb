//! Writes a pack, entry by entry, and its counts at the end.

use std::io::{Seek, SeekFrom, Write};

use super::block::{Draft, Kind};
use super::digest::{Digest, Digests};
use super::{PackCounts, PackError, PackInfo, header, limits};
use crate::lists::{Change, Entry, Subject};

/// A pack under construction: entries come in the order of [`Place`].
pub(crate) struct PackWriter<W> {
    out: W,
    info: PackInfo,
    draft: Draft,
    last: Option<Place>,
    /// Of the blocks so far.
    digest: Digest,
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
        info.counts = PackCounts::default();
        info.check()?;
        let digest = Digest::EMPTY;
        out.write_all(&header::write(&info, Digests { after: digest, base: None }, 0))?;
        Ok(Self { out, info, draft: Draft::default(), last: None, digest })
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
        self.info.counts.check()
    }

    fn flush(&mut self) -> Result<(), PackError> {
        let Some((kind, ..)) = self.last.filter(|_| !self.draft.is_empty()) else { return Ok(()) };
        let payload = std::mem::take(&mut self.draft).payload(kind);
        let length = u32::try_from(payload.len()).unwrap_or(u32::MAX).to_le_bytes();
        for bytes in [&[kind as u8, length[0], length[1], length[2]], &payload[..]] {
            self.digest.update(bytes);
            self.out.write_all(bytes)?;
        }
        Ok(())
    }

    /// Completes a full list.
    pub(super) fn finish_full(mut self) -> Result<PackInfo, PackError> {
        self.info.counts.numbers_after = self.info.counts.added;
        self.info.counts.ranges_after = self.info.counts.ranges;
        self.finish(None)
    }

    /// Completes a diff between lists of these contents; the later one holds so much.
    pub(super) fn finish_diff(
        mut self,
        later: PackCounts,
        digests: Digests,
    ) -> Result<PackInfo, PackError> {
        self.info.counts.numbers_after = later.numbers_after;
        self.info.counts.ranges_after = later.ranges_after;
        self.finish(Some(digests))
    }

    /// Writes the header again, with what is known by now: for a full list its own digest.
    fn finish(mut self, digests: Option<Digests>) -> Result<PackInfo, PackError> {
        self.flush()?;
        let digests = digests.unwrap_or(Digests { after: self.digest, base: None });
        let found = self.out.stream_position()?;
        if found > limits::MOST_BYTES {
            return Err(PackError::TooLarge { what: "bytes", found, most: limits::MOST_BYTES });
        }
        self.out.seek(SeekFrom::Start(0))?;
        self.out.write_all(&header::write(&self.info, digests, found))?;
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
