//! Reads a pack: what it says about itself first, then its changes one by one.

use std::io::{Read, Seek, SeekFrom};

use minisign_verify::StreamVerifier;

use super::block::{self, Kind};
use super::digest::{Digest, Digests};
use super::header::{self, Header, MAY_BE_SKIPPED, OPENING};
use super::signature::Seal;
use super::write::{Place, place};
use super::{PackCounts, PackError, PackInfo, PackKey, limits};
use crate::lists::Change;

/// A pack, opened: its header was read and makes sense. Nothing in it can be trusted before
/// [`Pack::verify`].
pub struct Pack<R> {
    input: R,
    header: Header,
    seal: Option<Seal>,
}

impl<R: Read + Seek> Pack<R> {
    /// Opens a pack, from its first byte to the last one of its signature.
    pub fn open(mut input: R) -> Result<Self, PackError> {
        let found = input.seek(SeekFrom::End(0))?;
        input.seek(SeekFrom::Start(0))?;
        let mut opening = [0; OPENING];
        let length = usize::try_from(found).unwrap_or(OPENING).min(OPENING);
        input.read_exact(&mut opening[..length])?;
        let magic = length.min(header::MAGIC.len());
        if length == 0 || opening[..magic] != header::MAGIC[..magic] {
            return Err(PackError::NotAPack);
        }
        if length < OPENING {
            return Err(PackError::CutOff { expected: OPENING as u64, found });
        }
        let (header_bytes, expected) = header::lengths(&opening)?;
        if found < expected {
            return Err(PackError::CutOff { expected, found });
        }
        input.seek(SeekFrom::Start(0))?;
        let mut header = vec![0; header_bytes];
        input.read_exact(&mut header)?;
        let header = header::read(&header)?;
        input.seek(SeekFrom::Start(expected))?;
        let seal = Seal::read(&mut input, found - expected)?;
        Ok(Self { input, header, seal })
    }

    /// What the pack says about itself.
    pub fn info(&self) -> &PackInfo {
        &self.header.info
    }

    /// Which content the pack leads to, and from which.
    pub(super) fn digests(&self) -> Digests {
        self.header.digests
    }

    /// How many bytes are signed: all before the signature.
    pub fn body_bytes(&self) -> u64 {
        self.header.body_bytes
    }

    /// The id of the key that the pack says it is signed with, as minisign shows it.
    pub fn signed_by(&self) -> Option<&str> {
        self.seal.as_ref().map(|seal| seal.key_id.as_str())
    }

    /// Checks that the pack is signed, and for this list and version as far as its signature says: whether
    /// that is true only the key tells.
    pub fn check_signed(&self) -> Result<(), PackError> {
        self.seal.as_ref().ok_or(PackError::Unsigned)?.check_comment(self.info())
    }

    /// Checks the signature of every byte, and that it is for this list and version.
    pub fn verify(&mut self, key: &PackKey) -> Result<(), PackError> {
        let mut body = self.body(Some(key))?;
        let mut buffer = vec![0; limits::MOST_BLOCK];
        while body.left > 0 {
            let count = usize::try_from(body.left).unwrap_or(usize::MAX).min(buffer.len());
            body.read(&mut buffer[..count])?;
        }
        body.check_signature()
    }

    /// The changes in the pack, whoever made it.
    pub fn changes(&mut self) -> Result<Changes<'_, R>, PackError> {
        Changes::of(self, None)
    }

    /// The changes in the pack. After the last one comes an error unless the bytes were those that
    /// the key signed, so nothing may count before the end.
    pub(super) fn signed_changes<'pack>(
        &'pack mut self,
        key: &'pack PackKey,
    ) -> Result<Changes<'pack, R>, PackError> {
        Changes::of(self, Some(key))
    }

    /// What is signed, from its first byte.
    fn body<'pack>(
        &'pack mut self,
        key: Option<&'pack PackKey>,
    ) -> Result<Body<'pack, R>, PackError> {
        let verifier = match (key, &self.seal) {
            (None, _) => None,
            (Some(_), None) => return Err(PackError::Unsigned),
            (Some(key), Some(seal)) => Some(seal.verifier(key, &self.header.info)?),
        };
        self.input.seek(SeekFrom::Start(0))?;
        Ok(Body { input: &mut self.input, left: self.header.body_bytes, verifier })
    }
}

/// The bytes that are signed.
struct Body<'pack, R> {
    input: &'pack mut R,
    /// How many bytes are still to come.
    left: u64,
    verifier: Option<StreamVerifier<'pack>>,
}

