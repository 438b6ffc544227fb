//! Lists side by side: what each says, what it is good for, and how it changes.

use std::fs;

use callscreen_core::Error;
use callscreen_core::lists::{
    Category, Change, Entry, ListSettings, ListSource, ListWeight, Subject,
};
use callscreen_core::number::{E164, NumberRange, Prefix};
use callscreen_core::verdict::{Outcome, Reason, Step, Verdict};

use crate::support::{Phone, call, list, noon};

fn number(text: &str) -> Subject {
    Subject::Number(E164::from_e164(text).unwrap())
}

fn range(prefix: &str, min_digits: u32, max_digits: u32) -> Subject {
    Subject::Range(NumberRange::new(Prefix::from_exposed(prefix).unwrap(), min_digits, max_digits))
}

fn entry(subject: Subject, score: u32, category: Option<Category>, label: &str) -> Entry {
    Entry { score, category, label: label.to_owned(), ..Entry::plain(subject) }
}

fn source(name: &str, weight: ListWeight) -> ListSource {
    ListSource { weight: Some(weight), ..list(name, 1) }
}

fn set(phone: &Phone, name: &str, change: impl Fn(&mut ListSettings)) {
    let lists = phone.screener.lists().unwrap();
    let mut settings = lists.iter().find(|list| list.name == name).unwrap().settings();
    change(&mut settings);
    phone.screener.set_list(name, settings).unwrap();
}

#[test]
fn a_label_moves_no_cursor() {
    let phone = Phone::new();
    let known = [entry(number("+41445550131"), 1, None, "Acme\u{1b}[2J\nLtd")];
    phone.screener.replace_list(&source("L", ListWeight::Block), known, noon()).unwrap();
    let listings = phone.screener.explain(&call("+41445550131")).unwrap().trace.facts.listings;
    assert_eq!(listings[0].label, "Acme[2JLtd");
}

#[test]
fn the_facts_name_every_list_that_knows_the_number() {
    let phone = Phone::new();
    let caller = "+41445550131";
    for (name, weight) in
        [("A", ListWeight::Warn), ("B", ListWeight::Block), ("C", ListWeight::Allow)]
    {
        let known = entry(number(caller), 3, Some(Category::Fraud), " Prize  ");
        phone.screener.replace_list(&source(name, weight), [known], noon()).unwrap();
    }
    let ranges = [
        entry(range("+4144*", 0, 15), 1, None, "everybody"),
        entry(range("+41445550*", 11, 11), 1, Some(Category::Survey), "pollster"),
        entry(range("+4144555013*", 12, 15), 1, None, "longer numbers"),
    ];
    phone.screener.replace_list(&source("D", ListWeight::Block), ranges, noon()).unwrap();
    let told = || {
        let listings = phone.screener.explain(&call(caller)).unwrap().trace.facts.listings;
        let told = listings
            .into_iter()
            .map(|found| (found.list, found.score, found.weight, found.category, found.label));
        told.collect::<Vec<_>>()
    };
    let known = |name: &str, weight| {
        (name.to_owned(), Some(3), weight, Some(Category::Fraud), "Prize".to_owned())
    };
    let polled =
        ("D".to_owned(), None, ListWeight::Block, Some(Category::Survey), "pollster".to_owned());
    let all = [
        known("A", ListWeight::Warn),
        known("B", ListWeight::Block),
        known("C", ListWeight::Allow),
        polled,
    ];
    assert_eq!(told(), all);
    set(&phone, "C", |list| list.enabled = false);
    assert_eq!(told(), [all[0].clone(), all[1].clone(), all[3].clone()]);

    // Out of the ranges around it, the longest that holds the number is told.
    let removed = [Change::Remove(range("+41445550*", 11, 11))];
    phone.screener.update_list("D", "2", removed, noon()).unwrap();
    assert_eq!(told()[2].4, "everybody");
    let removed = [Change::Remove(range("+4144*", 0, 15))];
    phone.screener.update_list("D", "3", removed, noon()).unwrap();
    assert_eq!(told().len(), 2);
    assert_eq!(phone.screener.lists().unwrap()[3].ranges, 1);
}

