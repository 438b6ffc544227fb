//! What can be done with packs.

use std::path::PathBuf;

use callscreen_core::call::Moment;
use callscreen_core::lists::ListWeight;
use callscreen_core::number::Region;
use callscreen_core::packs::PackKey;
use clap::{ArgGroup, Subcommand};

use super::values::{moment, pack_key, region, weights};

#[derive(Debug, Subcommand)]
pub(crate) enum Packs {
    /// Write a list as a full pack, still to be signed
    #[command(after_help = "\
Examples:
  callscreen pack build sales-7.pack --list Sales --id org.example.sales \\
      --list-version 7 --licence CC0-1.0
  callscreen pack build sales-7.pack --file reports.csv --name Sales \\
      --id org.example.sales --list-version 7 --region CH

From a list of the store, or from a file as `lists import` reads it. The same
list gives the same pack: only --time differs from run to run.")]
    Build(Box<BuildPack>),
    /// Write what leads from one full pack to a later one, still to be signed
    #[command(after_help = "\
Example:
  callscreen pack diff sales-6.pack sales-7.pack sales-6-7.pack

Holds what was added, changed and removed, and nothing else. A phone that has
version 6 takes it; any other needs the full pack.")]
    Diff {
        /// The full pack that phones have
        old: PathBuf,
        /// The full pack that they get
        new: PathBuf,
        /// Where to write the diff
        out: PathBuf,
    },
    /// Sign a pack, or add the signature that minisign made
    #[command(after_help = "\
Examples:
  callscreen pack sign sales-7.pack --secret-key minisign.key

  minisign -S -s minisign.key -m sales-7.pack \\
      -t 'callscreen pack org.example.sales 7'
  callscreen pack sign sales-7.pack --signature sales-7.pack.minisig

The signature stands behind the content, in place of an older one. `minisign -G`
makes the keys; for a key with a password you are asked.")]
    Sign(SignPack),
    /// Check a pack: its signature, and every entry in it
    #[command(after_help = "\
Examples:
  callscreen pack verify sales-7.pack --key minisign.pub
  callscreen pack verify sales-7.pack --key RWQf6LRCGA9i5…")]
    Verify {
        /// The pack
        pack: PathBuf,
        /// The publisher's key: the file or its second line
        #[arg(long, value_name = "KEY", value_parser = pack_key)]
        key: PackKey,
    },
    /// Take a pack into the store: the whole list, or the diff to the one there
    #[command(after_help = "\
Examples:
  callscreen pack apply sales-7.pack --key minisign.pub
  callscreen pack apply sales-7-8.pack

The key is needed once: the list keeps it. Exit codes: 6 for a pack that is not
newer than the list, so there is nothing to do; 7 for a diff from another
version than the list has, so a full pack is needed.")]
    Apply {
        /// The pack
        pack: PathBuf,
        /// The publisher's key: the file or its second line
        #[arg(long, value_name = "KEY", value_parser = pack_key)]
        key: Option<PackKey>,
    },
    /// Show what a pack says about itself
    Show {
        /// The pack
        pack: PathBuf,
    },
    /// Let the packs of a list be signed with another key from now on
    #[command(after_help = "\
Example:
  callscreen pack trust Sales --key new.pub

For a key that was lost or stolen. A publisher who still has the old key announces
the new one in a pack (`pack build --next-key`).")]
    Trust {
        /// The list's name
        list: String,
        /// The publisher's new key: the file or its second line
        #[arg(long, value_name = "KEY", value_parser = pack_key)]
        key: PackKey,
    },
}

#[derive(Debug, clap::Args)]
#[command(group = ArgGroup::new("from").required(true))]
pub(crate) struct BuildPack {
    /// Where to write the pack
    pub(crate) out: PathBuf,
    /// A list of the store
    #[arg(long, group = "from", value_name = "NAME")]
    pub(crate) list: Option<String>,
    /// A file as `lists import` reads it
    #[arg(long, group = "from", value_name = "FILE", requires = "name")]
    pub(crate) file: Option<PathBuf>,
    /// The list's id, the same in all its packs, such as org.example.sales
    #[arg(long)]
    pub(crate) id: String,
    /// The version, higher than that of every pack before
    #[arg(long = "list-version", value_name = "N")]
    pub(crate) version: u64,
    /// The name it gets on the phones [default: the list's]
    #[arg(long)]
    pub(crate) name: Option<String>,
    /// Where the numbers come from, for people [default: the list's, or the file's name]
    #[arg(long)]
    pub(crate) source: Option<String>,
    /// The licence, such as CC-BY-4.0 [default: the list's]
    #[arg(long)]
    pub(crate) licence: Option<String>,
    /// What the licence asks to be shown
    #[arg(long, default_value = "", hide_default_value = true)]
    pub(crate) attribution: String,
    /// A region that the numbers are of; may be given several times
    #[arg(long = "covers", value_name = "CC", value_parser = region)]
    pub(crate) regions: Vec<Region>,
    /// How many reports a number should have to count [default: the list's, or 1]
    #[arg(long, value_name = "N")]
    pub(crate) threshold: Option<u32>,
    /// What it is good for [default: the list's, or block]
    #[arg(long, value_parser = weights())]
    pub(crate) weight: Option<ListWeight>,
    /// The key that the packs after this one are signed with
    #[arg(long, value_name = "KEY", value_parser = pack_key)]
    pub(crate) next_key: Option<PackKey>,
    /// When it was made, such as 2026-11-21T08:15:00+01:00 [default: now]
    #[arg(long, value_name = "TIME", value_parser = moment)]
    pub(crate) time: Option<Moment>,
}

#[derive(Debug, clap::Args)]
#[command(group = ArgGroup::new("by").required(true))]
pub(crate) struct SignPack {
    /// The pack
    pub(crate) pack: PathBuf,
    /// The secret key of minisign
    #[arg(long, group = "by", value_name = "FILE")]
    pub(crate) secret_key: Option<PathBuf>,
    /// The signature that minisign made of the pack
    #[arg(long, group = "by", value_name = "FILE")]
    pub(crate) signature: Option<PathBuf>,
}
