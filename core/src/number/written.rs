//! From what people and machines write to the digits they mean. No region is known here.

use std::iter::Peekable;
use std::str::Chars;

use super::Unreadable;
use super::digits::{Digits, decimal_digit};
use super::plain::plain;
use super::word::Word;

/// A text message's sender has at most eleven characters (3GPP TS 23.040, 9.1.2.5), so beside nine
/// digits a word is no name but a label. A word dialled on the keypad leaves no room for them either.
const LABELLED: usize = 9;

/// Fewer digits before a word are the start of a number dialled by its word, or of a sender's name.
const MAYBE_LABELLED: usize = 7;

/// The bytes of the longest text looked at: every digit in four bytes and with a mark before it, and
/// a label. Whether one character is a letter can take half a microsecond to find out.
pub(super) const LONGEST_TEXT: usize = 512;

/// The digits of a written number.
#[derive(Clone, Copy, Default)]
pub(super) struct Written {
    /// The digits before any word, pause or extension.
    pub(super) digits: Digits,
    /// A plus sign stood before them.
    pub(super) plus: bool,
    /// Where a zero in brackets stood, as in `+41 (0)44`.
    pub(super) bracketed_zero: Option<usize>,
    /// The same digits, then the keypad's digits for the word after them.
    pub(super) with_word: Option<Digits>,
}

impl Written {
    /// Whether the digits before a word may stand alone.
    pub(super) fn may_stand_alone(&self) -> bool {
        self.with_word.is_none() || self.digits.count() >= MAYBE_LABELLED
    }
}

/// What a text holds.
pub(super) enum Text {
    Number(Written),
    Alphanumeric,
    Unreadable(Unreadable),
}

/// Takes a text apart.
pub(super) fn take_apart(text: &str) -> Text {
    if text.len() > LONGEST_TEXT {
        return Text::Unreadable(Unreadable::NotANumber);
    }
    if let Some(written) = plain(text) {
        return Text::Number(written);
    }
    let text = without_float(text.trim_matches(is_wrapping));
    // Androids before 4.4 logged unknown, withheld and payphone callers as these.
    if matches!(text, "-1" | "-2" | "-3") {
        return Text::Unreadable(Unreadable::Empty);
    }
    // The caller hid his number with this call: the number follows (3GPP TS 22.030, 6.5.5.4).
    let text = text.strip_prefix("*31#").or_else(|| text.strip_prefix("#31#")).unwrap_or(text);
    Reader::of(text).read()
}

/// The digits that a beginning of numbers has, and nothing besides: a pause, an extension or a second
/// number behind them would be read over, and what is left be taken for more than was written.
pub(super) fn whole_beginning(text: &str) -> Option<Written> {
    if text.len() > LONGEST_TEXT {
        return None;
    }
    let mut reader = Reader::of(text.trim_matches(is_wrapping));
    let label = reader.skip_label();
    match (reader.digits(), label) {
        (Stop::Complete, Label::None | Label::Announced) => Some(reader.written),
        _ => None,
    }
}

struct Reader<'a> {
    rest: Peekable<Chars<'a>>,
    written: Written,
}

/// What stopped the digits.
enum Stop {
    /// The end.
    Complete,
    /// Something that is no part of the number: a pause, a parameter, an extension behind a `#`.
    Cut,
    /// A word, which starts with this letter; whether it is set apart from the digits.
    Word(char, bool),
    Failed(Unreadable),
}

impl<'a> Reader<'a> {
    fn of(text: &'a str) -> Self {
        Self { rest: text.chars().peekable(), written: Written::default() }
    }

    fn read(mut self) -> Text {
        if self.begins_with_extension() {
            return Text::Unreadable(Unreadable::NotANumber);
        }
        let label = self.skip_label();
        if starts_scientific(self.rest.clone(), label) {
            return Text::Unreadable(Unreadable::ScientificNotation);
        }
        match self.digits() {
            Stop::Failed(_) if label == Label::Name => Text::Alphanumeric,
            Stop::Failed(reason) => Text::Unreadable(reason),
            Stop::Word(first, apart) if label == Label::None => self.word(first, apart),
            Stop::Word(..) if label == Label::Name => Text::Alphanumeric,
            Stop::Word(..) | Stop::Complete | Stop::Cut => self.labelled(label),
        }
    }

