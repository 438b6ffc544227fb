//! The smallest diff between two full packs, and a full pack of a list in the store.

use std::cmp::Ordering;
use std::io::{Read, Seek, Write};

use super::digest::Digests;
use super::write::{PackWriter, place};
use super::{Changes, Pack, PackError, PackInfo};
use crate::lists::{Change, Entry};

/// Writes what leads from one full pack of a list to a later one. Both are read twice, and never
/// held.
pub fn diff<O: Read + Seek, N: Read + Seek>(
    old: &mut Pack<O>,
    new: &mut Pack<N>,
    out: impl Write + Seek,
) -> Result<PackInfo, PackError> {
    let expected = |expected| Err(PackError::NoDiff { expected });
    let (before, after) = (old.info().clone(), new.info().clone());
    if before.base.is_some() || after.base.is_some() {
        return expected("two full packs");
    }
    if before.list != after.list {
        return expected("two packs of the same list");
    }
    if before.version >= after.version {
        return expected("the older pack first");
    }
    let counts = after.counts;
    let digests = Digests { after: new.digests().after, base: Some(old.digests().after) };
    let info = PackInfo { base: Some(before.version), ..after };
    let mut writer = PackWriter::new(out, info)?;
    compare(&mut old.changes()?, &mut new.changes()?, |old, new| match (old, new) {
        (None, Some(new)) => writer.add(new),
        (Some(old), Some(new)) if old != new => writer.change(new),
        _ => Ok(()),
    })?;
    // Removals stand behind everything else, so they take a second look.
    compare(&mut old.changes()?, &mut new.changes()?, |old, new| match (old, new) {
        (Some(old), None) => writer.remove(old.subject),
        _ => Ok(()),
    })?;
    writer.finish_diff(counts, digests)
}

/// Goes through two full packs side by side.
fn compare<O: Read + Seek, N: Read + Seek>(
    old: &mut Changes<'_, O>,
    new: &mut Changes<'_, N>,
    mut see: impl FnMut(Option<Entry>, Option<Entry>) -> Result<(), PackError>,
) -> Result<(), PackError> {
    let (mut before, mut after) = (old.next()?, new.next()?);
    loop {
        let order = match (&before, &after) {
            (None, None) => return Ok(()),
            (Some(_), None) => Ordering::Less,
            (None, Some(_)) => Ordering::Greater,
            (Some(before), Some(after)) => place(before).cmp(&place(after)),
        };
        let mut one = None;
        if order.is_le() {
            one = before.take().and_then(entry);
            before = old.next()?;
        }
        let mut other = None;
        if order.is_ge() {
            other = after.take().and_then(entry);
            after = new.next()?;
        }
        see(one, other)?;
    }
}

/// The entry of a full pack, which has nothing else.
fn entry(change: Change) -> Option<Entry> {
    match change {
        Change::Add(entry) | Change::Put(entry) => Some(entry),
        Change::Remove(_) => None,
    }
}
