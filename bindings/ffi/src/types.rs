//! Mirrors of the core's types. A field that the core gains breaks this build, so nothing drifts.
//! The docs and defaults that Kotlin and Swift readers see are taken from here.

use callscreen_core::call::RawNumber;
use callscreen_core::call::{IncomingCall, Moment, Presentation, Verification};
use callscreen_core::callbacks::{
    CallbackChange, CallbackDesk, CallbackEntry, Caution, MessageTemplate,
};
use callscreen_core::caller::Caller;
use callscreen_core::import::{ImportProgress, ImportReport, SkipReason, Skipped};
use callscreen_core::journal::{CallOutcome, CallRef, Ending, JournalEntry};
use callscreen_core::journal::{JournalQuery, Retention};
use callscreen_core::lists::{
    BuiltInList, BuiltInRange, Category, ListFormat, ListInfo, ListReading, ListSettings,
    ListSource, ListWeight, Listing,
};
use callscreen_core::marks::{Mark, MarkExport, Opinion};
use callscreen_core::number::{
    E164, Number, NumberType, Prefix, Reading, Region, SenderName, ShortNumber, Spellings,
    Unreadable, Wildcard,
};
use callscreen_core::packs::Subscription;
use callscreen_core::plan::PlanReport;
use callscreen_core::rules::{CallerKind, Matcher, Organisation, Rule, RuleLimits, RuleMatch};
use callscreen_core::schedule::Schedule;
use callscreen_core::text::Language;
use callscreen_core::verdict::{Reason, Step, Verdict};

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

/// What the user or the app says about a list when importing it.
#[uniffi::remote(Record)]
pub struct ListSource {
    /// The name, unique among the lists; importing under the same name replaces the list.
    pub name: String,
    /// Where it comes from, for people.
    pub source: String,
    /// Its licence, or empty when unknown.
    pub licence: String,
    /// How many reports or votes a number needs before the list counts; `None` for as many as the list
    /// it replaces asks for, or as a source of this kind needs, or one.
    #[uniffi(default = None)]
    pub threshold: Option<u32>,
    /// Its version, in the words of its source, or empty when unknown.
    #[uniffi(default = "")]
    pub version: String,
    /// What the list is good for; `None` for what the list it replaces is good for, or to block.
    #[uniffi(default = None)]
    pub weight: Option<ListWeight>,
    /// How old a report in a file may be, in days, where the file tells; 0 for any age, `None` for
    /// what a source of this kind needs.
    #[uniffi(default = None)]
    pub max_age_days: Option<u32>,
}

/// What a list is good for.
#[uniffi::remote(Enum)]
pub enum ListWeight {
    /// The list knows call centres: the step `CallCentre` of the ladder decides.
    Block,
    /// The list is in the facts, so that an app can show it, and decides nothing.
    Warn,
    /// The list vouches for its numbers: neither other lists nor a reserved range count against
    /// them. It does not make them ring.
    Allow,
}

/// What the user can change about a list.
#[uniffi::remote(Record)]
pub struct ListSettings {
    /// How many reports or votes a number needs before the list counts.
    pub threshold: u32,
    /// What the list is good for.
    pub weight: ListWeight,
    /// Whether the list is asked. One that is not stays stored and says nothing.
    pub enabled: bool,
}

/// An imported list.
#[uniffi::remote(Record)]
pub struct ListInfo {
    /// The name.
    pub name: String,
    /// Where it comes from, for people.
    pub source: String,
    /// Its licence, or empty when unknown.
    pub licence: String,
    /// How many reports or votes a number needs before the list counts.
    pub threshold: u32,
    /// Its version, in the words of its source, or empty when unknown.
    pub version: String,
    /// What the list is good for.
    pub weight: ListWeight,
    /// Whether the list is asked.
    pub enabled: bool,
    /// When it was imported or last updated, in milliseconds since 1970-01-01 UTC.
    pub imported_at_ms: i64,
    /// How many single numbers it holds.
    pub numbers: u64,
    /// How many ranges it holds.
    pub ranges: u64,
    /// The packs it comes from; `None` for a list that was imported from a file.
    #[uniffi(default = None)]
    pub pack: Option<Subscription>,
}

