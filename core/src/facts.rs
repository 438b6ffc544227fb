//! Everything known about the caller at the moment of the call, gathered in one read transaction.

use serde::{Deserialize, Serialize};

use crate::call::{IncomingCall, Moment, Verification};
use crate::caller::Caller;
use crate::contacts::KnownContact;
use crate::error::Result;
use crate::journal::{self, Attempts, COUNTED_AT_LEAST, Memory, Redial};
use crate::known_number::{self, KnownNumber};
use crate::ladder::days_ms;
use crate::lists::{self, Listing};
use crate::marks::Opinion;
use crate::number::{self, Number, Region};
use crate::partners::Conversation;
use crate::policy::Policy;
use crate::rules::{RuleIndex, RuleMatch};
use crate::store::Reader;
use crate::verdict::Verdict;
use crate::{expected, own_numbers, partners};

/// What the ladder is asked about.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Facts {
    /// Who calls, as far as the call tells.
    pub caller: Caller,
    /// Verification status of the number.
    pub verification: Verification,
    /// The country of the number; `None` without a number, when it belongs to no country, or when several
    /// share its calling code and its digits do not tell which.
    pub region: Option<Region>,
    /// The number is a subscriber's outside the home regions.
    pub foreign: bool,
    /// The number can exist in its numbering plan. `true` when there is no number to judge.
    pub possible: bool,
    /// When an emergency number was last dialled, in milliseconds since 1970-01-01 UTC.
    pub emergency_call_at_ms: Option<i64>,
    /// Until when the user expects a call from the number, in milliseconds since 1970-01-01 UTC.
    pub expected_until_ms: Option<i64>,
    /// Until when the user expects a call from anybody, in milliseconds since 1970-01-01 UTC.
    pub anybody_expected_until_ms: Option<i64>,
    /// Until when the user pauses the steps about strangers, in milliseconds since 1970-01-01 UTC.
    pub paused_until_ms: Option<i64>,
    /// The number is in the address book.
    pub contact: Option<KnownContact>,
    /// The user's own verdict on this very number or sender.
    pub own_number: Option<RuleMatch>,
    /// What the user reported about this very number. It counts before a verdict on the number, for it
    /// is the later word.
    pub mark: Option<Opinion>,
    /// The user's own verdict on callers like this, by the most specific pattern.
    pub own_pattern: Option<RuleMatch>,
    /// When the user last dialled the number, in milliseconds since 1970-01-01 UTC.
    pub dialled_at_ms: Option<i64>,
    /// The conversation with the number that counts.
    pub spoken: Option<Conversation>,
    /// How many of the last digits differ from one of the user's own numbers, the nearest one: 0 when it
    /// is the user's own, `None` when more than six do.
    pub unlike_own_number: Option<u32>,
    /// Every list that knows the number.
    pub listings: Vec<Listing>,
    /// The region of the number, if a regulator reserves the number's range for sales calls.
    pub reserved_for_sales: Option<Region>,
    /// That range, with its source as the label, and the list that tells it: the one built in, or one
    /// from packs in its place.
    pub reserved_range: Option<Listing>,
    /// How many different strangers called from the number's block within the days that the policy
    /// looks back, this caller included; counted up to 10, or to as many as the policy asks for if they
    /// are more. 0 when the policy does not ask or the caller is no stranger.
    pub strangers_in_block: u32,
    /// How often and on how many days the number called within the days that the policy looks back, this
    /// call included; 0 when the policy does not ask or the caller is no stranger.
    pub attempts: Attempts,
    /// The calls from the number within the minutes that the policy looks back; `None` when this is the
    /// first, or the policy does not ask.
    pub redial: Option<Redial>,
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
            expected_until_ms: None,
            anybody_expected_until_ms: None,
            paused_until_ms: None,
            contact: None,
            own_number: None,
            mark: None,
            own_pattern: None,
            dialled_at_ms: None,
            spoken: None,
            unlike_own_number: None,
            listings: Vec::new(),
            reserved_for_sales: None,
            reserved_range: None,
            strangers_in_block: 0,
            attempts: Attempts::default(),
            redial: None,
        }
    }

    /// What the call alone tells: nothing looked up yet.
    pub fn of_call(call: &IncomingCall, home: &[Region]) -> Self {
        let caller = Caller::identify(call, home);
        let mut facts = Self::unknown(caller, call.verification);
        if let Caller::Subscriber { number } = caller {
            let shared = number::regions(number);
            facts.region = number::region(number);
            // A shared code whose number does not tell the region is at home if any of them is.
            facts.foreign = match facts.region {
                Some(region) => !home.contains(&region),
                None => !shared.iter().any(|region| home.contains(region)),
            };
            facts.possible = number::has_possible_length(number);
            facts.hear(lists::Found::built_in(number, call.at));
        }
        facts
    }

    /// What the call tells, and the store and `memory` know.
    pub(crate) fn look_up(
        reader: &Reader<'_>,
        call: &IncomingCall,
        policy: &Policy,
        home: &[Region],
        rules: &RuleIndex,
        memory: Memory<'_>,
    ) -> Result<Self> {
        let mut facts = Self::look_up_caller(reader, call, home, rules)?;
        for dialled in memory.dialled {
            if dialled.emergency {
                facts.emergency_call_at_ms = Some(dialled.at_ms);
            }
            if facts.caller.number() == Some(dialled.number) {
                facts.dialled_at_ms = Some(dialled.at_ms);
            }
        }
        if let Err(error) = facts.remember(reader, call, policy, memory) {
            // A damaged journal must not let known call centres through.
            log::warn!("nothing is learnt from the journal: {error}");
        }
        Ok(facts)
    }

    /// What the call tells and the store knows, but for what is learnt from earlier calls.
    pub(crate) fn look_up_caller(
        reader: &Reader<'_>,
        call: &IncomingCall,
        home: &[Region],
        rules: &RuleIndex,
    ) -> Result<Self> {
        let mut facts = Self::of_call(call, home);
        facts.emergency_call_at_ms = partners::emergency_call_at_ms(reader)?;
        let until = expected::until(reader, facts.caller.number())?;
        facts.paused_until_ms = until.paused;
        facts.anybody_expected_until_ms = until.anybody;
        facts.expected_until_ms = until.number;
        let number = facts.caller.number();
        let known = number.map(|number| known_number::find(reader, number)).transpose()?;
        let KnownNumber { contact, rule, mark, partner } = known.unwrap_or_default();
        facts.own_number = rules.on_caller(&facts.caller, call, rule);
        facts.own_pattern = rules.on_pattern(&facts.caller, facts.main_region(), call);
        facts.contact = contact;
        facts.mark = mark;
        facts.dialled_at_ms = partner.dialled_at_ms;
        facts.spoken = partner.spoken;
        if let Some(Number::E164(subscriber)) = number {
            facts.unlike_own_number = own_numbers::unlike(reader, subscriber)?;
            facts.hear(lists::find(reader, subscriber, call.at)?);
        }
        Ok(facts)
    }

    /// Takes what the lists say in place of what was known of them.
    fn hear(&mut self, found: lists::Found) {
        self.listings = found.listings;
        self.reserved_for_sales = found.reserved.as_ref().and(self.region);
        self.reserved_range = found.reserved;
    }

    /// What is learnt from earlier calls, as far as the policy asks.
    pub(crate) fn remember(
        &mut self,
        reader: &Reader<'_>,
        call: &IncomingCall,
        policy: &Policy,
        memory: Memory<'_>,
    ) -> Result<()> {
        let Some(number) = self.caller.number() else { return Ok(()) };
        let now = call.at.unix_ms;
        let times = |back_ms: i64| (now.saturating_sub(back_ms), now);
        if let Some(step) = &policy.repeat_caller
            && self.contact.is_none()
        {
            let times = times(i64::from(step.max_minutes) * 60 * 1000);
            self.redial = journal::redial(reader, memory, number, times)?;
        }
        if self.is_known() || self.is_spoken_with(policy, call.at) {
            return Ok(());
        }
        if let Some(step) = &policy.persistent_stranger {
            let times = times(days_ms(step.days));
            let at_most = Attempts {
                calls: step.calls.max(COUNTED_AT_LEAST),
                days: step.on_days.max(COUNTED_AT_LEAST),
            };
            self.attempts = journal::attempts(reader, memory, number, times, call.at, at_most)?;
        }
        if let Some(campaign) = &policy.range_campaign
            && let Number::E164(subscriber) = number
        {
            let times = times(days_ms(campaign.days));
            let block = journal::Block::of(subscriber, campaign.block_size);
            let at_most = campaign.strangers.max(COUNTED_AT_LEAST);
            self.strangers_in_block =
                journal::strangers_in_block(reader, memory, block, times, at_most)?;
        }
        Ok(())
    }

    /// The countries that the number may be of.
    pub(crate) fn regions(&self) -> &[Region] {
        match (&self.region, self.caller) {
            (Some(region), _) => std::slice::from_ref(region),
            (None, Caller::Subscriber { number }) => number::regions(number),
            _ => &[],
        }
    }

    /// The country whose rules the number falls under: the main one of those that share its calling code
    /// where its digits do not tell, as in the plan of an iPhone.
    fn main_region(&self) -> Option<Region> {
        self.regions().first().copied()
    }

    /// Whether the user knows the caller: an own rule or report on the number, a contact, or dialled
    /// before.
    fn is_known(&self) -> bool {
        self.contact.is_some()
            || self.own_number.is_some()
            || self.mark.is_some()
            || self.dialled_at_ms.is_some()
    }

    /// Whether the user spoke with the caller for long enough, and not too long ago.
    fn is_spoken_with(&self, policy: &Policy, now: Moment) -> bool {
        let partner = policy.conversation_partner.as_ref();
        let counts = |spoken| partner.is_some_and(|step| step.counts(spoken, now));
        self.spoken.is_some_and(counts)
    }

    /// Whether the call counts for a campaign: the caller is no contact, nobody dialled or spoken with,
    /// and nobody whom a rule allows or the user reported as fine. Blocking a number of a campaign does
    /// not hide the campaign.
    pub(crate) fn is_of_stranger(&self, policy: &Policy, now: Moment) -> bool {
        let allows =
            |rule: Option<RuleMatch>| rule.is_some_and(|rule| rule.verdict == Verdict::Allow);
        self.contact.is_none()
            && self.dialled_at_ms.is_none()
            && !self.is_spoken_with(policy, now)
            && !allows(self.own_number)
            && !allows(self.own_pattern)
            && self.mark != Some(Opinion::Fine)
    }
}
