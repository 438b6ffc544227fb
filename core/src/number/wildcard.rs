use std::fmt;

use super::prefix::read_prefix;
use super::{E164, Prefix, Region, possible_lengths};

/// A pattern of international numbers: digits, `#` for any one digit, `*` for any digits or none.
/// `Debug` shows no digit.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Wildcard {
    tokens: [u8; Self::CAPACITY],
    count: u8,
}

impl Wildcard {
    /// Fifteen digits, and a star before, between and behind them.
    const CAPACITY: usize = 31;

    /// The pattern of these tokens. One spelling for patterns that mean the same: a run of wildcards
    /// has its single digits first, and one star at the end. `None` when no digit is fixed or all are,
    /// when no number is that long, or for anything but digits, `#` and `*`.
    fn of(written: impl Iterator<Item = u8>) -> Option<Self> {
        let mut pattern = Self { tokens: [0; _], count: 0 };
        let mut star = false;
        for token in written {
            match token {
                b'*' => star = true,
                b'#' => pattern.push(token)?,
                b'0'..=b'9' => {
                    if star {
                        pattern.push(b'*')?;
                    }
                    star = false;
                    pattern.push(token)?;
                }
                _ => return None,
            }
        }
        if star {
            pattern.push(b'*')?;
        }
        let is_fixed = |token: &u8| token.is_ascii_digit();
        let mixed = pattern.tokens().iter().any(is_fixed) && !pattern.tokens().iter().all(is_fixed);
        let fits = pattern.fewest_digits() <= E164::MAX_DIGITS;
        // No country calling code begins with 0.
        (mixed && fits && pattern.tokens.first() != Some(&b'0')).then_some(pattern)
    }

    fn push(&mut self, token: u8) -> Option<()> {
        *self.tokens.get_mut(usize::from(self.count))? = token;
        self.count += 1;
        Some(())
    }

    fn tokens(&self) -> &[u8] {
        self.tokens.get(..usize::from(self.count)).unwrap_or_default()
    }

    /// Reads a pattern as people write it: international, or with the beginning that is dialled in a
    /// home region (`044 668 ## ##`). A pattern that begins with a wildcard is international. `None`
    /// when it is neither.
    pub fn read(text: &str, home: &[Region]) -> Option<Self> {
        let text = text.trim();
        let first = text.find(['*', '#'])?;
        let (beginning, rest) = (text.get(..first)?, text.get(first..)?);
        let is_separator = |byte: &u8| b" -./()".contains(byte);
        let rest = rest.bytes().filter(|byte| !is_separator(byte));
        if beginning.trim_end().trim_end_matches('+').is_empty() {
            return Self::of(rest);
        }
        let beginning = read_prefix(beginning, home)?.digits().to_string();
        Self::of(beginning.bytes().chain(rest))
    }

    /// The pattern as [`Self::expose`] writes it.
    pub fn from_exposed(text: &str) -> Option<Self> {
        Self::of(text.strip_prefix('+')?.bytes())
    }

    /// `+` and the pattern. For a screen, never for a log.
    pub fn expose(&self) -> String {
        let tokens = self.tokens().iter().copied().map(char::from);
        std::iter::once('+').chain(tokens).collect()
    }

    /// How many digits it fixes.
    pub fn fixed(&self) -> u32 {
        self.count_of(|token| token.is_ascii_digit())
    }

    /// How many digits its numbers have at least.
    pub fn fewest_digits(&self) -> u32 {
        self.count_of(|token| token != b'*')
    }

    fn count_of(&self, counts: impl Fn(u8) -> bool) -> u32 {
        let found = self.tokens().iter().filter(|&&token| counts(token)).count();
        u32::try_from(found).unwrap_or(u32::MAX)
    }

    /// The digits it begins with.
    fn beginning(&self) -> &str {
        let end = self.tokens().iter().position(|token| !token.is_ascii_digit());
        let digits = self.tokens().get(..end.unwrap_or(usize::from(self.count)));
        digits.and_then(|digits| std::str::from_utf8(digits).ok()).unwrap_or_default()
    }

