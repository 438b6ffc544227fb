//! When one rule counts while another one does, by the minute.

use std::collections::BTreeMap;

use chrono::{Days, Weekday};

use crate::call::Moment;
use crate::schedule::{Holiday, Hours, Schedule, Zone};

const DAY_MINUTES: usize = 24 * 60;
const WEEK_MINUTES: usize = 7 * DAY_MINUTES;
/// Hours that begin on a day may go on until the end of the next one.
const SPAN_MINUTES: usize = 2 * DAY_MINUTES;

const WEEKDAYS: [Weekday; 7] = [
    Weekday::Mon,
    Weekday::Tue,
    Weekday::Wed,
    Weekday::Thu,
    Weekday::Fri,
    Weekday::Sat,
    Weekday::Sun,
];

/// The minutes of an ordinary week, from Monday on, and whether the schedule is open.
pub(super) fn week(times: &Schedule) -> Vec<bool> {
    let mut week = vec![false; WEEK_MINUTES];
    for (day, minutes) in windows(times) {
        for minute in minutes {
            if let Some(open) = week.get_mut((day * DAY_MINUTES + minute) % WEEK_MINUTES) {
                *open = true;
            }
        }
    }
    week
}

/// The holidays that may still come.
pub(super) fn holidays(
    times: &Schedule,
    now: Moment,
) -> impl Iterator<Item = (&Holiday, &Vec<Hours>)> {
    // Where it is latest, and with hours that go on over midnight, a day ends two days later.
    let long_ago = now.to_datetime().map(|now| now.date_naive() - Days::new(2));
    let is_over = move |day: &Holiday| match *day {
        Holiday::Date(date) => long_ago.is_some_and(|long_ago| date < long_ago),
        Holiday::Yearly { .. } => false,
    };
    times.holidays.iter().filter(move |(day, _)| !is_over(day))
}

/// Whether two schedules are surely open at once, in some ordinary week. `None` is always open.
pub(super) fn meet(one: Option<&Schedule>, other: Option<&Schedule>) -> bool {
    match (one, other) {
        (None, None) => true,
        (Some(times), None) | (None, Some(times)) => !times.windows.is_empty(),
        (Some(one), Some(other)) => {
            one.zone == other.zone && week(one).iter().zip(week(other)).any(|(a, b)| *a && b)
        }
    }
}

/// The weekday that each window begins on, from 0 for Monday, and its minutes from that midnight on.
fn windows(times: &Schedule) -> impl Iterator<Item = (usize, std::ops::Range<usize>)> {
    times.windows.iter().flat_map(|window| {
        let begins = WEEKDAYS.iter().enumerate();
        let days = begins.filter(|(_, day)| window.days.contains(**day));
        days.map(|(day, _)| (day, minutes(window.hours)))
    })
}

fn minutes(hours: Hours) -> std::ops::Range<usize> {
    let minutes = hours.minutes();
    minutes.start as usize..minutes.end as usize
}

/// Minutes at which a rule counts, each told by the weekday on which its hours began; those of holidays,
/// which may be any weekday, stand apart.
#[derive(Clone)]
pub(super) struct Minutes(Vec<bool>);

impl Minutes {
    const HOLIDAYS: usize = WEEKDAYS.len();

    fn none() -> Self {
        Self(vec![false; (WEEKDAYS.len() + 1) * SPAN_MINUTES])
    }

    fn add(&mut self, day: usize, minutes: impl IntoIterator<Item = usize>) {
        for minute in minutes {
            if let Some(open) = self.0.get_mut(day * SPAN_MINUTES + minute) {
                *open = true;
            }
        }
    }

    pub(super) fn is_empty(&self) -> bool {
        !self.0.contains(&true)
    }

    /// Those that are among the others, and those that are not.
    pub(super) fn split(&self, others: &Self) -> (Self, Self) {
        let both = || self.0.iter().zip(&others.0);
        (
            Self(both().map(|(is, other)| *is && *other).collect()),
            Self(both().map(|(is, other)| *is && !*other).collect()),
        )
    }
}

/// The hours of one rule, to see which of them other rules count in as well.
pub(super) struct Frame<'rule> {
    zone: Zone,
    holidays: BTreeMap<&'rule Holiday, &'rule Vec<Hours>>,
    own: Minutes,
    now: Moment,
}

impl<'rule> Frame<'rule> {
    /// The hours of a schedule. What is always open is told on the clock of `zone`.
    pub(super) fn new(times: Option<&'rule Schedule>, zone: Zone, now: Moment) -> Self {
        let mut own = Minutes::none();
        let Some(times) = times else {
            (0..WEEKDAYS.len()).for_each(|day| own.add(day, 0..DAY_MINUTES));
            return Self { zone, holidays: BTreeMap::new(), own, now };
        };
        let holidays: BTreeMap<_, _> = holidays(times, now).collect();
        windows(times).for_each(|(day, minutes)| own.add(day, minutes));
        for hours in holidays.values().flat_map(|hours| hours.iter()) {
            own.add(Minutes::HOLIDAYS, minutes(*hours));
        }
        Self { zone: times.zone, holidays, own, now }
    }

    pub(super) fn own(&self) -> Minutes {
        self.own.clone()
    }

    /// Whether the other rule surely counts at some of the minutes.
    pub(super) fn shares_with(&self, other: Option<&Schedule>) -> bool {
        !self.own.split(&self.shared_with(other)).0.is_empty()
    }

    /// The minutes at which the other rule surely counts, too: none on another clock, or with holidays
    /// that are not the same ones.
    pub(super) fn shared_with(&self, other: Option<&Schedule>) -> Minutes {
        let Some(other) = other else { return self.own() };
        let mut shared = Minutes::none();
        if other.zone != self.zone {
            return shared;
        }
        let theirs: BTreeMap<_, _> = holidays(other, self.now).collect();
        if theirs.is_empty() {
            let week = week(other);
            let is_open = |day: usize, minute: usize| {
                week.get((day * DAY_MINUTES + minute) % WEEK_MINUTES) == Some(&true)
            };
            for day in 0..WEEKDAYS.len() {
                shared.add(day, (0..SPAN_MINUTES).filter(|&minute| is_open(day, minute)));
            }
            let any_day = |minute: &usize| (0..WEEKDAYS.len()).all(|day| is_open(day, *minute));
            shared.add(Minutes::HOLIDAYS, (0..SPAN_MINUTES).filter(any_day));
        } else if theirs == self.holidays {
            // What began on a holiday is cut the same way for both; what goes on from the day before,
            // too, if it began at the same day.
            windows(other).for_each(|(day, minutes)| shared.add(day, minutes));
            shared.add(Minutes::HOLIDAYS, 0..SPAN_MINUTES);
        }
        shared
    }
}
