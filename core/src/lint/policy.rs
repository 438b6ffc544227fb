//! What the settings of the policy do to each other.

use super::{Problem, Subject, times};
use crate::call::Moment;
use crate::number::{self, Number, Region};
use crate::policy::{ForeignStep, Policy, RangeCampaignStep};
use crate::schedule::Schedule;
use crate::verdict::{Step, Verdict};

pub(super) fn problems(subject: &Subject<'_>) -> Vec<Problem> {
    let mut problems = Vec::new();
    contacts(subject, &mut problems);
    strangers(subject, &mut problems);
    impossible(subject, &mut problems);
    if let Some(step) = &subject.policy.foreign {
        foreign(subject, step, &mut problems);
    }
    look_back(subject, &mut problems);
    platforms(subject.policy, &mut problems);
    problems
}

fn contacts(subject: &Subject<'_>, problems: &mut Vec<Problem>) {
    let step = &subject.policy.contact;
    if step.verdict != Verdict::Allow {
        problems.push(Problem::ContactsDoNotRing { verdict: step.verdict });
    }
    if subject.policy.expected_call.as_ref().is_some_and(|step| step.verdict != Verdict::Allow) {
        problems.push(Problem::ExpectedDoNotRing { anybody: subject.expects_anybody });
    }
    let Some(busy) = &step.busy else { return };
    if never_comes(&busy.times, subject.now) {
        problems.push(Problem::HoursNeverCome { field: "contact.busy.times".to_owned() });
    }
    if busy.verdict == step.verdict {
        problems.push(Problem::WithoutEffect { field: "contact.busy".to_owned() });
    } else if never_ends(&busy.times) {
        problems.push(Problem::BusyTimesNeverEnd);
    }
    let unknown = busy.ringing_groups.iter().filter(|group| !subject.groups.contains(group));
    problems.extend(unknown.map(|group| Problem::UnknownGroup { group: group.clone() }));
}

fn strangers(subject: &Subject<'_>, problems: &mut Vec<Problem>) {
    let policy = subject.policy;
    let stranger = &policy.stranger;
    let field = || "stranger.opening_hours".to_owned();
    let mut best = stranger.verdict;
    if let Some(hours) = &stranger.opening_hours {
        let times = || format!("{}.times", field());
        if never_comes(&hours.times, subject.now) {
            problems.push(Problem::HoursNeverCome { field: times() });
        } else if never_ends(&hours.times) {
            problems.push(Problem::HoursNeverEnd { field: times() });
        }
        if hours.verdict == stranger.verdict {
            problems.push(Problem::WithoutEffect { field: field() });
        }
        best = best.min(hours.verdict);
    }
    let partner = policy.conversation_partner.as_ref();
    if partner.is_some_and(|step| step.verdict > best) {
        problems.push(Problem::PartnersBelowStrangers);
    }
    let abroad = policy.foreign.as_ref();
    let milder = |verdict: Option<Verdict>| verdict.is_some_and(|verdict| verdict < best);
    if abroad.is_some_and(|step| milder(step.verdict) || milder(step.unspoken_language)) {
        problems.push(Problem::ForeignAboveHome);
    }
}

/// Settings that no call can meet.
fn impossible(subject: &Subject<'_>, problems: &mut Vec<Problem>) {
    if let Some(campaign) = &subject.policy.range_campaign
        && campaign.strangers > campaign.block_size
    {
        let RangeCampaignStep { strangers, block_size, .. } = *campaign;
        problems.push(Problem::CampaignNeverHappens { strangers, block_size });
    }
    if let Some(genuine) = &subject.policy.not_genuine
        && !subject.knows_own_numbers
    {
        let settings = [
            ("not_genuine.own_number", genuine.own_number.is_some()),
            ("not_genuine.look_alike", genuine.look_alike.is_some()),
        ];
        let asked = settings.into_iter().filter(|&(_, is_set)| is_set);
        problems
            .extend(asked.map(|(field, _)| Problem::OwnNumbersUnknown { field: field.to_owned() }));
    }
}

fn foreign(subject: &Subject<'_>, step: &ForeignStep, problems: &mut Vec<Problem>) {
    for &region in subject.home {
        let has_languages = number::languages(region).next().is_some();
        let spoken = |language: &String| number::is_spoken_in(language, region);
        if has_languages && !step.spoken_languages.iter().any(spoken) {
            problems.push(Problem::UnspokenAtHome { region });
        }
    }
    for (&region, &verdict) in &step.countries {
        if subject.home.contains(&region) {
            problems.push(Problem::CountryAtHome { region });
        } else if verdict != Verdict::Allow {
            problems.extend(country_of_contacts(subject, None, region));
        }
    }
}

/// The country whose rules a number falls under, as for a rule on a country.
pub(super) fn country_of(number: Number) -> Option<Region> {
    match number {
        Number::E164(number) => {
            let main = || number::regions(number).first().copied();
            number::region(number).or_else(main)
        }
        Number::Short(_) => None,
    }
}

