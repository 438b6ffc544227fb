//! The spelling of most numbers: ASCII digits, perhaps a plus sign before them, separators, until
//! the text or the number ends.

use super::digits::{CAPACITY, Digits};
use super::written::Written;

/// A single digit can be an old Android's `-1`, which is no number.
const FEWEST: usize = 2;

/// The digits of a plain spelling, in one pass over its bytes. `None` for any other, which
/// [`take_apart`](super::written::take_apart) reads; it would read the plain ones alike.
pub(super) fn plain(text: &str) -> Option<Written> {
    let bytes = text.as_bytes();
    let mut packed: u128 = 0;
    let mut count = 0;
    let mut plus = false;
    let mut bracketed_zero = None;
    for (place, &byte) in bytes.iter().enumerate() {
        match byte {
            // Each digit takes four bits. The first of too many fall off; the count tells.
            b'0'..=b'9' => {
                packed = packed << 4 | u128::from(byte - b'0');
                count += 1;
            }
            b')' if bytes.get(..place)?.ends_with(b"(0") => {
                bracketed_zero.get_or_insert(count - 1);
            }
            b' ' | b'-' | b'.' | b'/' | b'(' | b')' => {}
            b'+' if count == 0 => plus = true,
            // A pause, a parameter or a host follows.
            b',' | b';' | b'@' if count > 0 => break,
            _ => return None,
        }
    }
    // A fraction that a program made of a whole number.
    if !(FEWEST..=CAPACITY).contains(&count) || has_fraction(text.trim_end_matches(' ')) {
        return None;
    }
    let digits = Digits::packed(packed, u8::try_from(count).ok()?);
    Some(Written { digits, plus, bracketed_zero, with_word: None })
}

fn has_fraction(text: &str) -> bool {
    let whole = text.trim_end_matches('0');
    whole.len() < text.len() && whole.ends_with('.')
}
