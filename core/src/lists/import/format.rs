//! The formats that lists come in, and how each is known by its beginning.

use serde::{Deserialize, Serialize};

use super::{asterisk, no_phone_spam, one_line};
use crate::number::Region;

/// What a list was published as.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ListFormat {
    /// A table with a column of numbers, or a text with a number on each line.
    Table,
    /// Numbers on a single line, between commas, as Fossify Phone exports those it blocks.
    OneLine,
    /// Complaints about calls in spite of the Do Not Call Registry, a table for each day (FTC, US).
    FtcComplaints,
    /// Complaints about unwanted calls, as a table or JSON (FCC, US).
    FccComplaints,
    /// Rules of `SpamBlocker` as a table.
    SpamBlockerRules,
    /// A backup of `SpamBlocker`.
    SpamBlockerBackup,
    /// The block list of Yet Another Call Blocker as a table.
    CallBlockerTable,
    /// A backup of Yet Another Call Blocker.
    CallBlockerBackup,
    /// A slice of the database of Yet Another Call Blocker.
    CallBlockerSlice,
    /// Patterns and names of `NoPhoneSpam`.
    NoPhoneSpam,
    /// `PhoneBlock`'s list as JSON.
    PhoneBlockJson,
    /// `PhoneBlock`'s list as XML.
    PhoneBlockXml,
    /// `PhoneBlock`'s list for small devices.
    PhoneBlockBinary,
    /// Patterns of Saracroche, in either of its forms.
    Saracroche,
    /// An export of Spam Call Blocker (`adamff`).
    SpamCallBlocker,
    /// Another JSON list of numbers.
    Json,
    /// An address book, used as a list.
    Vcard,
    /// What Asterisk's `database show` prints.
    Asterisk,
    /// A phone book of a FRITZ!Box.
    FritzBox,
    /// Another XML phone book, as desk phones read them.
    PhoneBook,
}

impl ListFormat {
    /// The format in English, for a report.
    pub fn text(self) -> &'static str {
        match self {
            Self::Table => "a table",
            Self::OneLine => "numbers on one line",
            Self::FtcComplaints => "complaints to the FTC",
            Self::FccComplaints => "complaints to the FCC",
            Self::SpamBlockerRules => "rules of SpamBlocker",
            Self::SpamBlockerBackup => "a backup of SpamBlocker",
            Self::CallBlockerTable => "a block list of Yet Another Call Blocker",
            Self::CallBlockerBackup => "a backup of Yet Another Call Blocker",
            Self::CallBlockerSlice => "a database slice of Yet Another Call Blocker",
            Self::NoPhoneSpam => "patterns of NoPhoneSpam",
            Self::PhoneBlockJson => "PhoneBlock, JSON",
            Self::PhoneBlockXml => "PhoneBlock, XML",
            Self::PhoneBlockBinary => "PhoneBlock, binary",
            Self::Saracroche => "patterns of Saracroche",
            Self::SpamCallBlocker => "an export of Spam Call Blocker",
            Self::Json => "JSON",
            Self::Vcard => "an address book (vCard)",
            Self::Asterisk => "an Asterisk database",
            Self::FritzBox => "a FRITZ!Box phone book",
            Self::PhoneBook => "an XML phone book",
        }
    }

    /// What a list from this source needs, unless somebody says otherwise.
    pub fn preset(self) -> Option<Preset> {
        match self {
            // Nobody checks these reports, and callers forge the numbers they show: the lists hold
            // banks, parcel services and authorities that somebody reported once. What is forged
            // today belongs to somebody else tomorrow.
            Self::FtcComplaints | Self::FccComplaints => {
                Some(Preset { threshold: 3, max_age_days: 180, region: "US" })
            }
            _ => None,
        }
    }
}

/// How to read a source whose reports nobody checks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Preset {
    /// How many reports a number needs.
    pub threshold: u32,
    /// How old a report may be, in days.
    pub max_age_days: u32,
    region: &'static str,
}

impl Preset {
    /// The region in which its numbers are written.
    pub fn region(self) -> Option<Region> {
        Region::from_code(self.region)
    }
}

/// How a file is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Table,
    OneLine,
    NoPhoneSpam,
    Asterisk,
    Json,
    Xml,
    Vcard,
    PhoneBlockBinary,
    CallBlockerSlice,
}

impl Kind {
    /// The kind of a file that is no text, by its first bytes.
    pub(super) fn of_bytes(head: &[u8]) -> Option<Self> {
        match head {
            [b'P', b'B', b'B', b'L', ..] => Some(Self::PhoneBlockBinary),
            [b'Y', b'A', b'B', b'F' | b'X', ..] | [b'M', b'T', b'Z', b'F' | b'D' | b'X', ..] => {
                Some(Self::CallBlockerSlice)
            }
            _ => None,
        }
    }

    /// The kind of a text, by its beginning.
    pub(super) fn of_text(beginning: &str, home: &[Region]) -> Self {
        let text = beginning.trim_start();
        let begins = |word: &str| {
            text.get(..word.len()).is_some_and(|begin| begin.eq_ignore_ascii_case(word))
        };
        match text.chars().next() {
            Some('{' | '[') => Self::Json,
            Some('<') => Self::Xml,
            _ if begins("BEGIN:VCARD") => Self::Vcard,
            _ if asterisk::is(text) => Self::Asterisk,
            _ if no_phone_spam::is(text, home) => Self::NoPhoneSpam,
            _ if one_line::is(text, home) => Self::OneLine,
            _ => Self::Table,
        }
    }
}
