//! Laws that hold for every policy, rule and number.

use std::collections::BTreeSet;

use callscreen_core::plan;
use callscreen_core::policy::Policy;
use callscreen_core::verdict::{Outcome, Step, Verdict};
use proptest::prelude::*;

use crate::support::{Phone, call, list, noon};

/// A small world of numbers that meet often: Swiss ones that differ in their last digits.
fn any_number() -> impl Strategy<Value = String> {
    (0_u32..3, 0_u32..30).prop_map(|(block, end)| format!("+4161555{block}{end:03}"))
}

fn any_prefix() -> impl Strategy<Value = String> {
    (any_number(), 4_usize..12).prop_map(|(number, length)| {
        let beginning: String = number.chars().take(length).collect();
        format!("{beginning}*")
    })
}

fn any_verdict() -> impl Strategy<Value = Verdict> {
    prop::sample::select(Verdict::ALL.to_vec())
}

#[derive(Clone, Debug)]
struct World {
    contacts: Vec<String>,
    rules: Vec<(String, Verdict)>,
    listed: Vec<(String, u32)>,
    ranges: Vec<String>,
    dialled: Vec<String>,
    contact_verdict: Verdict,
    centre_verdict: Verdict,
}

fn any_world() -> impl Strategy<Value = World> {
    let rule = (prop_oneof![any_number(), any_prefix()], any_verdict());
    (
        prop::collection::vec(any_number(), 0..6),
        prop::collection::vec(rule, 0..8),
        prop::collection::vec((any_number(), 1_u32..6), 0..12),
        prop::collection::vec(any_prefix(), 0..3),
        prop::collection::vec(any_number(), 0..4),
        any_verdict(),
        any_verdict(),
    )
        .prop_map(
            |(contacts, rules, listed, ranges, dialled, contact_verdict, centre_verdict)| World {
                contacts,
                rules,
                listed,
                ranges,
                dialled,
                contact_verdict,
                centre_verdict,
            },
        )
}

impl World {
    fn phone(&self) -> Phone {
        let phone = Phone::new();
        let contacts: Vec<_> = self.contacts.iter().map(String::as_str).collect();
        phone.contacts(&contacts);
        for (pattern, verdict) in &self.rules {
            phone.screener.put_rule(pattern, *verdict, "").unwrap();
        }
        let numbers = self.listed.iter().map(|(number, votes)| format!("{number},{votes}\n"));
        let ranges = self.ranges.iter().map(|range| format!("{range},9\n"));
        let table: String = numbers.chain(ranges).collect();
        if !table.is_empty() {
            let path = phone.file("list.csv", format!("phone,votes\n{table}"));
            phone.screener.import_list(&list("L", 3), &path, None, noon()).unwrap();
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
}

/// Every number of the small world.
fn every_number() -> impl Iterator<Item = String> {
    (0..3).flat_map(|block| (0..30).map(move |end| format!("+4161555{block}{end:03}")))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(40))]

    #[test]
    fn the_plan_equals_the_ladder(world in any_world(), page_size in 1_usize..50) {
        let phone = world.phone();
        let path = phone.file("plan", "");
        let report = phone.screener.write_plan(&path, noon()).unwrap();

        for number in every_number() {
            let key: u64 = number.trim_start_matches('+').parse().unwrap();
            let planned = plan::page(&path, key - 1, 1).unwrap() == [key];
            let rejected = phone.verdict(&number) == Verdict::Reject;
            prop_assert_eq!(planned, rejected, "{}", number);
        }

        // Pages ascend across their borders and lose nothing.
        let mut after = 41_615_550_000;
        let mut seen = Vec::new();
        loop {
            let page = plan::page(&path, after, page_size).unwrap();
            let Some(&last) = page.last() else { break };
            after = last;
            seen.extend(page);
            if after > 41_615_552_029 || seen.len() > 4_000 {
                break;
            }
        }
        prop_assert!(seen.windows(2).all(|pair| pair[0] < pair[1]));
        prop_assert!(report.numbers >= u64::try_from(seen.len()).unwrap());
    }

    #[test]
    fn own_allows_and_contacts_are_never_rejected_by_patterns_or_lists(world in any_world()) {
        let phone = world.phone();
        let own: BTreeSet<_> = world.rules.iter().map(|(pattern, _)| pattern.clone()).collect();
        for (pattern, verdict) in &world.rules {
            let overruled = world.rules.iter().rev().find(|(other, _)| other == pattern);
            if !pattern.ends_with('*') && overruled == Some(&(pattern.clone(), Verdict::Allow)) {
                prop_assert_eq!(phone.verdict(pattern), Verdict::Allow, "{:?}", verdict);
            }
        }
        for contact in world.contacts.iter().filter(|contact| !own.contains(*contact)) {
            prop_assert_eq!(phone.verdict(contact), world.contact_verdict);
        }
    }

