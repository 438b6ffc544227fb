//! What must hold for every text.

use callscreen_core::number::{
    Reading, Region, SenderName, has_possible_length, read, read_prefix,
};
use proptest::prelude::*;

fn homes() -> impl Strategy<Value = Vec<Region>> {
    prop::collection::vec(prop::sample::select(Region::all()), 0..3)
}

/// What people and address books put between digits.
fn separator() -> impl Strategy<Value = &'static str> {
    prop::sample::select(vec![
        "", " ", "-", "/", "\u{a0}", "\u{200e}", "\u{202a}", "\u{2011}", "\u{feff}", "'", " - ",
    ])
}

/// Texts near to numbers: they reach further into the reader than arbitrary ones.
fn nearly_a_number() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        6 => "[0-9]{1,6}",
        1 => prop::sample::select(vec![
            "+", "00", "0", "(0)", "tel:", "%2B", ";ext=", ";phone-context=+41", "x", "ext.", "#",
            "*31#", ",", "p", "FLOWERS", "E+10", ".0", "'", "=\"", "\u{202a}", "４", "٤", "@", "%",
        ])
        .prop_map(String::from),
    ];
    prop::collection::vec(piece, 0..8).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_text_is_read(raw in any::<String>(), near in nearly_a_number(), home in homes()) {
        let _ = read(&raw, &home);
        let _ = read(&near, &home);
    }

    #[test]
    fn reading_again_changes_nothing(raw in nearly_a_number(), home in homes()) {
        // A context is part of the number and not of the digits that remain.
        if raw.contains("context") {
            return Ok(());
        }
        let reading = read(&raw, &home);
        match reading {
            Reading::Subscriber { number } => {
                prop_assert_eq!(read(&number.expose(), &home), reading);
                prop_assert_eq!(read(&number.expose(), &[]), reading);
            }
            Reading::Emergency { number }
            | Reading::Service { number }
            | Reading::ShortCode { number }
            | Reading::Extension { number } => {
                prop_assert_eq!(read(&number.expose(), &home), reading);
            }
            Reading::Alphanumeric { name } => {
                prop_assert_eq!(SenderName::new(name.expose()), name);
            }
            Reading::Unreadable { .. } => {}
        }
    }

    #[test]
    fn separators_and_marks_change_nothing(
        digits in "[+]?[0-9]{2,15}",
        between in prop::collection::vec(separator(), 16),
        home in homes(),
    ) {
        let spelled: String =
            digits.chars().zip(&between).flat_map(|(digit, mark)| [digit.to_string(), (*mark).into()]).collect();
        prop_assert_eq!(read(&spelled, &home), read(&digits, &home));
    }

    #[test]
    fn scripts_change_nothing(digits in "[0-9]{2,15}", home in homes()) {
        let arabic: String =
            digits.bytes().filter_map(|byte| char::from_u32(0x660 + u32::from(byte - b'0'))).collect();
        prop_assert_eq!(read(&arabic, &home), read(&digits, &home));
    }

    /// A rule or a list entry on the beginning of a number concerns the number, in whatever spelling.
    #[test]
    fn the_prefix_read_from_a_beginning_is_one_of_the_number(
        access in prop::sample::select(vec!["+", "00", "0", "1", "8", "06", "0011", "011", ""]),
        code in prop::sample::select(vec![
            "", "", "41", "49", "44", "1", "7", "39", "33", "81", "91", "61", "54", "55", "36",
        ]),
        trunk in prop::sample::select(vec!["", "", "(0)", "0", "1", "8", "(8)", "06"]),
        digits in "[0-9]{7,12}",
        cut in 0..9_usize,
        home in homes(),
    ) {
        let whole = format!("{access}{code}{trunk}{digits}");
        // No access code is longer, and one cut in two is no beginning.
        let cut = (whole.len() - digits.len() + cut).clamp(6.min(whole.len()), whole.len());
        let Reading::Subscriber { number } = read(&whole, &home) else { return Ok(()) };
        let (beginning, ending) = whole.split_at(cut);
        let Some(prefix) = read_prefix(beginning, &home) else { return Ok(()) };
        let is_possible = has_possible_length(number);
        let (number, prefix) = (number.digits().to_string(), prefix.digits().to_string());
        // Behind a calling code the ending is meant as it stands.
        let as_it_stands = number.ends_with(ending);
        let is_international = access.starts_with(['+', '0']) && !code.is_empty();
        prop_assume!(is_possible && (as_it_stands || !is_international));
        prop_assert!(
            number.starts_with(&prefix),
            "{prefix} is no beginning of {number}, which is {whole} in {home:?}"
        );
    }

    /// No international prefix begins with these digits, so every reading is a national one.
    #[test]
    fn a_national_subscriber_has_a_possible_length(digits in "[2-8][0-9]{1,14}", home in homes()) {
        if let Reading::Subscriber { number } = read(&digits, &home) {
            prop_assert!(has_possible_length(number));
        }
    }
}
