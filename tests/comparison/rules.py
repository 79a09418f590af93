"""Rules: of each body the text that counts, what it says by subject, and how much coaching that is for one person."""
import re
from fractions import Fraction

from fold import fold
from form import read

SECOND_HAND = {"secondary_transcription", "third_party_page"}
YEARS = ["year_1", "year_2", "year_3plus"]
SECTIONS = {"Toegang": "entry", "Omvang": "intensity", "Proefplaatsing": "proefplaatsing", "Duur": "duration",
            "Evaluatie": "evaluation", "Stukken": "documents", "Tarief": "tariff", "Subsidie": "subsidy",
            "Interne werkbegeleiding": "werkbegeleiding", "Kwaliteit": "quality", "Proces": "process", "Procedure": "procedure"}
REGIME_WORDS = {"zwaar": "intensief", "zwaarste": "intensief", "middel": "midden", "gemiddeld": "midden", "middenregime": "midden"}
IN_WORDS = {"basis", "pro_rata_note", "switch_regime", "group_rule", "carry_forward_max_hours", "carry_forward_condition",
            "carry_backward_max_hours"}
OF_RATES = {"currency", "per", "vat", "rates"}
SUBJECTS = {
    "Wie vraagt aan": ["entry.applicant"],
    "Voor wie": ["entry.target_group", "entry.doelgroepregister_required"],
    "Drempel": ["entry.min_hours_per_week", "entry.more_than_hours_per_week", "entry.min_contract_months",
                "entry.min_loonwaarde_percent"],
    "Vorm": ["entry.delivery_forms"],
    "Duur": ["duration.max_months", "duration.grant_period_months", "duration.extension"],
    "Evaluatie": ["evaluation.review_every_months", "evaluation.report_every_months", "evaluation.frequency",
                  "evaluation.as_agreed"],
    "Tarief": ["tariff.rates"],
    "Kwaliteit": ["quality.education", "quality.training", "quality.certification_required", "quality.hired_coach",
                  "quality.employed_coach", "quality.min_staff_fte", "quality.general"],
    "Wie signaleert": ["process.signals"],
    "Wie beoordeelt": ["process.assesses"],
    "Wie besluit": ["process.decides"],
    "Waarmee": ["process.instruments", "process.information_sources"],
    "Jobcoaches": ["process.coaches"],
    "Herbeoordeling": ["process.stricter_at_reassessment", "process.reassessment"],
}


def number(written):
    return None if written is None else Fraction(str(written))


def plain(name):
    name = name.strip().replace("_", " ").lower()
    return REGIME_WORDS.get(name, name)


def written_in_dutch(amount):
    whole, _, part = f"{float(amount):.10f}".rstrip("0").partition(".")
    whole = f"{int(whole):,}".replace(",", ".") if len(whole) > 4 else whole
    return f"{whole},{part}" if part else whole


class Refused(Exception):
    """Why there is no figure."""


class Ruling:
    def __init__(self, root, ruling_id):
        file = read(root / "rules" / f"{ruling_id}.toml")
        self.id, self.file, self.head, self.evidence = ruling_id, file, file["ruling"], file["evidence"]
        self.intensity, self.regimes = file.get("intensity"), file.get("intensity", {}).get("regimes", [])
        if "method" not in (self.intensity or {}):
            self.intensity = None
        self.second_hand, scheme = self.evidence["level"] in SECOND_HAND, self.head.get("scheme")
        self.name = self.head["name"]
        if scheme and scheme not in self.name:
            self.name += f" ({scheme})"
        self.begin = min(filter(None, (self.head.get("retroactive_to"), self.head.get("in_force_from"))), default=None)

    def holds(self, date):
        return (self.begin is None or self.begin <= date) and date <= self.head.get("in_force_until", date)

    def rate(self, date):
        rates = [rate for rate in self.file.get("tariff", {}).get("rates", []) if str(rate.get("from", "0")) <= date]
        return number(rates[-1]["amount"]) if rates else None

    def facts(self):
        """What is said, by section and key, the hourly rate apart."""
        for section in SECTIONS.values():
            for key, value in self.file.get(section, {}).items():
                if key in IN_WORDS if section == "intensity" else not (section == "tariff" and key in OF_RATES):
                    yield f"{section}.{key}", value


def counting(root, date):
    """Of each body and scheme: what says how much, then what holds, then the latest; UWV first, then by name."""
    bodies = {}
    for path in sorted((root / "rules").glob("*.toml")):
        ruling = Ruling(root, path.stem)
        if ruling.begin is None or ruling.begin <= date:
            bodies.setdefault((ruling.head["body"], ruling.head.get("scheme")), []).append(ruling)
    rank = lambda ruling: (ruling.intensity is not None, ruling.holds(date), ruling.begin or "")
    best = [sorted(rulings, key=rank)[-1] for rulings in bodies.values()]
    return sorted(best, key=lambda one: (one.head["kind"] != "uwv", one.head.get("scheme", ""), one.head["name"]))


