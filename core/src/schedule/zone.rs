use std::fmt;
use std::str::FromStr;

use chrono::{NaiveDateTime, Offset, TimeDelta, TimeZone};
use chrono_tz::Tz;
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

use crate::call::Moment;

/// Whose clock a schedule is read off. No fixed offset, unlike a [`crate::time_zone::TimeZone`]: hours that
/// people keep move with summer time.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Zone {
    /// Where the phone is: the offset that the call brings along.
    #[default]
    Phone,
    /// A place of the IANA time zone database, wherever the phone is.
    Place(Tz),
}

impl Zone {
    const PHONE: &'static str = "phone";

    /// What the clock on the wall shows at that moment.
    pub(super) fn local(self, at: Moment) -> Option<NaiveDateTime> {
        let utc = at.to_datetime()?.naive_utc();
        utc.checked_add_signed(self.offset(utc, at.utc_offset_minutes))
    }

    /// The moment with what this clock shows then. The phone's shows what the moment brings along.
    pub(crate) fn on_its_clock(self, at: Moment) -> Moment {
        let Some(time) = at.to_datetime() else { return at };
        let offset = self.offset(time.naive_utc(), at.utc_offset_minutes).num_minutes();
        Moment { utc_offset_minutes: offset.try_into().unwrap_or(at.utc_offset_minutes), ..at }
    }

    /// How far the clock is ahead of UTC at a moment.
    pub(super) fn offset(self, utc: NaiveDateTime, phone_minutes: i32) -> TimeDelta {
        match self {
            Self::Phone => TimeDelta::minutes(phone_minutes.into()),
            Self::Place(zone) => {
                let offset = zone.offset_from_utc_datetime(&utc).fix();
                TimeDelta::seconds(offset.local_minus_utc().into())
            }
        }
    }
}

impl fmt::Display for Zone {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Phone => formatter.write_str(Self::PHONE),
            Self::Place(zone) => formatter.write_str(zone.name()),
        }
    }
}

impl FromStr for Zone {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        if text == Self::PHONE {
            return Ok(Self::Phone);
        }
        text.parse().map(Self::Place).map_err(
            |_| "expected a place of the IANA database such as \"Europe/Zurich\", or \"phone\"",
        )
    }
}

impl Serialize for Zone {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Zone {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(de::Error::custom)
    }
}
