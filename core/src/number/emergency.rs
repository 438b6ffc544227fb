//! Emergency numbers and the service numbers that metadata leaves out.

use super::Region;
use super::digits::Digits;
use super::emergency_table::{MEMBERS, NUMBERS, OF_REGION, STARTS};

// Numbers stand behind a 1 that keeps their leading zeros, as in the generated table.

/// What every mobile phone dials as an emergency call, whatever the SIM (3GPP TS 22.101, 10.1.1).
const ANYWHERE: [u32; 8] = [1_112, 1_911, 1_999, 1_000, 1_08, 1_110, 1_118, 1_119];

/// Rescue by air, breakdown on the road, help line, poisoning, help line for children.
const SWISS_SERVICES: [u32; 5] = [1_1414, 1_140, 1_143, 1_145, 1_147];

/// Services of social value under one number in Europe (Commission Decision 2007/116/EC): missing
/// children, help line for children, doctor on call, emotional support.
const HARMONISED: [u32; 4] = [1_116_000, 1_116_111, 1_116_117, 1_116_123];

/// The regions that carry the harmonised numbers: the EU, the EEA, and their neighbours.
const HARMONISED_IN: &str = "AT BE BG CH CY CZ DE DK EE ES FI FR GB GR HR HU IE IS IT LI LT LU LV MT NL NO PL PT RO SE SI SK";

/// No emergency or service number has more digits.
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

/// Whether these digits are a service number of a home region that is no emergency number.
pub(super) fn is_service(digits: &Digits, home: &[Region]) -> bool {
    if digits.count() > LONGEST {
        return false;
    }
    let wanted = keyed(digits);
    let swiss = SWISS_SERVICES.contains(&wanted);
    let harmonised = HARMONISED.contains(&wanted);
    home.iter().map(Region::code).any(|code| {
        swiss && matches!(code, "CH" | "LI")
            || harmonised && HARMONISED_IN.split(' ').any(|member| member == code)
    })
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
