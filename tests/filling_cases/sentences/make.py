"""Makes the blanks of a form in running sentences, of a gemeente that does not exist: docx and xlsx; and the forms as people
fill them in, which are read in tests/reading. Needs python-docx and openpyxl; the odt, ods and pdf are made of these with
LibreOffice."""

import sys
from pathlib import Path

from docx import Document
from docx.enum.text import WD_TAB_LEADER
from docx.shared import Cm
from openpyxl import Workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.styles import Alignment

HERE = Path(__file__).parent
READING = HERE.parent.parent / "reading"

# A gap is (blank, typed); a word with `*` is bold.
TALK = [
    "Ik, ", ("................................", "....Wouter Bosch...."), ", jobcoach bij ", ("……………………………", "De Opstap B.V."),
    ", sprak op ", ("____________", "__17 februari 2026__"), " met ", ("………………………", "Nadia de Wit"), " (hierna: ", "*deelnemer", ") in bijzijn van ",
    ("........................", "dhr. J. Kloet"), " namens de werkgever.",
]
PERSON = [
    "Deelnemer is geboren op ", ("…………………", "5-4-1989"), ", heeft BSN ", ("…………………", "999958124"), " en werkt sinds ", ("…………………", "vorig jaar"),
    " als ", ("…………………", "kok"), " bij ", ("…………………", "Strandtent De Branding"), " .",
]
PERIOD = ["De begeleiding duurt van ", ("\t", "1-3-2026\t"), " tot ", ("\t", "31-8-2026\t"), ", voor ", (".....", "3"), " uur per week."]
NEXT = ["Het volgende gesprek is op ", ("................", "19 mei 2026"), " in lokaal ", ("................", "B.12"), "."]
SIGNED = ["Aldus opgemaakt te ", ("........................", "Duinwijk"), ", op ", ("........................", "20-02-2026")]
GRADES = ["Cijfer deelnemer voor de begeleiding ", ("......", "8"), ", cijfer werkgever ", ("......", "7,5")]


def parts(sentence, filled):
    for part in sentence:
        yield part[int(filled)] if isinstance(part, tuple) else part


def put(paragraph, sentence, filled):
    for part in parts(sentence, filled):
        run = paragraph.add_run(part.lstrip("*"))
        run.bold = True if part.startswith("*") else None
        run.underline = True if "\t" in part else None


def docx(filled):
    document = Document()
    document.add_heading("Gemeente Duinwijk", 0)
    document.add_paragraph().add_run("Verslag van het voortgangsgesprek").bold = True
    document.add_heading("Het gesprek", 1)
    put(document.add_paragraph(), TALK, filled)
    # all of it in one run, as a typist leaves it
    document.add_paragraph("".join(parts(PERSON, filled)))
    document.add_heading("De begeleiding", 1)
    paragraph = document.add_paragraph()
    for at in (7, 11, 15):
        paragraph.paragraph_format.tab_stops.add_tab_stop(Cm(at), leader=WD_TAB_LEADER.DOTS)
    put(paragraph, PERIOD, filled)
    table = document.add_table(rows=1, cols=2)
    table.style = "Table Grid"
    put(table.cell(0, 0).paragraphs[0], GRADES, filled)
    table.cell(0, 1).text = "schaal 1 tot 10"
    put(document.add_paragraph(), NEXT, filled)
    put(document.add_paragraph(), SIGNED, filled)
    return document


def xlsx(filled):
    book = Workbook()
    sheet = book.active
    sheet.title = "Verslag"
    sheet.column_dimensions["A"].width = 110
    texts = ["Gemeente Duinwijk", "Verslag van het voortgangsgesprek", "Het gesprek", TALK, PERSON, "De begeleiding", PERIOD, GRADES, NEXT, SIGNED]
    for row, text in enumerate(texts, 1):
        cell = sheet.cell(row, 1)
        cell.alignment = Alignment(wrap_text=True, vertical="top")
        if isinstance(text, str):
            cell.value = text
            continue
        plain = [part.replace("\t", "" if filled else "__________") for part in parts(text, filled)]
        if any(part.startswith("*") for part in plain):
            bold = InlineFont(b=True)
            cell.value = CellRichText(*[TextBlock(bold, part[1:]) if part.startswith("*") else part for part in plain])
        else:
            cell.value = "".join(plain)
    return book


if __name__ == "__main__":
    mappings = HERE / "mappings" / "duinwijk"
    docx(False).save(mappings / "verslag.docx")
    xlsx(False).save(mappings / "verslag.xlsx")
    docx(True).save(READING / "sentences.docx")
    xlsx(True).save(READING / "sentences.xlsx")
    # a sentence that stands twice, and one that stands in other words
    twice = docx(True)
    put(twice.add_paragraph(), GRADES, True)
    twice.paragraphs[-3].runs[0].text = "Wij spreken weer op "
    twice.save(READING / "sentence-twice.docx")
    # printed words in a gap
    book = xlsx(False)
    cell = book.active["A9"]
    cell.value = cell.value.replace("................", "maandag", 1)
    book.save(HERE / "printed-in-a-gap.xlsx")
    # a newer version: a sentence in other words, and a new one
    newer = docx(False)
    newer.paragraphs[-2].runs[0].text = "Wij spreken elkaar weer op "
    newer.add_paragraph("De jobcoach is bereikbaar op telefoonnummer ................ en via e-mailadres ................")
    newer.save(HERE / "newer.docx")
    sys.exit(0)
