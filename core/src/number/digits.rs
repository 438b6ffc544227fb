//! A string of digits on the stack, and the digits of every script.

use super::digits_table::ZEROS;
use super::{E164, ShortNumber};

/// The longest string looked at: an international prefix with a carrier code before 15 digits.
const CAPACITY: usize = 24;

/// Digits in the order written, each 0 to 9.
#[derive(Clone, Copy, Default)]
pub(super) struct Digits {
    digits: [u8; CAPACITY],
    count: u8,
}

impl Digits {
    /// Adds a digit; `None` when there is no room, so that the string is too long for any number.
    pub(super) fn push(&mut self, digit: u8) -> Option<()> {
        *self.digits.get_mut(usize::from(self.count))? = digit;
        self.count += 1;
        Some(())
    }

    pub(super) fn count(&self) -> usize {
        usize::from(self.count)
    }

    pub(super) fn get(&self, place: usize) -> Option<u8> {
        self.as_slice().get(place).copied()
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = u8> + '_ {
        self.as_slice().iter().copied()
    }

    fn as_slice(&self) -> &[u8] {
        self.digits.get(..self.count()).unwrap_or_default()
    }

    /// Whether the string starts with these ASCII digits.
    pub(super) fn starts_with(&self, text: &str) -> bool {
        text.len() <= self.count() && text.bytes().zip(self.iter()).all(|(a, b)| a == b + b'0')
    }

    /// Without the first `count` digits.
    pub(super) fn without_first(&self, count: usize) -> Self {
        self.iter().skip(count).collect()
    }

    /// Only the first `count` digits.
    pub(super) fn first(&self, count: usize) -> Self {
        self.iter().take(count).collect()
    }

    /// Without the digit at `place`.
    pub(super) fn without(&self, place: usize) -> Self {
        self.iter().take(place).chain(self.iter().skip(place + 1)).collect()
    }

    /// This string, then the other; `None` when there is no room.
    pub(super) fn followed_by(mut self, other: &Self) -> Option<Self> {
        other.iter().try_for_each(|digit| self.push(digit))?;
        Some(self)
    }

    /// The digits as one integer; 24 digits fit in 128 bits.
    fn value(&self) -> u128 {
        self.iter().fold(0, |sum, digit| sum * 10 + u128::from(digit))
    }

    pub(super) fn e164(&self) -> Option<E164> {
        if self.get(0) == Some(0) {
            return None;
        }
        E164::from_digits(u64::try_from(self.value()).ok()?)
    }

    pub(super) fn short(&self) -> Option<ShortNumber> {
        ShortNumber::from_parts(u32::try_from(self.value()).ok()?, self.count)
    }
}

impl From<E164> for Digits {
    fn from(number: E164) -> Self {
        Self::decimal(number.digits())
    }
}

impl Digits {
    /// The digits of an integer.
    pub(super) fn decimal(value: u64) -> Self {
        let count = value.checked_ilog10().map_or(0, |log| log + 1);
        (0..count)
            .rev()
            .filter_map(|place| u8::try_from(value / 10_u64.pow(place) % 10).ok())
            .collect()
    }
}

impl FromIterator<u8> for Digits {
    /// Digits beyond the capacity are left out; every caller collects from another `Digits`.
    fn from_iter<I: IntoIterator<Item = u8>>(digits: I) -> Self {
        let mut result = Self::default();
        for digit in digits {
            if result.push(digit).is_none() {
                break;
            }
        }
        result
    }
}

/// The value of a decimal digit of any script (Unicode category Nd).
pub(super) fn decimal_digit(character: char) -> Option<u8> {
    if character.is_ascii() {
        return u8::try_from(character.to_digit(10)?).ok();
    }
    let point = u32::from(character);
    let place = ZEROS.partition_point(|&zero| zero <= point).checked_sub(1)?;
    let value = point - ZEROS.get(place)?;
    u8::try_from(value).ok().filter(|&digit| digit < 10)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digits_of_every_script_and_nothing_else() {
        for (text, value) in [("0", 0), ("9", 9), ("٤", 4), ("۴", 4), ("९", 9), ("５", 5), ("𝟗", 9)]
        {
            assert_eq!(text.chars().next().and_then(decimal_digit), Some(value), "{text}");
        }
        for character in ['²', '½', '①', 'Ⅷ', '四', '/', ':', '\u{66a}', '\u{10ffff}'] {
            assert_eq!(decimal_digit(character), None, "{character}");
        }
    }

    #[test]
    fn strings_end_at_the_capacity() {
        let mut digits: Digits = std::iter::repeat_n(9, CAPACITY).collect();
        assert!(digits.push(1).is_none());
        assert!(digits.followed_by(&Digits::decimal(1)).is_none());
        assert!(digits.e164().is_none() && digits.short().is_none());
    }

    #[test]
    fn decimal_keeps_the_order() {
        let digits = Digits::decimal(41_446);
        assert!(digits.iter().eq([4, 1, 4, 4, 6]));
        assert!(digits.starts_with("414") && !digits.starts_with("4144661"));
        assert_eq!(Digits::decimal(0).count(), 0);
    }
}
