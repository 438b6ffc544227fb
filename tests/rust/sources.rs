//! What sources of lists really write, beyond what their formats say.

use callscreen_core::import::{ImportReport, SkipReason};
use callscreen_core::lists::{Category, ListFormat, ListSource};
use callscreen_core::verdict::Verdict;

use crate::support::{Phone, call, list, noon, region};

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
        "079*******",
        "+41 76 *******",
        "+41 79 XXX XX XX",
        "+4179XXXXXXX",
        "079#######",
        "079???????",
        "061 555 01**",
        "+49 1512 xxxxxxx",
        "+33162#**",
    ];
    for pattern in masked {
        let table = format!("phone\n061 555 01 01\n{pattern}\n");
        let report = import(&phone, "masked.csv", table);
        assert_eq!(skipped(&report), [(SkipReason::NotANumber, &[3][..])], "{pattern}");
    }
    let report =
        import(&phone, "rules.csv", "pattern,isBlacklist\n0900.*,true\n0.*,true\n4.*,true\n");
    assert_eq!(skipped(&report), [(SkipReason::NotANumber, &[3, 4][..])]);
    let report = import(
        &phone,
        "wide.csv",
        "phone\n09*\n044*\n+1268*\n+33162######\n0900 ######\n061 555XXXX\n",
    );
    assert_eq!((report.taken, report.skipped.len()), (6, 0), "call centres do have these");
    let report = import(&phone, "rules.csv", "pattern,isBlacklist\n\\+4144\\d{7},true\n");
    assert_eq!(report.taken, 1, "who writes an expression masks nothing");
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

#[test]
fn days_are_read_as_people_write_them_and_what_is_no_day_is_told() {
    let phone = Phone::new();
    let aged = |name: &str, content: &str, home| {
        let path = phone.file(name, content);
        let source = ListSource { max_age_days: Some(180), threshold: None, ..list("Dated", 1) };
        phone.screener.import_list(&source, &path, home, noon()).unwrap()
    };
    let table = "phone;date\n061 555 01 01;21.11.2020\n061 555 01 02;21/11/2020\n\
                 061 555 01 03;21.11.20\n061 555 01 04;2020-11-21T10:00:00\n\
                 061 555 01 05;20.11.2026 08:15\n061 555 01 06;some day\n061 555 01 07;\n\
                 061 555 01 08;11/20/2026\n061 555 01 09;31.31.2026\n";
    let report = aged("days.csv", table, None);
    assert_eq!(skipped(&report), [(SkipReason::TooOld, &[2, 3, 4, 5][..])]);
    assert_eq!(report.taken, 5, "whose day cannot be read is fresh");
    let unread = report.list.unwrap().unread_days.unwrap();
    assert_eq!((unread.rows, unread.first_lines), (2, vec![7, 10]));
    // The fifth of December is to come; the twelfth of May was 193 days ago.
    let table = "phone,date\n+41615550101,12/05/2026\n";
    assert_eq!(aged("here.csv", table, Some(region("US"))).taken, 1);
    let path = phone.file("here.csv", table);
    let source = ListSource { max_age_days: Some(180), ..list("Dated", 1) };
    let error = phone.screener.import_list(&source, &path, None, noon()).unwrap_err();
    assert!(error.to_string().contains("too old a report"), "{error}");
}

#[test]
fn numbers_of_a_field_and_words_behind_a_number_are_told_apart() {
    for text in [
        "061 555 01 01 / 061 555 01 02\n",
        "phone;name\n061 555 01 01 / 061 555 01 02;A\n",
        "phone,name\n\"0615550101,0615550102\",A\n",
        "phone,name\n0615550101 ; 0615550102,A\n",
        "phone,name\n061555####,A\n061556#### # all,B\n",
    ] {
        let phone = Phone::new();
        assert_eq!(import(&phone, "two", text).taken, 2, "{text}");
    }
    for text in [
        "0615550101 # pushy\n0615550102 # very, indeed\n",
        "0615550101 // pushy\n0615550102 // very; indeed\n",
        "0615550101 ; pushy\n0615550102 ; very, indeed\n",
        "0615550101 # pushy\n0615550102\n",
        "0615550102\n0615550101 // pushy\n",
        "# my list\n0615550101 ; pushy\n0615550102\n",
    ] {
        let phone = Phone::new();
        let report = import(&phone, "comments.txt", text);
        assert_eq!((report.taken, report.rows), (2, 2), "{text}");
        for number in ["+41615550101", "+41615550102"] {
            assert_eq!(phone.verdict(number), Verdict::Reject, "{text}");
        }
    }
}

#[test]
fn a_category_counts_in_any_case_and_votes_below_zero_only_where_they_mean_something() {
    let phone = Phone::new();
    let table = "phone,category,votes\n061 555 01 01,Sales,1\n061 555 01 02,FRAUD,-3\n";
    let report = import(&phone, "table.csv", table);
    assert_eq!(skipped(&report), [(SkipReason::WrongShape, &[3][..])]);
    let listings = phone.screener.explain(&call("+41615550101")).unwrap().trace.facts.listings;
    assert_eq!(listings[0].category, Some(Category::Sales));
    let json =
        r#"{"numbers":[{"phone":"+41615550101","votes":4},{"phone":"+41615550102","votes":-3}]}"#;
    let report = import(&phone, "phone_block.json", json);
    assert_eq!(skipped(&report), [(SkipReason::NotBlocked, &[1][..])]);
}

