//! Mirrors of the core's types. A field that the core gains breaks this build, so nothing drifts.
//! The docs and defaults that Kotlin and Swift readers see are taken from here.

mod call;
mod callbacks;
mod import;
mod journal;
mod lists;
mod number;
mod rules;
