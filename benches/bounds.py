#!/usr/bin/env python3
"""Measures what awkward files cost: each is made in two sizes, and each command may take 10 seconds and 500 MB of a file.

Every kind of file here was once more than linear in one command. Twice the size may take some twice the time; more than
three times is said, as is a command that takes more than it may. Needs Python 3.10 and a build of `eenvorm`:

    cargo build --release
    python3 benches/bounds.py target/release/eenvorm
"""

import argparse
import json
import os
import pathlib
import subprocess
import sys
import tempfile
import time
import zipfile
from xml.sax.saxutils import escape

SECONDS, MEGABYTES = 10, 500
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"


def column(n):
    name = ""
    while True:
        name = chr(65 + n % 26) + name
        n = n // 26 - 1
        if n < 0:
            return name


def cell(row, col, value):
    at = f"{column(col)}{row + 1}"
    if isinstance(value, (int, float)):
        return f'<c r="{at}"><v>{value}</v></c>'
    return f'<c r="{at}" t="inlineStr"><is><t>{escape(value)}</t></is></c>'


def package(path, kind, parts, relations):
    types = "".join(f'<Override PartName="/{name}" ContentType="{of}"/>' for name, of in kind)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as out:
        out.writestr(
            "[Content_Types].xml",
            f'<Types xmlns="{PACKAGE}/content-types"><Default Extension="rels" '
            f'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            f'<Default Extension="xml" ContentType="application/xml"/>{types}</Types>',
        )
        for name, targets in relations.items():
            rels = "".join(f'<Relationship Id="rId{n}" Type="{OFFICE}/{what}" Target="{to}"/>' for n, (what, to) in enumerate(targets, 1))
            out.writestr(name, f'<Relationships xmlns="{PACKAGE}/relationships">{rels}</Relationships>')
        for name, text in parts.items():
            out.writestr(name, text)


def xlsx(path, sheets):
    """Sheets by name, each rows of values; none leaves a cell out."""
    base = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    kind = [("xl/workbook.xml", f"{base}.sheet.main+xml")]
    parts, names, targets = {}, "", []
    for n, (name, rows) in enumerate(sheets, 1):
        data = "".join(
            f'<row r="{r + 1}">' + "".join(cell(r, c, v) for c, v in enumerate(row) if v is not None) + "</row>"
            for r, row in enumerate(rows)
        )
        parts[f"xl/worksheets/sheet{n}.xml"] = f'<worksheet xmlns="{MAIN}"><sheetData>{data}</sheetData></worksheet>'
        kind.append((f"xl/worksheets/sheet{n}.xml", f"{base}.worksheet+xml"))
        names += f'<sheet name="{escape(name)}" sheetId="{n}" r:id="rId{n}"/>'
        targets.append(("worksheet", f"worksheets/sheet{n}.xml"))
    parts["xl/workbook.xml"] = f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets>{names}</sheets></workbook>'
    relations = {"_rels/.rels": [("officeDocument", "xl/workbook.xml")], "xl/_rels/workbook.xml.rels": targets}
    package(path, kind, parts, relations)


def docx(path, paragraphs):
    body = "".join(f"<w:p><w:r><w:t>{escape(text)}</w:t></w:r></w:p>" for text in paragraphs)
    parts = {"word/document.xml": f'<w:document xmlns:w="{WORD}"><w:body>{body}</w:body></w:document>'}
    kind = [("word/document.xml", "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml")]
    package(path, kind, parts, {"_rels/.rels": [("officeDocument", "word/document.xml")]})


UTRECHT = ["Jobcoachplan", "Gemeente Utrecht", "Jobcoaching die u zelf regelt"]
WORDS = "naam adres functie uren doel begin einde datum telefoon werkgever begeleiding jobcoach inkomen reis taal".split()


def question(n):
    return f"{WORDS[n % len(WORDS)].capitalize()} {WORDS[n // 15 % len(WORDS)]} {n}"


def distinct_questions(path, n):
    xlsx(path, [("Formulier", [["Plan van aanpak jobcoaching", None], *([question(k), "antwoord"] for k in range(n))])])


def open_questions(path, n):
    xlsx(path, [("Formulier", [["Plan van aanpak jobcoaching", None], *([question(k), None] for k in range(n))])])


def equal_questions(path, n):
    xlsx(path, [("Formulier", [["Jobcoachplan", None], *(["Achternaam werknemer", "antwoord"] for _ in range(n))])])


def equal_labels(path, n):
    xlsx(path, [("Jobcoachplan", [[word] for word in UTRECHT] + [["Naam", "x"] for _ in range(n)])])


def equal_paragraphs(path, n):
    docx(path, [" ".join(UTRECHT), *("Naam: x" for _ in range(n))])


def long_second_sheet(path, n):
    form = [[word] for word in UTRECHT] + [["Naam", "A. Bakker"]]
    xlsx(path, [("Jobcoachplan", form), ("Bijlage", [[f"regel {k}"] for k in range(n)])])


