"""Distance: between forms, the groups they make, and what each has to change to be the standard."""
from fractions import Fraction
from itertools import combinations

FAMILY = 6000


def ten_thousandths(both, same_words, either):
    return int(Fraction(10_000) * (1 - Fraction(both + same_words, 2 * either)) + Fraction(1, 2)) if either else 0


def pair(one, other):
    both = one.asked & other.asked
    same, either = {field for field in both if one.words(field) & other.words(field)}, len(one.asked | other.asked)
    sourced = lambda fields: len(one.sourced(fields) & other.sourced(fields))
    known = one.asked and other.asked
    return {"one": one.id, "other": other.id, "both": len(both), "both_sourced": sourced(both), "either": either,
            "same_words": len(same), "same_words_sourced": sourced(same),
            "distance": ten_thousandths(len(both), len(same), either) if known else None}


def family(group, pairs):
    within = [pair for pair in pairs if {pair["one"], pair["other"]} <= set(group)]
    return {"forms": group, **{key: sum(pair[key] for pair in within) for key in ("same_words", "same_words_sourced")}}


def merges(ids, between):
    """Average linkage; the ends that face each other are as near as can be."""
    groups, found = [[form] for form in ids], []
    while len(groups) > 1:
        apart = lambda a, b: [between[x, y] for x in groups[a] for y in groups[b]]
        mean = lambda a, b: Fraction(sum(apart(a, b)), len(apart(a, b)))
        a, b = min(combinations(range(len(groups)), 2), key=lambda pair: mean(*pair))
        distance = int(mean(a, b) + Fraction(1, 2))
        one, other = groups[a], groups.pop(b)
        ways = [(one, other), (one, other[::-1]), (one[::-1], other), (one[::-1], other[::-1])]
        one, other = min(ways, key=lambda way: between[way[0][-1], way[1][0]])
        found.append({"one": one, "other": other, "distance": distance})
        groups[a] = one + other
    return found


def to_standard(form, wanted, standard, schema):
    both, extra = form.asked & wanted, form.asked - wanted
    same = {field for field in both if not standard or form.words(field) & standard.words(field)}
    reworded = {field for field in both - same if form.words(field)}
    missing = {field for field in wanted - form.asked if not form.knows(field)}
    must = {field for field in missing if schema.has(field, "core") or (standard and field in standard.required)}
    named = {"both": both, "reworded": reworded, "missing": missing, "must_add": must, "extra": extra}
    apart = ten_thousandths(len(both), len(same), len(both | missing | extra))
    return {"form": form.id, **{name: schema.ordered(fields) for name, fields in named.items()},
            "both_sourced": len(form.sourced(both)), "distance": apart / 10_000 if form.asked else None}


def distance(forms, schema, standard, of_kinds):
    pairs = [pair(one, other) for one, other in combinations(forms, 2)]
    between = {ids: row["distance"] for row in pairs for ids in ((row["one"], row["other"]), (row["other"], row["one"]))}
    # a form of which nothing is compared is near to none: it stands last, in no group
    known, unknown = ([form.id for form in forms if bool(form.asked) is has] for has in (True, False))
    grown = merges(known, between)
    near = [one["one"] + one["other"] for one in grown if one["distance"] < FAMILY]
    shared = {field for kind in of_kinds for field in kind["core"]}
    core = {field for field in schema.fields if schema.has(field, "core") or field in shared}
    wanted, name = (standard.asked, standard.id) if standard else (core, "kern")
    part = lambda apart: None if apart is None else apart / 10_000
    parts = lambda rows: [{**row, "distance": part(row["distance"])} for row in rows]
    return {"order": (grown[-1]["one"] + grown[-1]["other"] if grown else known) + unknown,
            "pairs": parts(pairs), "merges": parts(grown),
            "families": [family(group, pairs) for group in near if not any(set(group) < set(other) for other in near)],
            "standard": name,
            "to_standard": [to_standard(form, wanted, standard, schema) for form in forms if form.id != name]}
