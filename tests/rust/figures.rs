//! What the journal amounts to.

use callscreen_core::call::{Moment, RawNumber};
use callscreen_core::callbacks::{CallbackChange, CallbackSettings};
use callscreen_core::figures::{BlockCount, Figures, Origin, Reachability, VerdictCounts};
use callscreen_core::journal::{CallOutcome, CallRef, Ending};
use callscreen_core::marks::Opinion;
use callscreen_core::schedule::Schedule;
use callscreen_core::verdict::Verdict;
use proptest::prelude::*;

use crate::support::{Phone, call, list, noon, region};
use crate::worlds::{any_number, any_world};

const HOUR_MS: i64 = 60 * 60 * 1000;

fn at(hours: i64) -> Moment {
    Moment { unix_ms: noon().unix_ms + hours * HOUR_MS, ..noon() }
}

fn screen(phone: &Phone, number: &str, hours: i64) -> Verdict {
    let mut call = call(number);
    call.at = at(hours);
    phone.screener.screen(&call).verdict
}

fn figures(phone: &Phone) -> Figures {
    phone.screener.figures(None, None, at(1_000)).unwrap()
}

fn counts(allow: u64, voicemail: u64, reject: u64) -> VerdictCounts {
    VerdictCounts { allow, voicemail, reject }
}

#[test]
fn calls_are_counted_by_verdict_reason_place_and_time() {
    let phone = Phone::new();
    phone.contacts(&["+41615550101"]);
    screen(&phone, "+41615550101", 0);
    screen(&phone, "+41615550101", 13);
    screen(&phone, "+33612345678", 1);
    screen(&phone, "", 25);
    let figures = figures(&phone);
    assert_eq!((figures.first_at, figures.last_at), (Some(at(0)), Some(at(25))));
    assert_eq!(figures.verdicts, counts(2, 2, 0));
    let reasons: Vec<_> = figures.reasons.iter().map(|reason| reason.code.as_str()).collect();
    assert_eq!(reasons, ["contact", "foreign", "unknown_number"]);
    let origins: Vec<_> = figures.origins.iter().map(|origin| origin.origin).collect();
    let (swiss, french) = (region("CH"), region("FR"));
    let country = |region| Origin::Country { region };
    assert_eq!(origins, [country(swiss), country(french), Origin::NoNumber]);
    // Noon on Saturday, and the next day at 1 in the morning and in the afternoon.
    assert_eq!(figures.hours[12], counts(1, 0, 0));
    assert_eq!(figures.hours[13], counts(0, 2, 0));
    assert_eq!(figures.hours[1], counts(1, 0, 0));
    assert_eq!((figures.weekdays[5], figures.weekdays[6]), (counts(1, 1, 0), counts(1, 1, 0)));
    let days: Vec<_> = figures.days.iter().map(|day| day.day.as_str()).collect();
    assert_eq!(days, ["2026-11-21", "2026-11-22"]);
}

#[test]
fn a_period_begins_with_its_first_moment_and_ends_before_its_last() {
    let phone = Phone::new();
    for hour in 0..4 {
        screen(&phone, "+41615550101", hour);
    }
    let figures = phone.screener.figures(Some(at(1)), Some(at(3)), at(9)).unwrap();
    assert_eq!((figures.first_at, figures.last_at), (Some(at(1)), Some(at(2))));
    let none = phone.screener.figures(Some(at(9)), None, at(9)).unwrap();
    assert_eq!((none.verdicts.total(), none.first_at, none.hours.len()), (0, None, 24));
}

#[test]
fn a_block_counts_its_different_strangers() {
    let phone = Phone::new();
    for number in ["+41615550111", "+41615550112", "+41615550112", "+41615550299"] {
        screen(&phone, number, 0);
    }
    let [BlockCount { prefix, strangers: 2, calls: 3 }] = figures(&phone).blocks[..] else {
        panic!("{:?}", figures(&phone).blocks);
    };
    assert_eq!(prefix.expose(), "+416155501*");
    assert!(!format!("{:?}", figures(&phone)).contains("4161555"));
    phone.contacts(&["+41615550112"]);
    assert!(figures(&phone).blocks.is_empty(), "who became known is no stranger");
}

