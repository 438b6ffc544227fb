//! What the linter finds, and what it does not.

use std::collections::BTreeSet;

use callscreen_core::call::{IncomingCall, Moment};
use callscreen_core::lint::{self, Finding, NeverMatch, Platform, Problem, Severity, Unkept};
use callscreen_core::marks::Opinion;
use callscreen_core::policy::{BusyTimes, OpeningHours, Policy, Preset};
use callscreen_core::rules::RuleLimits;
use callscreen_core::schedule::Schedule;
use callscreen_core::text::Language;
use callscreen_core::verdict::Verdict::{self, Allow, Reject, Voicemail};
use proptest::prelude::*;

use crate::support::{Phone, call, noon, region};
use crate::worlds::{any_number, any_prefix, any_verdict};

fn found(phone: &Phone) -> Vec<Problem> {
    phone.screener.lint(noon()).unwrap().into_iter().map(|finding| finding.problem).collect()
}

/// What is found beside what every policy with a voicemail has.
fn serious(phone: &Phone) -> Vec<Problem> {
    let findings = phone.screener.lint(noon()).unwrap().into_iter();
    let serious = findings.filter(|finding| finding.severity != Severity::Note);
    serious.map(|finding| finding.problem).collect()
}

fn schedule(windows: &[&str]) -> Schedule {
    let windows = windows.iter().map(|window| window.parse().unwrap()).collect();
    Schedule { windows, ..Schedule::default() }
}

fn with(change: impl FnOnce(&mut Policy)) -> Phone {
    let phone = Phone::new();
    let mut policy = phone.screener.policy().unwrap();
    change(&mut policy);
    phone.screener.set_policy(&policy).unwrap();
    phone
}

fn rules(patterns: &[(&str, Verdict)]) -> (Phone, Vec<i64>) {
    let phone = Phone::new();
    let put = |(pattern, verdict): &(&str, Verdict)| {
        phone.screener.put_rule(pattern, *verdict, "").unwrap()
    };
    let ids = patterns.iter().map(put).collect();
    (phone, ids)
}

#[test]
fn the_presets_have_nothing_serious() {
    for preset in Preset::ALL {
        for home in [["CH"], ["DE"], ["US"]] {
            let phone = Phone::at_home(&home);
            phone.screener.set_preset(preset).unwrap();
            assert_eq!(serious(&phone), [], "{preset:?}");
            assert!(found(&phone).contains(&Problem::VoicemailByCarrier));
        }
    }
}

#[test]
fn contacts_who_do_not_ring_come_first() {
    let phone = with(|policy| policy.contact.verdict = Voicemail);
    assert_eq!(found(&phone)[0], Problem::ContactsDoNotRing { verdict: Voicemail });
    let busy = |windows: &[&str], groups: &[&str]| BusyTimes {
        times: schedule(windows),
        verdict: Voicemail,
        favourites_ring: true,
        ringing_groups: groups.iter().map(|&group| group.to_owned()).collect(),
    };
    let always = ["mon-sun 00:00-12:00", "mon-fri 12:00-24:00", "sat-sun 11:00-24:00"];
    let phone = with(|policy| policy.contact.busy = Some(busy(&always, &[])));
    assert_eq!(serious(&phone), [Problem::BusyTimesNeverEnd]);
    let phone = with(|policy| policy.contact.busy = Some(busy(&["mon 00:00-23:59"], &["Family"])));
    assert_eq!(serious(&phone), [Problem::UnknownGroup { group: "Family".to_owned() }]);
    let phone = with(|policy| policy.contact.busy = Some(busy(&[], &[])));
    assert_eq!(
        serious(&phone),
        [Problem::HoursNeverCome { field: "contact.busy.times".to_owned() }]
    );
}