    fn labelled(self, label: Label) -> Text {
        let count = self.written.digits.count();
        let is_number = match label {
            Label::None | Label::Announced => count > 0,
            Label::Name => count >= LABELLED || self.written.plus && count >= MAYBE_LABELLED,
        };
        match label {
            _ if is_number => Text::Number(self.written),
            Label::None => Text::Unreadable(Unreadable::Empty),
            Label::Name | Label::Announced => Text::Alphanumeric,
        }
    }

    /// Whether an extension stands before the number, as in `x12 044 668 18 00`: together they would be
    /// somebody else's.
    fn begins_with_extension(&self) -> bool {
        let mut rest = self.rest.clone();
        let mut word = Word::default();
        while let Some(letter) = rest.next_if(|&next| is_letter(narrow(next))) {
            word.add(narrow(letter));
        }
        let is_digit = |&next: &char| decimal_digit(narrow(next)).is_some();
        if !word.is_extension() || rest.next_if(is_digit).is_none() {
            return false;
        }
        while rest.next_if(is_digit).is_some() {}
        rest.peek().is_some_and(|next| next.is_whitespace()) && rest.any(|next| is_digit(&next))
    }

    /// Skips what stands before the first digit.
    fn skip_label(&mut self) -> Label {
        let mut label = Label::None;
        while let Some(&next) = self.rest.peek() {
            let character = narrow(next);
            if decimal_digit(character).is_some()
                || matches!(character, '+' | '*' | '#' | '(' | '[')
            {
                break;
            }
            if is_letter(character) {
                label = Label::Name;
            } else if label == Label::Name && matches!(character, ':' | '.') {
                label = Label::Announced;
            }
            self.rest.next();
        }
        label
    }

    /// Reads digits until something ends the number.
    fn digits(&mut self) -> Stop {
        let mut opened = false;
        let mut zero_at = None;
        let mut apart = false;
        while let Some(next) = self.rest.next() {
            let character = narrow(next);
            let started = self.written.digits.count() > 0;
            if let Some(digit) = decimal_digit(character) {
                zero_at = (opened && digit == 0).then_some(self.written.digits.count());
                if self.written.digits.push(digit).is_none() {
                    return Stop::Failed(Unreadable::TooLong);
                }
                opened = false;
                apart = false;
                continue;
            }
            match character {
                '+' if !started => self.written.plus = true,
                ';' | ',' | '@' if started => return Stop::Cut,
                '#' if started && self.digit_follows() => return Stop::Cut,
                // A second number, wildcards of a block list, a service code: not one number.
                '+' | '*' | '#' => return Stop::Failed(Unreadable::NotANumber),
                // Russia and others write `8~10` for the dial tone between their prefixes.
                '~' if self.waits_for_tone() => {}
                '?' | '%' | '~' | '_' if started => return Stop::Failed(Unreadable::NotANumber),
                'p' | 'P' | 'w' | 'W' if started && self.pause_follows() => return Stop::Cut,
                _ if is_letter(character) => return Stop::Word(character, apart),
                // A fraction, a circled or a Roman numeral: its value is no digit of the number.
                _ if character.is_numeric() => return Stop::Failed(Unreadable::NotANumber),
                _ => {}
            }
            if matches!(character, ')' | ']') && zero_at.is_some() {
                self.written.bracketed_zero = self.written.bracketed_zero.or(zero_at);
            }
            opened = matches!(character, '(' | '[');
            zero_at = None;
            apart |= !is_format(character);
        }
        Stop::Complete
    }

