use std::fmt;

use super::plans_table::REGIONS;

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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_regions_with_a_numbering_plan() {
        assert_eq!(Region::from_code("ch").map(|region| region.to_string()).as_deref(), Some("CH"));
        for code in ["", "C", "CHE", "ZZ", "EU", "4A", "é"] {
            assert!(Region::from_code(code).is_none(), "{code}");
        }
        assert!(Region::all().is_sorted());
        assert!(
            Region::all().iter().all(|region| Region::from_code(region.code()) == Some(*region))
        );
    }
}
