//! What the rules do to each other, to the address book and on each platform.

use std::cmp::Reverse;
use std::collections::BTreeSet;

use super::policy::{country_of, country_of_contacts, how_many, never_comes};
use super::{NeverMatch, Platform, Problem, Subject, Unkept};
use crate::call::Moment;
use crate::marks::Opinion;
use crate::number::{self, Number, Prefix, Region};
use crate::plan::{RangeSet, covered};
use crate::rules::{CallerKind, Matcher, Rule};
use crate::verdict::Verdict;

/// So many rules are named at most that decide in place of another.
const NAMED_AT_MOST: usize = 10;

pub(super) fn problems(subject: &Subject<'_>) -> Vec<Problem> {
    let mut problems = Vec::new();
    for rule in subject.rules {
        matches_nothing(rule, subject.now, &mut problems);
        people(subject, rule, &mut problems);
        platforms(rule, &mut problems);
        spares_too_many(subject, rule, &mut problems);
    }
    reported(subject, &mut problems);
    let pieces = pieces(subject);
    shadowed(&pieces, subject.rules, &mut problems);
    redundant(&pieces, &mut problems);
    contradictions(&pieces, &mut problems);
    problems
}

fn matches_nothing(rule: &Rule, now: Moment, problems: &mut Vec<Problem>) {
    let never = |why| Problem::NeverMatches { rule: rule.id, why };
    if rule.limits.schedule.as_ref().is_some_and(|times| never_comes(times, now)) {
        problems.push(never(NeverMatch::HoursNeverCome));
    }
    let of_digits = matches!(
        rule.matcher,
        Matcher::Prefix { .. } | Matcher::Range { .. } | Matcher::Wildcard { .. }
    );
    let covered = covered(&rule.matcher);
    if of_digits && covered.ranges.is_empty() && covered.at_most.is_none_or(|most| most.is_empty())
    {
        problems.push(never(NeverMatch::NoSuchNumber));
    }
}

fn people(subject: &Subject<'_>, rule: &Rule, problems: &mut Vec<Problem>) {
    if let Matcher::Number { number } = &rule.matcher
        && subject.marks.iter().any(|mark| mark.number == *number)
    {
        problems.push(Problem::ShadowedByMark { rule: rule.id });
        return;
    }
    if rule.verdict == Verdict::Allow {
        return;
    }
    if let Matcher::Number { number } = &rule.matcher {
        if subject.contacts.contains(number) {
            let verdict = rule.verdict;
            problems.push(Problem::BlocksContact { rule: rule.id, verdict });
        }
        return;
    }
    let matchers = matchers(subject, rule);
    let countries: BTreeSet<_> =
        matchers.iter().flat_map(|matcher| countries(subject, matcher)).collect();
    for &region in &countries {
        problems.extend(country_of_contacts(subject, Some(rule.id), region));
    }
    let contacts =
        how_many(subject, |number| matchers.iter().any(|matcher| concerns(matcher, number)));
    if countries.is_empty() && contacts > 0 {
        problems.push(Problem::PatternOfContacts { rule: rule.id, contacts });
    }
}

/// What the rule is about: the members in place of an organisation.
fn matchers<'rules>(subject: &Subject<'rules>, rule: &'rules Rule) -> Vec<&'rules Matcher> {
    match &rule.matcher {
        Matcher::Organisation { name } => {
            let known = subject.organisations.iter();
            let same = known.filter(|known| known.name.eq_ignore_ascii_case(name));
            same.flat_map(|known| &known.members).collect()
        }
        matcher => vec![matcher],
    }
}

