//! The rows of table `list`.

use rusqlite::{OptionalExtension, Row, Transaction, params};

use super::blocks::{self, ListId, Tally};
use super::ranges::{self, PrefixLengths};
use super::reserved::{self, Table};
use super::{ListInfo, ListSettings, ListSource, ListWeight, remarks};
use crate::call::Moment;
use crate::error::{Error, Result};
use crate::packs::subscription;

/// What is asked about calls.
pub(super) struct Asked {
    pub(super) lists: Vec<AskedList>,
    pub(super) built_in: Vec<&'static Table>,
}

/// A list that is asked about calls.
pub(super) struct AskedList {
    pub(super) id: ListId,
    pub(super) threshold: u32,
    pub(super) weight: ListWeight,
    pub(super) prefix_lengths: PrefixLengths,
    /// Its ranges are those that regulators reserve for sales calls.
    pub(super) reserves: bool,
}

/// Starts a list of the user's, as [`replace`] does. The names of those built in are left to packs.
pub(crate) fn replace_own(
    transaction: &Transaction<'_>,
    source: &ListSource,
    at: Moment,
) -> Result<ListId> {
    match reserved::table(&source.name) {
        Some(_) => Err(Error::BuiltInList { name: source.name.clone() }),
        None => replace(transaction, source, at),
    }
}

/// Starts a list, in place of one of the same name. Whether that was enabled stays, and its threshold
/// and weight too if the source does not tell others.
pub(crate) fn replace(
    transaction: &Transaction<'_>,
    source: &ListSource,
    at: Moment,
) -> Result<ListId> {
    let ListSource { name, source, licence, version, threshold, weight, max_age_days: _ } = source;
    if name.trim().is_empty() || name.chars().count() > 64 || name.contains(char::is_control) {
        return Err(Error::InvalidListName);
    }
    let list = match find(transaction, name)? {
        Some(list) => {
            not_from_packs(transaction, list, name)?;
            clear(transaction, list)?;
            list
        }
        None => free_id(transaction)?,
    };
    transaction.execute(
        "INSERT INTO list (id, name, source, licence, version, threshold, weight, enabled,
                           imported_at, numbers, prefix_lengths)
         VALUES (?1, ?2, ?3, ?4, ?5, coalesce(?6, 1), coalesce(?7, ?8), 1, ?9, 0, 0)
         ON CONFLICT (id) DO UPDATE SET
             source = excluded.source, licence = excluded.licence, version = excluded.version,
             threshold = coalesce(?6, threshold), weight = coalesce(?7, weight),
             imported_at = excluded.imported_at, numbers = 0, prefix_lengths = 0",
        params![
            list.row(),
            name,
            source,
            licence,
            version,
            threshold,
            weight.map(ListWeight::code),
            ListWeight::default().code(),
            at.unix_ms
        ],
    )?;
    if threshold.is_some() {
        choose_threshold(transaction, list)?;
    }
    Ok(list)
}

/// Remembers that somebody chose the list's threshold, so that no import changes it.
fn choose_threshold(transaction: &Transaction<'_>, list: ListId) -> Result<()> {
    let sql = "INSERT OR IGNORE INTO list_chosen_threshold (list) VALUES (?1)";
    transaction.prepare_cached(sql)?.execute([list.row()])?;
    Ok(())
}

/// Whether somebody chose the list's threshold.
pub(super) fn has_chosen_threshold(transaction: &Transaction<'_>, list: ListId) -> Result<bool> {
    let sql = "SELECT 1 FROM list_chosen_threshold WHERE list = ?1";
    Ok(transaction.prepare_cached(sql)?.exists([list.row()])?)
}

/// Removes everything in the list.
pub(crate) fn clear(transaction: &Transaction<'_>, list: ListId) -> Result<()> {
    blocks::clear(transaction, list)?;
    ranges::clear(transaction, list)?;
    remarks::clear(transaction, list)?;
    transaction
        .execute("UPDATE list SET numbers = 0, prefix_lengths = 0 WHERE id = ?1", [list.row()])?;
    Ok(())
}

/// A list that packs maintain would no longer be what its version says.
fn not_from_packs(transaction: &Transaction<'_>, list: ListId, name: &str) -> Result<()> {
    match subscription::of_list(transaction, list)? {
        Some(_) => Err(Error::ListOfPacks { name: name.to_owned() }),
        None => Ok(()),
    }
}

/// The smallest id that is free: keys of blocks have room for few.
fn free_id(transaction: &Transaction<'_>) -> Result<ListId> {
    let id = transaction.query_row(
        "SELECT min(id) + 1 FROM (SELECT 0 AS id UNION ALL SELECT id FROM list)
         WHERE id + 1 NOT IN (SELECT id FROM list)",
        (),
        |row| row.get(0),
    )?;
    ListId::new(id).ok_or(Error::TooManyLists)
}

