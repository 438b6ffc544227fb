//! Every format of a list, as it is and spoilt.

use std::fs;
use std::io::Write;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use callscreen_core::Error;
use callscreen_core::import::{ImportReport, SkipReason};
use callscreen_core::lists::{Category, ListSettings, ListSource, ListWeight, read_list};
use callscreen_core::verdict::Verdict;
use flate2::Compression;
use flate2::write::GzEncoder;
use proptest::prelude::*;
use serde::Deserialize;

use crate::support::{Phone, call, list, noon, region};

fn example(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("vectors/lists").join(name)
}

/// A list of which nothing is said but its name.
fn any_threshold(name: &str) -> ListSource {
    ListSource { threshold: None, ..list(name, 1) }
}

#[derive(Deserialize)]
struct Vector {
    file: String,
    #[serde(flatten)]
    report: ImportReport,
}

fn vectors() -> Vec<Vector> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("vectors/lists.json");
    serde_json::from_str(&fs::read_to_string(path).unwrap()).unwrap()
}

#[test]
fn every_format_is_known_and_read() {
    let vectors = vectors();
    for Vector { file, report } in &vectors {
        let phone = Phone::new();
        let source = any_threshold(file);
        let read = phone.screener.import_list(&source, &example(file), None, noon());
        assert_eq!(read.unwrap(), *report, "{file}");
        let stored = phone.screener.lists().unwrap().remove(0);
        let ranges_and_numbers = stored.numbers + stored.ranges;
        assert_eq!(ranges_and_numbers, report.taken, "{file}");
        assert_eq!(
            Some(stored.threshold),
            report.list.as_ref().map(|read| read.threshold),
            "{file}"
        );
    }
    // Whoever adds a format adds an example.
    let examples = fs::read_dir(example("")).unwrap().count();
    assert_eq!(examples, vectors.len() + 1, "and the script that makes some of them");
}

#[test]
fn what_a_source_says_of_a_number_is_kept() {
    let phone = Phone::new();
    let told = |file: &str, number: &str| {
        phone.screener.import_list(&any_threshold(file), &example(file), None, noon()).unwrap();
        let listings = phone.screener.explain(&call(number)).unwrap().trace.facts.listings;
        let listing = listings.into_iter().find(|listing| listing.list == file).unwrap();
        (listing.score, listing.category, listing.label)
    };
    let said = |score: u32, category, label: &str| (Some(score), category, label.to_owned());
    for (file, expected) in [
        ("table.csv", said(10, None, "G")),
        ("phone_block.json", said(4, Some(Category::Fraud), "")),
        ("phone_block.xml", said(4, Some(Category::Survey), "")),
        ("slice.dat", said(7, None, "")),
        ("spam_blocker.csv", said(1, None, "two of them")),
        ("call_blocker.csv", said(1, None, "Spammer")),
        ("call_blocker.json", said(1, None, "A")),
        ("no_phone_spam.txt", said(1, None, "pushy: very")),
        ("cards.vcf", said(1, None, "Pushy Ltd")),
        ("asterisk.txt", said(1, None, "pushy")),
        ("fritz_box.xml", said(1, None, "Tom & Jerry")),
        ("latin1.csv", said(1, None, "Müller")),
        ("utf16.csv", said(1, None, "Müller")),
    ] {
        assert_eq!(told(file, "+41615550101"), expected, "{file}");
    }
    assert_eq!(told("ftc.csv", "+12125550101"), said(3, Some(Category::Gambling), ""));
    assert_eq!(told("fcc.csv", "+12125550101"), said(1, Some(Category::Silent), ""));
    let range = |label: &str| (None, None, label.to_owned());
    assert_eq!(told("phone_block.bin", "+41445551234"), range(""));
    assert_eq!(told("spam_blocker.gz", "+41445561234"), range("Block A"));
    assert_eq!(told("saracroche-list.json", "+33162001234"), range("sales"));
}

