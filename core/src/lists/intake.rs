//! Takes changes to a list in any order, with bounded memory.

use rusqlite::Transaction;

use super::blocks::{self, ListId, Tally, What};
use super::ranges::{Entered, Found};
use super::remarks::Remarks;
use super::{Change, Entry, Subject, ranges, table};
use crate::error::{Error, Result};

/// How many changes are sorted in memory before they are written: 6 MB, and half as much for sorting.
/// Each batch of an unsorted source may touch every block of the list, so fewer batches are faster.
const BATCH: usize = 1 << 18;
/// How many ranges a list may have: unlike numbers they are held in memory where all of them are asked
/// for. Regulators reserve a few hundred.
pub(crate) const MOST_RANGES: u64 = 1 << 16;

/// Changes on their way into a list. Nothing counts before [`Intake::finish`].
pub(crate) struct Intake<'transaction> {
    transaction: &'transaction Transaction<'transaction>,
    list: ListId,
    batch: Vec<blocks::Change>,
    remarks: Remarks<'transaction>,
    numbers: Tally,
    ranges: Tally,
}

/// How many numbers and ranges came and went.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Tallies {
    pub(crate) numbers: Tally,
    pub(crate) ranges: Tally,
}

impl<'transaction> Intake<'transaction> {
    pub(crate) fn new(transaction: &'transaction Transaction<'transaction>, list: ListId) -> Self {
        Self {
            transaction,
            list,
            batch: Vec::new(),
            remarks: Remarks::new(transaction, list),
            numbers: Tally::default(),
            ranges: Tally::default(),
        }
    }

    /// Takes one change.
    pub(crate) fn take(&mut self, change: &Change) -> Result<()> {
        match change {
            Change::Add(entry) => {
                self.enter(entry, ranges::add, |score, remark| What::Add { score, remark })
            }
            Change::Put(entry) => {
                self.enter(entry, ranges::put, |score, remark| What::Put { score, remark })
            }
            Change::Remove(Subject::Number(number)) => self.change(number.digits(), What::Remove),
            Change::Remove(Subject::Range(range)) => {
                self.remarks.release(ranges::remark(self.transaction, self.list, *range)?)?;
                let removed = ranges::remove(self.transaction, self.list, *range)?;
                self.ranges.removed += u64::from(removed);
                Ok(())
            }
        }
    }

    fn enter(
        &mut self,
        entry: &Entry,
        range: impl Fn(&Transaction<'_>, ListId, Found) -> Result<Entered>,
        what: impl Fn(u32, u32) -> What,
    ) -> Result<()> {
        let remark = self.remarks.claim(entry)?;
        match entry.subject {
            Subject::Number(number) => self.change(number.digits(), what(entry.score, remark)),
            Subject::Range(subject) => {
                let found = Found { range: subject, remark, valid: entry.valid };
                let Entered { is_new, lost } = range(self.transaction, self.list, found)?;
                self.ranges.added += u64::from(is_new);
                // Not only at the end: until then an import could go on for long.
                if self.ranges.added > MOST_RANGES + self.ranges.removed {
                    return Err(Error::TooManyRanges);
                }
                self.ranges.changed += u64::from(!is_new && lost != remark);
                self.remarks.release(lost)
            }
        }
    }

    fn change(&mut self, number: u64, what: What) -> Result<()> {
        self.batch.push(blocks::Change { number, what });
        if self.batch.len() == BATCH { self.flush() } else { Ok(()) }
    }

    fn flush(&mut self) -> Result<()> {
        // Stable, for changes to the same number are made in their order.
        self.batch.sort_by_key(|change| change.number);
        let Self { transaction, list, batch, remarks, .. } = self;
        let tally = blocks::apply(transaction, *list, batch, |remark| remarks.release(remark))?;
        self.batch.clear();
        self.numbers.added += tally.added;
        self.numbers.changed += tally.changed;
        self.numbers.removed += tally.removed;
        Ok(())
    }

    /// Writes what is left. Gives how many entries came and went.
    pub(crate) fn finish(self) -> Result<Tally> {
        let Tallies { numbers, ranges } = self.finish_each()?;
        Ok(Tally {
            added: numbers.added + ranges.added,
            changed: numbers.changed + ranges.changed,
            removed: numbers.removed + ranges.removed,
        })
    }

    /// As [`Self::finish`], numbers and ranges by themselves.
    pub(crate) fn finish_each(mut self) -> Result<Tallies> {
        self.flush()?;
        table::count(self.transaction, self.list, self.numbers)?;
        if self.ranges != Tally::default() {
            if ranges::count(self.transaction, self.list)? > MOST_RANGES {
                return Err(Error::TooManyRanges);
            }
            let lengths = ranges::prefix_lengths(self.transaction, self.list)?;
            table::set_prefix_lengths(self.transaction, self.list, lengths)?;
        }
        self.remarks.finish()?;
        Ok(Tallies { numbers: self.numbers, ranges: self.ranges })
    }
}
