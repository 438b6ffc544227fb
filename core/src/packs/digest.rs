//! What tells one content of a list from another, so that a diff meets the very list it was made of.

/// FNV-1a with 64 bits (draft-eastlake-fnv, the parameters of section 5) over the blocks of a full
/// pack. The same list gives the same blocks. It finds mistakes; against malice there is the signature.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Digest(u64);

impl Digest {
    /// Of a list without an entry.
    pub(super) const EMPTY: Self = Self(0xcbf2_9ce4_8422_2325);
    const PRIME: u64 = 0x0000_0100_0000_01b3;

    /// As a header has it.
    pub(super) const fn from_bits(bits: u64) -> Self {
        Self(bits)
    }

    pub(super) const fn bits(self) -> u64 {
        self.0
    }

    /// Takes the next bytes of the blocks in.
    pub(super) fn update(&mut self, bytes: &[u8]) {
        let step = |hash: u64, &byte: &u8| (hash ^ u64::from(byte)).wrapping_mul(Self::PRIME);
        self.0 = bytes.iter().fold(self.0, step);
    }
}

/// Which content a pack leads to, and from which.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Digests {
    /// Of the full pack of the same version.
    pub(super) after: Digest,
    /// Of the full pack that a diff leads on from; `None` in a full pack.
    pub(super) base: Option<Digest>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_is_the_fnv_that_others_know() {
        for (text, expected) in [
            ("", 0xcbf2_9ce4_8422_2325),
            ("a", 0xaf63_dc4c_8601_ec8c),
            ("foobar", 0x8594_4171_f739_67e8),
        ] {
            let mut digest = Digest::EMPTY;
            digest.update(text.as_bytes());
            assert_eq!(digest.bits(), expected, "{text}");
        }
    }
}
