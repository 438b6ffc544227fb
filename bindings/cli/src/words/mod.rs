//! Plain words for what the core gives as data and has no text for, in the user's language.

mod countries_table;
pub(crate) mod number;
pub(crate) mod report;

use callscreen_core::call::{Presentation, Verification};
use callscreen_core::caller::Caller;
use callscreen_core::contacts::KnownContact;
use callscreen_core::facts::Facts;
use callscreen_core::journal::Attempts;
use callscreen_core::lists::{ListWeight, Listing};
use callscreen_core::marks::Opinion;
use callscreen_core::rules::RuleMatch;
use callscreen_core::text::{self, Language};
use callscreen_core::verdict::{Outcome, Step, Verdict};

use crate::output::{clean, count, utc_day};

/// A step of the ladder in words.
struct Rung {
    step: Step,
    /// The question it asks.
    asks: &'static str,
    german_name: &'static str,
    german_asks: &'static str,
}

const fn rung(
    step: Step,
    asks: &'static str,
    german_name: &'static str,
    german_asks: &'static str,
) -> Rung {
    Rung { step, asks, german_name, german_asks }
}

/// Every step of the ladder, in its order.
const LADDER: [Rung; 16] = [
    rung(
        Step::Emergency,
        "an emergency service, or soon after an emergency call?",
        "Notfall",
        "ein Notdienst, oder kurz nach einem Notruf?",
    ),
    rung(Step::OwnAllow, "a number you allow?", "eigene Freigabe", "eine Nummer, die du zulässt?"),
    rung(Step::ExpectedCall, "a call you expect?", "erwartet", "ein Anruf, den du erwartest?"),
    rung(Step::OwnBlock, "a number you block?", "eigene Sperre", "eine Nummer, die du sperrst?"),
    rung(Step::Contact, "in your address book?", "Kontakt", "in deinem Adressbuch?"),
    rung(
        Step::OwnPattern,
        "a caller that fits one of your patterns?",
        "eigenes Muster",
        "ein Anrufer, auf den eines deiner Muster passt?",
    ),
    rung(
        Step::ConversationPartner,
        "somebody you dialled or spoke with lately?",
        "Gesprächspartner",
        "jemand, mit dem du kürzlich zu tun hattest?",
    ),
    rung(
        Step::CallCentre,
        "a known call centre, or a range for sales calls?",
        "Callcenter",
        "ein bekanntes Callcenter, oder ein Bereich für Werbeanrufe?",
    ),
    rung(
        Step::Pause,
        "screening of strangers paused?",
        "Pause",
        "das Filtern von Unbekannten ausgesetzt?",
    ),
    rung(
        Step::NotGenuine,
        "a number that cannot be genuine?",
        "unecht",
        "eine Nummer, die nicht echt sein kann?",
    ),
    rung(Step::NoNumber, "no number at all?", "keine Nummer", "gar keine Nummer?"),
    rung(
        Step::RangeCampaign,
        "one of several strangers from one block of numbers?",
        "Nummernblock",
        "einer von mehreren Unbekannten aus einem Nummernblock?",
    ),
    rung(
        Step::PersistentStranger,
        "the same number again and again over days?",
        "Dauerrufer",
        "dieselbe Nummer immer wieder über Tage?",
    ),
    rung(
        Step::RepeatCaller,
        "the same number again within minutes?",
        "Wiederholung",
        "dieselbe Nummer nochmals innert Minuten?",
    ),
    rung(Step::Foreign, "from abroad?", "Ausland", "aus dem Ausland?"),
    rung(Step::Stranger, "anybody else", "unbekannt", "alle anderen"),
];

/// Every step of the ladder, in its order, with its name and the question it asks. The English
/// names are those of the policy file.
pub(crate) fn ladder(
    language: Language,
) -> impl Iterator<Item = (Step, &'static str, &'static str)> {
    LADDER.iter().map(move |rung| match language {
        Language::English => (rung.step, rung.step.code(), rung.asks),
        Language::German => (rung.step, rung.german_name, rung.german_asks),
    })
}

/// What a step said; `None` when it was not asked.
pub(crate) fn outcome(
    outcome: Option<Outcome>,
    verdict: Verdict,
    language: Language,
) -> &'static str {
    match outcome {
        Some(Outcome::Off) => say(language, "off", "aus"),
        Some(Outcome::Passed) => say(language, "no", "nein"),
        Some(Outcome::Decided) => text::verdict(verdict, language),
        None => say(language, "not asked", "nicht gefragt"),
    }
}

/// The word of the user's language.
pub(crate) fn say(language: Language, english: &'static str, german: &'static str) -> &'static str {
    match language {
        Language::English => english,
        Language::German => german,
    }
}

