use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use super::Counted;
use crate::lists::{ListWeight, Listing};
use crate::marks::Opinion;
use crate::verdict::Reason;

/// What one list did. All but [`Self::decided`] goes by what the lists hold when the figures are made,
/// for the journal keeps only which list decided.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct ListEffect {
    /// The list.
    pub list: String,
    /// Whether it is there and asked. One that was removed or switched off can still have decided.
    pub asked: bool,
    /// Calls that it decided.
    pub decided: u64,
    /// Calls from numbers that it knows and counts for.
    pub known: u64,
    /// Those of them that no other list counts for and no regulator reserves: without this list they
    /// would have been strangers.
    pub only: u64,
    /// Different callers that it knows and counts for, but the user reported as fine: its mistakes.
    pub reported_fine: u64,
}

/// The effects so far.
#[derive(Default)]
pub(super) struct Effects {
    lists: BTreeMap<String, ListEffect>,
    fine: BTreeSet<(String, i64)>,
}

impl Effects {
    pub(super) fn asked(names: impl IntoIterator<Item = String>) -> Self {
        let mut effects = Self::default();
        for name in names {
            effects.of(&name).asked = true;
        }
        effects
    }

    pub(super) fn count(&mut self, call: &Counted<'_>) {
        if let Reason::ListedCallCentre { list } = &call.entry.reason {
            self.of(list).decided += 1;
        }
        let counting = |listing: &&Listing| listing.reaches_threshold();
        let names: BTreeSet<_> =
            call.listings.iter().filter(counting).map(|listing| &listing.list).collect();
        let blocking = call.listings.iter().filter(counting);
        let blocking: BTreeSet<_> = blocking
            .filter(|listing| listing.weight == ListWeight::Block)
            .map(|listing| &listing.list)
            .collect();
        for &name in &names {
            let others = blocking.iter().any(|&other| other != name);
            let effect = self.of(name);
            effect.known += 1;
            effect.only += u64::from(!others && !call.reserved_for_sales);
            // A number can stand in a list by itself and in one of its ranges, so by name.
            if call.opinion == Some(Opinion::Fine)
                && let Some(number) = call.entry.caller.number()
                && self.fine.insert((name.clone(), number.key()))
            {
                self.of(name).reported_fine += 1;
            }
        }
    }

    fn of(&mut self, name: &str) -> &mut ListEffect {
        self.lists
            .entry(name.to_owned())
            .or_insert_with(|| ListEffect { list: name.to_owned(), ..ListEffect::default() })
    }

    pub(super) fn finish(self) -> Vec<ListEffect> {
        self.lists.into_values().collect()
    }
}