    /// A word after the digits: an extension, a label, a word for the keypad, or part of a name.
    fn word(mut self, first: char, apart: bool) -> Text {
        let count = self.written.digits.count();
        let mut word = Word::default();
        word.add(first);
        while let Some(&next) = self.rest.peek() {
            let character = narrow(next);
            if decimal_digit(character).is_some() {
                // Digits after a word: an extension, a second number, or a name such as `1und1`.
                return if word.is_extension() {
                    Text::Number(self.written)
                } else {
                    self.name_or_nonsense(&word)
                };
            }
            if is_letter(character) {
                word.add(character);
            } else {
                word.end();
            }
            self.rest.next();
        }
        if count >= LABELLED {
            return if apart { Text::Number(self.written) } else { self.name_or_nonsense(&word) };
        }
        if count < 3 || !word.is_dialled() {
            return if apart && count >= MAYBE_LABELLED && !word.is_wildcard() {
                Text::Number(self.written)
            } else {
                self.name_or_nonsense(&word)
            };
        }
        let with_word = word.keys.and_then(|keys| self.written.digits.followed_by(&keys));
        self.written.with_word = with_word;
        match with_word {
            Some(_) if apart || count < MAYBE_LABELLED => Text::Number(self.written),
            _ => self.name_or_nonsense(&word),
        }
    }

    /// Digits and letters that make no number: a sender such as `20Minuten`, or spoilt digits, or a
    /// pattern of numbers.
    fn name_or_nonsense(&self, word: &Word) -> Text {
        let has_digits = self.written.digits.count() >= MAYBE_LABELLED;
        if self.written.plus || has_digits || word.is_wildcard() {
            Text::Unreadable(Unreadable::NotANumber)
        } else {
            Text::Alphanumeric
        }
    }

    /// Whether a digit follows, before any letter.
    fn digit_follows(&self) -> bool {
        let next = self.rest.clone().map(narrow).find(|&next| {
            is_letter(next) || decimal_digit(next).is_some() || matches!(next, '*' | '#' | '+')
        });
        next.is_some_and(|next| decimal_digit(next).is_some())
    }

    /// Whether a `~` here is the wait for a dial tone: behind the one digit that asks for a line out of
    /// the town, before those that ask for one out of the country.
    fn waits_for_tone(&self) -> bool {
        self.written.digits.count() == 1
            && matches!(self.written.digits.get(0), Some(0 | 8))
            && self.rest.clone().next().is_some_and(|next| decimal_digit(narrow(next)).is_some())
    }

    /// Whether what follows a `p` or `w` is dialled after a pause.
    fn pause_follows(&self) -> bool {
        let next = self.rest.clone().find(|next| !next.is_whitespace());
        next.is_none_or(|next| {
            decimal_digit(next).is_some() || matches!(next, 'p' | 'P' | 'w' | 'W' | ',' | ';')
        })
    }
}

/// What stood before the digits.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Label {
    None,
    /// Letters: a sender's name, unless what follows is clearly a number.
    Name,
    /// Letters and a colon or full stop, as in `Tel.:`.
    Announced,
}

/// Full-width forms as East Asian keyboards write them, and plus signs of other kinds, as ASCII.
fn narrow(character: char) -> char {
    match character {
        '\u{FF01}'..='\u{FF5E}' => {
            char::from_u32(u32::from(character) - 0xFEE0).unwrap_or(character)
        }
        '\u{FE62}' | '\u{2795}' => '+',
        other => other,
    }
}

fn is_letter(character: char) -> bool {
    character.is_alphabetic()
}

/// Characters without a width: direction marks, joiners, the byte-order mark.
pub(super) fn is_format(character: char) -> bool {
    matches!(character,
        '\u{AD}' | '\u{61C}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}'
        | '\u{2060}'..='\u{2069}' | '\u{FEFF}' | '\u{FE00}'..='\u{FE0F}' | '\u{20E3}')
}

/// What spreadsheets and phones put around a number.
pub(super) fn is_wrapping(character: char) -> bool {
    character.is_whitespace()
        || character.is_control()
        || is_format(character)
        || matches!(character, '\'' | '"' | '=' | '’' | '‘' | '“' | '”' | '`')
}

