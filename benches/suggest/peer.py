"""What peers reach on the same forms: matchers of valentine, a field as a column of its known wordings.

    python3 -m pip install "valentine==0.2.1" "pandas<2.2"
    cargo bench --bench suggest -- --dump > questions.jsonl
    python3 benches/suggest/peer.py questions.jsonl

COMA runs on Java. (Later versions of valentine fetch word lists from the network before they start.)
A question is a column with its own text as name and only value; a field is a column with its Dutch label as name and
all its wordings as values. Both get the questions that `suggest` found. One field once, the best score first.
"""
import json
import sys

import pandas
from valentine import valentine_match
from valentine.algorithms import Coma, JaccardDistanceMatcher

MATCHERS = {
    "COMA": lambda: Coma(use_instances=True),
    "Jaccard-Levenshtein": lambda: JaccardDistanceMatcher(threshold_dist=0.8),
}


def tables(form):
    """The questions and the fields, each with the position or the field that a column stands for."""
    questions = {f"{text}{' ' * n}": text for n, text in enumerate(form["questions"])}
    longest = max(map(len, form["wordings"].values()))
    fields = {field: texts + [texts[0]] * (longest - len(texts)) for field, texts in form["wordings"].items()}
    labels = {f"{texts[0]}{' ' * n}": field for n, (field, texts) in enumerate(form["wordings"].items())}
    named = pandas.DataFrame({label: fields[field] for label, field in labels.items()})
    asked = pandas.DataFrame({name: [text] for name, text in questions.items()})
    return asked, {name: n for n, name in enumerate(questions)}, named, labels


def matched(form, matcher):
    """The field of each question."""
    asked, positions, named, labels = tables(form)
    pairs = []
    for ((_, one), (_, other)), score in valentine_match(asked, named, matcher, "asked", "fields").items():
        pairs.append((-score, positions[one], labels[other]))
    taken, used = {}, set()
    for _, question, field in sorted(pairs):
        if question not in taken and field not in used:
            taken[question] = field
            used.add(field)
    return taken


def main(path):
    forms = [json.loads(line[5:]) for line in open(path, encoding="utf-8") if line.startswith("DUMP ")]
    for name, matcher in MATCHERS.items():
        sums = {}
        for form in forms:
            guesses = matched(form, matcher())
            right = sum(field in form["truth"][question] for question, field in guesses.items())
            asked = len({field for fields in form["truth"] for field in fields})
            known = sums.setdefault(", kept apart" if form["apart"] else "", [0, 0, 0, 0])
            for n, value in enumerate((1, asked, len(guesses), right)):
                known[n] += value
        for which, (count, asked, guessed, right) in sums.items():
            recall, precision = right / asked, right / max(guessed, 1)
            print(f"| {name}{which} | {count} | {recall:.3f} ({right} of {asked}) | {precision:.3f} ({right} of {guessed}) |", flush=True)


main(sys.argv[1])
