//! Backup: everything the user made, as one versioned JSON file. Contacts never; nor the journal, nor
//! what lists hold, which come from elsewhere again.

mod file;
mod restore;

use serde::{Deserialize, Serialize};

pub(crate) use self::file::Backup;
pub(crate) use self::restore::restore;

/// What becomes of what is there when a backup is imported.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ImportMode {
    /// It stays, beside what the backup has. Where both say something about the same, the backup does;
    /// of two reports on a number the later one.
    Merge,
    /// It goes: afterwards the user has made what the backup has, and nothing else. Lists that the
    /// backup does not know stay as they are, and for how long calls are kept if it does not say.
    Replace,
}

/// What was taken from a backup.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
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
