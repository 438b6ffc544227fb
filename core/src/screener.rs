//! The one facade: a store, the home regions, and everything an app can ask.

mod backup;
mod callbacks;
mod expected;
mod figures;
mod imports;
mod journal;
mod lint;
mod marks;
mod packs;
mod replay;
mod rules;

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::sync::Arc;

use crate::call::{IncomingCall, Moment, RawNumber};
use crate::caller::{self, Caller};
use crate::contacts::{self, Contact, KnownContact};
use crate::error::{Error, Result};
use crate::facts::Facts;
use crate::import::ImportReport;
use crate::journal::{Memory, Pending, Waiting};
use crate::ladder::ladder;
use crate::lists::{self, BuiltInList, Change, Entry, ListInfo, ListSettings, ListSource};
use crate::number::{Number, Region};
use crate::outgoing::Dialled;
use crate::own_numbers;
use crate::partners::{self, Conversation};
use crate::plan::{self, PlanReport};
use crate::policy::{self, InForce, Policy, PolicyInForce, Preset};
use crate::rules::Rules;
use crate::store::{Reader, Store};
use crate::verdict::{Decision, Reason, Trace, Verdict};

/// Decides calls. One for each app; all methods may be called from any thread, and a running import
/// does not hold up a call.
pub struct Screener {
    store: Store,
    home: Vec<Region>,
    policy: PolicyInForce,
    rules: Rules,
    /// Calls that the journal does not have yet.
    waiting: Waiting,
}

impl Screener {
    /// Opens the store at `path`, or creates it. `home` lists the regions whose national spelling is
    /// meant, SIM first, network second; at least one. Until a policy is set, the preset `smartphone`
    /// for these regions is in force.
    pub fn open(path: &Path, home: &[Region]) -> Result<Self> {
        if home.is_empty() {
            return Err(Error::NoHomeRegion);
        }
        let store = Store::open(path)?;
        Ok(Self {
            store,
            home: home.to_vec(),
            policy: PolicyInForce::default(),
            rules: Rules::default(),
            waiting: Waiting::default(),
        })
    }

    /// Decides a call and writes it to the journal. Always answers: what goes wrong inside becomes
    /// `allow` with the reason `fault`, and is logged.
    pub fn screen(&self, call: &IncomingCall) -> Decision {
        let mut policy = None;
        let decision = decision_or_fault(call, &self.home, || {
            let (decision, in_force) = self.decide(call)?;
            policy = Some(in_force);
            Ok(decision)
        });
        if let Err(fault) = guarded(|| self.journal_call(call, &decision, policy)) {
            log::warn!("a call is missing from the journal: {fault}");
        }
        decision
    }

    /// Decides a call as [`Self::screen`] would, and changes nothing.
    pub fn explain(&self, call: &IncomingCall) -> Result<Decision> {
        Ok(self.decide(call)?.0)
    }

    /// The decision, and the policy that made it.
    fn decide(&self, call: &IncomingCall) -> Result<(Decision, Arc<InForce>)> {
        let unwritten = self.waiting.unwritten();
        self.store.decide(|reader| {
            let policy = self.policy_in_force(reader)?;
            let rules = self.rules.index(reader)?;
            let memory = Memory::of_now(&unwritten);
            let facts = Facts::look_up(reader, call, &policy, &self.home, &rules, memory)?;
            Ok((ladder(&policy, facts, call.at), policy))
        })
    }

    fn journal_call(
        &self,
        call: &IncomingCall,
        decision: &Decision,
        policy: Option<Arc<InForce>>,
    ) -> Result<()> {
        self.waiting.push(Pending::new(call, decision, policy));
        self.try_write_journal()
    }

    /// Makes these the contacts, in place of those stored. A number that cannot be read is reported by
    /// its place in `contacts`, from 1.
    pub fn replace_contacts(&self, contacts: &[Contact]) -> Result<ImportReport> {
        self.store.write(|writer| {
            contacts::clear(writer)?;
            let mut report = ImportReport::default();
            for (place, contact) in (1..).zip(contacts) {
                let known =
                    KnownContact { favourite: contact.favourite, groups: contact.groups.clone() };
                match caller::number_of(contact.number.expose(), &self.home) {
                    Ok(number) => report.took(contacts::insert(writer, number, &known)?),
                    Err(reason) => report.skip(place, reason),
                }
            }
            Ok(report)
        })
    }