/// How many reports or votes a number of the list needs.
pub(super) fn threshold(transaction: &Transaction<'_>, list: ListId) -> Result<u32> {
    let mut statement = transaction.prepare_cached("SELECT threshold FROM list WHERE id = ?1")?;
    Ok(statement.query_row([list.row()], |row| row.get(0))?)
}

/// Sets how many reports or votes a number of the list needs.
pub(super) fn set_threshold(
    transaction: &Transaction<'_>,
    list: ListId,
    threshold: u32,
) -> Result<()> {
    let mut statement =
        transaction.prepare_cached("UPDATE list SET threshold = ?2 WHERE id = ?1")?;
    statement.execute(params![list.row(), threshold])?;
    Ok(())
}

/// The list of this name.
pub(crate) fn find(transaction: &Transaction<'_>, name: &str) -> Result<Option<ListId>> {
    let mut statement = transaction.prepare_cached("SELECT id FROM list WHERE name = ?1")?;
    let id = statement.query_row([name], |row| row.get(0)).optional()?;
    id.map(|id| ListId::new(id).ok_or(Error::DamagedList)).transpose()
}

/// The list of this name, which must be there and not be maintained by packs.
pub(crate) fn own(transaction: &Transaction<'_>, name: &str) -> Result<ListId> {
    let list = known(transaction, name)?;
    not_from_packs(transaction, list, name)?;
    Ok(list)
}

/// Notes the version that a list now has. Behind its changes: a page written first leaves SQLite's
/// cache for the log when many follow, and written again there it costs new checksums for all of them.
pub(super) fn renew(
    transaction: &Transaction<'_>,
    list: ListId,
    version: &str,
    at: Moment,
) -> Result<()> {
    transaction.execute(
        "UPDATE list SET version = ?2, imported_at = ?3 WHERE id = ?1",
        params![list.row(), version, at.unix_ms],
    )?;
    Ok(())
}

/// Takes what somebody says about a list into which changes are imported.
pub(super) fn change(
    transaction: &Transaction<'_>,
    source: &ListSource,
    at: Moment,
) -> Result<ListId> {
    let ListSource { name, version, threshold, weight, .. } = source;
    let list = known(transaction, name)?;
    not_from_packs(transaction, list, name)?;
    transaction.execute(
        "UPDATE list SET version = iif(?2 = '', version, ?2), threshold = coalesce(?3, threshold),
                         weight = coalesce(?4, weight), imported_at = ?5
         WHERE id = ?1",
        params![list.row(), version, threshold, weight.map(ListWeight::code), at.unix_ms],
    )?;
    if threshold.is_some() {
        choose_threshold(transaction, list)?;
    }
    Ok(list)
}

/// Takes what a later pack says about a list; behind its changes, as [`renew`] is. What the user set
/// stays.
pub(crate) fn renew_from(
    transaction: &Transaction<'_>,
    list: ListId,
    source: &ListSource,
    at: Moment,
) -> Result<()> {
    transaction.execute(
        "UPDATE list SET source = ?2, licence = ?3, version = ?4, imported_at = ?5 WHERE id = ?1",
        params![list.row(), source.source, source.licence, source.version, at.unix_ms],
    )?;
    Ok(())
}

/// How much a list holds.
pub(crate) struct Totals {
    pub(crate) numbers: u64,
    pub(crate) ranges: u64,
}

/// How much the list holds.
pub(crate) fn totals(transaction: &Transaction<'_>, list: ListId) -> Result<Totals> {
    let sql = "SELECT numbers FROM list WHERE id = ?1";
    let numbers = transaction.query_row(sql, [list.row()], |row| row.get::<_, i64>(0))?;
    Ok(Totals { numbers: numbers.unsigned_abs(), ranges: ranges::count(transaction, list)? })
}

/// The list of this name, which must be there.
pub(crate) fn known(transaction: &Transaction<'_>, name: &str) -> Result<ListId> {
    let unknown = || match reserved::table(name) {
        Some(_) => Error::BuiltInList { name: name.to_owned() },
        None => Error::UnknownList { name: name.to_owned() },
    };
    find(transaction, name)?.ok_or_else(unknown)
}

/// Notes how many numbers came and went.
pub(super) fn count(transaction: &Transaction<'_>, list: ListId, numbers: Tally) -> Result<()> {
    let change = i64::try_from(numbers.added).unwrap_or(i64::MAX)
        - i64::try_from(numbers.removed).unwrap_or(i64::MAX);
    let mut statement =
        transaction.prepare_cached("UPDATE list SET numbers = numbers + ?2 WHERE id = ?1")?;
    statement.execute([list.row(), change])?;
    Ok(())
}

/// Notes the lengths of prefixes that the list has.
pub(super) fn set_prefix_lengths(
    transaction: &Transaction<'_>,
    list: ListId,
    lengths: PrefixLengths,
) -> Result<()> {
    let mut statement =
        transaction.prepare_cached("UPDATE list SET prefix_lengths = ?2 WHERE id = ?1")?;
    statement.execute(params![list.row(), lengths.0])?;
    Ok(())
}

