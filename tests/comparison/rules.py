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

    @property
    def rates(self):
        return self.file.get("tariff", {}).get("rates", [])

    def facts(self):
        """What is said, by section and key, the hourly rate apart."""
        for section in SECTIONS.values():
            for key, value in self.file.get(section, {}).items():
                if key in IN_WORDS if section == "intensity" else not (section == "tariff" and key in OF_RATES):
                    yield f"{section}.{key}", value


def since(text):
    """Since when it is known to be so: an undated text says what held when it was read."""
    return text.begin or text.evidence["seen_on"]


def newest(texts):
    """What others say of a body comes last, the newest first, of equals by the name of the file."""
    texts = sorted(texts, key=lambda text: text.id)
    texts = sorted(texts, key=since, reverse=True)
    return sorted(texts, key=lambda text: text.second_hand)


def stem(text):
    return (text.head.get("regulation") or "").split("/")[0].lower()


class Combined:
    """The texts of one body and scheme: each subject from the newest that says it."""

    def __init__(self, texts, date):
        begun = [text for text in texts if text.begin is None or text.begin <= date]
        rank = lambda text: (text.intensity is not None, text.holds(date))
        best = max(map(rank, begun))
        self.main = newest([text for text in begun if rank(text) == best])[0]
        self.id, self.name, self.head, self.intensity, self.regimes = (
            self.main.id, self.main.name, self.main.head, self.main.intensity, self.main.regimes)
        self.second_hand, self.scheme = self.main.second_hand, self.head.get("scheme")
        self.standing = {text.id: self.stands(text, texts, date) for text in texts}
        counting = newest([text for text in texts if self.standing[text.id][0] == "counts"])
        self.texts = counting + newest([text for text in texts if text not in counting])
        self.several = len(counting) > 1
        self.said, self.older, self.words, self.older_words = {}, [], {}, []
        if self.intensity:
            self.said["intensity.regimes"] = (self.regimes, self.main)
        for text in counting:
            self.add(text)
        for text in counting:
            if not [*text.facts(), *text.file.get("definitions", {}), *text.rates, *(["regimes"] if text.intensity else [])]:
                self.standing[text.id] = ("nothing_seen", None)
            elif not self.gives(text):
                self.standing[text.id] = ("said_by_newer", None)

    def stands(self, text, texts, date):
        holds = lambda one: (one.begin is None or one.begin <= date) and one.holds(date)
        later = [one for one in texts if one is not text and stem(text) and stem(one) == stem(text)
                 and holds(one) and since(one) > since(text)]
        if text.begin is not None and text.begin > date:
            return "not_yet", None
        if text is self.main:
            return "counts", None
        if not holds(text):
            return "lapsed", None
        return ("replaced", later[0].head.get("regulation")) if later else ("counts", None)

    def add(self, text):
        told = dict(text.facts())
        if text.rates:
            told["tariff.rates"] = text.rates
        if text.intensity:
            told["intensity.regimes"] = text.regimes
        for fact, value in told.items():
            if fact not in self.said:
                self.said[fact] = (value, text)
            elif self.said[fact][0] != value:
                self.older.append((fact, value, text))
        for word, meaning in text.file.get("definitions", {}).items():
            if word not in self.words:
                self.words[word] = (meaning, text)
            elif self.words[word][0] != meaning:
                self.older_words.append((word, meaning, text))

    def gives(self, text):
        sections = {fact.split(".")[0] for fact, (_, of) in self.said.items() if of is text}
        named = [label for label, section in SECTIONS.items() if section in sections]
        return named + ["Begrippen"] * any(of is text for _, of in self.words.values())

    def rate(self, date):
        return rate_on(self.said.get("tariff.rates", ([],))[0], date)

    def facts(self):
        return [(fact, value) for fact, (value, _) in self.said.items() if fact not in ("tariff.rates", "intensity.regimes")]


def rate_on(rates, date):
    begun = [rate for rate in rates if str(rate.get("from", "0")) <= date]
    return number(begun[-1]["amount"]) if begun else None


def counting(root, date):
    """The texts of each body and scheme together; UWV first, then by name. And the bodies of which none has begun."""
    bodies, later = {}, []
    for path in sorted((root / "rules").glob("*.toml")):
        ruling = Ruling(root, path.stem)
        bodies.setdefault((ruling.head["body"].lower(), ruling.head.get("scheme")), []).append(ruling)
    begun = lambda texts: any(text.begin is None or text.begin <= date for text in texts)
    later = [text for texts in bodies.values() if not begun(texts) for text in texts]
    found = [Combined(texts, date) for texts in bodies.values() if begun(texts)]
    return sorted(found, key=lambda one: (one.head["kind"] != "uwv", one.scheme or "", one.head["name"])), later


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
    return {"id": ruling.id, "name": ruling.name, "scheme": ruling.scheme, "second_hand": ruling.second_hand,
            "follows": ruling.head.get("follows"),
            # no rules that come with the program follow others
            "lapsed": None, "intensity_followed": False, "holds": ruling.main.holds(date)}


