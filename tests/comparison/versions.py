"""Versions: two forms of one body, kind and title laid over each other."""
import re
from itertools import combinations

from fold import fold, fold_label


def number(form):
    return [int(digits) for digits in re.findall(r"[0-9]+", form.head["version"])]


def headings(form, field):
    return [tuple(map(fold_label, question["under"])) for question in form.asking(field)]


def became(older, newer, field):
    if field not in newer.asked:
        return "gone"
    if field not in older.asked:
        return "new"
    if not older.words(field) & newer.words(field):
        return "reworded"
    return "unchanged" if set(headings(older, field)) & set(headings(newer, field)) else "moved"


def change(older, newer, schema, names):
    found = {"gone": [], "new": [], "reworded": [], "moved": [], "unchanged": 0, "unchanged_sourced": 0}
    for field in schema.ordered(older.asked | newer.asked):
        what = became(older, newer, field)
        sourced = all(field in form.sourced(form.asked) for form in (older, newer) if field in form.asked)
        if what == "unchanged":
            found[what] += 1
            found["unchanged_sourced"] += sourced
        else:
            found[what].append({"field": field, "label": schema.label(field), "before": older.wordings(field),
                                "after": newer.wordings(field), "sourced": sourced})
    return {"title": newer.head["title"], "body_name": names[newer.head["body"]], "older": older.id,
            "older_version": older.head["version"], "newer": newer.id, "newer_version": newer.head["version"], **found}


def versions(forms, schema, names):
    of = lambda form: (form.head["body"], form.head["kind"], fold(form.head["title"]))
    pairs = [pair for pair in combinations(forms, 2) if of(pair[0]) == of(pair[1])]
    return [change(*sorted(pair, key=number), schema, names) for pair in pairs]
