use callscreen_core::text::{self, Language};
use callscreen_core::verdict::Decision;

use crate::args::Explain;
use crate::failure::Result;
use crate::output::{Rows, clean, time};
use crate::session::Session;
use crate::words;

pub(super) fn run(explain: &Explain, session: &mut Session) -> Result<()> {
    let decision = session.screener()?.explain(&explain.call())?;
    let language = session.language();
    let text = text::decision(decision.verdict, &decision.reason, language);
    session.answer(&decision, || {
        let (facts, ladder) = (facts(&decision, language), ladder(&decision, language));
        format!("{}\n\n{facts}\n{ladder}", clean(&text))
    })
}

fn facts(decision: &Decision, language: Language) -> String {
    let mut rows = Rows::new(&[words::say(language, "fact", "Tatsache"), ""]);
    let time = |ms| time(Session::local(ms));
    for (name, value) in words::facts(&decision.trace.facts, language, time) {
        rows.add_lines([name.to_owned(), value]);
    }
    rows.text()
}

/// Every step, those below the one that decided too: they tell what else could have.
fn ladder(decision: &Decision, language: Language) -> String {
    let header = match language {
        Language::English => ["", "step", "asks", "says"],
        Language::German => ["", "Schritt", "fragt", "sagt"],
    };
    let mut rows = Rows::new(&header).right(0);
    for (step, name, question) in words::ladder(language) {
        let asked = decision.trace.steps.iter().find(|trace| trace.step == step);
        let outcome = asked.map(|trace| trace.outcome);
        let said = words::outcome(outcome, decision.verdict, language);
        rows.add([step.place().to_string(), name.to_owned(), question.to_owned(), said.to_owned()]);
    }
    rows.text()
}
