use std::path::Path;

use crate::failure::Result;
use crate::output::{clean, count};
use crate::session::Session;

pub(super) fn run(file: &Path, session: &mut Session) -> Result<()> {
    let report = session.screener()?.write_plan(file, Session::now())?;
    session.answer(&report, || {
        let numbers = count(report.numbers, "number", "numbers");
        let ranges = count(report.ranges, "range", "ranges");
        let written = format!("{}: {numbers} in {ranges}.\n", clean(&file.to_string_lossy()));
        if report.not_kept.is_empty() {
            return written;
        }
        let steps: Vec<_> = report.not_kept.iter().map(|step| step.code()).collect();
        let steps = steps.join(", ");
        format!("{written}What these steps reject, no plan can hold: {steps}.\n")
    })
}
