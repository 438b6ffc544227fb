//! The plan: what an iPhone can be given in advance. A number of possible length is in it if and only
//! if a call that shows it would be rejected, and there is room for it.

mod budget;
mod file;
mod ranges;
mod rules;

use std::path::Path;

use serde::{Deserialize, Serialize};

use crate::call::Moment;
use crate::contacts;
use crate::error::{Error, Result};
use crate::expected;
use crate::ladder::{days_ms, within};
use crate::lists::{self, Known, ListWeight};
use crate::marks::{self, Opinion};
use crate::number::{self, Number, NumberRange};
use crate::partners;
use crate::policy::Policy;
use crate::store::Reader;
use crate::verdict::{Step, Verdict};
use budget::{Count, Sizes};
pub(crate) use ranges::RangeSet;
use ranges::{Range, Stream, Union, Without};
use rules::Piece;
pub(crate) use rules::covered;

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
    /// Rules that no plan can hold as they are: they count at some times or on some lines only, ask for
    /// the type of a number, or scatter too far. What they may spare is not in the plan, what they
    /// reject is not either.
    pub rules_not_kept: Vec<i64>,
    /// Ranges that were left out, for the phone takes no more numbers: the largest of lists and
    /// regulators, then those of the user's own rules.
    pub ranges_left_out: u64,
    /// How many numbers they hold.
    pub numbers_left_out: u64,
}

/// Writes the plan of this moment to a file, with no more numbers than `at_most`. What the user rejects
/// goes first, then what lists and regulators know; of each, small ranges before large ones, which are
/// kept whole or not at all.
pub(crate) fn write(
    reader: &Reader<'_>,
    policy: &Policy,
    now: Moment,
    at_most: Option<u64>,
    path: &Path,
) -> Result<PlanReport> {
    let own = own_verdicts(reader, policy, now)?;
    let below = || -> Result<Stream<'_, Error>> {
        let listed = call_centres(reader, policy, now)?;
        let heard = Without::of(listed, own.spared.stream());
        Ok(Box::new(Without::of(heard, own.rejected.stream())))
    };
    let mut left_out = Count::default();
    let rejected = match at_most {
        None => Union::of([below()?, own.rejected.stream()]),
        // Read twice, so that memory does not grow with it.
        Some(at_most) => {
            let of_own = Sizes::of(own.rejected.stream())?.share(at_most);
            let of_lists = Sizes::of(below()?)?.share(at_most - of_own.kept.numbers);
            left_out = of_own.left_out.with(of_lists.left_out);
            let own: Stream<'_, Error> = Box::new(of_own.of(own.rejected.stream()));
            Union::of([Box::new(of_lists.of(below()?)) as Stream<'_, Error>, own])
        }
    };
    let written = file::write(path, rejected)?;
    let mut rules_not_kept = own.rules_not_kept;
    rules_not_kept.sort_unstable();
    rules_not_kept.dedup();
    let not_kept = not_kept(policy);
    Ok(PlanReport {
        ranges: written.ranges,
        numbers: written.numbers,
        not_kept,
        rules_not_kept,
        ranges_left_out: left_out.ranges,
        numbers_left_out: left_out.numbers,
    })
}

/// The next `limit` numbers of a written plan above `after`, ascending.
pub fn page(path: &Path, after: u64, limit: usize) -> Result<Vec<u64>> {
    file::page(path, after, limit)
}

/// The numbers that steps above the call centres decide on: few enough to hold in memory.
#[derive(Default)]
struct Own {
    rejected: RangeSet,
    spared: RangeSet,
    rules_not_kept: Vec<i64>,
}

impl Own {
    /// What a step with this verdict makes of the steps below it.
    fn overrule(&mut self, verdict: Verdict, concerned: &RangeSet) {
        let (gains, loses) = match verdict {
            Verdict::Reject => (&mut self.rejected, &mut self.spared),
            Verdict::Allow | Verdict::Voicemail => (&mut self.spared, &mut self.rejected),
        };
        *gains = gains.union(concerned);
        *loses = loses.without(concerned);
    }
}

/// The ladder climbed up from above the call centres, each step overruling the ones below it.
fn own_verdicts(reader: &Reader<'_>, policy: &Policy, now: Moment) -> Result<Own> {
    let mut own = Own::default();
    if let Some(step) = &policy.conversation_partner {
        let mut partners = partners::all(reader)?;
        partners.retain(|(_, partner)| {
            within(partner.dialled_at_ms, days_ms(step.dialled_days), now)
                || partner.spoken.is_some_and(|conversation| step.counts(conversation, now))
        });
        own.overrule(step.verdict, &singles(partners.into_iter().map(|(number, _)| number)));
    }
    let rules = crate::rules::all(reader)?;
    let marks = marks::all(reader)?;
    let organisations = crate::rules::organisations(reader)?;
    let patterns = Piece::of_patterns(&rules, &organisations);
    let mut by_pattern = Own::default();
    own.rules_not_kept = rules::overrule(&mut by_pattern, &patterns);
    own.overrule(Verdict::Reject, &by_pattern.rejected);
    own.overrule(Verdict::Allow, &by_pattern.spared);
    let contacts = singles(contacts::all(reader)?);
    own.overrule(policy.contact.verdict, &contacts);
    let expected = match &policy.expected_call {
        Some(step) => expected::all(reader, now)?.into_iter().map(|it| (it.number, step)).collect(),
        None => Vec::new(),
    };
    for (_, step) in expected.iter().filter(|(number, _)| number.is_none()) {
        let blocked = by_pattern.rejected.without(&contacts);
        own.overrule(step.verdict, &RangeSet::new(vec![(0, u64::MAX)]).without(&blocked));
    }
    let numbers = rules::overrule(&mut own, &Piece::of_numbers(&rules));
    own.rules_not_kept.extend(numbers);
    for (verdict, fine) in [(Verdict::Allow, true), (Verdict::Reject, false)] {
        let marks = marks.iter().filter(|mark| (mark.opinion == Opinion::Fine) == fine);
        own.overrule(verdict, &singles(marks.map(|mark| mark.number)));
    }
    // Never to be rejected, so it is all the same that own allows stand above.
    for (number, step) in expected {
        own.overrule(step.verdict, &singles(number));
    }
    let window = i64::from(policy.emergency.window_hours) * HOUR_MS;
    if within(partners::emergency_call_at_ms(reader)?, window, now) {
        own.overrule(Verdict::Allow, &RangeSet::new(vec![(0, u64::MAX)]));
    }
    Ok(own)
}

/// What lists and regulators know as call centres, less what lists vouch for. The numbers of lists
/// are read as they are asked for.
fn call_centres<'reader>(
    reader: &'reader Reader<'_>,
    policy: &Policy,
    now: Moment,
) -> Result<Stream<'reader, Error>> {
    let Some(step) = policy.call_centre.as_ref().filter(|step| step.verdict == Verdict::Reject)
    else {
        return Ok(RangeSet::default().into_stream());
    };
    let mut blocked = lists::known(reader, ListWeight::Block, now)?;
    if step.reserved_ranges {
        let reserved = std::mem::take(&mut blocked.reserved);
        blocked.ranges.extend(reserved);
    }
    let blocked = numbers_and_ranges(blocked, possible);
    let vouched = lists::known(reader, ListWeight::Allow, now)?;
    let vouched = numbers_and_ranges(vouched, |range| range.intervals(|_| true));
    Ok(Box::new(Without::of(blocked, vouched)))
}

