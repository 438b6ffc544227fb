//! What an app can ask about the user's own reports.

use super::Screener;
use crate::call::Moment;
use crate::error::{Error, Result};
use crate::marks::{self, Mark, MarkExport, Opinion};
use crate::store::Writer;
use crate::{expected, journal};

impl Screener {
    /// Reports a number as a call centre or as fine, from this moment on; an earlier report on it is
    /// replaced. A rule on the same number is not asked until the report is taken back, and a call
    /// centre is expected no longer. Emergency numbers, and what is no number, cannot be reported.
    pub fn mark_number(
        &self,
        number: &str,
        opinion: Opinion,
        remark: &str,
        at: Moment,
    ) -> Result<Mark> {
        let number = marks::number_of(number, &self.home)?;
        let mark = Mark { number, opinion, remark: remark.to_owned(), at };
        self.store.write(|writer| put(writer, &mark))?;
        Ok(mark)
    }

    /// Reports the caller of a call in the journal, as [`Self::mark_number`] does.
    pub fn mark_call(&self, id: i64, opinion: Opinion, remark: &str, at: Moment) -> Result<Mark> {
        self.write_with_journal(|writer| {
            let number = marks::number_of_caller(journal::caller_of(writer, id)?)?;
            let mark = Mark { number, opinion, remark: remark.to_owned(), at };
            put(writer, &mark)?;
            Ok(mark)
        })
    }

    /// Takes the report on the caller of a call in the journal back.
    pub fn unmark_call(&self, id: i64) -> Result<()> {
        self.write_with_journal(|writer| {
            let number = marks::number_of_caller(journal::caller_of(writer, id)?)?;
            if marks::remove(writer, number)? { Ok(()) } else { Err(Error::UnknownMark) }
        })
    }

    /// Takes the report on a number back: everything is as if it had not been made.
    pub fn unmark_number(&self, number: &str) -> Result<()> {
        let number = marks::number_of(number, &self.home)?;
        let removed = self.store.write(|writer| marks::remove(writer, number))?;
        if removed { Ok(()) } else { Err(Error::UnknownMark) }
    }

    /// Every report, oldest first.
    pub fn marks(&self) -> Result<Vec<Mark>> {
        self.store.read(marks::all)
    }

    /// The reports as CSV for a community list: number in E.164, category and day, and nothing about
    /// the user. `lists import` reads it again.
    pub fn export_marks(&self, what: MarkExport) -> Result<String> {
        Ok(marks::csv(&self.marks()?, what))
    }
}

/// Keeps a report. Whom the user waited for before is a call centre now.
fn put(writer: &mut Writer<'_>, mark: &Mark) -> Result<()> {
    if let Opinion::CallCentre { .. } = mark.opinion {
        expected::cancel_number(writer, mark.number)?;
    }
    marks::put(writer, mark)
}
