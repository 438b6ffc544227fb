//! Packs with the id of a list that is built in.

use callscreen_core::Error;
use callscreen_core::lists::reserved::{EXCEPTIONS, RESERVED};
use callscreen_core::lists::{BuiltInList, Entry, ListWeight, Subject, Validity};
use callscreen_core::number::{E164, NumberRange, Prefix};
use callscreen_core::packs::{PackError, PackInfo};
use callscreen_core::plan;
use callscreen_core::verdict::{Reason, Verdict};
use rusqlite::Connection;

use super::support::{Publisher, info};
use crate::support::{Phone, call, list, noon, region};

const FRENCH: &str = "+33162001234";
const GERMAN: &str = "+4915799123456";
const LATER: u64 = 20_990_101;

fn range(prefix: &str, digits: u32, label: &str) -> Entry {
    let prefix = Prefix::from_exposed(prefix).unwrap();
    let plain = Entry::plain(Subject::Range(NumberRange::new(prefix, digits, digits)));
    Entry { label: label.to_owned(), ..plain }
}

fn pack_info(id: &str, version: u64, weight: ListWeight) -> PackInfo {
    PackInfo { list: id.to_owned(), name: "Newer".to_owned(), weight, ..info(version) }
}

fn apply(phone: &Phone, info: PackInfo, entries: &[Entry]) -> callscreen_core::Result<()> {
    let publisher = Publisher::new();
    let pack = publisher.sign(publisher.body_of(info, entries));
    phone.screener.apply_pack_bytes(&pack, &publisher.key(), noon()).map(drop)
}

fn built_in(phone: &Phone, id: &str) -> BuiltInList {
    let lists = phone.screener.built_in_lists().unwrap();
    lists.into_iter().find(|list| list.id == id).unwrap()
}

/// The verdict of a call, which the plan must have too.
fn verdict(phone: &Phone, number: &str) -> Verdict {
    let path = phone.file("plan", "");
    phone.screener.write_plan(&path, noon()).unwrap();
    let key = E164::from_e164(number).unwrap().digits();
    let verdict = phone.verdict(number);
    let planned = plan::page(&path, key - 1, 1).unwrap() == [key];
    assert_eq!(planned, verdict == Verdict::Reject, "{number}");
    verdict
}

#[test]
fn the_facts_tell_source_and_day_of_a_reserved_range() {
    let phone = Phone::new();
    let decision = phone.screener.explain(&call(FRENCH)).unwrap();
    assert_eq!(decision.reason, Reason::ReservedForSales { region: region("FR") });
    let found = decision.trace.facts.reserved_range.unwrap();
    assert_eq!(found.list, RESERVED);
    assert!(found.label.contains("ARCEP"), "{}", found.label);
    assert_eq!(found.valid_from_ms, Some(1_672_531_200_000));
    assert!(decision.trace.facts.listings.is_empty());
}

#[test]
fn a_later_pack_takes_the_place_of_what_is_built_in() {
    let phone = Phone::new();
    assert_eq!(built_in(&phone, RESERVED).replaced_by, None);
    apply(
        &phone,
        pack_info(RESERVED, LATER, ListWeight::Block),
        &[range("+4915799*", 13, "BNetzA")],
    )
    .unwrap();
    assert_eq!(built_in(&phone, RESERVED).replaced_by.as_deref(), Some("Newer"));
    assert_eq!(verdict(&phone, FRENCH), Verdict::Voicemail);
    assert_eq!(verdict(&phone, GERMAN), Verdict::Reject);
    let decision = phone.screener.explain(&call(GERMAN)).unwrap();
    assert_eq!(decision.reason, Reason::ReservedForSales { region: region("DE") });
    assert_eq!(decision.trace.facts.reserved_range.unwrap().label, "BNetzA");

    let mut policy = phone.screener.policy().unwrap();
    policy.call_centre.as_mut().unwrap().reserved_ranges = false;
    phone.screener.set_policy(&policy).unwrap();
    assert_eq!(verdict(&phone, GERMAN), Verdict::Voicemail, "the policy does not ask");
    policy.call_centre.as_mut().unwrap().reserved_ranges = true;
    phone.screener.set_policy(&policy).unwrap();

    let mut settings = phone.screener.lists().unwrap()[0].settings();
    settings.enabled = false;
    phone.screener.set_list("Newer", settings).unwrap();
    assert_eq!(verdict(&phone, GERMAN), Verdict::Voicemail);
    assert_eq!(verdict(&phone, FRENCH), Verdict::Voicemail, "switched off, not given back");
    phone.screener.remove_list("Newer").unwrap();
    assert_eq!(built_in(&phone, RESERVED).replaced_by, None);
    assert_eq!(verdict(&phone, FRENCH), Verdict::Reject);
    assert_eq!(verdict(&phone, GERMAN), Verdict::Voicemail);
}

