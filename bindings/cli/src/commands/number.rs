use std::io::Write;

use callscreen_core::lists::reserved;
use callscreen_core::number::{
    self, E164, Number, NumberType, Reading, Region, SenderName, Spellings, Unreadable,
};
use callscreen_core::text::Language;
use serde::Serialize;

use crate::failure::Result;
use crate::output::{Rows, clean};
use crate::session::Session;
use crate::words::{self, say};

/// A number as it was read.
#[derive(Serialize)]
#[serde(rename_all = "snake_case")]
struct Read<'raw> {
    raw: &'raw str,
    kind: &'static str,
    number: Option<Number>,
    /// A sender's, who shows no number.
    name: Option<SenderName>,
    region: Option<Region>,
    possible: Option<bool>,
    reason: Option<&'static str>,
}

/// All that is known of a number, which takes longer to find.
#[derive(Serialize)]
struct Known<'raw> {
    #[serde(flatten)]
    read: Read<'raw>,
    country_calling_code: Option<u16>,
    /// The region, or those that share the calling code where the digits do not tell.
    regions: Vec<Region>,
    /// Spoken in any of the regions.
    languages: Vec<&'static str>,
    #[serde(rename = "type")]
    number_type: Option<NumberType>,
    international: Option<String>,
    national: Option<String>,
    reserved_for_sales: Option<Region>,
}

pub(super) fn run(numbers: &[String], session: &mut Session) -> Result<()> {
    let home = session.known_home();
    if numbers.is_empty() {
        return lines(&home, session);
    }
    let (json, language) = (session.json(), session.language());
    let (_, out) = session.streams();
    for (place, raw) in numbers.iter().enumerate() {
        let reading = number::read(raw, &home);
        let known = known(raw, reading);
        if json {
            serde_json::to_writer(&mut *out, &known)?;
            out.write_all(b"\n")?;
        } else {
            let between = if place > 0 { "\n" } else { "" };
            write!(out, "{between}{}", table(&known, reading, language))?;
        }
    }
    Ok(())
}

/// One number for each line of standard input.
fn lines(home: &[Region], session: &mut Session) -> Result<()> {
    let json = session.json();
    let (input, out) = session.streams();
    let mut line = Vec::new();
    loop {
        line.clear();
        if input.read_until(b'\n', &mut line)? == 0 {
            return Ok(());
        }
        let raw = String::from_utf8_lossy(&line);
        let raw = raw.trim_end_matches(['\n', '\r']);
        let read = read(raw, number::read(raw, home));
        if json {
            serde_json::to_writer(&mut *out, &read)?;
            out.write_all(b"\n")?;
        } else {
            columns(&read, out)?;
        }
    }
}

fn read(raw: &str, reading: Reading) -> Read<'_> {
    let unknown = Read {
        raw,
        kind: "",
        number: reading.number(),
        name: None,
        region: None,
        possible: None,
        reason: None,
    };
    match reading {
        Reading::Subscriber { number } => Read {
            kind: "subscriber",
            region: number::region(number),
            possible: Some(number::has_possible_length(number)),
            ..unknown
        },
        Reading::Emergency { .. } => Read { kind: "emergency", ..unknown },
        Reading::Service { .. } => Read { kind: "service", ..unknown },
        Reading::ShortCode { .. } => Read { kind: "short_code", ..unknown },
        Reading::Extension { .. } => Read { kind: "extension", ..unknown },
        Reading::Alphanumeric { name } => {
            Read { kind: "alphanumeric", name: Some(name), ..unknown }
        }
        Reading::Unreadable { reason } => {
            Read { kind: "unreadable", reason: Some(code(reason)), ..unknown }
        }
    }
}

fn code(unreadable: Unreadable) -> &'static str {
    match unreadable {
        Unreadable::Empty => "empty",
        Unreadable::TooLong => "too_long",
        Unreadable::NoHomeRegion => "no_home_region",
        Unreadable::ScientificNotation => "scientific_notation",
        Unreadable::NotANumber => "not_a_number",
    }
}

