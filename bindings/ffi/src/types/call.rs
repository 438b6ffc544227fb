//! One call and who it came from.

use callscreen_core::call::{IncomingCall, Moment, Presentation, RawNumber, Verification};
use callscreen_core::caller::Caller;
use callscreen_core::number::{E164, SenderName, ShortNumber};
use callscreen_core::text::Language;

/// One incoming call, before anything is known about who it is.
#[uniffi::remote(Record)]
pub struct IncomingCall {
    /// The caller's number as the platform hands it over, in any spelling; `None` when it gives none.
    pub number: Option<RawNumber>,
    /// What the network says about showing the number.
    pub presentation: Presentation,
    /// What the network says about the number being the caller's own.
    pub verification: Verification,
    /// The line or SIM that is called, by a name the app chooses; `None` when unknown.
    pub line: Option<String>,
    /// When the call arrived.
    pub at: Moment,
    /// A name that the app gives the call, by which it reports later what came of it, such as the
    /// UUID of the platform; never a number. `None` when time and number are enough to tell.
    #[uniffi(default = None)]
    pub call_id: Option<String>,
}

/// What the network says about showing the caller's number (3GPP TS 24.081, and the values of
/// Android's `TelecomManager.PRESENTATION_*`).
#[uniffi::remote(Enum)]
pub enum Presentation {
    /// The number may be shown.
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
#[uniffi::remote(Enum)]
pub enum Verification {
    /// The network did not check, as in most countries.
    NotVerified,
    /// The network vouches for the number.
    Passed,
    /// The number is not the caller's.
    Failed,
}

/// A point in time and the clock on the wall there. JSON writes it as RFC 3339.
#[uniffi::remote(Record)]
pub struct Moment {
    /// Milliseconds since 1970-01-01 UTC.
    pub unix_ms: i64,
    /// How far local time is ahead of UTC, in minutes.
    pub utc_offset_minutes: i32,
}

/// The caller after reading the number and the presentation, before any look-up.
#[uniffi::remote(Enum)]
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

/// A language that the texts exist in.
#[uniffi::remote(Enum)]
pub enum Language {
    /// English.
    English,
    /// German.
    German,
}