/// Whether a pattern is about the number of a contact.
fn concerns(matcher: &Matcher, contact: Number) -> bool {
    let Number::E164(number) = contact else {
        return matches!(matcher, Matcher::Number { number } if *number == contact);
    };
    match matcher {
        Matcher::Number { number } => *number == contact,
        Matcher::Prefix { prefix } => Prefix::all_of(number).any(|beginning| beginning == *prefix),
        Matcher::Range { first, last } => (*first..=*last).contains(&number),
        Matcher::Wildcard { pattern } => pattern.matches(number),
        Matcher::Country { region } => country_of(contact) == Some(*region),
        Matcher::NumberType { number_type } => number::number_type(number) == *number_type,
        Matcher::Sender { .. } | Matcher::CallerKind { .. } | Matcher::Organisation { .. } => false,
    }
}

/// The countries of contacts that the pattern has all numbers of.
fn countries(subject: &Subject<'_>, matcher: &Matcher) -> BTreeSet<Region> {
    let prefix = match matcher {
        Matcher::Country { region } => return BTreeSet::from([*region]),
        Matcher::Prefix { prefix } => Some(*prefix),
        // One that asks for nothing but the beginning: +33#########.
        Matcher::Wildcard { pattern } => {
            pattern.prefix().filter(|prefix| prefix.count() == pattern.fixed())
        }
        _ => None,
    };
    let Some(beginning) = prefix.map(|prefix| prefix.digits().to_string()) else {
        return BTreeSet::new();
    };
    let is_covered = |region: &Region| {
        let code = number::calling_code_of(*region);
        code.is_some_and(|code| code.to_string().starts_with(&beginning))
    };
    let contacts = subject.contacts.iter().copied();
    contacts
        .filter(|&number| concerns(matcher, number))
        .filter_map(country_of)
        .filter(is_covered)
        .collect()
}

/// Numbers of the address book that the user reported as call centres.
fn reported(subject: &Subject<'_>, problems: &mut Vec<Problem>) {
    let centres = subject.marks.iter().filter(|mark| mark.opinion != Opinion::Fine);
    let contacts = centres.filter(|mark| subject.contacts.contains(&mark.number));
    problems.extend(contacts.map(|mark| Problem::ReportedContact { number: mark.number }));
}

fn platforms(rule: &Rule, problems: &mut Vec<Problem>) {
    let mut not_kept = |platform, why| {
        problems.push(Problem::RuleNotKept { rule: rule.id, platform, why });
    };
    let by_name = matches!(
        rule.matcher,
        Matcher::Sender { .. } | Matcher::CallerKind { caller_kind: CallerKind::Alphanumeric }
    );
    if by_name {
        not_kept(Platform::Android, Unkept::Name);
    } else if rule.limits.line.is_some() {
        not_kept(Platform::Android, Unkept::Line);
    }
    let why = match &rule.matcher {
        _ if rule.verdict == Verdict::Allow && rule.limits.count() == 0 => None,
        _ if rule.verdict == Verdict::Voicemail => Some(Unkept::Voicemail),
        _ if by_name => Some(Unkept::Name),
        _ if rule.limits.schedule.is_some() => Some(Unkept::Hours),
        _ if rule.limits.line.is_some() => Some(Unkept::Line),
        Matcher::CallerKind { .. } | Matcher::Number { number: Number::Short(_) } => {
            Some(Unkept::Kind)
        }
        matcher if covered(matcher).at_most.is_some() => Some(Unkept::Numbers),
        _ => None,
    };
    if let Some(why) = why {
        not_kept(Platform::Ios, why);
    }
}

/// Rules that are to let calls through, but a plan cannot tell which.
fn spares_too_many(subject: &Subject<'_>, rule: &Rule, problems: &mut Vec<Problem>) {
    let unclear = |matcher: &&Matcher| covered(matcher).at_most.is_some();
    if rule.verdict != Verdict::Reject && matchers(subject, rule).iter().any(unclear) {
        problems.push(Problem::SparesTooMany { rule: rule.id });
    }
}

