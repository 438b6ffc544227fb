//! Words behind the digits: extensions, names, letters to dial.

use super::digits::Digits;

/// What announces an extension, after the digits of the number.
const EXTENSION_WORDS: [&str; 22] = [
    "x",
    "ext",
    "extn",
    "extension",
    "xtn",
    "int",
    "intern",
    "anexo",
    "poste",
    "durchwahl",
    "dw",
    "nst",
    "app",
    "доб",
    "wew",
    "内线",
    "interno",
    "ramal",
    "nebenstelle",
    "toestel",
    "分机",
    "extensão",
];

/// Letters after the digits.
pub(super) struct Word {
    /// Their keys, while all are letters of the keypad and fit a number.
    pub(super) keys: Option<Digits>,
    letters: usize,
    first: Option<char>,
    /// All letters are the same, as in `XXXX`.
    uniform: bool,
    /// One word so far, without a gap.
    is_single: bool,
    /// The extension words that the letters so far agree with, one bit each.
    extension: u32,
}

impl Default for Word {
    fn default() -> Self {
        Self {
            keys: Some(Digits::default()),
            letters: 0,
            first: None,
            uniform: true,
            is_single: true,
            extension: u32::MAX,
        }
    }
}

impl Word {
    /// Adds the next letter.
    pub(super) fn add(&mut self, letter: char) {
        let small = letter.to_lowercase().next().unwrap_or(letter);
        self.uniform &= *self.first.get_or_insert(small) == small;
        for (bit, word) in EXTENSION_WORDS.iter().enumerate() {
            if !self.is_single || word.chars().nth(self.letters) != Some(small) {
                self.extension &= !(1 << bit);
            }
        }
        self.letters += 1;
        self.keys = self.keys.and_then(|mut keys| {
            keys.push(key(letter)?)?;
            Some(keys)
        });
    }

    /// A gap: letters that follow belong to another word.
    pub(super) fn end(&mut self) {
        self.is_single = false;
    }

    /// Whether the letters are a word for an extension.
    pub(super) fn is_extension(&self) -> bool {
        EXTENSION_WORDS.iter().enumerate().any(|(bit, word)| {
            self.extension >> bit & 1 == 1 && word.chars().count() == self.letters
        })
    }

    /// Three letters at least, as on an advertisement, and not `XXX`, a block list's wildcards.
    pub(super) fn is_dialled(&self) -> bool {
        self.letters >= 3 && self.keys.is_some() && !self.is_wildcard()
    }

    /// The same letter again and again, or a lone `x` or `n`: places that any digit may take.
    pub(super) fn is_wildcard(&self) -> bool {
        self.uniform && (self.letters > 1 || matches!(self.first, Some('x' | 'n')))
    }
}

/// The key of a letter on a telephone (ITU-T E.161).
fn key(letter: char) -> Option<u8> {
    Some(match letter.to_ascii_lowercase() {
        'a'..='c' => 2,
        'd'..='f' => 3,
        'g'..='i' => 4,
        'j'..='l' => 5,
        'm'..='o' => 6,
        'p'..='s' => 7,
        't'..='v' => 8,
        'w'..='z' => 9,
        _ => return None,
    })
}
