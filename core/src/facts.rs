//! Everything known about the caller at the moment of the call, gathered in one read transaction.

use serde::{Deserialize, Serialize};

use crate::call::{IncomingCall, Moment, Verification};
use crate::caller::Caller;
use crate::error::Result;
use crate::journal::{self, Stranger};
use crate::lists::{self, Listing};
use crate::marks::{self, Opinion};
use crate::number::{self, Number, Region};
use crate::policy::Policy;
use crate::rules::{RuleIndex, RuleMatch};
use crate::store::Reader;
use crate::{contacts, partners};

/// What the ladder is asked about.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Facts {
    /// Who calls, as far as the call tells.
    pub caller: Caller,
    /// Verification status of the number.
    pub verification: Verification,
    /// The country of the number; `None` without a number, or when it belongs to no country.
    pub region: Option<Region>,
    /// The number is a subscriber's outside the home regions.
    pub foreign: bool,
    /// The number can exist in its numbering plan. `true` when there is no number to judge.
    pub possible: bool,
    /// When an emergency number was last dialled, in milliseconds since 1970-01-01 UTC.
    pub emergency_call_at_ms: Option<i64>,
    /// The number is in the address book.
    pub contact: bool,
    /// The user's own verdict on this very number or sender.
    pub own_number: Option<RuleMatch>,
    /// What the user reported about this very number. It counts before a verdict on the number, for it
    /// is the later word.
    pub mark: Option<Opinion>,
    /// The user's own verdict on callers like this, by the most specific pattern.
    pub own_pattern: Option<RuleMatch>,
    /// When the user last dialled the number, in milliseconds since 1970-01-01 UTC.
    pub dialled_at_ms: Option<i64>,
    /// Every list that knows the number.
    pub listings: Vec<Listing>,
    /// The region whose regulator reserves the number's range for sales calls.
    pub reserved_for_sales: Option<Region>,
    /// How many different strangers called from the number's block within the days that the policy
    /// looks back, this caller included; 0 when the policy does not ask or the caller is no stranger.
    pub strangers_in_block: u32,
}

impl Facts {
    /// A caller of whom nothing is known.
    pub(crate) fn unknown(caller: Caller, verification: Verification) -> Self {
        Self {
            caller,
            verification,
            region: None,
            foreign: false,
            possible: caller != Caller::Unreadable,
            emergency_call_at_ms: None,
            contact: false,
            own_number: None,
            mark: None,
            own_pattern: None,
            dialled_at_ms: None,
            listings: Vec::new(),
            reserved_for_sales: None,
            strangers_in_block: 0,
        }
    }

    /// What the call alone tells: nothing looked up yet.
    pub fn of_call(call: &IncomingCall, home: &[Region]) -> Self {
        let caller = Caller::identify(call, home);
        let mut facts = Self::unknown(caller, call.verification);
        if let Caller::Subscriber { number } = caller {
            let shared = number::regions(number);
            facts.region = number::region(number).or(shared.first().copied());
            // A shared code whose number does not tell the region is at home if any of them is.
            facts.foreign = match number::region(number) {
                Some(region) => !home.contains(&region),
                None => !shared.iter().any(|region| home.contains(region)),
            };
            facts.possible = number::has_possible_length(number);
            facts.reserved_for_sales = lists::reserved::region_of(number);
        }
        facts
    }

    /// What the call tells and the store knows. `waiting` are calls that the journal does not have yet.
    pub(crate) fn look_up(
        reader: &Reader<'_>,
        call: &IncomingCall,
        policy: &Policy,
        home: &[Region],
        rules: &RuleIndex,
        waiting: &[Stranger],
    ) -> Result<Self> {
        let mut facts = Self::of_call(call, home);
        facts.emergency_call_at_ms = partners::emergency_call_at_ms(reader)?;
        facts.own_number = rules.on_caller(reader, &facts.caller, call)?;
        facts.own_pattern = rules.on_pattern(&facts.caller, facts.region, call);
        let Some(number) = facts.caller.number() else { return Ok(facts) };
        facts.contact = contacts::contains(reader, number)?;
        facts.mark = marks::on_number(reader, number)?;
        facts.dialled_at_ms = partners::dialled_at_ms(reader, number)?;
        if let Number::E164(subscriber) = number {
            facts.listings = lists::listings(reader, subscriber, call.at)?;
            if let Some(campaign) = &policy.range_campaign
                && !facts.is_known()
            {
                let times = (since_ms(call.at, campaign.days), call.at.unix_ms);
                let size = campaign.block_size;
                let others = journal::strangers_in_block(reader, waiting, subscriber, size, times)?;
                facts.strangers_in_block = others.saturating_add(1);
            }
        }
        Ok(facts)
    }

    /// Whether the user knows the caller: an own rule or report on the number, a contact, or dialled
    /// before.
    pub(crate) fn is_known(&self) -> bool {
        self.contact
            || self.own_number.is_some()
            || self.mark.is_some()
            || self.dialled_at_ms.is_some()
    }
}

fn since_ms(at: Moment, days: u32) -> i64 {
    at.unix_ms.saturating_sub(i64::from(days) * 24 * 60 * 60 * 1000)
}
