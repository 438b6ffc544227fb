//! What another policy would have done.

use std::path::Path;

use super::Screener;
use crate::call::Moment;
use crate::error::Result;
use crate::import::read_text;
use crate::policy::Policy;
use crate::replay::{self, Question, Replay};

impl Screener {
    /// Decides the calls of the journal from `since` to before `until` once more, under `policy`, and
    /// changes nothing. `None` for all there are on that side; what was learnt from earlier calls counts
    /// all the same.
    pub fn replay(
        &self,
        policy: &Policy,
        since: Option<Moment>,
        until: Option<Moment>,
    ) -> Result<Replay> {
        policy.check()?;
        self.flush_journal();
        let since_ms = since.map_or(i64::MIN, |since| since.unix_ms);
        let until_ms = until.map_or(i64::MAX, |until| until.unix_ms);
        self.store.read(|reader| {
            let (in_force, rules) = (self.policy_in_force(reader)?, self.rules.index(reader)?);
            let question =
                Question { policy, in_force: &in_force, home: &self.home, rules: &rules };
            replay::replay_journal(reader, &question, (since_ms, until_ms))
        })
    }

    /// Decides the calls of a call log in a file, under `policy` and under the one in force, and changes
    /// nothing. `offset_at` tells how many minutes the clock on the wall was ahead of UTC at a time in
    /// milliseconds since 1970-01-01 UTC, for times in the file that do not say so themselves.
    pub fn replay_log(
        &self,
        policy: &Policy,
        path: &Path,
        offset_at: &dyn Fn(i64) -> i32,
    ) -> Result<Replay> {
        policy.check()?;
        let text = read_text(path)?;
        self.store.read(|reader| {
            let (in_force, rules) = (self.policy_in_force(reader)?, self.rules.index(reader)?);
            let question =
                Question { policy, in_force: &in_force, home: &self.home, rules: &rules };
            replay::replay_log(reader, &question, (path, &text), offset_at)
        })
    }
}
