"""Numbering plans: calling codes, prefixes, lengths, national spellings, regions of shared codes."""

import re
from functools import lru_cache

import phonenumbers
from phonenumbers import COUNTRY_CODE_TO_REGION_CODE as CODES
from phonenumbers.phonemetadata import PhoneMetadata

from patterns import ALL_DIGITS, CLOSE, END, OPEN, Forest, Machine, expand, parse

TYPES = ("fixed_line mobile pager toll_free premium_rate shared_cost personal_number voip uan "
         "voicemail").split()
NO_LIMIT = 255
# As many lengths as make a plan open (`Plan::is_open`), and the longest short number.
OPEN_PLAN, LONGEST_SHORT = 5, 8


def regions():
    return sorted(phonenumbers.SUPPORTED_REGIONS)


def metadata(region):
    return PhoneMetadata.metadata_for_region(region)


def mask(lengths):
    return sum(1 << length for length in lengths)


def valid_pattern(data, lengths):
    """All numbers of a region that have one of these lengths. Canada's seven-digit 310 numbers have
    none of +1's: they work inside Canada only, and would blur California's area code 310."""
    found = []
    for kind in TYPES:
        numbers = getattr(data, kind)
        pattern = numbers and numbers.national_number_pattern
        if pattern and pattern != "NA" and set(numbers.possible_length) & set(lengths):
            found.append(pattern)
    return "|".join(found)


def bare_spellings(data):
    """The numbers that are dialled without the national prefix, as alternatives that change nothing.
    The formats of a shared code stand with its main region. Only what a reader may doubt is kept:
    numbers that begin with the country calling code or with a single zero that is no prefix (Rwanda),
    and in open plans those short enough to be local numbers or service codes."""
    code = str(data.country_code)
    possible = data.general_desc.possible_length
    zeros = lone_zeros(data, possible) if data.national_prefix == "0" else []
    is_open = len(possible) >= OPEN_PLAN
    found = []

    def add(masks, low, high):
        begins_with_code = all(mask >> int(digit) & 1 for mask, digit in zip(masks, code))
        begins_with_zero = any(
            all(mask >> int(digit) & 1 for mask, digit in zip(masks, zero)) for zero in zeros
        )
        if begins_with_code or begins_with_zero or is_open and low <= LONGEST_SHORT:
            found.append((masks, (low, high, 0, 0, 0, "")))

    formats = metadata(CODES[data.country_code][0]).number_format
    for form in formats:
        if form.national_prefix_formatting_rule and not form.national_prefix_optional_when_formatting:
            continue
        lengths = lengths_of(form)
        leading = form.leading_digits_pattern[0] if form.leading_digits_pattern else ""
        for way in expand(parse(leading)) if leading else [()]:
            add(tuple(item for item in way if isinstance(item, int)), min(lengths), max(lengths))
    # Numbers that no format covers are written as they are.
    for prefix, lengths in leading_lengths(valid_pattern(data, possible), 3):
        lengths = [length for length in lengths if not any(
            length in lengths_of(form) and
            (not form.leading_digits_pattern or re.match(form.leading_digits_pattern[0], prefix))
            for form in formats
        )]
        if lengths:
            add(tuple(1 << int(digit) for digit in prefix), min(lengths), max(lengths))
    return merged(found)


def lengths_of(form):
    return {sum(isinstance(item, int) for item in way) for way in expand(parse(form.pattern))}


def lone_zeros(data, lengths):
    """The first two digits of the numbers that begin with a zero of their own and no second one."""
    found = (digits for digits, _ in leading_lengths(valid_pattern(data, lengths), 2))
    return [digits for digits in found if digits[0] == "0" != digits[1]]


def leading_lengths(pattern, count):
    """The first digits of the numbers that match, each with the lengths of those numbers."""

    @lru_cache(maxsize=None)
    def rest(state):
        found = {0} if Machine.accepts(state) else set()
        for digit in range(10):
            following = Machine.step(state, digit)
            if following:
                found |= {length + 1 for length in rest(following)}
        return frozenset(found)

    open_ends = [("", Machine(pattern).start)]
    while open_ends:
        digits, state = open_ends.pop()
        if len(digits) == count:
            yield digits, sorted(count + length for length in rest(state))
            continue
        for digit in range(10):
            following = Machine.step(state, digit)
            if following:
                open_ends.append((digits + str(digit), following))


# --- leading digits of shared calling codes -> region --------------------------------------------


