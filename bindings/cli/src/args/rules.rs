//! What can be done with own rules and organisations.

use callscreen_core::rules::RuleLimits;
use callscreen_core::schedule::{Schedule, Window, Zone};
use callscreen_core::verdict::Verdict;
use clap::Subcommand;

use super::values::codes;

#[derive(Debug, Subcommand)]
pub(crate) enum Rules {
    /// Add a rule, or change the one on the same callers with the same limits
    #[command(after_help = "\
Examples:
  callscreen rules add '044 668 18 00' --verdict allow --note school
  callscreen rules add '+41 900*' --verdict reject
        All that begin like this.
  callscreen rules add '044 668 18 00 - 044 668 18 99' --verdict reject
        From one number to another.
  callscreen rules add '+41 44 668 ## 00' --verdict reject
        # is one digit, * is any digits or none.
  callscreen rules add country:FR --verdict voicemail
  callscreen rules add kind:premium --verdict reject
        Or mobile, fixed-line, fixed-line-or-mobile, toll-free, shared-cost,
        voip, personal, pager, uan, voicemail.
  callscreen rules add kind:short-code --verdict voicemail
        Or service, extension, alphanumeric.
  callscreen rules add sender:MIGROS --verdict reject
        A name in place of a number.
  callscreen rules add organisation:Acme --verdict allow --during 'mon-fri 08:00-18:00'

Of several rules the most specific counts: that which is about fewest numbers,
then that with most limits, then the mildest.")]
    Add(AddRule),
    /// Remove a rule
    Remove {
        /// The id, as `rules show` tells it
        id: i64,
    },
    /// Show every rule, oldest first
    Show,
}

#[derive(Debug, clap::Args)]
pub(crate) struct AddRule {
    /// A number, a pattern, or a word such as country:FR (see below)
    pub(crate) pattern: String,
    /// What becomes of the calls
    #[arg(long, value_parser = codes::<Verdict>(&["allow", "voicemail", "reject"]))]
    pub(crate) verdict: Verdict,
    /// Your own words
    #[arg(long, default_value = "", hide_default_value = true)]
    pub(crate) note: String,
    /// Only for calls on this line or SIM
    #[arg(long, value_name = "NAME")]
    line: Option<String>,
    /// Only in these hours of the week, such as 'mon-fri 08:00-18:00'; may be given several times
    #[arg(long, value_name = "HOURS")]
    during: Vec<Window>,
    /// Whose clock the hours are read off, such as Europe/Zurich [default: the phone's]
    #[arg(long, value_name = "ZONE", requires = "during")]
    zone: Option<Zone>,
}

impl AddRule {
    /// When and where the rule counts.
    pub(crate) fn limits(&self) -> RuleLimits {
        let schedule = (!self.during.is_empty()).then(|| Schedule {
            zone: self.zone.unwrap_or_default(),
            windows: self.during.clone(),
            ..Schedule::default()
        });
        RuleLimits { line: self.line.clone(), schedule }
    }
}

#[derive(Debug, Subcommand)]
pub(crate) enum Organisations {
    /// Store an organisation, in place of the one of this name
    #[command(after_help = "\
Example:
  callscreen organisations set Acme '044 668 18*' '+33 1 62 00 12 34'
  callscreen rules add organisation:Acme --verdict reject")]
    Set {
        /// Its name
        name: String,
        /// Its numbers, prefixes, ranges and wildcards
        #[arg(required = true, value_name = "PATTERN")]
        members: Vec<String>,
    },
    /// Remove an organisation that no rule is about
    Remove {
        /// Its name
        name: String,
    },
    /// Show every organisation, by name
    Show,
}
