use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use crate::number::{E164, Prefix};

/// A block of 100 numbers, which share everything but the last two digits, and the strangers who
/// called from it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct BlockCount {
    /// What its numbers share. For a screen, never for a log.
    pub prefix: Prefix,
    /// How many different strangers called.
    pub strangers: u32,
    /// How often, all together.
    pub calls: u64,
}

impl BlockCount {
    /// How many blocks the figures show at most.
    pub const AT_MOST: usize = 10;
}

/// Strangers' numbers, block by block.
#[derive(Default)]
pub(super) struct Blocks(BTreeMap<u64, (BTreeSet<u64>, u64)>);

impl Blocks {
    pub(super) fn count(&mut self, number: E164) {
        let (strangers, calls) = self.0.entry(number.digits() / 100).or_default();
        strangers.insert(number.digits());
        *calls += 1;
    }

    /// The blocks with the most strangers. One stranger alone makes no block.
    pub(super) fn top(self) -> Vec<BlockCount> {
        let blocks = self.0.into_iter().filter(|(_, (strangers, _))| strangers.len() > 1);
        let mut blocks: Vec<_> = blocks
            .filter_map(|(digits, (strangers, calls))| {
                let strangers = u32::try_from(strangers.len()).unwrap_or(u32::MAX);
                Some(BlockCount { prefix: Prefix::from_digits(digits)?, strangers, calls })
            })
            .collect();
        blocks.sort_by_key(|block| std::cmp::Reverse((block.strangers, block.calls)));
        blocks.truncate(BlockCount::AT_MOST);
        blocks
    }
}
