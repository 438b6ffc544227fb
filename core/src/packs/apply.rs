//! A pack on its way into the store: whole, or not at all.

use std::io::{Read, Seek};

use rusqlite::Transaction;

use super::subscription::{self, Subscription};
use super::{Pack, PackError, PackInfo, PackKey};
use crate::call::Moment;
use crate::error::{Error, Result};
use crate::lists::blocks::ListId;
use crate::lists::{Intake, ListInfo, ListSource, Totals, reserved, table};
use crate::store::Writer;

/// Applies a pack, which must be signed by the key of its list: `key` if the list is not there yet,
/// or the one it was first subscribed with. Gives the list as it is then.
///
/// The pack is read twice. First all of it is verified, so that nothing but what was signed is ever
/// taken apart; then it is verified again while it is applied, for a file can change in between.
pub(crate) fn apply<R: Read + Seek>(
    writer: &Writer<'_>,
    pack: &mut Pack<R>,
    key: &PackKey,
    at: Moment,
) -> Result<ListInfo> {
    let info = pack.info().clone();
    let found = subscription::find(writer, &info.list)?;
    let pinned = found.as_ref().and_then(|(_, subscription)| subscription.key.as_deref());
    let key = pinned.map_or_else(|| Ok(key.clone()), PackKey::parse)?;
    pack.verify(&key)?;
    let stored = found.as_ref().map(|(_, subscription)| subscription.version);
    check_version(&info, stored)?;
    if let (Some(base), Some((list, _))) = (pack.digests().base, &found)
        && subscription::digest(writer, *list)? != Some(base)
    {
        return Err(PackError::OtherContent { base: info.base.unwrap_or_default() }.into());
    }
    let list = begin(writer, &info, found.map(|(list, _)| list), at)?;
    take(writer, list, pack, &key)?;
    table::renew_from(writer, list, &info.list_source(), at)?;
    let next_key = info.next_key.as_deref().unwrap_or(key.as_str());
    subscription::store(writer, list, &info.subscription(Some(next_key)))?;
    subscription::set_digest(writer, list, pack.digests().after)?;
    table::info(writer, list)
}

/// Pins another key to a list.
pub(crate) fn trust(writer: &Writer<'_>, name: &str, key: &PackKey) -> Result<()> {
    let list = table::known(writer, name)?;
    let found = subscription::of_list(writer, list)?;
    let found = found.ok_or_else(|| Error::NotOfPacks { name: name.to_owned() })?;
    subscription::store(writer, list, &Subscription { key: Some(key.as_str().to_owned()), ..found })
}

fn check_version(info: &PackInfo, stored: Option<u64>) -> std::result::Result<(), PackError> {
    let found = info.version;
    // Older than what is built in, it would not count.
    let built_in = reserved::table(&info.list).map(|table| table.version);
    if let Some(newest) = stored.max(built_in).filter(|&newest| found <= newest) {
        return Err(PackError::NotNewer { found, stored: newest });
    }
    match (info.base, stored) {
        (Some(base), stored) if Some(base) != stored => Err(PackError::OtherBase { base, stored }),
        _ => Ok(()),
    }
}

/// The list to write to: the one there, emptied for a full pack, or a fresh one.
pub(super) fn begin(
    transaction: &Transaction<'_>,
    info: &PackInfo,
    list: Option<ListId>,
    at: Moment,
) -> Result<ListId> {
    let Some(list) = list else {
        if table::find(transaction, &info.name)?.is_some() {
            return Err(PackError::NameTaken { name: info.name.clone() }.into());
        }
        return table::replace(transaction, &info.list_source(), at);
    };
    if info.base.is_none() {
        table::clear(transaction, list)?;
    }
    Ok(list)
}

/// Makes the changes and holds the result against what the pack says.
fn take<R: Read + Seek>(
    transaction: &Transaction<'_>,
    list: ListId,
    pack: &mut Pack<R>,
    key: &PackKey,
) -> Result<()> {
    let counts = pack.info().counts;
    let mut intake = Intake::new(transaction, list);
    let mut changes = pack.signed_changes(key)?;
    while let Some(change) = changes.next()? {
        intake.take(&change)?;
    }
    let tally = intake.finish_each()?;
    let Totals { numbers, ranges } = table::totals(transaction, list)?;
    for (what, expected, found) in [
        ("new numbers", counts.added, tally.numbers.added),
        ("numbers gone", counts.removed, tally.numbers.removed),
        ("ranges gone", counts.ranges_removed, tally.ranges.removed),
        ("numbers", counts.numbers_after, numbers),
        ("ranges", counts.ranges_after, ranges),
    ] {
        if expected != found {
            return Err(PackError::DoesNotFit { what, expected, found }.into());
        }
    }
    Ok(())
}

impl PackInfo {
    /// What it says about its list.
    fn list_source(&self) -> ListSource {
        ListSource {
            name: self.name.clone(),
            source: self.source.clone(),
            licence: self.licence.clone(),
            threshold: Some(self.threshold),
            version: self.version.to_string(),
            weight: Some(self.weight),
            max_age_days: None,
        }
    }

    /// What the store keeps of it.
    pub(crate) fn subscription(&self, key: Option<&str>) -> Subscription {
        Subscription {
            pack: self.list.clone(),
            version: self.version,
            key: key.map(str::to_owned),
            published_at_ms: self.published_at_ms,
            attribution: self.attribution.clone(),
            regions: self.regions.clone(),
        }
    }
}
