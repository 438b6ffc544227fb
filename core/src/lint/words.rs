//! Findings in plain sentences.

use super::{NeverMatch, Platform, Problem, Unkept};
use crate::text::Language;
use crate::verdict::{Step, Verdict};

/// A finding as one plain sentence or two. It names a rule by its id and a setting by its field.
pub fn describe(problem: &Problem, language: Language) -> String {
    match language {
        Language::English => english(problem),
        Language::German => german(problem),
    }
}

#[allow(clippy::too_many_lines, reason = "one sentence for each finding")]
fn english(problem: &Problem) -> String {
    match problem {
        Problem::ContactsDoNotRing { verdict } => {
            let (what, _) = becomes(*verdict);
            format!("People in your address book {what} (contact.verdict).")
        }
        Problem::ExpectedDoNotRing { anybody: true } => {
            "You expect anybody to call, and calls that \
             you expect go to voicemail: those of people in your address book, too \
             (expected_call.verdict)."
                .to_owned()
        }
        Problem::ExpectedDoNotRing { anybody: false } => {
            "Calls that you expect go to voicemail (expected_call.verdict).".to_owned()
        }
        Problem::BusyTimesNeverEnd => "Your busy times never end, so people in your address book \
             never get through (contact.busy.times)."
            .to_owned(),
        Problem::HoursNeverCome { field } => format!("These hours never come ({field})."),
        Problem::HoursNeverEnd { field } => format!("These hours never end ({field})."),
        Problem::UnknownGroup { group } => format!(
            "Nobody in your address book is in the group “{group}”, which is to ring in busy times."
        ),
        Problem::UnspokenAtHome { region } => format!(
            "You speak none of the languages of {region}, which is your home \
             (foreign.spoken_languages)."
        ),
        Problem::CountryAtHome { region } => format!(
            "Your verdict on calls from {region} is never asked, for it is your home \
             (foreign.countries)."
        ),
        Problem::WithoutEffect { field } => format!("This setting changes nothing ({field})."),
        Problem::CampaignNeverHappens { strangers, block_size } => format!(
            "This step waits for {strangers} strangers from a block of numbers, but a block has \
             {block_size} only (range_campaign.strangers)."
        ),
        Problem::OwnNumbersUnknown { field } => format!(
            "This setting compares callers with your own numbers, but you have not said which they \
             are ({field})."
        ),
        Problem::PartnersBelowStrangers => "People you called or spoke with get through less than \
             strangers do (conversation_partner.verdict)."
            .to_owned(),
        Problem::ForeignAboveHome => {
            "Callers from abroad get through better than strangers at home (foreign).".to_owned()
        }
        Problem::ForgottenTooSoon { field, days, kept_days } => format!(
            "This step looks back {days} days, but the journal keeps calls for {kept_days} days only \
             ({field})."
        ),
        Problem::CountryOfContacts { rule, region, contacts } => {
            let place = place(*rule, "Rule", "foreign.countries");
            let (numbers, ring) = match contacts {
                1 => ("one of the numbers in your address book is".to_owned(), "it rings"),
                _ => (format!("{contacts} of the numbers in your address book are"), "they ring"),
            };
            format!(
                "{place} blocks calls from {region}, and {numbers} from there: {ring}, but from other \
                 numbers the same people do not get through."
            )
        }
        Problem::BlocksContact { rule, verdict } => {
            let (what, _) = becomes(*verdict);
            format!("Rule {rule} is about a number in your address book: its calls {what}.")
        }
        Problem::ReportedContact { .. } => "You reported a number in your address book as a call \
             centre: its calls are rejected."
            .to_owned(),
        Problem::PatternOfContacts { rule, contacts: 1 } => format!(
            "Rule {rule} is about one of the numbers in your address book, too, and does not reach \
             it: contacts come before patterns."
        ),
        Problem::PatternOfContacts { rule, contacts } => format!(
            "Rule {rule} is about {contacts} of the numbers in your address book, too, and does not \
             reach them: contacts come before patterns."
        ),
        Problem::NeverMatches { rule, why } => {
            let why = match why {
                NeverMatch::NoSuchNumber => "there are no such numbers",
                NeverMatch::HoursNeverCome => "its hours never come",
            };
            format!("Rule {rule} never decides a call: {why}.")
        }
        Problem::Shadowed { rule, by } => {
            format!("Rule {rule} never decides a call, for other rules decide first: {}.", ids(by))
        }
        Problem::ShadowedByMark { rule } => format!(
            "Rule {rule} decides nothing, for you reported its number later, and that counts."
        ),
        Problem::Redundant { rule, by } => {
            format!("Rule {rule} changes nothing: without it rule {by} would say the same.")
        }
        Problem::Contradicts { rule, other } => format!(
            "Rules {rule} and {other} are about the same numbers and say different things; rule \
             {rule} decides."
        ),
        Problem::RuleNotKept { rule, platform, why } => {
            let platform = match platform {
                Platform::Android => "Android",
                Platform::Ios => "an iPhone",
            };
            let why = match why {
                Unkept::Voicemail => "knows no voicemail for apps: these calls ring",
                Unkept::Line => "does not surely tell which line or SIM is called",
                Unkept::Hours => "asks nobody at the time of the call, so hours cannot count",
                Unkept::Name => "shows no name in place of a caller's number",
                Unkept::Kind => "takes international numbers only",
                Unkept::Numbers => "takes lists of numbers only, and these are too scattered",
            };
            format!("Rule {rule} cannot be kept everywhere: {platform} {why}.")
        }
        Problem::SparesTooMany { rule } => format!(
            "An iPhone cannot tell in advance which numbers rule {rule} is about: there it lets all \
             ring that it may be about, known call centres too."
        ),
        Problem::StepsNotKept { steps } => format!(
            "An iPhone cannot keep {} of this policy: such calls ring.",
            places(steps, ["step", "the steps", "and"])
        ),
        Problem::VoicemailByCarrier => "Android knows no voicemail: it declines the call, and \
             whether your voicemail answers then is up to your carrier."
            .to_owned(),
    }
}

