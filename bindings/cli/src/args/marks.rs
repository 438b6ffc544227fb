//! What can be done with own reports.

use callscreen_core::lists::Category;
use callscreen_core::marks::{MarkExport, Opinion};
use clap::{ArgGroup, Subcommand};

use super::values::codes;

#[derive(Debug, Subcommand)]
pub(crate) enum Marks {
    /// Report a number, or the caller of a call in the journal
    #[command(after_help = "\
Examples:
  callscreen marks add '044 555 01 31' --category sales
  callscreen marks add --call 7 --remark 'hung up at once'
  callscreen marks add '061 555 01 01' --fine

A call centre is rejected from now on, what is fine is allowed, and an iPhone's
plan follows. The latest word on a number counts: a report stands before an
older rule on the number, and a rule made later takes the report back.")]
    Add(AddMark),
    /// Take a report back
    Remove(Marked),
    /// Show every report, oldest first
    Show,
    /// Print the reports as CSV, for a community list
    #[command(after_help = "\
Examples:
  callscreen marks export > my-reports.csv
  callscreen marks export --fine > my-exceptions.csv

Number in E.164, category and day; `lists import` reads it. Short numbers are
left out, for they mean somebody else in the next country.")]
    Export(ExportMarks),
}

/// A number, or the caller of a call.
#[derive(Debug, clap::Args)]
#[command(group = ArgGroup::new("who").required(true))]
pub(crate) struct Marked {
    /// The number, in any spelling
    #[arg(group = "who")]
    pub(crate) number: Option<String>,
    /// The id of a call, as `journal --json` tells it
    #[arg(long, value_name = "ID", group = "who")]
    pub(crate) call: Option<i64>,
}

#[derive(Debug, clap::Args)]
pub(crate) struct AddMark {
    #[command(flatten)]
    pub(crate) marked: Marked,
    /// Nothing is wrong with this number [default: it is a call centre]
    #[arg(long, conflicts_with = "category")]
    fine: bool,
    /// What its calls are about
    #[arg(long, value_parser = codes::<Category>(&[
        "sales", "fraud", "survey", "gambling", "ping", "silent", "debt", "cause",
    ]))]
    category: Option<Category>,
    /// Your own words
    #[arg(long, default_value = "", hide_default_value = true)]
    pub(crate) remark: String,
}

impl AddMark {
    pub(crate) fn opinion(&self) -> Opinion {
        if self.fine { Opinion::Fine } else { Opinion::CallCentre { category: self.category } }
    }
}

#[derive(Debug, clap::Args)]
pub(crate) struct ExportMarks {
    /// The numbers that are fine, in place of the call centres
    #[arg(long)]
    fine: bool,
    /// Your remarks too; they may name people
    #[arg(long)]
    remarks: bool,
}

impl ExportMarks {
    pub(crate) fn what(&self) -> MarkExport {
        MarkExport { fine: self.fine, remarks: self.remarks }
    }
}