#[test]
fn settings_that_contradict_each_other_are_named() {
    let hours =
        |windows: &[&str], verdict| Some(OpeningHours { times: schedule(windows), verdict });
    let phone =
        with(|policy| policy.stranger.opening_hours = hours(&["mon-sun 00:00-24:00"], Allow));
    let field = "stranger.opening_hours.times".to_owned();
    assert_eq!(serious(&phone), [Problem::HoursNeverEnd { field }]);
    let phone =
        with(|policy| policy.stranger.opening_hours = hours(&["mon 08:00-12:00"], Voicemail));
    let field = "stranger.opening_hours".to_owned();
    assert!(found(&phone).contains(&Problem::WithoutEffect { field }));
    let phone = with(|policy| {
        policy.stranger.verdict = Allow;
        policy.conversation_partner.as_mut().unwrap().verdict = Voicemail;
    });
    assert_eq!(serious(&phone), [Problem::PartnersBelowStrangers]);
    let phone = with(|policy| policy.foreign.as_mut().unwrap().verdict = Some(Allow));
    assert_eq!(serious(&phone), [Problem::ForeignAboveHome]);
    let phone = with(|policy| {
        policy.foreign.as_mut().unwrap().spoken_languages = vec!["en".to_owned()];
    });
    assert_eq!(serious(&phone), [Problem::UnspokenAtHome { region: region("CH") }]);
    let phone = with(|policy| policy.range_campaign.as_mut().unwrap().days = 400);
    let field = "range_campaign.days".to_owned();
    assert_eq!(serious(&phone), [Problem::ForgottenTooSoon { field, days: 400, kept_days: 180 }]);
}

#[test]
fn a_country_of_contacts_is_named_wherever_it_is_blocked() {
    let phone = with(|policy| {
        let countries = &mut policy.foreign.as_mut().unwrap().countries;
        countries.extend([(region("FR"), Reject), (region("CH"), Reject), (region("AT"), Reject)]);
    });
    phone.contacts(&["+33612345678", "+33612345679", "+41615550101"]);
    let by_rule = phone.screener.put_rule("country:FR", Reject, "").unwrap();
    let by_prefix = phone.screener.put_rule("+3*", Voicemail, "").unwrap();
    phone.screener.put_rule("+336*", Voicemail, "").unwrap();
    let french = |rule| Problem::CountryOfContacts { rule, region: region("FR"), contacts: 2 };
    let country: Vec<_> = serious(&phone)
        .into_iter()
        .filter(|problem| !matches!(problem, Problem::Shadowed { .. }))
        .collect();
    let expected = [
        Problem::CountryAtHome { region: region("CH") },
        french(None),
        french(Some(by_rule)),
        french(Some(by_prefix)),
    ];
    for problem in &expected {
        assert!(country.contains(problem), "{problem:?}\n{country:#?}");
    }
    assert_eq!(country.len(), expected.len(), "{country:#?}");
}

#[test]
fn a_rule_on_a_contact_and_one_on_a_reported_number_are_named() {
    let (phone, ids) =
        rules(&[("+41615550101", Reject), ("+41615550102", Allow), ("+41615550103", Reject)]);
    phone.contacts(&["+41615550101", "+41615550102"]);
    assert_eq!(serious(&phone), [Problem::BlocksContact { rule: ids[0], verdict: Reject }]);
    phone.screener.mark_number("+41615550103", Opinion::Fine, "", noon()).unwrap();
    assert!(found(&phone).contains(&Problem::ShadowedByMark { rule: ids[2] }));
}

#[test]
fn rules_that_decide_nothing_are_named_with_those_that_do() {
    let (phone, ids) = rules(&[
        ("+4161555010#", Reject),
        ("+41615550100-+41615550104", Voicemail),
        ("+41615550105-+41615550109", Allow),
        ("+416155502*", Reject),
        ("+4161555021*", Reject),
    ]);
    assert_eq!(serious(&phone), [Problem::Shadowed { rule: ids[0], by: vec![ids[1], ids[2]] }]);
    assert!(found(&phone).contains(&Problem::Redundant { rule: ids[4], by: ids[3] }));
    phone.screener.remove_rule(ids[3]).unwrap();
    assert!(!found(&phone).iter().any(|problem| matches!(problem, Problem::Redundant { .. })));
}

