use crate::support::Home;

/// The lines of the row that begins with this text, joined.
fn row(text: &str, who: &str) -> String {
    let lines: Vec<_> = text.lines().collect();
    let start = lines.iter().position(|line| line.contains(who)).unwrap_or_else(|| panic!("{who}"));
    let more = lines[start + 1..].iter().take_while(|line| line.starts_with("        "));
    let row: Vec<_> = std::iter::once(&lines[start]).chain(more).copied().collect();
    row.join(" ").split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn the_demo_tells_the_story() {
    let home = Home::new();
    let text = home.ok(&["demo"]);
    let story = [
        ("Lukas, from the train", "allowed"),
        ("Grandma, from the home", "allowed"),
        ("robot, 2nd number", "voicemail"),
        ("robot, 3rd number", "rejected 3 strangers"),
        ("robot, 4th number", "rejected 4 strangers"),
        ("health insurance, once more", "rejected on the list"),
        ("pollster", "voicemail you don't know"),
        ("broker", "rejected you block"),
        ("day nursery, which you", "allowed you allow"),
        ("solar panels", "rejected a number for sales"),
        ("Emma", "allowed in your address"),
        ("from London", "voicemail from a country whose"),
        ("hotel in Berlin", "voicemail from abroad"),
        ("forged", "voicemail the number is not the"),
        ("hiker", "voicemail a public telephone"),
        ("old switchboard", "voicemail the number could not be"),
        ("nobody knows", "voicemail the network does not"),
        ("before sunrise", "voicemail the number is withheld"),
        ("digit too many", "voicemail no such number"),
        ("short code", "voicemail"),
        ("premium rate", "rejected your rule"),
        ("colleague", "allowed your rule"),
        ("garage calls back", "allowed you called"),
        ("sales floor B", "rejected on the list “Patterns”"),
        ("ambulance crew", "allowed you called for help"),
        ("the price of it", "allowed you called for help"),
    ];
    let day = text.split("5. The day").nth(1).unwrap();
    for (who, expected) in story {
        assert!(row(day, who).contains(expected), "{who}: {}", row(day, who));
    }
    assert!(text.contains("Of 45 calls, these rang:"), "{text}");
}

#[test]
fn the_demo_fits_80_columns_and_leaves_nothing_behind() {
    let home = Home::new();
    let temp = home.path().join("temp");
    std::fs::create_dir(&temp).unwrap();
    for locale in ["C", "de_CH.UTF-8"] {
        let output = home.command(&["demo"]).env("LANG", locale).env("TMPDIR", &temp).output();
        let text = String::from_utf8(output.unwrap().stdout).unwrap();
        let wide: Vec<_> = text.lines().filter(|line| line.chars().count() > 80).collect();
        assert!(!text.is_empty() && wide.is_empty(), "{wide:?}");
        assert_eq!(text.contains("durchgestellt"), locale != "C");
    }
    assert_eq!(std::fs::read_dir(&temp).unwrap().count(), 0);
    assert_eq!(std::fs::read_dir(home.path()).unwrap().count(), 1, "no store but the demo's own");
}

#[test]
fn the_demo_as_json_has_every_verdict_and_step() {
    let demo = Home::new().json(&["demo"]);
    let day = demo["day"].as_array().unwrap();
    let has = |pointer: &str, expected: &str| {
        day.iter().any(|told| told.pointer(pointer).is_some_and(|value| value == expected))
    };
    for verdict in ["allow", "voicemail", "reject"] {
        assert!(has("/decision/verdict", verdict), "{verdict}");
    }
    for reason in [
        "after_emergency_call",
        "own_allow",
        "own_block",
        "contact",
        "own_pattern",
        "conversation_partner",
        "listed_call_centre",
        "reserved_for_sales",
        "verification_failed",
        "impossible_number",
        "withheld",
        "unknown_number",
        "payphone",
        "unavailable",
        "range_campaign",
        "unspoken_language",
        "foreign",
        "stranger",
    ] {
        assert!(has("/decision/reason/code", reason), "{reason}");
    }
    assert!(!has("/decision/reason/code", "fault"));
    assert_eq!(demo["contacts"]["taken"], 29);
    assert_eq!(demo["list_imports"][0]["file"], "reports.csv");
}
