use crate::import::{SkipReason, between_slashes, values};
use crate::lists::{Category, Entry, Subject};
use crate::number::{self, E164, NumberRange, Prefix, Reading, Region};

/// How a source writes numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Spelling {
    /// As people do.
    Usual,
    /// Without the plus or the zeros that a number begins with, so that most have a calling code.
    Bare,
    /// As [`Self::Bare`], and without the calling code.
    Subscriber,
    /// As a phone at home shows them, or with the calling code and no plus.
    Shown,
    /// The beginning alone, and no wildcard for what follows.
    Beginning,
    /// As people do, or as patterns of an app to which `**` is no more than `*`.
    Patterns,
}

/// One row of a source, before its number is read.
#[derive(Clone, Copy, Debug)]
pub(super) struct Row<'text> {
    /// The line in the file, from 1; in a file without lines, which entry it is.
    pub(super) line: u64,
    /// The number or pattern, or why there is none to take.
    pub(super) number: Result<&'text str, SkipReason>,
    pub(super) spelling: Spelling,
    /// Reports or votes; none for what is not to be blocked any more.
    pub(super) score: u32,
    /// The source says that nothing is wrong with it, or means something other than blocking.
    pub(super) harmless: bool,
    pub(super) category: Option<Category>,
    pub(super) label: &'text str,
    /// When it was reported, as the source writes it; empty where it does not tell.
    pub(super) day: &'text str,
}

impl<'text> Row<'text> {
    /// A row of which the source says nothing but the number.
    pub(super) fn of(line: u64, number: &'text str) -> Self {
        let (number, spelling) = (Ok(number), Spelling::Usual);
        let (score, harmless) = (1, false);
        Self { line, number, spelling, score, harmless, category: None, label: "", day: "" }
    }

    /// A row to be left out.
    pub(super) fn skipped(line: u64, reason: SkipReason) -> Self {
        Self { number: Err(reason), ..Self::of(line, "") }
    }
}

/// The numbers and patterns of a field, most often one.
pub(super) fn parts<'text>(text: &'text str, home: &[Region]) -> Vec<&'text str> {
    let text = without_comment(text);
    let parts = values(text, home);
    if parts.len() == 1 && text.contains([',', ';', '\n']) {
        // Patterns are no numbers, so they are not told apart by reading each.
        let patterns: Vec<_> = text.split([',', ';', '\n']).collect();
        if patterns.iter().all(|part| is_number(part, home)) {
            return patterns;
        }
    }
    parts
}

/// What stands before a comment, if there is one: behind a blank, `//`, or `#` or `;` and then words.
fn without_comment(text: &str) -> &str {
    if !text.contains(['#', ';', '/']) {
        return text;
    }
    let marks = [" #", "\t#", " ;", "\t;", " //", "\t//"];
    let mark = marks.iter().filter_map(|mark| text.find(mark)).min();
    let Some((number, comment)) = mark.map(|mark| text.split_at(mark)) else { return text };
    // `061555 ####` is a pattern, and behind a semicolon may stand another number.
    let words = |other: char| other.is_alphabetic() && !is_wildcard(other);
    let is_comment = comment.contains(words) || comment.trim_start().starts_with("//");
    if is_comment && !number.trim().is_empty() { number } else { text }
}

/// Whom a number or pattern is about.
pub(super) fn subject(text: &str, home: &[Region]) -> Result<Subject, SkipReason> {
    if let Some(range) = pattern(text, home)? {
        return Ok(Subject::Range(range));
    }
    match number::read(text, home) {
        Reading::Subscriber { number } => Ok(Subject::Number(number)),
        Reading::Emergency { .. } => Err(SkipReason::EmergencyNumber),
        Reading::Service { .. } | Reading::ShortCode { .. } | Reading::Extension { .. } => {
            Err(SkipReason::ShortNumber)
        }
        Reading::Alphanumeric { .. } => Err(SkipReason::Alphanumeric),
        Reading::Unreadable { reason } => Err(reason.into()),
    }
}

