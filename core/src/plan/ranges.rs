//! Sets of E.164 integers as ascending ranges with both ends included. The numbers of a large list
//! pass through one by one, so memory does not grow with it.

use std::convert::Infallible;
use std::iter::Peekable;

/// First and last number.
pub(crate) type Range = (u64, u64);

/// A stream of ranges, each of which may fail to be read.
pub(super) type Stream<'source, E> = Box<dyn Iterator<Item = Result<Range, E>> + 'source>;

/// The numbers in any of the parts, as ascending and disjoint ranges. The ranges of a part ascend by
/// their first number.
pub(super) struct Union<'source, E>(Vec<Peekable<Stream<'source, E>>>);

impl<'source, E> Union<'source, E> {
    pub(super) fn of(parts: impl IntoIterator<Item = Stream<'source, E>>) -> Self {
        Self(parts.into_iter().map(Iterator::peekable).collect())
    }

    /// The range that begins first, if it begins at `at_most` or before; a failure comes first of all.
    fn next_range(&mut self, at_most: u64) -> Option<Result<Range, E>> {
        let beginning = |part: &mut Peekable<Stream<'source, E>>| match part.peek() {
            Some(Ok((low, _))) => Some(*low),
            Some(Err(_)) => Some(0),
            None => None,
        };
        let parts = self.0.iter_mut().enumerate();
        let begin = parts.filter_map(|(index, part)| Some((beginning(part)?, index)));
        let (low, index) = begin.min()?;
        if low <= at_most { self.0.get_mut(index)?.next() } else { None }
    }
}

impl<E> Iterator for Union<'_, E> {
    type Item = Result<Range, E>;

    fn next(&mut self) -> Option<Self::Item> {
        let (low, mut high) = match self.next_range(u64::MAX)? {
            Ok(range) => range,
            Err(error) => return Some(Err(error)),
        };
        while let Some(next) = self.next_range(high.saturating_add(1)) {
            match next {
                Ok((_, next)) => high = high.max(next),
                Err(error) => return Some(Err(error)),
            }
        }
        Some(Ok((low, high)))
    }
}

/// The numbers of `from` that are not in `holes`. Both ascend and are disjoint.
pub(super) struct Without<'source, E> {
    from: Stream<'source, E>,
    holes: Peekable<Stream<'source, E>>,
    /// What is left of a range behind a hole.
    rest: Option<Range>,
}

impl<'source, E> Without<'source, E> {
    pub(super) fn of(
        from: impl Iterator<Item = Result<Range, E>> + 'source,
        holes: impl Iterator<Item = Result<Range, E>> + 'source,
    ) -> Self {
        let holes: Stream<'source, E> = Box::new(holes);
        Self { from: Box::new(from), holes: holes.peekable(), rest: None }
    }
}

impl<E> Iterator for Without<'_, E> {
    type Item = Result<Range, E>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            let (low, high) = match self.rest.take().map(Ok).or_else(|| self.from.next())? {
                Ok(range) => range,
                Err(error) => return Some(Err(error)),
            };
            while self.holes.next_if(|hole| matches!(hole, Ok((_, end)) if *end < low)).is_some() {}
            let (hole, end) = match self.holes.next_if(Result::is_err) {
                Some(error) => return Some(error),
                None => match self.holes.peek() {
                    Some(&Ok(hole)) => hole,
                    _ => return Some(Ok((low, high))),
                },
            };
            if hole > high {
                return Some(Ok((low, high)));
            }
            self.rest = (end < high).then_some((end.saturating_add(1), high));
            if low < hole {
                return Some(Ok((low, hole - 1)));
            }
        }
    }
}

/// A set held in memory.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct RangeSet(Vec<Range>);

impl RangeSet {
    /// The set of all numbers in the ranges, which may overlap and come in any order.
    pub(crate) fn new(mut ranges: Vec<Range>) -> Self {
        ranges.sort_unstable();
        let part: Stream<'_, Infallible> = Box::new(ranges.into_iter().map(Ok));
        Self::collect(Union::of([part]))
    }

    fn collect(ranges: impl Iterator<Item = Result<Range, Infallible>>) -> Self {
        let Ok(ranges) = ranges.collect();
        Self(ranges)
    }

    /// The numbers in either set.
    pub(crate) fn union(&self, other: &Self) -> Self {
        Self::collect(Union::of([self.stream(), other.stream()]))
    }

    /// The numbers in this set that are not in the other.
    pub(crate) fn without(&self, other: &Self) -> Self {
        Self::collect(Without::of(self.stream(), other.stream()))
    }

    /// Whether there is no number in it.
    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether both sets have a number.
    pub(crate) fn meets(&self, other: &Self) -> bool {
        self.0.iter().any(|&(low, high)| {
            // The last range that begins in time reaches furthest, for they are disjoint.
            let before = other.0.partition_point(|&(begin, _)| begin <= high);
            let last = before.checked_sub(1).and_then(|place| other.0.get(place));
            last.is_some_and(|&(_, end)| end >= low)
        })
    }

    /// The ranges, ascending and disjoint.
    pub(super) fn stream<E: 'static>(&self) -> Stream<'_, E> {
        Box::new(self.0.iter().copied().map(Ok))
    }

    /// As [`Self::stream`], for a set that nobody else holds.
    pub(super) fn into_stream<E: 'static>(self) -> Stream<'static, E> {
        Box::new(self.0.into_iter().map(Ok))
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use proptest::prelude::*;

    use super::*;

    fn any_ranges() -> impl Strategy<Value = Vec<Range>> {
        let range = (0_u64..60, 0_u64..9).prop_map(|(low, width)| (low, low + width));
        proptest::collection::vec(range, 0..12)
    }

    fn numbers(ranges: &[Range]) -> BTreeSet<u64> {
        ranges.iter().flat_map(|&(low, high)| low..=high).collect()
    }

    fn failing(ranges: &[Range]) -> Stream<'_, ()> {
        Box::new(ranges.iter().copied().map(Ok).chain([Err(())]))
    }

    proptest! {
        #[test]
        fn the_algebra_is_that_of_sets(left in any_ranges(), right in any_ranges()) {
            let (a, b) = (RangeSet::new(left.clone()), RangeSet::new(right.clone()));
            let (left, right) = (numbers(&left), numbers(&right));
            let without = a.without(&b);
            prop_assert_eq!(numbers(&without.0), &left - &right);
            let union = a.union(&b);
            prop_assert_eq!(numbers(&union.0), &left | &right);
            prop_assert_eq!(without.is_empty(), left.is_subset(&right));
            prop_assert_eq!(a.meets(&b), !left.is_disjoint(&right));
            for set in [union, without] {
                prop_assert!(set.0.windows(2).all(|pair| pair[0].1 < pair[1].0));
            }
        }

        #[test]
        fn a_failure_is_passed_on(left in any_ranges(), right in any_ranges()) {
            let (left, right) = (RangeSet::new(left), RangeSet::new(right));
            let union = Union::of([failing(&left.0), right.stream()]);
            prop_assert!(union.collect::<Result<Vec<_>, _>>().is_err());
            let without = Without::of(failing(&left.0), right.stream());
            prop_assert!(without.collect::<Result<Vec<_>, _>>().is_err());
        }
    }

    #[test]
    fn the_end_of_the_numbers_is_no_end_of_the_world() {
        let all = RangeSet::new(vec![(0, u64::MAX), (u64::MAX, u64::MAX)]);
        assert_eq!(all.0, [(0, u64::MAX)]);
        assert_eq!(all.without(&all).0, []);
    }
}
