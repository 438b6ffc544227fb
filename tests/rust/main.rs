//! What the core promises, tested at its facade.

mod bad_input;
mod faults;
mod laws;
mod privacy;
mod store;
mod support;
mod vectors;
