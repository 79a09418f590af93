"""Coverage: of every field that is asked, by which forms and in which words; and what forms of one kind have in common."""


def is_shared(count, forms):
    return count * 5 >= len(forms) * 4


def kinds(forms, schema):
    """The forms of bodies by kind, those with the most forms first: what nearly all ask, and what one asks."""
    by_kind = {}
    for form in forms:
        if not form.of_practice:
            by_kind.setdefault(form.head["kind"], []).append(form)

    def row(kind, own):
        several, asked = len(own) > 1, set().union(*(form.asked for form in own))
        count = lambda field: sum(field in form.asked for form in own)
        sourced = lambda field: sum(field in form.sourced(form.asked) for form in own)
        named = lambda test: schema.ordered({field for field in asked if several and test(field)})
        return {"kind": kind, "forms": len(own), "bodies": len({form.head["body"] for form in own}), "fields": len(asked),
                "core": named(lambda field: is_shared(count(field), own)),
                "core_sourced": named(lambda field: is_shared(sourced(field), own)), "own": named(lambda field: count(field) == 1)}
    return sorted((row(kind, own) for kind, own in by_kind.items()), key=lambda row: -row["forms"])


def state(form, field):
    if field in form.asked:
        return "required" if field in form.required else "asked"
    return "known_by_itself" if form.knows(field) else "not_asked"


def cell(form, field):
    reason = {"reason": form.not_asked[field]} if field in form.not_asked else {}
    evidence = {"evidence": form.evidence(field)} if field in form.asked else {}
    return {"form": form.id, "state": state(form, field), **evidence, "wordings": form.wordings(field), **reason}


def coverage(forms, schema, of_kinds):
    def row(field):
        count = sum(field in form.asked for form in forms if not form.is_standard)
        return {"field": field, "label": schema.label(field), "group": schema.groups[schema.group(field)]["nl"],
                "core": schema.has(field, "core"), "sensitive": schema.has(field, "sensitive"), "asked_by": count,
                "sourced_by": sum(field in form.sourced(form.asked) for form in forms),
                "core_of": [kind["kind"] for kind in of_kinds if field in kind["core"]], "forms": [cell(form, field) for form in forms]}
    asked = schema.ordered(set().union(*(form.asked for form in forms)))
    return sorted(map(row, asked), key=lambda row: -row["asked_by"])
