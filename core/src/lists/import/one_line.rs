//! Numbers on a single line, between commas: the blocked numbers of Fossify Phone and of the Simple
//! Dialer before it, whose files have no line ends at all.

use memchr::memchr3;

use super::row::is_number;
use super::{ListFormat, Row, Sink};
use crate::error::Result;
use crate::import::{Line, SkipReason, Text};
use crate::number::Region;

/// Whether the text is one line of nothing but numbers, and more than one of them.
pub(super) fn is(text: &str, home: &[Region]) -> bool {
    let mut cells: Vec<_> = text.trim_end().split([',', ';']).map(str::trim).collect();
    // Of a longer line, only the beginning is seen.
    if cells.len() > 2 {
        cells.pop();
    }
    cells.len() > 1 && cells.iter().all(|cell| cell.is_empty() || is_number(cell, home))
}

pub(super) fn read(mut text: Text<'_>, sink: &mut dyn Sink) -> Result<()> {
    sink.format(ListFormat::OneLine)?;
    let mut bytes = Vec::new();
    let mut place = 0;
    while let Some(piece) = text.until(&mut bytes, |bytes| memchr3(b',', b';', b'\n', bytes))? {
        let content = str::from_utf8(&bytes).unwrap_or_default();
        if content.trim().is_empty() && !matches!(piece, Line::TooLong) {
            continue;
        }
        place += 1;
        sink.row(match piece {
            Line::TooLong => Row::skipped(place, SkipReason::TooLong),
            Line::Sound | Line::Last => Row::of(place, content),
        })?;
    }
    Ok(())
}
