//! A call log in a file: JSON, a call on each line, or a table as apps export Android's call log.

use std::path::Path;

use chrono::NaiveDateTime;
use csv::{ReaderBuilder, StringRecord, Trim};
use serde::{Deserialize, Serialize};

use crate::call::{IncomingCall, Moment, Presentation, RawNumber, Verification};
use crate::error::{Error, Result, parser_words};
use crate::time_zone::on_the_wall;

/// How many of the lines left out are named.
const LINES_NAMED: usize = 5;
/// A time in seconds since 1970 has fewer digits than one in milliseconds, from 1973 to 5138.
const SECONDS_BELOW: i64 = 100_000_000_000;
/// Times without an offset.
const ON_THE_WALL: [&str; 4] =
    ["%Y-%m-%d %H:%M:%S%.f", "%Y-%m-%d %H:%M", "%Y-%m-%dT%H:%M:%S%.f", "%Y-%m-%dT%H:%M"];
const UNREADABLE_TIME: &str = "no time that can be read";

/// A call of a log.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct LoggedCall {
    number: Option<RawNumber>,
    presentation: Presentation,
    verification: Verification,
    line: Option<String>,
    pub(super) at: Moment,
    pub(super) direction: Direction,
    pub(super) talk_seconds: Option<u32>,
}

/// A line of JSON.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct JsonCall {
    #[serde(default)]
    number: Option<RawNumber>,
    #[serde(default)]
    presentation: Presentation,
    #[serde(default)]
    verification: Verification,
    #[serde(default)]
    line: Option<String>,
    at: String,
    /// As in a call to screen; a replay has no use for it.
    #[serde(default, rename = "call_id")]
    _call_id: Option<String>,
    #[serde(default)]
    direction: Direction,
    #[serde(default)]
    talk_seconds: Option<u32>,
}

/// Who called.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Direction {
    /// Somebody called the user.
    #[default]
    Incoming,
    /// The user called somebody.
    Outgoing,
}

impl LoggedCall {
    /// The call as the platform would have told it.
    pub(super) fn call(&self) -> IncomingCall {
        IncomingCall {
            number: self.number.clone(),
            presentation: self.presentation,
            verification: self.verification,
            line: self.line.clone(),
            at: self.at,
            call_id: None,
        }
    }

    /// The number dialled or shown.
    pub(super) fn number(&self) -> Option<&RawNumber> {
        self.number.as_ref()
    }
}

/// What became of the rows of a call log.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct LogRows {
    /// Rows read, headers and blank lines not counted.
    pub rows: u64,
    /// Rows that are no call: without a time, or with a value that means nothing.
    pub skipped: u64,
    /// The first of their lines, from 1.
    pub first_skipped: Vec<u64>,
}

impl LogRows {
    fn skip(&mut self, line: u64) {
        self.skipped += 1;
        if self.first_skipped.len() < LINES_NAMED {
            self.first_skipped.push(line);
        }
    }
}

/// Reads a call log, in the order of its times. `offset_at` tells how many minutes the clock on the
/// wall was ahead of UTC, for times that do not say so themselves.
pub(super) fn read(
    path: &Path,
    text: &str,
    offset_at: &dyn Fn(i64) -> i32,
) -> Result<(Vec<LoggedCall>, LogRows)> {
    let (mut calls, rows, problem) = if text.trim_start().starts_with('{') {
        lines(text, offset_at)
    } else {
        table(path, text, offset_at)?
    };
    if calls.is_empty() {
        let path = path.to_owned();
        return Err(Error::NothingUsable { path, rows: rows.rows, first_reason: problem });
    }
    calls.sort_by_key(|call| call.at.unix_ms);
    Ok((calls, rows))
}

type Read = (Vec<LoggedCall>, LogRows, Option<String>);

fn lines(text: &str, offset_at: &dyn Fn(i64) -> i32) -> Read {
    let (mut calls, mut rows, mut problem) = (Vec::new(), LogRows::default(), None);
    for (line, text) in (1..).zip(text.lines()).filter(|(_, text)| !text.trim().is_empty()) {
        rows.rows += 1;
        let read: std::result::Result<JsonCall, _> = serde_json::from_str(text);
        let read = read.map_err(|error| parser_words(&error));
        let call = read.and_then(|call| {
            let at = moment(&call.at, offset_at);
            Ok(call.logged(at.ok_or_else(|| UNREADABLE_TIME.to_owned())?))
        });
        match call {
            Ok(call) => calls.push(call),
            Err(why) => {
                rows.skip(line);
                problem.get_or_insert_with(|| format!("line {line}: {why}"));
            }
        }
    }
    (calls, rows, problem)
}

impl JsonCall {
    fn logged(self, at: Moment) -> LoggedCall {
        let Self { number, presentation, verification, line, direction, talk_seconds, .. } = self;
        LoggedCall { number, presentation, verification, line, at, direction, talk_seconds }
    }
}

/// Which column of a table holds what.
#[derive(Default)]
struct Columns {
    number: Option<usize>,
    at: Option<usize>,
    kind: Option<usize>,
    presentation: Option<usize>,
    verification: Option<usize>,
    line: Option<usize>,
    seconds: Option<usize>,
}

impl Columns {
    fn of(header: &StringRecord) -> Self {
        let mut columns = Self::default();
        for (place, name) in header.iter().enumerate() {
            let column = match name.to_lowercase().as_str() {
                "number" | "phone" | "phone number" | "caller" => &mut columns.number,
                "at" | "date" | "time" | "timestamp" => &mut columns.at,
                "type" | "direction" => &mut columns.kind,
                "presentation" => &mut columns.presentation,
                "verification" => &mut columns.verification,
                "line" | "subscription_id" | "sim" => &mut columns.line,
                "duration" | "talk_seconds" | "seconds" => &mut columns.seconds,
                _ => continue,
            };
            column.get_or_insert(place);
        }
        columns
    }
}

