#!/usr/bin/env python3
"""table.py FILE.xlsx [--rows 100000] [--seed 1]: an export with a client a row and 40 columns, and FILE.csv.

The answers of 2,000 invented plans, shuffled a column at a time. The csv is as Dutch Excel saves it: semicolons,
decimal commas, dd-mm-jjjj, UTF-8 with its mark, CRLF.
"""

import argparse
import csv
import pathlib
from random import Random

import xlsxwriter

from plan import LABELS, sections

COLUMNS = 40
PLANS = 2000


def clients(count, seed):
    answers = lambda n: [value for _, pairs in sections(seed, n) for _, value in pairs][:COLUMNS]
    columns = list(zip(*(answers(n) for n in range(PLANS))))
    random = Random(seed)
    for n in range(count):
        row = [column[random.randrange(PLANS)] for column in columns]
        row[1] = f"PW-{2023 + n % 3}-{100000 + n}"
        yield row


def said(value):
    if hasattr(value, "year"):
        return value.strftime("%d-%m-%Y")
    return str(value).replace(".", ",") if isinstance(value, float) else str(value)


def write(path, count, seed=1):
    path = pathlib.Path(path)
    path.parent.mkdir(parents=True, exist_ok=True)
    book = xlsxwriter.Workbook(path, {"default_date_format": "dd-mm-yyyy", "strings_to_numbers": False})
    sheet = book.add_worksheet("Export")
    sheet.write_row(0, 0, LABELS[:COLUMNS])
    with open(path.with_suffix(".csv"), "w", newline="", encoding="utf-8-sig") as file:
        lines = csv.writer(file, delimiter=";")
        lines.writerow(LABELS[:COLUMNS])
        for n, row in enumerate(clients(count, seed), 1):
            sheet.write_row(n, 0, row)
            lines.writerow(map(said, row))
    book.close()


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("file")
    parser.add_argument("--rows", type=int, default=100_000)
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    write(args.file, args.rows, args.seed)
