//! Categories and labels of lists: kept as long as an entry has them, and no longer.

use std::collections::BTreeMap;
use std::fs;

use callscreen_core::lists::{Category, Change, Entry, Subject};
use callscreen_core::number::{E164, NumberRange, Prefix};
use proptest::prelude::*;

use crate::support::{Phone, list, noon};

type Remark = (Option<Category>, String);

fn number(place: u64) -> Subject {
    Subject::Number(E164::from_digits(41_440_000_000 + place * 7).unwrap())
}

fn range(place: u64) -> Subject {
    let prefix = Prefix::from_exposed(&format!("+4145{place}*")).unwrap();
    Subject::Range(NumberRange::new(prefix, 11, 11))
}

fn any_entry() -> impl Strategy<Value = Entry> {
    let subject = prop_oneof![3 => (0..12_u64).prop_map(number), 1 => (0..4_u64).prop_map(range)];
    let category = prop::sample::select(vec![None, Some(Category::Sales), Some(Category::Ping)]);
    let label = prop::sample::select(vec!["", "  ", "Acme", " Acme", "Beta"]);
    (subject, category, label).prop_map(|(subject, category, label)| {
        let label = label.to_owned();
        Entry { category, label, ..Entry::plain(subject) }
    })
}

fn any_change() -> impl Strategy<Value = Change> {
    prop_oneof![
        any_entry().prop_map(Change::Add),
        any_entry().prop_map(Change::Put),
        any_entry().prop_map(|entry| Change::Remove(entry.subject)),
    ]
}

