"""Coverage: of every field that is asked, by which forms and in which words."""


def is_shared(count, forms):
    return count * 5 >= len(forms) * 4


def state(form, field):
    if field in form.asked:
        return "required" if field in form.required else "asked"
    return "known_by_itself" if form.knows(field) else "not_asked"


def cell(form, field):
    reason = {"reason": form.not_asked[field]} if field in form.not_asked else {}
    return {"form": form.id, "state": state(form, field), "wordings": form.wordings(field), **reason}


def coverage(forms, schema):
    def row(field):
        count = sum(field in form.asked for form in forms)
        return {"field": field, "label": schema.label(field), "group": schema.groups[schema.group(field)]["nl"],
                "core": schema.has(field, "core"), "sensitive": schema.has(field, "sensitive"), "asked_by": count,
                "shared": is_shared(count, forms), "forms": [cell(form, field) for form in forms]}
    asked = schema.ordered(set().union(*(form.asked for form in forms)))
    return sorted(map(row, asked), key=lambda row: -row["asked_by"])
