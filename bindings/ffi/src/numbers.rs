//! Numbers cross the border as strings, where their redaction ends: an app must not log them.

use callscreen_core::Error;
use callscreen_core::call::RawNumber;
use callscreen_core::number::{E164, Number, Prefix, Region, SenderName, ShortNumber, Wildcard};
use callscreen_core::schedule::Schedule;

use crate::ScreenerError;

uniffi::custom_type!(RawNumber, String, {
    remote,
    try_lift: |text| Ok(RawNumber::new(text)),
    lower: |number| number.expose().to_owned(),
});

uniffi::custom_type!(E164, String, {
    remote,
    try_lift: |text| {
        Ok(E164::from_e164(&text).ok_or(ScreenerError::from(Error::InvalidNumber))?)
    },
    lower: |number| number.expose(),
});

uniffi::custom_type!(ShortNumber, String, {
    remote,
    try_lift: |text| {
        Ok(ShortNumber::from_digits(&text).ok_or(ScreenerError::from(Error::InvalidNumber))?)
    },
    lower: |number| number.expose(),
});

uniffi::custom_type!(Number, String, {
    remote,
    try_lift: |text| {
        Ok(Number::from_exposed(&text).ok_or(ScreenerError::from(Error::InvalidNumber))?)
    },
    lower: |number| number.expose(),
});

uniffi::custom_type!(Prefix, String, {
    remote,
    try_lift: |text| {
        Ok(Prefix::from_exposed(&text).ok_or(ScreenerError::from(Error::InvalidPrefix))?)
    },
    lower: |prefix| prefix.expose(),
});

// As JSON, which is how the policy has schedules too.
uniffi::custom_type!(Schedule, String, {
    remote,
    try_lift: |json| Ok(Schedule::from_json(&json).map_err(ScreenerError::from)?),
    lower: |schedule| schedule.to_json().unwrap_or_default(),
});

uniffi::custom_type!(Wildcard, String, {
    remote,
    try_lift: |text| {
        Ok(Wildcard::from_exposed(&text).ok_or(ScreenerError::from(Error::InvalidPrefix))?)
    },
    lower: |pattern| pattern.expose(),
});

uniffi::custom_type!(SenderName, String, {
    remote,
    try_lift: |text| Ok(SenderName::new(&text)),
    lower: |name| name.expose().to_owned(),
});

uniffi::custom_type!(Region, String, {
    remote,
    try_lift: |code| {
        let unknown = || ScreenerError::from(Error::UnknownRegion { code: code.clone() });
        Ok(Region::from_code(&code).ok_or_else(unknown)?)
    },
    lower: |region| region.code().to_owned(),
});