def source(text, ruling, standing, gives, date):
    return {"ruling": ruling.id, "name": ruling.name, "file": text.id, "cited": text.head.get("title", text.head["name"]),
            "regulation": text.head.get("regulation"), "level": text.evidence["level"], "second_hand": text.second_hand,
            "source": text.evidence["source"], "source_kind": text.evidence.get("source_kind", "publication"),
            "seen_on": text.evidence["seen_on"], "in_force_from": text.begin,
            "in_force_until": text.head.get("in_force_until"), "holds": text.holds(date), "follows": text.head.get("follows"),
            "standing": standing[0], "replaced_by": standing[1], "gives": gives}


def sources(rulings, later, date):
    of_bodies = [source(text, ruling, ruling.standing[text.id], ruling.gives(text), date)
                 for ruling in rulings for text in ruling.texts]
    return of_bodies + [source(text, text, ("not_yet", None), [], date) for text in later]


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


UNITS = {"percentage_by_regime": "% van de werkuren", "percentage_by_year": "% van de werkuren",
         "fixed_hours_by_regime": "uur per jaar", "hours_picklist": "uur per jaar", "fixed_amount_by_regime": "euro per jaar",
         "fixed_amount_per_period": "euro per periode", "hours_per_week": "uur per week", "hours_per_month": "uur per maand",
         "minutes_per_workday": "minuten per werkdag"}


def statement(ruling, text, told):
    return {"ruling": ruling.id, "name": ruling.name, "text": told, "file": text.id, "one_of_several": ruling.several,
            "second_hand": text.second_hand, "follows": False}


def right(text, fact, value, date):
    """Whether a text is what a file says of a fact."""
    if fact == "tariff.rates":
        return rate_on(value, date) is not None and says_rate(text, rate_on(value, date))
    return says(text, value)


def facts(told, rulings, date):
    """By subject and ruling what is said: as it is told where that is what the file says, else as the file has it."""
    said, found, labels = {}, {}, {}
    for subject in told:
        fact = f"{SECTIONS.get(subject['section'])}.{subject['key']}"
        labels[fact] = subject["label"]
        for kind in ("said", "older"):
            for one in subject[kind]:
                said[kind, fact, one["file"], one["ruling"]] = one
    for ruling in rulings:
        of_ruling = [("said", fact, value, text) for fact, (value, text) in ruling.said.items() if fact != "intensity.regimes"]
        for kind, fact, value, text in of_ruling + [("older", *one) for one in ruling.older]:
            key = (kind, fact, text.id, ruling.id)
            if fact == "tariff.rates" and rate_on(value, date) is None:
                continue
            if fact == "intensity.regimes":
                # no rules that come with the program say how much in two ways
                continue
            known = said.get(key, {}).get("text")
            found[key] = statement(ruling, text, known if known and right(known, fact, value, date) else str(value))
    return said, found, labels


def without_asides(text):
    kept = " ".join(re.sub(r"\([^)]*\)?", "", text).split())
    kept = kept.replace(" ,", ",").replace(" ;", ";").replace(" .", ".")
    return kept if fold(kept) else text


# Facts that answer one question in different ways.
HOW_OFTEN = ["evaluation.review_every_months", "evaluation.frequency", "evaluation.as_agreed"]
EVERY = {"elke", "elk", "iedere", "ieder", "om", "de", "het", "per", "eens", "in"}
LENGTHS = {"maandelijks": 1, "maand": 1, "kwartaal": 3, "driemaandelijks": 3, "halfjaarlijks": 6, "halfjaar": 6,
           "half jaar": 6, "jaarlijks": 12, "jaar": 12}
NUMBERS = ["een", "twee", "drie", "vier", "vijf", "zes", "zeven", "acht", "negen", "tien", "elf", "twaalf"]


def months(text):
    words = [word for word in re.findall(r"\w+", text.lower()) if word not in EVERY]
    if " ".join(words) in LENGTHS:
        return LENGTHS[" ".join(words)]
    count = words and (int(words[0]) if words[0].isdigit() else NUMBERS.index(words[0]) + 1 if words[0] in NUMBERS else None)
    if count and len(words) == 2 and words[1] in ("maanden", "maand", "jaar", "jaren"):
        return count * (1 if words[1].startswith("maand") else 12)
    return None


def every(count):
    return "elke maand" if count == 1 else f"elke {written_in_dutch(count)} maanden"


def how_often(ruling):
    values, told = dict(ruling.facts()), []
    review, frequency, agreed = (values.get(fact) for fact in HOW_OFTEN)
    if review is not None:
        told.append(every(review))
    if frequency is not None:
        told.append(every(months(frequency)) if months(frequency) else frequency)
    if agreed:
        told.append("naar afspraak")
    elif agreed is False and not told:
        told.append("niet naar afspraak")
    return told


