//! Commands that answer line by line.

use std::io::{BufRead, BufReader, Write};
use std::process::Stdio;

use serde_json::{Value, json};

use crate::support::Home;

#[test]
fn a_bad_line_is_named_and_the_rest_goes_on() {
    let input = concat!(
        "{\"number\":\"044 668 18 00\",\"at\":\"2026-11-21T08:15:00+01:00\"}\n",
        "nonsense\n",
        "\n",
        "{\"number\":41446681800,\"at\":\"2026-11-21T08:15:00+01:00\"}\r\n",
        "{\"number\":\"1\",\"at\":\"yesterday\"}\n",
        "{\"numbr\":\"1\",\"at\":\"2026-11-21T08:15:00+01:00\"}\n",
        "{\"presentation\":\"withheld\",\"at\":\"2026-11-21T08:16:00+01:00\"}",
    );
    let home = Home::new();
    let run = home.with_input(&["screen", "--json"], input);
    assert_eq!(run.code, 1);
    let answers: Vec<Value> =
        run.out.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let reasons: Vec<_> = answers.iter().map(|answer| &answer["reason"]["code"]).collect();
    assert_eq!(reasons, [&json!("stranger"), &json!("withheld")]);
    let errors: Vec<_> = run.err.lines().collect();
    let place = "callscreen: standard input, line";
    assert_eq!(errors.len(), 4, "{errors:?}");
    assert!(errors[0].starts_with(&format!("{place} 2, column 2: expected a call: see")));
    assert!(errors[1].starts_with(&format!("{place} 4, column ")) && !errors[1].contains("4144"));
    assert!(
        errors[2].starts_with(&format!("{place} 5, column ")) && errors[2].contains("RFC 3339")
    );
    assert!(
        errors[3].starts_with(&format!("{place} 6, column ")) && errors[3].contains("`number`")
    );
    assert_eq!(home.json(&["journal"]).as_array().unwrap().len(), 2);
}

#[test]
fn people_get_a_line_for_each_call() {
    let input = "{\"number\":\"044 668 18 00\",\"at\":\"2026-11-21T08:15:00+01:00\"}\n";
    let run = Home::new().with_input(&["screen"], input);
    assert_eq!(
        run.out,
        "2026-11-21 08:15  +41446681800     voicemail: you don't know this number\n"
    );
}

#[test]
fn each_call_is_answered_before_the_next_is_read() {
    let home = Home::new();
    let mut command = home.command(&["screen", "--json"]);
    let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
    let mut input = child.stdin.take().unwrap();
    let mut output = BufReader::new(child.stdout.take().unwrap());
    for _ in 0..3 {
        writeln!(input, "{{\"at\":\"2026-11-21T08:15:00+01:00\"}}").unwrap();
        let mut line = String::new();
        output.read_line(&mut line).unwrap();
        assert!(line.contains("unknown_number"), "{line}");
    }
    drop(input);
    assert!(child.wait().unwrap().success());
}

#[test]
fn numbers_are_three_columns() {
    let input = b"044 668 18 00\r\n\n+33 6 39 98 12 34\nhello\n112\na\tb\n\xff\n061 555 01 01";
    let home = Home::new();
    let run = home.with_input(&["number"], input);
    assert_eq!((run.code, run.err.as_str()), (0, ""));
    let expected = "044 668 18 00\t+41446681800\tCH\n\
                    \t-\t-\n\
                    +33 6 39 98 12 34\t+33639981234\tFR\n\
                    hello\t-\t-\n\
                    112\t-\t-\n\
                    a b\t-\t-\n\
                    \u{fffd}\t-\t-\n\
                    061 555 01 01\t+41615550101\tCH\n";
    assert_eq!(run.out, expected);
    assert!(!home.path().join("callscreen").exists(), "no store is made");
}

#[test]
fn numbers_as_json_tell_more() {
    let run = Home::new().with_input(&["number", "--json"], "0446681800\n112\n4.1E+10\n+41\n");
    let answers: Vec<Value> =
        run.out.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let expected = [
        json!({ "raw": "0446681800", "kind": "subscriber", "number": "+41446681800", "name": null,
                "region": "CH", "possible": true, "reason": null }),
        json!({ "raw": "112", "kind": "emergency", "number": "112", "name": null,
                "region": null, "possible": null, "reason": null }),
        json!({ "raw": "4.1E+10", "kind": "unreadable", "number": null, "name": null,
                "region": null, "possible": null, "reason": "scientific_notation" }),
        json!({ "raw": "+41", "kind": "unreadable", "number": null, "name": null,
                "region": null, "possible": null, "reason": "not_a_number" }),
    ];
    assert_eq!(answers, expected);
}

#[test]
fn a_reader_who_has_seen_enough_ends_it_quietly() {
    let home = Home::new();
    let mut command = home.command(&["number"]);
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().unwrap();
    drop(child.stdout.take());
    let mut input = child.stdin.take().unwrap();
    // It stops reading once it cannot write.
    while input.write_all(&b"044 668 18 00\n".repeat(10_000)).is_ok() {}
    drop(input);
    let output = child.wait_with_output().unwrap();
    assert_eq!(output.status.code(), Some(0));
    assert!(output.stderr.is_empty(), "{}", String::from_utf8_lossy(&output.stderr));
}
