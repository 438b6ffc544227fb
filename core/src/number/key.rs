use std::fmt;

use super::{E164, ShortNumber};

/// A number that can be stored and met again: a subscriber's or a short one. `Debug` shows no digit.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub enum Number {
    /// A subscriber, in E.164.
    E164(E164),
    /// A short code, service number or extension.
    Short(ShortNumber),
}

impl Number {
    /// The integer the store keeps: an E.164 number as it is, a short one negative with a leading 1
    /// that preserves its zeros. The two never meet.
    pub(crate) fn key(self) -> i64 {
        match self {
            Self::E164(number) => i64::try_from(number.digits()).unwrap_or(i64::MAX),
            Self::Short(number) => format!("-1{}", number.expose()).parse().unwrap_or(i64::MIN),
        }
    }

    /// The number behind a stored key; `None` for an integer that [`Self::key`] never gives.
    pub(crate) fn from_key(key: i64) -> Option<Self> {
        if let Ok(digits) = u64::try_from(key) {
            return E164::from_digits(digits).map(Self::E164);
        }
        let text = key.unsigned_abs().to_string();
        ShortNumber::from_digits(text.strip_prefix('1')?).map(Self::Short)
    }

    /// The number as [`Self::expose`] writes it: `+` and digits, or the digits of a short one.
    pub fn from_exposed(text: &str) -> Option<Self> {
        E164::from_e164(text)
            .map(Self::E164)
            .or_else(|| ShortNumber::from_digits(text).map(Self::Short))
    }

    /// The number in E.164, or the digits of a short one. For a screen, never for a log.
    pub fn expose(self) -> String {
        match self {
            Self::E164(number) => number.expose(),
            Self::Short(number) => number.expose(),
        }
    }
}

impl fmt::Debug for Number {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Number(…)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn key_gives_the_number_back_with_its_zeros() {
        for text in ["+41446681800", "117", "08", "000", "8", "12345678", "000000000000"] {
            let number = Number::from_exposed(text).unwrap();
            assert_eq!(Number::from_key(number.key()).unwrap().expose(), text);
        }
        assert_eq!(Number::from_key(0), None);
        assert_eq!(Number::from_key(-2), None);
    }
}