fn table(path: &Path, text: &str, offset_at: &dyn Fn(i64) -> i32) -> Result<Read> {
    let first = text.lines().next().unwrap_or_default();
    let many = |delimiter: &char| first.matches(*delimiter).count();
    let delimiter = [',', ';', '\t'].into_iter().max_by_key(many).unwrap_or(',');
    let mut reader = ReaderBuilder::new()
        .delimiter(u8::try_from(delimiter).unwrap_or(b','))
        .flexible(true)
        .trim(Trim::All)
        .from_reader(text.as_bytes());
    let expected = "a call log: JSON lines, or a table whose header names `number` and `at`";
    let unusable = |_| Error::format(path, Some(1), expected);
    let columns = Columns::of(reader.headers().map_err(unusable)?);
    if columns.at.is_none() || columns.number.is_none() {
        return Err(Error::format(path, Some(1), expected));
    }
    let (mut calls, mut rows, mut problem) = (Vec::new(), LogRows::default(), None);
    for record in reader.records() {
        rows.rows += 1;
        let found = record.as_ref().ok().ok_or("the row cannot be read");
        match found.and_then(|record| row(&columns, record, offset_at)) {
            Ok(call) => calls.push(call),
            Err(why) => {
                let line = record.ok().and_then(|record| Some(record.position()?.line()));
                rows.skip(line.unwrap_or(rows.rows + 1));
                problem.get_or_insert_with(|| why.to_owned());
            }
        }
    }
    Ok((calls, rows, problem))
}

fn row(
    columns: &Columns,
    record: &StringRecord,
    offset_at: &dyn Fn(i64) -> i32,
) -> std::result::Result<LoggedCall, &'static str> {
    let cell = |column: Option<usize>| {
        column.and_then(|column| record.get(column)).filter(|cell| !cell.is_empty())
    };
    let at = cell(columns.at).ok_or("no time")?;
    let at = moment(at, offset_at).ok_or(UNREADABLE_TIME)?;
    let number = cell(columns.number);
    let presentation = match (cell(columns.presentation), number) {
        (Some(text), _) => presentation(text).ok_or("an unknown presentation")?,
        // What older phones write for a missing number (AOSP, CallerInfo).
        (None, Some("-1")) => Presentation::Unknown,
        (None, Some("-2")) => Presentation::Withheld,
        (None, Some("-3")) => Presentation::Payphone,
        (None, _) => Presentation::Allowed,
    };
    let verification = match cell(columns.verification) {
        Some(text) => verification(text).ok_or("an unknown verification")?,
        None => Verification::default(),
    };
    let seconds = cell(columns.seconds).map(str::parse).transpose();
    Ok(LoggedCall {
        number: number.filter(|_| presentation == Presentation::Allowed).map(RawNumber::new),
        presentation,
        verification,
        line: cell(columns.line).map(str::to_owned),
        at,
        direction: match cell(columns.kind) {
            Some(text) => direction(text).ok_or("an unknown type of call")?,
            None => Direction::Incoming,
        },
        talk_seconds: seconds.map_err(|_| "a duration that is no number of seconds")?,
    })
}

/// RFC 3339, the same without an offset, or what a call log counts since 1970: milliseconds, or seconds.
fn moment(text: &str, offset_at: &dyn Fn(i64) -> i32) -> Option<Moment> {
    if let Some(moment) = Moment::from_rfc3339(text) {
        return Some(moment);
    }
    let wall = |format| NaiveDateTime::parse_from_str(text, format).ok();
    if let Some(wall) = ON_THE_WALL.into_iter().find_map(wall) {
        return on_the_wall(wall, offset_at);
    }
    let count: i64 = text.parse().ok()?;
    let seconds = count.unsigned_abs() < SECONDS_BELOW.unsigned_abs();
    let unix_ms = if seconds { count.checked_mul(1000)? } else { count };
    Some(Moment { unix_ms, utc_offset_minutes: offset_at(unix_ms) })
}

/// Our words, or the values of Android's `CallLog.Calls.PRESENTATION_*`.
fn presentation(text: &str) -> Option<Presentation> {
    Some(match text.to_lowercase().as_str() {
        "allowed" | "1" => Presentation::Allowed,
        "withheld" | "restricted" | "2" => Presentation::Withheld,
        "unknown" | "3" => Presentation::Unknown,
        "payphone" | "4" => Presentation::Payphone,
        "unavailable" | "5" => Presentation::Unavailable,
        _ => return None,
    })
}

/// Our words, or the values of Android's `Connection.VERIFICATION_STATUS_*`.
fn verification(text: &str) -> Option<Verification> {
    Some(match text.to_lowercase().as_str() {
        "not_verified" | "0" => Verification::NotVerified,
        "passed" | "1" => Verification::Passed,
        "failed" | "2" => Verification::Failed,
        _ => return None,
    })
}

/// Words, or the values of Android's `CallLog.Calls.*_TYPE`.
fn direction(text: &str) -> Option<Direction> {
    Some(match text.to_lowercase().as_str() {
        "outgoing" | "2" => Direction::Outgoing,
        "incoming"
        | "missed"
        | "voicemail"
        | "rejected"
        | "blocked"
        | "answered_externally"
        | "1"
        | "3"
        | "4"
        | "5"
        | "6"
        | "7" => Direction::Incoming,
        _ => return None,
    })
}
