//! Numbering plans: how the generated tables are walked.

use super::E164;
use super::digits::Digits;
use super::plans_table::{
    BRANCHES, CODES, EDITS, LEADING, LENGTHS, MEMBERS, PLANS, PREFIXES, ZEROS,
};
use super::region::Region;

/// The start of a tree that does not exist. (A tree can also be a leaf alone.)
pub(super) const NOWHERE: u16 = u16::MAX;

/// One branch of a decision tree over digits: the digits that take it (bit 15: the node's last
/// branch), then the place of the next node (bit 15: a leaf with this value instead).
pub(super) struct Branch(pub(super) u16, pub(super) u16);

const FLAG: u16 = 1 << 15;

/// The national prefix of most plans.
pub(super) const ZERO: Digits = Digits::packed(0, 1);

/// The national prefix of North America.
const ONE: Digits = Digits::packed(1, 1);

/// The leaf that these digits lead to.
fn walk(tree: u16, digits: &Digits) -> Option<u16> {
    descend(&BRANCHES, tree, &mut digits.iter())
}

/// The leaf that the next digits lead to; those behind it are left.
pub(super) fn descend(
    branches: &[Branch],
    tree: u16,
    digits: &mut impl Iterator<Item = u8>,
) -> Option<u16> {
    if tree == NOWHERE {
        return None;
    }
    let mut node = tree;
    while node & FLAG == 0 {
        node = next(branches, node, digits.next()?)?;
    }
    Some(node & !FLAG)
}

/// Where a digit leads from a node.
fn next(branches: &[Branch], node: u16, digit: u8) -> Option<u16> {
    let mut branches = branches.get(usize::from(node)..)?.iter();
    loop {
        let branch = branches.next()?;
        if branch.0 >> digit & 1 == 1 {
            return Some(branch.1);
        }
        if branch.0 & FLAG != 0 {
            return None;
        }
    }
}

/// Whether the tree from here on has a leaf for all digits.
fn is_complete(node: u16) -> bool {
    node != NOWHERE
        && (node & FLAG != 0
            || (0..10).all(|digit| next(&BRANCHES, node, digit).is_some_and(is_complete)))
}

