"""Recomputes the main figures of `eenvorm compare --to json` from the mapping files alone, and says where they differ.

    python3 tests/comparison.py mappings vergelijking.json

Coverage, words, what is asked again, distances with their groups, burden, and hours by the rules; it shares no code with the
program.
"""
import json
import pathlib
import re
import sys
import tomllib
import unicodedata
from fractions import Fraction

COURSE = ["aanmelding", "aanvraag", "advies", "gesprek", "plan_van_aanpak", "urenverantwoording", "voortgang",
          "vervolgaanvraag", "wijziging", "eindrapport"]
NEW_EACH_TIME = {"formulier", "ondertekening", "uren", "voortgang", "uitkomst"}
ROWS = {"doelen": 3, "uren": 10}
SECONDS = {"prose": 180, "text": 30, "address": 30, "iban": 30, "date": 15, "time": 15, "duration": 15,
           "yes_no": 10, "choice": 10}
PARTS = {"name", "address"}
ASIDES = {"verplicht", "verplichtveld", "nietverplicht", "optioneel", "facultatief", "indienvantoepassing",
          "invantoepassing", "ivt", "indienbekend", "indienaanwezig", "nvtindiennvt", "vultuin"}


def listed(value):
    return value if isinstance(value, list) else [value]


def fold(text):
    plain = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    return "".join(c for c in plain.lower() if c.isalnum())


def fold_label(text):
    """A label without its question number and its asides."""
    text = text.strip()
    number = re.match(r"\(?(?:[Vv]raag\s*(?=\d))?(?:\d[\d.]*(?:(?:[a-df-z](?=\W|$)[).:]*)|[):])?|[A-Za-z][.)](?=\s))\s*(.*)",
                      text, re.S)
    if number and number[1]:
        rest = number[1]
        marked = re.match(r"\(?(?:[Vv]raag\s*)?(?:\d+\.[\d.]*|\d[\d.]*[a-df-z]?[):]|\d[\d.]*[a-df-z]\W|[A-Za-z][.)]\s)", text)
        apart = text[: len(text) - len(rest)][-1:].isspace()
        if (marked and (apart or rest[0].isupper() or not text[0].isdigit())) or (apart and rest[0].isupper()):
            text = rest
    while True:
        text = text.rstrip().rstrip(":*.").rstrip()
        aside = re.match(r"(.+)\(([^()]*)\)$", text, re.S)
        if not aside or fold(aside[2]) not in ASIDES:
            return fold(text)
        text = aside[1]


class Schema:
    def __init__(self, root):
        self.fields = tomllib.loads((root / "schema.toml").read_text("utf-8"))["field"]

    def of(self, key):
        return key if key in self.fields else key.rsplit(".", 1)[0]

    def kind(self, field):
        return self.fields[field]["kind"]

    def ordered(self, fields):
        return [field for field in self.fields if field in fields]


