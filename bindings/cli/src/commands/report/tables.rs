use callscreen_core::figures::{Figures, VerdictCounts};

use crate::output::Rows;
use crate::words::report::Words;

/// The figures for a terminal.
pub(super) fn text(figures: &Figures, words: Words) -> String {
    if figures.verdicts.total() == 0 {
        return format!("{}\n", words.nothing());
    }
    let mut parts = vec![format!("{}\n", words.period(figures))];
    let say = |english, german| words.say(english, german);
    let all = [(say("all calls", "alle Anrufe").to_owned(), figures.verdicts)];
    parts.push(counts("", all.into_iter(), words));
    if figures.reachability.approaches > 0 {
        parts.push(reachability(figures, words));
    }
    let reasons = figures.reasons.iter().map(|reason| (words.reason(reason), reason.calls));
    parts.push(counts(say("reason", "Grund"), reasons, words));
    let origins = figures.origins.iter().map(|origin| (words.origin(origin.origin), origin.calls));
    parts.push(counts(say("from", "woher"), origins, words));
    let weekdays = words.weekdays().into_iter().map(str::to_owned);
    let weekdays = weekdays.zip(figures.weekdays.iter().copied());
    parts.push(counts(say("day of the week", "Wochentag"), weekdays, words));
    let hours = (0..).zip(&figures.hours).filter(|(_, calls)| calls.total() > 0);
    let hours = hours.map(|(hour, &calls): (u32, _)| (format!("{hour:02}:00"), calls));
    parts.push(counts(say("hour", "Stunde"), hours, words));
    if !figures.blocks.is_empty() {
        parts.push(blocks(figures, words));
    }
    if !figures.lists.is_empty() {
        parts.push(lists(figures, words));
    }
    parts.join("\n")
}

fn counts(what: &str, rows: impl Iterator<Item = (String, VerdictCounts)>, words: Words) -> String {
    let [allow, voicemail, reject] = words.verdicts();
    let calls = words.say("calls", "Anrufe");
    let mut table = Rows::new(&[what, calls, allow, voicemail, reject]).widths(&[30, 6, 13, 9]);
    for place in 1..5 {
        table = table.right(place);
    }
    for (name, calls) in rows {
        let VerdictCounts { allow, voicemail, reject } = calls;
        let numbers = [calls.total(), allow, voicemail, reject].map(|count| count.to_string());
        let [total, allow, voicemail, reject] = numbers;
        table.add([name, total, allow, voicemail, reject]);
    }
    table.text()
}

fn reachability(figures: &Figures, words: Words) -> String {
    let percent = figures.reachability.percent();
    let share = percent.map_or_else(|| "–".to_owned(), |percent| format!("{percent} %"));
    let mut table = Rows::new(&[words.reachability(), &share]).right(1);
    for (name, count) in words.approaches(figures.reachability) {
        table.add([name.to_owned(), count.to_string()]);
    }
    match percent {
        Some(percent) => {
            let of = words.share_of(figures.reachability);
            format!("{}: {percent} % {of}\n\n{}", words.reachability(), table.text())
        }
        None => table.text(),
    }
}

fn blocks(figures: &Figures, words: Words) -> String {
    let mut table = Rows::new(&[
        words.say("block of 100 numbers", "Block von 100 Nummern"),
        words.say("strangers", "Unbekannte"),
        words.say("calls", "Anrufe"),
    ]);
    table = table.right(1).right(2);
    for block in &figures.blocks {
        table.add([block.prefix.expose(), block.strangers.to_string(), block.calls.to_string()]);
    }
    table.text()
}

fn lists(figures: &Figures, words: Words) -> String {
    let [decided, known, only, fine] = words.effects();
    let mut table = Rows::new(&[words.say("list", "Liste"), decided, known, only, fine]);
    for place in 1..5 {
        table = table.right(place);
    }
    for list in &figures.lists {
        let numbers = [list.decided, list.known, list.only, list.reported_fine];
        let [decided, known, only, fine] = numbers.map(|count| count.to_string());
        table.add([words.list(list), decided, known, only, fine]);
    }
    table.text()
}
