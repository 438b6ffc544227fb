//! The store: one SQLite file in WAL mode. Reads get a [`Reader`] inside one transaction, writes a
//! [`Writer`] inside one that commits whole or not at all. No raw connection leaves this module.

mod schema;
mod upgrade_v2;

use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError, TryLockError};
use std::time::Duration;

use rusqlite::config::DbConfig;
use rusqlite::types::{FromSql, FromSqlError, FromSqlResult, ValueRef};
use rusqlite::{Connection, ErrorCode, OpenFlags, Transaction, TransactionBehavior};

use crate::error::{Error, Result};
use crate::verdict::Verdict;

/// How long a write waits for another process to finish its own.
const WRITE_WAIT: Duration = Duration::from_secs(5);
/// How long a decision waits for a store that another process has locked for itself, which WAL makes
/// rare: then the call is allowed with the reason `fault`.
const READ_WAIT: Duration = Duration::from_millis(100);
/// How long the journal waits: a call must not.
const JOURNAL_WAIT: Duration = Duration::from_millis(20);
/// What is left of the write-ahead log once its content is in the file. SQLite writes it there from
/// 4 MB on, so a smaller one would be cut and grown again and again.
const LOG_LIMIT_BYTES: i64 = 4 << 20;

/// An open store. Decisions, other reads and writes have a connection each, so that neither an import
/// nor a plan being written holds up a call. Those of the others are made when they are first asked for:
/// each costs a fresh process, in which a call waits, a good part of its time.
pub(crate) struct Store {
    path: PathBuf,
    decider: Mutex<Line>,
    reader: Mutex<Line>,
    writer: Mutex<Line>,
}

/// A line in which one operation waits for the other.
enum Line {
    Idle,
    Open(Connection),
    Closed,
}

impl Line {
    /// The connection, which `connect` makes at the first time.
    fn connection(
        &mut self,
        connect: impl FnOnce() -> Result<Connection>,
    ) -> Result<&mut Connection> {
        if matches!(self, Self::Idle) {
            *self = Self::Open(connect()?);
        }
        match self {
            Self::Open(connection) => Ok(connection),
            _ => Err(Error::Closed),
        }
    }
}

/// Read access inside one transaction: everything read belongs to one moment.
pub(crate) struct Reader<'connection>(Transaction<'connection>);

/// Write access inside one transaction.
pub(crate) struct Writer<'connection>(Transaction<'connection>);

impl<'connection> std::ops::Deref for Reader<'connection> {
    type Target = Transaction<'connection>;

    fn deref(&self) -> &Self::Target {
        &self.0
    }
}

impl<'connection> std::ops::Deref for Writer<'connection> {
    type Target = Transaction<'connection>;

    fn deref(&self) -> &Self::Target {
        &self.0
    }
}

impl Store {
    /// Opens or creates the store, and brings an older one up to date. A file that is not ours is
    /// left as it is. Waits for another process's write only if there is something to write.
    pub(crate) fn open(path: &Path) -> Result<Self> {
        Self::open_all(path).map_err(|error| unusable(path, error))
    }

    fn open_all(path: &Path) -> Result<Self> {
        #[cfg(unix)]
        make_private(path);
        let mut decider = connect(path, EXISTING | OpenFlags::SQLITE_OPEN_CREATE)?;
        if identify(&decider)? != Found::Ours(schema::VERSION) {
            decider.busy_timeout(WRITE_WAIT)?;
            prepare(&mut decider, path)?;
            decider.busy_timeout(READ_WAIT)?;
        }
        let mode: String = decider.pragma_query_value(None, "journal_mode", |row| row.get(0))?;
        if mode != "wal" {
            // Not in the transaction above, where SQLite does not allow it.
            decider.pragma_update(None, "journal_mode", "wal")?;
        }
        Ok(Self {
            path: path.to_owned(),
            decider: Mutex::new(Line::Open(query_only(decider)?)),
            reader: Mutex::new(Line::Idle),
            writer: Mutex::new(Line::Idle),
        })
    }

