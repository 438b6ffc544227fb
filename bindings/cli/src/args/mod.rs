//! What can be asked on the command line. The texts here are the help that people read.

mod call;
mod callbacks;
mod journal;
mod lists;
mod marks;
mod packs;
mod people;
mod replay;
mod rules;
mod values;

use std::path::PathBuf;

use callscreen_core::call::Moment;
use callscreen_core::number::Region;
use callscreen_core::policy::Preset;
use clap::{Parser, Subcommand};

use self::values::{day_or_moment, moment, presets, region};

pub(crate) use self::call::{Explain, Screen};
pub(crate) use self::callbacks::{CallbackAction, Callbacks};
pub(crate) use self::journal::{Journal, JournalAction};
pub(crate) use self::lists::{ImportList, Lists, SetList};
pub(crate) use self::marks::{Marked, Marks};
pub(crate) use self::packs::{BuildPack, Packs, SignPack};
pub(crate) use self::people::{Expect, OwnNumbers, Spoke, Until};
pub(crate) use self::replay::Replay;
pub(crate) use self::rules::{AddRule, Organisations, Rules};

const EXAMPLES: &str = "\
Examples:
  callscreen demo
        A day of calls on a Swiss phone, decided in a store of its own.
  callscreen contacts import contacts.vcf
  callscreen rules add '+41 900*' --verdict reject --note 'premium rate'
  callscreen explain '044 668 18 00'
        What would become of this caller, and why.
  callscreen screen < calls.jsonl
        Decides one call for each line, such as
        {\"number\":\"044 668 18 00\",\"at\":\"2026-11-21T08:15:00+01:00\"}

The user's data are in $XDG_DATA_HOME or ~/.local/share.

Exit codes:
  0  all is well
  1  something given could not be used: a file, a line, a name
  2  the command line makes no sense
  3  the store cannot be opened
  4  a call was decided, but because of a fault: it was let through
  5  calls were decided, but could not be written to the journal
  6  the pack is not newer than the list: there is nothing to do
  7  the diff leads on from another version: the full pack is needed
  8  lint found an error or a warning";

/// Decides for each incoming call: allow, voicemail or reject.
#[derive(Debug, Parser)]
#[command(name = "callscreen", version, max_term_width = 80, after_help = EXAMPLES)]
pub(crate) struct Args {
    #[command(flatten)]
    pub(crate) options: Options,
    #[command(subcommand)]
    pub(crate) command: Command,
}

/// What every command takes.
#[derive(Debug, clap::Args)]
pub(crate) struct Options {
    /// The store [default: callscreen/store.sqlite3 with the user's data]
    #[arg(long, global = true, value_name = "FILE")]
    pub(crate) store: Option<PathBuf>,
    /// A home region, whose national spelling is meant; SIM first [default: the locale's]
    #[arg(long, global = true, value_name = "CC", value_parser = region)]
    pub(crate) region: Vec<Region>,
    /// Answer in JSON (docs/cli.md has the shapes)
    #[arg(long, global = true)]
    pub(crate) json: bool,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// The address book, of which only numbers, favourites and groups are kept
    #[command(subcommand)]
    Contacts(Contacts),
    /// Lists of known call centres, and the ranges reserved for sales calls
    #[command(subcommand)]
    Lists(Lists),
    /// Lists as signed files: build, compare, sign, verify, apply
    #[command(subcommand, name = "pack")]
    Packs(Packs),
    /// Your own verdicts on numbers, patterns, countries and kinds of callers
    #[command(subcommand)]
    Rules(Rules),
    /// Named sets of numbers that one rule is about
    #[command(subcommand)]
    Organisations(Organisations),
    /// Your own reports: numbers marked as a call centre, or as fine
    #[command(subcommand)]
    Marks(Marks),
    /// What you want to become of whom
    #[command(subcommand)]
    Policy(Policy),
    /// Decide one call given by flags, or a call for each JSON line of standard input
    #[command(after_help = "\
Examples:
  callscreen screen --number '044 668 18 00'
  callscreen screen --presentation withheld
  callscreen screen --json < calls.jsonl

A line is an incoming call: \"at\" (RFC 3339), and perhaps \"number\",
\"presentation\", \"verification\" and \"line\". A bad line is named on standard
error, the others are decided, and the exit code is 1. Calls enter the journal.")]
    Screen(Screen),
    /// What would become of a call, step by step; changes nothing
    #[command(after_help = "\
Examples:
  callscreen explain '044 668 18 00'
  callscreen explain --presentation payphone
  callscreen explain +33162001234 --at 2026-11-21T08:15:00+01:00")]
    Explain(Explain),
    /// Remember an outgoing call: whom you dialled may call back
    #[command(after_help = "\
Examples:
  callscreen dialled '062 555 04 10'
  callscreen dialled 144
        After an emergency number everybody gets through for two days.")]
    Dialled(Dialled),
    /// Remember a conversation: with whom you spoke may call again
    #[command(after_help = "\
Example:
  callscreen spoke '062 555 04 10' --seconds 240
        The policy says how long it must have been, and for how many days it
        counts (conversation_partner.spoken).")]
    Spoke(Spoke),
    /// Calls that you expect, which get through until a time
    #[command(subcommand)]
    Expect(Expect),
    /// Let strangers through for a while; known call centres stay out
    #[command(after_help = "\
Examples:
  callscreen pause --hours 3
  callscreen pause --until 2026-11-21T18:00:00+01:00")]
    Pause(Until),
    /// End the pause
    Resume,
    /// Your own numbers, which nobody else shows in earnest
    #[command(subcommand)]
    OwnNumbers(OwnNumbers),
    /// The calls seen, newest first, and what came of them
    #[command(
        args_conflicts_with_subcommands = true,
        after_help = "\
Examples:
  callscreen journal --number '044 668 18 00'
  callscreen journal --verdict reject --from 2026-11-01
  callscreen journal --label kitchen --limit 100
  callscreen journal outcome 7 message-left
  callscreen journal keep --days 90"
    )]
    Journal(Journal),
    /// Whom to ring back, the most urgent first
    #[command(after_help = "\
