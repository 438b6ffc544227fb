//! Tables and cards as people and programs really write them.

use callscreen_core::import::SkipReason;
use callscreen_core::verdict::Verdict;

use super::{import, lines};
use crate::support::{Phone, list, noon};

#[test]
fn a_stray_quote_costs_its_line_only() {
    let phone = Phone::new();
    let table = "name,phone\nAl,061 555 01 02\n\"Bob,061 555 01 01\nCy,061 555 01 03\n\
                 Di,061 555 01 04";
    let report = import(&phone, "quote.csv", table).unwrap();
    assert_eq!((report.rows, report.taken), (4, 3), "{report:?}");
    assert_eq!(lines(&report, SkipReason::UnclosedQuote), [3]);
    assert_eq!(phone.verdict("+41615550104"), Verdict::Reject);

    let table = "name,phone\r\n\"a\r\nb\r\nc\",061 555 01 01\r\n\"x,1\r\n\"y,2\r\nz,061 555 01 02";
    let report = import(&phone, "excel.csv", table).unwrap();
    assert_eq!((report.rows, report.taken), (4, 2), "{report:?}");
    assert_eq!(lines(&report, SkipReason::UnclosedQuote), [5, 6]);

    let table = format!("{}phone\n061 555 01 01\n", "\"a\n".repeat(50));
    let report = import(&phone, "many.csv", table).unwrap();
    assert_eq!((report.rows, report.taken), (51, 1), "however many there are");

    let error = import(&phone, "all.csv", "\"a\n\"b\n").unwrap_err().to_string();
    assert!(error.contains("rows is usable (line 1: a quote that never closes)"), "{error}");
}

#[test]
fn the_table_is_found_below_what_stands_above_it() {
    for table in [
        "\n\nname;phone;votes\nA;061 555 01 01;5\nB;junk;5\n",
        "\r\nsep=;\r\nname;phone;votes\r\nA;061 555 01 01;5\r\n",
        "sep=;\nname;phone;votes\nA;061 555 01 01;5\n",
        "# from, the, shop\nname;phone;votes\nA;061 555 01 01;5\n",
        "Blocked, at last\nname;phone;votes\nA;061 555 01 01;5\n",
        "name\tTelefonnummer\tvotes\nA\t061 555 01 01\t5\n",
        "Phone Number,votes\n061 555 01 01,5\n",
        "name,Mobile,votes\nA,061 555 01 01,5\n",
        "Nummer,Handy,votes\n1,061 555 01 01,5\n",
        "name,Fon dienstl.,votes\nA,061 555 01 01,5\nB,,5\nC,,5\n",
    ] {
        let phone = Phone::new();
        let path = phone.file("list.csv", table);
        let report = phone.screener.import_list(&list("L", 5), &path, None, noon()).unwrap();
        assert_eq!(report.taken, 1, "{table}");
        assert_eq!(phone.verdict("+41615550101"), Verdict::Reject, "{table}");
    }
    let phone = Phone::new();
    let report = import(&phone, "latin1.csv", b"nom;num\xe9ro\nA;061 555 01 01\n").unwrap();
    assert_eq!((report.rows, report.taken), (1, 1));
}

#[test]
fn carriage_returns_alone_end_lines() {
    let phone = Phone::new();
    let report = import(&phone, "mac.csv", "phone\r061 555 01 01\rjunk\r\r117\r").unwrap();
    assert_eq!((report.rows, report.taken), (3, 1));
    assert_eq!(lines(&report, SkipReason::Alphanumeric), [3]);
    assert_eq!(lines(&report, SkipReason::EmergencyNumber), [5]);
    let card = "BEGIN:VCARD\rTEL:ask\rTEL:061 555 01 02\rEND:VCARD\r";
    let report = phone.screener.import_contacts(&phone.file("mac.vcf", card)).unwrap();
    assert_eq!((report.taken, lines(&report, SkipReason::Alphanumeric)), (1, &[2][..]));
}

#[test]
fn more_votes_than_fit_are_as_many_as_fit() {
    for (name, content) in [
        ("list.csv", "phone,votes\n061 555 01 01,99999999999\n061 555 01 02,-1\n"),
        ("wide.csv", "phone,votes\n061 555 01 01,99999999999999999999999999999999999\n"),
        ("list.json", "[{\"phone\":\"061 555 01 01\",\"votes\":4294967296}]"),
        ("wide.json", "[{\"phone\":\"061 555 01 01\",\"votes\":99999999999999999999999}]"),
    ] {
        let phone = Phone::new();
        let path = phone.file(name, content);
        let report = phone.screener.import_list(&list("L", u32::MAX), &path, None, noon()).unwrap();
        assert_eq!(report.taken, 1, "{name}");
        assert_eq!(phone.verdict("+41615550101"), Verdict::Reject, "{name}");
    }
}

#[test]
fn numbers_and_patterns_of_one_file_are_both_read() {
    let phone = Phone::new();
    for json in [
        "{\"numbers\":[\n\"061 555 01 01\",\n1],\n\"patterns\":[\n{\"pattern\":\"4162555####\"},2]}",
        "{\"patterns\":[\n{\"pattern\":\"4162555####\"},\n1],\"numbers\":[\n\"061 555 01 01\",\n2]}",
    ] {
        let report = import(&phone, "both.json", json).unwrap();
        assert_eq!((report.rows, report.taken), (4, 2));
        assert_eq!(lines(&report, SkipReason::WrongShape), [3, 5]);
        assert_eq!(phone.verdict("+41625559999"), Verdict::Reject);
        assert_eq!(phone.verdict("+41615550101"), Verdict::Reject);
    }
}

#[test]
fn several_numbers_in_one_property_are_all_taken() {
    let phone = Phone::new();
    let card = "BEGIN:VCARD\nVERSION:3.0\nTEL:061 555 01 10,061 555 01 11\n\
                TEL;TYPE=home:061 555 01 12;061 555 01 13\nTEL:061 555 01 14,,99#\n\
                NOTE:a\n BEGIN:VCARD\nTEL:061 555 01 15, call me\nEND:VCARD\n";
    let report = phone.screener.import_contacts(&phone.file("card.vcf", card)).unwrap();
    assert_eq!((report.rows, report.taken), (7, 6), "{report:?}");
    assert_eq!(lines(&report, SkipReason::Alphanumeric), [8]);
    for last in 10..=15 {
        assert_eq!(phone.verdict(&format!("+416155501{last}")), Verdict::Allow, "{last}");
    }
}

#[test]
fn the_card_of_an_agent_hides_nobody() {
    let phone = Phone::new();
    let card = "BEGIN:VCARD\r\nVERSION:2.1\r\nFN:A\r\nAGENT:\r\nBEGIN:VCARD\r\nVERSION:2.1\r\n\
                TEL:061 555 01 10\r\nEND:VCARD\r\nTEL:061 555 01 11\r\nTEL:ask\r\nEND:VCARD\r\n";
    let report = phone.screener.import_contacts(&phone.file("agent.vcf", card)).unwrap();
    assert_eq!((report.rows, report.taken), (3, 2), "{report:?}");
    assert_eq!(lines(&report, SkipReason::Alphanumeric), [10]);
    assert_eq!(phone.verdict("+41615550111"), Verdict::Allow);
}
