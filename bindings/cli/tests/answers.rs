//! What each command answers: the JSON shapes of docs/cli.md, and words for people.

use serde_json::json;

use crate::support::Home;

const AT: &str = "2026-11-21T08:15:00+01:00";

#[test]
fn contacts_are_imported_and_counted() {
    let home = Home::new();
    home.file("a.vcf", "BEGIN:VCARD\nVERSION:3.0\nTEL:061 555 01 01\nTEL:ask\nEND:VCARD\n");
    let report = json!([{
        "file": "a.vcf",
        "rows": 2,
        "taken": 1,
        "duplicates": 0,
        "skipped": [{ "reason": "alphanumeric", "rows": 1, "first_lines": [4] }],
    }]);
    assert_eq!(home.json(&["contacts", "import", "a.vcf"]), report);
    assert_eq!(home.json(&["contacts", "count"]), json!({ "numbers": 1 }));
    assert_eq!(home.ok(&["contacts", "count"]), "The contacts have 1 number.\n");
    let text = home.ok(&["contacts", "import", "a.vcf"]);
    assert!(text.starts_with("a.vcf\n"), "{text}");
    assert!(text.contains("skipped: letters instead of a number"), "{text}");
}

#[test]
fn the_store_lies_with_the_users_data_unless_one_is_given() {
    let home = Home::new();
    home.ok(&["journal"]);
    assert!(home.path().join("callscreen/store.sqlite3").exists());
    home.ok(&["--store", "other.sqlite3", "journal"]);
    assert!(home.path().join("other.sqlite3").exists());
}

#[test]
fn lists_are_imported_shown_and_removed() {
    let home = Home::new();
    home.file("r.csv", "phone,votes\n+41445550131,5\n044 555 01 32,2\n");
    let imported =
        home.json(&["lists", "import", "r.csv", "--name", "Reports", "--threshold", "4"]);
    assert_eq!(imported["taken"], 2);
    let shown = home.json(&["lists", "show"]);
    let list = &shown["lists"][0];
    assert_eq!(list["name"], "Reports");
    assert_eq!((&list["source"], &list["threshold"]), (&json!("r.csv"), &json!(4)));
    let reserved = &shown["built_in"][0];
    assert_eq!(reserved["id"], "reserved-for-sales");
    assert_eq!(
        reserved["version"].to_string(),
        reserved["as_of"].as_str().unwrap().replace('-', "")
    );
    assert!(reserved["ranges"].as_array().unwrap().iter().any(|range| {
        range["region"] == "FR"
            && range["prefix"] == "+33162*"
            && range["min_digits"] == 11
            && range["source"].as_str().unwrap().contains("ARCEP")
            && range["valid_from_ms"] == 1_672_531_200_000_i64
    }));
    let text = home.ok(&["lists", "show"]);
    for part in ["+33162*", "2023-01-01", "ARCEP", "reserved-exceptions: 5 ranges to allow"] {
        assert!(text.contains(part), "{part}: {text}");
    }
    let screened = |number| home.json(&["screen", "--number", number, "--at", AT]);
    let listed = json!({ "code": "listed_call_centre", "list": "Reports" });
    assert_eq!(screened("044 555 01 31")["reason"], listed);
    assert_eq!(screened("044 555 01 32")["reason"], json!({ "code": "stranger" }));
    assert_eq!(home.json(&["lists", "remove", "Reports"]), json!({ "removed": "Reports" }));
    assert_eq!(home.json(&["lists", "show"])["lists"], json!([]));
}

#[test]
fn a_list_is_set_and_keeps_that_when_imported_again() {
    let home = Home::new();
    home.file("r.csv", "phone,votes\n+41445550131,5\n");
    let import = ["lists", "import", "r.csv", "--name", "Reports", "--list-version", "7"];
    home.json(&import);
    let reason = || home.json(&["explain", "044 555 01 31"])["reason"]["code"].clone();
    assert_eq!(reason(), "listed_call_centre");
    let set = |flags: &[&str]| home.json(&[&["lists", "set", "Reports"], flags].concat());
    let told = |list: serde_json::Value| {
        json!([list["version"], list["threshold"], list["weight"], list["enabled"]])
    };
    assert_eq!(told(set(&["--threshold", "5"])), json!(["7", 5, "block", true]));
    assert_eq!(told(set(&["--weight", "warn"])), json!(["7", 5, "warn", true]));
    assert_eq!(reason(), "stranger");
    let text = home.ok(&["explain", "044 555 01 31"]);
    assert!(text.contains("Reports: 5 reports, 5 needed (warns only)"), "{text}");
    assert_eq!(told(set(&["--disable"])), json!(["7", 5, "warn", false]));
    home.json(&import);
    assert_eq!(
        told(home.json(&["lists", "show"])["lists"][0].take()),
        json!(["7", 5, "warn", false])
    );
    assert!(home.ok(&["lists", "show"]).contains("off"));
    assert_eq!(told(set(&["--enable", "--weight", "block"])), json!(["7", 5, "block", true]));
    assert_eq!(reason(), "listed_call_centre");
    let unknown = home.command(&["lists", "set", "Nobody", "--disable"]).output().unwrap();
    assert_eq!(unknown.status.code(), Some(1));
    let nothing = home.command(&["lists", "set", "Reports"]).output().unwrap();
    assert_eq!(nothing.status.code(), Some(2));
}

