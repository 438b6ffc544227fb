//! Small worlds of contacts, rules and lists, in which everything meets often.

use std::collections::{BTreeMap, BTreeSet};

use callscreen_core::lists::{ListSettings, ListWeight};
use callscreen_core::marks::Opinion;
use callscreen_core::policy::Policy;
use callscreen_core::verdict::Verdict;
use proptest::prelude::*;

use crate::support::{Phone, in_an_hour, list, noon};

/// A small world of numbers that meet often: Swiss ones that differ in their last digits.
pub(crate) fn any_number() -> impl Strategy<Value = String> {
    (0_u32..3, 0_u32..30).prop_map(|(block, end)| format!("+4161555{block}{end:03}"))
}

pub(crate) fn any_prefix() -> impl Strategy<Value = String> {
    (any_number(), 4_usize..12).prop_map(|(number, length)| {
        let beginning: String = number.chars().take(length).collect();
        format!("{beginning}*")
    })
}

/// From one number to another.
fn any_interval() -> impl Strategy<Value = String> {
    (any_number(), any_number()).prop_filter_map("two numbers", |(one, other)| {
        let (first, last) = if one < other { (one, other) } else { (other, one) };
        (first < last).then(|| format!("{first}-{last}"))
    })
}

/// A number with a run of digits replaced, by a star or by as many single digits.
fn any_wildcard() -> impl Strategy<Value = String> {
    (any_number(), 3_usize..11, 1_usize..4, any::<bool>()).prop_map(
        |(number, from, length, star)| {
            let to = (from + length).min(11);
            let inside = if star { "*".to_owned() } else { "#".repeat(to - from) };
            let (begin, end) = (number.chars().take(from), number.chars().skip(to));
            begin.chain(inside.chars()).chain(end).collect::<String>()
        },
    )
}

/// What a rule can be about that has digits.
pub(crate) fn any_digits() -> impl Strategy<Value = String> {
    prop_oneof![any_number(), any_prefix(), any_interval(), any_wildcard()]
}

/// What a rule can be about.
pub(crate) fn any_pattern() -> impl Strategy<Value = String> {
    let words = ["country:CH", "country:DE", "organisation:Acme", "kind:short-code"];
    prop_oneof![4 => any_digits(), 1 => prop::sample::select(words.to_vec()).prop_map(String::from)]
}

/// Whether a rule with this pattern is about one number.
pub(crate) fn is_number(pattern: &str) -> bool {
    pattern.strip_prefix('+').is_some_and(|rest| rest.bytes().all(|byte| byte.is_ascii_digit()))
}

/// Whether a rule with this pattern is about the number, and of how many fifteen-digit numbers it
/// is: worked out without the core.
pub(crate) fn share(pattern: &str, number: &str, acme: &[String]) -> Option<u64> {
    let fixed = |digits: usize| 10_u64.pow(u32::try_from(15 - digits).unwrap());
    match pattern {
        "country:CH" => number.starts_with("+41").then(|| fixed(2) - 1),
        "organisation:Acme" => acme.iter().filter_map(|member| share(member, number, acme)).min(),
        worded if worded.contains(':') => None,
        interval if interval.contains('-') => {
            let (first, last) = interval.split_once('-').unwrap();
            let width = last.parse::<u64>().unwrap() - first.parse::<u64>().unwrap() + 1;
            (first..=last).contains(&number).then(|| width * fixed(11))
        }
        digits => {
            let is_fixed = |token: &char| token.is_ascii_digit();
            fits(digits.as_bytes(), number.as_bytes())
                .then(|| fixed(digits.chars().filter(is_fixed).count()))
        }
    }
}

/// Whether what a plan does with this rule, if it cannot hold it, may concern the number.
pub(crate) fn may_concern(pattern: &str, number: &str, acme: &[String]) -> bool {
    let beginning = |pattern: &str| {
        pattern.split(['*', '#', '-']).next().is_some_and(|begin| number.starts_with(begin))
    };
    match pattern {
        "organisation:Acme" => acme.iter().any(|member| beginning(member)),
        _ => pattern.contains(':') || beginning(pattern),
    }
}

fn fits(pattern: &[u8], number: &[u8]) -> bool {
    match (pattern.split_first(), number.split_first()) {
        (None, None) => true,
        (Some((b'*', rest)), next) => {
            fits(rest, number) || next.is_some_and(|(_, left)| fits(pattern, left))
        }
        (Some((token, rest)), Some((next, left))) => {
            (*token == b'#' || token == next) && fits(rest, left)
        }
        _ => false,
    }
}

pub(crate) fn any_verdict() -> impl Strategy<Value = Verdict> {
    prop::sample::select(Verdict::ALL.to_vec())
}

/// A list in any setting, with ranges that lie in each other.
#[derive(Clone, Debug)]
pub(crate) struct List {
    numbers: Vec<(String, u32)>,
    ranges: Vec<String>,
    threshold: u32,
    weight: ListWeight,
    enabled: bool,
}

pub(crate) fn any_list() -> impl Strategy<Value = List> {
    (
        prop::collection::vec((any_number(), 1_u32..6), 0..12),
        prop::collection::vec(any_range(), 0..3),
        1_u32..5,
        // Most lists block.
        prop::sample::select([ListWeight::ALL.to_vec(), vec![ListWeight::Block; 2]].concat()),
        prop::bool::weighted(0.8),
    )
        .prop_map(|(numbers, ranges, threshold, weight, enabled)| List {
            numbers,
            ranges,
            threshold,
            weight,
            enabled,
        })
}