fn numbers_and_ranges<I: Iterator<Item = Range>>(
    known: Known<'_>,
    intervals: impl Fn(NumberRange) -> I,
) -> Union<'_, Error> {
    let ranges = known.ranges.into_iter().flat_map(intervals).collect();
    let ranges = RangeSet::new(ranges).into_stream();
    let numbers = known.numbers.into_iter().map(|numbers| {
        let single = |number: Result<u64>| number.map(|number| (number, number));
        Box::new(numbers.map(single)) as Stream<'_, Error>
    });
    Union::of(numbers.chain([ranges]))
}

/// The range in numbers that the numbering plan of its country has room for.
fn possible(range: NumberRange) -> impl Iterator<Item = Range> {
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
    let rejects = |verdicts: &[Option<Verdict>]| verdicts.contains(&Some(Verdict::Reject));
    // The plan holds what becomes of contacts when the user is not busy.
    let busy = policy.contact.busy.as_ref().map(|busy| busy.verdict);
    let genuine = policy.not_genuine.as_ref().map(|step| {
        let look_alike = step.look_alike.as_ref().map(|look_alike| look_alike.verdict);
        [step.verification_failed, step.own_number, step.impossible, look_alike]
    });
    let no_number = policy
        .no_number
        .as_ref()
        .map(|step| [step.withheld, step.unknown, step.payphone, step.unavailable].map(Some));
    let foreign = policy.foreign.as_ref().map(|step| {
        let countries = step.countries.values().copied().map(Some);
        countries.chain([step.verdict, step.unspoken_language]).collect::<Vec<_>>()
    });
    let open = policy.stranger.opening_hours.as_ref().map(|hours| hours.verdict);
    [
        (Step::Contact, rejects(&[busy])),
        (Step::NotGenuine, genuine.is_some_and(|verdicts| rejects(&verdicts))),
        (Step::NoNumber, no_number.is_some_and(|verdicts| rejects(&verdicts))),
        (Step::RangeCampaign, rejects(&[policy.range_campaign.as_ref().map(|step| step.verdict)])),
        (
            Step::PersistentStranger,
            rejects(&[policy.persistent_stranger.as_ref().map(|step| step.verdict)]),
        ),
        (Step::RepeatCaller, rejects(&[policy.repeat_caller.as_ref().map(|step| step.verdict)])),
        (Step::Foreign, foreign.is_some_and(|verdicts| rejects(&verdicts))),
        (Step::Stranger, rejects(&[Some(policy.stranger.verdict), open])),
    ]
    .into_iter()
    .filter_map(|(step, rejects)| rejects.then_some(step))
    .collect()
}
