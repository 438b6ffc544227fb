use std::sync::{Arc, PoisonError, RwLock};

use log::{LevelFilter, Log, Metadata, Record};

/// How serious a line is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, uniffi::Enum)]
pub enum LogLevel {
    /// A defect of the screener; please report it.
    Error,
    /// Something was lost or skipped, and the screener went on.
    Warn,
    /// Rare events of interest.
    Info,
    /// Everything.
    Debug,
}

/// Where the screener's log goes: `android.util.Log`, `os.Logger`, a file.
#[uniffi::export(foreign)]
pub trait LogSink: Send + Sync {
    /// One line, already filtered; it holds no phone number. A failure is ignored.
    fn log(&self, level: LogLevel, line: String) -> Result<(), SinkError>;
}

/// The sink failed.
#[derive(Debug, thiserror::Error, uniffi::Error)]
pub enum SinkError {
    /// The line was not written.
    #[error("{reason}")]
    Failed {
        /// Why.
        reason: String,
    },
}

// A sink that throws must not stop Rust.
impl From<uniffi::UnexpectedUniFFICallbackError> for SinkError {
    fn from(error: uniffi::UnexpectedUniFFICallbackError) -> Self {
        Self::Failed { reason: error.reason }
    }
}

/// The process has one logger, so the sink sits behind a lock and can be changed.
static SINK: RwLock<Option<Arc<dyn LogSink>>> = RwLock::new(None);

struct Forwarder;

impl Log for Forwarder {
    fn enabled(&self, metadata: &Metadata<'_>) -> bool {
        metadata.level() <= log::max_level()
    }

    fn log(&self, record: &Record<'_>) {
        let level = match record.level() {
            log::Level::Error => LogLevel::Error,
            log::Level::Warn => LogLevel::Warn,
            log::Level::Info => LogLevel::Info,
            log::Level::Debug | log::Level::Trace => LogLevel::Debug,
        };
        let sink = SINK.read().unwrap_or_else(PoisonError::into_inner).clone();
        if let Some(sink) = sink {
            // Nobody is left to tell.
            let _ = sink.log(level, record.args().to_string());
        }
    }

    fn flush(&self) {}
}

/// Sends the log of the whole process to `sink`, from `level` up, in place of an earlier sink.
#[uniffi::export]
pub fn set_log_sink(sink: Arc<dyn LogSink>, level: LogLevel) {
    *SINK.write().unwrap_or_else(PoisonError::into_inner) = Some(sink);
    // Fails when another logger is there already: ours from an earlier call, or the app's own.
    let _ = log::set_logger(&Forwarder);
    log::set_max_level(match level {
        LogLevel::Error => LevelFilter::Error,
        LogLevel::Warn => LevelFilter::Warn,
        LogLevel::Info => LevelFilter::Info,
        LogLevel::Debug => LevelFilter::Debug,
    });
}