#[test]
fn rules_that_cannot_match_or_contradict_each_other_are_named() {
    let (phone, ids) =
        rules(&[("+4144*00", Reject), ("+41*4400", Voicemail), ("+416155501010000*", Reject)]);
    let never = RuleLimits { line: None, schedule: Some(schedule(&[])) };
    let idle = phone.screener.put_limited_rule("+41900*", Reject, "", &never).unwrap();
    let problems = serious(&phone);
    for problem in [
        Problem::NeverMatches { rule: ids[2], why: NeverMatch::NoSuchNumber },
        Problem::NeverMatches { rule: idle, why: NeverMatch::HoursNeverCome },
    ] {
        assert!(problems.contains(&problem), "{problem:?}\n{problems:#?}");
    }
    let contradiction =
        problems.iter().find(|problem| matches!(problem, Problem::Contradicts { .. }));
    assert_eq!(contradiction, Some(&Problem::Contradicts { rule: ids[1], other: ids[0] }));
}

fn limits(line: Option<&str>, windows: &[&str]) -> RuleLimits {
    let schedule = (!windows.is_empty()).then(|| schedule(windows));
    RuleLimits { line: line.map(str::to_owned), schedule }
}

fn limited(rules: &[(&str, Verdict, RuleLimits)]) -> (Phone, Vec<i64>) {
    let phone = Phone::new();
    let put = |(pattern, verdict, limits): &(&str, Verdict, RuleLimits)| {
        phone.screener.put_limited_rule(pattern, *verdict, "", limits).unwrap()
    };
    let ids = rules.iter().map(put).collect();
    (phone, ids)
}

#[test]
fn rules_are_compared_within_their_hours_and_lines() {
    let office = ["mon-fri 08:00-18:00"];
    for (line, pattern) in [(None, "+4144700*"), (Some("work"), "sender:MIGROS")] {
        let (phone, ids) = limited(&[
            (pattern, Voicemail, limits(line, &office)),
            (pattern, Reject, limits(line, &["mon 08:00-10:00"])),
        ]);
        let (rule, other) = (ids[0], ids[1]);
        let expected = [
            Problem::Shadowed { rule: other, by: vec![rule] },
            Problem::Contradicts { rule, other },
        ];
        assert_eq!(serious(&phone), expected, "{pattern}");
    }
    // Two together decide what none of them does alone, and no rule on a line decides for all.
    let (phone, ids) = limited(&[
        ("1414", Allow, limits(None, &["mon-fri 07:00-13:00"])),
        ("1414", Voicemail, limits(None, &["mon-fri 13:00-19:00"])),
        ("1414", Reject, limits(None, &office)),
        ("1415", Allow, limits(Some("work"), &office)),
        ("1415", Reject, limits(None, &office)),
    ]);
    let shadowed = Problem::Shadowed { rule: ids[2], by: vec![ids[0], ids[1]] };
    let serious = serious(&phone);
    let found: Vec<_> = serious.iter().filter(|found| found.code() == "shadowed").collect();
    assert_eq!(found, [&shadowed]);
}

#[test]
fn hours_on_another_clock_or_with_other_holidays_are_not_taken_to_be_the_same() {
    let with = |zone: &str, windows: &[&str], holidays: &[(&str, &str)]| {
        let hours = holidays.iter().map(|(day, hours)| (*day, [*hours])).collect::<Vec<_>>();
        let holidays: serde_json::Map<_, _> =
            hours.into_iter().map(|(day, hours)| (day.to_owned(), hours.into())).collect();
        let json = serde_json::json!({ "zone": zone, "windows": windows, "holidays": holidays });
        let schedule = Some(Schedule::from_json(&json.to_string()).unwrap());
        RuleLimits { line: None, schedule }
    };
    let (phone, zurich) = ("phone", "Europe/Zurich");
    let (night, halves) = (["mon 22:00-06:00"], ["mon 22:00-24:00", "tue 00:00-06:00"]);
    let christmas = [("12-25", "08:00-12:00")];
    let past = [("2020-12-25", "08:00-12:00")];
    for (first, second, is_shadowed) in [
        (with(zurich, &night, &[]), with(zurich, &halves, &[]), true),
        (with(zurich, &night, &[]), with(phone, &halves, &[]), false),
        // On a holiday the night before still goes on, but the hours of the day do not begin.
        (with(zurich, &halves, &christmas), with(zurich, &night, &christmas), false),
        (with(phone, &night, &christmas), with(phone, &["mon 23:00-05:00"], &christmas), true),
        (with(phone, &night, &christmas), with(phone, &night, &[]), false),
        (with(phone, &night, &past), with(phone, &["mon 23:00-05:00"], &[]), true),
        (with(phone, &["mon-sun 08:00-18:00"], &[]), with(phone, &[], &christmas), true),
        (with(phone, &["mon-sat 08:00-18:00"], &[]), with(phone, &[], &christmas), false),
    ] {
        let (phone, ids) = limited(&[("+4144700*", Allow, first), ("+4144700*", Reject, second)]);
        let shadowed = Problem::Shadowed { rule: ids[1], by: vec![ids[0]] };
        assert_eq!(serious(&phone).contains(&shadowed), is_shadowed, "{:#?}", serious(&phone));
    }
}

