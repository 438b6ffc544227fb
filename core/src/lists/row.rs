use crate::import::SkipReason;
use crate::lists::{Entry, Subject};
use crate::number::{self, E164, NumberRange, Prefix, Reading, Region};

/// One row of a source, before its number is read.
pub(super) struct Row {
    /// The line in the file, from 1.
    pub(super) line: u64,
    /// The number or pattern, or why there is none to take.
    pub(super) text: Result<String, SkipReason>,
    /// Reports or votes.
    pub(super) score: u32,
}

impl Row {
    /// The entry that the row stands for.
    pub(super) fn entry(&self, home: &[Region]) -> Result<Entry, SkipReason> {
        let text = self.text.as_ref().map_err(|reason| *reason)?;
        if let Some(range) = pattern(text, home)? {
            return Ok(Entry::plain(Subject::Range(range)));
        }
        match number::read(text, home) {
            Reading::Subscriber { number } => {
                Ok(Entry { score: self.score, ..Entry::plain(Subject::Number(number)) })
            }
            Reading::Emergency { .. } => Err(SkipReason::EmergencyNumber),
            Reading::Service { .. } | Reading::ShortCode { .. } | Reading::Extension { .. } => {
                Err(SkipReason::ShortNumber)
            }
            Reading::Alphanumeric { .. } => Err(SkipReason::Alphanumeric),
            Reading::Unreadable { reason } => Err(reason.into()),
        }
    }
}

/// A count of reports or votes as written: none below zero, and no more than fits. `None` if it is no
/// whole number.
pub(super) fn score(text: &str) -> Option<u32> {
    let digits = text.strip_prefix('-').unwrap_or(text);
    if digits.is_empty() || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let counted = if digits.len() < text.len() { 0 } else { u32::MAX };
    Some(text.parse().unwrap_or(counted))
}

/// Wildcards for exactly one digit, in the lists seen.
const ONE_DIGIT: [char; 4] = ['#', 'X', 'x', '?'];
/// Wildcards for any number of digits.
const ANY_DIGITS: [char; 2] = ['*', '%'];

/// Reads a number that ends in wildcards. `None` when there is no wildcard.
fn pattern(text: &str, home: &[Region]) -> Result<Option<NumberRange>, SkipReason> {
    let text = text.trim();
    let is_wildcard =
        |character: char| ONE_DIGIT.contains(&character) || ANY_DIGITS.contains(&character);
    let beginning = text.trim_end_matches(is_wildcard);
    // Not `X`, which may belong to a word or announce an extension.
    if beginning.contains(|character| "#?*%".contains(character)) {
        return Err(SkipReason::WildcardInside);
    }
    if beginning.len() == text.len() {
        return Ok(None);
    }
    let wildcards = text.chars().rev().take_while(|&character| is_wildcard(character));
    let open = wildcards.clone().any(|character| ANY_DIGITS.contains(&character));
    let fixed = wildcards.filter(|character| ONE_DIGIT.contains(character)).count();
    let prefix = number::read_prefix(beginning, home).ok_or(SkipReason::NotANumber)?;
    Ok(Some(range(prefix, u32::try_from(fixed).unwrap_or(u32::MAX), open)))
}

fn range(prefix: Prefix, fixed: u32, open: bool) -> NumberRange {
    let min_digits = prefix.count().saturating_add(fixed);
    NumberRange::new(prefix, min_digits, if open { E164::MAX_DIGITS } else { min_digits })
}
