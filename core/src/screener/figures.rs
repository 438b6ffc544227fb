//! What the journal amounts to.

use std::collections::BTreeMap;

use super::Screener;
use crate::call::{IncomingCall, Moment};
use crate::callbacks;
use crate::error::Result;
use crate::facts::Facts;
use crate::figures::{Counted, Figures, Tally, Wanted};
use crate::journal;
use crate::known_number::{self, KnownNumber};
use crate::lists::reserved::EXCEPTIONS;
use crate::lists::{self, Listing};
use crate::marks::Opinion;
use crate::number::{Number, Region};
use crate::outgoing;
use crate::store::Reader;
use crate::verdict::Verdict;

/// What is known of a number when the figures are made.
#[derive(Default)]
struct Known {
    /// The user knows it and has nothing against it.
    by_user: bool,
    wanted: Option<Wanted>,
    listings: Vec<Listing>,
    reserved_for_sales: bool,
    opinion: Option<Opinion>,
}

impl Screener {
    /// Figures on the calls from `since` to before `until`; `None` for all there are on that side. What
    /// is told of callers and lists is what is known now, at `now`.
    pub fn figures(
        &self,
        since: Option<Moment>,
        until: Option<Moment>,
        now: Moment,
    ) -> Result<Figures> {
        self.flush_journal();
        let since_ms = since.map_or(i64::MIN, |since| since.unix_ms);
        let until_ms = until.map_or(i64::MAX, |until| until.unix_ms);
        self.store.read(|reader| {
            let lists = lists::table::all(reader)?;
            let asked = lists.into_iter().filter(|list| list.enabled).map(|list| list.name);
            let mut tally = Tally::new(asked, callbacks::stored_settings(reader)?, now);
            let nobody = Known::default();
            // Whoever calls often is looked up once.
            let mut callers: BTreeMap<i64, Known> = BTreeMap::new();
            journal::each(reader, (since_ms, until_ms), |entry, then| {
                let number = entry.caller.number();
                if let Some(number) = number
                    && !callers.contains_key(&number.key())
                {
                    let known = Known::look_up(reader, number, &entry.call(), &self.home)?;
                    callers.insert(number.key(), known);
                }
                let known = number.and_then(|number| callers.get(&number.key()));
                let known = known.unwrap_or(&nobody);
                tally.count(&Counted {
                    entry: &entry,
                    stranger: then.stranger && !known.by_user,
                    wanted: known.wanted.as_ref(),
                    listings: &known.listings,
                    reserved_for_sales: known.reserved_for_sales,
                    opinion: known.opinion,
                });
                Ok(())
            })?;
            Ok(tally.finish())
        })
    }
}

impl Known {
    fn look_up(
        reader: &Reader<'_>,
        number: Number,
        call: &IncomingCall,
        home: &[Region],
    ) -> Result<Self> {
        let KnownNumber { contact, rule, mark: opinion, partner } =
            known_number::find(reader, number)?;
        let contact = contact.is_some();
        // A report on a number counts before a rule.
        let allowed = match opinion {
            Some(opinion) => Some(opinion == Opinion::Fine),
            None => rule.map(|rule| rule.verdict == Verdict::Allow),
        };
        let lasting = allowed == Some(true) || contact;
        // Whom the user dialled last is kept for longer than the log of their calls.
        let dialled = [outgoing::first_dialled(reader, number)?, partner.dialled_at_ms];
        let first_dialled = dialled.into_iter().flatten().min();
        let by_user = lasting || first_dialled.is_some();
        let mut known = Self { by_user, opinion, ..Self::default() };
        if by_user && allowed != Some(false) {
            known.wanted = Some(Wanted {
                since_ms: first_dialled.filter(|_| !lasting),
                contact,
                foreign: Facts::of_call(call, home).foreign,
                rung_back_ms: outgoing::times(reader, number)?,
            });
        }
        if let Number::E164(subscriber) = number {
            let found = lists::find(reader, subscriber, call.at)?;
            known.reserved_for_sales = found.reserved.is_some();
            known.listings = found.listings;
            // The figures tell what the lists did that the user can do without.
            known.listings.retain(|listing| listing.list != EXCEPTIONS);
        }
        Ok(known)
    }
}
