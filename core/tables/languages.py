"""Languages that the people of a region speak, and the digits of every script."""

# Dialects and scripts under the language that a person would name.
SPOKEN_AS = {"gsw": "de", "bar": "de", "ary": "ar", "arz": "ar", "apc": "ar", "aeb": "ar"}
OFFICIAL, MAJORITY = 1, 2
MAJORITY_PERCENT = 50


def spoken(territory):
    found = {}
    for tag, data in territory.get("languagePopulation", {}).items():
        language = tag.split("_")[0]
        language = SPOKEN_AS.get(language, language)
        flags = 0
        # Regional languages are official in a part of the country only, so most callers lack them.
        if data.get("_officialStatus") in ("official", "de_facto_official"):
            flags |= OFFICIAL
        if float(data["_populationPercent"]) >= MAJORITY_PERCENT:
            flags |= MAJORITY
        if flags:
            found[language] = found.get(language, 0) | flags
    return tuple(sorted(found.items()))


def source(regions, territories):
    lists = [spoken(territories[region]) for region in regions]
    tags = sorted({language for found in lists for language, _ in found})
    sets, starts, entries = [], [], []
    for found in lists:
        if found not in sets:
            sets.append(found)
            starts.append(len(entries))
            entries.extend(f"Entry({tags.index(language)}, {flags})" for language, flags in found)
    starts.append(len(entries))
    of_region = [str(sets.index(found)) for found in lists]
    padded = [f'*b"{tag:<3}"' for tag in tags]
    aliases = [f'(*b"{tag:<3}", *b"{target:<3}")' for tag, target in sorted(SPOKEN_AS.items())]
    return (
        "use super::languages::Entry;\n\n"
        f"/// Language codes, padded with a space.\npub(super) static TAGS: [[u8; 3]; {len(tags)}] = [{','.join(padded)}];\n\n"
        f"/// Dialects under the language that their speakers would name.\n"
        f"pub(super) static ALIASES: [([u8; 3], [u8; 3]); {len(aliases)}] = [{','.join(aliases)}];\n\n"
        f"/// Place in [`TAGS`] and flags: 1 official, 2 spoken by half the people.\n"
        f"pub(super) static ENTRIES: [Entry; {len(entries)}] = [{','.join(entries)}];\n\n"
        f"/// Where each set starts in [`ENTRIES`].\n"
        f"pub(super) static STARTS: [u16; {len(starts)}] = [{','.join(map(str, starts))}];\n\n"
        f"/// The set of each region of the plan table.\n"
        f"pub(super) static OF_REGION: [u8; {len(of_region)}] = [{','.join(of_region)}];\n"
    )


def digits(systems):
    zeros = set()
    for system in systems.values():
        text = system.get("_digits", "")
        if len(text) == 10 and all(ord(c) == ord(text[0]) + i for i, c in enumerate(text)):
            zeros.add(ord(text[0]))
    ordered = sorted(zeros - {ord("0")})
    items = ",".join(f"0x{zero:04x}" for zero in ordered)
    return f"/// The zero of each script but ASCII; its digits follow it.\npub(super) static ZEROS: [u32; {len(ordered)}] = [{items}];\n"
