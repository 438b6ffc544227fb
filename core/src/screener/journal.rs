//! What an app can ask about the calls seen.

use std::ops::ControlFlow;

use super::Screener;
use crate::error::Result;
use crate::journal::{self, CallOutcome, CallRef, Ending, JournalEntry, JournalQuery, Retention};
use crate::partners;
use crate::store::Writer;

/// How many calls are read at once, so that going through the whole journal takes little memory and
/// holds up nobody.
const PAGE: u32 = 256;

impl Screener {
    /// The newest calls, newest first.
    pub fn journal(&self, limit: u32) -> Result<Vec<JournalEntry>> {
        self.search_journal(&JournalQuery::default(), limit)
    }

    /// The newest calls of those wanted, newest first. The next page are those before the last one.
    pub fn search_journal(&self, query: &JournalQuery, limit: u32) -> Result<Vec<JournalEntry>> {
        self.flush_journal();
        self.store.read(|reader| journal::find(reader, query, &self.home, limit))
    }

    /// Shows each of the calls wanted to `visit`, as they came, until it breaks: for replaying them
    /// under another policy, see [`JournalEntry::call`]. Memory does not grow with their number.
    pub fn each_call(
        &self,
        query: &JournalQuery,
        mut visit: impl FnMut(JournalEntry) -> ControlFlow<()>,
    ) -> Result<()> {
        self.flush_journal();
        let mut last = 0;
        loop {
            let calls =
                self.store.read(|reader| journal::page(reader, query, &self.home, last, PAGE))?;
            let Some(call) = calls.last() else { return Ok(()) };
            last = call.id;
            for call in calls {
                if visit(call).is_break() {
                    return Ok(());
                }
            }
        }
    }

    /// Keeps what came of a call, in place of what was reported of it before and what that taught.
    /// Whoever the user talked with may be a conversation partner from then on.
    pub fn report_outcome(&self, call: &CallRef, outcome: &CallOutcome) -> Result<()> {
        let enough = self.enough_seconds()?;
        self.write_with_journal(|writer| {
            let id = journal::find_call(writer, call, &self.home)?;
            journal::report_outcome(writer, id, outcome)?;
            let talked = outcome.talk_seconds.filter(|_| outcome.ending == Ending::Answered);
            partners::learn_from_call(writer, id, talked, enough)
        })
    }

    /// How long calls are kept.
    pub fn retention(&self) -> Result<Retention> {
        self.store.read(|reader| journal::retention(reader))
    }

    /// Sets how long calls are kept, and forgets those beyond. Days are counted back from the newest
    /// calls.
    pub fn set_retention(&self, retention: Retention) -> Result<()> {
        self.write_with_journal(|writer| journal::set_retention(writer, retention))
    }

    /// Forgets one call, and what was learnt from it alone.
    pub fn forget_call(&self, id: i64) -> Result<()> {
        let enough = self.enough_seconds()?;
        self.write_with_journal(|writer| {
            partners::learn_from_call(writer, id, None, enough)?;
            journal::forget(writer, id)
        })
    }

    /// Forgets every call seen, and what was learnt from them.
    pub fn clear_journal(&self) -> Result<()> {
        self.write_with_journal(|writer| {
            partners::forget_conversations(writer)?;
            journal::clear(writer)
        })
    }

    /// Writes the calls that wait for the journal. Unlike [`Self::screen`], which waits for nobody, this
    /// waits some seconds for another process; an error leaves them waiting.
    pub fn write_journal(&self) -> Result<()> {
        if self.waiting.is_empty() {
            return Ok(());
        }
        self.write_with_journal(|_| Ok(()))
    }

    /// Runs `operation` behind everything that waits, in one transaction with it.
    pub(super) fn write_with_journal<T>(
        &self,
        operation: impl FnOnce(&mut Writer<'_>) -> Result<T>,
    ) -> Result<T> {
        self.waiting.write(|calls| {
            self.store.write(|writer| {
                journal::write(writer, calls)?;
                operation(writer)
            })
        })
    }

    /// Writes what waits, if that can be done at once.
    pub(super) fn try_write_journal(&self) -> Result<()> {
        self.waiting.try_write(|calls| {
            let written = self.store.try_write(|writer| journal::write(writer, calls))?;
            Ok(written.is_some())
        })
    }

    /// Writes what a finished import left waiting.
    pub(super) fn flush_journal(&self) {
        if let Err(error) = self.try_write_journal() {
            log::warn!("calls are missing from the journal: {error}");
        }
    }
}
