//! The callback desk on the command line.

use serde_json::json;

use crate::support::Home;

const NOW: &str = "2026-11-20T18:00:00+01:00";
const CALLS: &str = r#"{"number":"+41615550101","at":"2026-11-20T17:40:00+01:00"}
{"number":"+41625550201","at":"2026-11-20T17:50:00+01:00"}
{"presentation":"withheld","at":"2026-11-20T17:55:00+01:00"}
"#;

#[test]
fn callers_are_on_the_desk_until_they_are_dealt_with() {
    let home = Home::new();
    assert_eq!(home.ok(&["callbacks"]), "Nobody is to be rung back.\n");
    assert_eq!(home.with_input(&["screen"], CALLS).code, 0);
    home.ok(&["journal", "outcome", "2", "message-left"]);
    home.file(
        "office.json",
        r#"{"opening": {"zone": "Europe/Zurich", "windows": ["mon-fri 08:00-18:00"]}}"#,
    );
    assert_eq!(home.json(&["callbacks", "settings", "office.json"])["minutes"], 60);
    let desk = || home.json(&["callbacks", "--at", NOW]);
    assert_eq!(desk()["without_number"], 1);
    let due = |place: usize| {
        let callback = &desk()["callbacks"][place];
        (callback["number"].clone(), callback["due_at"].clone())
    };
    assert_eq!(due(0), (json!("+41625550201"), json!("2026-11-23T08:05:00+01:00")));
    assert_eq!(due(1), (json!("+41615550101"), json!("2026-11-23T08:40:00+01:00")));
    let text = home.ok(&["callbacks", "--at", NOW]);
    assert!(text.contains("tried once, left a message"), "{text}");
    assert!(text.ends_with("\nAnd 1 call without a number.\n"), "{text}");

    home.ok(&["callbacks", "note", "061 555 01 01", "plumber"]);
    home.ok(&["callbacks", "done", "062 555 02 01"]);
    assert_eq!(desk()["callbacks"].as_array().unwrap().len(), 1);
    assert_eq!(desk()["callbacks"][0]["note"], "plumber");
    home.ok(&["callbacks", "reopen", "062 555 02 01"]);
    assert_eq!(desk()["callbacks"].as_array().unwrap().len(), 2);
    let until = "2099-11-24T09:00:00+01:00";
    home.ok(&["callbacks", "snooze", "062 555 02 01", "--until", until]);
    assert_eq!(due(1), (json!("+41625550201"), json!(until)));

    let message = ["callbacks", "--at", NOW, "message", "0615550101", "--text", "who_is_calling"];
    assert_eq!(home.run(&message).code, 2, "the time stands behind the command");
    let message = |name, at| {
        let message = ["callbacks", "message", "0615550101", "--text", name, "--at", at];
        home.run(&message)
    };
    let text = message("who_is_calling", NOW).out;
    assert!(text.starts_with("Hello, you rang on 20 Nov at 17:40."), "{text}");
    let text = message("will_ring_back", NOW).out;
    assert!(text.ends_with("back by 23 Nov 08:40.\n"), "{text}");
    let long_after = message("will_ring_back", "2099-11-20T18:00:00+01:00");
    assert!(long_after.err.contains("no callback"), "{}", long_after.err);
}

#[test]
fn texts_are_shown_changed_and_reset() {
    let home = Home::new();
    let own = home.json(&["callbacks", "texts", "will_ring_back", "By {due}, {me}"]);
    let expected = json!({ "name": "will_ring_back", "text": "By {due}, {me}", "own": true });
    assert_eq!(own[1], expected);
    assert_eq!(home.json(&["callbacks", "texts", "will_ring_back", "--reset"])[1]["own"], false);
    let run = home.run(&["callbacks", "texts", "mine", "{nmae}"]);
    assert_eq!(run.code, 1);
    assert!(run.err.contains("message text: expected {name}"), "{}", run.err);
    assert_eq!(home.run(&["callbacks", "done", "0615550101"]).code, 1);
    home.file("bad.json", r#"{"minuts": 3}"#);
    let run = home.run(&["callbacks", "settings", "bad.json"]);
    assert!(run.err.contains("bad.json: callback settings, line 1"), "{}", run.err);
}
