//! What the steps of the ladder learn and remember, beyond the vectors.

use callscreen_core::call::Moment;
use callscreen_core::journal::{CallOutcome, CallRef, Ending};
use callscreen_core::marks::Opinion;
use callscreen_core::plan;
use callscreen_core::policy::{
    PersistentStrangerStep, Policy, Preset, RangeCampaignStep, RepeatCallerStep,
};
use callscreen_core::verdict::{Reason, Verdict};
use callscreen_core::{Error, Screener};
use rusqlite::Connection;

use crate::support::{Phone, call, noon, region};

const MINUTE_MS: i64 = 60 * 1000;
const DAY_MS: i64 = 24 * 60 * MINUTE_MS;

fn after(minutes: i64) -> Moment {
    Moment { unix_ms: noon().unix_ms + minutes * MINUTE_MS, ..noon() }
}

/// A phone that asks the journal about everything.
fn curious() -> Phone {
    let phone = Phone::new();
    let mut policy: Policy = Preset::Smartphone.policy(&[region("CH")]);
    policy.persistent_stranger =
        Some(PersistentStrangerStep { verdict: Verdict::Reject, calls: 5, on_days: 3, days: 30 });
    policy.repeat_caller =
        Some(RepeatCallerStep { verdict: Verdict::Allow, min_seconds: 30, max_minutes: 15 });
    phone.screener.set_policy(&policy).unwrap();
    phone
}

fn reason(phone: &Phone, number: &str, at: Moment) -> Reason {
    let mut call = call(number);
    call.at = at;
    phone.screener.explain(&call).unwrap().reason
}

fn screen(phone: &Phone, number: &str, at: Moment) -> Reason {
    let mut call = call(number);
    call.at = at;
    phone.screener.screen(&call).reason
}

#[test]
fn calls_that_wait_for_the_journal_count() {
    let phone = curious();
    screen(&phone, "+41615550111", after(0));
    // Another process is writing, so this call waits in memory.
    let mut other = Connection::open(phone.store()).unwrap();
    let writing =
        other.transaction_with_behavior(rusqlite::TransactionBehavior::Immediate).unwrap();
    screen(&phone, "+41615550122", after(1));
    assert_eq!(reason(&phone, "+41615550122", after(3)), Reason::RepeatCaller { calls: 2 });
    let twice = phone.screener.explain(&call("+41615550111")).unwrap().trace.facts;
    assert_eq!(twice.attempts.calls, 2, "{:?}", twice.attempts);
    for day in 1..3 {
        screen(&phone, "+41615550133", Moment { unix_ms: noon().unix_ms - day * DAY_MS, ..noon() });
        screen(&phone, "+41615550133", Moment { unix_ms: noon().unix_ms - day * DAY_MS, ..noon() });
    }
    assert_eq!(
        reason(&phone, "+41615550133", noon()),
        Reason::PersistentStranger { calls: 5, days: 3 }
    );
    drop(writing);
}

#[test]
fn a_number_that_calls_without_end_is_counted_on_all_its_days() {
    let phone = curious();
    for day in 0..4 {
        for _ in 0..150 {
            screen(&phone, "+41615550111", after(-day * 24 * 60));
        }
    }
    assert_eq!(
        reason(&phone, "+41615550111", after(1)),
        Reason::PersistentStranger { calls: 10, days: 4 }
    );
    // An attempt that came at once is a robot's, however slow the next one is.
    let facts = |at| {
        let mut call = call("+41615550111");
        call.at = at;
        phone.screener.explain(&call).unwrap().trace.facts
    };
    assert_eq!(facts(after(10)).redial.unwrap().shortest_gap_ms, 0);
    assert_eq!(facts(after(16)).redial, None);
}

#[test]
fn a_policy_that_asks_for_more_than_ten_gets_them() {
    let phone = curious();
    let mut policy = phone.screener.policy().unwrap();
    policy.persistent_stranger =
        Some(PersistentStrangerStep { verdict: Verdict::Reject, calls: 12, on_days: 11, days: 30 });
    policy.range_campaign =
        policy.range_campaign.map(|step| RangeCampaignStep { strangers: 12, ..step });
    phone.screener.set_policy(&policy).unwrap();
    for day in 1..11 {
        screen(&phone, "+41615550111", after(-day * 24 * 60));
    }
    for end in 12..22 {
        screen(&phone, &format!("+416155501{end}"), after(-60));
    }
    assert_eq!(reason(&phone, "+41615550111", noon()), Reason::Stranger);
    screen(&phone, "+41615550111", after(-30));
    let reason_now = |number| reason(&phone, number, noon());
    assert_eq!(reason_now("+41615550111"), Reason::PersistentStranger { calls: 12, days: 11 });
    assert_eq!(reason_now("+41615550123"), Reason::RangeCampaign { strangers: 12 });
}

