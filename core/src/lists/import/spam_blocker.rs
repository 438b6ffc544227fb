//! What rules of `SpamBlocker` mean, in a backup or a table.

use super::row::Spelling;

/// The app compares the number as the network shows it.
const RAW_NUMBER: u32 = 1 << 10;
/// The app takes the calling code off the number first.
const OMIT_COUNTRY_CODE: u32 = 1 << 13;

/// How a rule with these flags of its pattern writes numbers: the app takes the plus and the zeros
/// off a caller's number before it compares, unless the rule says otherwise.
pub(super) fn spelling(pattern_flags: Option<u32>) -> Spelling {
    match pattern_flags.unwrap_or_default() {
        flags if flags & RAW_NUMBER != 0 => Spelling::Usual,
        flags if flags & OMIT_COUNTRY_CODE != 0 => Spelling::Subscriber,
        _ => Spelling::Bare,
    }
}

/// Whether a rule holds at certain hours only. Its schedule is `days,from-to,enabled`, as in
/// `12345,08:00-17:00,true`, or empty.
pub(super) fn is_scheduled(schedule: &str) -> bool {
    schedule.trim().trim_matches('"').ends_with(",true")
}

/// Whether a rule holds for the calls of one SIM only. Its slot counts from 0; none or -1 is any.
pub(super) fn is_for_one_sim(slot: &str) -> bool {
    slot.trim().parse::<u32>().is_ok()
}
