//! What can be done with lists.

use std::path::PathBuf;

use callscreen_core::lists::ListWeight;
use clap::{ArgGroup, Subcommand};

use super::values::weights;

#[derive(Debug, Subcommand)]
pub(crate) enum Lists {
    /// Import a list, in place of the one of the same name
    #[command(after_help = "\
Examples:
  callscreen lists import reports.csv --name Reports --threshold 4
  callscreen lists import german.csv --name German --region DE

  callscreen lists import DNC_Complaint_Numbers_2026-11-20.csv --name FTC
  callscreen lists import SpamBlocker.gz --name Old --weight warn

The format is found by itself: tables with a column such as phone, number, tel
or Rufnummer, and perhaps votes, name, category or date; a number on each line;
complaints to the FTC and FCC; PhoneBlock (JSON, XML, binary); SpamBlocker, Yet
Another Call Blocker, NoPhoneSpam, Saracroche, Fossify, Spam Call Blocker;
vCard; Asterisk; FRITZ!Box and other phone books in XML; any of them packed with
gzip. docs/lists.md has a line of each.

Numbers without a country calling code are read in the spelling of --region,
those of the FTC and FCC in that of the US. Reports to the FTC and FCC are
checked by nobody: unless told otherwise, 3 of the last 180 days count.")]
    Import(ImportList),
    /// Show the imported lists and the ranges reserved for sales calls
    Show,
    /// Change a list's threshold or weight, or switch it off and on
    #[command(after_help = "\
Examples:
  callscreen lists set Reports --threshold 10
  callscreen lists set Reports --weight warn
  callscreen lists set Reports --disable

Weights: block (its numbers do not get through), warn (calls ring; the facts
name the list), allow (its numbers are not blocked by lists and reserved
ranges). A list that is disabled stays stored and says nothing.")]
    Set(SetList),
    /// Remove a list
    Remove {
        /// The list's name
        name: String,
    },
}

#[derive(Debug, clap::Args)]
pub(crate) struct ImportList {
    /// The file, in any of the formats below
    pub(crate) file: PathBuf,
    /// The name under which decisions refer to it
    #[arg(long)]
    pub(crate) name: String,
    /// Take the file for what changed in the list, which stays otherwise: what
    /// stands in it is set, what has no votes there is removed
    #[arg(long, conflicts_with_all = ["source", "licence"])]
    pub(crate) update: bool,
    /// Where it comes from, for people [default: the name of the file]
    #[arg(long)]
    pub(crate) source: Option<String>,
    /// Its licence
    #[arg(long, default_value = "", hide_default_value = true)]
    pub(crate) licence: String,
    /// Its version, in the words of its source
    #[arg(
        long = "list-version",
        value_name = "VERSION",
        default_value = "",
        hide_default_value = true
    )]
    pub(crate) version: String,
    /// How many reports or votes a number needs to count [default: as before, or
    /// what the source needs, or 1]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..))]
    pub(crate) threshold: Option<u32>,
    /// What it is good for [default: as before, or block]
    #[arg(long, value_parser = weights())]
    pub(crate) weight: Option<ListWeight>,
    /// How old a report may be, where the file tells; 0 for any age [default:
    /// what the source needs]
    #[arg(long, value_name = "DAYS")]
    pub(crate) max_age_days: Option<u32>,
}

#[derive(Debug, clap::Args)]
#[command(override_usage = "callscreen lists set <NAME> <FLAG>...", group = ArgGroup::new("change").required(true).multiple(true))]
pub(crate) struct SetList {
    /// The list's name
    pub(crate) name: String,
    /// How many reports or votes a number needs to count
    #[arg(long, group = "change", value_name = "N", value_parser = clap::value_parser!(u32).range(1..))]
    pub(crate) threshold: Option<u32>,
    /// What it is good for
    #[arg(long, group = "change", value_parser = weights())]
    pub(crate) weight: Option<ListWeight>,
    /// Ask it again
    #[arg(long, group = "change", conflicts_with = "disable")]
    pub(crate) enable: bool,
    /// Ask it no more, and keep it
    #[arg(long, group = "change")]
    pub(crate) disable: bool,
}
