//! Address books as vCard files (RFC 6350; versions 2.1 and 3.0 as phones export them).

mod pieces;

use calcard::vcard::{VCard, VCardEntry, VCardProperty, VCardValue};

use self::pieces::{Card, Piece, Pieces};
use crate::caller::number_of;
use crate::contacts::{self, KnownContact};
use crate::error::Result;
use crate::import::{ImportReport, SkipReason, Source, Text, values};
use crate::number::Region;
use crate::store::Writer;

/// A number in an address book.
pub(crate) struct Telephone<'card> {
    /// The line in the file.
    pub(crate) line: u64,
    /// What is written there, or why it cannot be read.
    pub(crate) value: std::result::Result<&'card str, SkipReason>,
    /// Whose it is, or empty.
    pub(crate) name: &'card str,
    /// The groups its owner is in.
    pub(crate) groups: &'card [String],
}

/// Adds the numbers of every card to the contacts. A broken card is reported, not fatal.
pub(crate) fn import(
    writer: &mut Writer<'_>,
    file: Source<'_>,
    home: &[Region],
) -> Result<ImportReport> {
    let path = file.path();
    let progress = file.progress();
    let mut report = ImportReport::default();
    let read = telephones(Text::new(file), &mut |telephone| {
        progress.row()?;
        let value = match telephone.value {
            Ok(value) => value,
            Err(reason) => {
                report.skip(telephone.line, reason);
                return Ok(());
            }
        };
        let known = KnownContact { favourite: false, groups: telephone.groups.to_vec() };
        for raw in values(value, home) {
            match number_of(raw, home) {
                Ok(number) => report.took(contacts::insert(writer, number, &known)?),
                Err(reason) => report.skip(telephone.line, reason),
            }
        }
        Ok(())
    });
    progress.unless_stopped(read)?;
    report.usable(path)
}

/// Reads the numbers of an address book, one after the other. An error when there is no card.
pub(crate) fn telephones(
    text: Text<'_>,
    take: &mut dyn FnMut(Telephone<'_>) -> Result<()>,
) -> Result<()> {
    let mut pieces = Pieces::of(text);
    let mut found_card = false;
    while let Some(piece) = pieces.next()? {
        found_card |= !matches!(piece, Piece::Outside { .. });
        match piece {
            Piece::Card(card) => telephones_of(&card, take)?,
            Piece::Unfinished(card) => {
                telephones_of(&card, take)?;
                take(Telephone::unreadable(card.line, SkipReason::UnfinishedCard))?;
            }
            Piece::Outside { line } => {
                take(Telephone::unreadable(line, SkipReason::OutsideCard))?;
            }
        }
    }
    if found_card { Ok(()) } else { Err(pieces.expected("a vCard that begins with BEGIN:VCARD")) }
}

fn telephones_of(card: &Card, take: &mut dyn FnMut(Telephone<'_>) -> Result<()>) -> Result<()> {
    if card.telephones.is_empty() {
        return Ok(());
    }
    let Ok(parsed) = VCard::parse(&card.text) else {
        return take(Telephone::unreadable(card.line, SkipReason::WrongShape));
    };
    let of = |property: VCardProperty| {
        parsed.entries.iter().filter(move |entry: &&VCardEntry| entry.name == property)
    };
    let name =
        of(VCardProperty::Fn).flat_map(|entry| &entry.values).find_map(text_of).unwrap_or("");
    // The parser keeps no lines, but the order. Where it found more or fewer, the card must do.
    let groups = of(VCardProperty::Categories).flat_map(|entry| &entry.values);
    let groups: Vec<_> = groups.filter_map(text_of).flat_map(categories).collect();
    let paired = of(VCardProperty::Tel).count() == card.telephones.len();
    for (index, entry) in of(VCardProperty::Tel).enumerate() {
        let line = card.telephones.get(index).filter(|_| paired).copied().unwrap_or(card.line);
        for value in &entry.values {
            let value = text_of(value).ok_or(SkipReason::WrongShape);
            take(Telephone { line, value, name, groups: &groups })?;
        }
    }
    Ok(())
}

/// The groups of a card (RFC 6350, 6.7.1). Version 2.1 knows no list of texts, so they may come in one.
fn categories(text: &str) -> impl Iterator<Item = String> {
    text.split(',').map(|name| name.trim().to_owned())
}

fn text_of(value: &VCardValue) -> Option<&str> {
    match value {
        VCardValue::Text(text) => Some(text),
        _ => None,
    }
}

impl Telephone<'_> {
    fn unreadable(line: u64, reason: SkipReason) -> Self {
        Self { line, value: Err(reason), name: "", groups: &[] }
    }
}
