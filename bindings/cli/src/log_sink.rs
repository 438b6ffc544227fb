//! What the core logs, on standard error: a fault that let a call through must not go unseen.

use std::io::{self, Write};

use log::{LevelFilter, Log, Metadata, Record};

use crate::output::clean;

struct Sink;

impl Log for Sink {
    fn enabled(&self, metadata: &Metadata<'_>) -> bool {
        metadata.target().starts_with("callscreen")
    }

    fn log(&self, record: &Record<'_>) {
        if self.enabled(record.metadata()) {
            // Nowhere is left to say that standard error is gone.
            let _ = writeln!(io::stderr(), "callscreen: {}", clean(&record.args().to_string()));
        }
    }

    fn flush(&self) {}
}

/// Installs the sink for warnings and errors.
pub(crate) fn install() {
    if log::set_logger(&Sink).is_ok() {
        log::set_max_level(LevelFilter::Warn);
    }
}
