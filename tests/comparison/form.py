"""The schema and the forms as their files say them: the fields a form asks and the questions it prints."""
import copy
import functools
import pathlib
import re
import tomllib

from fold import fold_label

PARTS = {"name", "address"}
TEMPLATES = pathlib.Path(__file__).parents[2] / "templates"


def listed(value):
    return value if isinstance(value, list) else [value]


@functools.cache
def read(path):
    return tomllib.loads(path.read_text("utf-8"))


PRACTICE_BODIES = set(read(TEMPLATES / "instanties.toml")["praktijk"])


class Schema:
    def __init__(self, root):
        schema = read(root / "schema.toml")
        self.fields, self.groups = schema["field"], schema["group"]

    def of(self, key):
        return key if key in self.fields else key.rsplit(".", 1)[0]

    def part(self, key):
        return None if key in self.fields else key.rsplit(".", 1)[1]

    def kind(self, field):
        return self.fields[field]["kind"]

    def label(self, field):
        return self.fields[field]["label"]["nl"]

    def group(self, field):
        return field.split(".")[0].removesuffix("[]")

    def has(self, field, mark):
        return self.fields[field].get(mark, False)

    def ordered(self, fields):
        return [field for field in self.fields if field in fields]

    def words(self, field):
        return ["ja", "nee"] if self.kind(field) == "yes_no" else self.fields[field].get("choices", [])


class Form:
    def __init__(self, root, form_id, schema):
        self.written = written = read(root / f"{form_id}.toml")
        self.id, self.schema, self.head = form_id, schema, written["form"]
        self.not_asked, self.asked, self.required, self.questions = written.get("not_asked", {}), set(), set(), []
        self.lists = {name: {word: listed(all_)[0] for word, all_ in words.items()}
                      for name, words in read(root / "choices.toml").items()}
        self.by_row, self.notation = self.head.get("per") == "row", written.get("notation", {})
        for key, lines in written.get("answers", {}).items():
            for line in listed(lines):
                self.take([key], line)
        for line in written.get("combined", []):
            patterns = [re.findall(r"\{([^}]+)\}", pattern) for pattern in listed(line["pattern"])]
            for keys in patterns[1:]:
                self.asked.update(map(schema.of, keys))
            self.take(patterns[0], line)
        for group, rows in written.get("rows", {}).items():
            for name, column in {**rows.get("columns", {}), **rows.get("answers", {})}.items():
                column = column if isinstance(column, dict) else {"label": column}
                key = f"{group}[].{name}"
                self.asked.add(schema.of(key))
                ticks = column.get("ticks", {})
                wording = listed(column["label"])[0] if "label" in column else " / ".join(ticks.values())
                wording = " ".join(wording.replace("{n}", "").split()).replace(" ?", "?") if "block" in rows else wording
                self.questions.append({"targets": [key], "wording": wording, "name": None, "required": False, "group": group,
                                       "under": listed(rows.get("section", [])), **self.way([key], column)})

        self.scheme, self.of_practice = self.head.get("scheme"), self.head["body"] in PRACTICE_BODIES
        # the standard form is the measure of the others: it counts in no figure, and nobody's source asks its questions
        self.is_standard = self.head["body"] == "standaard"
        self.practice = set(self.head.get("practice", [])) if self.head["basis"] == "reconstruction" else set()

    def evidence(self, field):
        if self.is_standard:
            return "standard"
        if self.head["basis"] == "original":
            return "confirmed"
        return "practice" if field in self.practice else "printed"

    def sourced(self, fields):
        """Those of the fields that a source or an original asks."""
        return {field for field in fields if self.evidence(field) not in ("practice", "standard")}

    def is_sourced_question(self, question):
        return set(self.fields(question)) == self.sourced(self.fields(question))

    def only_sourced(self):
        """The same form with only what is sourced."""
        if self.is_standard:
            return self
        other = copy.copy(self)
        other.asked = self.sourced(self.asked)
        kept = [{**q, "targets": [key for key in q["targets"] if self.sourced([self.schema.of(key)])]} for q in self.questions]
        other.questions = [question for question in kept if question["targets"]]
        return other

    def take(self, keys, line):
        schema = self.schema
        self.asked.update(map(schema.of, keys))
        if line.get("required"):
            self.required.update(map(schema.of, keys))
        names = [name for key in ("control", "field", "pointer") for name in listed(line.get(key, []))]
        question = {"targets": keys, "wording": self.wording(line), "name": names[0] if names else None,
                    "under": listed(line.get("section", [])), "required": line.get("required", False), "group": None, **self.way(keys, line)}
        if "label" in line and "column" in line and not self.by_row:
            question["under"] = question["under"] + listed(line["column"])[:1]
        for known in self.questions:
            if self.is_same(known, question):
                known["targets"] += [key for key in keys if key not in known["targets"]]
                known["required"] |= question["required"]
                if known["way"] == question["way"] == "ticked":
                    known["choices"] = known["choices"] + question["choices"]
                return
        self.questions.append(question)

    def way(self, keys, line):
        """How a line is answered, and by which words: schema word and what is printed."""
        field = self.schema.of(keys[0])
        kind, choices = self.schema.kind(field), line.get("choices", {})
        if "ticks" in line:
            return {"way": "ticked", "choices": list(line["ticks"].items())}
        if len(keys) > 1 or "pattern" in line or kind not in ("choice", "yes_no"):
            return {"way": "written", "choices": []}
        own = {word: listed(wordings)[0] for word, wordings in choices.items()} if isinstance(choices, dict) else {}
        if kind == "choice" and not own and "notation" not in line:
            return {"way": "open", "choices": []}
        if kind == "choice":
            return {"way": "chosen", "choices": list(own.items())}
        pair = re.fullmatch(r"(\w+)/(\w+)", line.get("notation", self.notation.get("yes_no", "")))
        shared = self.lists[choices] if isinstance(choices, str) else own
        return {"way": "chosen", "choices": [(word, pair[n + 1] if pair else shared.get(word, word))
                                             for n, word in enumerate(("ja", "nee"))]}

    def wording(self, line):
        if {"at", "control", "field", "pointer"} & set(line):
            return ""
        if self.by_row and "column" in line and "ticks" not in line:
            column = line["column"]
            return f"kolom {column}" if isinstance(column, int) else listed(column)[0]
        if "label" in line:
            return listed(line["label"])[0]
        return " / ".join(line.get("ticks", {}).values())

    def is_same(self, known, new):
        alike = (fold_label(known["wording"]), known["under"]) == (fold_label(new["wording"]), new["under"])
        if new["wording"] and alike:
            return True
        field = self.schema.of(new["targets"][0])
        several = self.schema.has(field, "many") or self.schema.kind(field) in PARTS
        return len(new["targets"]) == 1 and not several and known["targets"] == new["targets"]

    def fields(self, question):
        return list(dict.fromkeys(map(self.schema.of, question["targets"])))

    def asking(self, field):
        return [question for question in self.questions if field in self.fields(question)]

    def words(self, field):
        return {fold_label(question["wording"]) for question in self.asking(field)} - {""}

    def wordings(self, field):
        """As printed, the headings above it first, each once."""
        return list(dict.fromkeys(
            " › ".join([*q["under"], f"(veld {q['name']})" if q["name"] else q["wording"] or "(zonder gedrukte vraag)"])
            for q in self.asking(field)))

    def knows(self, field):
        return field == "formulier.soort" or (field == "gemeente.naam" and self.head["body"].startswith("GM"))
