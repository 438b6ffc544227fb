//! What a number is.

use callscreen_core::number::{
    E164, NumberType, Reading, SenderName, ShortNumber, Spellings, Unreadable,
};

/// What kind of line a number is, as its numbering plan tells.
#[uniffi::remote(Enum)]
pub enum NumberType {
    /// A mobile phone.
    Mobile,
    /// A fixed line.
    FixedLine,
    /// One of the two; North America's numbers do not tell which.
    FixedLineOrMobile,
    /// The caller pays extra, and the owner earns.
    Premium,
    /// The owner pays for the call.
    TollFree,
    /// Both pay.
    SharedCost,
    /// A telephone on the internet, where the plan has numbers for it.
    Voip,
    /// A number that follows a person from line to line.
    Personal,
    /// A pager.
    Pager,
    /// One number for all branches of a company.
    Uan,
    /// A mailbox.
    Voicemail,
    /// Nothing certain is known; says nothing against the caller.
    Unknown,
}

/// A number as people write it, for a screen, never for a log.
#[uniffi::remote(Record)]
pub struct Spellings {
    /// With a plus and the country calling code: `+41 44 668 18 00`.
    pub international: String,
    /// As in its own region: `044 668 18 00`. The international spelling where there is no other
    /// that is sure to lead back to the number.
    pub national: String,
}

/// What a written number turned out to be.
#[uniffi::remote(Enum)]
pub enum Reading {
    /// A subscriber, under the one key.
    Subscriber {
        /// The key at which all spellings of the number meet.
        number: E164,
    },
    /// An emergency number of a home region, or one that every phone accepts (112, 911 …).
    Emergency {
        /// The number as dialled.
        number: ShortNumber,
    },
    /// A known service or help line of a home region: a doctor on call, a directory.
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
    /// A sender written in letters, as businesses use for text messages.
    Alphanumeric {
        /// The letters.
        name: SenderName,
    },
    /// Not a number we may guess at.
    Unreadable {
        /// Why not.
        reason: Unreadable,
    },
}

/// Why a written number was refused.
#[uniffi::remote(Enum)]
pub enum Unreadable {
    /// No digit and no letter.
    Empty,
    /// More digits than ITU-T E.164 allows.
    TooLong,
    /// Written in national form, and no home region is known.
    NoHomeRegion,
    /// A spreadsheet's scientific notation (`4.14E+10`): the last digits are lost.
    ScientificNotation,
    /// Digits that no numbering plan can hold.
    NotANumber,
}
