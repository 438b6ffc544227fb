use std::path::Path;

use callscreen_core::journal::Ending;
use callscreen_core::number::{self, Reading, Region};
use callscreen_core::plan;
use callscreen_core::text::{self, Language};
use callscreen_core::verdict::{Reason, Verdict};

use crate::ScreenerError;

/// Verdict and reason in one line of plain words, to show to the user.
#[uniffi::export]
pub fn describe(
    verdict: Verdict,
    reason: &Reason,
    language: Language,
) -> Result<String, ScreenerError> {
    Ok(text::decision(verdict, reason, language))
}

/// What came of a call in plain words, to show to the user.
#[uniffi::export]
pub fn describe_ending(ending: Ending, language: Language) -> String {
    text::ending(ending, language).to_owned()
}

/// Reads a number in any spelling. `home` lists the regions whose national spelling is meant, SIM
/// first, network second; without one, only international spellings are readable.
#[uniffi::export]
pub fn read_number(raw: &str, home: &[Region]) -> Result<Reading, ScreenerError> {
    Ok(number::read(raw, home))
}

/// The next `limit` numbers of a written plan above `after`, ascending, as 8 bytes each,
/// little-endian. Start with 0, go on with the last number, stop at an empty page. Opens the plan
/// only, never the store, so that an extension may call it.
#[uniffi::export]
pub fn plan_page(path: &str, after: u64, limit: u32) -> Result<Vec<u8>, ScreenerError> {
    let limit = usize::try_from(limit).unwrap_or(usize::MAX);
    let page = plan::page(Path::new(path), after, limit)?;
    Ok(page.into_iter().flat_map(u64::to_le_bytes).collect())
}
