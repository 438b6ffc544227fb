use std::fmt;

use phonenumber::{Mode, PhoneNumber};

use super::library::{ask, parsed};
use super::{E164, Reading, read, region};

/// A number as people write it, for a screen, never for a log. `Debug` shows no digit.
#[derive(Clone, PartialEq, Eq)]
pub struct Spellings {
    /// With a plus and the country calling code: `+41 44 668 18 00`.
    pub international: String,
    /// As in its own region: `044 668 18 00`. The international spelling where there is no other
    /// that is sure to lead back to the number.
    pub national: String,
}

impl fmt::Debug for Spellings {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Spellings(…)")
    }
}

/// How a number is written: `+` and digits if nothing better is certain. Not for the way of a call:
/// the first question takes tens of milliseconds.
pub fn spellings(number: E164) -> Spellings {
    let plain = || Spellings { international: number.expose(), national: number.expose() };
    ask(move || certain(number, &parsed(number)?)).unwrap_or_else(plain)
}

/// The crate's spellings, as far as they read back to the number.
fn certain(number: E164, parsed: &PhoneNumber) -> Option<Spellings> {
    let international = parsed.format().mode(Mode::International).to_string();
    if read(&international, &[]) != (Reading::Subscriber { number }) {
        return None;
    }
    let home = region(number);
    let national = parsed.format().mode(Mode::National).to_string();
    let reads_back = read(&national, home.as_slice()) == (Reading::Subscriber { number });
    let national = if reads_back { national } else { international.clone() };
    Some(Spellings { international, national })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn spelled(text: &str) -> [String; 2] {
        let Spellings { international, national } = spellings(E164::from_e164(text).unwrap());
        [international, national]
    }

    #[test]
    fn as_people_write_them() {
        assert_eq!(spelled("+41446681800"), ["+41 44 668 18 00", "044 668 18 00"]);
        assert_eq!(spelled("+12025550143"), ["+1 202-555-0143", "(202) 555-0143"]);
        assert_eq!(spelled("+390612345678"), ["+39 06 1234 5678", "06 1234 5678"]);
    }

    #[test]
    fn digits_where_nothing_better_is_certain() {
        // Read as another number; of no country; an old number of Gabon that would read as a new.
        assert_eq!(spelled("+78001234567"), ["+78001234567", "+78001234567"]);
        assert_eq!(spelled("+80012345678"), ["+800 1234 5678", "+800 1234 5678"]);
        assert_eq!(spelled("+2417600080"), ["+241 7 60 00 80", "+241 7 60 00 80"]);
        assert_eq!(spelled("+999123456789"), ["+999123456789", "+999123456789"]);
    }

    #[test]
    fn debug_shows_no_digit() {
        let spellings = spellings(E164::from_e164("+41446681800").unwrap());
        assert_eq!(format!("{spellings:?}"), "Spellings(…)");
    }
}
