use callscreen_core::Screener;
use callscreen_core::call::IncomingCall;
use callscreen_core::text;

use crate::args::Screen;
use crate::call_line::{self, Wrong};
use crate::failure::{Failure, Result};
use crate::output::{clean, time};
use crate::session::Session;
use crate::words;

pub(super) fn run(screen: &Screen, session: &mut Session) -> Result<()> {
    let screener = session.screener()?;
    let Some(call) = screen.call() else {
        lines(&screener, session)?;
        return session.settle(&screener);
    };
    let decision = screener.screen(&call);
    session.decided(&decision.reason);
    let text = text::decision(decision.verdict, &decision.reason, session.language());
    session.answer(&decision, || clean(&text) + "\n")?;
    session.settle(&screener)
}

/// One call for each line of standard input. A bad one is complained of, and the rest goes on.
fn lines(screener: &Screener, session: &mut Session) -> Result<()> {
    let mut text = Vec::new();
    for line in 1.. {
        text.clear();
        if session.streams().0.read_until(b'\n', &mut text)? == 0 {
            break;
        }
        if text.trim_ascii().is_empty() {
            continue;
        }
        match call_line::read(&text) {
            Ok(call) => answer(screener, &call, session)?,
            Err(Wrong { column, expected: reason }) => {
                session.complain(&Failure::InLine { line, column, reason });
            }
        }
    }
    Ok(())
}

fn answer(screener: &Screener, call: &IncomingCall, session: &mut Session) -> Result<()> {
    let decision = screener.screen(call);
    session.decided(&decision.reason);
    let (json, language) = (session.json(), session.language());
    let (_, out) = session.streams();
    if json {
        serde_json::to_writer(&mut *out, &decision)?;
        writeln!(out)?;
    } else {
        let caller = words::caller(&decision.trace.facts.caller, language);
        let text = text::decision(decision.verdict, &decision.reason, language);
        writeln!(out, "{}  {caller:<15}  {}", time(call.at), clean(&text))?;
    }
    // Whoever feeds us a call may wait for its verdict before the next.
    out.flush()?;
    Ok(())
}