/// Of how many numbers of the address book this is true.
pub(super) fn how_many(subject: &Subject<'_>, is_true: impl Fn(Number) -> bool) -> u32 {
    let found = subject.contacts.iter().filter(|&&number| is_true(number)).count();
    u32::try_from(found).unwrap_or(u32::MAX)
}

/// Of what number the contacts in a country are, if there are any.
pub(super) fn country_of_contacts(
    subject: &Subject<'_>,
    rule: Option<i64>,
    region: Region,
) -> Option<Problem> {
    let contacts = how_many(subject, |number| country_of(number) == Some(region));
    (contacts > 0).then_some(Problem::CountryOfContacts { rule, region, contacts })
}

fn look_back(subject: &Subject<'_>, problems: &mut Vec<Problem>) {
    let campaign = subject.policy.range_campaign.as_ref().map(|step| step.days);
    let persistent = subject.policy.persistent_stranger.as_ref().map(|step| step.days);
    let kept_days = subject.kept_days;
    for (field, days) in
        [("range_campaign.days", campaign), ("persistent_stranger.days", persistent)]
    {
        if let Some(days) = days.filter(|&days| days > kept_days) {
            problems.push(Problem::ForgottenTooSoon { field: field.to_owned(), days, kept_days });
        }
    }
}

fn platforms(policy: &Policy, problems: &mut Vec<Problem>) {
    let verdicts = verdicts(policy);
    // An iPhone blocks numbers told in advance, and lets everything else ring.
    let kept = |step, verdict| match verdict {
        Verdict::Allow => true,
        Verdict::Voicemail => false,
        Verdict::Reject => match step {
            Step::ConversationPartner | Step::CallCentre => true,
            Step::Contact => policy.contact.busy.is_none(),
            _ => false,
        },
    };
    let unkept = verdicts.iter().filter(|&&(step, verdict)| !kept(step, verdict));
    let mut steps: Vec<_> = unkept.map(|&(step, _)| step).collect();
    steps.dedup();
    if !steps.is_empty() {
        problems.push(Problem::StepsNotKept { steps });
    }
    if verdicts.iter().any(|&(_, verdict)| verdict == Verdict::Voicemail) {
        problems.push(Problem::VoicemailByCarrier);
    }
}

/// Every verdict that the policy can come to, in the order of the ladder.
fn verdicts(policy: &Policy) -> Vec<(Step, Verdict)> {
    let busy = policy.contact.busy.as_ref().map(|busy| busy.verdict);
    let (genuine, missing) = (policy.not_genuine.as_ref(), policy.no_number.as_ref());
    let look_alike = genuine.and_then(|step| step.look_alike.as_ref());
    let foreign = policy.foreign.as_ref();
    let hours = policy.stranger.opening_hours.as_ref();
    let countries = foreign.into_iter().flat_map(|step| step.countries.values().copied());
    [
        (Step::ExpectedCall, policy.expected_call.as_ref().map(|step| step.verdict)),
        (Step::Contact, Some(policy.contact.verdict)),
        (Step::Contact, busy),
        (Step::ConversationPartner, policy.conversation_partner.as_ref().map(|step| step.verdict)),
        (Step::CallCentre, policy.call_centre.as_ref().map(|step| step.verdict)),
        (Step::NotGenuine, genuine.and_then(|step| step.verification_failed)),
        (Step::NotGenuine, genuine.and_then(|step| step.own_number)),
        (Step::NotGenuine, look_alike.map(|step| step.verdict)),
        (Step::NotGenuine, genuine.and_then(|step| step.impossible)),
        (Step::NoNumber, missing.map(|step| step.withheld)),
        (Step::NoNumber, missing.map(|step| step.unknown)),
        (Step::NoNumber, missing.map(|step| step.payphone)),
        (Step::NoNumber, missing.map(|step| step.unavailable)),
        (Step::RangeCampaign, policy.range_campaign.as_ref().map(|step| step.verdict)),
        (Step::PersistentStranger, policy.persistent_stranger.as_ref().map(|step| step.verdict)),
        (Step::RepeatCaller, policy.repeat_caller.as_ref().map(|step| step.verdict)),
        (Step::Foreign, foreign.and_then(|step| step.verdict)),
        (Step::Foreign, foreign.and_then(|step| step.unspoken_language)),
    ]
    .into_iter()
    .filter_map(|(step, verdict)| Some((step, verdict?)))
    .chain(countries.map(|verdict| (Step::Foreign, verdict)))
    .chain([(Step::Stranger, policy.stranger.verdict)])
    .chain(hours.map(|hours| (Step::Stranger, hours.verdict)))
    .collect()
}

/// Whether the hours never come any more.
pub(super) fn never_comes(times: &Schedule, now: Moment) -> bool {
    times.windows.is_empty() && times::holidays(times, now).all(|(_, hours)| hours.is_empty())
}

/// Whether every minute of an ordinary week lies in the hours.
fn never_ends(times: &Schedule) -> bool {
    times::week(times).into_iter().all(|is_open| is_open)
}
