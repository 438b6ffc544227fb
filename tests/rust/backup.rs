//! Everything the user made, out of one store and into another.

use callscreen_core::Error;
use callscreen_core::backup::{BackupCounts, ImportMode};
use callscreen_core::call::{Moment, RawNumber};
use callscreen_core::callbacks::CallbackSettings;
use callscreen_core::journal::Retention;
use callscreen_core::lists::{ListSettings, ListWeight};
use callscreen_core::marks::Opinion;
use callscreen_core::packs::PackKey;
use callscreen_core::policy::Preset;
use callscreen_core::rules::RuleLimits;
use callscreen_core::text::Language;
use callscreen_core::verdict::Verdict;
use proptest::prelude::*;

use crate::support::{Phone, call, noon};
use crate::worlds::{World, any_world, every_number};

fn hours_later(hours: i64) -> Moment {
    Moment { unix_ms: noon().unix_ms + hours * 60 * 60 * 1000, ..noon() }
}

fn export(phone: &Phone) -> String {
    phone.screener.export_backup(noon()).unwrap()
}

fn import(phone: &Phone, json: &str, mode: ImportMode) -> BackupCounts {
    phone.screener.import_backup(json, mode, noon()).unwrap()
}

/// A phone on which the user made something of every kind.
fn furnished() -> Phone {
    let phone = Phone::new();
    let screener = &phone.screener;
    screener.set_preset(Preset::Reachable).unwrap();
    phone.contacts(&["+41615550177"]);
    screener.put_organisation("Acme", &["+4144555*", "+41615550110-+41615550119"]).unwrap();
    screener.put_rule("organisation:Acme", Verdict::Voicemail, "brokers").unwrap();
    screener.put_rule("sender:SPAM", Verdict::Reject, "").unwrap();
    screener.put_rule("1414", Verdict::Allow, "rescue").unwrap();
    let schedule = callscreen_core::schedule::Schedule {
        windows: vec!["mon-fri 08:00-12:00".parse().unwrap()],
        ..Default::default()
    };
    let limits = RuleLimits { line: Some("work".to_owned()), schedule: Some(schedule) };
    screener.put_limited_rule("+41 44 66# 18*", Verdict::Reject, "", &limits).unwrap();
    let sales = Opinion::CallCentre { category: None };
    screener.mark_number("+41615550101", sales, "kitchens", noon()).unwrap();
    screener.mark_number("+41615550102", Opinion::Fine, "", noon()).unwrap();
    screener.expect_call(Some("+41615550103"), hours_later(5), "plumber", noon()).unwrap();
    screener.pause(hours_later(1), noon()).unwrap();
    screener.set_own_numbers(&[RawNumber::new("+41615550100")]).unwrap();
    screener.set_retention(Retention { days: 90, calls: 5_000 }).unwrap();
    let desk = CallbackSettings { minutes: 30, ..CallbackSettings::default() };
    screener.set_callback_settings(&desk).unwrap();
    screener.set_message_template(Language::German, "will_ring_back", "Bis {due}.").unwrap();
    phone.import("phone\n061 555 01 09\n");
    let settings = ListSettings { threshold: 7, weight: ListWeight::Warn, enabled: false };
    screener.set_list("Reports", settings).unwrap();
    phone
}

#[test]
fn a_backup_makes_an_empty_phone_what_the_other_was_but_for_contacts_calls_and_lists_content() {
    let phone = furnished();
    phone.screener.screen(&call("+41615550155"));
    let backup = export(&phone);
    for absent in ["615550177", "615550155", "615550109"] {
        assert!(!backup.contains(absent), "{absent}");
    }
    for mode in [ImportMode::Merge, ImportMode::Replace] {
        let twin = Phone::new();
        let counts = import(&twin, &backup, mode);
        let expected = BackupCounts {
            policy: true,
            rules: 4,
            organisations: 1,
            marks: 2,
            expected_calls: 1,
            own_numbers: 1,
            lists: 1,
            emergency: Vec::new(),
        };
        assert_eq!(counts, expected);
        assert_eq!(export(&twin), backup);
        // A second time changes nothing.
        import(&twin, &backup, mode);
        assert_eq!(export(&twin), backup);
        let list = &twin.screener.lists().unwrap()[0];
        assert_eq!((list.numbers, list.threshold, list.enabled), (0, 7, false));
    }
}

