//! Whom to ring back.

use callscreen_core::call::Moment;
use callscreen_core::callbacks::{
    CallbackChange, CallbackDesk, CallbackEntry, Caution, MessageTemplate,
};
use callscreen_core::number::{Number, Region};

/// Whom to ring back, and how many cannot be.
#[uniffi::remote(Record)]
pub struct CallbackDesk {
    /// One entry for each caller, the one due first at the front.
    pub callbacks: Vec<CallbackEntry>,
    /// How many calls went to voicemail or were missed of which no number is known, within the days
    /// that the settings look back.
    pub without_number: u32,
}

/// Somebody to ring back.
#[uniffi::remote(Record)]
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
    /// By when to ring back.
    pub due_at: Moment,
    /// It was put off, and that time has not come yet.
    pub snoozed: bool,
    /// Why it is better not to ring back.
    pub caution: Option<Caution>,
    /// The user's own words, or empty.
    pub note: String,
}

/// Why it is better not to ring back.
#[uniffi::remote(Enum)]
pub enum Caution {
    /// It rang briefly, from a number at which the caller pays extra: bait for an expensive call.
    PremiumRing,
    /// It rang briefly, from abroad: bait for an expensive call (in Japan *wangiri*, "one and cut").
    ForeignRing,
    /// The number is not the caller's own, or cannot exist: whoever answers there did not call.
    NotGenuine,
}

/// What the user does about a callback.
#[uniffi::remote(Enum)]
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

/// A text with placeholders.
#[uniffi::remote(Record)]
pub struct MessageTemplate {
    /// By which it is asked for: small letters, digits and `_`.
    pub name: String,
    /// The text. `{name}` the caller's name, `{number}` their number, `{day}` and `{time}` of their
    /// last try, `{due}` by when to ring back, `{me}` the user's name.
    pub text: String,
    /// The user wrote it.
    pub own: bool,
}
