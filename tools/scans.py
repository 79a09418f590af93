#!/usr/bin/env python3
"""Measures how much comes back of scanned forms: fixtures printed by LibreOffice, turned into pictures, read with --ocr.

python3 tools/scans.py [PROGRAM] [--keep FOLDER]    in the checkout; it needs soffice, pdftoppm, tesseract and Pillow.
A value counts as right when it is what the fixture's record says. Wrong ones must all be marked (answer-from-picture).
"""
import json, pathlib, subprocess, sys, tempfile
from PIL import Image

program = next((a for a in sys.argv[1:] if not a.startswith("--")), "target/release/eenvorm")
keep = pathlib.Path(sys.argv[sys.argv.index("--keep") + 1]) if "--keep" in sys.argv else None
if keep:
    program = sys.argv[1]
FORMS = [
    "utrecht/jobcoachplan/volledig.pdf", "utrecht/jobcoachplan/volledig.docx",
    "isd-kompas/aanvraag/volledig.xlsx", "uwv/aanvraag-jobcoaching/volledig.xlsx",
]


def flat(value, name=""):
    if isinstance(value, dict):
        return {k: v for key, inner in value.items() for k, v in flat(inner, f"{name}.{key}").items()}
    if isinstance(value, list):
        return {k: v for n, inner in enumerate(value) for k, v in flat(inner, f"{name}[{n}]").items()}
    return {name: value}


def read(path, *more):
    done = subprocess.run([program, "convert", *more, str(path)], capture_output=True, text=True)
    records = [json.loads(line) for line in done.stdout.splitlines()]
    return records[0] if records else None


def scans(pdf, folder):
    for dpi in (150, 300):
        for skew in (0, 2):
            subprocess.run(["pdftoppm", "-r", str(dpi), "-gray", "-png", str(pdf), str(folder / f"p{dpi}")], check=True)
            pages = [Image.open(p).convert("L") for p in sorted(folder.glob(f"p{dpi}-*.png"))]
            if skew:
                pages = [page.rotate(-skew, resample=Image.BICUBIC, fillcolor=255) for page in pages]
            scan = folder / f"{pdf.stem}-{dpi}-{skew}.pdf"
            pages[0].save(scan, save_all=True, append_images=pages[1:], resolution=dpi)
            yield dpi, skew, scan


print("| form | dpi | askew | values | right | wrong | missing | wrong and not marked |\n|---|---|---|---|---|---|---|---|")
with tempfile.TemporaryDirectory() as name:
    for form in FORMS:
        source = pathlib.Path("fixtures") / form
        if not source.exists():
            continue
        folder = (keep or pathlib.Path(name)) / form.replace("/", "-")
        folder.mkdir(parents=True, exist_ok=True)
        truth = flat(read(source)["data"])
        pdf = source
        if source.suffix != ".pdf":
            subprocess.run(["soffice", "--headless", f"-env:UserInstallation=file://{name}/lo", "--convert-to", "pdf", "--outdir", str(folder), str(source)], check=True, capture_output=True)
            pdf = folder / f"{source.stem}.pdf"
        printed = read(pdf)
        rows = [("print", "-", printed)] if printed else [("print", "-", None)]
        rows += [(dpi, f"{skew}°", read(scan, "--ocr")) for dpi, skew, scan in scans(pdf, folder)]
        for dpi, skew, record in rows:
            found = flat(record["data"]) if record else {}
            found = {k: v for k, v in found.items() if k}
            right = sum(1 for k, v in found.items() if truth.get(k) == v)
            wrong = [k for k, v in found.items() if truth.get(k) != v]
            marked = {f.get("field") for f in (record or {}).get("findings", []) if f["code"] == "answer-from-picture"}
            bare = [k for k in wrong if not any(m and (k[1:] == m or k[1:].startswith(m) or m.startswith(k[1:])) for m in marked)]
            bare = bare if dpi != "print" else []
            print(f"| {form} | {dpi} | {skew} | {len(truth)} | {right} | {len(wrong)} | {len([k for k in truth if k not in found])} | {len(bare)} |", flush=True)
            if "--wrong" in sys.argv:
                for k in wrong:
                    print("    ", k, repr(found[k])[:60], "instead of", repr(truth.get(k))[:60])
