//! The settings of each step of the ladder, in its order.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::nullable;
use crate::number::Region;
use crate::schedule::Schedule;
use crate::verdict::Verdict;

/// Settings of the emergency step, which cannot be switched off.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct EmergencyStep {
    /// For how many hours after an emergency call everybody gets through.
    #[cfg_attr(test, schemars(range(min = 1, max = 720)))]
    pub window_hours: u32,
}

/// Settings for calls that the user expects.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct ExpectedCallStep {
    /// What becomes of the call. Never `reject`.
    #[cfg_attr(test, schemars(schema_with = "super::json_schema::mild_verdict"))]
    pub verdict: Verdict,
}

/// Settings for contacts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct ContactStep {
    /// What becomes of a contact's call.
    pub verdict: Verdict,
    /// Times in which most contacts do not get through.
    #[serde(deserialize_with = "nullable")]
    pub busy: Option<BusyTimes>,
}

/// When contacts do not get through, and which do all the same.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct BusyTimes {
    /// When the user is busy.
    pub times: Schedule,
    /// What becomes of a contact's call then.
    pub verdict: Verdict,
    /// Whether favourites get through all the same.
    pub favourites_ring: bool,
    /// The groups of the address book that get through all the same, by name.
    pub ringing_groups: Vec<String>,
}

/// Settings for people the user dialled or spoke with.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct ConversationPartnerStep {
    /// What becomes of the call.
    pub verdict: Verdict,
    /// For how many days after dialling.
    #[cfg_attr(test, schemars(range(min = 1, max = 3650)))]
    pub dialled_days: u32,
    /// Whether conversations count too, whoever called.
    #[serde(deserialize_with = "nullable")]
    pub spoken: Option<Spoken>,
}

/// Which conversations count.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Spoken {
    /// For how many days after it.
    #[cfg_attr(test, schemars(range(min = 1, max = 3650)))]
    pub days: u32,
    /// From how many seconds on: it takes some to get rid of a call centre.
    #[cfg_attr(test, schemars(range(min = 1, max = 3600)))]
    pub seconds: u32,
}

/// Settings for known call centres.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct CallCentreStep {
    /// What becomes of the call.
    pub verdict: Verdict,
    /// Whether the ranges that regulators reserve for sales calls count.
    pub reserved_ranges: bool,
}

/// Settings for numbers that cannot be genuine. A cause that is `null` is not asked about.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct NotGenuineStep {
    /// The network says that the number is not the caller's.
    #[serde(deserialize_with = "nullable")]
    pub verification_failed: Option<Verdict>,
    /// The user's own number.
    #[serde(deserialize_with = "nullable")]
    pub own_number: Option<Verdict>,
    /// A number that its numbering plan has no room for. Never `reject`: plans grow.
    #[serde(deserialize_with = "nullable")]
    #[cfg_attr(test, schemars(schema_with = "super::json_schema::mild_verdict_or_null"))]
    pub impossible: Option<Verdict>,
    /// A number that is nearly the user's own, chosen to look familiar.
    #[serde(deserialize_with = "nullable")]
    pub look_alike: Option<LookAlike>,
}

/// Which numbers look like the user's own.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct LookAlike {
    /// What becomes of the call.
    pub verdict: Verdict,
    /// Those that differ in their last digits only, as many as these.
    #[cfg_attr(test, schemars(range(min = 1, max = 6)))]
    pub last_digits: u32,
}

/// Settings for calls without a number: four different callers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct NoNumberStep {
    /// The caller withheld it.
    pub withheld: Verdict,
    /// The network does not know it.
    pub unknown: Verdict,
    /// A public telephone.
    pub payphone: Verdict,
    /// It could not be passed on.
    pub unavailable: Verdict,
}

/// Settings for several strangers from one block of numbers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct RangeCampaignStep {
    /// What becomes of the call.
    pub verdict: Verdict,
    /// From how many different strangers on, the caller included.
    #[cfg_attr(test, schemars(range(min = 2)))]
    pub strangers: u32,
    /// How many numbers make a block: 100 is all that share everything but the last two digits.
    #[cfg_attr(test, schemars(extend("enum" = [10, 100, 1_000, 10_000])))]
    pub block_size: u32,
    /// How many days to look back.
    #[cfg_attr(test, schemars(range(min = 1, max = 3650)))]
    pub days: u32,
}

/// Settings for a stranger who rings again and again over days.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct PersistentStrangerStep {
    /// What becomes of the call.
    pub verdict: Verdict,
    /// From how many calls on, this one included.
    #[cfg_attr(test, schemars(range(min = 2, max = 100)))]
    pub calls: u32,
    /// And on how many different days, today included.
    #[cfg_attr(test, schemars(range(min = 1, max = 31)))]
    pub on_days: u32,
    /// How many days to look back.
    #[cfg_attr(test, schemars(range(min = 1, max = 3650)))]
    pub days: u32,
}

/// Settings for somebody who rings again within minutes, as people do when it is urgent.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct RepeatCallerStep {
    /// What becomes of the call.
    pub verdict: Verdict,
    /// How many seconds a human needs at least to ring again. A number that once was faster is a robot's,
    /// until `max_minutes` have passed.
    #[cfg_attr(test, schemars(range(min = 1, max = 3600)))]
    pub min_seconds: u32,
    /// After how many minutes it is no repetition any more.
    #[cfg_attr(test, schemars(range(min = 1, max = 1440)))]
    pub max_minutes: u32,
}

/// Settings for calls from abroad. What is `null` is treated like a stranger at home.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct ForeignStep {
    /// What becomes of calls from a country, whatever is spoken there, by its ISO 3166-1 code.
    #[cfg_attr(test, schemars(with = "BTreeMap<super::json_schema::RegionCode, Verdict>"))]
    pub countries: BTreeMap<Region, Verdict>,
    /// What becomes of a call from another country whose language the user speaks.
    #[serde(deserialize_with = "nullable")]
    pub verdict: Option<Verdict>,
    /// What becomes of a call from any other country.
    #[serde(deserialize_with = "nullable")]
    pub unspoken_language: Option<Verdict>,
    /// The languages the user speaks, as ISO 639 codes.
    #[cfg_attr(test, schemars(schema_with = "super::json_schema::languages"))]
    pub spoken_languages: Vec<String>,
}

/// Settings for anybody else.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct StrangerStep {
    /// What becomes of the call.
    pub verdict: Verdict,
    /// Hours in which something else becomes of it.
    #[serde(deserialize_with = "nullable")]
    pub opening_hours: Option<OpeningHours>,
}

/// When strangers are treated otherwise.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct OpeningHours {
    /// When it is open.
    pub times: Schedule,
    /// What becomes of a stranger's call then.
    pub verdict: Verdict,
}
