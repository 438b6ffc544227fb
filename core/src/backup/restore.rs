//! From the file into the store. Part of one transaction: all of it is taken, or nothing.

use std::collections::BTreeSet;

use super::file::{
    Backup, SavedExpected, SavedList, SavedMark, SavedOrganisation, SavedPack, SavedRule,
};
use super::{BackupCounts, ImportMode};
use crate::call::Moment;
use crate::error::{Error, Result};
use crate::lists::{ListSettings, ListSource, table};
use crate::number::{self, Number, Reading, Region};
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
    home: &[Region],
    now: Moment,
) -> Result<BackupCounts> {
    if mode == ImportMode::Replace {
        forget(writer)?;
    }
    settings(writer, backup)?;
    let mut counts = BackupCounts { policy: backup.policy.is_some(), ..BackupCounts::default() };
    let mut desk = Desk { home, emergency: Vec::new(), empty: Vec::new() };
    // Of several rules on the same callers the last one is kept, and counted.
    let mut rules = BTreeSet::new();
    for (place, organisation) in backup.organisations.iter().enumerate() {
        let field = format!("organisations[{place}]");
        let taken = desk.take_organisation(writer, &field, organisation, mode);
        counts.organisations += u64::from(within(&field, taken)?);
    }
    for (place, rule) in backup.rules.iter().enumerate() {
        let field = format!("rules[{place}]");
        let taken = desk.take_rule(writer, &field, rule);
        rules.extend(within(&field, taken)?);
    }
    counts.rules = u64::try_from(rules.len()).unwrap_or(u64::MAX);
    for (place, mark) in backup.marks.iter().enumerate() {
        if desk.admits(mark.number, || format!("marks[{place}]")) {
            take_mark(writer, mark)?;
            counts.marks += 1;
        }
    }
    for (place, call) in backup.expected_calls.iter().enumerate() {
        let field = || format!("expected_calls[{place}]");
        if call.number.is_none_or(|number| desk.admits(number, field)) {
            let taken = take_expected(writer, call, now);
            counts.expected_calls += u64::from(within(&field(), taken)?);
        }
    }
    if let Some(until_ms) = backup.paused_until_ms
        && expected::is_on(Some(until_ms), now)
    {
        expected::pause(writer, Moment { unix_ms: until_ms, ..now }, now)?;
    }
    for (place, &number) in backup.own_numbers.iter().enumerate() {
        if desk.admits(number, || format!("own_numbers[{place}]")) {
            own_numbers::insert(writer, number)?;
            counts.own_numbers += 1;
        }
    }
    for (place, list) in backup.lists.iter().enumerate() {
        let taken = take_list(writer, list, now);
        within(&format!("lists[{place}]"), taken)?;
        counts.lists += 1;
    }
    counts.emergency = desk.emergency;
    Ok(counts)
}

/// An error in what the file has, with its place there.
fn within<T>(field: &str, result: Result<T>) -> Result<T> {
    result.map_err(|error| match error {
        Error::Closed | Error::Storage(_) | Error::DamagedList | Error::BackupValue { .. } => error,
        error => Error::BackupEntry { field: field.to_owned(), source: Box::new(error) },
    })
}

/// Looks at what comes, as whoever makes a rule by hand is looked at: an emergency number of where the
/// user is now was perhaps another one where the backup was made.
struct Desk<'home> {
    home: &'home [Region],
    /// What was left out, by its place in the file.
    emergency: Vec<String>,
    /// Organisations of which nothing was left.
    empty: Vec<String>,
}

impl Desk<'_> {
    fn admits(&mut self, number: Number, field: impl FnOnce() -> String) -> bool {
        let reading = number::read(&number.expose(), self.home);
        let is_emergency = matches!(reading, Reading::Emergency { .. });
        if is_emergency {
            self.emergency.push(field());
        }
        !is_emergency
    }

    fn admits_matcher(&mut self, matcher: &Matcher, field: impl FnOnce() -> String) -> bool {
        match matcher {
            Matcher::Number { number } => self.admits(*number, field),
            Matcher::Organisation { name } => {
                let is_empty = self.empty.iter().any(|empty| empty.eq_ignore_ascii_case(name));
                if is_empty {
                    self.emergency.push(field());
                }
                !is_empty
            }
            _ => true,
        }
    }

    /// `false` for one that was left out.
    fn take_organisation(
        &mut self,
        writer: &mut Writer<'_>,
        field: &str,
        organisation: &SavedOrganisation,
        mode: ImportMode,
    ) -> Result<bool> {
        let SavedOrganisation { name, members } = organisation;
        let mut taken = Vec::new();
        for (place, pattern) in members.iter().enumerate() {
            let field = || format!("{field}.members[{place}]");
            let member = matcher(pattern, field)?;
            if self.admits_matcher(&member, field) {
                taken.push(member);
            }
        }
        if mode == ImportMode::Merge {
            let known = rules::organisations(writer)?.into_iter();
            let same = known.filter(|known| known.name.eq_ignore_ascii_case(name));
            taken.extend(same.flat_map(|known| known.members));
        }
        if taken.is_empty() && !members.is_empty() {
            self.empty.push(name.clone());
            return Ok(false);
        }
        rules::put_organisation(writer, name, &taken)?;
        Ok(true)
    }

    /// Gives the id of the rule; `None` for one that was left out.
    fn take_rule(
        &mut self,
        writer: &mut Writer<'_>,
        field: &str,
        rule: &SavedRule,
    ) -> Result<Option<i64>> {
        let SavedRule { pattern, verdict, note, limits } = rule;
        let matcher = matcher(pattern, || format!("{field}.pattern"))?;
        if !self.admits_matcher(&matcher, || field.to_owned()) {
            return Ok(None);
        }
        rules::put(writer, &matcher, *verdict, note, limits).map(Some)
    }
}

/// How long calls are kept stays: who imports a file that does not say so must not lose calls by it.
fn forget(writer: &mut Writer<'_>) -> Result<()> {
    rules::clear(writer)?;
    marks::clear(writer)?;
    expected::clear(writer)?;
    own_numbers::clear(writer)?;
    callbacks::clear_messages(writer)?;
    callbacks::clear_settings(writer)?;
    policy::reset(writer)
}

fn settings(writer: &mut Writer<'_>, backup: &Backup) -> Result<()> {
    if let Some(json) = &backup.policy {
        let policy = Policy::from_json(json.get())?;
        policy::store(writer, &policy.to_json()?)?;
    }
    if let Some(settings) = &backup.callbacks {
        within("callbacks", callbacks::set_settings(writer, settings))?;
    }
    for (code, messages) in &backup.messages {
        let language = match code.as_str() {
            "en" => Language::English,
            "de" => Language::German,
            _ => {
                let (field, expected) =
                    ("messages".to_owned(), "the languages en and de".to_owned());
                return Err(Error::BackupValue { line: None, field, expected });
            }
        };
        for (name, text) in messages {
            let taken = callbacks::set_message(writer, language, name, text);
            within(&format!("messages.{code}"), taken)?;
        }
    }
    if let Some(retention) = backup.journal {
        within("journal", journal::set_retention(writer, retention))?;
    }
    Ok(())
}

fn matcher(pattern: &str, field: impl FnOnce() -> String) -> Result<Matcher> {
    Matcher::from_exposed(pattern).ok_or_else(|| Error::BackupValue {
        line: None,
        field: field(),
        expected: "a pattern as `callscreen rules show` prints it".to_owned(),
    })
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
            // One report is what a list asks for where nobody says otherwise.
            threshold: Some(*threshold).filter(|&reports| reports != 1),
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
