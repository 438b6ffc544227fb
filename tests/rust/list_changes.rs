//! Files that hold only what changed, imported into the list they are about.

use std::ops::ControlFlow;

use callscreen_core::Error;
use callscreen_core::import::{ImportReport, ListChanges};
use callscreen_core::lists::{Category, ListInfo, ListSource};
use callscreen_core::verdict::Verdict;
use proptest::prelude::*;

use crate::support::{Phone, call, list, noon};

fn source() -> ListSource {
    ListSource { threshold: None, ..list("L", 1) }
}

fn whole(phone: &Phone, content: impl AsRef<[u8]>) -> ImportReport {
    let path = phone.file("whole", content);
    phone.screener.import_list(&source(), &path, None, noon()).unwrap()
}

fn changes(phone: &Phone, content: impl AsRef<[u8]>) -> Result<ImportReport, Error> {
    let path = phone.file("changes", content);
    let go_on = |_| ControlFlow::Continue(());
    phone.screener.import_list_changes(&source(), &path, None, noon(), go_on)
}

fn stored(phone: &Phone) -> ListInfo {
    phone.screener.lists().unwrap().remove(0)
}

fn known(phone: &Phone, number: &str) -> Option<(Option<u32>, Option<Category>)> {
    let listings = phone.screener.explain(&call(number)).unwrap().trace.facts.listings;
    listings.first().map(|listing| (listing.score, listing.category))
}

fn of(added: u64, changed: u64, removed: u64) -> ListChanges {
    ListChanges { added, changed, removed }
}

#[test]
fn what_changed_is_set_what_has_no_votes_goes_and_the_rest_stays() {
    let phone = Phone::new();
    whole(
        &phone,
        r#"{"numbers":[
            {"phone":"+41615550101","votes":4,"rating":"G_FRAUD"},{"phone":"+41615550102","votes":4},
            {"phone":"+41615550103","votes":4},{"phone":"+41615550104","votes":10},
            {"phone":"+41615550105","votes":10}],"version":41}"#,
    );
    let answer = r#"{"numbers":[
        {"phone":"+41615550101","votes":10,"rating":"C_PING"},{"phone":"+41615550102","votes":0},
        {"phone":"+41615550104","votes":10},{"phone":"+41615550106","votes":2},
        {"phone":"+41615550105","votes":20,"rating":"A_LEGITIMATE"},
        {"phone":"+41615550107","votes":0},{"phone":"117","votes":2}],"version":42}"#;
    let report = changes(&phone, answer).unwrap();
    assert_eq!(report.changes, Some(of(1, 1, 2)));
    assert_eq!((report.rows, report.taken, report.duplicates), (7, 1, 2));
    assert!(report.list.unwrap().holds_changes, "it has numbers without votes");
    assert_eq!(known(&phone, "+41615550101"), Some((Some(10), Some(Category::Ping))));
    assert_eq!(known(&phone, "+41615550102"), None);
    assert_eq!(known(&phone, "+41615550103"), Some((Some(4), None)));
    assert_eq!(known(&phone, "+41615550105"), None, "found harmless by now");
    assert_eq!(known(&phone, "+41615550106"), Some((Some(2), None)));
    assert_eq!(stored(&phone).numbers, 4);
    // The same once more changes nothing, and nothing new is no error.
    assert_eq!(changes(&phone, answer).unwrap().changes, Some(of(0, 0, 0)));
    let nothing = changes(&phone, r#"{"numbers":[],"version":43}"#).unwrap();
    assert_eq!((nothing.changes, nothing.rows), (Some(of(0, 0, 0)), 0));
    // In place of a list, such an answer is not what the user wants.
    let report = whole(&phone, answer);
    assert!(report.changes.is_none() && report.list.unwrap().holds_changes);
}

#[test]
fn ranges_and_labels_change_too() {
    let phone = Phone::new();
    whole(&phone, "phone,name,votes\n+41900*,A,1\n+4161555012#,B,1\n+41615550101,C,1\n");
    let table = "phone,name,votes\n+41900*,A,0\n+4161555012#,C,3\n+4144555*,D,1\n\
                 +41615550101,E,1\n";
    assert_eq!(changes(&phone, table).unwrap().changes, Some(of(1, 2, 1)));
    assert_eq!(phone.verdict("+41900555010"), Verdict::Voicemail);
    assert_eq!(phone.verdict("+41445550101"), Verdict::Reject);
    assert_eq!((stored(&phone).numbers, stored(&phone).ranges), (1, 2));
}

/// A slice of Yet Another Call Blocker: how many find a number bad, and what is removed.
fn slice(magic: &[u8], numbers: &[(u64, u8)], removed: &[u64]) -> Vec<u8> {
    let mut slice = [magic, b"\0\x2a\0\0\0ww\0\0\0\0"].concat();
    slice.extend(u32::try_from(numbers.len()).unwrap().to_le_bytes());
    for (number, unwanted) in numbers {
        slice.extend(number.to_le_bytes());
        slice.extend([0, *unwanted, 0, 0, 1]);
    }
    slice.extend(b"CP");
    slice.extend(u32::try_from(removed.len()).unwrap().to_le_bytes());
    slice.extend(removed.iter().flat_map(|number| number.to_le_bytes()));
    slice.extend(b"MTZEND");
    slice
}

