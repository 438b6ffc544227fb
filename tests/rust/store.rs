//! What is stored stays, and old stores come along.

use std::fs;
use std::path::Path;
use std::time::{Duration, Instant};

use callscreen_core::lists::ListWeight;
use callscreen_core::verdict::Verdict;
use callscreen_core::{Error, Screener};

use crate::support::{Phone, call, list, noon, region};

fn open(path: &Path) -> Result<Screener, Error> {
    Screener::open(path, &[region("CH")])
}

#[test]
fn everything_survives_closing_and_opening() {
    let phone = Phone::new();
    phone.contacts(&["061 555 01 01"]);
    phone.screener.put_rule("061 555 02 02", Verdict::Reject, "rude").unwrap();
    phone.import("phone\n061 555 03 03\n");
    phone.screener.screen(&call("+41615550404"));
    phone.screener.shutdown();

    let again = open(&phone.store()).unwrap();
    let verdict = |number| again.explain(&call(number)).unwrap().verdict;
    assert_eq!(verdict("+41615550101"), Verdict::Allow);
    assert_eq!(verdict("+41615550202"), Verdict::Reject);
    assert_eq!(verdict("+41615550303"), Verdict::Reject);
    assert_eq!(again.journal(10).unwrap().len(), 1);
    assert_eq!(again.rules().unwrap()[0].note, "rude");
}

#[test]
fn a_store_of_version_1_comes_up_to_date_with_all_it_held() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("store");
    fs::write(&path, include_bytes!("../vectors/stores/v1.store")).unwrap();
    let screener = open(&path).unwrap();
    let verdict = |number| screener.explain(&call(number)).unwrap().verdict;
    assert_eq!(verdict("+41615550101"), Verdict::Allow, "contact");
    assert_eq!(verdict("+41615550202"), Verdict::Allow, "own number");
    assert_eq!(verdict("+41900123456"), Verdict::Reject, "own prefix");
    assert_eq!(verdict("+41445550199"), Verdict::Reject, "list");
    assert_eq!(verdict("+41615550303"), Verdict::Allow, "dialled");
    assert_eq!(screener.journal(10).unwrap().len(), 1);
    assert_eq!(screener.lists().unwrap()[0].licence, "CC0");
}

#[test]
fn a_store_of_version_2_comes_up_to_date_with_its_lists() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("store");
    fs::write(&path, include_bytes!("../vectors/stores/v2.store")).unwrap();
    for _ in 0..2 {
        let screener = open(&path).unwrap();
        let listed = |number| screener.explain(&call(number)).unwrap().trace.facts.listings;
        let scores = |number| listed(number).iter().map(|found| found.score).collect::<Vec<_>>();
        assert_eq!(scores("+41445550199"), [Some(7)]);
        assert_eq!(scores("+41445550198"), [Some(2)], "below the threshold");
        assert_eq!(scores("+41445550197"), [Some(u32::MAX)]);
        assert_eq!(scores("+41615561234"), [None], "a range");
        assert_eq!(scores("+41615567123"), [None], "a range inside another");
        assert_eq!(scores("+3908441234"), [None], "a range of one length");
        assert_eq!(scores("+39084412345"), []);
        assert_eq!(listed("+493023100007")[0].list, "Plain");
        assert_eq!(scores("+493023100006"), []);
        assert_eq!(scores("+999999999999999"), [Some(1)]);
        let lists = screener.lists().unwrap();
        let told: Vec<_> = lists.iter().map(|list| (list.numbers, list.ranges)).collect();
        assert_eq!(told, [(302, 0), (3, 3)]);
        assert_eq!((lists[1].threshold, lists[1].licence.as_str()), (4, "CC0"));
        assert!(lists.iter().all(|list| list.enabled && list.weight == ListWeight::Block));
        assert_eq!(screener.journal(10).unwrap().len(), 1);
        screener.shutdown();
    }
}

