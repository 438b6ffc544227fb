//! The callback desk: whom to ring back. What is on it follows from the journal; the store keeps only
//! what the user did about it.

mod desk;
mod messages;
mod settings;
mod state;

use serde::{Deserialize, Serialize};

use crate::call::Moment;
use crate::number::{Number, Region};

pub(crate) use desk::{Known, Tally, is_unwanted_by_now};
pub use messages::{MessageTemplate, MessageValues, fill};
pub(crate) use messages::{
    clear as clear_messages, own as own_messages, remove as remove_message, set as set_message,
    templates,
};
pub use settings::CallbackSettings;
pub(crate) use settings::{
    clear as clear_settings, set as set_settings, stored as stored_settings,
};
pub(crate) use state::{State, change, find as find_state};

/// Whom to ring back, and how many cannot be.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct CallbackDesk {
    /// One entry for each caller, the one due first at the front; those with a caution come last.
    pub callbacks: Vec<CallbackEntry>,
    /// How many calls went to voicemail or were missed of which no number is known, within the days
    /// that the settings look back.
    pub without_number: u32,
}

/// Somebody to ring back. Not `Callback`: Kotlin's bindings have another of that name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CallbackEntry {
    /// Where to ring.
    pub number: Number,
    /// The number is in the address book.
    pub contact: bool,
    /// The country of the number, if it tells.
    pub region: Option<Region>,
    /// The few words that a list had for the caller, or empty.
    pub label: String,
    /// How often they tried since they were last reached.
    pub attempts: u32,
    /// The first of these tries.
    pub first_at: Moment,
    /// The last one.
    pub last_at: Moment,
    /// They left a message.
    pub message_left: bool,
    /// By when to ring back, on the clock of the office or else of the phone as it goes now; without a
    /// meaning where there is a caution.
    pub due_at: Moment,
    /// It was put off, and that time has not come yet.
    pub snoozed: bool,
    /// Why it is better not to ring back.
    pub caution: Option<Caution>,
    /// The user's own words, or empty.
    pub note: String,
}

/// Why it is better not to ring back.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Caution {
    /// It rang briefly, from a number at which the caller pays extra: bait for an expensive call.
    PremiumRing,
    /// It rang briefly, from abroad: bait for an expensive call (in Japan *wangiri*, "one and cut").
    ForeignRing,
    /// The number is not the caller's own, or cannot exist: whoever answers there did not call.
    NotGenuine,
}

/// What the user does about a callback.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "change", rename_all = "snake_case")]
pub enum CallbackChange {
    /// Rang back. The caller is on the desk again when they try once more.
    Done,
    /// Will not ring back. The caller is on the desk again when they try once more.
    Dismiss,
    /// Will ring back later.
    Snooze {
        /// From when on it is due.
        until: Moment,
    },
    /// A few words to remember.
    Note {
        /// The words, or empty to take them away.
        text: String,
    },
    /// Takes back that it was done, dismissed or put off.
    Reopen,
}
