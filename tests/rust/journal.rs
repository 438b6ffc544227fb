//! The calls seen, and what came of them.

use std::ops::ControlFlow;

use callscreen_core::Error;
use callscreen_core::call::{IncomingCall, Moment, Presentation, RawNumber};
use callscreen_core::journal::{CallOutcome, CallRef, Ending, JournalQuery, Retention};
use callscreen_core::lists::{Category, Entry, Subject};
use callscreen_core::marks::Opinion;
use callscreen_core::number::E164;
use callscreen_core::verdict::{Reason, Verdict};

use crate::support::{Phone, call, list, noon};

const DAY_MS: i64 = 24 * 60 * 60 * 1000;

fn missed() -> CallOutcome {
    CallOutcome { ending: Ending::Missed, ring_seconds: Some(12), talk_seconds: None }
}

fn hidden() -> IncomingCall {
    IncomingCall { number: None, presentation: Presentation::Withheld, ..call("") }
}

/// So many milliseconds after noon.
fn after(ms: i64) -> Moment {
    Moment { unix_ms: noon().unix_ms + ms, ..noon() }
}

fn ids(phone: &Phone, query: &JournalQuery) -> Vec<i64> {
    let found = phone.screener.search_journal(query, 100).unwrap();
    found.iter().map(|entry| entry.id).collect()
}

#[test]
fn nobody_talks_in_a_call_that_was_not_answered() {
    let phone = Phone::new();
    phone.screener.screen(&call("+41615550101"));
    let id = ids(&phone, &JournalQuery::default())[0];
    for ending in Ending::ALL {
        let outcome = CallOutcome { ending, ring_seconds: Some(5), talk_seconds: Some(30) };
        phone.screener.report_outcome(&CallRef::Id { id }, &outcome).unwrap();
        let talk_seconds = if ending == Ending::Answered { Some(30) } else { None };
        let kept = phone.screener.journal(1).unwrap()[0].outcome;
        assert_eq!(kept, Some(CallOutcome { talk_seconds, ..outcome }));
    }
    assert!(!phone.screener.record_conversation("+41615550101", noon(), 0).unwrap());
    assert!(phone.screener.record_conversation("+41615550101", noon(), 1).unwrap());
}

#[test]
fn what_came_of_a_call_is_reported_by_id_by_name_or_by_number_and_time() {
    let phone = Phone::new();
    let screener = &phone.screener;
    screener.screen(&call("+41615550101"));
    screener.screen(&IncomingCall { call_id: Some("A-1".to_owned()), ..call("+41615550102") });
    screener.screen(&hidden());
    let seen = |number: Option<&str>, ms| CallRef::Seen {
        number: number.map(RawNumber::new),
        at: after(ms),
    };
    let answered =
        CallOutcome { ending: Ending::Answered, ring_seconds: None, talk_seconds: Some(60) };
    screener.report_outcome(&seen(Some("061 555 01 01"), -60_000), &missed()).unwrap();
    screener.report_outcome(&CallRef::CallId { call_id: "A-1".to_owned() }, &answered).unwrap();
    screener.report_outcome(&seen(None, 1), &missed()).unwrap();
    let outcomes = || {
        let entries = screener.journal(3).unwrap();
        entries.iter().rev().map(|entry| entry.outcome).collect::<Vec<_>>()
    };
    assert_eq!(outcomes(), [Some(missed()), Some(answered), Some(missed())]);
    let id = screener.journal(3).unwrap()[2].id;
    screener.report_outcome(&CallRef::Id { id }, &answered).unwrap();
    assert_eq!(outcomes()[0], Some(answered), "the last report counts");

    let nobody = [
        seen(Some("+41615550103"), 0),
        seen(Some("+41615550101"), 60_001),
        CallRef::CallId { call_id: "A-2".to_owned() },
        CallRef::Id { id: id + 3 },
    ];
    for call in nobody {
        let error = screener.report_outcome(&call, &missed());
        assert!(matches!(error, Err(Error::CallNotFound)), "{call:?}");
    }
}

#[test]
fn of_two_calls_from_one_number_the_nearer_is_meant() {
    let phone = Phone::new();
    for ms in [0, 30_000] {
        phone.screener.screen(&IncomingCall { at: after(ms), ..call("+41615550101") });
    }
    let number = Some(RawNumber::new("+41615550101"));
    let first = CallRef::Seen { number, at: after(14_000) };
    phone.screener.report_outcome(&first, &missed()).unwrap();
    let outcomes: Vec<_> =
        phone.screener.journal(2).unwrap().iter().map(|entry| entry.outcome).collect();
    assert_eq!(outcomes, [None, Some(missed())]);
}

