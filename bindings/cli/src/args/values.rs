//! How values are read off the command line.

use callscreen_core::call::Moment;
use callscreen_core::lists::ListWeight;
use callscreen_core::number::Region;
use callscreen_core::policy::Preset;
use clap::builder::{PossibleValuesParser, TypedValueParser};
use serde::de::DeserializeOwned;
use serde_json::Value;

/// A region by its code.
pub(super) fn region(text: &str) -> Result<Region, String> {
    Region::from_code(text).ok_or_else(|| "expected an ISO 3166-1 code such as CH".to_owned())
}

/// A point in time.
pub(super) fn moment(text: &str) -> Result<Moment, String> {
    Moment::from_rfc3339(text)
        .ok_or_else(|| "expected a time such as 2026-11-21T08:15:00+01:00 (RFC 3339)".to_owned())
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
