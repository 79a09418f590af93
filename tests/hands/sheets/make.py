"""Makes a workbook with a client a sheet, each named by a client, behind a sheet that explains it.

    python3 tests/hands/sheets/make.py
"""

import datetime
import pathlib

import openpyxl
from openpyxl.styles import Border, Font, Side

THIN = Side(style="thin")
BOX = Border(left=THIN, right=THIN, top=THIN, bottom=THIN)
CLIENTS = {
    "Wieringa": ["T. Wieringa", 999990019, datetime.date(1991, 4, 2), "Bakkerij Bruin", "inpakker", 24, "A. Bakker"],
    "Oosterhof": ["M. Oosterhof", 999990020, datetime.date(1987, 11, 30), "Garage Snel", "monteur", 32, "A. Bakker"],
    "Veenstra": ["L. Veenstra", 999990032, datetime.date(1999, 7, 14), "Kwekerij Zon", "medewerker kas", 20, "C. Smit"],
}
QUESTIONS = [
    ("Werknemer", ["Naam werknemer", "BSN", "Geboortedatum"]),
    ("Werk", ["Naam werkgever", "Functie", "Contracturen per week"]),
    ("Jobcoaching", ["Naam jobcoach"]),
]

book = openpyxl.Workbook()
book.active.title = "Uitleg"
book.active["A1"] = "Zo werkt de klantkaart"
book.active["A3"] = "Maak voor elke werknemer een kopie van het blad."
for client, answers in CLIENTS.items():
    sheet = book.create_sheet(client)
    sheet["A1"] = "Klantkaart jobcoaching"
    sheet["A1"].font = Font(bold=True, size=14)
    row, answers = 2, iter(answers)
    for heading, labels in QUESTIONS:
        row += 1
        sheet.cell(row, 1, heading).font = Font(bold=True)
        for label in labels:
            row += 1
            sheet.cell(row, 1, label)
            sheet.cell(row, 2, next(answers)).border = BOX
        row += 1
book.save(pathlib.Path(__file__).parent / "klantkaarten.xlsx")
