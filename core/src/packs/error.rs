//! Why a pack is not used. No text holds a number of a caller.

use super::limits;

/// Why a pack is not used; nothing of it was taken.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum PackError {
    /// The file cannot be read.
    #[error("{0}")]
    Io(#[from] std::io::Error),
    /// The file begins with something else.
    #[error("expected a pack, which begins with CSPACK")]
    NotAPack,
    /// A later version made the pack.
    #[error("the pack has format {found}, this version knows {}", limits::FORMAT)]
    Format {
        /// The format found.
        found: u16,
    },
    /// A later version made the pack, in a way that cannot be skipped.
    #[error("the pack needs a later version: unknown {what} {found}")]
    Unknown {
        /// What is not known.
        what: &'static str,
        /// Its code.
        found: u32,
    },
    /// The file has fewer bytes than its header says.
    #[error("the pack is cut off: expected at least {expected} bytes, found {found}")]
    CutOff {
        /// How many bytes the pack has.
        expected: u64,
        /// How many the file has.
        found: u64,
    },
    /// Something in it makes no sense.
    #[error("the pack is damaged, {part}: expected {expected}")]
    Damaged {
        /// Where.
        part: &'static str,
        /// What should be there.
        expected: &'static str,
    },
    /// It is larger than a phone should take.
    #[error("the pack is too large: {found} {what}, at most {most} are taken")]
    TooLarge {
        /// What there is too much of.
        what: &'static str,
        /// How much it says there is.
        found: u64,
        /// The limit.
        most: u64,
    },
    /// It holds another count of entries than its header says.
    #[error("the pack is damaged: expected {expected} {what}, found {found}")]
    Count {
        /// What was counted.
        what: &'static str,
        /// What the header says.
        expected: u64,
        /// What there is.
        found: u64,
    },
    /// What is told of a pack cannot stand in it.
    #[error("{field}: expected {expected}")]
    Field {
        /// The field.
        field: &'static str,
        /// What may stand there.
        expected: &'static str,
    },
    /// What a pack is made of is not in the order that it needs.
    #[error("a pack needs its entries in ascending order, each once")]
    Order,
    /// Two packs that no diff leads from one to the other.
    #[error("no diff between these packs: {expected}")]
    NoDiff {
        /// What was expected of them.
        expected: &'static str,
    },
    /// No public key of minisign.
    #[error("not a public key: expected the second line of a minisign.pub, beginning with RW")]
    NotAKey,
    /// There is no signature behind the content.
    #[error("the pack is not signed")]
    Unsigned,
    /// What stands behind the content is no signature that can be checked.
    #[error("the signature cannot be read: expected the four lines of a .minisig, prehashed")]
    NotASignature,
    /// Another key signed it.
    #[error("signed with key {found}, expected {expected}")]
    OtherKey {
        /// The id of the key that signed, as minisign shows it.
        found: String,
        /// The id of the key expected.
        expected: String,
    },
    /// The content, the comment or the signature was altered.
    #[error("the signature does not fit: the pack was altered, or signed with another key")]
    BadSignature,
    /// The signature's trusted comment tells of another list or version.
    #[error("the signature is for something else: expected the trusted comment {expected:?}")]
    OtherComment {
        /// The comment that belongs to this pack.
        expected: String,
    },
    /// The list has this version or a later one.
    #[error("version {found} is not newer than the list's, which is {stored}")]
    NotNewer {
        /// The version of the pack.
        found: u64,
        /// The version of the list.
        stored: u64,
    },
    /// A diff that leads on from another version than the list has.
    #[error(
        "the diff leads on from version {base}, but the list {}; take a full pack",
        stored.map_or("is not there".to_owned(), |stored| format!("has version {stored}"))
    )]
    OtherBase {
        /// The version that it leads on from.
        base: u64,
        /// The version of the list, if there is one.
        stored: Option<u64>,
    },
    /// The diff was made of another content of the version that the list has: a publisher gave the
    /// same version twice.
    #[error("the diff leads on from another version {base} than the list has; take a full pack")]
    OtherContent {
        /// The version of both.
        base: u64,
    },
    /// What the diff changes is not as it says: the list is not what its version says.
    #[error(
        "the diff does not fit the list: expected {expected} {what} afterwards, found {found}; \
         take a full pack"
    )]
    DoesNotFit {
        /// What was counted.
        what: &'static str,
        /// What the pack says.
        expected: u64,
        /// What there would be.
        found: u64,
    },
    /// A list of the same name is there, which is not from this pack.
    #[error("another list is called {name:?}: remove it first")]
    NameTaken {
        /// The name of both.
        name: String,
    },
}
