//! Address books used as lists: the numbers of every card, under the name on it.

use super::{ListFormat, Row, Sink};
use crate::contacts::vcard;
use crate::error::Result;
use crate::import::Text;

pub(super) fn read(text: Text<'_>, sink: &mut dyn Sink) -> Result<()> {
    sink.format(ListFormat::Vcard)?;
    vcard::telephones(text, &mut |telephone| {
        let row = Row { label: telephone.name, ..Row::of(telephone.line, "") };
        sink.row(Row { number: telephone.value, ..row })
    })
}
