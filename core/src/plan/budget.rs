//! What of a plan is kept when a phone takes fewer numbers than it has: small ranges before large ones,
//! for a range of a million numbers keeps out a million listed callers, and few of its own ever call.

use std::collections::BTreeMap;

use super::ranges::Range;
use crate::error::Result;

/// How many ranges there are of each size.
#[derive(Default)]
pub(super) struct Sizes(BTreeMap<u64, u64>);

/// What is kept: ranges up to a size, and some of the next size.
pub(super) struct Share {
    whole: u64,
    next: (u64, u64),
    /// What the ranges kept hold.
    pub(super) kept: Count,
    /// What the others hold.
    pub(super) left_out: Count,
}

/// Ranges, and the numbers in them.
#[derive(Clone, Copy, Default)]
pub(super) struct Count {
    pub(super) ranges: u64,
    pub(super) numbers: u64,
}

impl Count {
    fn add(&mut self, ranges: u64, size: u64) {
        self.ranges = self.ranges.saturating_add(ranges);
        self.numbers = self.numbers.saturating_add(size.saturating_mul(ranges));
    }

    pub(super) fn with(mut self, other: Self) -> Self {
        self.ranges = self.ranges.saturating_add(other.ranges);
        self.numbers = self.numbers.saturating_add(other.numbers);
        self
    }
}

impl Sizes {
    pub(super) fn of(ranges: impl Iterator<Item = Result<Range>>) -> Result<Self> {
        let mut sizes = Self::default();
        for range in ranges {
            *sizes.0.entry(size(range?)).or_default() += 1;
        }
        Ok(sizes)
    }

    /// What fits into a budget of numbers.
    pub(super) fn share(&self, budget: u64) -> Share {
        let mut share =
            Share { whole: 0, next: (0, 0), kept: Count::default(), left_out: Count::default() };
        let mut is_full = false;
        for (&size, &ranges) in &self.0 {
            let room = budget.saturating_sub(share.kept.numbers);
            let fitting = if is_full { 0 } else { ranges.min(room / size.max(1)) };
            share.kept.add(fitting, size);
            share.left_out.add(ranges - fitting, size);
            if fitting == ranges {
                share.whole = size;
            } else if !is_full {
                share.next = (size, fitting);
                is_full = true;
            }
        }
        share
    }
}

impl Share {
    /// The ranges that are kept. Of one size these are the first ones.
    pub(super) fn of<I>(&self, ranges: I) -> impl Iterator<Item = Result<Range>> + use<I>
    where
        I: Iterator<Item = Result<Range>>,
    {
        let (whole, (next, mut some)) = (self.whole, self.next);
        ranges.filter(move |range| match range {
            Ok(range) if size(*range) <= whole => true,
            Ok(range) if size(*range) == next && some > 0 => {
                some -= 1;
                true
            }
            Ok(_) => false,
            Err(_) => true,
        })
    }
}

fn size((low, high): Range) -> u64 {
    (high - low).saturating_add(1)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn no_range_that_was_left_out_would_fit_in_place_of_a_larger_one(
            widths in prop::collection::vec(0_u64..9, 0..20),
            budget in 0_u64..90,
        ) {
            let ranges: Vec<Range> =
                (0..).zip(&widths).map(|(place, width)| (place * 10, place * 10 + width)).collect();
            let stream = || ranges.iter().copied().map(Ok);
            let share = Sizes::of(stream()).unwrap().share(budget);
            let kept: Vec<Range> = share.of(stream()).collect::<Result<_>>().unwrap();
            let numbers = |ranges: &[Range]| ranges.iter().copied().map(size).sum::<u64>();
            prop_assert!(numbers(&kept) <= budget);
            prop_assert_eq!(numbers(&kept), share.kept.numbers);
            prop_assert_eq!(numbers(&ranges), share.kept.numbers + share.left_out.numbers);
            prop_assert_eq!(kept.len() as u64, share.kept.ranges);
            let left_out = ranges.iter().filter(|range| !kept.contains(range));
            if let Some(smallest) = left_out.copied().map(size).min() {
                prop_assert!(kept.iter().all(|range| size(*range) <= smallest));
                prop_assert!(numbers(&kept) + smallest > budget);
            }
        }
    }
}
