//! The vectors that Rust, Kotlin and Swift share.

use callscreen_core::call::{IncomingCall, Moment, RawNumber};
use callscreen_core::contacts::Contact;
use callscreen_core::journal::Retention;
use callscreen_core::marks::Opinion;
use callscreen_core::policy::{Policy, Preset};
use callscreen_core::rules::RuleLimits;
use callscreen_core::text::{self, Language};
use callscreen_core::verdict::Verdict;
use serde::Deserialize;
use serde_json::{Map, Value};

use crate::support::{Phone, list, noon, region};

/// What somebody made of the phone, and what calls.
#[derive(Deserialize)]
pub(crate) struct Scenario {
    pub(crate) name: String,
    home: Vec<String>,
    policy: Option<Value>,
    preset: Option<String>,
    /// Fields of the policy in force, in place of what they are.
    #[serde(default)]
    settings: Map<String, Value>,
    kept_days: Option<u32>,
    #[serde(default)]
    contacts: Vec<RawNumber>,
    /// Contacts with flags.
    #[serde(default)]
    people: Vec<Person>,
    #[serde(default)]
    own_numbers: Vec<RawNumber>,
    #[serde(default)]
    organisations: Vec<OrganisationLine>,
    /// Their ids count from 1.
    #[serde(default)]
    rules: Vec<RuleLine>,
    #[serde(default)]
    lists: Vec<List>,
    #[serde(default)]
    marks: Vec<MarkLine>,
    #[serde(default)]
    outgoing: Vec<Outgoing>,
    #[serde(default)]
    conversations: Vec<Talk>,
    #[serde(default)]
    expected: Vec<Expectation>,
    pause: Option<Span>,
    #[serde(default)]
    calls: Vec<Expected>,
    /// What another policy would have done with the calls.
    replay: Option<Replayed>,
}

#[derive(Deserialize)]
struct Replayed {
    /// The other policy.
    preset: String,
    /// What was put in force after the calls.
    switched_to: Option<String>,
    kept: u64,
    changed: u64,
    /// Verdict and reason of each call.
    after: Vec<String>,
}

#[derive(Deserialize)]
struct Person {
    number: RawNumber,
    favourite: bool,
    groups: Vec<String>,
}

#[derive(Deserialize)]
struct Talk {
    number: String,
    at: Moment,
    seconds: u32,
}

#[derive(Deserialize)]
struct Expectation {
    number: Option<String>,
    #[serde(flatten)]
    span: Span,
}

#[derive(Deserialize)]
struct Span {
    at: Moment,
    until: Moment,
}

#[derive(Deserialize)]
struct OrganisationLine {
    name: String,
    members: Vec<String>,
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

impl Scenario {
    fn all_contacts(&self) -> Vec<Contact> {
        let people = self.people.iter().map(|person| Contact {
            number: person.number.clone(),
            favourite: person.favourite,
            groups: person.groups.clone(),
        });
        self.contacts.iter().cloned().map(Contact::from).chain(people).collect()
    }

    /// The phone as the scenario has it.
    pub(crate) fn phone(&self) -> Phone {
        let home: Vec<_> = self.home.iter().map(String::as_str).collect();
        let phone = Phone::at_home(&home);
        self.set_up_policy(&phone);
        self.set_up_people(&phone);
        phone
    }

    fn set_up_policy(&self, phone: &Phone) {
        let screener = &phone.screener;
        if let Some(policy) = &self.policy {
            screener.set_policy(&Policy::from_json(&policy.to_string()).unwrap()).unwrap();
        }
        if let Some(preset) = &self.preset {
            screener.set_preset(Preset::from_name(preset).unwrap()).unwrap();
        }
        if !self.settings.is_empty() {
            let policy = screener.policy().unwrap().to_json().unwrap();
            let mut policy: Map<String, Value> = serde_json::from_str(&policy).unwrap();
            policy.extend(self.settings.clone());
            let policy = Policy::from_json(&Value::Object(policy).to_string()).unwrap();
            screener.set_policy(&policy).unwrap();
        }
        if let Some(days) = self.kept_days {
            screener.set_retention(Retention { days, calls: 10_000 }).unwrap();
        }
    }

    fn set_up_people(&self, phone: &Phone) {
        phone.screener.replace_contacts(&self.all_contacts()).unwrap();
        phone.screener.set_own_numbers(&self.own_numbers).unwrap();
        for OrganisationLine { name, members } in &self.organisations {
            let members: Vec<_> = members.iter().map(String::as_str).collect();
            phone.screener.put_organisation(name, &members).unwrap();
        }
        for rule in &self.rules {
            let RuleLine { pattern, verdict, limits } = rule;
            phone.screener.put_limited_rule(pattern, *verdict, "", limits).unwrap();
        }
        for entry in &self.lists {
            let path = phone.file("list.csv", &entry.csv);
            let source = list(&entry.name, entry.threshold);
            phone.screener.import_list(&source, &path, None, noon()).unwrap();
        }
        for mark in &self.marks {
            phone.screener.mark_number(&mark.number, mark.opinion, "", noon()).unwrap();
        }
        for outgoing in &self.outgoing {
            phone.screener.record_outgoing_call(&outgoing.number, outgoing.at).unwrap();
        }
        for talk in &self.conversations {
            phone.screener.record_conversation(&talk.number, talk.at, talk.seconds).unwrap();
        }
        for Expectation { number, span } in &self.expected {
            phone.screener.expect_call(number.as_deref(), span.until, "", span.at).unwrap();
        }
        if let Some(pause) = &self.pause {
            phone.screener.pause(pause.until, pause.at).unwrap();
        }
    }
}

fn run(scenario: &Scenario) -> Vec<String> {
    let phone = scenario.phone();
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
    if let Some(replayed) = &scenario.replay {
        wrong.extend(replay(&phone, scenario, replayed));
    }
    wrong
}

fn replay(phone: &Phone, scenario: &Scenario, expected: &Replayed) -> Option<String> {
    let home: Vec<_> = scenario.home.iter().map(|code| region(code)).collect();
    let policy = Preset::from_name(&expected.preset).unwrap().policy(&home);
    if let Some(preset) = &expected.switched_to {
        phone.screener.set_preset(Preset::from_name(preset).unwrap()).unwrap();
    }
    let replay = phone.screener.replay(&policy, None, None).unwrap();
    let after: Vec<_> = replay
        .each
        .iter()
        .map(|call| text::decision(call.after.verdict, &call.after.reason, Language::English))
        .collect();
    let as_expected = after == expected.after
        && (replay.kept, replay.changed, replay.uncertain) == (expected.kept, expected.changed, 0);
    (!as_expected).then(|| format!("{}, replayed: {replay:#?}", scenario.name))
}

#[test]
fn decisions_are_those_of_the_vectors() {
    for vectors in [
        include_str!("../vectors/decisions.json"),
        include_str!("../vectors/steps.json"),
        include_str!("../vectors/replay.json"),
    ] {
        let scenarios: Vec<Scenario> = serde_json::from_str(vectors).unwrap();
        let wrong: Vec<_> = scenarios.iter().flat_map(run).collect();
        assert!(wrong.is_empty(), "{wrong:#?}");
    }
}
