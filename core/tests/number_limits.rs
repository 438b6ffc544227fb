//! What reading costs at worst: no panic, no memory, no long wait, whatever the text.
//!
//! `CALLSCREEN_FUZZ_STRINGS` sets how many random texts are read; 10,000 without it.

#![allow(clippy::print_stdout, clippy::unwrap_used)]

use std::alloc::{GlobalAlloc, Layout, System};
use std::cell::Cell;
use std::hint::black_box;
use std::time::{Duration, Instant};

use callscreen_core::number::{Region, read, read_prefix};

/// Counts what the thread allocates.
struct Counting;

thread_local! {
    static ALLOCATIONS: Cell<u64> = const { Cell::new(0) };
}

// SAFETY: every call goes to the system's allocator unchanged.
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        ALLOCATIONS.set(ALLOCATIONS.get() + 1);
        // SAFETY: the caller keeps the contract of `alloc`.
        unsafe { System.alloc(layout) }
    }

    unsafe fn dealloc(&self, pointer: *mut u8, layout: Layout) {
        // SAFETY: the pointer came from `alloc` above.
        unsafe { System.dealloc(pointer, layout) }
    }
}

#[global_allocator]
static ALLOCATOR: Counting = Counting;

fn allocations(work: impl FnOnce()) -> u64 {
    let before = ALLOCATIONS.get();
    work();
    ALLOCATIONS.get() - before
}

fn homes(codes: &[&str]) -> Vec<Region> {
    codes.iter().map(|code| Region::from_code(code).unwrap()).collect()
}

#[test]
fn ordinary_spellings_take_no_memory() {
    let home = homes(&["CH", "DE"]);
    for raw in [
        "+41446681800",
        "0041446681800",
        "044 668 18 00",
        "tel:%2B41-44-668-18-00;ext=5",
        "\u{202a}+41 44 668 18 00\u{202c}",
        "٠٤٤٦٦٨١٨٠٠",
        "+41 (0)44 668 18 00 ext. 3",
        "117",
        "1-800-FLOWERS",
        "20Minuten",
        "Customer Service",
        "1414",
        "60123",
        "4.14467E+10",
        "tel:446681800;phone-context=+41",
    ] {
        let count = allocations(|| {
            black_box(read(black_box(raw), &home));
            black_box(read_prefix(black_box(raw), &home));
        });
        assert_eq!(count, 0, "{raw}");
    }
}

/// A small generator (xorshift64*): the texts are the same on every computer.
struct Random(u64);

impl Random {
    fn below(&mut self, bound: usize) -> usize {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        let high = self.0.wrapping_mul(0x2545_F491_4F6C_DD1D) >> 32;
        usize::try_from(high).unwrap() % bound
    }

    fn one_of<'a>(&mut self, list: &[&'a str]) -> &'a str {
        list[self.below(list.len())]
    }

    fn character(&mut self) -> char {
        let range = [0x80, 0x3000, 0x2_0000, 0x11_0000][self.below(4)];
        u32::try_from(self.below(range)).ok().and_then(char::from_u32).unwrap_or('\u{FFFD}')
    }
}

const LONGEST: usize = 20_000;

/// What the reader looks for: texts of these go furthest into it.
const PIECES: [&str; 44] = [
    "0",
    "1",
    "4",
    "7",
    "8",
    "9",
    "12",
    "345",
    "6789",
    "00",
    "+",
    "(0)",
    "(",
    ")",
    "-",
    " ",
    "/",
    ".",
    "tel:",
    "sip:",
    "%2B",
    "%20",
    "%",
    ";ext=",
    ";phone-context=+41",
    ";",
    ",",
    "x",
    " ext. ",
    "#",
    "*31#",
    "*",
    "p",
    "w",
    "FLOWERS",
    "E+10",
    ".0",
    "'",
    "=\"",
    "\u{202a}",
    "\u{a0}",
    "４",
    "٤",
    "ж",
];

/// Fills `text` with one of five kinds of text, of any length up to the longest; short texts are as
/// likely as long ones.
fn fill(text: &mut String, random: &mut Random) {
    text.clear();
    let bits = random.below(16);
    let length = (random.below(1 << bits)).min(LONGEST);
    match random.below(5) {
        0 => (0..length).for_each(|_| text.push(random.character())),
        1 => (0..length).for_each(|_| text.push_str(random.one_of(&PIECES))),
        // One piece again and again, then something else: where a reader looks ahead.
        2 => {
            let (before, piece) = (random.one_of(&PIECES), random.one_of(&PIECES));
            text.push_str(before);
            text.push_str("123456");
            text.push_str(random.one_of(&[" ext", " ", "wx", "", ";", "é"]));
            (0..length).for_each(|_| text.push_str(piece));
            text.push(random.character());
        }
        3 => {
            let other = random.character();
            (0..length).for_each(|_| text.push(other));
        }
        _ => {
            for _ in 0..length.min(20) {
                text.push(char::from(b'0' + u8::try_from(random.below(10)).unwrap()));
            }
            text.push(random.character());
        }
    }
    if let Some((end, _)) = text.char_indices().nth(LONGEST) {
        text.truncate(end);
    }
}

#[test]
fn random_texts_take_no_memory() {
    let count = std::env::var("CALLSCREEN_FUZZ_STRINGS").map_or(10_000, |n| n.parse().unwrap());
    let mut random = Random(0x9E37_79B9_7F4A_7C15);
    let mut text = String::with_capacity(8 * LONGEST);
    let [mut bytes, mut longest] = [0_usize; 2];
    let mut slowest = (Duration::ZERO, String::new());
    for _ in 0..count {
        fill(&mut text, &mut random);
        bytes += text.len();
        longest = longest.max(text.chars().count());
        let regions = Region::all();
        let home = [regions[random.below(regions.len())], regions[random.below(regions.len())]];
        let home = &home[..random.below(3)];
        let mut took = Duration::MAX;
        let allocated = allocations(|| took = time(&text, home));
        assert_eq!(allocated, 0, "{} characters", text.chars().count());
        if took > slowest.0 {
            // What the system did meanwhile is no cost of the text.
            let again = (0..5).map(|_| time(&text, home)).min().unwrap_or(took).min(took);
            if again > slowest.0 {
                slowest = (again, text.chars().take(40).collect());
            }
        }
    }
    println!("{count} texts, {bytes} bytes, longest {longest} characters");
    println!("slowest {:?}: {:?}", slowest.0, slowest.1);
}

fn time(text: &str, home: &[Region]) -> Duration {
    let start = Instant::now();
    black_box(read(black_box(text), black_box(home)));
    start.elapsed()
}
