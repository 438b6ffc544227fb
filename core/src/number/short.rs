use std::fmt;

/// A number that only works inside one network or country: an emergency number, a short code, an
/// extension. One to twelve digits, leading zeros kept. `Debug` shows no digit.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ShortNumber {
    digits: u64,
    count: u8,
}

impl ShortNumber {
    /// The most digits a short number may have: those of China's senders of messages (`106…`).
    pub const MAX_DIGITS: usize = 12;

    /// The short number with these ASCII digits. `None` when empty, too long, or not digits.
    pub fn from_digits(text: &str) -> Option<Self> {
        if text.is_empty()
            || text.len() > Self::MAX_DIGITS
            || !text.bytes().all(|byte| byte.is_ascii_digit())
        {
            return None;
        }
        Some(Self { digits: text.parse().ok()?, count: u8::try_from(text.len()).ok()? })
    }

    /// The short number with this value and count of digits, leading zeros included.
    pub(super) fn from_parts(digits: u64, count: u8) -> Option<Self> {
        let room = (1..=Self::MAX_DIGITS).contains(&usize::from(count));
        (room && digits < 10_u64.pow(count.into())).then_some(Self { digits, count })
    }

    /// The digits as dialled, for a screen, never for a log.
    pub fn expose(self) -> String {
        format!("{:0width$}", self.digits, width = usize::from(self.count))
    }
}

impl fmt::Debug for ShortNumber {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("ShortNumber(…)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn leading_zeros_are_kept() {
        let zeros = ShortNumber::from_digits("000").unwrap();
        assert_eq!(zeros.expose(), "000");
        assert_ne!(Some(zeros), ShortNumber::from_digits("00"));
        assert_eq!(Some(zeros), ShortNumber::from_parts(0, 3));
    }

    #[test]
    fn one_to_twelve_digits() {
        for text in ["", "1234567890123", "12a", "+112", "١١٢"] {
            assert!(ShortNumber::from_digits(text).is_none(), "{text}");
        }
        assert!(ShortNumber::from_digits("123456789012").is_some());
        assert!(ShortNumber::from_parts(1000, 3).is_none());
    }

    #[test]
    fn debug_shows_no_digit() {
        let number = ShortNumber::from_digits("117").unwrap();
        assert_eq!(format!("{number:?}"), "ShortNumber(…)");
    }
}
