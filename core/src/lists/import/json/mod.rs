//! Lists as JSON, an entry at a time: `PhoneBlock`'s numbers with votes, Saracroche's patterns in both
//! of its forms, the FCC's complaints, and backups of call blockers, of which the lists are picked out.
//!
//! A `version` in such a file is that of its data (`PhoneBlock` 42, Saracroche "2026.01.01.01.01"), not
//! of its form, so any is accepted.

mod depth;
mod entry;
mod named;
mod text;

use std::fmt;

use serde::de::{
    DeserializeSeed, Deserializer, Error as _, IgnoredAny, MapAccess, SeqAccess, Visitor,
};
use serde_json::error::Category;
use serde_json::value::RawValue;

use self::depth::Shallow;
use self::entry::{Dialect, entry};
use super::{ListFormat, Row, Sink, regular};
use crate::error::{Error, Result};
use crate::import::{Place, Text};

const EXPECTED: &str = "a JSON list of call centres: an object with an array \"numbers\" or \
                        \"patterns\", an array of objects with \"phone\" or \"pattern\", or the \
                        backup of a call blocker";

/// What stands behind a key.
#[derive(Clone, Copy)]
enum Key {
    /// Entries.
    Entries(Dialect),
    /// Entries, or an object with them.
    Within(Dialect),
}

const KEYS: [(&str, Key); 10] = [
    ("numbers", Key::Entries(Dialect::Numbers)),
    ("patterns", Key::Entries(Dialect::Numbers)),
    // SpamBlocker's backup: `{"numberRules": {"rules": […]}, "spamNumbers": {"numbers": […]}}`.
    ("numberRules", Key::Within(Dialect::Rules)),
    ("rules", Key::Entries(Dialect::Rules)),
    ("spamNumbers", Key::Within(Dialect::Spam)),
    // Yet Another Call Blocker.
    ("blacklist", Key::Entries(Dialect::BlackList)),
    ("whitelist", Key::Entries(Dialect::WhiteList)),
    // Spam Call Blocker.
    ("SPAM_PREFS", Key::Within(Dialect::Blocked)),
    ("BLOCK_NUMBERS", Key::Entries(Dialect::Blocked)),
    ("WHITELIST_NUMBERS", Key::Entries(Dialect::Allowed)),
];

/// Reads the entries of the file. An error when it is not JSON, or no list.
pub(super) fn read(mut text: Text<'_>, sink: &mut dyn Sink) -> Result<()> {
    let mut reading =
        Reading { place: text.place(), sink, format: None, found: false, failed: None };
    reading.place.limited();
    let mut parser = serde_json::Deserializer::from_reader(Shallow::new(&mut text));
    let parsed = Whole { reading: &mut reading, around: None }.deserialize(&mut parser);
    let parsed = parsed.and_then(|()| parser.end());
    let Reading { found, failed, .. } = reading;
    match (failed, parsed) {
        (Some(failed), _) => Err(failed),
        (None, Err(error)) if error.is_io() => Err(text.failed(error.into())),
        (None, Err(error)) => {
            let line = u64::try_from(error.line().max(1)).ok();
            Err(text.expected_at(line, unreadable(&error)))
        }
        (None, Ok(())) if !found => Err(text.expected_at(Some(1), EXPECTED)),
        (None, Ok(())) => Ok(()),
    }
}

/// The parser's own words are left out: they quote what they stumbled over.
fn unreadable(error: &serde_json::Error) -> String {
    let found = match error.classify() {
        Category::Eof => "; the file ends before it is complete",
        Category::Syntax => "; this is no JSON",
        Category::Data | Category::Io => "",
    };
    format!("{EXPECTED}{found}")
}

struct Reading<'read> {
    place: Place,
    sink: &'read mut dyn Sink,
    /// What the sink was told.
    format: Option<ListFormat>,
    /// There was a list, and be it empty.
    found: bool,
    /// What the sink said, which the parser cannot pass on.
    failed: Option<Error>,
}

impl Reading<'_> {
    fn take(&mut self, line: u64, json: &str, dialect: Dialect) -> Result<()> {
        entry(line, json, dialect, &mut |format, row: Row<'_>| {
            if let (None, Some(format)) = (self.format, format) {
                self.sink.format(format)?;
                self.format = Some(format);
            }
            match row.number {
                Ok(rule) if dialect == Dialect::Rules && regular::is(rule) => {
                    regular::rows(rule, row, self.sink)
                }
                _ => self.sink.row(row),
            }
        })
    }
}

/// The file, or an object in it with lists.
struct Whole<'reading, 'read> {
    reading: &'reading mut Reading<'read>,
    /// How the lists in this object are written; `None` in the outermost.
    around: Option<Dialect>,
}

impl<'de> DeserializeSeed<'de> for Whole<'_, '_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(
        self,
        deserializer: D,
    ) -> std::result::Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Whole<'_, '_> {
    type Value = ();

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a list, or an object with lists")
    }

    /// Some write this for a list without entries.
    fn visit_unit<E: serde::de::Error>(self) -> std::result::Result<(), E> {
        Ok(())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, seq: A) -> std::result::Result<(), A::Error> {
        let dialect = self.around.unwrap_or(Dialect::Numbers);
        Entries { reading: self.reading, dialect }.visit_seq(seq)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> std::result::Result<(), A::Error> {
        while let Some(key) = map.next_key::<String>()? {
            let known = KEYS.iter().find(|(name, _)| *name == key).map(|(_, key)| *key);
            let reading = &mut *self.reading;
            match (known, self.around) {
                (Some(Key::Entries(Dialect::Allowed)), Some(_)) => {
                    map.next_value_seed(Entries { reading, dialect: Dialect::Allowed })?;
                }
                (Some(Key::Entries(_)), Some(dialect)) | (Some(Key::Entries(dialect)), None) => {
                    map.next_value_seed(Entries { reading, dialect })?;
                }
                (Some(Key::Within(dialect)), _) => {
                    map.next_value_seed(Whole { reading, around: Some(dialect) })?;
                }
                (None, _) => {
                    reading.place.unlimited();
                    map.next_value::<IgnoredAny>()?;
                }
            }
            self.reading.place.limited();
        }
        Ok(())
    }
}

struct Entries<'reading, 'read> {
    reading: &'reading mut Reading<'read>,
    dialect: Dialect,
}

impl<'de> DeserializeSeed<'de> for Entries<'_, '_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(
        self,
        deserializer: D,
    ) -> std::result::Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Entries<'_, '_> {
    type Value = ();

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a list")
    }

    fn visit_unit<E: serde::de::Error>(self) -> std::result::Result<(), E> {
        Ok(())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> std::result::Result<(), A::Error> {
        self.reading.found = true;
        while let Some((line, json)) = seq.next_element_seed(Entry(&self.reading.place))? {
            self.reading.place.limited();
            if let Err(failed) = self.reading.take(line, json.get(), self.dialect) {
                self.reading.failed = Some(failed);
                return Err(A::Error::custom("stopped"));
            }
        }
        Ok(())
    }
}

/// An entry as it stands there, so that a bad one costs only itself, and its line.
struct Entry<'reading>(&'reading Place);

impl<'de> DeserializeSeed<'de> for Entry<'_> {
    type Value = (u64, Box<RawValue>);

    fn deserialize<D: Deserializer<'de>>(
        self,
        deserializer: D,
    ) -> std::result::Result<Self::Value, D::Error> {
        let line = self.0.line();
        Ok((line, serde::Deserialize::deserialize(deserializer)?))
    }
}
