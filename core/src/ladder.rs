//! The ladder: the fixed order in which the policy is asked. A pure function of the policy, the facts
//! and the time, so that a live call, a question and a replay get the same answer.

use crate::call::{Moment, Verification};
use crate::caller::Caller;
use crate::contacts::KnownContact;
use crate::expected;
use crate::facts::Facts;
use crate::journal::Attempts;
use crate::lists::ListWeight;
use crate::marks::Opinion;
use crate::number::{self, Region};
use crate::partners::Conversation;
use crate::policy::{BusyTimes, ConversationPartnerStep, Policy};
use crate::rules::RuleMatch;
use crate::verdict::{Decision, Outcome, Reason, Step, Trace, TraceStep, Verdict};

const HOUR_MS: i64 = 60 * 60 * 1000;

/// What one step says.
enum Answer {
    Off,
    Passed,
    Decided(Verdict, Reason),
}

type Ask = fn(&Policy, &Facts, Moment) -> Answer;

/// The steps in their order. Contacts and own allows stand above patterns and lists: that is what
/// users of call blockers ask for most.
const STEPS: [(Step, Ask); 15] = [
    (Step::Emergency, emergency),
    (Step::OwnAllow, own_allow),
    (Step::ExpectedCall, expected_call),
    (Step::OwnBlock, own_block),
    (Step::Contact, contact),
    (Step::OwnPattern, own_pattern),
    (Step::ConversationPartner, conversation_partner),
    (Step::CallCentre, call_centre),
    (Step::Pause, pause),
    (Step::NotGenuine, not_genuine),
    (Step::NoNumber, no_number),
    (Step::RangeCampaign, range_campaign),
    (Step::PersistentStranger, persistent_stranger),
    (Step::RepeatCaller, repeat_caller),
    (Step::Foreign, foreign),
];

/// Climbs the ladder until a step decides; a caller that no step concerns is a stranger.
pub fn ladder(policy: &Policy, facts: Facts, now: Moment) -> Decision {
    let mut steps = Vec::with_capacity(STEPS.len() + 1);
    for (step, ask) in STEPS {
        let (outcome, decided) = match ask(policy, &facts, now) {
            Answer::Off => (Outcome::Off, None),
            Answer::Passed => (Outcome::Passed, None),
            Answer::Decided(verdict, reason) => (Outcome::Decided, Some((verdict, reason))),
        };
        steps.push(TraceStep { step, outcome });
        if let Some((verdict, reason)) = decided {
            return Decision { verdict, reason, trace: Trace { facts, steps } };
        }
    }
    steps.push(TraceStep { step: Step::Stranger, outcome: Outcome::Decided });
    let (verdict, reason) = stranger(policy, now);
    Decision { verdict, reason, trace: Trace { facts, steps } }
}

fn emergency(policy: &Policy, facts: &Facts, now: Moment) -> Answer {
    if let Caller::Emergency { .. } = facts.caller {
        return Answer::Decided(Verdict::Allow, Reason::EmergencyNumber);
    }
    let window = i64::from(policy.emergency.window_hours) * HOUR_MS;
    if within(facts.emergency_call_at_ms, window, now) {
        // The call back comes from an ordinary or hidden number, so everybody gets through.
        return Answer::Decided(Verdict::Allow, Reason::AfterEmergencyCall);
    }
    Answer::Passed
}

fn own_allow(_: &Policy, facts: &Facts, _: Moment) -> Answer {
    match (facts.mark, facts.own_number) {
        (Some(Opinion::Fine), _) => Answer::Decided(Verdict::Allow, Reason::MarkedFine),
        (None, Some(own)) if own.verdict == Verdict::Allow => {
            Answer::Decided(Verdict::Allow, Reason::OwnAllow { rule: own.rule })
        }
        _ => Answer::Passed,
    }
}

fn own_block(_: &Policy, facts: &Facts, _: Moment) -> Answer {
    match (facts.mark, facts.own_number) {
        (Some(Opinion::CallCentre { category }), _) => {
            Answer::Decided(Verdict::Reject, Reason::MarkedCallCentre { category })
        }
        (_, Some(own)) => Answer::Decided(own.verdict, Reason::OwnBlock { rule: own.rule }),
        _ => Answer::Passed,
    }
}

