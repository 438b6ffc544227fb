//! The call, as the platform tells it.

use std::fmt;

use chrono::{DateTime, FixedOffset};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

/// One incoming call, before anything is known about who it is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct IncomingCall {
    /// The caller's number as the platform hands it over, in any spelling; `None` when it gives none.
    #[serde(default)]
    pub number: Option<RawNumber>,
    /// What the network says about showing the number.
    #[serde(default)]
    pub presentation: Presentation,
    /// What the network says about the number being the caller's own.
    #[serde(default)]
    pub verification: Verification,
    /// The line or SIM that is called, by a name the app chooses; `None` when unknown.
    #[serde(default)]
    pub line: Option<String>,
    /// When the call arrived.
    pub at: Moment,
    /// A name that the app gives the call, by which it reports later what came of it, such as the
    /// UUID of the platform; never a number. `None` when time and number are enough to tell.
    #[serde(default)]
    pub call_id: Option<String>,
}

/// What the network says about showing the caller's number (3GPP TS 24.081, and the values of
/// Android's `TelecomManager.PRESENTATION_*`).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Presentation {
    /// The number may be shown.
    #[default]
    Allowed,
    /// The caller asked the network not to show it.
    Withheld,
    /// The network does not know it.
    Unknown,
    /// A public telephone.
    Payphone,
    /// The network of origin could not pass it on.
    Unavailable,
}

/// Verification status of the number (STIR/SHAKEN, RFC 8224; Android's
/// `Connection.VERIFICATION_STATUS_*`).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Verification {
    /// The network did not check, as in most countries.
    #[default]
    NotVerified,
    /// The network vouches for the number.
    Passed,
    /// The number is not the caller's.
    Failed,
}

/// A number in any spelling, not read yet. `Debug` shows none of it.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct RawNumber(String);

impl RawNumber {
    /// Wraps a number as it came.
    pub fn new(text: impl Into<String>) -> Self {
        Self(text.into())
    }

    /// The number as it came, never for a log.
    pub fn expose(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for RawNumber {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("RawNumber(…)")
    }
}

/// A point in time and the clock on the wall there. JSON writes it as RFC 3339.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Moment {
    /// Milliseconds since 1970-01-01 UTC.
    pub unix_ms: i64,
    /// How far local time is ahead of UTC, in minutes.
    pub utc_offset_minutes: i32,
}

impl Moment {
    /// Reads RFC 3339, such as `2026-11-21T08:15:00+01:00`.
    pub fn from_rfc3339(text: &str) -> Option<Self> {
        let time = DateTime::parse_from_rfc3339(text).ok()?;
        Some(Self {
            unix_ms: time.timestamp_millis(),
            utc_offset_minutes: time.offset().local_minus_utc() / 60,
        })
    }

    /// The time with its offset. `None` when a field is outside what a calendar can hold.
    pub fn to_datetime(self) -> Option<DateTime<FixedOffset>> {
        let offset = FixedOffset::east_opt(self.utc_offset_minutes.checked_mul(60)?)?;
        Some(DateTime::from_timestamp_millis(self.unix_ms)?.with_timezone(&offset))
    }
}

impl Serialize for Moment {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.to_datetime() {
            Some(time) => serializer.serialize_str(&time.to_rfc3339()),
            None => Err(serde::ser::Error::custom("the time is outside the calendar")),
        }
    }
}

impl<'de> Deserialize<'de> for Moment {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        Self::from_rfc3339(&text).ok_or_else(|| {
            de::Error::custom("expected a time such as 2026-11-21T08:15:00+01:00 (RFC 3339)")
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moment_round_trips_through_rfc3339() {
        let text = "\"2026-11-21T08:15:00+01:00\"";
        let moment: Moment = serde_json::from_str(text).unwrap();
        assert_eq!(moment.utc_offset_minutes, 60);
        assert_eq!(serde_json::to_string(&moment).unwrap(), text);
    }

    #[test]
    fn a_moment_outside_the_calendar_is_an_error_not_a_panic() {
        let moment = Moment { unix_ms: i64::MAX, utc_offset_minutes: i32::MIN };
        assert!(serde_json::to_string(&moment).is_err());
    }

    #[test]
    fn debug_shows_no_digit() {
        let call = IncomingCall {
            number: Some(RawNumber::new("+41446681800")),
            presentation: Presentation::Allowed,
            verification: Verification::NotVerified,
            line: None,
            at: Moment { unix_ms: 0, utc_offset_minutes: 0 },
            call_id: None,
        };
        assert!(!format!("{call:?}").contains("4466"));
    }
}
