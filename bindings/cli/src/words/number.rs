//! What a number tells about itself, in words.

use callscreen_core::number::{NumberType, Reading, Region, Unreadable};
use callscreen_core::text::Language;

use super::say;

/// The same words in both languages.
pub(crate) struct Words(&'static str, &'static str);

impl Words {
    pub(crate) fn say(&self, language: Language) -> &'static str {
        say(language, self.0, self.1)
    }
}

pub(crate) const EMERGENCY: Words = Words("emergency number", "Notrufnummer");
pub(crate) const SERVICE: Words = Words("service or help line", "Dienst oder Hilfetelefon");
pub(crate) const SHORT_CODE: Words = Words("short code", "Kurznummer");
pub(crate) const EXTENSION: Words = Words(
    "a few digits: an extension, or a local number",
    "wenige Ziffern: eine interne oder eine Ortsnummer",
);

/// How a number was read.
pub(crate) fn reading(reading: Reading, language: Language) -> String {
    let say = |english, german| say(language, english, german);
    let words = match reading {
        Reading::Subscriber { .. } => say("subscriber", "Anschluss"),
        Reading::Emergency { .. } => EMERGENCY.say(language),
        Reading::Service { .. } => SERVICE.say(language),
        Reading::ShortCode { .. } => SHORT_CODE.say(language),
        Reading::Extension { .. } => EXTENSION.say(language),
        Reading::Alphanumeric { .. } => say("a name", "ein Name"),
        Reading::Unreadable { reason } => {
            let words = say("unreadable", "nicht lesbar");
            return format!("{words}: {}", unreadable(reason, language));
        }
    };
    words.to_owned()
}

fn unreadable(reason: Unreadable, language: Language) -> &'static str {
    let say = |english, german| say(language, english, german);
    match reason {
        Unreadable::Empty => say("no digit and no letter", "keine Ziffer und kein Buchstabe"),
        Unreadable::TooLong => say("more than 15 digits", "mehr als 15 Ziffern"),
        Unreadable::NoHomeRegion => {
            say("no home region is known", "keine Heimatregion ist bekannt")
        }
        Unreadable::ScientificNotation => say(
            "a spreadsheet lost its last digits",
            "eine Tabelle hat die letzten Ziffern verloren",
        ),
        Unreadable::NotANumber => say("no single number", "keine einzelne Nummer"),
    }
}

/// The kind of line.
pub(crate) fn number_type(found: NumberType, language: Language) -> &'static str {
    let say = |english, german| say(language, english, german);
    match found {
        NumberType::Mobile => say("mobile", "Mobiltelefon"),
        NumberType::FixedLine => say("fixed line", "Festnetz"),
        NumberType::FixedLineOrMobile => say("fixed line or mobile", "Festnetz oder Mobiltelefon"),
        NumberType::Premium => say("premium rate", "Mehrwertnummer"),
        NumberType::TollFree => say("free for the caller", "kostenlos für den Anrufer"),
        NumberType::SharedCost => say("both pay", "beide zahlen"),
        NumberType::Voip => say("internet telephone", "Internettelefon"),
        NumberType::Personal => say("personal number", "persönliche Nummer"),
        NumberType::Pager => say("pager", "Pager"),
        NumberType::Uan => say("company number", "Firmennummer"),
        NumberType::Voicemail => say("mailbox", "Sprachbox"),
        NumberType::Unknown => say("unknown", "unbekannt"),
    }
}

/// Where a number belongs: its region, or those that share its calling code.
pub(crate) fn place(region: Option<Region>, regions: &[Region], language: Language) -> String {
    match (region, regions) {
        (Some(region), _) => region.to_string(),
        (None, []) => say(language, "of no country", "keinem Land zugeordnet").to_owned(),
        (None, regions) => {
            let codes: Vec<_> = regions.iter().map(Region::code).collect();
            format!("{} {}", say(language, "one of", "eine von"), codes.join(", "))
        }
    }
}
