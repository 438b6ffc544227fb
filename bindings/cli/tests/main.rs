//! Runs the program as people and scripts do.

// A test that meets a surprise fails there.
#![allow(clippy::unwrap_used)]

mod answers;
mod backup;
mod bad_input;
mod callbacks;
mod careful;
mod demo;
mod german;
mod journal;
mod lint;
mod marks;
mod numbers;
mod packs;
mod replay;
mod report;
mod streams;
mod support;
