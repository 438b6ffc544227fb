//! What sources say about a number beside its score: category and label. Many numbers share one, so
//! blocks and ranges refer to it by its id.

use std::collections::{HashMap, HashSet};

use rusqlite::{OptionalExtension, Transaction, params};

use super::blocks::{self, ListId};
use super::{Category, Entry, ranges};
use crate::error::{Error, Result};

/// How many are remembered while a list is read. Labels that differ for each number would fill the
/// memory otherwise.
const REMEMBERED: usize = 1_024;

/// One in so many remarks may be of no use any more: finding out which reads the whole list.
const LOOSE_SHARE: u64 = 8;
/// So few are not worth it either: where all numbers have one of a few categories, each change drops
/// all of these.
const FEW: u64 = 16;
/// So many remarks are written anew at most, for they are in memory meanwhile: some 6 MB.
const MOST_REWRITTEN: i64 = 1 << 16;

/// Finds or makes the ids of remarks, and forgets those that nobody refers to any more.
pub(super) struct Remarks<'transaction> {
    transaction: &'transaction Transaction<'transaction>,
    list: ListId,
    known: HashMap<(Option<Category>, String), u32>,
    /// Those that an entry no longer has. Others may still.
    dropped: HashSet<u32>,
    /// How many were dropped before those.
    more_dropped: u64,
}

impl<'transaction> Remarks<'transaction> {
    pub(super) fn new(transaction: &'transaction Transaction<'transaction>, list: ListId) -> Self {
        let (known, dropped) = (HashMap::new(), HashSet::new());
        Self { transaction, list, known, dropped, more_dropped: 0 }
    }

    /// The id of what the entry says; 0 when it says nothing.
    pub(super) fn id(&mut self, entry: &Entry) -> Result<u32> {
        let label = entry.label.trim();
        if entry.category.is_none() && label.is_empty() {
            return Ok(0);
        }
        let label: String = label.chars().take(Entry::MOST_LABEL_CHARACTERS).collect();
        let remark = (entry.category, label);
        if let Some(&id) = self.known.get(&remark) {
            return Ok(id);
        }
        let id = self.stored(entry.category, &remark.1)?;
        if self.known.len() == REMEMBERED {
            self.known.clear();
        }
        self.known.insert(remark, id);
        Ok(id)
    }

    /// Notes that an entry no longer has this remark.
    pub(super) fn drop(&mut self, id: u32) {
        if id == 0 {
            return;
        }
        if self.dropped.len() == REMEMBERED && !self.dropped.contains(&id) {
            self.more_dropped += self.dropped.len() as u64;
            self.dropped.clear();
        }
        self.dropped.insert(id);
    }

    /// Forgets the remarks that nobody refers to, if there can be many.
    pub(super) fn finish(self) -> Result<()> {
        let dropped = self.more_dropped + self.dropped.len() as u64;
        if dropped == 0 {
            return Ok(());
        }
        let found = self.transaction.query_row(
            "INSERT INTO list_remark_use (list, kept, dropped)
             VALUES (?1, (SELECT count(*) FROM list_remark WHERE list = ?1), ?2)
             ON CONFLICT (list) DO UPDATE SET dropped = dropped + excluded.dropped
             RETURNING kept, dropped",
            params![self.list.row(), i64::try_from(dropped).unwrap_or(i64::MAX)],
            |row| Ok((row.get::<_, i64>(0)?.unsigned_abs(), row.get::<_, i64>(1)?.unsigned_abs())),
        )?;
        let (kept, dropped) = found;
        if dropped <= FEW + kept / LOOSE_SHARE {
            return Ok(());
        }
        sweep(self.transaction, self.list)
    }

    fn stored(&self, category: Option<Category>, label: &str) -> Result<u32> {
        let category = category.map_or("", Category::code);
        let mut find = self.transaction.prepare_cached(
            "SELECT id FROM list_remark WHERE list = ?1 AND category = ?2 AND label = ?3",
        )?;
        let key = params![self.list.row(), category, label];
        if let Some(id) = find.query_row(key, |row| row.get(0)).optional()? {
            return Ok(id);
        }
        let mut insert = self.transaction.prepare_cached(
            "INSERT INTO list_remark (list, category, label) VALUES (?1, ?2, ?3) RETURNING id",
        )?;
        Ok(insert.query_row(key, |row| row.get(0))?)
    }
}

