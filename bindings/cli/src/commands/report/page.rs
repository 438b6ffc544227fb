//! One page that needs nothing else: no script, no picture, no font, no network.

use callscreen_core::call::Moment;
use callscreen_core::figures::{Figures, VerdictCounts};
use callscreen_core::text::Language;
use callscreen_core::verdict::Verdict;
use maud::{DOCTYPE, Markup, PreEscaped, html};

use super::charts::{self, Column, Spoken};
use super::timeline::{Unit, timeline};
use crate::failure::Result;
use crate::output::time;
use crate::words::report::Words;

const STYLE: &str = include_str!("style.css");

/// The page.
pub(super) fn html(figures: &Figures, words: Words, now: Moment) -> Result<String> {
    let title = words.say("Calls and what became of them", "Anrufe und was aus ihnen wurde");
    let code = match words.0 {
        Language::English => "en",
        Language::German => "de",
    };
    let page = html! {
        (DOCTYPE)
        html lang=(code) {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content="light dark";
                // The page holds what others wrote, such as names of lists: nothing of it may run.
                meta http-equiv="Content-Security-Policy"
                    content="default-src 'none'; style-src 'unsafe-inline'";
                title { (title) }
                style { (PreEscaped(STYLE)) (PreEscaped(charts::style())) }
            }
            body {
                header {
                    h1 { (title) }
                    p.soft { (words.period(figures)) }
                }
                @if figures.verdicts.total() == 0 {
                    section.wide { p { (words.nothing()) } }
                } @else {
                    (sums(figures, words))
                    main { (sections(figures, words)?) }
                }
                footer { (footer(words, now)) }
            }
        }
    };
    Ok(page.into_string())
}

fn footer(words: Words, now: Moment) -> String {
    let made = words.say("Made by callscreen on", "Erstellt von callscreen am");
    let private = words.say(
        "This page tells who calls you: keep it to yourself.",
        "Diese Seite verrät, wer dich anruft: Behalte sie für dich.",
    );
    format!("{made} {}. {private}", time(now))
}

fn sections(figures: &Figures, words: Words) -> Result<Markup> {
    Ok(html! {
        (reachability(figures, words))
        (over_time(figures, words)?)
        (hours(figures, words)?)
        (weekdays(figures, words)?)
        (reasons(figures, words)?)
        (origins(figures, words)?)
        (lists(figures, words))
        (blocks(figures, words))
    })
}

fn sums(figures: &Figures, words: Words) -> Markup {
    let total = figures.verdicts.total();
    html! {
        section.wide {
            div.sums {
                div { b { (total) } (words.say("calls", "Anrufe")) }
                @for (verdict, name) in Verdict::ALL.into_iter().zip(words.verdicts()) {
                    @let calls = figures.verdicts.of(verdict);
                    div class=(verdict.code()) {
                        b { (calls) }
                        (name) " " span.soft { "(" (calls * 100 / total) " %)" }
                    }
                }
            }
        }
    }
}

fn reachability(figures: &Figures, words: Words) -> Markup {
    let reachability = figures.reachability;
    if reachability.approaches == 0 {
        return html! {};
    }
    html! {
        section {
            h2 { (words.reachability()) }
            @match reachability.percent() {
                Some(percent) => {
                    p.share { (percent) " % " small { (words.share_of(reachability)) } }
                    div.meter aria-hidden="true" { div style={ "width:" (percent) "%" } {} }
                }
                None => p.share { "–" },
            }
            p.soft { (words.about_reachability()) }
            table {
                tbody {
                    @for (name, count) in words.approaches(reachability) {
                        tr { th scope="row" { (name) } td { (count) } }
                    }
                }
            }
        }
    }
}

fn over_time(figures: &Figures, words: Words) -> Result<Markup> {
    let (unit, columns) = timeline(&figures.days);
    // As many labels as stand beside each other on a phone.
    let every = columns.len().div_ceil(5).max(1);
    let drawn: Vec<_> = (0..)
        .zip(&columns)
        .map(|(place, (first, calls))| Column {
            label: (place % every == every / 2).then(|| unit.label(*first, words.0)),
            calls: *calls,
        })
        .collect();
    let title = unit.name(words.0);
    let chart = charts::columns(&drawn, &spoken("time", title, words))?;
    let rows = columns.iter().filter(|(_, calls)| calls.total() > 0);
    let rows = rows.map(|(first, calls)| {
        let name = match unit {
            Unit::Day | Unit::Week => first.format("%F").to_string(),
            Unit::Month | Unit::Year => unit.label(*first, words.0),
        };
        (name, *calls)
    });
    let table = table(words.say("from", "ab"), rows, words);
    Ok(card(title, &chart, &table, words))
}

