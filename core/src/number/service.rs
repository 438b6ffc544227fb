//! Short numbers that are no emergency: services known by name, and what a region's plan knows.

use super::Region;
use super::digits::Digits;
use super::numbering_plan::descend;
use super::short_numbers_table::{BRANCHES, OF_REGION};

/// The services of some regions, each a hexadecimal number that reads like its digits.
struct Services(&'static str, &'static [u32]);

/// Services and help lines that their regulators name.
const SERVICES: [Services; 9] = [
    // Breakdown, help line, poisoning, help line for children, rescue by air (BAKOM, short numbers).
    Services("CH LI", &[0x140, 0x143, 0x145, 0x147, 0x1414, 0x1415]),
    // Public authorities (Bundesnetzagentur, plan for 115).
    Services("DE", &[0x115]),
    // Breakdown, rescue in the mountains, doctors, help lines, advice on health (RTR, KEM-V).
    Services("AT", &[0x120, 0x123, 0x140, 0x141, 0x142, 0x147, 0x1450]),
    // Deaf callers, people without a home, rescue at sea and by air, help lines (ARCEP).
    Services("FR", &[0x114, 0x115, 0x191, 0x196, 0x3114, 0x3919]),
    // Children, finance police, health, foresters, violence, coast guard (AGCOM).
    Services("IT", &[0x114, 0x117, 0x1500, 0x1515, 0x1522, 0x1530]),
    // Police without haste, power cuts, health (Ofcom, National Telephone Numbering Plan).
    Services("GB GG JE IM", &[0x101, 0x105, 0x111]),
    // Help lines for children and others (BIPT).
    Services("BE", &[0x102, 0x103, 0x106, 0x107, 0x108]),
    // Police without haste, information at accidents, health (PTS).
    Services("SE", &[0x11414, 0x11313, 0x1177]),
    // Community, city, directory, traffic, repair, relay, digging, crises (FCC and CRTC, N11 and 988).
    Services("US CA", &[0x211, 0x311, 0x411, 0x511, 0x611, 0x711, 0x811, 0x988]),
];

/// The regions that carry Europe's common short numbers: the EU, the EEA, and their neighbours.
const EUROPEAN: &str = "AT BE BG CH CY CZ DE DK EE ES FI FR GB GR HR HU IE IS IT LI LT LU LV MT NL NO PL PT RO SE SI SK";

/// Services of social value have six digits from here on (Commission Decision 2007/116/EC): missing
/// children, help line for children, doctor on call, emotional support …
const SOCIAL_VALUE: Digits = Digits::packed(0x116, 3);

/// Directories begin so in most of Europe (ECTRA Decision (97)01), and with 18 in Switzerland.
const DIRECTORY: Digits = Digits::packed(0x118, 3);
const SWISS_DIRECTORY: Digits = Digits::packed(0x18, 2);

/// The branch of the table that is taken where the digits end.
const END: u8 = 10;

/// Whether these digits, as dialled, are a known service or help line of a home region. Emergency
/// numbers were asked before.
pub(super) fn is_service(digits: &Digits, home: &[Region]) -> bool {
    (3..=6).contains(&digits.count()) && home.iter().any(|&region| is_service_in(digits, region))
}

fn is_service_in(digits: &Digits, region: Region) -> bool {
    let holds = |regions: &str| regions.split(' ').any(|code| code == region.code());
    let european = || holds(EUROPEAN);
    if digits.count() == 6 && digits.starts_with(&SOCIAL_VALUE) {
        return european();
    }
    let wanted = digits.hexadecimal();
    let named = |services: &Services| {
        wanted.is_some_and(|wanted| services.1.contains(&wanted)) && holds(services.0)
    };
    if SERVICES.iter().any(named) {
        return true;
    }
    let directory = digits.count() > 3 && digits.starts_with(&DIRECTORY)
        || digits.count() == 4 && digits.starts_with(&SWISS_DIRECTORY) && holds("CH LI");
    directory && european() && is_known(digits, region)
}

/// Whether the region's plan of short numbers knows these digits.
pub(super) fn is_known(digits: &Digits, region: Region) -> bool {
    let Some(&tree) = OF_REGION.get(region.place()) else { return false };
    let mut symbols = digits.iter().chain([END]);
    let Some(lengths) = descend(&BRANCHES, tree, &mut symbols) else { return false };
    match symbols.count().checked_sub(1) {
        // Digits without end are of no length that a plan has.
        Some(rest) => u32::try_from(rest)
            .is_ok_and(|rest| lengths.checked_shr(rest).unwrap_or_default() & 1 == 1),
        // Ended as the digits did.
        None => true,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::number::{Reading, read};

    /// An entry that is an emergency number there, or of no region, could never be read.
    #[test]
    fn every_service_of_the_table_is_read_as_one() {
        for Services(codes, numbers) in SERVICES {
            for code in codes.split(' ') {
                let home = [Region::from_code(code).unwrap()];
                for number in numbers {
                    let raw = format!("{number:x}");
                    assert!(
                        matches!(read(&raw, &home), Reading::Service { .. }),
                        "{raw} in {code}"
                    );
                }
            }
        }
    }

    #[test]
    fn european_numbers_are_read_in_every_region_named() {
        for code in EUROPEAN.split(' ') {
            let home = [Region::from_code(code).unwrap()];
            assert!(matches!(read("116111", &home), Reading::Service { .. }), "{code}");
        }
    }
}