#[test]
fn a_noisy_source_needs_several_reports_of_late_unless_told_otherwise() {
    let phone = Phone::new();
    let import = |source: &ListSource, home| {
        phone.screener.import_list(source, &example("ftc.csv"), home, noon()).unwrap()
    };
    let preset = any_threshold("FTC");
    import(&preset, None);
    assert_eq!(phone.verdict("+12125550101"), Verdict::Reject, "three reports");
    assert_eq!(phone.verdict("+12125550102"), Verdict::Voicemail, "one report");
    let told = ListSource { threshold: Some(1), max_age_days: Some(0), ..preset.clone() };
    let report = import(&told, None);
    assert_eq!(report.list.as_ref().unwrap().max_age_days, None);
    assert_eq!(phone.verdict("+12125550102"), Verdict::Reject);
    assert_eq!(phone.verdict("+12125550103"), Verdict::Reject, "a report of April");
    let report = import(&preset, None);
    assert_eq!(report.list.unwrap().threshold, 1, "what was set stays");
    let report = import(&preset, Some(region("CA")));
    assert_eq!(report.list.unwrap().regions, [region("CA")]);
    let table =
        phone.file("dated.csv", "phone,date\n+41615550101,2026-11-01\n+41615550102,2025-01-01\n");
    let aged = ListSource { max_age_days: Some(30), ..any_threshold("Dated") };
    let report = phone.screener.import_list(&aged, &table, None, noon()).unwrap();
    assert_eq!((report.taken, report.skipped[0].reason), (1, SkipReason::TooOld));
}

#[test]
fn a_noisy_source_under_the_name_of_another_list_is_read_as_noisy() {
    let phone = Phone::new();
    let import = |file: &str, source: &ListSource| {
        let path = match file {
            "one.csv" => phone.file("one.csv", "phone\n061 555 01 01\n"),
            _ => example(file),
        };
        let report = phone.screener.import_list(source, &path, None, noon()).unwrap();
        let stored = phone.screener.lists().unwrap().remove(0).threshold;
        assert_eq!(report.list.unwrap().threshold, stored);
        stored
    };
    let set = |change: &dyn Fn(&mut ListSettings)| {
        let mut settings = phone.screener.lists().unwrap().remove(0).settings();
        change(&mut settings);
        phone.screener.set_list("L", settings).unwrap();
    };
    let source = any_threshold("L");
    assert_eq!(import("one.csv", &source), 1);
    assert_eq!(import("ftc.csv", &source), 3, "nobody chose the threshold of before");
    assert_eq!(import("one.csv", &source), 1);
    set(&|settings| settings.weight = ListWeight::Warn);
    assert_eq!(import("ftc.csv", &source), 3, "another setting is no threshold");
    set(&|settings| settings.threshold = 1);
    assert_eq!(import("ftc.csv", &source), 1, "what was set stays");

    phone.screener.remove_list("L").unwrap();
    let told = ListSource { threshold: Some(1), ..source.clone() };
    assert_eq!(import("one.csv", &told), 1);
    assert_eq!(import("ftc.csv", &source), 1, "what was said at an import stays");
}