def numbers_under_each_other(path, n):
    form = [[word] for word in UTRECHT] + [["Naam", "A. Bakker"]]
    xlsx(path, [("Jobcoachplan", form + [[None, k] for k in range(n)])])


def small_sheets(path, n):
    sheet = [["Plan van aanpak jobcoaching", None], ["Naam werknemer", None], ["Geboortedatum", None], ["Functie", None], ["Doel 1", None]]
    xlsx(path, [(f"Blad {k}", sheet) for k in range(n)])


def hours_in_a_record(path, n):
    hours = [
        {"datum": f"{2020 + k // 336}-{k // 28 % 12 + 1:02}-{k % 28 + 1:02}", "duur": 1.5, "activiteit": "gesprek", "begintijd": "09:00", "eindtijd": "10:30"}
        for k in range(n)
    ]
    path.write_text(json.dumps({"schema": 1, "data": {"client": {"naam": {"achternaam": "Bakker"}}, "uren": hours}}))


def goals_in_a_record(path, n):
    goals = [{"doel": f"zelf plannen {k}", "uren": 2} for k in range(n)]
    path.write_text(json.dumps({"schema": 1, "data": {"client": {"naam": {"achternaam": "Bakker"}}, "doelen": goals}}))


def wide_csv(path, n):
    path.write_text(";".join(f"kolom {k}" for k in range(n)) + "\n" + ";".join(str(k) for k in range(n)) + "\n")


def keys_of_json(path, n):
    path.write_text(json.dumps({"values": {f"vraag{k}": f"antwoord {k}" for k in range(n)}}))


CONVERT, CHECK, REPORT, SUGGEST = ("convert",), ("check",), ("report", "-o", "OUT.html"), ("suggest", "--anyway")
DRAFT = ("convert", "--draft")
FILL = ("fill", "--form", "utrecht/jobcoachplan", "-o", "OUT")
KINDS = [
    (distinct_questions, "xlsx", 2_000, [SUGGEST, DRAFT, CONVERT]),
    (open_questions, "xlsx", 2_000, [SUGGEST]),
    (equal_questions, "xlsx", 2_000, [SUGGEST, DRAFT]),
    (small_sheets, "xlsx", 250, [SUGGEST, DRAFT]),
    (equal_labels, "xlsx", 70_000, [CONVERT, SUGGEST]),
    (equal_paragraphs, "docx", 95_000, [CONVERT, SUGGEST]),
    (long_second_sheet, "xlsx", 140_000, [CONVERT, SUGGEST]),
    (numbers_under_each_other, "xlsx", 95_000, [CONVERT, SUGGEST]),
    (hours_in_a_record, "json", 30_000, [CHECK, CONVERT, REPORT, FILL]),
    (goals_in_a_record, "json", 5_000, [CHECK, REPORT, FILL]),
    (wide_csv, "csv", 50_000, [CONVERT, SUGGEST]),
    (keys_of_json, "json", 50_000, [CONVERT, SUGGEST]),
]


def measured(program, command, path, folder):
    arguments = [str(folder / word.replace("OUT", f"out-{path.stem}")) if word.startswith("OUT") else word for word in command]
    begun = time.monotonic()
    process = subprocess.Popen([program, *arguments, str(path)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    if os.waitstatus_to_exitcode(status) not in (0, 1):
        print(f"  exit {os.waitstatus_to_exitcode(status)}", end="")
    return usage.ru_utime + usage.ru_stime, time.monotonic() - begun, usage.ru_maxrss / 1024


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("program")
    parser.add_argument("--only", help="kinds whose name holds this")
    parser.add_argument("--scale", type=float, default=1, help="makes the files so many times as large")
    options = parser.parse_args()
    wrong = 0
    print("| file | command | size | seconds of CPU | MB | twice the size |\n|---|---|--:|--:|--:|--:|", flush=True)
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)
        for make, extension, size, commands in KINDS:
            if options.only and options.only not in make.__name__:
                continue
            size = int(size * options.scale)
            paths = [folder / f"{make.__name__}-{n}.{extension}" for n in (size, 2 * size)]
            make(paths[0], size)
            make(paths[1], 2 * size)
            for command in commands:
                (cpu, _, _), (cpu2, _, memory) = (measured(options.program, command, path, folder) for path in paths)
                times = cpu2 / max(cpu, 0.01)
                bad = cpu2 > SECONDS or memory > MEGABYTES or (times > 3 and cpu2 > 1)
                wrong += bad
                print(f"| {make.__name__} | {command[0]}{' --draft' if command == DRAFT else ''} | {2 * size} | {cpu2:.2f} | {memory:.0f} | {times:.1f}{' **too much**' if bad else ''} |", flush=True)
    sys.exit(wrong > 0)


if __name__ == "__main__":
    main()