    /// How many numbers the contacts have.
    pub fn contact_count(&self) -> Result<u64> {
        self.store.read(contacts::count)
    }

    /// The groups that contacts are in, by name.
    pub fn contact_groups(&self) -> Result<Vec<String>> {
        self.store.read(contacts::groups)
    }

    /// Makes these the user's own numbers, which nobody else shows in earnest. A number that cannot be
    /// read is reported by its place in `numbers`, from 1.
    pub fn set_own_numbers(&self, numbers: &[RawNumber]) -> Result<ImportReport> {
        self.store.write(|writer| {
            own_numbers::clear(writer)?;
            let mut report = ImportReport::default();
            for (place, raw) in (1..).zip(numbers) {
                match caller::number_of(raw.expose(), &self.home) {
                    Ok(number) => report.took(own_numbers::insert(writer, number)?),
                    Err(reason) => report.skip(place, reason),
                }
            }
            Ok(report)
        })
    }

    /// The user's own numbers.
    pub fn own_numbers(&self) -> Result<Vec<Number>> {
        self.store.read(own_numbers::all)
    }

    /// Makes a list of entries that the app has itself, in place of the list of the same name, in one
    /// transaction. Scores of the same number are added up. Quickest when the numbers ascend.
    pub fn replace_list(
        &self,
        source: &ListSource,
        entries: impl IntoIterator<Item = Entry>,
        now: Moment,
    ) -> Result<()> {
        self.store.write(|writer| lists::replace(writer, source, entries, now))
    }

    /// Makes changes to a list, which has this version then, in one transaction. Only the parts of the
    /// list that are concerned are written.
    pub fn update_list(
        &self,
        name: &str,
        version: &str,
        changes: impl IntoIterator<Item = Change>,
        now: Moment,
    ) -> Result<()> {
        self.store.write(|writer| lists::update(writer, name, version, changes, now))
    }

    /// Every imported list, by name.
    pub fn lists(&self) -> Result<Vec<ListInfo>> {
        self.store.read(|reader| lists::table::all(reader))
    }

    /// The imported list of this name.
    pub fn list(&self, name: &str) -> Result<ListInfo> {
        self.store.read(|reader| lists::table::info(reader, lists::table::known(reader, name)?))
    }

    /// The lists that are built in, with the source and dates of every range: those that regulators
    /// reserve for sales calls, and exceptions that must not be blocked. Packs with their ids and a
    /// later version take their place.
    pub fn built_in_lists(&self) -> Result<Vec<BuiltInList>> {
        self.store.read(|reader| lists::built_in(reader))
    }

    /// Changes a list's threshold and weight, or whether it is asked at all.
    pub fn set_list(&self, name: &str, settings: ListSettings) -> Result<()> {
        self.store.write(|writer| lists::table::set(writer, name, settings))
    }

    /// Removes a list.
    pub fn remove_list(&self, name: &str) -> Result<()> {
        self.store.write(|writer| lists::table::remove(writer, name))
    }

    /// The policy in force.
    pub fn policy(&self) -> Result<Policy> {
        let policy = self.store.read(|reader| self.policy_in_force(reader))?;
        Ok(Policy::clone(&policy))
    }

    /// Puts a policy in force.
    pub fn set_policy(&self, policy: &Policy) -> Result<()> {
        policy.check()?;
        let json = policy.to_json()?;
        self.store.write(|writer| policy::store(writer, &json))
    }

    /// Puts a preset in force.
    pub fn set_preset(&self, preset: Preset) -> Result<()> {
        self.set_policy(&preset.policy(&self.home))
    }

    fn policy_in_force(&self, reader: &Reader<'_>) -> Result<Arc<InForce>> {
        self.policy.get(reader, &self.home)
    }

    /// Remembers that the user dialled a number: its owner may call back, and after an emergency
    /// number anybody may. `false` when there is nothing to remember: no number that could call.
    /// Record calls in their order; the last one of a number counts. Like a call that was decided it
    /// waits for no import and no other process: it counts at once, and is written when that can be
    /// done. After an error it still waits.
    pub fn record_outgoing_call(&self, number: &str, at: Moment) -> Result<bool> {
        let Some(dialled) = Dialled::read(number, at, &self.home) else { return Ok(false) };
        self.waiting.push(Pending::Dialled(dialled));
        self.try_write_journal()?;
        Ok(true)
    }

