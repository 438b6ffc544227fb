//! What the core promises, tested at its facade.
// Clippy does not see that the helpers of tests are tests.
#![allow(clippy::unwrap_used)]

mod backup;
mod bad_input;
mod callbacks;
mod faults;
mod figures;
mod formats;
mod histories;
mod journal;
mod laws;
mod lint;
mod lint_vectors;
mod list_changes;
mod lists;
mod marks;
mod packs;
mod policy_errors;
mod privacy;
mod remarks;
mod replay;
mod rules;
mod sources;
mod steps;
mod store;
mod support;
mod vectors;
mod worlds;
