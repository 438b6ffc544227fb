//! What can be asked of the journal.

use callscreen_core::call::RawNumber;
use callscreen_core::journal::{CallOutcome, Ending, JournalQuery};
use callscreen_core::verdict::Verdict;
use clap::Subcommand;
use clap::builder::{PossibleValuesParser, TypedValueParser};

use super::Period;
use super::values::codes;

#[derive(Debug, clap::Args)]
pub(crate) struct Journal {
    /// How many calls to show
    #[arg(long, value_name = "N", default_value_t = 20)]
    pub(crate) limit: u32,
    #[command(flatten)]
    wanted: Wanted,
    #[command(subcommand)]
    pub(crate) action: Option<JournalAction>,
}

impl Journal {
    /// The calls wanted.
    pub(crate) fn query(&self) -> JournalQuery {
        let Wanted { number, period, verdict, label, before } = &self.wanted;
        JournalQuery {
            number: number.as_deref().map(RawNumber::new),
            since: period.from,
            until: period.to,
            verdict: *verdict,
            label: label.clone(),
            before: *before,
        }
    }
}

/// Which calls are wanted.
#[derive(Debug, clap::Args)]
struct Wanted {
    /// Those from this number, in any spelling
    #[arg(long)]
    number: Option<String>,
    #[command(flatten)]
    period: Period,
    /// Those with this verdict
    #[arg(long, value_parser = codes::<Verdict>(&["allow", "voicemail", "reject"]))]
    verdict: Option<Verdict>,
    /// Those whose caller a list calls so, or something with it
    #[arg(long, value_name = "TEXT")]
    label: Option<String>,
    /// Those older than the call with this id: the next page
    #[arg(long, value_name = "ID")]
    before: Option<i64>,
}

#[derive(Debug, Subcommand)]
pub(crate) enum JournalAction {
    /// Note what came of a call
    Outcome {
        /// The id of the call
        id: i64,
        #[command(flatten)]
        outcome: CameOfIt,
    },
    /// Forget one call
    Forget {
        /// The id of the call
        id: i64,
    },
    /// Forget every call seen
    Clear,
    /// Tell or set how long calls are kept
    Keep {
        /// For how many days, counted back from the newest calls
        #[arg(long, value_name = "N")]
        days: Option<u32>,
        /// How many calls, the newest
        #[arg(long, value_name = "N")]
        calls: Option<u32>,
    },
}

/// What came of a call.
#[derive(Debug, clap::Args)]
pub(crate) struct CameOfIt {
    /// How it ended
    #[arg(value_parser = endings())]
    ending: Ending,
    /// For how many seconds it rang
    #[arg(long, value_name = "SECONDS")]
    ring: Option<u32>,
    /// For how many seconds you talked, if you answered
    #[arg(long, value_name = "SECONDS")]
    talk: Option<u32>,
}

impl CameOfIt {
    /// `None` when they talked in a call that nobody took.
    pub(crate) fn outcome(&self) -> Option<CallOutcome> {
        let Self { ending, ring, talk } = *self;
        let sound = ending == Ending::Answered || talk.is_none();
        sound.then_some(CallOutcome { ending, ring_seconds: ring, talk_seconds: talk })
    }
}

/// The endings, with dashes as the shell likes them.
fn endings() -> impl TypedValueParser<Value = Ending> {
    PossibleValuesParser::new(["answered", "missed", "declined", "message-left", "rang-once"])
        .try_map(|word| Ending::from_code(&word.replace('-', "_")).ok_or("expected an ending"))
}