#[test]
fn a_country_that_a_rule_decides_is_not_the_policys_any_more() {
    let phone = with(|policy| {
        let countries = &mut policy.foreign.as_mut().unwrap().countries;
        countries.extend([(region("FR"), Reject), (region("AT"), Reject)]);
    });
    let without_effect = || {
        let found = found(&phone).into_iter();
        found.filter(|problem| problem.code() == "without_effect").collect::<Vec<_>>()
    };
    let office = limits(None, &["mon-fri 08:00-18:00"]);
    phone.screener.put_limited_rule("country:FR", Allow, "", &office).unwrap();
    assert_eq!(without_effect(), []);
    phone.screener.put_rule("country:FR", Allow, "").unwrap();
    phone.screener.put_rule("+431*", Allow, "").unwrap();
    let field = "foreign.countries.FR".to_owned();
    assert_eq!(without_effect(), [Problem::WithoutEffect { field }]);
}

#[test]
fn what_a_platform_cannot_keep_is_named_with_its_reason() {
    let (phone, ids) = rules(&[
        ("+41900*", Voicemail),
        ("sender:SPAM", Reject),
        ("kind:premium", Reject),
        ("1414", Reject),
        ("+41901*", Reject),
    ]);
    let limits = RuleLimits { line: Some("work".to_owned()), schedule: None };
    let on_line = phone.screener.put_limited_rule("+41902*", Reject, "", &limits).unwrap();
    let limits = RuleLimits { line: None, schedule: Some(schedule(&["mon 08:00-12:00"])) };
    let in_hours = phone.screener.put_limited_rule("+41903*", Reject, "", &limits).unwrap();
    let not_kept = |rule, platform, why| Problem::RuleNotKept { rule, platform, why };
    let problems: Vec<_> = found(&phone)
        .into_iter()
        .filter(|problem| matches!(problem, Problem::RuleNotKept { .. }))
        .collect();
    let expected = [
        not_kept(ids[0], Platform::Ios, Unkept::Voicemail),
        not_kept(ids[1], Platform::Android, Unkept::Name),
        not_kept(ids[1], Platform::Ios, Unkept::Name),
        not_kept(ids[2], Platform::Ios, Unkept::Numbers),
        not_kept(ids[3], Platform::Ios, Unkept::Kind),
        not_kept(on_line, Platform::Android, Unkept::Line),
        not_kept(on_line, Platform::Ios, Unkept::Line),
        not_kept(in_hours, Platform::Ios, Unkept::Hours),
    ];
    assert_eq!(problems, expected);
}

#[test]
fn findings_are_sentences_in_both_languages_and_the_worst_come_first() {
    let phone = with(|policy| policy.contact.verdict = Reject);
    phone.contacts(&["+41615550101", "+33612345678"]);
    for (pattern, verdict) in
        [("+41615550101", Reject), ("country:FR", Reject), ("+41900*", Voicemail)]
    {
        phone.screener.put_rule(pattern, verdict, "").unwrap();
    }
    let findings = phone.screener.lint(noon()).unwrap();
    assert!(findings.windows(2).all(|pair| pair[0].severity <= pair[1].severity));
    for Finding { problem, .. } in &findings {
        let [english, german] =
            [Language::English, Language::German].map(|language| lint::describe(problem, language));
        assert!(english.ends_with('.') && german.ends_with('.') && english != german, "{english}");
        assert!(!english.contains("5550") && !german.contains("5550"));
        let json = serde_json::to_value(problem).unwrap();
        assert_eq!(json["code"], problem.code());
    }
}

