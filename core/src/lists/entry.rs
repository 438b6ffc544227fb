//! What lists hold, and what becomes of it.

use serde::{Deserialize, Serialize};

use crate::call::Moment;
use crate::number::{E164, NumberRange};

/// One entry of a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Whom it is about.
    pub subject: Subject,
    /// Reports or votes. Of no meaning for a range, which stands for itself.
    pub score: u32,
    /// What the calls are about, when the source says so.
    pub category: Option<Category>,
    /// A few words of the source, or empty. What is beyond [`Entry::MOST_LABEL_CHARACTERS`] is cut off.
    pub label: String,
    /// When a range counts. Of no meaning for a number.
    pub valid: Validity,
}

/// From which day on, and until which, a range counts: regulators set dates. Days are those of UTC,
/// counted from 1970-01-01.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Validity {
    /// The first day; `None` for ever since.
    pub from_day: Option<u32>,
    /// The first day on which it counts no more; `None` for until further notice.
    pub until_day: Option<u32>,
}

impl Validity {
    /// Whether the range counts at this moment.
    pub fn holds(self, at: Moment) -> bool {
        let day = at.unix_ms.div_euclid(DAY_MS);
        self.from_day.is_none_or(|from| i64::from(from) <= day)
            && self.until_day.is_none_or(|until| day < i64::from(until))
    }

    /// When it begins, in milliseconds since 1970-01-01 UTC.
    pub fn from_ms(self) -> Option<i64> {
        self.from_day.map(|day| i64::from(day) * DAY_MS)
    }

    /// When it counts no more, in milliseconds since 1970-01-01 UTC.
    pub fn until_ms(self) -> Option<i64> {
        self.until_day.map(|day| i64::from(day) * DAY_MS)
    }
}

const DAY_MS: i64 = 24 * 60 * 60 * 1000;

impl Entry {
    /// How many characters of a label are kept.
    pub const MOST_LABEL_CHARACTERS: usize = 64;

    /// An entry of which the source says nothing but that it is one.
    pub fn plain(subject: Subject) -> Self {
        Self { subject, score: 1, category: None, label: String::new(), valid: Validity::default() }
    }
}

/// Whom an entry of a list is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Subject {
    /// One number.
    Number(E164),
    /// All numbers that begin alike.
    Range(NumberRange),
}

/// One change to a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Change {
    /// Adds an entry. If it is there, the scores are added up, and category and label take the place
    /// of older ones if there are any.
    Add(Entry),
    /// Adds an entry, or puts it in the place of what the list knew.
    Put(Entry),
    /// Removes an entry. It need not be there.
    Remove(Subject),
}

/// What calls from a number are about, where the source of a list says so.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Category {
    /// Advertising and sales, by people or machines.
    Sales,
    /// Attempts to get at money or secrets.
    Fraud,
    /// Polls and market research.
    Survey,
    /// Prizes, lotteries and betting.
    Gambling,
    /// Rings once, so that one calls back at a high rate.
    Ping,
    /// Nobody speaks: call centres dial more than they can talk to.
    Silent,
    /// Collects debts.
    Debt,
    /// Parties, charities and other good causes.
    Cause,
}

impl Category {
    /// Every category.
    pub const ALL: [Self; 8] = [
        Self::Sales,
        Self::Fraud,
        Self::Survey,
        Self::Gambling,
        Self::Ping,
        Self::Silent,
        Self::Debt,
        Self::Cause,
    ];

    /// The stable code, as JSON and the store write it.
    pub fn code(self) -> &'static str {
        match self {
            Self::Sales => "sales",
            Self::Fraud => "fraud",
            Self::Survey => "survey",
            Self::Gambling => "gambling",
            Self::Ping => "ping",
            Self::Silent => "silent",
            Self::Debt => "debt",
            Self::Cause => "cause",
        }
    }

    /// The category with this code.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|category| category.code() == code)
    }
}
