//! When a schedule opens next.

use chrono::{Datelike, NaiveDate, NaiveDateTime, NaiveTime, TimeDelta};

use super::Schedule;
use crate::call::Moment;

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
