//! A phone for each test: a screener on a store of its own.

use std::fs;
use std::path::PathBuf;

use callscreen_core::Screener;
use callscreen_core::call::{IncomingCall, Moment, Presentation, RawNumber, Verification};
use callscreen_core::lists::ListSource;
use callscreen_core::number::Region;
use callscreen_core::verdict::Verdict;
use tempfile::TempDir;

/// A screener in Switzerland whose store lives as long as it does.
pub(crate) struct Phone {
    pub(crate) screener: Screener,
    folder: TempDir,
}

impl Phone {
    pub(crate) fn new() -> Self {
        Self::at_home(&["CH"])
    }

    pub(crate) fn at_home(home: &[&str]) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let home: Vec<_> = home.iter().map(|code| region(code)).collect();
        let screener = Screener::open(&folder.path().join("store"), &home).unwrap();
        Self { screener, folder }
    }

    pub(crate) fn store(&self) -> PathBuf {
        self.folder.path().join("store")
    }

    /// Every row of every table of the store.
    pub(crate) fn rows(&self) -> Vec<String> {
        let store = rusqlite::Connection::open(self.store()).unwrap();
        let sql = "SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name";
        let mut tables = store.prepare(sql).unwrap();
        let tables = tables.query_map((), |row| row.get::<_, String>(0)).unwrap();
        let mut rows = Vec::new();
        for table in tables.map(Result::unwrap) {
            let mut statement = store.prepare(&format!("SELECT * FROM {table}")).unwrap();
            let columns = statement.column_count();
            let values = statement.query_map((), |row| {
                let value = |column| row.get::<_, rusqlite::types::Value>(column);
                let values = (0..columns).map(value).collect::<rusqlite::Result<Vec<_>>>()?;
                Ok(format!("{table}: {values:?}"))
            });
            rows.extend(values.unwrap().map(Result::unwrap));
        }
        rows
    }

    /// Writes a file beside the store.
    pub(crate) fn file(&self, name: &str, content: impl AsRef<[u8]>) -> PathBuf {
        let path = self.folder.path().join(name);
        fs::write(&path, content).unwrap();
        path
    }

    pub(crate) fn verdict(&self, number: &str) -> Verdict {
        self.screener.explain(&call(number)).unwrap().verdict
    }

    pub(crate) fn import(&self, content: &str) -> callscreen_core::import::ImportReport {
        let path = self.file("list", content);
        self.screener.import_list(&list("Reports", 1), &path, None, noon()).unwrap()
    }

    pub(crate) fn contacts(&self, numbers: &[&str]) {
        let numbers: Vec<_> = numbers.iter().map(|&number| RawNumber::new(number).into()).collect();
        self.screener.replace_contacts(&numbers).unwrap();
    }
}

pub(crate) fn region(code: &str) -> Region {
    Region::from_code(code).unwrap()
}

pub(crate) fn noon() -> Moment {
    Moment::from_rfc3339("2026-11-21T12:00:00+01:00").unwrap()
}

pub(crate) fn in_an_hour() -> Moment {
    Moment { unix_ms: noon().unix_ms + 60 * 60 * 1000, ..noon() }
}

pub(crate) fn call(number: &str) -> IncomingCall {
    IncomingCall {
        number: Some(RawNumber::new(number)),
        presentation: Presentation::Allowed,
        verification: Verification::NotVerified,
        line: None,
        at: noon(),
        call_id: None,
    }
}

pub(crate) fn list(name: &str, threshold: u32) -> ListSource {
    ListSource {
        name: name.into(),
        source: String::new(),
        licence: String::new(),
        threshold: Some(threshold),
        version: String::new(),
        weight: None,
        max_age_days: None,
    }
}
