use std::path::Path;
use std::sync::Arc;

use callscreen_core::call::{IncomingCall, Moment, RawNumber};
use callscreen_core::callbacks::{CallbackChange, CallbackDesk, CallbackSettings, MessageTemplate};
use callscreen_core::import::ImportReport;
use callscreen_core::journal::{CallOutcome, CallRef, JournalEntry, JournalQuery, Retention};
use callscreen_core::lists::{BuiltInList, ListInfo, ListSettings, ListSource};
use callscreen_core::marks::{Mark, MarkExport, Opinion};
use callscreen_core::number::Region;
use callscreen_core::plan::PlanReport;
use callscreen_core::policy::{Policy, Preset};
use callscreen_core::rules::{Organisation, Rule, RuleLimits};
use callscreen_core::text::Language;
use callscreen_core::verdict::{Decision, Verdict};

use crate::import_watch::{ImportWatch, asking};
use crate::{ScreenerError, packs};

type Result<T> = std::result::Result<T, ScreenerError>;

/// Decides calls. One for each app, kept as long as the process lives. All methods may be called
/// from any thread; all but `screen` may wait for the disk, so keep them off the main thread.
#[derive(uniffi::Object)]
pub struct Screener(pub(crate) callscreen_core::Screener);

#[uniffi::export]
impl Screener {
    /// Opens the store at `path`, or creates it. `home` lists the regions whose national spelling is
    /// meant, SIM first, network second; at least one.
    #[uniffi::constructor]
    pub fn open(path: &str, home: &[Region]) -> Result<Arc<Self>> {
        Ok(Arc::new(Self(callscreen_core::Screener::open(Path::new(path), home)?)))
    }

    /// Decides a call and writes it to the journal. Always answers: what goes wrong inside becomes
    /// `allow` with the reason `fault`, and is logged.
    pub fn screen(&self, call: &IncomingCall) -> Decision {
        self.0.screen(call)
    }

    /// Decides a call as `screen` would, and changes nothing.
    pub fn explain(&self, call: &IncomingCall) -> Result<Decision> {
        Ok(self.0.explain(call)?)
    }

    /// Adds the numbers of a vCard file to the contacts, with the groups of their cards. `watch` is
    /// told how far the import has come, and can stop it.
    #[uniffi::method(default(watch = None))]
    pub fn import_contacts(
        &self,
        path: &str,
        watch: Option<Arc<dyn ImportWatch>>,
    ) -> Result<ImportReport> {
        Ok(self.0.import_contacts_watched(Path::new(path), asking(watch))?)
    }

    /// How many numbers the contacts have.
    pub fn contact_count(&self) -> Result<u64> {
        Ok(self.0.contact_count()?)
    }

    /// Imports a list from a file of any known format, in place of the list of the same name; whether
    /// that was enabled stays. `region` is the home of numbers written without a country calling code,
    /// if it is another than the screener's, or than that of the source where only one can be meant.
    /// `watch` is told how far the import has come, and can stop it.
    #[uniffi::method(default(watch = None))]
    pub fn import_list(
        &self,
        source: &ListSource,
        path: &str,
        region: Option<Region>,
        now: Moment,
        watch: Option<Arc<dyn ImportWatch>>,
    ) -> Result<ImportReport> {
        let path = Path::new(path);
        Ok(self.0.import_list_watched(source, path, region, now, asking(watch))?)
    }

    /// Imports a file that holds only what changed, such as an answer of PhoneBlock with `since` or
    /// a daily slice of Yet Another Call Blocker, into the list of this name, which must be there. What
    /// stands in the file takes the place of what the list knew of that number or range; what has no
    /// votes, or is marked as harmless or removed, goes; all else stays. Of the list's source and
    /// licence nothing changes, and its version, threshold and weight only if `source` tells others.
    /// Complaints to the FTC or FCC, a row for each report, cannot be told so. As to `region` and
    /// `watch` see `import_list`.
    #[uniffi::method(default(watch = None))]
    pub fn import_list_changes(
        &self,
        source: &ListSource,
        path: &str,
        region: Option<Region>,
        now: Moment,
        watch: Option<Arc<dyn ImportWatch>>,
    ) -> Result<ImportReport> {
        let path = Path::new(path);
        Ok(self.0.import_list_changes(source, path, region, now, asking(watch))?)
    }

    /// Applies the pack in a file: a list not there yet, a later version of one, or a diff from the
    /// version that is there. It must be signed with `key`, a public key of minisign, or with the key
    /// that the list was first subscribed with if it is there. All of it is applied, or nothing; what
    /// the user set stays. Gives the list as it is now.
    pub fn apply_pack(&self, path: &str, key: &str, now: Moment) -> Result<ListInfo> {
        Ok(self.0.apply_pack(Path::new(path), &packs::key(key)?, now)?)
    }

    /// Applies a pack in memory, as `apply_pack` does one in a file.
    // Not borrowed: that would be a buffer outside of the heap in Kotlin.
    #[allow(clippy::needless_pass_by_value)]
    pub fn apply_pack_bytes(&self, pack: Vec<u8>, key: &str, now: Moment) -> Result<ListInfo> {
        Ok(self.0.apply_pack_bytes(&pack, &packs::key(key)?, now)?)
    }