#[test]
fn a_list_is_read_in_the_spelling_of_its_region() {
    let home = Home::new();
    home.file("de.csv", "Rufnummer\n030 23125123\n");
    home.ok(&["lists", "import", "de.csv", "--name", "German", "--region", "DE"]);
    let decision = home.json(&["explain", "+493023125123"]);
    assert_eq!(decision["trace"]["facts"]["listings"][0]["list"], "German");
}

#[test]
fn rules_are_added_shown_and_removed() {
    let home = Home::new();
    let rule = home.json(&["rules", "add", "0900*", "--verdict", "reject", "--note", "premium"]);
    let matcher = json!({ "kind": "prefix", "prefix": "+41900*" });
    let limits = json!({ "line": null, "schedule": null });
    let expected = json!({
        "id": 1, "matcher": matcher, "verdict": "reject", "note": "premium", "limits": limits,
    });
    assert_eq!(rule, expected);
    home.ok(&["rules", "add", "044 668 18 00", "--verdict", "allow"]);
    assert_eq!(home.json(&["rules", "show"]).as_array().unwrap().len(), 2);
    assert_eq!(home.json(&["rules", "remove", "1"]), json!({ "removed": 1 }));
    let text = home.ok(&["rules", "show"]);
    assert!(text.contains("+41446681800") && !text.contains("+41900"), "{text}");
}

#[test]
fn rules_on_kinds_and_organisations_with_limits() {
    let home = Home::new();
    let organisation = home.json(&["organisations", "set", "Acme", "044 668*", "061 555 01 01"]);
    assert_eq!(organisation["members"][0]["prefix"], "+4144668*");
    home.ok(&["rules", "add", "organisation:Acme", "--verdict", "reject"]);
    let rule = home.json(&[
        "rules",
        "add",
        "organisation:Acme",
        "--verdict",
        "allow",
        "--line",
        "office",
        "--during",
        "mon-fri 08:00-18:00",
        "--zone",
        "Europe/Zurich",
    ]);
    assert_eq!(rule["id"], 2);
    assert_eq!(rule["limits"]["schedule"]["windows"], json!(["mon-fri 08:00-18:00"]));
    let text = home.ok(&["rules", "show"]);
    assert!(text.contains("on line office; mon-fri 08:00-18:00;"), "{text}");
    let text = home.ok(&["explain", "044 668 18 00"]);
    assert!(text.starts_with("rejected: your rule for callers like this\n"), "{text}");
    home.ok(&["rules", "add", "kind:short-code", "--verdict", "reject"]);
    let decision = home.json(&["explain", "60123"]);
    assert_eq!(decision["trace"]["facts"]["caller"]["kind"], "short_code");
    assert_eq!(decision["reason"], json!({ "code": "own_pattern", "rule": 3 }));
    let text = home.run(&["plan", "plan"]).out;
    assert!(text.ends_with("Rules that no plan can hold as they are: 2.\n"), "{text}");
    let text = home.ok(&["organisations", "show"]);
    assert!(text.contains("Acme") && text.contains("+41615550101"), "{text}");
    for id in ["1", "2"] {
        home.ok(&["rules", "remove", id]);
    }
    assert_eq!(home.json(&["organisations", "remove", "Acme"]), json!({ "removed": "Acme" }));
}

#[test]
fn a_policy_shown_can_be_changed_and_set() {
    let home = Home::new();
    let shown = home.ok(&["policy", "show"]);
    home.file("mine.json", shown.replace("\"smartphone\"", "\"mine\"").replace("48", "72"));
    let answer = home.ok(&["policy", "set", "mine.json"]);
    assert_eq!(answer, "The policy “mine” is in force.\n");
    assert_eq!(home.json(&["policy", "show"])["emergency"]["window_hours"], 72);
    assert_eq!(home.json(&["policy", "preset", "smartphone"])["emergency"]["window_hours"], 48);
}

#[test]
fn a_call_is_screened_journaled_and_forgotten() {
    let home = Home::new();
    let decision = home.json(&["screen", "--presentation", "withheld", "--line", "a", "--at", AT]);
    assert_eq!(decision["verdict"], "voicemail");
    assert_eq!(decision["trace"]["facts"]["caller"], json!({ "kind": "withheld" }));
    let text = home.ok(&["screen", "--number", "044 668 18 00", "--verification", "failed"]);
    assert_eq!(text, "voicemail: the number is not the caller's own\n");
    let entries = home.json(&["journal", "--limit", "9"]);
    assert_eq!(entries[1]["at"], AT);
    assert_eq!(entries[1]["line"], "a");
    assert_eq!(entries[1]["reason"], json!({ "code": "withheld" }));
    assert_eq!(home.json(&["journal", "--limit", "1"]).as_array().unwrap().len(), 1);
    assert!(home.ok(&["journal"]).contains("+41446681800"));
    assert_eq!(home.json(&["journal", "clear"]), json!({ "cleared": true }));
    assert_eq!(home.ok(&["journal"]), "The journal is empty.\n");
}

