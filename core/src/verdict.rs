//! What becomes of a call, and why.

use serde::{Deserialize, Serialize};

use crate::facts::Facts;
use crate::lists::Category;
use crate::number::Region;

/// What becomes of the call, in the order of mildness.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub enum Verdict {
    /// The phone rings.
    Allow,
    /// The caller may leave a message; the phone stays quiet.
    Voicemail,
    /// The caller does not get through.
    Reject,
}

impl Verdict {
    /// Every verdict, the mildest first.
    pub const ALL: [Self; 3] = [Self::Allow, Self::Voicemail, Self::Reject];

    /// The stable code, as JSON and the store write it.
    pub fn code(self) -> &'static str {
        match self {
            Self::Allow => "allow",
            Self::Voicemail => "voicemail",
            Self::Reject => "reject",
        }
    }

    /// The verdict with this code.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|verdict| verdict.code() == code)
    }
}

/// The steps of the ladder, in their order, which is fixed; the first that matches decides.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Step {
    /// An emergency number, or the hours after an emergency call.
    Emergency,
    /// A number or sender the user allows, or reported as fine.
    OwnAllow,
    /// A call the user expects, from a number or from anybody, until a time.
    ExpectedCall,
    /// A number or sender the user blocks, or reported as a call centre.
    OwnBlock,
    /// Somebody in the address book.
    Contact,
    /// Callers that a rule of the user is about, not one by one; the most specific rule wins.
    OwnPattern,
    /// Somebody the user dialled or spoke with lately.
    ConversationPartner,
    /// A known call centre, or a range reserved for sales calls.
    CallCentre,
    /// The user has paused the steps below.
    Pause,
    /// A number that cannot be genuine.
    NotGenuine,
    /// No number at all.
    NoNumber,
    /// Several strangers from one block of numbers.
    RangeCampaign,
    /// The same number again and again over days.
    PersistentStranger,
    /// The same number again within minutes.
    RepeatCaller,
    /// A number from abroad.
    Foreign,
    /// Anybody else.
    Stranger,
}

impl Step {
    /// The step's place in the ladder of docs/policy.md. An expected call has that of the own allow,
    /// and the pause that of the first step it stands before.
    pub fn place(self) -> u32 {
        match self {
            Self::Emergency => 1,
            Self::OwnAllow | Self::ExpectedCall => 2,
            Self::OwnBlock => 3,
            Self::Contact => 4,
            Self::OwnPattern => 5,
            Self::ConversationPartner => 6,
            Self::CallCentre => 7,
            Self::Pause | Self::NotGenuine => 8,
            Self::NoNumber => 9,
            Self::RangeCampaign => 10,
            Self::PersistentStranger => 11,
            Self::RepeatCaller => 12,
            Self::Foreign => 13,
            Self::Stranger => 14,
        }
    }

    /// The stable code, as JSON writes it.
    pub fn code(self) -> &'static str {
        match self {
            Self::Emergency => "emergency",
            Self::OwnAllow => "own_allow",
            Self::ExpectedCall => "expected_call",
            Self::OwnBlock => "own_block",
            Self::Contact => "contact",
            Self::OwnPattern => "own_pattern",
            Self::ConversationPartner => "conversation_partner",
            Self::CallCentre => "call_centre",
            Self::Pause => "pause",
            Self::NotGenuine => "not_genuine",
            Self::NoNumber => "no_number",
            Self::RangeCampaign => "range_campaign",
            Self::PersistentStranger => "persistent_stranger",
            Self::RepeatCaller => "repeat_caller",
            Self::Foreign => "foreign",
            Self::Stranger => "stranger",
        }
    }
}

/// Why the verdict is what it is: a stable code with its parameters. [`crate::text::reason`] puts it
/// into plain words.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "code", rename_all = "snake_case")]
pub enum Reason {
    /// An emergency service calls with its own number.
    EmergencyNumber,
    /// An emergency call was made not long ago, so anybody may be calling back.
    AfterEmergencyCall,
    /// The user allows this number or sender.
    OwnAllow {
        /// The rule.
        rule: i64,
    },
    /// The user blocks this number or sender.
    OwnBlock {
        /// The rule.
        rule: i64,
    },
    /// The user reported this number as fine.
    MarkedFine,
    /// The user reported this number as a call centre.
    MarkedCallCentre {
        /// What the calls are about, if the user said so.
        category: Option<Category>,
    },
    /// The user expects a call.
    ExpectedCall {
        /// From anybody, not from this number.
        anybody: bool,
    },
    /// The number is in the address book.
    Contact,
    /// The number is in the address book, but the user is busy.
    BusyContact,
    /// The user set a verdict for callers like this.
    OwnPattern {
        /// The rule.
        rule: i64,
    },
    /// The user dialled this number lately.
    ConversationPartner,
    /// The user spoke with this number lately.
    SpokenWith,
    /// A list knows the number as a call centre.
    ListedCallCentre {
        /// The name of the list.
        list: String,
    },
    /// A regulator reserves the range for sales calls.
    ReservedForSales {
        /// The region whose regulator does.
        region: Region,
    },
    /// The user expects a call and has paused the steps below.
    Paused,
    /// The network says that the number is not the caller's.
    VerificationFailed,
    /// It is the user's own number, which somebody else shows.
    OwnNumber,
    /// It is nearly the user's own number.
    LookAlike {
        /// How many of the last digits differ.
        last_digits: u32,
    },
    /// No numbering plan holds such a number.
    ImpossibleNumber,
    /// The caller withheld the number.
    Withheld,
    /// The network does not know the number.
    UnknownNumber,
    /// A public telephone.
    Payphone,
    /// The number could not be passed on.
    Unavailable,
    /// Several strangers called from one block of numbers.
    RangeCampaign {
        /// How many different strangers, this one included; counted up to 10, or to as many as the policy
        /// asks for if they are more.
        strangers: u32,
    },
    /// The number called again and again over days.
    PersistentStranger {
        /// How many times, this one included; counted up to 10, or to as many as the policy asks for if
        /// they are more.
        calls: u32,
        /// On how many different days; counted likewise.
        days: u32,
    },
    /// The number called again within minutes, as slowly as people do.
    RepeatCaller {
        /// How many times, this one included; counted up to 20.
        calls: u32,
    },
    /// The policy has a verdict for this country.
    CountryRule {
        /// The country.
        region: Region,
    },
    /// From a country whose language the user does not speak.
    UnspokenLanguage {
        /// The country.
        region: Region,
    },
    /// From abroad.
    Foreign {
        /// The country; `None` for numbers that belong to none.
        region: Option<Region>,
    },
    /// Nothing is known about the caller.
    Stranger,
    /// Nothing is known about the caller, who calls in opening hours.
    OpeningHours,
    /// Nothing is known about the caller, who calls out of opening hours.
    OutOfHours,
    /// Something went wrong inside; the call is allowed to be safe.
    Fault,
}