#[test]
fn a_list_is_judged_by_what_it_decided_what_only_it_knew_and_its_mistakes() {
    let phone = Phone::new();
    phone.import("phone,votes\n061 555 01 01,1\n061 555 01 02,1\n");
    let other = phone.file("other", "phone,votes\n061 555 01 02,1\n");
    phone.screener.import_list(&list("Second", 1), &other, None, noon()).unwrap();
    let idle = phone.file("idle", "phone\n061 555 01 99\n");
    phone.screener.import_list(&list("Idle", 1), &idle, None, noon()).unwrap();
    for number in ["+41615550101", "+41615550101", "+41615550102", "+41615550103"] {
        screen(&phone, number, 0);
    }
    phone.screener.mark_number("061 555 01 01", Opinion::Fine, "", noon()).unwrap();
    let told = |phone: &Phone| {
        let row = |list: &callscreen_core::figures::ListEffect| {
            let counts = [list.decided, list.known, list.only, list.reported_fine];
            (list.list.clone(), list.asked, counts)
        };
        figures(phone).lists.iter().map(row).collect::<Vec<_>>()
    };
    let row = |name: &str, asked, counts| (name.to_owned(), asked, counts);
    let expected = [
        row("Idle", true, [0, 0, 0, 0]),
        row("Reports", true, [3, 3, 2, 1]),
        row("Second", true, [0, 1, 0, 0]),
    ];
    assert_eq!(told(&phone), expected);
    phone.screener.remove_list("Reports").unwrap();
    assert_eq!(told(&phone)[1], row("Reports", false, [3, 0, 0, 0]));
}

fn ended(phone: &Phone, number: &str, hours: i64, ending: Ending) {
    screen(phone, number, hours);
    let seen = CallRef::Seen { number: Some(RawNumber::new(number)), at: at(hours) };
    let outcome = CallOutcome { ending, ring_seconds: None, talk_seconds: None };
    phone.screener.report_outcome(&seen, &outcome).unwrap();
}

fn reached(phone: &Phone, now: i64) -> [u64; 5] {
    let reachability = phone.screener.figures(None, None, at(now)).unwrap().reachability;
    let Reachability { callers, approaches, got_through, called_back, missed, .. } = reachability;
    let ways = [got_through, called_back, missed, reachability.open, reachability.unknown];
    assert_eq!(reachability.known, got_through + called_back + missed);
    assert_eq!(approaches, ways.iter().sum::<u64>());
    assert!(callers <= approaches);
    ways
}

#[test]
fn who_is_wanted_gets_through_is_called_back_or_is_missed() {
    let phone = Phone::new();
    let [one, two, three] = ["+41615550101", "+41615550102", "+41615550103"];
    phone.contacts(&[one, two, three]);
    // Missed at first, then answered within the day: one approach that got through.
    ended(&phone, one, 0, Ending::Missed);
    ended(&phone, one, 23, Ending::Answered);
    // The next day is another approach.
    ended(&phone, one, 24, Ending::MessageLeft);
    ended(&phone, two, 0, Ending::Missed);
    phone.screener.record_outgoing_call(two, at(23)).unwrap();
    // What came of it was never reported.
    screen(&phone, three, 0);
    // Nobody wants a stranger.
    ended(&phone, "+41615550900", 0, Ending::Missed);
    assert_eq!(reached(&phone, 30), [1, 1, 0, 1, 1]);
    assert_eq!(reached(&phone, 48), [1, 1, 1, 0, 1]);
    assert_eq!(figures(&phone).reachability.percent(), Some(66));
    // Dialled again later, which does not hide that it was in time before.
    phone.screener.record_outgoing_call(two, at(25)).unwrap();
    assert_eq!(reached(&phone, 48), [1, 1, 1, 0, 1]);
    phone.screener.mark_number(three, Opinion::Fine, "", noon()).unwrap();
    let centre = Opinion::CallCentre { category: None };
    phone.screener.mark_number(one, centre, "", noon()).unwrap();
    assert_eq!(reached(&phone, 48), [0, 1, 0, 0, 1], "a call centre is not wanted");
}

#[test]
fn ringing_a_stranger_back_does_not_choose_who_is_in_the_share() {
    let phone = Phone::new();
    let number = "+41615550101";
    let strangers = ["+41615550102", "+41615550103", "+41615550104"];
    for stranger in strangers.into_iter().chain([number]) {
        screen(&phone, stranger, 0);
    }
    phone.screener.record_outgoing_call(number, at(1)).unwrap();
    // The same approach, until it is due.
    screen(&phone, number, 23);
    let reachability = || phone.screener.figures(None, None, at(100)).unwrap().reachability;
    assert_eq!(reachability(), Reachability::default());
    assert_eq!(reachability().percent(), None);
    // Whom the user dialled once and who calls another time is wanted from then on.
    ended(&phone, number, 30, Ending::Missed);
    assert_eq!(reached(&phone, 100), [0, 0, 1, 0, 0]);
    assert_eq!(reachability().callers, 1);
    phone.screener.record_outgoing_call(number, at(31)).unwrap();
    assert_eq!(reached(&phone, 100), [0, 1, 0, 0, 0]);
    // Kept longer than the log of calls: whom the user dialled last.
    phone.screener.clear_journal().unwrap();
    ended(&phone, number, 60, Ending::Missed);
    assert_eq!(reached(&phone, 100), [0, 0, 1, 0, 0]);
    // Nor does saying so.
    screen(&phone, strangers[0], 61);
    phone.screener.change_callback(strangers[0], &CallbackChange::Done, at(62)).unwrap();
    assert_eq!(reached(&phone, 200), [0, 0, 1, 0, 0]);
    ended(&phone, strangers[0], 130, Ending::Missed);
    assert_eq!(
        reached(&phone, 200),
        [0, 0, 1, 0, 0],
        "to ring back a stranger is not to dial them"
    );
}

