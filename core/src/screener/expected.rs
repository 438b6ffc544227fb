//! What an app can ask about calls that the user expects, and about the pause.

use super::Screener;
use crate::call::Moment;
use crate::caller;
use crate::error::{Error, Result};
use crate::expected::{self, ExpectedCall};

impl Screener {
    /// Expects a call from a number, or from anybody, until a time at most 31 days ahead; then it ends by
    /// itself. Expecting the same again changes until when. Gives the id to cancel it by.
    pub fn expect_call(
        &self,
        number: Option<&str>,
        until: Moment,
        note: &str,
        now: Moment,
    ) -> Result<i64> {
        let read = |raw| caller::number_of(raw, &self.home).map_err(|_| Error::InvalidNumber);
        let number = number.map(read).transpose()?;
        self.store.write(|writer| expected::expect(writer, number, until, note, now))
    }

    /// Every call that is expected now, the soonest to end first.
    pub fn expected_calls(&self, now: Moment) -> Result<Vec<ExpectedCall>> {
        self.store.read(|reader| expected::all(reader, now))
    }

    /// Expects a call no longer.
    pub fn cancel_expected_call(&self, id: i64) -> Result<()> {
        self.store.write(|writer| expected::cancel(writer, id))
    }

    /// Lets strangers through until a time at most 31 days ahead, the steps about them being paused.
    /// Known call centres are rejected all the same.
    pub fn pause(&self, until: Moment, now: Moment) -> Result<()> {
        self.store.write(|writer| expected::pause(writer, until, now))
    }

    /// Ends the pause.
    pub fn resume(&self) -> Result<()> {
        self.store.write(expected::resume)
    }

    /// Until when the steps about strangers are paused, in milliseconds since 1970-01-01 UTC; `None` when
    /// they are not.
    pub fn paused_until_ms(&self, now: Moment) -> Result<Option<i64>> {
        let until = self.store.read(expected::paused_until_ms)?;
        Ok(until.filter(|&until| expected::is_on(Some(until), now)))
    }
}