#[test]
fn a_policy_of_another_process_counts_from_the_next_call_on() {
    let phone = Phone::new();
    assert_eq!(phone.verdict("+41615550111"), Verdict::Voicemail);
    let other = Screener::open(&phone.store(), &[region("CH")]).unwrap();
    let smartphone = other.policy().unwrap();
    let mut policy = smartphone.clone();
    policy.stranger.verdict = Verdict::Reject;
    other.set_policy(&policy).unwrap();
    assert_eq!(phone.verdict("+41615550111"), Verdict::Reject);
    other.set_policy(&smartphone).unwrap();
    assert_eq!(phone.verdict("+41615550111"), Verdict::Voicemail);
}

#[test]
fn days_are_those_of_the_clock_on_the_wall() {
    let phone = curious();
    let at = |text| Moment::from_rfc3339(text).unwrap();
    // One evening in Zurich, which in UTC is one day and on the wall two.
    screen(&phone, "+41615550111", at("2026-11-20T23:58:00+01:00"));
    screen(&phone, "+41615550111", at("2026-11-20T23:59:59+01:00"));
    let mut call = call("+41615550111");
    call.at = at("2026-11-21T00:00:00+01:00");
    let facts = phone.screener.explain(&call).unwrap().trace.facts;
    assert_eq!((facts.attempts.calls, facts.attempts.days), (3, 2));
}

#[test]
fn known_people_are_never_persistent() {
    let phone = curious();
    for day in 0..4 {
        for _ in 0..2 {
            screen(&phone, "+41615550111", after(-day * 24 * 60));
        }
    }
    let last = after(60);
    assert!(matches!(reason(&phone, "+41615550111", last), Reason::PersistentStranger { .. }));
    phone.screener.record_conversation("+41615550111", after(2), 59).unwrap();
    assert!(matches!(reason(&phone, "+41615550111", last), Reason::PersistentStranger { .. }));
    phone.screener.record_conversation("+41615550111", after(2), 60).unwrap();
    assert_eq!(reason(&phone, "+41615550111", last), Reason::SpokenWith);
}

#[test]
fn whom_the_user_talked_with_is_learnt_from_the_journal_and_forgotten_with_it() {
    let phone = Phone::new();
    let talk = |ending, seconds| {
        phone.screener.screen(&call("+41615550111"));
        let id = phone.screener.journal(1).unwrap()[0].id;
        let outcome = CallOutcome { ending, ring_seconds: None, talk_seconds: Some(seconds) };
        phone.screener.report_outcome(&CallRef::Id { id }, &outcome).unwrap();
        id
    };
    talk(Ending::MessageLeft, 90);
    talk(Ending::Answered, 59);
    assert_eq!(phone.verdict("+41615550111"), Verdict::Voicemail);
    let id = talk(Ending::Answered, 60);
    assert_eq!(reason(&phone, "+41615550111", after(1)), Reason::SpokenWith);
    phone.screener.forget_call(id).unwrap();
    assert_eq!(phone.verdict("+41615550111"), Verdict::Voicemail);
    talk(Ending::Answered, 600);
    assert_eq!(phone.verdict("+41615550111"), Verdict::Allow);
    phone.screener.clear_journal().unwrap();
    assert_eq!(phone.verdict("+41615550111"), Verdict::Voicemail);
}

/// A call that the user took, for so many seconds. Returns its id.
fn talk(phone: &Phone, number: &str, at: Moment, seconds: u32) -> i64 {
    screen(phone, number, at);
    let newest = phone.screener.journal(100).unwrap().into_iter().max_by_key(|entry| entry.id);
    let id = newest.unwrap().id;
    report(phone, id, Ending::Answered, seconds);
    id
}

