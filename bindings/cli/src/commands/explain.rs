use callscreen_core::text::{self, Language};
use callscreen_core::verdict::{Decision, Outcome};

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
        format!("{}\n\n{}\n{}", clean(&text), facts(&decision), ladder(&decision, language))
    })
}

fn facts(decision: &Decision) -> String {
    let mut rows = Rows::new(&["fact", ""]);
    for (name, value) in words::facts(&decision.trace.facts, |ms| time(Session::local(ms))) {
        rows.add([name.to_owned(), value]);
    }
    rows.text()
}

/// Every step, those below the one that decided too: they tell what else could have.
fn ladder(decision: &Decision, language: Language) -> String {
    let mut rows = Rows::new(&["", "step", "asks", "says"]).right(0);
    for (place, (step, question)) in (1..).zip(words::LADDER) {
        let asked = decision.trace.steps.iter().find(|trace| trace.step == step);
        let said = match asked.map(|trace| trace.outcome) {
            Some(Outcome::Off) => "off",
            Some(Outcome::Passed) => "no",
            Some(Outcome::Decided) => text::verdict(decision.verdict, language),
            None => "not asked",
        };
        rows.add([place.to_string(), step.code().to_owned(), question.to_owned(), said.to_owned()]);
    }
    rows.text()
}
