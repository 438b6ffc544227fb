//! What the targets share: a list is read, and what comes of it must hold together.

use std::path::Path;

use callscreen_core::call::Moment;
use callscreen_core::lists::{ListSource, read_list};
use callscreen_core::number::Region;

/// Reads the bytes as a list that begins like this, which tells the importer.
pub fn list(begin: &[u8], bytes: &[u8]) {
    let source = ListSource {
        name: "fuzz".to_owned(),
        source: String::new(),
        licence: String::new(),
        threshold: None,
        version: String::new(),
        weight: None,
        max_age_days: None,
    };
    let home: Vec<Region> = Region::from_code("CH").into_iter().collect();
    let at = Moment { unix_ms: 1_795_219_200_000, utc_offset_minutes: 60 };
    let bytes = [begin, bytes].concat();
    match read_list(bytes.as_slice(), Path::new("fuzz"), &source, &home, at) {
        Ok(report) => {
            let skipped: u64 = report.skipped.iter().map(|skipped| skipped.rows).sum();
            assert_eq!(report.rows, report.taken + report.duplicates + skipped);
            assert!(report.taken > 0, "a list of nothing is an error");
        }
        Err(error) => assert!(error.to_string().starts_with("fuzz"), "an error names its file"),
    }
}
