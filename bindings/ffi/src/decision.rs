//! Mirrors of a decision and its trace. A field that the core gains breaks this build, so nothing
//! drifts. The docs that Kotlin and Swift readers see are taken from here.

use callscreen_core::call::Verification;
use callscreen_core::caller::Caller;
use callscreen_core::contacts::KnownContact;
use callscreen_core::facts::Facts;
use callscreen_core::journal::{Attempts, Redial};
use callscreen_core::lists::{Category, Listing};
use callscreen_core::marks::Opinion;
use callscreen_core::number::Region;
use callscreen_core::partners::Conversation;
use callscreen_core::rules::RuleMatch;
use callscreen_core::verdict::{Decision, Outcome, Reason, Step, Trace, TraceStep, Verdict};

/// What the ladder is asked about.
#[uniffi::remote(Record)]
pub struct Facts {
    /// Who calls, as far as the call tells.
    pub caller: Caller,
    /// Verification status of the number.
    pub verification: Verification,
    /// The country of the number; `None` without a number, or when it belongs to no country.
    pub region: Option<Region>,
    /// The number is a subscriber's outside the home regions.
    pub foreign: bool,
    /// The number can exist in its numbering plan. `true` when there is no number to judge.
    pub possible: bool,
    /// When an emergency number was last dialled, in milliseconds since 1970-01-01 UTC.
    pub emergency_call_at_ms: Option<i64>,
    /// Until when the user expects a call from the number, in milliseconds since 1970-01-01 UTC.
    pub expected_until_ms: Option<i64>,
    /// Until when the user expects a call from anybody, in milliseconds since 1970-01-01 UTC.
    pub anybody_expected_until_ms: Option<i64>,
    /// Until when the user pauses the steps about strangers, in milliseconds since 1970-01-01 UTC.
    pub paused_until_ms: Option<i64>,
    /// The number is in the address book.
    pub contact: Option<KnownContact>,
    /// The user's own verdict on this very number or sender.
    pub own_number: Option<RuleMatch>,
    /// What the user reported about this very number. It counts before a verdict on the number, for it
    /// is the later word.
    pub mark: Option<Opinion>,
    /// The user's own verdict on callers like this, by the most specific pattern.
    pub own_pattern: Option<RuleMatch>,
    /// When the user last dialled the number, in milliseconds since 1970-01-01 UTC.
    pub dialled_at_ms: Option<i64>,
    /// The conversation with the number that counts.
    pub spoken: Option<Conversation>,
    /// How many of the last digits differ from one of the user's own numbers, the nearest one: 0 when it
    /// is the user's own, `None` when more than six do.
    pub unlike_own_number: Option<u32>,
    /// Every list that knows the number.
    pub listings: Vec<Listing>,
    /// The region of the number, if a regulator reserves the number's range for sales calls.
    pub reserved_for_sales: Option<Region>,
    /// That range, with its source as the label, and the list that tells it: the one built in, or one
    /// from packs in its place.
    pub reserved_range: Option<Listing>,
    /// How many different strangers called from the number's block within the days that the policy
    /// looks back, this caller included; counted up to 10, or to as many as the policy asks for if they
    /// are more. 0 when the policy does not ask or the caller is no stranger.
    pub strangers_in_block: u32,
    /// How often and on how many days the number called within the days that the policy looks back, this
    /// call included; 0 when the policy does not ask or the caller is no stranger.
    pub attempts: Attempts,
    /// The calls from the number within the minutes that the policy looks back; `None` when this is the
    /// first, or the policy does not ask.
    pub redial: Option<Redial>,
}

/// What becomes of the call, in the order of mildness.
#[uniffi::remote(Enum)]
pub enum Verdict {
    /// The phone rings.
    Allow,
    /// The caller may leave a message; the phone stays quiet.
    Voicemail,
    /// The caller does not get through.
    Reject,
}

/// The steps of the ladder. Their order is fixed; the first that matches decides.
#[uniffi::remote(Enum)]
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

/// Why the verdict is what it is: a stable code with its parameters. [`crate::text::reason`] puts it
/// into plain words.
#[uniffi::remote(Enum)]
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

/// The answer to a call.
#[uniffi::remote(Record)]
pub struct Decision {
    /// What becomes of the call.
    pub verdict: Verdict,
    /// Why.
    pub reason: Reason,
    /// How the ladder came to it.
    pub trace: Trace,
}

/// The facts and the steps of one decision, as data.
#[uniffi::remote(Record)]
pub struct Trace {
    /// What was known about the caller.
    pub facts: Facts,
    /// The steps asked, in order, up to the one that decided. Empty after a fault.
    pub steps: Vec<TraceStep>,
}

/// One step of the ladder and what it said.
#[uniffi::remote(Record)]
pub struct TraceStep {
    /// The step.
    pub step: Step,
    /// What it said.
    pub outcome: Outcome,
}

/// What a step of the ladder said.
#[uniffi::remote(Enum)]
pub enum Outcome {
    /// The policy does not ask this step.
    Off,
    /// The step does not concern this caller.
    Passed,
    /// The step decided.
    Decided,
}

/// A call in which somebody answered and talked.
#[uniffi::remote(Record)]
pub struct Conversation {
    /// When it began, in milliseconds since 1970-01-01 UTC.
    pub at_ms: i64,
    /// How long it lasted, in seconds.
    pub seconds: u32,
}

/// How often a number called.
#[uniffi::remote(Record)]
pub struct Attempts {
    /// How many times; counted up to 10, or to as many as the policy asks for if they are more.
    pub calls: u32,
    /// On how many different days, on the clock of the last call; counted likewise.
    pub days: u32,
}

/// How quickly a number called again.
#[uniffi::remote(Record)]
pub struct Redial {
    /// How many times it called, counted up to 20.
    pub calls: u32,
    /// The shortest time between two calls that followed each other, in milliseconds.
    pub shortest_gap_ms: i64,
}
