//! What sources of lists really write, beyond what their formats say.

use callscreen_core::import::{ImportReport, SkipReason};
use callscreen_core::lists::{ListFormat, ListSource};
use callscreen_core::verdict::Verdict;

use crate::support::{Phone, list, noon};

fn import(phone: &Phone, name: &str, content: impl AsRef<[u8]>) -> ImportReport {
    let path = phone.file(name, content);
    let source = ListSource { threshold: None, ..list(name, 1) };
    phone.screener.import_list(&source, &path, None, noon()).unwrap()
}

fn skipped(report: &ImportReport) -> Vec<(SkipReason, &[u64])> {
    report.skipped.iter().map(|skipped| (skipped.reason, &skipped.first_lines[..])).collect()
}

#[test]
fn rules_of_spam_blocker_mean_what_the_app_does_with_them() {
    let backup = |rule: &str| format!("{{\"numberRules\":{{\"rules\":[{rule}]}}}}");
    for (home, rule, number) in [
        ("CH", r#"{"pattern":"33162\\d{6}"}"#, "+33162001234"),
        ("FR", r#"{"pattern":"33162\\d{6}"}"#, "+33162001234"),
        ("ES", r#"{"pattern":"33162\\d{6}","patternFlags":0}"#, "+33162001234"),
        ("FR", r#"{"pattern":"33162.*"}"#, "+33162001234"),
        ("CH", r#"{"pattern":"33162001234"}"#, "+33162001234"),
        ("FR", r#"{"pattern":"162\\d{6}"}"#, "+33162001234"),
        ("FR", r#"{"pattern":"162\\d{6}","patternFlags":8192}"#, "+33162001234"),
        ("US", r#"{"pattern":"2125550101"}"#, "+12125550101"),
        ("FR", r#"{"pattern":"0162\\d{6}","patternFlags":1024}"#, "+33162001234"),
        ("CH", r#"{"pattern":"\\+33162\\d{6}","patternFlags":{"value":1024}}"#, "+33162001234"),
        ("CH", r#"{"pattern":"33162.*","schedule":"12345,08:00-17:00,false"}"#, "+33162001234"),
    ] {
        let phone = Phone::at_home(&[home]);
        assert_eq!(import(&phone, "rules.json", backup(rule)).taken, 1, "{home} {rule}");
        assert_eq!(phone.verdict(number), Verdict::Reject, "{home} {rule}");
    }
    let phone = Phone::new();
    let table = "pattern,description,flags,isBlacklist,patternFlags,schedule\n\
                 33162\\d{6},,3,true,0,\n33163.*,,3,true,0,\"12345,08:00-17:00,true\"\n";
    let report = import(&phone, "rules.csv", table);
    assert_eq!(report.taken, 1);
    assert_eq!(skipped(&report), [(SkipReason::NotBlocked, &[3][..])]);
    assert_eq!(report.list.unwrap().national, 0);
    assert_eq!(phone.verdict("+33162001234"), Verdict::Reject);
    let rule = r#"{"pattern":"33163.*","schedule":"12345,08:00-17:00,true"},{"peer":"0615550101"}"#;
    let report = import(&phone, "hours.json", backup(rule));
    assert_eq!(skipped(&report), [(SkipReason::NotBlocked, &[1][..])]);
}

#[test]
fn a_masked_number_blocks_no_country() {
    let phone = Phone::new();
    let masked = [
        "0*********",
        "0*",
        "0#########",
        "06********",
        "+4*",
        "+41*",
        "+41#########",
        "+1*",
        "+1 2##",
    ];
    for pattern in masked {
        let table = format!("phone\n061 555 01 01\n{pattern}\n");
        let report = import(&phone, "masked.csv", table);
        assert_eq!(skipped(&report), [(SkipReason::NotANumber, &[3][..])], "{pattern}");
    }
    let report =
        import(&phone, "rules.csv", "pattern,isBlacklist\n0900.*,true\n0.*,true\n4.*,true\n");
    assert_eq!(skipped(&report), [(SkipReason::NotANumber, &[3, 4][..])]);
    let report = import(&phone, "wide.csv", "phone\n09*\n044*\n+1268*\n+33162######\n");
    assert_eq!((report.taken, report.skipped.len()), (4, 0), "call centres do have these");
}

#[test]
fn a_column_of_prefixes_holds_beginnings() {
    let phone = Phone::new();
    let report =
        import(&phone, "prefixes.csv", "prefix,name\n+33162,A\n0900,B\n+4180012*,C\n0,D\n");
    assert_eq!((report.taken, report.list.as_ref().unwrap().national), (3, 1));
    assert_eq!(skipped(&report), [(SkipReason::NotANumber, &[5][..])]);
    for number in ["+33162001234", "+41900555010", "+41800123456"] {
        assert_eq!(phone.verdict(number), Verdict::Reject);
    }
}

#[test]
fn complaints_to_the_fcc_are_known_as_they_come() {
    let phone = Phone::new();
    let table = "Ticket ID,Ticket Created,Date of Issue,Time of Issue,Form,Method,Issue,\
                 Caller ID Number,Type of Call or Messge,Advertiser Business Phone Number,State,Zip,\
                 Location\n\
                 1,11/20/2026 08:00:00 AM,11/20/2026,8:00 am,Phone,Wireless,Unwanted Calls,\
                 212-555-0101,Abandoned Calls,None,NY,10001,\n\
                 2,11/20/2026 08:00:00 AM,01/02/2026,8:00 am,Phone,Wireless,Unwanted Calls,\
                 212-555-0102,Live Voice,None,NY,10001,\n";
    let json = r#"[{"id":"1","ticket_created":"2026-11-20T08:00:00.000","issue":"Unwanted Calls"},
        {"id":"2","issue_date":"2026-11-19T00:00:00.000","issue":"Unwanted Calls"},
        {"id":"3","ticket_created":"2026-11-20T08:00:00.000","caller_id_number":"212-555-0101"}]"#;
    for (name, content, old) in [("fcc.csv", table, 1), ("fcc.json", json, 2)] {
        let report = import(&phone, name, content);
        assert_eq!(report.taken, 1, "{name}");
        assert_eq!(report.rows, 1 + old, "{name}");
        let read = report.list.unwrap();
        assert_eq!(read.format, ListFormat::FccComplaints, "{name}");
        assert_eq!((read.threshold, read.max_age_days), (3, Some(180)), "{name}");
        assert_eq!(read.regions[0].code(), "US", "{name}");
    }
}

#[test]
fn a_backup_may_lack_a_list() {
    let phone = Phone::new();
    for json in [
        r#"{"spamNumbers":null,"numberRules":{"rules":[{"pattern":"0615550101"}]}}"#,
        r#"{"numberRules":{"rules":null},"spamNumbers":{"numbers":[{"peer":"0615550101"}]}}"#,
        r#"{"blacklist":null,"whitelist":null,"numbers":[41615550101]}"#,
    ] {
        assert_eq!(import(&phone, "backup.json", json).taken, 1, "{json}");
        assert_eq!(phone.verdict("+41615550101"), Verdict::Reject, "{json}");
    }
}

#[test]
fn callers_that_asterisk_names_are_none_to_block() {
    let phone = Phone::new();
    let text = "/blacklist/0615550101 : 1\n/cidname/0615550102 : Grandmother\n2 results found.\n";
    assert_eq!(import(&phone, "asterisk.txt", text).rows, 1);
    assert_eq!(phone.verdict("+41615550102"), Verdict::Voicemail);
}
