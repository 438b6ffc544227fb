//! Numbers abroad behind each region's own international prefix, against libphonenumber's answers:
//! 2,450 rows, most of them too long or too short. `core/tables/abroad.py` makes them.

#![allow(clippy::unwrap_used)]

use callscreen_core::number::{
    E164, NumberType, Reading, Region, country_calling_code, number_type, read,
};

struct Row {
    home: Region,
    raw: &'static str,
    /// Google's number; `None` where it finds none, or one too long for E.164.
    e164: Option<E164>,
    valid: bool,
}

fn rows() -> impl Iterator<Item = Row> {
    include_str!("data/abroad.tsv").lines().skip(1).map(|line| {
        let &[home, raw, e164, valid] = line.split('\t').collect::<Vec<_>>().as_slice() else {
            panic!("a row of four columns: {line}");
        };
        let home = Region::from_code(home).unwrap();
        Row { home, raw, e164: E164::from_e164(e164), valid: valid == "1" }
    })
}

fn key(row: &Row) -> Option<E164> {
    match read(row.raw, &[row.home]) {
        Reading::Subscriber { number } => Some(number),
        _ => None,
    }
}

#[test]
fn a_valid_number_has_google_s_key() {
    let mut valid = 0;
    for row in rows().filter(|row| row.valid) {
        assert_eq!(key(&row), row.e164, "{} in {}", row.raw, row.home);
        valid += 1;
    }
    assert!(valid > 200, "only {valid} rows are valid");
}

/// A number that its plan cannot hold stays in its country, and never becomes one that is in use.
#[test]
fn an_invalid_number_is_nobody_else_s() {
    let mut wrong = Vec::new();
    for row in rows().filter(|row| !row.valid) {
        let Some(number) = key(&row).filter(|&number| Some(number) != row.e164) else { continue };
        let code = row.e164.and_then(country_calling_code);
        let elsewhere = code.is_some() && country_calling_code(number) != code;
        if elsewhere || number_type(number) != NumberType::Unknown {
            wrong.push(format!(
                "{} in {}: {}, not {:?}",
                row.raw,
                row.home,
                number.expose(),
                row.e164.map(E164::expose)
            ));
        }
    }
    assert!(wrong.is_empty(), "{} wrong:\n{}", wrong.len(), wrong.join("\n"));
}
