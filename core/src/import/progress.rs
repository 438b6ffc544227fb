//! How far an import has come, told to whoever watches it.

use std::cell::{Cell, RefCell};
use std::io::{self, Read};
use std::ops::ControlFlow;
use std::rc::Rc;

use super::ImportProgress;
use crate::error::{Error, Result};

/// How many rows lie between two words on the progress, and how many bytes where there are no rows.
const ROWS_BETWEEN: u64 = 1_000;
const BYTES_BETWEEN: u64 = 1 << 20;

/// Whether to go on.
pub(crate) type Watch<'watch> = &'watch mut dyn FnMut(ImportProgress) -> ControlFlow<()>;

/// How far the reading of a file has come. Its copies are the same reading.
#[derive(Clone)]
pub(crate) struct Progress<'watch>(Rc<Shared<'watch>>);

struct Shared<'watch> {
    watch: RefCell<Option<Watch<'watch>>>,
    bytes_read: Cell<u64>,
    bytes: Cell<u64>,
    rows: Cell<u64>,
    stopped: Cell<bool>,
}

impl<'watch> Progress<'watch> {
    /// A reading that somebody watches.
    pub(crate) fn watched(watch: Watch<'watch>) -> Self {
        Self::of(Some(watch))
    }

    /// A reading that nobody watches.
    pub(crate) fn unwatched() -> Self {
        Self::of(None)
    }

    fn of(watch: Option<Watch<'watch>>) -> Self {
        Self(Rc::new(Shared {
            watch: RefCell::new(watch),
            bytes_read: Cell::new(0),
            bytes: Cell::new(0),
            rows: Cell::new(0),
            stopped: Cell::new(false),
        }))
    }

    /// How much of the file was read, packed as it is.
    pub(super) fn bytes_read(&self) -> u64 {
        self.0.bytes_read.get()
    }

    pub(super) fn set_size(&self, bytes: u64) {
        self.0.bytes.set(bytes);
    }

    /// Counts a row. An error when the import is to stop.
    pub(crate) fn row(&self) -> Result<()> {
        let rows = self.0.rows.get();
        if rows.is_multiple_of(ROWS_BETWEEN) && self.tell().is_break() {
            return Err(Error::Cancelled);
        }
        self.0.rows.set(rows + 1);
        Ok(())
    }

    fn tell(&self) -> ControlFlow<()> {
        let Shared { watch, bytes_read, bytes, rows, stopped } = &*self.0;
        let (bytes_read, bytes, rows) = (bytes_read.get(), bytes.get(), rows.get());
        let told = match &mut *watch.borrow_mut() {
            Some(watch) => watch(ImportProgress { bytes_read, bytes, rows }),
            None => ControlFlow::Continue(()),
        };
        stopped.set(stopped.get() || told.is_break());
        told
    }

    /// What the reading gave, unless it was stopped: a parser tells that as an error of the file.
    pub(crate) fn unless_stopped<T>(&self, read: Result<T>) -> Result<T> {
        if self.0.stopped.get() { Err(Error::Cancelled) } else { read }
    }
}

/// Counts the bytes of the file.
pub(super) struct Counted<'watch, R> {
    pub(super) bytes: R,
    pub(super) progress: Progress<'watch>,
}

impl<R: Read> Read for Counted<'_, R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.bytes.read(buffer)?;
        let before = self.progress.bytes_read();
        self.progress.0.bytes_read.set(before + u64::try_from(read).unwrap_or_default());
        Ok(read)
    }
}

/// Tells of the progress while bytes pass, unpacked: the rows may be far apart, if there are any.
pub(super) struct Told<'watch, R> {
    bytes: R,
    progress: Progress<'watch>,
    since: u64,
}

impl<'watch, R> Told<'watch, R> {
    pub(super) fn new(bytes: R, progress: Progress<'watch>) -> Self {
        Self { bytes, progress, since: 0 }
    }
}

impl<R: Read> Read for Told<'_, R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.bytes.read(buffer)?;
        self.since += u64::try_from(read).unwrap_or_default();
        if self.since >= BYTES_BETWEEN {
            self.since = 0;
            if self.progress.tell().is_break() {
                return Err(io::Error::other("stopped"));
            }
        }
        Ok(read)
    }
}
