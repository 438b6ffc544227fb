use std::fmt;
use std::str::FromStr;

use chrono::{Datelike, NaiveDate};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

const HOLIDAY: &str = "expected a date such as 2026-12-24, or 12-25 for every year";

/// A day with hours of its own. A date stands before a day of every year.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Holiday {
    /// One day: `2026-12-24`.
    Date(NaiveDate),
    /// The same day of every year: `12-25`.
    Yearly {
        /// 1 to 12.
        month: u32,
        /// 1 to 31.
        day: u32,
    },
}

impl Holiday {
    /// What a day can be called, the most exact first.
    pub(super) fn keys_of(date: NaiveDate) -> [Self; 2] {
        [Self::Date(date), Self::Yearly { month: date.month(), day: date.day() }]
    }
}

impl fmt::Display for Holiday {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Date(date) => write!(formatter, "{date}"),
            Self::Yearly { month, day } => write!(formatter, "{month:02}-{day:02}"),
        }
    }
}

impl FromStr for Holiday {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        // The same digits in another number would be the same day twice.
        let well_formed = |day: &Self| day.to_string() == text;
        if let Ok(date) = text.parse() {
            return Some(Self::Date(date)).filter(well_formed).ok_or(HOLIDAY);
        }
        // In a leap year every day of any year exists.
        let date = NaiveDate::parse_from_str(&format!("2000-{text}"), "%Y-%m-%d").ok();
        let yearly = date.map(|date| Self::Yearly { month: date.month(), day: date.day() });
        yearly.filter(well_formed).ok_or(HOLIDAY)
    }
}

impl Serialize for Holiday {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Holiday {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(de::Error::custom)
    }
}
