use std::fmt;

use super::{E164, Prefix};

/// All numbers that begin alike and have one of several lengths: what a prefix, a wildcard or a
/// reserved range stands for. Kept left-aligned to 15 digits, so that a prefix of numbers of several
/// lengths is one interval; never expanded. `Debug` shows no digit of the prefix.
#[derive(Clone, Copy, PartialEq, Eq)]
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

    /// The range kept in these columns of the store; `None` when they are of no range.
    pub(crate) fn from_columns(prefix: i64, min_digits: u32, max_digits: u32) -> Option<Self> {
        let prefix = Prefix::from_digits(u64::try_from(prefix).ok()?)?;
        Some(Self::new(prefix, min_digits, max_digits))
    }

    /// The columns the store keeps: prefix, fewest and most digits.
    pub(crate) fn columns(self) -> (i64, u32, u32) {
        let prefix = i64::try_from(self.leading_digits()).unwrap_or(i64::MAX);
        (prefix, self.min_digits, self.max_digits)
    }

    /// A number left-aligned to 15 digits.
    fn align(number: E164) -> u64 {
        number.digits() * 10_u64.pow(E164::MAX_DIGITS - number.count())
    }

    /// The digits that all its numbers begin with.
    pub(crate) fn leading_digits(self) -> u64 {
        self.low / (self.high - self.low + 1)
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

impl fmt::Debug for NumberRange {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "NumberRange(…, {} to {} digits)", self.min_digits, self.max_digits)
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
}
