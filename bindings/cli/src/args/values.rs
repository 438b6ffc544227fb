//! How values are read off the command line.

use callscreen_core::call::Moment;
use callscreen_core::lists::ListWeight;
use callscreen_core::number::Region;
use callscreen_core::packs::PackKey;
use callscreen_core::policy::Preset;
use chrono::{Local, NaiveDate, NaiveTime, TimeDelta, TimeZone};
use clap::builder::{PossibleValuesParser, TypedValueParser};
use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::session::Session;

/// A region by its code.
pub(super) fn region(text: &str) -> Result<Region, String> {
    Region::from_code(text).ok_or_else(|| "expected an ISO 3166-1 code such as CH".to_owned())
}

/// A public key, or the file that holds it.
pub(super) fn pack_key(text: &str) -> Result<PackKey, String> {
    PackKey::parse(text).or_else(|error| {
        let file = std::fs::read_to_string(text).map_err(|_| error.to_string())?;
        PackKey::parse(&file).map_err(|error| error.to_string())
    })
}

/// A point in time.
pub(super) fn moment(text: &str) -> Result<Moment, String> {
    Moment::from_rfc3339(text)
        .ok_or_else(|| "expected a time such as 2026-11-21T08:15:00+01:00 (RFC 3339)".to_owned())
}

/// A point in time, or the midnight that a day begins with on the clock on the wall.
pub(super) fn day_or_moment(text: &str) -> Result<Moment, String> {
    let midnight = || {
        let day = text.parse::<NaiveDate>().ok()?.and_time(NaiveTime::MIN);
        // Where a clock is put forward at midnight, the day begins after the gap.
        let later = || Local.from_local_datetime(&(day + TimeDelta::hours(1))).earliest();
        Local.from_local_datetime(&day).earliest().or_else(later)
    };
    let moment = || midnight().map(|time| Session::moment(&time));
    Moment::from_rfc3339(text).or_else(moment).ok_or_else(|| {
        "expected a day such as 2026-11-21, or a time such as 2026-11-21T08:15:00+01:00".to_owned()
    })
}

/// The codes that JSON has for a value, so that flags and files speak the same words.
pub(super) fn codes<T>(codes: &'static [&'static str]) -> impl TypedValueParser<Value = T>
where
    T: DeserializeOwned + Clone + Send + Sync + 'static,
{
    PossibleValuesParser::new(codes)
        .try_map(|code| serde_json::from_value::<T>(Value::String(code)))
}

/// The presets by their names.
pub(super) fn presets() -> impl TypedValueParser<Value = Preset> {
    PossibleValuesParser::new(Preset::ALL.map(Preset::name))
        .try_map(|name| Preset::from_name(&name))
}

/// The weights of lists.
pub(super) fn weights() -> impl TypedValueParser<Value = ListWeight> {
    codes::<ListWeight>(&["block", "warn", "allow"])
}
