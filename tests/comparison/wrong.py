"""Makes each kind of figure wrong in turn, to see whether that is seen."""

# Words beside a figure of rules, which are not computed again; and what was asked, from which all else follows.
WORDS = {"/rules/asked/date", "/rules/asked/hours_per_week", "/rules/asked/year", "/rules/asked/regime",
         "/rules/asked/weeks_per_year", "/rules/asked/tariff", "/rules/asked/months", "/rules/facts/*/label",
         *(f"/rules/{of}/hours/{word}" for of in ("person/*/figure", "intensity/*/years/*") for word in ("formula", "assumptions/*", "assumptions/-")),
         *(f"/rules/{of}/refused/why" for of in ("person/*/figure", "intensity/*/years/*"))}


def leaves(value, kind=""):
    """Every figure or word with its kind, its holder and its key; a list may also lose its last, or gain one."""
    pairs = value.items() if isinstance(value, dict) else enumerate(value)
    if isinstance(value, list):
        yield f"{kind}/{'-' if value else '+'}", value, None
    for key, inner in pairs:
        of = f"{kind}/{'*' if isinstance(value, list) else key}"
        if isinstance(inner, (dict, list)):
            yield from leaves(inner, of)
        else:
            yield of, value, key


def changed(value):
    if isinstance(value, bool):
        return not value
    if isinstance(value, (int, float)):
        return value + 1
    return "iets anders" if value != "iets anders" else None


def unseen(comparison, sees):
    """The kinds that may be wrong without being seen, and how many were tried."""
    first, missed = {}, []
    for kind, holder, key in leaves(comparison):
        if kind not in WORDS and not kind.startswith(("/practice", "/rules/asked")) and kind not in first:
            first[kind] = (holder, key)
    for kind, (holder, key) in first.items():
        before = list(holder) if key is None else holder[key]
        if key is None:
            holder[:] = holder[:-1] or ([] if holder else ["iets"])
        else:
            holder[key] = changed(before)
        try:
            noticed = sees(comparison)
        except (KeyError, IndexError, ValueError, TypeError, AttributeError, FileNotFoundError):
            noticed = True
        if not noticed:
            missed.append(f"{kind}: wrong and not seen")
        if key is None:
            holder[:] = before
        else:
            holder[key] = before
    return missed, len(first)
