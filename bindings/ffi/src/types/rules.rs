//! The user's own word: rules, organisations and reports.

use callscreen_core::call::Moment;
use callscreen_core::lists::Category;
use callscreen_core::marks::{Mark, MarkExport, Opinion};
use callscreen_core::number::{E164, Number, NumberType, Prefix, Region, SenderName, Wildcard};
use callscreen_core::rules::{CallerKind, Matcher, Organisation, Rule, RuleLimits, RuleMatch};
use callscreen_core::schedule::Schedule;
use callscreen_core::verdict::Verdict;

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
