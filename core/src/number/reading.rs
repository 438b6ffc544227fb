use super::digits::Digits;
use super::emergency::is_emergency;
use super::numbering_plan::{CallingCode, Plan};
use super::plain::plain;
use super::service::{is_known, is_service};
use super::uri::{content, phone_context};
use super::written::{LONGEST_TEXT, Text, Written, take_apart};
use super::{E164, Number, Region, SenderName, ShortNumber, has_possible_length};

/// What a written number turned out to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reading {
    /// A subscriber, under the one key.
    Subscriber {
        /// The key at which all spellings of the number meet.
        number: E164,
    },
    /// An emergency number of a home region, or one that every phone accepts (112, 911 …).
    Emergency {
        /// The number as dialled.
        number: ShortNumber,
    },
    /// A known service or help line of a home region: a doctor on call, a directory.
    Service {
        /// The number as dialled.
        number: ShortNumber,
    },
    /// A short code that a home region's plan of short numbers knows.
    ShortCode {
        /// The number as dialled.
        number: ShortNumber,
    },
    /// A few digits that no plan knows: an internal extension, or a local number without its area
    /// code.
    Extension {
        /// The number as dialled.
        number: ShortNumber,
    },
    /// A sender written in letters, as businesses use for text messages.
    Alphanumeric {
        /// The letters.
        name: SenderName,
    },
    /// Not a number we may guess at.
    Unreadable {
        /// Why not.
        reason: Unreadable,
    },
}

impl Reading {
    /// The number to meet again, if there is one.
    pub fn number(self) -> Option<Number> {
        match self {
            Self::Subscriber { number } => Some(Number::E164(number)),
            Self::Emergency { number }
            | Self::Service { number }
            | Self::ShortCode { number }
            | Self::Extension { number } => Some(Number::Short(number)),
            Self::Alphanumeric { .. } | Self::Unreadable { .. } => None,
        }
    }
}

/// Why a written number was refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unreadable {
    /// No digit and no letter.
    Empty,
    /// More digits than ITU-T E.164 allows.
    TooLong,
    /// Written in national form, and no home region is known.
    NoHomeRegion,
    /// A spreadsheet's scientific notation (`4.14E+10`): the last digits are lost.
    ScientificNotation,
    /// Digits that no numbering plan can hold, more than one number, a pattern of numbers, or a text
    /// too long for any.
    NotANumber,
}

/// Without a home region this many digits are still surely a short code: no plan has a subscriber
/// with so few.
const SURELY_SHORT: usize = 3;

const NOT_A_NUMBER: Reading = Reading::Unreadable { reason: Unreadable::NotANumber };

const ZERO: Digits = Digits::packed(0, 1);
const DOUBLE_ZERO: Digits = Digits::packed(0, 2);

/// Reads a number as written. `home` lists the regions whose national spelling is meant, SIM first,
/// network second: the first in which the digits make a possible number wins. An empty list leaves
/// only international spellings readable.
///
/// An international number is a [`Reading::Subscriber`] whatever its length, because numbering plans
/// grow; [`has_possible_length`] tells whether its plan can hold it. A national number becomes a
/// subscriber only with a possible length.
pub fn read(raw: &str, home: &[Region]) -> Reading {
    if raw.len() > LONGEST_TEXT {
        return NOT_A_NUMBER;
    }
    // Nearly every number comes in a spelling that takes no decoding and holds no words.
    if let Some(written) = plain(raw) {
        return read_digits(&written, raw, home);
    }
    let mut buffer = [0; _];
    let Some(text) = content(raw, &mut buffer) else {
        return NOT_A_NUMBER;
    };
    let written = match take_apart(text) {
        Text::Number(written) => written,
        Text::Alphanumeric => return named(text),
        Text::Unreadable(reason) => return Reading::Unreadable { reason },
    };
    let alone = read_digits(&written, text, home);
    let Some(digits) = written.with_word else { return alone };
    let word = Written { digits, with_word: None, ..written };
    let dialled = is_dialled_word(&word, home);
    match (written.may_stand_alone() && is_possible(alone), dialled) {
        (true, None) => alone,
        (false, Some(number)) => Reading::Subscriber { number },
        // A label after a short number, or a word to dial: two people, so neither.
        (true, Some(_)) => NOT_A_NUMBER,
        (false, None) if written.plus => NOT_A_NUMBER,
        (false, None) => named(text),
    }
}

