"""Marks the three forms, and corrects the copies with programs that are not eenvorm.

    python3 tests/on_form/edit.py target/debug/eenvorm

In each copy three names are taken away and typed anew: with openpyxl, python-docx and pypdf, and once more saved by LibreOffice
where the name of the file says so. What comes out stands beside the forms, for `tests/on_form.rs`.
"""

import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

import docx
import openpyxl
import pypdf
from docx.oxml.ns import qn
from pypdf.generic import NameObject, TextStringObject

HERE = pathlib.Path(__file__).parent
PROGRAM = sys.argv[1]


def marked(form, ending, folder):
    copy = pathlib.Path(folder) / f"proef.{ending}"
    subprocess.run([PROGRAM, "suggest", HERE / form / f"blank.{ending}", "--on-form", copy], check=True, capture_output=True)
    return copy


def without(text, names):
    return re.sub("«[^»]*»", lambda mark: "" if mark[0][1:].startswith(names) else mark[0], text).strip() or None


def workbook(folder):
    book = openpyxl.load_workbook(marked("waterbeek", "xlsx", folder))
    sheet = book["Formulier"]
    wrong = ("werknemer: naam", "werknemer: geboortedatum", "werkgever: KvK")
    for cell in (cell for row in sheet for cell in row if isinstance(cell.value, str) and "«" in cell.value):
        cell.value = without(cell.value, wrong)
    sheet["B7"], sheet["B9"], sheet["E21"] = "«werknemer: naam»", "<<geboortedatm>>", "werkgever: KvK nummer"
    book.save(HERE / "waterbeek/edited.xlsx")


def document(folder):
    paper = docx.Document(marked("maartensdonk", "docx", folder))
    typed = {"cc_3507": "«bedrijf: naam»", "cc_5075": "{{functie}}", "cc_3605": "«werkgever: kvk-nummer»"}
    for control in paper.element.body.iter(qn("w:sdt")):
        tag = control.find(f"{qn('w:sdtPr')}/{qn('w:tag')}")
        words = typed.get(tag.get(qn("w:val"))) if tag is not None else None
        texts = list(control.find(qn("w:sdtContent")).iter(qn("w:t")))
        for text in texts:
            if words is None:
                text.text = without(text.text or "", ("werkgever: naam", "werkgever: KvK", "werk en werkplek: functie")) or ""
        if words is not None:
            prompt = control.find(f"{qn('w:sdtPr')}/{qn('w:showingPlcHdr')}")
            if prompt is not None:
                prompt.getparent().remove(prompt)
            texts[0].text = words
            for text in texts[1:]:
                text.text = ""
    paper.save(HERE / "maartensdonk/edited.docx")


def fields(folder):
    writer = pypdf.PdfWriter(clone_from=marked("vechtoever", "pdf", folder))
    typed = {"T18": "«werkgever: naam»", "T26": "«functie van de werknemer»", "T24": "«bedrijf: sector»"}
    for page in writer.pages:
        writer.update_page_form_field_values(page, typed, auto_regenerate=False)
    writer.write(HERE / "vechtoever/edited.pdf")


def saved_by_libreoffice(file, folder):
    program = ["soffice", "--headless", f"-env:UserInstallation=file://{folder}/lo", "--convert-to", file.suffix[1:]]
    subprocess.run([*program, "--outdir", folder, file], check=True, capture_output=True)
    shutil.copy(pathlib.Path(folder) / file.name, file.with_stem("edited-libreoffice"))


with tempfile.TemporaryDirectory() as folder:
    workbook(folder)
    document(folder)
    fields(folder)
    saved_by_libreoffice(HERE / "waterbeek/edited.xlsx", folder)
    saved_by_libreoffice(HERE / "maartensdonk/edited.docx", folder)
