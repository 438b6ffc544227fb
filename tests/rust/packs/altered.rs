//! Packs that were cut, altered or made up: an error, and the list as it was.

use std::io::Cursor;

use callscreen_core::packs::{Pack, PackError};
use proptest::prelude::*;

use super::support::{Publisher, any_entries, info, number, rebuilt};
use crate::support::{Phone, noon};

/// Reads a pack as if everything in it could be trusted.
fn read(bytes: &[u8]) -> Result<u64, PackError> {
    let mut pack = Pack::open(Cursor::new(bytes))?;
    let mut changes = pack.changes()?;
    let mut count = 0;
    while changes.next()?.is_some() {
        count += 1;
    }
    Ok(count)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn nothing_but_what_was_signed_is_applied(
        entries in any_entries(), cuts in prop::collection::vec(any::<prop::sample::Index>(), 8),
        flips in prop::collection::vec((any::<prop::sample::Index>(), 1..=u8::MAX), 24),
        sealed in prop::collection::vec((any::<prop::sample::Index>(), 1..=u8::MAX), 24),
    ) {
        let (publisher, phone) = (Publisher::new(), Phone::new());
        let first = publisher.pack(1, &[number(41_445_550_101)]);
        phone.screener.apply_pack_bytes(&first, &publisher.key(), noon()).unwrap();
        let before = rebuilt(&phone.screener, "Sales", info(1));
        let lists = phone.screener.lists().unwrap();
        let pack = publisher.pack(2, &entries);
        let body = publisher.body(2, &entries).len();
        let altered = flips.iter().map(|(place, flip)| {
            let mut altered = pack.clone();
            altered[place.index(body)] ^= flip;
            altered
        });
        // Only the text of the untrusted comment is signed by nobody.
        let comment = pack[body..].iter().position(|&byte| byte == b'\n').unwrap();
        let open = "untrusted comment: ".len()..comment;
        let places: Vec<_> = (0..pack.len() - body).filter(|at| !open.contains(at)).collect();
        let broken = sealed.iter().map(|(place, flip)| {
            let mut altered = pack.clone();
            altered[body + places[place.index(places.len())]] ^= flip;
            altered
        });
        let cut = cuts.iter().map(|place| pack[..place.index(pack.len() - 1)].to_vec());
        for bytes in altered.chain(broken).chain(cut) {
            let _ = read(&bytes);
            let applied = phone.screener.apply_pack_bytes(&bytes, &publisher.key(), noon());
            prop_assert!(applied.is_err());
        }
        prop_assert_eq!(phone.screener.lists().unwrap(), lists);
        prop_assert_eq!(rebuilt(&phone.screener, "Sales", info(1)), before);
        phone.screener.apply_pack_bytes(&pack, &publisher.key(), noon()).unwrap();
    }

    #[test]
    fn what_was_signed_although_it_makes_no_sense_is_not_applied_either(
        entries in any_entries(), flips in prop::collection::vec((any::<prop::sample::Index>(), 1..=u8::MAX), 24),
    ) {
        let (publisher, phone) = (Publisher::new(), Phone::new());
        let body = publisher.body(2, &entries);
        for (place, flip) in flips {
            let mut altered = body.clone();
            altered[place.index(body.len())] ^= flip;
            let sound = read(&altered);
            // A bit of a score or a label may well be another one.
            let expected = Pack::open(Cursor::new(&altered[..])).map(|pack| pack.info().trusted_comment());
            let Ok(comment) = expected else { continue };
            let signed = publisher.sign_as(altered, &comment);
            let applied = phone.screener.apply_pack_bytes(&signed, &publisher.key(), noon());
            prop_assert_eq!(applied.is_ok(), sound.is_ok(), "{:?} {:?}", applied, sound);
            if let Ok(list) = applied {
                phone.screener.remove_list(&list.name).unwrap();
            }
            prop_assert_eq!(phone.screener.lists().unwrap(), []);
        }
    }

    #[test]
    fn any_bytes_are_read_without_harm(bytes in prop::collection::vec(any::<u8>(), 0..600)) {
        prop_assert!(read(&bytes).is_err());
        let mut behind_a_header = Publisher::new().body(1, &[]);
        behind_a_header.extend(&bytes);
        let length = (behind_a_header.len() as u64).to_le_bytes();
        behind_a_header[16..24].copy_from_slice(&length);
        prop_assert!(bytes.is_empty() == read(&behind_a_header).is_ok());
    }
}

#[test]
fn what_a_header_promises_is_never_allocated() {
    let body = Publisher::new().body(1, &[number(41_445_550_101)]);
    let with = |at: usize, bytes: &[u8]| {
        let mut altered = body.clone();
        altered[at..at + bytes.len()].copy_from_slice(bytes);
        read(&altered).unwrap_err()
    };
    let most = u32::MAX.to_le_bytes();
    let error = with(16, &u64::MAX.to_le_bytes());
    assert!(matches!(error, PackError::TooLarge { what: "bytes", .. }), "{error}");
    // Both counts, so that they agree.
    let mut counts = body[48..76].to_vec();
    counts[..4].copy_from_slice(&most);
    counts[20..24].copy_from_slice(&most);
    let error = with(48, &counts);
    assert!(matches!(error, PackError::TooLarge { what: "entries", .. }), "{error}");
    // Four bytes of head, six of the number, three empty columns.
    // Ranges are held in memory, numbers are not.
    let ranges = 65_537_u32.to_le_bytes();
    let mut counts = body[48..76].to_vec();
    counts[12..16].copy_from_slice(&ranges);
    counts[24..28].copy_from_slice(&ranges);
    let error = with(48, &counts);
    assert!(matches!(error, PackError::TooLarge { what: "ranges", .. }), "{error}");
    let block = body.len() - 13;
    let error = with(block + 1, &[0xff, 0xff, 0xff]);
    assert!(matches!(error, PackError::TooLarge { what: "bytes in a block", .. }), "{error}");
    let error = with(8, &[9]);
    assert!(matches!(error, PackError::Format { found: 9 }), "{error}");
    let error = with(12, &[0x80]);
    assert!(matches!(error, PackError::Unknown { what: "flags", .. }), "{error}");
    let error = read(&body[..body.len() - 1]).unwrap_err();
    let expected = body.len() as u64;
    let PackError::CutOff { expected: said, found } = error else { panic!("{error}") };
    assert_eq!((said, found), (expected, expected - 1));
}
