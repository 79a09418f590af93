#!/usr/bin/env python3
"""A country's forms: speed, memory and the cost of the manifest, over copies of the fixtures with other names.

    python3 benches/scale.py [--forms 100000] [--binary target/release/eenvorm]

Prints Markdown. Each form is its own file with its own checksum (a line behind a text form, a comment behind a zip), so that
nothing is the same. Needs no more than Python 3.10; with polars installed it also sets a csv export against polars.
"""

import argparse
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent
POLARS = "import polars, sys; polars.read_csv(sys.argv[1], separator=';', infer_schema_length=0).write_ndjson(sys.argv[2])"


def run(command, **kept):
    """Seconds of the clock and of the processor, and the most memory in MiB; 1 says that a form has an error."""
    begun = time.monotonic()
    process = subprocess.Popen(list(map(str, command)), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, **kept)
    _, status, usage = os.wait4(process.pid, 0)
    if os.waitstatus_to_exitcode(status) not in (0, 1):
        sys.exit(f"failed: {' '.join(map(str, command))}")
    return time.monotonic() - begun, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def zip_with(data, comment):
    """A zip with a comment at its end, so that its checksum is another one."""
    end = data.rfind(b"PK\5\6")
    if end < 0 or data[end + 20 : end + 22] != b"\0\0":
        return None
    return data[: end + 20] + len(comment).to_bytes(2, "little") + comment


def forms(folder, count):
    """Copies of the zipped fixtures with an expected record, over folders of a thousand."""
    kinds = (".xlsx", ".docx", ".ods", ".odt")
    kept = [p for p in sorted((ROOT / "fixtures").rglob("*")) if p.suffix in kinds and pathlib.Path(f"{p}.json").exists()]
    blanks = [(p.suffix, p.read_bytes()) for p in kept]
    for number in range(count):
        suffix, data = blanks[number % len(blanks)]
        data = zip_with(data, str(number).encode()) or data
        part = folder / f"{number // 1000:04}"
        part.mkdir(parents=True, exist_ok=True)
        (part / f"{number:06}{suffix}").write_bytes(data)


def table(path, rows):
    """A client-system export of so many rows, from the fixture."""
    head, *body = next((ROOT / "fixtures/clientvolgsysteem/export").glob("*utf8.csv")).read_text("utf-8-sig").splitlines(True)
    whole = [line for line in body if line.count(";") == head.count(";")]
    with path.open("w", encoding="utf-8") as out:
        out.write(head)
        for number in range(rows):
            out.write(whole[number % len(whole)])


def main():
    ask = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    ask.add_argument("--forms", type=int, default=100_000)
    ask.add_argument("--rows", type=int, default=100_000)
    ask.add_argument("--binary", default=ROOT / "target/release/eenvorm", type=pathlib.Path)
    args = ask.parse_args()
    binary = args.binary.resolve()
    memory = "/dev/shm" if pathlib.Path("/dev/shm").is_dir() else None
    work = pathlib.Path(tempfile.mkdtemp(dir=memory))
    try:
        forms(work / "in", args.forms)
        convert = [binary, "convert", "--quiet", "--no-libreoffice"]
        print(f"{args.forms} forms\n\n| | files a second | cpu s | memory MiB |\n|---|---|---|---|")
        for jobs in (1, 2):
            for count, name in ((args.forms // 10, "a tenth"), (args.forms, "all")):
                paths = sorted((work / "in").iterdir())[: max(1, count // 1000)] if count >= 1000 else [work / "in"]
                number = sum(1 for path in paths for _ in path.rglob("*.*"))
                wall, cpu, most = run([*convert, "--jobs", jobs, *paths, "-o", work / "uit.ndjson"])
                print(f"| {name}, {jobs} cores | {number / wall:.0f} | {cpu:.1f} | {most:.0f} |")
        _, plain, _ = run([*convert, "--jobs", 1, work / "in", "-o", work / "uit.ndjson"])
        _, parts, most = run([*convert, "--jobs", 1, work / "in", "-o", work / "uit", "--by", "body", "--parts", "64"])
        _, again, _ = run([*convert, "--jobs", 1, work / "in", "-o", work / "uit", "--by", "body", "--parts", "64"])
        print(f"\nBy body with a manifest: {parts:.1f} s of cpu against {plain:.1f} in one file ({parts / plain - 1:+.1%}), {most:.0f} MiB.")
        print(f"The same run again, all done already: {again:.1f} s.")
        csv = work / "export.csv"
        table(csv, args.rows)
        print(f"\nA csv of {args.rows} rows, {csv.stat().st_size >> 20} MiB\n\n| provenance | cpu s | MiB of records |\n|---|---|---|")
        for provenance in ("full", "changed", "none"):
            _, cpu, _ = run([*convert, "--jobs", 1, csv, "--provenance", provenance, "-o", work / "uit.ndjson"])
            print(f"| {provenance} | {cpu:.1f} | {(work / 'uit.ndjson').stat().st_size >> 20} |")
        if subprocess.run([sys.executable, "-c", "import polars"], stderr=subprocess.DEVNULL).returncode == 0:
            environment = {**os.environ, "POLARS_MAX_THREADS": "1"}
            _, cpu, _ = run([sys.executable, "-c", POLARS, csv, work / "polars.ndjson"], env=environment)
            print(f"| polars, csv to ndjson | {cpu:.1f} | {(work / 'polars.ndjson').stat().st_size >> 20} |")
        else:
            print("\nskipped: polars is not there (pip install polars)")
    finally:
        shutil.rmtree(work)


if __name__ == "__main__":
    main()
