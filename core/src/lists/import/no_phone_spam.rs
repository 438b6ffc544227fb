//! Lists of `NoPhoneSpam`: `pattern: name` on each line, with `*`, `%` and `#` as wildcards. Its users
//! write comments after a `#`.

use super::row::{Spelling, subject};
use super::{ListFormat, Row, Sink};
use crate::error::Result;
use crate::import::{Line, SkipReason, Text};
use crate::number::Region;

/// How many lines tell what the file is.
const SAMPLE: usize = 21;

/// Whether most of the first lines are patterns with names.
pub(super) fn is(text: &str, home: &[Region]) -> bool {
    let lines = text.lines().filter(|line| !is_nothing(line)).take(SAMPLE);
    let (entries, others): (Vec<_>, Vec<_>) = lines
        .map(|line| line.split_once(':').is_some_and(|(pattern, _)| subject(pattern, home).is_ok()))
        .partition(|&entry| entry);
    entries.len() > others.len()
}

fn is_nothing(line: &str) -> bool {
    let comment = line.trim_start().strip_prefix('#');
    line.trim().is_empty()
        || comment.is_some_and(|rest| !rest.starts_with(|first: char| first.is_ascii_digit()))
}

pub(super) fn read(mut text: Text<'_>, sink: &mut dyn Sink) -> Result<()> {
    sink.format(ListFormat::NoPhoneSpam)?;
    let mut bytes = Vec::new();
    loop {
        let number = text.line_number();
        let Some(line) = text.line(&mut bytes)? else { return Ok(()) };
        let content = str::from_utf8(&bytes).unwrap_or_default();
        if matches!(line, Line::TooLong) {
            sink.row(Row::skipped(number, SkipReason::TooLong))?;
        } else if !is_nothing(content) {
            let (pattern, name) = content.split_once(':').unwrap_or((content, ""));
            let (label, spelling) = (name.trim(), Spelling::Patterns);
            sink.row(Row { spelling, label, ..Row::of(number, pattern) })?;
        }
    }
}
