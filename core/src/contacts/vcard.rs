//! Address books as vCard files (RFC 6350; versions 2.1 and 3.0 as phones export them).

use std::path::Path;

use calcard::vcard::{VCard, VCardProperty, VCardValue};

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
        match piece {
            Piece::Card { line, text } => {
                found_card = true;
                match VCard::parse(text) {
                    Ok(card) => take(writer, &mut report, &card, line, home)?,
                    Err(_) => report.skip(line, SkipReason::WrongShape),
                }
            }
            Piece::Unfinished { line } => {
                found_card = true;
                report.skip(line, SkipReason::UnfinishedCard);
            }
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
    card: &VCard,
    line: u64,
    home: &[Region],
) -> Result<()> {
    for entry in card.entries.iter().filter(|entry| entry.name == VCardProperty::Tel) {
        for value in &entry.values {
            let VCardValue::Text(raw) = value else { continue };
            match number_of(raw, home) {
                Ok(number) => report.took(contacts::insert(writer, number)?),
                Err(reason) => report.skip(line, reason),
            }
        }
    }
    Ok(())
}

/// One stretch of the file.
#[derive(Debug, PartialEq, Eq)]
enum Piece<'text> {
    Card { line: u64, text: &'text str },
    Unfinished { line: u64 },
    Outside { line: u64 },
}

/// Cuts the file into cards, so that a broken one neither swallows its neighbours nor loses its line.
fn pieces(text: &str) -> Vec<Piece<'_>> {
    let mut pieces = Vec::new();
    let mut begin: Option<(u64, usize)> = None;
    let mut offset = 0;
    for (line, full) in (1_u64..).zip(text.split_inclusive('\n')) {
        let end = offset + full.len();
        let content = full.trim();
        if content.eq_ignore_ascii_case("BEGIN:VCARD") {
            if let Some((line, _)) = begin.replace((line, offset)) {
                pieces.push(Piece::Unfinished { line });
            }
        } else if content.eq_ignore_ascii_case("END:VCARD") {
            match begin.take() {
                Some((line, start)) => {
                    let card = text.get(start..end).unwrap_or_default();
                    pieces.push(Piece::Card { line, text: card });
                }
                None => pieces.push(Piece::Outside { line }),
            }
        } else if begin.is_none() && !content.is_empty() {
            pieces.push(Piece::Outside { line });
        }
        offset = end;
    }
    if let Some((line, _)) = begin {
        pieces.push(Piece::Unfinished { line });
    }
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_broken_card_costs_neither_its_neighbours_nor_its_line() {
        let text = "BEGIN:VCARD\nTEL:1\nBEGIN:VCARD\r\nTEL:2\r\nEND:VCARD\r\njunk\nbegin:vcard\n";
        assert_eq!(
            pieces(text),
            [
                Piece::Unfinished { line: 1 },
                Piece::Card { line: 3, text: "BEGIN:VCARD\r\nTEL:2\r\nEND:VCARD\r\n" },
                Piece::Outside { line: 6 },
                Piece::Unfinished { line: 7 },
            ]
        );
    }
}
