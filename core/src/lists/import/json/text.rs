//! What stands behind a key, whichever of JSON's types the source gave it: `4`, `"4"` and `4.0` are the
//! same number of votes.

use std::ops::Deref;

use serde::de::Error as _;
use serde::{Deserialize, Deserializer};
use serde_json::value::RawValue;

/// A text, a number or `true` and `false`, as written.
pub(super) struct Text(String);

impl Text {
    /// `None` for an object or an array.
    pub(super) fn of(json: &RawValue) -> Option<Self> {
        let written = json.get();
        match written.as_bytes().first()? {
            b'"' => serde_json::from_str(written).ok().map(Self),
            b'{' | b'[' => None,
            _ => Some(Self(whole(written).to_owned())),
        }
    }
}

/// Without a fraction that says nothing. A number with an exponent stays as it is, and is refused as
/// a number of which digits may be lost.
fn whole(number: &str) -> &str {
    match number.split_once('.') {
        Some((whole, fraction)) if fraction.bytes().all(|byte| byte == b'0') => whole,
        _ => number,
    }
}

impl Deref for Text {
    type Target = str;

    fn deref(&self) -> &str {
        &self.0
    }
}

impl<'de> Deserialize<'de> for Text {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let json = <&RawValue>::deserialize(deserializer)?;
        Self::of(json).ok_or_else(|| D::Error::custom("neither text nor number"))
    }
}
