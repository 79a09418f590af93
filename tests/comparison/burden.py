"""Burden: questions, minutes, reading level, and what is asked of a person."""
import re
from fractions import Fraction
from math import floor

from again import courses
from fold import fold_label

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
    """Of every different wording of a question, once: no headings, no words beside boxes alone."""
    boxes = lambda question: " / ".join(printed for _, printed in question["choices"]) if question["way"] == "ticked" else ""
    labels = [q["wording"] for q in form.questions if q["wording"] and q["wording"] != boxes(q)]
    texts = {fold_label(label): label for label in reversed(labels)}.values()
    sentences = list(filter(None, ([syllables(word) for word in re.findall(r"[^\W\d_]{2,}", text)] for text in texts)))
    counts = [count for sentence in sentences for count in sentence]
    if not counts:
        return None
    score = Fraction("206.84") - Fraction("0.93") * len(counts) / len(sentences) - Fraction(77 * sum(counts), len(counts))
    long_words = a_half_up(Fraction(100 * sum(count > 3 for count in counts), len(counts)))
    return {"score": a_half_up(score), "words": len(counts), "long_words": long_words, "wordings": len(sentences)}


def minutes(form, questions=None):
    """A begun minute counts whole."""
    return -(-sum(seconds(form, question) for question in (form.questions if questions is None else questions)) // 60)


def minutes_sourced(form):
    return minutes(form, list(filter(form.is_sourced_question, form.questions)))


def questions_sourced(form):
    return sum(map(form.is_sourced_question, form.questions))


def of_form(form, schema):
    asked = schema.ordered(form.asked)
    sensitive = [field for field in asked if schema.has(field, "sensitive")]
    told = {"sensitive": sensitive, "beyond_plan": [field for field in sensitive if not schema.has(field, "core")],
            "special": [field for field in asked if field in SPECIAL]}
    return {"form": form.id, "questions": len(form.questions),
            "questions_sourced": questions_sourced(form),
            "required": sum(question["required"] for question in form.questions) or None,
            "free_text": sum(is_free(form, question) for question in form.questions),
            "minutes": minutes(form), "minutes_sourced": minutes_sourced(form), "reading": reading(form),
            **told, **{f"{name}_sourced": len(form.sourced(fields)) for name, fields in told.items()}}


def burden(forms, schema, names):
    def of(body, name, own):
        return {"body": body, "name": name, "forms": len(own), "questions": sum(len(form.questions) for form in own),
                "questions_sourced": sum(map(questions_sourced, own)), "minutes": sum(map(minutes, own)),
                "minutes_sourced": sum(map(minutes_sourced, own))}
    return {"forms": [of_form(form, schema) for form in forms],
            "trajectories": [of(body, name, filled) for body, name, filled, _ in courses(forms, names)]}
