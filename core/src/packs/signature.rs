//! Signatures of minisign: an ordinary `.minisig` stands behind the content.

use std::fmt;
use std::io::Read;
use std::str::FromStr;

use minisign_verify::{Error as MinisignError, PublicKey, Signature, StreamVerifier};

use super::{PackError, PackInfo, limits};

/// The public key of those who publish a list, as minisign writes it: `RW` and 54 more characters.
#[derive(Clone, PartialEq, Eq)]
pub struct PackKey {
    key: PublicKey,
    text: String,
}

impl PackKey {
    /// Reads a key: its line alone, or the whole of a `minisign.pub`.
    pub fn parse(text: &str) -> Result<Self, PackError> {
        let mut lines = text.trim().lines().map(str::trim);
        let line = lines.next_back().filter(|line| line.is_ascii()).ok_or(PackError::NotAKey)?;
        let key = PublicKey::from_base64(line).map_err(|_| PackError::NotAKey)?;
        Ok(Self { key, text: line.to_owned() })
    }

    /// The key as one line.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// The id of the key, as minisign shows it.
    pub fn id(&self) -> String {
        key_id(&self.text)
    }
}

impl FromStr for PackKey {
    type Err = PackError;

    fn from_str(text: &str) -> Result<Self, PackError> {
        Self::parse(text)
    }
}

impl fmt::Debug for PackKey {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "PackKey({})", self.text)
    }
}

/// Two comments, the signature of the content, and that of the signature and the trusted comment.
const SIGNATURE_LINES: usize = 4;

/// The signature of a pack.
pub(super) struct Seal {
    signature: Signature,
    /// Of the key that it says it was made with.
    pub(super) key_id: String,
}

impl Seal {
    /// Reads what stands behind the body, from where `input` is to its end; `None` for nothing.
    pub(super) fn read(input: impl Read, bytes: u64) -> Result<Option<Self>, PackError> {
        if bytes == 0 {
            return Ok(None);
        }
        if bytes > limits::MOST_SIGNATURE {
            return Err(PackError::TooLarge {
                what: "bytes behind the content",
                found: bytes,
                most: limits::MOST_SIGNATURE,
            });
        }
        let mut text = String::new();
        let mut input = input.take(limits::MOST_SIGNATURE);
        input.read_to_string(&mut text).map_err(|_| PackError::NotASignature)?;
        // `decode` takes any first line, and does not look behind the fourth.
        if !text.starts_with("untrusted comment: ") || text.lines().count() != SIGNATURE_LINES {
            return Err(PackError::NotASignature);
        }
        let signature = Signature::decode(&text).map_err(|_| PackError::NotASignature)?;
        let key_id = text.lines().nth(1).map(key_id).unwrap_or_default();
        Ok(Some(Self { signature, key_id }))
    }

    /// Checks that the signature says to be for this list and version.
    pub(super) fn check_comment(&self, info: &PackInfo) -> Result<(), PackError> {
        let expected = info.trusted_comment();
        let rest = self.signature.trusted_comment().strip_prefix(&expected);
        if rest.is_some_and(|rest| rest.is_empty() || rest.starts_with([' ', '\t'])) {
            return Ok(());
        }
        Err(PackError::OtherComment { expected })
    }

    /// Checks what can be checked before the content, and gives what checks that.
    pub(super) fn verifier<'seal>(
        &'seal self,
        key: &'seal PackKey,
        info: &PackInfo,
    ) -> Result<StreamVerifier<'seal>, PackError> {
        self.check_comment(info)?;
        key.key.verify_stream(&self.signature).map_err(|error| match error {
            MinisignError::UnexpectedKeyId => {
                PackError::OtherKey { found: self.key_id.clone(), expected: key.id() }
            }
            _ => PackError::NotASignature,
        })
    }
}

/// The id in a key or a signature: eight bytes behind the two of the algorithm, the last one first.
fn key_id(base64: &str) -> String {
    let bits = base64.bytes().take(16).fold(0_u128, |bits, letter| bits << 6 | sextet(letter));
    let id = u64::try_from(bits >> 16 & u128::from(u64::MAX)).unwrap_or_default();
    format!("{:016X}", id.swap_bytes())
}

/// The value of a letter of base64.
fn sextet(letter: u8) -> u128 {
    let value = match letter {
        b'A'..=b'Z' => letter - b'A',
        b'a'..=b'z' => letter - b'a' + 26,
        b'0'..=b'9' => letter - b'0' + 52,
        b'+' => 62,
        _ => 63,
    };
    value.into()
}
