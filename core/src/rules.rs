//! The user's own verdicts on numbers and prefixes.

use rusqlite::OptionalExtension;
use serde::{Deserialize, Serialize};

use crate::caller;
use crate::error::{Error, Result};
use crate::number::{self, E164, Number, Prefix, Reading, Region};
use crate::store::{Reader, Writer};
use crate::verdict::Verdict;

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
}

/// Whom a rule concerns.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Matcher {
    /// One number.
    Number {
        /// The number.
        number: Number,
    },
    /// Every number that begins like this.
    Prefix {
        /// The beginning, country calling code first.
        prefix: Prefix,
    },
}

impl Matcher {
    /// Reads what a user writes: a number, or the beginning of one and a star, in any spelling of
    /// the home regions.
    pub fn read(text: &str, home: &[Region]) -> Result<Self> {
        let text = text.trim();
        if let Some(beginning) = text.strip_suffix('*') {
            let prefix = number::read_prefix(beginning, home).ok_or(Error::InvalidPrefix)?;
            if is_access_code(beginning, prefix, home) {
                return Err(Error::InvalidPrefix);
            }
            return Ok(Self::Prefix { prefix });
        }
        if let Reading::Emergency { .. } = number::read(text, home) {
            return Err(Error::EmergencyNumber);
        }
        let number = caller::number_of(text, home).map_err(|_| Error::InvalidNumber)?;
        Ok(Self::Number { number })
    }

    /// The number or prefix as the user reads it. For a screen, never for a log.
    pub fn expose(self) -> String {
        match self {
            Self::Number { number } => number.expose(),
            Self::Prefix { prefix } => prefix.expose(),
        }
    }

    fn columns(self) -> (bool, i64) {
        match self {
            Self::Number { number } => (false, number.key()),
            Self::Prefix { prefix } => (true, i64::try_from(prefix.digits()).unwrap_or(i64::MAX)),
        }
    }

    fn from_columns(is_prefix: bool, key: i64) -> Option<Self> {
        if is_prefix {
            let prefix = Prefix::from_digits(u64::try_from(key).ok()?)?;
            return Some(Self::Prefix { prefix });
        }
        Number::from_key(key).map(|number| Self::Number { number })
    }
}

/// Whether only the digits dialled before a number stand here: a trunk prefix, which would be every
/// number of the country, or an international one, which would be none.
fn is_access_code(beginning: &str, prefix: Prefix, home: &[Region]) -> bool {
    if beginning.contains(['+', '\u{ff0b}']) {
        return false;
    }
    // If nothing but these digits is left of them with more behind, what stood before was an
    // international prefix.
    let probe = number::read_prefix(&format!("{beginning}888"), home);
    if probe.is_some_and(|probe| probe.digits() == 888) {
        return true;
    }
    // One digit that is read as a whole calling code: the trunk prefix was taken away, and nothing
    // is left of the number. In North America the two are the same 1.
    let digits = beginning.chars().filter(|character| character.is_numeric()).count();
    digits == 1 && is_calling_code(prefix)
}

fn is_calling_code(prefix: Prefix) -> bool {
    // With zeros behind it, for only a number tells its code.
    let filled = prefix.digits() * 10_u64.pow(E164::MAX_DIGITS - prefix.count());
    let code = E164::from_digits(filled).and_then(number::country_calling_code);
    code.is_some_and(|code| u64::from(code) == prefix.digits())
}

/// A rule that concerns the caller.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RuleMatch {
    /// The rule's id.
    pub rule: i64,
    /// What it says.
    pub verdict: Verdict,
}

/// Adds a rule, or changes the one on the same number or prefix. Gives its id.
pub(crate) fn put(
    writer: &mut Writer<'_>,
    matcher: Matcher,
    verdict: Verdict,
    note: &str,
) -> Result<i64> {
    let (prefix, key) = matcher.columns();
    Ok(writer.query_row(
        "INSERT INTO rule (prefix, number, verdict, note) VALUES (?1, ?2, ?3, ?4)
         ON CONFLICT (prefix, number) DO UPDATE SET verdict = excluded.verdict, note = excluded.note
         RETURNING id",
        (prefix, key, verdict.code(), note),
        |row| row.get(0),
    )?)
}

