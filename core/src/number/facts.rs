//! What the digits of an international number tell.

use super::digits::Digits;
use super::plan::{CallingCode, Lengths};
use super::plans::CODES;
use super::{E164, Region};

/// The country calling code, or `None` when no country or service has one at the start of this
/// number.
pub fn country_calling_code(number: E164) -> Option<u16> {
    CallingCode::leading(&number.into()).map(|code| code.code)
}

/// All regions that share the number's calling code, the main one first. Empty for unknown codes
/// and for those of no country (+800, +881 …).
pub fn regions(number: E164) -> &'static [Region] {
    CallingCode::leading(&number.into()).map_or(&[], CallingCode::members)
}

/// The region, where the number tells: the only one of its calling code, or the one that its leading
/// digits belong to. `None` for numbers of no country and for unassigned blocks of a shared code,
/// where [`regions`] has the candidates.
pub fn region(number: E164) -> Option<Region> {
    let digits = number.into();
    CallingCode::leading(&digits)?.region(&digits)
}

/// Whether a number of its numbering plan can have this many digits. `false` for an unknown calling
/// code. Says nothing about the digits themselves.
pub fn has_possible_length(number: E164) -> bool {
    let digits = number.into();
    CallingCode::leading(&digits)
        .is_some_and(|code| code.lengths().behind(code.digits()).contains(number.count()))
}

/// How many digits, country calling code included, the numbers that start with these digits can
/// have. `prefix` is ASCII digits, country calling code first, perhaps only a part of it. Empty when
/// there is no such code or the prefix is no string of digits.
pub fn possible_lengths(prefix: &str) -> Lengths {
    if prefix.is_empty() || !prefix.bytes().all(|byte| byte.is_ascii_digit()) {
        return Lengths::default();
    }
    let fewest = u32::try_from(prefix.len()).unwrap_or(u32::MAX);
    if fewest > E164::MAX_DIGITS {
        return Lengths::default();
    }
    let wanted: Digits = prefix.bytes().map(|byte| byte - b'0').collect();
    CODES
        .iter()
        .filter(|code| {
            let own = Digits::decimal(code.code.into());
            own.iter().zip(wanted.iter()).all(|(a, b)| a == b)
        })
        .map(|code| code.lengths().behind(code.digits()))
        .fold(Lengths::default(), Lengths::union)
        .within(fewest.max(E164::MIN_DIGITS), E164::MAX_DIGITS)
}
