//! A string of digits on the stack, and the digits of every script.

use super::digits_table::ZEROS;
use super::{E164, ShortNumber};

/// The longest string looked at: an international prefix with a carrier code before 15 digits.
pub(super) const CAPACITY: usize = 24;

/// Digits in the order written, as a hexadecimal number: `0446` is `0x0446…`, filled up with zeros
/// on the right. Taking digits off or putting strings together is a shift, comparing them compares
/// integers, and no loop goes over digits that are not looked at.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Digits {
    packed: u128,
    count: u8,
}

/// The international prefix that ITU-T E.164 recommends.
pub(super) const DOUBLE_ZERO: Digits = Digits::packed(0, 2);

impl Digits {
    /// The bits of one digit.
    const BITS: u32 = 4;

    /// The last `count` digits of a hexadecimal number that reads like them.
    pub(super) const fn packed(right_aligned: u128, count: u8) -> Self {
        let Some(packed) = right_aligned.checked_shl(u128::BITS - Self::BITS * count as u32) else {
            return Self { packed: 0, count: 0 };
        };
        Self { packed, count }
    }

    /// Adds a digit; `None` when there is no room, so that the string is too long for any number.
    pub(super) fn push(&mut self, digit: u8) -> Option<()> {
        *self = self.followed_by(&Self::packed(digit.into(), 1))?;
        Some(())
    }

    pub(super) fn count(&self) -> usize {
        self.count.into()
    }

    pub(super) fn get(&self, place: usize) -> Option<u8> {
        if place >= self.count() {
            return None;
        }
        u8::try_from(self.packed << (Self::BITS as usize * place) >> (u128::BITS - Self::BITS)).ok()
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = u8> {
        let mut rest = self.packed;
        (0..self.count).map_while(move |_| {
            let digit = u8::try_from(rest >> (u128::BITS - Self::BITS)).ok();
            rest <<= Self::BITS;
            digit
        })
    }

    /// Whether they begin with one zero and no more.
    pub(super) fn has_lone_zero(&self) -> bool {
        self.get(0) == Some(0) && self.get(1) != Some(0)
    }

    pub(super) fn starts_with(&self, beginning: &Self) -> bool {
        self.count >= beginning.count && self.first(beginning.count()) == *beginning
    }

    /// Without the first `count` digits.
    pub(super) fn without_first(&self, count: usize) -> Self {
        let left_out = self.count.min(u8::try_from(count).unwrap_or(u8::MAX));
        let packed = self.packed << (Self::BITS * u32::from(left_out));
        Self { packed, count: self.count - left_out }
    }

    /// Only the first `count` digits.
    pub(super) fn first(&self, count: usize) -> Self {
        let count = self.count.min(u8::try_from(count).unwrap_or(u8::MAX));
        let packed = self.packed & !(u128::MAX >> (Self::BITS * u32::from(count)));
        Self { packed, count }
    }

    /// This string, then the other; `None` when there is no room.
    pub(super) fn followed_by(&self, other: &Self) -> Option<Self> {
        let packed = self.packed | other.packed >> (Self::BITS * u32::from(self.count));
        let count = self.count + other.count;
        (usize::from(count) <= CAPACITY).then_some(Self { packed, count })
    }

    /// The digits as one integer, while there are at most 16: neighbours are joined to numbers
    /// below a hundred, those to numbers below ten thousand, and so on.
    pub(super) fn value(&self) -> Option<u64> {
        let unused = u64::BITS.checked_sub(Self::BITS * u32::from(self.count))?;
        let digits = u64::try_from(self.packed >> u64::BITS).ok()?.checked_shr(unused)?;
        let pairs = (digits & 0x0F0F_0F0F_0F0F_0F0F) + 10 * (digits >> 4 & 0x0F0F_0F0F_0F0F_0F0F);
        let fours = (pairs & 0x00FF_00FF_00FF_00FF) + 100 * (pairs >> 8 & 0x00FF_00FF_00FF_00FF);
        let eights = (fours & 0xFFFF_0000_FFFF) + 10_000 * (fours >> 16 & 0xFFFF_0000_FFFF);
        Some((eights & 0xFFFF_FFFF) + 100_000_000 * (eights >> 32))
    }

    /// A hexadecimal number that reads like the digits, while there are at most eight. Leading zeros
    /// are lost.
    pub(super) fn hexadecimal(&self) -> Option<u32> {
        let unused = u128::BITS.checked_sub(Self::BITS * u32::from(self.count))?;
        u32::try_from(self.packed.checked_shr(unused)?).ok()
    }

    pub(super) fn e164(&self) -> Option<E164> {
        if self.get(0) == Some(0) {
            return None;
        }
        E164::from_digits(self.value()?)
    }

    pub(super) fn short(&self) -> Option<ShortNumber> {
        if self.count() > ShortNumber::MAX_DIGITS {
            return None;
        }
        ShortNumber::from_parts(self.value()?, self.count)
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
        let mut result = Self::default();
        let mut rest = value;
        while rest > 0 {
            let digit = u128::from(rest % 10);
            result.packed = result.packed >> Self::BITS | digit << (u128::BITS - Self::BITS);
            result.count += 1;
            rest /= 10;
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
        let mut digits: Digits = Digits::packed(0x9999_9999_9999_9999_9999_9999, 24);
        assert!(digits.push(1).is_none());
        assert!(digits.followed_by(&Digits::decimal(1)).is_none());
        assert!(digits.e164().is_none() && digits.short().is_none());
    }

    #[test]
    fn decimal_keeps_the_order() {
        let digits = Digits::decimal(41_446);
        assert!(digits.iter().eq([4, 1, 4, 4, 6]));
        assert!(digits.starts_with(&Digits::decimal(414)));
        assert!(!digits.starts_with(&Digits::decimal(446)));
        assert!(!digits.starts_with(&Digits::decimal(414_466)));
        assert_eq!(Digits::decimal(0).count(), 0);
    }
}
