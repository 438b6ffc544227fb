//! The committed vectors, which Kotlin and Swift run too.

#![allow(clippy::unwrap_used)]

use callscreen_core::number::{Reading, Region, read};
use serde::Deserialize;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Vector {
    raw: String,
    home: Vec<String>,
    reading: String,
    e164: Option<String>,
    /// Of a sender.
    name: Option<String>,
    why: String,
}

#[test]
fn every_vector_reads_as_expected() {
    let vectors: Vec<Vector> =
        serde_json::from_str(include_str!("../../tests/vectors/numbers.json")).unwrap();
    let wrong: Vec<String> = vectors.iter().filter_map(mismatch).collect();
    assert!(wrong.is_empty(), "{} of {} wrong:\n{}", wrong.len(), vectors.len(), wrong.join("\n"));
}

fn mismatch(vector: &Vector) -> Option<String> {
    let home: Vec<Region> =
        vector.home.iter().map(|code| Region::from_code(code).unwrap()).collect();
    let reading = read(&vector.raw, &home);
    let (kind, e164) = match reading {
        Reading::Subscriber { number } => ("subscriber", Some(number.expose())),
        Reading::Emergency { .. } => ("emergency", None),
        Reading::Service { .. } => ("service", None),
        Reading::ShortCode { .. } => ("short_code", None),
        Reading::Extension { .. } => ("extension", None),
        Reading::Alphanumeric { .. } => ("alphanumeric", None),
        Reading::Unreadable { .. } => ("unreadable", None),
    };
    let sender = match &reading {
        Reading::Alphanumeric { name } => Some(name.expose()),
        _ => None,
    };
    let misnamed = vector.name.is_some() && vector.name.as_deref() != sender;
    (kind != vector.reading || e164 != vector.e164 || misnamed).then(|| {
        format!("{:?} from {:?}: {reading:?} {e164:?} ({})", vector.raw, vector.home, vector.why)
    })
}
