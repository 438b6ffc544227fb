//! Everything the user made, out of the store and into another.

use super::Screener;
use crate::backup::{self, Backup, BackupCounts, ImportMode};
use crate::call::Moment;
use crate::error::Result;

impl Screener {
    /// Everything the user made, as JSON: policy, rules, organisations, own reports, expected calls, own
    /// numbers, settings, and of lists where they come from. Contacts never, nor the journal. The text
    /// holds numbers: not for a log.
    pub fn export_backup(&self, now: Moment) -> Result<String> {
        self.store.read(|reader| Backup::of_store(reader, now))?.to_json()
    }

    /// Takes over a backup: all of it, or nothing if anything in it is wrong. What is about an emergency
    /// number of a home region is left out and told.
    pub fn import_backup(&self, json: &str, mode: ImportMode, now: Moment) -> Result<BackupCounts> {
        let backup = Backup::from_json(json)?;
        self.store.write(|writer| backup::restore(writer, &backup, mode, &self.home, now))
    }
}