    #[test]
    fn the_first_step_that_matches_decides(world in any_world(), number in any_number()) {
        let phone = world.phone();
        let decision = phone.screener.explain(&call(&number)).unwrap();
        let (last, before) = decision.trace.steps.split_last().unwrap();
        prop_assert_eq!(last.outcome, Outcome::Decided);
        prop_assert!(before.iter().all(|step| step.outcome != Outcome::Decided));
        let order: Vec<_> = decision.trace.steps.iter().map(|trace| trace.step).collect();
        let ladder = [
            Step::Emergency, Step::OwnAllow, Step::OwnBlock, Step::Contact, Step::OwnPattern,
            Step::ConversationPartner, Step::CallCentre, Step::NotGenuine, Step::NoNumber,
            Step::RangeCampaign, Step::Foreign, Step::Stranger,
        ];
        prop_assert_eq!(&order[..], &ladder[..order.len()]);
    }

    #[test]
    fn explain_changes_nothing(world in any_world(), number in any_number()) {
        let phone = world.phone();
        phone.screener.screen(&call("+41615550000"));
        let before = phone.screener.journal(100).unwrap();
        let first = phone.screener.explain(&call(&number)).unwrap();
        prop_assert_eq!(&first, &phone.screener.explain(&call(&number)).unwrap());
        prop_assert_eq!(before, phone.screener.journal(100).unwrap());
    }

    #[test]
    fn screen_answers_whatever_comes(text in "\\PC*") {
        let phone = Phone::new();
        let decision = phone.screener.screen(&call(&text));
        prop_assert_ne!(decision.reason, callscreen_core::verdict::Reason::Fault);
    }
}

#[test]
fn after_an_emergency_call_everybody_rings_and_nobody_is_planned() {
    let phone = Phone::new();
    phone.import("phone\n061 555 01 01\n");
    phone.screener.record_outgoing_call("144", noon()).unwrap();
    assert_eq!(phone.verdict("+41615550101"), Verdict::Allow);
    let path = phone.file("plan", "");
    assert_eq!(phone.screener.write_plan(&path, noon()).unwrap().numbers, 0);

    let mut two_days_later = call("+41615550101");
    two_days_later.at.unix_ms += 48 * 60 * 60 * 1000;
    assert_eq!(phone.screener.explain(&two_days_later).unwrap().verdict, Verdict::Reject);
    two_days_later.at.unix_ms -= 1;
    assert_eq!(phone.screener.explain(&two_days_later).unwrap().verdict, Verdict::Allow);
}

#[test]
fn robots_that_walk_through_a_block_get_nowhere() {
    let phone = Phone::new();
    phone.contacts(&["+41615550150"]);
    let screen = |number: &str| phone.screener.screen(&call(number)).verdict;
    assert_eq!(screen("+41615550150"), Verdict::Allow, "a contact is no stranger");
    assert_eq!(screen("+41615550111"), Verdict::Voicemail);
    assert_eq!(screen("+41615550112"), Verdict::Voicemail);
    assert_eq!(screen("+41615550111"), Verdict::Voicemail, "the same number again");
    assert_eq!(screen("+41615550113"), Verdict::Reject, "the third of its block");
    assert_eq!(screen("+41615550213"), Verdict::Voicemail, "another block");
    assert_eq!(screen("+41615550150"), Verdict::Allow, "contacts ring all the same");
    let mut next_week = call("+41615550114");
    next_week.at.unix_ms += 8 * 24 * 60 * 60 * 1000;
    assert_eq!(phone.screener.explain(&next_week).unwrap().verdict, Verdict::Voicemail);
}

#[test]
fn calls_of_the_future_do_not_count_in_the_present() {
    let phone = Phone::new();
    let mut later = call("+41615550111");
    later.at.unix_ms += 60 * 60 * 1000;
    phone.screener.screen(&later);
    later.number = call("+41615550112").number;
    phone.screener.screen(&later);
    assert_eq!(phone.verdict("+41615550113"), Verdict::Voicemail);
}

#[test]
fn an_emergency_call_dated_far_ahead_does_not_open_the_ladder_for_years() {
    let phone = Phone::new();
    phone.import("phone\n061 555 01 01\n");
    let mut wrong_clock = noon();
    wrong_clock.unix_ms += 365 * 24 * 60 * 60 * 1000;
    phone.screener.record_outgoing_call("144", wrong_clock).unwrap();
    assert_eq!(phone.verdict("+41615550101"), Verdict::Reject);
    phone.screener.record_outgoing_call("144", noon()).unwrap();
    assert_eq!(phone.verdict("+41615550101"), Verdict::Allow);
}

#[test]
fn a_shared_code_without_a_region_is_at_home_where_the_code_is() {
    let phone = Phone::at_home(&["US"]);
    let decision = phone.screener.explain(&call("+12115550143")).unwrap();
    assert!(!decision.trace.facts.foreign);
    let phone = Phone::new();
    assert!(phone.screener.explain(&call("+12115550143")).unwrap().trace.facts.foreign);
}
