//! What reading a list takes at most, format by format: no more for a long file than for a short one,
//! whatever somebody has put into it. What storing adds is measured in the bench `lists`.

#![allow(clippy::unwrap_used)]

use std::alloc::{GlobalAlloc, Layout, System};
use std::cell::Cell;
use std::io::{self, Cursor, Read, Write};
use std::path::Path;

use callscreen_core::call::Moment;
use callscreen_core::lists::{ListSource, read_list};
use callscreen_core::number::Region;
use flate2::Compression;
use flate2::write::GzEncoder;

/// Counts what the thread holds, and the most of it.
struct Counting;

thread_local! {
    static HELD: Cell<usize> = const { Cell::new(0) };
    static PEAK: Cell<usize> = const { Cell::new(0) };
}

// SAFETY: every call goes to the system's allocator unchanged.
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        HELD.set(HELD.get() + layout.size());
        PEAK.set(PEAK.get().max(HELD.get()));
        // SAFETY: the caller keeps the contract of `alloc`.
        unsafe { System.alloc(layout) }
    }

    unsafe fn dealloc(&self, pointer: *mut u8, layout: Layout) {
        HELD.set(HELD.get().saturating_sub(layout.size()));
        // SAFETY: the pointer came from `alloc` above.
        unsafe { System.dealloc(pointer, layout) }
    }
}

#[global_allocator]
static ALLOCATOR: Counting = Counting;

const KIB: usize = 1 << 10;
const MIB: usize = 1 << 20;
/// The most for a file as its source publishes it.
const MOST: usize = MIB;
/// The most for a file that somebody made to fill memory: an entry of a megabyte is kept twice or
/// thrice while it is read.
const MOST_HOSTILE: usize = 8 * MIB;
/// What a file of four times the size may take more, where buffers grow by doubling.
const SLACK: usize = 16 * KIB;

/// A beginning, a piece again and again, and an end, never whole in memory.
#[derive(Clone, Copy)]
struct File {
    begin: &'static [u8],
    piece: &'static [u8],
    end: &'static [u8],
}

impl File {
    /// Reads the file as long as asked, and gives the most that was held meanwhile.
    fn most(self, length: usize) -> usize {
        let piece = Again { piece: self.piece, place: 0 };
        let whole = length / self.piece.len() * self.piece.len();
        let pieces = piece.take(u64::try_from(whole).unwrap());
        most(Cursor::new(self.begin).chain(pieces).chain(Cursor::new(self.end)))
    }
}

struct Again {
    piece: &'static [u8],
    place: usize,
}

impl Read for Again {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        for byte in buffer.iter_mut() {
            *byte = self.piece[self.place];
            self.place = (self.place + 1) % self.piece.len();
        }
        Ok(buffer.len())
    }
}

fn most(file: impl Read) -> usize {
    let source = ListSource {
        name: "L".into(),
        source: String::new(),
        licence: String::new(),
        version: String::new(),
        threshold: None,
        weight: None,
        max_age_days: None,
    };
    let home = [Region::from_code("CH").unwrap()];
    let at = Moment::from_rfc3339("2026-11-21T12:00:00+01:00").unwrap();
    let before = HELD.get();
    PEAK.set(before);
    // Some of these are no lists; what counts is that they cost nothing.
    let _ = read_list(file, Path::new("list"), &source, &home, at);
    PEAK.get() - before
}

/// What numbers and regions need is loaded once, and is not the file's.
fn load_tables() {
    most(&b"phone\n061 555 01 01\n+12125550101\nhello\n"[..]);
}

fn file(begin: &'static str, piece: &'static str, end: &'static str) -> File {
    File { begin: begin.as_bytes(), piece: piece.as_bytes(), end: end.as_bytes() }
}

fn no_more_for_longer_ones(files: &[(&str, File)], lengths: [usize; 2], most: usize) {
    load_tables();
    for (name, file) in files {
        let [short, long] = lengths.map(|length| file.most(length));
        assert!(long < most, "{name}: {long}");
        assert!(long <= short + SLACK, "{name}: {short}, and {long} for a longer one");
    }
}

