"""Makes the newer versions of the form in `old.*`, with programs that are not eenvorm.

    python3 tests/against/make.py

`old.xlsx` and `old.docx` are the reconstructed blank of Utrecht's plan. What is changed in both: the title and the line with
the version, a heading, two labels and a heading of a column; one question is gone, two are new, two have moved, and a note
pushes all rows down. The pdf is `new.docx` as LibreOffice prints it, with fields.
"""

import pathlib
import shutil
import subprocess
import tempfile
from copy import copy

import docx
import openpyxl
from openpyxl.utils import range_boundaries

HERE = pathlib.Path(__file__).parent
BLANKS = HERE.parent.parent / "mappings/utrecht"
TITLE = "Plan voor jobcoaching"
VERSION = "Nagebouwd formulier, geen officieel formulier van gemeente Utrecht. Versie 2026.1"
NOTE = "Nieuw in deze versie: noem het klantnummer van de werknemer."
WORDS = {
    "2. Gegevens werkgever": "2. Over de werkgever",
    "Uren per week": "Contracturen per week",
    "Aantal uren": "Hoeveel uren vraagt u aan?",
    "Gereed op": "Klaar op",
}
NEW = "Klantnummer"
KVK = "KvK-nummer"
GONE = "Indicatie banenafspraak *"
GONE_NOTE = "* Doorhalen wat niet van toepassing is."
SWAPPED = ("Functie", "Uren per week")


def reworded(text):
    if text in SWAPPED:
        text = SWAPPED[1 - SWAPPED.index(text)]
    if text == "Jobcoachplan":
        return TITLE
    if text.startswith("Nagebouwd"):
        return VERSION
    return {GONE: NEW, GONE_NOTE: ""}.get(text, WORDS.get(text, text))


def workbook():
    book = openpyxl.load_workbook(BLANKS / "jobcoachplan.xlsx")
    sheet = book.active
    merged = [str(area) for area in sheet.merged_cells.ranges]
    heights = {n: row.height for n, row in sheet.row_dimensions.items()}
    for area in merged:
        sheet.unmerge_cells(area)
    swapped = [cell for row in sheet for cell in row if cell.value in SWAPPED]
    for row in sheet:
        for cell in row:
            if isinstance(cell.value, str):
                cell.value = reworded(cell.value)
    sheet["B10"] = None  # the prompt of the question that is gone
    sheet["C21"] = KVK
    sheet["C21"]._style, sheet["D21"]._style = copy(sheet["C20"]._style), copy(sheet["B21"]._style)
    sheet.insert_rows(4)
    sheet["A4"] = NOTE
    for area in merged:
        left, top, right, bottom = range_boundaries(area)
        if area == "B21:E21":
            continue
        down = 1 if top >= 4 else 0
        sheet.merge_cells(start_row=top + down, end_row=bottom + down, start_column=left, end_column=right)
    for n, height in heights.items():
        sheet.row_dimensions[n + (n >= 4)].height = height
    validations = sheet.data_validations.dataValidation
    for validation in list(validations):
        validations.remove(validation)
    assert len(swapped) == 2
    book.save(HERE / "new.xlsx")


def paragraph(text, of):
    """Puts another text in a paragraph, in the look of its first run."""
    if of.text == text:
        return
    for run in of.runs[1:]:
        run.text = ""
    of.runs[0].text = text


def document():
    paper = docx.Document(BLANKS / "jobcoachplan.docx")
    for one in paper.paragraphs:
        if one.text:
            paragraph(reworded(one.text), one)
    note = paper.paragraphs[2]._p
    added = docx.text.paragraph.Paragraph(__import__("copy").deepcopy(note), paper.paragraphs[2]._parent)
    note.addnext(added._p)
    paragraph(NOTE, added)
    for table in paper.tables:
        for row in table.rows:
            for cell in row.cells:
                for one in cell.paragraphs:
                    if one.text.strip() and one.runs:
                        paragraph(reworded(one.text), one)
    paper.save(HERE / "new.docx")


def printed():
    with tempfile.TemporaryDirectory() as folder:
        options = 'pdf:writer_pdf_Export:{"ExportFormFields":{"type":"boolean","value":"true"}}'
        program = ["soffice", "--headless", f"-env:UserInstallation=file://{folder}/lo", "--convert-to", options]
        subprocess.run([*program, "--outdir", folder, HERE / "new.docx"], check=True, capture_output=True)
        shutil.copy(pathlib.Path(folder) / "new.pdf", HERE / "new.pdf")


for ending in ("xlsx", "docx", "pdf"):
    shutil.copy(BLANKS / f"jobcoachplan.{ending}", HERE / f"old.{ending}")
workbook()
document()
printed()
