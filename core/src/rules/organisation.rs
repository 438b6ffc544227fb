//! Organisations: named sets of numbers and ranges that one rule addresses.

use rusqlite::Transaction;
use serde::{Deserialize, Serialize};

use super::{Matcher, changed};
use crate::error::{Error, Result};
use crate::store::Writer;

/// A company, an office or a family with several numbers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Organisation {
    /// The name, in the user's words.
    pub name: String,
    /// Numbers, prefixes, ranges and wildcards.
    pub members: Vec<Matcher>,
}

/// Stores an organisation, in place of the one of this name.
pub(crate) fn put(writer: &mut Writer<'_>, name: &str, members: &[Matcher]) -> Result<()> {
    let name = name.trim();
    if name.is_empty() || name.chars().count() > 64 {
        return Err(Error::InvalidRule { expected: "a name of at most 64 characters" });
    }
    if members.is_empty() || !members.iter().all(is_member) {
        let expected = "the members of an organisation: numbers, prefixes, ranges and wildcards";
        return Err(Error::InvalidRule { expected });
    }
    changed(writer)?;
    let id: i64 = writer.query_row(
        "INSERT INTO organisation (name) VALUES (?1)
         ON CONFLICT (name) DO UPDATE SET name = excluded.name RETURNING id",
        [name],
        |row| row.get(0),
    )?;
    writer.execute("DELETE FROM organisation_member WHERE organisation = ?1", [id])?;
    let mut statement = writer.prepare_cached(
        "INSERT OR IGNORE INTO organisation_member (organisation, matcher) VALUES (?1, ?2)",
    )?;
    for member in members {
        statement.execute((id, member.expose()))?;
    }
    Ok(())
}

/// What has digits.
fn is_member(matcher: &Matcher) -> bool {
    matches!(
        matcher,
        Matcher::Number { .. }
            | Matcher::Prefix { .. }
            | Matcher::Range { .. }
            | Matcher::Wildcard { .. }
    )
}

/// Removes every one of them.
pub(super) fn clear(writer: &mut Writer<'_>) -> Result<()> {
    writer.execute("DELETE FROM organisation_member", ())?;
    writer.execute("DELETE FROM organisation", ())?;
    Ok(())
}

/// Removes an organisation that no rule is about.
pub(crate) fn remove(writer: &mut Writer<'_>, name: &str) -> Result<()> {
    check(writer, name)?;
    let matcher = Matcher::Organisation { name: name.to_owned() };
    let mut used = writer.prepare_cached("SELECT 1 FROM rule WHERE matcher = ?1")?;
    if used.exists([matcher.expose()])? {
        return Err(Error::OrganisationInUse { name: name.to_owned() });
    }
    drop(used);
    changed(writer)?;
    writer.execute("DELETE FROM organisation WHERE name = ?1", [name])?;
    Ok(())
}

/// An error when there is no such organisation.
pub(super) fn check(writer: &Writer<'_>, name: &str) -> Result<()> {
    let mut known = writer.prepare_cached("SELECT 1 FROM organisation WHERE name = ?1")?;
    if known.exists([name])? {
        return Ok(());
    }
    Err(Error::UnknownOrganisation { name: name.to_owned() })
}

/// Every organisation, by name.
pub(crate) fn all(reader: &Transaction<'_>) -> Result<Vec<Organisation>> {
    let mut statement = reader.prepare_cached(
        "SELECT name, matcher FROM organisation_member
         JOIN organisation ON organisation.id = organisation_member.organisation
         ORDER BY name, matcher",
    )?;
    let mut rows = statement.query(())?;
    let mut found: Vec<Organisation> = Vec::new();
    while let Some(row) = rows.next()? {
        let (name, member): (String, String) = (row.get(0)?, row.get(1)?);
        if found.last().is_none_or(|last| last.name != name) {
            found.push(Organisation { name, members: Vec::new() });
        }
        if let (Some(last), Some(member)) = (found.last_mut(), Matcher::from_exposed(&member)) {
            last.members.push(member);
        }
    }
    Ok(found)
}