#[test]
fn ranges_of_a_pack_have_days_too() {
    let phone = Phone::new();
    let today = u32::try_from(noon().unix_ms / 86_400_000).unwrap();
    let dated = |prefix, from_day, until_day| Entry {
        valid: Validity { from_day, until_day },
        ..range(prefix, 13, "")
    };
    let entries =
        [dated("+4915797*", Some(today + 1), None), dated("+4915798*", None, Some(today))];
    apply(&phone, pack_info(RESERVED, LATER, ListWeight::Block), &entries).unwrap();
    assert_eq!(verdict(&phone, "+4915797123456"), Verdict::Voicemail, "not yet");
    assert_eq!(verdict(&phone, "+4915798123456"), Verdict::Voicemail, "no more");
}

#[test]
fn a_pack_no_later_than_what_is_built_in_is_refused() {
    let phone = Phone::new();
    let version = built_in(&phone, RESERVED).version;
    let error = apply(&phone, pack_info(RESERVED, version, ListWeight::Block), &[]).unwrap_err();
    let Error::Pack(PackError::NotNewer { found, stored }) = error else { panic!("{error}") };
    assert_eq!((found, stored), (version, version));
    assert!(phone.screener.lists().unwrap().is_empty());
}

#[test]
fn an_update_of_the_app_takes_the_place_of_an_older_pack() {
    let phone = Phone::new();
    let entries = [range("+4915799*", 13, "BNetzA")];
    apply(&phone, pack_info(RESERVED, LATER, ListWeight::Block), &entries).unwrap();
    // As the store is when the app it was written by had older ranges built in.
    let store = Connection::open(phone.store()).unwrap();
    store.execute("UPDATE list_pack SET version = 20260101", ()).unwrap();
    assert_eq!(built_in(&phone, RESERVED).replaced_by, None);
    assert_eq!(verdict(&phone, FRENCH), Verdict::Reject);
    assert_eq!(verdict(&phone, GERMAN), Verdict::Voicemail);
}

#[test]
fn exceptions_are_spared_in_the_plan_and_can_be_replaced() {
    let (phone, parcels, other) = (Phone::new(), "+33937001234", "+33936001234");
    let around = [range("+3393*", 11, "")];
    phone.screener.replace_list(&list("Wide", 1), around, noon()).unwrap();
    assert_eq!(verdict(&phone, parcels), Verdict::Voicemail);
    assert_eq!(verdict(&phone, other), Verdict::Reject);
    let facts = phone.screener.explain(&call(parcels)).unwrap().trace.facts;
    let vouching = facts.listings.iter().find(|found| found.weight == ListWeight::Allow).unwrap();
    assert_eq!(vouching.list, EXCEPTIONS);
    apply(&phone, pack_info(EXCEPTIONS, LATER, ListWeight::Allow), &[range("+33936*", 11, "")])
        .unwrap();
    assert_eq!(verdict(&phone, parcels), Verdict::Reject);
    assert_eq!(verdict(&phone, other), Verdict::Voicemail);
}
