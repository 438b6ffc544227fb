use std::fmt;

use super::digits::{DOUBLE_ZERO, Digits};
use super::numbering_plan::Plan;
use super::plans_table::OWN_ZERO;
use super::reading::possible_subscriber;
use super::written::{Written, whole_beginning};
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

/// Reads the beginning of a number: international, or as dialled in a home region (`0900`). The reader
/// is asked about the numbers that are written so, and the prefix is what they have in common.
///
/// `None` when it is no beginning, when it may mean two things (Russia's `8 800` is the trunk prefix
/// and a number, or a shorter number), or when it lacks the national prefix: `33162` in Switzerland is
/// as likely French without its plus.
pub fn read_prefix(raw: &str, home: &[Region]) -> Option<Prefix> {
    let beginning = whole_beginning(raw).filter(|beginning| beginning.digits.count() > 0)?;
    let is_international = beginning.plus || is_abroad(&beginning.digits, home);
    if !is_international && !is_national(&beginning.digits, home) {
        return None;
    }
    let numbers =
        || endings().filter_map(|ending| Some((ending, completed(&beginning, &ending, home)?)));
    // The longest, for where the ending begins with a prefix that is left out, less stands before it.
    let read = numbers().filter_map(|(ending, number)| before(&ending, &number));
    let Some(prefix) = read.max_by_key(Digits::count) else {
        // No number of a plan, but one that somebody may show who has none.
        return Prefix::of_digits(&beginning.digits).filter(|_| beginning.plus);
    };
    if !is_international && is_half_a_prefix(&beginning.digits, &prefix, home) {
        return None;
    }
    let fits = |(ending, number): (Digits, Digits)| {
        // Whoever writes a calling code means what follows as it stands, so that no more is asked
        // of a number whose ending is written as at home.
        number.starts_with(&prefix) || is_international && before(&ending, &number).is_none()
    };
    numbers().all(fits).then(|| Prefix::of_digits(&prefix))?
}

fn plans(home: &[Region]) -> impl Iterator<Item = &'static Plan> {
    home.iter().filter_map(|&region| Plan::of(region))
}

/// Whether the digits begin with an international prefix and a calling code.
fn is_abroad(digits: &Digits, home: &[Region]) -> bool {
    digits.starts_with(&DOUBLE_ZERO) && digits.get(2).is_some_and(|next| next != 0)
        || plans(home).any(|plan| plan.leading_international_prefix(digits).is_some())
}

/// Whether the digits are surely the beginning of a number as dialled in one of these regions.
fn is_national(digits: &Digits, home: &[Region]) -> bool {
    let begins = |plan: &Plan| {
        let prefix = plan.prefix();
        // North America's 1 may be left out.
        let is_optional = matches!((prefix.count(), prefix.get(0)), (0, _) | (1, Some(1)));
        is_optional || digits.starts_with(&prefix) || plan.begins_bare(digits)
    };
    plans(home).any(begins) && !plans(home).any(|plan| plan.is_undecided(digits))
}

/// What may follow a beginning: nothing, or any digit, one that makes a prefix of it (`06` in Hungary)
/// or two zeros, and then others, of every length.
fn endings() -> impl Iterator<Item = Digits> {
    // Without a repetition, so that a shift of digits shows.
    const OTHERS: u128 = 0x7_2648_3951_7246;
    const MOST: u8 = 15;
    (0..=9).flat_map(|first| [first << 4, first << 4 | 6]).flat_map(|pair: u128| {
        let longest = Digits::packed(pair << 52 | OTHERS, MOST);
        (0..=usize::from(MOST)).map(move |count| longest.first(count))
    })
}

/// The number with this beginning and ending, if its plan can hold it. A beginning is no part of an
/// international prefix: Italy's `0` is that of a landline.
fn completed(beginning: &Written, ending: &Digits, home: &[Region]) -> Option<Digits> {
    let digits = beginning.digits.followed_by(ending)?;
    if !beginning.plus && is_split(beginning.digits.count(), &digits, home) {
        return None;
    }
    possible_subscriber(&Written { digits, ..*beginning }, home).map(Digits::from)
}

