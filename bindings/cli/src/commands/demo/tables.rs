//! The day as a story to read.

use std::collections::BTreeMap;

use callscreen_core::call::{IncomingCall, Presentation};
use callscreen_core::text::{self, Language};
use callscreen_core::verdict::{Decision, Verdict};

use super::{Demo, How};
use crate::commands::import_report;
use crate::commands::lists::{list_table, reserved_table};
use crate::commands::rules;
use crate::output::{Rows, clock, count};

/// The whole demo.
pub(super) fn text(demo: &Demo, language: Language) -> String {
    let lists = [import_report::tables(&demo.list_imports), list_table(&demo.lists)];
    let chapters = [
        (
            "A day on a Swiss phone: people, numbers and lists are made up",
            "The phone belongs to somebody in Basel. Calls from the address book ring;\n\
             strangers speak to the voicemail; call centres do not get through.\n"
                .to_owned(),
        ),
        ("1. The address book", import_report::table(&demo.contacts)),
        ("2. Two lists of call centres", lists.join("\n")),
        ("3. Ranges that regulators reserve for sales calls, built in", reserved_table()),
        ("4. Own rules", rules::table(&demo.rules, language)),
        ("5. The day", day(demo, language)),
        ("6. What became of the calls", summary(demo, language)),
    ];
    chapters.map(|(title, body)| format!("{title}\n\n{body}")).join("\n")
}

fn day(demo: &Demo, language: Language) -> String {
    let mut rows = Rows::new(&["time", "who it was, and the number shown", "verdict", "reason"])
        .widths(&[5, 34, verdict_width(language)]);
    for told in &demo.day {
        match &told.how {
            How::Screened { call, decision } => rows.add([
                clock(call.at),
                format!("{}\n{}", told.who, shown(call)),
                text::verdict(decision.verdict, language).to_owned(),
                text::reason(&decision.reason, language),
            ]),
            How::Dialled { dialled } => rows.add([
                clock(dialled.at),
                format!("{}\n{}", told.who, dialled.number.expose()),
                "(dialled)".to_owned(),
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
fn shown(call: &IncomingCall) -> String {
    let hidden = match call.presentation {
        Presentation::Allowed => {
            return call
                .number
                .as_ref()
                .map(|number| number.expose().to_owned())
                .unwrap_or_default();
        }
        Presentation::Withheld => "withheld",
        Presentation::Unknown => "unknown",
        Presentation::Payphone => "payphone",
        Presentation::Unavailable => "unavailable",
    };
    format!("({hidden})")
}

/// The calls by verdict and reason, and the truth about those that rang.
fn summary(demo: &Demo, language: Language) -> String {
    let mut by_verdict = Rows::new(&["verdict", "calls", "reason"]).right(1);
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
    let calls = count(u64::try_from(screened(demo).count()).unwrap_or(u64::MAX), "call", "calls");
    format!("{}\nOf {calls}, these rang:\n  {}\n", by_verdict.text(), rang.join("\n  "))
}

fn screened(demo: &Demo) -> impl Iterator<Item = (&str, &Decision)> {
    demo.day.iter().filter_map(|told| match &told.how {
        How::Screened { decision, .. } => Some((told.who.as_str(), decision.as_ref())),
        How::Dialled { .. } => None,
    })
}
