//! From the file into the store. Part of one transaction: all of it is taken, or nothing.

use super::file::{
    Backup, SavedExpected, SavedList, SavedMark, SavedOrganisation, SavedPack, SavedRule,
};
use super::{BackupCounts, ImportMode};
use crate::call::Moment;
use crate::error::{Error, Result};
use crate::lists::{ListSettings, ListSource, table};
use crate::packs::{Subscription, subscription};
use crate::policy::Policy;
use crate::rules::Matcher;
use crate::store::Writer;
use crate::text::Language;
use crate::{callbacks, expected, journal, marks, own_numbers, policy, rules};

/// Takes over what the backup has.
pub(crate) fn restore(
    writer: &mut Writer<'_>,
    backup: &Backup,
    mode: ImportMode,
    now: Moment,
) -> Result<BackupCounts> {
    if mode == ImportMode::Replace {
        forget(writer)?;
    }
    settings(writer, backup)?;
    for (place, organisation) in backup.organisations.iter().enumerate() {
        take_organisation(writer, place, organisation, mode)?;
    }
    for (place, rule) in backup.rules.iter().enumerate() {
        take_rule(writer, place, rule)?;
    }
    for mark in &backup.marks {
        take_mark(writer, mark)?;
    }
    let mut expected_calls = 0;
    for call in &backup.expected_calls {
        expected_calls += u64::from(take_expected(writer, call, now)?);
    }
    if let Some(until_ms) = backup.paused_until_ms
        && expected::is_on(Some(until_ms), now)
    {
        expected::pause(writer, Moment { unix_ms: until_ms, ..now }, now)?;
    }
    for &number in &backup.own_numbers {
        own_numbers::insert(writer, number)?;
    }
    for list in &backup.lists {
        take_list(writer, list, now)?;
    }
    let count = |length: usize| u64::try_from(length).unwrap_or(u64::MAX);
    Ok(BackupCounts {
        policy: backup.policy.is_some(),
        rules: count(backup.rules.len()),
        organisations: count(backup.organisations.len()),
        marks: count(backup.marks.len()),
        expected_calls,
        own_numbers: count(backup.own_numbers.len()),
        lists: count(backup.lists.len()),
    })
}

fn forget(writer: &mut Writer<'_>) -> Result<()> {
    rules::clear(writer)?;
    marks::clear(writer)?;
    expected::clear(writer)?;
    own_numbers::clear(writer)?;
    callbacks::clear_messages(writer)?;
    policy::reset(writer)
}

fn settings(writer: &mut Writer<'_>, backup: &Backup) -> Result<()> {
    if let Some(json) = &backup.policy {
        let policy = Policy::from_json(json.get())?;
        policy::store(writer, &policy.to_json()?)?;
    }
    if let Some(settings) = &backup.callbacks {
        callbacks::set_settings(writer, settings)?;
    }
    for (code, messages) in &backup.messages {
        let language = match code.as_str() {
            "en" => Language::English,
            "de" => Language::German,
            _ => {
                let field = "messages".to_owned();
                return Err(Error::BackupValue { field, expected: "the languages en and de" });
            }
        };
        for (name, text) in messages {
            callbacks::set_message(writer, language, name, text)?;
        }
    }
    if let Some(retention) = backup.journal {
        journal::set_retention(writer, retention)?;
    }
    Ok(())
}

fn matcher(pattern: &str, field: impl FnOnce() -> String) -> Result<Matcher> {
    let expected = "a pattern as `callscreen rules show` prints it";
    Matcher::from_exposed(pattern).ok_or_else(|| Error::BackupValue { field: field(), expected })
}

fn take_organisation(
    writer: &mut Writer<'_>,
    place: usize,
    organisation: &SavedOrganisation,
    mode: ImportMode,
) -> Result<()> {
    let SavedOrganisation { name, members } = organisation;
    let members = members.iter().enumerate().map(|(member, pattern)| {
        matcher(pattern, || format!("organisations[{place}].members[{member}]"))
    });
    let mut members: Vec<_> = members.collect::<Result<_>>()?;
    if mode == ImportMode::Merge {
        let known = rules::organisations(writer)?.into_iter();
        let same = known.filter(|known| known.name.eq_ignore_ascii_case(name));
        members.extend(same.flat_map(|known| known.members));
    }
    rules::put_organisation(writer, name, &members)
}

fn take_rule(writer: &mut Writer<'_>, place: usize, rule: &SavedRule) -> Result<()> {
    let SavedRule { pattern, verdict, note, limits } = rule;
    let matcher = matcher(pattern, || format!("rules[{place}].pattern"))?;
    rules::put(writer, &matcher, *verdict, note, limits)?;
    Ok(())
}

fn take_mark(writer: &mut Writer<'_>, saved: &SavedMark) -> Result<()> {
    let mark = saved.mark();
    match marks::at_ms(writer, mark.number)? {
        Some(at_ms) if at_ms > mark.at.unix_ms => Ok(()),
        _ => marks::put(writer, &mark),
    }
}

/// `false` for one that is over.
fn take_expected(writer: &mut Writer<'_>, call: &SavedExpected, now: Moment) -> Result<bool> {
    let SavedExpected { number, until_ms, note } = call;
    if !expected::is_on(Some(*until_ms), now) {
        return Ok(false);
    }
    let until = Moment { unix_ms: *until_ms, ..now };
    expected::expect(writer, *number, until, note, now)?;
    Ok(true)
}

/// A list that is not there yet is made without a number in it; the next pack brings them all, for any
/// is later than version 0.
fn take_list(writer: &mut Writer<'_>, saved: &SavedList, now: Moment) -> Result<()> {
    let SavedList { name, source, licence, threshold, weight, enabled, pack } = saved;
    let settings = ListSettings { threshold: *threshold, weight: *weight, enabled: *enabled };
    // The same list may have another name here.
    let known = match pack {
        Some(pack) => subscription::find(writer, &pack.id)?.map(|(list, _)| list),
        None => None,
    };
    if let Some(list) = known {
        return table::set(writer, &table::name(writer, list)?, settings);
    }
    if table::find(writer, name)?.is_none() {
        let source = ListSource {
            name: name.clone(),
            source: source.clone(),
            licence: licence.clone(),
            threshold: Some(*threshold),
            max_age_days: None,
            version: String::new(),
            weight: Some(*weight),
        };
        let list = table::replace(writer, &source, now)?;
        if let Some(SavedPack { id, key }) = pack {
            let subscription = Subscription {
                pack: id.clone(),
                version: 0,
                key: key.clone(),
                published_at_ms: 0,
                attribution: String::new(),
                regions: Vec::new(),
            };
            subscription::store(writer, list, &subscription)?;
        }
    }
    table::set(writer, name, settings)
}