def regime_for(ruling, asked, year):
    """The regime that is named, else the default one, the one of the period, or the only one."""
    name, regimes = asked["regime"], ruling.regimes
    for regime in regimes:
        if name and plain(regime["name"]) == plain(name):
            return regime
    if name and ruling.intensity["method"] not in ("percentage_by_year", "fixed_amount_per_period"):
        raise Refused("regime_unknown")
    default = ruling.intensity.get("default_regime")
    period = "first" if year == 1 else "later"
    fitting = [one for one in regimes if (plain(one["name"]) == plain(default) if default
                                          else len(regimes) == 1 or one.get("period") == period)]
    if not fitting:
        raise Refused("regime_missing")
    return fitting[0]


def half_year(ruling, regime, year, asked):
    """Hours per half-year of a regime in a year of coaching, and whether they are indicative."""
    intensity, method = ruling.intensity, ruling.intensity["method"]
    amount = number(regime.get("per_period", regime.get("every_year", regime.get(YEARS[year - 1]))))
    if amount is None:
        raise Refused("year_not_seen")
    months = regime.get("months") or asked["months"]
    if method == "fixed_amount_per_period" and months is None:
        raise Refused("months_missing")
    if method == "fixed_amount_per_period" and regime["period"] == "first" and year > 1:
        raise Refused("not_in_this_year")

    def needed(base, code):
        if base is None:
            raise Refused(code)
        return base

    work = lambda: needed(number(asked["hours_per_week"]), "work_hours_missing")
    weeks = lambda: needed(number(intensity.get("weeks_per_year_basis", asked["weeks_per_year"])), "weeks_missing")
    given = number(asked["tariff"])
    rate = lambda: needed(ruling.rate(asked["date"]) or given, "tariff_missing")
    reference = number(intensity.get("reference_hours_per_week"))
    share = lambda: min(Fraction(1), work() / reference) if reference else Fraction(1)
    by_rate = intensity["unit"] == "eur"
    hours = {
        "percentage_by_regime": lambda: amount / 100 * work() * weeks() / 2,
        "percentage_by_year": lambda: amount / 100 * work() * weeks() / 2,
        "fixed_hours_by_regime": lambda: amount * share() / 2,
        "hours_picklist": lambda: amount * share() / 2,
        "fixed_amount_by_regime": lambda: amount * share() / (2 * rate()),
        "fixed_amount_per_period": lambda: amount / rate() * 6 / months,
        "hours_per_week": lambda: amount * weeks() / 2,
        "hours_per_month": lambda: amount * 6,
        "minutes_per_workday": lambda: amount / 60 / 8 * work() * weeks() / 2,
    }[method]()
    return hours, ruling.second_hand or (by_rate and ruling.rate(asked["date"]) is None)


def two_decimals(hours):
    return f"{int(hours * 100 + Fraction(1, 2)) / 100:.2f}"


def figure(ruling, regime, year, asked):
    """A figure without its words, and the hours in full."""
    try:
        if ruling.intensity is None:
            raise Refused("not_seen")
        hours, indicative = half_year(ruling, regime or regime_for(ruling, asked, year), year, asked)
        return {"hours": two_decimals(hours), "indicative": indicative}, hours
    except Refused as refused:
        return {"code": str(refused)}, None


def row(ruling, regime, asked):
    years = [figure(ruling, regime, year, asked) for year in (1, 2, 3)]
    by_year = regime is not None and any(year in regime for year in YEARS)
    total = sum(2 * hours for _, hours in years) if by_year and None not in [hours for _, hours in years] else None
    return {"ruling": ruling.id, "name": ruling.name, "regime": regime and regime["name"],
            "years": [one for one, _ in years], "total": total and two_decimals(total)}


def of_person(rulings, asked):
    rows = [(ruling, *figure(ruling, None, asked["year"], asked)) for ruling in rulings]
    rows = sorted(rows, key=lambda row: -1 if row[2] is None else row[2], reverse=True)
    return [{"ruling": ruling.id, "name": ruling.name, "figure": told} for ruling, told, _ in rows]


def body(ruling, date):
    return {"id": ruling.id, "name": ruling.name, "scheme": ruling.head.get("scheme"),
            "cited": ruling.head.get("title", ruling.head["name"]), "regulation": ruling.head.get("regulation"),
            "level": ruling.evidence["level"], "second_hand": ruling.second_hand, "source": ruling.evidence["source"],
            "source_kind": ruling.evidence.get("source_kind", "publication"), "follows": ruling.head.get("follows"),
            # no rules that come with the program follow others
            "lapsed": None,
            "seen_on": ruling.evidence["seen_on"], "holds": ruling.holds(date)}


def says(text, value):
    """Whether a text is this value in Dutch, whatever unit stands behind its numbers."""
    if isinstance(value, bool):
        return text == ("ja" if value else "nee")
    if isinstance(value, (int, float)):
        return text.split(" ")[0] == written_in_dutch(value)
    if isinstance(value, list):
        return text == "; ".join(value)
    if isinstance(value, dict):
        told = [one.rsplit(" ", 2) if one.count(" ") > 1 else one.split(" ") for one in text.split("; ")]
        return [(one[0], one[1]) for one in told] == [(plain(name), written_in_dutch(one)) for name, one in value.items()]
    return text == value


