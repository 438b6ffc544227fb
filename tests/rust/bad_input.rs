//! Bad input gets an error that names file, line and what was expected; what was stored stays.

mod spreadsheets;

use std::path::Path;

use callscreen_core::Error;
use callscreen_core::import::{ImportReport, SkipReason};
use callscreen_core::policy::{Policy, Preset};
use callscreen_core::verdict::Verdict;

use crate::support::{Phone, call, list, noon, region};

fn import(phone: &Phone, name: &str, content: impl AsRef<[u8]>) -> Result<ImportReport, Error> {
    let path = phone.file(name, content);
    phone.screener.import_list(&list("Reports", 1), &path, None, noon())
}

fn lines(report: &ImportReport, reason: SkipReason) -> &[u64] {
    let found = report.skipped.iter().find(|skipped| skipped.reason == reason);
    found.map_or(&[], |skipped| &skipped.first_lines)
}

#[test]
fn junk_rows_are_counted_and_the_rest_is_taken() {
    let phone = Phone::new();
    let table = "name;phone;votes\nA;061 555 01 01;9\nB;117;9\nC;4.14467E+10;9\nD;;9\n\
                 E;hello;9\nF;+41 61 555 01 01;9\nG;061 555 01 02;many\nH\nI;061*55;9\n\
                 J;061 555 01 03;0\n";
    let report = import(&phone, "junk.csv", table).unwrap();
    assert_eq!((report.rows, report.taken, report.duplicates), (10, 1, 1));
    assert_eq!(lines(&report, SkipReason::EmergencyNumber), [3]);
    assert_eq!(lines(&report, SkipReason::ScientificNotation), [4]);
    assert_eq!(lines(&report, SkipReason::Empty), [5]);
    assert_eq!(lines(&report, SkipReason::Alphanumeric), [6]);
    assert_eq!(lines(&report, SkipReason::WrongShape), [8, 9]);
    assert_eq!(lines(&report, SkipReason::WildcardInside), [10]);
    assert_eq!(lines(&report, SkipReason::NotBlocked), [11]);
    assert_eq!(phone.verdict("+41615550101"), Verdict::Reject);
}

#[test]
fn tables_are_read_whatever_the_spreadsheet_did_to_them() {
    let utf16: Vec<u8> = "\u{feff}Telephone\tVotes\r\n061 555 01 01\t3\r\n"
        .encode_utf16()
        .flat_map(u16::to_le_bytes)
        .collect();
    let tables: [&[u8]; 7] = [
        b"\xef\xbb\xbfphone,votes\r\n061 555 01 01,3\r\n",
        &utf16,
        b"\"PHONE\"\n\"0615550101\"\n",
        b"+41 61 555 01 01\n",
        b"Rufnummer;Score\n'+41615550101;3\n",
        b"id|Caller ID Number\n1|=\"+41615550101\"\n",
        b"note,phone\n\"two\nlines\",061 555 01 01\n",
    ];
    for table in tables {
        let phone = Phone::new();
        let report = import(&phone, "table.csv", table).unwrap();
        assert_eq!(report.taken, 1, "{}", String::from_utf8_lossy(table));
        assert_eq!(phone.verdict("+41615550101"), Verdict::Reject);
    }
}

#[test]
fn json_lists_of_real_sources_are_read() {
    let phone = Phone::new();
    let report = import(
        &phone,
        "phoneblock.json",
        r#"{"numbers": [
            {"phone": "+41615550101", "rating": "G_FRAUD", "votes": 4},
            {"phone": "+41615550102", "rating": "A_LEGITIMATE", "votes": 4},
            {"phone": "+41615550103", "rating": "C_PING", "votes": 0},
            {"phone": [12]},
            "+41615550104"
        ], "version": 42}"#,
    )
    .unwrap();
    assert_eq!((report.rows, report.taken), (5, 2));
    assert_eq!(lines(&report, SkipReason::NotBlocked), [3, 4]);
    assert_eq!(lines(&report, SkipReason::WrongShape), [5]);

    for patterns in [
        r#"{"version": "1", "patterns": [{"name": "x", "action": "block", "pattern": "4161555####"},
            {"action": "identify", "pattern": "4161556####"}]}"#,
        r#"[{"operator": "x", "prefix": "+4161555", "pattern": "4161555####"},
            {"operator": "x", "pattern": "41#1555"}]"#,
    ] {
        let report = import(&phone, "patterns.json", patterns).unwrap();
        assert_eq!((report.rows, report.taken), (2, 1));
        assert_eq!(phone.verdict("+41615559999"), Verdict::Reject);
        assert_eq!(phone.verdict("+41615569999"), Verdict::Voicemail);
    }
}

