//! The linter on the command line.

use serde_json::json;

use crate::support::Home;

#[test]
fn findings_are_told_with_the_rule_and_the_exit_code() {
    let home = Home::new();
    let text = home.ok(&["lint"]);
    assert!(text.contains("note") && text.contains("An iPhone cannot keep the steps"), "{text}");
    home.file("a.vcf", "BEGIN:VCARD\nVERSION:3.0\nTEL:061 555 01 01\nEND:VCARD\n");
    home.ok(&["contacts", "import", "a.vcf"]);
    home.ok(&["rules", "add", "061 555 01 01", "--verdict", "reject"]);
    let run = home.run(&["lint"]);
    assert_eq!((run.code, run.err.as_str()), (8, ""));
    let first = run.out.lines().nth(2).unwrap();
    assert!(first.starts_with("error   +41615550101   Rule 1 is about"), "{}", run.out);
    let german = home.command(&["lint"]).env("LANG", "de_CH.UTF-8").output().unwrap();
    let german = String::from_utf8(german.stdout).unwrap();
    assert!(german.contains("Fehler") && german.contains("werden abgewiesen"), "{german}");
    for text in [run.out, german] {
        assert!(text.lines().all(|line| line.chars().count() <= 80), "{text}");
    }
    let run = home.run(&["lint", "--json"]);
    let findings: serde_json::Value = serde_json::from_str(&run.out).unwrap();
    let blocks =
        json!({ "severity": "error", "code": "blocks_contact", "rule": 1, "verdict": "reject" });
    assert_eq!(findings[0], blocks);
}