def says_rate(text, rate):
    return text.startswith(f"€ {float(rate):.2f} per uur".replace(".", ","))


def facts(told, rulings, date):
    """By subject and ruling what is said: as it is told where that is what the file says, else as the file has it."""
    said, found, labels = {}, {}, {}
    for subject in told:
        fact = f"{SECTIONS.get(subject['section'])}.{subject['key']}"
        labels[fact] = subject["label"]
        for one in subject["said"]:
            said[fact, one["ruling"]] = [one["name"], one["second_hand"], one["follows"], one["text"]]
    for ruling in rulings:
        right = {fact: (says, value) for fact, value in ruling.facts()}
        if ruling.rate(date) is not None:
            right["tariff.rates"] = (says_rate, ruling.rate(date))
        for fact, (is_right, value) in right.items():
            text = said.get((fact, ruling.id), [None])[-1]
            found[fact, ruling.id] = [ruling.name, ruling.second_hand, False, text if text and is_right(text, value) else str(value)]
    return said, found, labels


# Facts that answer one question in different ways.
ONE_QUESTION = [{"evaluation.frequency", "evaluation.as_agreed"}]


def without_asides(text):
    return fold(re.sub(r"\([^)]*\)?", "", text)) or fold(text)


def held(rulings, texts):
    """By fact what is said alike, the parts of a list each; by the most first, and whether more than half of those say it
    that answer its question in whatever way."""
    rows = {}
    for fact in dict.fromkeys(fact for fact, _ in texts):
        question = {fact}.union(*(facts for facts in ONE_QUESTION if fact in facts))
        alike, count = {}, sum(any((one, ruling.id) in texts for one in question) for ruling in rulings)
        for ruling in rulings:
            if (fact, ruling.id) in texts:
                value = dict(ruling.facts()).get(fact)
                for text in value if isinstance(value, list) else [texts[fact, ruling.id][-1]]:
                    alike.setdefault(without_asides(text), (text, []))[1].append(ruling.id)
        one = [{"text": text, "rulings": list(dict.fromkeys(ids)), "voices": len(set(ids)), "of": count,
                "majority": len(set(ids)) * 2 > count}
               for text, ids in alike.values()]
        rows[fact] = sorted(one, key=lambda row: -len(row["rulings"]))
    return rows


def definitions(rulings):
    words = {}
    for ruling in rulings:
        for word, text in ruling.file.get("definitions", {}).items():
            said = {"ruling": ruling.id, "name": ruling.name, "text": text, "second_hand": ruling.second_hand, "follows": False}
            words.setdefault(word.replace("_", " "), []).append(said)
    return [{"word": word, "said": said} for word, said in sorted(words.items())]


def side_by_side(rulings, texts, labels):
    """A row a ruling: the facts of each subject, what is no text with its label before it."""
    def said(ruling, ids):
        values = dict(ruling.facts())
        told = [(fact, texts[fact, ruling.id][-1]) for fact in ids if (fact, ruling.id) in texts]
        numbers = lambda fact: isinstance(values.get(fact), (int, float, bool, dict))
        return "; ".join(f"{labels[fact].lower()}: {text}" if numbers(fact) else text for fact, text in told) or None
    rows = [{"ruling": ruling.id, "name": ruling.name, "second_hand": ruling.second_hand,
             "said": [[subject, said(ruling, ids)] for subject, ids in SUBJECTS.items()]} for ruling in rulings]
    return [row for row in rows if any(text for _, text in row["said"])]


def bare(figure):
    """A figure without the words beside it."""
    (kind, told), = figure.items()
    return {key: told[key] for key in (("hours", "indicative") if kind == "hours" else ("code",))}


def rules(root, told):
    """What is told and what is found, the words beside figures left out."""
    asked, date = told["asked"], told["asked"]["date"]
    wanted = {one["id"] for one in told["rulings"]}
    rulings = [ruling for ruling in counting(root, date) if ruling.id in wanted]
    said, found, labels = facts(told["facts"], rulings, date)
    keyed = lambda facts: {" ".join(key): value for key, value in facts.items()}
    return ({"rulings": told["rulings"],
             "person": [{**one, "figure": bare(one["figure"])} for one in told["person"]],
             "intensity": [{**one, "years": [bare(year) for year in one["years"]]} for one in told["intensity"]],
             "side_by_side": told["side_by_side"], "facts": keyed(said), "definitions": told["definitions"],
             "held": {f"{SECTIONS.get(one['section'])}.{one['key']}": one["held"] for one in told["facts"]}},
            {"rulings": [body(ruling, date) for ruling in rulings], "person": of_person(rulings, asked),
             "intensity": [row(ruling, regime, asked) for ruling in rulings for regime in ruling.regimes or [None]],
             "side_by_side": side_by_side(rulings, found, labels), "facts": keyed(found),
             "definitions": definitions(rulings), "held": held(rulings, found)})