#[test]
fn an_export_of_spam_call_blocker_keeps_its_white_list() {
    let phone = Phone::at_home(&["ES"]);
    let json = r#"[{"id":1,"number":"34912345678","name":"Ventas","type":1},
        {"id":2,"number":"34612345678","name":"Mama"},
        {"id":3,"number":"34612345679","name":"Papa","type":0},
        {"id":4,"number":"912345680","name":"","type":1},
        {"id":5,"number":"612345681","name":"also possible behind +61","type":1},
        {"id":6,"number":"33162123456","name":"","type":1},
        {"id":7,"number":"112","name":"","type":1},
        {"id":8,"number":"1004","name":"","type":1}]"#;
    let report = import(&phone, "contacts.json", json);
    assert_eq!(report.taken, 4);
    let expected = [
        (SkipReason::NotBlocked, &[2, 3][..]),
        (SkipReason::EmergencyNumber, &[7]),
        (SkipReason::ShortNumber, &[8]),
    ];
    assert_eq!(skipped(&report), expected);
    assert_eq!(report.list.unwrap().format, ListFormat::SpamCallBlocker);
    for (number, verdict) in [
        ("+34912345678", Verdict::Reject),
        ("+34912345680", Verdict::Reject),
        ("+34612345681", Verdict::Reject),
        ("+33162123456", Verdict::Reject),
        ("+34612345678", Verdict::Voicemail),
        ("+34612345679", Verdict::Voicemail),
    ] {
        assert_eq!(phone.verdict(number), verdict, "{number}");
    }
}

#[test]
fn json_is_read_whatever_its_types_and_names() {
    let phone = Phone::new();
    for (entry, score) in [
        (r#"{"phone":41615550101,"votes":4}"#, 4),
        (r#"{"phone":"+41615550101","votes":"7"}"#, 7),
        (r#"{"phone":41615550101.0,"votes":2.0}"#, 2),
        (r#"{"number":"+41615550101","reports":3}"#, 3),
        (r#"{"tel":"061 555 01 01","score":3,"more":{"x":[1]}}"#, 3),
        (r#"{"id":1,"phone_number":"+41615550101","name":"A","count":5}"#, 5),
        (r#"{"phoneNumber":"+41615550101","action":"block","votes":null}"#, 1),
        (r#"{"id":1,"number":"+41615550101","type":"fraud"}"#, 1),
    ] {
        let report = import(&phone, "numbers.json", format!("[{entry}]"));
        assert_eq!(report.taken, 1, "{entry}");
        let listings = phone.screener.explain(&call("+41615550101")).unwrap().trace.facts.listings;
        assert_eq!(listings[0].score, Some(score), "{entry}");
    }
    let entries = r#"[{"number":"+41615550101"},{"number":"+41615550102","type":"whitelist"},
        {"number":4.1615550103E10},{"number":{"x":1}},
        {"phone":"+41615550104","action":"ponder"}]"#;
    let report = import(&phone, "numbers.json", entries);
    assert_eq!(report.taken, 1);
    assert!(skipped(&report).contains(&(SkipReason::NotBlocked, &[1][..])));
    assert_eq!(report.rows, 5);
}

#[test]
fn a_rule_for_one_sim_blocks_on_no_other() {
    let phone = Phone::new();
    let rules = r#"{"numberRules":{"rules":[{"pattern":"33161.*","simSlot":0},
        {"pattern":"33162.*","simSlot":null},{"pattern":"33163.*","simSlot":-1},
        {"pattern":"33164.*","simSlot":1}]}}"#;
    let table = "pattern,isBlacklist,simSlot\n33161.*,true,0\n33162.*,true,\n33163.*,true,-1\n\
                 33164.*,true,1\n";
    for (name, content) in [("rules.json", rules), ("rules.csv", table)] {
        let report = import(&phone, name, content);
        assert_eq!((report.taken, report.rows), (2, 4), "{name}");
        assert_eq!(report.skipped[0].reason, SkipReason::NotBlocked, "{name}");
        assert_eq!(phone.verdict("+33162001234"), Verdict::Reject, "{name}");
        assert_eq!(phone.verdict("+33161001234"), Verdict::Voicemail, "{name}");
    }
}

#[test]
fn words_for_callers_let_through_are_known_and_an_action_that_is_not_blocks_nobody() {
    let phone = Phone::new();
    for (header, words, reason) in [
        ("type", &["trusted", "safe", "Not-Spam", "permit"][..], SkipReason::NotBlocked),
        ("action", &["ignore", "None", "allow"], SkipReason::NotBlocked),
        ("action", &["ponder", "observe"], SkipReason::WrongShape),
    ] {
        for word in words {
            let table = format!("phone,{header}\n061 555 01 01,block\n061 555 01 02,{word}\n");
            let report = import(&phone, "words.csv", table);
            assert_eq!(skipped(&report), [(reason, &[3][..])], "{header}: {word}");
        }
    }
    let table = "phone,type\n061 555 01 01,robocall\n061 555 01 02,\n";
    assert_eq!(import(&phone, "kinds.csv", table).taken, 2, "a type may be a kind of call");
}

#[test]
fn of_several_columns_of_numbers_all_are_taken() {
    for header in [
        "Name,Phone 1 - Value,Phone 2 - Value",
        "Name,Mobile Phone,Home Phone",
        "Name,number,number",
        "Name,Phone,Mobile",
    ] {
        let phone = Phone::new();
        let table = format!("{header}\nA,061 555 01 01,061 555 01 02\nB,,061 555 01 03\nC,,\n");
        let report = import(&phone, "several.csv", &table);
        assert_eq!(report.taken, 3, "{header}");
        assert_eq!(skipped(&report), [(SkipReason::Empty, &[4][..])], "{header}");
        for number in ["+41615550101", "+41615550102", "+41615550103"] {
            assert_eq!(phone.verdict(number), Verdict::Reject, "{header}");
        }
    }
}
