#!/usr/bin/env python3
"""Measures `eenvorm convert` against the floor, the least that any program does to read the same files, and
`eenvorm fill` against `eenvorm convert`.

Generates the files (once), builds both programs, runs them by turns, and prints Markdown. CPU time is user and system
time together, the median of all turns; ratios are of one run on one machine. Needs Python 3.10, cargo, and from pip
openpyxl, XlsxWriter, python-docx and polars.
"""

import argparse
import multiprocessing
import os
import pathlib
import statistics
import subprocess
import sys
import tempfile
import time

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent
sys.path.insert(0, str(HERE / "ground"))

# A folder in memory, where the system has one.
MEMORY = [("memory", pathlib.Path("/dev/shm"))] if pathlib.Path("/dev/shm").is_dir() else []

POLARS = "import polars, sys; polars.read_csv(sys.argv[1], separator=';', infer_schema_length=0).write_ndjson(sys.argv[2])"


class Run:
    """What one process took: CPU seconds, seconds, and the most memory it held, in MiB."""

    def __init__(self, command, **environment):
        begun = time.monotonic()
        process = subprocess.Popen(
            list(map(str, command)),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            env={**os.environ, **environment},
        )
        _, status, usage = os.wait4(process.pid, 0)
        # 1 is what eenvorm says when a form has an error, as some of the invented ones have
        if os.waitstatus_to_exitcode(status) not in (0, 1):
            sys.exit(f"failed: {' '.join(map(str, command))}")
        self.wall = time.monotonic() - begun
        self.cpu = usage.ru_utime + usage.ru_stime
        self.memory = usage.ru_maxrss / (1 << 20 if sys.platform == "darwin" else 1 << 10)


class Programs:
    def __init__(self, target):
        built = ROOT / "target" if target is None else pathlib.Path(target)
        build(ROOT / "Cargo.toml", built)
        build(HERE / "ground" / "floor" / "Cargo.toml", built)
        self.eenvorm = built / "release" / "eenvorm"
        self.floor = built / "release" / "floor"

    def convert(self, path, threads=1):
        mappings = HERE / "mappings"
        command = [self.eenvorm, "convert", "--quiet", "--jobs", threads, "--mappings", mappings, path]
        return lambda: Run(command)

    def fill(self, path, folder, threads=1):
        """Fills a blank with each form, in an empty folder."""
        mappings = HERE / "mappings"
        command = [self.eenvorm, "fill", "--quiet", "--per", "record", "--jobs", threads, "--mappings", mappings, "--form", "ground/plan"]

        def run():
            with tempfile.TemporaryDirectory(dir=folder) as filled:
                return Run([*command, "--output", filled, path])

        return run

    def make(self, count, folder):
        """Makes as many files as are filled, each renamed into place, in an empty folder."""

        def run():
            with tempfile.TemporaryDirectory(dir=folder) as made:
                return Run([self.floor, "make", made, count])

        return run

    def walk(self, path, threads=1, mode="walk"):
        return lambda: Run([self.floor, mode, path], RAYON_NUM_THREADS=str(threads))


def build(manifest, target):
    command = ["cargo", "build", "--release", "--quiet", "--manifest-path", manifest, "--target-dir", target]
    subprocess.run(list(map(str, command)), check=True)


def polars(path):
    return lambda: Run([sys.executable, "-c", POLARS, path, os.devnull], POLARS_MAX_THREADS="1")


def by_turns(turns, *runs):
    """The runs of each, taken by turns so that what else the machine does falls on all alike."""
    taken = [[run() for run in runs] for _ in range(turns)]
    return list(zip(*taken))


def median(runs, what):
    return statistics.median(getattr(run, what) for run in runs)


def compared(name, turns, floor, own):
    floors, owns = by_turns(turns, floor, own)
    low, high = median(floors, "cpu"), median(owns, "cpu")
    print(f"| {name} | {low:.3f} | {high:.3f} | **{high / low:.2f}** | {median(owns, 'memory'):.0f} |", flush=True)


def scaled(name, turns, programs, path):
    one, two = by_turns(turns, programs.convert(path), programs.convert(path, 2))
    faster = median(one, "wall") / median(two, "wall")
    cpu = median(two, "cpu") / median(one, "cpu")
    print(f"| {name} | {faster:.2f} | {cpu:.2f} | {median(two, 'memory'):.0f} |", flush=True)