#[test]
fn a_store_of_version_3_comes_up_to_date_with_all_it_held() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("store");
    fs::write(&path, include_bytes!("../vectors/stores/v3.store")).unwrap();
    let old = rusqlite::Connection::open(&path).unwrap();
    // Labels, which the fixture has none of: one of three entries, one of none.
    let labels = "INSERT INTO list_remark VALUES (1, 1, 'sales', 'Acme'), (2, 1, '', 'nobody');
                  UPDATE list_block SET remarks = x'0300';
                  UPDATE list_range SET remark = 1;";
    old.execute_batch(labels).unwrap();
    drop(old);
    for _ in 0..2 {
        let screener = open(&path).unwrap();
        let verdict = |number| screener.explain(&call(number)).unwrap().verdict;
        assert_eq!(verdict("+41615550101"), Verdict::Allow, "contact");
        assert_eq!(verdict("+41615550202"), Verdict::Allow, "own number");
        assert_eq!(verdict("+41900123456"), Verdict::Reject, "own prefix");
        assert_eq!(verdict("+41445550199"), Verdict::Reject, "list");
        assert_eq!(verdict("+41445550198"), Verdict::Voicemail, "below the threshold");
        assert_eq!(verdict("+41615561234"), Verdict::Reject, "a range");
        let listings = screener.explain(&call("+41445550199")).unwrap().trace.facts.listings;
        assert_eq!(listings[0].label, "Acme");
        let store = rusqlite::Connection::open(&path).unwrap();
        let kept = "SELECT group_concat(id || label || uses),
                           (SELECT group_concat(id) FROM list_remark_free) FROM list_remark";
        let kept = store.query_row(kept, (), |row| Ok((row.get(0)?, row.get(1)?))).unwrap();
        assert_eq!(kept, ("1Acme3".to_owned(), "2".to_owned()));
        assert_eq!(verdict("+41615550303"), Verdict::Allow, "dialled");
        assert_eq!(verdict("+41615550413"), Verdict::Reject, "the third of its block");
        let journal = screener.journal(10).unwrap();
        assert_eq!(journal.len(), 5);
        assert_eq!(journal[4].line.as_deref(), Some("work"));
        assert!(screener.marks().unwrap().is_empty());
        screener.shutdown();
    }
}

#[test]
fn a_file_that_is_not_ours_is_named_and_left_alone() {
    let folder = tempfile::tempdir().unwrap();
    let text = folder.path().join("notes.txt");
    let notes = "not a database, but long enough to have been one. ".repeat(40);
    fs::write(&text, &notes).unwrap();
    let error = open(&text).err().unwrap();
    assert!(matches!(error, Error::ForeignStore { .. }), "{error}");
    assert!(error.to_string().contains("notes.txt"), "{error}");
    assert_eq!(fs::read_to_string(&text).unwrap(), notes);

    let foreign = folder.path().join("other.db");
    let other = rusqlite::Connection::open(&foreign).unwrap();
    other.execute_batch("CREATE TABLE recipe (name TEXT)").unwrap();
    drop(other);
    let before = fs::read(&foreign).unwrap();
    let error = open(&foreign).err().unwrap();
    assert!(matches!(error, Error::ForeignStore { .. }), "{error}");
    assert_eq!(fs::read(&foreign).unwrap(), before);
}

#[test]
fn a_store_of_a_later_version_is_refused_and_left_alone() {
    let phone = Phone::new();
    phone.screener.shutdown();
    let later = rusqlite::Connection::open(phone.store()).unwrap();
    later.pragma_update(None, "user_version", 99).unwrap();
    drop(later);
    let error = open(&phone.store()).err().unwrap();
    assert!(matches!(error, Error::NewerStore { found: 99, .. }), "{error}");
}

#[test]
fn a_store_that_cannot_be_used_is_named_with_what_is_in_the_way() {
    let phone = Phone::new();
    phone.contacts(&["061 555 01 01"]);
    phone.screener.shutdown();
    let folder = tempfile::tempdir().unwrap();
    let damaged = folder.path().join("damaged");
    let whole = fs::read(phone.store()).unwrap();
    fs::write(&damaged, &whole[..whole.len() / 2]).unwrap();
    let cases = [
        (folder.path().to_owned(), "it is a folder"),
        (folder.path().join("missing").join("store"), "its folder does not exist"),
        (damaged, "it is damaged"),
    ];
    for (path, reason) in cases {
        let error = open(&path).err().unwrap();
        assert!(matches!(error, Error::UnusableStore { .. }), "{error}");
        let text = error.to_string();
        assert!(text.contains(reason) && text.contains(path.to_str().unwrap()), "{text}");
    }
    assert!(matches!(Screener::open(&folder.path().join("s"), &[]), Err(Error::NoHomeRegion)));
}