/// Every line, and one that no rule names.
const LINES: [Option<&str>; 4] = [None, Some("work"), Some("home"), Some("other")];
/// Hours begin and end with a sixth of a day, so a call in each tells everything.
const SIXTH_MS: i64 = 4 * 60 * 60 * 1000;

fn any_limits() -> impl Strategy<Value = RuleLimits> {
    let days = prop::sample::select(vec!["mon", "tue", "mon-fri", "sat-mon", "mon-sun"]);
    let window = (days, 0_u32..6, 1_u32..6).prop_map(|(days, from, length)| {
        let to = match (from + length) % 6 {
            0 => 6,
            to => to,
        };
        format!("{days} {:02}:00-{:02}:00", from * 4, to * 4)
    });
    // Most on any line: these stand before others most.
    let line = prop::sample::select([&LINES[..3], &[None; 2]].concat());
    (line, prop::collection::vec(window, 0..3)).prop_map(|(line, windows)| {
        let windows: Vec<_> = windows.iter().map(String::as_str).collect();
        limits(line, &windows)
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn a_shadowed_rule_decides_nothing_and_a_redundant_one_is_not_missed(
        patterns in prop::collection::vec((prop_oneof![any_number(), any_prefix()], any_verdict()), 1..9),
    ) {
        let phone = Phone::new();
        for (pattern, verdict) in &patterns {
            phone.screener.put_rule(pattern, *verdict, "").unwrap();
        }
        let decided: BTreeSet<i64> = crate::worlds::every_number()
            .filter_map(|number| {
                let facts = phone.screener.explain(&call(&number)).unwrap().trace.facts;
                Some(facts.own_number.or(facts.own_pattern)?.rule)
            })
            .collect();
        let problems = found(&phone);
        for problem in &problems {
            if let Problem::Shadowed { rule, by } = problem {
                prop_assert!(!decided.contains(rule) && !by.is_empty());
            }
        }
        let redundant = problems.iter().find_map(|problem| match problem {
            Problem::Redundant { rule, .. } => Some(*rule),
            _ => None,
        });
        if let Some(rule) = redundant {
            let verdicts = || crate::worlds::every_number().map(|number| phone.verdict(&number));
            let before: Vec<_> = verdicts().collect();
            phone.screener.remove_rule(rule).unwrap();
            prop_assert_eq!(before, verdicts().collect::<Vec<_>>());
        }
    }
}

proptest! {
    // Few rules at random never decide: fewer cases would often meet none.
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn of_rules_on_the_same_callers_those_that_never_decide_are_all_named(
        (pattern, caller) in prop::sample::select(vec![
            ("+4161555*", "+41615550101"),
            ("+4161*0101", "+41615550101"),
            ("+41615550101", "+41615550101"),
            ("country:CH", "+41615550101"),
            ("kind:fixed-line", "+41615550101"),
            ("1414", "1414"),
            ("kind:alphanumeric", "MIGROS"),
            ("sender:MIGROS", "MIGROS"),
        ]),
        rules in prop::collection::vec((any_limits(), any_verdict()), 2..8),
    ) {
        let phone = Phone::new();
        for (limits, verdict) in &rules {
            phone.screener.put_limited_rule(pattern, *verdict, "", limits).unwrap();
        }
        let mut decided = BTreeSet::new();
        for (line, sixth) in LINES.iter().flat_map(|line| (0..42).map(move |sixth| (line, sixth))) {
            let at = Moment { unix_ms: noon().unix_ms + sixth * SIXTH_MS, ..noon() };
            let line = line.map(str::to_owned);
            let call = IncomingCall { line, at, ..call(caller) };
            let facts = phone.screener.explain(&call).unwrap().trace.facts;
            decided.extend(facts.own_number.or(facts.own_pattern).map(|found| found.rule));
        }
        let rules = phone.screener.rules().unwrap();
        let idle: BTreeSet<_> =
            rules.iter().map(|rule| rule.id).filter(|rule| !decided.contains(rule)).collect();
        let named: BTreeSet<_> = found(&phone)
            .iter()
            .filter(|problem| problem.code() == "shadowed")
            .filter_map(Problem::rule)
            .collect();
        prop_assert_eq!(named, idle);
    }
}