#[test]
fn an_import_can_be_watched_and_stopped() {
    let phone = Phone::new();
    phone.import("phone\n+41615550101\n");
    let rows: Vec<_> = (0..5_000).map(|row| format!("+4161555{row:04}")).collect();
    let path = phone.file("long.csv", format!("phone\n{}\n", rows.join("\n")));
    let mut seen = Vec::new();
    let stopped =
        phone.screener.import_list_watched(&list("Reports", 1), &path, None, noon(), |progress| {
            seen.push(progress.rows);
            if progress.rows < 2_000 { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
        });
    assert!(matches!(stopped, Err(Error::Cancelled)));
    assert_eq!(seen, [0, 1_000, 2_000]);
    assert_eq!(phone.screener.lists().unwrap()[0].numbers, 1);
    let mut last = None;
    let whole =
        phone.screener.import_list_watched(&list("Reports", 1), &path, None, noon(), |progress| {
            last = Some(progress);
            ControlFlow::Continue(())
        });
    assert_eq!(whole.unwrap().taken, 5_000);
    let last = last.unwrap();
    assert_eq!((last.bytes_read, last.bytes), (65_006, 65_006));
}

#[test]
fn a_stretch_without_rows_can_be_watched_and_stopped() {
    let phone = Phone::new();
    phone.import("phone\n+41615550101\n");
    let megabytes = |piece: &str| piece.repeat((5 << 20) / piece.len());
    let mut packed = GzEncoder::new(Vec::new(), Compression::fast());
    packed.write_all(format!("phone\n{}", megabytes("\n")).as_bytes()).unwrap();
    let packed = packed.finish().unwrap();
    let card = "BEGIN:VCARD\nTEL:061 555 01 01\nEND:VCARD\n";
    for (name, content) in [
        ("blank lines", format!("phone\n+41615550102\n{}", megabytes("\n")).into_bytes()),
        ("comments", format!("phone\n+41615550102\n{}", megabytes("# nothing\n")).into_bytes()),
        ("one line", format!("phone\n+41615550102\n{}", megabytes("x")).into_bytes()),
        ("quoted", format!("phone\n+41615550102\n\"{}", megabytes("x\n")).into_bytes()),
        ("JSON", format!("{{\"x\":[{}1]}}", megabytes("1,")).into_bytes()),
        ("XML", format!("<a>{}</a>", megabytes("<b/>")).into_bytes()),
        ("cards", format!("{card}{}", megabytes("\n")).into_bytes()),
        ("packed", packed),
    ] {
        let path = phone.file("long", content);
        let mut told = Vec::new();
        let stopped =
            phone.screener.import_list_watched(&list("Reports", 1), &path, None, noon(), |seen| {
                told.push(seen.bytes_read);
                if told.len() < 4 { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
            });
        assert!(matches!(stopped, Err(Error::Cancelled)), "{name}: {stopped:?}");
        assert!(told.is_sorted() && told.len() == 4, "{name}: {told:?}");
        assert_eq!(phone.screener.lists().unwrap()[0].numbers, 1, "{name}");
    }
    let path = phone.file("contacts", format!("{card}{}", megabytes("\n")));
    let mut told = 0;
    let stopped = phone.screener.import_contacts_watched(&path, |_| {
        told += 1;
        if told < 4 { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
    });
    assert!(matches!(stopped, Err(Error::Cancelled)), "{stopped:?}");
    assert_eq!(phone.screener.contact_count().unwrap(), 0);
}

#[test]
fn a_file_cut_off_leaves_the_old_list_if_that_can_be_told() {
    let phone = Phone::new();
    for name in
        ["phone_block.bin", "slice.dat", "phone_block.json", "phone_block.xml", "spam_blocker.gz"]
    {
        phone.import("phone\n+41615550199\n");
        let whole = fs::read(example(name)).unwrap();
        for length in (1..whole.len()).step_by(3) {
            let path = phone.file("cut", &whole[..length]);
            let cut = phone.screener.import_list(&list("Reports", 1), &path, None, noon());
            // White space behind the end is none of the file's.
            if length + 2 < whole.len() {
                let error = cut.expect_err(name).to_string();
                assert!(error.contains("cut"), "{name}, {length}: {error}");
                assert_eq!(phone.screener.lists().unwrap()[0].numbers, 1, "{name}, {length}");
            }
        }
    }
}

/// A report accounts for every row, and an error names the file and quotes nothing of it.
fn holds_together(bytes: &[u8]) {
    let home = [region("CH")];
    match read_list(bytes, Path::new("spoilt"), &any_threshold("L"), &home, noon()) {
        Ok(report) => {
            let skipped: u64 = report.skipped.iter().map(|skipped| skipped.rows).sum();
            assert_eq!(report.rows, report.taken + report.duplicates + skipped);
            assert!(report.taken > 0);
            for skipped in report.skipped {
                assert!(skipped.rows > 0 && skipped.first_lines.iter().all(|&line| line > 0));
            }
        }
        Err(error) => {
            let text = error.to_string();
            assert!(text.starts_with("spoilt"), "{text}");
            assert!(!text.contains("5550"), "{text}");
        }
    }
}

fn any_example() -> impl Strategy<Value = Vec<u8>> {
    let files: Vec<String> = vectors().into_iter().map(|vector| vector.file).collect();
    prop::sample::select(files).prop_map(|file| fs::read(example(&file)).unwrap())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    #[test]
    fn a_list_cut_off_anywhere_gives_an_error_or_a_report(whole in any_example(), at in any::<prop::sample::Index>()) {
        holds_together(&whole[..at.index(whole.len())]);
    }

    #[test]
    fn a_list_with_altered_bytes_gives_an_error_or_a_report(
        whole in any_example(),
        changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..9),
    ) {
        let mut spoilt = whole;
        for (at, byte) in changes {
            let at = at.index(spoilt.len());
            spoilt[at] = byte;
        }
        holds_together(&spoilt);
    }

    #[test]
    fn pieces_of_lists_in_any_order_give_an_error_or_a_report(
        one in any_example(),
        other in any_example(),
        cut in any::<prop::sample::Index>(),
    ) {
        let at = cut.index(one.len());
        holds_together(&[&one[..at], &other[..], &one[at..]].concat());
    }

    #[test]
    fn random_bytes_give_an_error_or_a_report(
        begin in prop::sample::select(vec![
            &b""[..], b"PBBL\x01\0", b"YABF", b"MTZD", b"\x1f\x8b\x08", b"\xff\xfe", b"{\"numbers\":[",
            b"[{\"phone\":", b"<blocklist>", b"BEGIN:VCARD\n", b"/blacklist/1:", b"phone,votes\n",
        ]),
        bytes in prop::collection::vec(any::<u8>(), 0..400),
    ) {
        holds_together(&[begin, &bytes].concat());
    }
}
