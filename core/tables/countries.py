"""The names of regions in the languages of the command line."""


def source(regions, english, german):
    """The table, by code. Where there is a shorter name in use that is no abbreviation, it is that one."""

    def name(names, code):
        short = names.get(f"{code}-alt-short", names[code])
        return names[code] if short.isupper() else short

    rows = [f'    ("{code}", "{name(english, code)}", "{name(german, code)}"),' for code in regions]
    return "\n".join([
        "/// Code, English and German name.",
        f"pub(super) static NAMES: [(&str, &str, &str); {len(rows)}] = [",
        *rows,
        "];",
        "",
    ])
