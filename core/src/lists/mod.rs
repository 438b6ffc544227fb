//! Known call-centre lists: several side by side, each with its source and licence.
//!
//! A list is a row in table `list` ([`ListInfo`]); its numbers are in blocks, its ranges in rows of
//! their own. Changes come in through an [`Intake`], whatever file or pack they are from.

pub(crate) mod blocks;
mod entry;
pub(crate) mod import;
mod intake;
mod list;
mod ranges;
pub(crate) mod remarks;
pub mod reserved;
pub(crate) mod table;

use rusqlite::Transaction;
use serde::{Deserialize, Serialize};

pub use self::entry::{Category, Change, Entry, Subject, Validity};
pub use self::import::{ListFormat, ListReading, Preset, UnreadDays, read_list};
pub(crate) use self::intake::{Intake, MOST_RANGES};
pub use self::list::{ListInfo, ListSettings, ListSource, ListWeight};
pub use self::reserved::{BuiltInList, BuiltInRange};
pub(crate) use self::table::Totals;

use self::table::{Asked, AskedList};
use crate::call::Moment;
use crate::error::{Error, Result};
use crate::number::{E164, NumberRange};

/// What one list says about a number.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Listing {
    /// The name of the list.
    pub list: String,
    /// Reports or votes; `None` when the number lies in one of the list's ranges.
    pub score: Option<u32>,
    /// How many the list asks for.
    pub threshold: u32,
    /// What the list is good for.
    pub weight: ListWeight,
    /// What the calls are about, when the list says so.
    pub category: Option<Category>,
    /// A few words of the list, or empty.
    pub label: String,
    /// Since when the range counts, in milliseconds since 1970-01-01 UTC, when the list says so.
    pub valid_from_ms: Option<i64>,
}

impl Listing {
    /// Whether the list counts for this number. A range stands for itself.
    pub fn reaches_threshold(&self) -> bool {
        self.score.is_none_or(|score| score >= self.threshold)
    }
}

/// Starts a list with these entries, in place of one of the same name. Scores of the same number are
/// added up.
pub(crate) fn replace(
    transaction: &Transaction<'_>,
    source: &ListSource,
    entries: impl IntoIterator<Item = Entry>,
    at: Moment,
) -> Result<()> {
    let list = table::replace_own(transaction, source, at)?;
    take(Intake::new(transaction, list), entries.into_iter().map(Change::Add))
}

/// Makes changes to the list of this name, which has this version then.
pub(crate) fn update(
    transaction: &Transaction<'_>,
    name: &str,
    version: &str,
    changes: impl IntoIterator<Item = Change>,
    at: Moment,
) -> Result<()> {
    let list = table::own(transaction, name)?;
    take(Intake::new(transaction, list), changes)?;
    table::renew(transaction, list, version, at)
}

fn take(mut intake: Intake<'_>, changes: impl IntoIterator<Item = Change>) -> Result<()> {
    for change in changes {
        intake.take(&change)?;
    }
    intake.finish()?;
    Ok(())
}

/// What a list holds, as a source would give it: numbers ascending, then ranges ascending.
pub(crate) fn entries<'transaction>(
    transaction: &'transaction Transaction<'transaction>,
    name: &str,
) -> Result<impl Iterator<Item = Result<Entry>> + 'transaction> {
    let list = table::known(transaction, name)?;
    let numbers = blocks::Numbers::of(transaction, list).map(move |item| {
        let item = item?;
        let number = E164::from_digits(item.number).ok_or(Error::DamagedList)?;
        let (category, label) = remarks::read(transaction, item.remark)?;
        let plain = Entry::plain(Subject::Number(number));
        Ok(Entry { score: item.score, category, label, ..plain })
    });
    let ranges = ranges::rows(transaction, list)?.into_iter().map(move |found| {
        let (category, label) = remarks::read(transaction, found.remark)?;
        let plain = Entry::plain(Subject::Range(found.range));
        Ok(Entry { category, label, valid: found.valid, ..plain })
    });
    Ok(numbers.chain(ranges))
}

/// What the lists say about a number.
#[derive(Default)]
pub(crate) struct Found {
    /// Every list that knows it.
    pub(crate) listings: Vec<Listing>,
    /// The range reserved for sales calls that it lies in.
    pub(crate) reserved: Option<Listing>,
}

