//! What can go wrong, and where. No error text holds a phone number.

use std::path::{Path, PathBuf};

/// A result of this crate.
pub type Result<T> = std::result::Result<T, Error>;

/// Everything that can go wrong. The texts are lower-case fragments that read well after "failed: ".
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The screener was shut down.
    #[error("the screener is shut down")]
    Closed,
    /// SQLite failed; nothing was changed.
    #[error("the store failed: {}", redact(&.0.to_string()))]
    Storage(#[from] rusqlite::Error),
    /// The file is no database of ours.
    #[error("{}: not a callscreen store ({reason}); it was left as it is", path.display())]
    ForeignStore {
        /// The file.
        path: PathBuf,
        /// What was found instead.
        reason: String,
    },
    /// A later version wrote the store.
    #[error(
        "{}: the store has schema {found}, this version knows up to {known}; \
         it was left as it is",
        path.display()
    )]
    NewerStore {
        /// The file.
        path: PathBuf,
        /// The schema of the file.
        found: u32,
        /// The newest schema known.
        known: u32,
    },
    /// A file could not be read or written.
    #[error("{}: {source}", path.display())]
    File {
        /// The file.
        path: PathBuf,
        /// What the system says.
        source: std::io::Error,
    },
    /// A file is not what it should be; nothing of it was taken.
    #[error("{}{}: expected {expected}", path.display(), line_suffix(*line))]
    Format {
        /// The file.
        path: PathBuf,
        /// The line, where one can be named.
        line: Option<u64>,
        /// What should be there.
        expected: String,
    },
    /// A file holds no usable row; what was stored before stays.
    #[error(
        "{}: none of its {rows} rows is usable{}; what was stored before stays",
        path.display(),
        first_reason.as_ref().map(|reason| format!(" ({reason})")).unwrap_or_default()
    )]
    NothingUsable {
        /// The file.
        path: PathBuf,
        /// How many rows were read.
        rows: u64,
        /// Why the first one was left out, with its line.
        first_reason: Option<String>,
    },
    /// The policy is not well-formed, or a field of it is not known.
    #[error("policy, line {line}, column {column}: {reason}")]
    PolicySyntax {
        /// The line, from 1.
        line: usize,
        /// The column, from 1.
        column: usize,
        /// What is wrong and what was expected.
        reason: String,
    },
    /// The policy has a version that is not known.
    #[error("policy: version {found} is not known, expected 1")]
    PolicyVersion {
        /// The version found.
        found: u32,
    },
    /// A field of the policy has a value that makes no sense.
    #[error("policy, {field}: expected {expected}")]
    PolicyValue {
        /// The field, with its step.
        field: &'static str,
        /// What may stand there.
        expected: &'static str,
    },
    /// No preset has this name.
    #[error("no preset is called {name:?}; there is: smartphone")]
    UnknownPreset {
        /// The name asked for.
        name: String,
    },
    /// Not a region of the numbering table.
    #[error("{code:?} is no region, expected an ISO 3166-1 code such as CH")]
    UnknownRegion {
        /// The code given.
        code: String,
    },
    /// No home region was given, so national spellings mean nothing.
    #[error("no home region given, expected at least one such as CH")]
    NoHomeRegion,
    /// A text is no number that a rule can hold.
    #[error("not a number: expected a full number such as +41 44 668 18 00")]
    InvalidNumber,
    /// A text is no prefix that a rule can hold.
    #[error("not a prefix: expected the beginning of a number and a star, such as +41 900*")]
    InvalidPrefix,
    /// No list has this name.
    #[error("no list is called {name:?}")]
    UnknownList {
        /// The name asked for.
        name: String,
    },
    /// A list needs a name.
    #[error("a list needs a name of 1 to 64 characters")]
    InvalidListName,
    /// The keys of the store have room for no more lists.
    #[error("there are too many lists; remove one first")]
    TooManyLists,
    /// A part of a list does not make sense; nothing was changed.
    #[error("the store is damaged: a list in it cannot be read; import it again")]
    DamagedList,
    /// No rule has this id.
    #[error("there is no rule {id}")]
    UnknownRule {
        /// The id asked for.
        id: i64,
    },
}

impl Error {
    pub(crate) fn file(path: &Path) -> impl FnOnce(std::io::Error) -> Self + use<> {
        let path = path.to_owned();
        move |source| Self::File { path, source }
    }

    pub(crate) fn format(path: &Path, line: Option<u64>, expected: impl Into<String>) -> Self {
        Self::Format { path: path.to_owned(), line, expected: expected.into() }
    }
}

fn line_suffix(line: Option<u64>) -> String {
    line.map(|line| format!(", line {line}")).unwrap_or_default()
}

/// What a JSON parser says, without the place, which an error names by itself, and without the number
/// that it may quote.
pub fn parser_words(error: &serde_json::Error) -> String {
    let words = error.to_string();
    let place = format!(" at line {} column {}", error.line(), error.column());
    redact(words.strip_suffix(&place).unwrap_or(&words))
}

/// Blots out runs of five or more digits: a parser's message may quote the value it stumbled over,
/// and that may be a phone number.
pub(crate) fn redact(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut run = String::new();
    for character in text.chars().chain(std::iter::once('\0')) {
        if character.is_ascii_digit() {
            run.push(character);
            continue;
        }
        out.push_str(if run.len() < 5 { &run } else { "…" });
        run.clear();
        out.push(character);
    }
    out.pop();
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn redact_keeps_lines_and_hides_numbers() {
        assert_eq!(
            redact("invalid \"+41446681800\" at line 12 column 1234"),
            "invalid \"+…\" at line 12 column 1234"
        );
        assert_eq!(redact("41446681800"), "…");
    }

    #[test]
    fn parser_words_tell_neither_place_nor_number() {
        let error = serde_json::from_str::<String>("41446681800").unwrap_err();
        assert_eq!(parser_words(&error), "invalid type: integer `…`, expected a string");
    }
}