#[test]
fn a_call_that_waits_for_the_journal_can_be_reported() {
    let phone = Phone::new();
    let mut other = rusqlite::Connection::open(phone.store()).unwrap();
    let write = other.transaction_with_behavior(rusqlite::TransactionBehavior::Immediate).unwrap();
    phone.screener.screen(&call("+41615550101"));
    let number = Some(RawNumber::new("+41615550101"));
    let seen = CallRef::Seen { number, at: noon() };
    std::thread::scope(|scope| {
        let report = scope.spawn(|| phone.screener.report_outcome(&seen, &missed()));
        write.rollback().unwrap();
        report.join().unwrap().unwrap();
    });
    let entries = phone.screener.journal(9).unwrap();
    assert_eq!(entries.len(), 1);
    assert_eq!(entries[0].outcome, Some(missed()));
}

#[test]
fn calls_are_found_by_number_time_verdict_and_label() {
    let phone = Phone::new();
    let number = E164::from_e164("+41445550131").unwrap();
    let entry = Entry {
        category: Some(Category::Sales),
        label: "Kitchens & Co".to_owned(),
        ..Entry::plain(Subject::Number(number))
    };
    phone.screener.replace_list(&list("Reports", 1), [entry], noon()).unwrap();
    let calls = ["+41445550131", "+41615550101", "0041 61 555 01 01"];
    for (place, number) in (0..).zip(calls) {
        phone.screener.screen(&IncomingCall { at: after(place * 1000), ..call(number) });
    }
    let all = ids(&phone, &JournalQuery::default());
    let [third, second, first] = all[..] else { panic!("{all:?}") };
    assert!(third > second && second > first);
    let number = Some(RawNumber::new("061 555 01 01"));
    let query = JournalQuery::default;
    assert_eq!(ids(&phone, &JournalQuery { number, ..query() }), [third, second]);
    let (since, until) = (Some(after(1000)), Some(after(2000)));
    assert_eq!(ids(&phone, &JournalQuery { since, until, ..query() }), [second]);
    let error = phone.screener.search_journal(&JournalQuery { before: Some(99), ..query() }, 9);
    assert!(matches!(error, Err(Error::UnknownCall { id: 99 })));
    let verdict = Some(Verdict::Reject);
    assert_eq!(ids(&phone, &JournalQuery { verdict, ..query() }), [first]);
    let label = |text: &str| JournalQuery { label: Some(text.to_owned()), ..query() };
    assert_eq!(ids(&phone, &label("kitchen")), [first]);
    assert!(ids(&phone, &label("%")).is_empty());
    assert_eq!(ids(&phone, &JournalQuery { before: Some(third), ..query() }), [second, first]);
    let unreadable = JournalQuery { number: Some(RawNumber::new("hello")), ..query() };
    let error = phone.screener.search_journal(&unreadable, 9).unwrap_err();
    assert!(matches!(error, Error::InvalidNumber));

    let opinion = Opinion::CallCentre { category: None };
    phone.screener.mark_call(first, opinion, "", noon()).unwrap();
    let found = phone.screener.journal(3).unwrap();
    let told: Vec<_> = found.iter().map(|entry| (entry.label.as_str(), entry.mark)).collect();
    assert_eq!(told, [("", None), ("", None), ("Kitchens & Co", Some(opinion))]);
}

#[test]
fn a_call_of_the_journal_is_the_call_that_came() {
    let phone = Phone::new();
    let calls = [
        call("+41615550101"),
        call("+4161555010"),
        call("144"),
        call("1414"),
        call("42"),
        call("Bank"),
        call(".,-"),
        IncomingCall { presentation: Presentation::Unavailable, number: None, ..call("") },
        IncomingCall { presentation: Presentation::Payphone, ..call("+41615550101") },
        IncomingCall { line: Some("work".to_owned()), ..hidden() },
    ];
    let decided: Vec<_> = calls.iter().map(|call| phone.screener.screen(call)).collect();
    let mut again = Vec::new();
    phone
        .screener
        .each_call(&JournalQuery::default(), |entry| {
            let decision = phone.screener.explain(&entry.call()).unwrap();
            assert_eq!((decision.verdict, &decision.reason), (entry.verdict, &entry.reason));
            again.push((entry.call().line, decision.trace.facts.caller));
            ControlFlow::Continue(())
        })
        .unwrap();
    let callers = decided.iter().map(|decision| decision.trace.facts.caller);
    let lines = calls.iter().map(|call| call.line.clone());
    assert_eq!(again, lines.zip(callers).collect::<Vec<_>>());
}