def question(keys, label, rulings, answers):
    """What is said alike, the most first, without the asides that not all have; each body is one voice."""
    alike, speaking = {}, set()
    for ruling in rulings:
        for text in answers(ruling):
            body = ruling.head["body"].lower()
            speaking.add(body)
            row = alike.setdefault(fold(without_asides(text)), {"text": text, "rulings": [], "by": set()})
            if fold(row["text"]) != fold(text):
                row["text"] = without_asides(row["text"])
            row["rulings"] += [] if ruling.id in row["rulings"] else [ruling.id]
            row["by"].add(body)
    held = [{"text": row["text"], "rulings": row["rulings"], "following": [], "voices": len(row["by"]),
             "majority": len(row["by"]) * 2 > len(speaking)} for row in alike.values()]
    held.sort(key=lambda row: (-row["voices"], -len(row["rulings"])))
    section = next(label for label, section in SECTIONS.items() if section == keys[0].split(".")[0])
    return {"section": section, "label": label, "keys": [key.split(".")[1] for key in keys], "of": len(speaking), "held": held}


def questions(told, rulings, found, labels):
    """Every question that anybody answers, in the order in which they are told."""
    def answers(fact):
        def of_ruling(ruling):
            value = dict(ruling.facts()).get(fact)
            said = [one["text"] for (kind, of, _, by), one in found.items() if (kind, of, by) == ("said", fact, ruling.id)]
            return value if isinstance(value, list) else said
        return of_ruling
    asked = {fact for kind, fact, *_ in found if kind == "said"}
    rows = {fact: question([fact], labels.get(fact), rulings, answers(fact)) for fact in asked if fact not in HOW_OFTEN}
    if asked & set(HOW_OFTEN):
        rows[HOW_OFTEN[0]] = question(HOW_OFTEN, "Hoe vaak geëvalueerd of opnieuw besloten", rulings, how_often)
    order = [f"{SECTIONS.get(one['section'])}.{one['keys'][0]}" for one in told]
    return [rows[fact] for fact in sorted(rows, key=lambda fact: order.index(fact) if fact in order else len(order))]


def definitions(rulings):
    words = {}
    for ruling in rulings:
        newer = [("said", word, meaning, text) for word, (meaning, text) in ruling.words.items()]
        for kind, word, meaning, text in newer + [("older", *one) for one in ruling.older_words]:
            row = words.setdefault(word.replace("_", " "), {"said": [], "older": []})
            row[kind].append(statement(ruling, text, meaning))
    return [{"word": word, **said} for word, said in sorted(words.items())]


def side_by_side(rulings, texts, labels):
    """A row a ruling: the facts of each subject, what is no text with its label before it."""
    def said(ruling, ids):
        values = dict(ruling.facts())
        told = [(fact, texts[fact, ruling.id]) for fact in ids if (fact, ruling.id) in texts]
        numbers = lambda fact: isinstance(values.get(fact), (int, float, bool, dict))
        return "; ".join(f"{labels[fact].lower()}: {text}" if numbers(fact) else text for fact, text in told) or None
    second_hand = lambda ruling: any(text.second_hand for text in ruling.texts if ruling.standing[text.id][0] == "counts")
    rows = [{"ruling": ruling.id, "name": ruling.name, "second_hand": second_hand(ruling),
             "said": [[subject, said(ruling, ids)] for subject, ids in SUBJECTS.items()]} for ruling in rulings]
    return [row for row in rows if any(text for _, text in row["said"])]


def bare(figure):
    """A figure without the words beside it."""
    (kind, told), = figure.items()
    return {key: told[key] for key in (("hours", "indicative") if kind == "hours" else ("code",))}


def rules(root, told):
    """What is told and what is found, the words beside figures left out."""
    asked, date = told["asked"], told["asked"]["date"]
    wanted, files = {one["id"] for one in told["rulings"]}, {one["file"] for one in told["sources"]}
    rulings, later = counting(root, date)
    rulings, later = [ruling for ruling in rulings if ruling.id in wanted], [text for text in later if text.id in files]
    said, found, labels = facts(told["facts"], rulings, date)
    texts = {(fact, ruling): one["text"] for (kind, fact, _, ruling), one in found.items() if kind == "said"}
    keyed = lambda facts: {" ".join(key): value for key, value in facts.items()}
    return ({"rulings": told["rulings"], "sources": told["sources"], "questions": told["questions"],
             "person": [{**one, "figure": bare(one["figure"])} for one in told["person"]],
             "intensity": [{**one, "years": [bare(year) for year in one["years"]]} for one in told["intensity"]],
             "side_by_side": told["side_by_side"], "facts": keyed(said), "definitions": told["definitions"]},
            {"rulings": [body(ruling, date) for ruling in rulings], "sources": sources(rulings, later, date),
             "questions": questions(told["questions"], rulings, found, labels), "person": of_person(rulings, asked),
             "intensity": [row(ruling, regime, asked) for ruling in rulings for regime in ruling.regimes or [None]],
             "side_by_side": side_by_side(rulings, texts, labels), "facts": keyed(found),
             "definitions": definitions(rulings)})