impl Reason {
    /// The step that gives it; `None` for a fault.
    pub fn step(&self) -> Option<Step> {
        Some(match self {
            Self::EmergencyNumber | Self::AfterEmergencyCall => Step::Emergency,
            Self::OwnAllow { .. } | Self::MarkedFine => Step::OwnAllow,
            Self::ExpectedCall { .. } => Step::ExpectedCall,
            Self::OwnBlock { .. } | Self::MarkedCallCentre { .. } => Step::OwnBlock,
            Self::Contact | Self::BusyContact => Step::Contact,
            Self::OwnPattern { .. } => Step::OwnPattern,
            Self::ConversationPartner | Self::SpokenWith => Step::ConversationPartner,
            Self::ListedCallCentre { .. } | Self::ReservedForSales { .. } => Step::CallCentre,
            Self::Paused => Step::Pause,
            Self::VerificationFailed
            | Self::OwnNumber
            | Self::LookAlike { .. }
            | Self::ImpossibleNumber => Step::NotGenuine,
            Self::Withheld | Self::UnknownNumber | Self::Payphone | Self::Unavailable => {
                Step::NoNumber
            }
            Self::RangeCampaign { .. } => Step::RangeCampaign,
            Self::PersistentStranger { .. } => Step::PersistentStranger,
            Self::RepeatCaller { .. } => Step::RepeatCaller,
            Self::CountryRule { .. } | Self::UnspokenLanguage { .. } | Self::Foreign { .. } => {
                Step::Foreign
            }
            Self::Stranger | Self::OpeningHours | Self::OutOfHours => Step::Stranger,
            Self::Fault => return None,
        })
    }

    /// The stable code, as JSON writes it.
    pub fn code(&self) -> &'static str {
        match self {
            Self::EmergencyNumber => "emergency_number",
            Self::AfterEmergencyCall => "after_emergency_call",
            Self::OwnAllow { .. } => "own_allow",
            Self::OwnBlock { .. } => "own_block",
            Self::MarkedFine => "marked_fine",
            Self::MarkedCallCentre { .. } => "marked_call_centre",
            Self::ExpectedCall { .. } => "expected_call",
            Self::Contact => "contact",
            Self::BusyContact => "busy_contact",
            Self::OwnPattern { .. } => "own_pattern",
            Self::ConversationPartner => "conversation_partner",
            Self::SpokenWith => "spoken_with",
            Self::ListedCallCentre { .. } => "listed_call_centre",
            Self::ReservedForSales { .. } => "reserved_for_sales",
            Self::Paused => "paused",
            Self::VerificationFailed => "verification_failed",
            Self::OwnNumber => "own_number",
            Self::LookAlike { .. } => "look_alike",
            Self::ImpossibleNumber => "impossible_number",
            Self::Withheld => "withheld",
            Self::UnknownNumber => "unknown_number",
            Self::Payphone => "payphone",
            Self::Unavailable => "unavailable",
            Self::RangeCampaign { .. } => "range_campaign",
            Self::PersistentStranger { .. } => "persistent_stranger",
            Self::RepeatCaller { .. } => "repeat_caller",
            Self::CountryRule { .. } => "country_rule",
            Self::UnspokenLanguage { .. } => "unspoken_language",
            Self::Foreign { .. } => "foreign",
            Self::Stranger => "stranger",
            Self::OpeningHours => "opening_hours",
            Self::OutOfHours => "out_of_hours",
            Self::Fault => "fault",
        }
    }
}

/// The answer to a call.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Decision {
    /// What becomes of the call.
    pub verdict: Verdict,
    /// Why.
    pub reason: Reason,
    /// How the ladder came to it.
    pub trace: Trace,
}

/// The facts and the steps of one decision, as data.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Trace {
    /// What was known about the caller.
    pub facts: Facts,
    /// The steps asked, in order, up to the one that decided. Empty after a fault.
    pub steps: Vec<TraceStep>,
}

/// One step of the ladder and what it said.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TraceStep {
    /// The step.
    pub step: Step,
    /// What it said.
    pub outcome: Outcome,
}

/// What a step of the ladder said.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// The policy does not ask this step.
    Off,
    /// The step does not concern this caller.
    Passed,
    /// The step decided.
    Decided,
}
