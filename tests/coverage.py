"""Recomputes the coverage of `eenvorm compare --to json` from the mapping files alone, and says where they differ.

    python3 tests/coverage.py mappings vergelijking.json
"""
import json
import pathlib
import sys
import tomllib


def entries(value):
    return value if isinstance(value, list) else [value]


def main(folder, comparison):
    root = pathlib.Path(folder)
    schema = tomllib.loads((root / "schema.toml").read_text("utf-8"))["field"]

    def field_of(key):
        return key if key in schema else key.rsplit(".", 1)[0]

    def braces(pattern):
        return [field_of(piece.split("}")[0]) for piece in pattern.split("{")[1:]]

    def read(form):
        written = tomllib.loads((root / f"{form}.toml").read_text("utf-8"))
        asked, required = set(), set()
        for key, value in written.get("answers", {}).items():
            asked.add(field_of(key))
            if any(isinstance(line, dict) and line.get("required") for line in entries(value)):
                required.add(field_of(key))
        for line in written.get("combined", []):
            fields = [field for pattern in entries(line["pattern"]) for field in braces(pattern)]
            asked.update(fields)
            if line.get("required"):
                required.update(fields)
        for group, rows in written.get("rows", {}).items():
            for name in {**rows.get("columns", {}), **rows.get("answers", {}), **rows.get("labels", {})}:
                asked.add(field_of(f"{group}[].{name}"))
        return asked, required, written.get("not_asked", {})

    forms = {form["id"]: read(form["id"]) for form in comparison["forms"]}
    differ = []
    seen = set()
    for row in comparison["coverage"]:
        field = row["field"]
        seen.add(field)
        count = sum(field in asked for asked, _, _ in forms.values())
        if row["asked_by"] != count:
            differ.append(f"{field}: {row['asked_by']} forms, and {count} by the files")
        for cell in row["forms"]:
            asked, required, not_asked = forms[cell["form"]]
            state = "required" if field in required else "asked" if field in asked else "no"
            told = cell["state"] if cell["state"] in ("required", "asked") else "no"
            if state != told:
                differ.append(f"{field} on {cell['form']}: {cell['state']}, and {state} by the file")
            if cell.get("reason") != not_asked.get(field):
                differ.append(f"{field} on {cell['form']}: another reason")
    missing = set().union(*(asked for asked, _, _ in forms.values())) - seen
    differ += [f"{field}: asked, and not in the comparison" for field in sorted(missing)]
    print("\n".join(differ) or f"{len(seen)} fields on {len(forms)} forms: the same")
    return bool(differ)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], json.load(open(sys.argv[2], encoding="utf-8"))))
