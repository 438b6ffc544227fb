//! Canada's numbers of seven digits, which reach a company from everywhere in the country (CRTC,
//! Canadian 310 numbering plan). The ten digits of +1 have no room for them.

use super::digits::Digits;
use super::{E164, Region};

/// Where they can be dialled.
pub(super) const CANADA: Region = Region::known(*b"CA");

/// What they begin with in E.164.
pub(super) const NATIONWIDE: &str = "1310";

const BEGINNING: Digits = Digits::packed(0x310, 3);

/// The number that these digits reach in this region, with its national prefix or without.
pub(super) fn nationwide(digits: &Digits, region: Region) -> Option<E164> {
    if region != CANADA || !matches!(digits.count(), 7 | 8) {
        return None;
    }
    let begins = digits.count() == 7 && digits.starts_with(&BEGINNING);
    let whole = if begins { Digits::decimal(1).followed_by(digits)? } else { *digits };
    whole.e164().filter(|&number| is_nationwide(number))
}

/// Whether it is such a number: +1 310 and four more digits.
pub(super) fn is_nationwide(number: E164) -> bool {
    number.digits() / 10_000 == 1_310
}