class Form:
    """A form as its mapping file says it: the fields it asks and the questions it prints."""

    def __init__(self, root, form_id, schema):
        written = tomllib.loads((root / f"{form_id}.toml").read_text("utf-8"))
        self.id, self.schema, self.head = form_id, schema, written["form"]
        self.not_asked, self.asked, self.required, self.questions = written.get("not_asked", {}), set(), set(), []
        by_row = self.head.get("per") == "row"
        for key, lines in written.get("answers", {}).items():
            for line in listed(lines):
                self.take([key], line, by_row)
        for line in written.get("combined", []):
            patterns = [re.findall(r"\{([^}]+)\}", pattern) for pattern in listed(line["pattern"])]
            for keys in patterns[1:]:
                self.asked.update(map(schema.of, keys))
            self.take(patterns[0], line, by_row)
        for group, rows in written.get("rows", {}).items():
            for name, column in {**rows.get("columns", {}), **rows.get("answers", {})}.items():
                column = column if isinstance(column, dict) else {"label": column}
                key = f"{group}[].{name}"
                self.asked.add(schema.of(key))
                ticks = column.get("ticks", {})
                wording = listed(column["label"])[0] if "label" in column else " / ".join(ticks.values())
                chosen = bool(ticks) or schema.kind(schema.of(key)) in ("choice", "yes_no")
                self.questions.append({"targets": [key], "wording": wording, "under": listed(rows.get("section", [])),
                                       "required": False, "chosen": chosen, "group": group})

    def take(self, keys, line, by_row):
        schema = self.schema
        self.asked.update(map(schema.of, keys))
        if line.get("required"):
            self.required.update(map(schema.of, keys))
        question = {"targets": keys, "wording": self.wording(line, by_row), "under": listed(line.get("section", [])),
                    "required": line.get("required", False), "group": None,
                    "chosen": "ticks" in line or (len(keys) == 1 and schema.kind(schema.of(keys[0])) in ("choice", "yes_no"))}
        if "label" in line and "column" in line and not by_row:
            question["under"] = question["under"] + listed(line["column"])[:1]
        for known in self.questions:
            if self.is_same(known, question):
                known["targets"] += [key for key in keys if key not in known["targets"]]
                known["required"] |= question["required"]
                return
        self.questions.append(question)

    def wording(self, line, by_row):
        named = [name for key in ("control", "field", "pointer") for name in listed(line.get(key, []))]
        if "at" in line:
            return ""
        if named:
            return named[0]
        if by_row and "column" in line and "ticks" not in line:
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
        several = self.schema.fields[field].get("many") or self.schema.kind(field) in PARTS
        return len(new["targets"]) == 1 and not several and known["targets"] == new["targets"]

    def fields(self, question):
        return list(dict.fromkeys(map(self.schema.of, question["targets"])))

    def asking(self, field):
        return [question for question in self.questions if field in self.fields(question)]

    def words(self, field):
        return {fold_label(question["wording"]) for question in self.asking(field)} - {""}

    def knows(self, field):
        return field == "formulier.soort" or (field == "gemeente.naam" and self.head["body"].startswith("GM"))

    def seconds(self, question):
        kinds = [self.schema.kind(field) for field in self.fields(question)]
        once = 10 if question["chosen"] else sum(SECONDS.get(kind, 20) for kind in kinds)
        return once * ROWS.get(question["group"], 1)

    def is_free(self, question):
        return not question["chosen"] and "prose" in [self.schema.kind(field) for field in self.fields(question)]

    def turn(self):
        return COURSE.index(self.head["kind"])


def coverage(forms, schema, told, same):
    rows = {row["field"]: row for row in told["coverage"]}
    same("fields asked", sorted(rows), sorted(set().union(*(form.asked for form in forms.values()))))
    counts = [row["asked_by"] for row in told["coverage"]]
    same("order of the coverage", counts, sorted(counts, reverse=True))
    for field, row in rows.items():
        count = sum(field in form.asked for form in forms.values())
        same(f"{field}: asked by", row["asked_by"], count)
        same(f"{field}: shared", row["shared"], count * 5 >= len(forms) * 4)
        for cell in row["forms"]:
            form = forms[cell["form"]]
            state = ("required" if field in form.required else "asked" if field in form.asked
                     else "known_by_itself" if form.knows(field) else "not_asked")
            same(f"{field} on {form.id}", (cell["state"], cell.get("reason")), (state, form.not_asked.get(field)))
            wordings = list(dict.fromkeys(
                " › ".join([*q["under"], q["wording"] or "(zonder gedrukte vraag)"]) for q in form.asking(field)))
            same(f"{field} on {form.id}: wordings", cell["wordings"], wordings)


def words(forms, schema, told, same):
    by_field, by_word = {}, {}
    for form in forms.values():
        for field in form.asked:
            for word in form.words(field):
                by_field.setdefault(field, {}).setdefault(word, set()).add(form.id)
        for question in form.questions:
            fields = form.fields(question)
            if len(fields) == 1 and question["wording"]:
                by_word.setdefault(fold_label(question["wording"]), {}).setdefault(fields[0], set()).add(form.id)
    used = {row["field"]: {fold_label(u["wording"]): set(u["forms"]) for u in row["wordings"]} for row in told["words"]["fields"]}
    same("words of fields", used, by_field)
    meant = {fold_label(row["wording"]): {m["field"]: set(m["forms"]) for m in row["fields"]} for row in told["words"]["ambiguous"]}
    same("ambiguous words", meant, {word: fields for word, fields in by_word.items() if len(fields) > 1})


