//! Numbers as lists of call centres have them: about six of ten within 16 of a neighbour, in ranges of
//! 10 to 10,000 numbers of which 10 to 70 % are listed; the others alone. The same in every run.

/// Spaces of 10^9 numbers, in the twelve countries.
const SPACES: [u64; 12] = [
    14_000_000_000,
    31_000_000_000,
    32_000_000_000,
    33_000_000_000,
    34_000_000_000,
    41_000_000_000,
    43_000_000_000,
    48_000_000_000,
    393_000_000_000,
    442_000_000_000,
    491_000_000_000,
    917_000_000_000,
];
const SPACE: u64 = 1_000_000_000;

/// A generator of its own, so that no other version of a crate gives other numbers (xorshift64*).
pub(crate) struct Random(u64);

impl Random {
    pub(crate) fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1)
    }

    pub(crate) fn below(&mut self, end: u64) -> u64 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        (self.0.wrapping_mul(0x2545_f491_4f6c_dd1d) >> 11) % end
    }

    fn number(&mut self) -> u64 {
        SPACES[usize::try_from(self.below(12)).unwrap()] + self.below(SPACE)
    }

    pub(crate) fn shuffle<T>(&mut self, items: &mut [T]) {
        for end in (1..items.len()).rev() {
            items.swap(end, usize::try_from(self.below(end as u64 + 1)).unwrap());
        }
    }
}

/// About `size` numbers, ascending.
pub(crate) fn clustered(size: usize) -> Vec<u64> {
    let mut random = Random::new(size as u64);
    let mut numbers = Vec::with_capacity(size);
    while numbers.len() < size / 100 * 62 {
        let start = random.number();
        let length = [10, 100, 1_000, 10_000][usize::try_from(random.below(4)).unwrap()];
        let percent = 10 + random.below(61);
        numbers.extend((start..start + length).filter(|_| random.below(100) < percent));
    }
    while numbers.len() < size {
        numbers.push(random.number());
    }
    numbers.sort_unstable();
    numbers.dedup();
    numbers
}

/// The share of numbers that have another within 16.
pub(crate) fn within_16(numbers: &[u64]) -> f64 {
    let near = |one: usize, other: usize| {
        numbers.get(one).zip(numbers.get(other)).is_some_and(|(one, other)| other - one <= 16)
    };
    let near = (0..numbers.len())
        .filter(|&index| near(index, index + 1) || (index > 0 && near(index - 1, index)));
    crate::count(near.count() as u64) / crate::count(numbers.len() as u64)
}

/// Numbers to ask for: half of them listed, and half of the others close to a listed one.
pub(crate) fn asked(numbers: &[u64], count: usize) -> Vec<u64> {
    let mut random = Random::new(3);
    (0..count)
        .map(|place| {
            let listed = numbers[usize::try_from(random.below(numbers.len() as u64)).unwrap()];
            match place % 4 {
                0 | 1 => listed,
                2 => listed - 1_000 + random.below(2_000),
                _ => random.number(),
            }
        })
        .collect()
}
