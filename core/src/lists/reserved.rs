//! Ranges of numbers that regulators reserve for sales calls, as found in November 2026.

use crate::number::{E164, NumberRange, Prefix, Region};

/// A reserved range.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ReservedRange {
    /// The region whose regulator reserves it.
    pub region: &'static str,
    /// Its beginning, country calling code first.
    pub prefix: u64,
    /// Fewest digits of a number in it, country calling code included.
    pub min_digits: u32,
    /// Most digits.
    pub max_digits: u32,
    /// The rule that reserves it.
    pub source: &'static str,
}

const ARCEP: &str = "ARCEP, numéros polyvalents vérifiés, in force since 2023-01-01";

const fn range(
    region: &'static str,
    prefix: u64,
    digits: u32,
    source: &'static str,
) -> ReservedRange {
    ReservedRange { region, prefix, min_digits: digits, max_digits: digits, source }
}

/// Every reserved range. Left out on purpose: ranges of services that people want to reach them
/// (France 0937 to 0939, India 1600 and 1601) and ranges that call centres merely like.
pub const RANGES: &[ReservedRange] = &[
    range("FR", 33_162, 11, ARCEP),
    range("FR", 33_163, 11, ARCEP),
    range("FR", 33_270, 11, ARCEP),
    range("FR", 33_271, 11, ARCEP),
    range("FR", 33_377, 11, ARCEP),
    range("FR", 33_378, 11, ARCEP),
    range("FR", 33_424, 11, ARCEP),
    range("FR", 33_425, 11, ARCEP),
    range("FR", 33_568, 11, ARCEP),
    range("FR", 33_569, 11, ARCEP),
    range("FR", 33_948, 11, ARCEP),
    range("FR", 33_949, 11, ARCEP),
    range("GP", 339_475, 11, ARCEP),
    range("GP", 5_909_475, 12, ARCEP),
    range("GF", 339_476, 11, ARCEP),
    range("GF", 5_949_476, 12, ARCEP),
    range("MQ", 339_477, 11, ARCEP),
    range("MQ", 5_969_477, 12, ARCEP),
    range("RE", 339_478, 11, ARCEP),
    range("RE", 2_629_478, 12, ARCEP),
    range("RE", 339_479, 11, ARCEP),
    range("RE", 2_629_479, 12, ARCEP),
    range("IN", 91_140, 12, "TRAI, TCCCPR 2018: series 140 for promotional calls"),
    range("BR", 55_303, 12, "Anatel: 0303 for telemarketing, voluntary since 2025-08"),
    ReservedRange {
        region: "IT",
        prefix: 390_844,
        min_digits: 8,
        max_digits: 13,
        source: "AGCOM, Law 5/2018: 0844 for sales calls",
    },
    range("SK", 421_888, 12, "RÚ: 888 for direct marketing, mandatory since 2022-08-19"),
    range("CL", 56_809, 11, "SUBTEL: 809 for unsolicited calls, mandatory since 2025-08-13"),
];

/// The region that reserves the number's range for sales calls.
pub fn region_of(number: E164) -> Option<Region> {
    RANGES
        .iter()
        .find(|reserved| reserved.range().is_some_and(|range| range.contains(number)))
        .and_then(|reserved| Region::from_code(reserved.region))
}

impl ReservedRange {
    /// The numbers that the range holds.
    pub fn range(&self) -> Option<NumberRange> {
        let prefix = Prefix::from_digits(self.prefix)?;
        Some(NumberRange::new(prefix, self.min_digits, self.max_digits))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn region(number: &str) -> Option<&'static str> {
        let number = E164::from_e164(number).unwrap();
        let found = region_of(number)?;
        RANGES.iter().map(|range| range.region).find(|&code| code == found.code())
    }

    #[test]
    fn reserved_ranges_end_where_the_regulator_ends_them() {
        assert_eq!(region("+33162000000"), Some("FR"));
        assert_eq!(region("+33164000000"), None);
        assert_eq!(region("+33937000000"), None, "platforms such as parcel services");
        assert_eq!(region("+590947512345"), Some("GP"));
        assert_eq!(region("+911601234567"), None, "banks and authorities");
        assert_eq!(region("+421888123456"), Some("SK"));
    }

    #[test]
    fn every_reserved_range_is_well_formed() {
        for reserved in RANGES {
            assert!(reserved.range().is_some(), "{reserved:?}");
            assert!(Region::from_code(reserved.region).is_some(), "{reserved:?}");
        }
    }
}