/// The numbers of a rule, or of one member of its organisation.
struct Piece<'rules> {
    rule: &'rules Rule,
    /// The less, the more specific.
    room: u64,
    /// A rule on one number is asked before all patterns.
    pattern: bool,
    /// The numbers that it surely has.
    has: RangeSet,
    /// Those that it has at most.
    at_most: RangeSet,
}

impl Piece<'_> {
    /// Whether it decides for all its numbers, whatever the call.
    fn decides(&self) -> bool {
        self.rule.limits.count() == 0
    }
}

/// Every piece that is about digits, the one first that is asked first.
fn pieces<'rules>(subject: &Subject<'rules>) -> Vec<Piece<'rules>> {
    let mut pieces = Vec::new();
    for rule in subject.rules {
        let mut add = |matcher: &Matcher, pattern: bool| {
            let covered = covered(matcher);
            let has = RangeSet::new(covered.ranges);
            let at_most = covered.at_most.map_or_else(|| has.clone(), RangeSet::new);
            let room = matcher.room();
            pieces.push(Piece { rule, room, pattern, has, at_most });
        };
        let pattern = !matches!(rule.matcher, Matcher::Number { .. });
        for matcher in matchers(subject, rule) {
            add(matcher, pattern);
        }
    }
    pieces.retain(|piece| !piece.at_most.is_empty());
    pieces.sort_by_key(|piece| {
        let Rule { limits, verdict, id, .. } = piece.rule;
        (piece.pattern, piece.room, Reverse(limits.count()), *verdict, *id)
    });
    pieces
}

/// Rules of which every number is decided by a rule asked before.
fn shadowed(pieces: &[Piece<'_>], rules: &[Rule], problems: &mut Vec<Problem>) {
    let mut decided = RangeSet::default();
    let mut live = BTreeSet::new();
    for piece in pieces {
        if !piece.at_most.without(&decided).is_empty() {
            live.insert(piece.rule.id);
        }
        if piece.decides() {
            decided = decided.union(&piece.has);
        }
    }
    for rule in rules.iter().filter(|rule| !live.contains(&rule.id)) {
        let by = shadows_of(pieces, rule);
        if !by.is_empty() {
            problems.push(Problem::Shadowed { rule: rule.id, by });
        }
    }
}

/// The rules that decide before this one on some of its numbers.
fn shadows_of(pieces: &[Piece<'_>], rule: &Rule) -> Vec<i64> {
    let mut by = Vec::new();
    for (place, piece) in pieces.iter().enumerate().filter(|(_, piece)| piece.rule.id == rule.id) {
        let before = pieces.iter().take(place);
        let decides = |other: &&Piece<'_>| other.decides() && other.has.meets(&piece.at_most);
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
        if piece.pattern && alone && piece.decides() && piece.has == piece.at_most {
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
    let mut left = piece.has.clone();
    for other in below {
        if !other.at_most.meets(&left) {
            continue;
        }
        if other.rule.verdict != piece.rule.verdict {
            return None;
        }
        if other.decides() {
            left = left.without(&other.has);
            if left.is_empty() {
                return Some(other.rule.id);
            }
        }
    }
    None
}

/// Rules as specific as each other that say different things.
fn contradictions(pieces: &[Piece<'_>], problems: &mut Vec<Problem>) {
    let alike = |one: &Piece<'_>, other: &Piece<'_>| {
        one.pattern == other.pattern
            && one.room == other.room
            && one.rule.limits == other.rule.limits
    };
    for (place, first) in pieces.iter().enumerate() {
        let rest = pieces.iter().skip(place + 1);
        let same_room = rest.take_while(|other| other.room == first.room);
        for other in same_room.filter(|other| alike(first, other)) {
            let differ = first.rule.verdict != other.rule.verdict;
            if differ && first.at_most.meets(&other.at_most) {
                let (rule, other) = (first.rule.id, other.rule.id);
                let found = Problem::Contradicts { rule, other };
                if !problems.contains(&found) {
                    problems.push(found);
                }
            }
        }
    }
}
