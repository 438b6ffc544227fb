//! Nothing given is repeated where it does harm, nothing is confirmed that was not done, and what a
//! fault decided is told.

use std::fs;

use crate::support::Home;

const AT: &str = "2026-11-21T08:15:00+01:00";

/// What `screen` complains of in a line, after the name of the stream.
fn complaint(line: &str) -> String {
    let run = Home::new().with_input(&["screen"], line);
    assert_eq!((run.code, run.out.as_str()), (1, ""), "{line}");
    let complaint = run.err.strip_prefix("callscreen: standard input, ").unwrap();
    assert_eq!(complaint.lines().count(), 1, "{complaint}");
    complaint.trim_end().to_owned()
}

#[test]
fn a_bad_line_is_not_quoted() {
    let at = "\"at\":\"2026-11-21T08:15:00+01:00\"";
    let words = "`allowed`, `withheld`, `unknown`, `payphone` or `unavailable`";
    for (line, expected) in [
        (
            format!("{{\"presentation\":\"079 555 01 01\",{at}}}\n"),
            format!("column 31: `presentation`: expected {words}"),
        ),
        (
            format!("{{{at},\"verification\":\"079 555 01 01\"}}"),
            "`verification`: expected `not_verified`, `passed` or `failed`".to_owned(),
        ),
        (
            format!("{{{at},\"079 555 01 01\":1}}"),
            "unknown field, expected `number`, `presentation`, `verification`, `line`, `at` or `call_id`"
                .to_owned(),
        ),
        (format!("{{{at},\"numbr\":1}}"), "unknown field `numbr`, expected `number`,".to_owned()),
        (format!("{{{at},\"number\":41795550101}}"), "`number`: expected a text".to_owned()),
        (format!("{{\"line\":795550101,{at}}} 79"), "`line`: expected a text".to_owned()),
        (format!("{{{at},\"line\":[795550101]}}"), "`line`: expected a text".to_owned()),
        ("{\"at\":\"079 555 01 01\"}".to_owned(), "`at`: expected a time such as".to_owned()),
        (format!("{{{at},{at}}}"), "`at`: expected once".to_owned()),
        ("{\"number\":\"079 555 01 01\"}".to_owned(), "expected `at`, a time such as".to_owned()),
        ("\"079 555 01 01\"\n".to_owned(), "expected a call: see docs/cli.md".to_owned()),
        ("795550101\n".to_owned(), "expected a call: see docs/cli.md".to_owned()),
        ("[\"079 555 01 01\"]\n".to_owned(), "expected a call: see docs/cli.md".to_owned()),
        ("{\n".to_owned(), "column 1: expected a call on one line: see".to_owned()),
        ("{\"at\":\r\n".to_owned(), "column 6: expected a call on one line: see".to_owned()),
        ("079 555 01 01\n".to_owned(), "expected a call: see docs/cli.md".to_owned()),
    ] {
        let complaint = complaint(&line);
        assert!(complaint.starts_with("line 1, column "), "{complaint}");
        assert!(complaint.contains(&expected), "{complaint}");
        for leak in ["555", "79", "IncomingCall", "column 0", "struct", "4179"] {
            assert!(!complaint.contains(leak), "{complaint}");
        }
    }
}

#[test]
fn a_column_counts_characters() {
    let complaint = complaint("{\"line\":\"büro\",\"presentation\":\"x\"}\n");
    assert!(complaint.starts_with("line 1, column 33: `presentation`"), "{complaint}");
}

#[test]
fn a_byte_order_mark_is_passed_over() {
    let run = Home::new().with_input(&["screen"], format!("\u{feff}{{\"at\":\"{AT}\"}}\n"));
    assert_eq!((run.code, run.err.as_str()), (0, ""));
}

#[test]
fn nobody_forges_a_line_or_moves_the_cursor() {
    let home = Home::new();
    home.file("r.csv", "phone\n044 555 01 31\n");
    home.ok(&["lists", "import", "r.csv", "--name", "R", "--source", "a\nb\u{1b}[2J"]);
    home.ok(&["rules", "add", "044 555 01 32", "--verdict", "reject", "--note", "a\nb\u{1b}[2J"]);
    let line = format!("{{\"number\":\"044 555 01 31\",\"at\":\"{AT}\"}}\n");
    for run in [
        home.with_input(&["screen"], &line),
        home.run(&["screen", "--number", "044 555 01 31"]),
        home.run(&["lists", "import", "no\n\u{1b}[2J.csv", "--name", "L"]),
        home.run(&["lists", "set", "a\nb\u{1b}[2J", "--disable"]),
        home.run(&["policy", "set", "no\n\u{1b}[2J.csv"]),
        home.run(&["--store", "\u{1b}[2J\nno/such", "journal"]),
    ] {
        let text = run.out + &run.err;
        assert!(!text.contains('\u{1b}'), "{text:?}");
        assert_eq!(text.lines().count(), 1, "{text:?}");
    }
    for args in
        [&["lists", "show"][..], &["rules", "show"], &["journal"], &["explain", "044 555 01 31"]]
    {
        let text = home.ok(args);
        assert!(!text.contains('\u{1b}') && !text.contains("\nb"), "{text:?}");
    }
}