/// The digits, behind `begun`, at which a tree of regions tells one that is wanted; `None` where it
/// tells nothing.
fn collect(
    tree: u16,
    begun: u64,
    found: &mut Vec<u64>,
    is_wanted: &impl Fn(Option<Region>) -> bool,
) {
    let told = match tree {
        NOWHERE => None,
        leaf if leaf & FLAG != 0 => Region::at(usize::from(leaf & !FLAG)),
        node => {
            for digit in 0..10 {
                let next = next(&BRANCHES, node, digit).unwrap_or(NOWHERE);
                collect(next, begun * 10 + u64::from(digit), found, is_wanted);
            }
            return;
        }
    };
    if is_wanted(told) {
        found.push(begun);
    }
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

    /// One count alone.
    pub(super) fn of(count: u32) -> Self {
        Self(1 << count)
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
    /// The place in [`ZEROS`] of the tree of its own numbers that begin with `00`.
    pub(super) zeros: u8,
    pub(super) idd: u16,
    pub(super) national: u16,
    /// The numbers that are dialled without the national prefix, where there is one.
    pub(super) bare: u16,
}

impl Plan {
    pub(super) fn of(region: Region) -> Option<&'static Self> {
        PLANS.get(region.place())
    }

    pub(super) fn code(&self) -> Option<&'static CallingCode> {
        CODES.get(usize::from(self.calling))
    }

    pub(super) fn is_possible(&self, count: usize) -> bool {
        lengths(self.lengths).contains(count_of(count))
    }

    /// Whether these digits, which begin with `00`, are a number of this plan with its zeros.
    pub(super) fn owns_double_zero(&self, digits: &Digits) -> bool {
        ZEROS
            .get(usize::from(self.zeros))
            .and_then(|&tree| walk(tree, &digits.without_first(2)))
            .and_then(|place| LENGTHS.get(usize::from(place)))
            .is_some_and(|&found| Lengths(found).contains(count_of(digits.count())))
    }

    /// Whether numbers of many lengths are in use, local ones among them.
    pub(super) fn is_open(&self) -> bool {
        lengths(self.lengths).0.count_ones() >= 5
    }

    pub(super) fn prefix(&self) -> Digits {
        prefix(self.prefix)
    }

    /// Whether these national digits still begin with a prefix of 0 or 1, which hardly a number does that
    /// is written without it: a digit is missing, or there is one too many.
    pub(super) fn is_left_with_prefix(&self, national: &Digits) -> bool {
        match self.prefix() {
            ZERO => national.has_lone_zero() && edit(self.bare, national).is_none(),
            ONE => national.get(0) == Some(1),
            _ => false,
        }
    }

    /// How many digits the international prefix at the start takes. Six digits must follow, and no
    /// country calling code starts with 0.
    pub(super) fn international_prefix(&self, digits: &Digits) -> Option<usize> {
        let strip = usize::from(walk(self.idd, digits)?);
        (digits.count() >= strip + 6 && digits.get(strip) != Some(0)).then_some(strip)
    }

    /// How many digits the international prefix takes at the beginning of a number that is not
    /// complete.
    pub(super) fn leading_international_prefix(&self, digits: &Digits) -> Option<usize> {
        let strip = usize::from(walk(self.idd, digits)?);
        digits.get(strip).is_some_and(|next| next != 0).then_some(strip)
    }

    /// The digits without national prefix and carrier, or with the area code that a local spelling
    /// leaves out. `None` when the plan asks for no change.
    pub(super) fn edited(&self, digits: &Digits) -> Option<Digits> {
        edit(self.national, digits)?.apply(digits)
    }

    /// Whether the numbers that begin so are dialled without the national prefix.
    pub(super) fn begins_bare(&self, beginning: &Digits) -> bool {
        let reached = beginning.iter().try_fold(self.bare, |node, digit| {
            if node & FLAG == 0 { next(&BRANCHES, node, digit) } else { Some(node) }
        });
        reached.is_some_and(is_complete)
    }

    /// Whether only further digits tell what a national spelling that begins so asks to change.
    pub(super) fn is_undecided(&self, beginning: &Digits) -> bool {
        let mut node = self.national;
        for digit in beginning.iter() {
            match next(&BRANCHES, node, digit) {
                Some(following) if node & FLAG == 0 => node = following,
                _ => return false,
            }
        }
        node & FLAG == 0
    }

    /// Whether these digits lack a national prefix that every such number is dialled with. They are
    /// a local number, a service code, or begin with the country calling code.
    pub(super) fn lacks_prefix(&self, digits: &Digits) -> bool {
        let prefix = self.prefix();
        prefix.count() > 0 && !digits.starts_with(&prefix) && edit(self.bare, digits).is_none()
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
        let first = Some(digits.first(3)).filter(|first| first.count() == 3)?;
        Self::at_start_of(first.value()?)
    }

    /// The code of a number, without taking it apart into digits.
    pub(super) fn of(number: E164) -> Option<&'static Self> {
        Self::at_start_of(number.digits() / 10_u64.pow(number.count() - 3))
    }

    /// The code at the start of three digits.
    fn at_start_of(three: u64) -> Option<&'static Self> {
        let pair = usize::try_from(three / 10).ok()?;
        let candidates = CODES.get(usize::from(*LEADING.get(pair)?)..)?;
        let three = u16::try_from(three).ok()?;
        // Codes are prefix-free: after two digits, at most ten candidates are left.
        candidates.iter().take(10).find(|candidate| {
            candidate.code
                == match candidate.digits() {
                    1 => three / 100,
                    2 => three / 10,
                    _ => three,
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

    /// Whether a national number of its main region can have as many digits, which do not begin with a
    /// prefix.
    pub(super) fn can_hold(&self, national: &Digits) -> bool {
        self.lengths().contains(count_of(national.count()))
            && !self.main_plan().is_some_and(|plan| plan.is_left_with_prefix(national))
    }

    /// The region of a number of this code, where its leading digits tell.
    pub(super) fn region(&self, number: E164) -> Option<Region> {
        if let [only] = self.members() {
            return Some(*only);
        }
        let digits = Digits::from(number).without_first(self.digits());
        Region::at(usize::from(walk(self.region, &digits)?))
    }

    /// What the numbers of a member begin with, as integers with the code first; for the main region
    /// also what is no other member's.
    pub(super) fn beginnings(&self, region: Region) -> Vec<u64> {
        let mut found = Vec::new();
        let is_main = self.members().first() == Some(&region);
        let tree = if let [_] = self.members() { NOWHERE } else { self.region };
        collect(tree, self.code.into(), &mut found, &|told| {
            told.map_or(is_main, |at| at == region)
        });
        found
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
    let start = usize::from(walk(tree, digits)?);
    let candidates = EDITS.get(start..)?;
    for edit in candidates {
        if (usize::from(edit.shortest)..=usize::from(edit.longest)).contains(&digits.count()) {
            return Some(edit);
        }
        if edit.last {
            break;
        }
    }
    None
}

impl Edit {
    fn apply(&self, digits: &Digits) -> Option<Digits> {
        let (strip, keep) = (usize::from(self.strip), usize::from(self.keep));
        let again = strip + keep + usize::from(self.drop);
        // Most plans only drop a prefix.
        if keep == 0 && self.prefix == 0 {
            return Some(digits.without_first(again));
        }
        let kept = digits.without_first(strip).first(keep);
        prefix(self.prefix).followed_by(&kept)?.followed_by(&digits.without_first(again))
    }
}

fn lengths(place: u8) -> Lengths {
    Lengths(LENGTHS.get(usize::from(place)).copied().unwrap_or_default())
}

/// A national prefix or an area code to add: how many digits, and a hexadecimal number that reads
/// like them.
pub(super) struct Affix(pub(super) u8, pub(super) u16);

fn prefix(place: u8) -> Digits {
    PREFIXES
        .get(usize::from(place))
        .map_or(Digits::default(), |&Affix(count, packed)| Digits::packed(packed.into(), count))
}

fn count_of(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}
