//! One file for each word of the command line.

mod backup;
mod callbacks;
mod contacts;
mod demo;
mod dialled;
mod expect;
mod explain;
mod import_report;
mod journal;
mod lint;
mod lists;
mod marks;
mod number;
mod organisations;
mod own_numbers;
mod packs;
mod plan;
mod policy;
mod replay;
mod report;
mod rules;
mod screen;

use crate::args::Command;
use crate::failure::Result;
use crate::session::Session;

/// Runs a command.
pub(crate) fn run(command: &Command, session: &mut Session) -> Result<()> {
    match command {
        Command::Contacts(command) => contacts::run(command, session),
        Command::Lists(command) => lists::run(command, session),
        Command::Packs(command) => packs::run(command, session),
        Command::Rules(command) => rules::run(command, session),
        Command::Organisations(command) => organisations::run(command, session),
        Command::Marks(command) => marks::run(command, session),
        Command::Policy(command) => policy::run(command, session),
        Command::Screen(screen) => screen::run(screen, session),
        Command::Explain(explain) => explain::run(explain, session),
        Command::Dialled(dialled) => dialled::run(dialled, session),
        Command::Callbacks(callbacks) => callbacks::run(callbacks, session),
        Command::Spoke(spoke) => dialled::spoke(spoke, session),
        Command::Expect(command) => expect::run(command, session),
        Command::Pause(until) => expect::pause(until, session),
        Command::Resume => expect::resume(session),
        Command::OwnNumbers(command) => own_numbers::run(command, session),
        Command::Journal(journal) => journal::run(journal, session),
        Command::Backup(command) => backup::run(command, session),
        Command::Lint => lint::run(session),
        Command::Replay(replay) => replay::run(replay, session),
        Command::Report(report) => report::run(report, session),
        Command::Plan { file, all } => plan::run(file, *all, session),
        Command::Number { numbers } => number::run(numbers, session),
        Command::Demo => demo::run(session),
    }
}
