//! The clock on the wall of a place, for times that come without an offset.
//!
//! Not the zone of a schedule: that one is written in policies and rules, where it is a place or the
//! phone's own clock, and never the fixed offset that a log may be of.

use std::str::FromStr;

use chrono::{DateTime, NaiveDateTime, Offset, TimeZone as _};
use chrono_tz::Tz;

use crate::call::Moment;
use crate::error::{Error, Result};

const MINUTE_MS: i64 = 60 * 1000;
const DAY_MS: i64 = 24 * 60 * MINUTE_MS;
/// No clock is further ahead or behind: ISO 8601 and the zones there are stay below.
const MINUTES_AT_MOST: i32 = 18 * 60;

/// A place of the IANA time zone database, or a fixed offset as phones name it where they know no place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TimeZone {
    /// A place, such as `Europe/Zurich`.
    Place(Tz),
    /// So many minutes ahead of UTC, all year.
    Fixed(i32),
}

impl TimeZone {
    /// How many minutes its clock is ahead of UTC at a time in milliseconds since 1970-01-01 UTC. 0
    /// outside the calendar.
    pub fn offset_minutes(self, unix_ms: i64) -> i32 {
        match self {
            Self::Fixed(minutes) => minutes,
            Self::Place(zone) => DateTime::from_timestamp_millis(unix_ms).map_or(0, |time| {
                zone.offset_from_utc_datetime(&time.naive_utc()).fix().local_minus_utc() / 60
            }),
        }
    }
}

impl FromStr for TimeZone {
    type Err = Error;

    /// Reads a name of the IANA database, or an offset: `+01:00`, `Z`, `UTC+1`, and `GMT+0100` as an
    /// iPhone writes it.
    fn from_str(text: &str) -> Result<Self> {
        if let Ok(zone) = text.parse() {
            return Ok(Self::Place(zone));
        }
        let offset = ["UTC", "GMT", "UT"].into_iter().find_map(|name| text.strip_prefix(name));
        fixed(offset.unwrap_or(text)).map(Self::Fixed).ok_or(Error::InvalidTimeZone)
    }
}

/// `Z`, or a sign, hours of one or two digits and perhaps two of minutes, with a colon or without.
fn fixed(text: &str) -> Option<i32> {
    if text == "Z" {
        return Some(0);
    }
    let (ahead, digits) = match text.split_at_checked(1)? {
        ("+", digits) => (1, digits),
        ("-", digits) => (-1, digits),
        _ => return None,
    };
    let (hours, minutes) = match (digits.split_once(':'), digits.len()) {
        (Some(parts), _) => parts,
        (None, 3..) => digits.split_at_checked(digits.len() - 2)?,
        (None, _) => (digits, "00"),
    };
    let number = |text: &str, lengths: [usize; 2]| -> Option<i32> {
        let digits =
            lengths.contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit());
        if digits { text.parse().ok() } else { None }
    };
    let (hours, minutes) = (number(hours, [1, 2])?, number(minutes, [2, 2])?);
    let all = hours * 60 + minutes;
    (minutes < 60 && all <= MINUTES_AT_MOST).then_some(ahead * all)
}

/// The moment at which a clock on the wall shows this; `offset_at` tells how far it is ahead of UTC. Of an
/// hour that a night in autumn has twice it is the first one; in an hour that a night in spring leaves
/// out, the clock is one that nobody has put forward yet.
pub(crate) fn on_the_wall(wall: NaiveDateTime, offset_at: &dyn Fn(i64) -> i32) -> Option<Moment> {
    let wall_ms = wall.and_utc().timestamp_millis();
    let moment = |minutes: i32| {
        let unix_ms = wall_ms.checked_sub(i64::from(minutes) * MINUTE_MS)?;
        Some(Moment { unix_ms, utc_offset_minutes: minutes })
    };
    let [before, after] = [-DAY_MS, DAY_MS].map(|by| offset_at(wall_ms.saturating_add(by)));
    let [before, after] = [moment(before)?, moment(after)?];
    let shows = |moment: &Moment| offset_at(moment.unix_ms) == moment.utc_offset_minutes;
    let read = [before, after].into_iter().find(shows).unwrap_or(before);
    Some(Moment { utc_offset_minutes: offset_at(read.unix_ms), ..read })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_and_offsets_are_read_as_phones_name_them() {
        for (text, summer, winter) in [
            ("Europe/Zurich", 120, 60),
            ("America/St_Johns", -150, -210),
            ("UTC", 0, 0),
            ("Z", 0, 0),
            ("+05:30", 330, 330),
            ("GMT-0330", -210, -210),
            ("GMT+01:00", 60, 60),
            ("UTC+9", 540, 540),
        ] {
            let zone: TimeZone = text.parse().unwrap();
            let at = |text| Moment::from_rfc3339(text).unwrap().unix_ms;
            assert_eq!(zone.offset_minutes(at("2026-07-01T12:00:00Z")), summer, "{text}");
            assert_eq!(zone.offset_minutes(at("2026-12-01T12:00:00Z")), winter, "{text}");
        }
        for text in ["", "Zurich", "+", "+1:0", "+19:00", "+01:60", "GMT+", "+1:00:00", "+é0"] {
            assert!(matches!(text.parse::<TimeZone>(), Err(Error::InvalidTimeZone)), "{text}");
        }
    }

    #[test]
    fn every_time_on_the_wall_is_read_in_both_nights_of_the_year() {
        let zone: TimeZone = "Europe/Zurich".parse().unwrap();
        for (wall, expected) in [
            ("2026-10-25 01:30", "2026-10-25T01:30:00+02:00"),
            ("2026-10-25 02:30", "2026-10-25T02:30:00+02:00"),
            ("2026-10-25 03:00", "2026-10-25T03:00:00+01:00"),
            ("2026-10-26 02:30", "2026-10-26T02:30:00+01:00"),
            ("2026-03-29 01:59", "2026-03-29T01:59:00+01:00"),
            ("2026-03-29 02:30", "2026-03-29T03:30:00+02:00"),
            ("2026-03-29 03:00", "2026-03-29T03:00:00+02:00"),
        ] {
            let time = NaiveDateTime::parse_from_str(wall, "%Y-%m-%d %H:%M").unwrap();
            let read = on_the_wall(time, &|unix_ms| zone.offset_minutes(unix_ms));
            assert_eq!(read, Moment::from_rfc3339(expected), "{wall}");
        }
    }
}