/// Changes what the user can change.
pub(crate) fn set(transaction: &Transaction<'_>, name: &str, settings: ListSettings) -> Result<()> {
    let ListSettings { threshold, weight, enabled } = settings;
    let list = known(transaction, name)?;
    // Who changes something else leaves the threshold as it is, and chooses none.
    if self::threshold(transaction, list)? != threshold {
        choose_threshold(transaction, list)?;
    }
    transaction.execute(
        "UPDATE list SET threshold = ?2, weight = ?3, enabled = ?4 WHERE id = ?1",
        params![list.row(), threshold, weight.code(), enabled],
    )?;
    Ok(())
}

/// Removes a list and everything in it.
pub(crate) fn remove(transaction: &Transaction<'_>, name: &str) -> Result<()> {
    let list = known(transaction, name)?;
    blocks::clear(transaction, list)?;
    remarks::clear(transaction, list)?;
    // Its ranges go with it.
    transaction.execute("DELETE FROM list WHERE id = ?1", [list.row()])?;
    Ok(())
}

/// Every list, by name.
pub(crate) fn all(transaction: &Transaction<'_>) -> Result<Vec<ListInfo>> {
    let mut statement = transaction.prepare_cached("SELECT id FROM list ORDER BY name")?;
    let mut rows = statement.query(())?;
    let mut lists = Vec::new();
    while let Some(row) = rows.next()? {
        lists.push(info(transaction, ListId::new(row.get(0)?).ok_or(Error::DamagedList)?)?);
    }
    Ok(lists)
}

/// One list.
pub(crate) fn info(transaction: &Transaction<'_>, list: ListId) -> Result<ListInfo> {
    let mut statement = transaction.prepare_cached(
        "SELECT name, source, licence, version, threshold, weight, enabled, imported_at, numbers,
                (SELECT count(*) FROM list_range WHERE list = list.id)
         FROM list WHERE id = ?1",
    )?;
    let info = statement.query_row([list.row()], columns)?;
    Ok(ListInfo { pack: subscription::of_list(transaction, list)?, ..info })
}

fn columns(row: &Row<'_>) -> rusqlite::Result<ListInfo> {
    Ok(ListInfo {
        name: row.get(0)?,
        source: row.get(1)?,
        licence: row.get(2)?,
        version: row.get(3)?,
        threshold: row.get(4)?,
        weight: row.get(5)?,
        enabled: row.get(6)?,
        imported_at_ms: row.get(7)?,
        numbers: row.get::<_, i64>(8)?.unsigned_abs(),
        ranges: row.get::<_, i64>(9)?.unsigned_abs(),
        pack: None,
    })
}

/// What is asked: the lists, oldest first, and those built in that no list takes the place of. A list
/// that the user switched off still takes its place; one that an update of the app outran does not.
pub(super) fn asked(transaction: &Transaction<'_>) -> Result<Asked> {
    let mut statement = transaction.prepare_cached(
        "SELECT id, threshold, weight, prefix_lengths, enabled, pack, list_pack.version
         FROM list LEFT JOIN list_pack ON list_pack.list = list.id ORDER BY id",
    )?;
    let mut rows = statement.query(())?;
    let mut asked = Asked { lists: Vec::new(), built_in: reserved::TABLES.iter().collect() };
    while let Some(row) = rows.next()? {
        let (weight, enabled) = (row.get(2)?, row.get(4)?);
        let table = row.get::<_, Option<String>>(5)?.as_deref().and_then(reserved::table);
        if let Some(table) = table {
            if !takes_place(table, enabled, row.get(6)?) {
                continue;
            }
            asked.built_in.retain(|other| other.id != table.id);
        }
        if enabled {
            asked.lists.push(AskedList {
                id: ListId::new(row.get(0)?).ok_or(Error::DamagedList)?,
                threshold: row.get(1)?,
                weight,
                prefix_lengths: PrefixLengths(row.get(3)?),
                reserves: weight == ListWeight::Block && table.is_some_and(Table::reserves),
            });
        }
    }
    Ok(asked)
}

/// Whether a list of packs counts in place of the one built in.
fn takes_place(table: &Table, enabled: bool, version: i64) -> bool {
    !enabled || version.unsigned_abs() > table.version
}

/// The name of the list that takes the place of the one built in.
pub(super) fn in_place_of(transaction: &Transaction<'_>, table: &Table) -> Result<Option<String>> {
    let mut statement = transaction.prepare_cached(
        "SELECT name, enabled, list_pack.version FROM list
         JOIN list_pack ON list_pack.list = list.id WHERE pack = ?1",
    )?;
    let found = statement
        .query_row([table.id], |row| {
            Ok(takes_place(table, row.get(1)?, row.get(2)?).then_some(row.get(0)?))
        })
        .optional()?;
    Ok(found.flatten())
}

/// The name of a list.
pub(crate) fn name(transaction: &Transaction<'_>, list: ListId) -> Result<String> {
    let mut statement = transaction.prepare_cached("SELECT name FROM list WHERE id = ?1")?;
    Ok(statement.query_row([list.row()], |row| row.get(0))?)
}