impl<R: Read> Body<'_, R> {
    /// Fills the buffer.
    fn read(&mut self, buffer: &mut [u8]) -> Result<(), PackError> {
        let Some(left) = self.left.checked_sub(buffer.len() as u64) else {
            return Err(PackError::Damaged { part: "a block", expected: "an end within the pack" });
        };
        self.input.read_exact(buffer)?;
        self.left = left;
        if let Some(verifier) = &mut self.verifier {
            verifier.update(buffer);
        }
        Ok(())
    }

    fn check_signature(&mut self) -> Result<(), PackError> {
        match &mut self.verifier {
            Some(verifier) => verifier.finalize().map_err(|_| PackError::BadSignature),
            None => Ok(()),
        }
    }
}

/// The changes in a pack, one by one. Holds one block at a time.
pub struct Changes<'pack, R> {
    body: Body<'pack, R>,
    counts: PackCounts,
    /// What was found so far; changed numbers count as added ones.
    found: PackCounts,
    block: std::vec::IntoIter<Change>,
    last: Option<Place>,
    payload: Vec<u8>,
    digests: Digests,
    /// Of the blocks so far.
    digest: Digest,
}

impl<'pack, R: Read + Seek> Changes<'pack, R> {
    fn of(pack: &'pack mut Pack<R>, key: Option<&'pack PackKey>) -> Result<Self, PackError> {
        let (counts, digests) = (pack.header.info.counts, pack.header.digests);
        let mut header = vec![0; pack.header.bytes];
        let mut body = pack.body(key)?;
        // Signed as well.
        body.read(&mut header)?;
        Ok(Self {
            body,
            counts,
            found: PackCounts::default(),
            block: Vec::new().into_iter(),
            last: None,
            payload: Vec::new(),
            digests,
            digest: Digest::EMPTY,
        })
    }

    /// The next change; `None` when there is none left and the pack is whole. `Put` stands for
    /// entries that are added and for those that are changed.
    #[allow(clippy::should_implement_trait, reason = "an iterator would go on after an error")]
    pub fn next(&mut self) -> Result<Option<Change>, PackError> {
        loop {
            if let Some(change) = self.block.next() {
                self.check_order(&change)?;
                return Ok(Some(change));
            }
            if self.body.left == 0 {
                self.check_counts()?;
                self.check_digest()?;
                self.body.check_signature()?;
                return Ok(None);
            }
            self.next_block()?;
        }
    }

    fn next_block(&mut self) -> Result<(), PackError> {
        let mut head = [0; 4];
        self.body.read(&mut head)?;
        let length = usize::from(head[1]) | usize::from(head[2]) << 8 | usize::from(head[3]) << 16;
        if length > limits::MOST_BLOCK {
            let (what, most) = ("bytes in a block", limits::MOST_BLOCK as u64);
            return Err(PackError::TooLarge { what, found: length as u64, most });
        }
        self.payload.resize(length, 0);
        self.body.read(&mut self.payload)?;
        self.digest.update(&head);
        self.digest.update(&self.payload);
        let mut changes = Vec::new();
        match Kind::from_code(head[0]) {
            Some(kind) => block::read(kind, &self.payload, &mut changes)?,
            None if head[0] >= MAY_BE_SKIPPED => {}
            None => return Err(PackError::Unknown { what: "block", found: head[0].into() }),
        }
        self.block = changes.into_iter();
        Ok(())
    }

    fn check_order(&mut self, change: &Change) -> Result<(), PackError> {
        let place = place(change);
        if self.last.is_some_and(|last| last >= place) {
            let (part, expected) = ("a block", "entries in ascending order, each once");
            return Err(PackError::Damaged { part, expected });
        }
        self.last = Some(place);
        let count = match place.0 {
            Kind::Numbers => &mut self.found.added,
            Kind::Ranges => &mut self.found.ranges,
            Kind::RemovedNumbers => &mut self.found.removed,
            Kind::RemovedRanges => &mut self.found.ranges_removed,
        };
        *count += 1;
        // Not only at the end: until then a pack could go on for long.
        if self.found.all() > self.counts.all() {
            return self.check_counts();
        }
        Ok(())
    }

    /// The blocks of a full list are what its digest is of; a diff has only some of them.
    fn check_digest(&self) -> Result<(), PackError> {
        if self.digests.base.is_none() && self.digests.after != self.digest {
            let (part, expected) = ("header", "the digest of the blocks");
            return Err(PackError::Damaged { part, expected });
        }
        Ok(())
    }

    fn check_counts(&self) -> Result<(), PackError> {
        let (said, found) = (self.counts, self.found);
        for (what, expected, found) in [
            ("numbers", said.added + said.changed, found.added),
            ("ranges", said.ranges, found.ranges),
            ("removed numbers", said.removed, found.removed),
            ("removed ranges", said.ranges_removed, found.ranges_removed),
        ] {
            if expected != found {
                return Err(PackError::Count { what, expected, found });
            }
        }
        Ok(())
    }
}
