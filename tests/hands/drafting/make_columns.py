"""Makes a form of a civil servant that does not exist: several labels with a control each in one box, goals as columns, and
signatures in tables within the cells of a table.

    pip install python-docx && python3 tests/hands/drafting/make_columns.py

It is a reconstruction. Nobody in it exists; citizen service numbers begin with 9999.
"""

import json
from pathlib import Path

import docx
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

HERE = Path(__file__).parent
NAME = "lindewater"
BOXES = [
    ("1. Over welke werknemer gaat het?", [
        ("Naam", "client.naam", "Fleur Wagenaar"), ("Geboortedatum", "client.geboortedatum", "02-11-1999"),
        ("BSN", "client.bsn", "999990019"), ("Telefoon", "client.telefoon", "06-23456789"),
    ]),
    ("2. Bij welk bedrijf werkt hij of zij?", [
        ("Naam", "werkgever.naam", "Drukkerij Kamerling"), ("Contactpersoon", "werkgever.contactpersoon", "Iris Bosma"),
        ("Telefoon", "werkgever.telefoon", "0341-556677"), ("E-mail", "werkgever.email", "iris@kamerling.example"),
    ]),
    ("3. Wie is de jobcoach?", [
        ("Naam", "jobcoach.naam", "Wouter Sytsma"), ("Organisatie", "jobcoach.organisatie", "Stapvoorstap"),
        ("E-mail", "jobcoach.email", "wouter@stapvoorstap.example"),
    ]),
]
GOALS = [
    ("Wat is het doel?", "doelen[].doel", ["zelf de planning lezen", "hulp vragen", "op tijd pauze nemen"]),
    ("Wat gaat er gebeuren?", "doelen[].activiteiten", ["elke ochtend samen doornemen", "kaartje op het bureau", "wekker zetten"]),
    ("Wie helpt?", "doelen[].wie", ["de chef", "een collega", "haar zus"]),
    ("Wanneer is het bereikt?", "doelen[].gereed", ["01-03-2026", "01-05-2026", "01-06-2026"]),
]
SIGNERS = [
    ("Werknemer", "client", "Fleur Wagenaar"), ("Werkgever", "werkgever", "Iris Bosma"), ("Jobcoach", "jobcoach", "Wouter Sytsma"),
]


def control(paragraph, tag, text):
    around, properties, content = (OxmlElement(f"w:{name}") for name in ("sdt", "sdtPr", "sdtContent"))
    named = OxmlElement("w:tag")
    named.set(qn("w:val"), tag)
    properties.append(named)
    if not text:
        properties.append(OxmlElement("w:showingPlcHdr"))
    properties.append(OxmlElement("w:text"))
    run, word = OxmlElement("w:r"), OxmlElement("w:t")
    word.text = text or "Klik om tekst in te voeren"
    run.append(word)
    content.append(run)
    around.extend([properties, content])
    paragraph._p.append(around)


def form(filled):
    answers = []
    page = docx.Document()
    page.add_heading("Plan van aanpak jobcoaching gemeente Lindewater", 0)
    page.add_paragraph("Dit is een reconstructie.")
    number = 0
    for table, (question, labels) in enumerate(BOXES, 1):
        page.add_paragraph().add_run(question).bold = True
        box = page.add_table(rows=1, cols=1)
        box.style = "Table Grid"
        cell = box.cell(0, 0)
        for n, (label, field, answer) in enumerate(labels):
            number += 1
            line = cell.paragraphs[0] if n == 0 else cell.add_paragraph()
            line.add_run(f"{label}: ")
            control(line, f"vak{number}", answer if filled else "")
            answers.append({"field": field, "label": label, "place": f"besturingselement vak{number}", "text": answer})
    page.add_heading("4. Drie doelen", 1)
    goals = page.add_table(rows=len(GOALS) + 1, cols=4)
    goals.style = "Table Grid"
    for n in range(3):
        goals.cell(0, n + 1).text = f"Doel {n + 1}"
    for row, (label, _, three) in enumerate(GOALS, 1):
        goals.cell(row, 0).text = label
        for n, answer in enumerate(three):
            goals.cell(row, n + 1).text = answer if filled else ""
    page.add_heading("5. Ondertekening", 1)
    outer = page.add_table(rows=1, cols=3)
    outer.style = "Table Grid"
    for n, (who, key, name) in enumerate(SIGNERS):
        cell = outer.cell(0, n)
        cell.paragraphs[0].add_run(who)
        inner = cell.add_table(rows=3, cols=2)
        cell.add_paragraph()
        for row, (label, what, answer) in enumerate([("Naam", "naam", name), ("Datum", "datum", "12-01-2026"), ("Handtekening", "", "")]):
            inner.cell(row, 0).text = label
            inner.cell(row, 1).text = answer if filled else ""
            if what:
                place = f"tabel 5, rij 1, cel {n + 1} > tabel 1, rij {row + 1}, cel 2"
                answers.append({"field": f"ondertekening.{key}_{what}", "label": label, "place": place, "text": answer})
    page.save(HERE / f"{NAME}.{'filled' if filled else 'blank'}.docx")
    return answers


form(False)
truth = form(True)
# an answer of a goal has no line of its own: it must stand in no draft all the same
truth += [{"field": "", "label": label, "place": "-", "text": answer} for label, _, three in GOALS for answer in three]
(HERE / f"{NAME}.json").write_text(json.dumps({"answers": truth}, ensure_ascii=False, indent=1))
