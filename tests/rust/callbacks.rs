//! Whom to ring back.

use std::collections::BTreeSet;

use callscreen_core::Error;
use callscreen_core::call::{IncomingCall, Moment, RawNumber};
use callscreen_core::callbacks::{
    CallbackChange, CallbackDesk, CallbackEntry, CallbackSettings, Caution, MessageValues, fill,
};
use callscreen_core::contacts::Contact;
use callscreen_core::journal::{CallOutcome, CallRef, Ending};
use callscreen_core::marks::Opinion;
use callscreen_core::number::Number;
use callscreen_core::policy::{BusyTimes, PersistentStrangerStep};
use callscreen_core::schedule::Schedule;
use callscreen_core::text::{self, Language};
use callscreen_core::verdict::{Step, Verdict};
use proptest::prelude::*;
use serde::Deserialize;

use crate::support::{Phone, call, list, noon};
use crate::worlds::{World, any_number, any_world};

#[derive(Deserialize)]
struct Scenario {
    name: String,
    home: Vec<String>,
    contacts: Vec<RawNumber>,
    settings: CallbackSettings,
    lists: Vec<List>,
    marks: Vec<Marked>,
    calls: Vec<Called>,
    outgoing: Vec<Outgoing>,
    changes: Vec<Deed>,
    now: Moment,
    callbacks: Vec<Expected>,
    without_number: u32,
}

#[derive(Deserialize)]
struct List {
    name: String,
    threshold: u32,
    csv: String,
}

#[derive(Deserialize)]
struct Marked {
    number: String,
    #[serde(flatten)]
    opinion: Opinion,
}

#[derive(Deserialize)]
struct Called {
    call: IncomingCall,
    outcome: Option<CallOutcome>,
}

#[derive(Deserialize)]
struct Outgoing {
    number: String,
    at: Moment,
}

#[derive(Deserialize)]
struct Deed {
    number: String,
    at: Moment,
    #[serde(flatten)]
    change: CallbackChange,
}

#[derive(Debug, Deserialize)]
struct Expected {
    number: Number,
    attempts: u32,
    due_at: Moment,
    text: String,
    text_de: Option<String>,
    #[serde(default)]
    contact: bool,
    #[serde(default)]
    message_left: bool,
    #[serde(default)]
    snoozed: bool,
    caution: Option<Caution>,
    #[serde(default)]
    note: String,
}

fn run(scenario: &Scenario) {
    let home: Vec<_> = scenario.home.iter().map(String::as_str).collect();
    let phone = Phone::at_home(&home);
    let screener = &phone.screener;
    let contacts: Vec<_> = scenario.contacts.iter().cloned().map(Contact::from).collect();
    screener.replace_contacts(&contacts).unwrap();
    screener.set_callback_settings(&scenario.settings).unwrap();
    for entry in &scenario.lists {
        let path = phone.file("list.csv", &entry.csv);
        let source = list(&entry.name, entry.threshold);
        screener.import_list(&source, &path, None, noon()).unwrap();
    }
    for Called { call, outcome } in &scenario.calls {
        screener.screen(call);
        if let Some(outcome) = outcome {
            let seen = CallRef::Seen { number: call.number.clone(), at: call.at };
            screener.report_outcome(&seen, outcome).unwrap();
        }
    }
    for mark in &scenario.marks {
        screener.mark_number(&mark.number, mark.opinion, "", noon()).unwrap();
    }
    for outgoing in &scenario.outgoing {
        screener.record_outgoing_call(&outgoing.number, outgoing.at).unwrap();
    }
    for Deed { number, at, change } in &scenario.changes {
        screener.change_callback(number, change, *at).unwrap();
    }
    let CallbackDesk { callbacks, without_number } = screener.callbacks(scenario.now).unwrap();
    let name = &scenario.name;
    assert_eq!(without_number, scenario.without_number, "{name}");
    let numbers: Vec<_> = callbacks.iter().map(|callback| callback.number.expose()).collect();
    let expected: Vec<_> =
        scenario.callbacks.iter().map(|expected| expected.number.expose()).collect();
    assert_eq!(numbers, expected, "{name}");
    for (found, expected) in callbacks.iter().zip(&scenario.callbacks) {
        assert_eq!(found.attempts, expected.attempts, "{name}: {expected:?}");
        assert_eq!(found.due_at, expected.due_at, "{name}: {expected:?}");
        assert_eq!(found.contact, expected.contact, "{name}: {expected:?}");
        assert_eq!(found.message_left, expected.message_left, "{name}: {expected:?}");
        assert_eq!(found.snoozed, expected.snoozed, "{name}: {expected:?}");
        assert_eq!(found.caution, expected.caution, "{name}: {expected:?}");
        assert_eq!(found.note, expected.note, "{name}");
        assert_eq!(text::callback(found, Language::English), expected.text, "{name}");
        if let Some(german) = &expected.text_de {
            assert_eq!(&text::callback(found, Language::German), german, "{name}");
        }
    }
}

