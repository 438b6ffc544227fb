use std::ops::ControlFlow;
use std::sync::Arc;

use callscreen_core::import::ImportProgress;

/// Watches an import: a progress bar, or a user who has had enough.
#[uniffi::export(foreign)]
pub trait ImportWatch: Send + Sync {
    /// Called every now and then on the importing thread. `false` stops the import, and so does a
    /// failure; nothing of the file is taken then. It must not change anything of this screener, which
    /// waits for the import.
    fn progressed(&self, progress: ImportProgress) -> Result<bool, WatchError>;
}

/// The watch failed, which stops the import.
#[derive(Debug, thiserror::Error, uniffi::Error)]
pub enum WatchError {
    /// There is no way to go on.
    #[error("{reason}")]
    Failed {
        /// Why.
        reason: String,
    },
}

impl From<uniffi::UnexpectedUniFFICallbackError> for WatchError {
    fn from(error: uniffi::UnexpectedUniFFICallbackError) -> Self {
        Self::Failed { reason: error.reason }
    }
}

/// Asks the watch, if there is one, whether to go on.
pub(crate) fn asking(
    watch: Option<Arc<dyn ImportWatch>>,
) -> impl FnMut(ImportProgress) -> ControlFlow<()> {
    move |progress| match &watch {
        Some(watch) if !watch.progressed(progress).unwrap_or(false) => ControlFlow::Break(()),
        _ => ControlFlow::Continue(()),
    }
}