#[test]
fn a_policy_is_read_in_spite_of_its_marks() {
    let home = Home::new();
    let shown = format!("\u{feff}{}", home.ok(&["policy", "show"]));
    home.file("bom.json", &shown);
    home.ok(&["policy", "set", "bom.json"]);
    let utf16: Vec<u8> = shown.encode_utf16().flat_map(u16::to_le_bytes).collect();
    home.file("utf16.json", utf16);
    home.ok(&["policy", "set", "utf16.json"]);
}

#[test]
fn what_was_not_done_is_not_confirmed() {
    let home = Home::new();
    for number in ["hello", "", "4.1E+10"] {
        let run = home.run(&["dialled", number]);
        assert_eq!((run.code, run.out.as_str()), (1, ""), "{number}");
        assert!(run.err.starts_with("callscreen: nothing to remember: expected"), "{}", run.err);
    }
    let refused = |pattern: &str, expected: &str| {
        let run = home.run(&["rules", "add", pattern, "--verdict", "reject"]);
        assert_eq!((run.code, run.out.as_str()), (1, ""), "{pattern}");
        assert!(run.err.starts_with(&format!("callscreen: {expected}")), "{}", run.err);
    };
    refused("112", "an emergency number always gets through");
    refused("00*", "not a prefix");
    refused("0*", "not a prefix");
    assert_eq!(home.ok(&["rules", "show"]), "There is no rule.\n");
}

#[test]
fn a_short_number_that_may_be_meant_as_a_beginning_gets_a_hint() {
    let home = Home::new();
    let add = |pattern: &str| home.ok(&["rules", "add", pattern, "--verdict", "reject"]);
    let text = add("0900");
    assert!(text.contains("a short number") && text.contains("“0900*”"), "{text}");
    for pattern in ["0900*", "1414", "044 668 18 00"] {
        assert!(!add(pattern).contains("short number"), "{pattern}");
    }
    assert_eq!(home.json(&["rules", "show"]).as_array().unwrap().len(), 4);
}

#[test]
fn a_plan_too_large_for_an_iphone_says_so() {
    let home = Home::new();
    let run = |json: bool| home.run(if json { &["plan", "p", "--json"] } else { &["plan", "p"] });
    home.ok(&["rules", "add", "+41900000000..+41900999999", "--verdict", "reject"]);
    let policy = home.ok(&["policy", "show"]);
    let policy = |on: bool| {
        let (from, to) = if on { ("false", "true") } else { ("true", "false") };
        let field = "\"reserved_ranges\": ";
        home.file("p.json", policy.replace(&format!("{field}{from}"), &format!("{field}{to}")));
        home.ok(&["policy", "set", "p.json"]);
    };
    policy(true);
    let told = run(true);
    assert_eq!(told.code, 0);
    assert!(told.out.contains("\"fits_ios\": true"), "{}", told.out);
    assert_eq!(told.err.lines().count(), 1);
    for words in ["takes 1999999 numbers", "left out, the largest first: ", "`--all`"] {
        assert!(told.err.contains(words), "{}", told.err);
    }
    let report: serde_json::Value = serde_json::from_str(&told.out).unwrap();
    let all = home.run(&["plan", "all", "--all", "--json"]);
    assert!(all.err.contains("more than the 1999999"), "{}", all.err);
    let all: serde_json::Value = serde_json::from_str(&all.out).unwrap();
    assert_eq!((&all["fits_ios"], &all["ranges_left_out"]), (&false.into(), &0.into()));
    let sum = ["numbers", "numbers_left_out"].map(|field| report[field].as_u64().unwrap());
    assert_eq!(sum.iter().sum::<u64>(), all["numbers"].as_u64().unwrap());
    // The 0900 numbers are the user's own, all of them.
    assert!(sum[0] >= 1_000_000, "{sum:?}");
    assert_eq!(run(false).err, told.err);
    policy(false);
    assert!(run(true).out.contains("\"fits_ios\": true"));
    assert_eq!(run(true).err, "");
}

#[test]
fn a_store_is_a_file() {
    let run = Home::new().run(&["--store", ":memory:", "journal"]);
    assert_eq!((run.code, run.out.as_str()), (2, ""));
    assert_eq!(run.err, "callscreen: --store: expected a file, which stays after the command\n");
    assert_eq!(Home::new().run(&["--store", "", "journal"]).code, 2);
}

#[test]
fn a_fault_that_decides_a_call_is_told() {
    let home = Home::new();
    home.ok(&["policy", "preset", "smartphone"]);
    let store = home.path().join("callscreen/store.sqlite3");
    let mut bytes = fs::read(&store).unwrap();
    let version = b"\"version\": 2";
    let place = bytes.windows(version.len()).position(|window| window == version).unwrap();
    bytes[place + version.len() - 1] = b'9';
    fs::write(&store, bytes).unwrap();
    let run = home.run(&["screen", "--number", "044 668 18 00"]);
    assert_eq!(run.code, 4, "{}", run.err);
    assert!(run.out.starts_with("allowed: something went wrong"), "{}", run.out);
    assert!(run.err.contains("because of a fault"), "{}", run.err);
    let line = format!("nonsense\n{{\"number\":\"044 668 18 00\",\"at\":\"{AT}\"}}\n");
    let run = home.with_input(&["screen", "--json"], line);
    assert_eq!((run.code, run.out.lines().count()), (4, 1), "{}", run.err);
}
