//! Rules on patterns, kinds of callers and organisations, and which of them counts.

use callscreen_core::call::IncomingCall;
use callscreen_core::rules::RuleLimits;
use callscreen_core::schedule::Schedule;
use callscreen_core::verdict::{Reason, Verdict};
use callscreen_core::{Error, Screener, plan};
use proptest::prelude::*;

use crate::support::{Phone, call, noon, region};
use crate::worlds::{
    any_number, any_pattern, any_verdict, any_world, every_number, is_number, share,
};

fn limits(line: Option<&str>, windows: &[&str]) -> RuleLimits {
    let schedule = (!windows.is_empty()).then(|| Schedule {
        windows: windows.iter().map(|window| window.parse().unwrap()).collect(),
        ..Schedule::default()
    });
    RuleLimits { line: line.map(str::to_owned), schedule }
}

fn any_limits() -> impl Strategy<Value = RuleLimits> {
    // It is Saturday at noon.
    let hours = [&[][..], &["sat 08:00-18:00"], &["mon-fri 08:00-18:00"]];
    (prop::sample::select(vec![None, Some("office")]), prop::sample::select(hours.to_vec()))
        .prop_map(|(line, windows)| limits(line, windows))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(40))]

    #[test]
    fn the_rule_on_fewest_numbers_counts_then_the_mildest(world in any_world()) {
        let phone = world.phone();
        let rules = world.rules_in_force();
        for number in every_number() {
            let facts = phone.screener.explain(&call(&number)).unwrap().trace.facts;
            let patterns = rules.iter().filter(|(pattern, _)| !is_number(pattern));
            let concerned = patterns.filter_map(|(pattern, verdict)| {
                Some((share(pattern, &number, &world.acme)?, *verdict))
            });
            let expected = concerned.min().map(|(_, verdict)| verdict);
            prop_assert_eq!(facts.own_pattern.map(|own| own.verdict), expected, "{}", number);
            let own = rules.get(number.as_str()).copied();
            prop_assert_eq!(facts.own_number.map(|own| own.verdict), own, "{}", number);
        }
    }

    #[test]
    fn a_plan_rejects_nothing_that_any_line_or_hour_lets_through(
        world in any_world(),
        limited in prop::collection::vec((any_pattern(), any_verdict(), any_limits()), 1..6),
    ) {
        let phone = world.phone();
        for (pattern, verdict, limits) in &limited {
            phone.screener.put_limited_rule(pattern, *verdict, "", limits).unwrap();
        }
        let path = phone.file("plan", "");
        let report = phone.screener.write_plan(&path, noon()).unwrap();
        let mut rules = phone.screener.rules().unwrap();
        rules.retain(|rule| rule.limits != RuleLimits::default());
        prop_assert!(rules.iter().all(|rule| report.rules_not_kept.contains(&rule.id)));
        for number in every_number() {
            let key: u64 = number.trim_start_matches('+').parse().unwrap();
            if plan::page(&path, key - 1, 1).unwrap() != [key] {
                continue;
            }
            let mut incoming = call(&number);
            for (line, days) in [(None, 0), (Some("office"), 0), (None, 2), (Some("office"), 2)] {
                incoming.line = line.map(str::to_owned);
                incoming.at.unix_ms = noon().unix_ms + days * 24 * 60 * 60 * 1000;
                let verdict = phone.screener.explain(&incoming).unwrap().verdict;
                prop_assert_eq!(verdict, Verdict::Reject, "{}", number);
            }
        }
    }

    #[test]
    fn patterns_never_reach_a_contact(
        contact in any_number(),
        rules in prop::collection::vec((any_pattern(), any_verdict()), 1..6),
    ) {
        let phone = Phone::new();
        phone.contacts(&[&contact]);
        phone.screener.put_organisation("Acme", &[&contact]).unwrap();
        for (pattern, verdict) in rules.iter().filter(|(pattern, _)| !is_number(pattern)) {
            phone.screener.put_rule(pattern, *verdict, "").unwrap();
        }
        let reason = phone.screener.explain(&call(&contact)).unwrap().reason;
        prop_assert_eq!(reason, Reason::Contact);
    }
}

