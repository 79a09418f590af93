"""Burden: questions, minutes, reading level, and what is asked of a person."""
import re
from fractions import Fraction
from math import floor

ROWS = {"doelen": 3, "uren": 10}
SECONDS = {"prose": 180, "text": 30, "address": 30, "iban": 30, "date": 15, "time": 15, "duration": 15,
           "yes_no": 10, "choice": 10}
SPECIAL = {"profiel.diagnose"}
VOWELS = "aeiouyáàâéèêíìîóòôúùû"
APART = "ëïöüä"
SOUNDS = {"aa", "ee", "oo", "uu", "ie", "oe", "eu", "ui", "ou", "au", "ei", "ai", "oi", "aai", "ooi", "oei", "eeu", "ieu",
          "ay", "ey", "oy", "ea", "io", "aau"}


def seconds(form, question):
    kinds = [form.schema.kind(field) for field in form.fields(question)]
    once = 10 if question["way"] in ("chosen", "ticked") else sum(SECONDS.get(kind, 20) for kind in kinds)
    return once * ROWS.get(question["group"], 1)


def is_free(form, question):
    return question["way"] == "written" and "prose" in [form.schema.kind(field) for field in form.fields(question)]


def syllables(word):
    """Sounds of vowels: a vowel goes on the sound before it where the two make one."""
    count = 0
    for run in re.findall(f"[{VOWELS}{APART}]+", word.lower()):
        sound = ""
        for vowel in run:
            goes_on = sound and vowel not in APART and sound + vowel in SOUNDS
            sound, count = (sound + vowel, count) if goes_on else (vowel, count + 1)
    return max(count, 1)


def a_half_up(number):
    return floor(number + Fraction(1, 2))


def reading(form):
    texts = [text for question in form.questions for text in (question["under"][-1:] + [question["wording"]])]
    sentences = list(filter(None, ([syllables(word) for word in re.findall(r"[^\W\d_]{2,}", text)] for text in texts)))
    counts = [count for sentence in sentences for count in sentence]
    if not counts:
        return None
    score = Fraction("206.84") - Fraction("0.93") * len(counts) / len(sentences) - Fraction(77 * sum(counts), len(counts))
    long_words = a_half_up(Fraction(100 * sum(count > 3 for count in counts), len(counts)))
    return {"score": a_half_up(score), "words": len(counts), "long_words": long_words}


def of_form(form, schema):
    asked = schema.ordered(form.asked)
    sensitive = [field for field in asked if schema.has(field, "sensitive")]
    return {"form": form.id, "questions": len(form.questions),
            "required": sum(question["required"] for question in form.questions),
            "free_text": sum(is_free(form, question) for question in form.questions),
            "minutes": -(-sum(seconds(form, question) for question in form.questions) // 60), "reading": reading(form),
            "sensitive": sensitive, "beyond_plan": [field for field in sensitive if not schema.has(field, "core")],
            "special": [field for field in asked if field in SPECIAL]}


def burden(forms, schema, names):
    rows, bodies = [of_form(form, schema) for form in forms], {}
    for form, row in zip(forms, rows):
        body = form.head["body"]
        of_body = bodies.setdefault(body, {"body": body, "body_name": names[body], "forms": 0, "questions": 0, "minutes": 0})
        of_body["forms"] += 1
        for sum_ in ("questions", "minutes"):
            of_body[sum_] += row[sum_]
    return {"forms": rows, "bodies": list(bodies.values())}
