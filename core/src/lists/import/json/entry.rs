//! One entry of a list in JSON, in any of the forms.

use serde::Deserialize;
use serde_json::value::RawValue;

use super::named;
use super::text::Text;
use crate::error::Result;
use crate::import::SkipReason;
use crate::lists::import::rating::{Action, Rating, action, rating};
use crate::lists::import::row::{Spelling, votes};
use crate::lists::import::{ListFormat, Row, spam_blocker};

/// How the entries of a list are written.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Dialect {
    /// Numbers as they are, or patterns, which are international without a plus.
    Numbers,
    /// Rules of `SpamBlocker`, with regular expressions.
    Rules,
    /// The numbers that `SpamBlocker` holds for spam.
    Spam,
    /// What Yet Another Call Blocker blocks.
    BlackList,
    /// What it lets through.
    WhiteList,
    /// What Spam Call Blocker blocks.
    Blocked,
    /// What it lets through.
    Allowed,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Fields<'text> {
    phone: Option<Text>,
    pattern: Option<Text>,
    peer: Option<Text>,
    #[serde(rename = "caller_id_number")]
    caller_id_number: Option<Text>,
    votes: Option<Text>,
    rating: Option<Text>,
    #[serde(rename = "type_of_call_or_messge")]
    type_of_call: Option<Text>,
    action: Option<Text>,
    is_blacklist: Option<Text>,
    #[serde(borrow)]
    flags: Option<&'text RawValue>,
    #[serde(borrow)]
    pattern_mode_type: Option<&'text RawValue>,
    #[serde(borrow)]
    pattern_flags: Option<&'text RawValue>,
    #[serde(borrow)]
    schedule: Option<&'text RawValue>,
    sim_slot: Option<Text>,
    name: Option<Text>,
    description: Option<Text>,
    last_activity: Option<Text>,
    time: Option<Text>,
    #[serde(rename = "issue_date")]
    issue_date: Option<Text>,
    #[serde(rename = "ticket_created")]
    ticket_created: Option<Text>,
}

/// Fewer digits are no number but an id or a count.
const FEWEST_DIGITS: usize = 7;

/// Reads an entry, and gives it with the format that it speaks for, if it holds a number.
pub(super) fn entry(
    line: u64,
    json: &str,
    dialect: Dialect,
    take: &mut dyn FnMut(Option<ListFormat>, Row<'_>) -> Result<()>,
) -> Result<()> {
    let allowed = matches!(dialect, Dialect::WhiteList | Dialect::Allowed);
    // A bare string is a number without anything about it, as are many digits.
    let digits = json.len() >= FEWEST_DIGITS && json.bytes().all(|byte| byte.is_ascii_digit());
    let bare = if digits { Some(json.to_owned()) } else { serde_json::from_str(json).ok() };
    if let Some(text) = bare {
        let row = Row { harmless: allowed, ..Row::of(line, &text) };
        return take(Some(dialect.format(ListFormat::Json)), row);
    }
    let Ok(fields) = serde_json::from_str::<Fields<'_>>(json) else {
        let row = Row::skipped(line, SkipReason::WrongShape);
        return take(None, row);
    };
    if dialect == Dialect::Numbers && !fields.has_number() {
        return named::entry(line, json, take);
    }
    // The sources leave out what they do not know, so that another entry tells what the file is.
    let format = fields.has_number().then(|| dialect.format(fields.format()));
    let international;
    let harmless = allowed || fields.is_harmless();
    let number = match (&fields.phone, &fields.pattern) {
        (Some(phone), _) => Ok(&**phone),
        (None, Some(_)) if !fields.is_about_numbers() => Err(SkipReason::RegularExpression),
        (None, Some(pattern)) if dialect == Dialect::Numbers => {
            international = format!("+{}", pattern.trim_start_matches('+'));
            Ok(international.as_str())
        }
        (None, Some(pattern)) => Ok(&**pattern),
        (None, None) => {
            let other = fields.peer.as_deref().or(fields.caller_id_number.as_deref());
            other.ok_or(SkipReason::WrongShape)
        }
    };
    let unknown = fields.action.as_deref().map(action) == Some(Action::Unknown);
    let number = match number {
        Err(_) if harmless => Err(SkipReason::NotBlocked),
        Ok(_) if unknown => Err(SkipReason::WrongShape),
        number => number,
    };
    let votes = fields.votes.as_deref().map_or(Some(1), votes);
    let about = fields.rating.as_deref().or(fields.type_of_call.as_deref()).map(rating);
    let row = Row {
        line,
        number: votes.ok_or(SkipReason::WrongShape).and(number),
        spelling: match dialect {
            Dialect::Rules => spam_blocker::spelling(fields.pattern_flags.and_then(number_in)),
            Dialect::BlackList | Dialect::WhiteList => Spelling::Patterns,
            _ => Spelling::Usual,
        },
        score: votes.unwrap_or_default(),
        harmless,
        category: about.and_then(Rating::category),
        label: fields.description.as_deref().or(fields.name.as_deref()).unwrap_or_default(),
        day: fields.day(),
    };
    take(format, row)
}

impl Dialect {
    /// The format of a file with such a list; `other` if others have them too.
    fn format(self, other: ListFormat) -> ListFormat {
        match self {
            Self::Numbers => other,
            Self::Rules | Self::Spam => ListFormat::SpamBlockerBackup,
            Self::BlackList | Self::WhiteList => ListFormat::CallBlockerBackup,
            Self::Blocked | Self::Allowed => ListFormat::SpamCallBlocker,
        }
    }
}

impl Fields<'_> {
    fn has_number(&self) -> bool {
        let pattern = self.phone.as_ref().or(self.pattern.as_ref());
        pattern.or(self.peer.as_ref()).or(self.caller_id_number.as_ref()).is_some()
    }

    fn format(&self) -> ListFormat {
        let complaint = self.issue_date.is_some()
            || self.ticket_created.is_some()
            || self.type_of_call.is_some();
        if self.caller_id_number.is_some() && complaint {
            ListFormat::FccComplaints
        } else if self.phone.is_some() && self.votes.is_some() {
            ListFormat::PhoneBlockJson
        } else if self.pattern.is_some() {
            ListFormat::Saracroche
        } else {
            ListFormat::Json
        }
    }

    fn is_harmless(&self) -> bool {
        self.rating.as_deref().map(rating) == Some(Rating::Harmless)
            // Saracroche has patterns that name a caller and do nothing else.
            || self.action.as_deref().map(action) == Some(Action::Allow)
            || self.is_blacklist.as_deref().map(action) == Some(Action::Allow)
            || self.sim_slot.as_deref().is_some_and(spam_blocker::is_for_one_sim)
            || self.schedule.is_some_and(|schedule| spam_blocker::is_scheduled(schedule.get()))
            // Bit 0: the rule is for calls. Older backups write `{"value": 3}`.
            || self.flags.is_some_and(|flags| number_in(flags).is_some_and(|flags| flags & 1 == 0))
    }

    /// Whether the pattern is one of numbers: `SpamBlocker` has rules on names and carriers too.
    fn is_about_numbers(&self) -> bool {
        self.pattern_mode_type.is_none_or(|kind| number_in(kind) == Some(0))
    }

    fn day(&self) -> &str {
        let days = [&self.last_activity, &self.time, &self.issue_date, &self.ticket_created];
        days.into_iter().flatten().next().map(|day| &**day).unwrap_or_default()
    }
}

fn number_in(json: &RawValue) -> Option<u32> {
    let digits = json.get().trim_matches(|character: char| !character.is_ascii_digit());
    digits.parse().ok()
}
