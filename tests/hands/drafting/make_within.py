"""Makes two forms of one civil servant that does not exist: a small label, and the answer under it in the same cell.

    pip install python-docx openpyxl && python3 tests/hands/drafting/make_within.py

They are reconstructions. Nobody in them exists; citizen service numbers begin with 9999.
"""

import json
from pathlib import Path

import docx
import openpyxl
from docx.shared import Pt, RGBColor
from openpyxl.styles import Alignment, Border, Font, Side

HERE = Path(__file__).parent
BOX = Border(*[Side(style="thin")] * 4)
ASKED = [
    ("1. Werknemer", [
        ("Naam werknemer", "client.naam", "Willemijn Doornbos"), ("Geboortedatum", "client.geboortedatum", "14-03-1994"),
        ("Burgerservicenummer", "client.bsn", "999990019"), ("Telefoonnummer", "client.telefoon", "06-12345678"),
        ("E-mailadres", "client.email", "w.doornbos@voorbeeld.example"), ("Functie", "werkplek.functie", "magazijnmedewerker"),
    ]),
    ("2. Werkgever", [
        ("Naam bedrijf", "werkgever.naam", "Tuincentrum De Linde"), ("Contactpersoon", "werkgever.contactpersoon", "Jorrit Haan"),
        ("Telefoonnummer", "werkgever.telefoon", "0512-123456"), ("E-mailadres", "werkgever.email", "j.haan@delinde.example"),
        ("Datum in dienst", "dienstverband.begin", "01-09-2025"), ("Aantal uren per week", "dienstverband.uren_per_week", "24"),
    ]),
    ("3. Jobcoach", [
        ("Naam jobcoach", "jobcoach.naam", "Petra Wiltink"), ("Organisatie", "jobcoach.organisatie", "Coachpunt Noord"),
        ("Telefoonnummer", "jobcoach.telefoon", "06-87654321"), ("E-mailadres", "jobcoach.email", "p.wiltink@coachpunt.example"),
    ]),
    ("4. Begeleiding", [
        ("Wat kan de werknemer goed?", "profiel.vaardigheden", "Werkt netjes en is altijd op tijd."),
        ("Waar loopt de werknemer tegenaan?", "profiel.belemmeringen", "Raakt van slag als de planning verandert."),
    ]),
]


def columns(heading):
    return 1 if heading.startswith("4") else 2


def word(name, body, filled):
    form = docx.Document()
    form.add_heading(f"Plan van aanpak jobcoaching {body}", 0)
    form.add_paragraph("Dit is een reconstructie.")
    for heading, asked in ASKED:
        form.add_heading(heading, 1)
        wide = columns(heading)
        table = form.add_table(rows=-(-len(asked) // wide), cols=wide)
        table.style = "Table Grid"
        for n, (label, _, answer) in enumerate(asked):
            cell = table.cell(n // wide, n % wide)
            run = cell.paragraphs[0].add_run(label)
            run.font.size, run.font.color.rgb = Pt(7), RGBColor(0x80, 0x80, 0x80)
            cell.add_paragraph(answer if filled else "")
    form.save(HERE / f"{name}.{'filled' if filled else 'blank'}.docx")


def sheet(name, body, filled):
    book = openpyxl.Workbook()
    plan = book.active
    plan.title = "Plan"
    plan["A1"] = f"Plan van aanpak jobcoaching {body}"
    plan["A1"].font = Font(bold=True, size=14)
    plan["A2"] = "Dit is een reconstructie."
    plan.column_dimensions["A"].width = plan.column_dimensions["B"].width = 42
    row = 3
    for heading, asked in ASKED:
        plan.cell(row, 1, heading).font = Font(bold=True)
        row, wide = row + 1, columns(heading)
        for n, (label, _, answer) in enumerate(asked):
            cell = plan.cell(row + n // wide, 1 + n % wide)
            cell.value = f"{label}\n{answer if filled else ''}"
            cell.alignment, cell.border = Alignment(wrap_text=True, vertical="top"), BOX
            if wide == 1:
                plan.merge_cells(start_row=cell.row, end_row=cell.row, start_column=1, end_column=2)
            plan.row_dimensions[cell.row].height = 32
        row += -(-len(asked) // wide) + 1
    book.save(HERE / f"{name}.{'filled' if filled else 'blank'}.xlsx")


def truth(name, place):
    answers, row = [], 3
    for table, (heading, asked) in enumerate(ASKED, 1):
        row, wide = row + 1, columns(heading)
        for n, (label, field, answer) in enumerate(asked):
            where = place(table, row, n // wide, n % wide)
            answers.append({"field": field, "label": label, "place": f'{where} na "{label}"', "text": answer})
        row += -(-len(asked) // wide) + 1
    (HERE / f"{name}.json").write_text(json.dumps({"answers": answers}, ensure_ascii=False, indent=1))


for filled in (False, True):
    word("veenderveld", "gemeente Veenderveld", filled)
    sheet("zandeveer", "gemeente Zandeveer", filled)
truth("veenderveld", lambda table, _, down, across: f"tabel {table}, rij {down + 1}, cel {across + 1}")
truth("zandeveer", lambda _, row, down, across: f"Plan!{'AB'[across]}{row + down}")