/// Category and label with this id.
pub(super) fn read(transaction: &Transaction<'_>, id: u32) -> Result<(Option<Category>, String)> {
    if id == 0 {
        return Ok((None, String::new()));
    }
    let mut statement =
        transaction.prepare_cached("SELECT category, label FROM list_remark WHERE id = ?1")?;
    let row = |row: &rusqlite::Row<'_>| Ok((row.get::<_, String>(0)?, row.get(1)?));
    let found = statement.query_row([id], row).optional()?;
    let (category, label) = found.ok_or(Error::DamagedList)?;
    Ok((Category::from_code(&category), label))
}

/// Forgets the remarks of the list that nobody refers to.
fn sweep(transaction: &Transaction<'_>, list: ListId) -> Result<()> {
    let mut used = Used::none_of(transaction, list)?;
    blocks::remarks(transaction, list, |id| used.add(id))?;
    ranges::remarks(transaction, list, |id| used.add(id))?;
    let mut statement = transaction.prepare_cached("SELECT id FROM list_remark WHERE list = ?1")?;
    let mut rows = statement.query([list.row()])?;
    let (mut kept, mut loose) = (0_i64, Vec::new());
    while let Some(row) = rows.next()? {
        let id: u32 = row.get(0)?;
        if used.has(id) {
            kept += 1;
        } else {
            loose.push(id);
        }
    }
    let mut delete = transaction.prepare_cached("DELETE FROM list_remark WHERE id = ?1")?;
    for id in loose {
        delete.execute([id])?;
    }
    transaction.execute(
        "UPDATE list_remark_use SET kept = ?2, dropped = 0 WHERE list = ?1",
        [list.row(), kept],
    )?;
    if kept <= MOST_REWRITTEN { rewrite(transaction, list) } else { Ok(()) }
}

/// Writes the remarks of the list anew: SQLite joins pages only when two thirds of them are empty.
fn rewrite(transaction: &Transaction<'_>, list: ListId) -> Result<()> {
    let mut statement = transaction.prepare_cached(
        "SELECT id, category, label FROM list_remark WHERE list = ?1 ORDER BY id",
    )?;
    let row = |row: &rusqlite::Row<'_>| Ok((row.get(0)?, row.get(1)?, row.get(2)?));
    let rows = statement.query_map([list.row()], row)?;
    let kept: Vec<(u32, String, String)> = rows.collect::<rusqlite::Result<_>>()?;
    transaction.execute("DELETE FROM list_remark WHERE list = ?1", [list.row()])?;
    let mut insert = transaction.prepare_cached(
        "INSERT INTO list_remark (id, list, category, label) VALUES (?1, ?2, ?3, ?4)",
    )?;
    for (id, category, label) in kept {
        insert.execute(params![id, list.row(), category, label])?;
    }
    Ok(())
}

/// Which remarks of a list are referred to: a bit for each, for they may be as many as its numbers.
struct Used {
    first: u32,
    bits: Vec<u64>,
}

impl Used {
    fn none_of(transaction: &Transaction<'_>, list: ListId) -> Result<Self> {
        let (first, highest): (u32, u32) = transaction.query_row(
            "SELECT coalesce(min(id), 1), coalesce(max(id), 1) FROM list_remark WHERE list = ?1",
            [list.row()],
            |row| Ok((row.get(0)?, row.get(1)?)),
        )?;
        let words = usize::try_from((highest - first) / u64::BITS + 1).unwrap_or_default();
        Ok(Self { first, bits: vec![0; words] })
    }

    fn place(&self, id: u32) -> Option<(usize, u64)> {
        let place = id.checked_sub(self.first)?;
        Some((usize::try_from(place / u64::BITS).ok()?, 1 << (place % u64::BITS)))
    }

    fn add(&mut self, id: u32) {
        if let Some((word, bit)) = self.place(id)
            && let Some(word) = self.bits.get_mut(word)
        {
            *word |= bit;
        }
    }

    fn has(&self, id: u32) -> bool {
        let word = |(word, bit)| self.bits.get(word).is_some_and(|word: &u64| word & bit != 0);
        self.place(id).is_some_and(word)
    }
}

/// Forgets every remark of the list.
pub(super) fn clear(transaction: &Transaction<'_>, list: ListId) -> Result<()> {
    transaction.execute("DELETE FROM list_remark_use WHERE list = ?1", [list.row()])?;
    transaction.execute("DELETE FROM list_remark WHERE list = ?1", [list.row()])?;
    Ok(())
}
