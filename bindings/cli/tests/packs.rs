//! Packs on the command line, from a publisher's desk to a phone.

use std::fs;
use std::path::Path;

use serde_json::json;

use crate::support::Home;

fn vector(name: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/vectors/packs").join(name);
    path.to_str().unwrap().to_owned()
}

#[test]
fn what_a_publisher_makes_a_phone_takes() {
    let home = Home::new();
    home.file("1.csv", "phone\n+41445550101\n+41445550102\n");
    home.file("2.csv", "phone\n+41445550102\n+41445550103\n");
    let build = |version: &str| {
        let (out, file) = (format!("{version}.pack"), format!("{version}.csv"));
        let from = ["pack", "build", &out, "--file", &file, "--name", "Sales"];
        home.json(&[&from[..], &["--id", "org.example", "--list-version", version]].concat())
    };
    assert_eq!(build("1")["counts"]["added"], 2);
    assert_eq!(build("2")["signed_by"], json!(null));
    let diff = home.json(&["pack", "diff", "1.pack", "2.pack", "1-2.pack"]);
    assert_eq!((&diff["base"], &diff["counts"]["removed"]), (&json!(1), &json!(1)));
    for pack in ["1.pack", "1-2.pack"] {
        let signed = home.json(&["pack", "sign", pack, "--secret-key", &vector("test.key")]);
        assert_eq!(signed["signed_by"], "C202E19C83CAD320");
        home.ok(&["pack", "verify", pack, "--key", &vector("test.pub")]);
    }

    let early = home.run(&["pack", "apply", "1-2.pack", "--key", &vector("test.pub")]);
    assert_eq!(early.code, 7, "{}", early.err);
    let unknown = home.run(&["pack", "apply", "1.pack"]);
    assert_eq!(unknown.code, 2, "{}", unknown.err);
    home.ok(&["pack", "apply", "1.pack", "--key", &vector("test.pub")]);
    let list = home.json(&["pack", "apply", "1-2.pack"]);
    assert_eq!((&list["numbers"], &list["pack"]["version"]), (&json!(2), &json!(2)));
    let again = home.run(&["pack", "apply", "1-2.pack"]);
    assert_eq!(again.code, 6, "{}", again.err);
    assert!(again.err.contains("version 2 is not newer than the list's, which is 2"));

    // What a phone has can be passed on as it was.
    let from = ["pack", "build", "copy.pack", "--list", "Sales", "--id", "org.example"];
    home.ok(&[&from[..], &["--list-version", "2", "--source", "2.csv"]].concat());
    let copy = home.json(&["pack", "diff", "1.pack", "copy.pack", "same.pack"]);
    assert_eq!(copy["counts"], diff["counts"]);
}

/// A pack has nothing but E.164 numbers.
#[test]
fn packs_need_no_home_region() {
    let home = Home::new();
    let key = vector("test.pub");
    for args in [
        &["pack", "apply", &vector("full-1.pack"), "--key", &key][..],
        &["pack", "apply", &vector("diff-1-2.pack")],
        &["pack", "trust", "Sales calls", "--key", &key],
        &["pack", "build", "copy.pack", "--list", "Sales calls", "--id", "org.example.sales"],
    ] {
        let version: &[&str] = if args[1] == "build" { &["--list-version", "2"] } else { &[] };
        let mut command = home.command(&[args, version].concat());
        let run = command.env("LANG", "C").output().unwrap();
        assert!(run.status.success(), "{args:?} {}", String::from_utf8_lossy(&run.stderr));
    }
    let unsigned = fs::read(vector("unsigned.pack")).unwrap();
    let copy = fs::read(home.path().join("copy.pack")).unwrap();
    // The blocks are those of the publisher; the header tells another time and no attribution.
    assert_eq!(copy[copy.len() - 40..], unsigned[unsigned.len() - 40..]);
}

/// Licences ask for it.
#[test]
fn whose_work_a_list_is_stands_beside_it() {
    let home = Home::new();
    let (pack, key) = (vector("full-1.pack"), vector("test.pub"));
    let info = home.json(&["pack", "show", &pack]);
    for text in [home.ok(&["pack", "apply", &pack, "--key", &key]), home.ok(&["lists", "show"])] {
        for field in ["licence", "attribution", "source", "weight"] {
            let words = info[field].as_str().unwrap();
            assert!(!words.is_empty() && text.contains(words), "{field}: {text}");
        }
        assert!(text.lines().all(|line| line.chars().count() <= 80), "{text}");
    }
}

#[test]
fn a_pack_that_is_not_in_order_is_refused_and_keeps_its_file() {
    let home = Home::new();
    let key = vector("test.pub");
    for name in ["altered.pack", "cut.pack", "other-key.pack", "unsigned.pack"] {
        for command in ["verify", "apply"] {
            let run = home.run(&["pack", command, &vector(name), "--key", &key]);
            assert_eq!(run.code, 1, "{}", run.err);
            assert!(run.err.contains(name), "{}", run.err);
        }
    }
    let bytes = fs::read(vector("full-1.pack")).unwrap();
    home.file("mine.pack", &bytes);
    let wrong = home.run(&["pack", "sign", "mine.pack", "--signature", &vector("test.pub")]);
    assert_eq!(wrong.code, 1, "{}", wrong.err);
    // What stands behind another version is no signature of this one.
    let other = fs::read(vector("full-2.pack")).unwrap();
    let begins = b"untrusted comment: ";
    let seal = other.windows(begins.len()).rposition(|part| part == begins).unwrap();
    home.file("other.minisig", &other[seal..]);
    let wrong = home.run(&["pack", "sign", "mine.pack", "--signature", "other.minisig"]);
    assert_eq!(wrong.code, 1, "{}", wrong.err);
    assert!(wrong.err.contains("something else"), "{}", wrong.err);
    let no_key = home.run(&["pack", "sign", "mine.pack", "--secret-key", &vector("test.pub")]);
    assert!(no_key.err.contains("not a secret key"), "{}", no_key.err);
    assert_eq!(fs::read(home.path().join("mine.pack")).unwrap(), bytes);
    let later =
        home.run(&["pack", "diff", &vector("full-2.pack"), &vector("full-1.pack"), "x.pack"]);
    assert!(later.err.contains("the older pack first"), "{}", later.err);
    assert!(!home.path().join("x.pack").exists());
    let no_key = home.run(&["pack", "verify", "mine.pack", "--key", "RWrong"]);
    assert_eq!(no_key.code, 2, "{}", no_key.err);
}
