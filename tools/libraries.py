#!/usr/bin/env python3
"""Which libraries a program asks of the machine that starts it; fails where one does not come with the system.

    python3 tools/libraries.py x86_64-pc-windows-msvc           the release build of that target
    python3 tools/libraries.py x86_64-pc-windows-msvc eenvorm.exe   any other program for it

A program for Windows may ask what Windows has, and no C runtime, which comes with Visual C++ and not with Windows. A program for
Linux with musl asks none. A program for macOS asks what lies in /usr/lib and /System/Library.
"""

import pathlib
import re
import struct
import subprocess
import sys

# Of Visual C++ and of mingw. `msvcrt`, `ucrtbase` and `api-ms-win-crt-…` come with Windows.
RUNTIME = re.compile(r"vcruntime|msvc[pr]\d|concrt|vcomp|libgcc|libstdc|libwinpthread", re.IGNORECASE)


def text_at(data, at):
    return data[at : data.index(b"\0", at)].decode("ascii")


def of_windows(data):
    """The names in the import table and in the one of what is loaded later."""
    header = struct.unpack_from("<I", data, 0x3C)[0]
    if data[:2] != b"MZ" or data[header : header + 4] != b"PE\0\0":
        sys.exit("this is no program for Windows")
    sections, optional_size = struct.unpack_from("<H", data, header + 6)[0], struct.unpack_from("<H", data, header + 20)[0]
    optional = header + 24
    # 0x20b: 64 bits, where the tables stand 16 bytes further
    tables = optional + (112 if struct.unpack_from("<H", data, optional)[0] == 0x20B else 96)
    rows = [struct.unpack_from("<IIII", data, optional + optional_size + 40 * at + 8) for at in range(sections)]

    def place(address):
        for virtual_size, virtual, size, raw in rows:
            if virtual <= address < virtual + max(virtual_size, size):
                return address - virtual + raw
        sys.exit(f"no section holds the address {address:#x}")

    # the table, the length of a row, and where in a row the address of the name stands
    for number, length, name in ((1, 20, 12), (13, 32, 4)):
        address = struct.unpack_from("<I", data, tables + 8 * number)[0]
        at = place(address) if address else None
        while at is not None and (named := struct.unpack_from("<I", data, at + name)[0]):
            yield text_at(data, place(named))
            at += length


def of_linux(data):
    """The loader that the program asks, and the libraries that it needs."""
    if data[:5] != b"\x7fELF\x02" or data[5] != 1:
        sys.exit("this is no program for Linux of 64 bits")
    start, length, count = *struct.unpack_from("<Q", data, 32), *struct.unpack_from("<HH", data, 54)
    parts = [struct.unpack_from("<IIQQQQ", data, start + length * at) for at in range(count)]
    loaded = [(virtual, size, offset) for kind, _, offset, virtual, _, size in parts if kind == 1]

    def place(address):
        return next(address - virtual + offset for virtual, size, offset in loaded if virtual <= address < virtual + size)

    for kind, _, offset, _, _, size in parts:
        if kind == 3:
            yield text_at(data, offset)
        if kind == 2:
            pairs = [struct.unpack_from("<qQ", data, at) for at in range(offset, offset + size, 16)]
            strings = next((place(value) for tag, value in pairs if tag == 5), None)
            yield from (text_at(data, strings + value) for tag, value in pairs if tag == 1)


def of_macos(path):
    lines = subprocess.run(["otool", "-L", path], check=True, capture_output=True, text=True).stdout.splitlines()
    return [line.split(" (")[0].strip() for line in lines[1:]]


def main(target, path):
    if "windows" in target:
        names = list(of_windows(path.read_bytes()))
        foreign = [name for name in names if RUNTIME.match(name)]
    elif "apple" in target:
        names = of_macos(path)
        foreign = [name for name in names if not name.startswith(("/usr/lib/", "/System/Library/"))]
    else:
        names = foreign = list(of_linux(path.read_bytes()))
    print(f"{path} asks: {', '.join(names) or 'nothing'}")
    if foreign:
        sys.exit(f"not of the system: {', '.join(foreign)}")


if __name__ == "__main__":
    target = sys.argv[1]
    built = pathlib.Path(__file__).parent.parent / "target" / target / "release" / ("eenvorm.exe" if "windows" in target else "eenvorm")
    main(target, pathlib.Path(sys.argv[2]) if len(sys.argv) > 2 else built)
