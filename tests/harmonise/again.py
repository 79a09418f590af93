"""Computes the ranking of `eenvorm harmonise` again from the mapping files alone, and says where they differ.

    python3 tests/harmonise/again.py mappings regio/voorstel.toml 2026-11-29

It shares no code with the program and is written from `docs/harmonise.md`.
"""
import pathlib
import re
import sys
import tomllib

sys.path.insert(0, str(pathlib.Path(__file__).parents[1] / "comparison"))
from form import Form, Schema, listed, read  # noqa: E402

SPECIAL = {"profiel.diagnose"}
NEEDS = {
    ("entry", "min_hours_per_week"): ["dienstverband.uren_per_week"],
    ("entry", "more_than_hours_per_week"): ["dienstverband.uren_per_week"],
    ("entry", "min_contract_months"): ["dienstverband.begin", "dienstverband.einde"],
    ("entry", "min_loonwaarde_percent"): ["doelgroep.loonwaarde"],
    ("entry", "doelgroepregister_required"): ["doelgroep.doelgroepregister"],
    ("duration", "max_months"): ["begeleiding.begin", "begeleiding.einde"],
    ("duration", "grant_period_months"): ["begeleiding.begin", "begeleiding.einde"],
    ("documents", "attachments"): ["formulier.bijlagen"],
}
OF_INTENSITY = ["begeleiding.regime", "begeleiding.jaar", "dienstverband.uren_per_week"]


def holds(ruling, date):
    begin = min(filter(None, (ruling.get("retroactive_to"), ruling.get("in_force_from"))), default=date)
    return begin <= date <= ruling.get("in_force_until", date)


def needed(root, bodies, date):
    """The fields that a rule of one of these bodies needs."""
    fields = set()
    for path in (root / "rules").glob("*.toml"):
        file = read(path)
        head = file["ruling"]
        if not ({head["body"], *head.get("gemeenten", [])} & set(bodies) and holds(head, date)):
            continue
        for (section, key), of in NEEDS.items():
            # what a rule says it does not require needs no field
            if file.get(section, {}).get(key, False) is not False:
                fields |= set(of)
        intensity = file.get("intensity", {})
        if len(intensity.get("regimes", [])) > 1:
            fields |= set(OF_INTENSITY)
        if "exceptional_regime" in intensity and "method" in intensity:
            fields.add("begeleiding.regime_motivatie")
    return fields


def ranking(root, form_ids, core, date, kind):
    """Of each field its points and what is proposed, the highest first."""
    schema = Schema(root)
    forms = [Form(root, form_id, schema) for form_id in form_ids]
    # forms of practice are nobody's: they have no say
    own = [form for form in forms if not form.of_practice]
    bodies = list(dict.fromkeys(form.head["body"] for form in own))
    standard = Form(root, "standaard/plan", schema).asked
    rules, rows = needed(root, bodies, date), []
    for field in schema.fields:
        asking = {form.head["body"] for form in own if field in form.asked}
        sourced = {form.head["body"] for form in own if field in form.sourced(form.asked)}
        complete = schema.has(field, "core") and field in standard and bool(asking or kind == "plan_van_aanpak")
        if (any(field in form.asked for form in forms) or complete) and field != "formulier.soort":
            points = len(asking) + len(sourced) + ((field in rules) + complete) * len(bodies)
            wanted = len(asking) > 1 or schema.has(field, "core") or field in rules
            rows.append((points, field, wanted, sourced))
    rows.sort(key=lambda row: -row[0])
    found, used = {}, 0
    for points, field, wanted, sourced in rows:
        verdict = "vervalt"
        if field not in SPECIAL and used < core and wanted:
            verdict, used = "kern", used + 1
        elif field not in SPECIAL and sourced:
            verdict = "eigen"
        of = ", ".join(body for body in bodies if body in sourced) if verdict == "eigen" else ""
        found[field] = (points, verdict, of)
    return signatures_whole(found, standard)


def signatures_whole(found, standard):
    """What stands in the block of signatures beside fields of the core is of the core too."""
    def parts(field):
        return field.removeprefix("ondertekening.").rsplit("_", 1)
    core = [field for field, (_, verdict, _) in found.items() if verdict == "kern"]
    named = [field for field in core if field.startswith("ondertekening.") and "_" in field]
    block = [parts(field) for field in named if field in standard]
    for who in {who for who, _ in block}:
        for what in {what for _, what in block}:
            field = f"ondertekening.{who}_{what}"
            found[field] = (found.get(field, (0,))[0], "kern", "")
    return found


def told(path):
    """What the proposal says of each field: points, verdict, of whom."""
    text = path.read_text("utf-8")
    file, points = tomllib.loads(text), {}
    for count, field in re.findall(r"^# .*?\((\d+) punten\):.*(?:\n#.*)*\n\[veld\.\"([^\"]+)\"\]", text, re.M):
        points[field] = int(count)
    lines = {field: line.split(" | ") for field, line in file["voorgesteld"].items()}
    return file["voorstel"], {field: (points.get(field), line[0], line[1]) for field, line in lines.items()}


def main(root, proposal, date):
    about, said = told(pathlib.Path(proposal))
    found = ranking(pathlib.Path(root), listed(about["formulieren"]), about["kern"], date, about["soort"])
    differ = [f"{field}: {said.get(field)}, and by the files {found.get(field)}"
              for field in sorted({*said, *found}) if said.get(field) != found.get(field)]
    print("\n".join(differ) or f"{len(found)} fields of {len(about['formulieren'])} forms: the same")
    return bool(differ)


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
