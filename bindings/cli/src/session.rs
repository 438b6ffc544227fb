//! One run of the program: what it was told, its streams, and the store it opens.

use std::fmt::Display;
use std::fs;
use std::io::{BufRead, Write};
use std::path::Path;

use callscreen_core::Screener;
use callscreen_core::call::Moment;
use callscreen_core::number::Region;
use callscreen_core::text::Language;
use callscreen_core::verdict::Reason;
use chrono::{DateTime, Local};
use serde::Serialize;

use crate::args::Options;
use crate::environment::Environment;
use crate::failure::{DECIDED_BY_FAULT, Failure, Result, SOMETHING_FOUND, SOMETHING_UNUSABLE};
use crate::output::clean;

/// How often the journal is tried at the end. The core waits for five seconds each time.
const JOURNAL_TRIES: u32 = 6;

/// One run of the program.
pub(crate) struct Session {
    options: Options,
    environment: Environment,
    input: Box<dyn BufRead>,
    out: Box<dyn Write>,
    err: Box<dyn Write>,
    /// The exit code so far.
    code: u8,
}

impl Session {
    pub(crate) fn new(
        options: Options,
        environment: Environment,
        input: Box<dyn BufRead>,
        out: Box<dyn Write>,
        err: Box<dyn Write>,
    ) -> Self {
        Self { options, environment, input, out, err, code: 0 }
    }

    /// Whether JSON is asked for.
    pub(crate) fn json(&self) -> bool {
        self.options.json
    }

    /// The language of reasons and verdicts.
    pub(crate) fn language(&self) -> Language {
        self.environment.language
    }

    /// The regions whose national spelling is meant: those given, or the locale's.
    pub(crate) fn home(&self) -> Result<Vec<Region>> {
        if !self.options.region.is_empty() {
            return Ok(self.options.region.clone());
        }
        Ok(vec![self.environment.region.ok_or(Failure::NoRegion)?])
    }

    /// The home regions, for what needs none.
    pub(crate) fn known_home(&self) -> Vec<Region> {
        self.home().unwrap_or_default()
    }

    /// Opens the store given, or the user's own, which is made with its folder if it is missing.
    pub(crate) fn screener(&self) -> Result<Screener> {
        self.screener_at(&self.home()?)
    }

    /// As [`Self::screener`], for what reads no national spelling and so takes any home region.
    pub(crate) fn screener_anywhere(&self) -> Result<Screener> {
        let any = Region::from_code("CH").ok_or(Failure::NoRegion)?;
        self.screener_at(&self.home().unwrap_or_else(|_| vec![any]))
    }

    fn screener_at(&self, home: &[Region]) -> Result<Screener> {
        if let Some(path) = &self.options.store {
            if path == Path::new(":memory:") {
                return Err(Failure::NoFile);
            }
            return Screener::open(path, home).map_err(Failure::Store);
        }
        let path = self.environment.store.as_ref().ok_or(Failure::NoStorePlace)?;
        if let Some(folder) = path.parent() {
            fs::create_dir_all(folder)
                .map_err(|source| Failure::StoreFolder { path: folder.to_owned(), source })?;
        }
        Screener::open(path, home).map_err(Failure::Store)
    }

    /// This moment, on the clock on the wall.
    pub(crate) fn now() -> Moment {
        Self::moment(&Local::now())
    }

    /// A moment of the store, which keeps no offset, on the clock on the wall.
    pub(crate) fn local(unix_ms: i64) -> Moment {
        match DateTime::from_timestamp_millis(unix_ms) {
            Some(time) => Self::moment(&time.with_timezone(&Local)),
            None => Moment { unix_ms, utc_offset_minutes: 0 },
        }
    }

    /// A time as the core takes it.
    pub(crate) fn moment(time: &DateTime<Local>) -> Moment {
        Moment {
            unix_ms: time.timestamp_millis(),
            utc_offset_minutes: time.offset().local_minus_utc() / 60,
        }
    }

    /// Answers a command: one indented JSON value, or text for people.
    pub(crate) fn answer(
        &mut self,
        json: &impl Serialize,
        text: impl FnOnce() -> String,
    ) -> Result<()> {
        if self.json() {
            serde_json::to_writer_pretty(&mut self.out, json)?;
            self.out.write_all(b"\n")?;
        } else {
            self.out.write_all(text().as_bytes())?;
        }
        Ok(())
    }

    /// The streams in and out, for commands that answer line by line.
    pub(crate) fn streams(&mut self) -> (&mut dyn BufRead, &mut dyn Write) {
        (&mut *self.input, &mut *self.out)
    }

    /// Says on standard error what could not be used; the command may go on.
    pub(crate) fn complain(&mut self, what: &dyn Display) {
        self.code = self.code.max(SOMETHING_UNUSABLE);
        self.warn(what);
    }

    /// Says on standard error what the user should know.
    pub(crate) fn warn(&mut self, what: &dyn Display) {
        // What was answered before stands before it. If either stream is gone, nowhere is left to
        // say so.
        let _ = self.out.flush();
        let _ = writeln!(self.err, "callscreen: {}", clean(&what.to_string()));
    }

    /// Notes that the linter found something, for the exit code.
    pub(crate) fn found(&mut self) {
        self.code = self.code.max(SOMETHING_FOUND);
    }

    /// Notes how a call was decided, for the exit code.
    pub(crate) fn decided(&mut self, reason: &Reason) {
        if *reason == Reason::Fault {
            self.code = self.code.max(DECIDED_BY_FAULT);
        }
    }

    /// Sees to it that the calls decided are in the journal, and waits for another process that writes.
    pub(crate) fn settle(&mut self, screener: &Screener) -> Result<()> {
        // The verdict goes out before anybody waits.
        self.out.flush()?;
        let mut written = screener.write_journal();
        for _ in 1..JOURNAL_TRIES {
            if written.is_ok() {
                break;
            }
            self.warn(&"waiting for another process that writes to the store");
            written = screener.write_journal();
        }
        written.map_err(Failure::NotInJournal)
    }

    /// Writes out what is left. Gives the exit code.
    pub(crate) fn finish(&mut self) -> Result<u8> {
        self.out.flush()?;
        Ok(self.code)
    }
}