#[test]
fn replacing_forgets_what_the_backup_does_not_know_and_merging_keeps_it() {
    let backup = export(&furnished());
    let other = || {
        let phone = Phone::new();
        phone.contacts(&["+41615550188"]);
        phone.screener.put_rule("+41615550120", Verdict::Reject, "").unwrap();
        phone.screener.put_rule("sender:SPAM", Verdict::Allow, "mine").unwrap();
        phone.screener.put_organisation("Acme", &["+41615550130"]).unwrap();
        let centre = Opinion::CallCentre { category: None };
        phone.screener.mark_number("+41615550102", centre, "later", hours_later(1)).unwrap();
        phone.screener.mark_number("+41615550101", Opinion::Fine, "", hours_later(-1)).unwrap();
        phone
    };
    let merged = other();
    import(&merged, &backup, ImportMode::Merge);
    let rules = merged.screener.rules().unwrap();
    assert_eq!(rules.len(), 5);
    let sender = rules.iter().find(|rule| rule.matcher.expose() == "sender:SPAM").unwrap();
    assert_eq!((sender.verdict, sender.note.as_str()), (Verdict::Reject, ""));
    assert_eq!(merged.screener.organisations().unwrap()[0].members.len(), 3);
    let marks = merged.screener.marks().unwrap();
    let later: Vec<_> = marks.iter().map(|mark| mark.remark.as_str()).collect();
    assert_eq!(later, ["kitchens", "later"], "the later report on a number counts");

    let replaced = other();
    import(&replaced, &backup, ImportMode::Replace);
    assert_eq!(export(&replaced), backup);
    assert_eq!(replaced.screener.contact_count().unwrap(), 1, "contacts are the phone's");
}

#[test]
fn what_is_an_emergency_number_here_is_left_out_and_told() {
    let american = Phone::at_home(&["US"]);
    for pattern in ["144", "+41615550101"] {
        american.screener.put_rule(pattern, Verdict::Reject, "").unwrap();
    }
    american.screener.put_organisation("Rescue", &["117"]).unwrap();
    american.screener.put_organisation("Office", &["144", "+41615550102"]).unwrap();
    for name in ["organisation:Rescue", "organisation:Office"] {
        american.screener.put_rule(name, Verdict::Reject, "").unwrap();
    }
    american
        .screener
        .mark_number("144", Opinion::CallCentre { category: None }, "", noon())
        .unwrap();
    american.screener.expect_call(Some("117"), hours_later(1), "", noon()).unwrap();
    for mode in [ImportMode::Merge, ImportMode::Replace] {
        let phone = Phone::new();
        let counts = import(&phone, &export(&american), mode);
        let mut told = counts.emergency.clone();
        told.sort_unstable();
        assert_eq!(told.len(), 6, "{told:?}");
        assert!(told.contains(&"marks[0]".to_owned()), "{told:?}");
        assert!(told.contains(&"expected_calls[0]".to_owned()), "{told:?}");
        assert_eq!((counts.rules, counts.organisations, counts.marks), (2, 1, 0));
        assert_eq!(phone.screener.rules().unwrap().len(), 2);
        assert_eq!(phone.screener.organisations().unwrap()[0].members.len(), 1);
        assert_eq!(phone.screener.marks().unwrap(), []);
    }
    let home = Phone::at_home(&["US"]);
    assert_eq!(import(&home, &export(&american), ImportMode::Merge).emergency, [""; 0]);
}

#[test]
fn of_rules_on_the_same_callers_one_is_kept_and_counted() {
    let phone = Phone::new();
    let json = r#"{"callscreen_backup": 1, "made_at": "2026-11-21T12:00:00+01:00", "rules": [
        {"pattern": "+41615550101", "verdict": "allow"},
        {"pattern": "+4161555*", "verdict": "voicemail"},
        {"pattern": "+41615550101", "verdict": "reject"}
    ]}"#;
    let counts = import(&phone, json, ImportMode::Merge);
    let rules = phone.screener.rules().unwrap();
    assert_eq!((counts.rules, rules.len()), (2, 2));
    assert_eq!(phone.verdict("+41615550101"), Verdict::Reject);
}

#[test]
fn what_a_backup_does_not_say_is_as_if_never_made_but_no_call_is_lost_by_it() {
    let phone = furnished();
    let json = "{\"callscreen_backup\": 1, \"made_at\": \"2026-11-21T12:00:00+01:00\"}";
    import(&phone, json, ImportMode::Merge);
    assert_eq!(phone.screener.callback_settings().unwrap().minutes, 30);
    import(&phone, json, ImportMode::Replace);
    assert_eq!(phone.screener.callback_settings().unwrap(), CallbackSettings::default());
    assert_eq!(phone.screener.rules().unwrap(), []);
    assert_eq!(phone.screener.retention().unwrap(), Retention { days: 90, calls: 5_000 });
}

#[test]
fn a_list_of_packs_comes_back_with_its_key() {
    let key = PackKey::parse("RWQf6LRCGA9i53mlYecO4IzT51TGPpvWucNSCh1CBM0QTaLn73Y7GFO3").unwrap();
    let json = format!(
        "{{\"callscreen_backup\": 1, \"made_at\": \"2026-11-21T12:00:00+01:00\", \"lists\": [{{
            \"name\": \"Sales\", \"source\": \"https://example.org\", \"licence\": \"CC0-1.0\",
            \"threshold\": 4, \"weight\": \"block\", \"enabled\": true,
            \"pack\": {{ \"id\": \"org.example.sales\", \"key\": \"{}\" }} }}]}}",
        key.as_str()
    );
    let (phone, twin) = (Phone::new(), Phone::new());
    import(&phone, &json, ImportMode::Merge);
    import(&twin, &export(&phone), ImportMode::Replace);
    let list = &twin.screener.lists().unwrap()[0];
    let pack = list.pack.as_ref().unwrap();
    assert_eq!((pack.pack.as_str(), pack.version), ("org.example.sales", 0));
    assert_eq!(pack.key.as_deref(), Some(key.as_str()));
    assert_eq!((list.name.as_str(), list.threshold), ("Sales", 4));
    assert_eq!(export(&twin), export(&phone));
}

