use serde::{Deserialize, Serialize};

use crate::number::{Number, Region};
use crate::verdict::{Step, Verdict};

/// Something that the user should know about the policy or a rule.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Finding {
    /// How bad it is.
    pub severity: Severity,
    /// What it is. [`super::describe`] puts it into plain words.
    #[serde(flatten)]
    pub problem: Problem,
}

/// How bad a finding is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
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
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "code", rename_all = "snake_case")]
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
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum NeverMatch {
    /// Numbering plans have no room for such numbers.
    NoSuchNumber,
    /// Its hours never come.
    HoursNeverCome,
}

/// A platform that calls come in on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Platform {
    /// Android asks for each call.
    Android,
    /// An iPhone takes a plan in advance and asks nobody.
    Ios,
}

/// Why a platform cannot keep a rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
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

impl Problem {
    /// The stable code, as JSON writes it.
    pub fn code(&self) -> &'static str {
        match self {
            Self::ContactsDoNotRing { .. } => "contacts_do_not_ring",
            Self::ExpectedDoNotRing { .. } => "expected_do_not_ring",
            Self::BusyTimesNeverEnd => "busy_times_never_end",
            Self::HoursNeverCome { .. } => "hours_never_come",
            Self::HoursNeverEnd { .. } => "hours_never_end",
            Self::UnknownGroup { .. } => "unknown_group",
            Self::UnspokenAtHome { .. } => "unspoken_at_home",
            Self::CountryAtHome { .. } => "country_at_home",
            Self::WithoutEffect { .. } => "without_effect",
            Self::CampaignNeverHappens { .. } => "campaign_never_happens",
            Self::OwnNumbersUnknown { .. } => "own_numbers_unknown",
            Self::PartnersBelowStrangers => "partners_below_strangers",
            Self::ForeignAboveHome => "foreign_above_home",
            Self::ForgottenTooSoon { .. } => "forgotten_too_soon",
            Self::CountryOfContacts { .. } => "country_of_contacts",
            Self::BlocksContact { .. } => "blocks_contact",
            Self::ReportedContact { .. } => "reported_contact",
            Self::PatternOfContacts { .. } => "pattern_of_contacts",
            Self::NeverMatches { .. } => "never_matches",
            Self::Shadowed { .. } => "shadowed",
            Self::ShadowedByMark { .. } => "shadowed_by_mark",
            Self::Redundant { .. } => "redundant",
            Self::Contradicts { .. } => "contradicts",
            Self::RuleNotKept { .. } => "rule_not_kept",
            Self::SparesTooMany { .. } => "spares_too_many",
            Self::StepsNotKept { .. } => "steps_not_kept",
            Self::VoicemailByCarrier => "voicemail_by_carrier",
        }
    }

    /// How bad it is.
    pub fn severity(&self) -> Severity {
        match self {
            Self::ContactsDoNotRing { .. }
            | Self::ExpectedDoNotRing { anybody: true }
            | Self::BusyTimesNeverEnd
            | Self::BlocksContact { .. }
            | Self::ReportedContact { .. } => Severity::Error,
            Self::ExpectedDoNotRing { anybody: false }
            | Self::HoursNeverCome { .. }
            | Self::HoursNeverEnd { .. }
            | Self::UnknownGroup { .. }
            | Self::UnspokenAtHome { .. }
            | Self::CountryAtHome { .. }
            | Self::CampaignNeverHappens { .. }
            | Self::PartnersBelowStrangers
            | Self::ForeignAboveHome
            | Self::ForgottenTooSoon { .. }
            | Self::CountryOfContacts { .. }
            | Self::NeverMatches { .. }
            | Self::Shadowed { .. }
            | Self::Contradicts { .. } => Severity::Warning,
            Self::WithoutEffect { .. }
            | Self::OwnNumbersUnknown { .. }
            | Self::PatternOfContacts { .. }
            | Self::ShadowedByMark { .. }
            | Self::Redundant { .. }
            | Self::RuleNotKept { .. }
            | Self::SparesTooMany { .. }
            | Self::StepsNotKept { .. }
            | Self::VoicemailByCarrier => Severity::Note,
        }
    }

    /// The rule it is about, if it is about one.
    pub fn rule(&self) -> Option<i64> {
        match self {
            Self::CountryOfContacts { rule, .. } => *rule,
            Self::BlocksContact { rule, .. }
            | Self::PatternOfContacts { rule, .. }
            | Self::SparesTooMany { rule }
            | Self::NeverMatches { rule, .. }
            | Self::Shadowed { rule, .. }
            | Self::ShadowedByMark { rule }
            | Self::Redundant { rule, .. }
            | Self::Contradicts { rule, .. }
            | Self::RuleNotKept { rule, .. } => Some(*rule),
            Self::ContactsDoNotRing { .. }
            | Self::ExpectedDoNotRing { .. }
            | Self::BusyTimesNeverEnd
            | Self::CampaignNeverHappens { .. }
            | Self::OwnNumbersUnknown { .. }
            | Self::ReportedContact { .. }
            | Self::HoursNeverCome { .. }
            | Self::HoursNeverEnd { .. }
            | Self::UnknownGroup { .. }
            | Self::UnspokenAtHome { .. }
            | Self::CountryAtHome { .. }
            | Self::WithoutEffect { .. }
            | Self::PartnersBelowStrangers
            | Self::ForeignAboveHome
            | Self::ForgottenTooSoon { .. }
            | Self::StepsNotKept { .. }
            | Self::VoicemailByCarrier => None,
        }
    }
}
