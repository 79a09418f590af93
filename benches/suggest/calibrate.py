"""Fits the curve of src/suggest/matching/confidence.rs: how often a line is right, given its score and its lead on the next best field.

    cargo bench --bench suggest -- --fit > points.txt
    python3 benches/suggest/calibrate.py points.txt

A form weighs by the root of its lines, so that one form in many copies does not decide. Forms kept apart are left out.
"""
import math
import sys
from collections import Counter


def points(path):
    """Features, whether the line was right, and its weight."""
    rows = [line.split()[1:] for line in open(path, encoding="utf-8") if line.startswith("POINT")]
    lines = Counter(form for *_, form in rows)
    for score, margin, right, form in rows:
        features = (1.0, min(float(score), 1.05), max(-0.3, min(0.4, float(margin))))
        yield features, int(right), lines[form] ** -0.5


def fitted(data):
    """Logistic regression by Newton's method."""
    weights = [0.0] * 3
    for _ in range(50):
        slope, curve = [0.0] * 3, [[1e-3 * (i == j) for j in range(3)] for i in range(3)]
        for x, right, weight in data:
            p = 1 / (1 + math.exp(-sum(a * b for a, b in zip(weights, x))))
            for i in range(3):
                slope[i] += weight * (right - p) * x[i]
                for j in range(3):
                    curve[i][j] += weight * p * (1 - p) * x[i] * x[j]
        weights = [a + b for a, b in zip(weights, solved(curve, slope))]
    return weights


def solved(matrix, right):
    """Gauss-Jordan elimination."""
    rows = [list(row) + [value] for row, value in zip(matrix, right)]
    for i in range(len(rows)):
        rows[i] = [value / rows[i][i] for value in rows[i]]
        for k in range(len(rows)):
            if k != i:
                rows[k] = [a - rows[k][i] * b for a, b in zip(rows[k], rows[i])]
    return [row[-1] for row in rows]


print(", ".join(f"{weight:.1f}" for weight in fitted(list(points(sys.argv[1])))))
