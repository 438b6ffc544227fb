//! The reading of numbers against libphonenumber's answers, 101,076 rows.
//!
//! The answers are not part of the repository: they lie in `shared/data` beside the checkout, or where
//! `CALLSCREEN_REFERENCE_DATA` says. These tests are compiled with the feature `reference-data` only,
//! and fail without the files; the vectors in `number_vectors.rs` are committed and always run.

#![allow(clippy::print_stdout, clippy::unwrap_used)]

use std::collections::{BTreeMap, HashSet};
use std::fs::File;
use std::io::Read as _;
use std::path::PathBuf;

use callscreen_core::number::{
    E164, NumberType, Reading, Region, has_possible_length, is_spoken_in, languages, number_type,
    read, region, spellings,
};
use flate2::read::GzDecoder;

/// One row of the reference file.
struct Row {
    form: String,
    kind: String,
    raw: String,
    home: Vec<Region>,
    e164: String,
    valid: bool,
    number_type: NumberType,
    region_of: String,
}

impl Row {
    fn reading(&self) -> Reading {
        read(&self.raw, &self.home)
    }

    fn place(&self) -> String {
        format!("{} {} home {:?} {}", self.form, self.raw, self.home, self.kind)
    }
}

fn key(reading: Reading) -> Option<String> {
    match reading {
        Reading::Subscriber { number } => Some(number.expose()),
        _ => None,
    }
}

fn open(name: &str) -> File {
    let folder = std::env::var_os("CALLSCREEN_REFERENCE_DATA").map_or_else(
        || PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../../shared/data")),
        PathBuf::from,
    );
    File::open(folder.join(name)).unwrap_or_else(|error| {
        panic!(
            "the reference answers {name} cannot be opened ({error}): set \
             CALLSCREEN_REFERENCE_DATA to the folder that has them, or leave the feature \
             reference-data out"
        )
    })
}

fn rows() -> Vec<Row> {
    let mut text = String::new();
    GzDecoder::new(open("phone-numbers.tsv.gz")).read_to_string(&mut text).unwrap();
    let rows: Vec<Row> = text.lines().skip(1).map(row).collect();
    assert!(!rows.is_empty(), "the reference answers have no row");
    rows
}

fn row(line: &str) -> Row {
    let columns: Vec<&str> = line.split('\t').collect();
    let &[form, _, kind, raw, home, _, e164, valid, number_type, region_of] = columns.as_slice()
    else {
        panic!("a row of ten columns, not {}", columns.len());
    };
    Row {
        form: form.into(),
        kind: kind.into(),
        raw: raw.into(),
        home: Region::from_code(home).into_iter().collect(),
        e164: e164.into(),
        valid: valid == "1",
        number_type: match number_type {
            "premium_rate" => NumberType::Premium,
            "personal_number" => NumberType::Personal,
            other => serde_json::from_value(other.into()).unwrap(),
        },
        region_of: region_of.into(),
    }
}

/// Valid for libphonenumber, but longer than E.164 and our key allow, with 16 digits and more:
/// free-phone numbers in Indonesia, Japan, Nigeria and Uruguay, Nigerian company numbers, and German
/// numbers of several types, fixed lines among them. E.164 has no room for them on a display.
fn beyond_e164(row: &Row) -> bool {
    row.e164.len() > 1 + E164::MAX_DIGITS as usize
}

/// Digits with the calling code but without a plus, which are a possible number at home too. Google
/// knows which numbers are in use, and we their lengths.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
enum WithoutPlus {
    /// Read as at home, in plans where no prefix would have to stand before such a number.
    StaysNational,
    /// Read with the code, as the row was made, where Google takes the code for an area code although
    /// the national prefix is missing.
    KeepsItsCode,
}

impl WithoutPlus {
    fn of(row: &Row, key: Option<&str>) -> Option<Self> {
        let made_from = format!("+{}", row.raw);
        match (row.form.as_str(), row.e164 == made_from, key == Some(made_from.as_str())) {
            ("ex:digits_noplus_own", true, false) => Some(Self::StaysNational),
            ("ex:digits_noplus_own", false, true) => Some(Self::KeepsItsCode),
            _ => None,
        }
    }
}

/// Free-phone numbers that begin with the digits of the international prefix. Google takes the
/// prefix and finds a number that no plan holds; ours is the one that the row was generated from.
fn is_free_phone_behind_00(row: &Row) -> bool {
    row.form == "gen:nat_digits_own"
        && row.kind == "toll_free"
        && ["BG", "QA", "TH"].contains(&row.home.first().map_or("", Region::code))
}

