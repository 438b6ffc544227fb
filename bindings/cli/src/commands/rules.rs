use callscreen_core::rules::Rule;
use callscreen_core::text::{self, Language};
use callscreen_core::verdict::Verdict;
use serde_json::json;

use crate::args::Rules;
use crate::failure::Result;
use crate::output::Rows;
use crate::session::Session;

pub(super) fn run(command: &Rules, session: &mut Session) -> Result<()> {
    match command {
        Rules::Add { pattern, verdict, note } => add(pattern, *verdict, note, session),
        Rules::Remove { id } => {
            session.screener()?.remove_rule(*id)?;
            session.answer(&json!({ "removed": id }), || format!("Rule {id} is gone.\n"))
        }
        Rules::Show => {
            let rules = session.screener()?.rules()?;
            let text = table(&rules, session.language());
            session.answer(&rules, || text)
        }
    }
}

fn add(pattern: &str, verdict: Verdict, note: &str, session: &mut Session) -> Result<()> {
    let screener = session.screener()?;
    let id = screener.put_rule(pattern, verdict, note)?;
    let mut rules = screener.rules()?;
    rules.retain(|rule| rule.id == id);
    let text = table(&rules, session.language());
    // One rule, not a list of one.
    session.answer(&rules.first(), || text)
}

/// The rules as a table.
pub(super) fn table(rules: &[Rule], language: Language) -> String {
    let mut rows = Rows::new(&["rule", "who", "verdict", "note"]).right(0);
    for rule in rules {
        rows.add([
            rule.id.to_string(),
            rule.matcher.expose(),
            text::verdict(rule.verdict, language).to_owned(),
            rule.note.clone(),
        ]);
    }
    rows.or("There is no rule.")
}
