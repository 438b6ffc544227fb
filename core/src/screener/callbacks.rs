//! What an app can ask of the callback desk.

use super::Screener;
use crate::call::Moment;
use crate::callbacks::{
    self, CallbackChange, CallbackDesk, CallbackSettings, Known, MessageTemplate, MessageValues,
    Tally,
};
use crate::caller;
use crate::error::{Error, Result};
use crate::facts::Facts;
use crate::number::Number;
use crate::store::Reader;
use crate::text::Language;
use crate::{journal, known_number, outgoing};

impl Screener {
    /// Whom to ring back: who went to voicemail or was missed, and was neither reached nor dealt with
    /// since, nor is blocked, reported or listed as a call centre by now. The one due first comes
    /// first.
    pub fn callbacks(&self, now: Moment) -> Result<CallbackDesk> {
        self.flush_journal();
        self.store.read(|reader| self.desk(reader, now))
    }

    fn desk(&self, reader: &Reader<'_>, now: Moment) -> Result<CallbackDesk> {
        let settings = callbacks::stored_settings(reader)?;
        let mut tally = Tally::new(&settings, &self.home, now);
        journal::each(reader, (i64::MIN, i64::MAX), |call, _| {
            if let Some(number) = call.caller.number()
                && !tally.knows(number)
            {
                tally.meet(number, known(reader, number, now)?);
            }
            tally.count(&call);
            Ok(())
        })?;
        let (policy, rules) = (self.policy_in_force(reader)?, self.rules.index(reader)?);
        tally.finish(|call| {
            let facts = Facts::look_up_caller(reader, call, &self.home, &rules)?;
            Ok(callbacks::is_unwanted_by_now(&policy, facts, call.at))
        })
    }

    /// Keeps what the user does about a callback.
    pub fn change_callback(
        &self,
        number: &str,
        change: &CallbackChange,
        now: Moment,
    ) -> Result<()> {
        let number = caller::number_of(number, &self.home).map_err(|_| Error::InvalidNumber)?;
        self.write_with_journal(|writer| callbacks::change(writer, number, change, now))
    }

    /// How soon to ring back.
    pub fn callback_settings(&self) -> Result<CallbackSettings> {
        self.store.read(callbacks::stored_settings)
    }

    /// Sets how soon to ring back.
    pub fn set_callback_settings(&self, settings: &CallbackSettings) -> Result<()> {
        self.store.write(|writer| callbacks::set_settings(writer, settings))
    }

    /// The texts to send to a caller, in a language.
    pub fn message_templates(&self, language: Language) -> Result<Vec<MessageTemplate>> {
        self.store.read(|reader| callbacks::templates(reader, language))
    }

    /// Keeps a text of the user's own, in place of one of the same name. A placeholder that is not known
    /// is an error.
    pub fn set_message_template(&self, language: Language, name: &str, text: &str) -> Result<()> {
        self.store.write(|writer| callbacks::set_message(writer, language, name, text))
    }

    /// Forgets a text of the user's own. One that is built in is as it was.
    pub fn remove_message_template(&self, language: Language, name: &str) -> Result<()> {
        self.store.write(|writer| callbacks::remove_message(writer, language, name))
    }

    /// The message to somebody on the desk, ready to send: the text of this name, with `caller` as the
    /// caller's name and `me` as the user's, either of which may be empty.
    pub fn message(
        &self,
        number: &str,
        template: &str,
        (caller, me): (&str, &str),
        language: Language,
        now: Moment,
    ) -> Result<String> {
        let number = caller::number_of(number, &self.home).map_err(|_| Error::InvalidNumber)?;
        self.flush_journal();
        self.store.read(|reader| {
            let templates = callbacks::templates(reader, language)?;
            let found = templates.into_iter().find(|found| found.name == template);
            let unknown = || Error::UnknownMessage { name: template.to_owned() };
            let text = found.ok_or_else(unknown)?.text;
            let desk = self.desk(reader, now)?;
            let callback = desk.callbacks.iter().find(|callback| callback.number == number);
            let callback = callback.ok_or(Error::NoCallback)?;
            callbacks::fill(&text, &MessageValues::of(callback, caller, me, language))
        })
    }
}

fn known(reader: &Reader<'_>, number: Number, now: Moment) -> Result<Known> {
    Ok(Known {
        contact: known_number::find(reader, number)?.contact.is_some(),
        dialled_at_ms: outgoing::last_dialled(reader, number, now.unix_ms)?,
        state: callbacks::find_state(reader, number)?,
    })
}
