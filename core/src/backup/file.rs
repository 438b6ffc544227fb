//! The file, and how the store becomes one.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;

use crate::call::Moment;
use crate::callbacks::{self, CallbackSettings};
use crate::error::{Error, Result};
use crate::journal::{self, Retention};
use crate::lists::{self, Category, ListInfo, ListWeight};
use crate::marks::{self, Mark, Opinion};
use crate::number::Number;
use crate::packs::Subscription;
use crate::policy::{self, Policy};
use crate::rules::{self, Matcher, Organisation, Rule, RuleLimits};
use crate::store::Reader;
use crate::verdict::Verdict;
use crate::{expected, json_place, own_numbers};

/// The file. A field that is left out is one that the user made nothing of.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Backup {
    /// The version of this form, by which the file is known.
    #[serde(rename = "callscreen_backup")]
    version: u32,
    /// When it was made.
    made_at: Moment,
    /// The policy, which has a version of its own.
    #[serde(default)]
    pub(super) policy: Option<Box<RawValue>>,
    #[serde(default)]
    pub(super) rules: Vec<SavedRule>,
    #[serde(default)]
    pub(super) organisations: Vec<SavedOrganisation>,
    #[serde(default)]
    pub(super) marks: Vec<SavedMark>,
    #[serde(default)]
    pub(super) expected_calls: Vec<SavedExpected>,
    #[serde(default)]
    pub(super) paused_until_ms: Option<i64>,
    #[serde(default)]
    pub(super) own_numbers: Vec<Number>,
    #[serde(default)]
    pub(super) lists: Vec<SavedList>,
    #[serde(default)]
    pub(super) journal: Option<Retention>,
    #[serde(default)]
    pub(super) callbacks: Option<CallbackSettings>,
    /// Texts to send, by language and by name.
    #[serde(default)]
    pub(super) messages: BTreeMap<String, BTreeMap<String, String>>,
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct SavedRule {
    /// In the spelling that every home region reads the same.
    pub(super) pattern: String,
    pub(super) verdict: Verdict,
    #[serde(default)]
    pub(super) note: String,
    #[serde(default)]
    pub(super) limits: RuleLimits,
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct SavedOrganisation {
    pub(super) name: String,
    pub(super) members: Vec<String>,
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct SavedExpected {
    /// `null` for anybody.
    pub(super) number: Option<Number>,
    pub(super) until_ms: i64,
    #[serde(default)]
    pub(super) note: String,
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct SavedList {
    pub(super) name: String,
    pub(super) source: String,
    pub(super) licence: String,
    pub(super) threshold: u32,
    pub(super) weight: ListWeight,
    pub(super) enabled: bool,
    /// For a list that comes in packs: which, and the key that they are signed with.
    #[serde(default)]
    pub(super) pack: Option<SavedPack>,
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct SavedPack {
    pub(super) id: String,
    pub(super) key: Option<String>,
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct SavedMark {
    pub(super) number: Number,
    pub(super) opinion: SavedOpinion,
    #[serde(default)]
    pub(super) category: Option<Category>,
    #[serde(default)]
    pub(super) remark: String,
    pub(super) at: Moment,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum SavedOpinion {
    CallCentre,
    Fine,
}

impl Backup {
    /// The version of the form.
    const VERSION: u32 = 1;

    /// Everything in the store that the user made.
    pub(crate) fn of_store(reader: &Reader<'_>, now: Moment) -> Result<Self> {
        let policy = policy::stored(reader)?.map(RawValue::from_string).transpose();
        let expected = expected::all(reader, now)?.into_iter();
        let paused = expected::paused_until_ms(reader)?;
        Ok(Self {
            version: Self::VERSION,
            made_at: now,
            policy: policy.map_err(unreadable(""))?,
            rules: rules::all(reader)?.into_iter().map(SavedRule::of).collect(),
            organisations: rules::organisations(reader)?
                .into_iter()
                .map(SavedOrganisation::of)
                .collect(),
            marks: marks::all(reader)?.into_iter().map(SavedMark::of).collect(),
            expected_calls: expected
                .map(|call| SavedExpected {
                    number: call.number,
                    until_ms: call.until_ms,
                    note: call.note,
                })
                .collect(),
            paused_until_ms: paused.filter(|&until| expected::is_on(Some(until), now)),
            own_numbers: own_numbers::all(reader)?,
            lists: lists::table::all(reader)?.into_iter().map(SavedList::of).collect(),
            journal: Some(journal::retention(reader)?),
            callbacks: Some(callbacks::stored_settings(reader)?),
            messages: callbacks::own_messages(reader)?,
        })
    }

    /// Reads a file. An unknown field or version is an error with line, column and field.
    pub(crate) fn from_json(json: &str) -> Result<Self> {
        #[derive(Deserialize)]
        struct Head {
            #[serde(rename = "callscreen_backup")]
            version: u32,
        }
        let json = json.strip_prefix('\u{feff}').unwrap_or(json);
        let head: Head = serde_json::from_str(json).map_err(unreadable(json))?;
        if head.version != Self::VERSION {
            let found = head.version;
            return Err(Error::BackupVersion { found, known: Self::VERSION });
        }
        let backup = serde_json::from_str(json).map_err(unreadable(json))?;
        check_policy(json)?;
        Ok(backup)
    }

    /// Writes the file.
    pub(crate) fn to_json(&self) -> Result<String> {
        let json = serde_json::to_string_pretty(self).map_err(unreadable(""))?;
        Ok(json + "\n")
    }
}

/// Whether the policy in the file is one. An error names its place in the file.
fn check_policy(json: &str) -> Result<()> {
    #[derive(Deserialize)]
    struct Head<'json> {
        #[serde(borrow, default)]
        policy: Option<&'json RawValue>,
    }
    let head: Head<'_> = serde_json::from_str(json).map_err(unreadable(json))?;
    let Some(policy) = head.policy.map(RawValue::get) else { return Ok(()) };
    let begin = policy.as_ptr().addr().saturating_sub(json.as_ptr().addr());
    let before = json.get(..begin).unwrap_or_default();
    let lines = before.matches('\n').count();
    let columns = before.len() - before.rfind('\n').map_or(0, |place| place + 1);
    let of_file = |line: u64| Some(line.saturating_add(u64::try_from(lines).unwrap_or(u64::MAX)));
    match Policy::from_json(policy) {
        Ok(_) => Ok(()),
        Err(Error::PolicySyntax { line, column, reason }) => Err(Error::BackupSyntax {
            line: line + lines,
            column: if line == 1 { column + columns } else { column },
            reason: format!("policy: {reason}"),
        }),
        Err(Error::PolicyValue { line, field, expected }) => Err(Error::BackupValue {
            line: line.and_then(of_file),
            field: format!("policy.{field}"),
            expected,
        }),
        Err(Error::PolicyVersion { line, known, .. }) => Err(Error::BackupValue {
            line: u64::try_from(line).ok().and_then(of_file),
            field: "policy.version".to_owned(),
            expected: format!("1 to {known}"),
        }),
        Err(error) => Err(error),
    }
}

impl SavedRule {
    fn of(rule: Rule) -> Self {
        let Rule { matcher, verdict, note, limits, .. } = rule;
        Self { pattern: matcher.expose(), verdict, note, limits }
    }
}

impl SavedOrganisation {
    fn of(organisation: Organisation) -> Self {
        let Organisation { name, members } = organisation;
        Self { name, members: members.iter().map(Matcher::expose).collect() }
    }
}

impl SavedMark {
    fn of(mark: Mark) -> Self {
        let Mark { number, opinion, remark, at } = mark;
        let (opinion, category) = match opinion {
            Opinion::CallCentre { category } => (SavedOpinion::CallCentre, category),
            Opinion::Fine => (SavedOpinion::Fine, None),
        };
        Self { number, opinion, category, remark, at }
    }

    pub(super) fn mark(&self) -> Mark {
        let Self { number, opinion, category, ref remark, at } = *self;
        let opinion = match opinion {
            SavedOpinion::CallCentre => Opinion::CallCentre { category },
            SavedOpinion::Fine => Opinion::Fine,
        };
        Mark { number, opinion, remark: remark.clone(), at }
    }
}

impl SavedList {
    fn of(list: ListInfo) -> Self {
        let ListInfo { name, source, licence, threshold, weight, enabled, pack, .. } = list;
        let pack = pack.map(|Subscription { pack, key, .. }| SavedPack { id: pack, key });
        Self { name, source, licence, threshold, weight, enabled, pack }
    }
}

/// An error of the parser with the field that it is about.
fn unreadable(json: &str) -> impl Fn(serde_json::Error) -> Error {
    move |error| Error::BackupSyntax {
        line: error.line().max(1),
        column: error.column().max(1),
        reason: json_place::words(json, &error),
    }
}
