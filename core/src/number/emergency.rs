//! Emergency numbers and the service numbers that metadata leaves out.

use super::Region;
use super::digits::Digits;
use super::emergency_table::{MEMBERS, NUMBERS, OF_REGION, STARTS};

/// What every mobile phone dials as an emergency call, whatever the SIM (3GPP TS 22.101, 10.1.1).
const ANYWHERE: [&str; 8] = ["112", "911", "999", "000", "08", "110", "118", "119"];

/// Rescue by air, breakdown on the road, help line, poisoning, help line for children.
const SWISS_SERVICES: [&str; 5] = ["1414", "140", "143", "145", "147"];

/// Services of social value under one number in Europe (Commission Decision 2007/116/EC): missing
/// children, help line for children, doctor on call, emotional support.
const HARMONISED: [&str; 4] = ["116000", "116111", "116117", "116123"];

/// The regions that carry the harmonised numbers: the EU, the EEA, and their neighbours.
const HARMONISED_IN: &str = "AT BE BG CH CY CZ DE DK EE ES FI FR GB GR HR HU IE IS IT LI LT LU LV MT NL NO PL PT RO SE SI SK";

/// Whether these digits, as dialled, call for help: in a home region or from any SIM.
pub(super) fn is_emergency(digits: &Digits, home: &[Region]) -> bool {
    if digits.count() > 6 {
        return false;
    }
    is_one_of(digits, &ANYWHERE)
        || home.iter().any(|&region| numbers_of(region).any(|n| n == keyed(digits)))
}

/// Whether these digits are a service number of a home region that is no emergency number.
pub(super) fn is_service(digits: &Digits, home: &[Region]) -> bool {
    home.iter().any(|region| match region.code() {
        "CH" | "LI" if is_one_of(digits, &SWISS_SERVICES) => true,
        code => {
            HARMONISED_IN.split(' ').any(|member| member == code) && is_one_of(digits, &HARMONISED)
        }
    })
}

fn is_one_of(digits: &Digits, list: &[&str]) -> bool {
    list.iter().any(|text| text.len() == digits.count() && digits.starts_with(text))
}

fn numbers_of(region: Region) -> impl Iterator<Item = u32> {
    let set = region.index().and_then(|place| OF_REGION.get(place)).copied().map(usize::from);
    let bounds = set.and_then(|set| Some((*STARTS.get(set)?, *STARTS.get(set + 1)?)));
    let (start, end) = bounds.unwrap_or_default();
    let members = MEMBERS.get(usize::from(start)..usize::from(end)).unwrap_or_default();
    members.iter().filter_map(|&place| NUMBERS.get(usize::from(place)).copied())
}

/// The digits behind a 1, as the table keeps them.
fn keyed(digits: &Digits) -> u32 {
    digits.iter().fold(1, |sum, digit| sum * 10 + u32::from(digit))
}
