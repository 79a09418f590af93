#!/usr/bin/env python3
"""Saves every fixture anew by LibreOffice and prints it to pdf, reads both and compares with what the fixture gave.

Run by hand, where LibreOffice is:  tools/resave.py [--keep FOLDER] [PATH …]

A field that the new file has and the fixture does not is *invented*; one that says something else is *changed*: both are
faults and end the run with exit code 1. A field that is gone is *lost*: it is listed, for a print shows less than its source.
Answers kept as they were written count as answers. Prints its tally to standard output.
"""

import argparse
import json
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FORMATS = {".xlsx", ".xlsm", ".xls", ".ods", ".fods", ".docx", ".odt"}
# each to its own kind and to the other families' kind of the same sort
ANEW = {
    ".xlsx": ["xlsx", "ods", "xls"], ".xlsm": ["xlsx", "ods"], ".xls": ["xlsx", "xls"], ".ods": ["ods", "xlsx"],
    ".fods": ["ods", "xlsx"], ".docx": ["docx", "odt"], ".odt": ["odt", "docx"],
}


def convert(program, path):
    """The records of a file as {key: (value as read, text)}; none where nothing could be read."""
    run = subprocess.run([program, "convert", "--to", "ndjson", str(path)], capture_output=True, text=True)
    records = [json.loads(line) for line in run.stdout.splitlines()]
    return records, run.stderr


def flat(value, key=""):
    """Every leaf of the data of a record, by its key; an empty record of a group has none."""
    if isinstance(value, dict):
        return {k: v for name, inner in value.items() for k, v in flat(inner, f"{key}.{name}" if key else name).items()}
    if isinstance(value, list):
        return {k: v for n, inner in enumerate(value) for k, v in flat(inner, f"{key}[{n}]").items()}
    return {key: value}


def said(records):
    """What all records of a file say."""
    return [flat(record["data"]) | {k: ("as written", v) for k, v in record.get("as_written", {}).items()}
            for record in records]


def compare(before, after):
    """(same, lost, changed, invented) as lists of keys; records are laid beside each other in their order."""
    same, lost, changed, invented = [], [], [], []
    for n in range(max(len(before), len(after))):
        old, new = (before[n] if n < len(before) else {}), (after[n] if n < len(after) else {})
        for key in sorted(old.keys() | new.keys()):
            name = key if len(before) < 2 else f"{n}:{key}"
            if key not in new:
                lost.append(name)
            elif key not in old:
                invented.append(name)
            else:
                (same if old[key] == new[key] else changed).append(name)
    return same, lost, changed, invented


def resave(soffice, profile, sources, kind, folder):
    """The sources as LibreOffice saves them in another kind, all by one start of it; those that it cannot are not made."""
    folder.mkdir(parents=True, exist_ok=True)
    try:
        subprocess.run([soffice, "--headless", f"-env:UserInstallation=file://{profile}", "--convert-to", kind,
                        "--outdir", str(folder), *map(str, sources)], capture_output=True, timeout=120 + 60 * len(sources))
    except subprocess.TimeoutExpired:
        print(f"TOO SLOW  {sources[0].parent} to {kind}: LibreOffice did not end", flush=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("paths", nargs="*", type=Path, default=[ROOT / "fixtures"])
    parser.add_argument("--keep", type=Path, help="folder for the files made; those in it are not made again")
    parser.add_argument("--program", default=str(ROOT / "target/debug/eenvorm"))
    parser.add_argument("--soffice", default="soffice")
    given = parser.parse_args()
    listed = (p for path in given.paths for p in ([path] if path.is_file() else sorted(path.rglob("*"))))
    sources = [p for p in listed if p.suffix in FORMATS]
    with tempfile.TemporaryDirectory() as scratch:
        keep = (given.keep or Path(scratch) / "files").resolve()
        jobs = []
        for source in sources:
            inside = source.resolve()
            inside = inside.relative_to(ROOT) if inside.is_relative_to(ROOT) else Path(inside.name)
            for kind in [*ANEW[source.suffix], "pdf"]:
                folder = keep / inside.parent / source.suffix[1:] / kind
                made = folder / f"{source.stem}.{kind}"
                jobs.append((source, kind, folder, made))
        together = {}
        for source, kind, folder, made in jobs:
            if not made.is_file():
                together.setdefault((folder, kind), []).append(source)
        for (folder, kind), group in together.items():
            resave(given.soffice, f"{scratch}/profile", group, kind, folder)
        with ThreadPoolExecutor() as pool:
            old = dict(zip(sources, pool.map(lambda p: said(convert(given.program, p)[0]), sources)))
            new = list(pool.map(lambda j: convert(given.program, j[3]) if j[3].is_file() else None, jobs))
        tally = {}
        for (source, kind, _, made), read in zip(jobs, new):
            if read is None or not old[source] and not read[0]:
                continue
            same, lost, changed, invented = compare(old[source], said(read[0]))
            counts = tally.setdefault("print" if kind == "pdf" else "saved", [0, 0, 0, 0])
            for n, keys in enumerate((same, lost, changed, invented)):
                counts[n] += len(keys)
            for word, keys in (("lost", lost), ("changed", changed), ("INVENTED", invented)):
                if keys:
                    print(f"{word:9} {made.relative_to(keep)}: {', '.join(keys)}")
        for what, (same, lost, changed, invented) in tally.items():
            print(f"{what}: {same} the same, {lost} lost, {changed} changed, {invented} invented")
    return 1 if any(counts[2] or counts[3] for counts in tally.values()) else 0


if __name__ == "__main__":
    sys.exit(main())
