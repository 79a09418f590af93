"""Makes blanks with a table of goals of which the first row shows how it is filled in: named as an example, or by its words alone.

    python3 tests/on_form/voorbeeldrij/make.py
"""

import pathlib

import docx
import openpyxl
from openpyxl.styles import Border, Font, Side

HERE = pathlib.Path(__file__).parent
HEAD = [
    "Jobcoachplan gemeente Lindebroek",
    ("Gegevens werknemer", ["Naam werknemer", "Geboortedatum", "BSN"]),
    ("Gegevens werkgever", ["Naam werkgever", "Contactpersoon"]),
    ("Jobcoaching", ["Naam jobcoach", "Startdatum jobcoaching"]),
]
COLUMNS = ["Doel", "Activiteiten", "Gereed op"]
EXAMPLES = {
    "genoemd": ["Voorbeeld: zelf de dag plannen", "met een lijst werken", "01-06-2026"],
    "ongenoemd": ["Zelf de dag plannen", "met een lijst werken", "01-06-2026"],
}
THIN = Side(style="thin")
BOX = Border(left=THIN, right=THIN, top=THIN, bottom=THIN)


def workbook(name, example):
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Plan"
    sheet["A1"], row = HEAD[0], 3
    sheet["A1"].font = Font(bold=True, size=14)
    for heading, labels in HEAD[1:]:
        sheet.cell(row, 1, heading).font = Font(bold=True)
        for label in labels:
            row += 1
            sheet.cell(row, 1, label)
            sheet.cell(row, 2).border = BOX
        row += 2
    sheet.cell(row, 1, "Doelen").font = Font(bold=True)
    for offset, texts in enumerate([COLUMNS, example, [None] * 3, [None] * 3, [None] * 3], 1):
        for col, text in enumerate(texts, 1):
            cell = sheet.cell(row + offset, col, text)
            cell.border = BOX
            cell.font = Font(bold=offset == 1, italic=offset == 2)
    for col in "ABC":
        sheet.column_dimensions[col].width = 30
    book.save(HERE / f"{name}.xlsx")


def document(name, example):
    paper = docx.Document()
    paper.add_heading(HEAD[0], 0)
    for heading, labels in HEAD[1:]:
        paper.add_heading(heading, 1)
        table = paper.add_table(0, 2, style="Table Grid")
        for label in labels:
            table.add_row().cells[0].text = label
    paper.add_heading("Doelen", 1)
    table = paper.add_table(0, 3, style="Table Grid")
    for texts in [COLUMNS, example, [""] * 3, [""] * 3]:
        for cell, text in zip(table.add_row().cells, texts):
            cell.text = text
    paper.save(HERE / f"{name}.docx")


for name, example in EXAMPLES.items():
    workbook(name, example)
    document(name, example)
