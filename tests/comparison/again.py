"""Asked again: what one body asks though it knows it already, and what it asks that UWV asks too."""

COURSE = ["aanmelding", "aanvraag", "advies", "gesprek", "plan_van_aanpak", "urenverantwoording", "voortgang",
          "vervolgaanvraag", "wijziging", "eindrapport"]
NEW_EACH_TIME = {"formulier", "ondertekening", "uren", "voortgang", "uitkomst"}


def turn(form):
    return COURSE.index(form.head["kind"])


def lasting(forms, schema):
    asked = set().union(*(form.asked for form in forms))
    return {field for field in asked if schema.group(field) not in NEW_EACH_TIME}


def by_body(forms):
    bodies = {}
    for form in forms:
        bodies.setdefault(form.head["body"], []).append(form)
    return bodies


def step(form, own, schema):
    earlier = [other for other in own if turn(other) < turn(form)]
    known = lasting(earlier, schema)
    before = lambda field: [other.id for other in earlier if field in other.asked]
    again = [{"field": field, "label": schema.label(field), "before": before(field)}
             for field in schema.ordered(form.asked & known)]
    return {"form": form.id, "kind": form.head["kind"], "questions": len(form.questions),
            "known_questions": sum(set(form.fields(question)) <= known for question in form.questions), "again": again}


def trajectories(forms, schema, names):
    rows = []
    for body, own in sorted(by_body(forms).items()):
        own = sorted(own, key=turn)
        steps = [step(form, own, schema) for form in own]
        if len({form.head["kind"] for form in own}) > 1:
            rows.append({"body": body, "body_name": names[body], "steps": steps,
                         "questions": sum(one["questions"] for one in steps),
                         "known_questions": sum(one["known_questions"] for one in steps),
                         "known_forms": [one["form"] for one in steps if 0 < one["questions"] == one["known_questions"]]})
    return rows


def with_uwv(forms, schema, names):
    of_body = {body: lasting(own, schema) for body, own in sorted(by_body(forms).items())}
    uwv = of_body.pop("uwv", set())
    return [{"body": body, "body_name": names[body], "asked": len(facts), "both": schema.ordered(facts & uwv)}
            for body, facts in of_body.items()] if uwv else []


def again(forms, schema, names):
    return {"trajectories": trajectories(forms, schema, names), "with_uwv": with_uwv(forms, schema, names)}
