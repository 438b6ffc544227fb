//! Numbering plans: how the generated tables are walked.

use super::digits::Digits;
use super::plans_table::{BRANCHES, CODES, EDITS, LEADING, LENGTHS, MEMBERS, PLANS, PREFIXES};
use super::region::Region;

/// The start of a tree that does not exist. (A tree can also be a leaf alone.)
pub(super) const NOWHERE: u16 = u16::MAX;

/// One branch of a decision tree over digits: the digits that take it (bit 15: the node's last
/// branch), then the place of the next node (bit 15: a leaf with this value instead).
pub(super) struct Branch(pub(super) u16, pub(super) u16);

const FLAG: u16 = 1 << 15;

/// The leaf that these digits lead to.
fn walk(tree: u16, mut digits: impl Iterator<Item = u8>) -> Option<u16> {
    if tree == NOWHERE {
        return None;
    }
    let mut node = tree;
    while node & FLAG == 0 {
        let digit = digits.next()?;
        let mut branches = BRANCHES.get(usize::from(node)..)?.iter();
        node = loop {
            let branch = branches.next()?;
            if branch.0 >> digit & 1 == 1 {
                break branch.1;
            }
            if branch.0 & FLAG != 0 {
                return None;
            }
        };
    }
    Some(node & !FLAG)
}

/// A set of digit counts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Lengths(u32);

impl Lengths {
    /// Whether a number of this many digits is possible.
    pub fn contains(self, count: u32) -> bool {
        self.0.checked_shr(count).is_some_and(|rest| rest & 1 == 1)
    }

    /// The counts, ascending.
    pub fn iter(self) -> impl Iterator<Item = u32> {
        (0..u32::BITS).filter(move |&count| self.contains(count))
    }

    /// Whether no count is possible.
    pub fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// The same lengths with the digits of a country calling code before them.
    pub(super) fn behind(self, code_digits: usize) -> Self {
        Self(self.0 << code_digits)
    }

    pub(super) fn union(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// Only the lengths from `fewest` to `most`.
    pub(super) fn within(self, fewest: u32, most: u32) -> Self {
        Self(self.0 & ((2 << most) - 1) & !((1 << fewest) - 1))
    }
}

/// How numbers are written inside one region.
pub(super) struct Plan {
    pub(super) calling: u8,
    pub(super) lengths: u8,
    pub(super) prefix: u8,
    pub(super) idd: u16,
    pub(super) national: u16,
    /// The numbers that are dialled without the national prefix, where there is one.
    pub(super) bare: u16,
}

impl Plan {
    pub(super) fn of(region: Region) -> Option<&'static Self> {
        PLANS.get(region.index()?)
    }

    pub(super) fn code(&self) -> Option<&'static CallingCode> {
        CODES.get(usize::from(self.calling))
    }

    pub(super) fn is_possible(&self, count: usize) -> bool {
        lengths(self.lengths).contains(count_of(count))
    }

    /// Whether numbers of many lengths are in use, local ones among them.
    pub(super) fn is_open(&self) -> bool {
        lengths(self.lengths).0.count_ones() >= 5
    }

    pub(super) fn prefix(&self) -> &'static str {
        prefix(self.prefix)
    }

    /// How many digits the international prefix at the start takes. Six digits must follow, and no
    /// country calling code starts with 0.
    pub(super) fn international_prefix(&self, digits: &Digits) -> Option<usize> {
        let strip = usize::from(walk(self.idd, digits.iter())?);
        (digits.count() >= strip + 6 && digits.get(strip) != Some(0)).then_some(strip)
    }

    /// How many digits the international prefix takes at the beginning of a number that is not
    /// complete.
    pub(super) fn leading_international_prefix(&self, digits: &Digits) -> Option<usize> {
        let strip = usize::from(walk(self.idd, digits.iter())?);
        digits.get(strip).is_some_and(|next| next != 0).then_some(strip)
    }

    /// The digits without national prefix and carrier, or with the area code that a local spelling
    /// leaves out. `None` when the plan asks for no change.
    pub(super) fn edited(&self, digits: &Digits) -> Option<Digits> {
        edit(self.national, digits)?.apply(digits)
    }

    /// Whether these digits lack a national prefix that every such number is dialled with. They are
    /// a local number, a service code, or begin with the country calling code.
    pub(super) fn lacks_prefix(&self, digits: &Digits) -> bool {
        !self.prefix().is_empty()
            && !digits.starts_with(self.prefix())
            && edit(self.bare, digits).is_none()
    }
}

