use serde::{Deserialize, Serialize};

use super::kind::{CallerKind, type_from_word, type_word};
use crate::error::{Error, Result};
use crate::number::{
    self, E164, Number, NumberType, Prefix, Reading, Region, SenderName, Wildcard,
};

/// Whom a rule concerns.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Matcher {
    /// One number: `+41 44 668 18 00`.
    Number {
        /// The number.
        number: Number,
    },
    /// A sender that shows a name instead of a number: `sender:MIGROS`. Capitals make no difference.
    Sender {
        /// The name.
        name: SenderName,
    },
    /// Every number that begins like this: `+41 900*`.
    Prefix {
        /// The beginning, country calling code first.
        prefix: Prefix,
    },
    /// The numbers from one to another, both included: `+41 44 668 18 00-+41 44 668 18 99`.
    Range {
        /// The first.
        first: E164,
        /// The last, with as many digits.
        last: E164,
    },
    /// The numbers that fit a pattern: `+41 44 668 ## 00`, `+41 44*00`.
    Wildcard {
        /// The pattern.
        pattern: Wildcard,
    },
    /// The numbers of a country: `country:FR`. A number that does not tell among those that share a
    /// calling code counts for the main one.
    Country {
        /// The country.
        region: Region,
    },
    /// The numbers of one type: `kind:premium`. A decision that has to ask for it takes longer.
    NumberType {
        /// The type.
        number_type: NumberType,
    },
    /// Callers of one kind that are no subscribers: `kind:short-code`.
    CallerKind {
        /// The kind.
        caller_kind: CallerKind,
    },
    /// The numbers of an organisation: `organisation:Acme`.
    Organisation {
        /// Its name.
        name: String,
    },
}

const SENDER: &str = "sender";
const COUNTRY: &str = "country";
const KIND: &str = "kind";
const ORGANISATION: &str = "organisation";

const DOTS: &str = "..";

/// Dashes between the ends of a range.
const DASHES: [char; 6] = ['-', '‐', '‑', '–', '—', '−'];

const FULL_ENDS: &str = "two full numbers of one length, the smaller one first, such as \
                         +41 44 668 18 00..+41 44 668 18 99";

/// What a caller dials to hide the number with one call (3GPP TS 22.030, 6.5.5.4): no wildcards.
const HIDING: [&str; 2] = ["*31#", "#31#"];

impl Matcher {
    /// Reads what a user writes, numbers in any spelling of the home regions. Nothing in words is ever
    /// a number: those begin with `sender:`, `country:`, `kind:` or `organisation:`.
    pub fn read(text: &str, home: &[Region]) -> Result<Self> {
        let text = text.trim();
        if let Some(worded) = in_words(text) {
            return worded;
        }
        if text.contains(['*', '#']) && !HIDING.iter().any(|code| text.starts_with(code)) {
            return wildcard(text, home);
        }
        if let Some((first, last)) = ends(text, home) {
            return Ok(Self::Range { first, last });
        }
        // Dots stand inside numbers, but two together would be read over.
        if text.contains(DOTS) {
            return Err(Error::InvalidRule { expected: FULL_ENDS });
        }
        match number::read(text, home) {
            Reading::Emergency { .. } => Err(Error::EmergencyNumber),
            // Read as one, two short numbers would be a third.
            reading if !matches!(reading, Reading::Subscriber { .. }) && has_short_ends(text) => {
                Err(Error::InvalidRule { expected: FULL_ENDS })
            }
            Reading::Alphanumeric { .. } => Err(Error::InvalidRule {
                expected: "a number, or for a sender in letters `sender:` and the name",
            }),
            reading => {
                let number = reading.number().ok_or(Error::InvalidNumber)?;
                Ok(Self::Number { number })
            }
        }
    }

    /// The matcher as [`Self::expose`] writes it.
    pub(crate) fn from_exposed(text: &str) -> Option<Self> {
        if let Some(worded) = in_words(text) {
            return worded.ok();
        }
        if let Some((first, last)) = text.split_once('-') {
            let [first, last] = [first, last].map(E164::from_e164);
            return Some(Self::Range { first: first?, last: last? });
        }
        if let Some(pattern) = Wildcard::from_exposed(text) {
            return Some(prefix_or(pattern));
        }
        Number::from_exposed(text).map(|number| Self::Number { number })
    }