#[test]
fn each_miss_is_called_back_or_not_by_itself() {
    let phone = Phone::new();
    let number = "+41615550101";
    phone.contacts(&[number]);
    for day in 0..4 {
        ended(&phone, number, day * 48, Ending::Missed);
    }
    phone.screener.record_outgoing_call(number, at(2 * 48 + 3)).unwrap();
    phone.screener.record_outgoing_call(number, at(5)).unwrap();
    phone.screener.record_outgoing_call(number, at(3 * 48 + 25)).unwrap();
    assert_eq!(reached(&phone, 500), [0, 2, 2, 0, 0]);
    phone.screener.change_callback(number, &CallbackChange::Done, at(50)).unwrap();
    assert_eq!(reached(&phone, 500), [0, 3, 1, 0, 0], "the user says so");
    phone.screener.change_callback(number, &CallbackChange::Reopen, at(51)).unwrap();
    assert_eq!(reached(&phone, 500), [0, 2, 2, 0, 0]);
}

#[test]
fn in_time_is_by_when_the_desk_says() {
    let phone = Phone::new();
    let (contact, fine) = ("+41615550101", "+33612345678");
    phone.contacts(&[contact]);
    phone.screener.mark_number(fine, Opinion::Fine, "", noon()).unwrap();
    for number in [contact, fine] {
        ended(&phone, number, 0, Ending::Missed);
    }
    // Saturday noon; abroad is rung back within two days.
    assert_eq!(reached(&phone, 23), [0, 0, 0, 2, 0]);
    assert_eq!(reached(&phone, 25), [0, 0, 1, 1, 0]);
    assert_eq!(reached(&phone, 49), [0, 0, 2, 0, 0]);
    let opening = Schedule::from_json(
        r#"{"zone": "Europe/Zurich", "windows": ["mon-fri 08:00-17:00", "sat 08:00-17:00"]}"#,
    );
    let settings =
        CallbackSettings { opening: Some(opening.unwrap()), ..CallbackSettings::default() };
    phone.screener.set_callback_settings(&settings).unwrap();
    assert_eq!(reached(&phone, 1), [0, 0, 1, 1, 0], "a contact is due within a quarter of an hour");
    phone.screener.record_outgoing_call(fine, at(60)).unwrap();
    assert_eq!(reached(&phone, 70), [0, 0, 2, 0, 0], "due when it opened on Monday");
    phone.screener.record_outgoing_call(fine, at(43)).unwrap();
    assert_eq!(reached(&phone, 70), [0, 1, 1, 0, 0]);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(20))]

    #[test]
    fn every_way_to_count_counts_every_call(
        world in any_world(),
        calls in prop::collection::vec((any_number(), 0_i64..400), 0..30),
    ) {
        let phone = world.phone();
        for (number, hour) in &calls {
            screen(&phone, number, *hour);
        }
        let figures = figures(&phone);
        let all = |counts: &mut dyn Iterator<Item = VerdictCounts>| {
            let mut sum = VerdictCounts::default();
            counts.for_each(|counts| sum += counts);
            sum
        };
        prop_assert_eq!(figures.verdicts.total(), u64::try_from(calls.len()).unwrap());
        let ways: [&mut dyn Iterator<Item = VerdictCounts>; 5] = [
            &mut figures.reasons.iter().map(|reason| reason.calls),
            &mut figures.origins.iter().map(|origin| origin.calls),
            &mut figures.hours.iter().copied(),
            &mut figures.weekdays.iter().copied(),
            &mut figures.days.iter().map(|day| day.calls),
        ];
        for way in ways {
            prop_assert_eq!(all(way), figures.verdicts);
        }
        for list in &figures.lists {
            prop_assert!(list.only <= list.known);
        }
    }
}
