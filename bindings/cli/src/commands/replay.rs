use std::fmt::Write;
use std::path::Path;

use callscreen_core::Screener;
use callscreen_core::policy::Policy;
use callscreen_core::replay::{Replay, ReplayOutcome, ReplayedCall, Ruling};
use callscreen_core::text::{self, Language};
use chrono::{DateTime, Local};

use super::policy::read;
use crate::args::Replay as Command;
use crate::failure::Result;
use crate::output::{Rows, count, time};
use crate::session::Session;
use crate::words::{self, say};

pub(super) fn run(command: &Command, session: &mut Session) -> Result<()> {
    let screener = session.screener()?;
    let policy = policy(command, &screener, session)?;
    let replay = match &command.calls {
        Some(file) => match command.zone {
            Some(zone) => screener.replay_log(&policy, file, &|at| zone.offset_minutes(at))?,
            None => screener.replay_log(&policy, file, &offset_here)?,
        },
        None => screener.replay(&policy, command.period.from, command.period.to)?,
    };
    if let Some(log) = replay.log.as_ref().filter(|log| log.skipped > 0) {
        session.complain(&left_out(command.calls.as_deref(), log.skipped, &log.first_skipped));
    }
    let text = told(&replay, command.limit, session.language());
    session.answer(&replay, || text)
}

fn policy(command: &Command, screener: &Screener, session: &Session) -> Result<Policy> {
    match (&command.policy, command.preset) {
        (Some(file), _) => read(file),
        (None, Some(preset)) => Ok(preset.policy(&session.home()?)),
        (None, None) => Ok(screener.policy()?),
    }
}

/// How many minutes the clock of this computer was ahead of UTC.
fn offset_here(unix_ms: i64) -> i32 {
    DateTime::from_timestamp_millis(unix_ms)
        .map_or(0, |time| time.with_timezone(&Local).offset().local_minus_utc() / 60)
}

fn left_out(file: Option<&Path>, skipped: u64, lines: &[u64]) -> String {
    let lines: Vec<_> = lines.iter().map(u64::to_string).collect();
    let file = file.unwrap_or(Path::new("")).display();
    let rows = count(skipped, "row is", "rows are");
    format!("{file}: {rows} no call and left out, first in line {}", lines.join(", "))
}

fn told(replay: &Replay, limit: usize, language: Language) -> String {
    let say = |english, german| say(language, english, german);
    let mut text = String::new();
    for (name, calls) in [
        (say("calls", "Anrufe"), replay.calls),
        (say("the same verdict", "gleicher Entscheid"), replay.kept),
        (say("another verdict", "anderer Entscheid"), replay.changed),
        (say("cannot be told any more", "nicht mehr zu sagen"), replay.uncertain),
    ] {
        // Nothing fails that is written to memory.
        let _ = writeln!(text, "{name:<24} {calls:>6}");
    }
    if replay.changed > 0 {
        text.push('\n');
        text.push_str(&changes(replay, language));
        text.push('\n');
        text.push_str(&calls(replay, limit, language));
    }
    text
}

fn changes(replay: &Replay, language: Language) -> String {
    let mut rows = Rows::new(&match language {
        Language::English => ["calls", "was", "would be"],
        Language::German => ["Anrufe", "war", "wäre"],
    });
    rows = rows.right(0);
    let general = |ruling: &Ruling| {
        let reason = text::reason_in_general(&ruling.reason, language);
        format!("{}: {reason}", text::verdict(ruling.verdict, language))
    };
    for change in &replay.changes {
        rows.add([change.calls.to_string(), general(&change.from), general(&change.to)]);
    }
    rows.text()
}

fn calls(replay: &Replay, limit: usize, language: Language) -> String {
    let changed = |call: &&ReplayedCall| call.outcome == ReplayOutcome::Changed;
    let mut rows = Rows::new(&match language {
        Language::English => ["time", "caller", "was", "would be"],
        Language::German => ["Zeit", "Anrufer", "war", "wäre"],
    });
    for call in replay.each.iter().filter(changed).take(limit) {
        rows.add([
            time(call.at),
            words::caller(&call.caller, language),
            text::verdict(call.before.verdict, language).to_owned(),
            text::decision(call.after.verdict, &call.after.reason, language),
        ]);
    }
    let mut text = rows.text();
    let shown = u64::try_from(limit).unwrap_or(u64::MAX);
    if let Some(more @ 1..) = replay.changed.checked_sub(shown) {
        let say = say(language, "more, see --limit", "weitere, siehe --limit");
        // Nothing fails that is written to memory.
        let _ = writeln!(text, "… {more} {say}");
    }
    text
}
