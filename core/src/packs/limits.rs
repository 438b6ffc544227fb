//! How large a pack may be. Checked before anything is allocated for it.

/// The format that we write and read.
pub(super) const FORMAT: u16 = 1;
/// Content beyond this is refused: 32 million numbers take a third of it.
pub(super) const MOST_BYTES: u64 = 1 << 27;
/// Entries and removals beyond this are refused.
pub(super) const MOST_ENTRIES: u64 = 1 << 25;
/// Ranges beyond this are refused, added, removed or in the list.
pub(super) use crate::lists::MOST_RANGES;
/// A longer header is refused; all texts at their longest take half of it.
pub(super) const MOST_HEADER: usize = 1 << 13;
/// A longer block is refused: this much is in memory at once.
pub(super) const MOST_BLOCK: usize = 1 << 17;
/// A block holds at most so many numbers or ranges. With the longest differences, scores and labels
/// it stays below [`MOST_BLOCK`].
pub(super) const MOST_IN_BLOCK: usize = 4_096;
/// A block is closed when its labels take so many bytes.
pub(super) const LABEL_BYTES: usize = 1 << 15;
/// A `.minisig` has some 300 bytes and its comments.
pub(super) const MOST_SIGNATURE: u64 = 1 << 12;
/// Versions stay exact in JSON, whose readers may keep numbers as doubles.
pub(super) const MOST_VERSION: u64 = (1 << 53) - 1;
/// Characters of a list's name, as the store has it.
pub(super) const MOST_NAME: usize = 64;
/// Characters of source, licence and attribution.
pub(super) const MOST_TEXT: usize = 500;
/// Regions that a pack may name.
pub(super) const MOST_REGIONS: usize = 300;
