//! Which lists come from packs: the row in table `list_pack` beside that in `list`.

use rusqlite::{OptionalExtension, Transaction, params};
use serde::{Deserialize, Serialize};

use super::digest::Digest;
use crate::error::Result;
use crate::lists::blocks::ListId;

/// What the store knows about the packs of a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
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

const COLUMNS: &str = "pack, version, key, published_at, attribution, regions";

/// The list with this id in its packs.
pub(crate) fn find(
    transaction: &Transaction<'_>,
    pack: &str,
) -> Result<Option<(ListId, Subscription)>> {
    let sql = format!("SELECT {COLUMNS}, list FROM list_pack WHERE pack = ?1");
    let mut statement = transaction.prepare_cached(&sql)?;
    let found =
        statement.query_row([pack], |row| Ok((row.get::<_, i64>(6)?, read(row)?))).optional()?;
    Ok(found.and_then(|(list, subscription)| Some((ListId::new(list)?, subscription))))
}

/// The packs of this list.
pub(crate) fn of_list(transaction: &Transaction<'_>, list: ListId) -> Result<Option<Subscription>> {
    let sql = format!("SELECT {COLUMNS} FROM list_pack WHERE list = ?1");
    let mut statement = transaction.prepare_cached(&sql)?;
    Ok(statement.query_row([list.row()], read).optional()?)
}

fn read(row: &rusqlite::Row<'_>) -> rusqlite::Result<Subscription> {
    let regions: String = row.get(5)?;
    Ok(Subscription {
        pack: row.get(0)?,
        version: row.get::<_, i64>(1)?.unsigned_abs(),
        key: row.get(2)?,
        published_at_ms: row.get(3)?,
        attribution: row.get(4)?,
        regions: regions.split(',').filter(|code| !code.is_empty()).map(str::to_owned).collect(),
    })
}

/// Of the content that the list has; `None` as long as no pack brought it.
pub(super) fn digest(transaction: &Transaction<'_>, list: ListId) -> Result<Option<Digest>> {
    let mut statement =
        transaction.prepare_cached("SELECT digest FROM list_pack WHERE list = ?1")?;
    let bits = statement.query_row([list.row()], |row| row.get::<_, Option<i64>>(0))?;
    Ok(bits.map(|bits| Digest::from_bits(bits.cast_unsigned())))
}

/// Notes the content that the list has.
pub(super) fn set_digest(
    transaction: &Transaction<'_>,
    list: ListId,
    digest: Digest,
) -> Result<()> {
    let mut statement =
        transaction.prepare_cached("UPDATE list_pack SET digest = ?2 WHERE list = ?1")?;
    statement.execute([list.row(), digest.bits().cast_signed()])?;
    Ok(())
}

/// Notes the pack that the list is from now.
pub(crate) fn store(
    transaction: &Transaction<'_>,
    list: ListId,
    subscription: &Subscription,
) -> Result<()> {
    transaction.execute(
        "INSERT INTO list_pack (list, pack, version, key, published_at, attribution, regions)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)
         ON CONFLICT (list) DO UPDATE SET
             version = excluded.version, key = excluded.key, published_at = excluded.published_at,
             attribution = excluded.attribution, regions = excluded.regions",
        params![
            list.row(),
            subscription.pack,
            i64::try_from(subscription.version).unwrap_or(i64::MAX),
            subscription.key,
            subscription.published_at_ms,
            subscription.attribution,
            subscription.regions.join(","),
        ],
    )?;
    Ok(())
}
