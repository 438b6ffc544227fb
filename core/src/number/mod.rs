//! Phone numbers: every spelling of a caller meets at one key.
//!
//! [`read`] turns what the network, an address book or a list wrote into a [`Reading`]; an [`E164`]
//! is the key at which contacts, lists, rules and calls meet. [`region`], [`country_calling_code`]
//! and [`languages`] say what a key tells about its caller.
//!
//! [`number_type`] and [`spellings`] ask the crate `phonenumber`, which is slow at first and sometimes
//! wrong; nothing else does.
//!
//! The tables behind this come from libphonenumber's metadata and CLDR; `core/tables/generate.py`
//! writes them. On valid numbers the key equals libphonenumber's.

mod country;
mod digits;
mod digits_table;
mod e164;
mod emergency;
mod emergency_table;
mod json;
mod key;
mod languages;
mod languages_table;
mod library;
mod nationwide;
mod number_type;
mod numbering_plan;
mod plain;
mod plans_table;
mod prefix;
mod range;
mod reading;
mod region;
mod sender;
mod service;
mod short;
mod short_numbers_table;
mod spelling;
mod uri;
mod wildcard;
mod word;
mod written;

pub use country::{
    beginnings, calling_code_of, country_calling_code, has_possible_length, possible_lengths,
    region, regions,
};
pub use e164::E164;
pub use key::Number;
pub(crate) use languages::language_codes;
pub use languages::{SpokenLanguage, is_spoken_in, languages};
pub use number_type::{NumberType, number_type};
pub use numbering_plan::Lengths;
pub use prefix::{Prefix, read_prefix};
pub use range::NumberRange;
pub use reading::{Reading, Unreadable, read};
pub use region::Region;
pub use sender::SenderName;
pub use short::ShortNumber;
pub use spelling::{Spellings, spellings};
pub use uri::is_anonymous;
pub use wildcard::Wildcard;

/// The release of libphonenumber's metadata that the tables were made from.
pub const METADATA_VERSION: &str = plans_table::METADATA_VERSION;

#[cfg(test)]
mod tests {
    use std::mem::size_of_val;

    use super::{
        Region, digits_table, emergency_table, languages_table, plans_table, short_numbers_table,
    };

    /// An iPhone's extension and a cold start on Android pay for every page that is read.
    #[test]
    #[allow(clippy::print_stdout)]
    fn table_of_short_numbers_stays_small() {
        let total = size_of_val(&short_numbers_table::OF_REGION)
            + size_of_val(&short_numbers_table::BRANCHES);
        println!("short numbers {total} bytes");
        assert!(total <= 13 * 1024, "{total} bytes");
    }

    /// An iPhone's extension and a cold start on Android pay for every page that is read.
    #[test]
    #[allow(clippy::print_stdout)]
    fn tables_stay_small() {
        let plans = size_of_val(&plans_table::REGION_CODES)
            + size_of_val(Region::all())
            + size_of_val(&plans_table::PLANS)
            + size_of_val(&plans_table::CODES)
            + size_of_val(&plans_table::MEMBERS)
            + size_of_val(&plans_table::LEADING)
            + size_of_val(&plans_table::LENGTHS)
            + size_of_val(&plans_table::ZEROS)
            + size_of_val(&plans_table::OWN_ZERO)
            + size_of_val(&plans_table::PREFIXES)
            + size_of_val(&plans_table::EDITS)
            + size_of_val(&plans_table::BRANCHES);
        let emergency = size_of_val(&emergency_table::NUMBERS)
            + size_of_val(&emergency_table::MEMBERS)
            + size_of_val(&emergency_table::STARTS)
            + size_of_val(&emergency_table::OF_REGION);
        let languages = size_of_val(&languages_table::TAGS)
            + size_of_val(&languages_table::ALIASES)
            + size_of_val(&languages_table::ENTRIES)
            + size_of_val(&languages_table::STARTS)
            + size_of_val(&languages_table::OF_REGION);
        let digits = size_of_val(&digits_table::ZEROS);
        let total = plans + emergency + languages + digits;
        println!("plans {plans}, emergency {emergency}, languages {languages}, digits {digits}");
        println!("{total} bytes in all");
        assert!(total <= 16 * 1024, "{total} bytes");
    }
}
