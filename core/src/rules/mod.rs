//! The user's own verdicts on numbers, patterns of numbers, and kinds of callers.

mod index;
mod kind;
mod matcher;
mod organisation;

use rusqlite::{OptionalExtension, Row, params};
use serde::{Deserialize, Serialize};

use crate::call::IncomingCall;
use crate::error::{Error, Result};
use crate::journal;
use crate::schedule::Schedule;
use crate::store::{Reader, Writer};
use crate::verdict::Verdict;

pub(crate) use self::index::{RuleIndex, Rules};
pub use self::kind::CallerKind;
pub use self::matcher::Matcher;
pub use self::organisation::Organisation;
pub(crate) use self::organisation::{
    all as organisations, put as put_organisation, remove as remove_organisation,
};

/// A rule the user made.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rule {
    /// What the trace of a decision names.
    pub id: i64,
    /// Whom it concerns.
    pub matcher: Matcher,
    /// What becomes of their calls.
    pub verdict: Verdict,
    /// The user's own words, or empty.
    pub note: String,
    /// When and where it counts.
    pub limits: RuleLimits,
}

/// When and where a rule counts. Without a limit: always, on every line.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RuleLimits {
    /// The line or SIM, by the name that calls have for it; `None` for any.
    #[serde(default)]
    pub line: Option<String>,
    /// The hours; `None` for all.
    #[serde(default)]
    pub schedule: Option<Schedule>,
}

impl RuleLimits {
    /// How many there are: a rule with more of them is more specific.
    pub(crate) fn count(&self) -> usize {
        usize::from(self.line.is_some()) + usize::from(self.schedule.is_some())
    }

    /// Whether the rule counts for this call.
    fn hold(&self, call: &IncomingCall) -> bool {
        let on_line = self.line.is_none() || self.line == call.line;
        on_line && self.schedule.as_ref().is_none_or(|schedule| schedule.is_open(call.at))
    }
}

/// A rule that concerns the caller.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RuleMatch {
    /// The rule's id.
    pub rule: i64,
    /// What it says.
    pub verdict: Verdict,
}

/// Adds a rule, or changes the one on the same callers with the same limits. Gives its id.
pub(crate) fn put(
    writer: &mut Writer<'_>,
    matcher: &Matcher,
    verdict: Verdict,
    note: &str,
    limits: &RuleLimits,
) -> Result<i64> {
    let number = match matcher {
        Matcher::Number { number } => Some(number.key()),
        Matcher::Organisation { name } => {
            organisation::check(writer, name)?;
            None
        }
        _ => None,
    };
    if let Matcher::Number { number } = matcher
        && verdict == Verdict::Allow
        && *limits == RuleLimits::default()
    {
        journal::became_known(writer, *number)?;
    }
    let (line, schedule) = columns(limits)?;
    changed(writer)?;
    Ok(writer.query_row(
        "INSERT INTO rule (matcher, number, line, schedule, verdict, note)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6)
         ON CONFLICT (matcher, line, schedule) DO UPDATE
         SET matcher = excluded.matcher, verdict = excluded.verdict, note = excluded.note
         RETURNING id",
        params![matcher.expose(), number, line, schedule, verdict.code(), note],
        |row| row.get(0),
    )?)
}

/// No limit is an empty column, so that it takes part in what is unique.
fn columns(limits: &RuleLimits) -> Result<(&str, String)> {
    let line = limits.line.as_deref().unwrap_or_default();
    let schedule = limits.schedule.as_ref().map(Schedule::to_json).transpose()?;
    Ok((line, schedule.unwrap_or_default()))
}

/// Removes every rule and every organisation.
pub(crate) fn clear(writer: &mut Writer<'_>) -> Result<()> {
    changed(writer)?;
    writer.execute("DELETE FROM rule", ())?;
    organisation::clear(writer)
}

/// Removes a rule.
pub(crate) fn remove(writer: &mut Writer<'_>, id: i64) -> Result<()> {
    changed(writer)?;
    match writer.execute("DELETE FROM rule WHERE id = ?1", [id])? {
        0 => Err(Error::UnknownRule { id }),
        _ => Ok(()),
    }
}

const CHANGES: &str = "rule_changes";

/// Counts the changes of rules and organisations, so that whoever has them in memory knows.
fn changed(writer: &mut Writer<'_>) -> Result<()> {
    writer.execute(
        "INSERT INTO setting (name, value) VALUES (?1, '1')
         ON CONFLICT (name) DO UPDATE SET value = CAST(value AS INTEGER) + 1",
        [CHANGES],
    )?;
    Ok(())
}

/// How often rules and organisations were changed.
fn changes(reader: &Reader<'_>) -> Result<i64> {
    let mut statement =
        reader.prepare_cached("SELECT CAST(value AS INTEGER) FROM setting WHERE name = ?1")?;
    Ok(statement.query_row([CHANGES], |row| row.get(0)).optional()?.unwrap_or_default())
}

/// Every rule, oldest first.
pub(crate) fn all(reader: &Reader<'_>) -> Result<Vec<Rule>> {
    selected(reader, "TRUE")
}

/// Every rule but those on a number without a limit, which the store finds by itself.
fn to_compile(reader: &Reader<'_>) -> Result<Vec<Rule>> {
    selected(reader, "number IS NULL OR line <> '' OR schedule <> ''")
}

fn selected(reader: &Reader<'_>, condition: &'static str) -> Result<Vec<Rule>> {
    let mut statement = reader.prepare_cached(&format!(
        "SELECT id, matcher, line, schedule, verdict, note FROM rule WHERE {condition} ORDER BY id"
    ))?;
    let rows = statement.query_map((), rule)?;
    let rules: Vec<Option<Rule>> = rows.collect::<rusqlite::Result<_>>()?;
    Ok(rules.into_iter().flatten().collect())
}

/// `None` for what no version of ours wrote.
fn rule(row: &Row<'_>) -> rusqlite::Result<Option<Rule>> {
    let (matcher, line, schedule): (String, String, String) =
        (row.get(1)?, row.get(2)?, row.get(3)?);
    let schedule = match schedule.as_str() {
        "" => Some(None),
        json => Schedule::from_json(json).ok().map(Some),
    };
    let (Some(matcher), Some(schedule)) = (Matcher::from_exposed(&matcher), schedule) else {
        return Ok(None);
    };
    Ok(Some(Rule {
        id: row.get(0)?,
        matcher,
        verdict: row.get(4)?,
        note: row.get(5)?,
        limits: RuleLimits { line: (!line.is_empty()).then_some(line), schedule },
    }))
}
