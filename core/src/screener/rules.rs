//! What an app can ask about the user's own rules.

use super::Screener;
use crate::error::Result;
use crate::rules::{self, Matcher, Organisation, Rule, RuleLimits};
use crate::verdict::Verdict;
use crate::{expected, marks};

impl Screener {
    /// Adds a rule, or changes the one that stands there: on a number (`+41 44 668 18 00`) or a sender
    /// (`sender:MIGROS`), on a prefix (`+41 900*`), a range (`+41 44 668 18 00-+41 44 668 18 99`) or a
    /// wildcard (`+41 44 668 ## 00`), on `country:FR`, `kind:premium`, `kind:short-code` or
    /// `organisation:Acme`. Gives its id. A report on the number is taken back, and if the
    /// rule blocks it, it is expected no longer. An emergency number takes no rule.
    pub fn put_rule(&self, pattern: &str, verdict: Verdict, note: &str) -> Result<i64> {
        self.put_limited_rule(pattern, verdict, note, &RuleLimits::default())
    }

    /// Adds a rule as [`Self::put_rule`] does, which counts on a line or in some hours only. Rules on
    /// the same callers with other limits stay beside it.
    pub fn put_limited_rule(
        &self,
        pattern: &str,
        verdict: Verdict,
        note: &str,
        limits: &RuleLimits,
    ) -> Result<i64> {
        let matcher = Matcher::read(pattern, &self.home)?;
        self.store.write(|writer| {
            // The user's latest word on a number is the one that counts.
            if let Matcher::Number { number } = matcher {
                marks::remove(writer, number)?;
                if verdict != Verdict::Allow && *limits == RuleLimits::default() {
                    expected::cancel_number(writer, number)?;
                }
            }
            rules::put(writer, &matcher, verdict, note, limits)
        })
    }

    /// Every rule, oldest first.
    pub fn rules(&self) -> Result<Vec<Rule>> {
        self.store.read(rules::all)
    }

    /// Removes a rule.
    pub fn remove_rule(&self, id: i64) -> Result<()> {
        self.store.write(|writer| rules::remove(writer, id))
    }

    /// Stores an organisation, a named set of numbers, prefixes, ranges and wildcards in any spelling,
    /// in place of the one of this name. A rule on `organisation:` and the name is about all of them.
    pub fn put_organisation(&self, name: &str, members: &[&str]) -> Result<()> {
        let members = members.iter().map(|member| Matcher::read(member, &self.home));
        let members: Vec<_> = members.collect::<Result<_>>()?;
        self.store.write(|writer| rules::put_organisation(writer, name, &members))
    }

    /// Every organisation, by name.
    pub fn organisations(&self) -> Result<Vec<Organisation>> {
        self.store.read(|reader| rules::organisations(reader))
    }

    /// Removes an organisation that no rule is about.
    pub fn remove_organisation(&self, name: &str) -> Result<()> {
        self.store.write(|writer| rules::remove_organisation(writer, name))
    }
}
