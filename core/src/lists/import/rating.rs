//! What sources say that calls are about, in our categories.

use crate::lists::Category;

/// Words of a source, and what they mean here. `None` where the source says that a caller is harmless.
const WORDS: [(&str, Option<Category>); 16] = [
    // PhoneBlock's ratings.
    ("A_LEGITIMATE", None),
    ("C_PING", Some(Category::Ping)),
    ("D_POLL", Some(Category::Survey)),
    ("E_ADVERTISING", Some(Category::Sales)),
    ("F_GAMBLE", Some(Category::Gambling)),
    ("G_FRAUD", Some(Category::Fraud)),
    // Subjects of complaints to the FTC.
    ("Calls pretending to be government, businesses, or family and friends", Some(Category::Fraud)),
    ("Computer & technical support", Some(Category::Fraud)),
    ("Dropped call or no message", Some(Category::Silent)),
    ("Energy, solar, & utilities", Some(Category::Sales)),
    ("Home improvement & cleaning", Some(Category::Sales)),
    ("Home security & alarms", Some(Category::Sales)),
    ("Lotteries, prizes & sweepstakes", Some(Category::Gambling)),
    ("Vacation & timeshares", Some(Category::Sales)),
    ("Warranties & protection plans", Some(Category::Sales)),
    // A kind of call in complaints to the FCC.
    ("Abandoned Calls", Some(Category::Silent)),
];

/// What a source says about a caller.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Rating {
    /// That nothing is wrong with it.
    Harmless,
    /// What its calls are about.
    About(Category),
    /// Nothing that is known here.
    Unknown,
}

impl Rating {
    /// What its calls are about, if that is told.
    pub(super) fn category(self) -> Option<Category> {
        match self {
            Self::About(category) => Some(category),
            Self::Harmless | Self::Unknown => None,
        }
    }
}

/// Reads a rating, a subject, or one of our own categories.
pub(super) fn rating(text: &str) -> Rating {
    let text = text.trim();
    if let Some((_, category)) = WORDS.iter().find(|(word, _)| word.eq_ignore_ascii_case(text)) {
        return category.map_or(Rating::Harmless, Rating::About);
    }
    let ours = Category::ALL.into_iter().find(|known| known.code().eq_ignore_ascii_case(text));
    ours.map_or(Rating::Unknown, Rating::About)
}

/// What is to become of a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Action {
    Block,
    Allow,
    /// Nothing that is known here.
    Unknown,
}

const ALLOW: [&str; 37] = [
    "allow",
    "allowed",
    "allowlist",
    "allow list",
    "whitelist",
    "white list",
    "white",
    "identify",
    "legit",
    "legitimate",
    "trusted",
    "trust",
    "safe",
    "harmless",
    "good",
    "ok",
    "not spam",
    "no spam",
    "not blocked",
    "unblock",
    "unblocked",
    "permit",
    "permitted",
    "accept",
    "accepted",
    "pass",
    "ignore",
    "ignored",
    "none",
    "nothing",
    "false",
    "no",
    "0",
    "erlaubt",
    "erlauben",
    "zulassen",
    "harmlos",
];
const BLOCK: [&str; 41] = [
    "block",
    "blocked",
    "blocklist",
    "block list",
    "blacklist",
    "black list",
    "black",
    "deny",
    "denied",
    "denylist",
    "reject",
    "rejected",
    "refuse",
    "decline",
    "spam",
    "scam",
    "fraud",
    "ban",
    "banned",
    "bar",
    "barred",
    "drop",
    "mute",
    "silence",
    "silent",
    "hang up",
    "hangup",
    "disconnect",
    "voicemail",
    "divert",
    "unwanted",
    "true",
    "yes",
    "1",
    "sperren",
    "gesperrt",
    "sperrliste",
    "blockieren",
    "blockiert",
    "bloquer",
    "bloquear",
];

/// Reads a word of a column of actions or lists.
pub(super) fn action(text: &str) -> Action {
    let words = text.split(|other: char| !other.is_alphanumeric()).filter(|word| !word.is_empty());
    let text = words.collect::<Vec<_>>().join(" ").to_lowercase();
    match text.as_str() {
        text if ALLOW.contains(&text) => Action::Allow,
        text if BLOCK.contains(&text) => Action::Block,
        _ => Action::Unknown,
    }
}