#[allow(clippy::too_many_lines, reason = "one sentence for each finding")]
fn german(problem: &Problem) -> String {
    match problem {
        Problem::ContactsDoNotRing { verdict } => {
            let (_, what) = becomes(*verdict);
            format!("Anrufe aus deinem Adressbuch {what} (contact.verdict).")
        }
        Problem::ExpectedDoNotRing { anybody: true } => {
            "Du erwartest einen Anruf von irgendwem, und \
             erwartete Anrufe gehen auf die Voicemail: auch die aus deinem Adressbuch \
             (expected_call.verdict)."
                .to_owned()
        }
        Problem::ExpectedDoNotRing { anybody: false } => {
            "Anrufe, die du erwartest, gehen auf die Voicemail (expected_call.verdict).".to_owned()
        }
        Problem::BusyTimesNeverEnd => "Deine beschäftigten Zeiten enden nie: Anrufe aus deinem \
             Adressbuch kommen nie durch (contact.busy.times)."
            .to_owned(),
        Problem::HoursNeverCome { field } => format!("Diese Zeiten kommen nie ({field})."),
        Problem::HoursNeverEnd { field } => format!("Diese Zeiten enden nie ({field})."),
        Problem::UnknownGroup { group } => format!(
            "Niemand in deinem Adressbuch ist in der Gruppe «{group}», die läuten soll, wenn du \
             beschäftigt bist."
        ),
        Problem::UnspokenAtHome { region } => format!(
            "Du sprichst keine der Sprachen von {region}, wo du zu Hause bist \
             (foreign.spoken_languages)."
        ),
        Problem::CountryAtHome { region } => format!(
            "Dein Entscheid für Anrufe aus {region} gilt nie, denn dort bist du zu Hause \
             (foreign.countries)."
        ),
        Problem::WithoutEffect { field } => format!("Diese Einstellung ändert nichts ({field})."),
        Problem::CampaignNeverHappens { strangers, block_size } => format!(
            "Dieser Schritt wartet auf {strangers} Unbekannte aus einem Nummernblock, aber ein Block \
             hat nur {block_size} Nummern (range_campaign.strangers)."
        ),
        Problem::OwnNumbersUnknown { field } => format!(
            "Diese Einstellung vergleicht Anrufer mit deinen eigenen Nummern, aber du hast nicht \
             gesagt, welche das sind ({field})."
        ),
        Problem::PartnersBelowStrangers => {
            "Wen du angerufen oder gesprochen hast, kommt schlechter \
             durch als Unbekannte (conversation_partner.verdict)."
                .to_owned()
        }
        Problem::ForeignAboveHome => {
            "Anrufe aus dem Ausland kommen besser durch als Unbekannte im Inland (foreign)."
                .to_owned()
        }
        Problem::ForgottenTooSoon { field, days, kept_days } => format!(
            "Dieser Schritt schaut {days} Tage zurück, das Anrufprotokoll aber nur {kept_days} \
             ({field})."
        ),
        Problem::CountryOfContacts { rule, region, contacts } => {
            let place = place(*rule, "Regel", "foreign.countries");
            let (numbers, ring) = match contacts {
                1 => ("eine Nummer deines Adressbuchs ist".to_owned(), "läutet"),
                _ => (format!("{contacts} Nummern deines Adressbuchs sind"), "läuten"),
            };
            format!(
                "{place} sperrt Anrufe aus {region}, und {numbers} von dort: Sie {ring}, aber von \
                 anderen Nummern kommen dieselben Leute nicht durch."
            )
        }
        Problem::BlocksContact { rule, verdict } => {
            let (_, what) = becomes(*verdict);
            format!("Regel {rule} betrifft eine Nummer deines Adressbuchs: Ihre Anrufe {what}.")
        }
        Problem::ReportedContact { .. } => {
            "Du hast eine Nummer aus deinem Adressbuch als Callcenter \
             gemeldet: Ihre Anrufe werden abgewiesen."
                .to_owned()
        }
        Problem::PatternOfContacts { rule, contacts: 1 } => format!(
            "Regel {rule} betrifft auch eine Nummer deines Adressbuchs und erreicht sie nicht: \
             Kontakte gehen Mustern vor."
        ),
        Problem::PatternOfContacts { rule, contacts } => format!(
            "Regel {rule} betrifft auch {contacts} Nummern deines Adressbuchs und erreicht sie nicht: \
             Kontakte gehen Mustern vor."
        ),
        Problem::NeverMatches { rule, why } => {
            let why = match why {
                NeverMatch::NoSuchNumber => "Solche Nummern gibt es nicht",
                NeverMatch::HoursNeverCome => "Ihre Zeiten kommen nie",
            };
            format!("Regel {rule} entscheidet nie einen Anruf: {why}.")
        }
        Problem::Shadowed { rule, by } => format!(
            "Regel {rule} entscheidet nie einen Anruf, denn andere Regeln gehen vor: {}.",
            ids(by)
        ),
        Problem::ShadowedByMark { rule } => format!(
            "Regel {rule} entscheidet nichts, denn du hast die Nummer später gemeldet, und das gilt."
        ),
        Problem::Redundant { rule, by } => {
            format!("Regel {rule} ändert nichts: Ohne sie sagte Regel {by} dasselbe.")
        }
        Problem::Contradicts { rule, other } => format!(
            "Die Regeln {rule} und {other} betreffen dieselben Nummern und sagen Verschiedenes; \
             Regel {rule} entscheidet."
        ),
        Problem::RuleNotKept { rule, platform, why } => {
            let platform = match platform {
                Platform::Android => "Android",
                Platform::Ios => "Ein iPhone",
            };
            let why = match why {
                Unkept::Voicemail => "kennt für Apps keine Voicemail: Diese Anrufe läuten",
                Unkept::Line => "sagt nicht sicher, welche Leitung oder SIM angerufen wird",
                Unkept::Hours => "fragt beim Anruf niemanden, darum zählen Zeiten nicht",
                Unkept::Name => "zeigt keine Namen an der Stelle der Nummer",
                Unkept::Kind => "nimmt nur internationale Nummern",
                Unkept::Numbers => "nimmt nur Listen von Nummern, und diese sind zu verstreut",
            };
            format!("Regel {rule} lässt sich nicht überall halten: {platform} {why}.")
        }
        Problem::SparesTooMany { rule } => format!(
            "Ein iPhone weiss nicht im Voraus, welche Nummern Regel {rule} betrifft: Dort lässt sie \
             alle läuten, die sie betreffen könnte, auch bekannte Callcenter."
        ),
        Problem::StepsNotKept { steps } => format!(
            "Ein iPhone kann {} dieser Vorgaben nicht halten: Solche Anrufe läuten.",
            places(steps, ["den Schritt", "die Schritte", "und"])
        ),
        Problem::VoicemailByCarrier => "Android kennt keine Voicemail: Es lehnt den Anruf ab, und \
             ob deine Voicemail antwortet, liegt an deinem Anbieter."
            .to_owned(),
    }
}

/// What becomes of calls, in English and German.
fn becomes(verdict: Verdict) -> (&'static str, &'static str) {
    match verdict {
        Verdict::Allow => ("ring", "läuten"),
        Verdict::Voicemail => ("go to voicemail", "gehen auf die Voicemail"),
        Verdict::Reject => ("are rejected", "werden abgewiesen"),
    }
}

fn place(rule: Option<i64>, noun: &str, field: &str) -> String {
    rule.map_or_else(|| field.to_owned(), |rule| format!("{noun} {rule}"))
}

fn ids(rules: &[i64]) -> String {
    let ids: Vec<_> = rules.iter().map(i64::to_string).collect();
    ids.join(", ")
}

/// The places of the steps in the ladder, each once, with the word for one and for several.
fn places(steps: &[Step], [one, several, and]: [&str; 3]) -> String {
    let mut places: Vec<_> = steps.iter().map(|step| step.place()).collect();
    places.dedup();
    let places: Vec<_> = places.iter().map(u32::to_string).collect();
    match places.split_last() {
        Some((last, [])) => format!("{one} {last}"),
        Some((last, before)) => format!("{several} {} {and} {last}", before.join(", ")),
        None => String::new(),
    }
}