/// Why no number is shown; `None` when it may be.
pub(crate) fn hidden(presentation: Presentation, language: Language) -> Option<&'static str> {
    match presentation {
        Presentation::Allowed => None,
        Presentation::Withheld => Some(say(language, "withheld", "unterdrückt")),
        Presentation::Unknown => Some(say(language, "unknown", "unbekannt")),
        Presentation::Payphone => Some(say(language, "payphone", "öffentliches Telefon")),
        Presentation::Unavailable => Some(say(language, "unavailable", "nicht übermittelt")),
    }
}

/// The number shown, or what stands in its place.
pub(crate) fn caller(caller: &Caller, language: Language) -> String {
    let instead = match caller {
        Caller::Subscriber { number } => return number.expose(),
        Caller::Emergency { number }
        | Caller::Service { number }
        | Caller::ShortCode { number }
        | Caller::Extension { number } => return number.expose(),
        // Journals did not always keep the name.
        Caller::Alphanumeric { name } if name.expose().is_empty() => {
            say(language, "a name", "ein Name")
        }
        Caller::Alphanumeric { name } => return name.expose().to_owned(),
        Caller::Withheld => hidden(Presentation::Withheld, language).unwrap_or_default(),
        Caller::Unknown => hidden(Presentation::Unknown, language).unwrap_or_default(),
        Caller::Payphone => hidden(Presentation::Payphone, language).unwrap_or_default(),
        Caller::Unavailable => hidden(Presentation::Unavailable, language).unwrap_or_default(),
        Caller::Unreadable => say(language, "unreadable", "nicht lesbar"),
    };
    instead.to_owned()
}

/// What a caller is who shows digits and is no subscriber.
fn kind(caller: &Caller, language: Language) -> Option<&'static str> {
    match caller {
        Caller::Emergency { .. } => Some(number::EMERGENCY.say(language)),
        Caller::Service { .. } => Some(number::SERVICE.say(language)),
        Caller::ShortCode { .. } => Some(number::SHORT_CODE.say(language)),
        Caller::Extension { .. } => Some(number::EXTENSION.say(language)),
        _ => None,
    }
}

/// The facts of a decision, each with its name. `time` puts milliseconds since 1970 into words.
pub(crate) fn facts(
    facts: &Facts,
    language: Language,
    time: impl Fn(i64) -> String,
) -> Vec<(&'static str, String)> {
    let say = |english, german| say(language, english, german);
    let yes_no = |yes: bool| if yes { say("yes", "ja") } else { say("no", "nein") }.to_owned();
    let when = |ms: Option<i64>| ms.map_or_else(|| say("never", "nie").to_owned(), &time);
    let mut named = vec![(say("caller", "Anrufer"), caller(&facts.caller, language))];
    if let Some(kind) = kind(&facts.caller, language) {
        named.push((say("kind", "Art"), kind.to_owned()));
    }
    if let Some(region) = facts.region {
        let place =
            if facts.foreign { say("abroad", "im Ausland") } else { say("at home", "im Inland") };
        named.push((say("region", "Region"), format!("{region}, {place}")));
    }
    let verification = match facts.verification {
        Verification::NotVerified => say("not verified", "nicht geprüft"),
        Verification::Passed => say("passed", "bestanden"),
        Verification::Failed => say("failed", "nicht bestanden"),
    };
    named.extend([
        (say("verification", "Echtheit"), verification.to_owned()),
        (say("possible number", "mögliche Nummer"), yes_no(facts.possible)),
        (say("emergency call", "Notruf"), when(facts.emergency_call_at_ms)),
    ]);
    let until = [
        (say("call expected until", "Anruf erwartet bis"), facts.expected_until_ms),
        (say("any call expected until", "ein Anruf erwartet bis"), facts.anybody_expected_until_ms),
        (say("paused until", "ausgesetzt bis"), facts.paused_until_ms),
    ];
    named.extend(until.into_iter().filter_map(|(name, until)| Some((name, time(until?)))));
    let addressed = facts.caller.number().is_some();
    if addressed || matches!(facts.caller, Caller::Alphanumeric { .. }) {
        let (number, pattern) = (facts.own_number, facts.own_pattern);
        named.extend([
            (say("rule on the caller", "Regel für den Anrufer"), own(number, language)),
            (say("rule on such callers", "Regel für solche Anrufer"), own(pattern, language)),
        ]);
    }
    if addressed {
        let reserved = facts.reserved_range.as_ref().map(reserved);
        named.extend([
            (say("contact", "Kontakt"), contact(facts.contact.as_ref(), language)),
            (say("own report", "eigene Meldung"), own_report(facts.mark, language)),
            (say("dialled", "angerufen"), when(facts.dialled_at_ms)),
            (say("spoken with", "gesprochen"), when(facts.spoken.map(|spoken| spoken.at_ms))),
            (say("lists", "Listen"), listings(&facts.listings, language)),
            (
                say("reserved for sales", "für Werbeanrufe"),
                reserved.unwrap_or_else(|| yes_no(false)),
            ),
        ]);
        // The policy may not ask, and somebody known is no stranger.
        if facts.strangers_in_block > 0 {
            let itself = say("itself included", "diese mitgezählt");
            let strangers = text::counted(facts.strangers_in_block, language);
            let strangers = format!("{strangers}, {itself}");
            named.push((say("strangers in its block", "Unbekannte im Block"), strangers));
        }
        if facts.attempts.calls > 0 {
            let Attempts { calls, days } = facts.attempts;
            let [calls_in_words, days_in_words] = [calls, days].map(|n| text::counted(n, language));
            let call = if calls == 1 { say("call", "Anruf") } else { say("calls", "Anrufe") };
            let day = if days == 1 { say("day", "Tag") } else { say("days", "Tagen") };
            let on = say("on", "an");
            let attempts = format!("{calls_in_words} {call} {on} {days_in_words} {day}");
            named.push((say("its calls", "ihre Anrufe"), attempts));
        }
        if let Some(redial) = facts.redial {
            let after = say("called again after", "erneut nach");
            named.push((after, format!("{} s", redial.shortest_gap_ms / 1000)));
        }
        if let Some(digits) = facts.unlike_own_number {
            let unlike = say("digits unlike yours", "Ziffern anders als deine");
            named.push((unlike, digits.to_string()));
        }
    }
    named
}

