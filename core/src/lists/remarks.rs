//! What sources say about a number beside its score: category and label. Many numbers share one, so
//! blocks and ranges refer to it by its id.

use std::collections::HashMap;

use rusqlite::{OptionalExtension, Transaction, params};

use super::blocks::ListId;
use super::{Category, Entry};
use crate::error::{Error, Result};

/// How many are remembered while a list is read. Labels that differ for each number would fill the
/// memory otherwise.
const REMEMBERED: usize = 1_024;

/// Finds or makes the ids of remarks.
pub(super) struct Remarks<'transaction> {
    transaction: &'transaction Transaction<'transaction>,
    list: ListId,
    known: HashMap<(Option<Category>, String), u32>,
}

impl<'transaction> Remarks<'transaction> {
    pub(super) fn new(transaction: &'transaction Transaction<'transaction>, list: ListId) -> Self {
        Self { transaction, list, known: HashMap::new() }
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

/// Forgets every remark of the list.
pub(super) fn clear(transaction: &Transaction<'_>, list: ListId) -> Result<()> {
    transaction.execute("DELETE FROM list_remark WHERE list = ?1", [list.row()])?;
    Ok(())
}
