//! The core as UniFFI sees it: mirrors of its types, one object and a few functions. No logic.
#![forbid(unsafe_code)]

mod decision;
mod error;
mod functions;
mod import_watch;
mod log_sink;
mod numbers;
mod packs;
mod people;
mod screener;
mod types;

pub use error::ScreenerError;
pub use functions::{
    describe, describe_callback, describe_ending, number_type, plan_page, read_number,
    rule_pattern, spellings,
};
pub use import_watch::{ImportWatch, WatchError};
pub use log_sink::{LogLevel, LogSink, SinkError, set_log_sink};
pub use packs::{pack_info, pack_info_of_bytes};
pub use screener::Screener;

uniffi::setup_scaffolding!();
