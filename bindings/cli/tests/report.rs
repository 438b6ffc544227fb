//! What the journal amounts to, as tables, JSON and a page.

use std::fs;

use crate::support::Home;

const LIST: &str = "A <b>list</b> & \"more\"";

fn home() -> Home {
    let home = Home::new();
    home.file("r.csv", "phone\n044 555 01 31\n");
    home.ok(&["lists", "import", "r.csv", "--name", LIST]);
    for (number, day) in [
        ("044 555 01 31", "01"),
        ("044 555 01 32", "01"),
        ("044 555 01 33", "02"),
        ("+33 6 12 34 56 78", "03"),
    ] {
        let at = format!("2026-11-{day}T08:15:00+01:00");
        home.ok(&["screen", "--number", number, "--at", &at]);
    }
    home
}

#[test]
fn how_reachable_says_over_how_many_calls_it_is_known() {
    let home = Home::new();
    home.ok(&["rules", "add", "044 555 01 31", "--verdict", "allow"]);
    let miss = |day: u32| {
        let at = format!("2026-11-{day:02}T08:15:00+01:00");
        home.ok(&["screen", "--number", "044 555 01 31", "--at", &at]);
        let id = home.json(&["journal", "--limit", "1"])[0]["id"].to_string();
        home.ok(&[
            "journal",
            "outcome",
            &id,
            if day.is_multiple_of(2) { "answered" } else { "missed" },
        ]);
    };
    miss(1);
    assert!(home.ok(&["report"]).contains("0 % of one call only, which says little"));
    miss(2);
    assert!(home.ok(&["report"]).contains("50 % of only 2 calls, which says little"));
    (3..11).for_each(miss);
    let text = home.ok(&["report"]);
    fits(&text);
    assert!(text.contains("50 % of 10 calls\n"), "{text}");
    assert_eq!(home.json(&["report"])["reachability"]["known"], 10);
}

fn fits(text: &str) {
    assert!(text.lines().all(|line| line.chars().count() <= 80), "{text}");
}

#[test]
fn the_figures_are_tables_and_json() {
    let home = home();
    let text = home.ok(&["report"]);
    fits(&text);
    for words in
        ["1 Nov 2026 to 3 Nov 2026", "you don't know this number", "+414455501*", LIST, "France"]
    {
        assert!(text.contains(words), "{words}\n{text}");
    }
    let json = home.json(&["report", "--from", "2026-11-01T00:00:00+01:00"]);
    assert_eq!(json["verdicts"]["reject"], 2);
    let reasons = json["reasons"].as_array().unwrap();
    let listed = reasons.iter().find(|reason| reason["code"] == "listed_call_centre");
    assert_eq!(listed.unwrap()["reject"], 1);
    assert_eq!(json["origins"][0]["region"], "CH");
    assert_eq!(json["blocks"][0]["strangers"], 3);
    let later = ["report", "--from", "2026-11-02", "--to", "2026-11-03"];
    assert_eq!(home.json(&later)["verdicts"]["reject"], 1);
    assert_eq!(home.run(&["report", "--from", "yesterday"]).code, 2);
    assert_eq!(Home::new().ok(&["report"]), "The journal has no call in this time.\n");
}

#[test]
fn the_page_needs_nothing_else_and_runs_nothing() {
    let home = home();
    assert_eq!(home.ok(&["report", "--html", "r.html"]), "r.html: a page with charts\n");
    let page = fs::read_to_string(home.path().join("r.html")).unwrap();
    assert!(page.starts_with("<!DOCTYPE html><html lang=\"en\">"));
    assert!(page.contains("A &lt;b&gt;list&lt;/b&gt; &amp; "), "names from outside are text");
    for absent in ["<script", "src=", "href=", "url(", "http:", "https:", "@import"] {
        assert!(!page.replace("http-equiv", "").contains(absent), "{absent}");
    }
    // Every colour of a chart is one that the style knows for light and dark.
    for property in ["fill", "stroke"] {
        for part in page.split(&format!(" {property}=\"#")).skip(1) {
            let color = part.split('"').next().unwrap();
            assert!(page.contains(&format!("svg [{property}=\"#{color}\"]")), "{color}");
        }
    }
    assert_eq!(page.matches("<svg ").count(), page.matches("</desc>").count());
    assert!(page.matches("<svg ").count() >= 5);
}

#[test]
fn the_page_and_the_tables_are_german_too() {
    let home = home();
    let run = |args: &[&str]| {
        let output = home.command(args).env("LANG", "de_CH.UTF-8").output().unwrap();
        String::from_utf8(output.stdout).unwrap()
    };
    let text = run(&["report"]);
    fits(&text);
    assert!(text.contains("du kennst diese Nummer nicht") && text.contains("Wochentag"), "{text}");
    assert!(text.contains("Schweiz") && !text.contains("abgewies\n"), "{text}");
    run(&["report", "--html", "r.html"]);
    let page = fs::read_to_string(home.path().join("r.html")).unwrap();
    assert!(page.contains("<html lang=\"de\">") && page.contains("als Tabelle"));
    assert!(!page.contains("as a table") && !page.contains("rejected"));
}

#[test]
fn a_page_that_cannot_be_written_is_named() {
    let run = home().run(&["report", "--html", "nowhere/r.html"]);
    assert_eq!(run.code, 1);
    assert!(run.err.starts_with("callscreen: nowhere/r.html: "), "{}", run.err);
}
