//! Numbers in JSON: the same text that `expose` gives. JSON is for screens and files, never for logs.

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

use super::{E164, Number, Prefix, Region, SenderName, ShortNumber, Wildcard};

macro_rules! as_text {
    ($type:ty, $write:expr, $read:expr, $expected:literal) => {
        impl Serialize for $type {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.collect_str(&$write(*self))
            }
        }

        impl<'de> Deserialize<'de> for $type {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let text = String::deserialize(deserializer)?;
                $read(&text).ok_or_else(|| de::Error::custom(concat!("expected ", $expected)))
            }
        }
    };
}

as_text!(E164, E164::expose, E164::from_e164, "an E.164 number: `+` and 6 to 15 digits");
as_text!(ShortNumber, ShortNumber::expose, ShortNumber::from_digits, "1 to 12 digits");
as_text!(Number, Number::expose, Number::from_exposed, "an E.164 number or 1 to 12 digits");
as_text!(Prefix, Prefix::expose, Prefix::from_exposed, "a prefix such as +41900*");
as_text!(
    Wildcard,
    |pattern: Wildcard| pattern.expose(),
    Wildcard::from_exposed,
    "a pattern such as +4144*00"
);
as_text!(
    Region,
    |region| region,
    // One spelling only, as the JSON Schema of the policy says: the same country stands there once.
    |text: &str| Region::from_code(text).filter(|region| region.code() == text),
    "an ISO 3166-1 alpha-2 region in capitals such as CH"
);
as_text!(
    SenderName,
    |name: SenderName| name.expose().to_owned(),
    |text: &str| Some(SenderName::new(text)),
    "a name"
);