#[test]
fn a_slice_of_changes_removes_what_it_says() {
    let phone = Phone::new();
    let report = whole(&phone, slice(b"MTZF", &[(41_615_550_101, 7), (41_615_550_102, 7)], &[]));
    assert!(!report.list.unwrap().holds_changes);
    let daily = slice(b"MTZD", &[(41_615_550_103, 5)], &[41_615_550_102, 41_615_550_109]);
    let report = changes(&phone, &daily).unwrap();
    assert_eq!((report.changes, report.rows), (Some(of(1, 0, 1)), 3));
    assert!(report.list.unwrap().holds_changes);
    assert_eq!(known(&phone, "+41615550102"), None);
    assert!(whole(&phone, &daily).list.unwrap().holds_changes, "and is no list by itself");
}

#[test]
fn changes_are_taken_whole_or_not_at_all() {
    let phone = Phone::new();
    assert!(matches!(changes(&phone, "phone\n+41615550101\n"), Err(Error::UnknownList { .. })));
    whole(&phone, "phone,votes\n+41615550101,5\n");
    for (content, expected) in [
        ("phone\nhello\n", "rows is usable"),
        ("nothing\nat all\n", "expected a column"),
        ("[{\"phone\":\"+41615550102\"},{\"phone\"", "ends before it is complete"),
        (
            "Company_Phone_Number,Created_Date,Violation_Date\n2125550101,2026-11-20,\n",
            "complaints",
        ),
    ] {
        let error = changes(&phone, content).unwrap_err().to_string();
        assert!(error.contains(expected), "{error}");
        assert_eq!(known(&phone, "+41615550101"), Some((Some(5), None)), "{content}");
        assert_eq!(stored(&phone).numbers, 1, "{content}");
    }
    let path = phone.file("changes", "phone\n+41615550102\n");
    let stop = |_| ControlFlow::Break(());
    let stopped = phone.screener.import_list_changes(&source(), &path, None, noon(), stop);
    assert!(matches!(stopped, Err(Error::Cancelled)));
    assert_eq!(stored(&phone).numbers, 1);
}

#[test]
fn settings_and_source_stay_unless_told() {
    let phone = Phone::new();
    let first =
        ListSource { source: "S".into(), licence: "C".into(), version: "1".into(), ..source() };
    let path = phone.file("whole", "phone\n+41615550101\n");
    phone.screener.import_list(&first, &path, None, noon()).unwrap();
    let import = |source: &ListSource| {
        let go_on = |_| ControlFlow::Continue(());
        phone.screener.import_list_changes(source, &path, None, noon(), go_on).unwrap();
        let ListInfo { source, licence, version, threshold, .. } = stored(&phone);
        (source, licence, version, threshold)
    };
    let told = |version: &str, threshold| ("S".into(), "C".into(), version.into(), threshold);
    assert_eq!(import(&source()), told("1", 1));
    let later = ListSource { version: "2".into(), threshold: Some(4), ..source() };
    assert_eq!(import(&later), told("2", 4));
    assert_eq!(import(&source()), told("2", 4));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    /// A list and its changes say what the list as it became says.
    #[test]
    fn a_changed_list_is_the_list_it_became(
        before in prop::collection::btree_map(0..400_u32, 1..9_u32, 1..300),
        changed in prop::collection::btree_map(0..400_u32, 0..9_u32, 0..300),
    ) {
        let table = |rows: &mut dyn Iterator<Item = (&u32, &u32)>| {
            let rows: Vec<_> = rows.map(|(place, votes)| format!("+4161555{place:04},{votes}")).collect();
            format!("phone,votes\n{}\n", rows.join("\n"))
        };
        let mut after = before.clone();
        after.extend(&changed);
        after.retain(|_, votes| *votes > 0);
        let phone = Phone::new();
        whole(&phone, table(&mut before.iter()));
        let report = changes(&phone, table(&mut changed.iter())).unwrap();
        let added = changed.iter().filter(|(place, votes)| **votes > 0 && !before.contains_key(place));
        let removed = changed.iter().filter(|(place, votes)| **votes == 0 && before.contains_key(place));
        let other = changed.iter().filter(|(place, votes)| {
            **votes > 0 && before.get(place).is_some_and(|before| before != *votes)
        });
        let expected = [added.count(), other.count(), removed.count()];
        let [added, other, removed] = expected.map(|count| u64::try_from(count).unwrap());
        prop_assert_eq!(report.changes, Some(of(added, other, removed)));
        prop_assert_eq!(stored(&phone).numbers, u64::try_from(after.len()).unwrap());
        for place in 0..400 {
            let score = known(&phone, &format!("+4161555{place:04}")).and_then(|(score, _)| score);
            prop_assert_eq!(score, after.get(&place).copied());
        }
    }

    #[test]
    fn spoilt_changes_give_an_error_or_a_report(
        at in any::<prop::sample::Index>(),
        byte in any::<u8>(),
        cut in any::<bool>(),
    ) {
        let phone = Phone::new();
        whole(&phone, "phone\n+41615550101\n");
        let mut spoilt = slice(b"MTZD", &[(41_615_550_103, 5)], &[41_615_550_101]);
        let at = at.index(spoilt.len());
        if cut { spoilt.truncate(at) } else { spoilt[at] = byte }
        let of = changes(&phone, &spoilt).map_or(of(0, 0, 0), |report| report.changes.unwrap());
        prop_assert_eq!(stored(&phone).numbers, 1 + of.added - of.removed);
    }
}
