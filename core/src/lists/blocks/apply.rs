//! Changes to the numbers of a list: only the blocks concerned are written.

use rusqlite::Transaction;

use super::codec::{Columns, encode};
use super::{Item, ListId, key_above, read, read_at_or_below};
use crate::error::{Error, Result};

/// The size of a fresh block. Larger ones fill SQLite's pages badly and take longer to read; smaller
/// ones pay more for their keys.
pub(super) const TARGET: usize = 128;
/// A larger block is split.
const MOST: usize = 2 * TARGET;
/// A smaller block is joined with its neighbour, so that a list does not fall apart over the years.
const FEWEST: usize = TARGET / 2;
/// Joined blocks larger than this are parted again, evenly.
const MOST_JOINED: usize = TARGET + FEWEST;
/// So many changes are held against blocks at once at most: memory stays small, however many numbers
/// fall between two blocks.
const CHANGES_AT_ONCE: usize = 8 * TARGET;

/// What becomes of one number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Change {
    pub(crate) number: u64,
    pub(crate) what: What,
}

/// What becomes of a number. A remark of 0 is none.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum What {
    /// Adds to the score it has; a remark takes the place of an older one.
    Add {
        score: u32,
        remark: u32,
    },
    /// Takes the place of what the list knew.
    Put {
        score: u32,
        remark: u32,
    },
    Remove,
}

/// How many numbers came and went, and of how many something else is known.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Tally {
    pub(crate) added: u64,
    pub(crate) changed: u64,
    pub(crate) removed: u64,
}

/// Makes the changes, which ascend by number; those to the same number are made in their order. Each
/// change that brings a remark is a use of it; `release` is told of each use that is over.
pub(crate) fn apply(
    transaction: &Transaction<'_>,
    list: ListId,
    mut changes: &[Change],
    mut release: impl FnMut(u32) -> Result<()>,
) -> Result<Tally> {
    let mut tally = Tally::default();
    let mut stretch = Stretch::new(transaction, list);
    while let Some(change) = changes.first() {
        let above = stretch.load(change.number)?;
        let here = changes
            .iter()
            .take(CHANGES_AT_ONCE)
            .take_while(|change| above.is_none_or(|above| list.key(change.number) < above))
            .count();
        // All changes to the same number are made together.
        let up_to = changes[..here].last().map_or(change.number, |change| change.number);
        let (now, later) =
            changes.split_at(changes.partition_point(|change| change.number <= up_to));
        stretch.merge(now, &mut tally, &mut release)?;
        stretch.store(above)?;
        changes = later;
    }
    Ok(tally)
}

/// One or two neighbouring blocks under change.
struct Stretch<'transaction> {
    transaction: &'transaction Transaction<'transaction>,
    list: ListId,
    keys: Vec<i64>,
    old: Vec<Item>,
    items: Vec<Item>,
}

impl<'transaction> Stretch<'transaction> {
    fn new(transaction: &'transaction Transaction<'transaction>, list: ListId) -> Self {
        Self { transaction, list, keys: Vec::new(), old: Vec::new(), items: Vec::new() }
    }

    /// Loads the block in which the number is or would be. Gives the key of the next block.
    fn load(&mut self, number: u64) -> Result<Option<i64>> {
        self.keys.clear();
        self.old.clear();
        let key = self.list.key(number);
        let key = match read_at_or_below(self.transaction, self.list, key, &mut self.old)? {
            Some(key) => key,
            // Below every block: the first one grows downwards.
            None => match key_above(self.transaction, self.list, self.list.first_key() - 1)? {
                Some(key) => {
                    read(self.transaction, key, &mut self.old)?;
                    key
                }
                None => return Ok(None),
            },
        };
        self.keys.push(key);
        key_above(self.transaction, self.list, key)
    }

