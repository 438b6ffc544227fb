//! Lists, what they know of a number, and the plan made of them.

use callscreen_core::lists::{
    BuiltInList, BuiltInRange, Category, ListInfo, ListSettings, ListSource, ListWeight, Listing,
};
use callscreen_core::number::{Prefix, Region};
use callscreen_core::packs::Subscription;
use callscreen_core::plan::PlanReport;
use callscreen_core::verdict::Step;

/// What the user or the app says about a list when importing it.
#[uniffi::remote(Record)]
pub struct ListSource {
    /// The name, unique among the lists; importing under the same name replaces the list.
    pub name: String,
    /// Where it comes from, for people.
    pub source: String,
    /// Its licence, or empty when unknown.
    pub licence: String,
    /// How many reports or votes a number needs before the list counts; `None` for as many as the list
    /// it replaces asks for, or as a source of this kind needs, or one.
    #[uniffi(default = None)]
    pub threshold: Option<u32>,
    /// Its version, in the words of its source, or empty when unknown.
    #[uniffi(default = "")]
    pub version: String,
    /// What the list is good for; `None` for what the list it replaces is good for, or to block.
    #[uniffi(default = None)]
    pub weight: Option<ListWeight>,
    /// How old a report in a file may be, in days, where the file tells; 0 for any age, `None` for
    /// what a source of this kind needs.
    #[uniffi(default = None)]
    pub max_age_days: Option<u32>,
}

/// What a list is good for.
#[uniffi::remote(Enum)]
pub enum ListWeight {
    /// The list knows call centres: the step `CallCentre` of the ladder decides.
    Block,
    /// The list is in the facts, so that an app can show it, and decides nothing.
    Warn,
    /// The list vouches for its numbers: neither other lists nor a reserved range count against
    /// them. It does not make them ring.
    Allow,
}

/// What the user can change about a list.
#[uniffi::remote(Record)]
pub struct ListSettings {
    /// How many reports or votes a number needs before the list counts.
    pub threshold: u32,
    /// What the list is good for.
    pub weight: ListWeight,
    /// Whether the list is asked. One that is not stays stored and says nothing.
    pub enabled: bool,
}

/// An imported list.
#[uniffi::remote(Record)]
pub struct ListInfo {
    /// The name.
    pub name: String,
    /// Where it comes from, for people.
    pub source: String,
    /// Its licence, or empty when unknown.
    pub licence: String,
    /// How many reports or votes a number needs before the list counts.
    pub threshold: u32,
    /// Its version, in the words of its source, or empty when unknown.
    pub version: String,
    /// What the list is good for.
    pub weight: ListWeight,
    /// Whether the list is asked.
    pub enabled: bool,
    /// When it was imported or last updated, in milliseconds since 1970-01-01 UTC.
    pub imported_at_ms: i64,
    /// How many single numbers it holds.
    pub numbers: u64,
    /// How many ranges it holds.
    pub ranges: u64,
    /// The packs it comes from; `None` for a list that was imported from a file.
    #[uniffi(default = None)]
    pub pack: Option<Subscription>,
}

/// A list that is built in, and whether it counts.
#[uniffi::remote(Record)]
pub struct BuiltInList {
    /// Its id, which packs that take its place have too; its name in the facts as well.
    pub id: String,
    /// Its version: the day it is of, as a number. Packs with a later one take its place.
    pub version: u64,
    /// The day on which the rules were as it says, such as `2026-11-21`.
    pub as_of: String,
    /// What it is good for.
    pub weight: ListWeight,
    /// The name of the stored list that takes its place; `None` while it counts itself.
    pub replaced_by: Option<String>,
    /// Its ranges.
    pub ranges: Vec<BuiltInRange>,
}

/// A range of a list that is built in.
#[uniffi::remote(Record)]
pub struct BuiltInRange {
    /// The region whose regulator made the rule.
    pub region: Region,
    /// The digits that its numbers begin with.
    pub prefix: Prefix,
    /// Fewest digits of a number in it, country calling code included.
    pub min_digits: u32,
    /// Most digits.
    pub max_digits: u32,
    /// Who calls from it.
    pub meaning: String,
    /// The regulator, and the rule or law.
    pub source: String,
    /// Since when it counts, in milliseconds since 1970-01-01 UTC; `None` for ever since.
    pub valid_from_ms: Option<i64>,
    /// Until when it counts, in milliseconds since 1970-01-01 UTC; `None` for until further notice.
    pub valid_until_ms: Option<i64>,
}

/// What one list says about a number.
#[uniffi::remote(Record)]
pub struct Listing {
    /// The name of the list.
    pub list: String,
    /// Reports or votes; `None` when the number lies in one of the list's ranges.
    pub score: Option<u32>,
    /// How many the list asks for.
    pub threshold: u32,
    /// What the list is good for.
    pub weight: ListWeight,
    /// What the calls are about, when the list says so.
    pub category: Option<Category>,
    /// A few words of the list, or empty.
    pub label: String,
    /// Since when the range counts, in milliseconds since 1970-01-01 UTC, when the list says so.
    #[uniffi(default = None)]
    pub valid_from_ms: Option<i64>,
}

/// What calls from a number are about, where the source of a list says so.
#[uniffi::remote(Enum)]
pub enum Category {
    /// Advertising and sales, by people or machines.
    Sales,
    /// Attempts to get at money or secrets.
    Fraud,
    /// Polls and market research.
    Survey,
    /// Prizes, lotteries and betting.
    Gambling,
    /// Rings once, so that one calls back at a high rate.
    Ping,
    /// Nobody speaks: call centres dial more than they can talk to.
    Silent,
    /// Collects debts.
    Debt,
    /// Parties, charities and other good causes.
    Cause,
}

/// What a written plan holds, and what it cannot.
#[uniffi::remote(Record)]
pub struct PlanReport {
    /// How many ranges.
    pub ranges: u64,
    /// How many numbers they hold. iOS takes just under two million in one load.
    pub numbers: u64,
    /// Steps that reject calls on a phone that asks us, which no plan can hold: they depend on the
    /// call, or concern all numbers but a few.
    pub not_kept: Vec<Step>,
    /// Rules that no plan can hold as they are: they count at some times or on some lines only, ask for
    /// the type of a number, or scatter too far. What they may spare is not in the plan, what they
    /// reject is not either.
    pub rules_not_kept: Vec<i64>,
    /// Ranges that were left out, for the phone takes no more numbers: the largest of lists and
    /// regulators, then those of the user's own rules.
    pub ranges_left_out: u64,
    /// How many numbers they hold.
    pub numbers_left_out: u64,
}
