//! Lists and phone books as XML, an element at a time: `PhoneBlock`'s list, FRITZ!Box phone books, and
//! those that other telephones read, among them those of Asterisk's phone module for Digium phones.

use std::io;

use quick_xml::events::{BytesStart, Event};
use quick_xml::{Reader, XmlVersion};

use super::rating::{Rating, rating};
use super::row::votes;
use super::{ListFormat, Row, Sink};
use crate::error::Result;
use crate::import::{SkipReason, Text};

const EXPECTED: &str = "a list or a phone book in XML, whole and with at least one number";

/// How deep elements may lie in each other, and how long their names may be: the parser keeps the names
/// of all that are open.
const MOST_DEPTH: usize = 32;
const MOST_NAME: usize = 256;
/// The most text in one element, in bytes. Pieces of it come between comments and references.
const MOST_TEXT: usize = 1 << 16;

/// Elements in which one caller stands.
const ENTRIES: [&str; 5] = ["contact", "item", "directoryentry", "entry", "unit"];
/// Elements in which a number stands.
const NUMBERS: [&str; 5] = ["number", "phonenumber", "telephone", "ct", "phone"];
/// Elements in which the caller's name stands.
const NAMES: [&str; 4] = ["realname", "name", "lastname", "ln"];
/// Attributes that are a number.
const DIALLED: [&str; 4] = ["dial", "office_number", "mobile_number", "other_number"];
/// Elements that only a FRITZ!Box writes.
const FRITZ_BOX: [&str; 2] = ["telephony", "realname"];

/// Reads the numbers of the file. An error when it is not XML, or holds none.
pub(super) fn read(text: Text<'_>, sink: &mut dyn Sink) -> Result<()> {
    let place = text.place();
    let mut reader = Reader::from_reader(text);
    reader.config_mut().expand_empty_elements = true;
    let mut book =
        Book { sink, format: None, within: None, number: String::new(), name: String::new() };
    let mut buffer = Vec::new();
    let mut depth = 0_usize;
    while book.number.len().max(book.name.len()) <= MOST_TEXT {
        buffer.clear();
        place.limited();
        match reader.read_event_into(&mut buffer) {
            Ok(Event::Start(element)) => {
                depth += 1;
                if depth > MOST_DEPTH || element.name().as_ref().len() > MOST_NAME {
                    break;
                }
                book.start(place.line(), &element)?;
            }
            Ok(Event::Text(text)) => book.text(&text.decode().unwrap_or_default()),
            Ok(Event::CData(text)) => book.text(&text.decode().unwrap_or_default()),
            Ok(Event::GeneralRef(reference)) => {
                let character = reference.resolve_char_ref().ok().flatten();
                let named = || reference.decode().ok();
                let character = character.or_else(|| entity(&named()?));
                book.text(character.unwrap_or('\u{fffd}').encode_utf8(&mut [0; 4]));
            }
            Ok(Event::End(_)) => {
                depth = depth.saturating_sub(1);
                book.end()?;
            }
            Ok(Event::Eof) if depth == 0 && book.format.is_some() => return Ok(()),
            Ok(Event::Eof) => break,
            Ok(_) => {}
            Err(quick_xml::Error::Io(error)) => {
                let error = io::Error::new(error.kind(), error.to_string());
                return Err(reader.get_ref().failed(error));
            }
            // The parser's own words quote what they stumbled over.
            Err(_) => break,
        }
    }
    Err(reader.get_ref().expected(EXPECTED))
}

struct Book<'sink> {
    sink: &'sink mut dyn Sink,
    /// What the sink was told.
    format: Option<ListFormat>,
    /// What is being read.
    within: Option<Within>,
    number: String,
    /// Of the caller whose numbers follow.
    name: String,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Within {
    Number { line: u64 },
    Name,
}

impl Book<'_> {
    fn announce(&mut self, format: ListFormat) -> Result<()> {
        if self.format.is_none() {
            self.sink.format(format)?;
            self.format = Some(format);
        }
        Ok(())
    }

    fn start(&mut self, line: u64, element: &BytesStart<'_>) -> Result<()> {
        let name = element.local_name();
        let name = String::from_utf8_lossy(name.as_ref()).to_ascii_lowercase();
        let attribute = |wanted: &str| {
            let found = element.try_get_attribute(wanted).ok().flatten()?;
            Some(found.normalized_value(XmlVersion::Implicit1_0).unwrap_or_default().into_owned())
        };
        if name == "phone-info" {
            self.announce(ListFormat::PhoneBlockXml)?;
            return self.phone_block(line, &attribute);
        }
        if ENTRIES.contains(&name.as_str()) {
            self.name.clear();
        } else if FRITZ_BOX.contains(&name.as_str()) {
            self.announce(ListFormat::FritzBox)?;
        }
        self.within = None;
        for dialled in DIALLED.iter().filter_map(|name| attribute(name)) {
            self.announce(ListFormat::PhoneBook)?;
            let label = attribute("display_name").unwrap_or_else(|| self.name.clone());
            if !dialled.trim().is_empty() {
                self.sink.row(Row { label: &label, ..Row::of(line, &dialled) })?;
            }
        }
        if NAMES.contains(&name.as_str()) {
            self.within = Some(Within::Name);
            self.name.clear();
        } else if NUMBERS.contains(&name.as_str()) {
            self.within = Some(Within::Number { line });
            self.number.clear();
        }
        Ok(())
    }

    fn phone_block(
        &mut self,
        line: u64,
        attribute: &impl Fn(&str) -> Option<String>,
    ) -> Result<()> {
        let votes = attribute("votes").map_or(Some(1), |given| votes(&given));
        let rated = attribute("rating").map_or(Rating::Unknown, |rated| rating(&rated));
        let phone = attribute("phone");
        let row = Row {
            number: votes.and(phone.as_deref()).ok_or(SkipReason::WrongShape),
            score: votes.unwrap_or_default(),
            harmless: rated == Rating::Harmless,
            category: rated.category(),
            ..Row::of(line, "")
        };
        self.sink.row(row)
    }

    fn text(&mut self, text: &str) {
        match self.within {
            Some(Within::Number { .. }) => self.number.push_str(text),
            Some(Within::Name) => self.name.push_str(text),
            None => {}
        }
    }

    fn end(&mut self) -> Result<()> {
        let Some(Within::Number { line }) = self.within.take() else { return Ok(()) };
        let number = std::mem::take(&mut self.number);
        // Many telephones write a field for each kind of number, and leave most of them empty.
        if number.trim().is_empty() {
            return Ok(());
        }
        self.announce(ListFormat::PhoneBook)?;
        self.sink.row(Row { label: self.name.trim(), ..Row::of(line, &number) })
    }
}

/// The entities that XML itself knows.
fn entity(name: &str) -> Option<char> {
    match name {
        "amp" => Some('&'),
        "lt" => Some('<'),
        "gt" => Some('>'),
        "quot" => Some('"'),
        "apos" => Some('\''),
        _ => None,
    }
}