    fn merge(
        &mut self,
        changes: &[Change],
        tally: &mut Tally,
        release: &mut impl FnMut(u32) -> Result<()>,
    ) -> Result<()> {
        self.items.clear();
        let mut old = &self.old[..];
        for changes in changes.chunk_by(|one, next| one.number == next.number) {
            let number = changes[0].number;
            let (below, rest) = old.split_at(old.partition_point(|item| item.number < number));
            self.items.extend(below);
            let before = rest.first().copied().filter(|item| item.number == number);
            old = &rest[usize::from(before.is_some())..];
            let after = changes.iter().fold(before, |item, change| change.made_to(item));
            let mut kept = after.map(|item| item.remark);
            let brought = changes.iter().map(|change| change.what.remark());
            for remark in before.map(|item| item.remark).into_iter().chain(brought) {
                if kept == Some(remark) {
                    kept = None;
                } else {
                    release(remark)?;
                }
            }
            tally.added += u64::from(before.is_none() && after.is_some());
            tally.changed += u64::from(before.is_some() && after.is_some() && before != after);
            tally.removed += u64::from(before.is_some() && after.is_none());
            self.items.extend(after);
        }
        self.items.extend(old);
        Ok(())
    }

    /// Writes the items in place of the blocks they came from. `above` is the next block.
    fn store(&mut self, above: Option<i64>) -> Result<()> {
        if self.items == self.old {
            return Ok(());
        }
        let mut most = MOST;
        if (1..FEWEST).contains(&self.items.len()) && self.join(above)? {
            most = MOST_JOINED;
        }
        if !self.items.is_sorted_by(|one, next| one.number < next.number) {
            // Blocks that overlap: each was sound by itself.
            return Err(Error::DamagedList);
        }
        let fresh = blocks(&self.items, most);
        let fresh_key = |items: &[Item]| items.first().map(|item| self.list.key(item.number));
        for &key in &self.keys {
            if !fresh.clone().any(|items| fresh_key(items) == Some(key)) {
                let sql = "DELETE FROM list_block WHERE key = ?1";
                self.transaction.prepare_cached(sql)?.execute([key])?;
            }
        }
        let mut insert = self.transaction.prepare_cached(
            "INSERT INTO list_block (key, deltas, scores, remarks) VALUES (?1, ?2, ?3, ?4)
             ON CONFLICT (key) DO UPDATE SET
                 deltas = excluded.deltas, scores = excluded.scores, remarks = excluded.remarks",
        )?;
        for items in fresh {
            let Columns { deltas, scores, remarks } = encode(items);
            insert.execute((fresh_key(items), deltas, scores, remarks))?;
        }
        Ok(())
    }

    /// Takes the next block in, or else the one before. `false` when this is the only one.
    fn join(&mut self, above: Option<i64>) -> Result<bool> {
        if let Some(above) = above {
            self.keys.push(above);
            read(self.transaction, above, &mut self.items)?;
            return Ok(true);
        }
        let Some(&lowest) = self.keys.first() else { return Ok(false) };
        let mut joined = Vec::with_capacity(MOST + FEWEST);
        let below = read_at_or_below(self.transaction, self.list, lowest - 1, &mut joined)?;
        let Some(below) = below else { return Ok(false) };
        self.keys.push(below);
        joined.append(&mut self.items);
        self.items = joined;
        Ok(true)
    }
}

/// Parts items into blocks as even as can be.
fn blocks(items: &[Item], most: usize) -> impl Iterator<Item = &[Item]> + Clone {
    let count = if items.len() <= most { 1 } else { (items.len() + TARGET / 2) / TARGET };
    let size = items.len().div_ceil(count).max(1);
    items.chunks(size)
}

impl What {
    fn remark(self) -> u32 {
        match self {
            Self::Add { remark, .. } | Self::Put { remark, .. } => remark,
            Self::Remove => 0,
        }
    }
}

impl Change {
    fn made_to(self, item: Option<Item>) -> Option<Item> {
        let number = self.number;
        match (self.what, item) {
            (What::Remove, _) => None,
            (What::Add { score, remark }, Some(item)) => Some(Item {
                number,
                score: item.score.saturating_add(score),
                remark: if remark == 0 { item.remark } else { remark },
            }),
            (What::Add { score, remark }, None) | (What::Put { score, remark }, _) => {
                Some(Item { number, score, remark })
            }
        }
    }
}
