use rusqlite::Transaction;

use crate::error::Result;

/// The letters CSCR: marks the file as ours (SQLite's `application_id`).
pub(super) const APPLICATION_ID: i32 = 0x4353_4352;

/// The schema that a fresh store gets.
pub(super) const VERSION: u32 = 2;

/// Numbers are kept as the integer of `Number::key`, times as milliseconds since 1970-01-01 UTC.
/// Ranges are left-aligned to 15 digits, see `NumberRange`.
const SCHEMA: &str = "
CREATE TABLE setting (
    name TEXT NOT NULL PRIMARY KEY,
    value TEXT NOT NULL
) WITHOUT ROWID;
CREATE TABLE contact (number INTEGER PRIMARY KEY);
CREATE TABLE rule (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    prefix INTEGER NOT NULL,
    number INTEGER NOT NULL,
    verdict TEXT NOT NULL,
    note TEXT NOT NULL,
    UNIQUE (prefix, number)
);
CREATE TABLE partner (
    number INTEGER PRIMARY KEY,
    dialled_at INTEGER NOT NULL
);
CREATE TABLE list (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE,
    source TEXT NOT NULL,
    licence TEXT NOT NULL,
    threshold INTEGER NOT NULL,
    imported_at INTEGER NOT NULL
);
CREATE TABLE list_number (
    number INTEGER NOT NULL,
    list INTEGER NOT NULL REFERENCES list (id) ON DELETE CASCADE,
    score INTEGER NOT NULL,
    PRIMARY KEY (number, list)
) WITHOUT ROWID;
CREATE INDEX list_number_list ON list_number (list);
CREATE TABLE list_range (
    low INTEGER NOT NULL,
    high INTEGER NOT NULL,
    min_digits INTEGER NOT NULL,
    max_digits INTEGER NOT NULL,
    list INTEGER NOT NULL REFERENCES list (id) ON DELETE CASCADE,
    PRIMARY KEY (low, high, min_digits, max_digits, list)
) WITHOUT ROWID;
CREATE INDEX list_range_list ON list_range (list);
CREATE TABLE journal (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    at INTEGER NOT NULL,
    utc_offset_minutes INTEGER NOT NULL,
    number INTEGER,
    call TEXT NOT NULL,
    verdict TEXT NOT NULL,
    reason TEXT NOT NULL,
    stranger INTEGER NOT NULL
);
CREATE INDEX journal_at ON journal (at);
CREATE INDEX journal_stranger ON journal (number, at) WHERE stranger = 1;
";

/// Creates the tables of a fresh store (`found` is 0), or brings an older one up to date. Part of the
/// transaction that opens the store, so a killed process leaves the old state.
pub(super) fn create_or_upgrade(transaction: &Transaction<'_>, found: u32) -> Result<()> {
    match found {
        0 => transaction.execute_batch(SCHEMA)?,
        older => (older..VERSION).try_for_each(|step| upgrade_from(transaction, step))?,
    }
    transaction.pragma_update(None, "application_id", APPLICATION_ID)?;
    transaction.pragma_update(None, "user_version", VERSION)?;
    Ok(())
}

fn upgrade_from(transaction: &Transaction<'_>, version: u32) -> Result<()> {
    if version == 1 {
        // Only strangers are counted in a block, so only they need an index.
        transaction.execute_batch(
            "DROP INDEX journal_number;
             CREATE INDEX journal_stranger ON journal (number, at) WHERE stranger = 1;",
        )?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use rusqlite::Connection;

    use super::*;

    fn shape(connection: &Connection) -> Vec<(String, String)> {
        let sql = "SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL ORDER BY name";
        let mut statement = connection.prepare(sql).unwrap();
        let rows = statement.query_map((), |row| Ok((row.get(0)?, row.get(1)?))).unwrap();
        rows.map(rusqlite::Result::unwrap).collect()
    }

    #[test]
    fn an_upgraded_store_has_the_shape_of_a_fresh_one() {
        let mut fresh = Connection::open_in_memory().unwrap();
        let transaction = fresh.transaction().unwrap();
        create_or_upgrade(&transaction, 0).unwrap();
        transaction.commit().unwrap();

        let mut old = Connection::open_in_memory().unwrap();
        old.execute_batch(include_str!("schema_v1.sql")).unwrap();
        let transaction = old.transaction().unwrap();
        create_or_upgrade(&transaction, 1).unwrap();
        transaction.commit().unwrap();

        assert_eq!(shape(&old), shape(&fresh));
        let version = |connection: &Connection| {
            connection.pragma_query_value(None, "user_version", |row| row.get::<_, u32>(0))
        };
        assert_eq!(version(&old).unwrap(), VERSION);
    }
}