    /// The beginning that all its numbers share, if there is one.
    pub fn prefix(&self) -> Option<Prefix> {
        Prefix::from_digits(self.beginning().parse().ok()?)
    }

    /// Whether the number fits.
    pub fn matches(&self, number: E164) -> bool {
        self.may_end_as(number) && self.fits(number)
    }

    /// Whether the last digit is not another than the pattern's: rules out most patterns at once.
    fn may_end_as(&self, number: E164) -> bool {
        match self.tokens().last() {
            Some(last @ b'0'..=b'9') => number.digits() % 10 == u64::from(last - b'0'),
            _ => true,
        }
    }

    fn fits(&self, number: E164) -> bool {
        let mut digits = [b'0'; E164::MAX_DIGITS as usize];
        let mut rest = number.digits();
        for place in digits.iter_mut().rev() {
            *place += u8::try_from(rest % 10).unwrap_or_default();
            rest /= 10;
        }
        let unused = digits.len() - usize::try_from(number.count()).unwrap_or_default();
        digits.get(unused..).is_some_and(|digits| fits(self.tokens(), digits))
    }

    /// The ranges of numbers that fit and have a possible length, both ends included, and whether these
    /// are all: a length is left out at which there are more than `at_most` ranges. They may overlap.
    pub fn ranges(&self, at_most: usize) -> (Vec<(u64, u64)>, bool) {
        let mut ranges = Vec::new();
        // Of patterns that begin with a wildcard no calling code tells the lengths.
        let mut complete = self.prefix().is_some();
        for length in possible_lengths(self.beginning()).iter() {
            let before = ranges.len();
            if spread(self.tokens(), (0, length), before + at_most, &mut ranges).is_none() {
                ranges.truncate(before);
                complete = false;
            }
        }
        (ranges, complete)
    }
}

/// Whether the digits fit the tokens: the usual walk with one place to come back to, for a later star
/// can take over whatever an earlier one would.
fn fits(tokens: &[u8], digits: &[u8]) -> bool {
    let (mut token, mut digit) = (0, 0);
    let mut star = None;
    while digit < digits.len() {
        match tokens.get(token) {
            Some(b'*') => {
                star = Some((token, digit));
                token += 1;
            }
            Some(&fixed) if fixed == b'#' || Some(&fixed) == digits.get(digit) => {
                token += 1;
                digit += 1;
            }
            _ => match star {
                Some((at, from)) => {
                    star = Some((at, from + 1));
                    (token, digit) = (at + 1, from + 1);
                }
                None => return false,
            },
        }
    }
    tokens.iter().skip(token).all(|&token| token == b'*')
}

/// Adds the ranges of the numbers that begin with `begun` and go on as the tokens say for `left` more
/// digits.
fn spread(
    tokens: &[u8],
    (begun, left): (u64, u32),
    at_most: usize,
    ranges: &mut Vec<(u64, u64)>,
) -> Option<()> {
    let needed = tokens.iter().filter(|&&token| token != b'*').count();
    let needed = u32::try_from(needed).unwrap_or(u32::MAX);
    if left < needed || left > needed && !tokens.contains(&b'*') {
        return Some(());
    }
    if !tokens.iter().any(u8::is_ascii_digit) {
        let width = 10_u64.checked_pow(left)?;
        ranges.push((begun * width, begun * width + (width - 1)));
        return (ranges.len() <= at_most).then_some(());
    }
    let (&token, rest) = tokens.split_first()?;
    match token {
        b'*' => {
            spread(rest, (begun, left), at_most, ranges)?;
            // The star takes one digit more, if one is to spare.
            if left > needed {
                for digit in 0..10 {
                    spread(tokens, (begun * 10 + digit, left - 1), at_most, ranges)?;
                }
            }
        }
        b'#' => {
            for digit in 0..10 {
                spread(rest, (begun * 10 + digit, left - 1), at_most, ranges)?;
            }
        }
        digit => {
            let digit = u64::from(digit - b'0');
            spread(rest, (begun * 10 + digit, left - 1), at_most, ranges)?;
        }
    }
    Some(())
}

