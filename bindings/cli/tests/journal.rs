//! The journal on the command line.

use std::time::Duration;

use serde_json::json;

use crate::support::Home;

const CALLS: &str = r#"{"number":"+41615550101","at":"2026-11-21T08:15:00+01:00"}
{"number":"+41615550102","at":"2026-11-21T08:16:00+01:00","call_id":"A-2"}
{"presentation":"withheld","at":"2026-11-21T08:17:00+01:00"}
"#;

#[test]
fn calls_are_found_told_forgotten_and_kept() {
    let home = Home::new();
    assert_eq!(home.with_input(&["screen"], CALLS).code, 0);
    let found = |args: &[&str]| {
        let calls = home.json(&[&["journal"], args].concat());
        calls.as_array().unwrap().iter().map(|call| call["id"].clone()).collect::<Vec<_>>()
    };
    assert_eq!(found(&["--number", "061 555 01 01"]), [json!(1)]);
    assert_eq!(found(&["--before", "3", "--limit", "1"]), [json!(2)]);
    let times = ["--from", "2026-11-21T08:16:00+01:00", "--to", "2026-11-21T08:17:00+01:00"];
    assert_eq!(found(&times), [json!(2)]);
    assert!(found(&["--verdict", "reject"]).is_empty());
    assert!(found(&["--label", "kitchen"]).is_empty());
    assert_eq!(home.ok(&["journal", "--verdict", "reject"]), "No such call.\n");

    let outcome = json!({ "ending": "rang_once", "ring_seconds": 2, "talk_seconds": null });
    let told = home.json(&["journal", "outcome", "2", "rang-once", "--ring", "2"]);
    assert_eq!(told, json!({ "id": 2, "outcome": outcome }));
    let calls = home.json(&["journal"]);
    assert_eq!((&calls[1]["outcome"], &calls[1]["call_id"]), (&outcome, &json!("A-2")));
    assert!(calls[0]["outcome"].is_null());
    assert!(home.ok(&["journal"]).contains("rang once"));

    let run = home.run(&["journal", "outcome", "2", "missed", "--talk", "30"]);
    assert_eq!(run.code, 2);
    assert!(run.err.contains("--talk: expected with \"answered\""), "{}", run.err);
    assert_eq!(home.json(&["journal"])[1]["outcome"], outcome, "nothing is changed");
    assert_eq!(home.run(&["spoke", "061 555 01 01", "--seconds", "0"]).code, 2);

    assert_eq!(home.json(&["journal", "forget", "2"]), json!({ "forgotten": 2 }));
    assert_eq!(home.run(&["journal", "forget", "2"]).code, 1);
    assert_eq!(home.json(&["journal", "keep"]), json!({ "days": 180, "calls": 10_000 }));
    let kept = home.json(&["journal", "keep", "--days", "30"]);
    assert_eq!(kept, json!({ "days": 30, "calls": 10_000 }));
    let run = home.run(&["journal", "keep", "--days", "0"]);
    assert_eq!(run.code, 1);
    assert!(run.err.contains("days: expected 1 to 3650"), "{}", run.err);
}

#[test]
fn a_call_decided_behind_a_lock_is_in_the_journal_when_the_lock_is_gone() {
    let home = Home::new();
    home.ok(&["journal"]);
    let store = home.path().join("callscreen/store.sqlite3");
    let mut other = rusqlite::Connection::open(store).unwrap();
    let write = other.transaction_with_behavior(rusqlite::TransactionBehavior::Immediate).unwrap();
    let mut command = home.command(&["screen", "--number", "+41615550101"]);
    let mut child = command.stderr(std::process::Stdio::piped()).spawn().unwrap();
    // Longer than the core waits by itself.
    std::thread::sleep(Duration::from_secs(6));
    assert!(child.try_wait().unwrap().is_none(), "the program did not wait");
    write.rollback().unwrap();
    assert!(child.wait().unwrap().success());
    assert_eq!(home.json(&["journal"]).as_array().unwrap().len(), 1);
}

#[test]
fn a_call_that_the_journal_does_not_take_has_an_exit_code_of_its_own() {
    let home = Home::new();
    home.ok(&["journal"]);
    let other = rusqlite::Connection::open(home.path().join("callscreen/store.sqlite3")).unwrap();
    let full = "CREATE TRIGGER full BEFORE INSERT ON journal
                BEGIN SELECT RAISE(FAIL, 'disk full'); END";
    other.execute_batch(full).unwrap();
    let run = home.run(&["screen", "--number", "+41615550101"]);
    assert!(run.out.starts_with("voicemail"), "{}", run.out);
    assert_eq!(run.code, 5);
    assert!(run.err.contains("calls are missing from the journal"), "{}", run.err);
}
