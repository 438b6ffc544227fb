//! Days put together to as many columns as a phone can show.

use std::collections::BTreeMap;

use callscreen_core::figures::{DayCount, VerdictCounts};
use callscreen_core::text::Language;
use chrono::{Datelike, Days, Months, NaiveDate};

/// The most columns of a chart.
const COLUMNS: usize = 62;

/// How long a column is.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Unit {
    Day,
    Week,
    Month,
    Year,
}

impl Unit {
    /// The first day of the column that a day falls into.
    fn first_day(self, day: NaiveDate) -> NaiveDate {
        let first = match self {
            Self::Day => Some(day),
            Self::Week => {
                day.checked_sub_days(Days::new(day.weekday().num_days_from_monday().into()))
            }
            Self::Month => day.with_day(1),
            Self::Year => day.with_ordinal(1),
        };
        first.unwrap_or(day)
    }

    fn next(self, first: NaiveDate) -> Option<NaiveDate> {
        match self {
            Self::Day => first.succ_opt(),
            Self::Week => first.checked_add_days(Days::new(7)),
            Self::Month => first.checked_add_months(Months::new(1)),
            Self::Year => first.checked_add_months(Months::new(12)),
        }
    }

    pub(super) fn name(self, language: Language) -> &'static str {
        let (english, german) = match self {
            Self::Day => ("Calls by day", "Anrufe nach Tag"),
            Self::Week => ("Calls by week", "Anrufe nach Woche"),
            Self::Month => ("Calls by month", "Anrufe nach Monat"),
            Self::Year => ("Calls by year", "Anrufe nach Jahr"),
        };
        crate::words::say(language, english, german)
    }

    /// A column's first day as short as can be.
    pub(super) fn label(self, first: NaiveDate, language: Language) -> String {
        let format = match (self, language) {
            (Self::Day | Self::Week, Language::English) => "%-d %b",
            (Self::Day | Self::Week, Language::German) => "%-d.%-m.",
            (Self::Month, _) => "%-m/%y",
            (Self::Year, _) => "%Y",
        };
        first.format(format).to_string()
    }
}

/// The columns, without gaps, and how long each is. Of more years than there are columns the last
/// are told: nobody's journal is that old, but a clock can be wrong.
pub(super) fn timeline(days: &[DayCount]) -> (Unit, Vec<(NaiveDate, VerdictCounts)>) {
    let days = days.iter().filter_map(|day| Some((day.day.parse().ok()?, day.calls)));
    let days: Vec<(NaiveDate, VerdictCounts)> = days.collect();
    let columns = |unit| (unit, columns(&days, unit));
    [Unit::Day, Unit::Week, Unit::Month]
        .into_iter()
        .map(columns)
        .find_map(|(unit, columns)| Some((unit, columns?)))
        .unwrap_or_else(|| (Unit::Year, years(&days)))
}

fn columns(
    days: &[(NaiveDate, VerdictCounts)],
    unit: Unit,
) -> Option<Vec<(NaiveDate, VerdictCounts)>> {
    let mut columns: Vec<(NaiveDate, VerdictCounts)> = Vec::new();
    for &(day, calls) in days {
        let first = unit.first_day(day);
        while let Some(next) = columns.last().and_then(|(last, _)| unit.next(*last))
            && next <= first
            && columns.len() <= COLUMNS
        {
            columns.push((next, VerdictCounts::default()));
        }
        if columns.is_empty() {
            columns.push((first, VerdictCounts::default()));
        }
        if let Some((_, sum)) = columns.last_mut() {
            *sum += calls;
        }
    }
    (columns.len() <= COLUMNS).then_some(columns)
}

fn years(days: &[(NaiveDate, VerdictCounts)]) -> Vec<(NaiveDate, VerdictCounts)> {
    let mut years: BTreeMap<NaiveDate, VerdictCounts> = BTreeMap::new();
    for &(day, calls) in days {
        *years.entry(Unit::Year.first_day(day)).or_default() += calls;
    }
    let too_many = years.len().saturating_sub(COLUMNS);
    years.into_iter().skip(too_many).collect()
}
