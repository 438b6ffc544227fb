//! The words of the report on the journal.

use callscreen_core::call::Moment;
use callscreen_core::figures::{Figures, ListEffect, Origin, Reachability, ReasonCount};
use callscreen_core::number::Region;
use callscreen_core::text::{self, Language};
use callscreen_core::verdict::Verdict;

use super::countries_table::NAMES;
use super::say;
use crate::output::day;

/// Words that stand in several places of the report, in one language.
#[derive(Clone, Copy)]
pub(crate) struct Words(pub(crate) Language);

impl Words {
    pub(crate) fn say(self, english: &'static str, german: &'static str) -> &'static str {
        say(self.0, english, german)
    }

    pub(crate) fn nothing(self) -> &'static str {
        self.say("The journal has no call in this time.", "In dieser Zeit gab es keinen Anruf.")
    }

    /// The period counted, from the first call to the last.
    pub(crate) fn period(self, figures: &Figures) -> String {
        let (Some(first), Some(last)) = (figures.first_at, figures.last_at) else {
            return String::new();
        };
        let (first, last) = (self.day(first), self.day(last));
        if first == last { first } else { format!("{first} {} {last}", self.say("to", "bis")) }
    }

    fn day(self, at: Moment) -> String {
        match (self.0, at.to_datetime()) {
            (Language::German, Some(time)) => time.format("%-d.%-m.%Y").to_string(),
            (Language::English, Some(time)) => time.format("%-d %b %Y").to_string(),
            (_, None) => day(at),
        }
    }

    pub(crate) fn weekdays(self) -> [&'static str; 7] {
        match self.0 {
            Language::English => ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"],
            Language::German => ["Mo", "Di", "Mi", "Do", "Fr", "Sa", "So"],
        }
    }

    pub(crate) fn origin(self, origin: Origin) -> String {
        match origin {
            Origin::Country { region } => country(region, self.0),
            Origin::NoCountry => self.say("of no country", "keinem Land").to_owned(),
            Origin::Short => self.say("a short number", "eine Kurznummer").to_owned(),
            Origin::NoNumber => self.say("no number", "keine Nummer").to_owned(),
        }
    }

    /// What became of the calls, for the heads of columns.
    pub(crate) fn verdicts(self) -> [&'static str; 3] {
        Verdict::ALL.map(|verdict| text::verdict(verdict, self.0))
    }

    /// What a list did, for the heads of columns.
    pub(crate) fn effects(self) -> [&'static str; 4] {
        match self.0 {
            Language::English => ["decided", "knew", "only it knew", "mistakes"],
            Language::German => ["entschied", "kannte", "nur sie", "Fehler"],
        }
    }

    pub(crate) fn reachability(self) -> &'static str {
        self.say("How reachable you are", "Wie erreichbar du bist")
    }

    /// What became of approaches, each with how many.
    pub(crate) fn approaches(self, reachability: Reachability) -> [(&'static str, u64); 5] {
        let Reachability { got_through, called_back, missed, open, unknown, .. } = reachability;
        [
            (self.say("got through", "kamen durch"), got_through),
            (self.say("called back in time", "rechtzeitig zurückgerufen"), called_back),
            (self.say("missed", "verpasst"), missed),
            (self.say("not due yet", "noch nicht fällig"), open),
            (self.say("nobody knows", "weiss niemand"), unknown),
        ]
    }

    /// Over how many approaches the share is, and whether these are enough to say anything.
    pub(crate) fn share_of(self, Reachability { known, .. }: Reachability) -> String {
        let one = known == 1;
        match (self.0, known < Reachability::FEW) {
            (Language::English, true) if one => "of one call only, which says little".to_owned(),
            (Language::German, true) if one => "von nur einem Anruf, was wenig sagt".to_owned(),
            (Language::English, true) => format!("of only {known} calls, which says little"),
            (Language::German, true) => format!("von nur {known} Anrufen, was wenig sagt"),
            (Language::English, false) => format!("of {known} calls"),
            (Language::German, false) => format!("von {known} Anrufen"),
        }
    }

    pub(crate) fn about_reachability(self) -> &'static str {
        self.say(
            "Those in your address book, allowed or called by you. Calls of the same number until \
             it is due to be rung back count as one. Those of which nobody knows what came are left \
             out of the share.",
            "Wer im Adressbuch steht, zugelassen ist oder von dir angerufen wurde. Anrufe derselben \
             Nummer, bis ihr Rückruf fällig ist, zählen als einer. Wovon niemand weiss, was daraus \
             wurde, fehlt im Anteil.",
        )
    }

    pub(crate) fn about_charts(self) -> &'static str {
        self.say(
            "How many calls were allowed, went to voicemail and were rejected. The table below the \
             chart has the numbers.",
            "Wie viele Anrufe durchgestellt wurden, auf die Voicemail kamen und abgewiesen wurden. \
             Die Zahlen stehen in der Tabelle unter dem Diagramm.",
        )
    }

    pub(crate) fn about_lists(self) -> &'static str {
        self.say(
            "What a list knew is told by what it holds today. Its mistakes are callers whom you \
             reported as fine.",
            "Was eine Liste kannte, richtet sich nach ihrem Stand von heute. Ihre Fehler sind \
             Anrufer, die du als unbedenklich gemeldet hast.",
        )
    }

    pub(crate) fn about_blocks(self) -> &'static str {
        self.say(
            "Different strangers from the same 100 numbers are mostly one call centre.",
            "Verschiedene Unbekannte aus denselben 100 Nummern sind meist ein einziges Callcenter.",
        )
    }

    pub(crate) fn list(self, list: &ListEffect) -> String {
        let off = if list.asked { "" } else { self.say(" (off or gone)", " (aus oder weg)") };
        format!("{}{off}", list.list)
    }

    pub(crate) fn reason(self, reason: &ReasonCount) -> String {
        text::reason_in_general(&reason.example, self.0)
    }
}

/// The name of a country, and the code for one that has none yet.
fn country(region: Region, language: Language) -> String {
    let place = NAMES.binary_search_by_key(&region.code(), |&(code, ..)| code);
    match place.ok().and_then(|place| NAMES.get(place)) {
        Some(&(_, english, german)) => say(language, english, german).to_owned(),
        None => region.code().to_owned(),
    }
}
