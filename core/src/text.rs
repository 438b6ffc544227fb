//! Decisions in plain words, for people who do not know the ladder.

use crate::callbacks::{CallbackEntry, Caution};
use crate::journal::{COUNTED_AT_LEAST, Ending};
use crate::verdict::{Reason, Verdict};

/// A language that the texts exist in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Language {
    /// English.
    #[default]
    English,
    /// German.
    German,
}

/// The reason of a decision, such as "in your address book".
pub fn reason(reason: &Reason, language: Language) -> String {
    match language {
        Language::English => english(reason),
        Language::German => german(reason),
    }
}

/// What reasons of this kind have in common, whatever their parameters: "on a list of call centres".
pub fn reason_in_general(reason: &Reason, language: Language) -> String {
    let (english, german) = match reason {
        Reason::ListedCallCentre { .. } => {
            ("on a list of call centres", "steht auf einer Liste von Callcentern")
        }
        Reason::ReservedForSales { .. } => {
            ("a number for sales calls", "eine Nummer für Werbeanrufe")
        }
        Reason::RangeCampaign { .. } => (
            "several strangers from one block of numbers",
            "mehrere Unbekannte aus einem Nummernblock",
        ),
        Reason::PersistentStranger { .. } => {
            ("calls again and again over days", "ruft über Tage immer wieder an")
        }
        Reason::CountryRule { .. } => {
            ("your verdict on calls from a country", "dein Entscheid für Anrufe aus einem Land")
        }
        Reason::UnspokenLanguage { .. } => (
            "from a country whose language you don't speak",
            "aus einem Land, dessen Sprache du nicht sprichst",
        ),
        Reason::Foreign { .. } => {
            return self::reason(&Reason::Foreign { region: None }, language);
        }
        other => return self::reason(other, language),
    };
    match language {
        Language::English => english.to_owned(),
        Language::German => german.to_owned(),
    }
}

/// How many strangers, calls or days a decision counted: from 10 on it may have stopped there, so
/// "10 or more".
pub fn counted(count: u32, language: Language) -> String {
    match language {
        _ if count < COUNTED_AT_LEAST => count.to_string(),
        Language::English => format!("{count} or more"),
        Language::German => format!("{count} oder mehr"),
    }
}

/// The verdict in one or two words.
pub fn verdict(verdict: Verdict, language: Language) -> &'static str {
    match (language, verdict) {
        (Language::English, Verdict::Allow) => "allowed",
        (Language::English, Verdict::Voicemail) => "voicemail",
        (Language::English, Verdict::Reject) => "rejected",
        (Language::German, Verdict::Allow) => "durchgestellt",
        (Language::German, Verdict::Voicemail) => "Voicemail",
        (Language::German, Verdict::Reject) => "abgewiesen",
    }
}

/// What came of a call, such as "missed".
pub fn ending(ending: Ending, language: Language) -> &'static str {
    match (language, ending) {
        (Language::English, Ending::Answered) => "answered",
        (Language::English, Ending::Missed) => "missed",
        (Language::English, Ending::Declined) => "declined",
        (Language::English, Ending::MessageLeft) => "left a message",
        (Language::English, Ending::RangOnce) => "rang once",
        (Language::German, Ending::Answered) => "angenommen",
        (Language::German, Ending::Missed) => "verpasst",
        (Language::German, Ending::Declined) => "abgelehnt",
        (Language::German, Ending::MessageLeft) => "Nachricht hinterlassen",
        (Language::German, Ending::RangOnce) => "einmal geklingelt",
    }
}

/// Why it is better not to ring back, such as "rang briefly from abroad".
pub fn caution(caution: Caution, language: Language) -> &'static str {
    match (language, caution) {
        (Language::English, Caution::PremiumRing) => {
            "it rang briefly, from a number at which callers pay extra"
        }
        (Language::English, Caution::ForeignRing) => {
            "it rang briefly, from abroad: ringing back may be expensive"
        }
        (Language::English, Caution::NotGenuine) => "the number is not the caller's own",
        (Language::German, Caution::PremiumRing) => {
            "es klingelte nur kurz, von einer Nummer mit Zuschlag"
        }
        (Language::German, Caution::ForeignRing) => {
            "es klingelte nur kurz, aus dem Ausland: ein Rückruf kann teuer werden"
        }
        (Language::German, Caution::NotGenuine) => "die Nummer gehört nicht dem Anrufer",
    }
}

