"""Makes the forms of gemeenten that do not exist, in the layouts of hands that did not know this program.

    pip install python-docx openpyxl reportlab pypdf && python3 tests/hands/make.py    # LibreOffice prints one to pdf

Nobody in them exists; citizen service numbers start with 999. What must come out stands beside what was typed.
"""

import json
import subprocess
from pathlib import Path

import docx
import openpyxl
from pypdf import PdfWriter
from pypdf.generic import NameObject
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen import canvas

HERE = Path(__file__).parent


def name(**parts: str) -> dict:
    return parts


def rivierdal(path: str, filled: bool) -> None:
    """Word: a table with cells merged both ways, two pairs a row, boxes in a cell, a table within a cell."""
    d = docx.Document()
    d.core_properties.author = "eenvorm"
    said = lambda text, blank="": text if filled else blank
    d.sections[0].header.paragraphs[0].text = "Gemeente Rivierdal\tAfdeling Werk en Inkomen"
    d.sections[0].footer.paragraphs[0].text = "Versie 3.2 – januari 2026\tPagina 1"
    d.add_heading("Plan van aanpak jobcoaching", 0)
    d.add_paragraph("Vul dit formulier samen met de werknemer en de werkgever in. Een verzonnen formulier van een verzonnen gemeente.")
    t = d.add_table(rows=0, cols=5)
    t.style = "Table Grid"

    def row(*texts: str) -> list:
        cells = t.add_row().cells
        for cell, text in zip(cells, texts):
            cell.text = text
        return cells

    def whole(text: str):
        cells = t.add_row().cells
        merged = cells[0].merge(cells[4])
        merged.text = text
        return merged

    def wide(label: str, text: str) -> None:
        cells = t.add_row().cells
        cells[0].merge(cells[1]).text = label
        cells[2].merge(cells[4]).text = text

    whole("1. Partijen")
    first = row("Werknemer", "Voorletters en achternaam", said("M.J. van der Velden-Özdemir"), "Burgerservicenummer", said("999990019"))
    row("", "Geboortedatum", said("3 maart 1999"), "Telefoon", said("06 - 12 34 56 78"))
    last = row("", "Adres", said("Dorpsstraat 12-bis"), "Postcode / woonplaats", said("6541 AB Rivierdal"))
    first[0].merge(last[0])
    first = row("Werkgever", "Naam bedrijf", said("Groenbedrijf De Ooij & Zn. B.V."), "KvK-nummer", said("12345678"))
    last = row("", "Functie werknemer", said("Medewerker groen"), "Contracturen per week", said("24 uur"))
    first[0].merge(last[0])
    row("Jobcoach", "Naam", said("dhr. K. el Idrissi"), "E-mail", said("k.elidrissi@voorbeeld.nl"))
    whole("2. Begeleiding")
    wide("Soort dienstverband", "  ".join((said("☒", "☐") if word == "Bepaalde tijd" else "☐") + " " + word for word in ("Onbepaalde tijd", "Bepaalde tijd", "Proefplaatsing")))
    wide("Periode begeleiding", said("van 1-2-2026 tot en met 31-7-2026", "van ………… tot en met …………"))
    cell = whole("Waarom is begeleiding nodig?")
    for text in ("Mirjam heeft moeite met plannen.", "Zij heeft iemand nodig die de dag met haar doorneemt."):
        cell.add_paragraph(said(text))
    whole("3. Doelen")
    cell = whole("")
    inner = cell.add_table(rows=1, cols=4)
    inner.style = "Table Grid"
    goals = [("Zelfstandig de weekplanning maken", "Wekelijks samen plannen", "1 mei 2026"), ("Pauzes op tijd nemen", "Afspraken met collega's", "juni 2026"), ("", "", "")]
    for c, text in zip(inner.rows[0].cells, ("Nr.", "Doel", "Activiteiten jobcoach", "Gereed")):
        c.text = text
    for number, goal in enumerate(goals, 1):
        for c, text in zip(inner.add_row().cells, (str(number), *(said(text) for text in goal))):
            c.text = text
    cell.add_paragraph("")
    d.save(HERE / path)


