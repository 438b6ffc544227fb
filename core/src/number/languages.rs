//! Which languages a caller from a region is likely to speak.

use super::Region;
use super::languages_table::{ALIASES, ENTRIES, OF_REGION, STARTS, TAGS};

/// Place of a language in the table, and flags.
#[derive(Clone, Copy)]
pub(super) struct Entry(pub(super) u8, pub(super) u8);

const OFFICIAL: u8 = 1;
const MAJORITY: u8 = 2;

/// A language of a region.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SpokenLanguage {
    /// The code of ISO 639, two or three letters.
    pub language: &'static str,
    /// Official in the whole region, by law or in fact.
    pub official: bool,
    /// At least half the people speak it.
    pub majority: bool,
}

/// The languages that are official in a region or that half of its people speak (CLDR). A dialect
/// counts as the language its speakers would name: Swiss German as `de`, Moroccan Arabic as `ar`.
pub fn languages(region: Region) -> impl Iterator<Item = SpokenLanguage> {
    let set = OF_REGION.get(region.place()).copied().map(usize::from);
    let bounds = set.and_then(|set| Some((*STARTS.get(set)?, *STARTS.get(set + 1)?)));
    let (start, end) = bounds.unwrap_or_default();
    let entries = ENTRIES.get(usize::from(start)..usize::from(end)).unwrap_or_default();
    entries.iter().filter_map(|&Entry(tag, flags)| {
        Some(SpokenLanguage {
            language: text(TAGS.get(usize::from(tag))?),
            official: flags & OFFICIAL != 0,
            majority: flags & MAJORITY != 0,
        })
    })
}

/// Whether somebody who speaks this language is understood in a region: it is official there or
/// half of the people speak it. `language` is a tag such as `de`, `gsw` or `zh-Hant-TW`.
pub fn is_spoken_in(language: &str, region: Region) -> bool {
    let primary = language.split(['-', '_']).next().unwrap_or_default();
    let alias = ALIASES.iter().find(|(from, _)| text(from).eq_ignore_ascii_case(primary));
    let wanted = alias.map_or(primary, |(_, to)| text(to));
    languages(region).any(|spoken| spoken.language.eq_ignore_ascii_case(wanted))
}

/// The codes of all languages that some region speaks, and of their dialects: no other can ever count.
pub(crate) fn language_codes() -> impl Iterator<Item = &'static str> {
    TAGS.iter().chain(ALIASES.iter().map(|(dialect, _)| dialect)).map(|tag| text(tag))
}

fn text(tag: &'static [u8]) -> &'static str {
    std::str::from_utf8(tag).unwrap_or_default().trim_end()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn spoken(languages: &[&str]) -> usize {
        let understood = |region: &&Region| languages.iter().any(|tag| is_spoken_in(tag, **region));
        Region::all().iter().filter(understood).count()
    }

    /// The counts that the rule "official or majority" gives over CLDR 48.2.
    #[test]
    fn as_many_regions_as_cldr_counts() {
        assert_eq!(spoken(&["de", "en"]), 105);
        assert_eq!(spoken(&["de", "fr", "it"]), 52);
        assert_eq!(spoken(&["en"]), 103);
        assert_eq!(spoken(&["fr"]), 44);
    }

    #[test]
    fn dialects_scripts_and_spellings_of_a_tag() {
        let region = |code| Region::from_code(code).unwrap();
        assert!(is_spoken_in("gsw-CH", region("AT")));
        assert!(is_spoken_in("ary", region("EG")));
        assert!(is_spoken_in("DE_at", region("CH")));
        assert!(is_spoken_in("zh-Hant-TW", region("CN")));
        assert!(is_spoken_in("sr-Latn", region("RS")));
        assert!(!is_spoken_in("", region("CH")));
        assert!(!is_spoken_in("en", region("CH")), "45 % are no majority");
    }
}
