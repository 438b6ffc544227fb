//! What the user wants, as versioned JSON. Every step of the ladder has its settings here; the order
//! is not a setting.

mod check;
mod in_force;
#[cfg(test)]
mod json_schema;
mod presets;
mod steps;
mod version_1;

use rusqlite::OptionalExtension;
use serde::{Deserialize, Deserializer, Serialize};

use self::version_1::PolicyV1;
use crate::error::{Error, Result};
use crate::json_place;
use crate::store::{Reader, Writer};

pub(crate) use self::in_force::{InForce, PolicyInForce};
pub use self::steps::{
    BusyTimes, CallCentreStep, ContactStep, ConversationPartnerStep, EmergencyStep,
    ExpectedCallStep, ForeignStep, LookAlike, NoNumberStep, NotGenuineStep, OpeningHours,
    PersistentStrangerStep, RangeCampaignStep, RepeatCallerStep, Spoken, StrangerStep,
};

/// What the user wants to become of whom: the settings of every step of the ladder. A step that is
/// `null` is off.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Policy {
    /// The version of this form.
    #[cfg_attr(test, schemars(extend("const" = Policy::VERSION)))]
    pub version: u32,
    /// A name for people: the preset it came from, or the user's own.
    pub name: String,
    /// The hours after an emergency call.
    pub emergency: EmergencyStep,
    /// Calls that the user expects.
    #[serde(deserialize_with = "nullable")]
    pub expected_call: Option<ExpectedCallStep>,
    /// People in the address book.
    pub contact: ContactStep,
    /// People the user dialled or spoke with.
    #[serde(deserialize_with = "nullable")]
    pub conversation_partner: Option<ConversationPartnerStep>,
    /// Lists and reserved ranges.
    #[serde(deserialize_with = "nullable")]
    pub call_centre: Option<CallCentreStep>,
    /// Numbers that cannot be genuine.
    #[serde(deserialize_with = "nullable")]
    pub not_genuine: Option<NotGenuineStep>,
    /// The four kinds of missing number.
    #[serde(deserialize_with = "nullable")]
    pub no_number: Option<NoNumberStep>,
    /// Robots that walk through a block of numbers.
    #[serde(deserialize_with = "nullable")]
    pub range_campaign: Option<RangeCampaignStep>,
    /// The same number again and again over days.
    #[serde(deserialize_with = "nullable")]
    pub persistent_stranger: Option<PersistentStrangerStep>,
    /// The same number again within minutes.
    #[serde(deserialize_with = "nullable")]
    pub repeat_caller: Option<RepeatCallerStep>,
    /// Numbers from abroad.
    #[serde(deserialize_with = "nullable")]
    pub foreign: Option<ForeignStep>,
    /// Anybody else.
    pub stranger: StrangerStep,
}

/// A setting may be `null`, but must be there: one left out by mistake would be silently off.
fn nullable<'de, D, T>(deserializer: D) -> std::result::Result<Option<T>, D::Error>
where
    D: Deserializer<'de>,
    T: Deserialize<'de>,
{
    Option::deserialize(deserializer)
}

/// A ready-made policy.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Preset {
    /// One person and a smartphone: names ring, strangers speak to the voicemail, call centres do
    /// not get through.
    Smartphone,
    /// A small office: one rule for everybody, expected calls get through, and who rings again and
    /// again without a word does not.
    FrontDesk,
    /// A business that lives on being reachable: strangers ring in opening hours.
    Reachable,
}

impl Preset {
    /// Every preset, in the order to offer them.
    pub const ALL: [Self; 3] = [Self::Smartphone, Self::FrontDesk, Self::Reachable];

    /// The name in the command line and in [`Policy::name`].
    pub fn name(self) -> &'static str {
        match self {
            Self::Smartphone => "smartphone",
            Self::FrontDesk => "front-desk",
            Self::Reachable => "reachable",
        }
    }

    /// The preset of this name.
    pub fn from_name(name: &str) -> Result<Self> {
        Self::ALL
            .into_iter()
            .find(|preset| preset.name() == name)
            .ok_or_else(|| Error::UnknownPreset { name: name.to_owned() })
    }
}

impl Policy {
    /// The version that is written. Version 1 is read too.
    pub const VERSION: u32 = 2;

    /// With whom the user speaks for so many seconds is no stranger any more.
    pub(crate) fn enough_seconds(&self) -> Option<u32> {
        let step = self.conversation_partner.as_ref()?;
        Some(step.spoken.as_ref()?.seconds)
    }

    /// Reads a policy. An unknown field, a missing one or an unknown version is an error with line
    /// and column.
    pub fn from_json(json: &str) -> Result<Self> {
        #[derive(Deserialize)]
        struct Head {
            version: u32,
        }
        let json = json.strip_prefix('\u{feff}').unwrap_or(json);
        let head: Head = serde_json::from_str(json).map_err(policy_error(json))?;
        let policy: Self = match head.version {
            1 => serde_json::from_str::<PolicyV1>(json).map_err(policy_error(json))?.into(),
            Self::VERSION => serde_json::from_str(json).map_err(policy_error(json))?,
            found => {
                let line = json_place::line_of(json, "version");
                return Err(Error::PolicyVersion { line, found, known: Self::VERSION });
            }
        };
        policy.check().map_err(|error| match error {
            Error::PolicyValue { field, expected, .. } => {
                let line = u64::try_from(json_place::line_of(json, field)).ok();
                Error::PolicyValue { line, field, expected }
            }
            other => other,
        })?;
        Ok(policy)
    }

    /// Writes the policy as indented JSON.
    pub fn to_json(&self) -> Result<String> {
        serde_json::to_string_pretty(self).map_err(policy_error(""))
    }
}

/// An error of the parser with the field that it is about.
fn policy_error(json: &str) -> impl Fn(serde_json::Error) -> Error {
    // The parser counts the columns of a line that it did not begin as 0.
    move |error| Error::PolicySyntax {
        line: error.line().max(1),
        column: error.column().max(1),
        reason: json_place::words(json, &error),
    }
}

const SETTING: &str = "policy";

/// The stored policy; `None` when the user never set one.
pub(crate) fn stored(reader: &Reader<'_>) -> Result<Option<String>> {
    let mut statement = reader.prepare_cached("SELECT value FROM setting WHERE name = ?1")?;
    Ok(statement.query_row([SETTING], |row| row.get(0)).optional()?)
}

/// Forgets the policy that the user set.
pub(crate) fn reset(writer: &mut Writer<'_>) -> Result<()> {
    writer.execute("DELETE FROM setting WHERE name = ?1", [SETTING])?;
    Ok(())
}

/// Stores a policy.
pub(crate) fn store(writer: &mut Writer<'_>, json: &str) -> Result<()> {
    writer.execute(
        "INSERT INTO setting (name, value) VALUES (?1, ?2)
         ON CONFLICT (name) DO UPDATE SET value = excluded.value",
        (SETTING, json),
    )?;
    Ok(())
}
