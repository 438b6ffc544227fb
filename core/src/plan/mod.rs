//! The plan: what an iPhone can be given in advance. A number of possible length is in it if and only
//! if a call that shows it would be rejected.

mod file;
mod ranges;

use std::path::Path;

use serde::{Deserialize, Serialize};

use crate::call::Moment;
use crate::contacts;
use crate::error::Result;
use crate::ladder::within;
use crate::lists::{self, reserved};
use crate::number::{self, E164, Number, NumberRange, Prefix};
use crate::partners;
use crate::policy::Policy;
use crate::rules::{self, Matcher, Rule};
use crate::store::Reader;
use crate::verdict::{Step, Verdict};
use ranges::RangeSet;

/// How many numbers an iPhone takes in one load. Apple names no limit; this one was measured by
/// others: 2,000,000 are refused (`WildCall`, `WildcardQuotas.swift`: iPhone 17 Pro, iOS 26.6.1).
pub const IOS_NUMBERS_AT_MOST: u64 = 1_999_999;

const HOUR_MS: i64 = 60 * 60 * 1000;

/// What a written plan holds, and what it cannot.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlanReport {
    /// How many ranges.
    pub ranges: u64,
    /// How many numbers they hold; iOS takes [`IOS_NUMBERS_AT_MOST`] in one load.
    pub numbers: u64,
    /// Steps that reject calls on a phone that asks us, which no plan can hold: they depend on the
    /// call, or concern all numbers but a few.
    pub not_kept: Vec<Step>,
}

/// Writes the plan of this moment to a file.
pub(crate) fn write(
    reader: &Reader<'_>,
    policy: &Policy,
    now: Moment,
    path: &Path,
) -> Result<PlanReport> {
    let set = rejected(reader, policy, now)?;
    let numbers = set.ranges().iter().map(|(low, high)| high - low + 1).sum();
    file::write(path, &set, numbers)?;
    Ok(PlanReport {
        ranges: u64::try_from(set.ranges().len()).unwrap_or(u64::MAX),
        numbers,
        not_kept: not_kept(policy),
    })
}

/// The next `limit` numbers of a written plan above `after`, ascending.
pub fn page(path: &Path, after: u64, limit: usize) -> Result<Vec<u64>> {
    file::page(path, after, limit)
}

/// The numbers rejected: the ladder climbed down, each step overruling the ones below it.
fn rejected(reader: &Reader<'_>, policy: &Policy, now: Moment) -> Result<RangeSet> {
    let window = i64::from(policy.emergency.window_hours) * HOUR_MS;
    if within(partners::emergency_call_at_ms(reader)?, window, now) {
        return Ok(RangeSet::default());
    }
    let mut set = call_centres(reader, policy)?;
    if let Some(step) = &policy.conversation_partner {
        let window = i64::from(step.days) * 24 * HOUR_MS;
        let mut partners = partners::all(reader)?;
        partners.retain(|&(_, dialled_at_ms)| within(Some(dialled_at_ms), window, now));
        set = overrule(set, step.verdict, singles(partners.into_iter().map(|(number, _)| number)));
    }
    let rules = rules::all(reader)?;
    for (verdict, prefix) in prefixes_shortest_first(&rules) {
        let range = NumberRange::new(prefix, 0, E164::MAX_DIGITS);
        set = overrule(set, verdict, RangeSet::new(possible(range).collect()));
    }
    set = overrule(set, policy.contact.verdict, singles(contacts::all(reader)?));
    for verdict in Verdict::ALL {
        let numbers = rules.iter().filter(|rule| rule.verdict == verdict);
        let numbers = numbers.filter_map(|rule| match rule.matcher {
            Matcher::Number { number } => Some(number),
            Matcher::Prefix { .. } => None,
        });
        set = overrule(set, verdict, singles(numbers));
    }
    Ok(set)
}

fn call_centres(reader: &Reader<'_>, policy: &Policy) -> Result<RangeSet> {
    let Some(step) = policy.call_centre.as_ref().filter(|step| step.verdict == Verdict::Reject)
    else {
        return Ok(RangeSet::default());
    };
    let numbers = lists::numbers_above_threshold(reader)?;
    let mut blocked: Vec<_> = numbers.into_iter().map(|number| (number, number)).collect();
    blocked.extend(lists::ranges(reader)?.into_iter().flat_map(possible));
    if step.reserved_ranges {
        let reserved = reserved::RANGES.iter().filter_map(reserved::ReservedRange::range);
        blocked.extend(reserved.flat_map(possible));
    }
    Ok(RangeSet::new(blocked))
}

/// What a step with this verdict makes of the steps below it.
fn overrule(below: RangeSet, verdict: Verdict, concerned: RangeSet) -> RangeSet {
    match verdict {
        Verdict::Reject => below.union(concerned),
        Verdict::Allow | Verdict::Voicemail => below.without(&concerned),
    }
}

/// The longest prefix wins, so it comes last.
fn prefixes_shortest_first(rules: &[Rule]) -> Vec<(Verdict, Prefix)> {
    let mut prefixes: Vec<_> = rules
        .iter()
        .filter_map(|rule| match rule.matcher {
            Matcher::Prefix { prefix } => Some((rule.verdict, prefix)),
            Matcher::Number { .. } => None,
        })
        .collect();
    prefixes.sort_unstable_by_key(|(_, prefix)| prefix.count());
    prefixes
}

/// The range in numbers that the numbering plan of its country has room for.
fn possible(range: NumberRange) -> impl Iterator<Item = (u64, u64)> {
    let lengths = number::possible_lengths(&range.leading_digits().to_string());
    range.intervals(move |count| lengths.contains(count))
}

/// Short numbers cannot be given to an iPhone and are left out.
fn singles(numbers: impl IntoIterator<Item = Number>) -> RangeSet {
    let digits = numbers.into_iter().filter_map(|number| match number {
        Number::E164(number) => Some((number.digits(), number.digits())),
        Number::Short(_) => None,
    });
    RangeSet::new(digits.collect())
}

fn not_kept(policy: &Policy) -> Vec<Step> {
    let no_number = policy.no_number.as_ref().is_some_and(|step| {
        [step.withheld, step.unknown, step.payphone, step.unavailable].contains(&Verdict::Reject)
    });
    let foreign = policy
        .foreign
        .as_ref()
        .is_some_and(|step| [step.verdict, step.unspoken_language].contains(&Verdict::Reject));
    let rejects = |verdict: Option<Verdict>| verdict == Some(Verdict::Reject);
    [
        (Step::NotGenuine, rejects(policy.not_genuine.as_ref().map(|step| step.verdict))),
        (Step::NoNumber, no_number),
        (Step::RangeCampaign, rejects(policy.range_campaign.as_ref().map(|step| step.verdict))),
        (Step::Foreign, foreign),
        (Step::Stranger, policy.stranger.verdict == Verdict::Reject),
    ]
    .into_iter()
    .filter_map(|(step, rejects)| rejects.then_some(step))
    .collect()
}