#[test]
fn a_list_of_which_nothing_is_usable_leaves_the_stored_one() {
    let phone = Phone::new();
    phone.import("phone\n061 555 01 01\n");
    let unusable = [
        (
            "empty.csv",
            "",
            "empty.csv, line 1: expected at least one phone number; the file holds none",
        ),
        ("header.csv", "phone,votes\n", "line 1: expected at least one phone number"),
        ("junk.csv", "phone\nhello\n117\n", "line 2: letters instead of a number"),
        ("ids.csv", "id,name\n100000001,A\n100000002,B\n", "line 1: expected a column of phone"),
        ("notes.csv", "name,note\nA,call 061 555 01 09\n", "line 1: expected a column of phone"),
        ("columns.csv", "who,what\nI,nothing\n", "line 1: expected a column of phone numbers"),
        ("broken.json", "{\n\"numbers\": [\n", "line 3: expected a JSON list of call centres"),
        ("other.json", "{\"contacts\": []}", "expected a JSON list of call centres"),
        ("empty.json", "{\"numbers\": []}", "line 1: expected at least one phone number"),
        ("text.json", "{\n\"numbers\": \"x\"}", "line 2: expected a JSON list of call centres"),
        ("scalar.json", "[1, 2]", "line 1: not the expected fields"),
    ];
    for (name, content, expected) in unusable {
        let error = import(&phone, name, content).unwrap_err().to_string();
        assert!(error.contains(name) && error.contains(expected), "{error}");
        assert_eq!(phone.verdict("+41615550101"), Verdict::Reject, "after {name}");
    }
    let missing = phone.screener.import_list(
        &list("Reports", 1),
        Path::new("/nowhere/list.csv"),
        None,
        noon(),
    );
    assert!(missing.unwrap_err().to_string().contains("/nowhere/list.csv"));
    assert_eq!(phone.screener.lists().unwrap().len(), 1);
}

#[test]
fn a_list_needs_a_name() {
    let phone = Phone::new();
    let path = phone.file("list.csv", "phone\n061 555 01 01\n");
    let refused =
        |name: &str| phone.screener.import_list(&list(name, 1), &path, None, noon()).unwrap_err();
    for name in ["", "  ", &"x".repeat(65), "a\nb", "\u{1b}[2J"] {
        let error = refused(name);
        assert!(matches!(error, Error::InvalidListName), "{error}");
    }
    for built_in in phone.screener.built_in_lists().unwrap() {
        let errors = [
            refused(&built_in.id),
            phone.screener.remove_list(&built_in.id).unwrap_err(),
            phone.screener.list(&built_in.id).unwrap_err(),
        ];
        for error in errors {
            assert!(matches!(error, Error::BuiltInList { .. }), "{error}");
        }
    }
}

#[test]
fn a_list_without_plus_is_read_in_its_own_region() {
    let phone = Phone::new();
    let path = phone.file("german.csv", "phone\n030 23125 000\n");
    let source = list("German", 1);
    phone.screener.import_list(&source, &path, Some(region("DE")), noon()).unwrap();
    assert_eq!(phone.verdict("+493023125000"), Verdict::Reject);
}

#[test]
fn scores_of_the_same_number_add_up_to_the_threshold() {
    let phone = Phone::new();
    let path =
        phone.file("reports.csv", "Company_Phone_Number\n0615550101\n0615550102\n0615550101\n");
    let report = phone.screener.import_list(&list("L", 2), &path, None, noon()).unwrap();
    assert_eq!((report.rows, report.taken, report.duplicates), (3, 2, 1));
    assert_eq!(phone.verdict("+41615550101"), Verdict::Reject);
    assert_eq!(phone.verdict("+41615550102"), Verdict::Voicemail);
}

