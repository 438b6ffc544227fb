use std::collections::BTreeMap;

use proptest::prelude::*;
use rusqlite::Connection;

use super::*;

const SMALLEST: u64 = 100_000;
const LARGEST: u64 = 999_999_999_999_999;

fn database() -> Connection {
    let connection = Connection::open_in_memory().unwrap();
    let table = "CREATE TABLE list_block (
        key INTEGER PRIMARY KEY, deltas BLOB NOT NULL, scores BLOB, remarks BLOB)";
    connection.execute_batch(table).unwrap();
    connection
}

/// Remarks are of no concern here.
fn apply(transaction: &Transaction<'_>, list: ListId, changes: &[Change]) -> Result<Tally> {
    super::apply(transaction, list, changes, |_| Ok(()))
}

fn list() -> ListId {
    ListId::new(5).unwrap()
}

fn neighbours() -> [ListId; 2] {
    [ListId::new(4).unwrap(), ListId::new(6).unwrap()]
}

/// Numbers as the store has them, and the sizes of their blocks.
fn stored(transaction: &Transaction<'_>, list: ListId) -> (Vec<Item>, Vec<usize>) {
    let items: Vec<Item> = Numbers::of(transaction, list).collect::<Result<_>>().unwrap();
    let sql = "SELECT key FROM list_block WHERE key BETWEEN ?1 AND ?2";
    let mut statement = transaction.prepare(sql).unwrap();
    let keys = statement.query_map([list.first_key(), list.last_key()], |row| row.get(0)).unwrap();
    let sizes = keys.map(|key: rusqlite::Result<i64>| {
        let mut items = Vec::new();
        read(transaction, key.unwrap(), &mut items).unwrap();
        items.len()
    });
    (items, sizes.collect())
}

fn as_list(known: &BTreeMap<u64, (u32, u32)>) -> Vec<Item> {
    known.iter().map(|(&number, &(score, remark))| Item { number, score, remark }).collect()
}

/// What the changes mean, without blocks.
fn make(known: &mut BTreeMap<u64, (u32, u32)>, change: Change) {
    match change.what {
        What::Remove => {
            known.remove(&change.number);
        }
        What::Put { score, remark } => {
            known.insert(change.number, (score, remark));
        }
        What::Add { score, remark } => {
            let (sum, now) = known.entry(change.number).or_insert((0, 0));
            *sum = sum.saturating_add(score);
            *now = if remark == 0 { *now } else { remark };
        }
    }
}

fn any_number() -> impl Strategy<Value = u64> {
    prop_oneof![
        8 => 41_445_550_000..41_445_552_000_u64,
        1 => SMALLEST..=LARGEST,
        1 => prop::sample::select(vec![SMALLEST, SMALLEST + 1, LARGEST - 1, LARGEST]),
    ]
}

fn any_change() -> impl Strategy<Value = Change> {
    let score = prop_oneof![4 => Just(1_u32), 1 => any::<u32>()];
    let remark = prop_oneof![4 => Just(0_u32), 1 => 0..3_u32];
    (any_number(), 0..5_u8, score, remark).prop_map(|(number, what, score, remark)| {
        let what = match what {
            0 | 1 => What::Add { score, remark },
            2 => What::Put { score, remark },
            _ => What::Remove,
        };
        Change { number, what }
    })
}

fn any_days() -> impl Strategy<Value = Vec<Vec<Change>>> {
    // A day of thousands beside days of few, so that blocks are built, parted and joined.
    let day = prop_oneof![
        prop::collection::vec(any_change(), 0..20),
        prop::collection::vec(any_change(), 0..2_500),
        (any_number(), 1..1_500_u64).prop_map(|(first, count)| {
            let last = first.saturating_add(count).min(LARGEST);
            (first..=last).map(|number| Change { number, what: What::Remove }).collect()
        }),
    ];
    prop::collection::vec(day, 1..7)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn blocks_know_what_a_map_knows(days in any_days(), asked in any_number()) {
        let mut connection = database();
        let transaction = connection.transaction().unwrap();
        for list in neighbours() {
            let ends = [SMALLEST, LARGEST].map(|number| {
                Change { number, what: What::Put { score: 9, remark: 9 } }
            });
            apply(&transaction, list, &ends).unwrap();
        }
        let mut known = BTreeMap::new();
        for mut day in days {
            day.sort_by_key(|change| change.number);
            let before: Vec<u64> = known.keys().copied().collect();
            let tally = apply(&transaction, list(), &day).unwrap();
            for change in day {
                make(&mut known, change);
            }
            let came = known.keys().filter(|number| before.binary_search(number).is_err()).count();
            let went = before.iter().filter(|number| !known.contains_key(number)).count();
            prop_assert_eq!((tally.added, tally.removed), (came as u64, went as u64));

            let (items, sizes) = stored(&transaction, list());
            prop_assert_eq!(items, as_list(&known));
            prop_assert!(sizes.iter().all(|size| (1..=256).contains(size)), "{:?}", sizes);
            let small = sizes.iter().filter(|&&size| size < 64).count();
            prop_assert!(small <= usize::from(sizes.len() == 1), "{:?}", sizes);
        }
        for number in known.keys().copied().chain([asked, SMALLEST, LARGEST]) {
            let expected = known.get(&number).map(|&(score, remark)| Item { number, score, remark });
            prop_assert_eq!(find(&transaction, list(), number).unwrap(), expected);
        }
        clear(&transaction, list()).unwrap();
        prop_assert_eq!(stored(&transaction, list()).1.len(), 0);
        for list in neighbours() {
            prop_assert_eq!(stored(&transaction, list).0.len(), 2);
        }
    }

    #[test]
    fn damaged_blocks_are_told_not_trusted(
        blob in prop::collection::vec(any::<u8>(), 0..60),
        column in prop::sample::select(vec!["deltas", "scores", "remarks"]),
        changes in prop::collection::vec(any_change(), 0..50),
        asked in any_number(),
    ) {
        let mut connection = database();
        let transaction = connection.transaction().unwrap();
        let put = |number| Change { number, what: What::Put { score: 2, remark: 1 } };
        let full: Vec<_> = (0..600).map(|place| put(41_445_550_000 + 3 * place)).collect();
        apply(&transaction, list(), &full).unwrap();
        let sql = format!(
            "UPDATE list_block SET {column} = ?1
             WHERE key = (SELECT key FROM list_block ORDER BY key LIMIT 1 OFFSET 1)"
        );
        transaction.execute(&sql, [blob]).unwrap();
        // Answers or errors: all but a panic.
        let _ = find(&transaction, list(), asked);
        let numbers: Result<Vec<Item>> = Numbers::of(&transaction, list()).collect();
        if let Ok(items) = numbers {
            prop_assert!(items.windows(2).all(|pair| pair[0].number < pair[1].number));
        }
        let mut changes = changes;
        changes.sort_by_key(|change| change.number);
        let _ = apply(&transaction, list(), &changes);
    }
}