    /// The matcher as the user reads it, in a spelling that [`Self::read`] reads in any region. For a
    /// screen, never for a log.
    pub fn expose(&self) -> String {
        match self {
            Self::Number { number } => number.expose(),
            Self::Sender { name } => format!("{SENDER}:{}", name.expose()),
            Self::Prefix { prefix } => prefix.expose(),
            Self::Range { first, last } => format!("{}-{}", first.expose(), last.expose()),
            Self::Wildcard { pattern } => pattern.expose(),
            Self::Country { region } => format!("{COUNTRY}:{region}"),
            Self::NumberType { number_type } => format!("{KIND}:{}", type_word(*number_type)),
            Self::CallerKind { caller_kind } => format!("{KIND}:{}", caller_kind.word()),
            Self::Organisation { name } => format!("{ORGANISATION}:{name}"),
        }
    }

    /// How much of all fifteen-digit numbers it covers, or would if its numbers were filled up: the less,
    /// the more specific it is. Docs/policy.md puts it into words.
    pub(crate) fn room(&self) -> u64 {
        let behind = |digits: u32| 10_u64.pow(E164::MAX_DIGITS.saturating_sub(digits));
        match self {
            Self::Number { number: Number::E164(number) } => behind(number.count()),
            Self::Number { number: Number::Short(_) } | Self::Sender { .. } => 1,
            Self::Range { first, last } => {
                behind(first.count()).saturating_mul(last.digits() - first.digits() + 1)
            }
            Self::Prefix { prefix } => behind(prefix.count()),
            Self::Wildcard { pattern } => behind(pattern.fixed()),
            // Just below the beginnings with four digits, for those with five are as special.
            Self::NumberType { .. } => behind(4) + 1,
            // Just above its calling code, of which it may have a part only.
            Self::Country { region } => {
                let code = number::calling_code_of(*region).unwrap_or(1);
                behind(code.ilog10() + 1) - 1
            }
            // An organisation is as specific as the member that matches.
            Self::CallerKind { .. } | Self::Organisation { .. } => u64::MAX,
        }
    }
}

/// What stands behind `country:` and the like; `None` for a text of another kind.
fn in_words(text: &str) -> Option<Result<Matcher>> {
    let (word, value) = text.split_once(':')?;
    let value = value.trim();
    let is = |known: &str| word.trim().eq_ignore_ascii_case(known);
    let found = if is(SENDER) {
        let name = SenderName::new(value);
        (!name.expose().is_empty()).then_some(Matcher::Sender { name }).ok_or("a name")
    } else if is(COUNTRY) {
        let region = Region::from_code(value).map(|region| Matcher::Country { region });
        region.ok_or("`country:` and an ISO 3166-1 code, such as country:FR")
    } else if is(KIND) {
        let caller_kind =
            || CallerKind::from_word(value).map(|caller_kind| Matcher::CallerKind { caller_kind });
        let found = type_from_word(value).map(|number_type| Matcher::NumberType { number_type });
        found.or_else(caller_kind).ok_or(
            "`kind:` and service, short-code, extension, alphanumeric, mobile, fixed-line, \
             fixed-line-or-mobile, premium, toll-free, shared-cost, voip, personal, pager, uan or \
             voicemail",
        )
    } else if is(ORGANISATION) {
        let name = value.to_owned();
        (!name.is_empty()).then_some(Matcher::Organisation { name }).ok_or("a name")
    } else {
        return None;
    };
    Some(found.map_err(|expected| Error::InvalidRule { expected }))
}

/// A pattern whose only wildcard is a star at the end is a prefix.
fn prefix_or(pattern: Wildcard) -> Matcher {
    match pattern.prefix() {
        Some(prefix) if pattern.expose() == prefix.expose() => Matcher::Prefix { prefix },
        _ => Matcher::Wildcard { pattern },
    }
}

