//! What happens on a phone between calls, and the policies under which it does.

use callscreen_core::call::{IncomingCall, Moment, Presentation, RawNumber};
use callscreen_core::contacts::Contact;
use callscreen_core::journal::{CallOutcome, CallRef, Ending};
use callscreen_core::marks::Opinion;
use callscreen_core::policy::{
    BusyTimes, OpeningHours, PersistentStrangerStep, Policy, Preset, RangeCampaignStep,
    RepeatCallerStep,
};
use callscreen_core::schedule::Schedule;
use callscreen_core::verdict::Verdict;
use proptest::prelude::*;

use crate::support::{Phone, call, noon, region};
use crate::worlds::{World, any_number, any_verdict};

const MINUTE_MS: i64 = 60_000;

/// So many minutes after noon.
pub(crate) fn at(minutes: i64) -> Moment {
    Moment { unix_ms: noon().unix_ms + minutes * MINUTE_MS, ..noon() }
}

pub(crate) fn call_at(number: &str, minutes: i64) -> IncomingCall {
    IncomingCall { at: at(minutes), ..call(number) }
}

/// Something that happens.
#[derive(Clone, Debug)]
pub(crate) enum Event {
    Call(String),
    NoNumber(Presentation),
    /// A call that was taken, for so many seconds.
    Talk(String, u32),
    Dial(String),
    Contacts(Vec<String>),
    Mark(String, Opinion),
    Unmark(String),
    Rule(String, Verdict),
    /// For so many minutes.
    Expect(Option<String>, i64),
    Pause(i64),
    Resume,
}

/// What happens, each at its minute.
pub(crate) type History = Vec<(i64, Event)>;

fn any_event() -> impl Strategy<Value = Event> {
    let opinion = prop_oneof![Just(Opinion::Fine), Just(Opinion::CallCentre { category: None })];
    let presentation = prop::sample::select(vec![Presentation::Withheld, Presentation::Unknown]);
    prop_oneof![
        12 => any_number().prop_map(Event::Call),
        1 => presentation.prop_map(Event::NoNumber),
        2 => (any_number(), 30_u32..90).prop_map(|(number, seconds)| Event::Talk(number, seconds)),
        2 => any_number().prop_map(Event::Dial),
        1 => Just(Event::Dial("117".to_owned())),
        1 => prop::collection::vec(any_number(), 0..6).prop_map(Event::Contacts),
        1 => (any_number(), opinion).prop_map(|(number, opinion)| Event::Mark(number, opinion)),
        1 => any_number().prop_map(Event::Unmark),
        1 => (any_number(), any_verdict()).prop_map(|(number, verdict)| Event::Rule(number, verdict)),
        1 => (prop::option::of(any_number()), 1_i64..600)
            .prop_map(|(number, minutes)| Event::Expect(number, minutes)),
        1 => (1_i64..600).prop_map(Event::Pause),
        1 => Just(Event::Resume),
    ]
}

/// Events close together and days apart, mostly in the order of their times.
pub(crate) fn any_history() -> impl Strategy<Value = History> {
    let minute = prop_oneof![1_i64..240, 1_i64..12_000];
    prop::collection::vec((minute, any_event()), 1..40).prop_map(|mut history| {
        history.sort_by_key(|(minutes, _)| minutes / 300);
        history
    })
}

/// What a call log tells: calls of a few numbers close together, some taken, some that the user made, in
/// their order. Often enough somebody becomes known whose calls a campaign counted.
pub(crate) fn any_log() -> impl Strategy<Value = History> {
    let number = || (0..2, 0..5).prop_map(|(block, end)| format!("+41615550{block:02}{end}"));
    let presentation = prop::sample::select(vec![Presentation::Withheld, Presentation::Unknown]);
    let event = prop_oneof![
        18 => number().prop_map(Event::Call),
        1 => presentation.prop_map(Event::NoNumber),
        12 => (number(), 1_u32..90).prop_map(|(number, seconds)| Event::Talk(number, seconds)),
        4 => number().prop_map(Event::Dial),
        1 => Just(Event::Dial("117".to_owned())),
    ];
    prop::collection::vec((1_i64..12_000, event), 1..40).prop_map(|mut history| {
        history.sort_by_key(|(minutes, _)| *minutes);
        history
    })
}