/// A list that is built in, and whether it counts.
#[uniffi::remote(Record)]
pub struct BuiltInList {
    /// Its id, which packs that take its place have too; its name in the facts as well.
    pub id: String,
    /// Its version: the day it is of, as a number. Packs with a later one take its place.
    pub version: u64,
    /// The day on which the rules were as it says, such as `2026-11-21`.
    pub as_of: String,
    /// What it is good for.
    pub weight: ListWeight,
    /// The name of the stored list that takes its place; `None` while it counts itself.
    pub replaced_by: Option<String>,
    /// Its ranges.
    pub ranges: Vec<BuiltInRange>,
}

/// A range of a list that is built in.
#[uniffi::remote(Record)]
pub struct BuiltInRange {
    /// The region whose regulator made the rule.
    pub region: Region,
    /// The digits that its numbers begin with.
    pub prefix: Prefix,
    /// Fewest digits of a number in it, country calling code included.
    pub min_digits: u32,
    /// Most digits.
    pub max_digits: u32,
    /// Who calls from it.
    pub meaning: String,
    /// The regulator, and the rule or law.
    pub source: String,
    /// Since when it counts, in milliseconds since 1970-01-01 UTC; `None` for ever since.
    pub valid_from_ms: Option<i64>,
    /// Until when it counts, in milliseconds since 1970-01-01 UTC; `None` for until further notice.
    pub valid_until_ms: Option<i64>,
}

/// What one list says about a number.
#[uniffi::remote(Record)]
pub struct Listing {
    /// The name of the list.
    pub list: String,
    /// Reports or votes; `None` when the number lies in one of the list's ranges.
    pub score: Option<u32>,
    /// How many the list asks for.
    pub threshold: u32,
    /// What the list is good for.
    pub weight: ListWeight,
    /// What the calls are about, when the list says so.
    pub category: Option<Category>,
    /// A few words of the list, or empty.
    pub label: String,
    /// Since when the range counts, in milliseconds since 1970-01-01 UTC, when the list says so.
    #[uniffi(default = None)]
    pub valid_from_ms: Option<i64>,
}

/// What calls from a number are about, where the source of a list says so.
#[uniffi::remote(Enum)]
pub enum Category {
    /// Advertising and sales, by people or machines.
    Sales,
    /// Attempts to get at money or secrets.
    Fraud,
    /// Polls and market research.
    Survey,
    /// Prizes, lotteries and betting.
    Gambling,
    /// Rings once, so that one calls back at a high rate.
    Ping,
    /// Nobody speaks: call centres dial more than they can talk to.
    Silent,
    /// Collects debts.
    Debt,
    /// Parties, charities and other good causes.
    Cause,
}

/// A rule the user made.
#[uniffi::remote(Record)]
pub struct Rule {
    /// What the trace of a decision names.
    pub id: i64,
    /// Whom it concerns.
    pub matcher: Matcher,
    /// What becomes of their calls.
    pub verdict: Verdict,
    /// The user's own words, or empty.
    pub note: String,
    /// When and where it counts.
    pub limits: RuleLimits,
}

/// When and where a rule counts. Without a limit: always, on every line.
#[uniffi::remote(Record)]
pub struct RuleLimits {
    /// The line or SIM, by the name that calls have for it; `None` for any.
    #[uniffi(default = None)]
    pub line: Option<String>,
    /// The hours, as JSON such as `{"windows": ["mon-fri 08:00-18:00"]}`; `None` for all.
    #[uniffi(default = None)]
    pub schedule: Option<Schedule>,
}

/// Whom a rule concerns. `rule_pattern` writes it as people read it.
#[uniffi::remote(Enum)]
pub enum Matcher {
    /// One number: `+41 44 668 18 00`.
    Number {
        /// The number.
        number: Number,
    },
    /// A sender that shows a name instead of a number: `sender:MIGROS`. Capitals make no difference.
    Sender {
        /// The name.
        name: SenderName,
    },
    /// Every number that begins like this: `+41 900*`.
    Prefix {
        /// The beginning, country calling code first.
        prefix: Prefix,
    },
    /// The numbers from one to another, both included: `+41 44 668 18 00-+41 44 668 18 99`.
    Range {
        /// The first.
        first: E164,
        /// The last, with as many digits.
        last: E164,
    },
    /// The numbers that fit a pattern: `+41 44 668 ## 00`, `+41 44*00`.
    Wildcard {
        /// The pattern.
        pattern: Wildcard,
    },
    /// The numbers of a country: `country:FR`. A number that does not tell among those that share a
    /// calling code counts for the main one.
    Country {
        /// The country.
        region: Region,
    },
    /// The numbers of one type: `kind:premium`. A decision that has to ask for it takes longer.
    NumberType {
        /// The type.
        number_type: NumberType,
    },
    /// Callers of one kind that are no subscribers: `kind:short-code`.
    CallerKind {
        /// The kind.
        caller_kind: CallerKind,
    },
    /// The numbers of an organisation: `organisation:Acme`.
    Organisation {
        /// Its name.
        name: String,
    },
}