    /// Lets the packs of a list be signed with another key from now on. For a key that was lost or
    /// stolen, on the word of an app update: a publisher who still has the old key announces the new
    /// one in a pack.
    pub fn trust_pack_key(&self, list: &str, key: &str) -> Result<()> {
        Ok(self.0.trust_pack_key(list, &packs::key(key)?)?)
    }

    /// Every imported list, by name.
    pub fn lists(&self) -> Result<Vec<ListInfo>> {
        Ok(self.0.lists()?)
    }

    /// The lists that are built in, with the source and dates of every range: those that regulators
    /// reserve for sales calls, and exceptions that must not be blocked. Packs with their ids and a
    /// later version take their place.
    pub fn built_in_lists(&self) -> Result<Vec<BuiltInList>> {
        Ok(self.0.built_in_lists()?)
    }

    /// Changes a list's threshold and weight, or whether it is asked at all.
    pub fn set_list(&self, name: &str, settings: ListSettings) -> Result<()> {
        Ok(self.0.set_list(name, settings)?)
    }

    /// Removes a list.
    pub fn remove_list(&self, name: &str) -> Result<()> {
        Ok(self.0.remove_list(name)?)
    }

    /// Adds a rule, or changes the one that stands there: on a number (`+41 44 668 18 00`) or a sender
    /// (`sender:MIGROS`), on a prefix (`+41 900*`), a range (`+41 44 668 18 00-+41 44 668 18 99`) or a
    /// wildcard (`+41 44 668 ## 00`), on `country:FR`, `kind:premium`, `kind:short-code` or
    /// `organisation:Acme`. Gives its id. A report on the number is taken back. An emergency number
    /// takes no rule. With limits it counts on a line or in some hours only; rules on the same callers
    /// with other limits stay beside it.
    #[uniffi::method(default(limits = None))]
    pub fn put_rule(
        &self,
        pattern: &str,
        verdict: Verdict,
        note: &str,
        limits: Option<RuleLimits>,
    ) -> Result<i64> {
        let limits = limits.unwrap_or_default();
        Ok(self.0.put_limited_rule(pattern, verdict, note, &limits)?)
    }

    /// Every rule, oldest first.
    pub fn rules(&self) -> Result<Vec<Rule>> {
        Ok(self.0.rules()?)
    }

    /// Removes a rule.
    pub fn remove_rule(&self, id: i64) -> Result<()> {
        Ok(self.0.remove_rule(id)?)
    }

    /// Reports a number as a call centre or as fine, from this moment on; an earlier report on it is
    /// replaced. A rule on the same number is not asked until the report is taken back. Emergency
    /// numbers, and what is no number, cannot be reported.
    pub fn mark_number(
        &self,
        number: &RawNumber,
        opinion: Opinion,
        remark: &str,
        at: Moment,
    ) -> Result<Mark> {
        Ok(self.0.mark_number(number.expose(), opinion, remark, at)?)
    }

    /// Reports the caller of a call in the journal, as `mark_number` does.
    pub fn mark_call(&self, id: i64, opinion: Opinion, remark: &str, at: Moment) -> Result<Mark> {
        Ok(self.0.mark_call(id, opinion, remark, at)?)
    }

    /// Takes the report on a number back: everything is as if it had not been made.
    pub fn unmark_number(&self, number: &RawNumber) -> Result<()> {
        Ok(self.0.unmark_number(number.expose())?)
    }

    /// Takes the report on the caller of a call in the journal back.
    pub fn unmark_call(&self, id: i64) -> Result<()> {
        Ok(self.0.unmark_call(id)?)
    }

    /// Every report, oldest first.
    pub fn marks(&self) -> Result<Vec<Mark>> {
        Ok(self.0.marks()?)
    }

    /// The reports as CSV for a community list: number in E.164, category and day, and nothing about
    /// the user. `import_list` reads it again.
    pub fn export_marks(&self, what: MarkExport) -> Result<String> {
        Ok(self.0.export_marks(what)?)
    }

    /// Stores an organisation, a named set of numbers, prefixes, ranges and wildcards in any spelling,
    /// in place of the one of this name. A rule on `organisation:` and the name is about all of them.
    pub fn put_organisation(&self, name: &str, members: &[String]) -> Result<()> {
        let members: Vec<_> = members.iter().map(String::as_str).collect();
        Ok(self.0.put_organisation(name, &members)?)
    }

    /// Every organisation, by name.
    pub fn organisations(&self) -> Result<Vec<Organisation>> {
        Ok(self.0.organisations()?)
    }

    /// Removes an organisation that no rule is about.
    pub fn remove_organisation(&self, name: &str) -> Result<()> {
        Ok(self.0.remove_organisation(name)?)
    }

    /// The policy in force, as JSON.
    pub fn policy(&self) -> Result<String> {
        Ok(self.0.policy()?.to_json()?)
    }

