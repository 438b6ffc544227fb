//! The crate `phonenumber`, behind the checks that make its answers safe to show.
//!
//! It costs tens of milliseconds and megabytes at its first use, and reads some numbers as others.
//! So it runs only when asked, gets nothing but `+` and the digits of a key, and is believed only
//! about numbers that it gives back as they were.

use std::panic::catch_unwind;

use phonenumber::metadata::DATABASE;
use phonenumber::{Metadata, Mode, PhoneNumber};

use super::{E164, country_calling_code, region, regions};

/// The number as the crate reads it; `None` if it reads another one, as it does for `+7 8…`, or
/// fails.
pub(super) fn parsed(number: E164) -> Option<PhoneNumber> {
    let text = number.expose();
    let parsed = phonenumber::parse(None, &text).ok()?;
    (parsed.format().mode(Mode::E164).to_string() == text).then_some(parsed)
}

/// The crate's metadata for the number's region, or for its calling code if that is of no country.
/// The region is ours: the crate looks it up without the zeros that a number begins with.
pub(super) fn metadata(number: E164) -> Option<&'static Metadata> {
    match region(number) {
        Some(region) => DATABASE.by_id(region.code()),
        None if regions(number).is_empty() => {
            DATABASE.by_code(&country_calling_code(number)?)?.first().copied()
        }
        None => None,
    }
}

/// What the crate answers, unless it panics.
pub(super) fn ask<T>(question: impl FnOnce() -> Option<T> + std::panic::UnwindSafe) -> Option<T> {
    catch_unwind(question).ok().flatten()
}
