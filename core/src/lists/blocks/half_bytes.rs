//! Small values in half-bytes, the lower half of a byte first: three bits of the value, lowest first,
//! and one that says that more follow.

/// A value goes on after a half-byte with this bit. Alone in the last half of the last byte it is no
/// value: a byte has two halves, whether both are needed or not.
const MORE: u64 = 8;
/// A value of more bits would be no difference of two numbers.
const MOST_BITS: u32 = 51;

/// How many half-bytes are read and written at once: a change to a list passes a thousand times as
/// many numbers as it changes.
const WINDOW: u32 = u64::BITS / 4;

/// Writes values into half-bytes.
#[derive(Default)]
pub(super) struct HalfBytes {
    bytes: Vec<u8>,
    /// Those that are not in `bytes` yet, the first one lowest.
    window: u64,
    /// How many these are, below [`WINDOW`].
    count: u32,
}

impl HalfBytes {
    pub(super) fn push(&mut self, mut value: u64) {
        while value >= MORE {
            self.push_half(value & 7 | MORE);
            value >>= 3;
        }
        self.push_half(value);
    }

    pub(super) fn into_bytes(mut self) -> Vec<u8> {
        if !self.count.is_multiple_of(2) {
            self.push_half(MORE);
        }
        let left = usize::try_from(self.count / 2).unwrap_or_default();
        self.bytes.extend(self.window.to_le_bytes().iter().take(left));
        self.bytes
    }

    fn push_half(&mut self, half: u64) {
        self.window |= half << (4 * self.count);
        self.count += 1;
        if self.count == WINDOW {
            self.bytes.extend(self.window.to_le_bytes());
            (self.window, self.count) = (0, 0);
        }
    }
}

/// Reads values from half-bytes. `None` once where they turn out to be damaged.
pub(super) struct Deltas<'row> {
    /// What is not in `window` yet.
    bytes: &'row [u8],
    /// The next half-bytes, the first one lowest.
    window: u64,
    /// How many these are.
    count: u32,
}

impl<'row> Deltas<'row> {
    pub(super) fn of(bytes: &'row [u8]) -> Self {
        Self { bytes, window: 0, count: 0 }
    }

    fn next_half(&mut self) -> Option<u64> {
        if self.count == 0 {
            self.fill()?;
        }
        let half = self.window & 0xf;
        self.window >>= 4;
        self.count -= 1;
        Some(half)
    }

    /// Fills the empty window; `None` if there is nothing left.
    fn fill(&mut self) -> Option<()> {
        if let Some((bytes, rest)) = self.bytes.split_first_chunk() {
            (self.window, self.count) = (u64::from_le_bytes(*bytes), WINDOW);
            self.bytes = rest;
            return Some(());
        }
        for &byte in self.bytes.iter().rev() {
            self.window = self.window << 8 | u64::from(byte);
            self.count += 2;
        }
        self.bytes = &[];
        (self.count > 0).then_some(())
    }
}

impl Iterator for Deltas<'_> {
    type Item = Option<u64>;

    fn next(&mut self) -> Option<Self::Item> {
        let mut half = self.next_half()?;
        let mut value = half & !MORE;
        let mut bits = 3;
        while half & MORE != 0 {
            half = match self.next_half() {
                Some(half) if bits < MOST_BITS => half,
                None if bits == 3 && half == MORE => return None,
                _ => return Some(None),
            };
            value |= (half & !MORE) << bits;
            bits += 3;
        }
        Some(Some(value))
    }
}
