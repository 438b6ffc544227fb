//! The call screener: decides for each incoming call whether it is allowed, sent to voicemail or
//! rejected. Pure Rust, no network, no platform type.
//!
//! [`Screener`] is the one facade. The way of a call: [`call`] → [`caller`] → [`facts`] → [`ladder`]
//! with the [`policy`] → [`verdict`], then the [`journal`].
#![forbid(unsafe_code)]

pub mod backup;
pub mod call;
pub mod callbacks;
pub mod caller;
pub mod contacts;
pub mod error;
pub mod expected;
pub mod facts;
pub mod figures;
pub mod import;
pub mod journal;
mod json_place;
mod known_number;
pub mod ladder;
pub mod lint;
pub mod lists;
pub mod marks;
pub mod number;
mod outgoing;
mod own_numbers;
pub mod packs;
pub mod partners;
pub mod plan;
pub mod policy;
pub mod replay;
pub mod rules;
pub mod schedule;
mod screener;
mod store;
pub mod text;
pub mod time_zone;
pub mod verdict;

pub use error::{Error, Result};
pub use screener::Screener;
