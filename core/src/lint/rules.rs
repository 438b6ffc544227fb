//! What the rules do to each other, to the address book and on each platform.

use std::collections::BTreeSet;

use super::overlap;
use super::policy::{country_of, country_of_contacts, how_many, never_comes};
use super::{NeverMatch, Platform, Problem, Subject, Unkept};
use crate::call::Moment;
use crate::marks::Opinion;
use crate::number::{self, Number, Prefix, Region};
use crate::plan::covered;
use crate::rules::{CallerKind, Matcher, Rule};
use crate::verdict::Verdict;

pub(super) fn problems(subject: &Subject<'_>) -> Vec<Problem> {
    let mut problems = Vec::new();
    for rule in subject.rules {
        matches_nothing(rule, subject.now, &mut problems);
        people(subject, rule, &mut problems);
        platforms(rule, &mut problems);
        spares_too_many(subject, rule, &mut problems);
    }
    reported(subject, &mut problems);
    overlap::problems(subject, &mut problems);
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
pub(super) fn matchers<'rules>(
    subject: &Subject<'rules>,
    rule: &'rules Rule,
) -> Vec<&'rules Matcher> {
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
