"""One plan van aanpak: 60 questions in 8 sections, 5 goals and an hours log of 12 rows, by a seed and a number."""

import datetime
from random import Random

from person import COACHES, EMPLOYERS, TOWNS, address, bsn, day, name, prose, reach

TITLE = "Plan van aanpak jobcoaching"
GOALS = ["Nr", "Doel", "Actie jobcoach", "Gewenst resultaat", "Einddatum", "Status"]
HOURS = ["Datum", "Activiteit", "Directe uren", "Indirecte uren", "Reistijd (uren)", "Opmerking"]


def sections(seed, number):
    """The titles of the sections, each with its questions and answers."""
    random = Random(seed * 1_000_003 + number)
    begin = day(random)
    yes_no = lambda: random.choice(["Ja", "Nee"])
    before = lambda least, most: begin - datetime.timedelta(days=random.randrange(least, most))
    return [
        ("1. Algemene gegevens", [
            ("Gemeente", random.choice(TOWNS)),
            ("Dossiernummer", f"PW-{begin.year}-{random.randrange(10**5, 10**6)}"),
            ("Datum aanvraag", before(5, 40)),
            ("Soort aanvraag", random.choice(["Eerste aanvraag", "Verlenging", "Vervolg"])),
            ("Wettelijke grondslag", random.choice(["Participatiewet", "Wajong", "WIA", "Ziektewet"])),
            *reach(random, "klantmanager"),
        ]),
        ("2. Gegevens werknemer", [
            *reach(random, "werknemer"),
            ("Geboortedatum", day(random, 1965, 2006)),
            ("BSN", bsn(random)),
            *address(random, "werknemer"),
            ("Opleidingsniveau", random.choice(["Praktijkonderwijs", "VSO", "MBO 1", "MBO 2", "HAVO"])),
            ("Doelgroepregister", yes_no()),
            ("Soort uitkering", random.choice(["Bijstand", "Wajong", "Geen", "WIA"])),
        ]),
        ("3. Gegevens werkgever", [
            ("Naam werkgever", random.choice(EMPLOYERS)),
            ("KvK-nummer", str(random.randrange(10**7, 10**8))),
            *address(random, "werkgever", "Vestigingsplaats"),
            *reach(random, "contactpersoon"),
            ("Naam leidinggevende", name(random)),
        ]),
        ("4. Dienstverband", [
            ("Functie", random.choice(["Medewerker groen", "Orderpicker", "Vakkenvuller", "Keukenhulp", "Lasser"])),
            ("Datum in dienst", before(0, 90)),
            ("Contractduur (maanden)", random.choice([6, 7, 12, 24])),
            ("Uren per week", random.randrange(16, 81) / 2),
            ("Werkdagen", random.choice(["ma di do", "ma t/m vr", "wo do vr"])),
            ("Loonwaarde (%)", random.randrange(30, 100)),
            ("Bruto maandloon (€)", round(random.uniform(900, 2600), 2)),
            ("Loonkostensubsidie", yes_no()),
            ("Proefplaatsing", yes_no()),
        ]),
        ("5. Jobcoach", [
            ("Organisatie jobcoach", random.choice(COACHES)),
            *reach(random, "jobcoach"),
            ("Registratienummer jobcoach", f"NVS-{random.randrange(1000, 9999)}"),
            ("Interne of externe jobcoach", random.choice(["Intern", "Extern"])),
        ]),
        ("6. Begeleiding", [
            ("Startdatum begeleiding", begin),
            ("Einddatum begeleiding", begin + datetime.timedelta(days=182)),
            ("Begeleidingsregime", random.choice(["Licht", "Midden", "Intensief"])),
            ("Aantal uren per half jaar", random.choice([20, 30, 45, 60])),
            ("Uurtarief (€)", random.choice([82.5, 88.0, 91.35])),
            ("Totaal begroot bedrag (€)", round(random.uniform(1500, 5000), 2)),
            ("Frequentie contact", random.choice(["Wekelijks", "Tweewekelijks", "Maandelijks"])),
        ]),
        ("7. Situatieschets", [
            ("Beperkingen en belastbaarheid", prose(random, 15, 40)),
            ("Sterke punten", prose(random, 8, 20)),
            ("Aandachtspunten werkplek", prose(random, 10, 30)),
            ("Benodigde voorzieningen", prose(random, 5, 15)),
            ("Afspraken met werkgever", prose(random, 10, 25)),
        ]),
        ("8. Ondertekening", [
            ("Plaats ondertekening", random.choice(TOWNS)),
            ("Datum ondertekening", begin),
            ("Akkoord werknemer", yes_no()),
            ("Akkoord werkgever", yes_no()),
            ("Akkoord jobcoach", yes_no()),
        ]),
    ]


def goals(seed, number):
    random = Random(f"goals {seed} {number}")
    status = ["Open", "Loopt", "Behaald"]
    return [
        [n, prose(random, 4, 9), prose(random, 5, 12), prose(random, 4, 10), day(random), random.choice(status)]
        for n in range(1, 6)
    ]


def hours(seed, number, begin):
    random = Random(f"hours {seed} {number}")
    kinds = ["Werkplekbezoek", "Gesprek werknemer", "Overleg werkgever", "Rapportage"]
    return [
        [
            begin + datetime.timedelta(days=7 * week + random.randrange(5)),
            random.choice(kinds),
            random.choice([0.5, 1, 1.5, 2]),
            random.choice([0.25, 0.5]),
            random.choice([0.5, 0.75, 1]),
            prose(random, 3, 8),
        ]
        for week in range(12)
    ]


def rows(seed, number):
    """The rows of the sheet with their style: title, blank, head, pair, labels or values."""
    parts = sections(seed, number)
    begin = dict(parts[5][1])["Startdatum begeleiding"]
    yield "title", [TITLE]
    yield "blank", []
    for title, pairs in parts:
        yield "head", [title]
        for label, value in pairs:
            yield "pair", [label, value]
        yield "blank", []
    tables = [("9. Doelen", GOALS, goals(seed, number)), ("10. Urenverantwoording", HOURS, hours(seed, number, begin))]
    for title, headings, entries in tables:
        yield "head", [title]
        yield "labels", headings
        for entry in entries:
            yield "values", entry
        yield "blank", []


LABELS = [label for _, pairs in sections(0, 0) for label, _ in pairs]