#[test]
fn a_weight_says_what_a_list_is_good_for() {
    let phone = Phone::new();
    let caller = "+41445550131";
    let known = [Entry::plain(number(caller))];
    phone.screener.replace_list(&source("L", ListWeight::Block), known, noon()).unwrap();
    assert_eq!(phone.verdict(caller), Verdict::Reject);

    set(&phone, "L", |list| list.weight = ListWeight::Warn);
    let decision = phone.screener.explain(&call(caller)).unwrap();
    assert_eq!(decision.reason, Reason::Stranger);
    assert_eq!(decision.trace.facts.listings.len(), 1);

    set(&phone, "L", |list| list.weight = ListWeight::Allow);
    let decision = phone.screener.explain(&call(caller)).unwrap();
    assert_eq!(decision.reason, Reason::Stranger, "vouched for, and a stranger all the same");
    let asked = decision.trace.steps.iter().find(|step| step.step == Step::CallCentre);
    assert_eq!(asked.unwrap().outcome, Outcome::Passed);

    set(&phone, "L", |list| (list.weight, list.threshold) = (ListWeight::Block, 2));
    assert_eq!(phone.verdict(caller), Verdict::Voicemail);
    let missing = ListSettings { threshold: 1, weight: ListWeight::Block, enabled: true };
    let error = phone.screener.set_list("M", missing).unwrap_err();
    assert!(matches!(error, Error::UnknownList { .. }), "{error}");
}

#[test]
fn a_list_that_vouches_overrules_lists_and_regulators() {
    let phone = Phone::new();
    let (reserved, listed) = ("+33162001234", "+41445550131");
    let blocked = [Entry::plain(number(listed))];
    phone.screener.replace_list(&source("Block", ListWeight::Block), blocked, noon()).unwrap();
    assert_eq!(phone.verdict(reserved), Verdict::Reject);
    let vouched = [
        entry(number(listed), 5, None, ""),
        entry(range("+3316200*", 11, 11), 1, None, "a hospital"),
    ];
    phone.screener.replace_list(&source("Allow", ListWeight::Allow), vouched, noon()).unwrap();
    assert_eq!(phone.verdict(reserved), Verdict::Voicemail);
    assert_eq!(phone.verdict(listed), Verdict::Voicemail);
    assert_eq!(phone.verdict("+33162101234"), Verdict::Reject, "beside the range");
    set(&phone, "Allow", |list| list.threshold = 6);
    assert_eq!(phone.verdict(listed), Verdict::Reject, "below the threshold");
    set(&phone, "Allow", |list| (list.threshold, list.enabled) = (1, false));
    assert_eq!(phone.verdict(reserved), Verdict::Reject);
}

#[test]
fn settings_outlive_an_import_that_tells_no_others() {
    let phone = Phone::new();
    phone.import("phone\n061 555 03 03\n");
    set(&phone, "Reports", |list| (list.weight, list.enabled) = (ListWeight::Warn, false));
    phone.import("phone\n061 555 03 04\n");
    let told = phone.screener.lists().unwrap().remove(0);
    assert_eq!((told.weight, told.enabled, told.numbers), (ListWeight::Warn, false, 1));
    let path = phone.file("again", "phone\n061 555 03 04\n");
    let again = ListSource { version: "2".into(), ..source("Reports", ListWeight::Block) };
    phone.screener.import_list(&again, &path, None, noon()).unwrap();
    let told = phone.screener.lists().unwrap().remove(0);
    assert_eq!((told.weight, told.enabled, told.version.as_str()), (ListWeight::Block, false, "2"));
}

