use std::fmt;

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

use super::E164;

/// The beginning of international numbers: country calling code and perhaps more, 1 to 15 digits.
/// `Debug` shows no digit, for a long prefix says as much as a number.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Prefix(u64);

impl Prefix {
    /// The prefix with these digits, country calling code first. `None` for 0 or too many digits.
    pub fn from_digits(digits: u64) -> Option<Self> {
        (digits.checked_ilog10()? < E164::MAX_DIGITS).then_some(Self(digits))
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

impl Serialize for Prefix {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.expose())
    }
}

impl<'de> Deserialize<'de> for Prefix {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        Self::from_exposed(&text)
            .ok_or_else(|| de::Error::custom("expected a prefix such as +41900*"))
    }
}

/// All numbers that begin alike and have one of several lengths: what a prefix, a wildcard or a
/// reserved range stands for. Kept left-aligned to 15 digits, so that a prefix of numbers of several
/// lengths is one interval; never expanded.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct NumberRange {
    low: u64,
    high: u64,
    min_digits: u32,
    max_digits: u32,
}

impl NumberRange {
    /// The numbers that begin with `prefix` and have `min_digits` to `max_digits` digits in all,
    /// country calling code included. Bounds beyond what E.164 allows are drawn in.
    pub fn new(prefix: Prefix, min_digits: u32, max_digits: u32) -> Self {
        let width = 10_u64.pow(E164::MAX_DIGITS - prefix.count());
        let low = prefix.digits() * width;
        Self {
            low,
            high: low + (width - 1),
            min_digits: min_digits.max(prefix.count()),
            max_digits: max_digits.min(E164::MAX_DIGITS),
        }
    }

    /// The range kept in these columns of the store.
    pub(crate) fn from_columns(low: u64, high: u64, min_digits: u32, max_digits: u32) -> Self {
        Self { low, high, min_digits, max_digits: max_digits.min(E164::MAX_DIGITS) }
    }

    /// The columns the store keeps: first and last number left-aligned, fewest and most digits.
    pub(crate) fn columns(self) -> (u64, u64, u32, u32) {
        (self.low, self.high, self.min_digits, self.max_digits)
    }

    /// A number left-aligned to 15 digits, to compare with the columns of a range.
    pub(crate) fn align(number: E164) -> u64 {
        number.digits() * 10_u64.pow(E164::MAX_DIGITS - number.count())
    }

    /// The first number of the range, left-aligned to 15 digits: enough to tell its country.
    pub(crate) fn leading_digits(self) -> u64 {
        self.low
    }

    /// Whether the number lies in the range.
    pub fn contains(self, number: E164) -> bool {
        (self.low..=self.high).contains(&Self::align(number))
            && (self.min_digits..=self.max_digits).contains(&number.count())
    }

    /// The intervals of E.164 integers, both ends included, that the range covers: one for each
    /// count of digits that `possible` accepts.
    pub fn intervals(self, possible: impl Fn(u32) -> bool) -> impl Iterator<Item = (u64, u64)> {
        (self.min_digits.max(E164::MIN_DIGITS)..=self.max_digits)
            .filter(move |&count| possible(count))
            .map(move |count| {
                let cut = 10_u64.pow(E164::MAX_DIGITS - count);
                (self.low / cut, self.high / cut)
            })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn number(text: &str) -> E164 {
        E164::from_e164(text).unwrap()
    }

    #[test]
    fn a_range_holds_its_lengths_only() {
        let range = NumberRange::new(Prefix::from_exposed("+33162*").unwrap(), 11, 11);
        assert!(range.contains(number("+33162000000")));
        assert!(range.contains(number("+33162999999")));
        assert!(!range.contains(number("+33163000000")));
        assert!(!range.contains(number("+3316299999")));
        assert!(!range.contains(number("+331629999990")));
    }

    #[test]
    fn intervals_cover_each_length_once() {
        let range = NumberRange::new(Prefix::from_exposed("+4930*").unwrap(), 0, 15);
        let intervals: Vec<_> = range.intervals(|count| count == 9 || count == 10).collect();
        assert_eq!(intervals, [(493_000_000, 493_099_999), (4_930_000_000, 4_930_999_999)]);
    }

    #[test]
    fn all_prefixes_of_a_number_end_with_the_number() {
        let prefixes: Vec<_> = Prefix::all_of(number("+411414")).map(Prefix::digits).collect();
        assert_eq!(prefixes, [4, 41, 411, 4_114, 41_141, 411_414]);
    }
}