fn report(phone: &Phone, id: i64, ending: Ending, seconds: u32) {
    let talk_seconds = Some(seconds).filter(|&seconds| seconds > 0);
    let outcome = CallOutcome { ending, ring_seconds: None, talk_seconds };
    phone.screener.report_outcome(&CallRef::Id { id }, &outcome).unwrap();
}

#[test]
fn a_corrected_outcome_takes_back_what_the_first_one_taught() {
    let phone = Phone::new();
    let spoken = || phone.screener.explain(&call("+41615550111")).unwrap().trace.facts.spoken;
    let seconds = || spoken().map(|spoken| spoken.seconds);
    let id = talk(&phone, "+41615550111", after(1), 300);
    assert_eq!(seconds(), Some(300));
    report(&phone, id, Ending::Answered, 5);
    assert_eq!(seconds(), Some(5));
    assert_eq!(phone.verdict("+41615550111"), Verdict::Voicemail);
    report(&phone, id, Ending::Answered, 310);
    assert_eq!(phone.verdict("+41615550111"), Verdict::Allow);
    report(&phone, id, Ending::Missed, 0);
    assert_eq!(seconds(), None);
    assert_eq!(phone.verdict("+41615550111"), Verdict::Voicemail);
}

#[test]
fn what_other_calls_taught_stays_when_one_is_corrected_or_forgotten() {
    for forget in [true, false] {
        let phone = Phone::new();
        let spoken = || phone.screener.explain(&call("+41615550111")).unwrap().trace.facts.spoken;
        let seconds = || spoken().map(|spoken| spoken.seconds);
        let take_back = |id| {
            if forget {
                phone.screener.forget_call(id).unwrap();
            } else {
                report(&phone, id, Ending::Missed, 0);
            }
        };
        let first = talk(&phone, "+41615550111", after(1), 300);
        let second = talk(&phone, "+41615550111", after(2), 310);
        let third = talk(&phone, "+41615550111", after(3), 61);
        take_back(second);
        assert_eq!(seconds(), Some(300));
        take_back(first);
        assert_eq!(seconds(), Some(61));
        phone.screener.record_outgoing_call("+41615550111", after(4)).unwrap();
        take_back(third);
        assert_eq!(seconds(), None);
        assert_eq!(reason(&phone, "+41615550111", after(5)), Reason::ConversationPartner);
    }
}

#[test]
fn a_conversation_that_the_journal_does_not_have_outlives_a_call_of_it() {
    let phone = Phone::new();
    phone.screener.record_conversation("+41615550111", after(1), 300).unwrap();
    let id = talk(&phone, "+41615550111", after(2), 90);
    report(&phone, id, Ending::Missed, 0);
    phone.screener.forget_call(id).unwrap();
    assert_eq!(reason(&phone, "+41615550111", after(3)), Reason::SpokenWith);
    // One that the user dialled is kept in the log of those calls.
    phone.screener.record_outgoing_call("+41615550112", after(1)).unwrap();
    phone.screener.record_conversation("+41615550112", after(1), 300).unwrap();
    let id = talk(&phone, "+41615550112", after(3), 310);
    phone.screener.forget_call(id).unwrap();
    let facts = phone.screener.explain(&call("+41615550112")).unwrap().trace.facts;
    assert_eq!(facts.spoken.unwrap().seconds, 300);
}

#[test]
fn an_incoming_call_tells_nothing_of_the_one_that_the_user_made_at_its_time() {
    let phone = Phone::new();
    let id = talk(&phone, "+41615550111", noon(), 1);
    phone.screener.record_outgoing_call("+41615550111", noon()).unwrap();
    report(&phone, id, Ending::Answered, 300);
    report(&phone, id, Ending::Missed, 0);
    let facts = phone.screener.explain(&call("+41615550111")).unwrap().trace.facts;
    assert_eq!(facts.spoken, None);
}

