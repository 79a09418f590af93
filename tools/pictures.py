#!/usr/bin/env python3
"""Makes the pictures of docs/nl anew, from fixtures and blanks of the tests: a report in Chromium, forms by LibreOffice.

python3 tools/pictures.py [PROGRAM]    in the checkout; PROGRAM is target/release/eenvorm unless another is named.
It needs chromium, soffice and pdftoppm on the path.
"""
import os, pathlib, subprocess, sys, tempfile

program = os.path.abspath(sys.argv[1] if len(sys.argv) > 1 else "target/release/eenvorm")
out = pathlib.Path("docs/nl").absolute()
DRAFTED = {
    "nieuw-formulier-excel": "tests/drafts/waterbeek/blank.xlsx",
    "nieuw-formulier-word": "tests/drafts/maartensdonk/blank.docx",
    "nieuw-formulier-pdf": "tests/drafts/vechtoever/blank.pdf",
}
forms = ["fixtures/utrecht/jobcoachplan/volledig.xlsx", "fixtures/uwv", "fixtures/isd-kompas"]


def run(*command, codes=(0,)):
    done = subprocess.run(command, capture_output=True)
    if done.returncode not in codes:
        sys.exit(f"{command[0]} ended with {done.returncode}: {done.stderr.decode()[-500:]}")


def first_page(folder, form, name, dots):
    """The first page of a form, as LibreOffice prints it."""
    if form.suffix != ".pdf":
        run("soffice", "--headless", f"-env:UserInstallation={(folder / 'office').as_uri()}", "--convert-to", "pdf", "--outdir", str(folder), str(form))
    printed = folder / f"{form.stem}.pdf"
    run("pdftoppm", "-r", str(dots), "-png", "-f", "1", "-l", "1", "-singlefile", str(printed), str(out / name))


with tempfile.TemporaryDirectory() as name:
    folder = pathlib.Path(name)
    os.environ["EENVORM_CONFIG"] = str(folder / "settings")
    run(program, "profile", "--set", "naam=Sanne de Wit", "--set", "organisatie=Jobcoachbureau De Brug", "--set", "kvk=90000001")
    report = folder / "rapport.html"
    run(program, "report", *forms, "--datum", "2025-09-01", "--lang", "nl", "-o", str(report), codes=(0, 1))
    run("chromium", "--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--hide-scrollbars",
        "--window-size=1000,760", f"--user-data-dir={folder / 'chromium'}", f"--screenshot={out / 'aan-de-slag-rapport.png'}",
        report.as_uri())
    run(program, "fill", "--form", "uwv/aanvraag-jobcoaching", forms[0], "-o", str(folder / "ingevuld"), "--lang", "nl", codes=(0, 1))
    filled = next((folder / "ingevuld").iterdir())
    first_page(folder, filled, "aan-de-slag-ingevuld", dots=80)
    for name, blank in DRAFTED.items():
        marked = folder / f"{name}{pathlib.Path(blank).suffix}"
        run(program, "suggest", blank, "--on-form", str(marked), "--lang", "nl", codes=(0, 1))
        first_page(folder, marked, name, dots=70)
