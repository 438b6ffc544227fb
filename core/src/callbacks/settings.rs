//! How soon to ring back.

use std::ops::RangeInclusive;

use rusqlite::OptionalExtension;
use serde::{Deserialize, Serialize};

use crate::call::Moment;
use crate::error::{Error, Result, parser_words};
use crate::json_place;
use crate::schedule::{OpeningTime, Schedule};
use crate::store::{Reader, Writer};

const SETTING: &str = "callbacks";
const MINUTE_MS: i64 = 60_000;
/// A month, for anything in minutes.
const MINUTES: RangeInclusive<u32> = 1..=43_200;

/// How soon to ring back, as JSON. A field that is left out has its default.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct CallbackSettings {
    /// When a business is open; `None` for a private phone.
    pub opening: Option<Schedule>,
    /// A business rings back within so many minutes of opening time.
    pub minutes: u32,
    /// The same for contacts, for whoever left a message, and for whoever tries again.
    pub urgent_minutes: u32,
    /// A private person rings back within so many minutes.
    pub private_minutes: u32,
    /// Abroad is rung back within so many minutes, by a business when it is open then.
    pub foreign_minutes: u32,
    /// After so many days without another try a caller is off the desk, unless they are a contact or
    /// left a message.
    pub days: u32,
}

impl Default for CallbackSettings {
    fn default() -> Self {
        Self {
            opening: None,
            minutes: 60,
            urgent_minutes: 15,
            private_minutes: 24 * 60,
            foreign_minutes: 48 * 60,
            days: 30,
        }
    }
}

impl CallbackSettings {
    /// Reads settings. An unknown field is an error with line, column and field.
    pub fn from_json(json: &str) -> Result<Self> {
        let settings: Self = serde_json::from_str(json).map_err(|error| {
            let place = format!("line {}, column {}", error.line().max(1), error.column().max(1));
            Error::CallbackSettings {
                reason: format!("{place}: {}", json_place::words(json, &error)),
            }
        })?;
        settings.check()?;
        Ok(settings)
    }

    /// Writes the settings as indented JSON.
    pub fn to_json(&self) -> Result<String> {
        serde_json::to_string_pretty(self)
            .map_err(|error| Error::CallbackSettings { reason: parser_words(&error) })
    }

    fn check(&self) -> Result<()> {
        let minutes = [
            ("minutes", self.minutes),
            ("urgent_minutes", self.urgent_minutes),
            ("private_minutes", self.private_minutes),
            ("foreign_minutes", self.foreign_minutes),
        ];
        let wrong = |field, expected| {
            Err(Error::CallbackSettings { reason: format!("{field}: expected {expected}") })
        };
        for (field, value) in minutes {
            if !MINUTES.contains(&value) {
                return wrong(field, "1 to 43200");
            }
        }
        if !(1..=3650).contains(&self.days) {
            return wrong("days", "1 to 3650");
        }
        Ok(())
    }

    /// By when to ring back somebody who first tried at `first` and last at `last`. Opening times that
    /// name no place are read off the clock that these bring along.
    pub(crate) fn due(
        &self,
        [first, last]: [Moment; 2],
        urgent: bool,
        foreign: bool,
        time: &mut OpeningTime,
    ) -> Moment {
        let Some(opening) = &self.opening else {
            let minutes = if foreign { self.foreign_minutes } else { self.private_minutes };
            return later(first, minutes);
        };
        if foreign {
            let due = later(first, self.foreign_minutes);
            return opening.next_opening(due).unwrap_or(due);
        }
        // When it hardly ever opens, it is as if it always were.
        let mut within = |from, minutes| {
            time.after(opening, from, minutes).unwrap_or_else(|| later(from, minutes))
        };
        let due = within(first, self.minutes);
        if !urgent {
            return due;
        }
        let soon = within(last, self.urgent_minutes);
        if soon.unix_ms < due.unix_ms { soon } else { due }
    }

    /// A due time as people are told it: on the clock of the office if it is at a place, else on the
    /// phone's as it goes now. The call's own may have been put forward or back since.
    pub(crate) fn on_the_clock(&self, due_ms: i64, now: Moment) -> Moment {
        let due = Moment { unix_ms: due_ms, ..now };
        self.opening.as_ref().map_or(due, |opening| opening.zone.on_its_clock(due))
    }
}

fn later(at: Moment, minutes: u32) -> Moment {
    Moment { unix_ms: at.unix_ms.saturating_add(i64::from(minutes) * MINUTE_MS), ..at }
}

/// What the user set, or the default.
pub(crate) fn stored(reader: &Reader<'_>) -> Result<CallbackSettings> {
    let mut statement = reader.prepare_cached("SELECT value FROM setting WHERE name = ?1")?;
    let json: Option<String> = statement.query_row([SETTING], |row| row.get(0)).optional()?;
    json.map_or_else(|| Ok(CallbackSettings::default()), |json| CallbackSettings::from_json(&json))
}

/// Goes back to the default.
pub(crate) fn clear(writer: &mut Writer<'_>) -> Result<()> {
    writer.execute("DELETE FROM setting WHERE name = ?1", [SETTING])?;
    Ok(())
}

/// Sets it.
pub(crate) fn set(writer: &mut Writer<'_>, settings: &CallbackSettings) -> Result<()> {
    settings.check()?;
    writer.execute(
        "INSERT INTO setting (name, value) VALUES (?1, ?2)
         ON CONFLICT (name) DO UPDATE SET value = excluded.value",
        (SETTING, settings.to_json()?),
    )?;
    Ok(())
}