fn wildcard(text: &str, home: &[Region]) -> Result<Matcher> {
    let is_prefix = !text.trim_end_matches('*').contains(['*', '#']);
    let refused = || {
        if is_prefix {
            return Error::InvalidPrefix;
        }
        Error::InvalidRule {
            expected: "digits from the country calling code or the 0 on, with # for one digit and * \
                       for any, such as +41 44 ### 18 00",
        }
    };
    let pattern = Wildcard::read(text, home).ok_or_else(refused)?;
    let beginning = text.split(['*', '#']).next().unwrap_or_default();
    match pattern.prefix() {
        Some(prefix) if is_access_code(beginning, prefix, home) => Err(refused()),
        _ => Ok(prefix_or(pattern)),
    }
}

/// The first and the last number of a range, as written with two dots or a dash between.
fn ends(text: &str, home: &[Region]) -> Option<(E164, E164)> {
    let end = |text: &str| match number::read(text, home) {
        Reading::Subscriber { number } if number::has_possible_length(number) => Some(number),
        _ => None,
    };
    let range = |(first, last): (&str, &str)| {
        let (first, last) = (end(first)?, end(last)?);
        let code = number::country_calling_code;
        let alike = first.count() == last.count() && code(first) == code(last);
        (first < last && alike).then_some((first, last))
    };
    if let Some(both) = text.split_once(DOTS) {
        return range(both);
    }
    // Dashes stand inside numbers too: a text that is one number is no range.
    if !matches!(number::read(text, home), Reading::Unreadable { .. }) {
        return None;
    }
    let dashes = text.match_indices(DASHES);
    let mut found = dashes
        .filter_map(|(place, dash)| range((text.get(..place)?, text.get(place + dash.len()..)?)));
    found.next().filter(|_| found.next().is_none())
}

/// Whether a dash stands between two numbers of one length, the smaller one first: a range of numbers
/// that are too short for one, such as `117-118`.
fn has_short_ends(text: &str) -> bool {
    let digits = |text: &str| text.chars().filter(char::is_ascii_digit).collect::<String>();
    text.match_indices(DASHES).any(|(place, _)| {
        let (first, last) = text.split_at(place);
        let (first, last) = (digits(first), digits(last));
        first.len() > 1 && first.len() == last.len() && first < last
    })
}

/// Whether only the digits dialled before a number stand here: a trunk prefix, which would be every
/// number of the country, or an international one, which would be none.
fn is_access_code(beginning: &str, prefix: Prefix, home: &[Region]) -> bool {
    if beginning.contains(['+', '\u{ff0b}']) {
        return false;
    }
    // If nothing but these digits is left of them with more behind, what stood before was an
    // international prefix.
    let probe = number::read_prefix(&format!("{beginning}888"), home);
    if probe.is_some_and(|probe| probe.digits() == 888) {
        return true;
    }
    // One digit that is read as a whole calling code: the trunk prefix was taken away, and nothing
    // is left of the number. In North America the two are the same 1.
    let digits = beginning.chars().filter(|character| character.is_numeric()).count();
    digits == 1 && is_calling_code(prefix)
}

