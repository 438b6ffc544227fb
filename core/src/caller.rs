//! Who is calling, as far as the call itself tells.

use serde::{Deserialize, Serialize};

use crate::call::{IncomingCall, Presentation};
use crate::import::SkipReason;
use crate::number::{self, E164, Number, Reading, Region, SenderName, ShortNumber};

/// The caller after reading the number and the presentation, before any look-up.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Caller {
    /// A subscriber with a number in E.164.
    Subscriber {
        /// The key at which everything known about the caller meets.
        number: E164,
    },
    /// An emergency service that shows its own number.
    Emergency {
        /// The emergency number.
        number: ShortNumber,
    },
    /// A known service or help line.
    Service {
        /// The number as dialled.
        number: ShortNumber,
    },
    /// A short code that a home region's plan of short numbers knows.
    // Journals before the kinds were told apart have `short` for all three.
    #[serde(alias = "short")]
    ShortCode {
        /// The number as dialled.
        number: ShortNumber,
    },
    /// A few digits that no plan knows: an internal extension, or a local number without its area
    /// code.
    Extension {
        /// The number as dialled.
        number: ShortNumber,
    },
    /// A name instead of a number.
    Alphanumeric {
        /// The name; empty in journals that did not keep it.
        #[serde(default)]
        name: SenderName,
    },
    /// The caller asked not to be shown.
    Withheld,
    /// The network does not know the number, or passed none on.
    Unknown,
    /// A public telephone.
    Payphone,
    /// The network of origin could not pass the number on.
    Unavailable,
    /// Something was shown that no numbering plan can hold.
    Unreadable,
}

impl Caller {
    /// Reads the caller off the call. `home` lists the regions whose national spelling is meant.
    pub fn identify(call: &IncomingCall, home: &[Region]) -> Self {
        match call.presentation {
            // A number that came along in spite of the caller's wish is not used.
            Presentation::Withheld => return Self::Withheld,
            Presentation::Unknown => return Self::Unknown,
            Presentation::Payphone => return Self::Payphone,
            Presentation::Unavailable => return Self::Unavailable,
            Presentation::Allowed => {}
        }
        match &call.number {
            Some(raw) if number::is_anonymous(raw.expose()) => Self::Withheld,
            Some(raw) if !raw.expose().trim().is_empty() => {
                Self::from_reading(number::read(raw.expose(), home))
            }
            _ => Self::Unknown,
        }
    }

    pub(crate) fn from_reading(reading: Reading) -> Self {
        match reading {
            Reading::Subscriber { number } => Self::Subscriber { number },
            Reading::Emergency { number } => Self::Emergency { number },
            Reading::Service { number } => Self::Service { number },
            Reading::ShortCode { number } => Self::ShortCode { number },
            Reading::Extension { number } => Self::Extension { number },
            Reading::Alphanumeric { name } => Self::Alphanumeric { name },
            Reading::Unreadable { .. } => Self::Unreadable,
        }
    }

    /// The number to meet the caller at again, if there is one.
    pub fn number(self) -> Option<Number> {
        match self {
            Self::Subscriber { number } => Some(Number::E164(number)),
            Self::Emergency { number }
            | Self::Service { number }
            | Self::ShortCode { number }
            | Self::Extension { number } => Some(Number::Short(number)),
            Self::Alphanumeric { .. }
            | Self::Withheld
            | Self::Unknown
            | Self::Payphone
            | Self::Unavailable
            | Self::Unreadable => None,
        }
    }
}

/// The number that a user, an address book or a platform means, for storing.
pub(crate) fn number_of(raw: &str, home: &[Region]) -> Result<Number, SkipReason> {
    let reading = number::read(raw, home);
    reading.number().ok_or(match reading {
        Reading::Unreadable { reason } => reason.into(),
        _ => SkipReason::Alphanumeric,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::call::{Moment, RawNumber, Verification};

    #[test]
    fn a_sip_uri_without_a_name_is_a_withheld_number() {
        for raw in [
            "sip:anonymous@anonymous.invalid",
            "anonymous@anonymous.invalid",
            "\"Anonymous\" <sip:anonymous@anonymous.invalid>;tag=9fxced76sl",
            "SIPS:Anonymous@ANONYMOUS.INVALID:5061",
        ] {
            let call = IncomingCall {
                number: Some(RawNumber::new(raw)),
                presentation: Presentation::Allowed,
                verification: Verification::NotVerified,
                line: None,
                at: Moment { unix_ms: 0, utc_offset_minutes: 0 },
                call_id: None,
            };
            assert_eq!(Caller::identify(&call, &[]), Caller::Withheld, "{raw}");
        }
    }
}
