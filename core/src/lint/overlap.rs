//! What rules on the same callers do to each other: which of them decides, and when.

use std::cmp::Reverse;
use std::collections::BTreeSet;

use super::rules::matchers;
use super::times::{self, Frame};
use super::{Problem, Subject};
use crate::call::Moment;
use crate::plan::{RangeSet, covered};
use crate::rules::{Matcher, Rule, RuleLimits};
use crate::schedule::{Schedule, Zone};

/// So many rules are named at most that decide in place of another.
const NAMED_AT_MOST: usize = 10;

/// Hours and numbers that cross each other in more ways than this are not followed to the end: a rule is
/// then taken to decide something.
const PARTS_AT_MOST: usize = 200;

pub(super) fn problems(subject: &Subject<'_>, problems: &mut Vec<Problem>) {
    let pieces = pieces(subject);
    let decided = shadowed(&pieces, subject, problems);
    redundant(&pieces, problems);
    contradictions(&pieces, problems);
    countries(&pieces, &decided, subject, problems);
}

/// Whom a matcher is about, as numbers where it is about any.
struct Callers<'rules> {
    matcher: &'rules Matcher,
    /// The numbers that it surely has.
    has: RangeSet,
    /// Those that it has at most.
    at_most: RangeSet,
}

impl<'rules> Callers<'rules> {
    fn of(matcher: &'rules Matcher) -> Self {
        let covered = covered(matcher);
        let has = RangeSet::new(covered.ranges);
        let at_most = covered.at_most.map_or_else(|| has.clone(), RangeSet::new);
        Self { matcher, has, at_most }
    }

    /// Whether they are the very same, be they numbers or not.
    fn are(&self, others: &Self) -> bool {
        match (self.matcher, others.matcher) {
            // As for a decision, capitals make no other sender.
            (Matcher::Sender { name }, Matcher::Sender { name: other }) => {
                name.expose().to_lowercase() == other.expose().to_lowercase()
            }
            (one, other) => one == other,
        }
    }

    /// Whether some of them are surely among the others.
    fn are_among(&self, others: &Self) -> bool {
        others.has.meets(&self.at_most) || self.are(others)
    }
}

/// A rule, or one member of its organisation.
struct Piece<'rules> {
    rule: &'rules Rule,
    /// The less, the more specific.
    room: u64,
    /// A rule on one number or sender is asked before all patterns.
    pattern: bool,
    callers: Callers<'rules>,
}

impl<'rules> Piece<'rules> {
    /// Whether it decides for all its callers, whatever the call.
    fn decides(&self) -> bool {
        self.rule.limits.count() == 0
    }

    fn schedule(&self) -> Option<&'rules Schedule> {
        self.rule.limits.schedule.as_ref()
    }

    /// Whether it counts on every line that another rule counts on.
    fn covers_line_of(&self, limits: &RuleLimits) -> bool {
        let line = &self.rule.limits.line;
        line.is_none() || *line == limits.line
    }

    /// Whether there are calls that both it and another rule count for.
    fn holds_with(&self, other: &Self) -> bool {
        let lines =
            self.covers_line_of(&other.rule.limits) || other.covers_line_of(&self.rule.limits);
        lines && times::meet(self.schedule(), other.schedule())
    }
}

/// Every piece, the one first that is asked first.
fn pieces<'rules>(subject: &Subject<'rules>) -> Vec<Piece<'rules>> {
    let mut pieces = Vec::new();
    for rule in subject.rules {
        let pattern = !matches!(rule.matcher, Matcher::Number { .. } | Matcher::Sender { .. });
        let of_rule = matchers(subject, rule).into_iter();
        pieces.extend(of_rule.map(|matcher| {
            let callers = Callers::of(matcher);
            Piece { rule, room: matcher.room(), pattern, callers }
        }));
    }
    pieces.sort_by_key(|piece| {
        let Rule { limits, verdict, id, .. } = piece.rule;
        (piece.pattern, piece.room, Reverse(limits.count()), *verdict, *id)
    });
    pieces
}