/// Rows, those with Google's key, and exceptions of each form: the table in docs/numbers.md.
const FORMS: [(&str, [usize; 3]); 24] = [
    ("ex:00_CH", [1120, 1120, 0]),
    ("ex:00_DE", [9, 9, 0]),
    ("ex:digits_noplus_own", [1128, 1034, 94]),
    ("ex:e164_homeCH", [1132, 1132, 0]),
    ("ex:e164_homeDE", [1132, 1132, 0]),
    ("ex:e164_homeIN", [1135, 1135, 0]),
    ("ex:e164_homeUS", [1136, 1136, 0]),
    ("ex:e164_none", [1141, 1141, 0]),
    ("ex:e164_own", [1129, 1129, 0]),
    ("ex:intl_fmt_none", [1141, 1141, 0]),
    ("ex:nat_digits_own", [1129, 1129, 0]),
    ("ex:nat_fmt_own", [1129, 1129, 0]),
    ("ex:rfc3966_none", [1141, 1141, 0]),
    ("gen:00_CH", [8956, 8944, 12]),
    ("gen:00_DE", [72, 72, 0]),
    ("gen:e164_homeCH", [9052, 9040, 12]),
    ("gen:e164_homeDE", [9052, 9040, 12]),
    ("gen:e164_homeIN", [9076, 9064, 12]),
    ("gen:e164_homeUS", [9084, 9072, 12]),
    ("gen:e164_none", [9124, 9112, 12]),
    ("gen:e164_own", [9028, 9016, 12]),
    ("gen:nat_digits_own", [9021, 9009, 12]),
    ("rnd:e164_none", [1090, 1085, 5]),
    ("rnd:e164_own", [1031, 1026, 5]),
];

#[test]
fn valid_numbers_have_google_s_key() {
    let mut by_form: BTreeMap<&str, [usize; 3]> = BTreeMap::new();
    let mut without_plus: BTreeMap<WithoutPlus, usize> = BTreeMap::new();
    let mut wrong = Vec::new();
    let rows = rows();
    for row in rows.iter().filter(|row| row.valid) {
        let counts = by_form.entry(&row.form).or_default();
        counts[0] += 1;
        let key = key(row.reading());
        if key.as_deref() == Some(&row.e164) {
            counts[1] += 1;
        } else if beyond_e164(row) {
            counts[2] += 1;
        } else if let Some(reason) = WithoutPlus::of(row, key.as_deref()) {
            counts[2] += 1;
            *without_plus.entry(reason).or_default() += 1;
            println!("{reason:?}: {}: {} but {key:?}", row.place(), row.e164);
        } else {
            wrong.push(format!("{}: {} but {key:?}", row.place(), row.e164));
        }
    }
    for (form, [all, right, long]) in &by_form {
        println!("{form:22} {right:6} of {all:6} equal, {long:2} named exceptions");
    }
    assert!(by_form.into_iter().eq(FORMS), "docs/numbers.md has other figures");
    let expected = [(WithoutPlus::StaysNational, 81), (WithoutPlus::KeepsItsCode, 13)];
    assert!(without_plus.into_iter().eq(expected), "other exceptions without plus");
    assert!(wrong.is_empty(), "{} wrong:\n{}", wrong.len(), wrong.join("\n"));
}

/// Somebody else's is a number that Google calls valid in any row, or whose type the crate knows, which
/// asks the patterns of its plan.
#[test]
fn invalid_numbers_do_not_become_somebody_else() {
    let rows = rows();
    let valid: HashSet<&str> =
        rows.iter().filter(|row| row.valid).map(|row| row.e164.as_str()).collect();
    let is_in_use = |number: E164| {
        valid.contains(number.expose().as_str()) || number_type(number) != NumberType::Unknown
    };
    // The row was made from the number that has the digits as written; Google takes a prefix off.
    let is_as_written = |row: &Row, key: &str| {
        let digits = row.raw.trim_start_matches('+');
        let digits =
            if row.form.contains(":00_") { digits.trim_start_matches("00") } else { digits };
        let is_international = row.form.contains(":e164_") || row.form.contains(":00_");
        is_international && key.trim_start_matches('+') == digits
            || WithoutPlus::of(row, Some(key)) == Some(WithoutPlus::KeepsItsCode)
    };
    let changed: Vec<_> = rows
        .iter()
        .filter(|row| !row.valid && !is_free_phone_behind_00(row))
        .filter_map(|row| match row.reading() {
            Reading::Subscriber { number } if number.expose() != row.e164 => Some((row, number)),
            _ => None,
        })
        .filter(|&(row, number)| !is_as_written(row, &number.expose()))
        .collect();
    println!("{} invalid rows have another key than Google's", changed.len());
    let stolen: Vec<_> = changed
        .into_iter()
        .filter(|&(_, number)| is_in_use(number))
        .map(|(row, number)| format!("{}: {} became {}", row.place(), row.e164, number.expose()))
        .collect();
    assert!(stolen.is_empty(), "{} stolen:\n{}", stolen.len(), stolen.join("\n"));
}