#[test]
fn address_books_of_every_version_are_read() {
    let phone = Phone::new();
    let cards = "BEGIN:VCARD\r\nVERSION:2.1\r\nN;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:M=C3=BCller;A\r\n\
                 TEL;CELL;PREF:079 555 01 01\r\nEND:VCARD\r\n\
                 BEGIN:VCARD\r\nVERSION:3.0\r\nFN:B\r\nTEL;TYPE=CELL,VOICE:+41 79 555\r\n  01 02\r\n\
                 item1.TEL:0041 79 555 01 03\r\nitem1.X-ABLabel:boat\r\nEND:VCARD\r\n\
                 BEGIN:VCARD\r\nVERSION:4.0\r\nFN:C\r\n\
                 TEL;VALUE=uri;TYPE=\"voice,cell\":tel:+41-79-555-01-04;ext=12\r\nEND:VCARD\r\n";
    let path = phone.file("cards.vcf", cards);
    let report = phone.screener.import_contacts(&path).unwrap();
    assert_eq!((report.rows, report.taken), (4, 4), "{report:?}");
    for number in ["+41795550101", "+41795550102", "+41795550103", "+41795550104"] {
        assert_eq!(phone.verdict(number), Verdict::Allow, "{number}");
    }
    assert_eq!(phone.screener.contact_count().unwrap(), 4);
}

#[test]
fn broken_cards_are_named_by_line_and_the_rest_is_taken() {
    let phone = Phone::new();
    let cards = "junk\nBEGIN:VCARD\nVERSION:3.0\nTEL:079 555 01 01\n\
                 BEGIN:VCARD\nVERSION:3.0\nFN:B\nTEL:079 555 01 02\nTEL:call me\nEND:VCARD\n\
                 BEGIN:VCARD\nTEL:079 5";
    let path = phone.file("broken.vcf", cards);
    let report = phone.screener.import_contacts(&path).unwrap();
    assert_eq!(report.taken, 2, "the number that stands whole in a card without an end too");
    assert_eq!(lines(&report, SkipReason::OutsideCard), [1]);
    assert_eq!(lines(&report, SkipReason::UnfinishedCard), [2, 11]);
    assert_eq!(lines(&report, SkipReason::Alphanumeric), [9]);
    assert_eq!(phone.verdict("+41795550101"), Verdict::Allow);

    let path = phone.file("table.vcf", "phone\n061 555 01 01\n");
    let error = phone.screener.import_contacts(&path).unwrap_err().to_string();
    assert!(error.contains("table.vcf, line 1: expected a vCard"), "{error}");
    assert_eq!(phone.screener.contact_count().unwrap(), 2, "what was stored stays");
}