def again(forms, schema, told, same):
    lasting = lambda fields: {field for field in fields if schema.of(field).split(".")[0].removesuffix("[]") not in NEW_EACH_TIME}
    bodies = {}
    for form in forms.values():
        bodies.setdefault(form.head["body"], []).append(form)
    several = {body for body, own in bodies.items() if len({form.head["kind"] for form in own}) > 1}
    same("trajectories", {t["body"] for t in told["twice"]["trajectories"]}, several)
    for trajectory in told["twice"]["trajectories"]:
        own, sums = bodies[trajectory["body"]], [0, 0]
        for step in trajectory["steps"]:
            form = forms[step["form"]]
            before = lasting(set().union(*(other.asked for other in own if other.turn() < form.turn())))
            known = sum(set(form.fields(question)) <= before for question in form.questions)
            sums = [sums[0] + len(form.questions), sums[1] + known]
            same(f"{form.id}: questions and known", (step["questions"], step["known_questions"]), (len(form.questions), known))
            same(f"{form.id}: asked again", [a["field"] for a in step["again"]], schema.ordered(form.asked & before))
        same(f"{trajectory['body']}: sums", [trajectory["questions"], trajectory["known_questions"]], sums)
    of_body = {body: lasting(set().union(*(form.asked for form in own))) for body, own in bodies.items()}
    for row in told["twice"]["with_uwv"]:
        facts = of_body[row["body"]]
        same(f"{row['body']} and UWV", (row["asked"], row["both"]), (len(facts), schema.ordered(facts & of_body["uwv"])))


def ten_thousandths(both, same_words, either):
    return int(Fraction(10_000) * (1 - Fraction(both + same_words, 2 * either)) + Fraction(1, 2)) if either else 0


def measured(one, other):
    both = one.asked & other.asked
    same_words = sum(bool(one.words(field) & other.words(field)) for field in both)
    return len(both), len(one.asked | other.asked), same_words


def merges(ids, between):
    """Average linkage; the ends that face each other are as near as can be."""
    groups, found = [[form] for form in ids], []
    while len(groups) > 1:
        mean = lambda a, b: Fraction(sum(between[x, y] for x in groups[a] for y in groups[b]), len(groups[a]) * len(groups[b]))
        pairs = [(a, b) for a in range(len(groups)) for b in range(a + 1, len(groups))]
        a, b = min(pairs, key=lambda pair: mean(*pair))
        distance = int(mean(a, b) + Fraction(1, 2))
        one, other = groups[a], groups.pop(b)
        ways = [(one, other), (one, other[::-1]), (one[::-1], other), (one[::-1], other[::-1])]
        one, other = min(ways, key=lambda way: between[way[0][-1], way[1][0]])
        found.append((one, other, distance))
        groups[a] = one + other
    return found


