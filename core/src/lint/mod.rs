//! The linter: what in the policy and the rules is not what the user will have meant. A pure function of
//! what the user made and of the address book; it changes nothing.

mod finding;
mod overlap;
mod policy;
mod rules;
mod times;
mod words;

use crate::call::Moment;
use crate::marks::Mark;
use crate::number::{Number, Region};
use crate::policy::Policy;
use crate::rules::{Organisation, Rule};

pub use self::finding::{Finding, NeverMatch, Platform, Problem, Severity, Unkept};
pub use self::words::describe;

/// What is looked at.
pub(crate) struct Subject<'store> {
    pub(crate) policy: &'store Policy,
    pub(crate) home: &'store [Region],
    pub(crate) rules: &'store [Rule],
    pub(crate) organisations: &'store [Organisation],
    pub(crate) marks: &'store [Mark],
    /// The numbers of the address book.
    pub(crate) contacts: &'store [Number],
    /// The groups of the address book.
    pub(crate) groups: &'store [String],
    /// Whether the user's own numbers are known.
    pub(crate) knows_own_numbers: bool,
    /// Whether a call from anybody is expected.
    pub(crate) expects_anybody: bool,
    /// For how many days the journal keeps calls.
    pub(crate) kept_days: u32,
    pub(crate) now: Moment,
}

/// Everything found, the most severe first.
pub(crate) fn lint(subject: &Subject<'_>) -> Vec<Finding> {
    let mut problems = policy::problems(subject);
    problems.extend(rules::problems(subject));
    let mut findings: Vec<_> = problems
        .into_iter()
        .map(|problem| Finding { severity: problem.severity(), problem })
        .collect();
    findings.sort_by_key(|finding| finding.severity);
    findings
}
