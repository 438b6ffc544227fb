use std::path::Path;

use crate::failure::Result;
use crate::output::count;
use crate::session::Session;

pub(super) fn run(file: &Path, session: &mut Session) -> Result<()> {
    let report = session.screener()?.write_plan(file, Session::now())?;
    session.answer(&report, || {
        let numbers = count(report.numbers, "number", "numbers");
        let ranges = count(report.ranges, "range", "ranges");
        let mut text = format!("{}: {numbers} in {ranges}.\n", file.display());
        if !report.not_kept.is_empty() {
            let steps: Vec<_> = report.not_kept.iter().map(|step| step.code()).collect();
            let steps = steps.join(", ");
            text += &format!("What these steps reject, no plan can hold: {steps}.\n");
        }
        text
    })
}
