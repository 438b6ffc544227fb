use std::fmt;

use super::written::{is_format, is_wrapping};

/// The name that a sender shows instead of a number: as written, without invisible characters and
/// needless space. A text message's sender has at most eleven characters (3GPP TS 23.040, 9.1.2.5);
/// a longer name, as internet telephones show them, is cut there and ends in `…`. Private like a
/// number: `Debug` shows none of it.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct SenderName {
    bytes: [u8; Self::CAPACITY],
    length: u8,
}

impl SenderName {
    /// The most characters a name has, `…` not counted.
    pub const MAX_CHARACTERS: usize = 11;

    /// Eleven characters of four bytes, and the three bytes of `…`.
    const CAPACITY: usize = 47;

    /// The name in this text. Empty when there is nothing to see.
    pub fn new(text: &str) -> Self {
        let mut name = Self::default();
        let visible = |character: &char| !is_format(*character);
        let mut characters = text.trim_matches(is_wrapping).chars().filter(visible);
        let mut space = false;
        for _ in 0..Self::MAX_CHARACTERS {
            let next = characters.find(|next| {
                let blank = next.is_whitespace() || next.is_control();
                let again = blank && space;
                space = blank;
                !again
            });
            match next {
                Some(_) if space => name.push(' '),
                Some(next) => name.push(next),
                None => return name,
            }
        }
        if characters.next().is_some() {
            name.push('…');
        }
        name
    }

    fn push(&mut self, character: char) {
        let start = usize::from(self.length);
        let Some(room) = self.bytes.get_mut(start..) else { return };
        if let Some(room) = room.get_mut(..character.len_utf8()) {
            let written = character.encode_utf8(room).len();
            self.length += u8::try_from(written).unwrap_or_default();
        }
    }

    /// The name, for a screen, never for a log.
    pub fn expose(&self) -> &str {
        let bytes = self.bytes.get(..usize::from(self.length)).unwrap_or_default();
        std::str::from_utf8(bytes).unwrap_or_default()
    }
}

impl Default for SenderName {
    fn default() -> Self {
        Self { bytes: [0; _], length: 0 }
    }
}

impl fmt::Debug for SenderName {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("SenderName(…)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn name(text: &str) -> String {
        SenderName::new(text).expose().to_owned()
    }

    #[test]
    fn what_nobody_sees_is_left_out() {
        for text in
            ["MIGROS", " MIGROS ", "'MIGROS'", "\u{202a}MI\u{200b}GROS\u{202c}", "\"MIGROS\""]
        {
            assert_eq!(name(text), "MIGROS", "{text}");
        }
        assert_eq!(name("UBS  \t Info"), "UBS Info");
        assert_eq!(name("中国移动"), "中国移动");
        assert_eq!(name("\u{feff} "), "");
        assert_eq!(name("\0MIGROS\0"), "MIGROS");
    }

    #[test]
    fn a_longer_name_shows_that_it_was_cut() {
        assert_eq!(name("360Learning"), "360Learning");
        assert_eq!(name("Customer Service"), "Customer Se…");
        assert_eq!(name("Customer Se…"), "Customer Se…");
        // The longest there can be.
        let name = name(&"𝟗".repeat(20));
        assert_eq!((name.chars().count(), name.len()), (12, SenderName::CAPACITY));
    }

    #[test]
    fn debug_shows_nothing() {
        assert_eq!(format!("{:?}", SenderName::new("MIGROS")), "SenderName(…)");
    }
}