#[derive(Clone, Debug)]
enum Event {
    Replace(&'static str, Vec<Entry>),
    Update(&'static str, Vec<Change>),
    Remove(&'static str),
}

fn any_event() -> impl Strategy<Value = Event> {
    let list = prop::sample::select(vec!["L", "M"]);
    let entries = prop::collection::vec(any_entry(), 0..12);
    let changes = prop::collection::vec(any_change(), 0..12);
    prop_oneof![
        2 => (list.clone(), entries).prop_map(|(list, entries)| Event::Replace(list, entries)),
        4 => (list.clone(), changes).prop_map(|(list, changes)| Event::Update(list, changes)),
        1 => list.prop_map(Event::Remove),
    ]
}

/// What the entries of a list say, by [`key`].
type Said = BTreeMap<u64, Remark>;

fn make(said: &mut Said, change: Change) {
    let remark = |entry: &Entry| (entry.category, entry.label.trim().to_owned());
    match change {
        Change::Add(entry) => {
            let now = said.entry(key(entry.subject)).or_default();
            if remark(&entry) != Remark::default() {
                *now = remark(&entry);
            }
        }
        Change::Put(entry) => {
            said.insert(key(entry.subject), remark(&entry));
        }
        Change::Remove(subject) => {
            said.remove(&key(subject));
        }
    }
}

/// What tells the numbers and ranges of this file apart.
fn key(subject: Subject) -> u64 {
    match subject {
        Subject::Number(number) => number.digits(),
        Subject::Range(_) => (0..4).find(|&place| range(place) == subject).unwrap(),
    }
}

/// How many entries each remark of each list is of, by names and codes.
type Uses = BTreeMap<(String, String, String), i64>;

/// The remarks of the store, their ids, and the ids that are free.
fn stored(phone: &Phone) -> (Uses, Vec<i64>, Vec<i64>) {
    let store = rusqlite::Connection::open(phone.store()).unwrap();
    let ids = |sql: &str| {
        let mut statement = store.prepare(sql).unwrap();
        let ids = statement.query_map((), |row| row.get(0)).unwrap();
        ids.collect::<rusqlite::Result<Vec<i64>>>().unwrap()
    };
    let sql = "SELECT name, category, label, uses FROM list_remark JOIN list ON list = list.id";
    let mut statement = store.prepare(sql).unwrap();
    let uses = statement
        .query_map((), |row| Ok(((row.get(0)?, row.get(1)?, row.get(2)?), row.get(3)?)))
        .unwrap();
    let uses = uses.collect::<rusqlite::Result<_>>().unwrap();
    (uses, ids("SELECT id FROM list_remark"), ids("SELECT id FROM list_remark_free"))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]

    #[test]
    fn every_remark_is_of_an_entry(events in prop::collection::vec(any_event(), 1..8)) {
        let phone = Phone::new();
        let mut lists: BTreeMap<&str, Said> = BTreeMap::new();
        for event in events {
            match event {
                Event::Replace(name, entries) => {
                    phone.screener.replace_list(&list(name, 1), entries.clone(), noon()).unwrap();
                    let mut said = Said::new();
                    for entry in entries {
                        make(&mut said, Change::Add(entry));
                    }
                    lists.insert(name, said);
                }
                Event::Update(name, changes) => {
                    let Some(said) = lists.get_mut(name) else { continue };
                    phone.screener.update_list(name, "", changes.clone(), noon()).unwrap();
                    for change in changes {
                        make(said, change);
                    }
                }
                Event::Remove(name) => {
                    if lists.remove(name).is_some() {
                        phone.screener.remove_list(name).unwrap();
                    }
                }
            }
        }
        let mut expected = Uses::new();
        for (name, said) in &lists {
            for (category, label) in said.values().filter(|said| **said != Remark::default()) {
                let category = category.map_or("", Category::code).to_owned();
                *expected.entry(((*name).to_owned(), category, label.clone())).or_default() += 1;
            }
        }
        let (uses, ids, free) = stored(&phone);
        prop_assert_eq!(uses, expected);
        prop_assert!(free.iter().all(|id| !ids.contains(id)), "{:?} {:?}", ids, free);
        // No id is lost: those in use and those that are free are all there were.
        let highest = ids.iter().chain(&free).copied().max().unwrap_or_default();
        prop_assert_eq!(i64::try_from(ids.len() + free.len()).unwrap(), highest);
    }
}

/// A year in which each day 3 in 1,000 numbers go and as many come, each with a label of its own.
#[test]
fn a_labelled_list_updated_every_day_for_a_year_stays_as_small_as_a_fresh_one() {
    let labelled = |caller: u64| {
        let label = format!(
            "Caller {} {}",
            caller * 7_919 % 100_003,
            "of many".repeat(1 + place(caller, 3))
        );
        Entry { category: Some(Category::Sales), label, ..Entry::plain(number(caller)) }
    };
    let (updated, fresh) = (Phone::new(), Phone::new());
    let mut last: Vec<_> = (0..6_000).map(|caller| labelled(caller * 5)).collect();
    updated.screener.replace_list(&list("L", 1), last.clone(), noon()).unwrap();
    for day in 0..365_u64 {
        let gone: Vec<_> = (0..18)
            .map(|turn| last.swap_remove(place(day * 7_919 + turn * 104_729, last.len())))
            .collect();
        let new = (0..18).map(|turn| labelled((day * 18 + turn) * 4_001 % 6_571 * 5 + 1 + day % 4));
        last.extend(new.clone());
        let removed = gone.into_iter().map(|entry| Change::Remove(entry.subject));
        let changes = removed.chain(new.map(Change::Put));
        updated.screener.update_list("L", &day.to_string(), changes, noon()).unwrap();
    }
    last.sort_by_key(|entry| key(entry.subject));
    fresh.screener.replace_list(&list("L", 1), last, noon()).unwrap();
    let counts = |phone: &Phone| phone.screener.lists().unwrap()[0].numbers;
    assert_eq!(counts(&updated), counts(&fresh));
    let (updated, fresh) = (size(&updated), size(&fresh));
    assert!(updated * 5 <= fresh * 6, "{updated} bytes after a year, {fresh} afresh");
}

fn place(value: u64, end: usize) -> usize {
    usize::try_from(value).unwrap() % end
}

fn size(phone: &Phone) -> u64 {
    let store = rusqlite::Connection::open(phone.store()).unwrap();
    store.execute_batch("PRAGMA wal_checkpoint(TRUNCATE)").unwrap();
    fs::metadata(phone.store()).unwrap().len()
}