    /// Remembers that the user spoke with somebody who called: for so many seconds, from that time on.
    /// `false` when there is nothing to remember: no number that could call, or not a second.
    pub fn record_conversation(&self, number: &str, at: Moment, seconds: u32) -> Result<bool> {
        if seconds == 0 {
            return Ok(false);
        }
        let Ok(number) = caller::number_of(number, &self.home) else { return Ok(false) };
        let conversation = Conversation { at_ms: at.unix_ms, seconds };
        let enough = self.enough_seconds()?;
        self.store
            .write(|writer| partners::record_conversation(writer, number, conversation, enough))?;
        Ok(true)
    }

    /// [`Policy::enough_seconds`] of the policy in force.
    fn enough_seconds(&self) -> Result<Option<u32>> {
        Ok(self.store.read(|reader| self.policy_in_force(reader))?.enough_seconds())
    }

    /// Writes the plan of this moment to a file, for an iPhone's call directory, however large it is.
    pub fn write_plan(&self, path: &Path, now: Moment) -> Result<PlanReport> {
        self.write_plan_within(path, now, None)
    }

    /// As [`Self::write_plan`], with no more numbers than a phone takes: the user's own first, then those
    /// of lists and regulators, of each the small ranges before the large ones. The report tells what
    /// was left out.
    pub fn write_plan_within(
        &self,
        path: &Path,
        now: Moment,
        at_most: Option<u64>,
    ) -> Result<PlanReport> {
        self.store.read(|reader| {
            let policy = self.policy_in_force(reader)?;
            plan::write(reader, &policy, now, at_most, path)
        })
    }

    /// Closes the store, after writing what waits for the journal. Later calls are allowed with the
    /// reason `fault`; everything else is [`Error::Closed`].
    pub fn shutdown(&self) {
        if let Err(error) = self.write_journal()
            && !matches!(error, Error::Closed)
        {
            log::warn!("calls are missing from the journal: {error}");
        }
        self.store.close();
    }
}

impl Drop for Screener {
    fn drop(&mut self) {
        self.shutdown();
    }
}

/// What `decide` says, or `allow` when it fails. The facts are then those of the call alone, and if it
/// was the reading of the call that failed, not even those.
fn decision_or_fault(
    call: &IncomingCall,
    home: &[Region],
    decide: impl FnOnce() -> Result<Decision>,
) -> Decision {
    guarded(decide).unwrap_or_else(|reason| {
        log::error!("a call was allowed because of a fault: {reason}");
        let facts = guarded(|| Ok(Facts::of_call(call, home)));
        let facts = facts.unwrap_or_else(|_| Facts::unknown(Caller::Unreadable, call.verification));
        let trace = Trace { facts, steps: Vec::new() };
        Decision { verdict: Verdict::Allow, reason: Reason::Fault, trace }
    })
}

/// Runs `operation` and tells what went wrong in it, a panic included.
fn guarded<T>(operation: impl FnOnce() -> Result<T>) -> std::result::Result<T, String> {
    match catch_unwind(AssertUnwindSafe(operation)) {
        Ok(Ok(done)) => Ok(done),
        Ok(Err(error)) => Err(error.to_string()),
        // What a panic says may hold a number.
        Err(_) => Err("a panic".to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_is_a_fault_like_any_other() {
        let call: IncomingCall =
            serde_json::from_str(r#"{"number": "+41615550101", "at": "2026-11-21T12:00:00Z"}"#)
                .unwrap();
        for decide in [|| panic!("+41615550101"), || Err(Error::Closed)] {
            let decision = decision_or_fault(&call, &[], decide);
            assert_eq!((decision.verdict, decision.reason), (Verdict::Allow, Reason::Fault));
            assert_eq!(decision.trace.facts.caller, Caller::identify(&call, &[]));
        }
        assert_eq!(guarded(|| -> Result<()> { panic!("+41615550101") }), Err("a panic".to_owned()));
    }
}
