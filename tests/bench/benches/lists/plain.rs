//! A plain SQLite table, a row for each number, with the same settings.

use std::path::{Path, PathBuf};

use rusqlite::Connection;

use crate::{Row, each, fresh, size_of, timed};

pub(crate) fn open(path: &Path) -> Connection {
    let connection = Connection::open(path).unwrap();
    let settings =
        "PRAGMA journal_mode = wal; PRAGMA synchronous = normal; PRAGMA cache_size = -512;
                    PRAGMA temp_store = memory;
                    CREATE TABLE IF NOT EXISTS listed (number INTEGER PRIMARY KEY)";
    connection.execute_batch(settings).unwrap();
    connection
}

pub(crate) fn store(folder: &Path) -> PathBuf {
    folder.join("plain")
}

pub(crate) fn change(connection: &Connection, added: &[u64], removed: &[u64]) {
    connection.execute_batch("BEGIN IMMEDIATE").unwrap();
    for (sql, numbers) in [
        ("DELETE FROM listed WHERE number = ?1", removed),
        ("INSERT OR IGNORE INTO listed (number) VALUES (?1)", added),
    ] {
        let mut statement = connection.prepare_cached(sql).unwrap();
        for &number in numbers {
            statement.execute([i64::try_from(number).unwrap()]).unwrap();
        }
    }
    connection.execute_batch("COMMIT").unwrap();
}

pub(crate) fn is_listed(connection: &Connection, number: u64) -> bool {
    let sql = "SELECT 1 FROM listed WHERE number = ?1";
    connection.prepare_cached(sql).unwrap().exists([i64::try_from(number).unwrap()]).unwrap()
}

pub(crate) fn measure(folder: &Path, numbers: &[u64], asked: &[u64]) -> Row {
    let path = store(folder);
    let (build, ()) = timed(|| change(&open(&path), numbers, &[]));
    let connection = open(&path);
    connection.execute_batch("BEGIN").unwrap();
    let look_up = each(asked, |number| is_listed(&connection, number));
    connection.execute_batch("COMMIT").unwrap();
    let first = fresh::first("--plain", &path, asked[0]);
    Row { name: "SQLite, a row a number", bytes: size_of(&path), build, look_up, first }
}
