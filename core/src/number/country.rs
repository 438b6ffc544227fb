//! What the digits of an international number tell.

use super::digits::Digits;
use super::nationwide::{CANADA, NATIONWIDE, is_nationwide};
use super::numbering_plan::{CallingCode, Lengths, Plan};
use super::plans_table::CODES;
use super::{E164, Prefix, Region};

/// The country calling code, or `None` when no country or service has one at the start of this
/// number.
pub fn country_calling_code(number: E164) -> Option<u16> {
    CallingCode::of(number).map(|code| code.code)
}

/// All regions that share the number's calling code, the main one first. Empty for unknown codes
/// and for those of no country (+800, +881 …).
pub fn regions(number: E164) -> &'static [Region] {
    CallingCode::of(number).map_or(&[], CallingCode::members)
}

/// The region, where the number tells: the only one of its calling code, or the one that its leading
/// digits belong to. `None` for numbers of no country and for unassigned blocks of a shared code,
/// where [`regions`] has the candidates.
pub fn region(number: E164) -> Option<Region> {
    if is_nationwide(number) {
        return Some(CANADA);
    }
    CallingCode::of(number)?.region(number)
}

/// The country calling code of a region.
pub fn calling_code_of(region: Region) -> Option<u16> {
    Plan::of(region)?.code().map(|code| code.code)
}

/// What the numbers of a region begin with: its calling code, or what tells it among the regions that
/// share one. Numbers that tell no region belong to the main one here.
pub fn beginnings(region: Region) -> Vec<Prefix> {
    let code = Plan::of(region).and_then(Plan::code);
    let found = code.map(|code| code.beginnings(region)).unwrap_or_default();
    found.into_iter().filter_map(Prefix::from_digits).collect()
}

/// Whether a number of its numbering plan can have this many digits, a national prefix not counted:
/// `+41 044 668 18` is none for its zero. `false` for an unknown calling code. Says nothing else about
/// the digits themselves.
pub fn has_possible_length(number: E164) -> bool {
    is_nationwide(number)
        || CallingCode::of(number).is_some_and(|code| {
            let national = Digits::from(number).without_first(code.digits());
            code.can_hold(&national)
        })
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
    CODES
        .iter()
        .filter(|code| {
            let own = code.code.to_string();
            own.starts_with(prefix) || prefix.starts_with(&own)
        })
        .map(|code| code.lengths().behind(code.digits()))
        .chain(prefix.starts_with(NATIONWIDE).then(|| Lengths::of(8)))
        .fold(Lengths::default(), Lengths::union)
        .within(fewest.max(E164::MIN_DIGITS), E164::MAX_DIGITS)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn number(digits: u64) -> E164 {
        E164::from_digits(digits).unwrap()
    }

    fn code_of(digits: u64) -> Option<String> {
        region(number(digits)).map(|region| region.to_string())
    }

    #[test]
    fn shared_codes_tell_by_leading_digits() {
        for (digits, expected) in [
            (12_025_550_143, Some("US")),
            (14_165_550_143, Some("CA")),
            (13_105_550_143, Some("US")),
            (13_101_234, Some("CA")),
            (17_875_550_143, Some("PR")),
            (18_765_550_143, Some("JM")),
            (74_951_234_567, Some("RU")),
            (77_011_234_567, Some("KZ")),
            (442_079_460_123, Some("GB")),
            (441_481_234_567, Some("GG")),
            (441_624_756_789, Some("IM")),
            (390_669_812_345, Some("VA")),
            (390_612_345_678, Some("IT")),
            (41_446_681_800, Some("CH")),
            (80_012_345_678, None),
            (999_123_456_789, None),
        ] {
            assert_eq!(code_of(digits).as_deref(), expected, "{digits}");
        }
    }

    #[test]
    fn members_of_a_code_main_region_first() {
        assert_eq!(regions(number(12_025_550_143)).len(), 25);
        assert_eq!(regions(number(12_025_550_143)).first().map(Region::code), Some("US"));
        assert!(regions(number(80_012_345_678)).is_empty());
        assert_eq!(country_calling_code(number(80_012_345_678)), Some(800));
        assert_eq!(country_calling_code(number(4_231_234_567)), Some(423));
        assert_eq!(country_calling_code(number(999_123_456_789)), None);
    }

    #[test]
    fn beginnings_tell_the_region() {
        let beginnings_of = |code| beginnings(Region::from_code(code).unwrap());
        assert_eq!(beginnings_of("CH"), [Prefix::from_digits(41).unwrap()]);
        for &one in Region::all() {
            for beginning in beginnings(one) {
                let digits = beginning.digits() * 10_u64.pow(11 - beginning.count());
                let number = number(digits);
                let told = region(number).or(regions(number).first().copied());
                assert_eq!(told, Some(one), "{one}");
            }
        }
    }

    #[test]
    fn lengths_of_a_plan() {
        assert!(has_possible_length(number(41_446_681_800)));
        assert!(!has_possible_length(number(4_144_668_180)));
        assert!(!has_possible_length(number(41_090_012_345)));
        assert!(!has_possible_length(number(11_410_000_000)));
        assert!(has_possible_length(number(25_006_257_600)));
        assert!(has_possible_length(number(13_101_234)));
        assert!(!has_possible_length(number(13_111_234)));
        assert!(!has_possible_length(number(999_123_456_789)));
        let counts = |prefix| possible_lengths(prefix).iter().collect::<Vec<_>>();
        assert_eq!(counts("33162"), [11]);
        assert_eq!(counts("1202"), [11]);
        assert_eq!(counts("1310"), [8, 11]);
        assert_eq!(counts("41"), [11, 14]);
        // Half a code: what any code that begins so can have.
        assert!(["971", "974", "979"].iter().all(|code| {
            counts(code).iter().all(|&count| possible_lengths("97").contains(count))
        }));
        for prefix in ["", "999", "4a", "+41", "331620000000"] {
            assert!(possible_lengths(prefix).is_empty(), "{prefix}");
        }
    }
}
