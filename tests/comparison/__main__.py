"""Computes `eenvorm compare --to json` again from the mapping files alone, and says where they differ.

    python3 tests/comparison mappings vergelijking.json
    python3 tests/comparison mappings vergelijking.json --wrong

It shares no code with the program and is written from `docs/compare.md` and `docs/rules.md`. `--wrong` makes each kind of
figure in the json wrong in turn, and names the kinds of which that goes unseen.
"""
import functools
import json
import pathlib
import sys

from again import again
from answers import answers, counted_sourced
from burden import burden
from coverage import coverage, kinds
from distance import distance
from form import Form, Schema
from heads import heads, name_of
from rules import rules
from versions import versions
from words import words
from wrong import unseen

# What records say cannot be had from the mapping files.
NOT_FROM_FILES = {"practice"}


def differences(told, found, at=""):
    """Where two values differ, with what each says."""
    if isinstance(told, dict) and isinstance(found, dict):
        for key in [*told, *(key for key in found if key not in told)]:
            yield from differences(told.get(key), found.get(key), f"{at}/{key}")
    elif isinstance(told, list) and isinstance(found, list) and len(told) == len(found):
        for n, pair in enumerate(zip(told, found)):
            yield from differences(*pair, f"{at}/{n}")
    elif told != found or type(told) is not type(found):
        yield f"{at}: {json.dumps(told, ensure_ascii=False)}, and by the files {json.dumps(found, ensure_ascii=False)}"


def figures(value):
    if isinstance(value, (dict, list)):
        return sum(map(figures, value.values() if isinstance(value, dict) else value))
    return 1


class Files:
    """The mapping files, each read once."""

    def __init__(self, folder):
        self.root = pathlib.Path(folder)
        self.schema, self.forms = Schema(self.root), {}

    def form(self, form_id):
        if form_id not in self.forms:
            self.forms[form_id] = Form(self.root, form_id, self.schema)
        return self.forms[form_id]

    def standard(self):
        found = sorted((self.root / "standaard").glob("*.toml"))
        return self.form(f"standaard/{found[0].stem}") if found else None

    @functools.cache
    def of_forms(self, ids, sourced_only):
        schema, forms = self.schema, [self.form(form_id) for form_id in ids]
        if sourced_only:
            forms = [form.only_sourced() for form in forms]
        of_kinds = kinds(forms, schema)
        names = {form.head["body"]: name_of(form.head["body"], self.root) for form in forms}
        return {"comparison": 3, "sourced_only": sourced_only, "kinds": of_kinds, "forms": heads(forms, self.root), "coverage": coverage(forms, schema, of_kinds),
                "words": words(forms, schema), "answers": answers(forms, schema), "answers_sourced": counted_sourced(forms, schema),
                "twice": again(forms, schema, names),
                "distance": distance(forms, schema, self.standard(), of_kinds), "burden": burden(forms, schema, names),
                "versions": versions(forms, schema, names)}

    def compared(self, told):
        """What is told and what is found."""
        found = dict(self.of_forms(tuple(form["id"] for form in told["forms"]), told["sourced_only"] is True))
        told = {key: value for key, value in told.items() if key not in NOT_FROM_FILES}
        if "rules" in told:
            told["rules"], found["rules"] = rules(self.root, told["rules"])
        return told, found


def main(folder, comparison, *wrong):
    files = Files(folder)
    if wrong:
        sees = lambda changed: next(differences(*files.compared(changed)), None) is not None
        missed, tried = unseen(comparison, sees)
        print("\n".join(missed) or f"{tried} kinds of figure made wrong: all seen")
        return bool(missed)
    told, found = files.compared(comparison)
    differ = list(differences(told, found))
    print("\n".join(differ) or f"{figures(told)} figures and words of {len(told['forms'])} forms: the same")
    return bool(differ)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], json.loads(pathlib.Path(sys.argv[2]).read_text("utf-8")), *sys.argv[3:]))
