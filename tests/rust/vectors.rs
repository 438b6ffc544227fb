//! The vectors that Rust, Kotlin and Swift share.

use callscreen_core::call::{IncomingCall, Moment, RawNumber};
use callscreen_core::marks::Opinion;
use callscreen_core::policy::Policy;
use callscreen_core::rules::RuleLimits;
use callscreen_core::text::{self, Language};
use callscreen_core::verdict::Verdict;
use serde::Deserialize;

use crate::support::{Phone, list, noon};

#[derive(Deserialize)]
struct Scenario {
    name: String,
    home: Vec<String>,
    policy: Option<serde_json::Value>,
    contacts: Vec<RawNumber>,
    rules: Vec<RuleLine>,
    lists: Vec<List>,
    #[serde(default)]
    marks: Vec<MarkLine>,
    outgoing: Vec<Outgoing>,
    calls: Vec<Expected>,
}

#[derive(Deserialize)]
struct RuleLine {
    pattern: String,
    verdict: Verdict,
    #[serde(default)]
    limits: RuleLimits,
}

#[derive(Deserialize)]
struct MarkLine {
    number: String,
    #[serde(flatten)]
    opinion: Opinion,
}

#[derive(Deserialize)]
struct List {
    name: String,
    threshold: u32,
    csv: String,
}

#[derive(Deserialize)]
struct Outgoing {
    number: String,
    at: Moment,
}

#[derive(Deserialize)]
struct Expected {
    call: IncomingCall,
    verdict: Verdict,
    text: String,
    text_de: Option<String>,
}

fn run(scenario: &Scenario) -> Vec<String> {
    let home: Vec<_> = scenario.home.iter().map(String::as_str).collect();
    let phone = Phone::at_home(&home);
    if let Some(policy) = &scenario.policy {
        phone.screener.set_policy(&Policy::from_json(&policy.to_string()).unwrap()).unwrap();
    }
    phone.screener.replace_contacts(&scenario.contacts).unwrap();
    for rule in &scenario.rules {
        let RuleLine { pattern, verdict, limits } = rule;
        phone.screener.put_limited_rule(pattern, *verdict, "", limits).unwrap();
    }
    for entry in &scenario.lists {
        let path = phone.file("list.csv", &entry.csv);
        let source = list(&entry.name, entry.threshold);
        phone.screener.import_list(&source, &path, None, noon()).unwrap();
    }
    for mark in &scenario.marks {
        phone.screener.mark_number(&mark.number, mark.opinion, "", noon()).unwrap();
    }
    for outgoing in &scenario.outgoing {
        phone.screener.record_outgoing_call(&outgoing.number, outgoing.at).unwrap();
    }
    let mut wrong = Vec::new();
    for (place, expected) in (1..).zip(&scenario.calls) {
        let asked = phone.screener.explain(&expected.call).unwrap();
        let decision = phone.screener.screen(&expected.call);
        assert_eq!(asked, decision, "{}: explain and screen differ", scenario.name);
        let says = |language| text::decision(decision.verdict, &decision.reason, language);
        let text = says(Language::English);
        let german_differs =
            expected.text_de.as_ref().is_some_and(|german| *german != says(Language::German));
        if decision.verdict != expected.verdict || text != expected.text || german_differs {
            let german = says(Language::German);
            wrong.push(format!("{}, call {place}: {text} / {german}", scenario.name));
        }
    }
    wrong
}

#[test]
fn decisions_are_those_of_the_vectors() {
    let scenarios: Vec<Scenario> =
        serde_json::from_str(include_str!("../vectors/decisions.json")).unwrap();
    let wrong: Vec<_> = scenarios.iter().flat_map(run).collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
}