#[test]
fn a_long_journal_is_gone_through_once_and_in_order() {
    let phone = Phone::new();
    for _ in 0..600 {
        phone.screener.screen(&hidden());
    }
    let mut seen = Vec::new();
    let mut until = 1_000;
    for _ in 0..2 {
        seen.clear();
        phone
            .screener
            .each_call(&JournalQuery::default(), |entry| {
                seen.push(entry.id);
                if seen.len() == until { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
            })
            .unwrap();
        assert_eq!(seen.len(), until.min(600));
        assert!(seen.windows(2).all(|pair| pair[0] < pair[1]));
        until = 300;
    }
}

#[test]
fn calls_are_kept_as_long_and_as_many_as_the_user_says() {
    let phone = Phone::new();
    assert_eq!(phone.screener.retention().unwrap(), Retention { days: 180, calls: 10_000 });
    let screen = |days: i64| {
        phone.screener.screen(&IncomingCall { at: after(days * DAY_MS), ..hidden() });
    };
    (0..20).for_each(screen);
    let count = || phone.screener.journal(u32::MAX).unwrap().len();
    phone.screener.set_retention(Retention { days: 10, calls: 100 }).unwrap();
    // Today is the third newest call: the 17th, and what is older than ten days goes.
    assert_eq!(count(), 20 - 7);
    (20..23).for_each(screen);
    assert_eq!(count(), 13);
    (0..200).for_each(|_| screen(23));
    assert_eq!(count(), 100);
    for retention in [Retention { days: 0, calls: 100 }, Retention { days: 1, calls: 99 }] {
        let error = phone.screener.set_retention(retention).unwrap_err();
        assert!(matches!(error, Error::InvalidRetention { .. }), "{error}");
    }
}

#[test]
fn a_wrong_clock_does_not_cost_the_history() {
    let phone = Phone::new();
    for days in [0, 1, 2, 3, 4, 5_000, 5_000, 5, 6] {
        phone.screener.screen(&IncomingCall { at: after(days * DAY_MS), ..hidden() });
    }
    assert_eq!(phone.screener.journal(99).unwrap().len(), 9);
}

#[test]
fn what_is_forgotten_is_forgotten_with_what_was_learnt_from_it() {
    let phone = Phone::new();
    for number in ["+41615550111", "+41615550112"] {
        phone.screener.screen(&call(number));
    }
    assert_eq!(phone.verdict("+41615550113"), Verdict::Reject);
    let newest = phone.screener.journal(1).unwrap()[0].id;
    phone.screener.forget_call(newest).unwrap();
    assert_eq!(phone.verdict("+41615550113"), Verdict::Voicemail);
    let again = phone.screener.forget_call(newest);
    assert!(matches!(again, Err(Error::UnknownCall { .. })));
    phone.screener.screen(&call("+41615550112"));
    assert!(phone.screener.journal(1).unwrap()[0].id > newest, "no id is given twice");
}

#[test]
fn a_call_that_waits_is_forgotten_with_the_others() {
    let phone = Phone::new();
    let mut other = rusqlite::Connection::open(phone.store()).unwrap();
    let write = other.transaction_with_behavior(rusqlite::TransactionBehavior::Immediate).unwrap();
    phone.screener.screen(&call("+41615550101"));
    write.rollback().unwrap();
    phone.screener.clear_journal().unwrap();
    phone.screener.screen(&call("+41615550102"));
    assert_eq!(phone.screener.journal(9).unwrap().len(), 1);
}

#[test]
fn an_error_says_that_calls_still_wait_for_the_journal() {
    let phone = Phone::new();
    let other = rusqlite::Connection::open(phone.store()).unwrap();
    let full = "CREATE TRIGGER full BEFORE INSERT ON journal
                BEGIN SELECT RAISE(FAIL, 'disk full'); END";
    other.execute_batch(full).unwrap();
    phone.screener.screen(&call("+41615550101"));
    assert!(phone.screener.write_journal().is_err());
    other.execute_batch("DROP TRIGGER full").unwrap();
    phone.screener.write_journal().unwrap();
    assert_eq!(phone.screener.journal(9).unwrap().len(), 1);
}

/// The calls that the user made, as the store keeps them.
fn outgoing(phone: &Phone) -> usize {
    phone.rows().iter().filter(|row| row.starts_with("outgoing_call:")).count()
}

#[test]
fn calls_that_the_user_made_are_kept_as_long_as_the_journal_and_cleared_with_it() {
    let phone = Phone::new();
    let day = |days: i64| Moment { unix_ms: noon().unix_ms + days * DAY_MS, ..noon() };
    for days in 0..150 {
        phone.screener.record_outgoing_call("+41615550101", day(days)).unwrap();
        phone.screener.record_outgoing_call("+41615550101", day(days)).unwrap();
    }
    assert_eq!(outgoing(&phone), 150, "a call that is told twice is one");
    phone.screener.set_retention(Retention { days: 180, calls: 100 }).unwrap();
    assert_eq!(outgoing(&phone), 100);
    phone.screener.screen(&IncomingCall { at: day(150), ..call("+41615550102") });
    phone.screener.set_retention(Retention { days: 10, calls: 100 }).unwrap();
    assert_eq!(outgoing(&phone), 10);
    assert!(!phone.screener.export_backup(noon()).unwrap().contains("41615550101"));
    phone.screener.clear_journal().unwrap();
    assert_eq!(outgoing(&phone), 0);
    let back = IncomingCall { at: day(151), ..call("+41615550101") };
    let reason = phone.screener.explain(&back).unwrap().reason;
    assert_eq!(reason, Reason::ConversationPartner, "whoever was dialled last may call back");
}
