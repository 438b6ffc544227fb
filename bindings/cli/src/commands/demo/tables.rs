//! The day as a story to read.

use std::collections::BTreeMap;

use callscreen_core::call::IncomingCall;
use callscreen_core::text::{self, Language};
use callscreen_core::verdict::{Decision, Verdict};

use super::{Demo, How};
use crate::commands::import_report;
use crate::commands::lists::{built_in_table, list_table};
use crate::commands::rules;
use crate::output::{Rows, clock};
use crate::words::{self, say};

/// The whole demo.
pub(super) fn text(demo: &Demo, language: Language) -> String {
    let lists = [import_report::tables(&demo.list_imports), list_table(&demo.lists)];
    let say = |english, german| say(language, english, german);
    let chapters = [
        (
            say(
                "A day on a Swiss phone: people, numbers and lists are made up",
                "Ein Tag auf einem Schweizer Telefon: Leute, Nummern und Listen sind erfunden",
            ),
            say(
                "The phone belongs to somebody in Basel. Calls from the address book ring;\n\
                 strangers speak to the voicemail; call centres do not get through.\n",
                "Das Telefon gehört jemandem in Basel. Anrufe aus dem Adressbuch läuten;\n\
                 Unbekannte sprechen auf die Voicemail; Callcenter kommen nicht durch.\n",
            )
            .to_owned(),
        ),
        (say("1. The address book", "1. Das Adressbuch"), import_report::table(&demo.contacts)),
        (say("2. Two lists of call centres", "2. Zwei Listen von Callcentern"), lists.join("\n")),
        (
            say(
                "3. Ranges that regulators reserve for sales calls, built in",
                "3. Bereiche, die Behörden für Werbeanrufe vorsehen, eingebaut",
            ),
            built_in_table(&demo.built_in),
        ),
        (say("4. Own rules", "4. Eigene Regeln"), rules::table(&demo.rules, language)),
        (say("5. The day", "5. Der Tag"), day(demo, language)),
        (
            say("6. What became of the calls", "6. Was aus den Anrufen wurde"),
            summary(demo, language),
        ),
    ];
    chapters.map(|(title, body)| format!("{title}\n\n{body}")).join("\n")
}

fn day(demo: &Demo, language: Language) -> String {
    let header = match language {
        Language::English => ["time", "who it was, and the number shown", "verdict", "reason"],
        Language::German => ["Zeit", "wer es war, und die Nummer dazu", "Entscheid", "Grund"],
    };
    let mut rows = Rows::new(&header).widths(&[5, 34, verdict_width(language)]);
    for told in &demo.day {
        match &told.how {
            How::Screened { call, decision } => rows.add_lines([
                clock(call.at),
                format!("{}\n{}", told.who, shown(call, language)),
                text::verdict(decision.verdict, language).to_owned(),
                text::reason(&decision.reason, language),
            ]),
            How::Dialled { dialled } => rows.add_lines([
                clock(dialled.at),
                format!("{}\n{}", told.who, dialled.number.expose()),
                say(language, "(dialled)", "(angerufen)").to_owned(),
                String::new(),
            ]),
        }
    }
    rows.text()
}

fn verdict_width(language: Language) -> u16 {
    let widths = Verdict::ALL.map(|verdict| text::verdict(verdict, language).chars().count());
    let widest = widths.into_iter().max().unwrap_or_default();
    u16::try_from(widest).unwrap_or(u16::MAX)
}

/// What a display would show.
fn shown(call: &IncomingCall, language: Language) -> String {
    if let Some(hidden) = words::hidden(call.presentation, language) {
        return format!("({hidden})");
    }
    call.number.as_ref().map(|number| number.expose().to_owned()).unwrap_or_default()
}

/// The calls by verdict and reason, and the truth about those that rang.
fn summary(demo: &Demo, language: Language) -> String {
    let header = match language {
        Language::English => ["verdict", "calls", "reason"],
        Language::German => ["Entscheid", "Anrufe", "Grund"],
    };
    let mut by_verdict = Rows::new(&header).right(1);
    let mut rang = Vec::new();
    for verdict in Verdict::ALL {
        let decided: Vec<_> = screened(demo).filter(|(_, one)| one.verdict == verdict).collect();
        if verdict == Verdict::Allow {
            rang.extend(decided.iter().map(|(who, _)| *who));
        }
        by_verdict.add([
            text::verdict(verdict, language).to_owned(),
            decided.len().to_string(),
            String::new(),
        ]);
        let mut by_reason: BTreeMap<String, usize> = BTreeMap::new();
        for (_, decision) in decided {
            *by_reason.entry(text::reason(&decision.reason, language)).or_default() += 1;
        }
        let mut by_reason: Vec<_> = by_reason.into_iter().collect();
        by_reason.sort_by_key(|(_, calls)| std::cmp::Reverse(*calls));
        for (reason, calls) in by_reason {
            by_verdict.add([String::new(), calls.to_string(), reason]);
        }
    }
    let calls = screened(demo).count();
    let these_rang = match language {
        Language::English => format!("Of {calls} calls, these rang:"),
        Language::German => format!("Von {calls} Anrufen haben diese geläutet:"),
    };
    format!("{}\n{these_rang}\n  {}\n", by_verdict.text(), rang.join("\n  "))
}

fn screened(demo: &Demo) -> impl Iterator<Item = (&str, &Decision)> {
    demo.day.iter().filter_map(|told| match &told.how {
        How::Screened { decision, .. } => Some((told.who.as_str(), decision.as_ref())),
        How::Dialled { .. } => None,
    })
}
