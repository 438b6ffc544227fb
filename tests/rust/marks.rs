//! The user's own reports.

use callscreen_core::Error;
use callscreen_core::lists::{Category, ListSettings, ListWeight};
use callscreen_core::marks::{MarkExport, Opinion};
use callscreen_core::verdict::{Reason, Verdict};

use crate::support::{Phone, call, list, noon};

const CENTRE: Opinion = Opinion::CallCentre { category: None };
const SALES: Opinion = Opinion::CallCentre { category: Some(Category::Sales) };

fn decided(phone: &Phone, number: &str) -> (Verdict, Reason) {
    let decision = phone.screener.explain(&call(number)).unwrap();
    (decision.verdict, decision.reason)
}

#[test]
fn a_report_counts_at_once_and_can_be_taken_back() {
    let phone = Phone::new();
    let screener = &phone.screener;
    screener.screen(&call("+41615550101"));
    let id = screener.journal(1).unwrap()[0].id;
    screener.mark_call(id, SALES, "kitchens", noon()).unwrap();
    let reason = Reason::MarkedCallCentre { category: Some(Category::Sales) };
    assert_eq!(decided(&phone, "061 555 01 01"), (Verdict::Reject, reason));

    let mark = screener.mark_number("061 555 01 01", Opinion::Fine, "my kitchen", noon()).unwrap();
    assert_eq!(decided(&phone, "+41615550101"), (Verdict::Allow, Reason::MarkedFine));
    assert_eq!(screener.marks().unwrap(), [mark]);

    screener.unmark_call(id).unwrap();
    assert_eq!(decided(&phone, "+41615550101"), (Verdict::Voicemail, Reason::Stranger));
    assert!(matches!(screener.unmark_number("+41615550101"), Err(Error::UnknownMark)));
    let missing = screener.mark_call(id + 1, CENTRE, "", noon());
    assert!(matches!(missing, Err(Error::UnknownCall { .. })));
}

#[test]
fn the_latest_word_on_a_number_counts() {
    let phone = Phone::new();
    let number = "+41615550101";
    let rule = |verdict| phone.screener.put_rule(number, verdict, "").unwrap();
    let mark = |opinion| phone.screener.mark_number(number, opinion, "", noon()).unwrap();
    rule(Verdict::Allow);
    mark(CENTRE);
    assert_eq!(phone.verdict(number), Verdict::Reject);
    rule(Verdict::Voicemail);
    assert_eq!(phone.verdict(number), Verdict::Voicemail);
    assert!(phone.screener.marks().unwrap().is_empty());
    mark(Opinion::Fine);
    assert_eq!(phone.verdict(number), Verdict::Allow);
    phone.screener.unmark_number(number).unwrap();
    assert_eq!(phone.verdict(number), Verdict::Voicemail, "the rule is there again");
}

#[test]
fn what_cannot_be_met_again_or_must_get_through_cannot_be_reported() {
    let phone = Phone::new();
    let refused = |number: &str| {
        let error = phone.screener.mark_number(number, CENTRE, "", noon()).unwrap_err();
        assert!(matches!(error, Error::NotMarkable { .. }), "{error}");
        error.to_string()
    };
    assert!(refused("144").contains("always gets through"));
    assert!(refused("+41").contains("no phone number"));
    assert!(refused("").contains("no phone number"));
    assert!(refused("Bank").contains("a name"));

    let mut hidden = call("");
    hidden.number = None;
    phone.screener.screen(&hidden);
    let id = phone.screener.journal(1).unwrap()[0].id;
    let error = phone.screener.mark_call(id, CENTRE, "", noon()).unwrap_err();
    assert!(error.to_string().contains("showed no number"), "{error}");
    phone.screener.mark_number("1414", CENTRE, "", noon()).unwrap();
    assert_eq!(phone.verdict("1414"), Verdict::Reject);
}

#[test]
fn an_export_is_a_list_without_the_users_words() {
    let phone = Phone::new();
    for (number, opinion) in [
        ("0615550101", SALES),
        ("0615550102", CENTRE),
        ("0615550103", Opinion::Fine),
        ("1414", CENTRE),
    ] {
        phone.screener.mark_number(number, opinion, "Aunt, \"Mary\"\n=1+1", noon()).unwrap();
    }
    let export = |fine, remarks| phone.screener.export_marks(MarkExport { fine, remarks }).unwrap();
    assert_eq!(
        export(false, false),
        "number,category,date\n+41615550101,sales,2026-11-21\n+41615550102,,2026-11-21\n"
    );
    assert_eq!(export(true, false), "number,category,date\n+41615550103,,2026-11-21\n");
    assert!(export(false, true).contains("Aunt"));

    // Somebody else takes them for lists, the one that blocks and the one that vouches.
    let other = Phone::new();
    let import = |name, csv: String| {
        let path = other.file("list.csv", csv);
        other.screener.import_list(&list(name, 1), &path, None, noon()).unwrap()
    };
    assert_eq!(import("Reports", export(false, true)).taken, 2);
    assert_eq!(other.verdict("+41615550101"), Verdict::Reject);
    assert_eq!(import("Fine", export(true, false)).taken, 1);
    let settings = ListSettings { threshold: 1, weight: ListWeight::Allow, enabled: true };
    other.screener.set_list("Fine", settings).unwrap();
    assert_eq!(other.verdict("+41615550103"), Verdict::Voicemail);
}

#[test]
fn a_report_keeps_a_number_out_of_a_campaign_only_if_it_is_fine() {
    let phone = Phone::new();
    for number in ["+41615550101", "+41615550102"] {
        phone.screener.screen(&call(number));
    }
    assert_eq!(phone.verdict("+41615550103"), Verdict::Reject);
    phone.screener.mark_number("+41615550101", CENTRE, "", noon()).unwrap();
    assert_eq!(phone.verdict("+41615550103"), Verdict::Reject);
    phone.screener.mark_number("+41615550101", Opinion::Fine, "", noon()).unwrap();
    assert_eq!(phone.verdict("+41615550103"), Verdict::Voicemail);
}