#[test]
fn kinds_of_callers_and_senders_can_be_addressed() {
    let phone = Phone::new();
    for pattern in ["kind:short-code", "kind:extension", "kind:alphanumeric", "kind:service"] {
        phone.screener.put_rule(pattern, Verdict::Reject, "").unwrap();
    }
    for caller in ["60123", "62", "ACME", "1414"] {
        assert_eq!(phone.verdict(caller), Verdict::Reject, "{caller}");
    }
    phone.screener.put_rule("sender:Migros", Verdict::Allow, "").unwrap();
    phone.screener.put_rule("1414", Verdict::Allow, "").unwrap();
    for caller in ["MIGROS", " migros ", "1414"] {
        assert_eq!(phone.verdict(caller), Verdict::Allow, "{caller}");
    }
    assert_eq!(phone.verdict("MIGROS1"), Verdict::Reject);
    assert_eq!(phone.verdict("144"), Verdict::Allow, "emergency services stand above");
    assert_eq!(
        phone.verdict("+41615550101"),
        Verdict::Voicemail,
        "a subscriber is of no such kind"
    );
    let missing = phone.screener.explain(&call("")).unwrap();
    assert_eq!(missing.reason, Reason::UnknownNumber);
}

#[test]
fn a_type_of_numbers_is_asked_for_if_nothing_more_specific_is_there() {
    let phone = Phone::new();
    phone.screener.put_rule("kind:premium", Verdict::Reject, "").unwrap();
    phone.screener.put_rule("+41 900 12*", Verdict::Allow, "").unwrap();
    phone.screener.put_rule("country:CH", Verdict::Allow, "").unwrap();
    assert_eq!(phone.verdict("+41900333333"), Verdict::Reject);
    assert_eq!(phone.verdict("+41900123456"), Verdict::Allow);
    assert_eq!(phone.verdict("+41445550101"), Verdict::Allow);
    let path = phone.file("plan", "");
    let report = phone.screener.write_plan(&path, noon()).unwrap();
    assert_eq!(report.rules_not_kept, [1]);
}

#[test]
fn countries_that_share_a_code_are_told_apart_in_the_plan_too() {
    let phone = Phone::new();
    phone.screener.put_rule("+1*", Verdict::Allow, "").unwrap();
    phone.screener.put_rule("country:CA", Verdict::Reject, "").unwrap();
    let path = phone.file("plan", "");
    phone.screener.write_plan(&path, noon()).unwrap();
    for (number, verdict) in [
        ("+14165550143", Verdict::Reject),
        ("+12025550143", Verdict::Allow),
        ("+18765550143", Verdict::Allow),
        ("+12115550143", Verdict::Allow),
    ] {
        assert_eq!(phone.verdict(number), verdict, "{number}");
        let key: u64 = number.trim_start_matches('+').parse().unwrap();
        let planned = plan::page(&path, key - 1, 1).unwrap() == [key];
        assert_eq!(planned, verdict == Verdict::Reject, "{number}");
    }
    phone.screener.put_rule("country:US", Verdict::Reject, "").unwrap();
    phone.screener.write_plan(&path, noon()).unwrap();
    for number in ["+12025550143", "+12115550143"] {
        assert_eq!(phone.verdict(number), Verdict::Reject, "{number}");
        let key: u64 = number.trim_start_matches('+').parse().unwrap();
        assert_eq!(plan::page(&path, key - 1, 1).unwrap(), [key], "{number}");
    }
}

#[test]
fn limits_make_a_rule_more_specific_while_they_hold() {
    let phone = Phone::new();
    let put = |verdict, limits| {
        phone.screener.put_limited_rule("061 555 01 01", verdict, "", &limits).unwrap()
    };
    let always = put(Verdict::Reject, RuleLimits::default());
    let office = put(Verdict::Voicemail, limits(Some("office"), &[]));
    let saturday = put(Verdict::Allow, limits(Some("office"), &["sat 08:00-18:00"]));
    assert_eq!(phone.screener.rules().unwrap().len(), 3);
    let mut incoming = call("+41615550101");
    let reason = |incoming: &IncomingCall| phone.screener.explain(incoming).unwrap().reason;
    assert_eq!(reason(&incoming), Reason::OwnBlock { rule: always });
    incoming.line = Some("office".to_owned());
    assert_eq!(reason(&incoming), Reason::OwnAllow { rule: saturday });
    incoming.at.unix_ms += 8 * 60 * 60 * 1000;
    assert_eq!(reason(&incoming), Reason::OwnBlock { rule: office });
    assert_eq!(put(Verdict::Allow, limits(Some("office"), &[])), office, "changed, not doubled");
}

