"""Invented people, employers and words, drawn from a seeded random source; the BSNs are test numbers from 999."""

import datetime

FIRST_NAMES = "Sanne Daan Emma Bram Fatima Lotte Jeroen Noor Thijs Yara Ruben Aisha Koen Iris Meral Pieter".split()
BETWEEN = ["", "", "", "de", "van", "van de", "van der", "ter"]
SURNAMES = "Jansen Bakker Visser Smit Mulder Bos Hendriks Dijkstra Yılmaz Kuipers Postma Çelik Groot Koster".split()
TOWNS = "Utrecht Zwolle Nijmegen Tilburg Leeuwarden Assen 's-Hertogenbosch Súdwest-Fryslân Etten-Leur Meppel".split()
STREETS = "Dorpsstraat Kerkweg Molenlaan Stationsplein Wilhelminastraat Burgemeester-de-Vriesweg Havenkade".split()
COACHES = ["Jobcoach Noord B.V.", "Werk & Co", "Stichting Aan de Slag", "De Werkbrug", "Perspectief Coaching"]
EMPLOYERS = ["Groenvoorziening De Linde", "Distributiecentrum Waalwijk B.V.", "Zorggroep Vecht", "Supermarkt Hoekstra"]
WORDS = (
    "werknemer heeft behoefte aan structuur duidelijke instructies en een vaste begeleider op de werkvloer bij drukte "
    "loopt de spanning op afspraken worden per week geëvalueerd met de leidinggevende zodat taken haalbaar blijven "
    "aandacht voor belastbaarheid communicatie en zelfstandig plannen"
).split()


def bsn(random):
    """Nine digits that pass the eleven test and are not issued."""
    while True:
        digits = [9, 9, 9] + [random.randrange(10) for _ in range(5)]
        check = sum(digit * (9 - place) for place, digit in enumerate(digits)) % 11
        if check < 10:
            return "".join(map(str, digits + [check]))


def day(random, first=2023, last=2025):
    return datetime.date(first, 1, 1) + datetime.timedelta(days=random.randrange((last - first + 1) * 365))


def prose(random, least, most):
    return " ".join(random.choice(WORDS) for _ in range(random.randrange(least, most))).capitalize() + "."


def name(random):
    parts = [random.choice(FIRST_NAMES), random.choice(BETWEEN), random.choice(SURNAMES)]
    return " ".join(part for part in parts if part)


def reach(random, who):
    """A name with a telephone number and an e-mail address."""
    named = name(random)
    mailbox = named.lower().replace(" ", ".").encode("ascii", "ignore").decode()
    return [
        (f"Naam {who}", named),
        (f"Telefoonnummer {who}", f"06-{random.randrange(10**7, 10**8)}"),
        (f"E-mailadres {who}", f"{mailbox}@voorbeeld.nl"),
    ]


def address(random, who, town="Woonplaats"):
    letters = "ABCDEFGHJK"
    return [
        (f"Adres {who}", f"{random.choice(STREETS)} {random.randrange(1, 300)}"),
        (f"Postcode {who}", f"{random.randrange(1000, 9999)} {random.choice(letters)}{random.choice(letters)}"),
        (f"{town} {who}", random.choice(TOWNS)),
    ]
