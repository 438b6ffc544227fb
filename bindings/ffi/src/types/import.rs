//! What an import reports.

use callscreen_core::import::{ImportProgress, ImportReport, ListChanges, SkipReason, Skipped};
use callscreen_core::lists::{ListFormat, ListReading, UnreadDays};
use callscreen_core::number::Region;

/// What became of the rows of a file.
#[uniffi::remote(Record)]
pub struct ImportReport {
    /// Rows read: numbers or patterns, headers and blank lines not counted.
    pub rows: u64,
    /// New entries stored.
    pub taken: u64,
    /// Rows whose number was stored already.
    pub duplicates: u64,
    /// Rows left out, by reason.
    pub skipped: Vec<Skipped>,
    /// What a file of changes did to its list; `None` for any other file.
    #[uniffi(default = None)]
    pub changes: Option<ListChanges>,
    /// How a list was read; `None` for contacts.
    pub list: Option<ListReading>,
}

/// What a file of changes did to its list.
#[uniffi::remote(Record)]
pub struct ListChanges {
    /// New entries.
    pub added: u64,
    /// Entries of which the list says something else now.
    pub changed: u64,
    /// Entries that are in the list no more.
    pub removed: u64,
}

/// How a list was read.
#[uniffi::remote(Record)]
pub struct ListReading {
    /// What it was published as.
    pub format: ListFormat,
    /// The regions in which numbers without a country calling code were read, the first before the
    /// second.
    pub regions: Vec<Region>,
    /// How many numbers and patterns were written without a country calling code.
    pub national: u64,
    /// How many reports or votes a number of it needs now.
    pub threshold: u32,
    /// How old a report of it may be, in days; `None` for any age.
    pub max_age_days: Option<u32>,
    /// The file says of itself that it holds only what changed, so that it does not stand for a list
    /// alone: `import_list_changes` is for such.
    #[uniffi(default = false)]
    pub holds_changes: bool,
    /// Rows with a day that cannot be read, which count as fresh; `None` when there were none.
    #[uniffi(default = None)]
    pub unread_days: Option<UnreadDays>,
}

/// Rows with a day that cannot be read.
#[uniffi::remote(Record)]
pub struct UnreadDays {
    /// How many.
    pub rows: u64,
    /// The first lines concerned, counted as those of rows left out.
    pub first_lines: Vec<u64>,
}

/// What a list was published as.
#[uniffi::remote(Enum)]
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

/// How far an import has come.
#[uniffi::remote(Record)]
pub struct ImportProgress {
    /// How much of the file was read, in bytes.
    pub bytes_read: u64,
    /// The size of the file in bytes; 0 if nobody knows.
    pub bytes: u64,
    /// How many rows were read.
    pub rows: u64,
}

/// Rows left out for one reason.
#[uniffi::remote(Record)]
pub struct Skipped {
    /// Why.
    pub reason: SkipReason,
    /// How many.
    pub rows: u64,
    /// The first lines concerned, counted from 1; in an address book the line of the number, or where
    /// the card begins if that cannot be told. In a file without lines, which entries, from 1.
    pub first_lines: Vec<u64>,
}

/// Why a row was left out.
#[uniffi::remote(Enum)]
pub enum SkipReason {
    /// The number is empty.
    Empty,
    /// No numbering plan holds such a number.
    NotANumber,
    /// A short code or service number, where only subscribers make sense.
    ShortNumber,
    /// An emergency number, which is never blocked.
    EmergencyNumber,
    /// Letters instead of a number.
    Alphanumeric,
    /// A spreadsheet's scientific notation; the last digits are lost.
    ScientificNotation,
    /// A wildcard that is not at the end.
    WildcardInside,
    /// A regular expression that stands for more than numbers that begin alike.
    RegularExpression,
    /// The source marks the entry as harmless, or for something other than blocking.
    NotBlocked,
    /// The report is older than reports of such a source are good for.
    TooOld,
    /// The entry does not have the expected fields.
    WrongShape,
    /// The line is longer than any row.
    TooLong,
    /// A quote that never closes; the lines after it are read as if it were not there.
    UnclosedQuote,
    /// The card has no end; the numbers that stand in it whole are taken.
    UnfinishedCard,
    /// Text outside of any card.
    OutsideCard,
}