fn hours(figures: &Figures, words: Words) -> Result<Markup> {
    let title = words.say("Calls by hour of the day", "Anrufe nach Tageszeit");
    let columns: Vec<_> = (0..)
        .zip(&figures.hours)
        .map(|(hour, &calls): (u32, _)| Column {
            label: (hour % 4 == 0).then(|| hour.to_string()),
            calls,
        })
        .collect();
    let chart = charts::columns(&columns, &spoken("hours", title, words))?;
    let rows = (0..).zip(&figures.hours).filter(|(_, calls)| calls.total() > 0);
    let rows = rows.map(|(hour, &calls): (u32, _)| (format!("{hour:02}:00"), calls));
    let table = table(words.say("hour", "Stunde"), rows, words);
    Ok(card(title, &chart, &table, words))
}

fn weekdays(figures: &Figures, words: Words) -> Result<Markup> {
    let title = words.say("Calls by day of the week", "Anrufe nach Wochentag");
    let days = || words.weekdays().into_iter().zip(&figures.weekdays);
    let columns: Vec<_> =
        days().map(|(day, &calls)| Column { label: Some(day.to_owned()), calls }).collect();
    let chart = charts::columns(&columns, &spoken("weekdays", title, words))?;
    let rows = days().map(|(day, &calls)| (day.to_owned(), calls));
    let table = table(words.say("day", "Tag"), rows, words);
    Ok(card(title, &chart, &table, words))
}

fn reasons(figures: &Figures, words: Words) -> Result<Markup> {
    let reasons = figures.reasons.iter();
    let rows: Vec<_> = reasons.map(|reason| (words.reason(reason), reason.calls)).collect();
    let title = words.say("Why", "Warum");
    named(&rows, "reasons", title, words.say("reason", "Grund"), words)
}

fn origins(figures: &Figures, words: Words) -> Result<Markup> {
    let origins = figures.origins.iter();
    let rows: Vec<_> = origins.map(|origin| (words.origin(origin.origin), origin.calls)).collect();
    named(&rows, "origins", words.say("From where", "Woher"), words.say("from", "woher"), words)
}

/// A chart of the most frequent, and a table of all.
fn named(
    rows: &[(String, VerdictCounts)],
    id: &str,
    title: &str,
    what: &str,
    words: Words,
) -> Result<Markup> {
    let most: Vec<_> = rows.iter().take(10).cloned().collect();
    let chart = charts::bars(&most, &spoken(id, title, words))?;
    let table = table(what, rows.iter().cloned(), words);
    Ok(card(title, &chart, &table, words))
}

fn lists(figures: &Figures, words: Words) -> Markup {
    if figures.lists.is_empty() {
        return html! {};
    }
    html! {
        section {
            h2 { (words.say("What the lists did", "Was die Listen bewirkten")) }
            p.soft { (words.about_lists()) }
            table {
                thead {
                    tr {
                        th scope="col" { (words.say("list", "Liste")) }
                        @for head in words.effects() { th scope="col" { (head) } }
                    }
                }
                tbody {
                    @for list in &figures.lists {
                        tr {
                            th scope="row" { (words.list(list)) }
                            @for count in [list.decided, list.known, list.only, list.reported_fine] {
                                td { (count) }
                            }
                        }
                    }
                }
            }
        }
    }
}

fn blocks(figures: &Figures, words: Words) -> Markup {
    if figures.blocks.is_empty() {
        return html! {};
    }
    html! {
        section {
            h2 { (words.say("Blocks of numbers", "Nummernblöcke")) }
            p.soft { (words.about_blocks()) }
            table {
                thead {
                    tr {
                        th scope="col" { (words.say("block", "Block")) }
                        th scope="col" { (words.say("strangers", "Unbekannte")) }
                        th scope="col" { (words.say("calls", "Anrufe")) }
                    }
                }
                tbody {
                    @for block in &figures.blocks {
                        tr {
                            th scope="row" { (block.prefix.expose()) }
                            td { (block.strangers) }
                            td { (block.calls) }
                        }
                    }
                }
            }
        }
    }
}

fn table(what: &str, rows: impl Iterator<Item = (String, VerdictCounts)>, words: Words) -> Markup {
    html! {
        table {
            thead {
                tr {
                    th scope="col" { (what) }
                    @for verdict in words.verdicts() { th scope="col" { (verdict) } }
                }
            }
            tbody {
                @for (name, calls) in rows {
                    tr {
                        th scope="row" { (name) }
                        @for verdict in Verdict::ALL { td { (calls.of(verdict)) } }
                    }
                }
            }
        }
    }
}

fn card(title: &str, chart: &str, table: &Markup, words: Words) -> Markup {
    html! {
        section {
            h2 { (title) }
            ul.key aria-hidden="true" {
                @for (verdict, name) in Verdict::ALL.into_iter().zip(words.verdicts()) {
                    li class=(verdict.code()) { (name) }
                }
            }
            (PreEscaped(chart))
            details {
                summary { (words.say("as a table", "als Tabelle")) }
                (table)
            }
        }
    }
}

fn spoken<'text>(id: &'text str, title: &'text str, words: Words) -> Spoken<'text> {
    Spoken { id, title, description: words.about_charts() }
}