def filled(name, turns, programs, path, folder):
    count = len(list(path.iterdir()))
    runs = by_turns(turns, programs.convert(path), programs.make(count, folder), programs.fill(path, folder))
    low, made, high = (median(run, "cpu") for run in runs)
    ratios = f"{high / low:.2f} | **{(high - made) / low:.2f}**"
    print(f"| {name} | {low:.3f} | {made:.3f} | {high:.3f} | {ratios} | {median(runs[2], 'memory'):.0f} |", flush=True)


def held(name, programs, path):
    one, two = programs.convert(path)(), programs.convert(path, 2)()
    print(f"| {name} | {one.memory:.0f} | {two.memory:.0f} |", flush=True)


def apart(make, *args, **named):
    """Makes files in a process of its own: the memory that it takes would count for every program started after it."""
    process = multiprocessing.get_context("spawn").Process(target=make, args=args, kwargs=named)
    process.start()
    process.join()
    if process.exitcode != 0:
        sys.exit("the files cannot be made")


def forms(folder, count, writer):
    import forms

    path = folder / f"forms-{writer}-{count}"
    if not path.is_dir():
        apart(forms.write, path, count, writer=writer)
    return path


def more_forms(path, times):
    """The same forms under more names."""
    folder = path.with_name(f"{path.name}-times-{times}")
    if not folder.is_dir():
        folder.mkdir()
        for turn in range(times):
            for form in path.iterdir():
                os.link(form, folder / f"{turn}-{form.name}")
    return folder


def table(folder, rows):
    import table

    path = folder / f"table-{rows}.xlsx"
    if not path.with_suffix(".csv").is_file() or not path.is_file():
        apart(table.write, path, rows)
    return path, path.with_suffix(".csv")


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--forms", type=int, default=1000)
    parser.add_argument("--rows", type=int, default=100_000)
    parser.add_argument("--turns", type=int, default=7, help="how often each program is run")
    parser.add_argument("--folder", default=ROOT / "target" / "ground", help="where the files are kept")
    parser.add_argument("--target", help="where the programs are built [default: target]")
    args = parser.parse_args()
    programs, folder = Programs(args.target), pathlib.Path(args.folder)
    inline, shared = (forms(folder, args.forms, writer) for writer in ("openpyxl", "xlsxwriter"))
    xlsx, csv = table(folder, args.rows)

    print("One thread against one thread:\n")
    print("| | floor, CPU s | eenvorm, CPU s | ratio | eenvorm, MiB |\n|---|---|---|---|---|")
    for name, path in (("inline strings", inline), ("shared strings", shared)):
        compared(f"{args.forms} forms, {name}: walk", args.turns, programs.walk(path), programs.convert(path))
    word = forms(folder, args.forms, "python-docx")
    unzip = programs.walk(word, mode="docx-walk")
    compared(f"{args.forms} Word forms: unzip and parse", args.turns, unzip, programs.convert(word))
    few = max(3, args.turns // 2)
    size = f"{args.rows} rows × 40"
    compared(f"{size}, xlsx: walk", few, programs.walk(xlsx), programs.convert(xlsx))
    compared(f"{size}, csv: walk", few, programs.walk(csv, mode="csv-walk"), programs.convert(csv))
    compared(f"{size}, csv: polars to ndjson", few, polars(csv), programs.convert(csv))

    print("\nFilling, one thread: the forms read, a blank filled with each, and what was filled read back:\n")
    print("| | convert, CPU s | making files, CPU s | fill, CPU s | ratio | without making files | fill, MiB |")
    print("|---|---|---|---|---|---|---|")
    for name, path in (("inline strings", inline), ("shared strings", shared)):
        for where, into in (("this disk", folder), *MEMORY):
            filled(f"{args.forms} forms, {name}, onto {where}", few, programs, path, into)

    print("\nTwo threads against one:\n\n| | times as fast | CPU | MiB |\n|---|---|---|---|")
    for name, path in ((f"{args.forms} forms", shared), (f"{size}, xlsx", xlsx), (f"{size}, csv", csv)):
        scaled(name, few, programs, path)

    print("\nPeak memory in MiB:\n\n| | one thread | two threads |\n|---|---|---|")
    held(f"{args.forms} forms", programs, shared)
    held(f"{args.forms * 5} forms", programs, more_forms(shared, 5))
    for rows in (args.rows // 10, args.rows, args.rows * 3):
        xlsx, csv = table(folder, rows)
        held(f"{rows} rows, xlsx", programs, xlsx)
        held(f"{rows} rows, csv", programs, csv)


if __name__ == "__main__":
    main()
