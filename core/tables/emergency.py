"""Emergency numbers of each region, as the short-number metadata lists them."""

from phonenumbers.phonemetadata import PhoneMetadata

from patterns import Machine

MOST_DIGITS = 6


def numbers(region):
    data = PhoneMetadata.short_metadata_for_region(region)
    pattern = data and data.emergency and data.emergency.national_number_pattern
    if not pattern or pattern == "NA":
        return ()
    found, open_ends = [], [("", Machine(pattern).start)]
    while open_ends:
        digits, state = open_ends.pop()
        if digits and Machine.accepts(state):
            found.append(digits)
        if len(digits) < MOST_DIGITS:
            for digit in range(10):
                following = Machine.step(state, digit)
                if following:
                    open_ends.append((digits + str(digit), following))
    return tuple(sorted(found))


def source(regions):
    sets, of_region = [()], []
    for region in regions:
        found = numbers(region)
        if found not in sets:
            sets.append(found)
        of_region.append(sets.index(found))
    distinct = sorted({number for found in sets for number in found}, key=lambda text: (len(text), text))
    starts, members = [], []
    for found in sets:
        starts.append(len(members))
        members.extend(distinct.index(number) for number in found)
    starts.append(len(members))

    def array(name, kind, items, doc):
        body = ",".join(str(item) for item in items)
        return f"/// {doc}\npub(super) static {name}: [{kind}; {len(items)}] = [{body}];\n\n"

    return (
        array("NUMBERS", "u32", [f"{int('1' + number):_}" for number in distinct],
              "The numbers, each behind a 1 that keeps its leading zeros.")
        + array("MEMBERS", "u8", members, "Places in [`NUMBERS`], set after set.")
        + array("STARTS", "u16", starts, "Where each set starts in [`MEMBERS`].")
        + array("OF_REGION", "u8", of_region, "The set of each region of the plan table.")
    )