#[test]
fn lists_of_every_format() {
    let files = [
        ("table", file("phone,votes\n", "061 555 01 01,3\n", "")),
        ("text", file("", "061 555 01 01\n", "")),
        ("one line", file("", "0615550101,", "0615550102")),
        (
            "FTC",
            file(
                "Company_Phone_Number,Created_Date,Violation_Date\n",
                "2125550101,2026-11-20,\n",
                "",
            ),
        ),
        ("FCC", file("[", "{\"caller_id_number\":\"212-555-0101\",\"issue_date\":\"x\"},", "{}]")),
        ("PhoneBlock", file("{\"numbers\":[", "{\"phone\":\"+41615550101\",\"votes\":4},", "{}]}")),
        ("Saracroche", file("{\"patterns\":[", "{\"pattern\":\"33162######\"},", "{}]}")),
        (
            "SpamBlocker",
            file("{\"numberRules\":{\"rules\":[", "{\"pattern\":\"33162\\\\d{6}\"},", "{}]}}"),
        ),
        ("XML", file("<b>", "<phone-info phone=\"+41615550101\" votes=\"4\"/>", "</b>")),
        ("phone book", file("<b>", "<c><number>0615550101</number></c>", "</b>")),
        ("cards", file("", "BEGIN:VCARD\nTEL:0615550101\nEND:VCARD\n", "")),
        ("Asterisk", file("", "/blacklist/0615550101 : 1\n", "")),
        ("NoPhoneSpam", file("", "+41900*: premium\n", "")),
        (
            "slice",
            file("YABF\0\x01\0\0\0ww\0\0\0\0\0\0\0\x40", "a\0\0\0\0\0\0\0\0\x07\0\0\x01", ""),
        ),
        ("binary", file("PBBL\x01\0\0\0\0\0\0\x40\0\0\0\0", "\x01\0\0\0\0\0\0\0", "")),
    ];
    no_more_for_longer_ones(&files, [66 * KIB, 132 * KIB], MOST);
}

#[test]
fn tables_made_to_fill_memory() {
    let files = [
        ("row", file("phone\n", "1", "\n")),
        ("blank lines", file("phone\n+41615550101\n", "\n", "")),
        ("quoted field", file("phone\n\"", "1\n", "\"\n")),
        ("blank lines in quotes", file("phone\n+41615550101\n\"", "\n", "\"\n")),
        ("quotes", file("phone\n", "\"", "\n")),
        ("quotes on each line", file("a,b\n+41615550101,\n", "\"x\"\"\n", "\n")),
        ("delimiters", file("phone\n", ",", "\n")),
        ("folded number", file("BEGIN:VCARD\nTEL:1\n", " 1\n", "\nEND:VCARD\n")),
        ("agents in agents", file("", "BEGIN:VCARD\nAGENT:\n", "")),
        ("cards without an end", file("", "BEGIN:VCARD\nFN:A\n", "")),
        ("one long line", file("", "0", "")),
        ("zeros", file("\0", "\0", "")),
    ];
    no_more_for_longer_ones(&files, [140 * KIB, 420 * KIB], MOST_HOSTILE);
}

#[test]
fn trees_made_to_fill_memory() {
    let files = [
        ("name in pieces", file("<b><contact><name>", "x<!---->", "</name></contact></b>")),
        ("number in references", file("<b><number>", "&amp;", "</number></b>")),
        ("open tags", file("", "<a>", "")),
        (
            "open tags with names",
            file("", "<aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa>", ""),
        ),
        ("tag", file("<", "a", ">")),
        ("attribute", file("<b a=\"", "a", "\"/>")),
        ("attributes", file("<phone-info ", "a=\"1\" ", "/>")),
        ("comment", file("<b><!--", "a", "--></b>")),
        ("nested lists", file("{\"x\":", "[", "]}")),
        ("nested objects", file("", "{\"x\":", "}")),
        ("nested in an entry", file("{\"numbers\":[", "{\"x\":", "")),
        ("text", file("{\"numbers\":[\"", "1", "\"]}")),
        ("key", file("{\"", "1", "\":1}")),
        ("skipped text", file("{\"x\":\"", "1", "\"}")),
        ("keys of an entry", file("{\"numbers\":[{", "\"x\":1,", "\"y\":1}]}")),
    ];
    no_more_for_longer_ones(&files, [5 * MIB / 4, 5 * MIB / 2], MOST_HOSTILE);
}

#[test]
fn expressions_and_fields_with_many_numbers() {
    load_tables();
    let ones = |count| "1".repeat(count);
    let files = [
        format!("pattern\n{}({})\n", ones(32_000), "|".repeat(32_000)),
        format!("pattern\n0900({}2)\n", "1|".repeat(16_000)),
        format!(
            "{{\"numberRules\":{{\"rules\":[{{\"pattern\":\"{}({})\"}}]}}}}",
            ones(500_000),
            "|".repeat(500_000)
        ),
        format!(
            "{{\"numberRules\":{{\"rules\":[{{\"pattern\":\"0900({}2)\"}}]}}}}",
            "1|".repeat(20_000)
        ),
        format!("{{\"numbers\":[\"{}\"]}}", "0615550101,".repeat(4_000)),
        format!("phone\n{}\n", "0615550101 / ".repeat(2_000)),
        format!("phone\n{}\n", "0615550101 # ".repeat(4_000)),
    ];
    for (place, file) in files.iter().enumerate() {
        let most = most(file.as_bytes());
        assert!(most < MOST_HOSTILE, "file {place}: {most}");
    }
}

#[test]
fn a_file_that_unpacks_to_much_more() {
    load_tables();
    let mut packed = GzEncoder::new(Vec::new(), Compression::fast());
    let chunk = vec![b'1'; MIB];
    (0..88).for_each(|_| packed.write_all(&chunk).unwrap());
    let packed = packed.finish().unwrap();
    let most = most(&packed[..]);
    assert!(most < MOST, "{most}");
}
