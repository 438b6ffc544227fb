use callscreen_core::lint::{self, Finding, Problem, Severity};
use callscreen_core::rules::Rule;
use callscreen_core::text::Language;

use crate::failure::Result;
use crate::output::Rows;
use crate::session::Session;
use crate::words::say;

pub(super) fn run(session: &mut Session) -> Result<()> {
    let screener = session.screener()?;
    let (findings, rules) = (screener.lint(Session::now())?, screener.rules()?);
    if findings.iter().any(|finding| finding.severity < Severity::Note) {
        session.found();
    }
    let text = table(&findings, &rules, session.language());
    session.answer(&findings, || text)
}

fn table(findings: &[Finding], rules: &[Rule], language: Language) -> String {
    let mut rows = Rows::new(&match language {
        Language::English => ["", "rule", "finding"],
        Language::German => ["", "Regel", "Befund"],
    });
    for Finding { severity, problem } in findings {
        let rule = rules.iter().find(|rule| Some(rule.id) == problem.rule());
        let about = match problem {
            Problem::ReportedContact { number } => Some(number.expose()),
            _ => rule.map(|rule| rule.matcher.expose()),
        };
        rows.add([
            word(*severity, language).to_owned(),
            about.unwrap_or_default(),
            lint::describe(problem, language),
        ]);
    }
    rows.or(say(language, "Nothing to say against it.", "Daran ist nichts auszusetzen."))
}

fn word(severity: Severity, language: Language) -> &'static str {
    match severity {
        Severity::Error => say(language, "error", "Fehler"),
        Severity::Warning => say(language, "warning", "Warnung"),
        Severity::Note => say(language, "note", "Hinweis"),
    }
}