/// A prefix, of numbers of any length or of one length. Lists take one of a length only if three digits
/// stand behind the calling code: with fewer, somebody masked a number.
pub(crate) fn any_range() -> impl Strategy<Value = String> {
    (any_prefix(), any::<bool>()).prop_map(|(prefix, fixed)| {
        let beginning = prefix.trim_end_matches('*');
        if fixed && beginning.len() >= "+41615".len() {
            format!("{beginning:#<12}")
        } else {
            prefix
        }
    })
}

#[derive(Clone, Debug)]
pub(crate) struct World {
    pub(crate) contacts: Vec<String>,
    pub(crate) rules: Vec<(String, Verdict)>,
    /// The numbers of the organisation that rules are about.
    pub(crate) acme: Vec<String>,
    pub(crate) marks: Vec<(String, Opinion)>,
    pub(crate) lists: Vec<List>,
    pub(crate) dialled: Vec<String>,
    pub(crate) spoken: Vec<(String, u32)>,
    pub(crate) expected: Vec<String>,
    pub(crate) contact_verdict: Verdict,
    pub(crate) centre_verdict: Verdict,
}

pub(crate) fn any_world() -> impl Strategy<Value = World> {
    let opinion = prop_oneof![Just(Opinion::Fine), Just(Opinion::CallCentre { category: None })];
    let rule = (any_pattern(), any_verdict());
    (
        prop::collection::vec(any_number(), 0..6),
        (prop::collection::vec(rule, 0..8), prop::collection::vec(any_digits(), 1..4)),
        prop::collection::vec((any_number(), opinion), 0..5),
        prop::collection::vec(any_list(), 0..4),
        prop::collection::vec(any_number(), 0..4),
        prop::collection::vec((any_number(), 30_u32..90), 0..4),
        prop::collection::vec(any_number(), 0..2),
        (any_verdict(), any_verdict()),
    )
        .prop_map(
            |(contacts, (rules, acme), marks, lists, dialled, spoken, expected, verdicts)| World {
                contacts,
                rules,
                acme,
                marks,
                lists,
                dialled,
                spoken,
                expected,
                contact_verdict: verdicts.0,
                centre_verdict: verdicts.1,
            },
        )
}

impl World {
    /// The rules in force, those that were changed in their last form.
    pub(crate) fn rules_in_force(&self) -> BTreeMap<&str, Verdict> {
        self.rules.iter().map(|(pattern, verdict)| (pattern.as_str(), *verdict)).collect()
    }

    pub(crate) fn phone(&self) -> Phone {
        let phone = Phone::new();
        let contacts: Vec<_> = self.contacts.iter().map(String::as_str).collect();
        phone.contacts(&contacts);
        let acme: Vec<_> = self.acme.iter().map(String::as_str).collect();
        phone.screener.put_organisation("Acme", &acme).unwrap();
        for (pattern, verdict) in &self.rules {
            phone.screener.put_rule(pattern, *verdict, "").unwrap();
        }
        for (number, opinion) in &self.marks {
            phone.screener.mark_number(number, *opinion, "", noon()).unwrap();
        }
        for (place, list) in self.lists.iter().enumerate() {
            list.put(&phone, &place.to_string());
        }
        for number in &self.dialled {
            phone.screener.record_outgoing_call(number, noon()).unwrap();
        }
        for (number, seconds) in &self.spoken {
            phone.screener.record_conversation(number, noon(), *seconds).unwrap();
        }
        for number in &self.expected {
            phone.screener.expect_call(Some(number), in_an_hour(), "", noon()).unwrap();
        }
        let mut policy: Policy = phone.screener.policy().unwrap();
        policy.contact.verdict = self.contact_verdict;
        policy.call_centre.as_mut().unwrap().verdict = self.centre_verdict;
        phone.screener.set_policy(&policy).unwrap();
        phone
    }

    /// Those that steps above the lists know but for rules and reports, without a store.
    pub(crate) fn known(&self) -> BTreeSet<String> {
        let spoken = self.spoken.iter().filter(|(_, seconds)| *seconds >= 60);
        let spoken = spoken.map(|(number, _)| number);
        let known = self.contacts.iter().chain(&self.dialled).chain(spoken).chain(&self.expected);
        known.cloned().collect()
    }

    /// What the lists of this weight that are asked say about the number, without a store.
    pub(crate) fn listed(&self, weight: ListWeight, number: &str) -> bool {
        let mut lists = self.lists.iter().filter(|list| list.enabled && list.weight == weight);
        lists.any(|list| {
            let scores = list.numbers.iter().filter(|(listed, _)| listed == number);
            let score: u32 = scores.map(|(_, score)| score).sum();
            let in_range = |range: &String| number.starts_with(range.trim_end_matches(['*', '#']));
            score >= list.threshold || list.ranges.iter().any(in_range)
        })
    }
}

impl List {
    fn put(&self, phone: &Phone, name: &str) {
        let numbers = self.numbers.iter().map(|(number, votes)| format!("{number},{votes}\n"));
        let ranges = self.ranges.iter().map(|range| format!("{range},9\n"));
        let table: String = numbers.chain(ranges).collect();
        if table.is_empty() {
            return;
        }
        let path = phone.file("list.csv", format!("phone,votes\n{table}"));
        phone.screener.import_list(&list(name, 1), &path, None, noon()).unwrap();
        let Self { threshold, weight, enabled, .. } = *self;
        let settings = ListSettings { threshold, weight, enabled };
        phone.screener.set_list(name, settings).unwrap();
    }
}

/// Every number of the small world.
pub(crate) fn every_number() -> impl Iterator<Item = String> {
    (0..3).flat_map(|block| (0..30).map(move |end| format!("+4161555{block}{end:03}")))
}