def distance(forms, schema, told, same, standard):
    told, between = told["distance"], {}
    for pair in told["pairs"]:
        both, either, same_words = measured(forms[pair["one"]], forms[pair["other"]])
        apart = ten_thousandths(both, same_words, either)
        between[pair["one"], pair["other"]] = between[pair["other"], pair["one"]] = apart
        same(f"{pair['one']} and {pair['other']}", (pair["both"], pair["either"], pair["same_words"], round(pair["distance"] * 10_000)),
             (both, either, same_words, apart))
    same("pairs", len(told["pairs"]), len(forms) * (len(forms) - 1) // 2)
    grown = merges(list(forms), between)
    same("groups", [(m["one"], m["other"], round(m["distance"] * 10_000)) for m in told["merges"]], grown)
    near = [set(one + other) for one, other, apart in grown if apart < 6000]
    largest = [group for group in near if not any(group < other for other in near)]
    same("families", sorted(map(sorted, told["families"])), sorted(map(sorted, largest)))
    if standard is None:
        return
    for row in told["to_standard"]:
        form = forms[row["form"]]
        both = form.asked & standard.asked
        reworded = {field for field in both if not form.words(field) & standard.words(field)}
        missing = {field for field in standard.asked - form.asked if not form.knows(field)}
        must = {field for field in missing if field in standard.required or schema.fields[field].get("core")}
        extra = form.asked - standard.asked
        apart = ten_thousandths(len(both), len(both - reworded), len(both | missing | extra))
        for name, fields in {"both": both, "reworded": reworded, "missing": missing, "must_add": must, "extra": extra}.items():
            same(f"{form.id} to the standard: {name}", row[name], schema.ordered(fields))
        same(f"{form.id} to the standard", round(row["distance"] * 10_000), apart)


def burden(forms, schema, told, same):
    bodies = {}
    for row in told["burden"]["forms"]:
        form = forms[row["form"]]
        minutes = -(-sum(map(form.seconds, form.questions)) // 60)
        counts = (len(form.questions), sum(q["required"] for q in form.questions), sum(map(form.is_free, form.questions)), minutes)
        same(f"{form.id}: burden", (row["questions"], row["required"], row["free_text"], row["minutes"]), counts)
        sensitive = [field for field in schema.ordered(form.asked) if schema.fields[field].get("sensitive")]
        same(f"{form.id}: sensitive", row["sensitive"], sensitive)
        same(f"{form.id}: beyond a plan", row["beyond_plan"], [f for f in sensitive if not schema.fields[f].get("core")])
        sums = bodies.setdefault(form.head["body"], [0, 0, 0])
        bodies[form.head["body"]] = [sums[0] + 1, sums[1] + counts[0], sums[2] + minutes]
    same("bodies", {b["body"]: [b["forms"], b["questions"], b["minutes"]] for b in told["burden"]["bodies"]}, bodies)


def half_year(ruling, regime, year, asked):
    """Hours per half-year of a regime in a year of coaching, or none where a base is missing."""
    intensity, number = ruling["intensity"], lambda text: None if text is None else Fraction(str(text))
    work, given_weeks, given_rate = (number(asked[key]) for key in ("hours_per_week", "weeks_per_year", "tariff"))
    method = intensity["method"]
    if method == "fixed_amount_per_period":
        if regime["period"] == "first" and year > 1:
            return None
        amount, months = number(regime.get("per_period")), regime.get("months") or asked["months"]
    else:
        amount, months = number(regime.get("every_year", regime.get(["year_1", "year_2", "year_3plus"][year - 1]))), None
    if amount is None:
        return None
    rates = [rate for rate in ruling.get("tariff", {}).get("rates", []) if str(rate.get("from", "0")) <= asked["date"]]
    rate = number(rates[-1]["amount"]) if rates else given_rate
    reference = number(intensity.get("reference_hours_per_week"))
    if reference and work is None:
        return None
    share = min(Fraction(1), work / reference) if reference else Fraction(1)
    if intensity["unit"] == "percent":
        weeks = number(intensity.get("weeks_per_year_basis")) or given_weeks
        return amount / 100 * work * weeks / 2 if work and weeks else None
    if intensity["unit"] == "hours":
        return amount * share / 2
    if rate is None:
        return None
    return amount / rate * 6 / months if months else amount * share / (2 * rate) if method != "fixed_amount_per_period" else None


def rules(root, told, same):
    hundredths = lambda hours: None if hours is None else int(hours * 100 + Fraction(1, 2))
    for row in told["intensity"]:
        ruling = tomllib.loads((root / "rules" / f"{row['ruling']}.toml").read_text("utf-8"))
        regimes = ruling.get("intensity", {}).get("regimes", [])
        regime = next((r for r in regimes if r["name"] == row["regime"]), None)
        for year, figure in enumerate(row["years"], 1):
            shown = hundredths(Fraction(figure["hours"]["hours"])) if "hours" in figure else None
            found = hundredths(half_year(ruling, regime, year, told["asked"])) if regime else None
            same(f"{row['ruling']}, {row['regime']}, year {year}", shown, found)


def main(folder, comparison):
    root, differ, compared = pathlib.Path(folder), [], 0
    schema = Schema(root)
    forms = {form["id"]: Form(root, form["id"], schema) for form in comparison["forms"]}
    standard = comparison["distance"]["standard"]
    standard = None if standard == "kern" else Form(root, standard, schema)

    def same(what, told, found):
        nonlocal compared
        compared += 1
        if told != found:
            differ.append(f"{what}: {told}, and by the files {found}")

    for form in comparison["forms"]:
        own = forms[form["id"]]
        same(f"{own.id}: sizes", (form["fields"], form["questions"]), (len(own.asked), len(own.questions)))
    for measure in (coverage, words, again, burden):
        measure(forms, schema, comparison, same)
    distance(forms, schema, comparison, same, standard)
    if "rules" in comparison:
        rules(root, comparison["rules"], same)
    print("\n".join(differ) or f"{compared} figures of {len(forms)} forms: the same")
    return bool(differ)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], json.load(open(sys.argv[2], encoding="utf-8"))))
