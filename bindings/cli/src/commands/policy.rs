use std::fs;
use std::path::Path;

use callscreen_core::policy::Policy;
use serde_json::Value;

use crate::args::Policy as Command;
use crate::failure::{Failure, Result};
use crate::output::Rows;
use crate::session::Session;
use crate::words::LADDER;

pub(super) fn run(command: &Command, session: &mut Session) -> Result<()> {
    let screener = session.screener()?;
    match command {
        Command::Show => {}
        Command::Set { file } => screener.set_policy(&read(file)?)?,
        Command::Preset { name } => screener.set_preset(*name)?,
    }
    // Whoever changes the policy wants to see what is now in force.
    let policy = screener.policy()?;
    let json = serde_json::to_value(&policy)?;
    session.answer(&policy, || table(&json))
}

fn read(file: &Path) -> Result<Policy> {
    let json = fs::read_to_string(file)
        .map_err(|source| Failure::File { path: file.to_owned(), source })?;
    Policy::from_json(&json).map_err(|source| Failure::InFile { path: file.to_owned(), source })
}

/// The settings in the order of the ladder, named as in the file, so that the table teaches its
/// words.
fn table(policy: &Value) -> String {
    let mut rows = Rows::new(&["step", "setting", "value"]);
    let mut steps: Vec<_> = policy.as_object().into_iter().flatten().collect();
    steps.sort_by_key(|(name, _)| LADDER.iter().position(|(step, _)| step.code() == *name));
    for (step, settings) in steps {
        let mut step = step.clone();
        match settings {
            Value::Object(settings) => {
                for (name, value) in settings {
                    rows.add([std::mem::take(&mut step), name.clone(), plain(value)]);
                }
            }
            Value::Null => rows.add([step, String::new(), "off".to_owned()]),
            other => rows.add([step, String::new(), plain(other)]),
        }
    }
    rows.text()
}

fn plain(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Bool(yes) => if *yes { "yes" } else { "no" }.to_owned(),
        Value::Array(values) => values.iter().map(plain).collect::<Vec<_>>().join(", "),
        other => other.to_string(),
    }
}