#[test]
fn a_change_by_another_process_counts_at_once() {
    let phone = Phone::new();
    let other = Screener::open(&phone.store(), &[region("CH")]).unwrap();
    assert_eq!(phone.verdict("+41615550101"), Verdict::Voicemail);
    let rule = other.put_rule("061 555*", Verdict::Reject, "").unwrap();
    assert_eq!(phone.verdict("+41615550101"), Verdict::Reject);
    other.put_organisation("Acme", &["061 555 01 0*"]).unwrap();
    other.put_rule("organisation:acme", Verdict::Allow, "").unwrap();
    assert_eq!(phone.verdict("+41615550101"), Verdict::Allow);
    other.put_organisation("Acme", &["061 555 02 0*"]).unwrap();
    assert_eq!(phone.verdict("+41615550101"), Verdict::Reject);
    other.remove_rule(rule).unwrap();
    assert_eq!(phone.verdict("+41615550101"), Verdict::Voicemail);
}

#[test]
fn an_organisation_with_a_rule_cannot_be_removed_and_holds_digits_only() {
    let phone = Phone::new();
    let put = |members: &[&str]| phone.screener.put_organisation("Acme", members);
    put(&["061 555 01 01", "044 555*", "062 555 00 00..062 555 00 99"]).unwrap();
    phone.screener.put_rule("organisation:Acme", Verdict::Reject, "").unwrap();
    for number in ["+41615550101", "+41445551234", "+41625550050"] {
        assert_eq!(phone.verdict(number), Verdict::Reject, "{number}");
    }
    for members in [&["country:CH"][..], &["sender:Acme"], &["organisation:Acme"], &[]] {
        assert!(matches!(put(members), Err(Error::InvalidRule { .. })), "{members:?}");
    }
    assert!(matches!(put(&["144"]), Err(Error::EmergencyNumber)));
    assert_eq!(phone.screener.organisations().unwrap()[0].members.len(), 3);
    let removed = || phone.screener.remove_organisation("acme");
    assert!(matches!(removed(), Err(Error::OrganisationInUse { .. })));
    phone.screener.remove_rule(1).unwrap();
    removed().unwrap();
    assert!(matches!(removed(), Err(Error::UnknownOrganisation { .. })));
}

#[test]
fn a_plan_keeps_own_rules_before_lists_and_small_ranges_before_large_ones() {
    let phone = Phone::new();
    let mut policy = phone.screener.policy().unwrap();
    policy.call_centre.as_mut().unwrap().reserved_ranges = false;
    phone.screener.set_policy(&policy).unwrap();
    phone.import("phone\n061 555 01 01\n061 555 01 05\n061 555 02 00\n061 555 02 01\n");
    phone.screener.put_rule("+41615550300-+41615550309", Verdict::Reject, "").unwrap();
    phone.screener.put_rule("+41615550400-+41615550401", Verdict::Reject, "").unwrap();
    let path = phone.file("plan", "");
    let kept = |at_most| {
        let report = phone.screener.write_plan_within(&path, noon(), at_most).unwrap();
        let numbers = plan::page(&path, 0, 100).unwrap();
        assert_eq!(report.numbers, numbers.len() as u64);
        assert_eq!(report.numbers + report.numbers_left_out, 16);
        let ends: Vec<_> = numbers.iter().map(|number| number % 1000).collect();
        (ends, report.ranges_left_out)
    };
    let own = || (300..310).chain([400, 401]);
    assert_eq!(kept(None).1, 0);
    assert_eq!(kept(Some(16)).1, 0);
    let with = |listed: &[u64]| listed.iter().copied().chain(own()).collect::<Vec<_>>();
    assert_eq!(kept(Some(15)), (with(&[101, 105]), 1));
    assert_eq!(kept(Some(13)), (with(&[101]), 2));
    assert_eq!(kept(Some(12)), (with(&[]), 3));
    assert_eq!(kept(Some(11)), (vec![101, 105, 200, 201, 400, 401], 1), "small ones fill the rest");
    assert_eq!(kept(Some(0)), (vec![], 5));
}
