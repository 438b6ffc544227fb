use std::path::Path;

use callscreen_core::Screener;
use callscreen_core::callbacks::{CallbackDesk, CallbackSettings, MessageTemplate};
use callscreen_core::import::read_text;
use callscreen_core::text::{self, Language};
use serde_json::json;

use crate::args::{CallbackAction, Callbacks};
use crate::failure::{Failure, Result};
use crate::output::{Rows, clean, count, time};
use crate::session::Session;
use crate::words::say;

pub(super) fn run(callbacks: &Callbacks, session: &mut Session) -> Result<()> {
    let screener = session.screener()?;
    let language = session.language();
    let now = callbacks.at.unwrap_or_else(Session::now);
    let Some(action) = &callbacks.action else {
        let desk = screener.callbacks(now)?;
        return session.answer(&desk, || table(&desk, language));
    };
    if let Some((number, change)) = action.change() {
        screener.change_callback(number, &change, now)?;
        let noted = say(language, "Noted.", "Notiert.");
        return session.answer(&change, || format!("{noted}\n"));
    }
    match action {
        CallbackAction::Settings { file } => settings(file.as_deref(), &screener, session),
        CallbackAction::Message { callee, text, name, me, at } => {
            let names = (name.as_str(), me.as_str());
            let now = at.unwrap_or(now);
            let message = screener.message(&callee.number, text, names, language, now)?;
            session.answer(&json!({ "text": message }), || format!("{}\n", clean(&message)))
        }
        CallbackAction::Texts { name, text, reset } => {
            match (name, text) {
                (Some(name), _) if *reset => screener.remove_message_template(language, name)?,
                (Some(name), Some(text)) => screener.set_message_template(language, name, text)?,
                _ => {}
            }
            let templates = screener.message_templates(language)?;
            session.answer(&templates, || texts(&templates, language))
        }
        _ => Ok(()),
    }
}

fn settings(file: Option<&Path>, screener: &Screener, session: &mut Session) -> Result<()> {
    if let Some(path) = file {
        let in_file = |source| Failure::InFile { path: path.to_owned(), source };
        let settings = CallbackSettings::from_json(&read_text(path)?).map_err(in_file)?;
        screener.set_callback_settings(&settings).map_err(in_file)?;
    }
    let settings = screener.callback_settings()?;
    let text = settings.to_json()? + "\n";
    session.answer(&settings, || text)
}

fn table(desk: &CallbackDesk, language: Language) -> String {
    let mut rows = Rows::new(&match language {
        Language::English => ["ring back by", "number", "", "what they did", "note"],
        Language::German => ["zurückrufen bis", "Nummer", "", "was sie taten", "Notiz"],
    });
    for callback in &desk.callbacks {
        let contact = if callback.contact { say(language, "contact", "Kontakt") } else { "" };
        let who = if callback.label.is_empty() { contact } else { &callback.label };
        // Whom it is better not to ring back is due at no time.
        let mut due = callback.caution.map_or_else(|| time(callback.due_at), |_| String::new());
        if callback.snoozed {
            due.push_str(say(language, " (put off)", " (vertagt)"));
        }
        rows.add([
            due,
            callback.number.expose(),
            who.to_owned(),
            text::callback(callback, language),
            callback.note.clone(),
        ]);
    }
    let nobody = say(language, "Nobody is to be rung back.", "Niemand ist zurückzurufen.");
    let mut text = rows.or(nobody);
    if desk.without_number > 0 {
        let calls = desk.without_number.into();
        let line = match language {
            Language::English => {
                format!("\nAnd {} without a number.\n", count(calls, "call", "calls"))
            }
            Language::German => {
                format!("\nDazu {} ohne Nummer.\n", count(calls, "Anruf", "Anrufe"))
            }
        };
        text.push_str(&line);
    }
    text
}

fn texts(templates: &[MessageTemplate], language: Language) -> String {
    let mut rows = Rows::new(&match language {
        Language::English => ["name", "text", "by"],
        Language::German => ["Name", "Text", "von"],
    });
    for MessageTemplate { name, text, own } in templates {
        let by = if *own { say(language, "you", "dir") } else { "callscreen" };
        rows.add([name.clone(), text.clone(), by.to_owned()]);
    }
    rows.text()
}
