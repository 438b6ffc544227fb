//! What `asterisk -rx "database show"` prints: `/family/key : value` on each line. The family
//! `blacklist` holds unwanted callers; `cidname` names callers that one knows, and the others are about
//! the telephone system itself.

use super::{ListFormat, Row, Sink};
use crate::error::Result;
use crate::import::{Line, SkipReason, Text};

const FAMILY: &str = "blacklist";

/// Whether the text is such a list.
pub(super) fn is(text: &str) -> bool {
    text.lines().next().is_some_and(|line| line.starts_with('/') && entry(line).is_some())
}

pub(super) fn read(mut text: Text<'_>, sink: &mut dyn Sink) -> Result<()> {
    sink.format(ListFormat::Asterisk)?;
    let mut bytes = Vec::new();
    loop {
        let number = text.line_number();
        let Some(line) = text.line(&mut bytes)? else { return Ok(()) };
        let content = str::from_utf8(&bytes).unwrap_or_default();
        match entry(content) {
            _ if matches!(line, Line::TooLong) => {
                sink.row(Row::skipped(number, SkipReason::TooLong))?;
            }
            Some((family, caller, name)) if family == FAMILY => {
                // A black list's value is most often the 1 that makes it one.
                let label = if name == "1" { "" } else { name };
                sink.row(Row { label, ..Row::of(number, caller) })?;
            }
            // How many were found stands below them.
            None if !content.trim().is_empty() && !content.trim_end().ends_with("found.") => {
                sink.row(Row::skipped(number, SkipReason::WrongShape))?;
            }
            _ => {}
        }
    }
}

/// Family, key and value.
fn entry(line: &str) -> Option<(&str, &str, &str)> {
    let (path, value) = line.strip_prefix('/')?.split_once(':')?;
    let (family, key) = path.split_once('/')?;
    Some((family, key.trim(), value.trim()))
}
