use callscreen_core::number::Number;
use callscreen_core::rules::{Matcher, Rule, RuleLimits};
use callscreen_core::schedule::Zone;
use callscreen_core::text::{self, Language};
use serde_json::json;

use crate::args::{AddRule, Rules};
use crate::failure::Result;
use crate::output::{Rows, clean};
use crate::session::Session;
use crate::words::say;

pub(super) fn run(command: &Rules, session: &mut Session) -> Result<()> {
    match command {
        Rules::Add(rule) => add(rule, session),
        Rules::Remove { id } => {
            session.screener()?.remove_rule(*id)?;
            let language = session.language();
            session.answer(&json!({ "removed": id }), || match language {
                Language::English => format!("Rule {id} is gone.\n"),
                Language::German => format!("Regel {id} ist weg.\n"),
            })
        }
        Rules::Show => {
            let rules = session.screener()?.rules()?;
            let text = table(&rules, session.language());
            session.answer(&rules, || text)
        }
    }
}

fn add(rule: &AddRule, session: &mut Session) -> Result<()> {
    let screener = session.screener()?;
    let AddRule { pattern, verdict, note, .. } = rule;
    let id = screener.put_limited_rule(pattern, *verdict, note, &rule.limits())?;
    let mut rules = screener.rules()?;
    rules.retain(|rule| rule.id == id);
    let mut text = table(&rules, session.language());
    if let Some(hint) = hint(pattern, rules.first(), session)? {
        text = format!("{text}\n{hint}\n");
    }
    // One rule, not a list of one.
    session.answer(&rules.first(), || text)
}

/// What to say of a short number that may be meant as the beginning of numbers.
fn hint(pattern: &str, rule: Option<&Rule>, session: &Session) -> Result<Option<String>> {
    let Some(Matcher::Number { number: Number::Short(_) }) = rule.map(|rule| &rule.matcher) else {
        return Ok(None);
    };
    let prefix = format!("{}*", clean(pattern.trim()));
    if Matcher::read(&prefix, &session.home()?).is_err() {
        return Ok(None);
    }
    Ok(Some(match session.language() {
        Language::English => {
            format!("This is a short number. All numbers that begin like it are “{prefix}”.")
        }
        Language::German => {
            format!("Das ist eine Kurznummer. Alle Nummern, die so beginnen, sind «{prefix}».")
        }
    }))
}

/// The rules as a table.
pub(super) fn table(rules: &[Rule], language: Language) -> String {
    let header = match language {
        Language::English => ["rule", "who", "verdict", "note"],
        Language::German => ["Regel", "wer", "Entscheid", "Notiz"],
    };
    let mut rows = Rows::new(&header).right(0);
    for rule in rules {
        rows.add([
            rule.id.to_string(),
            rule.matcher.expose(),
            text::verdict(rule.verdict, language).to_owned(),
            about(rule, language),
        ]);
    }
    rows.or(say(language, "There is no rule.", "Es gibt keine Regel."))
}

/// The limits of a rule, then its note.
fn about(rule: &Rule, language: Language) -> String {
    let RuleLimits { line, schedule } = &rule.limits;
    let mut words = Vec::new();
    if let Some(line) = line {
        words.push(format!("{} {line}", say(language, "on line", "auf Leitung")));
    }
    if let Some(schedule) = schedule {
        words.extend(schedule.windows.iter().map(ToString::to_string));
        if schedule.zone != Zone::Phone {
            words.push(schedule.zone.to_string());
        }
    }
    if !rule.note.is_empty() {
        words.push(rule.note.clone());
    }
    words.join("; ")
}
