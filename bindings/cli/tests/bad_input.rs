//! Whatever is wrong is named with its file and line, and what was stored before stays.

use std::fs;

use crate::support::Home;

/// A home with one contact, one list and a policy of its own.
fn furnished() -> Home {
    let home = Home::new();
    home.file("good.vcf", "BEGIN:VCARD\nVERSION:3.0\nTEL:061 555 01 01\nEND:VCARD\n");
    home.ok(&["contacts", "import", "good.vcf"]);
    home.file("good.csv", "phone\n+41445550131\n");
    home.ok(&["lists", "import", "good.csv", "--name", "Reports"]);
    let policy = home.ok(&["policy", "show"]).replace("\"smartphone\"", "\"mine\"");
    home.file("good.json", policy);
    home.ok(&["policy", "set", "good.json"]);
    home
}

/// The command ends with exit code 1 and this one line, and nothing of the store changes.
fn refused(home: &Home, args: &[&str], expected: &str) {
    let run = home.run(args);
    assert_eq!(run.code, 1, "{args:?}: {}", run.err);
    let line = run.err.trim_end();
    assert!(line.starts_with(&format!("callscreen: {expected}")), "{line}");
    assert_eq!(line.lines().count(), 1, "{line}");
    assert_eq!(home.json(&["contacts", "count"])["numbers"], 1);
    let lists = &home.json(&["lists", "show"])["lists"];
    assert_eq!((&lists[0]["name"], &lists[0]["numbers"]), (&"Reports".into(), &1.into()));
    assert_eq!(home.json(&["policy", "show"])["name"], "mine");
}

#[test]
fn a_broken_address_book() {
    let home = furnished();
    for (text, expected) in [
        ("hello\n", "bad.vcf, line 1: expected a vCard"),
        (
            "\nBEGIN:VCARD\nTEL:061 555 01 0",
            "bad.vcf: none of its 1 rows is usable (line 2: a card without END:VCARD)",
        ),
        (
            "BEGIN:VCARD\nVERSION:3.0\nTEL:ask\nEND:VCARD\n",
            "bad.vcf: none of its 1 rows is usable (line 3: letters instead of a number)",
        ),
    ] {
        home.file("bad.vcf", text);
        refused(&home, &["contacts", "import", "bad.vcf"], expected);
    }
    refused(&home, &["contacts", "import", "none.vcf"], "none.vcf: ");
}

#[test]
fn one_bad_file_does_not_keep_the_others_out() {
    let home = Home::new();
    home.file("good.vcf", "BEGIN:VCARD\nVERSION:2.1\nTEL;CELL:061 555 01 01\nEND:VCARD\n");
    let run = home.run(&["contacts", "import", "none.vcf", "good.vcf"]);
    assert_eq!(run.code, 1);
    assert!(run.err.starts_with("callscreen: none.vcf: "), "{}", run.err);
    assert!(run.out.starts_with("good.vcf\n"), "{}", run.out);
    assert_eq!(home.json(&["contacts", "count"])["numbers"], 1);
}

#[test]
fn a_broken_list() {
    let home = furnished();
    let import = ["lists", "import", "bad", "--name", "Reports"];
    for (text, expected) in [
        ("", "bad, line 1: expected at least one phone number; the file holds none"),
        ("phone\n", "bad, line 1: expected at least one phone number; the file holds none"),
        (
            "{\"numbers\":[]}",
            "bad, line 1: expected at least one phone number; the file holds none",
        ),
        ("name,street\nA,B\n", "bad, line 1: expected a column of phone numbers"),
        ("phone\n\njunk\n117\n", "bad: none of its 2 rows is usable (line 3: letters instead"),
        ("phone,votes\n+41445550131,0\n", "bad: none of its 1 rows is usable (line 2: marked as"),
        ("[\n{\"phone\":\n", "bad, line 3: expected a JSON list of call centres"),
        ("{\"people\":[]}", "bad, line 1: expected a JSON list of call centres"),
    ] {
        home.file("bad", text);
        refused(&home, &import, expected);
    }
    refused(&home, &["lists", "import", "none", "--name", "Reports"], "none: ");
    refused(&home, &["lists", "import", "good.csv", "--name", ""], "a list needs a name");
    refused(&home, &["lists", "remove", "Other"], "no list is called \"Other\"");
}