RIVIERDAL = {
    "client": {
        "naam": {"voorletters": "M.J.", "tussenvoegsel": "van der", "achternaam": "Velden-Özdemir"},
        "bsn": "999990019", "geboortedatum": "1999-03-03", "telefoon": "+31612345678",
        "adres": {"straat": "Dorpsstraat", "huisnummer": "12", "toevoeging": "bis", "postcode": "6541 AB", "plaats": "Rivierdal"},
    },
    "werkgever": {"naam": "Groenbedrijf De Ooij & Zn. B.V.", "kvk": "12345678"},
    "werkplek": {"functie": "Medewerker groen"},
    "dienstverband": {"soort": "bepaalde_tijd", "uren_per_week": 24},
    "jobcoach": {"naam": {"aanhef": "dhr.", "voorletters": "K.", "tussenvoegsel": "el", "achternaam": "Idrissi"}, "email": "k.elidrissi@voorbeeld.nl"},
    "begeleiding": {
        "noodzaak": "Mirjam heeft moeite met plannen.\nZij heeft iemand nodig die de dag met haar doorneemt.",
        "begin": "2026-02-01", "einde": "2026-07-31",
    },
    "doelen": [
        {"doel": "Zelfstandig de weekplanning maken", "activiteiten": "Wekelijks samen plannen", "gereed": "1 mei 2026"},
        {"doel": "Pauzes op tijd nemen", "activiteiten": "Afspraken met collega's", "gereed": "juni 2026"},
    ],
}


def polderstede(path: str, filled: bool) -> None:
    """Word: a column of colons made with tabs, headings over prose with instructions, a table of three columns."""
    d = docx.Document()
    d.core_properties.author = "eenvorm"
    d.add_heading("Voortgangsverslag jobcoaching", 0)
    d.add_paragraph("Gemeente Polderstede (verzonnen)")
    for label, text in (("Naam cliënt", "Fatima-Zahra Bouzid"), ("Geboortedatum", "7-8-'95"), ("Naam werkgever", "Zorgcentrum De Dijk"), ("Verslagperiode", "1 juli 2025 – 31 december 2025")):
        d.add_paragraph(f"{label}\t: {text if filled else ''}")
    for heading, note, texts in (
        ("1. Stand van zaken", "Beschrijf hoe het gaat op de werkplek.", ["Het gaat goed: zij werkt nu 20 uur.", "Naam en toenaam kent zij nu.", "• linnenkamer bijhouden"]),
        ("2. Mening van de cliënt", "", ["“Ik ben trots.”"]),
    ):
        d.add_heading(heading, 1)
        if note:
            d.add_paragraph(note)
        for text in texts if filled else [""]:
            d.add_paragraph(text)
    t = d.add_table(rows=0, cols=3)
    for label, text in (("Naam jobcoach", "P.J. 't Hart"), ("Datum verslag", "5 jan. 2026")):
        for cell, words in zip(t.add_row().cells, (label, ":", text if filled else "")):
            cell.text = words
    d.save(HERE / path)


POLDERSTEDE = {
    "client": {"naam": {"voornaam": "Fatima-Zahra", "achternaam": "Bouzid"}, "geboortedatum": "1995-08-07"},
    "werkgever": {"naam": "Zorgcentrum De Dijk"},
    "voortgang": {
        "begin": "2025-07-01", "einde": "2025-12-31", "visie_client": "“Ik ben trots.”",
        "verslag": "Het gaat goed: zij werkt nu 20 uur.\nNaam en toenaam kent zij nu.\n• linnenkamer bijhouden",
    },
    "jobcoach": {"naam": {"voorletters": "P.J.", "tussenvoegsel": "'t", "achternaam": "Hart"}},
    "formulier": {"datum": "2026-01-05"},
}


def zuiderland(path: str, filled: bool) -> None:
    """Excel: labels above answers, a digit a cell, a date in three cells, row numbers, a client a sheet."""
    wb = openpyxl.Workbook()
    wb.active.title = "Uitleg"
    wb.active["A1"] = "Gemeente Zuiderland (verzonnen): gebruik per cliënt een tabblad."
    clients = [("Jansen", "Piet de Jansen", "999990019", (9, 5, 1988), 0.45, [("Netjes werken", 4), ("Zelf bellen", 6.5)]), ("De Vries", "A. de Vries", "999990020", ("01", "02", "1999"), "45 %", [("Rust", "2:30")])]
    for sheet, who, bsn, born, share, goals in clients if filled else [("Leeg", None, "", (), None, [])]:
        w = wb.create_sheet(sheet)
        w["B2"], w["B4"], w["B5"], w["F4"] = "Coachingsplan jobcoach", "Naam cliënt", who, "BSN"
        w.merge_cells("B5:E5")
        for column, digit in enumerate(bsn, 6):
            w.cell(5, column).value = int(digit)
        w["B7"], w["B8"], w["C8"], w["D8"], w["F7"], w["F8"] = "Geboortedatum", "dag", "maand", "jaar", "Loonwaarde", share
        w["F8"].number_format = "0%"
        for column, part in enumerate(born, 2):
            w.cell(9, column).value = part
        w["B18"], w["C18"], w["E18"], w["D22"] = "Nr", "Doel", "Uren", "Totaal uren"
        for row in range(3):
            w.cell(19 + row, 2).value = row + 1
            if row < len(goals):
                w.cell(19 + row, 3).value, w.cell(19 + row, 5).value = goals[row]
    wb.save(HERE / path)