#[test]
fn facts_about_valid_numbers_agree() {
    let mut regions = [0, 0];
    let mut wrong = Vec::new();
    let rows = rows();
    for row in rows.iter().filter(|row| row.valid && row.form.contains("e164_none")) {
        let Some(number) = E164::from_e164(&row.e164) else { continue };
        regions[0] += 1;
        let expected = Region::from_code(&row.region_of);
        if region(number) == expected {
            regions[1] += 1;
        } else {
            wrong.push(format!(
                "{}: region {:?}, not {}",
                row.place(),
                region(number),
                row.region_of
            ));
        }
        if !has_possible_length(number) {
            wrong.push(format!("{}: length refused", row.place()));
        }
    }
    println!("region: {} of {}", regions[1], regions[0]);
    assert!(wrong.is_empty(), "{} wrong:\n{}", wrong.len(), wrong.join("\n"));
}

/// Every number of the file once, with Google's type and whether it is valid; those of one country
/// together, for the crate keeps few patterns at hand.
fn numbers(rows: &[Row]) -> Vec<(E164, NumberType, bool)> {
    let by_text: BTreeMap<&str, &Row> = rows.iter().map(|row| (row.e164.as_str(), row)).collect();
    by_text
        .into_iter()
        .filter_map(|(text, row)| Some((E164::from_e164(text)?, row.number_type, row.valid)))
        .collect()
}

/// Where a type is told it is Google's, in at least 998 of 1000 numbers; the others have changed
/// since the crate's metadata. Premium and free numbers are told without a mistake.
#[test]
fn types_are_google_s_or_unknown() {
    let numbers = numbers(&rows());
    let [mut valid, mut told, mut told_of_valid] = [0_usize; 3];
    let mut wrong = Vec::new();
    for &(number, expected, is_valid) in &numbers {
        let found = number_type(number);
        let is_told = found != NumberType::Unknown;
        valid += usize::from(is_valid);
        told += usize::from(is_told);
        told_of_valid += usize::from(is_told && is_valid);
        if is_told && found != expected {
            wrong.push((number.expose(), found, expected));
        }
    }
    println!("{} numbers, {valid} valid; told {told}, of valid {told_of_valid}", numbers.len());
    println!("{} wrong: {wrong:?}", wrong.len());
    let charged = [NumberType::Premium, NumberType::TollFree];
    assert!(!wrong.iter().any(|(_, found, _)| charged.contains(found)), "{wrong:?}");
    assert!(wrong.len() * 1000 <= told * 2, "{} of {told} are wrong", wrong.len());
    assert!(told_of_valid * 100 >= valid * 97, "only {told_of_valid} of {valid} are told");
}

/// What is shown can be typed again: it leads back to the number it stands for.
#[test]
fn spellings_of_valid_numbers_read_back() {
    let [mut valid, mut formatted, mut national] = [0_usize; 3];
    for (number, _, _) in numbers(&rows()).into_iter().filter(|&(_, _, is_valid)| is_valid) {
        let spelled = spellings(number);
        let home = region(number);
        for (text, home) in
            [(&spelled.international, &[][..]), (&spelled.national, home.as_slice())]
        {
            assert_eq!(read(text, home), Reading::Subscriber { number }, "{text}");
        }
        valid += 1;
        formatted += usize::from(spelled.international != number.expose());
        national += usize::from(spelled.national != spelled.international);
    }
    println!("{valid} valid: {formatted} formatted, {national} with a national spelling");
    assert!(formatted * 100 >= valid * 95 && national * 100 >= valid * 95);
}

/// What every mobile phone dials as an emergency call (3GPP TS 22.101, 10.1.1).
const ANYWHERE: [&str; 8] = ["112", "911", "999", "000", "08", "110", "118", "119"];

#[test]
fn emergency_numbers_of_every_region_are_known_and_no_others() {
    let numbers: BTreeMap<String, Vec<String>> =
        serde_json::from_reader(open("emergency-numbers.json")).unwrap();
    let everywhere: HashSet<&str> = numbers.values().flatten().map(String::as_str).collect();
    let mut count = 0;
    for (code, numbers) in &numbers {
        let home = Region::from_code(code).unwrap();
        for number in &everywhere {
            let expected = ANYWHERE.contains(number) || numbers.iter().any(|own| own == number);
            let found = matches!(read(number, &[home]), Reading::Emergency { .. });
            assert_eq!(found, expected, "{number} in {code}");
        }
        count += numbers.len();
    }
    println!("{count} emergency numbers");
}

#[test]
fn official_and_majority_languages_are_cldr_s() {
    let mut text = String::new();
    open("territory-languages.tsv").read_to_string(&mut text).unwrap();
    for line in text.lines().skip(1) {
        let (code, list) = line.split_once('\t').unwrap();
        let Some(region) = Region::from_code(code) else { continue };
        let mut expected = HashSet::new();
        for entry in list.split(' ') {
            let parts: Vec<&str> = entry.split(':').collect();
            if matches!(parts[2], "o" | "d") || parts[1].parse::<f32>().unwrap() >= 50.0 {
                assert!(is_spoken_in(parts[0], region), "{entry} in {code}");
                expected.insert(parts[0]);
            }
        }
        assert!(languages(region).count() <= expected.len(), "more than {expected:?} in {code}");
    }
}
