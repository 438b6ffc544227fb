//! Packs: mirrors of their types, and what can be asked of one without a store.

use std::fs::File;
use std::io::{BufReader, Cursor};
use std::path::Path;

use callscreen_core::Error;
use callscreen_core::lists::ListWeight;
use callscreen_core::packs::{Pack, PackCounts, PackError, PackInfo, PackKey, Subscription};

use crate::ScreenerError;

/// The packs that a list comes from.
#[uniffi::remote(Record)]
pub struct Subscription {
    /// The id of the list in its packs.
    pub pack: String,
    /// The version of the pack applied last. The next must be later.
    pub version: u64,
    /// The key that the next pack must be signed with; `None` as long as only the app itself brought
    /// the list along.
    pub key: Option<String>,
    /// When the pack was made, in milliseconds since 1970-01-01 UTC.
    pub published_at_ms: i64,
    /// What the licence asks to be shown.
    pub attribution: String,
    /// The regions that the list is about, as ISO 3166-1 codes; empty for no certain ones.
    pub regions: Vec<String>,
}

/// What a pack says about itself.
#[uniffi::remote(Record)]
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
#[uniffi::remote(Record)]
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

/// What the pack in a file says about itself. Nobody has vouched for it before it is applied.
#[uniffi::export]
pub fn pack_info(path: &str) -> Result<PackInfo, ScreenerError> {
    let path = Path::new(path);
    let named = |source: PackError| Error::PackFile { path: path.to_owned(), source };
    let file = File::open(path).map_err(|error| named(error.into()))?;
    Ok(Pack::open(BufReader::new(file)).map_err(named)?.info().clone())
}

/// What a pack in memory says about itself. Nobody has vouched for it before it is applied.
#[uniffi::export]
// Not borrowed: that would be a buffer outside of the heap in Kotlin.
#[allow(clippy::needless_pass_by_value)]
pub fn pack_info_of_bytes(pack: Vec<u8>) -> Result<PackInfo, ScreenerError> {
    Ok(Pack::open(Cursor::new(pack)).map_err(Error::from)?.info().clone())
}

/// The key that an app gave.
pub(crate) fn key(text: &str) -> Result<PackKey, ScreenerError> {
    Ok(PackKey::parse(text).map_err(Error::from)?)
}
