use std::fmt;

/// An international number: country calling code and national significant number, at most 15
/// digits (ITU-T E.164, section 6). `Debug` shows no digit, so that a number cannot slip into a log.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct E164(u64);

impl E164 {
    /// The most digits ITU-T E.164 allows.
    pub const MAX_DIGITS: u32 = 15;
    /// Shorter strings are short codes of some country; the shortest subscriber numbers that a plan
    /// allows (four digits behind +43, +49 and +98) have six with their country calling code.
    pub const MIN_DIGITS: u32 = 6;

    /// The number with these digits, country calling code first. `None` when the count of digits
    /// is outside [`Self::MIN_DIGITS`] to [`Self::MAX_DIGITS`].
    pub fn from_digits(digits: u64) -> Option<Self> {
        let count = digits.checked_ilog10()? + 1;
        (Self::MIN_DIGITS..=Self::MAX_DIGITS).contains(&count).then_some(Self(digits))
    }

    /// The number written `+` and digits, nothing else, as [`Self::expose`] writes it.
    pub fn from_e164(text: &str) -> Option<Self> {
        let digits = text.strip_prefix('+')?;
        if digits.starts_with('0') || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
            return None;
        }
        Self::from_digits(digits.parse().ok()?)
    }

    /// The digits as a number: the key of the store, and what `CallKit` takes.
    pub fn digits(self) -> u64 {
        self.0
    }

    /// How many digits the number has.
    pub fn count(self) -> u32 {
        self.0.ilog10() + 1
    }

    /// `+` and the digits, for a screen or a platform, never for a log.
    pub fn expose(self) -> String {
        format!("+{}", self.0)
    }
}

impl fmt::Debug for E164 {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("E164(…)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_at_the_limits() {
        assert!(E164::from_digits(0).is_none());
        assert!(E164::from_digits(99_999).is_none());
        assert!(E164::from_digits(100_000).is_some());
        assert!(E164::from_digits(999_999_999_999_999).is_some());
        assert!(E164::from_digits(1_000_000_000_000_000).is_none());
    }

    #[test]
    fn only_plus_and_digits() {
        for text in ["41446681800", "+041446681800", "+41 44 668 18 00", "+", "", "+٤١٤٤٦٦٨١٨٠٠"]
        {
            assert!(E164::from_e164(text).is_none(), "{text}");
        }
    }

    #[test]
    fn debug_shows_no_digit() {
        let number = E164::from_digits(12_025_550_143).unwrap();
        assert_eq!(format!("{number:?}"), "E164(…)");
    }
}