fn expected_call(policy: &Policy, facts: &Facts, now: Moment) -> Answer {
    let Some(step) = &policy.expected_call else { return Answer::Off };
    let expected = |until_ms| expected::is_on(until_ms, now);
    if expected(facts.expected_until_ms) {
        return Answer::Decided(step.verdict, Reason::ExpectedCall { anybody: false });
    }
    if expected(facts.anybody_expected_until_ms) && !is_blocked(facts) {
        return Answer::Decided(step.verdict, Reason::ExpectedCall { anybody: true });
    }
    Answer::Passed
}

/// Whether the user blocks the caller, by a word on the number or, unless it is a contact, by a pattern:
/// somebody like that is not who is waited for.
fn is_blocked(facts: &Facts) -> bool {
    let blocks = |own: RuleMatch| own.verdict != Verdict::Allow;
    facts.own_number.is_some()
        || facts.mark.is_some()
        || (facts.contact.is_none() && facts.own_pattern.is_some_and(blocks))
}

fn contact(policy: &Policy, facts: &Facts, now: Moment) -> Answer {
    let Some(contact) = &facts.contact else { return Answer::Passed };
    let busy = policy.contact.busy.as_ref().filter(|busy| busy.times.is_open(now));
    match busy {
        Some(busy) if !rings_while_busy(busy, contact) => {
            Answer::Decided(busy.verdict, Reason::BusyContact)
        }
        _ => Answer::Decided(policy.contact.verdict, Reason::Contact),
    }
}

fn rings_while_busy(busy: &BusyTimes, contact: &KnownContact) -> bool {
    (busy.favourites_ring && contact.favourite)
        || contact.groups.iter().any(|group| busy.ringing_groups.contains(group))
}

fn own_pattern(_: &Policy, facts: &Facts, _: Moment) -> Answer {
    match facts.own_pattern {
        Some(own) => Answer::Decided(own.verdict, Reason::OwnPattern { rule: own.rule }),
        None => Answer::Passed,
    }
}

fn conversation_partner(policy: &Policy, facts: &Facts, now: Moment) -> Answer {
    let Some(step) = &policy.conversation_partner else { return Answer::Off };
    if within(facts.dialled_at_ms, days_ms(step.dialled_days), now) {
        return Answer::Decided(step.verdict, Reason::ConversationPartner);
    }
    if facts.spoken.is_some_and(|conversation| step.counts(conversation, now)) {
        return Answer::Decided(step.verdict, Reason::SpokenWith);
    }
    Answer::Passed
}

fn call_centre(policy: &Policy, facts: &Facts, _: Moment) -> Answer {
    let Some(step) = &policy.call_centre else { return Answer::Off };
    let counting = |weight: ListWeight| {
        let mut listings = facts.listings.iter();
        listings.find(|listing| listing.weight == weight && listing.reaches_threshold())
    };
    // Lists that vouch are about single mistakes of lists and regulators, so they overrule both.
    if counting(ListWeight::Allow).is_some() {
        return Answer::Passed;
    }
    if let Some(listing) = counting(ListWeight::Block) {
        return Answer::Decided(
            step.verdict,
            Reason::ListedCallCentre { list: listing.list.clone() },
        );
    }
    match (&facts.reserved_range, facts.reserved_for_sales) {
        (Some(range), region) if step.reserved_ranges => {
            let listed = || Reason::ListedCallCentre { list: range.list.clone() };
            let reason = region.map_or_else(listed, |region| Reason::ReservedForSales { region });
            Answer::Decided(step.verdict, reason)
        }
        _ => Answer::Passed,
    }
}

fn pause(_: &Policy, facts: &Facts, now: Moment) -> Answer {
    if expected::is_on(facts.paused_until_ms, now) {
        return Answer::Decided(Verdict::Allow, Reason::Paused);
    }
    Answer::Passed
}

fn not_genuine(policy: &Policy, facts: &Facts, _: Moment) -> Answer {
    let Some(step) = &policy.not_genuine else { return Answer::Off };
    if let Some(verdict) = step.verification_failed
        && facts.verification == Verification::Failed
    {
        return Answer::Decided(verdict, Reason::VerificationFailed);
    }
    match (facts.unlike_own_number, step.own_number, &step.look_alike) {
        (Some(0), Some(verdict), _) => return Answer::Decided(verdict, Reason::OwnNumber),
        (Some(digits @ 1..), _, Some(look_alike)) if digits <= look_alike.last_digits => {
            return Answer::Decided(look_alike.verdict, Reason::LookAlike { last_digits: digits });
        }
        _ => {}
    }
    match step.impossible {
        Some(verdict) if !facts.possible => Answer::Decided(verdict, Reason::ImpossibleNumber),
        _ => Answer::Passed,
    }
}

