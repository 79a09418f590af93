"""Makes the blank and a filled form of a gemeente that does not exist.

    python3 tests/adding/make.py
"""
import datetime
from pathlib import Path

from openpyxl import Workbook
from openpyxl.styles import Font

HERE = Path(__file__).parent
BLANK = [
    ("Gemeente Voorbeeldstad", None), ("Aanvraag jobcoach", None), ("Vul alle vragen in en stuur het formulier naar het loket.", None),
    (None, None),
    ("Gegevens werknemer", None), ("Naam", "naam"), ("BSN*", "bsn"), ("Geboortedatum", "geboren"), ("Telefoon", "telefoon"),
    (None, None),
    ("Gegevens werkgever", None), ("Naam bedrijf", "bedrijf"), ("Telefoon", "telefoon_werkgever"), ("Functie van de werknemer", "functie"),
    ("Contract vanaf", "contract"), ("Aantal uren per week", "uren"),
    (None, None),
    ("Begeleiding", None), ("Naam jobcoach", "jobcoach"), ("Periode", "periode"), ("Zwaarte (L / M / Z)", "zwaarte"),
    ("Waarom is begeleiding nodig?", "waarom"), ("Huisdier mee naar het werk?", "huisdier"),
]
ANSWERS = {
    "naam": "Bakker, S. de", "bsn": "999990019", "geboren": datetime.date(1996, 5, 7), "telefoon": "06-12345678",
    "bedrijf": "Kwekerij De Lage Weide", "telefoon_werkgever": "010 - 123 45 67", "functie": "medewerker kas",
    "contract": "01-02-2026", "uren": "24 uur", "jobcoach": "M. Visser", "periode": "01-02-2026 t/m 31-07-2026",
    "zwaarte": "M", "waarom": "Structuur in de werkdag en hulp bij veranderingen.", "huisdier": "nee",
}
GOALS = [("zelfstandig beginnen met de dagtaken", "werkbord en ochtendgesprek", "01-05-2026"), ("hulp vragen bij storing", "oefenen met de voorman", "01-07-2026")]


def form(answers, goals):
    book = Workbook()
    sheet = book.active
    sheet.title = "Aanvraag"
    sheet.column_dimensions["A"].width = sheet.column_dimensions["B"].width = 36
    for row, (label, name) in enumerate(BLANK, 1):
        sheet.cell(row, 1, label).font = Font(bold=name is None)
        answer = answers.get(name)
        cell = sheet.cell(row, 2, answer)
        if name in ("bsn", "contract", "telefoon", "telefoon_werkgever"):
            cell.number_format = "@"
        if name == "geboren":
            cell.number_format = "dd-mm-yyyy"
    top = len(BLANK) + 2
    for column, head in enumerate(["Doel", "Wat doet de jobcoach", "Klaar op"], 1):
        sheet.cell(top, column, head).font = Font(bold=True)
    for row, goal in enumerate(goals, top + 1):
        for column, text in enumerate(goal, 1):
            sheet.cell(row, column, text)
    return book


form({}, []).save(HERE / "mappings/voorbeeldstad/aanvraag-jobcoach.xlsx")
form(ANSWERS, GOALS).save(HERE / "bakker.xlsx")
