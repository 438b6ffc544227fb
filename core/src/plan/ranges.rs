/// A set of E.164 integers as ascending, disjoint ranges with both ends included.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct RangeSet(Vec<(u64, u64)>);

impl RangeSet {
    /// The set of all numbers in the ranges, which may overlap and come in any order.
    pub(crate) fn new(mut ranges: Vec<(u64, u64)>) -> Self {
        ranges.sort_unstable();
        let mut merged: Vec<(u64, u64)> = Vec::with_capacity(ranges.len());
        for (low, high) in ranges {
            match merged.last_mut() {
                Some(last) if low <= last.1.saturating_add(1) => last.1 = last.1.max(high),
                _ => merged.push((low, high)),
            }
        }
        merged.shrink_to_fit();
        Self(merged)
    }

    /// The numbers in either set.
    pub(crate) fn union(self, other: Self) -> Self {
        let mut ranges = self.0;
        ranges.extend(other.0);
        Self::new(ranges)
    }

    /// The numbers in this set that are not in the other.
    pub(crate) fn without(self, other: &Self) -> Self {
        let mut out = Vec::with_capacity(self.0.len());
        let mut holes = other.0.iter().copied().peekable();
        for (mut low, high) in self.0 {
            while holes.next_if(|hole| hole.1 < low).is_some() {}
            while let Some(&(hole_low, hole_high)) = holes.peek() {
                if hole_low > high {
                    break;
                }
                if low < hole_low {
                    out.push((low, hole_low - 1));
                }
                low = hole_high.saturating_add(1);
                if low > high {
                    break;
                }
                holes.next();
            }
            if low <= high {
                out.push((low, high));
            }
        }
        Self(out)
    }

    /// The ranges, ascending and disjoint.
    pub(crate) fn ranges(&self) -> &[(u64, u64)] {
        &self.0
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use proptest::prelude::*;

    use super::*;

    fn any_ranges() -> impl Strategy<Value = Vec<(u64, u64)>> {
        let range = (0_u64..60, 0_u64..9).prop_map(|(low, width)| (low, low + width));
        proptest::collection::vec(range, 0..12)
    }

    fn numbers(ranges: &[(u64, u64)]) -> BTreeSet<u64> {
        ranges.iter().flat_map(|&(low, high)| low..=high).collect()
    }

    proptest! {
        #[test]
        fn the_algebra_is_that_of_sets(left in any_ranges(), right in any_ranges()) {
            let (a, b) = (RangeSet::new(left.clone()), RangeSet::new(right.clone()));
            let (left, right) = (numbers(&left), numbers(&right));
            let without = a.clone().without(&b);
            prop_assert_eq!(numbers(without.ranges()), &left - &right);
            let union = a.union(b);
            prop_assert_eq!(numbers(union.ranges()), &left | &right);
            for set in [union, without] {
                prop_assert!(set.ranges().windows(2).all(|pair| pair[0].1 < pair[1].0));
            }
        }
    }
}
