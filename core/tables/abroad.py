"""What libphonenumber makes of numbers abroad behind each region's own international prefix, most of
them too long or too short for their plan: the sample that core/tests/number_abroad.rs reads."""

import random

import phonenumbers

import plans
from patterns import expand, parse

# The rows of each region, and by how many digits their numbers differ from valid ones.
ROWS, CHANGES = 10, [-3, -2, -1, -1, 0, 1]


def example(region, chance):
    kinds = [phonenumbers.PhoneNumberType.FIXED_LINE, phonenumbers.PhoneNumberType.MOBILE]
    number = phonenumbers.example_number_for_type(region, chance.choice(kinds))
    return number and phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)[1:]


def changed(digits, chance):
    by = chance.choice(CHANGES)
    if by > 0:
        return digits + str(chance.randrange(10))
    kept = digits[:len(digits) + by]
    # Another subscriber, so that the sample is not of examples only.
    return kept[:-4] + "".join(str(chance.randrange(10)) for _ in kept[-4:])


def prefixes(region):
    """The international prefixes of a region, any digit where the metadata allows several."""
    return [
        [item for item in way if isinstance(item, int)]
        for way in expand(parse(plans.metadata(region).international_prefix))
    ]


def answer(raw, region):
    try:
        number = phonenumbers.parse(raw, region)
    except phonenumbers.NumberParseException:
        return "", 0
    e164 = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
    return e164, int(phonenumbers.is_valid_number(number))


def source():
    chance = random.Random(3)
    names = plans.regions()
    lines = ["home\traw\te164\tvalid"]
    for region in names:
        ways = prefixes(region)
        rows = 0
        while rows < ROWS:
            masks = chance.choice(ways)
            prefix = "".join(
                str(chance.choice([digit for digit in range(10) if mask >> digit & 1])) for mask in masks
            )
            number = example(chance.choice(names), chance)
            if not number or number.startswith(str(plans.metadata(region).country_code)):
                continue
            raw = prefix + changed(number, chance)
            e164, valid = answer(raw, region)
            lines.append(f"{region}\t{raw}\t{e164}\t{valid}")
            rows += 1
    return "\n".join(lines) + "\n"
