use std::path::Path;

use callscreen_core::callbacks::CallbackEntry;
use callscreen_core::journal::Ending;
use callscreen_core::number::{self, E164, NumberType, Reading, Region, Spellings};
use callscreen_core::plan;
use callscreen_core::rules::Matcher;
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

/// What a caller on the callback desk did in plain words, to show to the user.
#[uniffi::export]
pub fn describe_callback(
    callback: &CallbackEntry,
    language: Language,
) -> Result<String, ScreenerError> {
    Ok(text::callback(callback, language))
}

/// Reads a number in any spelling. `home` lists the regions whose national spelling is meant, SIM
/// first, network second; without one, only international spellings are readable.
#[uniffi::export]
pub fn read_number(raw: &str, home: &[Region]) -> Result<Reading, ScreenerError> {
    Ok(number::read(raw, home))
}

/// Whom a rule concerns as the user reads it, in a spelling that `put_rule` reads.
#[uniffi::export]
pub fn rule_pattern(matcher: &Matcher) -> Result<String, ScreenerError> {
    Ok(matcher.expose())
}

/// What kind of line a number is. Not while a call waits: the first question takes tens of
/// milliseconds.
#[uniffi::export]
pub fn number_type(number: E164) -> Result<NumberType, ScreenerError> {
    Ok(number::number_type(number))
}

/// How a number is written: `+` and digits if nothing better is certain. Not while a call waits: the
/// first question takes tens of milliseconds.
#[uniffi::export]
pub fn spellings(number: E164) -> Result<Spellings, ScreenerError> {
    Ok(number::spellings(number))
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
