//! Small worlds of contacts, rules and lists, in which everything meets often.

use callscreen_core::lists::{ListSettings, ListWeight};
use callscreen_core::marks::Opinion;
use callscreen_core::policy::Policy;
use callscreen_core::verdict::Verdict;
use proptest::prelude::*;

use crate::support::{Phone, list, noon};

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

/// A prefix, of numbers of any length or of one length.
pub(crate) fn any_range() -> impl Strategy<Value = String> {
    (any_prefix(), any::<bool>()).prop_map(|(prefix, fixed)| {
        let beginning = prefix.trim_end_matches('*');
        if fixed { format!("{beginning:#<12}") } else { prefix }
    })
}

#[derive(Clone, Debug)]
pub(crate) struct World {
    pub(crate) contacts: Vec<String>,
    pub(crate) rules: Vec<(String, Verdict)>,
    pub(crate) marks: Vec<(String, Opinion)>,
    pub(crate) lists: Vec<List>,
    pub(crate) dialled: Vec<String>,
    pub(crate) contact_verdict: Verdict,
    pub(crate) centre_verdict: Verdict,
}

pub(crate) fn any_world() -> impl Strategy<Value = World> {
    let opinion = prop_oneof![Just(Opinion::Fine), Just(Opinion::CallCentre { category: None })];
    let rule = (prop_oneof![any_number(), any_prefix()], any_verdict());
    (
        prop::collection::vec(any_number(), 0..6),
        prop::collection::vec(rule, 0..8),
        prop::collection::vec((any_number(), opinion), 0..5),
        prop::collection::vec(any_list(), 0..4),
        prop::collection::vec(any_number(), 0..4),
        any_verdict(),
        any_verdict(),
    )
        .prop_map(
            |(contacts, rules, marks, lists, dialled, contact_verdict, centre_verdict)| World {
                contacts,
                rules,
                marks,
                lists,
                dialled,
                contact_verdict,
                centre_verdict,
            },
        )
}

impl World {
    pub(crate) fn phone(&self) -> Phone {
        let phone = Phone::new();
        let contacts: Vec<_> = self.contacts.iter().map(String::as_str).collect();
        phone.contacts(&contacts);
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
        let mut policy: Policy = phone.screener.policy().unwrap();
        policy.contact.verdict = self.contact_verdict;
        policy.call_centre.as_mut().unwrap().verdict = self.centre_verdict;
        phone.screener.set_policy(&policy).unwrap();
        phone
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
