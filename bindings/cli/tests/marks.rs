//! Own reports on the command line.

use serde_json::json;

use crate::support::Home;

#[test]
fn a_report_is_made_shown_exported_and_taken_back() {
    let home = Home::new();
    let mark = home.json(&["marks", "add", "044 555 01 31", "--category", "sales"]);
    assert_eq!(mark["number"], "+41445550131");
    assert_eq!((&mark["opinion"], &mark["category"]), (&json!("call_centre"), &json!("sales")));
    let decision = home.json(&["screen", "--number", "044 555 01 31"]);
    let reason = json!({ "code": "marked_call_centre", "category": "sales" });
    assert_eq!((&decision["verdict"], &decision["reason"]), (&json!("reject"), &reason));
    assert_eq!(home.json(&["marks", "show"]), json!([mark]));
    let table = home.ok(&["marks", "show"]);
    assert!(table.contains("+41445550131") && table.contains("call centre"), "{table}");

    let csv = home.ok(&["marks", "export"]);
    assert!(csv.starts_with("number,category,date\n+41445550131,sales,20"), "{csv}");
    home.file("mine.csv", &csv);
    assert_eq!(home.json(&["lists", "import", "mine.csv", "--name", "Mine"])["taken"], 1);

    let id = home.json(&["journal"])[0]["id"].to_string();
    assert_eq!(home.json(&["marks", "remove", "--call", &id]), json!({ "removed": true }));
    assert_eq!(home.ok(&["marks", "show"]), "There is no report.\n");
    home.ok(&["marks", "add", "--call", &id, "--fine"]);
    assert_eq!(home.json(&["marks", "show"])[0]["opinion"], "fine");
}

#[test]
fn what_cannot_be_reported_is_refused() {
    let home = Home::new();
    for (args, words) in [
        (["marks", "add", "144"], "an emergency number always gets through"),
        (["marks", "add", "hello"], "a name is no number"),
        (["marks", "remove", "0445550131"], "no report on this number"),
    ] {
        let run = home.run(&args);
        assert_eq!(run.code, 1, "{args:?}");
        assert!(run.err.contains(words), "{}", run.err);
    }
    assert_eq!(home.run(&["marks", "add"]).code, 2);
    assert_eq!(home.run(&["marks", "add", "0445550131", "--fine", "--category", "sales"]).code, 2);
}
