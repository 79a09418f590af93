"""Makes the blanks and the filled forms of a gemeente that does not exist, on which goals repeat without a number: in a
part that Word repeats as a whole, and as tables that stand one after the other.

python3 tests/filling_cases/blocks/make.py (python-docx and openpyxl of PyPI)
"""

import datetime
import pathlib

import docx
import openpyxl
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

HERE = pathlib.Path(__file__).parent
READING = HERE.parent.parent / "reading"
W15 = 'xmlns:w15="http://schemas.microsoft.com/office/word/2012/wordml"'
PROMPT = "Klik of tik om tekst in te voeren."
GOAL = ("Wat gaan we bereiken?", "Wat doet de coach daarvoor?", "Klaar op")
GOALS = [
    ("Zelf de kassa opmaken", "Voordoen en samen oefenen", "1-9-2026"),
    ("Op tijd pauze nemen", "Afspraken op een kaart", "1-10-2026"),
    ("Hulp vragen aan een collega", "Oefenen in gesprekken", "1-12-2026"),
]


def control(tag, text, number):
    shown = text or PROMPT
    prompt = "" if text else "<w:showingPlcHdr/>"
    return (
        f'<w:p><w:sdt><w:sdtPr><w:tag w:val="{tag}"/><w:id w:val="{number}"/>{prompt}<w:text/></w:sdtPr>'
        f"<w:sdtContent><w:r><w:t>{shown}</w:t></w:r></w:sdtContent></w:sdt></w:p>"
    )


def item(goal, number):
    lines = "".join(
        f"<w:p><w:r><w:t>{label}</w:t></w:r></w:p>" + control(tag, text, number + n)
        for n, (label, tag, text) in enumerate(zip(GOAL, ("doel", "aanpak", "klaar"), goal))
    )
    return (
        f'<w:sdt><w:sdtPr><w:id w:val="{number + 90}"/><w15:repeatingSectionItem/></w:sdtPr>'
        f"<w:sdtContent>{lines}</w:sdtContent></w:sdt>"
    )


def word(path, client, goals):
    form = docx.Document()
    form.add_paragraph("Gemeente Oeverland")
    form.add_paragraph("Plan van aanpak jobcoaching")
    table = form.add_table(rows=2, cols=2, style="Table Grid")
    for row, (label, answer) in zip(table.rows, client):
        row.cells[0].text, row.cells[1].text = label, answer
    form.add_paragraph("Doelen")
    items = "".join(item(goal, 1000 * (n + 1)) for n, goal in enumerate(goals))
    section = parse_xml(
        f"<w:sdt {nsdecls('w')} {W15}><w:sdtPr><w:id w:val=\"77\"/><w15:repeatingSection/></w:sdtPr>"
        f"<w:sdtContent>{items}</w:sdtContent></w:sdt>"
    )
    form.element.body.insert(len(form.element.body) - 1, section)
    form.add_paragraph("Dit plan geldt een half jaar.")
    stamp = datetime.datetime(2026, 1, 1)
    form.core_properties.author, form.core_properties.created, form.core_properties.modified = "", stamp, stamp
    form.save(path)


def sheet(path, client, goals):
    book = openpyxl.Workbook()
    form = book.active
    form.title = "Plan"
    form.append(["Gemeente Oeverland"])
    form.append(["Plan van aanpak jobcoaching"])
    form.append([])
    for line in client:
        form.append(list(line))
    form.append([])
    form.append(["Doelen"])
    for goal in goals:
        for label, answer in zip(GOAL, goal):
            form.append([label])
            form.append([answer or None])
    form.append(["Dit plan geldt een half jaar."])
    form.column_dimensions["A"].width, form.column_dimensions["B"].width = 34, 40
    book.save(path)


CLIENT = [("Naam werknemer", "Anouk Terpstra"), ("BSN", "999958124")]
BLANK = [(label, "") for label, _ in CLIENT]
NONE = ("", "", "")
OWN = HERE / "mappings" / "oeverland"
word(OWN / "plan.docx", BLANK, [NONE])
sheet(OWN / "plan.xlsx", BLANK, [NONE, NONE, NONE])
word(READING / "blocks.docx", CLIENT, GOALS)
sheet(READING / "blocks.xlsx", CLIENT, [GOALS[0], GOALS[1], NONE])
