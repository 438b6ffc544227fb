//! Emergency numbers: those of a region, and those of every phone.

use super::Region;
use super::digits::Digits;
use super::emergency_table::{MEMBERS, NUMBERS, OF_REGION, STARTS};

// Numbers stand behind a 1 that keeps their leading zeros, as in the generated table.

/// What every mobile phone dials as an emergency call, whatever the SIM (3GPP TS 22.101, 10.1.1).
const ANYWHERE: [u32; 8] = [1_112, 1_911, 1_999, 1_000, 1_08, 1_110, 1_118, 1_119];

/// No emergency number has more digits.
const LONGEST: usize = 6;

/// Whether these digits, as dialled, call for help: in a home region or from any SIM.
pub(super) fn is_emergency(digits: &Digits, home: &[Region]) -> bool {
    if digits.count() > LONGEST {
        return false;
    }
    let wanted = keyed(digits);
    ANYWHERE.contains(&wanted)
        || home.iter().any(|&region| numbers_of(region).any(|number| number == wanted))
}

fn numbers_of(region: Region) -> impl Iterator<Item = u32> {
    let set = OF_REGION.get(region.place()).copied().map(usize::from);
    let bounds = set.and_then(|set| Some((*STARTS.get(set)?, *STARTS.get(set + 1)?)));
    let (start, end) = bounds.unwrap_or_default();
    let members = MEMBERS.get(usize::from(start)..usize::from(end)).unwrap_or_default();
    members.iter().filter_map(|&place| NUMBERS.get(usize::from(place)).copied())
}

/// The digits behind a 1.
fn keyed(digits: &Digits) -> u32 {
    digits.iter().fold(1, |sum, digit| sum * 10 + u32::from(digit))
}
