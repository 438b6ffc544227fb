//! Makes entries of rows, and the report.

use std::ops::ControlFlow;

use super::row::{entry, is_national, parts, subject_spelt};
use super::{ListFormat, ListReading, Row, Sink, Terms, Watch};
use crate::error::{Error, Result};
use crate::import::{ImportProgress, ImportReport, Passed, SkipReason, Source};
use crate::lists::Entry;
use crate::number::Region;

/// How many rows lie between two words on the progress.
const ROWS_BETWEEN: u64 = 1_000;
const MS_PER_DAY: i64 = 86_400_000;

/// Takes rows, and passes on the entries they stand for.
pub(super) struct Taker<'import> {
    terms: &'import Terms<'import>,
    take: &'import mut dyn FnMut(Entry) -> Result<()>,
    watch: Watch<'import>,
    passed: Passed,
    bytes: u64,
    home: Vec<Region>,
    reading: Option<ListReading>,
    /// Reports from before this day are too old; in days since 1970-01-01.
    oldest: Option<i64>,
    report: ImportReport,
    usable: u64,
    rows: u64,
}

impl<'import> Taker<'import> {
    pub(super) fn new(
        terms: &'import Terms<'import>,
        file: &Source<'_>,
        take: &'import mut dyn FnMut(Entry) -> Result<()>,
        watch: Watch<'import>,
    ) -> Self {
        Self {
            terms,
            take,
            watch,
            passed: file.passed.clone(),
            bytes: file.size,
            home: terms.home.to_vec(),
            reading: None,
            oldest: None,
            report: ImportReport::default(),
            usable: 0,
            rows: 0,
        }
    }

    /// The report on the rows left out, and how many were taken.
    pub(super) fn finish(mut self) -> (ImportReport, u64) {
        self.report.list = self.reading;
        (self.report, self.usable)
    }

    fn take(&mut self, number: &str, row: &Row<'_>) -> Result<()> {
        match subject_spelt(number, row.spelling, &self.home) {
            Ok(subject) => {
                self.usable += 1;
                if let Some(reading) = &mut self.reading {
                    reading.national += u64::from(is_national(number, row.spelling, subject));
                }
                (self.take)(entry(subject, row))
            }
            Err(reason) => {
                self.report.skip(row.line, reason);
                Ok(())
            }
        }
    }

    fn tell(&mut self) -> Result<()> {
        let progress =
            ImportProgress { bytes_read: self.passed.bytes(), bytes: self.bytes, rows: self.rows };
        match (self.watch)(progress) {
            ControlFlow::Continue(()) => Ok(()),
            ControlFlow::Break(()) => Err(Error::Cancelled),
        }
    }
}

impl Sink for Taker<'_> {
    fn format(&mut self, format: ListFormat) {
        let preset = format.preset();
        if let Some(region) = preset.and_then(super::Preset::region)
            && !self.terms.home_is_the_lists
        {
            self.home = vec![region];
        }
        let asked = self.terms.source.max_age_days.or(preset.map(|preset| preset.max_age_days));
        let max_age_days = asked.filter(|&days| days > 0);
        let today = self.terms.at.unix_ms.div_euclid(MS_PER_DAY);
        self.oldest = max_age_days.map(|days| today - i64::from(days));
        self.reading = Some(ListReading {
            format,
            regions: self.home.clone(),
            national: 0,
            threshold: preset.map_or(1, |preset| preset.threshold),
            max_age_days,
        });
    }

    fn row(&mut self, row: Row<'_>) -> Result<()> {
        if self.rows.is_multiple_of(ROWS_BETWEEN) {
            self.tell()?;
        }
        self.rows += 1;
        let too_old = || row.day.zip(self.oldest).is_some_and(|(day, oldest)| day < oldest);
        let reason = match row.number {
            Ok(text) if text.trim().is_empty() => SkipReason::Empty,
            Ok(_) if row.score == 0 => SkipReason::NotBlocked,
            Ok(_) if too_old() => SkipReason::TooOld,
            Ok(text) => {
                for part in parts(text, &self.home) {
                    self.take(part, &row)?;
                }
                return Ok(());
            }
            Err(reason) => reason,
        };
        self.report.skip(row.line, reason);
        Ok(())
    }
}
