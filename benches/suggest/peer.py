"""What a peer reaches on the same forms: Jaccard-Levenshtein of valentine, a field as a column of its known wordings.

    python3 -m pip install valentine
    cargo bench --bench suggest -- --dump > questions.jsonl
    python3 benches/peer.py questions.jsonl
"""
import json
import sys

import pandas
from valentine import valentine_match
from valentine.algorithms import JaccardDistanceMatcher


def matched(form):
    """Field and score for each question, one field once, the best first."""
    questions = pandas.DataFrame({str(n): [text] for n, text in enumerate(form["questions"])})
    longest = max(map(len, form["wordings"].values()))
    padded = {field: texts + [texts[0]] * (longest - len(texts)) for field, texts in form["wordings"].items()}
    fields = pandas.DataFrame(padded)
    found = valentine_match([questions, fields], JaccardDistanceMatcher(threshold_dist=0.8))
    pairs = []
    for pair, score in found.items():
        (_, one), (_, other) = pair if len(pair) == 2 and isinstance(pair[0], tuple) else (
            (pair.source_table, pair.source_column), (pair.target_table, pair.target_column))
        question, field = (one, other) if one.isdigit() else (other, one)
        pairs.append((-score, int(question), field))
    taken, used = {}, set()
    for _, question, field in sorted(pairs):
        if question not in taken and field not in used:
            taken[question] = field
            used.add(field)
    return taken


def main(path):
    sums = {}
    for line in open(path, encoding="utf-8"):
        if not line.startswith("DUMP "):
            continue
        form = json.loads(line[5:])
        guesses = matched(form)
        right = sum(field in form["truth"][question] for question, field in guesses.items())
        asked = len({field for fields in form["truth"] for field in fields})
        known = sums.setdefault("kept apart" if form["apart"] else "all others", [0, 0, 0, 0])
        for n, value in enumerate((1, asked, len(guesses), right)):
            known[n] += value
    for name, (forms, asked, guessed, right) in sums.items():
        print(f"| Jaccard-Levenshtein, {name} | {forms} | {right / asked:.3f} ({right} of {asked}) | {right / max(guessed, 1):.3f} ({right} of {guessed}) |")


main(sys.argv[1])
