//! The lists that are built in: ranges that regulators reserve for sales calls, and exceptions that
//! must not be blocked. As found in November 2026; docs/lists.md tells what is left out, and why.
//!
//! A pack with the id of such a list and a later version takes its place, until the app brings a
//! version that is later still.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::{Category, ListWeight, Listing, Validity};
use crate::call::Moment;
use crate::number::{E164, NumberRange, Prefix, Region};

/// The id of the ranges reserved for sales calls.
pub const RESERVED: &str = "reserved-for-sales";

/// The id of the ranges that must not be blocked.
pub const EXCEPTIONS: &str = "reserved-exceptions";

/// A list that is built in, and whether it counts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BuiltInList {
    /// Its id, which packs that take its place have too; its name in the facts as well.
    pub id: String,
    /// Its version: the day it is of, as a number. Packs with a later one take its place.
    pub version: u64,
    /// The day on which the rules were as it says, such as `2026-11-21`.
    pub as_of: String,
    /// What it is good for.
    pub weight: ListWeight,
    /// The name of the stored list that takes its place; `None` while it counts itself.
    pub replaced_by: Option<String>,
    /// Its ranges.
    pub ranges: Vec<BuiltInRange>,
}

/// A range of a list that is built in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BuiltInRange {
    /// The region whose regulator made the rule.
    pub region: Region,
    /// The digits that its numbers begin with.
    pub prefix: Prefix,
    /// Fewest digits of a number in it, country calling code included.
    pub min_digits: u32,
    /// Most digits.
    pub max_digits: u32,
    /// Who calls from it.
    pub meaning: String,
    /// The regulator, and the rule or law.
    pub source: String,
    /// Since when it counts, in milliseconds since 1970-01-01 UTC; `None` for ever since.
    pub valid_from_ms: Option<i64>,
    /// Until when it counts, in milliseconds since 1970-01-01 UTC; `None` for until further notice.
    pub valid_until_ms: Option<i64>,
}

/// A list as it is compiled in.
pub(crate) struct Table {
    pub(crate) id: &'static str,
    pub(crate) version: u64,
    as_of: &'static str,
    weight: ListWeight,
    rules: &'static [Rule],
}

/// Ranges of one rule. Days are those of UTC, as in [`Validity`].
struct Rule {
    region: &'static str,
    prefixes: &'static [u64],
    min_digits: u32,
    max_digits: u32,
    meaning: &'static str,
    source: &'static str,
    from: Option<NaiveDate>,
    until: Option<NaiveDate>,
}

const SALES: &str = "sales calls";
const ARCEP: &str = "ARCEP, numéros polyvalents vérifiés";
const ARCEP_FROM: Option<NaiveDate> = NaiveDate::from_ymd_opt(2023, 1, 1);

/// A rule on numbers of one length, without dates.
const fn rule(
    region: &'static str,
    prefixes: &'static [u64],
    digits: u32,
    meaning: &'static str,
    source: &'static str,
) -> Rule {
    let (min_digits, max_digits, from, until) = (digits, digits, None, None);
    Rule { region, prefixes, min_digits, max_digits, meaning, source, from, until }
}

const fn arcep(region: &'static str, prefixes: &'static [u64], digits: u32) -> Rule {
    Rule { from: ARCEP_FROM, ..rule(region, prefixes, digits, SALES, ARCEP) }
}

/// Every list that is built in.
pub(crate) static TABLES: [Table; 2] = [
    Table {
        id: RESERVED,
        version: 20_261_121,
        as_of: "2026-11-21",
        weight: ListWeight::Block,
        rules: &[
            arcep(
                "FR",
                &[
                    33_162, 33_163, 33_270, 33_271, 33_377, 33_378, 33_424, 33_425, 33_568, 33_569,
                    33_948, 33_949,
                ],
                11,
            ),
            arcep("GP", &[339_475], 11),
            arcep("GP", &[5_909_475], 12),
            arcep("GF", &[339_476], 11),
            arcep("GF", &[5_949_476], 12),
            arcep("MQ", &[339_477], 11),
            arcep("MQ", &[5_969_477], 12),
            arcep("RE", &[339_478, 339_479], 11),
            arcep("RE", &[2_629_478, 2_629_479], 12),
            rule("IN", &[91_140], 12, SALES, "TRAI, TCCCPR 2018, series 140"),
            Rule {
                min_digits: 8,
                max_digits: 13,
                ..rule("IT", &[390_844], 13, SALES, "AGCOM, Law 5/2018, code 0844")
            },
            Rule {
                from: NaiveDate::from_ymd_opt(2022, 8, 19),
                ..rule("SK", &[421_888], 12, SALES, "RÚ, code 888 for direct marketing")
            },
            Rule {
                from: NaiveDate::from_ymd_opt(2025, 8, 13),
                ..rule("CL", &[56_809], 11, SALES, "SUBTEL, code 809 for unsolicited calls")
            },
        ],
    },
    Table {
        id: EXCEPTIONS,
        version: 20_261_121,
        as_of: "2026-11-21",
        weight: ListWeight::Allow,
        rules: &[
            rule(
                "FR",
                &[33_937, 33_938, 33_939],
                11,
                "platforms (parcels, taxis)",
                "ARCEP, numbers of platforms",
            ),
            rule("IN", &[911_600], 12, "authorities", "TRAI, series 1600"),
            rule(
                "IN",
                &[911_601],
                12,
                "banks, insurers, pension funds",
                "TRAI with RBI, SEBI, PFRDA and IRDAI, series 1600",
            ),
        ],
    },
];

