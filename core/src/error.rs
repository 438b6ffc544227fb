//! What can go wrong, and where. No error text holds a phone number.

use std::path::{Path, PathBuf};

use crate::packs::PackError;

/// A result of this crate.
pub type Result<T> = std::result::Result<T, Error>;

/// Everything that can go wrong. The texts are lower-case fragments that read well after "failed: ".
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The screener was shut down.
    #[error("the screener is shut down")]
    Closed,
    /// SQLite failed; nothing was changed.
    #[error("the store failed: {0}")]
    Storage(#[from] rusqlite::Error),
    /// The file is no database of ours.
    #[error("{}: not a callscreen store ({reason}); it was left as it is", path.display())]
    ForeignStore {
        /// The file.
        path: PathBuf,
        /// What was found instead.
        reason: String,
    },
    /// The file cannot be used as a store for now; nothing in it was changed.
    #[error("{}: the store cannot be used: {reason}", path.display())]
    UnusableStore {
        /// The file.
        path: PathBuf,
        /// What is in the way.
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
        "{}{}; what was stored before stays",
        path.display(),
        nothing_usable(*rows, first_reason.as_deref())
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
    #[error("policy, line {line}: version {found} is not known, expected 1 to {known}")]
    PolicyVersion {
        /// The line, from 1.
        line: usize,
        /// The version found.
        found: u32,
        /// The newest version known.
        known: u32,
    },
    /// A field of the policy has a value that makes no sense.
    #[error("policy{}, {field}: expected {expected}", line_suffix(*line))]
    PolicyValue {
        /// The line, from 1, when the policy was read from JSON.
        line: Option<u64>,
        /// The field, with its step.
        field: &'static str,
        /// What may stand there.
        expected: String,
    },
    /// A backup is not well-formed, or a field of it is not known.
    #[error("backup, line {line}, column {column}: {reason}")]
    BackupSyntax {
        /// The line, from 1.
        line: usize,
        /// The column, from 1.
        column: usize,
        /// What is wrong and what was expected.
        reason: String,
    },
    /// A backup has a version that is not known.
    #[error("backup: version {found} is not known, expected {known}")]
    BackupVersion {
        /// The version found.
        found: u32,
        /// The version known.
        known: u32,
    },
    /// A field of a backup has a value that makes no sense.
    #[error("backup{}, {field}: expected {expected}", line_suffix(*line))]
    BackupValue {
        /// The line, from 1, where one can be named.
        line: Option<u64>,
        /// The field, such as `rules[3].pattern`.
        field: String,
        /// What may stand there.
        expected: String,
    },
    /// Something in a backup is not what could be made by hand.
    #[error("backup, {field}: {source}")]
    BackupEntry {
        /// The field, such as `rules[3]`.
        field: String,
        /// What is wrong with it.
        source: Box<Self>,
    },
    /// No preset has this name.
    #[error("no preset is called {name:?}; there are: smartphone, front-desk, reachable")]
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
    #[error(
        "not a prefix: expected the beginning of a number and a star, with its calling code where digits \
             alone may mean two things, such as +41 900*"
    )]
    InvalidPrefix,
    /// A text is nothing that a rule can be about, or something about a rule is wrong.
    #[error("no rule can be made of this: expected {expected}")]
    InvalidRule {
        /// What may stand there.
        expected: &'static str,
    },
    /// A text is no schedule.
    #[error("schedule: {reason}")]
    InvalidSchedule {
        /// What is wrong and what was expected.
        reason: String,
    },
    /// A text names no time zone.
    #[error(
        "time zone: expected a place of the IANA database such as Europe/Zurich, or an offset such as \
         +01:00"
    )]
    InvalidTimeZone,
    /// No organisation has this name.
    #[error("no organisation is called {name:?}")]
    UnknownOrganisation {
        /// The name asked for.
        name: String,
    },
    /// Rules are about the organisation.
    #[error("the organisation {name:?} has a rule; remove that first")]
    OrganisationInUse {
        /// The name of the organisation.
        name: String,
    },
    /// An emergency number takes no rule.
    #[error("an emergency number always gets through: no rule can be made for it")]
    EmergencyNumber,
    /// What the user means to report is no number that a report can stand on.
    #[error("it cannot be reported: {reason}")]
    NotMarkable {
        /// What is in the way.
        reason: &'static str,
    },
    /// The journal has no call with this id.
    #[error("there is no call {id} in the journal")]
    UnknownCall {
        /// The id asked for.
        id: i64,
    },
    /// No call of the journal is the one that is meant.
    #[error("the journal has no such call")]
    CallNotFound,
    /// The journal cannot keep calls for so long, or so many.
    #[error("journal, {field}: expected {expected}")]
    InvalidRetention {
        /// The field.
        field: &'static str,
        /// What may stand there.
        expected: &'static str,
    },
    /// Nobody is to be rung back at this number.
    #[error("there is no callback to this number")]
    NoCallback,
    /// The settings of the callback desk cannot be used; those in force stay.
    #[error("callback settings, {reason}")]
    CallbackSettings {
        /// The place, and what was expected.
        reason: String,
    },
    /// A text to send cannot be used.
    #[error("message text: expected {expected}")]
    MessageTemplate {
        /// What was expected.
        expected: &'static str,
    },
    /// No text to send has this name.
    #[error("no message text is called {name:?}")]
    UnknownMessage {
        /// The name asked for.
        name: String,
    },
    /// The user did not report this number.
    #[error("there is no report on this number")]
    UnknownMark,
    /// Nobody is waited for that long.
    #[error("expected a time in the future, 31 days ahead at most")]
    UntilWhen,
    /// Nothing can be put off to a time that is over.
    #[error("expected a time in the future")]
    CallbackTime,
    /// No call is expected under this id.
    #[error("no expected call has the number {id}")]
    UnknownExpectedCall {
        /// The id asked for.
        id: i64,
    },
    /// No list has this name.
    #[error("no list is called {name:?}")]
    UnknownList {
        /// The name asked for.
        name: String,
    },
    /// A list needs a name.
    #[error("a list needs a name of 1 to 64 characters, none of them a control character")]
    InvalidListName,
    /// The name is that of a list that is built in.
    #[error(
        "the list {name:?} is built in: packs with its id take its place, and the policy says what \
         becomes of its numbers"
    )]
    BuiltInList {
        /// The name.
        name: String,
    },
    /// The keys of the store have room for no more lists.
    #[error("there are too many lists; remove one first")]
    TooManyLists,
    /// A list would have more ranges than are held in memory where all of them are asked for. Nothing of
    /// the change was taken.
    #[error("a list takes at most {} ranges", crate::lists::MOST_RANGES)]
    TooManyRanges,
    /// A part of a list does not make sense; nothing was changed.
    #[error("the store is damaged: a list in it cannot be read; import it again")]
    DamagedList,
    /// Whoever watched an import had it stop; nothing of it was taken.
    #[error("the import was stopped; what was stored before stays")]
    Cancelled,
    /// A list that packs maintain takes nothing else, or it would not be what its version says.
    #[error("the list {name:?} comes from packs: remove it before importing another of its name")]
    ListOfPacks {
        /// The list.
        name: String,
    },
    /// A list that was imported from a file has no packs.
    #[error("the list {name:?} does not come from packs")]
    NotOfPacks {
        /// The list.
        name: String,
    },
    /// A pack is not used; nothing was changed.
    #[error("{0}")]
    Pack(#[from] PackError),
    /// A pack in a file is not used; nothing was changed.
    #[error("{}: {source}", path.display())]
    PackFile {
        /// The file.
        path: PathBuf,
        /// Why.
        source: PackError,
    },
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

fn nothing_usable(rows: u64, first_reason: Option<&str>) -> String {
    match first_reason {
        Some(reason) => format!(": none of its {rows} rows is usable ({reason})"),
        None => ", line 1: expected at least one phone number; the file holds none".to_owned(),
    }
}

/// What a JSON parser says, without the place, which an error names by itself, and without any value
/// that it quotes: that may be a phone number. A name is kept when it can be one of a field.
pub fn parser_words(error: &serde_json::Error) -> String {
    let words = error.to_string();
    let place = format!(" at line {} column {}", error.line(), error.column());
    let words = words.strip_suffix(&place).unwrap_or(&words);
    let (problem, expected) = match words.split_once(", expected ") {
        Some((problem, expected)) => (problem, format!(", expected {}", plain(expected))),
        None => (words, String::new()),
    };
    let hint = near_name(problem, &expected).unwrap_or_default();
    format!("{}{expected}{hint}", without_value(problem))
}

/// The one of the expected names that was probably meant.
fn near_name(problem: &str, expected: &str) -> Option<String> {
    let unknown = problem.strip_prefix("unknown field `")?.trim_end_matches('`');
    let names = expected.split('`').skip(1).step_by(2);
    let names: Vec<_> = names.collect();
    // Of one name it is said already.
    if names.len() < 2 {
        return None;
    }
    let near =
        names.into_iter().map(|name| (strsim::normalized_damerau_levenshtein(unknown, name), name));
    let (likeness, name) = near.max_by(|one, other| one.0.total_cmp(&other.0))?;
    (likeness >= ALIKE).then(|| format!("; did you mean `{name}`?"))
}

/// From how much likeness on, 1 being the same, one name was probably meant for another.
const ALIKE: f64 = 0.6;

fn without_value(problem: &str) -> String {
    if let Some(what) =
        ["unknown field", "unknown variant"].into_iter().find(|what| problem.starts_with(what))
    {
        let name = problem.split('`').nth(1).unwrap_or_default();
        let is_name = name.chars().all(|letter| letter.is_ascii_lowercase() || letter == '_');
        return if is_name { format!("{what} `{name}`") } else { format!("{what} `…`") };
    }
    if problem.starts_with("invalid") {
        return problem.split(['"', '`']).next().unwrap_or_default().trim_end().to_owned();
    }
    if problem.starts_with("EOF") {
        return "the file ends too early".to_owned();
    }
    problem.to_owned()
}

/// Rust's names for what JSON knows under others.
fn plain(expected: &str) -> &str {
    match expected {
        "u8" | "u16" | "u32" | "u64" => "a whole number, 0 or more",
        "i32" | "i64" => "a whole number",
        other if other.starts_with("struct ") => "an object",
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use serde::Deserialize;

    use super::*;

    #[derive(Debug, Deserialize)]
    #[serde(deny_unknown_fields)]
    #[allow(dead_code, reason = "only read, to see what the parser says")]
    struct Sample {
        count: u32,
        verdict: crate::verdict::Verdict,
        number: crate::number::E164,
    }

    fn words(json: &str) -> String {
        parser_words(&serde_json::from_str::<Sample>(json).unwrap_err())
    }

    #[test]
    fn parser_words_quote_names_but_no_values() {
        let known = "expected one of `count`, `verdict`, `number`";
        assert_eq!(
            words("{\"cuont\": 1}"),
            format!("unknown field `cuont`, {known}; did you mean `count`?")
        );
        assert_eq!(words("{\"colour\": 1}"), format!("unknown field `colour`, {known}"));
        assert_eq!(words("{\"079 555 01 01\": 1}"), format!("unknown field `…`, {known}"));
        assert_eq!(words("{\"\\u001b[2J\": 1}"), format!("unknown field `…`, {known}"));
        assert_eq!(
            words("{\"verdict\": \"079 555 01 01\"}"),
            "unknown variant `…`, expected one of `allow`, `voicemail`, `reject`"
        );
        assert_eq!(
            words("{\"count\": \"079 555\"}"),
            "invalid type: string, expected a whole number, 0 or more"
        );
        assert_eq!(
            words("{\"count\": 4166.5}"),
            "invalid type: floating point, expected a whole number, 0 or more"
        );
        assert_eq!(
            words("{\"count\": -41}"),
            "invalid value: integer, expected a whole number, 0 or more"
        );
        assert_eq!(words("12"), "invalid type: integer, expected an object");
        assert_eq!(words("{\"count\": 1}"), "missing field `verdict`");
        assert!(words("{\"number\": \"079\"}").starts_with("expected an E.164 number"));
        assert_eq!(words("{\"count\": 1"), "the file ends too early");
    }
}
