//! Packs that are sound, and yet refused: another key, another time, another list.

use std::io::Cursor;

use callscreen_core::Error;
use callscreen_core::packs::{Pack, PackError, PackKey};

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
    assert!(matches!(error, PackError::OtherContent { base: 1 }), "{error}");
    let kept = rebuilt(&phone.screener, "Sales", info(1));
    assert!(one.starts_with(&kept));
}

#[test]
fn a_diff_for_other_content_is_found_out_although_the_counts_agree() {
    let (publisher, phone) = (Publisher::new(), Phone::new());
    let [common, here, there, later] =
        [101, 102, 103, 104].map(|last| number(41_445_550_000 + last));
    let one = publisher.pack(1, &[common.clone(), here.clone()]);
    let other = publisher.pack(1, &[common.clone(), there.clone()]);
    let next = publisher.pack(2, &[common.clone(), there, later.clone()]);
    phone.screener.apply_pack_bytes(&one, &publisher.key(), noon()).unwrap();
    let error = refusal(&phone, &publisher.diff(&other, &next), &publisher.key());
    assert!(matches!(error, PackError::OtherContent { base: 1 }), "{error}");
    // The right one leads to a content that the diff after it knows, as does a full pack.
    let right = publisher.pack(2, &[common.clone(), here, later.clone()]);
    let last = publisher.pack(3, &[common, later]);
    phone
        .screener
        .apply_pack_bytes(&publisher.diff(&one, &right), &publisher.key(), noon())
        .unwrap();
    let error = refusal(&phone, &publisher.diff(&next, &last), &publisher.key());
    assert!(matches!(error, PackError::OtherContent { base: 2 }), "{error}");
    phone
        .screener
        .apply_pack_bytes(&publisher.diff(&right, &last), &publisher.key(), noon())
        .unwrap();
    assert!(last.starts_with(&rebuilt(&phone.screener, "Sales", info(3))));
}

#[test]
fn nothing_but_one_signature_stands_behind_the_content() {
    let (publisher, phone) = (Publisher::new(), Phone::new());
    let pack = publisher.pack(1, &[number(41_445_550_101)]);
    let start = usize::try_from(open(&pack).body_bytes()).unwrap();
    let with = |change: fn(&str) -> String| {
        let signature = change(std::str::from_utf8(&pack[start..]).unwrap());
        [&pack[..start], signature.as_bytes()].concat()
    };
    let changes: [fn(&str) -> String; 4] = [
        |signature| format!("{signature}junk"),
        |signature| format!("{signature}\n"),
        |signature| signature.repeat(2),
        |signature| signature.replacen("untrusted comment: ", "", 1),
    ];
    for change in changes {
        let error = Pack::open(Cursor::new(with(change))).err().unwrap();
        assert!(matches!(error, PackError::NotASignature), "{error}");
        let error = phone.screener.apply_pack_bytes(&with(change), &publisher.key(), noon());
        assert!(matches!(error, Err(Error::Pack(PackError::NotASignature))), "{error:?}");
    }
    // As some editors leave it.
    for change in
        [|signature: &str| signature.trim_end().to_owned(), |text: &str| text.replace('\n', "\r\n")]
    {
        open(&with(change)).verify(&publisher.key()).unwrap();
    }
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