#[test]
fn callbacks_are_those_of_the_vectors() {
    let scenarios: Vec<Scenario> =
        serde_json::from_str(include_str!("../vectors/callbacks.json")).unwrap();
    assert!(!scenarios.is_empty());
    scenarios.iter().for_each(run);
}

fn any_ending() -> impl Strategy<Value = Option<Ending>> {
    prop::option::weighted(0.7, prop::sample::select(Ending::ALL.to_vec()))
}

/// The desk of a world after these calls, a minute apart.
fn desk(world: &World, calls: &[(String, Option<Ending>)]) -> (Phone, CallbackDesk) {
    // Whom the user dialled at noon is reached by then; here all calls come later.
    let phone = world.phone();
    let mut at = noon();
    for (number, ending) in calls {
        at.unix_ms += 60_000 * 2;
        phone.screener.screen(&IncomingCall { at, ..call(number) });
        if let Some(ending) = *ending {
            let outcome = CallOutcome { ending, ring_seconds: None, talk_seconds: None };
            let seen = CallRef::Seen { number: Some(RawNumber::new(number)), at };
            phone.screener.report_outcome(&seen, &outcome).unwrap();
        }
    }
    let desk = phone.screener.callbacks(at).unwrap();
    (phone, desk)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(40))]

    #[test]
    fn no_rejected_caller_each_missed_contact_once_and_in_order(
        world in any_world(),
        calls in prop::collection::vec((any_number(), any_ending()), 0..25),
    ) {
        let (phone, desk) = desk(&world, &calls);
        let numbers: Vec<_> =
            desk.callbacks.iter().map(|callback| callback.number.expose()).collect();
        let once: BTreeSet<_> = numbers.iter().collect();
        prop_assert_eq!(once.len(), numbers.len());
        let order = |callback: &CallbackEntry| (callback.caution.is_some(), callback.due_at.unix_ms);
        let due: Vec<_> = desk.callbacks.iter().map(order).collect();
        prop_assert!(due.is_sorted());

        let journal = phone.screener.journal(100).unwrap();
        let marked: BTreeSet<_> = world.marks.iter().map(|(number, _)| number).collect();
        let rules = world.rules_in_force();
        for (number, _) in &calls {
            // The newest comes first.
            let mut calls = journal.iter().filter(|entry| {
                entry.caller.number().map(Number::expose).as_ref() == Some(number)
            });
            let last = calls.clone().next().unwrap();
            let contact = world.contacts.contains(number);
            let centre = matches!(
                last.reason.step(),
                Some(Step::OwnBlock | Step::OwnPattern | Step::CallCentre)
            );
            let message = calls.clone().any(|entry| ended(entry.outcome, Ending::MessageLeft));
            if last.verdict == Verdict::Reject && !contact && (centre || !message) {
                prop_assert!(!numbers.contains(number), "rejected: {}", number);
            }
            let missed = calls
                .by_ref()
                .take_while(|entry| !ended(entry.outcome, Ending::Answered))
                .any(|entry| ended(entry.outcome, Ending::Missed));
            // A rule on the number stands above contacts.
            let blocked =
                rules.get(number.as_str()).is_some_and(|&verdict| verdict == Verdict::Reject);
            if contact && missed && !blocked && !marked.contains(number) {
                prop_assert!(numbers.contains(number), "a contact who was missed: {}", number);
            }
        }
    }
}

fn ended(outcome: Option<CallOutcome>, ending: Ending) -> bool {
    outcome.is_some_and(|outcome| outcome.ending == ending)
}

/// A call, and what came of it.
fn called(phone: &Phone, number: &str, at: Moment, ending: Option<Ending>) -> Verdict {
    let verdict = phone.screener.screen(&IncomingCall { at, ..call(number) }).verdict;
    if let Some(ending) = ending {
        let outcome = CallOutcome { ending, ring_seconds: None, talk_seconds: None };
        let seen = CallRef::Seen { number: Some(RawNumber::new(number)), at };
        phone.screener.report_outcome(&seen, &outcome).unwrap();
    }
    verdict
}

fn on_desk(phone: &Phone, now: Moment) -> Vec<String> {
    let desk = phone.screener.callbacks(now).unwrap();
    desk.callbacks.iter().map(|callback| callback.number.expose()).collect()
}

fn hours(hours: i64) -> Moment {
    Moment { unix_ms: noon().unix_ms + hours * 3_600_000, ..noon() }
}

