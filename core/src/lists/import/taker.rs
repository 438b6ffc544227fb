//! Makes changes to a list of rows, and the report.

use std::path::Path;

use super::day::{Order, day};
use super::row::{entry, is_national, parts, subject_spelt};
use super::{ListFormat, ListReading, Preset, Purpose, Row, Sink, Terms, UnreadDays};
use crate::error::{Error, Result};
use crate::import::{ImportReport, LINES_NAMED, Progress, SkipReason};
use crate::lists::Change;
use crate::number::Region;

const MS_PER_DAY: i64 = 86_400_000;

/// Takes rows, and passes on the changes they stand for.
pub(super) struct Taker<'import, 'file> {
    terms: &'import Terms<'import>,
    path: &'import Path,
    progress: Progress<'file>,
    take: &'import mut dyn FnMut(Change) -> Result<()>,
    home: Vec<Region>,
    reading: Option<ListReading>,
    /// How the source writes dates that can be read in two ways.
    order: Order,
    /// Reports from before this day are too old; in days since 1970-01-01.
    oldest: Option<i64>,
    report: ImportReport,
    counts: Counts,
}

/// How many numbers and patterns were taken.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Counts {
    /// Those that are in the list from now on.
    pub(super) taken: u64,
    /// Those that are in it no more.
    pub(super) gone: u64,
}

impl<'import, 'file> Taker<'import, 'file> {
    pub(super) fn new(
        terms: &'import Terms<'import>,
        path: &'import Path,
        progress: Progress<'file>,
        take: &'import mut dyn FnMut(Change) -> Result<()>,
    ) -> Self {
        Self {
            terms,
            path,
            progress,
            take,
            home: terms.home.to_vec(),
            reading: None,
            order: Order::DayFirst,
            oldest: None,
            report: ImportReport::default(),
            counts: Counts::default(),
        }
    }

    /// The report on the rows left out, and how many were taken.
    pub(super) fn finish(mut self) -> (ImportReport, Counts) {
        self.report.list = self.reading;
        (self.report, self.counts)
    }

    fn take(&mut self, number: &str, row: &Row<'_>) -> Result<()> {
        let subject = match subject_spelt(number, row.spelling, &self.home) {
            Ok(subject) => subject,
            Err(reason) => {
                self.report.skip(row.line, reason);
                return Ok(());
            }
        };
        if let Some(reading) = &mut self.reading {
            reading.national += u64::from(is_national(number, row.spelling, subject));
        }
        let gone = row.harmless || row.score == 0;
        let count = if gone { &mut self.counts.gone } else { &mut self.counts.taken };
        *count += 1;
        (self.take)(match self.terms.purpose {
            _ if gone => Change::Remove(subject),
            Purpose::Replace => Change::Add(entry(subject, row)),
            Purpose::Change => Change::Put(entry(subject, row)),
        })
    }

    fn is_from_phone_block(&self) -> bool {
        let format = self.reading.as_ref().map(|reading| reading.format);
        matches!(format, Some(ListFormat::PhoneBlockJson | ListFormat::PhoneBlockXml))
    }

    /// Whether the report is older than reports of this list may be. One whose day cannot be read is
    /// not, and is counted.
    fn is_too_old(&mut self, row: &Row<'_>) -> bool {
        let written = row.day.trim();
        if written.is_empty() {
            return false;
        }
        if let Some(day) = day(written, self.order) {
            return self.oldest.is_some_and(|oldest| day < oldest);
        }
        if let Some(reading) = &mut self.reading {
            let unread = reading
                .unread_days
                .get_or_insert_with(|| UnreadDays { rows: 0, first_lines: Vec::new() });
            unread.rows += 1;
            if unread.first_lines.len() < LINES_NAMED {
                unread.first_lines.push(row.line);
            }
        }
        false
    }
}

impl Sink for Taker<'_, '_> {
    fn format(&mut self, format: ListFormat) -> Result<()> {
        let preset = format.preset();
        if preset.is_some() && self.terms.purpose == Purpose::Change {
            let expected = "a list that gives each number once: complaints are counted, so import \
                            the files of all days as one, in place of the list";
            return Err(Error::format(self.path, None, expected));
        }
        let region = preset.and_then(Preset::region);
        if let Some(region) = region
            && !self.terms.home_is_the_lists
        {
            self.home = vec![region];
        }
        self.order = Order::in_region(region.or(self.home.first().copied()));
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
            holds_changes: false,
            unread_days: None,
        });
        Ok(())
    }

    fn holds_changes(&mut self) {
        if let Some(reading) = &mut self.reading {
            reading.holds_changes = true;
        }
    }

    fn row(&mut self, row: Row<'_>) -> Result<()> {
        self.progress.row()?;
        let changes = self.terms.purpose == Purpose::Change;
        if row.score == 0 && row.number.is_ok() && self.is_from_phone_block() {
            // Of a caller that it blocks no more it tells only those who have it in their list.
            self.holds_changes();
        }
        let gone = row.harmless || row.score == 0;
        let reason = match row.number {
            Ok(text) if text.trim().is_empty() => SkipReason::Empty,
            Ok(_) if gone && !changes => SkipReason::NotBlocked,
            Ok(_) if !gone && self.is_too_old(&row) => SkipReason::TooOld,
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

    fn gone(&mut self, place: u64, number: &str) -> Result<()> {
        match self.terms.purpose {
            // There was nothing before.
            Purpose::Replace => Ok(()),
            Purpose::Change => self.row(Row { harmless: true, ..Row::of(place, number) }),
        }
    }
}
