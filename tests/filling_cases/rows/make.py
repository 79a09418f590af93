"""Makes the blanks of this folder: a table of hours with lines, an example row and a sum. Of a gemeente that does not exist."""
from pathlib import Path
from openpyxl import Workbook
from openpyxl.styles import Border, Side, Font

LINE = Side(style="thin")
BOX = Border(left=LINE, right=LINE, top=LINE, bottom=LINE)
OUT = Path(__file__).parent / "mappings" / "voorbeeldstad"


def book(rows, open_end):
    wb = Workbook()
    ws = wb.active
    ws.title = "Uren"
    kind = "open" if open_end else "dicht"
    ws["A1"] = f"Urenverantwoording {kind} Voorbeeldstad (reconstructie)"
    ws["A1"].font = Font(bold=True)
    ws["A2"], ws["A3"] = "Naam werknemer", "Totaal van de uren"
    ws["B2"].border = ws["B3"].border = BOX
    ws.append([])
    for col, text in zip("ABC", ["Datum", "Activiteit", "Uren"]):
        ws[f"{col}5"] = text
    for col, text in zip("ABC", ["bijv. 01-02-2026", "gesprek met de werkgever", "1,5"]):
        ws[f"{col}6"] = text
    for row in range(5, 7 + rows):
        for col in "ABC":
            ws[f"{col}{row}"].border = BOX
            if row > 6 and col == "A":
                ws[f"A{row}"].number_format = "dd-mm-yyyy"
            if row > 6 and col == "C":
                ws[f"C{row}"].number_format = "0.00"
        ws.row_dimensions[row].height = 22
    ws["B3"] = f"=SUM(C7:C{6 + rows})"
    if not open_end:
        ws[f"A{9 + rows}"] = "Opmerkingen"
        ws[f"B{9 + rows}"].border = BOX
    for col, width in zip("ABC", [16, 40, 10]):
        ws.column_dimensions[col].width = width
    return wb


book(3, True).save(OUT / "uren-open.xlsx")
book(3, False).save(OUT / "uren-dicht.xlsx")
