//! What a pack says about itself.

use serde::{Deserialize, Serialize};

use super::{PackError, PackKey, bytes, limits};
use crate::lists::ListWeight;

/// What a pack says about itself.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PackInfo {
    /// The id of the list, the same in all its packs, such as `org.example.sales`.
    pub list: String,
    /// The name that the list gets when it is first subscribed to.
    pub name: String,
    /// Counts up from pack to pack; a later one is never below.
    pub version: u64,
    /// The version that a diff leads on from; `None` for a full list.
    pub base: Option<u64>,
    /// When it was made, in milliseconds since 1970-01-01 UTC.
    pub published_at_ms: i64,
    /// Where the numbers come from, for people.
    pub source: String,
    /// The licence of the list.
    pub licence: String,
    /// What its licence asks to be shown, such as the names of those who gathered it.
    pub attribution: String,
    /// The regions that its numbers are of, as ISO 3166-1 codes; empty for no certain ones.
    pub regions: Vec<String>,
    /// How many reports a number should have to count.
    pub threshold: u32,
    /// What the list is good for.
    pub weight: ListWeight,
    /// What is in it.
    pub counts: PackCounts,
    /// The key that the next packs are signed with, when it changes.
    pub next_key: Option<String>,
}

/// What is in a pack.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PackCounts {
    /// Numbers that the list does not have yet: all of them in a full list.
    pub added: u64,
    /// Numbers that the list has with another score, category or label.
    pub changed: u64,
    /// Numbers that leave the list.
    pub removed: u64,
    /// Ranges that are new or say something else.
    pub ranges: u64,
    /// Ranges that leave the list.
    pub ranges_removed: u64,
    /// How many numbers the list has afterwards.
    pub numbers_after: u64,
    /// How many ranges the list has afterwards.
    pub ranges_after: u64,
}

impl PackInfo {
    /// The trusted comment that a signature of this pack has, or begins with.
    pub fn trusted_comment(&self) -> String {
        format!("callscreen pack {} {}", self.list, self.version)
    }

    /// What the types cannot say.
    pub(super) fn check(&self) -> Result<(), PackError> {
        let field = |field, expected| Err(PackError::Field { field, expected });
        if !is_id(&self.list) {
            return field(
                "list id",
                "1 to 64 of a-z, 0-9, dot and hyphen, such as org.example.sales",
            );
        }
        if self.name.trim().is_empty() || !bytes::is_plain(&self.name, limits::MOST_NAME) {
            return field("name", "1 to 64 characters");
        }
        if !(1..=limits::MOST_VERSION).contains(&self.version) {
            return field("version", "a whole number from 1 to 2^53 - 1");
        }
        if self.base.is_some_and(|base| base == 0 || base >= self.version) {
            return field("base version", "a version below that of the pack");
        }
        if self.published_at_ms < 0 {
            return field("time", "a time since 1970");
        }
        for (name, text) in [
            ("source", &self.source),
            ("licence", &self.licence),
            ("attribution", &self.attribution),
        ] {
            if !bytes::is_plain(text, limits::MOST_TEXT) {
                return field(name, "at most 500 characters, no control characters");
            }
        }
        if self.regions.len() > limits::MOST_REGIONS
            || !self.regions.iter().all(|code| is_region(code))
        {
            return field("regions", "ISO 3166-1 codes such as CH");
        }
        match &self.next_key {
            Some(key) if PackKey::parse(key).is_err() => {
                field("next key", "a public key of minisign")
            }
            _ => Ok(()),
        }
    }
}

impl PackCounts {
    /// Whether a phone can take as much.
    pub(super) fn check(&self) -> Result<(), PackError> {
        let entries = self.all().max(self.numbers_after).max(self.ranges_after);
        let ranges = self.ranges.max(self.ranges_removed).max(self.ranges_after);
        for (what, found, most) in
            [("entries", entries, limits::MOST_ENTRIES), ("ranges", ranges, limits::MOST_RANGES)]
        {
            if found > most {
                return Err(PackError::TooLarge { what, found, most });
            }
        }
        Ok(())
    }

    /// Every entry and removal.
    pub(super) fn all(&self) -> u64 {
        self.added + self.changed + self.removed + self.ranges + self.ranges_removed
    }
}

fn is_id(id: &str) -> bool {
    let allowed =
        |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || b".-".contains(&byte);
    (1..=64).contains(&id.len()) && id.bytes().all(allowed)
}

fn is_region(code: &str) -> bool {
    code.len() == 2 && code.bytes().all(|byte| byte.is_ascii_uppercase())
}
