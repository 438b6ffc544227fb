use std::fmt;

use super::digits::Digits;
use super::numbering_plan::Plan;
use super::written::{Text, take_apart};
use super::{E164, Region};

/// The beginning of international numbers: country calling code and perhaps more, 1 to 15 digits.
/// `Debug` shows no digit, for a long prefix says as much as a number.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Prefix(u64);

impl Prefix {
    /// The prefix with these digits, country calling code first. `None` for 0 or too many digits.
    pub fn from_digits(digits: u64) -> Option<Self> {
        (digits.checked_ilog10()? < E164::MAX_DIGITS).then_some(Self(digits))
    }

    fn of_digits(digits: &Digits) -> Option<Self> {
        let leading_zero = digits.get(0) == Some(0);
        Self::from_digits(digits.value()?).filter(|_| !leading_zero)
    }

    /// The prefix written `+` and digits, with or without a star at the end.
    pub fn from_exposed(text: &str) -> Option<Self> {
        let digits = text.strip_prefix('+')?.trim_end_matches('*');
        if digits.starts_with('0') || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
            return None;
        }
        Self::from_digits(digits.parse().ok()?)
    }

    /// The digits as a number.
    pub fn digits(self) -> u64 {
        self.0
    }

    /// How many digits the prefix has.
    pub fn count(self) -> u32 {
        self.0.ilog10() + 1
    }

    /// `+`, the digits and a star. For a screen, never for a log.
    pub fn expose(self) -> String {
        format!("+{}*", self.0)
    }

    /// Every prefix of this number, the number itself included, shortest first.
    pub fn all_of(number: E164) -> impl Iterator<Item = Self> {
        (0..number.count()).rev().map(move |cut| Self(number.digits() / 10_u64.pow(cut)))
    }
}

impl fmt::Debug for Prefix {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Prefix(…)")
    }
}

/// Reads the beginning of a number: international, or as dialled in a home region (`0900`). `None`
/// when it is neither, or when the region's own prefix cannot be told from the number (Russia's 8).
pub fn read_prefix(raw: &str, home: &[Region]) -> Option<Prefix> {
    let Text::Number(written) = take_apart(raw) else { return None };
    if written.with_word.is_some() {
        return None;
    }
    let digits = written.digits;
    if written.plus {
        return Prefix::of_digits(&digits);
    }
    home.iter().filter_map(|&region| Plan::of(region)).find_map(|plan| {
        if let Some(strip) = plan.leading_international_prefix(&digits) {
            return Prefix::of_digits(&digits.without_first(strip));
        }
        let prefix = plan.prefix();
        let national = match (prefix.count(), prefix.get(0)) {
            (1, Some(0 | 1)) if digits.starts_with(&prefix) => digits.without_first(1),
            (0, _) | (1, Some(1)) => digits,
            _ => return None,
        };
        let code = Digits::decimal(plan.code()?.code.into());
        Prefix::of_digits(&code.followed_by(&national)?)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(raw: &str, home: &str) -> Option<String> {
        read_prefix(raw, &[Region::from_code(home).unwrap()]).map(Prefix::expose)
    }

    #[test]
    fn prefixes_meet_however_they_are_written() {
        for raw in ["+41 900", "0041 900", "0900", "(0900)", " 0900 "] {
            assert_eq!(read(raw, "CH").as_deref(), Some("+41900*"), "{raw}");
        }
        assert_eq!(read("011 44 20", "US").as_deref(), Some("+4420*"));
        assert_eq!(read("1 900", "US").as_deref(), Some("+1900*"));
        assert_eq!(read("900", "US").as_deref(), Some("+1900*"));
        assert_eq!(read("06", "IT").as_deref(), Some("+3906*"));
    }

    #[test]
    fn what_could_mean_two_things_is_refused() {
        for (raw, home) in [
            ("900", "CH"),
            ("8 800", "RU"),
            ("", "CH"),
            ("sales", "CH"),
            ("+0", "CH"),
            ("+1234567890123456789012", "CH"),
        ] {
            assert_eq!(read(raw, home), None, "{raw}");
        }
    }

    #[test]
    fn all_prefixes_of_a_number_end_with_the_number() {
        let prefixes: Vec<_> =
            Prefix::all_of(E164::from_e164("+411414").unwrap()).map(Prefix::digits).collect();
        assert_eq!(prefixes, [4, 41, 411, 4_114, 41_141, 411_414]);
    }
}
