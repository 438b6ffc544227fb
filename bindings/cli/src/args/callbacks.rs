//! What can be asked of the callback desk.

use std::path::PathBuf;

use callscreen_core::call::Moment;
use callscreen_core::callbacks::CallbackChange;
use clap::Subcommand;

use super::values::moment;

#[derive(Debug, clap::Args)]
#[command(args_conflicts_with_subcommands = true)]
pub(crate) struct Callbacks {
    /// As of this time [default: now]
    #[arg(long, value_name = "TIME", value_parser = moment)]
    pub(crate) at: Option<Moment>,
    #[command(subcommand)]
    pub(crate) action: Option<CallbackAction>,
}

#[derive(Debug, Subcommand)]
pub(crate) enum CallbackAction {
    /// You rang back
    Done(Callee),
    /// You will not ring back
    Dismiss(Callee),
    /// Ring back later
    Snooze {
        #[command(flatten)]
        callee: Callee,
        /// From when on it is due, such as 2026-11-21T08:15:00+01:00
        #[arg(long, value_name = "TIME", value_parser = moment)]
        until: Moment,
    },
    /// Keep a few words with a callback
    Note {
        #[command(flatten)]
        callee: Callee,
        /// The words; none takes them away
        #[arg(default_value = "", hide_default_value = true)]
        text: String,
    },
    /// Take back that it was done, dismissed or put off
    Reopen(Callee),
    /// Show or set how soon to ring back
    Settings {
        /// A JSON file with the settings [default: show them]
        file: Option<PathBuf>,
    },
    /// Print a message to a caller on the desk, ready to send
    #[command(after_help = "\
Example:
  callscreen callbacks message '061 555 01 01' --text who_is_calling")]
    Message {
        #[command(flatten)]
        callee: Callee,
        /// The name of the text
        #[arg(long, value_name = "NAME")]
        text: String,
        /// The caller's name
        #[arg(long, default_value = "", hide_default_value = true)]
        name: String,
        /// Your name
        #[arg(long, default_value = "", hide_default_value = true)]
        me: String,
        /// As of this time [default: now]
        #[arg(long, value_name = "TIME", value_parser = moment)]
        at: Option<Moment>,
    },
    /// Show the texts for messages, or change one
    #[command(after_help = "\
Examples:
  callscreen callbacks texts
  callscreen callbacks texts will_ring_back \"I'll call you by {due}. {me}\"
  callscreen callbacks texts will_ring_back --reset

Placeholders: {name} the caller's name, {number}, {day} and {time} of the last
try, {due} by when you ring back, {me} your name.")]
    Texts {
        /// The name of the text to change
        #[arg(requires = "change")]
        name: Option<String>,
        /// The new text
        #[arg(group = "change")]
        text: Option<String>,
        /// Forget your text; one that is built in is as it was
        #[arg(long, group = "change", requires = "name")]
        reset: bool,
    },
}

/// Whom to ring back.
#[derive(Debug, clap::Args)]
pub(crate) struct Callee {
    /// The number, in any spelling
    pub(crate) number: String,
}

impl CallbackAction {
    /// What the user does about a callback; `None` for anything else.
    pub(crate) fn change(&self) -> Option<(&str, CallbackChange)> {
        Some(match self {
            Self::Done(callee) => (&callee.number, CallbackChange::Done),
            Self::Dismiss(callee) => (&callee.number, CallbackChange::Dismiss),
            Self::Snooze { callee, until } => {
                (&callee.number, CallbackChange::Snooze { until: *until })
            }
            Self::Note { callee, text } => {
                (&callee.number, CallbackChange::Note { text: text.clone() })
            }
            Self::Reopen(callee) => (&callee.number, CallbackChange::Reopen),
            Self::Settings { .. } | Self::Message { .. } | Self::Texts { .. } => return None,
        })
    }
}