#[test]
fn a_policy_with_a_mistake_leaves_the_one_in_force() {
    let phone = Phone::new();
    let good = Preset::Smartphone.policy(&[region("CH")]).to_json().unwrap();
    let mistakes = [
        (good.replace("\"stranger\"", "\"strnager\""), "did you mean `stranger`?"),
        (good.replace("\"version\": 2", "\"version\": 3"), "3 is not known, expected 1 to 2"),
        (
            good.replace("\"window_hours\": 48", "\"window_hours\": 0"),
            "line 5, emergency.window_hours: expected 1 to 720",
        ),
        (good.replace("\"days\": 7", "\"days\": 0"), "range_campaign.days: expected 1 to 3650"),
        (
            good.replace("\"dialled_days\": 30", "\"dialled_days\": 0"),
            "conversation_partner.dialled_days: expected 1 to 3650",
        ),
        (good.replace("\"seconds\": 60", "\"seconds\": 0"), "spoken.seconds: expected 1 to 3600"),
        (
            good.replace("\"impossible\": \"voicemail\"", "\"impossible\": \"reject\""),
            "not_genuine.impossible: expected allow, voicemail or null",
        ),
        (
            good.replace(
                "\"opening_hours\": null",
                "\"opening_hours\": {\"verdict\": \"allow\", \"times\": {\"windows\": [\"9-5\"]}}",
            ),
            "stranger.opening_hours.times.windows[0]: expected days and hours such as \"mon-fri",
        ),
        (good.replace("\"repeat_caller\": null,", ""), "missing field `repeat_caller`"),
        (good.replace("\"block_size\": 100", "\"block_size\": 99"), "10, 100, 1000 or 10000"),
        (good.replace("\"strangers\": 3", "\"strangers\": 1"), "at least 2"),
        (good.replace("\"window_hours\": 48", "\"window_hours\": -1"), "line 5"),
        (good.replacen("voicemail", "voice-mail", 1), "expected one of `allow`"),
        (
            good.replace("\"de\"", "\"german\""),
            "spoken_languages: expected languages that a country speaks",
        ),
        ("{\n}".to_owned(), "line 2, column 1: missing field `version`"),
        (String::new(), "line 1"),
    ];
    for (json, expected) in mistakes {
        let error = Policy::from_json(&json).unwrap_err().to_string();
        assert!(error.starts_with("policy") && error.contains(expected), "{error}");
    }
    let parsed: serde_json::Value = serde_json::from_str(&good).unwrap();
    for step in parsed.as_object().unwrap().keys() {
        let mut without = parsed.clone();
        without.as_object_mut().unwrap().remove(step);
        let error = Policy::from_json(&without.to_string()).unwrap_err().to_string();
        assert!(error.contains(&format!("missing field `{step}`")), "{error}");
    }
    let mut wrong = phone.screener.policy().unwrap();
    wrong.range_campaign.as_mut().unwrap().block_size = 7;
    assert!(phone.screener.set_policy(&wrong).is_err());
    assert_eq!(phone.screener.policy().unwrap(), Preset::Smartphone.policy(&[region("CH")]));
}

#[test]
fn a_policy_round_trips_and_null_switches_a_step_off() {
    let phone = Phone::new();
    let mut policy = phone.screener.policy().unwrap();
    let again = Policy::from_json(&policy.to_json().unwrap()).unwrap();
    assert_eq!(policy, again);
    policy.foreign = None;
    let again = Policy::from_json(&policy.to_json().unwrap()).unwrap();
    phone.screener.set_policy(&again).unwrap();
    let decision = phone.screener.explain(&call("+48221234567")).unwrap();
    assert_eq!(decision.trace.steps.last().unwrap().step.code(), "stranger");
}

#[test]
fn a_rule_that_is_no_number_is_refused() {
    let phone = Phone::new();
    for text in ["", "4.1E+10", "061 555 01 01 +41 61 555 01 02"] {
        let error = phone.screener.put_rule(text, Verdict::Allow, "").err();
        assert!(matches!(error, Some(Error::InvalidNumber)), "{text}: {error:?}");
    }
    for text in ["*", "abc*", "+*"] {
        let error = phone.screener.put_rule(text, Verdict::Allow, "").err();
        assert!(matches!(error, Some(Error::InvalidPrefix)), "{text}: {error:?}");
    }
    for text in ["hello", "061*5x*", "kind:friend", "country:Mars", "061 555 01 01..061 555 01 00"]
    {
        let error = phone.screener.put_rule(text, Verdict::Allow, "").err();
        assert!(matches!(error, Some(Error::InvalidRule { .. })), "{text}: {error:?}");
    }
    let error = phone.screener.put_rule("organisation:Acme", Verdict::Allow, "").err();
    assert!(matches!(error, Some(Error::UnknownOrganisation { .. })), "{error:?}");
}

#[test]
fn a_plan_that_was_cut_off_or_is_none_is_refused() {
    let phone = Phone::new();
    phone.import("phone\n061 555 01 01\n");
    let path = phone.file("plan", "");
    phone.screener.write_plan(&path, noon()).unwrap();
    let whole = std::fs::read(&path).unwrap();
    for (name, content) in [("cut", &whole[..whole.len() - 1]), ("header", &whole[..20])] {
        let path = phone.file(name, content);
        assert!(callscreen_core::plan::page(&path, 0, 10).is_err(), "{name}");
    }
    let text = phone.file("text", "this is a text of more than twenty-four bytes");
    let error = callscreen_core::plan::page(&text, 0, 10).unwrap_err().to_string();
    assert!(error.contains("expected a callscreen plan"), "{error}");
}
