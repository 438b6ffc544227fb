//! What in the policy and the rules is not what the user will have meant.

use super::Screener;
use crate::call::Moment;
use crate::error::Result;
use crate::lint::{self, Finding, Subject};
use crate::{contacts, expected, journal, marks, own_numbers, rules};

impl Screener {
    /// Looks through the policy and the rules for what will not be meant: rules that can never match or
    /// contradict each other, contacts who do not ring, and what Android or an iPhone cannot keep. The
    /// most severe first; changes nothing. `now` tells which hours may still come, and what is still
    /// expected.
    pub fn lint(&self, now: Moment) -> Result<Vec<Finding>> {
        self.store.read(|reader| {
            let policy = self.policy_in_force(reader)?;
            Ok(lint::lint(&Subject {
                policy: &policy,
                home: &self.home,
                rules: &rules::all(reader)?,
                organisations: &rules::organisations(reader)?,
                marks: &marks::all(reader)?,
                contacts: &contacts::all(reader)?,
                groups: &contacts::groups(reader)?,
                knows_own_numbers: !own_numbers::all(reader)?.is_empty(),
                expects_anybody: expected::all(reader, now)?
                    .iter()
                    .any(|call| call.number.is_none()),
                kept_days: journal::retention(reader)?.days,
                now,
            }))
        })
    }
}
