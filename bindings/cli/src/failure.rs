//! What ends a command, and the exit code it ends with.

use std::io;
use std::path::PathBuf;

use callscreen_core::Error;
use callscreen_core::packs::PackError;

/// The exit code when something given could not be used. Usage errors are clap's, with 2.
pub(crate) const SOMETHING_UNUSABLE: u8 = 1;
/// The exit code when a fault decided a call.
pub(crate) const DECIDED_BY_FAULT: u8 = 4;
/// The exit code when calls were decided but are missing from the journal.
pub(crate) const MISSING_FROM_JOURNAL: u8 = 5;
/// The exit code when a pack is not newer than the list.
const NOTHING_TO_DO: u8 = 6;
/// The exit code when a diff leads on from another version.
const NEEDS_FULL_PACK: u8 = 7;
/// The exit code when the linter found an error or a warning.
pub(crate) const SOMETHING_FOUND: u8 = 8;
const USAGE: u8 = 2;
const NO_STORE: u8 = 3;

/// The result of a command.
pub(crate) type Result<T> = std::result::Result<T, Failure>;

/// What ends a command. The texts stand behind `callscreen: `, on one line.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Failure {
    /// The core refused something.
    #[error(transparent)]
    Core(#[from] Error),
    /// The store cannot be opened.
    #[error("{0}")]
    Store(Error),
    /// The folder of the default store cannot be made.
    #[error("{}: {source}", path.display())]
    StoreFolder {
        /// The folder.
        path: PathBuf,
        /// What the system says.
        source: io::Error,
    },
    /// SQLite has no file behind this name, and each of its connections another store.
    #[error("--store: expected a file, which stays after the command")]
    NoFile,
    /// Nothing tells where the user's data belong.
    #[error("no place for the store: expected --store FILE, or HOME in the environment")]
    NoStorePlace,
    /// Nothing tells which national spelling is meant.
    #[error(
        "no home region: expected --region with a country such as CH, or a locale with one, \
         such as LANG=de_CH.UTF-8"
    )]
    NoRegion,
    /// A file cannot be read or written.
    #[error("{}: {source}", path.display())]
    File {
        /// The file.
        path: PathBuf,
        /// What the system says.
        source: io::Error,
    },
    /// A file has something wrong in it.
    #[error("{}: {source}", path.display())]
    InFile {
        /// The file.
        path: PathBuf,
        /// What is wrong, and where.
        source: Error,
    },
    /// A line has something wrong in it.
    #[error("standard input, line {line}, column {column}: {reason}")]
    InLine {
        /// The line, from 1.
        line: u64,
        /// The column, from 1.
        column: usize,
        /// What is wrong.
        reason: String,
    },
    /// Calls were decided, and are nowhere written down.
    #[error("calls are missing from the journal: {0}")]
    NotInJournal(Error),
    /// Nothing tells who may sign the packs of a list.
    #[error("nobody's packs are taken yet for this list: expected --key with the publisher's key")]
    NoPackKey,
    /// A secret key cannot be used.
    #[error("{}: not a secret key of minisign that can be used: {reason}", path.display())]
    SecretKey {
        /// The file.
        path: PathBuf,
        /// What is wrong.
        reason: String,
    },
    /// A call that nobody took has no talk time.
    #[error("--talk: expected with \"answered\" alone, for nobody talks in another call")]
    NoTalk,
    /// Nobody can be met again at what was dialled.
    #[error("nothing to remember: expected a number as dialled, such as 044 668 18 00")]
    NothingDialled,
    /// Standard input or output failed.
    #[error("standard input or output: {0}")]
    Stream(#[from] io::Error),
    /// A value has no JSON form, such as a time outside the calendar.
    #[error("{0}")]
    Json(serde_json::Error),
}

impl From<serde_json::Error> for Failure {
    fn from(error: serde_json::Error) -> Self {
        // Under it may be the stream written to.
        if error.is_io() { Self::Stream(error.into()) } else { Self::Json(error) }
    }
}

impl Failure {
    /// The exit code.
    pub(crate) fn exit_code(&self) -> u8 {
        match self {
            Self::NoRegion | Self::NoFile | Self::NoPackKey | Self::NoTalk => USAGE,
            Self::NotInJournal(_) => MISSING_FROM_JOURNAL,
            Self::Core(
                Error::ForeignStore { .. } | Error::NewerStore { .. } | Error::UnusableStore { .. },
            )
            | Self::Store(_)
            | Self::StoreFolder { .. }
            | Self::NoStorePlace => NO_STORE,
            Self::Core(Error::Pack(pack) | Error::PackFile { source: pack, .. }) => match pack {
                PackError::NotNewer { .. } => NOTHING_TO_DO,
                PackError::OtherBase { .. }
                | PackError::OtherContent { .. }
                | PackError::DoesNotFit { .. } => NEEDS_FULL_PACK,
                _ => SOMETHING_UNUSABLE,
            },
            Self::Core(_)
            | Self::SecretKey { .. }
            | Self::File { .. }
            | Self::InFile { .. }
            | Self::InLine { .. }
            | Self::NothingDialled
            | Self::Stream(_)
            | Self::Json(_) => SOMETHING_UNUSABLE,
        }
    }

    /// Whether whoever reads the output stopped doing so.
    pub(crate) fn is_broken_pipe(&self) -> bool {
        matches!(self, Self::Stream(error) if error.kind() == io::ErrorKind::BrokenPipe)
    }
}
