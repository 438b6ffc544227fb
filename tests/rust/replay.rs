//! What another policy would have done.

use callscreen_core::Error;
use callscreen_core::call::Moment;
use callscreen_core::marks::Opinion;
use callscreen_core::policy::Preset;
use callscreen_core::replay::{Replay, ReplayOutcome};
use callscreen_core::time_zone::TimeZone;
use callscreen_core::verdict::{Reason, Verdict};
use proptest::prelude::*;
use serde_json::json;

use crate::histories::{Event, any_history, any_log, any_policy, at, call_at, live, phone_after};
use crate::support::Phone;
use crate::worlds::{World, any_world};

fn in_force(phone: &Phone) -> Replay {
    phone.screener.replay(&phone.screener.policy().unwrap(), None, None).unwrap()
}

/// The line of a call log for what happens, if it tells that.
fn in_a_log((minutes, event): &(i64, Event)) -> Option<String> {
    let at = at(*minutes);
    let line = match event {
        Event::Call(number) => json!({"number": number, "at": at}),
        Event::NoNumber(presentation) => json!({"presentation": presentation, "at": at}),
        Event::Talk(number, seconds) => {
            json!({"number": number, "at": at, "talk_seconds": seconds})
        }
        Event::Dial(number) => json!({"number": number, "at": at, "direction": "outgoing"}),
        _ => return None,
    };
    Some(line.to_string())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(16))]

    #[test]
    fn the_policy_in_force_gives_back_the_journal(
        world in any_world(), policy in any_policy(), history in any_history(),
    ) {
        let phone = phone_after(&world, &policy, &history);
        let (journal, before) = (phone.screener.journal(100).unwrap(), phone.rows());
        let replay = in_force(&phone);
        let all = u64::try_from(journal.len()).unwrap();
        prop_assert_eq!((replay.calls, replay.kept), (all, all), "{:?}", replay);
        for call in &replay.each {
            prop_assert_eq!(&call.before, &call.after);
        }
        prop_assert_eq!(before, phone.rows(), "nothing changed");
    }

    #[test]
    fn another_policy_does_what_it_would_have_done(
        world in any_world(), one in any_policy(), other in any_policy(), history in any_history(),
    ) {
        let phone = phone_after(&world, &one, &history);
        let replay = phone.screener.replay(&other, None, None).unwrap();
        let twin = phone_after(&world, &other, &history);
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
        world in any_world(), one in any_policy(), other in any_policy(), history in any_history(),
    ) {
        let (early, late) = history.split_at(history.len() / 2);
        let phone = phone_after(&world, &one, early);
        phone.screener.set_policy(&other).unwrap();
        live(&phone, late);
        let switched = phone.screener.journal(100).unwrap();
        for policy in [&one, &other] {
            let replay = phone.screener.replay(policy, None, None).unwrap();
            prop_assert_eq!(replay.uncertain, 0, "{:?}", replay);
            let twin = phone_after(&world, policy, &history);
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
        world in any_world(), one in any_policy(), other in any_policy(), history in any_log(),
        seconds in 1_u32..90,
    ) {
        // Since when a call was expected is not known, so a log does not know it either.
        let world = World { expected: Vec::new(), ..world };
        let is_call = |(_, event): &(i64, Event)| !matches!(event, Event::Dial(_));
        prop_assume!(history.iter().any(is_call));
        // With whom one of them is acquainted, the other is not.
        let mut other = other;
        let step = other.conversation_partner.as_mut().unwrap();
        step.spoken.as_mut().unwrap().seconds = seconds;
        let phone = phone_after(&world, &one, &[]);
        let lines: Vec<_> = history.iter().filter_map(in_a_log).collect();
        let log = phone.file("log", lines.join("\n"));
        let replay = phone.screener.replay_log(&other, &log, &|_| 60).unwrap();
        let verdicts = |policy| {
            let twin = phone_after(&world, policy, &history);
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
fn a_log_tells_who_became_known_and_that_a_short_talk_undoes_no_long_one() {
    let phone = Phone::new();
    let policy = phone.screener.policy().unwrap();
    let reasons = |rows: &[&str]| {
        let rows =
            rows.iter().zip(10..).map(|(row, minute)| format!("{row},2026-11-21 12:{minute}"));
        let table = rows.collect::<Vec<_>>().join("\n");
        let path = phone.file("log", format!("number,type,duration,date\n{table}"));
        let replay = phone.screener.replay_log(&policy, &path, &|_| 60).unwrap();
        replay.each.into_iter().map(|call| call.after.reason).collect::<Vec<_>>()
    };
    let [one, two, three] = [1, 2, 3].map(|end| format!("+4161555010{end}"));
    let [called, other, third] = [&one, &two, &three].map(|number| format!("{number},incoming,0"));
    let dialled = format!("{one},outgoing,0");
    let campaign = [Reason::RangeCampaign { strangers: 3 }];
    assert_eq!(reasons(&[&called, &other, &third])[2..], campaign);
    assert_eq!(reasons(&[&called, &other, &dialled, &third])[2..], [Reason::Stranger]);
    let long = format!("{one},incoming,300");
    let short = format!("{one},incoming,5");
    assert_eq!(reasons(&[&long, &other, &third])[2..], [Reason::Stranger]);
    assert_eq!(reasons(&[&short, &other, &third])[2..], campaign);
    let spoken = [Reason::Stranger, Reason::SpokenWith, Reason::SpokenWith];
    assert_eq!(reasons(&[&long, &short, &called]), spoken);
    // Nor one that the store knows.
    phone.screener.record_conversation(&two, at(0), 300).unwrap();
    assert_eq!(reasons(&[&format!("{two},incoming,5"), &other])[1..], [Reason::SpokenWith]);
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
fn a_later_dialling_hides_no_earlier_one() {
    const DAY: i64 = 24 * 60;
    let phone = Phone::new();
    let mut policy = phone.screener.policy().unwrap();
    policy.conversation_partner.as_mut().unwrap().dialled_days = 7;
    phone.screener.set_policy(&policy).unwrap();
    phone.screener.record_outgoing_call("+41615550101", at(0)).unwrap();
    phone.screener.record_outgoing_call("117", at(7 * DAY)).unwrap();
    phone.screener.record_conversation("+41615550105", at(DAY), 70).unwrap();
    phone.screener.record_outgoing_call("+41615550101", at(19 * DAY)).unwrap();
    phone.screener.record_outgoing_call("117", at(19 * DAY)).unwrap();
    let log = |minutes: i64| {
        let line = |number| serde_json::to_string(&call_at(number, minutes)).unwrap();
        phone.file("log", [line("+41615550101"), line("+41615550105")].join("\n"))
    };
    let reasons = |minutes| {
        let replay = phone.screener.replay_log(&policy, &log(minutes), &|_| 60).unwrap();
        assert_eq!(replay.uncertain, 0);
        replay.each.into_iter().map(|call| call.before.reason).collect::<Vec<_>>()
    };
    assert_eq!(reasons(6 * DAY), [Reason::ConversationPartner, Reason::SpokenWith]);
    assert_eq!(reasons(8 * DAY), [Reason::AfterEmergencyCall, Reason::AfterEmergencyCall]);
    assert_eq!(reasons(10 * DAY), [Reason::Stranger, Reason::SpokenWith]);
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
fn times_without_an_offset_are_read_off_the_clock_of_a_zone() {
    let phone = Phone::new();
    let policy = phone.screener.policy().unwrap();
    let zone: TimeZone = "Europe/Zurich".parse().unwrap();
    let times = ["2026-07-01 10:00", "2026-10-25 01:30:00", "2026-10-25T04:30", "1795258800"];
    let expected = [
        "2026-07-01T10:00:00+02:00",
        "2026-10-25T01:30:00+02:00",
        "2026-10-25T04:30:00+01:00",
        "2026-11-21T12:00:00+01:00",
    ]
    .map(|time| Moment::from_rfc3339(time).unwrap());
    let row = |time: &&str| format!("+41615550101,{time}\n");
    let table = format!("number,date\n{}", times.iter().map(row).collect::<String>());
    let line = |time: &&str| format!("{{\"number\": \"+41615550101\", \"at\": \"{time}\"}}\n");
    let lines: String = times.iter().map(line).collect();
    for content in [table, lines] {
        let path = phone.file("calls", content);
        let offset_at = |unix_ms| zone.offset_minutes(unix_ms);
        let replay = phone.screener.replay_log(&policy, &path, &offset_at).unwrap();
        let found: Vec<_> = replay.each.iter().map(|call| call.at).collect();
        assert_eq!(found, expected);
    }
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
