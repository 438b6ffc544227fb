//! Packs that are sound, and yet refused: another key, another time, another list.

use callscreen_core::Error;
use callscreen_core::packs::{PackError, PackKey};

use super::support::{Publisher, info, number, open, rebuilt, subscribed};
use crate::support::{Phone, list, noon};

fn refusal(phone: &Phone, pack: &[u8], key: &PackKey) -> PackError {
    let before = phone.screener.lists().unwrap();
    let error = phone.screener.apply_pack_bytes(pack, key, noon()).unwrap_err();
    assert_eq!(phone.screener.lists().unwrap(), before, "nothing was changed");
    match error {
        Error::Pack(error) => error,
        other => panic!("{other}"),
    }
}

#[test]
fn only_later_versions_come_after_a_version() {
    let (publisher, phone) = (Publisher::new(), Phone::new());
    let pack = |version| publisher.pack(version, &[number(41_445_550_101)]);
    phone.screener.apply_pack_bytes(&pack(5), &publisher.key(), noon()).unwrap();
    for found in [1, 4, 5] {
        let error = refusal(&phone, &pack(found), &publisher.key());
        let PackError::NotNewer { found: version, stored: 5 } = error else { panic!("{error}") };
        assert_eq!(version, found);
    }
    phone.screener.apply_pack_bytes(&pack(6), &publisher.key(), noon()).unwrap();
}

#[test]
fn a_diff_needs_its_base() {
    let (publisher, phone) = (Publisher::new(), Phone::new());
    let entries = [number(41_445_550_101), number(41_445_550_102)];
    let packs: Vec<_> =
        (0..3).map(|at| publisher.pack(at + 1, &entries[..=usize::from(at > 0)])).collect();
    let diff = publisher.diff(&packs[1], &packs[2]);
    let error = refusal(&phone, &diff, &publisher.key());
    assert!(matches!(error, PackError::OtherBase { base: 2, stored: None }), "{error}");
    phone.screener.apply_pack_bytes(&packs[0], &publisher.key(), noon()).unwrap();
    let error = refusal(&phone, &diff, &publisher.key());
    assert!(matches!(error, PackError::OtherBase { base: 2, stored: Some(1) }), "{error}");
    phone.screener.apply_pack_bytes(&packs[1], &publisher.key(), noon()).unwrap();
    phone.screener.apply_pack_bytes(&diff, &publisher.key(), noon()).unwrap();
}

#[test]
fn a_diff_for_other_content_of_the_same_version_is_found_out() {
    let (publisher, phone) = (Publisher::new(), Phone::new());
    let one = publisher.pack(1, &[number(41_445_550_101)]);
    let other = publisher.pack(1, &[number(41_445_550_102)]);
    let next = publisher.pack(2, &[number(41_445_550_103)]);
    phone.screener.apply_pack_bytes(&one, &publisher.key(), noon()).unwrap();
    let error = refusal(&phone, &publisher.diff(&other, &next), &publisher.key());
    assert!(matches!(error, PackError::DoesNotFit { .. }), "{error}");
    let kept = rebuilt(&phone.screener, "Sales", info(1));
    assert!(one.starts_with(&kept));
}

#[test]
fn the_key_of_the_first_pack_is_the_key_of_the_list() {
    let (publisher, thief, phone) = (Publisher::new(), Publisher::new(), Phone::new());
    let entries = [number(41_445_550_101)];
    let error = refusal(&phone, &publisher.body(1, &entries), &publisher.key());
    assert!(matches!(error, PackError::Unsigned), "{error}");
    let error = refusal(&phone, &thief.pack(1, &entries), &publisher.key());
    let PackError::OtherKey { found, expected } = error else { panic!("{error}") };
    assert_eq!((found, expected), (thief.key().id(), publisher.key().id()));

    phone
        .screener
        .apply_pack_bytes(&publisher.pack(1, &entries), &publisher.key(), noon())
        .unwrap();
    // Even an app that was talked into another key does not get the list over.
    let error = refusal(&phone, &thief.pack(2, &entries), &thief.key());
    assert!(matches!(error, PackError::OtherKey { .. }), "{error}");
    // An app update says so, where the key was lost.
    phone.screener.trust_pack_key("Sales", &thief.key()).unwrap();
    phone.screener.apply_pack_bytes(&thief.pack(2, &entries), &publisher.key(), noon()).unwrap();
    let error = refusal(&phone, &publisher.pack(3, &entries), &publisher.key());
    assert!(matches!(error, PackError::OtherKey { .. }), "{error}");
}

#[test]
fn a_pack_can_announce_the_next_key() {
    let (old, new, phone) = (Publisher::new(), Publisher::new(), Phone::new());
    let entries = [number(41_445_550_101)];
    let mut last = info(1);
    last.next_key = Some(new.key().as_str().to_owned());
    let last = old.sign(old.body_of(last, &entries));
    phone.screener.apply_pack_bytes(&last, &old.key(), noon()).unwrap();
    assert_eq!(subscribed(&phone).pack.unwrap().key.as_deref(), Some(new.key().as_str()));
    let error = refusal(&phone, &old.pack(2, &entries), &old.key());
    assert!(matches!(error, PackError::OtherKey { .. }), "{error}");
    phone.screener.apply_pack_bytes(&new.pack(2, &entries), &old.key(), noon()).unwrap();
}

#[test]
fn a_signature_names_list_and_version() {
    let (publisher, phone) = (Publisher::new(), Phone::new());
    let body = publisher.body(3, &[number(41_445_550_101)]);
    let expected = open(&body).info().trusted_comment();
    assert_eq!(expected, "callscreen pack org.example.sales 3");
    for comment in ["timestamp:1", "callscreen pack org.example.sales 31", ""] {
        let error = refusal(&phone, &publisher.sign_as(body.clone(), comment), &publisher.key());
        assert!(matches!(error, PackError::OtherComment { .. }), "{error}");
    }
    let signed = publisher.sign_as(body, &format!("{expected} timestamp:1795000000"));
    phone.screener.apply_pack_bytes(&signed, &publisher.key(), noon()).unwrap();
}

#[test]
fn lists_of_packs_and_lists_of_files_do_not_mix() {
    let (publisher, phone) = (Publisher::new(), Phone::new());
    let entries = [number(41_445_550_101)];
    phone.screener.replace_list(&list("Sales", 1), entries.clone(), noon()).unwrap();
    let error = refusal(&phone, &publisher.pack(1, &entries), &publisher.key());
    assert!(matches!(error, PackError::NameTaken { .. }), "{error}");
    let other = phone.screener.trust_pack_key("Sales", &publisher.key()).unwrap_err();
    assert!(matches!(other, Error::NotOfPacks { .. }), "{other}");

    phone.screener.remove_list("Sales").unwrap();
    phone
        .screener
        .apply_pack_bytes(&publisher.pack(1, &entries), &publisher.key(), noon())
        .unwrap();
    for error in [
        phone.screener.replace_list(&list("Sales", 1), entries, noon()).unwrap_err(),
        phone.screener.update_list("Sales", "2", [], noon()).unwrap_err(),
    ] {
        assert!(matches!(error, Error::ListOfPacks { .. }), "{error}");
    }
    // Removed, it can be subscribed to afresh, from any version on.
    phone.screener.remove_list("Sales").unwrap();
    phone.screener.apply_pack_bytes(&publisher.pack(1, &[]), &publisher.key(), noon()).unwrap();
}
