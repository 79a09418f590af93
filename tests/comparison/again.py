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


def courses(forms, names):
    """Of each body a course by scheme, with the one form of each kind that is filled in, and all forms."""
    for body, own in sorted(by_body([form for form in forms if not form.of_practice]).items()):
        for scheme in sorted({form.scheme for form in own if form.scheme}) or [None]:
            belong = [form for form in own if form.scheme in (None, scheme)]
            longest = {}
            for form in belong:
                kind = form.head["kind"]
                if kind not in longest or len(form.questions) > len(longest[kind].questions):
                    longest[kind] = form
            yield body, names[body] + (f" ({scheme})" if scheme else ""), sorted(longest.values(), key=turn), belong


def step(form, filled, belong, schema):
    earlier = [other for other in filled if turn(other) < turn(form)]
    known = lasting(earlier, schema)
    read = known & form.sourced(known) & set().union(*(other.sourced(other.asked) for other in earlier))
    before = lambda field: [other.id for other in earlier if field in other.asked]
    again = [{"field": field, "label": schema.label(field), "before": before(field)}
             for field in schema.ordered(form.asked & known)]
    instead = [other.id for other in belong if other.head["kind"] == form.head["kind"] and other.id != form.id]
    within = lambda fields: sum(set(form.fields(question)) <= fields for question in form.questions)
    return {"form": form.id, "instead": instead, "kind": form.head["kind"], "questions": len(form.questions),
            "known_questions": within(known), "known_sourced": within(read), "again": again}


def trajectories(forms, schema, names):
    from burden import minutes, minutes_sourced, questions_sourced
    rows = []
    for body, name, filled, belong in courses(forms, names):
        steps = [step(form, filled, belong, schema) for form in filled]
        if len(steps) > 1:
            rows.append({"body": body, "name": name, "steps": steps, "questions": sum(one["questions"] for one in steps),
                         "questions_sourced": sum(map(questions_sourced, filled)),
                         "minutes": sum(map(minutes, filled)), "minutes_sourced": sum(map(minutes_sourced, filled)),
                         **{key: sum(one[key] for one in steps) for key in ("known_questions", "known_sourced")},
                         "known_forms": [one["form"] for one in steps if 0 < one["questions"] == one["known_questions"]]})
    return rows


def with_uwv(forms, schema, names):
    of_body = dict(sorted(by_body(forms).items()))
    uwv = of_body.pop("uwv", [])
    read = lambda own: {field for form in own for field in form.sourced(form.asked)}
    facts = {body: lasting(own, schema) for body, own in of_body.items() if not own[0].of_practice}
    return [{"body": body, "body_name": names[body], "asked": len(asked), "both": schema.ordered(asked & lasting(uwv, schema)),
             "both_sourced": schema.ordered(asked & read(of_body[body]) & read(uwv))}
            for body, asked in facts.items()] if uwv else []


def again(forms, schema, names):
    return {"trajectories": trajectories(forms, schema, names), "with_uwv": with_uwv(forms, schema, names)}
