"""Words: the wordings of each field, wordings of several fields, and the names of a role or thing."""
import re

from answers import WAYS
from fold import fold_label
from form import TEMPLATES, read


def used(wordings):
    """By folded wording: as it is first printed, with the forms; the most used first."""
    rows = [{"wording": printed, "forms": list(dict.fromkeys(form.id for form, *_ in asked)),
             "sourced": list(dict.fromkeys(form.id for form, field, _ in asked if form.sourced([field]))),
             "ways": [way for way in WAYS if way in {way for _, _, way in asked}]}
            for _, (printed, asked) in sorted(wordings.items())]
    return sorted(rows, key=lambda row: -len(row["forms"]))


def of_fields(forms, schema):
    rows = []
    for field in schema.fields:
        wordings = {}
        for form in forms:
            for question in form.asking(field):
                if printed := question["wording"]:
                    wordings.setdefault(fold_label(printed), (printed, []))[1].append((form, field, question["way"]))
        if wordings:
            rows.append({"field": field, "label": schema.label(field), "wordings": used(wordings)})
    return sorted(rows, key=lambda row: -len(row["wordings"]))


def ambiguous(forms, schema):
    wordings = {}
    for form in forms:
        for question in form.questions:
            fields = form.fields(question)
            if question["wording"] and len(fields) == 1:
                _, meant = wordings.setdefault(fold_label(question["wording"]), (question["wording"], {}))
                meant.setdefault(fields[0], {})[form.id] = form
    rows = [{"wording": printed, "fields": [{"field": field, "label": schema.label(field), "forms": list(ids),
                                             "sourced": [one.id for one in ids.values() if one.sourced([field])]}
                                            for field, ids in meant.items()]}
            for _, (printed, meant) in sorted(wordings.items()) if len(meant) > 1]
    return sorted(rows, key=lambda row: -len(row["fields"]))


def spaced(text):
    """Words between single spaces, a plural or possessive as the word itself."""
    words = [word.lower() for word in re.findall(r"[^\W_]+(?:-+[^\W_]+)*", text)]
    singular = [word[:-1] if re.fullmatch(r".{5,}[rht]s", word) else word for word in words]
    return f" {' '.join(singular)} "


def printed(form):
    """Each printed text as words, and whether a source or an original has it."""
    own = [form.head["title"], *form.written["recognise"].get("printed", []), *form.written.get("printed", {}).get("headings", []),
           *(text.removesuffix("*") for text in form.written.get("printed", {}).get("fixed", []))]
    texts = [(text, form.head["basis"] == "original") for text in own]
    for question in form.questions:
        of_question = [*question["under"], question["wording"], *(printed for _, printed in question["choices"])]
        texts += [(text, form.is_sourced_question(question)) for text in of_question]
    return [(spaced(text), sourced) for text, sourced in texts]


def glossary(forms):
    texts = {form.id: printed(form) for form in forms}
    # said of a form, and not by it
    beside = [spaced(text) for form in forms for text in (form.head.get("note", ""), form.head["kind"].replace("_", " "))]
    rows = []
    for concept in read(TEMPLATES / "begrippen.toml")["begrip"]:
        by = lambda word, sourced: [form for form, own in texts.items()
                                    if any(spaced(word) in text and (has or not sourced) for text, has in own)]
        names = [{"wording": word, "forms": by(word, False), "sourced": by(word, True), "ways": []} for word in concept["words"]]
        seen = sorted((name for name in names if name["forms"]), key=lambda name: -len(name["forms"]))
        others = [name["wording"] for name in names if not name["forms"]]
        mentioned = [name for name in others if any(spaced(name) in text for text in beside)]
        rows.append({"name": concept["name"], "means": concept["means"], "note": concept["note"], "names": seen,
                     "mentioned": mentioned, "not_seen": [name for name in others if name not in mentioned]})
    return rows


def words(forms, schema):
    return {"fields": of_fields(forms, schema), "ambiguous": ambiguous(forms, schema), "glossary": glossary(forms)}
