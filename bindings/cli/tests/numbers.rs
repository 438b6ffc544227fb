//! All that is known of numbers given as arguments.

use serde_json::{Value, json};

use crate::support::Home;

/// The cell behind a name, as a row of the table has it.
fn cell<'text>(text: &'text str, name: &str) -> &'text str {
    text.lines()
        .find_map(|line| line.strip_prefix(name)?.strip_prefix("  ").map(str::trim))
        .unwrap_or_else(|| panic!("{name}\n{text}"))
}

fn fits(text: &str) {
    assert!(text.lines().all(|line| line.chars().count() <= 80), "{text}");
}

#[test]
fn a_subscriber() {
    let home = Home::new();
    let text = home.ok(&["number", "044 668 18 00"]);
    fits(&text);
    for (name, value) in [
        ("number", "044 668 18 00"),
        ("read as", "subscriber"),
        ("E.164", "+41446681800"),
        ("calling code", "+41"),
        ("region", "CH"),
        ("languages", "de, fr, it"),
        ("possible length", "yes"),
        ("type", "fixed line"),
        ("international", "+41 44 668 18 00"),
        ("national", "044 668 18 00"),
        ("reserved for sales", "no"),
    ] {
        assert_eq!(cell(&text, name), value, "{name}");
    }
    assert!(!home.path().join("callscreen").exists(), "no store is made");
}

#[test]
fn what_is_not_known() {
    let home = Home::new();
    let text = home.ok(&["number", "004185236985", "+999123456789", "+80012345678"]);
    fits(&text);
    let tables: Vec<_> = text.split("\n\n").collect();
    let [impossible, no_code, free] = tables[..] else { panic!("{text}") };
    assert_eq!(cell(impossible, "E.164"), "+4185236985");
    assert_eq!(cell(impossible, "possible length"), "no");
    assert_eq!(cell(impossible, "type"), "unknown");
    assert_eq!(cell(no_code, "calling code"), "unknown");
    assert_eq!(cell(no_code, "region"), "of no country");
    assert_eq!(cell(no_code, "languages"), "unknown");
    assert_eq!(cell(free, "calling code"), "+800");
    assert_eq!(cell(free, "type"), "free for the caller");
}

#[test]
fn regions_that_share_a_code() {
    let home = Home::new();
    let text = home.ok(&["number", "+12225550143"]);
    fits(&text);
    assert!(cell(&text, "region").starts_with("one of US, "), "{text}");
    let answer = home.json(&["number", "+12225550143"]);
    assert_eq!(answer["region"], Value::Null);
    assert_eq!(answer["regions"].as_array().unwrap().len(), 25);
    assert_eq!(answer["languages"][0], "en");
}

/// No language is taken for unspoken, and no country named, by what the digits do not tell.
#[test]
fn a_call_from_one_of_several_countries() {
    let home = Home::new();
    for (region, number, shown, code) in [
        ("FR", "+12225550143", Value::Null, "foreign"),
        ("DE", "+12225550143", Value::Null, "foreign"),
        ("FR", "+12025550143", "US".into(), "unspoken_language"),
        ("FR", "+13101234", "CA".into(), "foreign"),
    ] {
        let answer = home.json(&["explain", number, "--region", region]);
        assert_eq!(answer["trace"]["facts"]["region"], shown, "{answer}");
        assert_eq!(answer["reason"]["code"], code, "{answer}");
    }
}

#[test]
fn what_is_no_subscriber() {
    let home = Home::new();
    for (raw, read_as) in [
        ("117", "emergency number"),
        ("1414", "service or help line"),
        ("60123", "short code"),
        ("62", "a few digits: an extension, or a local number"),
        ("MIGROS", "a name"),
        ("", "unreadable: no digit and no letter"),
        ("4.1E+10", "unreadable: a spreadsheet lost its last digits"),
        ("+4144668180012345678", "unreadable: more than 15 digits"),
        ("044668%", "unreadable: no single number"),
    ] {
        let text = home.ok(&["number", raw]);
        fits(&text);
        assert_eq!(cell(&text, "read as"), read_as, "{raw}");
        assert!(!text.contains("E.164"), "{text}");
    }
}

#[test]
fn a_text_that_is_meant_to_do_harm() {
    let text = Home::new().ok(&["number", &format!("\u{1b}[2J{}", "long\n".repeat(60))]);
    fits(&text);
    assert!(!text.contains('\u{1b}'), "{text}");
}

#[test]
fn one_object_for_each_number() {
    let home = Home::new();
    let run = home.run(&["number", "01 62 00 12 34", "112", "--region", "FR", "--json"]);
    assert_eq!((run.code, run.err.as_str()), (0, ""));
    let answers: Vec<Value> =
        run.out.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let expected = [
        json!({
            "raw": "01 62 00 12 34", "kind": "subscriber", "number": "+33162001234", "name": null,
            "region": "FR", "possible": true, "reason": null, "country_calling_code": 33,
            "regions": ["FR"], "languages": ["fr"], "type": "fixed_line",
            "international": "+33 1 62 00 12 34", "national": "01 62 00 12 34",
            "reserved_for_sales": "FR",
        }),
        json!({
            "raw": "112", "kind": "emergency", "number": "112", "name": null, "region": null,
            "possible": null, "reason": null, "country_calling_code": null, "regions": [],
            "languages": [], "type": null, "international": null, "national": null,
            "reserved_for_sales": null,
        }),
    ];
    assert_eq!(answers, expected);
}

#[test]
fn in_german() {
    let home = Home::new();
    let run = |raw: &str| {
        let output = home.command(&["number", raw]).env("LANG", "de_CH.UTF-8").output().unwrap();
        let text = String::from_utf8(output.stdout).unwrap();
        fits(&text);
        text
    };
    let text = run("079 123 45 67");
    for (name, value) in [
        ("Nummer", "079 123 45 67"),
        ("gelesen als", "Anschluss"),
        ("Landesvorwahl", "+41"),
        ("Sprachen", "de, fr, it"),
        ("mögliche Länge", "ja"),
        ("Art", "Mobiltelefon"),
        ("für Werbeanrufe", "nein"),
    ] {
        assert_eq!(cell(&text, name), value, "{name}");
    }
    assert_eq!(
        cell(&run("4.1E+10"), "gelesen als"),
        "nicht lesbar: eine Tabelle hat die letzten Ziffern verloren"
    );
    assert!(cell(&run("+12225550143"), "Region").starts_with("eine von US, "));
}