/// The most digits of a short number that a program kept as a fraction of two digits.
const SHORT: usize = 4;

/// `41446681800.0` and `117.0` are numbers that a program kept as a fraction, perhaps behind a label.
fn without_float(text: &str) -> &str {
    let Some(start) = text.find(|next: char| next == '+' || next.is_ascii_digit()) else {
        return text;
    };
    let number = text.get(start..).unwrap_or_default();
    let Some((whole, fraction)) = number.split_once('.') else { return text };
    if fraction.is_empty() || fraction.bytes().any(|byte| byte != b'0') {
        return text;
    }
    let digits = whole.strip_prefix('+').unwrap_or(whole);
    let is_fraction = match fraction.len() {
        // Nobody sets one digit apart.
        1 => !digits.is_empty(),
        // Digits in pairs, threes and more are not rare at the end of a number, but these are whole
        // before them.
        2 => (1..=SHORT).contains(&digits.len()) || digits.len() >= LABELLED,
        _ => digits.len() >= LABELLED,
    };
    if is_fraction && digits.bytes().all(|byte| byte.is_ascii_digit()) {
        text.get(..start + whole.len()).unwrap_or(text)
    } else {
        text
    }
}

/// The most digits of an exponent. `20E0446681800` is no notation.
const LONGEST_EXPONENT: usize = 3;

/// `4.14467E+10` as a spreadsheet writes it, with any decimal sign, alone or before a remark: the last
/// digits are gone. A name such as `Studio 2E5` has no decimal sign.
fn starts_scientific(rest: Peekable<Chars<'_>>, label: Label) -> bool {
    let before = |sign: &char| matches!(sign, '+' | '-' | '−' | '(' | '[' | ' ');
    let mut rest = rest.map(narrow).skip_while(before);
    let is_mark = |next: char| matches!(next, '.' | ',' | '٫');
    let mut digits = 0;
    let mut marks = 0;
    let mut end = rest.find(|&next| {
        let is_digit = decimal_digit(next).is_some();
        digits += usize::from(is_digit);
        marks += usize::from(is_mark(next));
        !is_digit && !is_mark(next)
    });
    if digits == 0 || marks > 1 || label == Label::Name && marks == 0 {
        return false;
    }
    while end.is_some_and(char::is_whitespace) {
        end = rest.next();
    }
    if !matches!(end, Some('e' | 'E')) {
        return false;
    }
    let mut rest = rest.peekable();
    let is_signed = rest.next_if(|&sign| matches!(sign, '+' | '-' | '−')).is_some();
    let mut zeros = 0;
    let mut exponent = 0;
    while let Some(digit) = rest.peek().copied().and_then(decimal_digit) {
        // Zeros that fill an exponent up stand behind a sign.
        if is_signed && digit == 0 && exponent == 0 {
            zeros += 1;
        } else {
            exponent += 1;
        }
        rest.next();
    }
    zeros + exponent > 0 && exponent <= LONGEST_EXPONENT && !rest.next().is_some_and(is_letter)
}

/// The digits of a text that has one group of them and otherwise words: at least three, and no letter
/// next to them.
pub(super) fn lone_digits(text: &str) -> Option<Digits> {
    let mut digits = Digits::default();
    let mut before = None;
    let mut ended = false;
    for character in text.chars().map(narrow).filter(|&character| !is_format(character)) {
        match decimal_digit(character) {
            Some(_) if ended || before.is_some_and(is_letter) => return None,
            Some(digit) => digits.push(digit)?,
            None if matches!(character, '+' | '*' | '%' | '?' | '_' | '~' | '@') => return None,
            None if digits.count() > 0 && !ended => {
                if is_letter(character) {
                    return None;
                }
                ended = true;
            }
            None => {}
        }
        // Letters are told from others only next to digits, for that takes long.
        before = decimal_digit(character).is_none().then_some(character);
    }
    (digits.count() >= 3).then_some(digits)
}
