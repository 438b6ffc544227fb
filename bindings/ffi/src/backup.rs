//! Everything the user made, out of the store and into another.

use callscreen_core::backup::{BackupCounts, ImportMode};
use callscreen_core::call::Moment;

use crate::{Screener, ScreenerError};

#[uniffi::export]
impl Screener {
    /// Everything the user made, as JSON: policy, rules, organisations, own reports, expected calls, own
    /// numbers, settings, and of lists where they come from. Contacts never, nor the journal. The text
    /// holds numbers: not for a log.
    pub fn export_backup(&self, now: Moment) -> Result<String, ScreenerError> {
        Ok(self.0.export_backup(now)?)
    }

    /// Takes over a backup: all of it, or nothing if anything in it is wrong. What is about an emergency
    /// number of a home region is left out and told.
    pub fn import_backup(
        &self,
        json: &str,
        mode: ImportMode,
        now: Moment,
    ) -> Result<BackupCounts, ScreenerError> {
        Ok(self.0.import_backup(json, mode, now)?)
    }
}

/// What becomes of what is there when a backup is imported.
#[uniffi::remote(Enum)]
pub enum ImportMode {
    /// It stays, beside what the backup has. Where both say something about the same, the backup does;
    /// of two reports on a number the later one.
    Merge,
    /// It goes: afterwards the user has made what the backup has, and nothing else. Lists that the
    /// backup does not know stay as they are, and for how long calls are kept if it does not say.
    Replace,
}

/// What was taken from a backup.
#[uniffi::remote(Record)]
pub struct BackupCounts {
    /// Whether it had a policy.
    pub policy: bool,
    /// Rules.
    pub rules: u64,
    /// Organisations.
    pub organisations: u64,
    /// Own reports.
    pub marks: u64,
    /// Calls that are still expected.
    pub expected_calls: u64,
    /// The user's own numbers.
    pub own_numbers: u64,
    /// Lists: their sources, settings and keys. What they hold has to be fetched again.
    pub lists: u64,
    /// What was left out, for it is about an emergency number of a home region, which takes no rule and
    /// no report: by its place in the file, such as `rules[3]`.
    pub emergency: Vec<String>,
}