/// Rules of which every call is decided by a rule asked before. Gives the numbers that rules decide
/// whatever the call.
fn shadowed(pieces: &[Piece<'_>], subject: &Subject<'_>, problems: &mut Vec<Problem>) -> RangeSet {
    let mut decided = RangeSet::default();
    let mut live = BTreeSet::new();
    for (place, Piece { rule, callers, .. }) in pieces.iter().enumerate() {
        let (before, from) = pieces.split_at(place);
        let is_live = live.contains(&rule.id)
            || !are_decided(callers, &rule.limits, before, &decided, subject.now);
        if is_live {
            live.insert(rule.id);
        }
        if let Some(piece) = from.first().filter(|piece| piece.decides()) {
            decided = decided.union(&piece.callers.has);
        }
    }
    for rule in subject.rules.iter().filter(|rule| !live.contains(&rule.id)) {
        let by = shadows_of(pieces, rule, subject.now);
        if !by.is_empty() {
            problems.push(Problem::Shadowed { rule: rule.id, by });
        }
    }
    decided
}

/// Whether the pieces `before` decide every call of the callers within the limits; `decided` are the
/// numbers that some of them decide whatever the call.
fn are_decided(
    callers: &Callers<'_>,
    limits: &RuleLimits,
    before: &[Piece<'_>],
    decided: &RangeSet,
    now: Moment,
) -> bool {
    let left = callers.at_most.without(decided);
    if left.is_empty() && !callers.at_most.is_empty() {
        return true;
    }
    let of_these: Vec<_> = before
        .iter()
        .filter(|piece| !piece.decides() || callers.are(&piece.callers))
        .filter(|piece| piece.covers_line_of(limits) && callers.are_among(&piece.callers))
        .collect();
    // What has no hours may be decided at all of them, on any one clock.
    let mut zones = vec![Zone::Phone];
    if limits.schedule.is_none() {
        zones.extend(of_these.iter().filter_map(|piece| piece.schedule()).map(|times| times.zone));
        zones.dedup();
    }
    !of_these.is_empty()
        && zones.into_iter().any(|zone| {
            let frame = Frame::new(limits.schedule.as_ref(), zone, now);
            nothing_is_left(callers, left.clone(), &of_these, &frame)
        })
}

/// Whether the pieces decide these numbers of the callers at all hours of the frame.
fn nothing_is_left(
    callers: &Callers<'_>,
    numbers: RangeSet,
    pieces: &[&Piece<'_>],
    frame: &Frame<'_>,
) -> bool {
    // Hours, and the numbers that nobody has decided in them.
    let mut parts = vec![(frame.own(), numbers)];
    for piece in pieces {
        let shared = frame.shared_with(piece.schedule());
        let mut rest = Vec::new();
        for (hours, numbers) in parts {
            let (inside, outside) = hours.split(&shared);
            let undecided = numbers.without(&piece.callers.has);
            if !inside.is_empty() && !callers.are(&piece.callers) && !undecided.is_empty() {
                rest.push((inside, undecided));
            }
            if !outside.is_empty() {
                rest.push((outside, numbers));
            }
        }
        parts = rest;
        if parts.is_empty() {
            return true;
        }
        if parts.len() > PARTS_AT_MOST {
            return false;
        }
    }
    false
}

/// The rules that decide before this one on some of its calls.
fn shadows_of(pieces: &[Piece<'_>], rule: &Rule, now: Moment) -> Vec<i64> {
    let hours = rule.limits.schedule.as_ref().map(|times| Frame::new(Some(times), times.zone, now));
    let at_once = |other: &Piece<'_>| match &hours {
        Some(hours) => hours.shares_with(other.schedule()),
        None => times::meet(None, other.schedule()),
    };
    let mut by = Vec::new();
    for (place, piece) in pieces.iter().enumerate().filter(|(_, piece)| piece.rule.id == rule.id) {
        let before = pieces.iter().take(place);
        let decides = |other: &&Piece<'_>| {
            other.covers_line_of(&rule.limits)
                && piece.callers.are_among(&other.callers)
                && at_once(other)
        };
        for other in before.filter(decides) {
            if other.rule.id != rule.id && !by.contains(&other.rule.id) {
                by.push(other.rule.id);
            }
        }
    }
    by.sort_unstable();
    by.truncate(NAMED_AT_MOST);
    by
}

/// Rules without which the next ones would say the same.
fn redundant(pieces: &[Piece<'_>], problems: &mut Vec<Problem>) {
    for (place, piece) in pieces.iter().enumerate() {
        let alone = !matches!(piece.rule.matcher, Matcher::Organisation { .. });
        let Callers { has, at_most, .. } = &piece.callers;
        if piece.pattern && alone && piece.decides() && has == at_most {
            let below = pieces.iter().skip(place + 1);
            problems.extend(
                decided_alike(piece, below)
                    .map(|by| Problem::Redundant { rule: piece.rule.id, by }),
            );
        }
    }
}

/// The last of the rules that would decide in a rule's place, if all of them say the same as it.
fn decided_alike<'rules>(
    piece: &Piece<'_>,
    below: impl Iterator<Item = &'rules Piece<'rules>>,
) -> Option<i64> {
    let mut left = piece.callers.has.clone();
    for other in below {
        if !other.callers.at_most.meets(&left) {
            continue;
        }
        if other.rule.verdict != piece.rule.verdict {
            return None;
        }
        if other.decides() {
            left = left.without(&other.callers.has);
            if left.is_empty() {
                return Some(other.rule.id);
            }
        }
    }
    None
}

/// Rules as specific as each other that say different things about the same calls.
fn contradictions(pieces: &[Piece<'_>], problems: &mut Vec<Problem>) {
    let alike = |one: &Piece<'_>, other: &Piece<'_>| {
        let numbers = one.callers.at_most.meets(&other.callers.at_most);
        one.pattern == other.pattern
            && one.rule.limits.count() == other.rule.limits.count()
            && one.rule.verdict != other.rule.verdict
            && (numbers || one.callers.are(&other.callers))
            && one.holds_with(other)
    };
    for (place, first) in pieces.iter().enumerate() {
        let rest = pieces.iter().skip(place + 1);
        let same_room = rest.take_while(|other| other.room == first.room);
        for other in same_room.filter(|other| alike(first, other)) {
            let (rule, other) = (first.rule.id, other.rule.id);
            let found = Problem::Contradicts { rule, other };
            if !problems.contains(&found) {
                problems.push(found);
            }
        }
    }
}

/// Verdicts of the policy on countries whose every number a rule decides, for rules come first.
fn countries(
    pieces: &[Piece<'_>],
    decided: &RangeSet,
    subject: &Subject<'_>,
    problems: &mut Vec<Problem>,
) {
    let abroad = subject.policy.foreign.iter().flat_map(|step| step.countries.keys());
    for &region in abroad.filter(|region| !subject.home.contains(region)) {
        let matcher = Matcher::Country { region };
        let callers = Callers::of(&matcher);
        if are_decided(&callers, &RuleLimits::default(), pieces, decided, subject.now) {
            problems.push(Problem::WithoutEffect { field: format!("foreign.countries.{region}") });
        }
    }
}
