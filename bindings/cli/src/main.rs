//! The screener on the command line: drives the core without a phone.
//!
//! [`args`] is what can be asked, `commands` has one file for each word, and only `output` lays out
//! what people read.
#![forbid(unsafe_code)]

mod args;
mod call_line;
mod commands;
mod environment;
mod failure;
mod log_sink;
mod output;
mod private_file;
mod progress;
mod session;
mod words;

use std::io::{self, BufReader, BufWriter};
use std::process::ExitCode;

use clap::Parser;

use crate::args::Args;
use crate::environment::Environment;
use crate::session::Session;

fn main() -> ExitCode {
    log_sink::install();
    let args = Args::parse();
    let mut session = Session::new(
        args.options,
        Environment::of_process(),
        // Not the lines of `StdinLock`: a million of them deserve a larger buffer.
        Box::new(BufReader::with_capacity(1 << 16, io::stdin().lock())),
        Box::new(BufWriter::with_capacity(1 << 16, io::stdout().lock())),
        Box::new(io::stderr()),
    );
    let outcome = commands::run(&args.command, &mut session).and_then(|()| session.finish());
    match outcome {
        Ok(code) => ExitCode::from(code),
        // Whoever reads us has seen enough, as `head` has.
        Err(failure) if failure.is_broken_pipe() => ExitCode::SUCCESS,
        Err(failure) => {
            session.complain(&failure);
            ExitCode::from(failure.exit_code())
        }
    }
}
