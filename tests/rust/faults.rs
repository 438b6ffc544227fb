//! `screen` always answers.

use std::time::{Duration, Instant};

use callscreen_core::Error;
use callscreen_core::call::Moment;
use callscreen_core::verdict::{Reason, Verdict};

use crate::support::{Phone, call, noon};

#[test]
fn a_call_after_shutdown_is_allowed_with_the_reason_fault() {
    let phone = Phone::new();
    phone.screener.shutdown();
    let decision = phone.screener.screen(&call("+41615550101"));
    assert_eq!((decision.verdict, decision.reason), (Verdict::Allow, Reason::Fault));
    assert!(matches!(phone.screener.rules(), Err(Error::Closed)));
    phone.screener.shutdown();
}

#[test]
fn a_store_broken_under_the_screener_lets_calls_through() {
    let phone = Phone::new();
    phone.screener.put_rule("+41615550101", Verdict::Reject, "").unwrap();
    let other = rusqlite::Connection::open(phone.store()).unwrap();
    other.execute_batch("DROP TABLE rule").unwrap();
    let decision = phone.screener.screen(&call("+41615550101"));
    assert_eq!((decision.verdict, decision.reason), (Verdict::Allow, Reason::Fault));
}

#[test]
fn a_lost_journal_does_not_change_the_verdict() {
    let phone = Phone::new();
    phone.screener.put_rule("+41615550101", Verdict::Reject, "").unwrap();
    let other = rusqlite::Connection::open(phone.store()).unwrap();
    other
        .execute_batch(
            "CREATE TRIGGER full BEFORE INSERT ON journal
             BEGIN SELECT RAISE(FAIL, 'disk full'); END",
        )
        .unwrap();
    assert_eq!(phone.screener.screen(&call("+41615550101")).verdict, Verdict::Reject);
    assert!(phone.screener.journal(10).unwrap().is_empty());
}

#[test]
fn a_write_under_way_elsewhere_delays_the_journal_not_the_call() {
    let phone = Phone::new();
    let mut other = rusqlite::Connection::open(phone.store()).unwrap();
    let write = other.transaction_with_behavior(rusqlite::TransactionBehavior::Immediate).unwrap();
    let start = Instant::now();
    assert_eq!(phone.screener.screen(&call("+41615550101")).verdict, Verdict::Voicemail);
    assert!(start.elapsed() < Duration::from_secs(2), "the call waited for the journal");
    assert!(phone.screener.journal(10).unwrap().is_empty());
    write.rollback().unwrap();
    assert_eq!(phone.screener.journal(10).unwrap().len(), 1);
}

#[test]
fn robots_are_counted_while_the_journal_waits_and_nothing_is_lost_at_the_end() {
    let phone = Phone::new();
    let store = phone.store();
    let mut other = rusqlite::Connection::open(&store).unwrap();
    let write = other.transaction_with_behavior(rusqlite::TransactionBehavior::Immediate).unwrap();
    let verdicts = ["+41615550101", "+41615550102", "+41615550102", "+41615550103"]
        .map(|number| phone.screener.screen(&call(number)).verdict);
    let [first, second, again, third] = verdicts;
    assert_eq!([first, second, again], [Verdict::Voicemail; 3]);
    assert_eq!(third, Verdict::Reject);
    write.rollback().unwrap();
    phone.screener.shutdown();
    let count = other.query_row("SELECT count(*) FROM journal", (), |row| row.get::<_, u32>(0));
    assert_eq!(count.unwrap(), 4);
}

#[test]
fn what_the_user_dials_counts_at_once_while_another_process_writes() {
    let phone = Phone::new();
    phone.import("phone\n061 555 01 01\n");
    let mut other = rusqlite::Connection::open(phone.store()).unwrap();
    let write = other.transaction_with_behavior(rusqlite::TransactionBehavior::Immediate).unwrap();
    assert!(phone.screener.record_outgoing_call("+41615550102", noon()).unwrap());
    assert!(!phone.screener.record_outgoing_call("hello", noon()).unwrap());
    assert_eq!(phone.verdict("+41615550102"), Verdict::Allow);
    assert_eq!(phone.verdict("+41615550101"), Verdict::Reject);
    assert!(phone.screener.record_outgoing_call("117", noon()).unwrap());
    assert_eq!(phone.verdict("+41615550101"), Verdict::Allow, "after an emergency call");
    write.rollback().unwrap();
    phone.screener.shutdown();
    let count = |table: &str| {
        let sql = format!("SELECT count(*) FROM {table}");
        other.query_row(&sql, (), |row| row.get::<_, u32>(0)).unwrap()
    };
    assert_eq!((count("outgoing_call"), count("partner")), (2, 2));
}

#[test]
fn times_at_the_edge_of_the_calendar_do_no_harm() {
    let phone = Phone::new();
    phone.screener.record_outgoing_call("+41615550101", noon()).unwrap();
    for unix_ms in [i64::MIN, -1, 0, i64::MAX] {
        for utc_offset_minutes in [i32::MIN, 0, i32::MAX] {
            let mut odd = call("+41615550101");
            odd.at = Moment { unix_ms, utc_offset_minutes };
            assert_ne!(phone.screener.screen(&odd).reason, Reason::Fault);
        }
    }
    assert_eq!(phone.screener.journal(100).unwrap().len(), 12);
}
