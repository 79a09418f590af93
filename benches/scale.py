#!/usr/bin/env python3
"""A country's forms: speed, memory and the cost of the manifest, over copies of the fixtures with other names.

    python3 benches/scale.py [--forms 100000] [--rows 500000] [--turns 7] [--binary target/release/eenvorm] [--only forms,manifest,csv]

Prints Markdown. Each form is its own file with its own checksum (a comment behind a zip), so that nothing is the same. One core
and two are cores that the system gives, not threads that the program is asked for. What is compared is run by turns, and of
the ratios of each turn the median is told, with the lowest and the highest. Needs no more than Python 3.10 on Linux; with
polars installed it also sets a csv export against polars.
"""

import argparse
import os
import pathlib
import shutil
import statistics
import subprocess
import sys
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent
POLARS = "import polars, sys; polars.read_csv(sys.argv[1], separator=';', infer_schema_length=0).write_ndjson(sys.argv[2])"
KINDS = (".xlsx", ".docx", ".ods", ".odt")


def run(command, cores=None, **kept):
    """Seconds of the clock and of the processor, and the most memory in MiB; 1 says that a form has an error."""
    pin = (lambda: os.sched_setaffinity(0, set(range(cores)))) if cores else None
    begun = time.monotonic()
    process = subprocess.Popen(
        list(map(str, command)), stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, preexec_fn=pin, **kept
    )
    said = process.stderr.read()
    _, status, usage = os.wait4(process.pid, 0)
    code = os.waitstatus_to_exitcode(status)
    if code not in (0, 1):
        sys.exit(f"failed with {code}: {' '.join(map(str, command))}\n{said.decode(errors='replace')[-2000:]}")
    return time.monotonic() - begun, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def zip_with(data, comment):
    """A zip with a comment at its end, so that its checksum is another one."""
    end = data.rfind(b"PK\5\6")
    if end < 0 or data[end + 20 : end + 22] != b"\0\0":
        return None
    return data[: end + 20] + len(comment).to_bytes(2, "little") + comment


def forms(folder, count):
    """Copies of the zipped fixtures with an expected record, over folders of a thousand."""
    kept = [p for p in sorted((ROOT / "fixtures").rglob("*")) if p.suffix in KINDS and pathlib.Path(f"{p}.json").exists()]
    blanks = [(p.suffix, p.read_bytes()) for p in kept]
    blanks = [(suffix, data) for suffix, data in blanks if zip_with(data, b"0")]
    for number in range(count):
        suffix, data = blanks[number % len(blanks)]
        part = folder / f"{number // 1000:04}"
        part.mkdir(parents=True, exist_ok=True)
        (part / f"{number:06}{suffix}").write_bytes(zip_with(data, str(number).encode()))
    return len(blanks), sum(len(data) for _, data in blanks) / len(blanks) / 1024


def table(path, rows):
    """A client-system export of so many rows, from the fixture."""
    head, *body = next((ROOT / "fixtures/clientvolgsysteem/export").glob("*utf8.csv")).read_text("utf-8-sig").splitlines(True)
    whole = [line for line in body if line.count(";") == head.count(";")]
    with path.open("w", encoding="utf-8") as out:
        out.write(head)
        for number in range(rows):
            out.write(whole[number % len(whole)])


def middle(values):
    """The median, with the lowest and the highest."""
    return f"{statistics.median(values):.2f} ({min(values):.2f} to {max(values):.2f})"


