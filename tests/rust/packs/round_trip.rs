//! What a publisher builds is what a subscriber has.

use callscreen_core::lists::{Entry, ListSettings, ListWeight};
use proptest::prelude::*;

use super::support::{LIST, Publisher, any_entries, info, number, open, rebuilt, subscribed};
use crate::support::{Phone, noon};

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn a_full_pack_carries_the_list(entries in any_entries()) {
        let (publisher, phone) = (Publisher::new(), Phone::new());
        let body = publisher.body(7, &entries);
        phone.screener.apply_pack_bytes(&publisher.sign(body.clone()), &publisher.key(), noon())
            .unwrap();
        prop_assert_eq!(rebuilt(&phone.screener, "Sales", info(7)), body);
    }

    #[test]
    fn a_diff_makes_the_old_list_the_new_one(
        old in any_entries(), kept in prop::collection::vec(any::<bool>(), 220), new in any_entries(),
    ) {
        // Most diffs leave most of a list as it was.
        let kept = old.iter().zip(&kept).filter(|(_, kept)| **kept).map(|(entry, _)| entry.clone());
        let mut new = new;
        new.retain(|entry| !old.iter().any(|before| before.subject == entry.subject));
        let new: Vec<Entry> = kept.chain(new).collect();

        let (publisher, phone) = (Publisher::new(), Phone::new());
        let (old, new) = (publisher.pack(1, &old), publisher.body(2, &new));
        let diff = publisher.diff(&old, &new);
        for pack in [&old, &diff] {
            phone.screener.apply_pack_bytes(pack, &publisher.key(), noon()).unwrap();
        }
        prop_assert_eq!(rebuilt(&phone.screener, "Sales", info(2)), new);
    }
}

#[test]
fn a_diff_holds_what_changed_and_nothing_else() {
    let publisher = Publisher::new();
    let mut entries: Vec<_> = (0..20_000).map(|place| number(41_445_550_000 + 3 * place)).collect();
    let old = publisher.body(1, &entries);
    entries.remove(700);
    entries[900].score = 9;
    entries[901].label = "new".to_owned();
    entries.push(number(41_999_999_999));
    let diff = publisher.diff(&old, &publisher.body(5, &entries));
    let info = open(&diff).info().clone();
    assert_eq!((info.version, info.base), (5, Some(1)));
    let counts = info.counts;
    assert_eq!((counts.added, counts.changed, counts.removed), (1, 2, 1));
    assert_eq!((counts.numbers_after, counts.ranges_after), (20_000, 0));
    assert!(open(&diff).body_bytes() < 320, "{}", open(&diff).body_bytes());
}

#[test]
fn what_the_user_set_stays_and_what_the_publisher_says_is_shown() {
    let (publisher, phone) = (Publisher::new(), Phone::new());
    let first = publisher.body(1, &[number(41_445_550_101)]);
    let apply =
        |pack: &[u8]| phone.screener.apply_pack_bytes(pack, &publisher.key(), noon()).unwrap();
    let list = apply(&publisher.sign(first.clone()));
    assert_eq!((list.threshold, list.weight, list.enabled), (3, ListWeight::Block, true));
    let settings = ListSettings { threshold: 9, weight: ListWeight::Warn, enabled: false };
    phone.screener.set_list("Sales", settings).unwrap();

    let mut later = info(2);
    later.name = "Another name".to_owned();
    later.licence = "CC-BY-4.0".to_owned();
    later.threshold = 1;
    let second = publisher.body_of(later, &[number(41_445_550_101), number(41_445_550_102)]);
    let list = apply(&publisher.diff(&first, &second));
    assert_eq!(list.settings(), settings);
    assert_eq!(list, subscribed(&phone));
    assert_eq!((list.numbers, list.version.as_str()), (2, "2"));
    assert_eq!(list.licence, "CC-BY-4.0");
    let pack = list.pack.unwrap();
    assert_eq!((pack.pack.as_str(), pack.version), (LIST, 2));
    assert_eq!(pack.attribution, "© the testers");
    assert_eq!(pack.regions, ["CH", "DE"]);
    assert_eq!(pack.key.as_deref(), Some(publisher.key().as_str()));
}
