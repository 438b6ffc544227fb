//! Regular expressions that stand for numbers or for numbers that begin alike, as users of `SpamBlocker`
//! write them: `\+33162\d{6}`, `33(162|163).*`, `(0615550101|0615550102)`.

use super::row::DIGIT;
use super::{Row, Sink};
use crate::error::Result;
use crate::import::SkipReason;
use crate::number::E164;

/// How long the expression of a single pattern may be: fifteen digits, and what says how often.
const MOST_PATTERN: usize = 64;

/// Passes on a row for every pattern that the expression stands for.
pub(super) fn rows(expression: &str, row: Row<'_>, sink: &mut dyn Sink) -> Result<()> {
    if row.harmless {
        return sink.row(Row::skipped(row.line, SkipReason::NotBlocked));
    }
    // A rule may hold 100,000 numbers, so each is read twice and none is kept.
    let choices = choices(expression);
    let Some(choices) = choices.filter(|choices| choices.patterns().all(|one| one.is_some()))
    else {
        return sink.row(Row::skipped(row.line, SkipReason::RegularExpression));
    };
    choices.patterns().flatten().try_for_each(|one| sink.row(Row { number: Ok(&one), ..row }))
}

/// Whether the pattern is meant as a regular expression, and not as digits and wildcards.
pub(super) fn is(pattern: &str) -> bool {
    pattern.contains(['\\', '|', '^', '$', '[', '{'])
        || pattern.contains(".*")
        || pattern.contains(".+")
}

/// What an expression offers for choice, and what stands around all of that.
#[derive(Clone, Copy)]
struct Choices<'text> {
    before: &'text str,
    inside: &'text str,
    after: &'text str,
}

/// The choices of an expression. `None` when they lie in more than one place.
fn choices(expression: &str) -> Option<Choices<'_>> {
    let expression = unanchored(expression.trim());
    let Some((before, rest)) = expression.split_once('(') else {
        return Some(Choices { before: "", inside: expression, after: "" });
    };
    let (inside, after) = rest.split_once(')')?;
    let inside = inside.strip_prefix("?:").unwrap_or(inside);
    let one_place = !before.contains('|') && !after.contains('|') && !inside.contains('(');
    // All of it is read again for every choice.
    let short = before.len() + after.len() <= MOST_PATTERN;
    (one_place && short).then_some(Choices { before, inside, after })
}

impl Choices<'_> {
    /// The patterns, with [`DIGIT`] for a digit and `*` for any digits; `None` in place of one that stands
    /// for anything else.
    fn patterns(&self) -> impl Iterator<Item = Option<String>> {
        let whole = |choice: &str| {
            let sensible = (1..=MOST_PATTERN).contains(&choice.len());
            sensible.then(|| pattern(&[self.before, choice, self.after].concat()))?
        };
        self.inside.split('|').map(whole)
    }
}

fn unanchored(expression: &str) -> &str {
    let expression = expression.strip_prefix('^').unwrap_or(expression);
    expression.strip_suffix('$').unwrap_or(expression)
}

fn pattern(expression: &str) -> Option<String> {
    let mut rest = unanchored(expression);
    let mut pattern = String::new();
    if let Some(number) = ["\\+?", "\\+", "+"].iter().find_map(|plus| rest.strip_prefix(plus)) {
        pattern.push('+');
        rest = number;
    }
    let digits = rest.find(|character: char| !character.is_ascii_digit()).unwrap_or(rest.len());
    let (digits, mut rest) = rest.split_at_checked(digits)?;
    pattern.push_str(digits);
    while !rest.is_empty() {
        rest = ["\\d", "[0-9]", "."].iter().find_map(|any| rest.strip_prefix(any))?;
        let (fewest, open, behind) = repeated(rest)?;
        pattern.extend(std::iter::repeat_n(DIGIT, fewest));
        if open {
            pattern.push('*');
        }
        rest = behind;
    }
    Some(pattern)
}

/// How often the token before stands at least, whether it may stand more often, and what follows.
fn repeated(rest: &str) -> Option<(usize, bool, &str)> {
    match rest.as_bytes().first() {
        Some(b'*') => Some((0, true, rest.get(1..)?)),
        Some(b'+') => Some((1, true, rest.get(1..)?)),
        Some(b'{') => {
            let (count, behind) = rest.get(1..)?.split_once('}')?;
            let (count, open) = count.strip_suffix(',').map_or((count, false), |few| (few, true));
            let count: usize = count.parse().ok()?;
            (count <= E164::MAX_DIGITS as usize).then_some((count, open, behind))
        }
        _ => Some((1, false, rest)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn patterns(expression: &str) -> Option<Vec<String>> {
        choices(expression)?.patterns().collect()
    }

    #[test]
    fn expressions_for_numbers_that_begin_alike_are_patterns() {
        for (expression, expected) in [
            ("0615550101", "0615550101"),
            ("^\\+33162\\d{6}$", "+33162######"),
            ("\\+?33162.*", "+33162*"),
            ("33(162|163)\\d+", "33162#* 33163#*"),
            ("(?:0615550101|0615550102)", "0615550101 0615550102"),
            ("0900.*|0901[0-9][0-9]", "0900* 0901##"),
            ("^0900\\d{2,}$|^0901.", "0900##* 0901#"),
        ] {
            let patterns = patterns(expression).unwrap().join(" ").replace(DIGIT, "#");
            assert_eq!(patterns, expected, "{expression}");
        }
        for expression in [
            "[1-3]900",
            "(0)(1)",
            "0(61|0(4))",
            "a(b",
            "0900\\d{2,3}",
            "\\d{99}x",
            "09.*99",
            "(?i)x",
            "0900(1|)",
            "0900||0901",
        ] {
            assert_eq!(patterns(expression), None, "{expression}");
        }
        let long = "1".repeat(MOST_PATTERN + 1);
        assert_eq!(patterns(&format!("{long}(1|2)")), None);
        assert_eq!(patterns(&format!("(1|{long})")), None);
    }
}