#[test]
fn who_is_unlearnt_is_a_stranger_of_the_campaign_again() {
    for forget in [true, false] {
        let phone = Phone::new();
        screen(&phone, "+41615550111", after(1));
        screen(&phone, "+41615550112", after(1));
        let id = talk(&phone, "+41615550111", after(2), 300);
        assert_eq!(reason(&phone, "+41615550113", after(3)), Reason::Stranger);
        let take_back = |id| {
            if forget {
                phone.screener.forget_call(id).unwrap();
            } else {
                report(&phone, id, Ending::Missed, 0);
            }
        };
        take_back(id);
        let campaign = Reason::RangeCampaign { strangers: 3 };
        assert_eq!(reason(&phone, "+41615550113", after(3)), campaign);
        // Whom the user knows in another way, or from another call, is none.
        let [one, other] =
            [300, 310].map(|seconds| talk(&phone, "+41615550111", after(2), seconds));
        take_back(other);
        assert_eq!(reason(&phone, "+41615550113", after(3)), Reason::Stranger);
        phone.contacts(&["+41615550111"]);
        take_back(one);
        assert_eq!(reason(&phone, "+41615550113", after(3)), Reason::Stranger);
    }
}

#[test]
fn those_spoken_with_long_enough_are_no_campaign() {
    let phone = Phone::new();
    for number in ["+41615550111", "+41615550112"] {
        phone.screener.screen(&call(number));
    }
    phone.screener.record_conversation("+41615550111", noon(), 59).unwrap();
    assert_eq!(phone.verdict("+41615550113"), Verdict::Reject, "one was got rid of");
    phone.screener.record_conversation("+41615550111", noon(), 61).unwrap();
    assert_eq!(phone.verdict("+41615550113"), Verdict::Voicemail);
}

#[test]
fn a_journal_that_fails_changes_no_verdict() {
    let phone = curious();
    phone.import("phone\n061 555 01 01\n");
    phone.contacts(&["+41615550111"]);
    let other = Connection::open(phone.store()).unwrap();
    other.execute_batch("DROP TABLE journal").unwrap();
    assert_eq!(phone.screener.screen(&call("+41615550101")).verdict, Verdict::Reject);
    assert_eq!(phone.screener.screen(&call("+41615550111")).verdict, Verdict::Allow);
    assert_eq!(phone.screener.screen(&call("+41615550122")).verdict, Verdict::Voicemail);
}

#[test]
fn what_is_expected_can_be_seen_changed_and_cancelled() {
    let phone = Phone::new();
    let expect = |number, until| phone.screener.expect_call(number, until, "plumber", noon());
    let anybody = expect(None, after(60)).unwrap();
    let number = expect(Some("061 555 01 01"), after(30)).unwrap();
    assert_eq!(expect(Some("+41615550101"), after(20)).unwrap(), number, "the same call");
    let calls = phone.screener.expected_calls(noon()).unwrap();
    let ids: Vec<_> = calls.iter().map(|call| (call.id, call.number.is_some())).collect();
    assert_eq!(ids, [(number, true), (anybody, false)]);
    assert_eq!(calls[0].until_ms, after(20).unix_ms);
    assert_eq!(phone.screener.expected_calls(after(20)).unwrap().len(), 1);
    phone.screener.cancel_expected_call(anybody).unwrap();
    assert_eq!(phone.verdict("+41615550202"), Verdict::Voicemail);
    let gone = phone.screener.cancel_expected_call(anybody);
    assert!(matches!(gone, Err(Error::UnknownExpectedCall { .. })));
    for until in [noon(), after(-1), after(31 * 24 * 60 + 1)] {
        assert!(matches!(expect(None, until), Err(Error::UntilWhen)));
        assert!(matches!(phone.screener.pause(until, noon()), Err(Error::UntilWhen)));
    }
    assert!(matches!(expect(Some("hello"), after(1)), Err(Error::InvalidNumber)));
}

#[test]
fn of_waiting_for_a_number_and_blocking_it_the_later_word_counts() {
    let phone = Phone::new();
    let expect = || phone.screener.expect_call(Some("+41615550101"), after(60), "", noon());
    expect().unwrap();
    let centre = Opinion::CallCentre { category: None };
    phone.screener.mark_number("+41615550101", centre, "", noon()).unwrap();
    assert_eq!(phone.verdict("+41615550101"), Verdict::Reject);
    expect().unwrap();
    assert_eq!(phone.verdict("+41615550101"), Verdict::Allow);
    phone.screener.put_rule("+41615550101", Verdict::Reject, "").unwrap();
    assert_eq!(phone.verdict("+41615550101"), Verdict::Reject);
    expect().unwrap();
    phone.screener.put_rule("+41615550101", Verdict::Allow, "").unwrap();
    assert_eq!(phone.screener.expected_calls(noon()).unwrap().len(), 1, "nothing against it");
}

