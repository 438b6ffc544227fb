//! What another policy would have done, on the command line.

use serde_json::json;

use crate::support::Home;

fn home() -> Home {
    let home = Home::new();
    for (number, hour) in [("044 555 01 31", "08"), ("+86 138 1234 5678", "09")] {
        let at = format!("2026-11-20T{hour}:15:00+01:00");
        home.ok(&["screen", "--number", number, "--at", &at]);
    }
    home
}

#[test]
fn changes_are_told_in_sums_and_call_by_call() {
    let home = home();
    let same = home.json(&["replay"]);
    assert_eq!(
        (&same["calls"], &same["kept"], &same["changes"]),
        (&json!(2), &json!(2), &json!([]))
    );
    let other = home.json(&["replay", "--preset", "reachable"]);
    assert_eq!(
        (&other["kept"], &other["changed"], &other["uncertain"]),
        (&json!(1), &json!(1), &json!(0))
    );
    let change = &other["changes"][0];
    assert_eq!(
        (&change["from"]["verdict"], &change["to"]["verdict"]),
        (&json!("voicemail"), &json!("allow"))
    );
    assert_eq!(change["to"]["reason"]["code"], "opening_hours");
    assert_eq!(other["each"][0]["outcome"], "changed");
    let text = home.ok(&["replay", "--preset", "reachable"]);
    for line in ["another verdict               1", "+41445550131", "allowed: you don't know"] {
        assert!(text.contains(line), "{line}\n{text}");
    }
    let german = home.command(&["replay", "--preset", "reachable"]).env("LANG", "de_CH").output();
    let german = String::from_utf8(german.unwrap().stdout).unwrap();
    assert!(german.contains("anderer Entscheid") && german.contains("wäre"), "{german}");
    for text in [text, german] {
        assert!(text.lines().all(|line| line.chars().count() <= 80), "{text}");
    }
    assert_eq!(home.json(&["replay", "--to", "2026-11-19"])["calls"], 0);
    assert!(home.ok(&["replay", "--preset", "reachable", "--limit", "0"]).contains("… 1 more"));
}

#[test]
fn a_call_log_is_replayed_and_its_bad_rows_are_named() {
    let home = Home::new();
    home.file("log.csv", "number;date\n044 555 01 31;1795190400000\n044 555 01 32;\n");
    let run = home.run(&["replay", "--preset", "reachable", "--calls", "log.csv", "--json"]);
    assert_eq!(run.code, 1);
    assert_eq!(run.err, "callscreen: log.csv: 1 row is no call and left out, first in line 3\n");
    let replay: serde_json::Value = serde_json::from_str(&run.out).unwrap();
    assert_eq!(replay["log"], json!({ "rows": 2, "skipped": 1, "first_skipped": [3] }));
    assert_eq!((&replay["calls"], &replay["each"][0]["id"]), (&json!(1), &json!(null)));
    let zoned = |zone| {
        let replay = home.json(&["replay", "--calls", "walls.csv", "--zone", zone]);
        replay["each"][0]["at"].as_str().unwrap().to_owned()
    };
    home.file("walls.csv", "number;date\n044 555 01 31;2026-07-01 12:00\n");
    assert_eq!(zoned("Europe/Zurich"), "2026-07-01T12:00:00+02:00");
    assert_eq!(zoned("+01:00"), "2026-07-01T12:00:00+01:00");
    let zurich = home.run(&["replay", "--calls", "walls.csv", "--zone", "Zurich"]);
    assert_eq!(zurich.code, 2);
    assert!(zurich.err.contains("Europe/Zurich"), "{}", zurich.err);
    assert_eq!(home.run(&["replay", "--zone", "UTC"]).code, 2);
    assert_eq!(home.run(&["replay", "--calls", "nowhere.csv"]).code, 1);
    assert_eq!(home.run(&["replay", "--calls", "log.csv", "--from", "2026-11-01"]).code, 2);
}
