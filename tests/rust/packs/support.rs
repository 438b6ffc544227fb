//! Publishers, their packs, and subscribers.

use std::collections::BTreeMap;
use std::io::Cursor;

use callscreen_core::Screener;
use callscreen_core::lists::{Category, Entry, ListInfo, ListWeight, Subject, Validity};
use callscreen_core::number::{E164, NumberRange, Prefix};
use callscreen_core::packs::{self, Pack, PackCounts, PackInfo, PackKey};
use minisign::KeyPair;
use proptest::prelude::*;

use crate::support::{Phone, list, noon};

pub(super) const LIST: &str = "org.example.sales";

/// A publisher: a key, and a store to build from.
pub(super) struct Publisher {
    keys: KeyPair,
    desk: Phone,
}

impl Publisher {
    pub(super) fn new() -> Self {
        Self { keys: KeyPair::generate_unencrypted_keypair().unwrap(), desk: Phone::new() }
    }

    pub(super) fn key(&self) -> PackKey {
        PackKey::parse(&self.keys.pk.to_base64()).unwrap()
    }

    /// A full pack, not signed.
    pub(super) fn body(&self, version: u64, entries: &[Entry]) -> Vec<u8> {
        self.body_of(info(version), entries)
    }

    pub(super) fn body_of(&self, info: PackInfo, entries: &[Entry]) -> Vec<u8> {
        let entries = entries.iter().cloned();
        self.desk.screener.replace_list(&list("Draft", 1), entries, noon()).unwrap();
        rebuilt(&self.desk.screener, "Draft", info)
    }

    /// A full pack, signed.
    pub(super) fn pack(&self, version: u64, entries: &[Entry]) -> Vec<u8> {
        self.sign(self.body(version, entries))
    }

    /// A diff, signed.
    pub(super) fn diff(&self, old: &[u8], new: &[u8]) -> Vec<u8> {
        let mut out = Cursor::new(Vec::new());
        let (mut old, mut new) = (open(old), open(new));
        packs::diff(&mut old, &mut new, &mut out).unwrap();
        self.sign(out.into_inner())
    }

    pub(super) fn sign(&self, body: Vec<u8>) -> Vec<u8> {
        let comment = open(&body).info().trusted_comment();
        self.sign_as(body, &comment)
    }

    pub(super) fn sign_as(&self, mut body: Vec<u8>, comment: &str) -> Vec<u8> {
        let signature = minisign::sign(None, &self.keys.sk, &body[..], Some(comment), None);
        body.extend(signature.unwrap().into_string().into_bytes());
        body
    }
}

pub(super) fn open(pack: &[u8]) -> Pack<Cursor<&[u8]>> {
    Pack::open(Cursor::new(pack)).unwrap()
}

/// The list of the store as a full pack.
pub(super) fn rebuilt(screener: &Screener, name: &str, info: PackInfo) -> Vec<u8> {
    let mut out = Cursor::new(Vec::new());
    screener.build_pack(name, info, &mut out).unwrap();
    out.into_inner()
}

pub(super) fn info(version: u64) -> PackInfo {
    PackInfo {
        list: LIST.to_owned(),
        name: "Sales".to_owned(),
        version,
        base: None,
        published_at_ms: 1_795_000_000_000,
        source: "A test".to_owned(),
        licence: "CC0-1.0".to_owned(),
        attribution: "© the testers".to_owned(),
        regions: vec!["CH".to_owned(), "DE".to_owned()],
        threshold: 3,
        weight: ListWeight::Block,
        counts: PackCounts::default(),
        next_key: None,
    }
}

pub(super) fn number(digits: u64) -> Entry {
    Entry::plain(Subject::Number(E164::from_digits(digits).unwrap()))
}

pub(super) fn subscribed(phone: &Phone) -> ListInfo {
    let found = phone.screener.lists().unwrap().into_iter().find(|list| list.name == "Sales");
    found.unwrap()
}

/// Any list: numbers close to each other and far apart, with and without scores and labels; ranges.
pub(super) fn any_entries() -> impl Strategy<Value = Vec<Entry>> {
    let digits = prop_oneof![
        4 => 41_445_550_000..41_445_550_300_u64,
        1 => 100_000..999_999_999_999_999_u64,
    ];
    let said = (
        prop_oneof![3 => Just(1_u32), 1 => any::<u32>()],
        prop::option::weighted(0.3, prop::sample::select(Category::ALL.to_vec())),
        prop_oneof![3 => Just(String::new()), 1 => "[a-zäß漢]{1,64}"],
    );
    let numbers = prop::collection::btree_map(digits, said, 0..200);
    let day = || prop::option::weighted(0.3, any::<u32>().prop_map(|day| day / 2));
    let prefix = prop_oneof![1..100_u64, 41_445..41_450_u64, 1..999_999_999_999_999_u64];
    let range = (prefix, 0..16_u32, 0..16_u32);
    let label = prop_oneof![Just(String::new()), "[a-z]{1,9}"];
    let ranges = prop::collection::vec((range, label, day(), day()), 0..12);
    (numbers, ranges).prop_map(|(numbers, ranges)| {
        let mut entries: Vec<_> = numbers
            .into_iter()
            .map(|(digits, (score, category, label))| Entry {
                score,
                category,
                label,
                ..number(digits)
            })
            .collect();
        let mut by_range = BTreeMap::new();
        for ((prefix, one, other), label, from_day, until_day) in ranges {
            let prefix = Prefix::from_digits(prefix).unwrap();
            let fewest = one.min(other).max(prefix.count());
            let most = one.max(other).max(prefix.count()).max(1);
            let subject = Subject::Range(NumberRange::new(prefix, fewest, most));
            let valid = Validity { from_day, until_day };
            let entry = Entry { label, valid, ..Entry::plain(subject) };
            by_range.insert((prefix.digits(), fewest, most), entry);
        }
        entries.extend(by_range.into_values());
        entries
    })
}