/// Removes a rule.
pub(crate) fn remove(writer: &mut Writer<'_>, id: i64) -> Result<()> {
    match writer.execute("DELETE FROM rule WHERE id = ?1", [id])? {
        0 => Err(Error::UnknownRule { id }),
        _ => Ok(()),
    }
}

/// Every rule, oldest first.
pub(crate) fn all(reader: &Reader<'_>) -> Result<Vec<Rule>> {
    let mut statement =
        reader.prepare_cached("SELECT id, prefix, number, verdict, note FROM rule ORDER BY id")?;
    let rows = statement.query_map((), |row| {
        Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?, row.get::<_, String>(4)?))
    })?;
    let mut rules = Vec::new();
    for row in rows {
        let (id, prefix, key, verdict, note) = row?;
        if let Some(matcher) = Matcher::from_columns(prefix, key) {
            rules.push(Rule { id, matcher, verdict, note });
        }
    }
    Ok(rules)
}

/// The rule on this very number.
pub(crate) fn on_number(reader: &Reader<'_>, number: Number) -> Result<Option<RuleMatch>> {
    let mut statement =
        reader.prepare_cached("SELECT id, verdict FROM rule WHERE prefix = 0 AND number = ?1")?;
    Ok(statement.query_row([number.key()], rule_match).optional()?)
}

/// The rule on the longest prefix of the number.
pub(crate) fn on_longest_prefix(reader: &Reader<'_>, number: E164) -> Result<Option<RuleMatch>> {
    let mut statement =
        reader.prepare_cached("SELECT id, verdict FROM rule WHERE prefix = 1 AND number = ?1")?;
    let mut longest = None;
    for prefix in Prefix::all_of(number) {
        let key = i64::try_from(prefix.digits()).unwrap_or(i64::MAX);
        longest = statement.query_row([key], rule_match).optional()?.or(longest);
    }
    Ok(longest)
}

fn rule_match(row: &rusqlite::Row<'_>) -> rusqlite::Result<RuleMatch> {
    Ok(RuleMatch { rule: row.get(0)?, verdict: row.get(1)? })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str, home: &str) -> Result<String> {
        Matcher::read(text, &[Region::from_code(home).unwrap()]).map(Matcher::expose)
    }

    #[test]
    fn an_emergency_number_takes_no_rule() {
        for (text, home) in [("112", "CH"), (" 144 ", "CH"), ("1-1-7", "CH"), ("911", "DE")] {
            assert!(matches!(read(text, home), Err(Error::EmergencyNumber)), "{text}");
        }
        assert_eq!(read("1414", "CH").unwrap(), "1414");
        assert_eq!(read("144", "US").unwrap(), "144");
    }

    #[test]
    fn the_digits_dialled_before_a_number_are_no_beginning_of_one() {
        for (text, home) in [
            ("0*", "CH"),
            ("(0)*", "CH"),
            ("00*", "CH"),
            ("00*", "IT"),
            ("1*", "US"),
            ("011*", "US"),
            ("0011*", "AU"),
        ] {
            assert!(matches!(read(text, home), Err(Error::InvalidPrefix)), "{text} {home}");
        }
        for (text, home, expected) in [
            ("0041*", "CH", "+41*"),
            ("+41*", "CH", "+41*"),
            ("+1*", "US", "+1*"),
            ("0111*", "US", "+1*"),
            ("0900*", "CH", "+41900*"),
            ("04*", "CH", "+414*"),
            // In Italy the zero is part of the number.
            ("0*", "IT", "+390*"),
        ] {
            assert_eq!(read(text, home).unwrap(), expected, "{text} {home}");
        }
    }
}