def region_tree(forest, members, numbers):
    """The region of every valid number of a shared code, decided as early as its digits allow."""
    machines, lengths = [], metadata(members[0]).general_desc.possible_length
    for region in members:
        data = metadata(region)
        leading = Machine(data.leading_digits) if data.leading_digits else None
        machines.append((Machine(valid_pattern(data, lengths)), leading))

    @lru_cache(maxsize=None)
    def reachable(state):
        found = set()
        for region, (valid, leading), (machine, _) in zip(members, state, machines):
            told = leading is True if leading is not None else Machine.accepts(valid)
            if told:
                if Machine.accepts(valid):
                    found.add(region)
                break
        for digit in range(10):
            following = step(state, digit)
            if any(valid for valid, _ in following):
                found |= reachable(following)
        return frozenset(found)

    @lru_cache(maxsize=None)
    def step(state, digit):
        following = []
        for valid, leading in state:
            if leading is not None and leading is not True:
                leading = Machine.step(leading, digit)
                leading = True if Machine.accepts(leading) else leading
            following.append((Machine.step(valid, digit), leading))
        return tuple(following)

    @lru_cache(maxsize=None)
    def build(state):
        found = reachable(state)
        if not found:
            return None
        if len(found) == 1:
            return forest.leaf(numbers[next(iter(found))])
        return forest.node({digit: build(step(state, digit)) for digit in range(10)})

    return build(tuple((valid.start, leading and leading.start) for valid, leading in machines))


# --- international and national prefixes ---------------------------------------------------------


def spellings(pattern, transform):
    """The pattern's alternatives as (masks, edit), an edit being
    (shortest, longest, strip, keep, drop, prefix): of a string within these lengths drop `strip`
    digits, keep `keep`, drop `drop`, and write `prefix` before what is left."""
    found = []
    groups = pattern.count("(") - pattern.count("(?")
    for way in expand(parse(pattern)):
        masks = [item for item in way if isinstance(item, int)]
        marks = [item for item in way if isinstance(item, tuple)]
        exact = END in way
        matched = len(masks)
        if transform and (OPEN, groups) in marks:
            prefix, group = re.fullmatch(r"(\d*)\\(\d)", transform).groups()
            start, end = bounds(way, int(group))
            strip, keep, drop = start, end - start, matched - end
        else:
            prefix, strip, keep, drop = "", matched, 0, 0
        if drop == 0:
            keep = 0
        shortest, longest = matched if exact else 0, matched if exact else NO_LIMIT
        # Any digit at the end, kept or counted, is only a condition on the length.
        while len(masks) > strip + keep + drop and masks[-1] == ALL_DIGITS:
            masks.pop()
            shortest = matched
        if not strip and not prefix and not drop and not masks:
            continue
        found.append((tuple(masks), (shortest, longest, strip, keep, drop, prefix)))
    return merged(found)


def bounds(way, group):
    start = end = count = 0
    for item in way:
        if item == (OPEN, group):
            start = count
        elif item == (CLOSE, group):
            end = count
        elif isinstance(item, int):
            count += 1
    return start, end


def merged(found):
    """Alternatives that differ in length only become one."""
    result = {}
    for masks, (shortest, longest, *edit) in found:
        key = (masks, tuple(edit))
        low, high = result.get(key, (shortest, longest))
        result[key] = (min(low, shortest), max(high, longest))
    return [(masks, (*lengths, *edit)) for (masks, edit), lengths in result.items()]


def spelling_tree(forest, ways, leaf):
    """A tree of prioritised alternatives. `leaf` gets the edits to try, in order."""

    @lru_cache(maxsize=None)
    def build(alive):
        kept = []
        for masks, edit in alive:
            kept.append((masks, edit))
            if not masks and edit[0] == 0 and edit[1] == NO_LIMIT:
                break
        if not kept:
            return None
        if not any(masks for masks, _ in kept):
            return forest.leaf(leaf(tuple(edit for _, edit in kept)))
        children = {}
        for digit in range(10):
            following = tuple(
                (masks[1:], edit) for masks, edit in kept if not masks or masks[0] >> digit & 1
            )
            children[digit] = build(following)
        return forest.node(children)

    return build(tuple(ways))


def zeros_tree(forest, valid, possible, leaf, depth=3):
    """The lengths of the valid numbers that begin with `00`, told by the next digits. Free-phone
    numbers of some regions do; everywhere else `00` is dialled before a number abroad."""
    lengths = {}
    for digits, counts in leading_lengths(valid, 2 + depth):
        counts = set(counts) & set(possible)
        if digits.startswith("00") and counts:
            lengths[digits[2:]] = leaf(mask(counts))

    def build(digits):
        if len(digits) == depth:
            return lengths.get(digits)
        children = {digit: build(f"{digits}{digit}") for digit in range(10)}
        # Digits that tell nothing more are not asked for.
        if len(set(children.values())) == 1 and (children[0] or 0) & forest.LEAF:
            return children[0]
        return forest.node(children)

    return build("")


# --- the source ----------------------------------------------------------------------------------


