"""Short numbers of each region: what its plan of short numbers knows, less its subscribers."""

from functools import lru_cache

from phonenumbers.phonemetadata import PhoneMetadata

import plans
from patterns import Forest, Machine

# The branch that is taken where the digits end, beside those of the digits.
END = 10


def known(region):
    """The pattern of all short numbers of a region."""
    data = PhoneMetadata.short_metadata_for_region(region)
    pattern = data and data.short_code and data.short_code.national_number_pattern
    return None if not pattern or pattern == "NA" else Machine(pattern)


def tree(forest, region):
    """Ends as soon as nothing but the count of the digits to come matters: a leaf is the set of these
    counts, bit n for n more."""
    short = known(region)
    if short is None:
        return None
    data = plans.metadata(region)
    subscribers = Machine(plans.valid_pattern(data, data.general_desc.possible_length))

    @lru_cache(maxsize=None)
    def build(own, other):
        ends = Machine.accepts(own) and not Machine.accepts(other)
        if not own:
            return None
        children = {
            digit: build(Machine.step(own, digit), Machine.step(other, digit))
            for digit in range(10)
        }
        found = set(children.values())
        if len(found) == 1:
            only = found.pop()
            if only is None:
                return forest.leaf(1) if ends else None
            if only & Forest.LEAF:
                return forest.leaf((only & ~Forest.LEAF) << 1 | ends)
        return forest.node({**children, END: forest.leaf(0) if ends else None})

    return build(short.start, subscribers.start)


def source(regions):
    forest = Forest()
    roots = [tree(forest, region) for region in regions]
    starts = ["NOWHERE" if root is None else str(root) for root in roots]
    branches = [f"Branch({digits:#x}, {following})" for digits, following in forest.branches]
    return (
        "use super::numbering_plan::{Branch, NOWHERE};\n\n"
        "/// The tree of each region of the plan table.\n"
        f"pub(super) static OF_REGION: [u16; {len(starts)}] = [{','.join(starts)}];\n\n"
        "/// Decision trees over digits; bit 10 is taken where they end. A leaf is the set of counts of\n"
        "/// digits that may follow: bit n for n.\n"
        f"pub(super) static BRANCHES: [Branch; {len(branches)}] = [{','.join(branches)}];\n"
    )
