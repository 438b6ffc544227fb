//! How deep JSON is nested. The parser notes every bracket that is open, and where it skips what it
//! does not know, however many there are.

use std::io::{self, Read};

/// Lists lie four deep at most; the parser itself goes no deeper than this.
const MOST_DEPTH: u32 = 128;

/// Passes on JSON, and fails where it is nested too deep.
pub(super) struct Shallow<R> {
    json: R,
    depth: u32,
    within: Within,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Within {
    Structure,
    Text,
    /// Behind a backslash.
    Escape,
}

impl<R> Shallow<R> {
    pub(super) fn new(json: R) -> Self {
        Self { json, depth: 0, within: Within::Structure }
    }

    fn pass(&mut self, byte: u8) {
        self.within = match (self.within, byte) {
            (Within::Structure, b'"') | (Within::Escape, _) => Within::Text,
            (Within::Text, b'"') => Within::Structure,
            (Within::Text, b'\\') => Within::Escape,
            (within, _) => within,
        };
        if self.within == Within::Structure {
            match byte {
                b'[' | b'{' => self.depth += 1,
                b']' | b'}' => self.depth = self.depth.saturating_sub(1),
                _ => {}
            }
        }
    }
}

impl<R: Read> Read for Shallow<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.json.read(buffer)?;
        for &byte in buffer.iter().take(count) {
            self.pass(byte);
            if self.depth > MOST_DEPTH {
                return Err(io::Error::other("lists or objects lie too deep in each other"));
            }
        }
        Ok(count)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_brackets_outside_of_texts_count() {
        let passes =
            |json: &str| Shallow::new(json.as_bytes()).read_to_end(&mut Vec::new()).is_ok();
        let most = usize::try_from(MOST_DEPTH).unwrap();
        let deep =
            |depth: usize| format!("{{\"x\\\"[\":{}1{}}}", "[".repeat(depth), "]".repeat(depth));
        assert!(passes(&deep(most - 1)));
        assert!(!passes(&deep(most)));
        assert!(passes(&format!("[\"{}\"]", "[".repeat(most))));
        assert!(passes(&"[]".repeat(most)));
    }
}
