//! A full pack of a list in the store.

use std::io::{Seek, Write};

use rusqlite::Transaction;

use super::write::PackWriter;
use super::{PackError, PackInfo};
use crate::error::Result;
use crate::lists;

/// Writes a list of the store as a full pack.
pub(crate) fn build(
    transaction: &Transaction<'_>,
    list: &str,
    info: PackInfo,
    out: impl Write + Seek,
) -> Result<PackInfo> {
    if info.base.is_some() {
        return Err(PackError::NoDiff { expected: "a full list, without a base version" }.into());
    }
    let mut writer = PackWriter::new(out, info)?;
    for entry in lists::entries(transaction, list)? {
        writer.add(entry?)?;
    }
    Ok(writer.finish_full()?)
}
