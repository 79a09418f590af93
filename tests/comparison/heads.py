"""The forms that are compared: whose they are, and how much they ask."""
from form import TEMPLATES, listed, read


def letter(n):
    last = chr(ord("A") + n % 26)
    return last if n < 26 else letter(n // 26 - 1) + last


def name_of(body, root):
    gemeente = read(root / "gemeenten.toml").get(body)
    named = listed(gemeente)[0] if gemeente else read(TEMPLATES / "instanties.toml")["naam"].get(body)
    return named or body.replace("-", " ").capitalize()


def heads(forms, root):
    def head(n, form):
        head = form.head
        return {"id": form.id, "letter": letter(n), "body": head["body"], "body_name": name_of(head["body"], root),
                "title": head["title"], "kind": head["kind"], "version": head["version"],
                "reconstruction": head["basis"] == "reconstruction", "draft": head["basis"] == "draft" and "reviewed" not in head, "of_practice": form.of_practice, "is_standard": form.is_standard, "source": head["source"],
                "fields": len(form.asked), "fields_sourced": len(form.sourced(form.asked)),
                "fields_confirmed": sum(form.evidence(field) == "confirmed" for field in form.asked), "questions": len(form.questions),
                "questions_sourced": sum(map(form.is_sourced_question, form.questions))}
    return [head(n, form) for n, form in enumerate(forms)]