#[test]
fn a_spreadsheets_list_is_read_in_spite_of_its_marks() {
    let home = Home::new();
    home.file("bom.csv", "\u{feff}Rufnummer;votes\r\n044 555 01 31;5\r\njunk;5\r\n");
    let report = home.json(&["lists", "import", "bom.csv", "--name", "L"]);
    assert_eq!((&report["taken"], &report["rows"]), (&1.into(), &2.into()));
    assert_eq!(report["skipped"][0]["first_lines"][0], 3);
    let utf16: Vec<u8> =
        "\u{feff}phone\r\n0445550131\r\n".encode_utf16().flat_map(u16::to_le_bytes).collect();
    home.file("excel.csv", utf16);
    assert_eq!(home.json(&["lists", "import", "excel.csv", "--name", "L"])["taken"], 1);
}

#[test]
fn a_broken_policy() {
    let home = furnished();
    let good = fs::read_to_string(home.path().join("good.json")).unwrap();
    let change = |from: &str, to: &str| good.replacen(from, to, 1);
    for (json, expected) in [
        (
            change("\"verdict\"", "\"verdct\""),
            "bad.json: policy, line 8, column 12: expected_call: unknown field",
        ),
        (
            change("\"version\": 2", "\"version\": 9"),
            "bad.json: policy, line 2: version 9 is not known",
        ),
        (
            change("\"block_size\": 100", "\"block_size\": 7"),
            "bad.json: policy, line 41, range_campaign.block",
        ),
        ("{".to_owned(), "bad.json: policy, line 1, column 1: the file ends too early"),
    ] {
        home.file("bad.json", json);
        refused(&home, &["policy", "set", "bad.json"], expected);
    }
    home.file("bad.json", b"\xff\xfe{}");
    refused(&home, &["policy", "set", "bad.json"], "bad.json: ");
    refused(&home, &["policy", "set", "none.json"], "none.json: ");
}

#[test]
fn a_broken_rule() {
    let home = furnished();
    let add = |pattern| ["rules", "add", pattern, "--verdict", "reject"];
    refused(&home, &add("junk"), "no rule can be made of this");
    refused(&home, &add("4.1E+10"), "not a number");
    refused(&home, &add("abc*"), "not a prefix");
    refused(&home, &["rules", "remove", "7"], "there is no rule 7");
}

#[test]
fn a_store_that_is_not_ours_is_left_as_it_is() {
    let home = Home::new();
    let text = "Not a database, but somebody's letter, longer than a header. ".repeat(20);
    home.file("letter.txt", &text);
    for (store, expected) in [
        ("letter.txt", "callscreen: letter.txt: not a callscreen store"),
        (
            "none/store.sqlite3",
            "callscreen: none/store.sqlite3: the store cannot be used: its folder",
        ),
        (".", "callscreen: .: the store cannot be used: it is a folder"),
    ] {
        let run = home.run(&["--store", store, "journal"]);
        assert_eq!(run.code, 3, "{}", run.err);
        assert!(run.err.starts_with(expected), "{}", run.err);
    }
    assert_eq!(fs::read_to_string(home.path().join("letter.txt")).unwrap(), text);
}

#[test]
fn a_place_for_the_store_is_asked_for() {
    let home = Home::new();
    let output = home.command(&["journal"]).env_remove("XDG_DATA_HOME").output().unwrap();
    assert_eq!(output.status.code(), Some(3));
    assert!(output.stderr.starts_with(b"callscreen: no place for the store"));
}

#[test]
fn what_makes_no_sense_is_a_usage_error() {
    let home = Home::new();
    for args in [
        &["screen", "--at", "yesterday"][..],
        &["screen", "--presentation", "hidden"],
        &["--region", "ZZ", "journal"],
        &["rules", "add", "0900*"],
        &["policy", "preset", "none"],
        &["explain"],
        &["ring"],
    ] {
        assert_eq!(home.run(args).code, 2, "{args:?}");
    }
}

#[test]
fn a_plan_takes_no_other_files_place() {
    let home = furnished();
    home.file("letter.txt", "Dear callscreen");
    let store = home.path().join("store.sqlite3");
    for other in ["letter.txt", "store.sqlite3"] {
        let run = home.run(&["--store", store.to_str().unwrap(), "plan", other]);
        let expected = "expected a new file or an earlier plan; it was left as it is";
        assert_eq!(run.err.trim_end(), format!("callscreen: {other}: {expected}"));
        assert_eq!(run.code, 1);
    }
    for _ in ["new", "again"] {
        assert_eq!(home.run(&["plan", "new.plan"]).code, 0);
    }
}

#[test]
fn contacts_can_be_forgotten() {
    let home = furnished();
    home.ok(&["contacts", "clear"]);
    assert_eq!(home.json(&["contacts", "count"])["numbers"], 0);
}
