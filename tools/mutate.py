#!/usr/bin/env python3
"""Damages fixtures in thousands of ways and reads each with the program, in a process with a limit of time and memory.

Run by hand:  tools/mutate.py [--count 5000] [--seed 1] [--keep FOLDER] [PATH …]

A file is damaged in its bytes, and a zipped one also in one of its parts, which is zipped anew: so what is read behind the
zip is damaged too, and not only the zip. What is a fault: a panic, an end by a signal, more than 1 GB, more than 20 seconds.
Each is kept in FOLDER and printed, with the seed that makes it again. Exit code 1 where there is any.
"""

import argparse
import io
import os
import random
import resource
import subprocess
import sys
import tempfile
import threading
import time
import zipfile
import zlib
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FORMATS = {".xlsx", ".xlsm", ".xlsb", ".xls", ".ods", ".fods", ".docx", ".odt", ".pdf", ".csv", ".json", ".eml", ".zip", ".html"}
TOLD = [b"0", b"-1", b"99999999999", b"1e308", b"\x00", b"\xff\xfe", b"&#0;", b"&lt;", b"<", b">", b'"', b"\xe2\x80\x8b", b"XFD1048576"]


def damaged(content, dice):
    """The bytes with one to four wounds: bits, ranges taken out, doubled, blotted or moved, signs put in, the end cut off."""
    content = bytearray(content)
    for _ in range(dice.choice([1, 1, 1, 2, 4])):
        if not content:
            return bytes(content)
        at = dice.randrange(len(content))
        length = min(dice.choice([1, 2, 8, 64, 512]), len(content) - at)
        kind = dice.randrange(8)
        if kind == 0:
            content[at] ^= 1 << dice.randrange(8)
        elif kind == 1:
            content[at] = dice.randrange(256)
        elif kind == 2:
            del content[at:at + length]
        elif kind == 3:
            content[at:at] = content[at:at + length] * dice.choice([1, 2, 50])
        elif kind == 4:
            content[at:at + length] = bytes([dice.choice([0, 32, 255])]) * length
        elif kind == 5:
            to = dice.randrange(len(content))
            content[to:to] = content[at:at + length]
        elif kind == 6:
            content[at:at + dice.randrange(2)] = dice.choice(TOLD)
        elif dice.random() < 0.2:
            del content[at:]
        else:
            number = [n for n in range(at, min(at + 200, len(content))) if 48 <= content[n] <= 57]
            if number:
                content[number[0]:number[0] + 1] = dice.choice(TOLD)
    return bytes(content)


def rezipped(content, dice):
    """The archive with one part damaged; another part lost or doubled now and then."""
    source, made = zipfile.ZipFile(io.BytesIO(content)), io.BytesIO()
    names = source.namelist()
    hurt, lost = dice.choice(names), dice.choice(names) if dice.random() < 0.05 else None
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as out:
        for name in names:
            if name == lost:
                continue
            part = source.read(name)
            out.writestr(name, damaged(part, dice) if name == hurt else part)
    return made.getvalue()


def deflated(content, dice):
    """A pdf with one of its packed streams damaged inside."""
    begins = [n + len(b"stream") for n in range(len(content)) if content.startswith(b"stream", n) and content[n - 3:n] != b"end"]
    dice.shuffle(begins)
    for begin in begins[:5]:
        begin += 2 if content.startswith(b"\r\n", begin) else 1
        end = content.find(b"endstream", begin)
        try:
            plain = zlib.decompressobj().decompress(content[begin:end])
        except zlib.error:
            continue
        return content[:begin] + zlib.compress(damaged(plain, dice)) + b"\n" + content[end:]
    return damaged(content, dice)


def mutated(path, dice):
    content = path.read_bytes()
    if content[:2] == b"PK" and dice.random() < 0.8:
        return rezipped(content, dice)
    if path.suffix == ".pdf" and dice.random() < 0.5:
        return deflated(content, dice)
    return damaged(content, dice)


def bounded():
    resource.setrlimit(resource.RLIMIT_AS, (4 << 30, 4 << 30))
    resource.setrlimit(resource.RLIMIT_CPU, (60, 60))


def watched(command):
    """What is wrong with a run; none where nothing is."""
    begin = time.monotonic()
    with tempfile.TemporaryFile() as said:
        run = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=said, preexec_fn=bounded)
        stop = threading.Timer(40, run.kill)
        stop.start()
        _, status, used = os.wait4(run.pid, 0)
        stop.cancel()
        run.returncode = os.waitstatus_to_exitcode(status)
        said.seek(0)
        text = said.read().decode("utf-8", "replace")
    took, memory = time.monotonic() - begin, used.ru_maxrss / (1 << 20)
    faults = [f"ended by signal {-run.returncode}"] if run.returncode < 0 else []
    faults += [f"exit code {run.returncode}"] if run.returncode not in (0, 1, 2) and run.returncode > 0 else []
    faults += ["panicked"] if "panicked at" in text else []
    faults += [f"{memory:.1f} GB"] if memory > 1 else []
    faults += [f"{took:.0f} s"] if used.ru_utime > 20 else []
    return ", ".join(faults)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("paths", nargs="*", type=Path, default=[ROOT / "fixtures", ROOT / "tests/documents"])
    parser.add_argument("--count", type=int, default=5000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--keep", type=Path, default=Path("mutated"), help="folder for the files that bring a fault")
    parser.add_argument("--program", default=str(ROOT / "target/debug/eenvorm"))
    parser.add_argument("--command", default="convert --to ndjson", help="command and options, before the file")
    given = parser.parse_args()
    listed = (p for path in given.paths for p in ([path] if path.is_file() else sorted(path.rglob("*"))))
    sources = [p for p in listed if p.suffix in FORMATS]

    def one(n):
        dice = random.Random(f"{given.seed}-{n}")
        source = sources[n % len(sources)]
        content = mutated(source, dice)
        with tempfile.TemporaryDirectory() as folder:
            file = Path(folder) / f"{given.seed}-{n}{source.suffix}"
            file.write_bytes(content)
            wrong = watched([given.program, *given.command.split(), str(file)])
        if wrong:
            given.keep.mkdir(parents=True, exist_ok=True)
            (given.keep / file.name).write_bytes(content)
            print(f"{file.name} of {source}: {wrong}", flush=True)
        return bool(wrong)

    with ThreadPoolExecutor() as pool:
        wrong = sum(pool.map(one, range(given.count)))
    print(f"{given.count} files of {len(sources)}, seed {given.seed}: {wrong} with a fault")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
