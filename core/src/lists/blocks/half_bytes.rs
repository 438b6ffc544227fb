//! Small values in half-bytes, the lower half of a byte first: three bits of the value, lowest first,
//! and one that says that more follow.

/// A value goes on after a half-byte with this bit. Alone in the last half of the last byte it is no
/// value: a byte has two halves, whether both are needed or not.
const MORE: u8 = 8;
/// A value of more bits would be no difference of two numbers.
const MOST_BITS: u32 = 51;

/// Writes values into half-bytes.
#[derive(Default)]
pub(super) struct HalfBytes {
    bytes: Vec<u8>,
    /// Whether the upper half of the last byte is free.
    half: bool,
}

impl HalfBytes {
    pub(super) fn push(&mut self, mut value: u64) {
        while value >= u64::from(MORE) {
            self.push_half(low_bits(value) | MORE);
            value >>= 3;
        }
        self.push_half(low_bits(value));
    }

    pub(super) fn into_bytes(self) -> Vec<u8> {
        self.bytes
    }

    fn push_half(&mut self, half: u8) {
        match self.bytes.last_mut() {
            Some(last) if self.half => *last = *last & 0xf | half << 4,
            _ => self.bytes.push(half | MORE << 4),
        }
        self.half = !self.half;
    }
}

/// Reads values from half-bytes. `None` once where they turn out to be damaged.
pub(super) struct Deltas<'row> {
    bytes: &'row [u8],
    /// The next half-byte.
    place: usize,
}

impl<'row> Deltas<'row> {
    pub(super) fn of(bytes: &'row [u8]) -> Self {
        Self { bytes, place: 0 }
    }

    fn next_half(&mut self) -> Option<u8> {
        let byte = *self.bytes.get(self.place / 2)?;
        let half = if self.place.is_multiple_of(2) { byte & 0xf } else { byte >> 4 };
        self.place += 1;
        Some(half)
    }
}

impl Iterator for Deltas<'_> {
    type Item = Option<u64>;

    fn next(&mut self) -> Option<Self::Item> {
        let mut half = self.next_half()?;
        let mut value = u64::from(half & !MORE);
        let mut bits = 3;
        while half & MORE != 0 {
            half = match self.next_half() {
                Some(half) if bits < MOST_BITS => half,
                None if bits == 3 && half == MORE => return None,
                _ => return Some(None),
            };
            value |= u64::from(half & !MORE) << bits;
            bits += 3;
        }
        Some(Some(value))
    }
}

fn low_bits(value: u64) -> u8 {
    u8::try_from(value & 0x7).unwrap_or_default()
}