ZUIDERLAND = [
    {
        "client": {"naam": {"voornaam": "Piet", "tussenvoegsel": "de", "achternaam": "Jansen"}, "bsn": "999990019", "geboortedatum": "1988-05-09"},
        "doelgroep": {"loonwaarde": 45},
        "doelen": [{"doel": "Netjes werken", "uren": 4}, {"doel": "Zelf bellen", "uren": 6.5}],
    },
    {
        "client": {"naam": {"voorletters": "A.", "tussenvoegsel": "de", "achternaam": "Vries"}, "bsn": "999990020", "geboortedatum": "1999-02-01"},
        "doelgroep": {"loonwaarde": 45},
        "doelen": [{"doel": "Rust", "uren": 2.5}],
    },
]

TYPED = ["Yıldız", "999990019", "7", "11", "2000", "Café ’t Haantje", "01-03-2026"]


def waterkant(path: str, filled: bool) -> None:
    """A pdf with fields whose names say nothing: hierarchical, a comb, a date in three fields, round buttons."""
    c = canvas.Canvas(str(HERE / path), pagesize=A4, invariant=1)
    c.setFont("Helvetica", 10)
    c.drawString(50, 800, "Aanvraag jobcoach")
    c.drawString(380, 800, "Gemeente Waterkant (verzonnen)")
    places = [(170, 744, 200), (170, 722, 150), (170, 700, 24), (204, 700, 24), (238, 700, 40), (170, 678, 330), (170, 656, 80)]
    for n, (x, y, w) in enumerate(places, 1):
        comb = {"maxlen": 9, "fieldFlags": "comb"} if n == 2 else {}
        c.acroForm.textfield(name=f"form1.Page1.Subform2.TextField{n}", x=x, y=y, width=w, height=16, borderWidth=0.5, fontSize=9, **comb)
    for y, label in ((748, "1.1 Achternaam"), (726, "1.2 Burgerservicenummer"), (704, "1.3 Geboortedatum"), (682, "2.1 Naam bedrijf"), (660, "3.1 Begindatum")):
        c.drawString(50, y, label)
    c.drawString(197, 704, "-")
    c.drawString(231, 704, "-")
    c.drawString(50, 638, "3.2 Is het een verlenging?")
    for value, (word, x) in enumerate((("Nee", 200), ("Ja", 260))):
        c.acroForm.radio(name="form1.Page1.RadioButtonList1", value=str(value), selected=False, x=x, y=635, size=11, borderWidth=0.5)
        c.drawString(x + 15, 638, word)
    c.save()
    if filled:
        w = PdfWriter(clone_from=str(HERE / path))
        values = {f"form1.Page1.Subform2.TextField{n}": text for n, text in enumerate(TYPED, 1)}
        w.update_page_form_field_values(w.pages[0], values, auto_regenerate=False)
        for note in w.pages[0]["/Annots"]:
            field = note.get_object()
            if "/1" in field.get("/AP", {}).get("/N", {}):
                field[NameObject("/AS")] = NameObject("/1")
                field["/Parent"].get_object()[NameObject("/V")] = NameObject("/1")
        w.write(str(HERE / path))


WATERKANT = {
    "client": {"naam": {"achternaam": "Yıldız"}, "bsn": "999990019", "geboortedatum": "2000-11-07"},
    "werkgever": {"naam": "Café ’t Haantje"},
    "begeleiding": {"aanvraag": "vervolg", "begin": "2026-03-01"},
}

if __name__ == "__main__":
    for make, form, extension, said in (
        (rivierdal, "rivierdal/plan", "docx", [RIVIERDAL]),
        (polderstede, "polderstede/voortgang", "docx", [POLDERSTEDE]),
        (zuiderland, "zuiderland/plan", "xlsx", ZUIDERLAND),
        (waterkant, "waterkant/aanvraag", "pdf", [WATERKANT]),
    ):
        (HERE / "mappings" / form).parent.mkdir(parents=True, exist_ok=True)
        filled = form.replace("/", "-")
        make(f"mappings/{form}.{extension}", False)
        make(f"{filled}.{extension}", True)
        (HERE / f"{filled}.json").write_text(json.dumps(said, ensure_ascii=False, indent=1) + "\n")
    subprocess.run(["soffice", "--headless", "--convert-to", "pdf", "--outdir", str(HERE), str(HERE / "rivierdal-plan.docx")], check=True, capture_output=True)