/// Whom a number or pattern is about that is written in some way.
pub(super) fn subject_spelt(
    text: &str,
    spelling: Spelling,
    home: &[Region],
) -> Result<Subject, SkipReason> {
    let text = text.trim();
    let bare = text.starts_with(|first: char| matches!(first, '1'..='9'));
    match spelling {
        Spelling::Beginning if !text.ends_with(is_wildcard) => subject(&format!("{text}*"), home),
        Spelling::Bare if bare => {
            let abroad = with_its_code(text);
            // One for any number of digits says nothing of a number at home.
            let open = text.ends_with(ANY_DIGITS);
            let at_home = || if open { subject(text, &[]) } else { subscriber(text, home) };
            abroad.map_or_else(at_home, Ok)
        }
        // A digit before the rest makes it several wildcards, which need more digits before them.
        Spelling::Patterns if text.ends_with("**") => {
            subject(&format!("{}#*", text.trim_end_matches('*')), home)
        }
        Spelling::Subscriber if bare => subscriber(text, home),
        Spelling::Shown if bare => {
            let at_home = subject(text, home);
            if at_home.is_ok_and(has_numbers) {
                at_home
            } else {
                with_its_code(text).map_or(at_home, Ok)
            }
        }
        _ => subject(text, home),
    }
}

/// Reads digits that begin with a calling code. `None` if no plan has such numbers.
fn with_its_code(text: &str) -> Option<Subject> {
    subject(&format!("+{text}"), &[]).ok().filter(|&found| has_numbers(found))
}

/// Reads what stands behind the calling code of the first home region.
fn subscriber(text: &str, home: &[Region]) -> Result<Subject, SkipReason> {
    let code = home.first().and_then(|&region| number::calling_code_of(region));
    let code = code.ok_or(SkipReason::NotANumber)?;
    let found = subject(&format!("+{code}{text}"), &[])?;
    if has_numbers(found) { Ok(found) } else { Err(SkipReason::NotANumber) }
}

/// Whether a numbering plan has numbers of such a length.
fn has_numbers(subject: Subject) -> bool {
    match subject {
        Subject::Number(number) => number::has_possible_length(number),
        Subject::Range(range) => {
            let possible = number::possible_lengths(&range.leading_digits().to_string());
            range.intervals(|digits| possible.contains(digits)).next().is_some()
        }
    }
}

/// Whether the text was read by the rules of a home region: it has no country calling code.
pub(super) fn is_national(text: &str, spelling: Spelling, subject: Subject) -> bool {
    if text.trim_start_matches([' ', '\'', '"', '=', '(', '\u{feff}']).starts_with('+') {
        return false;
    }
    match spelling {
        Spelling::Bare => self::subject(&format!("+{}", text.trim()), &[]) != Ok(subject),
        _ => self::subject_spelt(text, spelling, &[]) != Ok(subject),
    }
}

/// Digits that a pattern has at least to be taken for one: a rating of `5*` is none.
const PATTERN_DIGITS: usize = 5;

/// Whether the field surely holds a number or several, or a pattern of numbers.
pub(super) fn is_number(field: &str, home: &[Region]) -> bool {
    let field = without_comment(field);
    match subject(field, home) {
        Ok(Subject::Number(_)) => true,
        Ok(Subject::Range(_)) => {
            field.chars().filter(char::is_ascii_digit).count() >= PATTERN_DIGITS
        }
        Err(_) => between_slashes(field, home).len() > 1,
    }
}

/// A count of reports or votes as written, no more than fits. `None` if it is none: what is below zero
/// may stand for votes in favour, or be a mark on another scale.
pub(super) fn score(text: &str) -> Option<u32> {
    if text.is_empty() || !text.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    Some(text.parse().unwrap_or(u32::MAX))
}

/// The votes of `PhoneBlock`, whose users vote in favour of callers too: none below zero.
pub(super) fn votes(text: &str) -> Option<u32> {
    match text.strip_prefix('-') {
        Some(in_favour) => score(in_favour).map(|_| 0),
        None => score(text),
    }
}

