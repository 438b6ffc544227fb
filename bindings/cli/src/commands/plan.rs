use std::path::Path;

use callscreen_core::plan::{IOS_NUMBERS_AT_MOST, PlanReport};
use callscreen_core::text::Language;
use serde::Serialize;

use crate::failure::Result;
use crate::output::{clean, count};
use crate::session::Session;
use crate::words::say;

/// What was written, and whether an iPhone takes it.
#[derive(Serialize)]
struct Written {
    #[serde(flatten)]
    report: PlanReport,
    fits_ios: bool,
}

pub(super) fn run(file: &Path, all: bool, session: &mut Session) -> Result<()> {
    let at_most = (!all).then_some(IOS_NUMBERS_AT_MOST);
    let report = session.screener()?.write_plan_within(file, Session::now(), at_most)?;
    let fits_ios = report.numbers <= IOS_NUMBERS_AT_MOST;
    let written = Written { report, fits_ios };
    let text = text(file, &written.report, session.language());
    session.answer(&written, || text)?;
    if !fits_ios {
        session.warn(&format_args!(
            "the plan holds more than the {IOS_NUMBERS_AT_MOST} numbers that an iPhone takes in \
             one load"
        ));
    }
    if written.report.ranges_left_out > 0 {
        session.warn(&format_args!(
            "an iPhone takes {IOS_NUMBERS_AT_MOST} numbers in one load; left out, the largest first: \
             {} with {}. `--all` writes them too",
            count(written.report.ranges_left_out, "range", "ranges"),
            count(written.report.numbers_left_out, "number", "numbers"),
        ));
    }
    Ok(())
}

fn text(file: &Path, report: &PlanReport, language: Language) -> String {
    let say = |english, german| say(language, english, german);
    let numbers = count(report.numbers, say("number", "Nummer"), say("numbers", "Nummern"));
    let ranges = count(report.ranges, say("range", "Bereich"), say("ranges", "Bereichen"));
    let written = format!("{}: {numbers} in {ranges}.\n", clean(&file.to_string_lossy()));
    let line = |words: &str, names: Vec<String>| match names.as_slice() {
        [] => String::new(),
        names => format!("{words}: {}.\n", names.join(", ")),
    };
    let steps = report.not_kept.iter().map(|step| step.code().to_owned()).collect();
    let rules = report.rules_not_kept.iter().map(ToString::to_string).collect();
    let steps = line(
        say(
            "What these steps reject, no plan can hold",
            "Was diese Schritte abweisen, kann kein Plan halten",
        ),
        steps,
    );
    let rules = line(
        say(
            "Rules that no plan can hold as they are",
            "Regeln, die kein Plan so halten kann, wie sie sind",
        ),
        rules,
    );
    format!("{written}{steps}{rules}")
}
