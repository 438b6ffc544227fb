//! What the linter finds, by the vectors that Rust, Kotlin and Swift share.

use std::collections::BTreeSet;

use callscreen_core::call::Moment;
use callscreen_core::lint::{self, Finding, NeverMatch, Problem, Unkept};
use callscreen_core::text::Language;
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::vectors::Scenario;

#[derive(Deserialize)]
struct Linted {
    #[serde(flatten)]
    scenario: Scenario,
    at: Moment,
    /// Everything that is found, in order: severity, code, parameters, `en` and `de`.
    findings: Vec<Value>,
}

fn vectors() -> Vec<Linted> {
    serde_json::from_str(include_str!("../vectors/lint.json")).unwrap()
}

fn told(finding: &Finding) -> Value {
    let mut told = serde_json::to_value(finding).unwrap();
    for (name, language) in [("en", Language::English), ("de", Language::German)] {
        told[name] = lint::describe(&finding.problem, language).into();
    }
    told
}

#[test]
fn findings_are_those_of_the_vectors() {
    for Linted { scenario, at, findings: expected } in vectors() {
        let findings = scenario.phone().screener.lint(at).unwrap();
        let findings: Vec<_> = findings.iter().map(told).collect();
        let found = serde_json::to_string(&findings).unwrap();
        assert_eq!(findings, expected, "{}\n{found}", scenario.name);
    }
}

/// Every name that a type can have, as serde tells them when it is given another one.
fn names_of<T: DeserializeOwned>(json: &str) -> BTreeSet<String> {
    let error = serde_json::from_str::<T>(json).err().unwrap().to_string();
    let quoted = error.split('`').skip(1).step_by(2).map(str::to_owned);
    quoted.filter(|name| name != "?").collect()
}

#[test]
fn every_code_and_every_reason_occurs_in_the_vectors() {
    let found = |field: &str| -> BTreeSet<String> {
        let findings = vectors().into_iter().flat_map(|linted| linted.findings);
        findings.filter_map(|finding| Some(finding.get(field)?.as_str()?.to_owned())).collect()
    };
    let codes = names_of::<Problem>(r#"{"code": "?"}"#);
    assert!(codes.contains("blocks_contact") && codes.contains("voicemail_by_carrier"));
    assert_eq!(found("code"), codes);
    assert_eq!(found("why"), &names_of::<Unkept>(r#""?""#) | &names_of::<NeverMatch>(r#""?""#));
    let documented = include_str!("../../docs/lint.md");
    for code in codes {
        assert!(documented.contains(&format!("| `{code}` |")), "{code} in docs/lint.md");
    }
}
