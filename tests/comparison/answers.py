"""Answers: how forms let the same thing be answered, and what is lost between them."""

WAYS = ["written", "open", "chosen", "ticked"]


def answered(form, field, schema):
    questions, choices = form.asking(field), {}
    for question in questions:
        for word, printed in question["choices"]:
            if word in schema.words(field):
                choices.setdefault(word, printed)
    parts = [schema.part(key) for question in questions for key in question["targets"] if schema.of(key) == field]
    return {"form": form.id, "sourced": field in form.sourced(form.asked), "way": max((question["way"] for question in questions), key=WAYS.index),
            "choices": [[word, printed] for word, printed in choices.items()], "parts": [part for part in parts if part]}


def counted_sourced(forms, schema):
    rows = answers([form.only_sourced() for form in forms], schema)
    return {"fields": len(rows), "losing": sum(any(form["lost"] for form in row["forms"]) for row in rows)}


def told(row):
    return [word for word, _ in row["choices"]] + row["parts"]


def answers(forms, schema):
    rows = []
    for field in schema.fields:
        of_forms = [answered(form, field, schema) for form in forms if form.asking(field)]
        every = list(dict.fromkeys(word for row in of_forms for word in told(row)))
        for row in of_forms:
            tells = row["way"] in ("chosen", "ticked") or row["parts"]
            row["lost"] = [word for word in every if word not in told(row)] if tells else []
        alike = {(row["way"], *sorted(told(row))) for row in of_forms}
        if len(alike) > 1:
            rows.append({"field": field, "label": schema.label(field), "kind": schema.kind(field),
                         "words": schema.words(field), "forms": of_forms})
    return rows
