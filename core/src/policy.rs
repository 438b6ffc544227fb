//! What the user wants, as versioned JSON. Every step of the ladder has its settings here; the order
//! is not a setting.

use std::ops::RangeInclusive;

use rusqlite::OptionalExtension;
use serde::{Deserialize, Deserializer, Serialize};

use crate::error::{Error, Result, parser_words};
use crate::number::{self, Region};
use crate::store::{Reader, Writer};
use crate::verdict::Verdict;

/// The settings of every step. A step that is `null` in JSON is off.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Policy {
    /// The version of this form, [`Policy::VERSION`].
    pub version: u32,
    /// A name for people: the preset it came from, or the user's own.
    pub name: String,
    /// The hours after an emergency call.
    pub emergency: EmergencyStep,
    /// People in the address book.
    pub contact: ContactStep,
    /// People the user dialled.
    #[serde(deserialize_with = "step")]
    pub conversation_partner: Option<ConversationPartnerStep>,
    /// Lists and reserved ranges.
    #[serde(deserialize_with = "step")]
    pub call_centre: Option<CallCentreStep>,
    /// Numbers that cannot be genuine.
    #[serde(deserialize_with = "step")]
    pub not_genuine: Option<NotGenuineStep>,
    /// The four kinds of missing number.
    #[serde(deserialize_with = "step")]
    pub no_number: Option<NoNumberStep>,
    /// Robots that walk through a block of numbers.
    #[serde(deserialize_with = "step")]
    pub range_campaign: Option<RangeCampaignStep>,
    /// Numbers from abroad.
    #[serde(deserialize_with = "step")]
    pub foreign: Option<ForeignStep>,
    /// Anybody else.
    pub stranger: StrangerStep,
}

/// A step may be `null`, but must be there: one left out by mistake would be silently off.
fn step<'de, D, T>(deserializer: D) -> std::result::Result<Option<T>, D::Error>
where
    D: Deserializer<'de>,
    T: Deserialize<'de>,
{
    Option::deserialize(deserializer)
}

/// Settings of the emergency step, which cannot be switched off.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct EmergencyStep {
    /// For how many hours after an emergency call everybody gets through.
    pub window_hours: u32,
}

/// Settings for contacts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ContactStep {
    /// What becomes of a contact's call.
    pub verdict: Verdict,
}

/// Settings for people the user dialled.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ConversationPartnerStep {
    /// What becomes of the call.
    pub verdict: Verdict,
    /// For how many days after dialling.
    pub days: u32,
}

/// Settings for known call centres.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CallCentreStep {
    /// What becomes of the call.
    pub verdict: Verdict,
    /// Whether the ranges that regulators reserve for sales calls count.
    pub reserved_ranges: bool,
}

/// Settings for numbers that cannot be genuine.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NotGenuineStep {
    /// What becomes of the call.
    pub verdict: Verdict,
}

/// Settings for calls without a number: four different callers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
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
pub struct RangeCampaignStep {
    /// What becomes of the call.
    pub verdict: Verdict,
    /// From how many different strangers on, the caller included.
    pub strangers: u32,
    /// How many numbers make a block: 100 is all that share everything but the last two digits.
    pub block_size: u32,
    /// How many days to look back.
    pub days: u32,
}

/// Settings for calls from abroad.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ForeignStep {
    /// What becomes of a call from a country whose language the user speaks.
    pub verdict: Verdict,
    /// What becomes of a call from any other country.
    pub unspoken_language: Verdict,
    /// The languages the user speaks, as ISO 639 codes.
    pub spoken_languages: Vec<String>,
}

/// Settings for anybody else.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StrangerStep {
    /// What becomes of the call.
    pub verdict: Verdict,
}

/// A ready-made policy.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Preset {
    /// One person and a smartphone: names ring, strangers speak to the voicemail, call centres do
    /// not get through.
    Smartphone,
}

impl Preset {
    /// Every preset, in the order to offer them.
    pub const ALL: [Self; 1] = [Self::Smartphone];

    /// The name in the command line and in [`Policy::name`].
    pub fn name(self) -> &'static str {
        match self {
            Self::Smartphone => "smartphone",
        }
    }

    /// The preset of this name.
    pub fn from_name(name: &str) -> Result<Self> {
        Self::ALL
            .into_iter()
            .find(|preset| preset.name() == name)
            .ok_or_else(|| Error::UnknownPreset { name: name.to_owned() })
    }

    /// The policy for somebody at home in these regions, whose languages they are taken to speak.
    pub fn policy(self, home: &[Region]) -> Policy {
        match self {
            Self::Smartphone => smartphone(languages_of(home)),
        }
    }
}

/// The languages of the home regions, each once, in their order.
fn languages_of(home: &[Region]) -> Vec<String> {
    let mut languages = Vec::new();
    for spoken in home.iter().flat_map(|&region| number::languages(region)) {
        if !languages.iter().any(|language| language == spoken.language) {
            languages.push(spoken.language.to_owned());
        }
    }
    languages
}

