use callscreen_core::Error;
use callscreen_core::packs::PackError;

/// What went wrong, by what the app can do about it. `reason` is English, for a log or a support
/// mail, and holds no phone number; the words for the user are the app's.
#[derive(Debug, thiserror::Error, uniffi::Error)]
pub enum ScreenerError {
    /// The screener was shut down; open another.
    #[error("the screener is shut down")]
    Closed,
    /// An argument is not what it should be; ask the user again.
    #[error("{reason}")]
    InvalidArgument {
        /// What was expected.
        reason: String,
    },
    /// The file cannot be used; show the reason, which names file and line. What was stored stays.
    #[error("{reason}")]
    InvalidFile {
        /// What was found and what was expected.
        reason: String,
    },
    /// The list has this version of the pack or a later one: there is nothing to do.
    #[error("{reason}")]
    PackNotNewer {
        /// Both versions.
        reason: String,
    },
    /// The diff does not lead on from what is there: fetch the full pack.
    #[error("{reason}")]
    PackOtherBase {
        /// The version that it leads on from, and the one that is there.
        reason: String,
    },
    /// The pack is not signed, not with the key of its list, or was altered: do not use it.
    #[error("{reason}")]
    PackNotTrusted {
        /// What was found and what was expected.
        reason: String,
    },
    /// The policy cannot be used; the one in force stays.
    #[error("{reason}")]
    InvalidPolicy {
        /// Line, column and what was expected.
        reason: String,
    },
    /// Whoever watched an import had it stop; what was stored stays.
    #[error("the import was stopped")]
    Cancelled,
    /// There is no such list, rule, call, expected call or report; reload what is shown.
    #[error("{reason}")]
    NotFound {
        /// What there is not.
        reason: String,
    },
    /// The store cannot be used; calls ring until it can.
    #[error("{reason}")]
    Storage {
        /// What the store says.
        reason: String,
    },
}

impl From<Error> for ScreenerError {
    fn from(error: Error) -> Self {
        let reason = error.to_string();
        match error {
            Error::Closed => Self::Closed,
            Error::Cancelled => Self::Cancelled,
            Error::UnknownPreset { .. }
            | Error::UnknownRegion { .. }
            | Error::NoHomeRegion
            | Error::InvalidNumber
            | Error::InvalidPrefix
            | Error::EmergencyNumber
            | Error::InvalidRule { .. }
            | Error::InvalidSchedule { .. }
            | Error::InvalidTimeZone
            | Error::OrganisationInUse { .. }
            | Error::NotMarkable { .. }
            | Error::InvalidRetention { .. }
            | Error::CallbackSettings { .. }
            | Error::MessageTemplate { .. }
            | Error::UntilWhen
            | Error::CallbackTime
            | Error::InvalidListName
            | Error::BuiltInList { .. }
            | Error::ListOfPacks { .. }
            | Error::NotOfPacks { .. }
            | Error::TooManyLists
            | Error::TooManyRanges => Self::InvalidArgument { reason },
            Error::BackupSyntax { .. }
            | Error::BackupVersion { .. }
            | Error::BackupValue { .. }
            | Error::BackupEntry { .. }
            | Error::File { .. }
            | Error::Format { .. }
            | Error::NothingUsable { .. } => Self::InvalidFile { reason },
            Error::PolicySyntax { .. }
            | Error::PolicyVersion { .. }
            | Error::PolicyValue { .. } => Self::InvalidPolicy { reason },
            Error::UnknownList { .. }
            | Error::UnknownOrganisation { .. }
            | Error::UnknownRule { .. }
            | Error::UnknownCall { .. }
            | Error::CallNotFound
            | Error::NoCallback
            | Error::UnknownMessage { .. }
            | Error::UnknownExpectedCall { .. }
            | Error::UnknownMark => Self::NotFound { reason },
            Error::Pack(source) | Error::PackFile { source, .. } => of_pack(&source, reason),
            Error::Storage(_)
            | Error::DamagedList
            | Error::ForeignStore { .. }
            | Error::UnusableStore { .. }
            | Error::NewerStore { .. } => Self::Storage { reason },
        }
    }
}

fn of_pack(error: &PackError, reason: String) -> ScreenerError {
    match error {
        PackError::NotNewer { .. } => ScreenerError::PackNotNewer { reason },
        PackError::OtherBase { .. }
        | PackError::OtherContent { .. }
        | PackError::DoesNotFit { .. } => ScreenerError::PackOtherBase { reason },
        PackError::Unsigned
        | PackError::NotASignature
        | PackError::OtherKey { .. }
        | PackError::OtherComment { .. }
        | PackError::BadSignature => ScreenerError::PackNotTrusted { reason },
        PackError::NotAKey | PackError::NameTaken { .. } => {
            ScreenerError::InvalidArgument { reason }
        }
        _ => ScreenerError::InvalidFile { reason },
    }
}