#[test]
fn what_is_over_by_now_is_left_out() {
    let backup = export(&furnished());
    let twin = Phone::new();
    let tomorrow = hours_later(24);
    let counts = twin.screener.import_backup(&backup, ImportMode::Merge, tomorrow).unwrap();
    assert_eq!(counts.expected_calls, 0);
    assert_eq!(twin.screener.paused_until_ms(tomorrow).unwrap(), None);
}

#[test]
fn a_backup_with_something_wrong_changes_nothing_and_says_what_without_a_number() {
    let backup = export(&furnished());
    let phone = furnished();
    let before = export(&phone);
    for (found, instead, words) in [
        ("\"rules\"", "\"ruls\"", "unknown field `ruls`, expected one of `callscreen_backup`"),
        ("\"remark\"", "\"remarc\"", "unknown field `remarc`"),
        ("\"sender:SPAM\"", "\"sender\"", "rules[1].pattern: expected a pattern"),
        ("\"+4144555*\"", "\"044 555*\"", "organisations[0].members[0]: expected"),
        ("\"callscreen_backup\": 1", "\"callscreen_backup\": 9", "version 9 is not known"),
        ("\"organisation:Acme\"", "\"organisation:Emca\"", "Emca"),
        ("\"days\": 90", "\"days\": 0", "days"),
        ("\"window_hours\": 48", "\"window_hours\": 0", "emergency.window_hours"),
        ("\"+41615550101\"", "\"061 555 01 01\"", "line"),
        ("\"days\": 90", "\"days\": 0", "backup, journal: "),
        ("\"window_hours\": 48", "\"window_hours\": 0", "backup, line 8, policy.emergency.window"),
        ("\"window_hours\": 48", "\"window_hours\": -1", "backup, line 8, column"),
        (
            "\"window_hours\": 48",
            "\"window_hours\": -1",
            ": policy: emergency.window_hours: invalid",
        ),
        ("\"version\": 2", "\"version\": 9", "backup, line 5, policy.version: expected 1 to 2"),
        ("\"organisation:Acme\"", "\"organisation:Emca\"", "backup, rules["),
    ] {
        assert!(backup.contains(found), "{found}");
        let broken = backup.replacen(found, instead, 1);
        for mode in [ImportMode::Merge, ImportMode::Replace] {
            let error = phone.screener.import_backup(&broken, mode, noon()).unwrap_err();
            let text = error.to_string();
            assert!(text.contains(words), "{words}: {text}");
            assert!(!text.contains("555"), "{text}");
            assert_eq!(export(&phone), before, "{words}");
        }
    }
    let error = phone.screener.import_backup("[]", ImportMode::Merge, noon()).unwrap_err();
    assert!(matches!(error, Error::BackupSyntax { .. }));
    let mut hours: serde_json::Value = serde_json::from_str(&backup).unwrap();
    hours["rules"][1]["limits"] = serde_json::json!({ "schedule": { "windows": ["9-5"] } });
    let error = phone.screener.import_backup(&hours.to_string(), ImportMode::Merge, noon());
    let text = error.unwrap_err().to_string();
    assert!(text.contains(": rules[1].limits.schedule.windows[0]: expected days and"), "{text}");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(16))]

    #[test]
    fn an_empty_phone_decides_as_the_one_the_backup_is_from(world in any_world()) {
        let phone = world.phone();
        // What is no part of a backup comes from elsewhere.
        let rest = World { rules: vec![], marks: vec![], expected: vec![], ..world.clone() };
        let twin = rest.phone();
        import(&twin, &export(&phone), ImportMode::Replace);
        for number in every_number() {
            let decide = |phone: &Phone| {
                let decision = phone.screener.explain(&call(&number)).unwrap();
                (decision.verdict, decision.reason.code())
            };
            prop_assert_eq!(decide(&phone), decide(&twin), "{}", number);
        }
    }

    #[test]
    fn no_text_makes_it_fail_otherwise(text in "\\PC*", cut in 0_usize..2_000) {
        let phone = furnished();
        let before = export(&phone);
        let cut: String = before.chars().take(cut).collect();
        for json in [text, cut] {
            let _ = phone.screener.import_backup(&json, ImportMode::Replace, noon()).unwrap_err();
        }
        prop_assert_eq!(export(&phone), before);
    }
}
