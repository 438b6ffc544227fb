//! Address books as vCard files (RFC 6350; versions 2.1 and 3.0 as phones export them).

mod pieces;
mod values;

use std::path::Path;

use calcard::vcard::{VCard, VCardEntry, VCardProperty, VCardValue};

use self::pieces::{Card, Piece, pieces};
use self::values::values;
use crate::caller::number_of;
use crate::contacts;
use crate::error::{Error, Result};
use crate::import::{ImportReport, SkipReason};
use crate::number::Region;
use crate::store::Writer;

/// Adds the numbers of every card to the contacts. A broken card is reported, not fatal.
pub(crate) fn import(
    writer: &mut Writer<'_>,
    path: &Path,
    text: &str,
    home: &[Region],
) -> Result<ImportReport> {
    let mut report = ImportReport::default();
    let mut found_card = false;
    for piece in pieces(text) {
        found_card |= !matches!(piece, Piece::Outside { .. });
        match piece {
            Piece::Card(card) => match VCard::parse(&card.text) {
                Ok(parsed) => take(writer, &mut report, &card, &parsed, home)?,
                Err(_) => report.skip(card.line, SkipReason::WrongShape),
            },
            Piece::Unfinished { line } => report.skip(line, SkipReason::UnfinishedCard),
            Piece::Outside { line } => report.skip(line, SkipReason::OutsideCard),
        }
    }
    if !found_card {
        return Err(Error::format(path, Some(1), "a vCard that begins with BEGIN:VCARD"));
    }
    report.usable(path)
}

fn take(
    writer: &mut Writer<'_>,
    report: &mut ImportReport,
    card: &Card,
    parsed: &VCard,
    home: &[Region],
) -> Result<()> {
    let is_telephone = |entry: &&VCardEntry| entry.name == VCardProperty::Tel;
    let entries: Vec<_> = parsed.entries.iter().filter(is_telephone).collect();
    // The parser keeps no lines, but the order. Where it found more or fewer, the card must do.
    let paired = entries.len() == card.telephones.len();
    for (index, entry) in entries.into_iter().enumerate() {
        let line = card.telephones.get(index).filter(|_| paired).copied().unwrap_or(card.line);
        for value in &entry.values {
            let VCardValue::Text(text) = value else {
                report.skip(line, SkipReason::WrongShape);
                continue;
            };
            for raw in values(text, home) {
                match number_of(raw, home) {
                    Ok(number) => report.took(contacts::insert(writer, number)?),
                    Err(reason) => report.skip(line, reason),
                }
            }
        }
    }
    Ok(())
}