/// The number behind a word such as `1-800-FLOWERS`, if it is written with a plus, an international
/// or a national prefix: a sender's name such as `20Minuten` is not.
fn is_dialled_word(word: &Written, home: &[Region]) -> Option<E164> {
    let Reading::Subscriber { number } = read_digits(word, "", home) else { return None };
    let prefixed =
        word.plus || Digits::from(number).count() != word.digits.count() + code_digits(number);
    (prefixed && has_possible_length(number)).then_some(number)
}

/// The sender in a text without a number. What follows the `@` of a URI is no part of the name.
fn named(text: &str) -> Reading {
    Reading::Alphanumeric { name: SenderName::new(text.split('@').next().unwrap_or_default()) }
}

fn code_digits(number: E164) -> usize {
    CallingCode::of(number).map_or(0, CallingCode::digits)
}

fn is_possible(reading: Reading) -> bool {
    matches!(reading, Reading::Subscriber { number } if has_possible_length(number))
}

/// `text` is what the digits were written in, for the parameters behind them.
fn read_digits(written: &Written, text: &str, home: &[Region]) -> Reading {
    let digits = &written.digits;
    if written.plus && digits.get(0) != Some(0) {
        return any(international(digits, written.bracketed_zero));
    }
    if let Some(short) = digits.short() {
        if is_emergency(digits, home) {
            return Reading::Emergency { number: short };
        }
        if is_service(digits, home) {
            return Reading::Service { number: short };
        }
    }
    if let Some(reading) = phone_context(text).and_then(|context| in_context(context, digits)) {
        return reading;
    }
    national(digits, written.bracketed_zero, home)
}

/// RFC 3966: the context is what an international number has before these digits.
fn in_context(context: &str, digits: &Digits) -> Option<Reading> {
    let Text::Number(Written { digits: before, plus: true, .. }) = take_apart(context) else {
        return None;
    };
    let whole = before.followed_by(digits)?;
    let reading = match international(&whole, None) {
        Ok(reading) => return Some(reading),
        Err(reading) => reading,
    };
    let code = CallingCode::leading(&whole).filter(|code| code.digits() == before.count());
    let known = code.is_some_and(|code| code.members().iter().any(|&at| is_known(digits, at)));
    Some(match digits.short() {
        Some(number) if known => Reading::ShortCode { number },
        Some(number) => Reading::Extension { number },
        None => reading,
    })
}

/// The reading of a number whose plan can hold it, or else that of one whose plan cannot.
type Judged = Result<Reading, Reading>;

fn any(judged: Judged) -> Reading {
    judged.unwrap_or_else(|impossible| impossible)
}

/// A number with its country calling code first.
fn international(digits: &Digits, bracketed_zero: Option<usize>) -> Judged {
    let Some(code) = CallingCode::leading(digits) else { return Err(reading_of(digits)) };
    let national = digits.without_first(code.digits());
    behind_code(code, national, bracketed_zero == Some(code.digits()))
}

/// The number with this national part. Whoever writes one prefix too many may write two; the key
/// must not depend on how often.
fn behind_code(code: &CallingCode, national: Digits, zero_is_bracketed: bool) -> Judged {
    let mut national = national;
    let mut bracketed = zero_is_bracketed;
    if let Some(plan) = code.main_plan() {
        while let Some(shorter) = without_trunk_prefix(plan, &national, bracketed) {
            national = shorter;
            bracketed = false;
        }
    }
    let reading = match Digits::decimal(code.code.into()).followed_by(&national) {
        Some(digits) => reading_of(&digits),
        None => Reading::Unreadable { reason: Unreadable::TooLong },
    };
    let is_possible =
        matches!(reading, Reading::Subscriber { .. }) && code.allows(national.count());
    if is_possible { Ok(reading) } else { Err(reading) }
}

fn reading_of(digits: &Digits) -> Reading {
    match digits.e164() {
        Some(number) => Reading::Subscriber { number },
        None if digits.count() > E164::MAX_DIGITS as usize => {
            Reading::Unreadable { reason: Unreadable::TooLong }
        }
        None => NOT_A_NUMBER,
    }
}

