use super::digits::{DOUBLE_ZERO, Digits};
use super::emergency::is_emergency;
use super::nationwide::nationwide;
use super::numbering_plan::{CallingCode, Plan, ZERO};
use super::plain::plain;
use super::service::{is_known, is_service};
use super::uri::{content, is_anonymous, phone_context};
use super::written::{LONGEST_TEXT, Text, Written, lone_digits, take_apart};
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

/// The most digits of an extension, or of a local number without its area code.
const LONGEST_EXTENSION: usize = 8;

const NOT_A_NUMBER: Reading = Reading::Unreadable { reason: Unreadable::NotANumber };

/// Reads a number as written. `home` lists the regions whose national spelling is meant, SIM first,
/// network second: the first in which the digits make a possible number wins. An empty list leaves
/// only international spellings readable.
///
/// An international number is a [`Reading::Subscriber`] whatever its length, because numbering plans
/// grow; [`has_possible_length`] tells whether its plan can hold it. A national number becomes a
/// subscriber only with a possible length.
pub fn read(raw: &str, home: &[Region]) -> Reading {
    // Space around a number says nothing, however much there is.
    let raw = if raw.len() > LONGEST_TEXT { raw.trim() } else { raw };
    if raw.len() > LONGEST_TEXT {
        return NOT_A_NUMBER;
    }
    // Nearly every number comes in a spelling that takes no decoding and holds no words.
    if let Some(written) = plain(raw) {
        return read_digits(&written, raw, home);
    }
    if is_anonymous(raw) {
        return Reading::Unreadable { reason: Unreadable::Empty };
    }
    let mut buffer = [0; _];
    let Some(text) = content(raw, &mut buffer) else {
        return NOT_A_NUMBER;
    };
    let written = match take_apart(text) {
        Text::Number(written) => written,
        Text::Alphanumeric => return or_help(named(text), text, home),
        Text::Unreadable(reason) => return or_help(Reading::Unreadable { reason }, text, home),
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
        (false, None) => or_help(named(text), text, home),
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

/// This reading, unless an emergency number stands beside the words, or before the `#` that sends it
/// (`112 Notruf`): a call for help is one, however it is written.
fn or_help(reading: Reading, text: &str, home: &[Region]) -> Reading {
    lone_digits(text)
        .filter(|digits| is_emergency(digits, home))
        .and_then(|digits| digits.short())
        .map_or(reading, |number| Reading::Emergency { number })
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
    if !written.plus {
        let digits = &written.digits;
        if let Some(number) = digits.short().filter(|_| is_emergency(digits, home)) {
            return Reading::Emergency { number };
        }
        if let Some(reading) = phone_context(text).and_then(|context| in_context(context, digits)) {
            return reading;
        }
        if let Some(number) = digits.short().filter(|_| is_service(digits, home)) {
            return Reading::Service { number };
        }
    }
    any(judge(written, home))
}

/// The subscriber that these digits are, if its plan can hold it.
pub(super) fn possible_subscriber(written: &Written, home: &[Region]) -> Option<E164> {
    match judge(written, home) {
        Ok(Reading::Subscriber { number }) => Some(number),
        _ => None,
    }
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
    let members = code.map(CallingCode::members).unwrap_or_default();
    Some(match digits.short() {
        Some(number) if is_service(digits, members) => Reading::Service { number },
        Some(number) if members.iter().any(|&region| is_known(digits, region)) => {
            Reading::ShortCode { number }
        }
        Some(number) if digits.count() <= LONGEST_EXTENSION => Reading::Extension { number },
        _ => reading,
    })
}

/// The reading of a number whose plan can hold it, or else that of one whose plan cannot.
type Judged = Result<Reading, Reading>;

fn any(judged: Judged) -> Reading {
    judged.unwrap_or_else(|impossible| impossible)
}

/// The number in digits without their context: with its country calling code, or as dialled at home.
fn judge(written: &Written, home: &[Region]) -> Judged {
    let Written { digits, bracketed_zero, .. } = written;
    match (written.plus, digits.get(0)) {
        (false, _) => national(digits, *bracketed_zero, home),
        (true, Some(0)) => behind_plus_and_prefix(digits, *bracketed_zero, home),
        (true, _) => international(digits, *bracketed_zero),
    }
}

/// A plus and an international prefix together, as some exports have it. No calling code begins with
/// 0, so without such a prefix nobody can tell what the plus was meant for.
fn behind_plus_and_prefix(
    digits: &Digits,
    bracketed_zero: Option<usize>,
    home: &[Region],
) -> Judged {
    let mut plans = home.iter().filter_map(|&region| Plan::of(region));
    let own = plans.find_map(|plan| plan.international_prefix(digits));
    let strip = own.or_else(|| is_long_enough_abroad(digits).then_some(DOUBLE_ZERO.count()));
    strip.map_or(Err(NOT_A_NUMBER), |strip| behind_prefix(digits, strip, bracketed_zero))
}

/// The number behind an international prefix of so many digits.
fn behind_prefix(digits: &Digits, strip: usize, bracketed_zero: Option<usize>) -> Judged {
    let zero_at = bracketed_zero.and_then(|place| place.checked_sub(strip));
    international(&digits.without_first(strip), zero_at)
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
    let is_possible = matches!(reading, Reading::Subscriber { .. }) && code.can_hold(&national);
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
    let lone_zero = national.has_lone_zero();
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
fn national(digits: &Digits, bracketed_zero: Option<usize>, home: &[Region]) -> Judged {
    let mut abroad = None;
    for &region in home {
        if let Some(number) = digits.short().filter(|_| is_known(digits, region)) {
            return Ok(Reading::ShortCode { number });
        }
        let Some(plan) = Plan::of(region) else { continue };
        let reading = match plan.international_prefix(digits) {
            // Nothing else begins with a region's own prefix but its free-phone numbers with `00`: a
            // number abroad that is too long or too short is nobody's at home.
            Some(strip) => match behind_prefix(digits, strip, bracketed_zero) {
                Ok(reading) => Some(reading),
                Err(reading) => {
                    abroad = abroad.or(Some(reading));
                    with_own_zeros(digits, plan)
                }
            },
            None => nationwide(digits, region)
                .map(|number| Reading::Subscriber { number })
                .or_else(|| in_plan(digits, plan)),
        };
        if let Some(reading) = reading {
            return Ok(reading);
        }
    }
    if let Some(reading) = abroad {
        return Err(reading);
    }
    // `00` is the international prefix that ITU-T E.164 recommends, and lists use it everywhere.
    if digits.starts_with(&DOUBLE_ZERO) {
        match behind_prefix(digits, DOUBLE_ZERO.count(), bracketed_zero) {
            Ok(reading) => return Ok(reading),
            Err(reading) => abroad = is_long_enough_abroad(digits).then_some(reading),
        }
    }
    let longest = if home.is_empty() { SURELY_SHORT } else { LONGEST_EXTENSION };
    Err(match (digits.short(), abroad) {
        (Some(number), _) if digits.count() <= longest => Reading::Extension { number },
        (_, Some(reading)) => reading,
        _ if home.is_empty() => Reading::Unreadable { reason: Unreadable::NoHomeRegion },
        _ => NOT_A_NUMBER,
    })
}

/// Whether as many digits follow `00` as behind the international prefix of a home region.
fn is_long_enough_abroad(digits: &Digits) -> bool {
    digits.starts_with(&DOUBLE_ZERO) && digits.count() >= 2 + 6 && digits.get(2) != Some(0)
}

/// Free-phone numbers of several countries begin with the `00` that others dial abroad with. In every
/// other plan the zeros are never part of a number.
fn with_own_zeros(digits: &Digits, plan: &Plan) -> Option<Reading> {
    let own = digits.starts_with(&DOUBLE_ZERO) && plan.owns_double_zero(digits);
    own.then(|| plan.code()).flatten().map(|code| any(behind_code(code, *digits, false)))
}

/// A national number of one plan, or one of its international numbers without the plus sign.
fn in_plan(digits: &Digits, plan: &Plan) -> Option<Reading> {
    let code = plan.code()?;
    if digits.starts_with(&DOUBLE_ZERO) {
        return with_own_zeros(digits, plan);
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
        let local = digits.short().filter(|_| digits.count() <= LONGEST_EXTENSION);
        if let Some(number) = local.filter(|_| plan.is_open()) {
            return Some(Reading::Extension { number });
        }
    }
    if plan.is_possible(digits.count()) && !plan.is_left_with_prefix(digits) {
        return Some(any(behind_code(code, *digits, false)));
    }
    coded()
}
