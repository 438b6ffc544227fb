//! The ladder: the fixed order in which the policy is asked. A pure function of the policy, the facts
//! and the time, so that a live call, a question and a replay get the same answer.

use crate::call::Moment;
use crate::caller::Caller;
use crate::facts::Facts;
use crate::lists::ListWeight;
use crate::marks::Opinion;
use crate::number;
use crate::policy::Policy;
use crate::verdict::{Decision, Outcome, Reason, Step, Trace, TraceStep, Verdict};

const HOUR_MS: i64 = 60 * 60 * 1000;
const DAY_MS: i64 = 24 * HOUR_MS;

/// What one step says.
enum Answer {
    Off,
    Passed,
    Decided(Verdict, Reason),
}

type Ask = fn(&Policy, &Facts, Moment) -> Answer;

/// The steps in their order. Contacts and own allows stand above patterns and lists: that is what
/// users of call blockers ask for most.
const STEPS: [(Step, Ask); 11] = [
    (Step::Emergency, emergency),
    (Step::OwnAllow, own_allow),
    (Step::OwnBlock, own_block),
    (Step::Contact, contact),
    (Step::OwnPattern, own_pattern),
    (Step::ConversationPartner, conversation_partner),
    (Step::CallCentre, call_centre),
    (Step::NotGenuine, not_genuine),
    (Step::NoNumber, no_number),
    (Step::RangeCampaign, range_campaign),
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
    Decision {
        verdict: policy.stranger.verdict,
        reason: Reason::Stranger,
        trace: Trace { facts, steps },
    }
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

fn contact(policy: &Policy, facts: &Facts, _: Moment) -> Answer {
    if facts.contact {
        return Answer::Decided(policy.contact.verdict, Reason::Contact);
    }
    Answer::Passed
}

fn own_pattern(_: &Policy, facts: &Facts, _: Moment) -> Answer {
    match facts.own_pattern {
        Some(own) => Answer::Decided(own.verdict, Reason::OwnPattern { rule: own.rule }),
        None => Answer::Passed,
    }
}

fn conversation_partner(policy: &Policy, facts: &Facts, now: Moment) -> Answer {
    let Some(step) = &policy.conversation_partner else { return Answer::Off };
    if within(facts.dialled_at_ms, i64::from(step.days) * DAY_MS, now) {
        return Answer::Decided(step.verdict, Reason::ConversationPartner);
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
    match facts.reserved_for_sales {
        Some(region) if step.reserved_ranges => {
            Answer::Decided(step.verdict, Reason::ReservedForSales { region })
        }
        _ => Answer::Passed,
    }
}

fn not_genuine(policy: &Policy, facts: &Facts, _: Moment) -> Answer {
    let Some(step) = &policy.not_genuine else { return Answer::Off };
    if facts.verification == crate::call::Verification::Failed {
        return Answer::Decided(step.verdict, Reason::VerificationFailed);
    }
    if !facts.possible {
        return Answer::Decided(step.verdict, Reason::ImpossibleNumber);
    }
    Answer::Passed
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

fn foreign(policy: &Policy, facts: &Facts, _: Moment) -> Answer {
    let Some(step) = &policy.foreign else { return Answer::Off };
    if !facts.foreign {
        return Answer::Passed;
    }
    match facts.region {
        Some(region) if !speaks_language_of(step.spoken_languages.as_slice(), region) => {
            Answer::Decided(step.unspoken_language, Reason::UnspokenLanguage { region })
        }
        region => Answer::Decided(step.verdict, Reason::Foreign { region }),
    }
}

fn speaks_language_of(spoken: &[String], region: number::Region) -> bool {
    spoken.iter().any(|language| number::is_spoken_in(language, region))
}

/// Whether `then` lies less than `window_ms` before `now`, or after it: a clock that was set back must
/// not undo what was done, but one that was far ahead must not open the ladder for years.
pub(crate) fn within(then_ms: Option<i64>, window_ms: i64, now: Moment) -> bool {
    then_ms.is_some_and(|then| now.unix_ms.abs_diff(then) < window_ms.unsigned_abs())
}