fn smartphone(spoken_languages: Vec<String>) -> Policy {
    Policy {
        version: Policy::VERSION,
        name: Preset::Smartphone.name().to_owned(),
        // Rescuers call back within two days, from any number.
        emergency: EmergencyStep { window_hours: 48 },
        contact: ContactStep { verdict: Verdict::Allow },
        conversation_partner: Some(ConversationPartnerStep { verdict: Verdict::Allow, days: 30 }),
        call_centre: Some(CallCentreStep { verdict: Verdict::Reject, reserved_ranges: true }),
        not_genuine: Some(NotGenuineStep { verdict: Verdict::Voicemail }),
        no_number: Some(NoNumberStep {
            withheld: Verdict::Voicemail,
            unknown: Verdict::Voicemail,
            payphone: Verdict::Voicemail,
            unavailable: Verdict::Voicemail,
        }),
        // Robots that try out whole number ranges get nowhere.
        range_campaign: Some(RangeCampaignStep {
            verdict: Verdict::Reject,
            strangers: 3,
            block_size: 100,
            days: 7,
        }),
        foreign: Some(ForeignStep {
            verdict: Verdict::Voicemail,
            unspoken_language: Verdict::Voicemail,
            spoken_languages,
        }),
        stranger: StrangerStep { verdict: Verdict::Voicemail },
    }
}

impl Policy {
    /// The only version there is so far.
    pub const VERSION: u32 = 1;

    /// Reads a policy. An unknown field, a missing one or an unknown version is an error with line
    /// and column.
    pub fn from_json(json: &str) -> Result<Self> {
        #[derive(Deserialize)]
        struct Head {
            version: u32,
        }
        let json = json.strip_prefix('\u{feff}').unwrap_or(json);
        let head: Head = serde_json::from_str(json).map_err(policy_error)?;
        if head.version != Self::VERSION {
            let line = line_of(json, "version");
            return Err(Error::PolicyVersion { line, found: head.version });
        }
        let policy: Self = serde_json::from_str(json).map_err(policy_error)?;
        policy.check().map_err(|error| match error {
            Error::PolicyValue { field, expected, .. } => {
                let line = u64::try_from(line_of(json, field)).ok();
                Error::PolicyValue { line, field, expected }
            }
            other => other,
        })?;
        Ok(policy)
    }

    /// Writes the policy as indented JSON.
    pub fn to_json(&self) -> Result<String> {
        serde_json::to_string_pretty(self).map_err(policy_error)
    }

    /// What the types cannot say: a block is a power of ten, a campaign takes two, and a language is
    /// a code.
    pub(crate) fn check(&self) -> Result<()> {
        if !(1..=720).contains(&self.emergency.window_hours) {
            return wrong("emergency.window_hours", "1 to 720: this step is never off");
        }
        let partner = self.conversation_partner.as_ref();
        if partner.is_some_and(|step| !DAYS.contains(&step.days)) {
            return wrong("conversation_partner.days", "1 to 3650");
        }
        let campaign = self.range_campaign.as_ref();
        if campaign.is_some_and(|step| !DAYS.contains(&step.days)) {
            return wrong("range_campaign.days", "1 to 3650");
        }
        if campaign.is_some_and(|step| ![10, 100, 1_000, 10_000].contains(&step.block_size)) {
            return wrong("range_campaign.block_size", "10, 100, 1000 or 10000");
        }
        if campaign.is_some_and(|step| step.strangers < 2) {
            let expected = "at least 2, for one stranger is no campaign";
            return wrong("range_campaign.strangers", expected);
        }
        let foreign = self.foreign.as_ref();
        if foreign.is_some_and(|step| !step.spoken_languages.iter().all(|code| is_language(code))) {
            return wrong("foreign.spoken_languages", "codes of ISO 639 such as de or gsw");
        }
        Ok(())
    }
}

/// How far a step may look back: from a day to ten years.
const DAYS: RangeInclusive<u32> = 1..=3650;

fn wrong(field: &'static str, expected: &'static str) -> Result<()> {
    Err(Error::PolicyValue { line: None, field, expected })
}

/// Two or three letters, as ISO 639 has them.
fn is_language(code: &str) -> bool {
    (2..=3).contains(&code.len()) && code.bytes().all(|letter| letter.is_ascii_lowercase())
}

/// The line of a field such as `range_campaign.strangers`, from 1.
fn line_of(json: &str, field: &str) -> usize {
    let end = field.split('.').try_fold(0, |start, name| {
        let name = format!("\"{name}\"");
        json.get(start..)?.find(&name).map(|place| start + place + name.len())
    });
    json.get(..end.unwrap_or_default()).unwrap_or_default().matches('\n').count() + 1
}

// By value, as `map_err` hands it over.
#[allow(clippy::needless_pass_by_value)]
fn policy_error(error: serde_json::Error) -> Error {
    // The parser counts the columns of a line that it did not begin as 0.
    let (line, column) = (error.line().max(1), error.column().max(1));
    Error::PolicySyntax { line, column, reason: parser_words(&error) }
}

const SETTING: &str = "policy";

/// The stored policy; `None` when the user never set one.
pub(crate) fn stored(reader: &Reader<'_>) -> Result<Option<String>> {
    let mut statement = reader.prepare_cached("SELECT value FROM setting WHERE name = ?1")?;
    Ok(statement.query_row([SETTING], |row| row.get(0)).optional()?)
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
