//! What sources say about a number beside its score: category and label. Many numbers share one, so
//! blocks and ranges refer to it by its id. How many do is counted: a remark goes with its last entry,
//! and its id to the next new one. So a list of many labels changes where its entries do, and its
//! pages stay as full as they were.

use std::collections::{BTreeMap, HashMap};

use rusqlite::{OptionalExtension, Transaction, params};

use super::blocks::{self, ListId};
use super::{Category, Entry, ranges};
use crate::error::{Error, Result};

/// How many are remembered while a list is read. Labels that differ for each number would fill the
/// memory otherwise.
const REMEMBERED: usize = 1_024;

/// Finds or makes the ids of remarks, and counts who refers to them.
pub(super) struct Remarks<'transaction> {
    transaction: &'transaction Transaction<'transaction>,
    list: ListId,
    known: HashMap<(Option<Category>, String), Known>,
    /// How many uses of each are over.
    released: BTreeMap<u32, u32>,
    /// No id is left over, as far as is known: most lists have none, and asking costs each new remark.
    none_free: bool,
}

/// A remark met before.
struct Known {
    id: u32,
    /// Uses that the store does not count yet.
    uses: u32,
}

impl<'transaction> Remarks<'transaction> {
    pub(super) fn new(transaction: &'transaction Transaction<'transaction>, list: ListId) -> Self {
        Self {
            transaction,
            list,
            known: HashMap::new(),
            released: BTreeMap::new(),
            none_free: false,
        }
    }

    /// The id of what the entry says, which has one use more; 0 when it says nothing.
    pub(super) fn claim(&mut self, entry: &Entry) -> Result<u32> {
        let label = entry.label.trim();
        if entry.category.is_none() && label.is_empty() {
            return Ok(0);
        }
        // As packs hold them, and nothing that could move a terminal's cursor.
        let plain = label.chars().filter(|character| !character.is_control());
        let label: String = plain.take(Entry::MOST_LABEL_CHARACTERS).collect();
        let remark = (entry.category, label);
        if let Some(known) = self.known.get_mut(&remark) {
            known.uses += 1;
            return Ok(known.id);
        }
        let id = self.stored(entry.category, &remark.1)?;
        if self.known.len() == REMEMBERED {
            self.settle()?;
        }
        self.known.insert(remark, Known { id, uses: 0 });
        Ok(id)
    }

    /// Ends one use of a remark; of 0, nothing.
    pub(super) fn release(&mut self, id: u32) -> Result<()> {
        if id == 0 {
            return Ok(());
        }
        *self.released.entry(id).or_default() += 1;
        if self.released.len() == REMEMBERED { self.settle() } else { Ok(()) }
    }

    /// Counts what is left to count.
    pub(super) fn finish(mut self) -> Result<()> {
        self.settle()
    }

    /// Counts in the store, where remarks without a use go. Nothing is remembered then: it could be
    /// one of those.
    fn settle(&mut self) -> Result<()> {
        for (_, Known { id, uses }) in self.known.drain().filter(|(_, known)| known.uses > 0) {
            add_uses(self.transaction, id, uses.into())?;
        }
        for (id, uses) in std::mem::take(&mut self.released) {
            if add_uses(self.transaction, id, -i64::from(uses))? <= 0 {
                forget(self.transaction, id)?;
                self.none_free = false;
            }
        }
        Ok(())
    }

    fn stored(&mut self, category: Option<Category>, label: &str) -> Result<u32> {
        let free = self.lowest_free()?;
        let mut insert = self.transaction.prepare_cached(
            "INSERT INTO list_remark (id, list, category, label, uses) VALUES (?1, ?2, ?3, ?4, 1)
             ON CONFLICT (list, category, label) DO UPDATE SET uses = uses + 1
             RETURNING id",
        )?;
        let row = params![free, self.list.row(), category.map_or("", Category::code), label];
        let id = insert.query_row(row, |row| row.get(0))?;
        if free == Some(id) {
            let sql = "DELETE FROM list_remark_free WHERE id = ?1";
            self.transaction.prepare_cached(sql)?.execute([id])?;
        }
        Ok(id)
    }

    /// The lowest id left over: entries that are near each other stay so, and ids stay short.
    fn lowest_free(&mut self) -> Result<Option<u32>> {
        if self.none_free {
            return Ok(None);
        }
        let sql = "SELECT min(id) FROM list_remark_free";
        let free: Option<u32> =
            self.transaction.prepare_cached(sql)?.query_row((), |row| row.get(0))?;
        self.none_free = free.is_none();
        Ok(free)
    }
}

/// Counts uses of a remark that came or went. Gives how many there are.
fn add_uses(transaction: &Transaction<'_>, id: u32, uses: i64) -> Result<i64> {
    let mut update = transaction
        .prepare_cached("UPDATE list_remark SET uses = uses + ?2 WHERE id = ?1 RETURNING uses")?;
    let uses = update.query_row(params![id, uses], |row| row.get(0)).optional()?;
    uses.ok_or(Error::DamagedList)
}

/// Forgets a remark, and keeps its id for another.
fn forget(transaction: &Transaction<'_>, id: u32) -> Result<()> {
    for sql in
        ["DELETE FROM list_remark WHERE id = ?1", "INSERT INTO list_remark_free (id) VALUES (?1)"]
    {
        transaction.prepare_cached(sql)?.execute([id])?;
    }
    Ok(())
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

/// Forgets every remark of the list.
pub(super) fn clear(transaction: &Transaction<'_>, list: ListId) -> Result<()> {
    let others = "SELECT EXISTS (SELECT 1 FROM list_remark WHERE list < ?1)
                      OR EXISTS (SELECT 1 FROM list_remark WHERE list > ?1)";
    if transaction.query_row(others, [list.row()], |row| row.get(0))? {
        let keep = "INSERT INTO list_remark_free (id) SELECT id FROM list_remark WHERE list = ?1";
        transaction.execute(keep, [list.row()])?;
    } else {
        // Ids begin anew.
        transaction.execute("DELETE FROM list_remark_free", ())?;
    }
    transaction.execute("DELETE FROM list_remark WHERE list = ?1", [list.row()])?;
    Ok(())
}

/// Counts the uses of remarks for the first time, and forgets those without any: stores of version 3
/// did neither.
pub(crate) fn count_uses(transaction: &Transaction<'_>) -> Result<()> {
    let mut lists = transaction.prepare("SELECT id FROM list")?;
    let lists = lists.query_map((), |row| row.get(0))?.collect::<rusqlite::Result<Vec<_>>>()?;
    for list in lists {
        let list = ListId::new(list).ok_or(Error::DamagedList)?;
        let count = |id, uses| match id {
            0 => Ok(()),
            id => add_uses(transaction, id, i64::try_from(uses).unwrap_or(i64::MAX)).map(|_| ()),
        };
        blocks::remarks(transaction, list, count)?;
        ranges::remarks(transaction, list, |id| count(id, 1))?;
    }
    transaction.execute_batch(
        "INSERT INTO list_remark_free (id) SELECT id FROM list_remark WHERE uses = 0;
         DELETE FROM list_remark WHERE uses = 0;",
    )?;
    Ok(())
}
