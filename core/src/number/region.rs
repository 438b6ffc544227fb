use std::fmt;

use super::plans_table::REGION_CODES;

/// A country or territory by its ISO 3166-1 alpha-2 code, in capitals (`XK` for Kosovo, `AC` and
/// `TA` as libphonenumber uses them).
///
/// Kept as its place in the generated tables, which are sorted by code: what is known about a region
/// is found without a search.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Region(u8);

static ALL: [Region; REGION_CODES.len()] = {
    assert!(REGION_CODES.len() <= 256);
    let mut all = [Region(0); REGION_CODES.len()];
    let mut place: u8 = 0;
    while (place as usize) < all.len() {
        all[place as usize] = Region(place);
        place += 1;
    }
    all
};

impl Region {
    /// The region with this code, in capital or small letters. `None` when it has no numbering plan
    /// in our table.
    pub fn from_code(code: &str) -> Option<Self> {
        let &[first, second] = code.as_bytes() else { return None };
        let code = [first.to_ascii_uppercase(), second.to_ascii_uppercase()];
        Self::at(REGION_CODES.binary_search(&code).ok()?)
    }

    /// The two capital letters.
    pub fn code(&self) -> &'static str {
        let code = REGION_CODES.get(self.place()).map(<[u8; 2]>::as_slice);
        std::str::from_utf8(code.unwrap_or_default()).unwrap_or_default()
    }

    /// Every region with a numbering plan, by code.
    pub fn all() -> &'static [Self] {
        &ALL
    }

    /// A region of the generated tables; they do not compile with any other.
    pub(super) const fn known(code: [u8; 2]) -> Self {
        let mut place: u8 = 0;
        loop {
            let [first, second] = REGION_CODES[place as usize];
            if first == code[0] && second == code[1] {
                return Self(place);
            }
            place += 1;
        }
    }

    /// Its place in the generated tables.
    pub(super) fn place(self) -> usize {
        self.0.into()
    }

    /// The region at a place in the generated tables.
    pub(super) fn at(place: usize) -> Option<Self> {
        ALL.get(place).copied()
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
        assert!(Region::all().is_sorted_by_key(Region::code));
        assert!(
            Region::all().iter().all(|region| Region::from_code(region.code()) == Some(*region))
        );
    }
}
