//! Packs: signed files that carry a full list, or a diff from one version of it to another.
//!
//! docs/packs.md has the bytes, the limits and what publishers need. A pack is content and, behind it,
//! an ordinary `.minisig` of that content: one download, and the ordinary minisign can sign and check
//! it. [`Pack`] reads, [`diff`] compares; [`crate::Screener`] builds and applies.

mod apply;
mod block;
mod build;
mod bytes;
mod diff;
mod digest;
mod error;
mod header;
mod info;
mod limits;
mod read;
mod signature;
pub(crate) mod subscription;
mod write;

pub use self::diff::diff;
pub use self::error::PackError;
pub use self::info::{PackCounts, PackInfo};
pub use self::read::{Changes, Pack};
pub use self::signature::PackKey;
pub use self::subscription::Subscription;
pub(crate) use self::{apply::apply, apply::trust, build::build};
