//! When a schedule opens next.

use std::collections::BTreeMap;

use chrono::{Datelike, NaiveDate, NaiveDateTime, NaiveTime, TimeDelta};

use super::Schedule;
use crate::call::Moment;

const MINUTE_MS: i64 = 60_000;
/// How far to look for the end: what is open for longer is taken in pieces.
const DAYS_OPEN: usize = 8;
/// How far to look ahead: a holiday of every leap year is at most eight years away.
const DAYS_AHEAD: usize = 3_653;
/// What people mean by a year. The ends of the calendar are far away, so reckoning cannot overflow.
const YEARS: std::ops::RangeInclusive<i32> = 1..=9_999;

impl Schedule {
    /// The first moment from `at` on that lies in a window: `at` itself when it is open, and `None` when
    /// nothing opens within ten years.
    pub fn next_opening(&self, at: Moment) -> Option<Moment> {
        if self.is_open(at) {
            return Some(at);
        }
        let from = at.to_datetime()?.naive_utc();
        let today = self.zone.local(at)?.date();
        if !YEARS.contains(&today.year()) {
            return None;
        }
        let opening = today.iter_days().take(DAYS_AHEAD).find_map(|day| {
            // A clock put back over midnight shows a day again, so the next one counts too.
            [Some(day), day.succ_opt()]
                .into_iter()
                .flatten()
                .flat_map(|day| self.candidates(day, at.utc_offset_minutes))
                .filter(|&utc| utc >= from && self.is_open(moment(utc, at)))
                .min()
        })?;
        Some(moment(opening, at))
    }

    /// The first moment after `at`, which lies in a window, that does not; a moment some days later
    /// when there is none before. `None` outside the years that are reckoned with.
    fn next_closing(&self, at: Moment) -> Option<Moment> {
        let from = at.to_datetime()?.naive_utc();
        // What is open now may have begun yesterday.
        let first = self.zone.local(at)?.date().pred_opt()?;
        if !YEARS.contains(&first.year()) {
            return None;
        }
        let closing = first.iter_days().take(DAYS_OPEN).find_map(|day| {
            [Some(day), day.succ_opt()]
                .into_iter()
                .flatten()
                .flat_map(|day| self.ends(day, at.utc_offset_minutes))
                .filter(|&utc| utc > from && !self.is_open(moment(utc, at)))
                .min()
        });
        let later = || from.checked_add_signed(TimeDelta::days(DAYS_OPEN.try_into().ok()?));
        Some(moment(closing.or_else(later)?, at))
    }

    /// Every moment, in UTC, at which what begins on a day may end: where its hours do, at each offset
    /// that the days have, and where the clock is put forward or back out of them.
    fn ends(&self, day: NaiveDate, phone_minutes: i32) -> Vec<NaiveDateTime> {
        let midnight = day.and_time(NaiveTime::MIN);
        let offset = |utc| self.zone.offset(utc, phone_minutes);
        // Hours may go on over midnight, and no clock is a day ahead or behind.
        let [before, after] = [midnight - TimeDelta::days(1), midnight + TimeDelta::days(3)];
        let offsets = [offset(before), offset(after)];
        let ends = self.hours_on(day).map(|hours| TimeDelta::minutes(hours.minutes().end.into()));
        let mut moments: Vec<_> =
            ends.flat_map(|end| offsets.map(|offset| midnight + end - offset)).collect();
        if offsets[0] != offsets[1] {
            moments.push(change(before, after, offset));
        }
        moments
    }

    /// Every moment of a day, in UTC, at which the schedule may open: where hours begin, at each offset
    /// that the day has, and where the clock is put forward or back into them.
    fn candidates(&self, day: NaiveDate, phone_minutes: i32) -> Vec<NaiveDateTime> {
        let midnight = day.and_time(NaiveTime::MIN);
        let offset = |utc| self.zone.offset(utc, phone_minutes);
        // No clock is a day ahead or behind.
        let [before, after] = [midnight - TimeDelta::days(1), midnight + TimeDelta::days(2)];
        let offsets = [offset(before), offset(after)];
        let begins = self.hours_on(day).map(|hours| TimeDelta::minutes(hours.from().into()));
        let mut candidates: Vec<_> =
            begins.flat_map(|begin| offsets.map(|offset| midnight + begin - offset)).collect();
        if offsets[0] != offsets[1] {
            candidates.push(change(before, after, offset));
        }
        candidates.retain(|&utc| (utc + offset(utc)).date() == day);
        candidates
    }
}

/// Opening time, reckoned from window to window. Each is looked up once, however many reckonings go
/// through it.
#[derive(Default)]
pub(crate) struct OpeningTime {
    /// By the offset that the phone's clock had, and the end.
    runs: BTreeMap<(i32, i64), Run>,
}

/// A time without a break in which the schedule is open, in milliseconds since 1970-01-01 UTC.
#[derive(Clone, Copy)]
struct Run {
    /// From then on it was closed until the run began.
    closed_from: i64,
    open: i64,
    close: i64,
}

impl OpeningTime {
    /// When so many minutes of opening time have gone by, each one begun while it was open; `None` when
    /// it does not open that often.
    pub(crate) fn after(
        &mut self,
        schedule: &Schedule,
        mut at: Moment,
        minutes: u32,
    ) -> Option<Moment> {
        let mut left = i64::from(minutes);
        while left > 0 {
            let run = self.run(schedule, at)?;
            let open = run.open.max(at.unix_ms);
            let begun = (run.close - open - 1).div_euclid(MINUTE_MS) + 1;
            let gone = begun.min(left);
            at.unix_ms = open.checked_add(gone * MINUTE_MS)?;
            left -= gone;
        }
        Some(at)
    }

    /// What is open then or next.
    fn run(&mut self, schedule: &Schedule, at: Moment) -> Option<Run> {
        let asked = at.unix_ms;
        let clock = at.utc_offset_minutes;
        let later = self.runs.range((clock, asked.checked_add(1)?)..=(clock, i64::MAX)).next();
        if let Some((_, run)) = later
            && run.closed_from <= asked
        {
            return Some(*run);
        }
        let open = schedule.next_opening(at)?;
        let close = schedule.next_closing(open)?.unix_ms;
        let run = Run { closed_from: asked, open: open.unix_ms, close };
        self.runs.insert((clock, close), run);
        Some(run)
    }
}

/// The moment between two at which the offset becomes what it is at the later one.
fn change(
    mut before: NaiveDateTime,
    mut after: NaiveDateTime,
    offset: impl Fn(NaiveDateTime) -> TimeDelta,
) -> NaiveDateTime {
    let last = offset(after);
    while after - before > TimeDelta::seconds(1) {
        let middle = before + TimeDelta::seconds((after - before).num_seconds() / 2);
        if offset(middle) == last {
            after = middle;
        } else {
            before = middle;
        }
    }
    after
}

/// The clock on the wall stays the one that the call brought along.
fn moment(utc: NaiveDateTime, like: Moment) -> Moment {
    Moment { unix_ms: utc.and_utc().timestamp_millis(), ..like }
}