fn is_calling_code(prefix: Prefix) -> bool {
    // With zeros behind it, for only a number tells its code.
    let filled = prefix.digits() * 10_u64.pow(E164::MAX_DIGITS - prefix.count());
    let code = E164::from_digits(filled).and_then(number::country_calling_code);
    code.is_some_and(|code| u64::from(code) == prefix.digits())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn whatever_is_read_is_read_again(
            text in "((sender|kind|country|organisation):)?[+0]?[0-9 #*.-]{0,20}|\\PC{0,20}",
        ) {
            let home = [Region::from_code("CH").unwrap()];
            if let Ok(matcher) = Matcher::read(&text, &home) {
                let again = Matcher::from_exposed(&matcher.expose());
                prop_assert_eq!(again, Some(matcher));
            }
        }
    }

    fn read(text: &str, home: &str) -> Result<String> {
        let matcher = Matcher::read(text, &[Region::from_code(home).unwrap()])?;
        assert_eq!(Matcher::from_exposed(&matcher.expose()).as_ref(), Some(&matcher), "{text}");
        let again = Matcher::read(&matcher.expose(), &[Region::from_code("US").unwrap()]);
        assert_eq!(again?, matcher, "{text}");
        Ok(matcher.expose())
    }

    #[test]
    fn an_emergency_number_takes_no_rule() {
        for (text, home) in [("112", "CH"), (" 144 ", "CH"), ("1-1-7", "CH"), ("911", "DE")] {
            assert!(matches!(read(text, home), Err(Error::EmergencyNumber)), "{text}");
        }
        assert_eq!(read("1414", "CH").unwrap(), "1414");
        assert_eq!(read("144", "US").unwrap(), "144");
    }

    #[test]
    fn the_digits_dialled_before_a_number_are_no_beginning_of_one() {
        for (text, home) in [
            ("0*", "CH"),
            ("(0)*", "CH"),
            ("00*", "CH"),
            ("00*", "IT"),
            ("1*", "US"),
            ("011*", "US"),
            ("0011*", "AU"),
        ] {
            assert!(matches!(read(text, home), Err(Error::InvalidPrefix)), "{text} {home}");
        }
        assert!(matches!(read("0##", "CH"), Err(Error::InvalidRule { .. })));
        for (text, home, expected) in [
            ("0041*", "CH", "+41*"),
            ("+41*", "CH", "+41*"),
            ("+1*", "US", "+1*"),
            ("0111*", "US", "+1*"),
            ("0900*", "CH", "+41900*"),
            ("04*", "CH", "+414*"),
            // In Italy the zero is part of the number.
            ("0*", "IT", "+390*"),
        ] {
            assert_eq!(read(text, home).unwrap(), expected, "{text} {home}");
        }
    }

    #[test]
    fn every_kind_of_rule_in_its_spellings() {
        for (text, expected) in [
            ("044 668 18 00", "+41446681800"),
            ("*31#044 668 18 00", "+41446681800"),
            ("044-668-18-00", "+41446681800"),
            ("044 668 18 00 - 044 668 18 99", "+41446681800-+41446681899"),
            ("0446681800–0446681899", "+41446681800-+41446681899"),
            ("+41 44 668 18 00..+41 44 668 18 99", "+41446681800-+41446681899"),
            ("044-668-18-00-044-668-18-99", "+41446681800-+41446681899"),
            ("044 668 ## 00", "+4144668##00"),
            ("044 668 ####", "+4144668####"),
            ("044*00", "+4144*00"),
            ("*1234", "+*1234"),
            ("country:fr", "country:FR"),
            ("Kind: Short-Code", "kind:short-code"),
            ("kind:premium", "kind:premium"),
            ("sender:MIGROS", "sender:MIGROS"),
            ("sender: 20Minuten ", "sender:20Minuten"),
            ("organisation:Acme Ltd", "organisation:Acme Ltd"),
        ] {
            assert_eq!(read(text, "CH").unwrap(), expected, "{text}");
        }
    }

    #[test]
    fn what_no_rule_can_be_about_is_refused() {
        for text in [
            "",
            "MIGROS",
            "country:Switzerland",
            "kind:unknown",
            "kind:subscriber",
            "kind:withheld",
            "sender:",
            "organisation:",
            "044 668 18 99 - 044 668 18 00",
            "044 668 18 00..044 668 18 00",
            "+41 44 668 18 00..+49 30 1234567",
            "1400..1499",
            "117-118",
            "0900-0901",
            "0900 – 0901",
            "+41446681800,,5#",
            "+41446681800p5#",
            "+41 44 668 18 00, +41 44 668 18 01*",
            "044 668,5*",
            "044 668 ext 5*",
            "044 668;5*",
            "*",
            "###",
            "sales*",
        ] {
            assert!(read(text, "CH").is_err(), "{text}");
        }
    }

    #[test]
    fn the_fewer_numbers_the_more_specific() {
        let ladder = [
            "044 668 18 00",
            "044 668 18 00..044 668 18 04",
            "+41 44 668 18 0*",
            "044 668 18 00..044 668 18 49",
            "044 668 18*",
            "044 668 ## 00",
            "0900*",
            "+41 9*",
            "+41*",
        ];
        let home = [Region::from_code("CH").unwrap()];
        let room = |text: &&str| Matcher::read(text, &home).unwrap().room();
        assert!(ladder.is_sorted_by_key(room), "{:?}", ladder.each_ref().map(room));
        let wide =
            ["0900*", "kind:premium", "country:LI", "country:CH", "+41*", "country:US", "+1*"];
        assert!(wide.is_sorted_by(|one, other| room(one) < room(other)));
    }
}