/// Whether a range that is built in reserves the number for sales calls at this moment.
pub fn is_reserved(number: E164, at: Moment) -> bool {
    table(RESERVED).is_some_and(|table| table.find(number, at).is_some())
}

/// The list that is built in with this id.
pub(crate) fn table(id: &str) -> Option<&'static Table> {
    TABLES.iter().find(|table| table.id == id)
}

impl Table {
    /// What the list says about the number at this moment.
    pub(super) fn find(&self, number: E164, at: Moment) -> Option<Listing> {
        let found = self.at(at).find(|(_, range)| range.contains(number));
        found.map(|(rule, _)| Listing {
            list: self.id.to_owned(),
            score: None,
            threshold: 1,
            weight: self.weight,
            category: self.reserves().then_some(Category::Sales),
            label: format!("{}: {}", rule.source, rule.meaning),
            valid_from_ms: rule.valid().from_ms(),
        })
    }

    /// The numbers of its rules that count at this moment.
    pub(super) fn ranges(&self, at: Moment) -> impl Iterator<Item = NumberRange> {
        self.at(at).map(|(_, range)| range)
    }

    /// Whether it is the one of sales calls.
    pub(super) fn reserves(&self) -> bool {
        self.id == RESERVED
    }

    /// What it is good for.
    pub(super) fn weight(&self) -> ListWeight {
        self.weight
    }

    fn at(&self, at: Moment) -> impl Iterator<Item = (&Rule, NumberRange)> {
        let rules = self.rules.iter().filter(move |rule| rule.valid().holds(at));
        rules.flat_map(|rule| {
            let numbers = |prefix| NumberRange::new(prefix, rule.min_digits, rule.max_digits);
            rule.prefixes().map(move |prefix| (rule, numbers(prefix)))
        })
    }

    /// As apps see it.
    pub(super) fn told(&self, replaced_by: Option<String>) -> BuiltInList {
        BuiltInList {
            id: self.id.to_owned(),
            version: self.version,
            as_of: self.as_of.to_owned(),
            weight: self.weight,
            replaced_by,
            ranges: self.rules.iter().flat_map(Rule::told).collect(),
        }
    }
}

impl Rule {
    fn prefixes(&self) -> impl Iterator<Item = Prefix> {
        self.prefixes.iter().filter_map(|&digits| Prefix::from_digits(digits))
    }

    fn valid(&self) -> Validity {
        let day = |date: Option<NaiveDate>| {
            let days = date?.signed_duration_since(NaiveDate::default()).num_days();
            u32::try_from(days).ok()
        };
        Validity { from_day: day(self.from), until_day: day(self.until) }
    }

    fn told(&self) -> impl Iterator<Item = BuiltInRange> {
        let region = Region::from_code(self.region);
        self.prefixes().filter_map(move |prefix| {
            Some(BuiltInRange {
                region: region?,
                prefix,
                min_digits: self.min_digits,
                max_digits: self.max_digits,
                meaning: self.meaning.to_owned(),
                source: self.source.to_owned(),
                valid_from_ms: self.valid().from_ms(),
                valid_until_ms: self.valid().until_ms(),
            })
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn reserved(number: &str, day: &str) -> bool {
        let at = Moment::from_rfc3339(&format!("{day}T12:00:00Z")).unwrap();
        is_reserved(E164::from_e164(number).unwrap(), at)
    }

    #[test]
    fn reserved_ranges_end_where_the_regulator_ends_them() {
        let reserved = |number| reserved(number, "2026-11-21");
        assert!(reserved("+33162000000"));
        assert!(!reserved("+33164000000"));
        assert!(!reserved("+33937000000"), "platforms such as parcel services");
        assert!(reserved("+590947512345"));
        assert!(!reserved("+911601234567"), "banks and authorities");
        assert!(reserved("+421888123456"));
        assert!(!reserved("+553031234567"), "voluntary since August 2025");
        assert!(!reserved("+908501234567"), "not reserved for sales");
    }

    #[test]
    fn a_range_counts_from_its_day_on() {
        for (number, before, from) in [
            ("+33162000000", "2022-12-31", "2023-01-01"),
            ("+421888123456", "2022-08-18", "2022-08-19"),
            ("+56809123456", "2025-08-12", "2025-08-13"),
        ] {
            assert!(!reserved(number, before), "{number}");
            assert!(reserved(number, from), "{number}");
        }
    }

    #[test]
    fn every_built_in_range_is_well_formed_and_tells_its_source() {
        for table in &TABLES {
            assert_eq!(table.as_of.replace('-', ""), table.version.to_string());
            let written: usize = table.rules.iter().map(|rule| rule.prefixes.len()).sum();
            let told = table.told(None);
            assert_eq!(told.ranges.len(), written, "{told:?}");
            for range in told.ranges {
                assert!(!range.source.is_empty() && !range.meaning.is_empty(), "{range:?}");
                assert!((range.prefix.count()..=15).contains(&range.min_digits), "{range:?}");
                assert!(range.min_digits <= range.max_digits, "{range:?}");
            }
        }
    }
}
