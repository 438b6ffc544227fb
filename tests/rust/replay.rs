//! What another policy would have done.

use callscreen_core::Error;
use callscreen_core::call::{IncomingCall, Moment};
use callscreen_core::marks::Opinion;
use callscreen_core::policy::{
    PersistentStrangerStep, Policy, Preset, RangeCampaignStep, RepeatCallerStep,
};
use callscreen_core::replay::{Replay, ReplayOutcome};
use callscreen_core::verdict::{Reason, Verdict};
use proptest::prelude::*;

use crate::support::{Phone, call, noon, region};
use crate::worlds::{World, any_number, any_verdict, any_world};

const MINUTE_MS: i64 = 60_000;

fn at(minutes: i64) -> Moment {
    Moment { unix_ms: noon().unix_ms + minutes * MINUTE_MS, ..noon() }
}

fn call_at(number: &str, minutes: i64) -> IncomingCall {
    IncomingCall { at: at(minutes), ..call(number) }
}

fn in_force(phone: &Phone) -> Replay {
    phone.screener.replay(&phone.screener.policy().unwrap(), None, None).unwrap()
}

/// A policy that learns much from few calls.
fn any_learning(policy: Policy) -> impl Strategy<Value = Policy> {
    let campaign = (any_verdict(), 2_u32..4, 1_u32..9);
    let campaign = campaign.prop_map(|(verdict, strangers, days)| RangeCampaignStep {
        verdict,
        strangers,
        block_size: 10,
        days,
    });
    let persistent = (any_verdict(), 2_u32..4, 1_u32..3, 3_u32..9);
    let persistent = persistent.prop_map(|(verdict, calls, on_days, days)| {
        PersistentStrangerStep { verdict, calls, on_days, days }
    });
    let repeat = (any_verdict(), 1_u32..120, 3_u32..99);
    let repeat = repeat.prop_map(|(verdict, min_seconds, max_minutes)| RepeatCallerStep {
        verdict,
        min_seconds,
        max_minutes,
    });
    let steps =
        (prop::option::of(campaign), prop::option::of(persistent), prop::option::of(repeat));
    (steps, any_verdict()).prop_map(move |((campaign, persistent, repeat), stranger)| {
        let mut policy = policy.clone();
        policy.range_campaign = campaign;
        policy.persistent_stranger = persistent;
        policy.repeat_caller = repeat;
        policy.stranger.verdict = stranger;
        policy
    })
}

fn any_policy() -> impl Strategy<Value = Policy> {
    any_learning(Preset::Smartphone.policy(&[region("CH")]))
}

/// Calls of few callers, close together and days apart, mostly in the order of their times.
fn any_calls() -> impl Strategy<Value = Vec<IncomingCall>> {
    let call = (any_number(), prop_oneof![1_i64..240, 1_i64..12_000]);
    prop::collection::vec(call, 1..25).prop_map(|mut calls| {
        calls.sort_by_key(|(_, minutes)| minutes / 300);
        calls.iter().map(|(number, minutes)| call_at(number, *minutes)).collect()
    })
}

