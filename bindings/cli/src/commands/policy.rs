use std::path::Path;

use callscreen_core::import::read_text;
use callscreen_core::policy::Policy;
use callscreen_core::text::Language;

use crate::args::Policy as Command;
use crate::failure::{Failure, Result};
use crate::output::clean;
use crate::session::Session;

pub(super) fn run(command: &Command, session: &mut Session) -> Result<()> {
    let screener = session.screener()?;
    match command {
        Command::Show => {
            let policy = screener.policy()?;
            // JSON for people too: it is the file that `policy set` takes.
            let json = policy.to_json()?;
            return session.answer(&policy, || json + "\n");
        }
        Command::Set { file } => screener.set_policy(&read(file)?)?,
        Command::Preset { name } => screener.set_preset(*name)?,
    }
    let policy = screener.policy()?;
    let name = clean(&policy.name);
    let text = match session.language() {
        Language::English => format!("The policy “{name}” is in force.\n"),
        Language::German => format!("Es gelten die Vorgaben «{name}».\n"),
    };
    session.answer(&policy, || text)
}

pub(super) fn read(file: &Path) -> Result<Policy> {
    let json = read_text(file)?;
    Policy::from_json(&json).map_err(|source| Failure::InFile { path: file.to_owned(), source })
}
