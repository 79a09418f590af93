#!/usr/bin/env python3
"""Makes the pictures of docs/nl/aan-de-slag.md anew, from the fixtures: a report in Chromium, a filled form by LibreOffice.

python3 tools/pictures.py [PROGRAM]    in the checkout; PROGRAM is target/release/eenvorm unless another is named.
It needs chromium, soffice and pdftoppm on the path.
"""
import os, pathlib, subprocess, sys, tempfile

program = os.path.abspath(sys.argv[1] if len(sys.argv) > 1 else "target/release/eenvorm")
out = pathlib.Path("docs/nl").absolute()
forms = ["fixtures/utrecht/jobcoachplan/volledig.xlsx", "fixtures/uwv", "fixtures/isd-kompas"]


def run(*command, codes=(0,)):
    done = subprocess.run(command, capture_output=True)
    if done.returncode not in codes:
        sys.exit(f"{command[0]} ended with {done.returncode}: {done.stderr.decode()[-500:]}")


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
    run("soffice", "--headless", f"-env:UserInstallation={(folder / 'office').as_uri()}", "--convert-to", "pdf", "--outdir", str(folder), str(filled))
    run("pdftoppm", "-r", "80", "-png", "-f", "1", "-l", "1", "-singlefile", str(folder / f"{filled.stem}.pdf"), str(out / "aan-de-slag-ingevuld"))
