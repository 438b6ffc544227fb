//! Numbers appear neither in logs nor in errors.

use std::sync::Mutex;

use callscreen_core::call::RawNumber;
use callscreen_core::lists::{Change, Entry, Subject};
use callscreen_core::number::{E164, NumberRange, Prefix};
use callscreen_core::policy::Policy;
use callscreen_core::verdict::Verdict;

use crate::support::{Phone, call, list, noon};

static LINES: Mutex<Vec<String>> = Mutex::new(Vec::new());

struct Collector;

impl log::Log for Collector {
    fn enabled(&self, _: &log::Metadata<'_>) -> bool {
        true
    }

    fn log(&self, record: &log::Record<'_>) {
        LINES.lock().unwrap().push(record.args().to_string());
    }

    fn flush(&self) {}
}

fn digits(text: &str) -> String {
    text.chars().filter(char::is_ascii_digit).collect()
}

#[test]
fn a_fault_is_logged_without_the_number() {
    log::set_logger(&Collector).unwrap();
    log::set_max_level(log::LevelFilter::Trace);
    let phone = Phone::new();
    phone.screener.shutdown();
    phone.screener.screen(&call("+41615550177"));
    let lines = LINES.lock().unwrap().join("\n");
    assert!(lines.contains("fault"), "{lines}");
    assert!(!digits(&lines).contains("5550177"), "{lines}");
}

#[test]
fn errors_hold_no_number() {
    let phone = Phone::new();
    let json = phone.file("list.json", r#"{"numbers": 41615550177}"#);
    let table = phone.file("list.csv", "who\nx +41615550177 +41615550178 x\n");
    let card = phone.file("cards.vcf", "TEL:+41615550177\n");
    let policy = r#"{"version": 1, "name": 41615550177}"#;
    let smartphone = phone.screener.policy().unwrap().to_json().unwrap();
    let verdict = smartphone.replacen("voicemail", "061 555 01 77", 1);
    let field = smartphone.replacen("stranger", "061-555-01-77", 1);
    let errors = [
        phone.screener.import_list(&list("L", 1), &json, None, noon()).unwrap_err(),
        phone.screener.import_list(&list("L", 1), &table, None, noon()).unwrap_err(),
        phone.screener.import_contacts(&card).unwrap_err(),
        phone.screener.put_rule("+41615550177 +41615550178", Verdict::Allow, "").unwrap_err(),
        phone.screener.put_rule("+41615550177 +41615550178*", Verdict::Allow, "").unwrap_err(),
        Policy::from_json(policy).unwrap_err(),
        Policy::from_json(&verdict).unwrap_err(),
        Policy::from_json(&field).unwrap_err(),
    ];
    for error in errors {
        for text in [error.to_string(), format!("{error:?}")] {
            assert!(!digits(&text).contains("5550177"), "{text}");
        }
    }
}

#[test]
fn import_errors_quote_nothing_of_the_file() {
    let phone = Phone::new();
    let lists = [
        r#"{"numbers": "079 555 01 01"}"#,
        r#"{"numbers": {"079 555 01 01": 1}}"#,
        r#"{"numbers": [], "079 555 01 01"}"#,
        r#"[{"phone": "079 555 01 01" x}]"#,
        r#"{"numbers": 079 555 01 01}"#,
        r#"["079 555 01 01 079 555 01 02"]"#,
        "who;what\nx 079 555 01 01 079 555 01 02;y\n",
        "\"079 555 01 01",
    ];
    let list_errors = lists.map(|content| {
        let path = phone.file("list", content);
        phone.screener.import_list(&list("L", 1), &path, None, noon()).unwrap_err()
    });
    let cards =
        ["TEL:079 555 01 01\n", "BEGIN:VCARD\nTEL:079 555 01 01 079 555 01 02\nEND:VCARD\n"];
    let card_errors = cards
        .map(|content| phone.screener.import_contacts(&phone.file("list", content)).unwrap_err());
    let path = phone.file("list", "").display().to_string();
    for error in list_errors.into_iter().chain(card_errors) {
        for text in [error.to_string(), format!("{error:?}")] {
            let text = text.replace(&path, "");
            for quoted in ["079", "555", "01 0", "struct", "u32", "Vec", "invalid type"] {
                assert!(!text.contains(quoted), "{text}");
            }
        }
    }
}

#[test]
fn debug_of_everything_shows_no_number() {
    let phone = Phone::new();
    phone.contacts(&["+41615550177"]);
    phone.screener.put_rule("+41615550178", Verdict::Reject, "").unwrap();
    phone.screener.put_rule("+4161555*", Verdict::Reject, "").unwrap();
    let call = call("+41615550177");
    let decision = phone.screener.screen(&call);
    phone.screener.screen(&self::call("Migros 0177"));
    let shown = format!(
        "{call:?} {decision:?} {:?} {:?} {:?}",
        phone.screener.journal(9).unwrap(),
        phone.screener.rules().unwrap(),
        RawNumber::new("+41615550177"),
    );
    let number = Subject::Number(E164::from_e164("+41615550177").unwrap());
    let prefix = Prefix::from_exposed("+4161555*").unwrap();
    let range = Change::Remove(Subject::Range(NumberRange::new(prefix, 11, 11)));
    let shown = format!("{shown} {:?} {range:?}", Change::Put(Entry::plain(number)));
    assert!(!digits(&shown).contains("61555"), "{shown}");
    assert!(!shown.contains("Migros") && !shown.contains("0177"), "{shown}");
}