def speed(convert, work, count):
    """Files a second and memory, for a hundredth, a tenth and all of the forms, on one core and two."""
    print("\n| forms | cores | files a second | files a second of the processor | memory MiB |\n|---|---|---|---|---|")
    for number in sorted({max(1000, count // 100), max(1000, count // 10), count}):
        paths = sorted((work / "in").iterdir())[: number // 1000]
        for cores in (1, 2):
            wall, cpu, most = run([*convert, "--jobs", cores, *paths, "-o", work / "uit.ndjson"], cores)
            print(f"| {number} | {cores} | {number / wall:.0f} | {number / cpu:.0f} | {most:.0f} |", flush=True)


def manifest(convert, work, count, turns):
    """What parts with a manifest cost more than one file; and a rerun where all is done already."""
    # enough that starting does not count, and so little that many turns can be run
    paths = sorted((work / "in").iterdir())[: max(1, min(count, 10_000) // 1000)]
    one = [*convert, "--jobs", 1, *paths]
    ratios, shares = [], []
    for turn in range(turns):
        commands = {"one": [*one, "-o", work / "uit.ndjson"], "by": [*one, "-o", work / "uit", "--by", "body"]}
        order = list(commands) if turn % 2 == 0 else list(commands)[::-1]
        took = {}
        for name in order:
            shutil.rmtree(work / "uit", ignore_errors=True)
            took[name] = run(commands[name], 1)[1]
        ratios.append(took["by"] / took["one"])
    run(commands["by"], 1)
    for _ in range(turns):
        shares.append(run(commands["by"], 1)[1] / took["one"])
    print(f"\n{1000 * len(paths)} forms, {turns} turns, processor time on one core")
    print(f"\nParts by body with a manifest against one file: {middle(ratios)} times.")
    print(f"The same again, all done already: {middle(shares)} times.", flush=True)


def csv(convert, work, rows, turns):
    """A csv export at each provenance, beside polars."""
    path = work / "export.csv"
    table(path, rows)
    has_polars = subprocess.run([sys.executable, "-c", "import polars"], stderr=subprocess.DEVNULL).returncode == 0
    commands = {
        name: [*convert, "--jobs", 1, path, "--provenance", name]
        for name in ("full", "changed", "none")
    }
    if has_polars:
        commands["polars"] = [sys.executable, "-c", POLARS, path, os.devnull]
    else:
        print("\nskipped: polars is not there (pip install polars)")
    took = {name: [] for name in commands}
    most = {}
    for turn in range(turns):
        for name in list(commands) if turn % 2 == 0 else list(commands)[::-1]:
            _, cpu, most[name] = run(commands[name], 1, env={**os.environ, "POLARS_MAX_THREADS": "1"})
            took[name].append(cpu)
    print(f"\nA csv of {rows} rows, {path.stat().st_size >> 20} MiB, {turns} turns, processor time on one core\n")
    print("| | cpu s | against polars | kB a row | memory MiB |\n|---|---|---|---|---|")
    last = {name: command[:-1] + [work / "polars.ndjson"] for name, command in commands.items() if name == "polars"}
    for name, command in commands.items():
        # nothing was written while it was measured, for a disk has its own pace
        run(last.get(name, [*command, "-o", work / f"{name}.ndjson"]))
    for name, times in took.items():
        ratios = middle([a / b for a, b in zip(times, took["polars"])]) if has_polars else ""
        written = (work / f"{name}.ndjson").stat().st_size / rows / 1000
        print(f"| {name} | {middle(times)} | {ratios} | {written:.1f} | {most[name]:.0f} |", flush=True)


def main():
    ask = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    ask.add_argument("--forms", type=int, default=100_000)
    ask.add_argument("--rows", type=int, default=500_000)
    ask.add_argument("--turns", type=int, default=7)
    ask.add_argument("--only", default="forms,manifest,csv")
    ask.add_argument("--binary", default=ROOT / "target/release/eenvorm", type=pathlib.Path)
    args = ask.parse_args()
    only = args.only.split(",")
    memory = pathlib.Path("/dev/shm")
    roomy = memory.is_dir() and shutil.disk_usage(memory).free > args.forms * 120_000 + args.rows * 10_000
    work = pathlib.Path(tempfile.mkdtemp(dir=memory if roomy else None))
    try:
        convert = [args.binary.resolve(), "convert", "--quiet", "--no-libreoffice"]
        if "forms" in only or "manifest" in only:
            kinds, size = forms(work / "in", args.forms)
            print(f"{args.forms} forms, copies of {kinds} of {size:.0f} KiB on average, in {'memory' if roomy else 'a folder on disk'}")
        if "forms" in only:
            speed(convert, work, args.forms)
        if "manifest" in only:
            manifest(convert, work, args.forms, args.turns)
        if "csv" in only:
            csv(convert, work, args.rows, args.turns)
    finally:
        shutil.rmtree(work)


if __name__ == "__main__":
    main()