#[test]
fn explain_shows_every_step_and_changes_nothing() {
    let home = Home::new();
    home.ok(&["rules", "add", "044 668 18 00", "--verdict", "reject"]);
    let text = home.ok(&["explain", "044 668 18 00"]);
    assert!(text.starts_with("rejected: you block this caller\n"), "{text}");
    for line in [
        "rule on the caller     rule 1: reject",
        " 2   own_allow              a number you allow?",
        " 3   own_block              a number you block?                        rejected",
        "14   stranger               anybody else                               not asked",
    ] {
        assert!(text.contains(line), "{line}\n{text}");
    }
    assert_eq!(home.json(&["journal"]), json!([]));
}

#[test]
fn the_table_of_steps_is_the_ladder() {
    let home = Home::new();
    let decision = home.json(&["explain", "044 668 18 00"]);
    let asked = decision["trace"]["steps"].as_array().unwrap();
    let asked: Vec<_> = asked.iter().map(|step| step["step"].as_str().unwrap()).collect();
    let text = home.ok(&["explain", "044 668 18 00"]);
    let table = text.lines().skip_while(|line| !line.contains("asks"));
    let steps = table.filter_map(|line| {
        let mut words = line.split_whitespace();
        words.next()?.parse::<u32>().ok()?;
        words.next()
    });
    assert_eq!(steps.collect::<Vec<_>>(), asked, "a stranger is asked about everything");
}

#[test]
fn whom_you_dialled_may_call_back_and_after_an_emergency_anybody() {
    let home = Home::new();
    let answer = home.json(&["dialled", "044 668 18 00", "--at", AT]);
    assert_eq!(answer, json!({ "number": "044 668 18 00", "at": AT }));
    let later = "2026-11-21T09:00:00+01:00";
    let reason = |args: &[&str]| {
        home.json(&[&["explain", "--at", later], args].concat())["reason"]["code"].clone()
    };
    assert_eq!(reason(&["+41446681800"]), "conversation_partner");
    assert_eq!(reason(&["--presentation", "withheld"]), "withheld");
    home.ok(&["dialled", "144", "--at", AT]);
    assert_eq!(reason(&["--presentation", "withheld"]), "after_emergency_call");
}

#[test]
fn a_plan_is_written() {
    let home = Home::new();
    home.ok(&["rules", "add", "044 668 18 00", "--verdict", "reject"]);
    let reserved = "\"reserved_ranges\": ";
    let policy = home.ok(&["policy", "show"]);
    let policy = policy.replace(&format!("{reserved}true"), &format!("{reserved}false"));
    home.file("p.json", policy);
    home.ok(&["policy", "set", "p.json"]);
    let report = home.json(&["plan", "plan.bin"]);
    assert_eq!((&report["numbers"], &report["fits_ios"]), (&json!(1), &json!(true)));
    assert_eq!(report["not_kept"], json!(["range_campaign"]));
    assert!(home.path().join("plan.bin").exists());
    assert!(home.ok(&["plan", "plan.bin"]).starts_with("plan.bin: "));
}

#[test]
fn the_home_region_comes_from_the_flag_or_the_locale_or_is_asked_for() {
    let home = Home::new();
    let run =
        |locale: &str, args: &[&str]| home.command(args).env("LANG", locale).output().unwrap();
    let output = run("C.UTF-8", &["explain", "061 555 01 01"]);
    assert_eq!(output.status.code(), Some(2));
    let error = String::from_utf8(output.stderr).unwrap();
    assert!(error.starts_with("callscreen: no home region: expected --region"), "{error}");
    // What is written with its calling code needs no home.
    let output = run("C.UTF-8", &["number", "+41446681800", "0446681800", "--json"]);
    let text = String::from_utf8(output.stdout).unwrap();
    assert!(text.contains(r#""number":"+41446681800""#), "{text}");
    assert!(text.contains(r#""reason":"no_home_region""#), "{text}");
    let output = run("de_AT.UTF-8", &["explain", "01 23456", "--json"]);
    let text = String::from_utf8(output.stdout).unwrap();
    assert!(text.contains("+43123456"), "{text}");
    let output = run("de_AT.UTF-8", &["explain", "061 555 01 01", "--region", "CH"]);
    let text = String::from_utf8(output.stdout).unwrap();
    assert!(text.starts_with("Voicemail: du kennst diese Nummer nicht"), "{text}");
}

#[test]
fn every_command_has_help() {
    let home = Home::new();
    assert!(home.ok(&["--help"]).contains("callscreen demo"));
    for command in [
        "contacts", "lists", "rules", "policy", "screen", "explain", "dialled", "journal", "plan",
        "number", "backup", "lint", "replay", "report", "demo",
    ] {
        let text = home.ok(&[command, "--help"]);
        assert!(text.lines().all(|line| line.chars().count() <= 80), "{text}");
    }
}