/// Where the range is from, and since when it counts.
fn reserved(range: &Listing) -> String {
    let since = range.valid_from_ms.map(|from| format!(", {}", utc_day(from)));
    format!("{} ({}{})", range.list, clean(&range.label), since.unwrap_or_default())
}

fn contact(found: Option<&KnownContact>, language: Language) -> String {
    let Some(contact) = found else { return say(language, "no", "nein").to_owned() };
    let favourite = contact.favourite.then(|| say(language, "favourite", "Favorit").to_owned());
    let yes = say(language, "yes", "ja").to_owned();
    let groups = contact.groups.iter().map(|group| clean(group));
    [yes].into_iter().chain(favourite).chain(groups).collect::<Vec<_>>().join(", ")
}

fn own(found: Option<RuleMatch>, language: Language) -> String {
    match (found, language) {
        (None, _) => say(language, "none", "keine").to_owned(),
        (Some(own), Language::English) => format!("rule {}: {}", own.rule, own.verdict.code()),
        (Some(own), Language::German) => {
            format!("Regel {}: {}", own.rule, text::verdict(own.verdict, language))
        }
    }
}

fn own_report(found: Option<Opinion>, language: Language) -> String {
    found.map_or(say(language, "none", "keine"), |found| opinion(found, language)).to_owned()
}

/// What the user reported.
pub(crate) fn opinion(opinion: Opinion, language: Language) -> &'static str {
    match opinion {
        Opinion::CallCentre { .. } => say(language, "call centre", "Callcenter"),
        Opinion::Fine => say(language, "fine", "unbedenklich"),
    }
}

fn listings(listings: &[Listing], language: Language) -> String {
    if listings.is_empty() {
        return say(language, "none", "keine").to_owned();
    }
    let words = listings.iter().map(|listing| self::listing(listing, language));
    words.collect::<Vec<_>>().join("\n")
}

fn listing(listing: &Listing, language: Language) -> String {
    let name = clean(&listing.list);
    let mut words = match listing.score {
        Some(score) => {
            let one = say(language, "report", "Meldung");
            let reports = count(score.into(), one, say(language, "reports", "Meldungen"));
            let needed = say(language, "needed", "nötig");
            format!("{name}: {reports}, {} {needed}", listing.threshold)
        }
        None => {
            format!("{name}: {}", say(language, "in one of its ranges", "in einem ihrer Bereiche"))
        }
    };
    match listing.weight {
        ListWeight::Block => {}
        ListWeight::Warn => words.push_str(say(language, " (warns only)", " (warnt nur)")),
        ListWeight::Allow => words.push_str(say(language, " (vouches for it)", " (bürgt dafür)")),
    }
    if let Some(category) = listing.category {
        words.push_str("; ");
        words.push_str(category.code());
    }
    if !listing.label.is_empty() {
        words.push_str("; ");
        words.push_str(&clean(&listing.label));
    }
    words
}
