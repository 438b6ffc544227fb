//! People in the address book, kept as keys and flags only: no name but those of groups is stored.

pub(crate) mod vcard;

use rusqlite::Transaction;
use serde::{Deserialize, Serialize};

use crate::call::RawNumber;
use crate::error::Result;
use crate::journal;
use crate::number::Number;
use crate::store::{Reader, Writer};

/// A number of the address book, as the platform tells it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Contact {
    /// The number, in any spelling.
    pub number: RawNumber,
    /// Whether its owner is a favourite ("starred" on Android).
    pub favourite: bool,
    /// The groups its owner is in, by name.
    pub groups: Vec<String>,
}

impl From<RawNumber> for Contact {
    /// Somebody of whom nothing but the number matters.
    fn from(number: RawNumber) -> Self {
        Self { number, favourite: false, groups: Vec::new() }
    }
}

/// What is stored of a contact, beside the number.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct KnownContact {
    /// Whether its owner is a favourite.
    pub favourite: bool,
    /// The groups its owner is in, by name.
    pub groups: Vec<String>,
}

/// The groups that the owner of a contact's number is in, by name.
pub(crate) fn groups_of(transaction: &Transaction<'_>, number: Number) -> Result<Vec<String>> {
    let mut statement = transaction.prepare_cached(
        "SELECT name FROM contact_member JOIN contact_group ON id = contact_group
         WHERE number = ?1 ORDER BY name",
    )?;
    let groups = statement.query_map([number.key()], |row| row.get(0))?;
    Ok(groups.collect::<rusqlite::Result<_>>()?)
}

/// How many numbers the contacts have.
pub(crate) fn count(reader: &Reader<'_>) -> Result<u64> {
    let count: i64 = reader.query_row("SELECT count(*) FROM contact", (), |row| row.get(0))?;
    Ok(count.unsigned_abs())
}

/// Adds a contact's number; `false` if it was there. A number of two people has what both have.
pub(crate) fn insert(
    writer: &mut Writer<'_>,
    number: Number,
    known: &KnownContact,
) -> Result<bool> {
    let key = number.key();
    let mut statement = writer
        .prepare_cached("INSERT OR IGNORE INTO contact (number, favourite) VALUES (?1, 0)")?;
    let is_new = statement.execute([key])? == 1;
    journal::became_known(writer, number)?;
    if known.favourite {
        let sql = "UPDATE contact SET favourite = 1 WHERE number = ?1";
        writer.prepare_cached(sql)?.execute([key])?;
    }
    for name in known.groups.iter().map(|name| name.trim()).filter(|name| !name.is_empty()) {
        let sql = "INSERT OR IGNORE INTO contact_group (name) VALUES (?1)";
        writer.prepare_cached(sql)?.execute([name])?;
        let mut statement = writer.prepare_cached(
            "INSERT OR IGNORE INTO contact_member (number, contact_group)
             SELECT ?1, id FROM contact_group WHERE name = ?2",
        )?;
        statement.execute((key, name))?;
    }
    Ok(is_new)
}

/// Every group that a contact is in, by name.
pub(crate) fn groups(reader: &Reader<'_>) -> Result<Vec<String>> {
    let mut statement = reader.prepare_cached("SELECT name FROM contact_group ORDER BY name")?;
    let names = statement.query_map((), |row| row.get(0))?;
    Ok(names.collect::<rusqlite::Result<_>>()?)
}

/// Forgets every contact.
pub(crate) fn clear(writer: &mut Writer<'_>) -> Result<()> {
    for table in ["contact_member", "contact_group", "contact"] {
        writer.execute(&format!("DELETE FROM {table}"), ())?;
    }
    Ok(())
}

/// Every number of a contact.
pub(crate) fn all(reader: &Reader<'_>) -> Result<Vec<Number>> {
    let mut statement = reader.prepare_cached("SELECT number FROM contact")?;
    let keys = statement.query_map((), |row| row.get(0))?;
    let keys: Vec<i64> = keys.collect::<rusqlite::Result<_>>()?;
    Ok(keys.into_iter().filter_map(Number::from_key).collect())
}