/// A phone in this world that has screened these calls.
fn phone_after(world: &World, policy: &Policy, calls: &[IncomingCall]) -> Phone {
    let phone = world.phone();
    phone.screener.set_policy(policy).unwrap();
    for call in calls {
        phone.screener.screen(call);
    }
    phone
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(16))]

    #[test]
    fn the_policy_in_force_gives_back_the_journal(
        world in any_world(), policy in any_policy(), calls in any_calls(),
    ) {
        let phone = phone_after(&world, &policy, &calls);
        let before = phone.screener.journal(100).unwrap();
        let replay = in_force(&phone);
        let all = u64::try_from(calls.len()).unwrap();
        prop_assert_eq!((replay.calls, replay.kept), (all, all), "{:?}", replay);
        for call in &replay.each {
            prop_assert_eq!(&call.before, &call.after);
        }
        prop_assert_eq!(before, phone.screener.journal(100).unwrap(), "nothing changed");
    }

    #[test]
    fn another_policy_does_what_it_would_have_done(
        world in any_world(), one in any_policy(), other in any_policy(), calls in any_calls(),
    ) {
        let phone = phone_after(&world, &one, &calls);
        let replay = phone.screener.replay(&other, None, None).unwrap();
        let twin = phone_after(&world, &other, &calls);
        let mut expected = twin.screener.journal(100).unwrap();
        expected.sort_by_key(|entry| (entry.at.unix_ms, entry.id));
        prop_assert_eq!(replay.each.len(), expected.len());
        for (call, entry) in replay.each.iter().zip(&expected) {
            prop_assert_eq!(call.id, Some(entry.id));
            prop_assert_eq!(call.after.verdict, entry.verdict);
            prop_assert_eq!(&call.after.reason, &entry.reason);
            let same = call.before.verdict == entry.verdict;
            prop_assert_eq!(call.outcome == ReplayOutcome::Kept, same);
        }
        let changes: u64 = replay.changes.iter().map(|change| change.calls).sum();
        prop_assert_eq!(replay.changed, changes);
        prop_assert_eq!(replay.calls, replay.kept + replay.changed + replay.uncertain);
    }

    #[test]
    fn after_a_switch_each_call_is_compared_with_the_policy_that_decided_it(
        world in any_world(), one in any_policy(), other in any_policy(), calls in any_calls(),
    ) {
        let (early, late) = calls.split_at(calls.len() / 2);
        let phone = phone_after(&world, &one, early);
        phone.screener.set_policy(&other).unwrap();
        for call in late {
            phone.screener.screen(call);
        }
        let switched = phone.screener.journal(100).unwrap();
        for policy in [&one, &other] {
            let replay = phone.screener.replay(policy, None, None).unwrap();
            prop_assert_eq!(replay.uncertain, 0, "{:?}", replay);
            let twin = phone_after(&world, policy, &calls);
            let entries = twin.screener.journal(100).unwrap();
            for call in &replay.each {
                let entry = entries.iter().find(|entry| call.id == Some(entry.id)).unwrap();
                prop_assert_eq!(&call.after.reason, &entry.reason);
                let then = switched.iter().find(|entry| call.id == Some(entry.id)).unwrap();
                prop_assert_eq!(call.outcome == ReplayOutcome::Kept, then.verdict == entry.verdict);
            }
        }
    }

    #[test]
    fn a_log_is_decided_like_the_calls_in_it(
        world in any_world(), one in any_policy(), other in any_policy(), calls in any_calls(),
    ) {
        // Since when a call was expected is not known, so a log does not know it either.
        let world = World { expected: Vec::new(), ..world };
        let mut calls = calls;
        calls.sort_by_key(|call| call.at.unix_ms);
        let phone = phone_after(&world, &one, &[]);
        let lines: Vec<_> = calls.iter().map(|call| serde_json::to_string(call).unwrap()).collect();
        let log = phone.file("log", lines.join("\n"));
        let replay = phone.screener.replay_log(&other, &log, &|_| 60).unwrap();
        let verdicts = |policy| {
            let twin = phone_after(&world, policy, &calls);
            let mut entries = twin.screener.journal(100).unwrap();
            entries.sort_by_key(|entry| (entry.at.unix_ms, entry.id));
            entries.into_iter().map(|entry| (entry.verdict, entry.reason)).collect::<Vec<_>>()
        };
        let told = |ruling: &callscreen_core::replay::Ruling| (ruling.verdict, ruling.reason.clone());
        let before: Vec<_> = replay.each.iter().map(|call| told(&call.before)).collect();
        let after: Vec<_> = replay.each.iter().map(|call| told(&call.after)).collect();
        prop_assert_eq!(before, verdicts(&one));
        prop_assert_eq!(after, verdicts(&other));
        prop_assert!(phone.screener.journal(1).unwrap().is_empty());
    }
}

#[test]
fn what_the_user_did_since_does_not_change_what_was_known_then() {
    let phone = Phone::new();
    phone.contacts(&["+41615550105"]);
    phone.screener.put_rule("+41615550106", Verdict::Allow, "").unwrap();
    let numbers: Vec<_> = (1..8).map(|end| format!("+4161555{end}10{end}")).collect();
    let screen = |number: &str, minutes| phone.screener.screen(&call_at(number, minutes)).verdict;
    for (number, minutes) in numbers.iter().zip(0..) {
        screen(number, minutes);
    }
    assert_eq!(screen("+41615550105", 8), Verdict::Allow);
    assert_eq!(screen("+41615550106", 9), Verdict::Allow);
    let [added, dialled, fine, centre, ruled, ..] = &numbers[..] else { panic!() };
    phone.contacts(&[added]);
    phone.import("phone\n+41615556106\n");
    phone.screener.record_outgoing_call(dialled, at(60)).unwrap();
    phone.screener.mark_number(fine, Opinion::Fine, "", at(60)).unwrap();
    let opinion = Opinion::CallCentre { category: None };
    phone.screener.mark_number(centre, opinion, "", at(60)).unwrap();
    phone.screener.put_rule(ruled, Verdict::Reject, "").unwrap();
    for rule in phone.screener.rules().unwrap() {
        if rule.verdict == Verdict::Allow {
            phone.screener.remove_rule(rule.id).unwrap();
        }
    }
    let replay = in_force(&phone);
    assert_eq!((replay.calls, replay.kept), (9, 9), "{replay:?}");

    let mut strict = phone.screener.policy().unwrap();
    strict.contact.verdict = Verdict::Reject;
    strict.stranger.verdict = Verdict::Allow;
    let replay = phone.screener.replay(&strict, None, None).unwrap();
    assert_eq!((replay.kept, replay.changed), (1, 8));
    let [first, second] = &replay.changes[..] else { panic!("{:?}", replay.changes) };
    assert_eq!(
        (first.calls, first.from.verdict, first.to.verdict),
        (7, Verdict::Voicemail, Verdict::Allow)
    );
    assert_eq!((second.calls, second.to.reason.clone()), (1, Reason::Contact));
}

