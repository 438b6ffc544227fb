//! One entry of a list in JSON, in any of the forms.

use serde::Deserialize;
use serde_json::value::RawValue;

use crate::error::Result;
use crate::import::SkipReason;
use crate::lists::import::rating::{Rating, allows, rating};
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
    phone: Option<String>,
    pattern: Option<String>,
    peer: Option<String>,
    #[serde(rename = "caller_id_number")]
    caller_id_number: Option<String>,
    #[serde(borrow)]
    votes: Option<&'text RawValue>,
    rating: Option<String>,
    #[serde(rename = "type_of_call_or_messge")]
    type_of_call: Option<String>,
    action: Option<String>,
    is_blacklist: Option<bool>,
    #[serde(borrow)]
    flags: Option<&'text RawValue>,
    #[serde(borrow)]
    pattern_mode_type: Option<&'text RawValue>,
    #[serde(borrow)]
    pattern_flags: Option<&'text RawValue>,
    #[serde(borrow)]
    schedule: Option<&'text RawValue>,
    name: Option<String>,
    description: Option<String>,
    #[serde(borrow)]
    last_activity: Option<&'text RawValue>,
    #[serde(borrow)]
    time: Option<&'text RawValue>,
    #[serde(rename = "issue_date")]
    issue_date: Option<String>,
    #[serde(rename = "ticket_created")]
    ticket_created: Option<String>,
}

/// Fewer digits are no number but an id or a count.
const FEWEST_DIGITS: usize = 7;

/// Reads an entry, and gives it with the format that it speaks for, if it holds a number.
pub(super) fn entry(
    line: u64,
    json: &str,
    dialect: Dialect,
    take: impl FnOnce(Option<ListFormat>, Row<'_>) -> Result<()>,
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
    // The sources leave out what they do not know, so that another entry tells what the file is.
    let format = fields.has_number().then(|| dialect.format(fields.format()));
    let international;
    let harmless = allowed || fields.is_harmless();
    let number = match (&fields.phone, &fields.pattern) {
        (Some(phone), _) => Ok(phone.as_str()),
        (None, Some(_)) if !fields.is_about_numbers() => Err(SkipReason::RegularExpression),
        (None, Some(pattern)) if dialect == Dialect::Numbers => {
            international = format!("+{}", pattern.trim_start_matches('+'));
            Ok(international.as_str())
        }
        (None, Some(pattern)) => Ok(pattern.as_str()),
        (None, None) => {
            let other = fields.peer.as_deref().or(fields.caller_id_number.as_deref());
            other.ok_or(SkipReason::WrongShape)
        }
    };
    let number = if harmless { number.or(Err(SkipReason::NotBlocked)) } else { number };
    let votes = fields.votes.map_or(Some(1), |given| votes(given.get()));
    let about = fields.rating.as_deref().or(fields.type_of_call.as_deref()).map(rating);
    let row = Row {
        line,
        number: votes.ok_or(SkipReason::WrongShape).and(number),
        spelling: match dialect {
            Dialect::Rules => spam_blocker::spelling(fields.pattern_flags.and_then(number_in)),
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
            || self.action.as_deref().is_some_and(|action| allows(action) || action != "block")
            || self.is_blacklist == Some(false)
            || self.schedule.is_some_and(|schedule| spam_blocker::is_scheduled(schedule.get()))
            // Bit 0: the rule is for calls. Older backups write `{"value": 3}`.
            || self.flags.is_some_and(|flags| number_in(flags).is_some_and(|flags| flags & 1 == 0))
    }

    /// Whether the pattern is one of numbers: `SpamBlocker` has rules on names and carriers too.
    fn is_about_numbers(&self) -> bool {
        self.pattern_mode_type.is_none_or(|kind| number_in(kind) == Some(0))
    }

    fn day(&self) -> &str {
        let time = self.last_activity.or(self.time).map(|time| time.get().trim_matches('"'));
        let day = time.or(self.issue_date.as_deref()).or(self.ticket_created.as_deref());
        day.unwrap_or_default()
    }
}

fn number_in(json: &RawValue) -> Option<u32> {
    let digits = json.get().trim_matches(|character: char| !character.is_ascii_digit());
    digits.parse().ok()
}
