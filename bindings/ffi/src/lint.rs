//! What in the policy and the rules will not be meant.

use callscreen_core::call::Moment;
use callscreen_core::lint::{self, Finding, NeverMatch, Platform, Problem, Severity, Unkept};
use callscreen_core::number::{Number, Region};
use callscreen_core::text::Language;
use callscreen_core::verdict::{Step, Verdict};

use crate::{Screener, ScreenerError};

#[uniffi::export]
impl Screener {
    /// Looks through the policy and the rules for what will not be meant: rules that can never match or
    /// contradict each other, contacts who do not ring, and what Android or an iPhone cannot keep. The
    /// most severe first; changes nothing. `now` tells which hours may still come, and what is still
    /// expected.
    pub fn lint(&self, now: Moment) -> Result<Vec<Finding>, ScreenerError> {
        Ok(self.0.lint(now)?)
    }
}

/// A finding as one plain sentence or two. It names a rule by its id and a setting by its field.
#[uniffi::export]
pub fn describe_problem(problem: &Problem, language: Language) -> Result<String, ScreenerError> {
    Ok(lint::describe(problem, language))
}

/// The rule that a finding is about, if it is about one.
#[uniffi::export]
pub fn rule_of_problem(problem: &Problem) -> Result<Option<i64>, ScreenerError> {
    Ok(problem.rule())
}

/// Something that the user should know about the policy or a rule.
#[uniffi::remote(Record)]
pub struct Finding {
    /// How bad it is.
    pub severity: Severity,
    /// What it is. `describe_problem` puts it into plain words.
    pub problem: Problem,
}

/// How bad a finding is.
#[uniffi::remote(Enum)]
pub enum Severity {
    /// People whom the user knows do not get through.
    Error,
    /// Something does not do what it seems to.
    Warning,
    /// Good to know.
    Note,
}

/// What is found: a stable code with its parameters. A rule is named by its id, a setting of the policy
/// by its field.
#[uniffi::remote(Enum)]
pub enum Problem {
    /// Contacts do not ring.
    ContactsDoNotRing {
        /// What becomes of their calls.
        verdict: Verdict,
    },
    /// Whom the user expects goes to voicemail.
    ExpectedDoNotRing {
        /// Whether anybody is expected now: then contacts go there too.
        anybody: bool,
    },
    /// The busy times never end, so contacts never ring.
    BusyTimesNeverEnd,
    /// Hours that never come.
    HoursNeverCome {
        /// The setting.
        field: String,
    },
    /// Hours that never end.
    HoursNeverEnd {
        /// The setting.
        field: String,
    },
    /// A group that is to ring in busy times, but nobody in the address book is in it.
    UnknownGroup {
        /// The group.
        group: String,
    },
    /// No language of a home region is among those that the user speaks.
    UnspokenAtHome {
        /// The home region.
        region: Region,
    },
    /// A verdict on calls from a country that is a home region, and so not abroad.
    CountryAtHome {
        /// The country.
        region: Region,
    },
    /// A setting that makes no difference.
    WithoutEffect {
        /// The setting.
        field: String,
    },
    /// A range campaign of more strangers than a block has numbers.
    CampaignNeverHappens {
        /// So many different strangers make a campaign.
        strangers: u32,
        /// So many numbers make a block.
        block_size: u32,
    },
    /// A setting that asks for the user's own numbers, of which none is known.
    OwnNumbersUnknown {
        /// The setting.
        field: String,
    },
    /// Whom the user called or spoke with gets through less than strangers do.
    PartnersBelowStrangers,
    /// Callers from abroad get through better than strangers at home.
    ForeignAboveHome,
    /// A step looks back further than the journal keeps calls.
    ForgottenTooSoon {
        /// The setting.
        field: String,
        /// How many days it looks back.
        days: u32,
        /// How many days calls are kept.
        kept_days: u32,
    },
    /// Calls from a country in which the user has contacts are blocked; the contacts ring, but not from
    /// another number.
    CountryOfContacts {
        /// The rule; `None` when it is the policy's setting `foreign.countries`.
        rule: Option<i64>,
        /// The country.
        region: Region,
        /// How many numbers of contacts are of this country.
        contacts: u32,
    },
    /// A number of the address book does not ring, because of a rule on it.
    BlocksContact {
        /// The rule.
        rule: i64,
        /// What becomes of the calls.
        verdict: Verdict,
    },
    /// A number of the address book does not ring, because the user reported it as a call centre.
    ReportedContact {
        /// The number.
        number: Number,
    },
    /// A pattern that blocks numbers of the address book, too. It does not reach them, for contacts come
    /// before patterns.
    PatternOfContacts {
        /// The rule.
        rule: i64,
        /// How many numbers of contacts it is about.
        contacts: u32,
    },
    /// A rule that no call can match.
    NeverMatches {
        /// The rule.
        rule: i64,
        /// Why.
        why: NeverMatch,
    },
    /// Other rules decide every call that the rule is about.
    Shadowed {
        /// The rule.
        rule: i64,
        /// Those that decide, at most ten of them.
        by: Vec<i64>,
    },
    /// A report of the user's on the number, made later, decides in place of the rule.
    ShadowedByMark {
        /// The rule.
        rule: i64,
    },
    /// Another rule, less specific, says the same.
    Redundant {
        /// The rule.
        rule: i64,
        /// The other one.
        by: i64,
    },
    /// Two rules that are as specific as each other say different things about the same numbers.
    Contradicts {
        /// The rule that decides.
        rule: i64,
        /// The other one.
        other: i64,
    },
    /// A rule that a platform cannot keep.
    RuleNotKept {
        /// The rule.
        rule: i64,
        /// The platform.
        platform: Platform,
        /// Why not.
        why: Unkept,
    },
    /// On an iPhone a rule lets more numbers ring than it is about: a plan cannot tell which these are,
    /// so it holds none of those that the rule may be about and that lists or less specific rules reject.
    SparesTooMany {
        /// The rule.
        rule: i64,
    },
    /// Steps of the policy that an iPhone cannot keep: the calls ring.
    StepsNotKept {
        /// The steps.
        steps: Vec<Step>,
    },
    /// Android knows no voicemail: it declines the call, and the carrier decides what then.
    VoicemailByCarrier,
}

/// Why no call can match a rule.
#[uniffi::remote(Enum)]
pub enum NeverMatch {
    /// Numbering plans have no room for such numbers.
    NoSuchNumber,
    /// Its hours never come.
    HoursNeverCome,
}

/// A platform that calls come in on.
#[uniffi::remote(Enum)]
pub enum Platform {
    /// Android asks for each call.
    Android,
    /// An iPhone takes a plan in advance and asks nobody.
    Ios,
}

/// Why a platform cannot keep a rule.
#[uniffi::remote(Enum)]
pub enum Unkept {
    /// It knows no voicemail.
    Voicemail,
    /// It does not tell apart lines, or does so only with a permission.
    Line,
    /// It does not ask at the time of the call.
    Hours,
    /// It shows no names of callers in place of numbers.
    Name,
    /// It takes international numbers only.
    Kind,
    /// The numbers cannot be told in advance.
    Numbers,
}