/// A country calling code.
pub(super) struct CallingCode {
    pub(super) code: u16,
    pub(super) lengths: u8,
    pub(super) first: u8,
    pub(super) count: u8,
    pub(super) region: u16,
}

impl CallingCode {
    /// The code at the start of an international number.
    pub(super) fn leading(digits: &Digits) -> Option<&'static Self> {
        let pair = usize::from(digits.get(0)?) * 10 + usize::from(digits.get(1)?);
        let candidates = CODES.get(usize::from(*LEADING.get(pair)?)..)?;
        let third = u16::from(digits.get(2)?);
        // Codes are prefix-free: after two digits, at most ten candidates are left.
        candidates.iter().take(10).find(|candidate| {
            let pair = u16::try_from(pair).unwrap_or_default();
            match candidate.digits() {
                1 => candidate.code == pair / 10,
                2 => candidate.code == pair,
                _ => candidate.code == pair * 10 + third,
            }
        })
    }

    pub(super) fn digits(&self) -> usize {
        match self.code {
            0..10 => 1,
            10..100 => 2,
            _ => 3,
        }
    }

    pub(super) fn members(&self) -> &'static [Region] {
        let first = usize::from(self.first);
        MEMBERS.get(first..first + usize::from(self.count)).unwrap_or_default()
    }

    pub(super) fn main_plan(&self) -> Option<&'static Plan> {
        Plan::of(*self.members().first()?)
    }

    /// The lengths of its national numbers, as the main region has them.
    pub(super) fn lengths(&self) -> Lengths {
        lengths(self.lengths)
    }

    /// The region of a number of this code, where its leading digits tell.
    pub(super) fn region(&self, digits: &Digits) -> Option<Region> {
        match self.members() {
            [only] => Some(*only),
            _ => Region::at(usize::from(walk(self.region, digits.iter().skip(self.digits()))?)),
        }
    }
}

/// What a national spelling asks to change, for strings of these lengths: drop `strip` digits, keep
/// `keep`, drop `drop`, then write the prefix in front.
pub(super) struct Edit {
    pub(super) shortest: u8,
    pub(super) longest: u8,
    pub(super) strip: u8,
    pub(super) keep: u8,
    pub(super) drop: u8,
    pub(super) prefix: u8,
    /// No other edit follows for the same leading digits.
    pub(super) last: bool,
}

/// The first edit of a tree's leaf that suits the count of digits.
fn edit(tree: u16, digits: &Digits) -> Option<&'static Edit> {
    let start = usize::from(walk(tree, digits.iter())?);
    let candidates = EDITS.get(start..)?;
    let last = candidates.iter().position(|edit| edit.last)?;
    candidates.get(..=last)?.iter().find(|edit| {
        (usize::from(edit.shortest)..=usize::from(edit.longest)).contains(&digits.count())
    })
}

impl Edit {
    fn apply(&self, digits: &Digits) -> Option<Digits> {
        let (strip, keep) = (usize::from(self.strip), usize::from(self.keep));
        let again = strip + keep + usize::from(self.drop);
        let mut result = Digits::default();
        let prefix = prefix(self.prefix).bytes().map(|byte| byte - b'0');
        let kept = digits.iter().skip(strip).take(keep);
        for digit in prefix.chain(kept).chain(digits.iter().skip(again)) {
            result.push(digit)?;
        }
        Some(result)
    }
}

fn lengths(place: u8) -> Lengths {
    Lengths(LENGTHS.get(usize::from(place)).copied().unwrap_or_default())
}

fn prefix(place: u8) -> &'static str {
    let padded = PREFIXES.get(usize::from(place)).map(<[u8; 4]>::as_slice).unwrap_or_default();
    std::str::from_utf8(padded).unwrap_or_default().trim_end()
}

fn count_of(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}
