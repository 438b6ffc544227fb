use std::path::Path;

use callscreen_core::call::RawNumber;

use super::import_report::{Imported, tables};
use crate::args::OwnNumbers;
use crate::failure::Result;
use crate::output::Rows;
use crate::session::Session;
use crate::words::say;

pub(super) fn run(command: &OwnNumbers, session: &mut Session) -> Result<()> {
    let screener = session.screener()?;
    match command {
        OwnNumbers::Set { numbers } => {
            let numbers: Vec<_> = numbers.iter().map(RawNumber::new).collect();
            let report = screener.set_own_numbers(&numbers)?;
            let import = [Imported::new(Path::new("own numbers"), report)];
            session.answer(&import, || tables(&import))
        }
        OwnNumbers::Show => {
            let numbers = screener.own_numbers()?;
            let language = session.language();
            let mut rows = Rows::new(&[say(language, "number", "Nummer")]);
            for number in &numbers {
                rows.add([number.expose()]);
            }
            let none = say(language, "There is no number.", "Es gibt keine Nummer.");
            session.answer(&numbers, || rows.or(none))
        }
    }
}