#[test]
fn a_block_that_is_no_blob_is_told() {
    let mut connection = database();
    let transaction = connection.transaction().unwrap();
    for value in ["NULL", "7", "'text'"] {
        let sql = format!(
            "DELETE FROM list_block;
             INSERT INTO list_block (key, deltas, scores) VALUES ({}, x'00', {value})",
            list().key(SMALLEST),
        );
        transaction.execute_batch(&sql).unwrap();
        let found = find(&transaction, list(), SMALLEST);
        assert_eq!(found.is_ok(), value == "NULL", "{value}");
    }
}

#[test]
fn the_last_list_has_the_last_keys() {
    assert_eq!(ListId::new(0), None);
    assert_eq!(ListId::new(ListId::MAX + 1), None);
    assert!(ListId::new(ListId::MAX).unwrap().first_key() > 0);
    assert_eq!(ListId::new(ListId::MAX).unwrap().last_key(), i64::MAX);
}

/// 73 days of changes to a fifth of the numbers: a year in small. The bench `lists` does a whole one.
#[test]
fn a_list_updated_every_day_stays_nearly_as_small_as_a_fresh_one() {
    let folder = tempfile::tempdir().unwrap();
    let build = |name: &str| {
        let connection = Connection::open(folder.path().join(name)).unwrap();
        connection.execute_batch("PRAGMA synchronous = off").unwrap();
        let table = "CREATE TABLE list_block (
            key INTEGER PRIMARY KEY, deltas BLOB NOT NULL, scores BLOB, remarks BLOB)";
        connection.execute_batch(table).unwrap();
        connection
    };
    let size = |name: &str| std::fs::metadata(folder.path().join(name)).unwrap().len();
    let put = |number| Change { number, what: What::Put { score: 1, remark: 0 } };
    let mut state = 1_u64;
    let mut below = |end: u64| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
        (state >> 33) % end
    };
    // Six of ten in ranges of a hundred, of which half is listed.
    let mut number = |_| match below(10) {
        0..6 => 41_400_000_000 + below(1_000) * 1_000_000 + below(100),
        _ => 41_400_000_000 + below(1_000_000_000),
    };
    let mut current: Vec<u64> = (0..50_000).map(&mut number).collect();
    current.sort_unstable();
    current.dedup();

    let mut updated = build("updated");
    let transaction = updated.transaction().unwrap();
    let all: Vec<_> = current.iter().copied().map(put).collect();
    apply(&transaction, list(), &all).unwrap();
    transaction.commit().unwrap();
    for day in 0..73_u64 {
        let transaction = updated.transaction().unwrap();
        let mut changes: Vec<_> = (0..140).map(&mut number).map(put).collect();
        changes.extend((0..140).filter_map(|place| {
            let index = usize::try_from(day * 7_919 + place * 353).unwrap() % current.len();
            let number = *current.get(index)?;
            Some(Change { number, what: What::Remove })
        }));
        changes.sort_by_key(|change| change.number);
        apply(&transaction, list(), &changes).unwrap();
        current = stored(&transaction, list()).0.iter().map(|item| item.number).collect();
        transaction.commit().unwrap();
    }

    let mut fresh = build("fresh");
    let transaction = fresh.transaction().unwrap();
    let all: Vec<_> = current.iter().copied().map(put).collect();
    apply(&transaction, list(), &all).unwrap();
    transaction.commit().unwrap();
    drop((updated, fresh));
    let (updated, fresh) = (size("updated"), size("fresh"));
    assert!(updated * 10 <= fresh * 12, "{updated} bytes after a year, {fresh} afresh");
}
