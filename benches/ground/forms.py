#!/usr/bin/env python3
"""forms.py FOLDER [-n 1000] [--seed 1] [--writer openpyxl|xlsxwriter|python-docx]: xlsx or docx forms, one client each."""

import argparse
import itertools
import pathlib

from plan import rows

WIDTHS = dict(zip("ABCDEF", (34, 28, 24, 24, 14, 30)))
# From which column a row of that style is one merged cell, up to the last column.
MERGED_FROM = {"title": 1, "head": 1, "pair": 2}
DATE = "dd-mm-yyyy"


def styled(style, values):
    """Each value with the style of its cell."""
    first = {"pair": "labels", "title": "title", "head": "head"}.get(style, style)
    rest = "values" if style == "pair" else style
    return [(value, first if column == 0 else rest) for column, value in enumerate(values)]


def with_openpyxl(path, entries):
    from openpyxl import Workbook
    from openpyxl.styles import Alignment, Border, Font, PatternFill, Side

    book = Workbook()
    sheet = book.active
    sheet.title = "Plan van aanpak"
    line = Side(style="thin")
    box, grey = Border(line, line, line, line), PatternFill("solid", fgColor="D9E1F2")
    bold = {"title": Font(bold=True, size=16), "head": Font(bold=True, size=12), "labels": Font(bold=True)}
    for row, (style, values) in enumerate(entries, 1):
        for column, (value, look) in enumerate(styled(style, values), 1):
            cell = sheet.cell(row, column, value)
            cell.font, cell.border = bold.get(look, Font()), box
            if look == "head":
                cell.fill = grey
            if look == "values":
                cell.alignment = Alignment(wrap_text=True, vertical="top")
            if hasattr(value, "year"):
                cell.number_format = DATE
        if style in MERGED_FROM:
            sheet.merge_cells(start_row=row, start_column=MERGED_FROM[style], end_row=row, end_column=len(WIDTHS))
    for letter, width in WIDTHS.items():
        sheet.column_dimensions[letter].width = width
    book.save(path)


def with_xlsxwriter(path, entries):
    import xlsxwriter

    book = xlsxwriter.Workbook(path)
    sheet = book.add_worksheet("Plan van aanpak")
    looks = {
        "title": {"bold": True, "font_size": 16, "border": 1},
        "head": {"bold": True, "font_size": 12, "border": 1, "bg_color": "#D9E1F2"},
        "labels": {"bold": True, "border": 1},
        "values": {"border": 1, "text_wrap": True, "valign": "top"},
    }
    formats = {look: book.add_format(properties) for look, properties in looks.items()}
    date = book.add_format({**looks["values"], "num_format": DATE})
    for row, (style, values) in enumerate(entries):
        for column, (value, look) in enumerate(styled(style, values)):
            shown = date if hasattr(value, "year") else formats[look]
            if MERGED_FROM.get(style) == column + 1:
                sheet.merge_range(row, column, row, len(WIDTHS) - 1, value, shown)
            elif hasattr(value, "year"):
                sheet.write_datetime(row, column, value, shown)
            elif isinstance(value, str):
                sheet.write_string(row, column, value, shown)
            else:
                sheet.write_number(row, column, value, shown)
    for letter, width in WIDTHS.items():
        sheet.set_column(f"{letter}:{letter}", width)
    book.close()


def said(value):
    """A value as it is typed in a text."""
    if hasattr(value, "year"):
        return value.strftime("%d-%m-%Y")
    return str(value).replace(".", ",") if isinstance(value, float) else str(value)


def with_docx(path, entries):
    from docx import Document

    document = Document()
    for style, group in itertools.groupby(entries, key=lambda entry: "head" if entry[0] in ("title", "head") else "row"):
        lines = [(style, values) for style, values in group if values]
        if style == "head":
            for level, values in lines:
                document.add_heading(values[0], 0 if level == "title" else 2)
        elif lines:
            table = document.add_table(rows=len(lines), cols=len(lines[0][1]), style="Table Grid")
            for row, (_, values) in zip(table.rows, lines):
                for cell, value in zip(row.cells, values):
                    cell.text = said(value)
    document.save(path)


WRITERS = {
    "openpyxl": (with_openpyxl, "xlsx"),
    "xlsxwriter": (with_xlsxwriter, "xlsx"),
    "python-docx": (with_docx, "docx"),
}


def write(folder, count, seed=1, writer="openpyxl"):
    folder = pathlib.Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    with_writer, extension = WRITERS[writer]
    for number in range(count):
        with_writer(folder / f"form{number:05d}.{extension}", rows(seed, number))


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder")
    parser.add_argument("-n", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--writer", choices=WRITERS, default="openpyxl")
    args = parser.parse_args()
    write(args.folder, args.n, args.seed, args.writer)
