//! The policies that decided the calls of the journal. The store forgets one with the last of its calls.

use std::collections::BTreeMap;

use rusqlite::OptionalExtension;

use crate::error::Result;
use crate::policy::{InForce, Policy};
use crate::store::{Reader, Writer};

/// The id of a policy, which is kept from now on.
pub(super) fn id(writer: &Writer<'_>, policy: &InForce) -> Result<i64> {
    let mut statement = writer.prepare_cached("SELECT id FROM past_policy WHERE policy = ?1")?;
    if let Some(id) = statement.query_row([policy.text()], |row| row.get(0)).optional()? {
        return Ok(id);
    }
    writer.execute("INSERT INTO past_policy (policy) VALUES (?1)", [policy.text()])?;
    Ok(writer.last_insert_rowid())
}

/// Every policy that is kept, by its id, but for what a later version wrote.
pub(crate) fn all(reader: &Reader<'_>) -> Result<BTreeMap<i64, Policy>> {
    let mut statement = reader.prepare_cached("SELECT id, policy FROM past_policy")?;
    let rows = statement.query_map((), |row| Ok((row.get(0)?, row.get::<_, String>(1)?)))?;
    let rows: Vec<_> = rows.collect::<rusqlite::Result<_>>()?;
    let read = |(id, text): (i64, String)| Some((id, Policy::from_json(&text).ok()?));
    Ok(rows.into_iter().filter_map(read).collect())
}