impl Found {
    /// What those lists say that are built in.
    pub(crate) fn built_in(number: E164, at: Moment) -> Self {
        Self::in_tables(&reserved::TABLES, number, at)
    }

    fn in_tables<'table>(
        tables: impl IntoIterator<Item = &'table reserved::Table>,
        number: E164,
        at: Moment,
    ) -> Self {
        let mut found = Self::default();
        for table in tables {
            if let Some(listing) = table.find(number, at) {
                found.add(listing, table.reserves());
            }
        }
        found
    }

    fn add(&mut self, listing: Listing, reserves: bool) {
        if reserves {
            self.reserved = Some(listing);
        } else {
            self.listings.push(listing);
        }
    }
}

/// What every list that is asked says about the number.
pub(crate) fn find(transaction: &Transaction<'_>, number: E164, at: Moment) -> Result<Found> {
    let Asked { lists, built_in } = table::asked(transaction)?;
    let mut found = Found::in_tables(built_in, number, at);
    for list in lists {
        if let Some(item) = blocks::find(transaction, list.id, number.digits())? {
            found.listings.push(listing(transaction, &list, Some(item.score), item.remark)?);
        }
        let lengths = list.prefix_lengths;
        if let Some((remark, valid)) = ranges::find(transaction, list.id, lengths, number, at)? {
            let listing = listing(transaction, &list, None, remark)?;
            let listing = Listing { valid_from_ms: valid.from_ms(), ..listing };
            found.add(listing, list.reserves);
        }
    }
    Ok(found)
}

fn listing(
    transaction: &Transaction<'_>,
    list: &AskedList,
    score: Option<u32>,
    remark: u32,
) -> Result<Listing> {
    let (category, label) = remarks::read(transaction, remark)?;
    let name = table::name(transaction, list.id)?;
    let AskedList { weight, threshold, .. } = *list;
    Ok(Listing { list: name, score, threshold, weight, category, label, valid_from_ms: None })
}

/// What the lists of one weight say about all numbers, for those who cannot ask number by number.
#[derive(Default)]
pub(crate) struct Known<'transaction> {
    /// Of each list the numbers that reach its threshold, ascending.
    pub(crate) numbers: Vec<Box<dyn Iterator<Item = Result<u64>> + 'transaction>>,
    /// The ranges of all of them.
    pub(crate) ranges: Vec<NumberRange>,
    /// The ranges reserved for sales calls, which the policy need not ask for.
    pub(crate) reserved: Vec<NumberRange>,
}

/// What the lists of this weight that are asked know.
pub(crate) fn known<'transaction>(
    transaction: &'transaction Transaction<'transaction>,
    weight: ListWeight,
    at: Moment,
) -> Result<Known<'transaction>> {
    let mut known = Known::default();
    let Asked { lists, built_in } = table::asked(transaction)?;
    for table in built_in.into_iter().filter(|table| table.weight() == weight) {
        known.ranges_of(table.reserves()).extend(table.ranges(at));
    }
    for list in lists.into_iter().filter(|list| list.weight == weight) {
        let threshold = list.threshold;
        let numbers =
            blocks::Numbers::of(transaction, list.id).filter_map(move |item| match item {
                Ok(item) if item.score < threshold => None,
                item => Some(item.map(|item| item.number)),
            });
        known.numbers.push(Box::new(numbers));
        let ranges = ranges::rows(transaction, list.id)?.into_iter();
        let ranges = ranges.filter(|found| found.valid.holds(at)).map(|found| found.range);
        known.ranges_of(list.reserves).extend(ranges);
    }
    Ok(known)
}

impl Known<'_> {
    fn ranges_of(&mut self, reserves: bool) -> &mut Vec<NumberRange> {
        if reserves { &mut self.reserved } else { &mut self.ranges }
    }
}

/// The lists that are built in, and which stored lists take their place.
pub(crate) fn built_in(transaction: &Transaction<'_>) -> Result<Vec<BuiltInList>> {
    let mut lists = Vec::new();
    for table in &reserved::TABLES {
        lists.push(table.told(table::in_place_of(transaction, table)?));
    }
    Ok(lists)
}
