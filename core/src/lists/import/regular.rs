//! Regular expressions that stand for numbers or for numbers that begin alike, as users of `SpamBlocker`
//! write them: `\+33162\d{6}`, `33(162|163).*`, `(0615550101|0615550102)`.

use super::{Row, Sink};
use crate::error::Result;
use crate::import::SkipReason;
use crate::number::E164;

/// Passes on a row for every pattern that the expression stands for.
pub(super) fn rows(expression: &str, row: Row<'_>, sink: &mut dyn Sink) -> Result<()> {
    let Some(patterns) = patterns(expression) else {
        return sink.row(Row::skipped(row.line, SkipReason::RegularExpression));
    };
    patterns.iter().try_for_each(|pattern| sink.row(Row { number: Ok(pattern), ..row }))
}

/// Whether the pattern is meant as a regular expression, and not as digits and wildcards.
pub(super) fn is(pattern: &str) -> bool {
    pattern.contains(['\\', '|', '^', '$', '[', '{'])
        || pattern.contains(".*")
        || pattern.contains(".+")
}

/// The patterns that the expression stands for, with `#` for a digit and `*` for any digits. `None` if
/// it stands for anything else.
fn patterns(expression: &str) -> Option<Vec<String>> {
    let expression = unanchored(expression.trim());
    let Some((before, rest)) = expression.split_once('(') else {
        return expression.split('|').map(pattern).collect();
    };
    let (inside, after) = rest.split_once(')')?;
    let inside = inside.strip_prefix("?:").unwrap_or(inside);
    if before.contains('|') || after.contains('|') || inside.contains('(') {
        return None;
    }
    inside.split('|').map(|choice| pattern(&[before, choice, after].concat())).collect()
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
        pattern.extend(std::iter::repeat_n('#', fewest));
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
            let patterns = patterns(expression).unwrap().join(" ");
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
        ] {
            assert_eq!(patterns(expression), None, "{expression}");
        }
    }
}
