//! Laws that hold for every policy, rule and number.

use std::collections::BTreeSet;

use callscreen_core::lists::ListWeight;
use callscreen_core::marks::Opinion;
use callscreen_core::plan;
use callscreen_core::policy::Policy;
use callscreen_core::verdict::{Outcome, Reason, Step, Verdict};
use proptest::prelude::*;

use crate::histories::{any_history, any_policy, call_at, phone_after};
use crate::support::{Phone, call, noon};
use crate::worlds::{any_number, any_world, every_number, is_number, may_concern, share};

proptest! {
    #![proptest_config(ProptestConfig::with_cases(40))]

    #[test]
    fn the_plan_equals_the_ladder(world in any_world(), page_size in 1_usize..50) {
        let phone = world.phone();
        let path = phone.file("plan", "");
        let report = phone.screener.write_plan(&path, noon()).unwrap();
        let rules = phone.screener.rules().unwrap();
        let not_kept = rules.iter().filter(|rule| report.rules_not_kept.contains(&rule.id));
        let rules_not_kept: Vec<_> = not_kept.map(|rule| rule.matcher.expose()).collect();

        for number in every_number() {
            let key: u64 = number.trim_start_matches('+').parse().unwrap();
            let planned = plan::page(&path, key - 1, 1).unwrap() == [key];
            let rejected = phone.verdict(&number) == Verdict::Reject;
            prop_assert!(rejected || !planned, "{}", number);
            if !rules_not_kept.iter().any(|rule| may_concern(rule, &number, &world.acme)) {
                prop_assert_eq!(planned, rejected, "{}", number);
            }
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
    fn lists_block_what_no_other_list_vouches_for(world in any_world()) {
        let phone = world.phone();
        let marked = world.marks.iter().map(|(number, _)| number);
        let known: BTreeSet<_> = marked.cloned().chain(world.known()).collect();
        let ruled = |number: &String| {
            world.rules.iter().any(|(pattern, _)| share(pattern, number, &world.acme).is_some())
        };
        for number in every_number().filter(|number| !known.contains(number) && !ruled(number)) {
            let decision = phone.screener.explain(&call(&number)).unwrap();
            let blocked = world.listed(ListWeight::Block, &number)
                && !world.listed(ListWeight::Allow, &number);
            let listed = matches!(decision.reason, Reason::ListedCallCentre { .. });
            prop_assert_eq!(listed, blocked, "{}", number);
            if blocked {
                prop_assert_eq!(decision.verdict, world.centre_verdict);
            }
        }
    }

    #[test]
    fn own_allows_and_contacts_are_never_rejected_by_patterns_or_lists(world in any_world()) {
        let phone = world.phone();
        let ruled = world.rules.iter().map(|(pattern, _)| pattern);
        let marked: BTreeSet<_> = world.marks.iter().map(|(number, _)| number).collect();
        let own = ruled.chain(marked.iter().copied()).chain(&world.expected);
        let own: BTreeSet<_> = own.collect();
        for (number, _) in &world.marks {
            let last = world.marks.iter().rfind(|(other, _)| other == number);
            let fine = last.is_some_and(|(_, opinion)| *opinion == Opinion::Fine);
            let fine = fine || world.expected.contains(number);
            let verdict = if fine { Verdict::Allow } else { Verdict::Reject };
            prop_assert_eq!(phone.verdict(number), verdict);
        }
        // A report was made later than any rule.
        let unmarked = |(pattern, _): &&(String, Verdict)| !marked.contains(pattern);
        for (pattern, verdict) in world.rules.iter().filter(unmarked) {
            let overruled = world.rules.iter().rev().find(|(other, _)| other == pattern);
            if is_number(pattern) && overruled == Some(&(pattern.clone(), Verdict::Allow)) {
                prop_assert_eq!(phone.verdict(pattern), Verdict::Allow, "{:?}", verdict);
            }
        }
        for contact in world.contacts.iter().filter(|contact| !own.contains(contact)) {
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
            Step::Emergency, Step::OwnAllow, Step::ExpectedCall, Step::OwnBlock, Step::Contact,
            Step::OwnPattern, Step::ConversationPartner, Step::CallCentre, Step::Pause,
            Step::NotGenuine, Step::NoNumber, Step::RangeCampaign, Step::PersistentStranger,
            Step::RepeatCaller, Step::Foreign, Step::Stranger,
        ];
        prop_assert_eq!(&order[..], &ladder[..order.len()]);
    }

    #[test]
    fn a_step_that_is_switched_off_leaves_the_decision_to_those_below(
        world in any_world(),
        number in any_number(),
    ) {
        let phone = world.phone();
        let call = call(&number);
        let before = phone.screener.explain(&call).unwrap();
        let decided = before.trace.steps.last().unwrap().step;
        let mut policy = serde_json::to_value(phone.screener.policy().unwrap()).unwrap();
        policy[decided.code()] = serde_json::Value::Null;
        // Own rules and the steps that are always on have no switch.
        let Ok(policy) = Policy::from_json(&policy.to_string()) else { return Ok(()) };
        phone.screener.set_policy(&policy).unwrap();
        let after = phone.screener.explain(&call).unwrap();
        let place = before.trace.steps.len() - 1;
        prop_assert!(after.trace.steps.len() > before.trace.steps.len());
        prop_assert_eq!(&after.trace.steps[..place], &before.trace.steps[..place]);
        prop_assert_eq!(after.trace.steps[place].outcome, Outcome::Off);
    }

    #[test]
    fn explain_changes_nothing(
        world in any_world(), policy in any_policy(), history in any_history(), number in any_number(),
    ) {
        let phone = phone_after(&world, &policy, &history);
        let before = phone.rows();
        for minutes in [0, 90, 6_000] {
            let call = call_at(&number, minutes);
            let first = phone.screener.explain(&call).unwrap();
            prop_assert_eq!(&first, &phone.screener.explain(&call).unwrap());
        }
        prop_assert_eq!(before, phone.rows());
    }

    #[test]
    fn nothing_after_a_fault_but_allow(
        world in any_world(),
        policy in any_policy(),
        history in any_history(),
        number in any_number(),
        table in prop::sample::select(vec![
            "setting", "expected_call", "rule", "contact", "mark", "partner", "own_number", "list",
        ]),
    ) {
        let phone = phone_after(&world, &policy, &history);
        let store = rusqlite::Connection::open(phone.store()).unwrap();
        store.execute_batch(&format!("PRAGMA foreign_keys = OFF; DROP TABLE {table}")).unwrap();
        prop_assert!(phone.screener.explain(&call(&number)).is_err());
        let decision = phone.screener.screen(&call(&number));
        prop_assert_eq!((decision.verdict, decision.reason), (Verdict::Allow, Reason::Fault));
        prop_assert!(decision.trace.steps.is_empty());
    }

    #[test]
    fn screen_answers_whatever_comes(text in "\\PC*") {
        let phone = Phone::new();
        let decision = phone.screener.screen(&call(&text));
        prop_assert_ne!(decision.reason, Reason::Fault);
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

#[test]
fn blocking_the_numbers_of_a_campaign_does_not_hide_it() {
    let phone = Phone::new();
    phone.screener.put_rule("+41615550111", Verdict::Reject, "").unwrap();
    phone.screener.put_rule("+4161555012*", Verdict::Reject, "").unwrap();
    for number in ["+41615550111", "+41615550121"] {
        phone.screener.screen(&call(number));
    }
    assert_eq!(phone.verdict("+41615550113"), Verdict::Reject);
}

#[test]
fn whom_a_rule_allows_or_the_user_reported_as_fine_is_no_campaign() {
    let phone = Phone::new();
    phone.screener.put_rule("+41615550111", Verdict::Allow, "").unwrap();
    phone.screener.put_rule("+4161555012*", Verdict::Allow, "").unwrap();
    phone.screener.mark_number("+41615550131", Opinion::Fine, "", noon()).unwrap();
    for number in ["+41615550111", "+41615550121", "+41615550131", "+41615550141"] {
        phone.screener.screen(&call(number));
    }
    assert_eq!(phone.verdict("+41615550113"), Verdict::Voicemail);
    // From now on.
    phone.screener.screen(&call("+41615550142"));
    assert_eq!(phone.verdict("+41615550113"), Verdict::Reject);
    phone.screener.put_rule("+41615550142", Verdict::Allow, "").unwrap();
    assert_eq!(phone.verdict("+41615550113"), Verdict::Voicemail);
}

#[test]
fn strangers_who_became_known_are_no_campaign() {
    let phone = Phone::new();
    for number in ["+41615550111", "+41615550112"] {
        phone.screener.screen(&call(number));
    }
    assert_eq!(phone.verdict("+41615550113"), Verdict::Reject);
    phone.contacts(&["+41615550111"]);
    assert_eq!(phone.verdict("+41615550113"), Verdict::Voicemail);
    phone.contacts(&[]);
    phone.screener.record_outgoing_call("+41615550112", noon()).unwrap();
    assert_eq!(phone.verdict("+41615550113"), Verdict::Voicemail);
}