/// The national part without a national prefix written after the code, as in `+49 (0)30`, and with
/// the area code that a local spelling leaves out. Japan, Korea, Belarus and others have valid
/// numbers that begin with the prefix or with `00`: a prefix other than 0 goes only if the number
/// has no possible length with it, and a zero only if it stands alone. Belarus writes one prefix
/// in two ways, so `+375 8 0 25…` keeps a length that its plan can hold, and stays.
fn without_trunk_prefix(plan: &Plan, national: &Digits, zero_is_bracketed: bool) -> Option<Digits> {
    let count = national.count();
    let lone_zero = national.get(0) == Some(0) && national.get(1) != Some(0);
    let bracketed = lone_zero && zero_is_bracketed;
    if lone_zero && plan.prefix() == ZERO {
        let is_prefix = bracketed || plan.is_possible(count.checked_sub(1)?);
        return is_prefix.then(|| national.without_first(1));
    }
    if plan.is_possible(count) {
        return None;
    }
    let edited = match plan.edited(national) {
        None if bracketed => national.without_first(1),
        edited => edited?,
    };
    plan.is_possible(edited.count()).then_some(edited)
}

/// Digits without a plus sign, as dialled in one of the home regions.
fn national(digits: &Digits, bracketed_zero: Option<usize>, home: &[Region]) -> Reading {
    let mut impossible = None;
    for &region in home {
        if let Some(number) = digits.short().filter(|_| is_known(digits, region)) {
            return Reading::ShortCode { number };
        }
        let Some(plan) = Plan::of(region) else { continue };
        if let Some(strip) = plan.international_prefix(digits) {
            let zero_at = bracketed_zero.and_then(|place| place.checked_sub(strip));
            match international(&digits.without_first(strip), zero_at) {
                Ok(reading) => return reading,
                Err(reading) => impossible = impossible.or(Some(reading)),
            }
        }
        if let Some(reading) = in_plan(digits, plan) {
            return reading;
        }
    }
    // `00` is the international prefix that ITU-T E.164 recommends, and lists use it everywhere.
    let mut abroad = None;
    if digits.starts_with(&DOUBLE_ZERO) {
        let zero_at = bracketed_zero.and_then(|place| place.checked_sub(2));
        match international(&digits.without_first(2), zero_at) {
            Ok(reading) => return reading,
            Err(reading) => abroad = is_long_enough_abroad(digits).then_some(reading),
        }
    }
    if let Some(reading) = impossible {
        return reading;
    }
    match (digits.short(), abroad) {
        (Some(number), _) if !home.is_empty() || digits.count() <= SURELY_SHORT => {
            Reading::Extension { number }
        }
        (_, Some(reading)) => reading,
        _ if home.is_empty() => Reading::Unreadable { reason: Unreadable::NoHomeRegion },
        _ => NOT_A_NUMBER,
    }
}

/// Whether as many digits follow `00` as behind the international prefix of a home region.
fn is_long_enough_abroad(digits: &Digits) -> bool {
    digits.count() >= 2 + 6 && digits.get(2) != Some(0)
}

/// A national number of one plan, or one of its international numbers without the plus sign.
fn in_plan(digits: &Digits, plan: &Plan) -> Option<Reading> {
    let code = plan.code()?;
    if digits.starts_with(&DOUBLE_ZERO) {
        // Free-phone numbers of several countries begin with the `00` that others dial abroad with.
        // In every other plan the zeros are never part of a number.
        let own = plan.owns_double_zero(digits);
        return own.then(|| any(behind_code(code, *digits, false)));
    }
    let edited = plan.edited(digits);
    if let Some(edited) = edited.filter(|edited| plan.is_possible(edited.count())) {
        return Some(any(behind_code(code, edited, false)));
    }
    let coded = || {
        let has_code = digits.starts_with(&Digits::decimal(code.code.into()));
        has_code.then(|| international(digits, None))?.ok()
    };
    if edited.is_none() && plan.lacks_prefix(digits) {
        if let Some(reading) = coded() {
            return Some(reading);
        }
        if let Some(number) = digits.short().filter(|_| plan.is_open()) {
            return Some(Reading::Extension { number });
        }
    }
    if plan.is_possible(digits.count()) {
        return Some(any(behind_code(code, *digits, false)));
    }
    coded()
}