#[test]
fn an_empty_database_of_another_application_is_left_alone() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("other.db");
    let other = rusqlite::Connection::open(&path).unwrap();
    other.pragma_update(None, "application_id", 1234).unwrap();
    drop(other);
    let error = open(&path).err().unwrap();
    assert!(matches!(error, Error::ForeignStore { .. }), "{error}");
}

#[test]
fn a_store_is_opened_and_a_call_decided_while_another_process_writes() {
    let phone = Phone::new();
    phone.contacts(&["061 555 01 01"]);
    let mut other = rusqlite::Connection::open(phone.store()).unwrap();
    let write = other.transaction_with_behavior(rusqlite::TransactionBehavior::Immediate).unwrap();
    let start = Instant::now();
    let second = open(&phone.store()).unwrap();
    assert_eq!(second.screen(&call("+41615550101")).verdict, Verdict::Allow);
    assert!(start.elapsed() < Duration::from_secs(2), "the call waited for the other's write");
    write.rollback().unwrap();
}

#[test]
fn calls_are_decided_while_a_plan_is_written() {
    let phone = Phone::new();
    let numbers = (0..100_000).map(|place| format!("+4161{:07}", place * 7));
    let table: Vec<_> = std::iter::once("phone".to_owned()).chain(numbers).collect();
    phone.import(&table.join("\n"));
    let path = phone.file("plan", "");
    std::thread::scope(|scope| {
        let plan = scope.spawn(|| phone.screener.write_plan(&path, noon()).unwrap());
        let mut decided = 0;
        while !plan.is_finished() {
            phone.screener.explain(&call("+41445550101")).unwrap();
            decided += 1;
        }
        assert!(decided > 10, "{decided} calls got through while the plan was written");
    });
}

#[test]
fn the_store_is_in_wal_mode() {
    let phone = Phone::new();
    let other = rusqlite::Connection::open(phone.store()).unwrap();
    let mode = other.pragma_query_value(None, "journal_mode", |row| row.get::<_, String>(0));
    assert_eq!(mode.unwrap(), "wal");
}

#[test]
fn reports_add_up_to_the_most_that_can_be_counted() {
    let phone = Phone::new();
    let path = phone.file("list.csv", "phone,votes\n+41615550101,4294967295\n+41615550101,9\n");
    phone.screener.import_list(&list("L", u32::MAX), &path, None, noon()).unwrap();
    assert_eq!(phone.verdict("+41615550101"), Verdict::Reject);
}

#[test]
fn calls_are_decided_while_a_list_is_imported() {
    let phone = Phone::new();
    let numbers = (0..200_000).map(|place| format!("+4161{:07}", place * 7));
    let table: Vec<_> = std::iter::once("phone".to_owned()).chain(numbers).collect();
    let path = phone.file("large.csv", table.join("\n"));
    std::thread::scope(|scope| {
        let import = scope
            .spawn(|| phone.screener.import_list(&list("Large", 1), &path, None, noon()).unwrap());
        let mut decided = 0;
        // Fewer than wait for the journal at most.
        while decided < 900 && !import.is_finished() {
            phone.screener.screen(&call("+41445550101"));
            decided += 1;
        }
        assert_eq!(import.join().unwrap().taken, 200_000);
        assert!(decided > 1, "no call got through during the import");
        assert_eq!(phone.screener.journal(u32::MAX).unwrap().len(), decided);
    });
}

