//! Phone numbers: every spelling of a caller meets at one key.
//!
//! [`read`] turns what the network, an address book or a list wrote into a [`Reading`]; an [`E164`]
//! is the key at which contacts, lists, rules and calls meet.

mod e164;
mod key;
mod range;
mod reading;
mod region;
mod short;

pub use e164::E164;
pub use key::Number;
pub use range::{NumberRange, Prefix};
pub use reading::{Reading, Unreadable, read};
pub use region::Region;
pub use short::ShortNumber;
mod stub;
pub use stub::*;