/// Callers that are no subscriber and no emergency service, by what they show.
#[uniffi::remote(Enum)]
pub enum CallerKind {
    /// A known service or help line.
    Service,
    /// A short code that a home region's plan of short numbers knows.
    ShortCode,
    /// A few digits that no plan knows.
    Extension,
    /// A name instead of a number.
    Alphanumeric,
}

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

/// A company, an office or a family with several numbers.
#[uniffi::remote(Record)]
pub struct Organisation {
    /// The name, in the user's words.
    pub name: String,
    /// Numbers, prefixes, ranges and wildcards.
    pub members: Vec<Matcher>,
}

/// A rule that concerns the caller.
#[uniffi::remote(Record)]
pub struct RuleMatch {
    /// The rule's id.
    pub rule: i64,
    /// What it says.
    pub verdict: Verdict,
}

/// What the user reports about a number.
#[uniffi::remote(Enum)]
pub enum Opinion {
    /// A call centre: its calls are rejected.
    CallCentre {
        /// What the calls are about, if the user says so.
        category: Option<Category>,
    },
    /// Nothing is wrong with it: its calls are allowed, whatever lists say.
    Fine,
}

/// A number that the user reported.
#[uniffi::remote(Record)]
pub struct Mark {
    /// The number.
    pub number: Number,
    /// What the user reports.
    pub opinion: Opinion,
    /// The user's own words, or empty.
    pub remark: String,
    /// When it was reported.
    pub at: Moment,
}

/// What an export of own reports holds.
#[uniffi::remote(Record)]
pub struct MarkExport {
    /// The numbers that are fine, in place of the call centres: for a list that vouches. They are
    /// never in one file, for whoever imports a list takes all of it for one or the other.
    #[uniffi(default = false)]
    pub fine: bool,
    /// The remarks too. They are the user's own words and may name people.
    #[uniffi(default = false)]
    pub remarks: bool,
}

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
    /// How a list was read; `None` for contacts.
    pub list: Option<ListReading>,
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

/// A call as it was answered.
#[uniffi::remote(Record)]
pub struct JournalEntry {
    /// Counts up with every call.
    pub id: i64,
    /// When the call arrived.
    pub at: Moment,
    /// Who called.
    pub caller: Caller,
    /// Verification status of the number.
    pub verification: Verification,
    /// The line that was called.
    pub line: Option<String>,
    /// What became of the call.
    pub verdict: Verdict,
    /// Why.
    pub reason: Reason,
    /// The few words that a list had for the caller, or empty.
    pub label: String,
    /// The id that the app gave the call, if it did.
    pub call_id: Option<String>,
    /// What came of the call, once the app has reported it.
    pub outcome: Option<CallOutcome>,
    /// What the user reports about the caller by now.
    pub mark: Option<Opinion>,
}

/// Which calls of the journal are wanted. What is left open does not matter.
#[uniffi::remote(Record)]
pub struct JournalQuery {
    /// From this number, in any spelling.
    #[uniffi(default = None)]
    pub number: Option<RawNumber>,
    /// At this time or later.
    #[uniffi(default = None)]
    pub since: Option<Moment>,
    /// Before this time.
    #[uniffi(default = None)]
    pub until: Option<Moment>,
    /// With this verdict.
    #[uniffi(default = None)]
    pub verdict: Option<Verdict>,
    /// With this text in the caller's label; letters of ASCII may be small or large.
    #[uniffi(default = None)]
    pub label: Option<String>,
    /// Older than the call with this id: the last one of the page before, to go on behind it.
    #[uniffi(default = None)]
    pub before: Option<i64>,
}

/// What came of a call.
#[uniffi::remote(Record)]
pub struct CallOutcome {
    /// How it ended.
    pub ending: Ending,
    /// For how many seconds it rang.
    #[uniffi(default = None)]
    pub ring_seconds: Option<u32>,
    /// For how many seconds they talked.
    #[uniffi(default = None)]
    pub talk_seconds: Option<u32>,
}