Examples:
  callscreen callbacks
  callscreen callbacks done '061 555 01 01'
  callscreen callbacks snooze '061 555 01 01' --until 2026-11-23T09:00:00+01:00
  callscreen callbacks settings office.json

On the desk is who went to voicemail or was missed, until you reach them. What
came of calls that rang tells `journal outcome`. docs/callbacks.md has more.")]
    Callbacks(Callbacks),
    /// Everything you made, as one file: policy, rules, reports, settings; contacts never
    #[command(subcommand)]
    Backup(Backup),
    /// Look through policy and rules for what will not be meant; changes nothing
    #[command(after_help = "\
Names rules that can never match, that others stand before or contradict, what
keeps contacts from ringing, and what Android or an iPhone cannot keep. The
exit code is 8 when there is an error or a warning, 0 when there are only notes.
The codes of --json are explained in docs/lint.md.")]
    Lint,
    /// What another policy would have done with past calls; changes nothing
    #[command(after_help = "\
Examples:
  callscreen replay --preset reachable --from 2026-11-01
  callscreen replay --policy mine.json --limit 100
  callscreen replay --preset smartphone --calls call-log.csv
        Calls of another phone, or of the time before callscreen: a table with
        number and date as export apps write it, or a JSON line for each call.")]
    Replay(Replay),
    /// What the journal amounts to: verdicts, reasons, countries, hours, lists
    #[command(after_help = "\
Examples:
  callscreen report
  callscreen report --from 2026-11-01 --to 2026-12-01
  callscreen report --html november.html --from 2026-11-01
        One page with charts, for a browser; it needs nothing else.")]
    Report(Report),
    /// Write the numbers to reject to a file, for an iPhone's call directory
    Plan {
        /// Where to write the plan
        file: PathBuf,
        /// Write all of them, even if an iPhone does not take so many
        #[arg(long)]
        all: bool,
    },
    /// Tell all that is known of numbers, or read one for each line of standard input
    #[command(after_help = "\
Examples:
  callscreen number '044 668 18 00' +33162001234
  cut -d, -f2 customers.csv | callscreen number --region CH

Lines are answered with three columns between tabs: the line (its own tabs as
spaces), E.164 or -, region or -. Needs no store.")]
    Number {
        /// Numbers in any spelling [default: the lines of standard input]
        #[arg(value_name = "NUMBER")]
        numbers: Vec<String>,
    },
    /// Screen a day of calls on a Swiss phone, in a store of its own
    Demo,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Contacts {
    /// Add the numbers of vCard files (2.1, 3.0 and 4.0)
    Import {
        /// The vCard files
        #[arg(required = true, value_name = "FILE")]
        files: Vec<PathBuf>,
    },
    /// Tell how many numbers the contacts have
    Count,
    /// Show the groups that contacts are in, as the policy may name them
    Groups,
    /// Forget every contact, before importing the address book anew
    Clear,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Policy {
    /// Show the policy in force, as the file that `policy set` takes
    Show,
    /// Put a policy in force
    #[command(after_help = "\
Example:
  callscreen policy show > policy.json
  (change policy.json with an editor)
  callscreen policy set policy.json")]
    Set {
        /// The policy, as JSON
        file: PathBuf,
    },
    /// Put a ready-made policy in force
    Preset {
        /// Its name
        #[arg(value_parser = presets())]
        name: Preset,
    },
}

#[derive(Debug, clap::Args)]
pub(crate) struct Dialled {
    /// The number dialled, in any spelling
    pub(crate) number: String,
    /// When, such as 2026-11-21T08:15:00+01:00 [default: now]
    #[arg(long, value_name = "TIME", value_parser = moment)]
    pub(crate) at: Option<Moment>,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Backup {
    /// Write it to a file, or to standard output
    #[command(after_help = "\
Examples:
  callscreen backup export mine.json
  callscreen backup export | gpg --encrypt --recipient me > mine.json.gpg

The file names numbers that you have rules on: keep it as you keep your address
book. What lists hold is not in it, and fetched again from where it came.")]
    Export {
        /// The file
        file: Option<PathBuf>,
    },
    /// Take it over: all of it, or nothing if anything in it is wrong
    #[command(after_help = "\
What is there stays, unless the backup says something about the same. With
--replace it goes; contacts, journal and lists stay all the same.")]
    Import {
        /// The file
        file: PathBuf,
        /// Forget what you made before
        #[arg(long)]
        replace: bool,
    },
}

/// A part of the journal.
#[derive(Debug, clap::Args)]
pub(crate) struct Period {
    /// From this day or time on, such as 2026-11-01 [default: the first call]
    #[arg(long, value_name = "DAY", value_parser = day_or_moment)]
    pub(crate) from: Option<Moment>,
    /// To before this day or time [default: the last call]
    #[arg(long, value_name = "DAY", value_parser = day_or_moment)]
    pub(crate) to: Option<Moment>,
}

#[derive(Debug, clap::Args)]
pub(crate) struct Report {
    #[command(flatten)]
    pub(crate) period: Period,
    /// Write a page with charts to this file, in place of the tables
    #[arg(long, value_name = "FILE", conflicts_with = "json")]
    pub(crate) html: Option<PathBuf>,
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::*;

    #[test]
    fn the_command_line_is_well_formed() {
        Args::command().debug_assert();
    }
}
