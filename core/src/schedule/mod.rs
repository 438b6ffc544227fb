//! Opening hours: weekly windows, holidays, and the clock they are read off. Pure: the moment comes in
//! as an argument.
//!
//! A window is open while the clock on the wall shows a time within it, on the day it began. So an hour
//! that is missing in spring is no opening time, and one that comes twice in autumn is opening time
//! twice.

mod holiday;
#[cfg(test)]
mod json_schema;
mod opening;
mod window;
mod zone;

use std::collections::BTreeMap;

use chrono::{Datelike, NaiveDate, NaiveDateTime, Timelike};
use serde::{Deserialize, Serialize};

use crate::call::Moment;
use crate::error::{Error, Result, parser_words};
use crate::json_place;

pub use self::holiday::Holiday;
pub(crate) use self::opening::OpeningTime;
pub use self::window::{Hours, Window};
pub use self::zone::Zone;

/// When something is open. JSON:
///
/// ```json
/// {
///   "zone": "Europe/Zurich",
///   "windows": ["mon-fri 08:00-12:00", "mon-fri 13:30-18:00", "sat 22:00-02:00"],
///   "holidays": { "12-25": [], "2026-12-24": ["08:00-12:00"] }
/// }
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Schedule {
    /// Whose clock the windows are read off.
    #[serde(default)]
    #[cfg_attr(test, schemars(with = "String"))]
    pub zone: Zone,
    /// The windows of every week. They may overlap; none means closed.
    #[cfg_attr(test, schemars(with = "Vec<json_schema::Window>"))]
    pub windows: Vec<Window>,
    /// Days with hours of their own in place of the week's; none means closed all day. A window of the
    /// day before that goes on over midnight still does.
    #[serde(default)]
    #[cfg_attr(test, schemars(with = "BTreeMap<json_schema::Holiday, Vec<json_schema::Hours>>"))]
    pub holidays: BTreeMap<Holiday, Vec<Hours>>,
}

impl Schedule {
    /// Reads a schedule from JSON.
    pub fn from_json(json: &str) -> Result<Self> {
        serde_json::from_str(json)
            .map_err(|error| Error::InvalidSchedule { reason: json_place::words(json, &error) })
    }

    /// Writes the schedule as JSON on one line.
    pub fn to_json(&self) -> Result<String> {
        serde_json::to_string(self)
            .map_err(|error| Error::InvalidSchedule { reason: parser_words(&error) })
    }

    /// Whether `at` lies in a window. `false` outside what a calendar can hold.
    pub fn is_open(&self, at: Moment) -> bool {
        self.zone.local(at).is_some_and(|local| self.is_open_at(local))
    }

    fn is_open_at(&self, local: NaiveDateTime) -> bool {
        let minute = minute_of(local);
        let today = local.date();
        self.hours_on(today).any(|hours| hours.holds(minute))
            || today
                .pred_opt()
                .is_some_and(|yesterday| self.hours_on(yesterday).any(|hours| hours.reach(minute)))
    }

    /// What begins on this day: the hours of the holiday, or those of the weekday.
    fn hours_on(&self, date: NaiveDate) -> impl Iterator<Item = Hours> {
        let holiday = Holiday::keys_of(date).iter().find_map(|key| self.holidays.get(key));
        let weekday = date.weekday();
        let windows = if holiday.is_some() { &[] } else { self.windows.as_slice() };
        let on_weekday = windows.iter().filter(move |window| window.days.contains(weekday));
        holiday.into_iter().flatten().copied().chain(on_weekday.map(|window| window.hours))
    }
}

fn minute_of(local: NaiveDateTime) -> u32 {
    local.hour() * 60 + local.minute()
}

#[cfg(test)]
mod tests;
