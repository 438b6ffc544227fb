//! The rules in memory, compiled once: no decision reads the text of a rule.

use std::cmp::Reverse;
use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use super::{CallerKind, Matcher, Rule, RuleLimits, RuleMatch, changes};
use crate::call::IncomingCall;
use crate::caller::Caller;
use crate::error::Result;
use crate::number::{self, E164, NumberType, Prefix, Region, SenderName, Wildcard};
use crate::store::Reader;
use crate::verdict::Verdict;

/// The index of one state of the rules, shared by all threads.
#[derive(Default)]
pub(crate) struct Rules(Mutex<Option<Arc<RuleIndex>>>);

impl Rules {
    /// The index of the rules in the store. It is built anew only if they changed since, by this
    /// process or another.
    pub(crate) fn index(&self, reader: &Reader<'_>) -> Result<Arc<RuleIndex>> {
        let changes = changes(reader)?;
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        match kept.as_ref().filter(|index| index.changes == changes) {
            Some(index) => Ok(Arc::clone(index)),
            None => Ok(Arc::clone(kept.insert(Arc::new(RuleIndex::build(reader, changes)?)))),
        }
    }
}

/// The rules by what they ask about.
pub(crate) struct RuleIndex {
    /// The state of the store it was built from.
    changes: i64,
    rules: Vec<Compiled>,
    /// Rules with a limit on one number.
    limited_numbers: HashMap<i64, Vec<usize>>,
    senders: HashMap<String, Vec<usize>>,
    /// Single numbers of organisations.
    members: HashMap<i64, Vec<Pattern>>,
    /// Prefixes, and the beginnings of wildcards.
    beginnings: HashMap<u64, Vec<(Option<Wildcard>, Pattern)>>,
    /// The lengths of the beginnings, bit n for n digits.
    beginning_lengths: u32,
    /// Wildcards that begin with one.
    floating: Vec<(Wildcard, Pattern)>,
    ranges: Vec<(E164, E164, Pattern)>,
    countries: Vec<(Region, Pattern)>,
    types: Vec<(NumberType, Pattern)>,
    kinds: Vec<(CallerKind, Pattern)>,
}

/// What a decision needs of a rule.
struct Compiled {
    id: i64,
    verdict: Verdict,
    limits: RuleLimits,
}

/// A rule that concerns many callers, and how many numbers it covers there.
#[derive(Clone, Copy)]
struct Pattern {
    room: u64,
    rule: usize,
}

impl RuleIndex {
    fn build(reader: &Reader<'_>, changes: i64) -> Result<Self> {
        let mut index = Self {
            changes,
            rules: Vec::new(),
            limited_numbers: HashMap::new(),
            senders: HashMap::new(),
            members: HashMap::new(),
            beginnings: HashMap::new(),
            beginning_lengths: 0,
            floating: Vec::new(),
            ranges: Vec::new(),
            countries: Vec::new(),
            types: Vec::new(),
            kinds: Vec::new(),
        };
        let rules = super::to_compile(reader)?;
        let asks = |rule: &Rule| matches!(rule.matcher, Matcher::Organisation { .. });
        let organisations =
            if rules.iter().any(asks) { super::organisations(reader)? } else { Vec::new() };
        for Rule { id, matcher, verdict, limits, .. } in rules {
            let rule = index.rules.len();
            index.rules.push(Compiled { id, verdict, limits });
            match matcher {
                Matcher::Number { number } => {
                    index.limited_numbers.entry(number.key()).or_default().push(rule);
                }
                Matcher::Sender { name } => {
                    index.senders.entry(folded(&name)).or_default().push(rule);
                }
                Matcher::Organisation { name } => {
                    let same =
                        |found: &&super::Organisation| found.name.eq_ignore_ascii_case(&name);
                    let members = organisations.iter().find(same);
                    for member in members.iter().flat_map(|found| &found.members) {
                        index.add(member, rule);
                    }
                }
                matcher => index.add(&matcher, rule),
            }
        }
        Ok(index)
    }

    fn add(&mut self, matcher: &Matcher, rule: usize) {
        let pattern = Pattern { room: matcher.room(), rule };
        match matcher {
            Matcher::Number { number } => {
                self.members.entry(number.key()).or_default().push(pattern);
            }
            Matcher::Prefix { prefix } => self.add_beginning(*prefix, None, pattern),
            Matcher::Wildcard { pattern: wildcard } => match wildcard.prefix() {
                Some(prefix) => self.add_beginning(prefix, Some(*wildcard), pattern),
                None => self.floating.push((*wildcard, pattern)),
            },
            Matcher::Range { first, last } => self.ranges.push((*first, *last, pattern)),
            Matcher::Country { region } => self.countries.push((*region, pattern)),
            Matcher::NumberType { number_type } => self.types.push((*number_type, pattern)),
            Matcher::CallerKind { caller_kind } => self.kinds.push((*caller_kind, pattern)),
            Matcher::Sender { .. } | Matcher::Organisation { .. } => {}
        }
    }