/// What a caller on the callback desk did, such as "tried 3 times, left a message".
pub fn callback(callback: &CallbackEntry, language: Language) -> String {
    let tries = match (language, callback.attempts) {
        (Language::English, 1) => "tried once".to_owned(),
        (Language::English, attempts) => format!("tried {attempts} times"),
        (Language::German, 1) => "einmal angerufen".to_owned(),
        (Language::German, attempts) => format!("{attempts}-mal angerufen"),
    };
    let message = match (language, callback.message_left) {
        (_, false) => "",
        (Language::English, true) => ", left a message",
        (Language::German, true) => ", Nachricht hinterlassen",
    };
    let caution = callback.caution.map(|found| caution(found, language));
    let caution = match (language, caution) {
        (_, None) => String::new(),
        (Language::English, Some(why)) => format!("; do not ring back: {why}"),
        (Language::German, Some(why)) => format!("; nicht zurückrufen: {why}"),
    };
    format!("{tries}{message}{caution}")
}

/// Verdict and reason in one line, such as "rejected: on the list Reports 2026".
pub fn decision(what: Verdict, why: &Reason, language: Language) -> String {
    format!("{}: {}", verdict(what, language), reason(why, language))
}

fn english(reason: &Reason) -> String {
    match reason {
        Reason::EmergencyNumber => "an emergency service".to_owned(),
        Reason::AfterEmergencyCall => "you called for help, it may be a call back".to_owned(),
        Reason::OwnAllow { .. } => "you allow this caller".to_owned(),
        Reason::OwnBlock { .. } => "you block this caller".to_owned(),
        Reason::MarkedFine => "you reported this number as fine".to_owned(),
        Reason::MarkedCallCentre { .. } => "you reported this number as a call centre".to_owned(),
        Reason::ExpectedCall { anybody: false } => "you expect this call".to_owned(),
        Reason::ExpectedCall { anybody: true } => "you expect a call".to_owned(),
        Reason::Contact => "in your address book".to_owned(),
        Reason::BusyContact => "in your address book, but you are busy".to_owned(),
        Reason::OwnPattern { .. } => "your rule for callers like this".to_owned(),
        Reason::ConversationPartner => "you called this number lately".to_owned(),
        Reason::SpokenWith => "you spoke with this number lately".to_owned(),
        Reason::ListedCallCentre { list } => format!("on the list “{list}”"),
        Reason::ReservedForSales { region } => format!("a number for sales calls ({region})"),
        Reason::Paused => "you paused the screening of strangers".to_owned(),
        Reason::VerificationFailed => "the number is not the caller's own".to_owned(),
        Reason::OwnNumber => "somebody shows your own number".to_owned(),
        Reason::LookAlike { .. } => "a number chosen to look like yours".to_owned(),
        Reason::ImpossibleNumber => "no such number can exist".to_owned(),
        Reason::Withheld => "the number is withheld".to_owned(),
        Reason::UnknownNumber => "the network does not know the number".to_owned(),
        Reason::Payphone => "a public telephone".to_owned(),
        Reason::Unavailable => "the number could not be passed on".to_owned(),
        Reason::RangeCampaign { strangers } => {
            format!(
                "{} strangers from one block of numbers",
                counted(*strangers, Language::English)
            )
        }
        Reason::PersistentStranger { calls, days } => {
            let calls = counted(*calls, Language::English);
            match days {
                1 => format!("{calls} calls on one day"),
                &days => format!("{calls} calls on {} days", counted(days, Language::English)),
            }
        }
        Reason::RepeatCaller { .. } => "calls again within minutes".to_owned(),
        Reason::CountryRule { region } => format!("your verdict on calls from {region}"),
        Reason::UnspokenLanguage { region } => {
            format!("from a country whose language you don't speak ({region})")
        }
        Reason::Foreign { region: Some(region) } => format!("from abroad ({region})"),
        Reason::Foreign { region: None } => "from abroad".to_owned(),
        Reason::Stranger => "you don't know this number".to_owned(),
        Reason::OpeningHours => "you don't know this number, and it is opening time".to_owned(),
        Reason::OutOfHours => "you don't know this number, and it is closing time".to_owned(),
        Reason::Fault => "something went wrong, so the call is let through".to_owned(),
    }
}