def source(version):
    names = regions()
    numbers = {region: index for index, region in enumerate(names)}
    forest, edits, plans, lengths = Forest(), [], [], []
    prefixes, zeros = [""], ["NOWHERE"]

    def index_of(table, value):
        if value not in table:
            table.append(value)
        return table.index(value)

    def edit_list(alternatives):
        entries = [(*edit, place == len(alternatives) - 1) for place, edit in enumerate(alternatives)]
        for start in range(len(edits) - len(entries) + 1):
            if edits[start:start + len(entries)] == entries:
                return start
        edits.extend(entries)
        return len(edits) - len(entries)

    nowhere = "NOWHERE"
    calling = sorted(CODES, key=str)
    for region in names:
        data = metadata(region)
        idd = spelling_tree(forest, spellings(data.international_prefix, None), lambda found: found[0][2])
        national = nowhere
        if data.national_prefix_for_parsing:
            ways = spellings(data.national_prefix_for_parsing, data.national_prefix_transform_rule)
            national = spelling_tree(forest, ways, edit_list)
        bare = nowhere
        if data.national_prefix:
            bare = spelling_tree(forest, bare_spellings(data), edit_list)
            bare = nowhere if bare is None else bare
        # Canada's seven-digit numbers have no place in +1, see `valid_pattern`.
        main = metadata(CODES[data.country_code][0])
        possible = set(data.general_desc.possible_length) & set(main.general_desc.possible_length)
        tree = zeros_tree(
            forest, valid_pattern(data, possible), possible,
            lambda found: forest.leaf(index_of(lengths, found)),
        )
        plans.append(
            f"Plan {{ calling: {calling.index(data.country_code)}, "
            f"lengths: {index_of(lengths, mask(possible))}, "
            f"prefix: {index_of(prefixes, data.national_prefix or '')}, "
            f"zeros: {0 if tree is None else index_of(zeros, str(tree))}, "
            f"idd: {idd}, national: {national}, bare: {bare} }}"
        )

    members, codes, leading = [], [], {}
    for index, code in enumerate(calling):
        found = [region for region in CODES[code] if region != "001"]
        tree = nowhere
        if len(found) > 1:
            tree = region_tree(forest, found, numbers)
        if found:
            possible = mask(metadata(found[0]).general_desc.possible_length)
        else:
            possible = mask(PhoneMetadata.metadata_for_nongeo_region(code).general_desc.possible_length)
        codes.append(
            f"CallingCode {{ code: {code}, lengths: {index_of(lengths, possible)}, "
            f"first: {len(members)}, count: {len(found)}, region: {tree} }}"
        )
        members.extend(found)
        for pair in range(10, 100):
            if str(code).startswith(str(pair)) or str(pair).startswith(str(code)):
                leading.setdefault(pair, index)

    own_zero = sorted({
        data.country_code for data in map(metadata, names)
        if lone_zeros(data, data.general_desc.possible_length)
    })

    def array(name, kind, items, doc):
        return f"/// {doc}\npub(super) static {name}: [{kind}; {len(items)}] = [{','.join(items)}];\n\n"

    edit_items = [
        f"Edit {{ shortest: {low}, longest: {high}, strip: {strip}, keep: {keep}, drop: {drop}, "
        f"prefix: {index_of(prefixes, prefix)}, last: {str(last).lower()} }}"
        for low, high, strip, keep, drop, prefix, last in edits
    ]
    return (
        "use super::numbering_plan::{Affix, Branch, CallingCode, Edit, NOWHERE, Plan};\nuse super::region::Region;\n\n"
        f"/// The release of libphonenumber's metadata behind these tables.\n"
        f'pub(super) const METADATA_VERSION: &str = "{version}";\n\n'
        + array("REGION_CODES", "[u8; 2]", [f'*b"{name}"' for name in names],
                "Every region with a numbering plan, sorted.")
        + array("PLANS", "Plan", plans, "The plan of the region at the same place in [`REGION_CODES`].")
        + array("CODES", "CallingCode", codes, "Every country calling code, sorted as text.")
        + array("MEMBERS", "Region", [f'Region::known(*b"{name}")' for name in members],
                "The regions of each calling code, main region first.")
        + array("LEADING", "u8", [str(leading.get(pair, len(calling))) for pair in range(100)],
                "Two leading digits to the place of the first code with them; `CODES.len()` for none.")
        + array("OWN_ZERO", "u16", list(map(str, own_zero)),
                "The calling codes with numbers whose first digit is a zero and whose second is none.")
        + array("LENGTHS", "u32", [f"{item:#_x}" for item in lengths],
                "Sets of possible lengths of national numbers: bit n for n digits.")
        + array("ZEROS", "u16", zeros,
                "Trees over the digits behind `00`, for plans with numbers that begin so.")
        + array("PREFIXES", "Affix", [f"Affix({len(item)}, 0x{item or 0})" for item in prefixes],
                "National prefixes and area codes to add.")
        + array("EDITS", "Edit", edit_items, "What a national spelling asks to change.")
        + array("BRANCHES", "Branch", [f"Branch({digits:#x}, {following})" for digits, following in forest.branches],
                "Decision trees over digits.")
    )