    fn add_beginning(&mut self, prefix: Prefix, wildcard: Option<Wildcard>, pattern: Pattern) {
        self.beginning_lengths |= 1 << prefix.count();
        self.beginnings.entry(prefix.digits()).or_default().push((wildcard, pattern));
    }

    /// The rule on this very caller. One with limits that hold is more specific than one without, which
    /// is `unlimited` if the caller has a number.
    pub(crate) fn on_caller(
        &self,
        caller: &Caller,
        call: &IncomingCall,
        unlimited: Option<RuleMatch>,
    ) -> Option<RuleMatch> {
        let found = match (caller, caller.number()) {
            (Caller::Alphanumeric { name }, _) if !self.senders.is_empty() => {
                self.senders.get(&folded(name))
            }
            (_, Some(number)) => self.limited_numbers.get(&number.key()),
            _ => None,
        };
        let patterns = found.into_iter().flatten().map(|&rule| Pattern { room: 1, rule });
        match self.most_specific(patterns, call) {
            Some(pattern) => self.rule_match(pattern),
            None => unlimited,
        }
    }

    /// The most specific rule on callers like this one. `region` is the country of its number.
    pub(crate) fn on_pattern(
        &self,
        caller: &Caller,
        region: Option<Region>,
        call: &IncomingCall,
    ) -> Option<RuleMatch> {
        let kind = CallerKind::of(caller);
        let kinds = self.kinds.iter().filter(|(wanted, _)| Some(*wanted) == kind);
        let members = caller.number().and_then(|number| self.members.get(&number.key()));
        let mut found: Vec<Pattern> = kinds.map(|&(_, pattern)| pattern).collect();
        found.extend(members.into_iter().flatten());
        if let Caller::Subscriber { number } = caller {
            self.add_digits(*number, &mut found);
            let country = |(wanted, _): &&(Region, Pattern)| Some(*wanted) == region;
            found.extend(self.countries.iter().filter(country).map(|&(_, pattern)| pattern));
        }
        let best = self.most_specific(found.into_iter(), call);
        let typed = match caller {
            Caller::Subscriber { number } => self.on_type(*number, best, call),
            _ => None,
        };
        self.rule_match(typed.or(best)?)
    }

    /// The patterns of digits that the number fits.
    fn add_digits(&self, number: E164, found: &mut Vec<Pattern>) {
        let lengths = |prefix: &Prefix| self.beginning_lengths >> prefix.count() & 1 == 1;
        for prefix in Prefix::all_of(number).filter(lengths) {
            let beginning = self.beginnings.get(&prefix.digits()).into_iter().flatten();
            let fits = |(wildcard, _): &&(Option<Wildcard>, Pattern)| {
                wildcard.is_none_or(|wildcard| wildcard.matches(number))
            };
            found.extend(beginning.filter(fits).map(|&(_, pattern)| pattern));
        }
        let floating = self.floating.iter().filter(|(wildcard, _)| wildcard.matches(number));
        found.extend(floating.map(|&(_, pattern)| pattern));
        let ranges =
            self.ranges.iter().filter(|(first, last, _)| (*first..=*last).contains(&number));
        found.extend(ranges.map(|&(_, _, pattern)| pattern));
    }

    /// The rule on the number's type, if there is one more specific than what was found: only then is
    /// the type asked for, which takes long.
    fn on_type(&self, number: E164, best: Option<Pattern>, call: &IncomingCall) -> Option<Pattern> {
        let wider = |(_, pattern): &&(NumberType, Pattern)| {
            best.is_none_or(|best| pattern.room < best.room)
                && self.rules.get(pattern.rule).is_some_and(|rule| rule.limits.hold(call))
        };
        self.types.iter().find(wider)?;
        let number_type = number::number_type(number);
        let typed = self.types.iter().filter(|(wanted, _)| *wanted == number_type).filter(wider);
        self.most_specific(typed.map(|&(_, pattern)| pattern), call)
    }

    /// Of the rules that count for this call: the one that covers fewest numbers, then the one with
    /// most limits, then the mildest, for a call that got lost is worse than one too many.
    fn most_specific(
        &self,
        patterns: impl Iterator<Item = Pattern>,
        call: &IncomingCall,
    ) -> Option<Pattern> {
        let ranked = patterns.filter_map(|pattern| {
            let rule = self.rules.get(pattern.rule).filter(|rule| rule.limits.hold(call))?;
            let order = (pattern.room, Reverse(rule.limits.count()), rule.verdict, rule.id);
            Some((order, pattern))
        });
        ranked.min_by_key(|(order, _)| *order).map(|(_, pattern)| pattern)
    }

    fn rule_match(&self, pattern: Pattern) -> Option<RuleMatch> {
        let rule = self.rules.get(pattern.rule)?;
        Some(RuleMatch { rule: rule.id, verdict: rule.verdict })
    }
}

/// A sender's name for a search: capitals make no other sender.
fn folded(name: &SenderName) -> String {
    name.expose().to_lowercase()
}
