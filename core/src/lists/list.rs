//! The lists themselves: name, source, licence, version and the user's settings.

use rusqlite::types::{FromSql, FromSqlError, FromSqlResult, ValueRef};
use serde::{Deserialize, Serialize};

use crate::packs::Subscription;

/// What the user or the app says about a list when importing it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ListSource {
    /// The name, unique among the lists; importing under the same name replaces the list.
    pub name: String,
    /// Where it comes from, for people.
    pub source: String,
    /// Its licence, or empty when unknown.
    pub licence: String,
    /// How many reports or votes a number needs before the list counts; `None` for as many as somebody
    /// chose for the list it replaces, or as a source of this kind needs, or one.
    pub threshold: Option<u32>,
    /// Its version, in the words of its source, or empty when unknown.
    pub version: String,
    /// What the list is good for; `None` for what the list it replaces is good for, or to block.
    pub weight: Option<ListWeight>,
    /// How old a report in a file may be, in days, where the file tells; 0 for any age, `None` for what
    /// a source of this kind needs.
    pub max_age_days: Option<u32>,
}

/// What a list is good for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ListWeight {
    /// The list knows call centres: step 7 of the ladder decides.
    #[default]
    Block,
    /// The list is in the facts, so that an app can show it, and decides nothing.
    Warn,
    /// The list vouches for its numbers: neither other lists nor a reserved range count against them.
    /// It does not make them ring.
    Allow,
}

impl ListWeight {
    /// Every weight, the heaviest first.
    pub const ALL: [Self; 3] = [Self::Block, Self::Warn, Self::Allow];

    /// The stable code, as JSON and the store write it.
    pub fn code(self) -> &'static str {
        match self {
            Self::Block => "block",
            Self::Warn => "warn",
            Self::Allow => "allow",
        }
    }

    /// The weight with this code.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|weight| weight.code() == code)
    }
}

impl FromSql for ListWeight {
    fn column_result(value: ValueRef<'_>) -> FromSqlResult<Self> {
        Self::from_code(value.as_str()?).ok_or(FromSqlError::InvalidType)
    }
}

/// What the user can change about a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ListSettings {
    /// How many reports or votes a number needs before the list counts.
    pub threshold: u32,
    /// What the list is good for.
    pub weight: ListWeight,
    /// Whether the list is asked. One that is not stays stored and says nothing.
    pub enabled: bool,
}

/// An imported list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ListInfo {
    /// The name.
    pub name: String,
    /// Where it comes from, for people.
    pub source: String,
    /// Its licence, or empty when unknown.
    pub licence: String,
    /// How many reports or votes a number needs before the list counts.
    pub threshold: u32,
    /// Its version, in the words of its source, or empty when unknown.
    pub version: String,
    /// What the list is good for.
    pub weight: ListWeight,
    /// Whether the list is asked.
    pub enabled: bool,
    /// When it was imported or last updated, in milliseconds since 1970-01-01 UTC.
    pub imported_at_ms: i64,
    /// How many single numbers it holds.
    pub numbers: u64,
    /// How many ranges it holds.
    pub ranges: u64,
    /// The packs it comes from; `None` for a list that was imported from a file.
    pub pack: Option<Subscription>,
}

impl ListInfo {
    /// What the user can change about it.
    pub fn settings(&self) -> ListSettings {
        ListSettings { threshold: self.threshold, weight: self.weight, enabled: self.enabled }
    }
}