fn german(reason: &Reason) -> String {
    match reason {
        Reason::EmergencyNumber => "ein Notdienst".to_owned(),
        Reason::AfterEmergencyCall => {
            "du hast einen Notruf gewählt, es kann ein Rückruf sein".to_owned()
        }
        Reason::OwnAllow { .. } => "du lässt diesen Anrufer zu".to_owned(),
        Reason::OwnBlock { .. } => "du sperrst diesen Anrufer".to_owned(),
        Reason::MarkedFine => "du hast diese Nummer als unbedenklich gemeldet".to_owned(),
        Reason::MarkedCallCentre { .. } => {
            "du hast diese Nummer als Callcenter gemeldet".to_owned()
        }
        Reason::ExpectedCall { anybody: false } => "du erwartest diesen Anruf".to_owned(),
        Reason::ExpectedCall { anybody: true } => "du erwartest einen Anruf".to_owned(),
        Reason::Contact => "steht in deinem Adressbuch".to_owned(),
        Reason::BusyContact => "steht in deinem Adressbuch, aber du bist beschäftigt".to_owned(),
        Reason::OwnPattern { .. } => "deine Regel für solche Anrufer".to_owned(),
        Reason::ConversationPartner => "du hast diese Nummer kürzlich angerufen".to_owned(),
        Reason::SpokenWith => "du hast kürzlich mit dieser Nummer gesprochen".to_owned(),
        Reason::ListedCallCentre { list } => format!("steht auf der Liste «{list}»"),
        Reason::ReservedForSales { region } => format!("eine Nummer für Werbeanrufe ({region})"),
        Reason::Paused => "du hast das Filtern von Unbekannten ausgesetzt".to_owned(),
        Reason::VerificationFailed => "die Nummer gehört nicht dem Anrufer".to_owned(),
        Reason::OwnNumber => "jemand zeigt deine eigene Nummer".to_owned(),
        Reason::LookAlike { .. } => "eine Nummer, die deiner ähneln soll".to_owned(),
        Reason::ImpossibleNumber => "eine solche Nummer kann es nicht geben".to_owned(),
        Reason::Withheld => "die Nummer ist unterdrückt".to_owned(),
        Reason::UnknownNumber => "das Netz kennt die Nummer nicht".to_owned(),
        Reason::Payphone => "ein öffentliches Telefon".to_owned(),
        Reason::Unavailable => "die Nummer wurde nicht übermittelt".to_owned(),
        Reason::RangeCampaign { strangers } => {
            format!("{} Unbekannte aus einem Nummernblock", counted(*strangers, Language::German))
        }
        Reason::PersistentStranger { calls, days } => {
            let calls = counted(*calls, Language::German);
            match days {
                1 => format!("{calls} Anrufe an einem Tag"),
                &days => format!("{calls} Anrufe an {} Tagen", counted(days, Language::German)),
            }
        }
        Reason::RepeatCaller { .. } => "ruft innert Minuten nochmals an".to_owned(),
        Reason::CountryRule { region } => format!("dein Entscheid für Anrufe aus {region}"),
        Reason::UnspokenLanguage { region } => {
            format!("aus einem Land, dessen Sprache du nicht sprichst ({region})")
        }
        Reason::Foreign { region: Some(region) } => format!("aus dem Ausland ({region})"),
        Reason::Foreign { region: None } => "aus dem Ausland".to_owned(),
        Reason::Stranger => "du kennst diese Nummer nicht".to_owned(),
        Reason::OpeningHours => "du kennst diese Nummer nicht, aber es ist offen".to_owned(),
        Reason::OutOfHours => "du kennst diese Nummer nicht, und es ist zu".to_owned(),
        Reason::Fault => "etwas ging schief, darum wird der Anruf durchgestellt".to_owned(),
    }
}
