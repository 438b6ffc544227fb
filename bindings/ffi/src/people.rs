use callscreen_core::call::{Moment, RawNumber};
use callscreen_core::contacts::{Contact, KnownContact};
use callscreen_core::expected::ExpectedCall;
use callscreen_core::import::ImportReport;
use callscreen_core::number::Number;

use crate::{Screener, ScreenerError};

type Result<T> = std::result::Result<T, ScreenerError>;

/// A number of the address book, as the platform tells it.
#[uniffi::remote(Record)]
pub struct Contact {
    /// The number, in any spelling.
    pub number: RawNumber,
    /// Whether its owner is a favourite ("starred" on Android).
    #[uniffi(default = false)]
    pub favourite: bool,
    /// The groups its owner is in, by name.
    #[uniffi(default = [])]
    pub groups: Vec<String>,
}

/// What is stored of a contact, beside the number.
#[uniffi::remote(Record)]
pub struct KnownContact {
    /// Whether its owner is a favourite.
    pub favourite: bool,
    /// The groups its owner is in, by name.
    pub groups: Vec<String>,
}

/// A call that the user expects.
#[uniffi::remote(Record)]
pub struct ExpectedCall {
    /// What to cancel it by.
    pub id: i64,
    /// Who is waited for; `None` for anybody.
    pub number: Option<Number>,
    /// Until when, in milliseconds since 1970-01-01 UTC.
    pub until_ms: i64,
    /// The user's own words, or empty.
    pub note: String,
}

#[uniffi::export]
impl Screener {
    /// Makes these the contacts, in place of those stored. A number that cannot be read is reported by
    /// its place in `contacts`, from 1.
    pub fn replace_contacts(&self, contacts: &[Contact]) -> Result<ImportReport> {
        Ok(self.0.replace_contacts(contacts)?)
    }

    /// The groups that contacts are in, by name.
    pub fn contact_groups(&self) -> Result<Vec<String>> {
        Ok(self.0.contact_groups()?)
    }

    /// Makes these the user's own numbers, which nobody else shows in earnest. A number that cannot be
    /// read is reported by its place in `numbers`, from 1.
    pub fn set_own_numbers(&self, numbers: &[RawNumber]) -> Result<ImportReport> {
        Ok(self.0.set_own_numbers(numbers)?)
    }

    /// The user's own numbers.
    pub fn own_numbers(&self) -> Result<Vec<Number>> {
        Ok(self.0.own_numbers()?)
    }

    /// Remembers that the user spoke with somebody who called: for so many seconds, from that time on.
    /// `false` when there is nothing to remember: no number that could call, or not a second.
    pub fn record_conversation(
        &self,
        number: &RawNumber,
        at: Moment,
        seconds: u32,
    ) -> Result<bool> {
        Ok(self.0.record_conversation(number.expose(), at, seconds)?)
    }

    /// Expects a call from a number, or from anybody, until a time at most 31 days ahead; then it ends by
    /// itself. Expecting the same again changes until when. Gives the id to cancel it by.
    // UniFFI hands an optional argument over by value.
    #[allow(clippy::needless_pass_by_value)]
    pub fn expect_call(
        &self,
        number: Option<RawNumber>,
        until: Moment,
        note: &str,
        now: Moment,
    ) -> Result<i64> {
        Ok(self.0.expect_call(number.as_ref().map(RawNumber::expose), until, note, now)?)
    }

    /// Every call that is expected now, the soonest to end first.
    pub fn expected_calls(&self, now: Moment) -> Result<Vec<ExpectedCall>> {
        Ok(self.0.expected_calls(now)?)
    }

    /// Expects a call no longer.
    pub fn cancel_expected_call(&self, id: i64) -> Result<()> {
        Ok(self.0.cancel_expected_call(id)?)
    }

    /// Lets strangers through until a time at most 31 days ahead, the steps about them being paused.
    /// Known call centres are rejected all the same.
    pub fn pause(&self, until: Moment, now: Moment) -> Result<()> {
        Ok(self.0.pause(until, now)?)
    }

    /// Ends the pause.
    pub fn resume(&self) -> Result<()> {
        Ok(self.0.resume()?)
    }

    /// Until when the steps about strangers are paused, in milliseconds since 1970-01-01 UTC; `None`
    /// when they are not.
    pub fn paused_until_ms(&self, now: Moment) -> Result<Option<i64>> {
        Ok(self.0.paused_until_ms(now)?)
    }
}