impl fmt::Debug for Wildcard {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Wildcard(…)")
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn read(text: &str, home: &str) -> Option<String> {
        let home = Region::from_code(home).unwrap();
        Wildcard::read(text, &[home]).map(|pattern| pattern.expose())
    }

    fn matches(pattern: &str, number: &str) -> bool {
        Wildcard::from_exposed(pattern).unwrap().matches(E164::from_e164(number).unwrap())
    }

    #[test]
    fn patterns_meet_however_they_are_written() {
        for text in ["+41 44 668 ## ##", "044 668 ####", "0041446 68####", "(044) 668-##-##"] {
            assert_eq!(read(text, "CH").as_deref(), Some("+4144668####"), "{text}");
        }
        assert_eq!(read("+41 44 *#* 00", "CH").as_deref(), Some("+4144#*00"));
        assert_eq!(read("*1800", "CH").as_deref(), Some("+*1800"));
        assert_eq!(read("+*1800", "CH").as_deref(), Some("+*1800"));
    }

    #[test]
    fn what_fixes_nothing_or_could_mean_two_things_is_refused() {
        for text in ["*", "+#*", "446681###", "+41446681800#####", "sales*1", "+0*", "112#"] {
            assert_eq!(read(text, "CH"), None, "{text}");
        }
    }

    #[test]
    fn one_digit_and_any_digits() {
        for (pattern, number, expected) in [
            ("+4144668####", "+41446681800", true),
            ("+4144668###", "+41446681800", false),
            ("+4144*00", "+41446681800", true),
            ("+4144*00", "+414400", true),
            ("+4144*00", "+41446681801", false),
            ("+*1800", "+41446681800", true),
            ("+*446*00", "+41446681800", true),
            ("+*8*8*0", "+41446681800", true),
            ("+*8*8*8*0", "+41446681800", false),
        ] {
            assert_eq!(matches(pattern, number), expected, "{pattern} {number}");
        }
    }

    #[test]
    fn a_pattern_that_scatters_too_far_has_no_ranges() {
        let ranges = |text: &str, most| Wildcard::from_exposed(text).unwrap().ranges(most);
        assert_eq!(ranges("+4144668##00", 100).0.len(), 100);
        assert_eq!(ranges("+4144668##00", 99), (vec![], false));
        assert_eq!(ranges("+41446681###", 1), (vec![(41_446_681_000, 41_446_681_999)], true));
        // Numbers of Swiss mailboxes have three digits more.
        let (kept, complete) = ranges("+414466*00", 1_000);
        assert_eq!((kept.len(), complete), (1_000, false));
        assert_eq!(ranges("+*1800", 100), (vec![], false));
    }

    proptest! {
        #[test]
        fn ranges_hold_what_matches(pattern in "41(61)?[0-9#*]{1,7}", number in "[0-9]{7}") {
            let Some(pattern) = Wildcard::from_exposed(&format!("+{pattern}")) else { return Ok(()) };
            let number = E164::from_e164(&format!("+4161{number}")).unwrap();
            let (ranges, complete) = pattern.ranges(10_000);
            prop_assume!(complete);
            let held = ranges.iter().any(|(low, high)| (*low..=*high).contains(&number.digits()));
            prop_assert_eq!(held, pattern.matches(number));
        }

        #[test]
        fn spellings_lead_back(pattern in "[1-9][0-9#*]{1,12}") {
            if let Some(pattern) = Wildcard::from_exposed(&format!("+{pattern}")) {
                prop_assert_eq!(Wildcard::from_exposed(&pattern.expose()), Some(pattern));
            }
            // Without a national prefix written behind the calling code.
            if let Some(pattern) = Wildcard::read(&format!("+{pattern}"), &[]) {
                prop_assert_eq!(Wildcard::read(&pattern.expose(), &[]), Some(pattern));
            }
        }
    }
}