fn known(raw: &str, reading: Reading) -> Known<'_> {
    let read = read(raw, reading);
    let Reading::Subscriber { number } = reading else {
        return Known {
            read,
            country_calling_code: None,
            regions: Vec::new(),
            languages: Vec::new(),
            number_type: None,
            international: None,
            national: None,
            reserved_for_sales: None,
        };
    };
    let regions = read.region.map_or_else(|| number::regions(number).to_vec(), |found| vec![found]);
    let Spellings { international, national } = number::spellings(number);
    let reserved = reserved::is_reserved(number, Session::now());
    let reserved_for_sales = reserved.then(|| regions.first().copied()).flatten();
    Known {
        read,
        country_calling_code: number::country_calling_code(number),
        languages: spoken(&regions),
        regions,
        number_type: Some(number::number_type(number)),
        international: Some(international),
        national: Some(national),
        reserved_for_sales,
    }
}

/// Every language of the regions once, those of the main region first.
fn spoken(regions: &[Region]) -> Vec<&'static str> {
    let mut found = Vec::new();
    for spoken in regions.iter().flat_map(|&region| number::languages(region)) {
        if !found.contains(&spoken.language) {
            found.push(spoken.language);
        }
    }
    found
}

fn table(known: &Known<'_>, reading: Reading, language: Language) -> String {
    let mut rows = Rows::new(&[say(language, "number", "Nummer"), &clean(known.read.raw)]);
    let read_as = say(language, "read as", "gelesen als").to_owned();
    rows.add([read_as, words::number::reading(reading, language)]);
    match reading {
        Reading::Subscriber { number } => {
            for (name, value) in facts(known, number, language) {
                rows.add([name.to_owned(), value]);
            }
        }
        Reading::Emergency { number }
        | Reading::Service { number }
        | Reading::ShortCode { number }
        | Reading::Extension { number } => {
            rows.add([say(language, "digits", "Ziffern").to_owned(), number.expose()]);
        }
        Reading::Alphanumeric { name } => {
            rows.add([say(language, "name", "Name").to_owned(), clean(name.expose())]);
        }
        Reading::Unreadable { .. } => {}
    }
    rows.text()
}

/// What is known of a subscriber, each with its name.
fn facts(known: &Known<'_>, number: E164, language: Language) -> Vec<(&'static str, String)> {
    let say = |english, german| say(language, english, german);
    let yes_no = |yes: bool| if yes { say("yes", "ja") } else { say("no", "nein") }.to_owned();
    let unknown = || say("unknown", "unbekannt").to_owned();
    let code = known.country_calling_code.map(|code| format!("+{code}"));
    let found = known.number_type.unwrap_or(NumberType::Unknown);
    let reserved = known.reserved_for_sales.map(|region| region.to_string());
    let languages = if known.languages.is_empty() { unknown() } else { known.languages.join(", ") };
    vec![
        ("E.164", number.expose()),
        (say("calling code", "Landesvorwahl"), code.unwrap_or_else(unknown)),
        (
            say("region", "Region"),
            words::number::place(known.read.region, &known.regions, language),
        ),
        (say("languages", "Sprachen"), languages),
        (say("possible length", "mögliche Länge"), yes_no(known.read.possible == Some(true))),
        (say("type", "Art"), words::number::number_type(found, language).to_owned()),
        (say("international", "international"), known.international.clone().unwrap_or_default()),
        (say("national", "national"), known.national.clone().unwrap_or_default()),
        (say("reserved for sales", "für Werbeanrufe"), reserved.unwrap_or_else(|| yes_no(false))),
    ]
}

/// Exactly three columns, whatever the line holds.
fn columns(read: &Read<'_>, out: &mut dyn Write) -> Result<()> {
    for (place, part) in read.raw.split('\t').enumerate() {
        if place > 0 {
            out.write_all(b" ")?;
        }
        out.write_all(part.as_bytes())?;
    }
    match read.number {
        Some(Number::E164(number)) => write!(out, "\t+{}", number.digits())?,
        _ => out.write_all(b"\t-")?,
    }
    let region = read.region.as_ref().map_or("-", Region::code);
    writeln!(out, "\t{region}")?;
    Ok(())
}
