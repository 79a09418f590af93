#!/usr/bin/env python3
"""Writes the licences of what is built into the program for one system: MIT, BSD and Apache ask that their text goes along.

python3 tools/notices.py TARGET [FILE]    in the checkout, after a build (the sources of the crates must be there); FILE is
                                          standard output unless another is named
python3 tools/notices.py --assets         only of what is no crate: the letters, the names

It needs nothing but Python and cargo. A text that many crates share stands once.
"""
import json, pathlib, subprocess, sys

RULE = "\n" + "=" * 100 + "\n"
# What is built in besides crates: what it is, and the folder in which its licence lies.
ASSETS = {
    "letters": "assets/letters/*.ttf, with which pdf forms are made and filled in: parts of Liberation Sans 2.1.5 (OFL-1.1)",
    "names": "templates/namen.toml, by which names in free text are masked: in part of Faker (MIT)",
}


def assets():
    """The licence of each; a folder that is not named here stops the release."""
    folders = sorted(pathlib.Path(__file__).resolve().parent.parent.joinpath("assets").iterdir())
    for folder in folders:
        licences = [path for path in sorted(folder.iterdir()) if path.name in ("OFL.txt", "LICENCE.txt")]
        texts = "\n\n".join(path.read_text(encoding="utf-8").strip() for path in licences)
        if not texts:
            sys.exit(f"{folder} has no licence")
        yield f"{RULE}{ASSETS[folder.name]}\n\n{texts}"


if sys.argv[1] == "--assets":
    sys.stdout.reconfigure(encoding="utf-8")
    print("\n".join(assets()))
    sys.exit()

TARGET = sys.argv[1]
OUT = open(sys.argv[2], "w", encoding="utf-8") if len(sys.argv) > 2 else sys.stdout
BEGINNINGS = ("licen", "copying", "notice", "unlicense", "copyright")
metadata = json.loads(subprocess.run(["cargo", "metadata", "--format-version", "1", "--locked", "--features", "parquet", "--filter-platform", TARGET],
                                     check=True, capture_output=True, encoding="utf-8").stdout)
packages = {package["id"]: package for package in metadata["packages"]}
nodes = {node["id"]: node for node in metadata["resolve"]["nodes"]}


def built_in(root):
    """All that the program links, whatever brings it: no test, no build script."""
    seen, todo = set(), [root]
    while todo:
        for dep in nodes[todo.pop()]["deps"]:
            if dep["pkg"] not in seen and any(kind["kind"] is None for kind in dep["dep_kinds"]):
                seen.add(dep["pkg"])
                todo.append(dep["pkg"])
    return sorted((packages[one] for one in seen), key=lambda package: package["name"])


def texts(package):
    """The licences that lie beside a crate; of several to choose from it is no trouble to hand on all."""
    folder = pathlib.Path(package["manifest_path"]).parent
    files = [path for folder in (folder, folder / "LICENSES") if folder.is_dir() for path in sorted(folder.iterdir())]
    is_text = lambda path: path.is_file() and path.suffix not in (".rs", ".toml", ".json")
    found = [path for path in files if is_text(path) and (path.parent != folder or path.name.lower().startswith(BEGINNINGS))]
    return [path.read_text(encoding="utf-8", errors="replace").strip() for path in found]


crates = built_in(metadata["resolve"]["root"])
shared, bare = {}, []
for crate in crates:
    found = texts(crate)
    for text in found:
        shared.setdefault(text, []).append(crate)
    if not found:
        bare.append(crate)
print("eenvorm itself is licensed under the EUPL-1.2 (LICENCE). Built into it are:\n", file=OUT)
for crate in crates:
    print(f"{crate['name']} {crate['version']}: {crate['license']}", file=OUT)
for what in ASSETS.values():
    print(what, file=OUT)
for text in assets():
    print(text, file=OUT)
for text, of in shared.items():
    print(RULE + ", ".join(f"{crate['name']} {crate['version']}" for crate in of) + "\n\n" + text, file=OUT)
if bare:
    names = ", ".join(f"{crate['name']} {crate['version']} ({', '.join(crate['authors']) or crate['repository']})" for crate in bare)
    print(RULE + f"Without a text of their own, under the licences named above: {names}", file=OUT)
print(f"{len(crates)} crates, {len(shared)} texts, {len(bare)} without a text", file=sys.stderr)
