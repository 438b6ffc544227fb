use serde::{Deserialize, Serialize};

use crate::caller::Caller;
use crate::number::NumberType;

/// Callers that are no subscriber and no emergency service, by what they show.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CallerKind {
    /// A known service or help line.
    Service,
    /// A short code that a home region's plan of short numbers knows.
    ShortCode,
    /// A few digits that no plan knows.
    Extension,
    /// A name instead of a number.
    Alphanumeric,
}

impl CallerKind {
    /// The words of a rule: `kind:short-code`.
    const WORDS: [(&'static str, Self); 4] = [
        ("service", Self::Service),
        ("short-code", Self::ShortCode),
        ("extension", Self::Extension),
        ("alphanumeric", Self::Alphanumeric),
    ];

    /// The kind of a caller that is no subscriber.
    pub(super) fn of(caller: &Caller) -> Option<Self> {
        match caller {
            Caller::Service { .. } => Some(Self::Service),
            Caller::ShortCode { .. } => Some(Self::ShortCode),
            Caller::Extension { .. } => Some(Self::Extension),
            Caller::Alphanumeric { .. } => Some(Self::Alphanumeric),
            // Missing numbers have a step of their own, and emergency services stand above all rules.
            Caller::Subscriber { .. }
            | Caller::Emergency { .. }
            | Caller::Withheld
            | Caller::Unknown
            | Caller::Payphone
            | Caller::Unavailable
            | Caller::Unreadable => None,
        }
    }

    pub(super) fn word(self) -> &'static str {
        word_in(&Self::WORDS, self)
    }

    pub(super) fn from_word(word: &str) -> Option<Self> {
        in_words(&Self::WORDS, word)
    }
}

/// The words of a rule for the types of numbers. A rule on what is unknown would be one on chance.
const TYPES: [(&str, NumberType); 11] = [
    ("mobile", NumberType::Mobile),
    ("fixed-line", NumberType::FixedLine),
    ("fixed-line-or-mobile", NumberType::FixedLineOrMobile),
    ("premium", NumberType::Premium),
    ("toll-free", NumberType::TollFree),
    ("shared-cost", NumberType::SharedCost),
    ("voip", NumberType::Voip),
    ("personal", NumberType::Personal),
    ("pager", NumberType::Pager),
    ("uan", NumberType::Uan),
    ("voicemail", NumberType::Voicemail),
];

pub(super) fn type_word(number_type: NumberType) -> &'static str {
    word_in(&TYPES, number_type)
}

pub(super) fn type_from_word(word: &str) -> Option<NumberType> {
    in_words(&TYPES, word)
}

fn word_in<T: Copy + PartialEq>(words: &[(&'static str, T)], wanted: T) -> &'static str {
    words.iter().find(|(_, value)| *value == wanted).map_or("unknown", |(word, _)| word)
}

fn in_words<T: Copy>(words: &[(&'static str, T)], wanted: &str) -> Option<T> {
    words.iter().find(|(word, _)| word.eq_ignore_ascii_case(wanted)).map(|&(_, value)| value)
}
