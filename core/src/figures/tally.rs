use std::cmp::Reverse;
use std::collections::BTreeMap;

use chrono::{Datelike, Timelike};

use super::blocks::Blocks;
use super::effects::Effects;
use super::reach::{Reach, Wanted};
use super::{DayCount, Figures, Origin, OriginCount, ReasonCount, VerdictCounts};
use crate::call::Moment;
use crate::callbacks::CallbackSettings;
use crate::caller::Caller;
use crate::journal::JournalEntry;
use crate::lists::Listing;
use crate::marks::Opinion;
use crate::number::{self, Number};
use crate::verdict::Reason;

/// A call of the journal, with what is known of its caller when the figures are made.
pub(crate) struct Counted<'call> {
    /// The call.
    pub(crate) entry: &'call JournalEntry,
    /// Nobody knew the caller then, and nobody does now.
    pub(crate) stranger: bool,
    /// Whom the user wants to hear.
    pub(crate) wanted: Option<&'call Wanted>,
    /// What the lists say about the number.
    pub(crate) listings: &'call [Listing],
    /// Whether a regulator reserves the number's range for sales calls.
    pub(crate) reserved_for_sales: bool,
    /// What the user reported about the number.
    pub(crate) opinion: Option<Opinion>,
}

/// Figures under construction.
pub(crate) struct Tally {
    figures: Figures,
    reasons: BTreeMap<&'static str, (Reason, VerdictCounts)>,
    origins: BTreeMap<Origin, VerdictCounts>,
    days: BTreeMap<chrono::NaiveDate, VerdictCounts>,
    blocks: Blocks,
    effects: Effects,
    reach: Reach,
}

impl Tally {
    /// Begins. `lists` are the names of those that are asked, so that one without effect is told, and
    /// `settings` say by when somebody is to be rung back.
    pub(crate) fn new(
        lists: impl IntoIterator<Item = String>,
        settings: CallbackSettings,
        now: Moment,
    ) -> Self {
        let figures = Figures {
            hours: vec![VerdictCounts::default(); 24],
            weekdays: vec![VerdictCounts::default(); 7],
            ..Figures::default()
        };
        Self {
            figures,
            reasons: BTreeMap::new(),
            origins: BTreeMap::new(),
            days: BTreeMap::new(),
            blocks: Blocks::default(),
            effects: Effects::asked(lists),
            reach: Reach::new(settings, now),
        }
    }

    /// Counts a call. Calls come in the order of their times.
    pub(crate) fn count(&mut self, call: &Counted<'_>) {
        let entry = call.entry;
        let (figures, verdict) = (&mut self.figures, entry.verdict);
        if figures.first_at.is_none_or(|first| entry.at.unix_ms < first.unix_ms) {
            figures.first_at = Some(entry.at);
        }
        if figures.last_at.is_none_or(|last| entry.at.unix_ms > last.unix_ms) {
            figures.last_at = Some(entry.at);
        }
        figures.verdicts.count(verdict);
        let reason = self.reasons.entry(entry.reason.code());
        let (_, calls) = reason.or_insert_with(|| (entry.reason.clone(), VerdictCounts::default()));
        calls.count(verdict);
        self.origins.entry(origin(entry.caller)).or_default().count(verdict);
        // A time outside the calendar has neither hour nor day.
        if let Some(time) = entry.at.to_datetime() {
            let hour = figures.hours.get_mut(time.hour() as usize);
            let weekday = figures.weekdays.get_mut(time.weekday().num_days_from_monday() as usize);
            hour.into_iter().chain(weekday).for_each(|counts| counts.count(verdict));
            self.days.entry(time.date_naive()).or_default().count(verdict);
        }
        if call.stranger
            && let Some(Number::E164(number)) = entry.caller.number()
        {
            self.blocks.count(number);
        }
        if let Some(wanted) = call.wanted {
            self.reach.count(entry, wanted);
        }
        self.effects.count(call);
    }

    /// The figures of all calls counted.
    pub(crate) fn finish(self) -> Figures {
        let reasons = self.reasons.into_iter();
        let mut reasons: Vec<_> = reasons
            .map(|(code, (example, calls))| ReasonCount { code: code.to_owned(), example, calls })
            .collect();
        reasons.sort_by_key(|reason| Reverse(reason.calls.total()));
        let origins = self.origins.into_iter();
        let mut origins: Vec<_> =
            origins.map(|(origin, calls)| OriginCount { origin, calls }).collect();
        origins.sort_by_key(|origin| Reverse(origin.calls.total()));
        let days = self.days.into_iter();
        let days = days
            .map(|(day, calls)| DayCount { day: day.format("%F").to_string(), calls })
            .collect();
        Figures {
            reasons,
            origins,
            days,
            blocks: self.blocks.top(),
            reachability: self.reach.finish(),
            lists: self.effects.finish(),
            ..self.figures
        }
    }
}

fn origin(caller: Caller) -> Origin {
    match caller.number() {
        Some(Number::E164(number)) => {
            let shared = || number::regions(number).first().copied();
            let region = number::region(number).or_else(shared);
            region.map_or(Origin::NoCountry, |region| Origin::Country { region })
        }
        Some(Number::Short(_)) => Origin::Short,
        None => Origin::NoNumber,
    }
}
