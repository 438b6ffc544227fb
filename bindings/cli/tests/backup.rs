//! Backups on the command line.

use serde_json::json;

use crate::support::Home;

#[test]
fn what_the_user_made_moves_to_another_store() {
    let home = Home::new();
    home.ok(&["policy", "preset", "reachable"]);
    home.ok(&["rules", "add", "0900*", "--verdict", "reject", "--note", "premium"]);
    home.ok(&["marks", "add", "044 555 01 31", "--category", "sales"]);
    assert_eq!(home.ok(&["backup", "export", "mine.json"]), "mine.json: the backup\n");
    let printed: serde_json::Value = serde_json::from_str(&home.ok(&["backup", "export"])).unwrap();
    assert_eq!(printed["callscreen_backup"], 1);
    assert_eq!(printed["rules"][0]["pattern"], "+41900*");

    let other = ["--store", "other.sqlite3"];
    let on_other = |args: &[&str]| home.json(&[&other[..], args].concat());
    on_other(&["rules", "add", "0901*", "--verdict", "reject"]);
    let counts = on_other(&["backup", "import", "mine.json"]);
    assert_eq!(
        (&counts["policy"], &counts["rules"], &counts["marks"]),
        (&json!(true), &json!(1), &json!(1))
    );
    assert_eq!(on_other(&["rules", "show"]).as_array().unwrap().len(), 2);
    assert_eq!(on_other(&["policy", "show"])["name"], "reachable");
    let text = home.ok(&[&other[..], &["backup", "import", "mine.json", "--replace"]].concat());
    assert!(
        text.contains("rules") && text.lines().all(|line| line.chars().count() <= 80),
        "{text}"
    );
    assert_eq!(on_other(&["rules", "show"]).as_array().unwrap().len(), 1);
}

#[test]
fn a_backup_with_something_wrong_is_refused_with_its_file() {
    let home = Home::new();
    home.file("b.json", "{\n \"callscreen_backup\": 1,\n \"made_att\": 1 }");
    let run = home.run(&["backup", "import", "b.json"]);
    assert_eq!(run.code, 1);
    let words =
        "callscreen: b.json: backup, line 3, column 11: unknown field `made_att`, expected one of";
    assert!(run.err.starts_with(words), "{}", run.err);
}

/// Only the owner may read what holds numbers; a mode that the user chose stays.
#[cfg(unix)]
#[test]
fn files_with_numbers_are_for_their_owner_only() {
    use std::fs::{self, Permissions};
    use std::os::unix::fs::PermissionsExt;

    let home = Home::new();
    let mode =
        |name: &str| fs::metadata(home.path().join(name)).unwrap().permissions().mode() & 0o777;
    let write = || {
        home.ok(&["backup", "export", "mine.json"]);
        home.ok(&["--store", "mine.sqlite3", "report", "--html", "page.html"]);
    };
    write();
    let files = ["mine.json", "mine.sqlite3", "page.html"];
    assert_eq!(files.map(mode), [0o600; 3]);
    for name in files {
        fs::set_permissions(home.path().join(name), Permissions::from_mode(0o640)).unwrap();
    }
    write();
    assert_eq!(files.map(mode), [0o640; 3]);
}
