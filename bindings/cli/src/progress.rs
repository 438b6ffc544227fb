//! How far a long import has come, drawn on one line of the terminal.

use std::io::{self, IsTerminal, Write};
use std::ops::ControlFlow;
use std::time::{Duration, Instant};

use callscreen_core::import::ImportProgress;

/// A short import draws nothing.
const PATIENCE: Duration = Duration::from_millis(500);
const BETWEEN: Duration = Duration::from_millis(100);

/// Draws on standard error, if that is a terminal.
pub(crate) struct Drawing {
    on: bool,
    next: Instant,
    drawn: bool,
}

impl Drawing {
    pub(crate) fn new() -> Self {
        Self { on: io::stderr().is_terminal(), next: Instant::now() + PATIENCE, drawn: false }
    }

    /// Draws what there is to tell; the import goes on.
    pub(crate) fn draw(&mut self, progress: ImportProgress) -> ControlFlow<()> {
        let now = Instant::now();
        if self.on && now >= self.next {
            self.next = now + BETWEEN;
            self.drawn = true;
            // Erases to the end of the line. Whether anybody sees it changes nothing.
            let _ = write!(io::stderr(), "\r{}\x1b[K", line(progress));
        }
        ControlFlow::Continue(())
    }
}

impl Drop for Drawing {
    fn drop(&mut self) {
        if self.drawn {
            let _ = write!(io::stderr(), "\r\x1b[K");
        }
    }
}

fn line(progress: ImportProgress) -> String {
    let ImportProgress { bytes_read, bytes, rows } = progress;
    match bytes_read.saturating_mul(100).checked_div(bytes) {
        Some(percent) => format!("{:>3} %  {rows} rows", percent.min(100)),
        None => format!("{rows} rows"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_of_unknown_size_has_no_percentage() {
        let progress = ImportProgress { bytes_read: 50, bytes: 200, rows: 7 };
        assert_eq!(line(progress), " 25 %  7 rows");
        assert_eq!(line(ImportProgress { bytes: 0, ..progress }), "7 rows");
    }
}