fn no_number(policy: &Policy, facts: &Facts, _: Moment) -> Answer {
    let Some(step) = &policy.no_number else { return Answer::Off };
    match facts.caller {
        Caller::Withheld => Answer::Decided(step.withheld, Reason::Withheld),
        Caller::Unknown => Answer::Decided(step.unknown, Reason::UnknownNumber),
        Caller::Payphone => Answer::Decided(step.payphone, Reason::Payphone),
        Caller::Unavailable => Answer::Decided(step.unavailable, Reason::Unavailable),
        _ => Answer::Passed,
    }
}

fn range_campaign(policy: &Policy, facts: &Facts, _: Moment) -> Answer {
    let Some(step) = &policy.range_campaign else { return Answer::Off };
    if facts.strangers_in_block >= step.strangers {
        let reason = Reason::RangeCampaign { strangers: facts.strangers_in_block };
        return Answer::Decided(step.verdict, reason);
    }
    Answer::Passed
}

fn persistent_stranger(policy: &Policy, facts: &Facts, _: Moment) -> Answer {
    let Some(step) = &policy.persistent_stranger else { return Answer::Off };
    let Attempts { calls, days } = facts.attempts;
    if calls >= step.calls && days >= step.on_days {
        return Answer::Decided(step.verdict, Reason::PersistentStranger { calls, days });
    }
    Answer::Passed
}

fn repeat_caller(policy: &Policy, facts: &Facts, _: Moment) -> Answer {
    let Some(step) = &policy.repeat_caller else { return Answer::Off };
    match facts.redial {
        Some(redial) if redial.shortest_gap_ms >= i64::from(step.min_seconds) * 1000 => {
            Answer::Decided(step.verdict, Reason::RepeatCaller { calls: redial.calls })
        }
        _ => Answer::Passed,
    }
}

fn foreign(policy: &Policy, facts: &Facts, _: Moment) -> Answer {
    let Some(step) = &policy.foreign else { return Answer::Off };
    if !facts.foreign {
        return Answer::Passed;
    }
    let (verdict, reason) = match facts.region {
        Some(region) if step.countries.contains_key(&region) => {
            (step.countries.get(&region).copied(), Reason::CountryRule { region })
        }
        region if speaks_language_of_any(&step.spoken_languages, facts.regions()) => {
            (step.verdict, Reason::Foreign { region })
        }
        Some(region) => (step.unspoken_language, Reason::UnspokenLanguage { region }),
        // None of the countries that it may be of: which one, nobody can say.
        None => (step.unspoken_language, Reason::Foreign { region: None }),
    };
    verdict.map_or(Answer::Passed, |verdict| Answer::Decided(verdict, reason))
}

fn stranger(policy: &Policy, now: Moment) -> (Verdict, Reason) {
    let step = &policy.stranger;
    match &step.opening_hours {
        Some(hours) if hours.times.is_open(now) => (hours.verdict, Reason::OpeningHours),
        Some(_) => (step.verdict, Reason::OutOfHours),
        None => (step.verdict, Reason::Stranger),
    }
}

/// Whether one of the regions speaks one of the languages. A number of no country speaks any.
fn speaks_language_of_any(spoken: &[String], regions: &[Region]) -> bool {
    let speaks = |region| spoken.iter().any(|language| number::is_spoken_in(language, region));
    regions.is_empty() || regions.iter().copied().any(speaks)
}

impl ConversationPartnerStep {
    /// Whether a conversation was long enough and is not too long ago.
    pub(crate) fn counts(&self, conversation: Conversation, now: Moment) -> bool {
        self.spoken.as_ref().is_some_and(|spoken| {
            conversation.seconds >= spoken.seconds
                && within(Some(conversation.at_ms), days_ms(spoken.days), now)
        })
    }
}

/// So many days, in milliseconds.
pub(crate) fn days_ms(days: u32) -> i64 {
    i64::from(days) * 24 * HOUR_MS
}

/// Whether `then` lies less than `window_ms` before `now`, or after it: a clock that was set back must
/// not undo what was done, but one that was far ahead must not open the ladder for years.
pub(crate) fn within(then_ms: Option<i64>, window_ms: i64, now: Moment) -> bool {
    then_ms.is_some_and(|then| now.unix_ms.abs_diff(then) < window_ms.unsigned_abs())
}