/// Lets all of it happen.
pub(crate) fn live(phone: &Phone, history: &[(i64, Event)]) {
    for (minutes, event) in history {
        happen(phone, *minutes, event);
    }
}

fn happen(phone: &Phone, minutes: i64, event: &Event) {
    let (screener, now) = (&phone.screener, at(minutes));
    match event {
        Event::Call(number) => {
            screener.screen(&call_at(number, minutes));
        }
        Event::NoNumber(presentation) => {
            let hidden =
                IncomingCall { number: None, presentation: *presentation, ..call_at("", minutes) };
            screener.screen(&hidden);
        }
        Event::Talk(number, seconds) => {
            screener.screen(&call_at(number, minutes));
            let seen = CallRef::Seen { number: Some(RawNumber::new(number.as_str())), at: now };
            let outcome = CallOutcome {
                ending: Ending::Answered,
                ring_seconds: None,
                talk_seconds: Some(*seconds),
            };
            screener.report_outcome(&seen, &outcome).unwrap();
        }
        Event::Dial(number) => {
            screener.record_outgoing_call(number, now).unwrap();
        }
        Event::Contacts(numbers) => {
            let contacts = numbers.iter().map(|number| Contact {
                number: RawNumber::new(number.as_str()),
                favourite: number.ends_with('1'),
                groups: vec!["Family".to_owned(); usize::from(number.ends_with('2'))],
            });
            screener.replace_contacts(&contacts.collect::<Vec<_>>()).unwrap();
        }
        Event::Mark(number, opinion) => {
            screener.mark_number(number, *opinion, "", now).unwrap();
        }
        // Perhaps there is no report to take back.
        Event::Unmark(number) => drop(screener.unmark_number(number)),
        Event::Rule(number, verdict) => {
            screener.put_rule(number, *verdict, "").unwrap();
        }
        Event::Expect(number, length) => {
            screener.expect_call(number.as_deref(), at(minutes + length), "", now).unwrap();
        }
        Event::Pause(length) => screener.pause(at(minutes + length), now).unwrap(),
        Event::Resume => screener.resume().unwrap(),
    }
}

/// A phone in this world, after all of this has happened under the policy.
pub(crate) fn phone_after(world: &World, policy: &Policy, history: &[(i64, Event)]) -> Phone {
    let phone = world.phone();
    phone.screener.set_policy(policy).unwrap();
    live(&phone, history);
    phone
}

/// A policy that learns much from few calls, with hours of all kinds.
pub(crate) fn any_policy() -> impl Strategy<Value = Policy> {
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
    let busy = (any_times(), any::<bool>(), any::<bool>());
    let busy = busy.prop_map(|(times, favourites_ring, family_rings)| BusyTimes {
        times,
        verdict: Verdict::Voicemail,
        favourites_ring,
        ringing_groups: vec!["Family".to_owned(); usize::from(family_rings)],
    });
    let opening = (any_times(), any_verdict());
    let opening = opening.prop_map(|(times, verdict)| OpeningHours { times, verdict });
    let hours = (prop::option::of(busy), prop::option::of(opening), 1_u32..72);
    (steps, any_verdict(), hours).prop_map(|(steps, stranger, (busy, opening_hours, window))| {
        let mut policy = Preset::Smartphone.policy(&[region("CH")]);
        (policy.range_campaign, policy.persistent_stranger, policy.repeat_caller) = steps;
        policy.stranger.verdict = stranger;
        policy.stranger.opening_hours = opening_hours;
        policy.contact.busy = busy;
        policy.emergency.window_hours = window.max(48);
        policy
    })
}

fn any_times() -> impl Strategy<Value = Schedule> {
    let windows =
        prop::sample::select(vec!["mon-sun 11:00-14:00", "sat 22:00-13:00", "mon 00:00-24:00"]);
    windows
        .prop_map(|window| Schedule::from_json(&format!(r#"{{"windows": ["{window}"]}}"#)).unwrap())
}