/// Whether an international prefix ends behind the beginning of so many digits.
fn is_split(begun: usize, digits: &Digits, home: &[Region]) -> bool {
    digits.starts_with(&DOUBLE_ZERO) && begun < DOUBLE_ZERO.count()
        || plans(home)
            .any(|plan| plan.international_prefix(digits).is_some_and(|strip| strip > begun))
}

/// Whether a beginning as dialled is that of an international prefix and of no number: in North
/// America none begins with the `01` of its `011`.
fn is_half_a_prefix(beginning: &Digits, prefix: &Digits, home: &[Region]) -> bool {
    let begun = beginning.count();
    let Some(code) = prefix.count().checked_sub(begun) else { return false };
    // A trunk prefix that the number has not is dialled.
    let is_kept = prefix.without_first(code) == *beginning;
    let owns_zero = || prefix.first(code).value().is_some_and(has_own_zero);
    let splits = |ending: Digits| {
        beginning.followed_by(&ending).is_some_and(|digits| is_split(begun, &digits, home))
    };
    is_kept && !(beginning.has_lone_zero() && owns_zero()) && endings().any(splits)
}

/// Whether the national numbers behind this calling code may begin with a zero of their own.
fn has_own_zero(calling_code: u64) -> bool {
    OWN_ZERO.iter().any(|code| u64::from(*code) == calling_code)
}

/// What the number has before this ending.
fn before(ending: &Digits, number: &Digits) -> Option<Digits> {
    let count = number.count().checked_sub(ending.count())?;
    (number.without_first(count) == *ending).then(|| number.first(count))
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
        assert_eq!(read("0", "IT").as_deref(), Some("+390*"));
        assert_eq!(read("0", "CI").as_deref(), Some("+2250*"));
        assert_eq!(read("0", "TJ").as_deref(), Some("+9920*"));
        assert_eq!(read("01", "JP").as_deref(), Some("+811*"));
    }

    #[test]
    fn a_prefix_written_behind_the_calling_code_is_none_of_the_number() {
        for (raw, home, expected) in [
            ("+41 (0)900", "CH", "+41900*"),
            ("+410900", "US", "+41900*"),
            ("0041 (0)900", "CH", "+41900*"),
            ("0041 900", "US", "+41900*"),
            ("+49 (0)137", "DE", "+49137*"),
            ("+49 0137", "DE", "+49137*"),
            ("+44 (0)9", "GB", "+449*"),
            ("+33 (0)1 62", "FR", "+33162*"),
            ("+1 (1) 900", "US", "+1900*"),
            ("+1", "CH", "+1*"),
            ("0111", "US", "+1*"),
            ("+5411", "AR", "+5411*"),
            ("000800", "IN", "+91000800*"),
            ("0800", "AR", "+54800*"),
            ("0303", "BR", "+55303*"),
            ("1300", "AU", "+611300*"),
            ("13", "AU", "+6113*"),
        ] {
            assert_eq!(read(raw, home).as_deref(), Some(expected), "{raw} in {home}");
        }
    }

    #[test]
    fn what_could_mean_two_things_is_refused() {
        for (raw, home) in [
            // The beginning of an international prefix, and of no number.
            ("0", "US"),
            ("01", "US"),
            ("01", "CA"),
            ("0", "KM"),
            ("0", "TL"),
            ("0", "VU"),
            ("0", "SR"),
            ("0", "AO"),
            ("0", "DM"),
            ("0", "VC"),
            ("044 668,5", "CH"),
            ("044 668 ext 5", "CH"),
            ("900", "CH"),
            ("8 800", "RU"),
            ("+7 (8) 800", "RU"),
            // With 15 behind the area code it is a mobile, with 9 before it.
            ("011", "AR"),
            // Free-phone of Japan, or Kazakhstan behind 00.
            ("00777", "JP"),
            ("41", "CH"),
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