    /// Puts a policy in force, given as JSON.
    pub fn set_policy(&self, json: &str) -> Result<()> {
        Ok(self.0.set_policy(&Policy::from_json(json)?)?)
    }

    /// Puts a preset in force: `smartphone`, `front-desk` or `reachable`.
    pub fn set_preset(&self, name: &str) -> Result<()> {
        Ok(self.0.set_preset(Preset::from_name(name)?)?)
    }

    /// Remembers that the user dialled a number: its owner may call back, and after an emergency
    /// number anybody may. `false` when there is nothing to remember: no number that could call.
    pub fn record_outgoing_call(&self, number: &RawNumber, at: Moment) -> Result<bool> {
        Ok(self.0.record_outgoing_call(number.expose(), at)?)
    }

    /// The newest calls, newest first, at most `limit`.
    pub fn journal(&self, limit: u32) -> Result<Vec<JournalEntry>> {
        Ok(self.0.journal(limit)?)
    }

    /// The newest calls of those wanted, newest first, at most `limit`. The next page are those
    /// `before` the last one.
    pub fn search_journal(&self, query: &JournalQuery, limit: u32) -> Result<Vec<JournalEntry>> {
        Ok(self.0.search_journal(query, limit)?)
    }

    /// Keeps what came of a call, in place of what was reported of it before.
    pub fn report_outcome(&self, call: &CallRef, outcome: &CallOutcome) -> Result<()> {
        Ok(self.0.report_outcome(call, outcome)?)
    }

    /// How long calls are kept: 180 days and 10,000 calls, until it is set.
    pub fn retention(&self) -> Result<Retention> {
        Ok(self.0.retention()?)
    }

    /// Sets how long calls are kept, and forgets those beyond. Days are counted back from the newest
    /// calls.
    pub fn set_retention(&self, retention: Retention) -> Result<()> {
        Ok(self.0.set_retention(retention)?)
    }

    /// Forgets one call, and what was learnt from it.
    pub fn forget_call(&self, id: i64) -> Result<()> {
        Ok(self.0.forget_call(id)?)
    }

    /// Writes the calls that wait for the journal. Unlike `screen`, which waits for nobody, this waits
    /// some seconds for another process; an error leaves them waiting.
    pub fn write_journal(&self) -> Result<()> {
        Ok(self.0.write_journal()?)
    }

    /// Forgets every call seen, and what was learnt from them.
    pub fn clear_journal(&self) -> Result<()> {
        Ok(self.0.clear_journal()?)
    }

    /// Whom to ring back: who went to voicemail or was missed, and was neither reached nor dealt with
    /// since. The one due first comes first.
    pub fn callbacks(&self, now: Moment) -> Result<CallbackDesk> {
        Ok(self.0.callbacks(now)?)
    }

    /// Keeps what the user does about a callback.
    pub fn change_callback(
        &self,
        number: &RawNumber,
        change: &CallbackChange,
        now: Moment,
    ) -> Result<()> {
        Ok(self.0.change_callback(number.expose(), change, now)?)
    }

    /// How soon to ring back, as JSON.
    pub fn callback_settings(&self) -> Result<String> {
        Ok(self.0.callback_settings()?.to_json()?)
    }

    /// Sets how soon to ring back, given as JSON. A field that is left out has its default.
    pub fn set_callback_settings(&self, json: &str) -> Result<()> {
        Ok(self.0.set_callback_settings(&CallbackSettings::from_json(json)?)?)
    }

    /// The texts to send to a caller, in a language.
    pub fn message_templates(&self, language: Language) -> Result<Vec<MessageTemplate>> {
        Ok(self.0.message_templates(language)?)
    }

    /// Keeps a text of the user's own, in place of one of the same name. A placeholder that is not known
    /// is an error.
    pub fn set_message_template(&self, language: Language, name: &str, text: &str) -> Result<()> {
        Ok(self.0.set_message_template(language, name, text)?)
    }

    /// Forgets a text of the user's own. One that is built in is as it was.
    pub fn remove_message_template(&self, language: Language, name: &str) -> Result<()> {
        Ok(self.0.remove_message_template(language, name)?)
    }

    /// The message to somebody on the desk, ready to send: the text of this name, with `caller` as the
    /// caller's name and `me` as the user's, either of which may be empty.
    pub fn message(
        &self,
        number: &RawNumber,
        template: &str,
        caller: &str,
        me: &str,
        language: Language,
        now: Moment,
    ) -> Result<String> {
        Ok(self.0.message(number.expose(), template, (caller, me), language, now)?)
    }

    /// Writes the plan of this moment to a file, for an iPhone's call directory. Read it there with
    /// `plan_page`. It has no more numbers than `at_most`, if that is given: the user's own first, then
    /// those of lists and regulators, of each the small ranges before the large ones.
    pub fn write_plan(&self, path: &str, now: Moment, at_most: Option<u64>) -> Result<PlanReport> {
        Ok(self.0.write_plan_within(Path::new(path), now, at_most)?)
    }

    /// Closes the store. Later calls are allowed with the reason `fault`; everything else is the
    /// error `Closed`.
    pub fn shutdown(&self) {
        self.0.shutdown();
    }
}
