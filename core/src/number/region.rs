use std::fmt;

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

use super::plans::REGIONS;

/// A country or territory by its ISO 3166-1 alpha-2 code, in capitals (`XK` for Kosovo, `AC` and
/// `TA` as libphonenumber uses them).
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Region([u8; 2]);

impl Region {
    /// The region with this code, in capital or small letters. `None` when it has no numbering plan
    /// in our table.
    pub fn from_code(code: &str) -> Option<Self> {
        let &[first, second] = code.as_bytes() else { return None };
        let region = Self([first.to_ascii_uppercase(), second.to_ascii_uppercase()]);
        region.index().map(|_| region)
    }

    /// The two capital letters.
    pub fn code(&self) -> &str {
        std::str::from_utf8(&self.0).unwrap_or_default()
    }

    /// Every region with a numbering plan, by code.
    pub fn all() -> &'static [Self] {
        &REGIONS
    }

    /// A region of the generated tables.
    pub(super) const fn known(code: [u8; 2]) -> Self {
        Self(code)
    }

    /// Its place in the generated tables.
    pub(super) fn index(self) -> Option<usize> {
        REGIONS.binary_search(&self).ok()
    }

    /// The region at a place in the generated tables.
    pub(super) fn at(place: usize) -> Option<Self> {
        REGIONS.get(place).copied()
    }
}

impl fmt::Debug for Region {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.code())
    }
}

impl fmt::Display for Region {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.code())
    }
}

impl Serialize for Region {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.code())
    }
}

impl<'de> Deserialize<'de> for Region {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let code = String::deserialize(deserializer)?;
        Self::from_code(&code)
            .ok_or_else(|| de::Error::custom("expected an ISO 3166-1 alpha-2 region such as CH"))
    }
}
