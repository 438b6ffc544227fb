use std::fmt;
use std::str::FromStr;

use chrono::{Weekday, WeekdaySet};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

const MINUTES_OF_DAY: u32 = 24 * 60;
const WINDOW: &str = "expected days and hours such as \"mon-fri 08:00-18:00\"";
const HOURS: &str = "expected a beginning and another end such as 08:00-18:00; the whole day \
                     is 00:00-24:00";

/// From a time of day to another, which does not belong to it. Hours whose end comes before their
/// beginning go on over midnight.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hours {
    from: u32,
    to: u32,
}

impl Hours {
    /// From one minute of the day (0 to 1439) to another (0 to 1440). `None` for others, and when both
    /// are the same, which could be nothing or a day.
    pub fn new(from: u32, to: u32) -> Option<Self> {
        let sound = from < MINUTES_OF_DAY && to <= MINUTES_OF_DAY && from != to;
        sound.then_some(Self { from, to })
    }

    /// The minute of the day at which they begin.
    pub fn from(self) -> u32 {
        self.from
    }

    /// Their minutes, from midnight before they begin: those of the next day go on from 1440.
    pub(crate) fn minutes(self) -> std::ops::Range<u32> {
        self.from..if self.goes_over_midnight() { self.to + MINUTES_OF_DAY } else { self.to }
    }

    /// Whether the minute lies in them, on the day they begin.
    pub(super) fn holds(self, minute: u32) -> bool {
        self.from <= minute && (minute < self.to || self.goes_over_midnight())
    }

    /// Whether they go on over midnight, up to this minute of the next day.
    pub(super) fn reach(self, minute: u32) -> bool {
        self.goes_over_midnight() && minute < self.to
    }

    fn goes_over_midnight(self) -> bool {
        self.to < self.from
    }
}

impl fmt::Display for Hours {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [from, to] = [self.from, self.to].map(|minute| (minute / 60, minute % 60));
        write!(formatter, "{:02}:{:02}-{:02}:{:02}", from.0, from.1, to.0, to.1)
    }
}

impl FromStr for Hours {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let (from, to) = text.split_once('-').ok_or(HOURS)?;
        let hours = minute_of_day(from).zip(minute_of_day(to));
        hours.and_then(|(from, to)| Self::new(from, to)).ok_or(HOURS)
    }
}

/// Hours and minutes of two digits each.
fn minute_of_day(text: &str) -> Option<u32> {
    let (hour, minute) = text.split_once(':')?;
    let [hour, minute] = [hour, minute].map(|digits| {
        let two = digits.len() == 2 && digits.bytes().all(|digit| digit.is_ascii_digit());
        digits.parse::<u32>().ok().filter(|_| two)
    });
    let minute = minute.filter(|&minute| minute < 60)?;
    Some(hour? * 60 + minute)
}

/// Hours on some days of every week. Text and JSON: `mon-fri 08:00-18:00`, `mon,wed,fri 22:00-06:00`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Window {
    /// The days on which it begins.
    pub days: WeekdaySet,
    /// From when to when.
    pub hours: Hours,
}

const DAYS: [(&str, Weekday); 7] = [
    ("mon", Weekday::Mon),
    ("tue", Weekday::Tue),
    ("wed", Weekday::Wed),
    ("thu", Weekday::Thu),
    ("fri", Weekday::Fri),
    ("sat", Weekday::Sat),
    ("sun", Weekday::Sun),
];

impl fmt::Display for Window {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut runs = Vec::new();
        let mut days = DAYS.iter().map(|&(name, day)| (name, self.days.contains(day))).peekable();
        while let Some((first, open)) = days.next() {
            if !open {
                continue;
            }
            let mut last = first;
            while let Some((name, _)) = days.next_if(|&(_, open)| open) {
                last = name;
            }
            runs.push(if first == last { first.to_owned() } else { format!("{first}-{last}") });
        }
        write!(formatter, "{} {}", runs.join(","), self.hours)
    }
}

impl FromStr for Window {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let (days, hours) = text.trim().rsplit_once(' ').ok_or(WINDOW)?;
        let mut set = WeekdaySet::EMPTY;
        for run in days.split(',') {
            let (first, last) = run.split_once('-').unwrap_or((run, run));
            let (mut day, last) = day_called(first).zip(day_called(last)).ok_or(WINDOW)?;
            set.insert(day);
            // From Friday to Monday goes over the end of the week.
            while day != last {
                day = day.succ();
                set.insert(day);
            }
        }
        Ok(Self { days: set, hours: hours.parse()? })
    }
}

fn day_called(name: &str) -> Option<Weekday> {
    let name = name.trim();
    DAYS.iter().find(|(day, _)| day.eq_ignore_ascii_case(name)).map(|&(_, day)| day)
}

impl Serialize for Hours {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Hours {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(de::Error::custom)
    }
}

impl Serialize for Window {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Window {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(de::Error::custom)
    }
}
