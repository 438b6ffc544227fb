//! What is said of a policy with a mistake: the line, the field, and what was expected.

use callscreen_core::policy::{Policy, Preset};

use crate::support::region;

fn good() -> String {
    Preset::Smartphone.policy(&[region("CH")]).to_json().unwrap()
}

fn error(json: &str) -> String {
    Policy::from_json(json).unwrap_err().to_string()
}

fn line_of(json: &str, found: &str) -> usize {
    json.split(found).next().unwrap().matches('\n').count() + 1
}

/// Hours in which contacts do not ring.
fn busy(times: &str) -> String {
    format!(
        "\"busy\": {{ \"verdict\": \"voicemail\", \"favourites_ring\": true, \"ringing_groups\": [],\n\
         \"times\": {times} }}"
    )
}

#[test]
#[allow(clippy::too_many_lines, reason = "a table")]
fn every_mistake_is_told_with_its_line_its_field_and_what_was_expected() {
    let good = good();
    let windows = |windows: &str| busy(&format!("{{ \"windows\": [{windows}] }}"));
    let holidays =
        |holidays: &str| busy(&format!("{{ \"windows\": [], \"holidays\": {{ {holidays} }} }}"));
    let null = "\"busy\": null";
    // What is found, what stands there instead, how many lines below that the mistake is, what is said.
    let mistakes = [
        (
            "\"version\": 2",
            "\"version\": \"2\"".to_owned(),
            0,
            "version: invalid type: string, expected",
        ),
        (
            "\"version\": 2",
            "\"version\": 3".to_owned(),
            0,
            "version 3 is not known, expected 1 to 2",
        ),
        ("\"name\": \"smartphone\"", "\"name\": 7".to_owned(), 0, "name: invalid type: integer"),
        (
            "\"window_hours\": 48",
            "\"window_hours\": 0".to_owned(),
            0,
            "emergency.window_hours: expected 1 to 720",
        ),
        (
            "\"window_hours\": 48",
            "\"window_hours\": -1".to_owned(),
            0,
            "emergency.window_hours: invalid value: integer, expected a whole number",
        ),
        (
            "\"seconds\": 60",
            "\"seconds\": 3601".to_owned(),
            0,
            "conversation_partner.spoken.seconds: expected 1 to 3600",
        ),
        (
            "\"reserved_ranges\": true",
            "\"reserved_ranges\": 1".to_owned(),
            0,
            "call_centre.reserved_ranges: invalid type: integer",
        ),
        (
            "\"impossible\": \"voicemail\"",
            "\"impossible\": \"reject\"".to_owned(),
            0,
            "not_genuine.impossible: expected allow, voicemail or null",
        ),
        (
            "\"payphone\": \"voicemail\"",
            "\"payphone\": \"voice-mail\"".to_owned(),
            0,
            "no_number.payphone: unknown variant `…`, expected one of `allow`",
        ),
        (
            "\"strangers\": 3",
            "\"strangers\": 1".to_owned(),
            0,
            "range_campaign.strangers: expected at least 2",
        ),
        (
            "\"strangers\": 3",
            "\"strngers\": 3".to_owned(),
            0,
            "range_campaign: unknown field `strngers`, expected one of `verdict`",
        ),
        ("\"strangers\": 3", "\"strngers\": 3".to_owned(), 0, "did you mean `strangers`?"),
        (
            "\"block_size\": 100",
            "\"block_size\": 99".to_owned(),
            0,
            "range_campaign.block_size: expected 10, 100, 1000 or 10000",
        ),
        ("\"days\": 7", "\"days\": 0".to_owned(), 0, "range_campaign.days: expected 1 to 3650"),
        (
            "\"countries\": {}",
            "\"countries\": { \"FR\": \"deny\" }".to_owned(),
            0,
            "foreign.countries: unknown variant `deny`, expected one of `allow`",
        ),
        (
            "\"countries\": {}",
            "\"countries\": { \"fr\": \"reject\" }".to_owned(),
            0,
            "foreign.countries: expected an ISO 3166-1 alpha-2 region in capitals such as CH",
        ),
        (
            "\"countries\": {}",
            "\"countries\": { \"France\": \"reject\" }".to_owned(),
            0,
            "foreign.countries: ",
        ),
        (
            "\"spoken_languages\": [",
            "\"spoken_languages\": [ \"eng\",".to_owned(),
            0,
            "foreign.spoken_languages: expected languages that a country speaks",
        ),
        (
            null,
            windows("\"mon 08:00-12:00\", \"9-5\""),
            1,
            "contact.busy.times.windows[1]: expected days and hours such as",
        ),
        (
            null,
            windows("\"mon 25:00-26:00\""),
            1,
            "contact.busy.times.windows[0]: expected a beginning and another end",
        ),
        (
            null,
            holidays("\"25.12.\": []"),
            1,
            "contact.busy.times.holidays: expected a date such as 2026-12-24",
        ),
        (
            null,
            holidays("\"12-25\": [\"8-12\"]"),
            1,
            "contact.busy.times.holidays: expected a beginning and another end",
        ),
        (
            null,
            busy("{ \"windows\": [], \"zone\": \"Zurich\" }"),
            1,
            "contact.busy.times.zone: expected a place",
        ),
        (null, busy("{ \"windws\": [] }"), 1, "contact.busy.times: unknown field `windws`"),
        (null, busy("{}"), 1, "contact.busy.times: missing field `windows`"),
        (
            "\"opening_hours\": null",
            "\"opening_hours\": 7".to_owned(),
            0,
            "stranger.opening_hours: invalid type: integer, expected an object",
        ),
    ];
    for (found, instead, below, words) in mistakes {
        let line = line_of(&good, found) + below;
        let error = error(&good.replacen(found, &instead, 1));
        assert!(error.starts_with(&format!("policy, line {line}")), "{line}: {error}");
        assert!(error.contains(words), "{words}: {error}");
    }
}

#[test]
fn a_name_is_not_suggested_twice() {
    let error = error(&good().replacen("\"verdict\"", "\"verdct\"", 1));
    assert!(
        error.ends_with("expected_call: unknown field `verdct`, expected `verdict`"),
        "{error}"
    );
}

#[test]
fn a_field_that_is_missing_is_told_with_its_step() {
    let mut policy: serde_json::Value = serde_json::from_str(&good()).unwrap();
    policy["not_genuine"].as_object_mut().unwrap().remove("look_alike");
    let error = error(&policy.to_string());
    assert!(error.ends_with(": not_genuine: missing field `look_alike`"), "{error}");
}

#[test]
fn a_value_that_is_called_like_a_field_is_not_taken_for_it() {
    let good = good().replace("\"name\": \"smartphone\"", "\"name\": \"range_campaign\\\"days\"");
    let (from, to) = ("\"days\": 7", "\"days\": 0");
    let line = line_of(&good, from);
    let error = error(&good.replace(from, to));
    assert_eq!(error, format!("policy, line {line}, range_campaign.days: expected 1 to 3650"));
}
