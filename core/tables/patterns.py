"""The digit patterns of Google's metadata as trees that Rust can walk without a regular expression.

The metadata uses a small part of the regular-expression language: digits, classes, groups,
alternatives, bounded repeats and a final `$`. `expand` writes a pattern out as its alternatives in
order of preference; `Machine` runs one digit at a time, to ask what can still follow a prefix.
"""

from functools import lru_cache

ALL_DIGITS = 0x3FF
END, OPEN, CLOSE = "end", "open", "close"


def parse(pattern):
    """The syntax tree: ("digit", mask), ("seq", [..]), ("alt", [..]), ("group", n, node),
    ("repeat", node, least, most) or ("end",)."""
    position, groups = 0, 0

    def peek(count=1):
        return pattern[position:position + count]

    def alternatives():
        nonlocal position
        found = [sequence()]
        while peek() == "|":
            position += 1
            found.append(sequence())
        return found[0] if len(found) == 1 else ("alt", found)

    def sequence():
        found = []
        while peek() and peek() not in "|)":
            found.append(repeated(atom()))
        return ("seq", found)

    def atom():
        nonlocal position, groups
        character = peek()
        if character == "(":
            number = None
            if peek(3) == "(?:":
                position += 3
            else:
                position += 1
                groups += 1
                number = groups
            inner = alternatives()
            assert peek() == ")", pattern
            position += 1
            return inner if number is None else ("group", number, inner)
        if character == "[":
            end = pattern.index("]", position)
            inside, position = pattern[position + 1:end], end + 1
            return ("digit", class_mask(inside))
        if peek(2) == "\\d":
            position += 2
            return ("digit", ALL_DIGITS)
        if character == "$":
            position += 1
            return ("end",)
        assert character.isdigit(), (pattern, position)
        position += 1
        return ("digit", 1 << int(character))

    def repeated(node):
        nonlocal position
        if peek() == "?":
            position += 1
            return ("repeat", node, 0, 1)
        if peek() == "{":
            end = pattern.index("}", position)
            least, _, most = pattern[position + 1:end].partition(",")
            position = end + 1
            return ("repeat", node, int(least), int(most or least))
        return node

    tree = alternatives()
    assert position == len(pattern), (pattern, position)
    return tree


def class_mask(inside):
    mask, index = 0, 0
    while index < len(inside):
        first = int(inside[index])
        last = first
        if inside[index + 1:index + 2] == "-":
            last = int(inside[index + 2])
            index += 2
        mask |= sum(1 << digit for digit in range(first, last + 1))
        index += 1
    return mask


def expand(node):
    """Every way to match, most preferred first: a list of tuples of masks and group marks."""
    kind = node[0]
    if kind == "digit":
        return [(node[1],)]
    if kind == "end":
        return [(END,)]
    if kind == "alt":
        return [way for part in node[1] for way in expand(part)]
    if kind == "group":
        return [((OPEN, node[1]),) + way + ((CLOSE, node[1]),) for way in expand(node[2])]
    if kind == "repeat":
        once, ways = expand(node[1]), []
        for count in range(node[3], node[2] - 1, -1):
            ways.extend(product([once] * count))
        return ways
    return product([expand(part) for part in node[1]])


def product(parts):
    ways = [()]
    for part in parts:
        ways = [way + more for way in ways for more in part]
    return ways


class Machine:
    """A pattern, one digit at a time. A state is a frozen set of what remains to be matched."""

    def __init__(self, pattern):
        self.start = frozenset([link(parse(pattern), None)])

    @staticmethod
    @lru_cache(maxsize=None)
    def step(state, digit):
        following = set()
        for remainder in state:
            following |= advance(remainder, digit)
        return frozenset(following)

    @staticmethod
    @lru_cache(maxsize=None)
    def accepts(state):
        return any(nullable(remainder) for remainder in state)


_LINKS = {}


def freeze(node):
    return tuple(
        tuple(freeze(part) for part in item) if isinstance(item, list)
        else freeze(item) if isinstance(item, tuple) else item
        for item in node
    )


def link(node, rest):
    """A remainder: a node, then the remainder after it. Equal remainders are one object."""
    node = freeze(node)
    key = (node, rest)
    return _LINKS.setdefault(key, key)


@lru_cache(maxsize=None)
def nullable(remainder):
    if remainder is None:
        return True
    node, rest = remainder
    return can_be_empty(node) and nullable(rest)


@lru_cache(maxsize=None)
def can_be_empty(node):
    kind = node[0]
    if kind == "digit":
        return False
    if kind == "alt":
        return any(can_be_empty(part) for part in node[1])
    if kind == "seq":
        return all(can_be_empty(part) for part in node[1])
    if kind == "repeat":
        return node[2] == 0 or can_be_empty(node[1])
    return kind == "end" or can_be_empty(node[2])


@lru_cache(maxsize=None)
def advance(remainder, digit):
    if remainder is None:
        return frozenset()
    node, rest = remainder
    kind = node[0]
    if kind == "digit":
        return frozenset([rest]) if node[1] >> digit & 1 else frozenset()
    found = set()
    if kind == "alt":
        for part in node[1]:
            found |= advance(link(part, rest), digit)
    elif kind == "seq":
        if node[1]:
            found |= advance(link(node[1][0], link(("seq", list(node[1][1:])), rest)), digit)
        else:
            found |= advance(rest, digit)
    elif kind == "group":
        found |= advance(link(node[2], rest), digit)
    elif kind == "repeat":
        _, inner, least, most = node
        if most:
            fewer = link(("repeat", inner, max(least - 1, 0), most - 1), rest)
            found |= advance(link(inner, fewer), digit)
        if least == 0:
            found |= advance(rest, digit)
    return frozenset(found)


class Forest:
    """Decision trees over digits in one array. A branch is (mask of digits, next); equal nodes are
    stored once. Bit 15 of the mask marks the last branch of a node, bit 15 of `next` a leaf."""

    LAST = LEAF = 1 << 15

    def __init__(self):
        self.branches, self.nodes = [], {}

    def node(self, children):
        """`children` maps each digit to a leaf value made by `leaf`, a node, or None."""
        masks = {}
        for digit, following in sorted(children.items()):
            if following is not None:
                masks[following] = masks.get(following, 0) | 1 << digit
        if not masks:
            return None
        key = tuple(sorted(masks.items()))
        if key not in self.nodes:
            self.nodes[key] = len(self.branches)
            for index, (following, mask) in enumerate(key):
                last = self.LAST if index == len(key) - 1 else 0
                self.branches.append((mask | last, following))
        return self.nodes[key]

    def leaf(self, value):
        assert 0 <= value < self.LEAF
        return self.LEAF | value
