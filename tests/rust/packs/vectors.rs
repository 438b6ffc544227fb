//! The packs in tests/vectors/packs: made by the command line, one signed by the ordinary minisign.

use std::path::PathBuf;

use callscreen_core::Error;
use callscreen_core::packs::{PackError, PackKey};
use callscreen_core::verdict::Verdict;

use crate::support::{Phone, noon};

fn vector(name: &str) -> PathBuf {
    [env!("CARGO_MANIFEST_DIR"), "vectors/packs", name].iter().collect()
}

fn key() -> PackKey {
    PackKey::parse(&std::fs::read_to_string(vector("test.pub")).unwrap()).unwrap()
}

#[test]
fn good_packs_are_taken_by_file() {
    for last in ["diff-1-2.pack", "full-2.pack"] {
        let phone = Phone::new();
        let apply = |name| phone.screener.apply_pack(&vector(name), &key(), noon()).unwrap();
        apply("full-1.pack");
        assert_eq!(phone.verdict("+41445550198"), Verdict::Reject);
        assert_eq!(phone.verdict("+41615550101"), Verdict::Voicemail);
        let list = apply(last);
        assert_eq!((list.numbers, list.ranges, list.version.as_str()), (3, 2, "2"));
        assert_eq!(phone.verdict("+41445550198"), Verdict::Voicemail, "{last}");
        assert_eq!(phone.verdict("+41615550101"), Verdict::Reject, "{last}");
        assert_eq!(phone.verdict("+33441561234"), Verdict::Reject, "{last}");
    }
}

#[test]
fn bad_packs_are_refused_with_their_file() {
    let phone = Phone::new();
    for (name, expected) in [
        ("altered.pack", "the signature does not fit"),
        ("cut.pack", "the pack is cut off: expected at least"),
        ("other-key.pack", "expected C202E19C83CAD320"),
        ("unsigned.pack", "the pack is not signed"),
        ("diff-1-2.pack", "leads on from version 1, but the list is not there"),
        ("test.pub", "expected a pack"),
        ("missing.pack", "missing.pack"),
    ] {
        let error = phone.screener.apply_pack(&vector(name), &key(), noon()).unwrap_err();
        let text = error.to_string();
        assert!(text.contains(name) && text.contains(expected), "{text}");
        assert_eq!(phone.screener.lists().unwrap(), []);
    }
    let nothing = phone.screener.apply_pack_bytes(b"", &key(), noon()).unwrap_err();
    assert!(matches!(nothing, Error::Pack(PackError::NotAPack)), "{nothing}");
}
