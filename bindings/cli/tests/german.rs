//! What people read is German from the headings on.

use crate::support::Home;

const AT: &str = "2026-11-21T08:15:00+01:00";

fn german(home: &Home, args: &[&str]) -> String {
    let output = home.command(args).env("LANG", "de_CH.UTF-8").output().unwrap();
    assert_eq!(output.status.code(), Some(0), "{args:?}");
    let text = String::from_utf8(output.stdout).unwrap();
    assert!(text.lines().all(|line| line.chars().count() <= 80), "{text}");
    text
}

fn has(text: &str, all: &[&str]) {
    for words in all {
        assert!(text.contains(words), "{words}\n{text}");
    }
}

fn has_no(text: &str, all: &[&str]) {
    let words: Vec<_> = text.split(|character: char| !character.is_alphabetic()).collect();
    for word in all {
        assert!(!words.contains(word), "{word}\n{text}");
    }
}

#[test]
fn an_explanation() {
    let home = Home::new();
    home.ok(&["rules", "add", "044 668 18 00", "--verdict", "reject"]);
    home.file("r.csv", "phone,votes\n0446681800,3\n");
    home.ok(&["lists", "import", "r.csv", "--name", "L"]);
    let text = german(&home, &["explain", "044 668 18 00"]);
    has(&text, &["abgewiesen: du sperrst diesen Anrufer", "Tatsache", "Regel 1: abgewiesen"]);
    has(&text, &["Schritt", "Notfall", "eine Nummer, die du sperrst?", "nicht gefragt", "nein"]);
    has(&text, &["L: 3 Meldungen, 1 nötig", "CH, im Inland", "nicht geprüft", "nie"]);
    has_no(&text, &["fact", "step", "asks", "says", "rule", "never", "yes", "no", "reject"]);
    has_no(&text, &["anybody", "stranger", "own", "off"]);
}

#[test]
fn the_journal_and_the_rules() {
    let home = Home::new();
    assert_eq!(german(&home, &["journal"]), "Das Anrufprotokoll ist leer.\n");
    assert_eq!(german(&home, &["rules", "show"]), "Es gibt keine Regel.\n");
    home.ok(&["screen", "--presentation", "withheld", "--at", AT]);
    let text = german(&home, &["journal"]);
    has(&text, &["Zeit", "Anrufer", "Entscheid", "Grund", "unterdrückt", "Voicemail"]);
    has_no(&text, &["time", "caller", "verdict", "reason", "withheld"]);
    home.ok(&["rules", "add", "044 668 18 00", "--verdict", "allow"]);
    has(
        &german(&home, &["rules", "add", "0900", "--verdict", "reject"]),
        &["Das ist eine Kurznummer", "«0900*»"],
    );
    has(&german(&home, &["rules", "show"]), &["Regel", "wer", "Entscheid", "durchgestellt"]);
}

#[test]
fn the_stream_of_calls() {
    let home = Home::new();
    let mut command = home.command(&["screen"]);
    let folder = home.file("calls", format!("{{\"presentation\":\"withheld\",\"at\":\"{AT}\"}}\n"));
    command.env("LANG", "de_CH.UTF-8").stdin(std::fs::File::open(folder).unwrap());
    let text = String::from_utf8(command.output().unwrap().stdout).unwrap();
    assert_eq!(text, "2026-11-21 08:15  unterdrückt      Voicemail: die Nummer ist unterdrückt\n");
}

#[test]
fn the_journal_keeps_its_words_whole_within_80_columns() {
    let home = Home::new();
    home.ok(&["rules", "add", "+41615550101", "--verdict", "allow"]);
    let calls: String = [r#""number":"+41615550101""#, r#""presentation":"withheld""#]
        .map(|caller| format!("{{{caller},\"at\":\"{AT}\"}}\n"))
        .concat();
    assert_eq!(home.with_input(&["screen"], &calls).code, 0);
    home.ok(&["journal", "outcome", "1", "message-left"]);
    home.ok(&["journal", "outcome", "2", "message-left"]);
    let text = german(&home, &["journal"]);
    has(&text, &["durchgestellt", "2026-11-21 08:15", "+41615550101"]);
    assert!(text.lines().all(|line| line.chars().count() <= 80), "{text}");
}

#[test]
fn the_day_of_the_demo() {
    let text = german(&Home::new(), &["demo"]);
    let day = text.split("5. Der Tag").nth(1).unwrap();
    has(day, &["Zeit", "wer es war, und die Nummer dazu", "(unterdrückt)"]);
    has(day, &["6. Was aus den Anrufen wurde", "Anrufe", "Von 45 Anrufen haben diese geläutet:"]);
    has(day, &["(angerufen)"]);
    has_no(day, &["verdict", "reason", "rang", "dialled", "withheld", "payphone"]);
}

#[test]
fn what_was_done() {
    let home = Home::new();
    let text = german(&home, &["policy", "preset", "reachable"]);
    assert_eq!(text, "Es gelten die Vorgaben «reachable».\n");
    has(&german(&home, &["dialled", "044 668 18 00"]), &["Gemerkt: angerufen am"]);
    has(&german(&home, &["plan", "p"]), &["Nummern in", "Bereichen"]);
    let text = german(&home, &["backup", "export", "b.json"]);
    has(&text, &["die Sicherung"]);
    has(&german(&home, &["backup", "import", "b.json"]), &["übernommen", "Regeln"]);
    has(&german(&home, &["expect", "add"]), &["irgendwem"]);
}
