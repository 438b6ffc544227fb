//! Texts that the app can send to a caller as a message.

use std::collections::BTreeMap;

use rusqlite::OptionalExtension;
use serde::{Deserialize, Serialize};

use super::CallbackEntry;
use crate::call::Moment;
use crate::error::{Error, Result};
use crate::store::{Reader, Writer};
use crate::text::Language;

const SETTING: &str = "messages";
/// A few text messages long.
const TEXT_AT_MOST: usize = 480;
const NAME_AT_MOST: usize = 40;
const PLACEHOLDERS: &str = "{name}, {number}, {day}, {time}, {due} or {me}";

/// The texts that are there from the beginning.
const BUILT_IN: [(&str, &str, &str); 2] = [
    (
        "who_is_calling",
        "Hello, you rang on {day} at {time}. Who is calling, please, and what is it about?",
        "Guten Tag, Sie haben am {day} um {time} angerufen. Wer sind Sie, und worum geht es bitte?",
    ),
    (
        "will_ring_back",
        "Sorry I missed your call. I'll ring you back by {due}.",
        "Ich habe Ihren Anruf leider verpasst und rufe Sie bis {due} zurück.",
    ),
];

/// A text with placeholders.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MessageTemplate {
    /// By which it is asked for: small letters, digits and `_`.
    pub name: String,
    /// The text. `{name}` the caller's name, `{number}` their number, `{day}` and `{time}` of their
    /// last try, `{due}` by when to ring back, `{me}` the user's name.
    pub text: String,
    /// The user wrote it.
    pub own: bool,
}

/// What stands in place of the placeholders. What is empty leaves no gap.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MessageValues {
    /// The caller's name, which only the app knows.
    pub name: String,
    /// The caller's number.
    pub number: String,
    /// The day of their last try.
    pub day: String,
    /// The time of their last try.
    pub time: String,
    /// By when to ring back.
    pub due: String,
    /// The user's name.
    pub me: String,
}

impl MessageValues {
    /// The values of a callback.
    pub fn of(callback: &CallbackEntry, name: &str, me: &str, language: Language) -> Self {
        let day = match language {
            Language::English => "%-d %b",
            Language::German => "%-d.%-m.",
        };
        let formatted = |at: Moment, format: &str| {
            at.to_datetime().map(|time| time.format(format).to_string()).unwrap_or_default()
        };
        Self {
            name: name.to_owned(),
            number: callback.number.expose(),
            day: formatted(callback.last_at, day),
            time: formatted(callback.last_at, "%R"),
            due: formatted(callback.due_at, &format!("{day} %R")),
            me: me.to_owned(),
        }
    }

    fn value(&self, placeholder: &str) -> Option<&str> {
        Some(match placeholder {
            "name" => &self.name,
            "number" => &self.number,
            "day" => &self.day,
            "time" => &self.time,
            "due" => &self.due,
            "me" => &self.me,
            _ => return None,
        })
    }
}

/// The text with its placeholders filled. A placeholder that is not known is an error.
pub fn fill(text: &str, values: &MessageValues) -> Result<String> {
    let wrong = || Error::MessageTemplate { expected: PLACEHOLDERS };
    let mut filled = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('{') {
        let (placeholder, after) = after.split_once('}').ok_or_else(wrong)?;
        filled.push_str(before);
        let value = values.value(placeholder).ok_or_else(wrong)?;
        filled.push_str(value);
        rest = after;
        if value.is_empty() {
            rest = close_gap(&mut filled, after);
        }
    }
    if rest.contains('}') {
        return Err(wrong());
    }
    filled.push_str(rest);
    let words: Vec<_> = filled.split(' ').filter(|word| !word.is_empty()).collect();
    let text = words.join(" ").replace(" ,", ",");
    // Where nothing stands between two commas, one is enough.
    Ok(text.replace(",,", ","))
}