#[test]
fn who_left_a_message_stays_though_later_calls_were_too_many() {
    let phone = Phone::new();
    let mut policy = phone.screener.policy().unwrap();
    policy.persistent_stranger =
        Some(PersistentStrangerStep { verdict: Verdict::Reject, calls: 4, on_days: 1, days: 7 });
    phone.screener.set_policy(&policy).unwrap();
    let endings = [None, Some(Ending::MessageLeft), None, None];
    for (ending, hour) in endings.into_iter().zip(0..) {
        let verdict = called(&phone, "+41615550101", hours(hour), ending);
        assert_eq!(verdict == Verdict::Reject, hour == 3);
        called(&phone, "+41625550201", hours(hour), None);
    }
    assert_eq!(on_desk(&phone, hours(4)), ["+41615550101"], "the other one left no message");
    phone.import("phone\n061 555 01 01\n");
    assert!(on_desk(&phone, hours(4)).is_empty(), "a call centre by now");
}

#[test]
fn a_contact_who_is_rejected_in_busy_times_is_on_the_desk() {
    let phone = Phone::new();
    phone.contacts(&["+41615550101", "+41625550201"]);
    let mut policy = phone.screener.policy().unwrap();
    policy.contact.busy = Some(BusyTimes {
        times: Schedule::from_json(r#"{"windows": ["mon-sun 00:00-24:00"]}"#).unwrap(),
        verdict: Verdict::Reject,
        favourites_ring: false,
        ringing_groups: Vec::new(),
    });
    phone.screener.set_policy(&policy).unwrap();
    assert_eq!(called(&phone, "+41615550101", hours(0), Some(Ending::Missed)), Verdict::Reject);
    phone.screener.put_rule("+41625550201", Verdict::Reject, "").unwrap();
    called(&phone, "+41625550201", hours(0), Some(Ending::Missed));
    assert_eq!(on_desk(&phone, hours(1)), ["+41615550101"], "but for one that the user blocks");
}

#[test]
fn who_is_blocked_reported_or_listed_since_is_off_the_desk() {
    let numbers = [
        "+41615550101",
        "+41625550201",
        "+41635550301",
        "+41645550401",
        "+41655550501",
        "+41900123456",
    ];
    let phone = Phone::new();
    for number in numbers {
        called(&phone, number, hours(0), Some(Ending::MessageLeft));
    }
    assert_eq!(on_desk(&phone, hours(1)).len(), numbers.len());
    phone.import("phone\n061 555 01 01\n");
    phone.screener.put_rule("+41625550201", Verdict::Reject, "").unwrap();
    let centre = Opinion::CallCentre { category: None };
    phone.screener.mark_number("+41635550301", centre, "", hours(1)).unwrap();
    let rule = phone.screener.put_rule("0900*", Verdict::Reject, "").unwrap();
    phone.screener.put_rule("+41655550501", Verdict::Voicemail, "").unwrap();
    // An emergency call lets everybody ring, and changes nobody's nature.
    phone.screener.record_outgoing_call("117", hours(0)).unwrap();
    assert_eq!(on_desk(&phone, hours(2)), ["+41645550401", "+41655550501"]);
    phone.screener.remove_rule(rule).unwrap();
    assert_eq!(on_desk(&phone, hours(2)).len(), 3, "a rule that is gone is forgotten");
}

#[test]
fn nothing_is_put_off_to_a_time_that_is_over() {
    let phone = Phone::new();
    called(&phone, "+41615550101", hours(0), None);
    let snooze = |until| {
        let change = CallbackChange::Snooze { until };
        phone.screener.change_callback("+41615550101", &change, hours(1))
    };
    assert!(matches!(snooze(hours(1)), Err(Error::CallbackTime)));
    snooze(hours(2)).unwrap();
}

#[test]
fn what_the_user_did_is_forgotten_with_the_calls() {
    let phone = Phone::new();
    let screener = &phone.screener;
    let number = "+41615550101";
    let note = CallbackChange::Note { text: "plumber".to_owned() };
    let unknown = screener.change_callback(number, &note, noon());
    assert!(matches!(unknown, Err(Error::NoCallback)));
    screener.screen(&call(number));
    screener.change_callback(number, &note, noon()).unwrap();
    assert_eq!(screener.callbacks(noon()).unwrap().callbacks[0].note, "plumber");
    screener.clear_journal().unwrap();
    screener.screen(&call(number));
    assert_eq!(screener.callbacks(noon()).unwrap().callbacks[0].note, "");
}

#[test]
fn settings_are_read_checked_and_kept() {
    let phone = Phone::new();
    let json = r#"{"opening": {"windows": ["mon-fri 08:00-18:00"]}, "minutes": 30}"#;
    let settings = CallbackSettings::from_json(json).unwrap();
    phone.screener.set_callback_settings(&settings).unwrap();
    assert_eq!(phone.screener.callback_settings().unwrap(), settings);
    assert_eq!((settings.minutes, settings.urgent_minutes, settings.days), (30, 15, 30));
    for (json, words) in [
        (r#"{"minuts": 3}"#, "line 1, column 9: unknown field `minuts`"),
        (
            r#"{"opening": {"windows": ["mon 08:00-12:00", "9-5"]}}"#,
            "line 1, column 50: opening.windows[1]: expected days and hours",
        ),
        (r#"{"minutes": 0}"#, "minutes: expected 1 to 43200"),
        (r#"{"days": 4000}"#, "days: expected 1 to 3650"),
    ] {
        let error = CallbackSettings::from_json(json).unwrap_err().to_string();
        assert!(error.contains(words), "{error}");
    }
}

#[test]
fn messages_tell_the_time_on_the_clock_of_the_day_they_promise() {
    let phone = Phone::new();
    let json = r#"{"opening": {"zone": "Europe/Zurich", "windows": ["mon-fri 08:00-18:00"]}}"#;
    let settings = CallbackSettings::from_json(json).unwrap();
    phone.screener.set_callback_settings(&settings).unwrap();
    // On the Sunday before it is due, the clocks go back.
    let at = Moment::from_rfc3339("2026-10-23T17:40:00+02:00").unwrap();
    called(&phone, "+41615550101", at, None);
    let message = |template| {
        let names = ("", "");
        phone.screener.message("0615550101", template, names, Language::English, at).unwrap()
    };
    assert!(message("will_ring_back").ends_with("back by 26 Oct 08:40."));
    assert!(message("who_is_calling").contains("23 Oct at 17:40."));
}

#[test]
fn messages_are_filled_and_can_be_the_users_own() {
    let phone = Phone::new();
    let screener = &phone.screener;
    screener.screen(&call("+41615550101"));
    let (number, english) = ("061 555 01 01", Language::English);
    let message =
        |template, language| screener.message(number, template, ("", "Kim"), language, noon());
    assert_eq!(
        message("who_is_calling", english).unwrap(),
        "Hello, you rang on 21 Nov at 12:00. Who is calling, please, and what is it about?"
    );
    assert_eq!(
        message("will_ring_back", Language::German).unwrap(),
        "Ich habe Ihren Anruf leider verpasst und rufe Sie bis 22.11. 12:00 zurück."
    );
    screener.set_message_template(english, "will_ring_back", "Later, {name}, {me}").unwrap();
    assert_eq!(message("will_ring_back", english).unwrap(), "Later, Kim");
    screener.set_message_template(english, "thanks", "Thank you {number}").unwrap();
    assert_eq!(message("thanks", english).unwrap(), "Thank you +41615550101");
    let names = |language| {
        let templates = screener.message_templates(language).unwrap();
        templates.into_iter().map(|found| (found.name, found.own)).collect::<Vec<_>>()
    };
    let built_in = [("who_is_calling".to_owned(), false), ("will_ring_back".to_owned(), false)];
    assert_eq!(names(Language::German), built_in);
    assert_eq!(names(english)[1..], [("will_ring_back".into(), true), ("thanks".into(), true)]);
    screener.remove_message_template(english, "will_ring_back").unwrap();
    screener.remove_message_template(english, "thanks").unwrap();
    assert_eq!(names(english), built_in);

    let set = |name, text| screener.set_message_template(english, name, text).unwrap_err();
    for (name, text, words) in [
        ("a", "{nmae}", "expected {name}, {number}"),
        ("a", "{name", "expected {name}, {number}"),
        ("a", "name}", "expected {name}, {number}"),
        ("a", " ", "a text of 1 to 480"),
        ("A b", "x", "a name of 1 to 40"),
    ] {
        assert!(set(name, text).to_string().contains(words), "{text}");
    }
    let gone = screener.remove_message_template(english, "thanks");
    assert!(matches!(gone, Err(Error::UnknownMessage { .. })));
    assert!(matches!(message("thanks", english), Err(Error::UnknownMessage { .. })));
    let nobody = screener.message("+41615550102", "will_ring_back", ("", ""), english, noon());
    assert!(matches!(nobody, Err(Error::NoCallback)));
    let number = MessageValues { number: "+1".to_owned(), ..MessageValues::default() };
    for (text, filled) in [
        ("a  b", "a b"),
        ("Bye, {number}, {me}!", "Bye, +1!"),
        ("{name}, it was {number}, {me}.", "it was +1."),
        ("Hello {name}, bye {me}", "Hello, bye"),
        ("Hello {name} at {number}: yes", "Hello at +1: yes"),
    ] {
        assert_eq!(fill(text, &number).unwrap(), filled);
    }
}