#[test]
fn while_anybody_is_expected_whom_the_user_blocks_is_kept_out_of_reach() {
    let phone = Phone::new();
    phone.contacts(&["+41900123457"]);
    phone.screener.put_organisation("Acme", &["+41 900*"]).unwrap();
    phone.screener.put_rule("organisation:Acme", Verdict::Reject, "").unwrap();
    phone.import("phone\n061 555 01 01\n");
    phone.screener.expect_call(None, after(60), "", noon()).unwrap();
    let verdicts = ["+41900123456", "+41900123457", "+41615550101"].map(|it| phone.verdict(it));
    assert_eq!(verdicts, [Verdict::Reject, Verdict::Allow, Verdict::Allow]);
    // The plan of an iPhone says the same.
    let path = phone.file("plan", "");
    phone.screener.write_plan(&path, noon()).unwrap();
    let around = plan::page(&path, 41_900_123_454, 3).unwrap();
    assert_eq!(around, [41_900_123_455, 41_900_123_456, 41_900_123_458]);
    assert!(plan::page(&path, 41_615_550_100, 1).unwrap()[0] > 41_615_550_101);
}

#[test]
fn a_pause_ends_by_itself_or_when_the_user_says_so() {
    let phone = Phone::new();
    assert_eq!(phone.screener.paused_until_ms(noon()).unwrap(), None);
    phone.screener.pause(after(60), noon()).unwrap();
    assert_eq!(phone.screener.paused_until_ms(noon()).unwrap(), Some(after(60).unix_ms));
    assert_eq!(phone.screener.paused_until_ms(after(60)).unwrap(), None);
    assert_eq!(phone.verdict("+41615550202"), Verdict::Allow);
    phone.screener.resume().unwrap();
    assert_eq!(phone.verdict("+41615550202"), Verdict::Voicemail);
}

#[test]
fn own_numbers_are_replaced_as_a_whole_and_what_is_none_is_reported() {
    let phone = Phone::new();
    let numbers = |texts: &[&str]| -> Vec<_> {
        texts.iter().map(|&text| callscreen_core::call::RawNumber::new(text)).collect()
    };
    let own = numbers(&["061 555 01 01", "+41615550101", "home"]);
    let report = phone.screener.set_own_numbers(&own).unwrap();
    assert_eq!((report.taken, report.duplicates, report.skipped.len()), (1, 1, 1));
    assert_eq!(reason(&phone, "+41615550101", noon()), Reason::OwnNumber);
    phone.screener.set_own_numbers(&numbers(&["061 555 02 02"])).unwrap();
    assert_eq!(reason(&phone, "+41615550101", noon()), Reason::Stranger);
    assert_eq!(phone.screener.own_numbers().unwrap().len(), 1);
}

#[test]
fn groups_come_with_the_cards_and_go_with_the_contacts() {
    let phone = Phone::new();
    let path = phone.file(
        "contacts.vcf",
        "BEGIN:VCARD\nVERSION:4.0\nFN:Ann\nCATEGORIES:Family,Choir\nTEL:061 555 01 01\nEND:VCARD\n\
         BEGIN:VCARD\nVERSION:3.0\nFN:Bob\nTEL:061 555 01 01\nTEL:061 555 02 02\n\
         CATEGORIES:Work\nEND:VCARD\n\
         BEGIN:VCARD\nVERSION:2.1\nN:Eve\nTEL:061 555 03 03\nEND:VCARD\n",
    );
    phone.screener.import_contacts(&path).unwrap();
    assert_eq!(phone.screener.contact_groups().unwrap(), ["Choir", "Family", "Work"]);
    let groups = |number| {
        let facts = phone.screener.explain(&call(number)).unwrap().trace.facts;
        facts.contact.map(|contact| contact.groups).unwrap_or_default()
    };
    assert_eq!(groups("+41615550101"), ["Choir", "Family", "Work"], "two people, one number");
    assert_eq!(groups("+41615550202"), ["Work"]);
    assert_eq!(groups("+41615550303"), [""; 0]);
    phone.contacts(&["061 555 01 01"]);
    assert_eq!(phone.screener.contact_groups().unwrap(), [""; 0]);
    assert_eq!(groups("+41615550101"), [""; 0]);
}