#[test]
fn a_change_is_made_whole_or_not_at_all() {
    let phone = Phone::new();
    let numbers = (0..1_000_u64).map(|place| E164::from_digits(41_445_550_000 + place).unwrap());
    let entries = numbers.map(|number| Entry::plain(Subject::Number(number)));
    phone.screener.replace_list(&list("L", 1), entries, noon()).unwrap();
    let changes = [
        Change::Remove(number("+41445550500")),
        Change::Remove(number("+41445559999")),
        Change::Put(entry(number("+41445550001"), 7, None, "")),
        Change::Add(entry(number("+41445550002"), 7, None, "")),
        Change::Add(entry(number("+41445551000"), u32::MAX, None, "")),
        Change::Add(entry(number("+41445551000"), 7, None, "")),
    ];
    phone.screener.update_list("L", "next", changes, noon()).unwrap();
    let score = |number| {
        let listings = phone.screener.explain(&call(number)).unwrap().trace.facts.listings;
        listings.first().and_then(|found| found.score)
    };
    assert_eq!(score("+41445550500"), None);
    assert_eq!(score("+41445550001"), Some(7));
    assert_eq!(score("+41445550002"), Some(8));
    assert_eq!(score("+41445551000"), Some(u32::MAX));
    let told = phone.screener.lists().unwrap().remove(0);
    assert_eq!((told.numbers, told.version.as_str()), (1_000, "next"));

    let broken = rusqlite::Connection::open(phone.store()).unwrap();
    let trigger = "CREATE TRIGGER full BEFORE UPDATE OF numbers ON list
                   BEGIN SELECT RAISE(FAIL, 'disk full'); END";
    broken.execute_batch(trigger).unwrap();
    let changes = [Change::Remove(number("+41445550001"))];
    assert!(phone.screener.update_list("L", "broken", changes, noon()).is_err());
    assert_eq!(score("+41445550001"), Some(7));
    assert_eq!(phone.screener.lists().unwrap()[0].version, "next");
    let error = phone.screener.update_list("M", "1", [], noon()).unwrap_err();
    assert!(matches!(error, Error::UnknownList { .. }), "{error}");
}

#[test]
fn a_list_with_more_ranges_than_memory_should_hold_is_refused() {
    let phone = Phone::new();
    let ranges = |count: u32| {
        (0..count).map(|place| entry(range(&format!("+41{place:06}*"), 11, 11), 1, None, ""))
    };
    phone.screener.replace_list(&source("L", ListWeight::Block), ranges(3), noon()).unwrap();
    let too_many = ranges((1 << 16) + 1);
    let error = phone.screener.replace_list(&source("L", ListWeight::Block), too_many, noon());
    assert!(matches!(error, Err(Error::TooManyRanges)));
    assert_eq!(phone.screener.lists().unwrap()[0].ranges, 3);
}

#[test]
fn a_damaged_list_lets_calls_through() {
    let phone = Phone::new();
    phone.import("phone,votes\n061 555 03 03,5\n061 555 03 05,7\n");
    let other = rusqlite::Connection::open(phone.store()).unwrap();
    for damage in ["deltas = x'ff'", "scores = x'ff'", "deltas = 'text'", "remarks = x'02'"] {
        other
            .execute_batch(&format!(
                "SAVEPOINT sound; UPDATE list_block SET {damage}; RELEASE sound"
            ))
            .unwrap();
        let decision = phone.screener.screen(&call("+41615550305"));
        assert_eq!(
            (decision.verdict, decision.reason),
            (Verdict::Allow, Reason::Fault),
            "{damage}"
        );
        let path = phone.file("plan", "");
        let _ = phone.screener.write_plan(&path, noon());
        assert!(fs::exists(&path).unwrap());
        // What its error advises.
        phone.import("phone,votes\n061 555 03 03,5\n061 555 03 05,7\n");
        assert_eq!(phone.verdict("+41615550305"), Verdict::Reject);
    }
}

#[test]
fn labels_are_kept_short_and_lists_many() {
    let phone = Phone::new();
    let long = "é".repeat(1_000);
    for place in 0..40 {
        let known = entry(number("+41445550131"), 1, None, &long);
        let name = format!("list {place}");
        phone.screener.replace_list(&list(&name, 1), [known], noon()).unwrap();
        if place % 2 == 0 {
            phone.screener.remove_list(&name).unwrap();
        }
    }
    let listings = phone.screener.explain(&call("+41445550131")).unwrap().trace.facts.listings;
    assert_eq!(listings.len(), 20);
    let short = |label: &str| label.chars().count() == Entry::MOST_LABEL_CHARACTERS;
    assert!(listings.iter().all(|found| short(&found.label)));
}