/// How a call ended.
#[uniffi::remote(Enum)]
pub enum Ending {
    /// The user took the call.
    Answered,
    /// Nobody took it, and the caller left no message.
    Missed,
    /// The user turned it down.
    Declined,
    /// The caller left a message.
    MessageLeft,
    /// The caller hung up after the first ring: whoever calls back may pay for it.
    RangOnce,
}

/// Which call of the journal is meant.
#[uniffi::remote(Enum)]
pub enum CallRef {
    /// The one with this id in the journal.
    Id {
        /// The id of the entry.
        id: i64,
    },
    /// The last one that the app screened under this id.
    CallId {
        /// The `call_id` of the incoming call.
        call_id: String,
    },
    /// The one at this time, give or take a minute, as a phone's call log tells it.
    Seen {
        /// The caller's number in any spelling; `None` when the call showed none.
        number: Option<RawNumber>,
        /// When the call arrived.
        at: Moment,
    },
}

/// How long the journal keeps calls. What the ladder learns from it reaches no further back.
#[uniffi::remote(Record)]
pub struct Retention {
    /// For how many days, 1 to 3650.
    pub days: u32,
    /// How many calls, the newest; 100 to 1,000,000.
    pub calls: u32,
}

/// Whom to ring back, and how many cannot be.
#[uniffi::remote(Record)]
pub struct CallbackDesk {
    /// One entry for each caller, the one due first at the front.
    pub callbacks: Vec<CallbackEntry>,
    /// How many calls went to voicemail or were missed of which no number is known, within the days
    /// that the settings look back.
    pub without_number: u32,
}

/// Somebody to ring back.
#[uniffi::remote(Record)]
pub struct CallbackEntry {
    /// Where to ring.
    pub number: Number,
    /// The number is in the address book.
    pub contact: bool,
    /// The country of the number, if it tells.
    pub region: Option<Region>,
    /// The few words that a list had for the caller, or empty.
    pub label: String,
    /// How often they tried since they were last reached.
    pub attempts: u32,
    /// The first of these tries.
    pub first_at: Moment,
    /// The last one.
    pub last_at: Moment,
    /// They left a message.
    pub message_left: bool,
    /// By when to ring back.
    pub due_at: Moment,
    /// It was put off, and that time has not come yet.
    pub snoozed: bool,
    /// Why it is better not to ring back.
    pub caution: Option<Caution>,
    /// The user's own words, or empty.
    pub note: String,
}

/// Why it is better not to ring back.
#[uniffi::remote(Enum)]
pub enum Caution {
    /// It rang briefly, from a number at which the caller pays extra: bait for an expensive call.
    PremiumRing,
    /// It rang briefly, from abroad: bait for an expensive call (in Japan *wangiri*, "one and cut").
    ForeignRing,
    /// The number is not the caller's own, or cannot exist: whoever answers there did not call.
    NotGenuine,
}

/// What the user does about a callback.
#[uniffi::remote(Enum)]
pub enum CallbackChange {
    /// Rang back. The caller is on the desk again when they try once more.
    Done,
    /// Will not ring back. The caller is on the desk again when they try once more.
    Dismiss,
    /// Will ring back later.
    Snooze {
        /// From when on it is due.
        until: Moment,
    },
    /// A few words to remember.
    Note {
        /// The words, or empty to take them away.
        text: String,
    },
    /// Takes back that it was done, dismissed or put off.
    Reopen,
}

/// A text with placeholders.
#[uniffi::remote(Record)]
pub struct MessageTemplate {
    /// By which it is asked for: small letters, digits and `_`.
    pub name: String,
    /// The text. `{name}` the caller's name, `{number}` their number, `{day}` and `{time}` of their
    /// last try, `{due}` by when to ring back, `{me}` the user's name.
    pub text: String,
    /// The user wrote it.
    pub own: bool,
}

/// What a written plan holds, and what it cannot.
#[uniffi::remote(Record)]
pub struct PlanReport {
    /// How many ranges.
    pub ranges: u64,
    /// How many numbers they hold. iOS takes just under two million in one load.
    pub numbers: u64,
    /// Steps that reject calls on a phone that asks us, which no plan can hold: they depend on the
    /// call, or concern all numbers but a few.
    pub not_kept: Vec<Step>,
    /// Rules that no plan can hold as they are: they count at some times or on some lines only, ask for
    /// the type of a number, or scatter too far. What they may spare is not in the plan, what they
    /// reject is not either.
    pub rules_not_kept: Vec<i64>,
}

/// A language that the texts exist in.
#[uniffi::remote(Enum)]
pub enum Language {
    /// English.
    English,
    /// German.
    German,
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
