//! The user's rules as sets of numbers.

use std::cmp::Reverse;

use super::ranges::{Range, RangeSet};
use super::{Own, possible};
use crate::number::{self, E164, Number, NumberRange};
use crate::rules::{Matcher, Organisation, Rule};
use crate::verdict::Verdict;

/// A wildcard that scatters into more ranges than this is not kept.
const RANGES_AT_MOST: usize = 10_000;

/// What a rule is about, or a member of its organisation.
pub(super) struct Piece<'rules> {
    matcher: &'rules Matcher,
    rule: &'rules Rule,
}

/// The numbers that a matcher covers, as far as ranges can tell.
pub(crate) struct Covered {
    /// Surely these.
    pub(crate) ranges: Vec<Range>,
    /// No others than these, where that is more.
    pub(crate) at_most: Option<Vec<Range>>,
}

impl<'rules> Piece<'rules> {
    /// Every rule but those on one number, in pieces, the least specific first.
    pub(super) fn of_patterns(
        rules: &'rules [Rule],
        organisations: &'rules [Organisation],
    ) -> Vec<Self> {
        let mut pieces = Vec::new();
        for rule in rules {
            match &rule.matcher {
                Matcher::Number { .. } | Matcher::Sender { .. } => {}
                Matcher::Organisation { name } => {
                    let same = |found: &&Organisation| found.name.eq_ignore_ascii_case(name);
                    let members = organisations.iter().filter(same);
                    let members = members.flat_map(|found| &found.members);
                    pieces.extend(members.map(|matcher| Self { matcher, rule }));
                }
                matcher => pieces.push(Self { matcher, rule }),
            }
        }
        pieces.sort_by_key(|piece| piece.order(piece.matcher.room()));
        pieces
    }

    /// Every rule on one number, those without a limit first.
    pub(super) fn of_numbers(rules: &'rules [Rule]) -> Vec<Self> {
        let numbers = rules.iter().filter(|rule| matches!(rule.matcher, Matcher::Number { .. }));
        let mut pieces: Vec<_> =
            numbers.map(|rule| Self { matcher: &rule.matcher, rule }).collect();
        pieces.sort_by_key(|piece| piece.order(1));
        pieces
    }

    /// The order in which pieces overrule each other: as `RuleIndex` ranks them, the last one wins.
    fn order(&self, room: u64) -> (Reverse<u64>, usize, Reverse<Verdict>, Reverse<i64>) {
        let Rule { limits, verdict, id, .. } = self.rule;
        (Reverse(room), limits.count(), Reverse(*verdict), Reverse(*id))
    }
}

/// Lets pieces overrule what is below them. A rule that counts at some times or on some lines only, or
/// whose numbers ranges cannot all tell, rejects what is certain and spares what is possible: a plan
/// must not reject what the ladder would not. Gives the rules that are not kept as they are.
pub(super) fn overrule(own: &mut Own, pieces: &[Piece<'_>]) -> Vec<i64> {
    let mut not_kept = Vec::new();
    // Pieces of one verdict in a row are one set: there may be thousands.
    let mut sets: Vec<(Verdict, Vec<Range>)> = Vec::new();
    for Piece { matcher, rule } in pieces {
        let Covered { mut ranges, at_most } = covered(matcher);
        let limited = rule.limits.count() > 0;
        if limited || at_most.is_some() {
            not_kept.push(rule.id);
        }
        if rule.verdict != Verdict::Reject {
            ranges = at_most.unwrap_or(ranges);
        } else if limited {
            continue;
        }
        match sets.last_mut().filter(|(verdict, _)| *verdict == rule.verdict) {
            Some((_, set)) => set.extend(ranges),
            None => sets.push((rule.verdict, ranges)),
        }
    }
    for (verdict, ranges) in sets {
        own.overrule(verdict, &RangeSet::new(ranges));
    }
    not_kept
}

/// The numbers that a matcher covers, as far as ranges can tell.
pub(crate) fn covered(matcher: &Matcher) -> Covered {
    let everything = vec![(0, u64::MAX)];
    let ranges = match matcher {
        Matcher::Number { number: Number::E164(number) } => {
            vec![(number.digits(), number.digits())]
        }
        Matcher::Prefix { prefix } => {
            possible(NumberRange::new(*prefix, 0, E164::MAX_DIGITS)).collect()
        }
        Matcher::Range { first, last } => vec![(first.digits(), last.digits())],
        Matcher::Country { region } => {
            let beginnings = number::beginnings(*region).into_iter();
            let all = |prefix| possible(NumberRange::new(prefix, 0, E164::MAX_DIGITS));
            beginnings.flat_map(all).collect()
        }
        Matcher::Wildcard { pattern } => {
            let (ranges, complete) = pattern.ranges(RANGES_AT_MOST);
            let beginning = || {
                let range = NumberRange::new(pattern.prefix()?, 0, E164::MAX_DIGITS);
                Some(possible(range).collect())
            };
            let at_most = (!complete).then(|| beginning().unwrap_or(everything));
            return Covered { ranges, at_most };
        }
        Matcher::NumberType { .. } => {
            return Covered { ranges: Vec::new(), at_most: Some(everything) };
        }
        // Nothing that an iPhone could be given.
        Matcher::Number { number: Number::Short(_) }
        | Matcher::Sender { .. }
        | Matcher::CallerKind { .. }
        | Matcher::Organisation { .. } => Vec::new(),
    };
    Covered { ranges, at_most: None }
}