#[test]
fn what_the_journal_forgot_cannot_be_told_any_more() {
    let phone = Phone::new();
    for (end, minutes) in (1..5).zip(0..) {
        phone.screener.screen(&call_at(&format!("+4161555010{end}"), minutes));
    }
    let oldest = phone.screener.journal(10).unwrap().last().unwrap().id;
    phone.screener.forget_call(oldest).unwrap();
    // The third of a block is the second now, and the fourth the third.
    assert_eq!((in_force(&phone).kept, in_force(&phone).uncertain), (2, 1));
    let mut policy = phone.screener.policy().unwrap();
    policy.stranger.verdict = Verdict::Allow;
    let replay = phone.screener.replay(&policy, None, None).unwrap();
    assert_eq!((replay.changed, replay.kept, replay.uncertain), (1, 1, 1));
}

#[test]
fn a_policy_is_kept_as_long_as_a_call_that_it_decided() {
    let phone = Phone::new();
    let kept = || {
        let store = rusqlite::Connection::open(phone.store()).unwrap();
        let sql = "SELECT count(*) FROM past_policy";
        store.query_row(sql, (), |row| row.get::<_, u32>(0)).unwrap()
    };
    for preset in [Preset::Smartphone, Preset::Reachable, Preset::Smartphone] {
        phone.screener.set_preset(preset).unwrap();
        phone.screener.screen(&call_at("+41615550101", 0));
    }
    assert_eq!(kept(), 2);
    let ids: Vec<_> = phone.screener.journal(3).unwrap().iter().map(|entry| entry.id).collect();
    phone.screener.forget_call(ids[1]).unwrap();
    assert_eq!(kept(), 1);
    phone.screener.forget_call(ids[0]).unwrap();
    assert_eq!(kept(), 1);
    phone.screener.clear_journal().unwrap();
    assert_eq!(kept(), 0);
}

#[test]
fn a_part_of_the_journal_is_replayed_with_all_that_was_learnt() {
    let phone = Phone::new();
    for (end, minutes) in (1..5).zip(0..) {
        phone.screener.screen(&call_at(&format!("+4161555010{end}"), minutes));
    }
    let policy = phone.screener.policy().unwrap();
    let replay = phone.screener.replay(&policy, Some(at(2)), Some(at(3))).unwrap();
    let [only] = &replay.each[..] else { panic!("{replay:?}") };
    assert_eq!(only.after.reason, Reason::RangeCampaign { strangers: 3 });
    assert_eq!(replay.kept, 1);
}

const CALL_LOG: &str = "\
name,number,type,date,duration,presentation
Anna,+41615550101,2,1795258800000,0,1
,+41615550101,1,1795258860000,9,1
,,3,1795258920000,0,2
,-2,1,1795258980,0,
Bob,061 555 01 02,missed,2026-11-21T12:05:00+01:00,0,allowed
,+41615550103,1,yesterday,0,1
,+41615550103,9,1795259040000,0,1
";

#[test]
fn a_call_log_of_android_is_read() {
    let phone = Phone::new();
    let mut policy = phone.screener.policy().unwrap();
    policy.no_number = None;
    let path = phone.file("calls.csv", CALL_LOG);
    let replay = phone.screener.replay_log(&policy, &path, &|_| 60).unwrap();
    let log = replay.log.as_ref().unwrap();
    assert_eq!((log.rows, log.skipped, &log.first_skipped[..]), (7, 2, &[7, 8][..]));
    let before: Vec<_> = replay.each.iter().map(|call| call.before.reason.clone()).collect();
    let expected =
        [Reason::ConversationPartner, Reason::Withheld, Reason::Withheld, Reason::Stranger];
    assert_eq!(before, expected);
    assert_eq!((replay.calls, replay.kept, replay.uncertain), (4, 4, 0));
    assert_eq!(replay.each[0].at.utc_offset_minutes, 60);
    assert!(phone.screener.journal(1).unwrap().is_empty());
}

#[test]
fn a_file_that_is_no_call_log_is_refused_without_a_number_in_the_words() {
    let phone = Phone::new();
    let policy = phone.screener.policy().unwrap();
    for content in [
        "",
        "phone\n061 555 01 01\n",
        "{\"number\": \"0615550101\", \"att\": 1}",
        "number,at\n,x\n",
    ] {
        let path = phone.file("log", content);
        let error = phone.screener.replay_log(&policy, &path, &|_| 0).unwrap_err();
        assert!(matches!(error, Error::Format { .. } | Error::NothingUsable { .. }), "{error}");
        assert!(!error.to_string().contains("555"), "{error}");
    }
}