#[test]
fn a_rule_on_the_same_number_is_changed_not_doubled() {
    let phone = Phone::new();
    let first = phone.screener.put_rule("061 555 01 01", Verdict::Reject, "").unwrap();
    let second = phone.screener.put_rule("+41 61 555 01 01", Verdict::Allow, "sorry").unwrap();
    assert_eq!(first, second);
    assert_eq!(phone.verdict("0041615550101"), Verdict::Allow);
    phone.screener.remove_rule(first).unwrap();
    assert!(matches!(phone.screener.remove_rule(first), Err(Error::UnknownRule { .. })));
}

#[test]
fn a_removed_list_takes_its_numbers_along() {
    let phone = Phone::new();
    phone.import("phone\n061 555 03 03\n+4161556*\n");
    assert_eq!(phone.verdict("+41615550303"), Verdict::Reject);
    assert_eq!(phone.verdict("+41615560000"), Verdict::Reject);
    phone.screener.remove_list("Reports").unwrap();
    assert_eq!(phone.verdict("+41615550303"), Verdict::Voicemail);
    assert_eq!(phone.verdict("+41615560000"), Verdict::Voicemail);
    assert!(matches!(phone.screener.remove_list("Reports"), Err(Error::UnknownList { .. })));
}

#[test]
fn damage_found_later_names_the_file() {
    let phone = Phone::new();
    phone.import("phone\n061 555 01 01\n");
    phone.screener.shutdown();
    // The schema stays sound, and with it the opening of the store: where tables and indices begin is
    // damaged.
    let mut bytes = fs::read(phone.store()).unwrap();
    for page in root_pages(&phone) {
        bytes[(page - 1) * 4096..page * 4096].fill(0xff);
    }
    fs::write(phone.store(), &bytes).unwrap();
    let again = open(&phone.store()).unwrap();
    let error = again.rules().unwrap_err();
    assert!(matches!(error, Error::UnusableStore { .. }), "{error}");
    assert!(error.to_string().contains(phone.store().to_str().unwrap()), "{error}");
    assert_eq!(again.screen(&call("+41615550101")).verdict, Verdict::Allow);
}

/// The pages on which the tables and indices of a store begin, from 1.
fn root_pages(phone: &Phone) -> Vec<usize> {
    let tables = rusqlite::Connection::open(phone.store()).unwrap();
    let mut pages =
        tables.prepare("SELECT rootpage FROM sqlite_master WHERE rootpage > 0").unwrap();
    let pages = pages.query_map((), |row| row.get::<_, u32>(0)).unwrap();
    pages.map(|page| usize::try_from(page.unwrap()).unwrap()).collect()
}

#[test]
fn a_plan_replaces_nothing_but_a_plan() {
    let phone = Phone::new();
    phone.import("phone\n061 555 01 01\n");
    let letter = phone.file("plan.new", "Dear callscreen");
    let plan = phone.file("plan", "");
    phone.screener.write_plan(&plan, noon()).unwrap();
    phone.screener.write_plan(&plan, noon()).unwrap();
    assert_eq!(fs::read_to_string(&letter).unwrap(), "Dear callscreen");
    let wal = phone.file("empty-wal", "");
    // Stands for devices: were one replaced by a failing test, the machine would suffer.
    let socket = phone.store().with_file_name("socket");
    let _listener = std::os::unix::net::UnixListener::bind(&socket).unwrap();
    for other in [letter, phone.store(), wal, socket, std::env::temp_dir()] {
        let error = phone.screener.write_plan(&other, noon()).unwrap_err();
        assert!(matches!(error, Error::Format { .. }), "{error}");
    }
    assert_eq!(phone.verdict("+41615550101"), Verdict::Reject);
}

#[test]
fn a_store_locked_by_another_lets_the_call_through_in_time() {
    let phone = Phone::new();
    phone.screener.put_rule("+41615550101", Verdict::Reject, "").unwrap();
    phone.screener.shutdown();
    let other = rusqlite::Connection::open(phone.store()).unwrap();
    other.pragma_update(None, "locking_mode", "exclusive").unwrap();
    other.execute_batch("BEGIN EXCLUSIVE").unwrap();
    let start = Instant::now();
    assert!(matches!(open(&phone.store()), Err(Error::UnusableStore { .. })));
    assert!(start.elapsed() < Duration::from_secs(2), "opening waited for the lock");
}
