//! The core as UniFFI sees it: mirrors of its types, one object and a few functions. No logic.
#![forbid(unsafe_code)]

mod backup;
mod decision;
mod error;
mod figures;
mod functions;
mod import_watch;
mod lint;
mod log_sink;
mod numbers;
mod packs;
mod people;
mod replay;
mod screener;
mod types;

pub use error::ScreenerError;
pub use figures::describe_reason_in_general;
pub use functions::{
    describe, describe_callback, describe_ending, number_type, plan_page, read_number,
    rule_pattern, spellings,
};
pub use import_watch::{ImportWatch, WatchError};
pub use lint::{describe_problem, rule_of_problem};
pub use log_sink::{LogLevel, LogSink, SinkError, set_log_sink};
pub use packs::{pack_info, pack_info_of_bytes};
pub use screener::Screener;

uniffi::setup_scaffolding!();
