//! The call screener: decides for each incoming call whether it is allowed, sent to voicemail or
//! rejected. Pure Rust, no network, no platform type.
#![forbid(unsafe_code)]

pub mod number;
