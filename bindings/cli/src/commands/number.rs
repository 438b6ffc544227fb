use std::io::Write;

use callscreen_core::number::{self, Number, Reading, Region, Unreadable};
use serde::Serialize;

use crate::failure::Result;
use crate::session::Session;

/// A line of input as it was read.
#[derive(Serialize)]
#[serde(rename_all = "snake_case")]
struct Read<'line> {
    raw: &'line str,
    kind: &'static str,
    number: Option<Number>,
    region: Option<Region>,
    possible: Option<bool>,
    reason: Option<&'static str>,
}

pub(super) fn run(session: &mut Session) -> Result<()> {
    let (home, json) = (session.home()?, session.json());
    let (input, out) = session.streams();
    let mut line = Vec::new();
    loop {
        line.clear();
        if input.read_until(b'\n', &mut line)? == 0 {
            return Ok(());
        }
        let raw = String::from_utf8_lossy(&line);
        let raw = raw.trim_end_matches(['\n', '\r']);
        let read = read(raw, &home);
        if json {
            serde_json::to_writer(&mut *out, &read)?;
            out.write_all(b"\n")?;
        } else {
            columns(&read, out)?;
        }
    }
}

fn read<'line>(raw: &'line str, home: &[Region]) -> Read<'line> {
    let unknown = Read { raw, kind: "", number: None, region: None, possible: None, reason: None };
    match number::read(raw, home) {
        Reading::Subscriber(number) => Read {
            kind: "subscriber",
            number: Some(Number::E164(number)),
            region: number::region(number),
            possible: Some(number::has_possible_length(number)),
            ..unknown
        },
        Reading::Emergency(short) => {
            Read { kind: "emergency", number: Some(Number::Short(short)), ..unknown }
        }
        Reading::Short(short) => {
            Read { kind: "short", number: Some(Number::Short(short)), ..unknown }
        }
        Reading::Alphanumeric => Read { kind: "alphanumeric", ..unknown },
        Reading::Unreadable(reason) => {
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