/// Takes away the comma and the blank that went with a word that is not there. Gives what follows.
fn close_gap<'text>(filled: &mut String, after: &'text str) -> &'text str {
    if filled.trim().is_empty() {
        return after.trim_start_matches([',', ' ']);
    }
    let next = after.trim_start_matches(' ');
    if next.is_empty() || next.starts_with([',', '.', '!', '?', ';', ':']) {
        filled.truncate(filled.trim_end_matches([',', ' ']).len());
        return next;
    }
    after
}

type Own = BTreeMap<String, BTreeMap<String, String>>;

fn code(language: Language) -> &'static str {
    match language {
        Language::English => "en",
        Language::German => "de",
    }
}

/// Every text in a language: the user's own in place of those built in, then the rest of theirs.
pub(crate) fn templates(reader: &Reader<'_>, language: Language) -> Result<Vec<MessageTemplate>> {
    let mut own = stored(reader)?.remove(code(language)).unwrap_or_default();
    let mut templates: Vec<_> = BUILT_IN
        .iter()
        .map(|&(name, english, german)| {
            let text = own.remove(name);
            let built_in = match language {
                Language::English => english,
                Language::German => german,
            };
            let is_own = text.is_some();
            let text = text.unwrap_or_else(|| built_in.to_owned());
            MessageTemplate { name: name.to_owned(), text, own: is_own }
        })
        .collect();
    templates.extend(own.into_iter().map(|(name, text)| MessageTemplate { name, text, own: true }));
    Ok(templates)
}

/// Keeps a text of the user's own, in place of one of the same name.
pub(crate) fn set(
    writer: &mut Writer<'_>,
    language: Language,
    name: &str,
    text: &str,
) -> Result<()> {
    let letter = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_';
    if !(1..=NAME_AT_MOST).contains(&name.len()) || !name.bytes().all(letter) {
        let expected = "a name of 1 to 40 small letters, digits and _";
        return Err(Error::MessageTemplate { expected });
    }
    if text.trim().is_empty() || text.chars().count() > TEXT_AT_MOST {
        return Err(Error::MessageTemplate { expected: "a text of 1 to 480 characters" });
    }
    fill(text, &MessageValues::default())?;
    change(writer, language, |own| {
        own.insert(name.to_owned(), text.to_owned());
        Ok(())
    })
}

/// The texts of the user's own, by language and by name.
pub(crate) fn own(reader: &Reader<'_>) -> Result<BTreeMap<String, BTreeMap<String, String>>> {
    stored(reader)
}

/// Forgets every text of the user's own.
pub(crate) fn clear(writer: &mut Writer<'_>) -> Result<()> {
    writer.execute("DELETE FROM setting WHERE name = ?1", [SETTING])?;
    Ok(())
}

/// Forgets a text of the user's own. One that is built in is as it was.
pub(crate) fn remove(writer: &mut Writer<'_>, language: Language, name: &str) -> Result<()> {
    change(writer, language, |own| match own.remove(name) {
        Some(_) => Ok(()),
        None => Err(Error::UnknownMessage { name: name.to_owned() }),
    })
}

fn change(
    writer: &mut Writer<'_>,
    language: Language,
    change: impl FnOnce(&mut BTreeMap<String, String>) -> Result<()>,
) -> Result<()> {
    let mut own = stored(writer)?;
    change(own.entry(code(language).to_owned()).or_default())?;
    let json = serde_json::to_string(&own)
        .map_err(|error| rusqlite::Error::ToSqlConversionFailure(error.into()))?;
    writer.execute(
        "INSERT INTO setting (name, value) VALUES (?1, ?2)
         ON CONFLICT (name) DO UPDATE SET value = excluded.value",
        (SETTING, json),
    )?;
    Ok(())
}

fn stored(reader: &rusqlite::Connection) -> Result<Own> {
    let mut statement = reader.prepare_cached("SELECT value FROM setting WHERE name = ?1")?;
    let json: Option<String> = statement.query_row([SETTING], |row| row.get(0)).optional()?;
    Ok(json.and_then(|json| serde_json::from_str(&json).ok()).unwrap_or_default())
}
