//! People in the address book, kept as keys only: no name is stored.

pub(crate) mod vcard;

use crate::error::Result;
use crate::number::Number;
use crate::store::{Reader, Writer};

/// Whether the number belongs to a contact.
pub(crate) fn contains(reader: &Reader<'_>, number: Number) -> Result<bool> {
    let mut statement = reader.prepare_cached("SELECT 1 FROM contact WHERE number = ?1")?;
    Ok(statement.exists([number.key()])?)
}

/// How many numbers the contacts have.
pub(crate) fn count(reader: &Reader<'_>) -> Result<u64> {
    let count: i64 = reader.query_row("SELECT count(*) FROM contact", (), |row| row.get(0))?;
    Ok(count.unsigned_abs())
}

/// Adds a contact's number; `false` if it was there.
pub(crate) fn insert(writer: &mut Writer<'_>, number: Number) -> Result<bool> {
    let mut statement =
        writer.prepare_cached("INSERT OR IGNORE INTO contact (number) VALUES (?1)")?;
    Ok(statement.execute([number.key()])? == 1)
}

/// Forgets every contact.
pub(crate) fn clear(writer: &mut Writer<'_>) -> Result<()> {
    writer.execute("DELETE FROM contact", ())?;
    Ok(())
}

/// Every number of a contact.
pub(crate) fn all(reader: &Reader<'_>) -> Result<Vec<Number>> {
    let mut statement = reader.prepare_cached("SELECT number FROM contact")?;
    let keys = statement.query_map((), |row| row.get(0))?;
    let keys: Vec<i64> = keys.collect::<rusqlite::Result<_>>()?;
    Ok(keys.into_iter().filter_map(Number::from_key).collect())
}
