use std::path::Path;

use callscreen_core::plan::{IOS_NUMBERS_AT_MOST, PlanReport};
use serde::Serialize;

use crate::failure::Result;
use crate::output::{clean, count};
use crate::session::Session;

/// What was written, and whether an iPhone takes it.
#[derive(Serialize)]
struct Written {
    #[serde(flatten)]
    report: PlanReport,
    fits_ios: bool,
}

pub(super) fn run(file: &Path, session: &mut Session) -> Result<()> {
    let report = session.screener()?.write_plan(file, Session::now())?;
    let fits_ios = report.numbers <= IOS_NUMBERS_AT_MOST;
    let written = Written { report, fits_ios };
    session.answer(&written, || text(file, &written.report))?;
    if !fits_ios {
        session.warn(&format_args!(
            "the plan holds more than the {IOS_NUMBERS_AT_MOST} numbers that an iPhone takes in \
             one load: switch `call_centre.reserved_ranges` off in the policy, or remove large \
             lists"
        ));
    }
    Ok(())
}

fn text(file: &Path, report: &PlanReport) -> String {
    let numbers = count(report.numbers, "number", "numbers");
    let ranges = count(report.ranges, "range", "ranges");
    let written = format!("{}: {numbers} in {ranges}.\n", clean(&file.to_string_lossy()));
    let line = |words: &str, names: Vec<String>| match names.as_slice() {
        [] => String::new(),
        names => format!("{words}: {}.\n", names.join(", ")),
    };
    let steps = report.not_kept.iter().map(|step| step.code().to_owned()).collect();
    let rules = report.rules_not_kept.iter().map(ToString::to_string).collect();
    let steps = line("What these steps reject, no plan can hold", steps);
    let rules = line("Rules that no plan can hold as they are", rules);
    format!("{written}{steps}{rules}")
}
