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

/// Whether the words of a column of actions or lists say that the number is not to be blocked.
pub(super) fn allows(action: &str) -> bool {
    const WORDS: [&str; 8] =
        ["allow", "allowed", "whitelist", "white", "identify", "legit", "false", "0"];
    WORDS.iter().any(|word| word.eq_ignore_ascii_case(action.trim()))
}