/// A country calling code has no more digits (ITU-T E.164, 6.2.1).
const MOST_CODE_DIGITS: u32 = 3;

/// A wildcard for exactly one digit in what is made of a regular expression, with which nobody masks a
/// number. No list has it: it is a character without a meaning (Unicode, private use).
pub(super) const DIGIT: char = '\u{e000}';
/// Wildcards for exactly one digit, in the lists seen.
const ONE_DIGIT: [char; 5] = ['#', 'X', 'x', '?', DIGIT];
/// Wildcards for any number of digits.
const ANY_DIGITS: [char; 2] = ['*', '%'];

fn is_wildcard(character: char) -> bool {
    ONE_DIGIT.contains(&character) || ANY_DIGITS.contains(&character)
}

/// How many digits behind the calling code a pattern needs that has one wildcard, or several that
/// [`regular`](super::regular) made of an expression. What begins with less means a whole country, which is
/// no matter for a list.
const FIXED_BEFORE_ONE: u32 = 1;
const FIXED_BEFORE_EXPRESSION: u32 = 2;
/// The same before several `#`, with which lists write patterns: `33162######`. With less somebody masked
/// a number.
const FIXED_BEFORE_SEVERAL: u32 = 3;
/// The same before several `X` or `?`, with which people mask the most of a number rather than write
/// patterns: an area code and a digit say nothing of who calls.
const FIXED_BEFORE_MASK: u32 = 5;

/// Reads a number that ends in wildcards. `None` when there is no wildcard.
fn pattern(text: &str, home: &[Region]) -> Result<Option<NumberRange>, SkipReason> {
    let text = text.trim();
    let beginning = text.trim_end_matches(is_wildcard);
    // Not `X`, which may belong to a word or announce an extension.
    if beginning.contains(['#', '?', '*', '%']) {
        return Err(SkipReason::WildcardInside);
    }
    if beginning.len() == text.len() {
        return Ok(None);
    }
    let wildcards = text.chars().rev().take_while(|&character| is_wildcard(character));
    let any = wildcards.clone().filter(|character| ANY_DIGITS.contains(character)).count();
    let fixed = wildcards.clone().filter(|character| ONE_DIGIT.contains(character)).count();
    let prefix = number::read_prefix(beginning, home).ok_or(SkipReason::NotANumber)?;
    let needed = match () {
        () if wildcards.clone().count() == 1 => FIXED_BEFORE_ONE,
        () if wildcards.clone().any(|one| matches!(one, 'X' | 'x' | '?')) => FIXED_BEFORE_MASK,
        () if wildcards.clone().any(|one| one == '#') => FIXED_BEFORE_SEVERAL,
        () => FIXED_BEFORE_EXPRESSION,
    };
    // As a wildcard, a second one would say nothing.
    let is_mask = any > 1;
    if is_mask || prefix.count() < calling_code_digits(prefix) + needed {
        return Err(SkipReason::NotANumber);
    }
    let open = any == 1;
    Ok(Some(range(prefix, u32::try_from(fixed).unwrap_or(u32::MAX), open)))
}

/// How many of its digits are the calling code; all, where it is too short to hold one.
fn calling_code_digits(prefix: Prefix) -> u32 {
    let missing = E164::MAX_DIGITS - prefix.count();
    let number = E164::from_digits(prefix.digits() * 10_u64.pow(missing));
    let code = number.and_then(number::country_calling_code);
    code.map_or(MOST_CODE_DIGITS, |code| code.ilog10() + 1)
}

fn range(prefix: Prefix, fixed: u32, open: bool) -> NumberRange {
    let min_digits = prefix.count().saturating_add(fixed);
    NumberRange::new(prefix, min_digits, if open { E164::MAX_DIGITS } else { min_digits })
}

/// An entry with what the row says of it.
pub(super) fn entry(subject: Subject, row: &Row<'_>) -> Entry {
    let score = match subject {
        Subject::Number(_) => row.score,
        Subject::Range(_) => 1,
    };
    Entry { score, category: row.category, label: row.label.to_owned(), ..Entry::plain(subject) }
}