    /// Runs `operation` on one consistent state. For decisions, which are short: nothing else waits
    /// in this line.
    pub(crate) fn decide<T>(&self, operation: impl FnOnce(&Reader<'_>) -> Result<T>) -> Result<T> {
        self.named(self.read_in(&self.decider, operation))
    }

    /// Runs `operation` on one consistent state.
    pub(crate) fn read<T>(&self, operation: impl FnOnce(&Reader<'_>) -> Result<T>) -> Result<T> {
        self.named(self.read_in(&self.reader, operation))
    }

    /// Runs `operation` and commits; an error rolls everything back.
    pub(crate) fn write<T>(
        &self,
        operation: impl FnOnce(&mut Writer<'_>) -> Result<T>,
    ) -> Result<T> {
        self.named(self.commit(&mut lock(&self.writer), WRITE_WAIT, operation))
    }

    /// Like [`Self::write`], but returns `None` at once when another write is under way.
    pub(crate) fn try_write<T>(
        &self,
        operation: impl FnOnce(&mut Writer<'_>) -> Result<T>,
    ) -> Result<Option<T>> {
        let mut guard = match self.writer.try_lock() {
            Ok(guard) => guard,
            Err(TryLockError::Poisoned(poisoned)) => poisoned.into_inner(),
            Err(TryLockError::WouldBlock) => return Ok(None),
        };
        match self.commit(&mut guard, JOURNAL_WAIT, operation) {
            Err(Error::Storage(error))
                if error.sqlite_error_code() == Some(ErrorCode::DatabaseBusy) =>
            {
                Ok(None)
            }
            other => self.named(other.map(Some)),
        }
    }

    /// An error of SQLite's, with the file it happened to.
    fn named<T>(&self, result: Result<T>) -> Result<T> {
        result.map_err(|error| unusable(&self.path, error))
    }

    /// Closes all connections; everything afterwards is [`Error::Closed`].
    pub(crate) fn close(&self) {
        for line in [&self.decider, &self.reader, &self.writer] {
            *lock(line) = Line::Closed;
        }
    }

    fn read_in<T>(
        &self,
        line: &Mutex<Line>,
        operation: impl FnOnce(&Reader<'_>) -> Result<T>,
    ) -> Result<T> {
        let mut line = lock(line);
        let connection = line.connection(|| query_only(connect(&self.path, EXISTING)?))?;
        operation(&Reader(begin(connection, TransactionBehavior::Deferred)?))
    }

    fn commit<T>(
        &self,
        line: &mut Line,
        wait: Duration,
        operation: impl FnOnce(&mut Writer<'_>) -> Result<T>,
    ) -> Result<T> {
        let connection = line.connection(|| connect(&self.path, EXISTING))?;
        connection.busy_timeout(wait)?;
        let mut writer = Writer(begin(connection, TransactionBehavior::Immediate)?);
        let out = operation(&mut writer)?;
        writer.0.commit()?;
        Ok(out)
    }
}

/// A panic inside a transaction rolled it back, so the connection behind a poisoned lock is sound.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

fn begin(connection: &mut Connection, behavior: TransactionBehavior) -> Result<Transaction<'_>> {
    Ok(connection.transaction_with_behavior(behavior)?)
}

/// A store that is there. A connection is never used by two threads at a time.
const EXISTING: OpenFlags =
    OpenFlags::SQLITE_OPEN_READ_WRITE.union(OpenFlags::SQLITE_OPEN_NO_MUTEX);

/// Makes the file of a new store, so that only its owner may read the numbers in it; SQLite gives the files
/// beside it the same mode. Where this fails, the file is there already, or SQLite says what is wrong.
#[cfg(unix)]
fn make_private(path: &Path) {
    use std::os::unix::fs::OpenOptionsExt;

    let _ = std::fs::OpenOptions::new().write(true).create_new(true).mode(0o600).open(path);
}

fn query_only(connection: Connection) -> Result<Connection> {
    connection.pragma_update(None, "query_only", true)?;
    Ok(connection)
}

fn connect(path: &Path, flags: OpenFlags) -> Result<Connection> {
    let connection = Connection::open_with_flags(path, flags)?;
    connection.busy_timeout(READ_WAIT)?;
    // Android has no directory for temporary files.
    connection.pragma_update(None, "temp_store", "memory")?;
    connection.pragma_update(None, "synchronous", "normal")?;
    // In KiB: look-ups touch few pages, and the process may live in an extension.
    connection.pragma_update(None, "cache_size", -512)?;
    connection.pragma_update(None, "foreign_keys", true)?;
    // A large import leaves no large log behind.
    connection.pragma_update(None, "journal_size_limit", LOG_LIMIT_BYTES)?;
    // A plan never depends on what is bound: else SQLite plans a statement anew at each call that binds
    // what a partial index might be about.
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)?;
    // More than there are: a call never waits for SQL to be parsed a second time.
    connection.set_prepared_statement_cache_capacity(64);
    Ok(connection)
}

/// Makes a file our store of the newest schema, or leaves it as it is.
fn prepare(connection: &mut Connection, path: &Path) -> Result<()> {
    let transaction = begin(connection, TransactionBehavior::Immediate)?;
    match identify(&transaction)? {
        Found::Fresh => schema::create_or_upgrade(&transaction, 0)?,
        Found::Ours(version) if version < schema::VERSION => {
            schema::create_or_upgrade(&transaction, version)?;
        }
        Found::Ours(schema::VERSION) => {}
        Found::Ours(found) => {
            let path = path.to_owned();
            return Err(Error::NewerStore { path, found, known: schema::VERSION });
        }
        Found::Foreign => {
            let reason = "another application's SQLite database".to_owned();
            return Err(Error::ForeignStore { path: path.to_owned(), reason });
        }
    }
    Ok(transaction.commit()?)
}

#[derive(PartialEq, Eq)]
enum Found {
    Fresh,
    Ours(u32),
    Foreign,
}

fn identify(connection: &Connection) -> Result<Found> {
    let pragma = |name| connection.pragma_query_value(None, name, |row| row.get::<_, i64>(0));
    let application = pragma("application_id")?;
    if application == i64::from(schema::APPLICATION_ID) {
        return Ok(Found::Ours(u32::try_from(pragma("user_version")?).unwrap_or(u32::MAX)));
    }
    let tables: i64 =
        connection.query_row("SELECT count(*) FROM sqlite_master", (), |row| row.get(0))?;
    Ok(if tables == 0 && application == 0 { Found::Fresh } else { Found::Foreign })
}

/// Names the file, and what is in the way in words that say more than SQLite's.
fn unusable(path: &Path, error: Error) -> Error {
    let Error::Storage(error) = error else { return error };
    let path_buf = path.to_owned();
    let reason = match error.sqlite_error_code() {
        Some(ErrorCode::NotADatabase) => {
            let reason = "it is no SQLite database, or a damaged one".to_owned();
            return Error::ForeignStore { path: path_buf, reason };
        }
        Some(ErrorCode::DatabaseCorrupt) => "it is damaged".to_owned(),
        Some(ErrorCode::ReadOnly) => "it may not be written to".to_owned(),
        Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => {
            "another process has been writing to it for too long".to_owned()
        }
        Some(ErrorCode::CannotOpen) => why_not_opened(path).to_owned(),
        _ => error.to_string(),
    };
    Error::UnusableStore { path: path_buf, reason }
}

fn why_not_opened(path: &Path) -> &'static str {
    if path.is_dir() {
        return "it is a folder";
    }
    match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() && !folder.is_dir() => {
            "its folder does not exist"
        }
        _ => "it cannot be opened; perhaps permission is missing",
    }
}

impl FromSql for Verdict {
    fn column_result(value: ValueRef<'_>) -> FromSqlResult<Self> {
        Self::from_code(value.as_str()?).ok_or(FromSqlError::InvalidType)
    }
}
