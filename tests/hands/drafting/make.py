"""Makes nine forms of nine civil servants that do not exist, each with habits of their own, blank and filled in, with what asks what.

    pip install python-docx openpyxl reportlab && python3 tests/hands/drafting/make.py    # LibreOffice saves one as ods, prints one to pdf

They are reconstructions. The wordings are of the writers of the forms, not of `mappings/labels.toml`. Nobody in them exists;
citizen service numbers begin with 9999. A field of "" is a question that the common schema has no field for.
"""

import csv
import json
import shutil
import subprocess
import tempfile
from pathlib import Path

import docx
import openpyxl
from openpyxl.styles import Border, Font, PatternFill, Side
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen import canvas

HERE = Path(__file__).parent
THIN = Side(style="thin", color="888888")
BOX = Border(left=THIN, right=THIN, top=THIN, bottom=THIN)
COL = "ABCDEFGHIJKLMNOP"

# --- what each of them asks: a heading with its questions, each with its field, its label and an answer

MEREDORP = ("Aanvraag persoonlijke ondersteuning op het werk", [
    ("Wie vraagt aan?", [
        ("werkgever.naam", "Hoe heet uw organisatie?", "Bakkerij Het Zuurdesem B.V."),
        ("werkgever.kvk", "Onder welk nummer staat u bij de Kamer van Koophandel ingeschreven?", "90001122"),
        ("werkgever.adres", "Wat is het adres van uw organisatie?", "Molenkade 14, 9876 KL Meredorp"),
        ("werkgever.contactpersoon", "Met wie kunnen wij hierover contact opnemen?", "F. Ouwehand"),
        ("werkgever.telefoon", "Telefoonnummer van deze persoon", "0512-345678"),
        ("werkgever.email", "E-mailadres van deze persoon", "f.ouwehand@zuurdesem.example"),
        ("", "Hoeveel mensen werken er bij u?", "23"),
    ]),
    ("Voor wie vraagt u aan?", [
        ("client.naam", "Hoe heet uw werknemer voluit?", "Rosalie van der Meulen"),
        ("client.bsn", "Wat is het burgerservicenummer van uw werknemer?", "999900018"),
        ("client.geboortedatum", "Op welke dag is uw werknemer geboren?", "14-02-1996"),
        ("doelgroep.grondslag", "Onder welke regeling valt uw werknemer?", "Participatiewet"),
        ("doelgroep.doelgroepregister", "Staat uw werknemer in het doelgroepregister?", "ja"),
        ("doelgroep.loonwaarde", "Welke loonwaarde is er vastgesteld (in procenten)?", "55%"),
        ("doelgroep.loonwaarde_datum", "Op welke datum is dat vastgesteld?", "03-11-2025"),
    ]),
    ("Het werk", [
        ("werkplek.functie", "In welke functie werkt uw werknemer?", "assistent bakker"),
        ("werkplek.taken", "Wat doet uw werknemer op een gewone werkdag?", "deeg afwegen en de oven vullen"),
        ("dienstverband.begin", "Sinds wanneer werkt uw werknemer bij u?", "01-12-2025"),
        ("dienstverband.einde", "Tot wanneer loopt de arbeidsovereenkomst?", "30-11-2026"),
        ("dienstverband.uren_per_week", "Hoeveel uur per week staat er in de arbeidsovereenkomst?", "24"),
        ("dienstverband.loon", "Wat is het bruto uurloon?", "14,82"),
        ("", "Hoeveel uur per vier weken is uw werknemer afwezig voor school?", "12"),
    ]),
    ("De ondersteuning", [
        ("begeleiding.noodzaak", "Waarom kan uw werknemer het werk niet doen zonder ondersteuning?", "raakt de draad kwijt zodra de planning verandert"),
        ("jobcoach.naam", "Wie gaat uw werknemer begeleiden?", "S. Kalverdijk"),
        ("jobcoach.organisatie", "Bij welke organisatie werkt deze begeleider?", "Stapvoets Jobcoaching"),
        ("begeleiding.begin", "Vanaf welke datum is de begeleiding nodig?", "05-01-2026"),
        ("begeleiding.duur", "Voor hoe lang vraagt u de begeleiding aan?", "6 maanden"),
        ("begeleiding.uren_per_week", "Hoeveel uur begeleiding per week is er nodig?", "3"),
    ]),
])

OOSTWAARD = ("Mijn plan met de jobcoach", [
    ("Over jou", [
        ("client.naam", "Je naam", "Yusuf Demirtas"),
        ("client.geboortedatum", "Je geboortedatum", "22 mei 2003"),
        ("client.telefoon", "Je telefoonnummer", "06-11223344"),
        ("client.email", "Je mailadres", "yusuf@post.example"),
        ("client.opleiding", "Welke opleiding heb je gedaan?", "praktijkonderwijs in Oostwaard"),
        ("client.arbeidsverleden", "Waar heb je eerder gewerkt?", "een jaar bij een kwekerij"),
        ("client.vervoer", "Hoe ga je naar je werk?", "met de fiets"),
        ("", "Wat is je lievelingseten?", "lasagne"),
    ]),
    ("Wat kun je en wat is lastig?", [
        ("profiel.vaardigheden", "Waar ben je goed in?", "netjes en precies werken"),
        ("profiel.beperkingen", "Wat maakt werken moeilijk voor je?", "ik kan slecht tegen lawaai"),
        ("profiel.leren", "Hoe leer je het best iets nieuws?", "als iemand het voordoet"),
        ("profiel.wensen", "Wat zou je later willen doen?", "hovenier worden"),
        ("profiel.begeleidingsbehoefte", "Waarbij heb je hulp nodig?", "bij het plannen van mijn dag"),
    ]),
    ("Je baan", [
        ("werkgever.naam", "Waar werk je?", "Tuincentrum Het Groene Hart"),
        ("werkgever.leidinggevende", "Wie is je baas?", "Anneke Postma"),
        ("werkplek.functie", "Wat is je functie?", "medewerker kwekerij"),
        ("dienstverband.uren_per_week", "Hoeveel uur werk je in de week?", "28 uur"),
        ("dienstverband.werktijden", "Op welke dagen en tijden werk je?", "maandag tot en met donderdag, half negen tot vijf"),
    ]),
    ("Je jobcoach", [
        ("jobcoach.naam", "Naam van je jobcoach", "Berend Stuurop"),
        ("jobcoach.telefoon", "Telefoon van je jobcoach", "06-55443322"),
        ("begeleiding.begin", "De begeleiding begint op", "1 februari 2026"),
        ("begeleiding.einde", "De begeleiding stopt op", "31 juli 2026"),
        ("voortgang.afspraken", "Wat hebben we samen afgesproken?", "elke dinsdag bellen we even"),
        ("voortgang.volgende_evaluatie", "Wanneer praten we weer verder?", "14 april 2026"),
    ]),
])

HEUVELRIJK = ("Beoordeling verzoek externe jobcoaching", [
    ("Belanghebbende", [
        ("client.naam", "Geslachtsnaam en voorletters belanghebbende", "Verbruggen, T.M."),
        ("client.bsn", "Burgerservicenummer belanghebbende", "999900092"),
        ("client.geboortedatum", "Geboren d.d.", "09-09-1988"),
        ("client.adres {straat} {huisnummer}{toevoeging}", "Straat en nummer", "Heirbaan 212"),
        ("client.adres {postcode} {plaats}", "Postcode, woonplaats", "6789 XZ Heuvelrijk"),
        ("client.woongemeente", "Ingeschreven in de gemeente", "Heuvelrijk"),
        ("", "Naam echtgenoot of partner", "W. Lentink"),
    ]),
    ("Indicatie", [
        ("doelgroep.grondslag", "Wettelijk kader", "Participatiewet"),
        ("doelgroep.loonwaarde", "Vastgestelde loonwaarde in %", "40"),
        ("doelgroep.loonwaarde_methode", "Systematiek loonwaardebepaling", "Dariuz"),
        ("doelgroep.loonkostensubsidie", "Ontvangt loonkostensubsidie", "ja"),
        ("profiel.beperkingen", "Arbeidsbeperkingen", "beperkt in het verdelen van aandacht"),
        ("profiel.belastbaarheid", "Belastbaarheid volgens verzekeringsarts", "zes uren per dag"),
    ]),
    ("Arbeidsverhouding", [
        ("werkgever.naam", "Statutaire naam werkgever", "Metaalwerken Heuvelrijk N.V."),
        ("werkgever.loonheffingennummer", "Loonheffingennummer", "900012345L01"),
        ("werkgever.sector", "Bedrijfstak", "metaalbewerking"),
        ("werkplek.locatie", "Adres waar de arbeid wordt verricht", "Industriepad 3 te Heuvelrijk"),
        ("werkplek.functie", "Functiebenaming", "machinebediende"),
        ("dienstverband.soort", "Aard van de arbeidsovereenkomst", "bepaalde tijd"),
        ("dienstverband.begin", "Ingangsdatum arbeidsovereenkomst", "01-03-2026"),
        ("dienstverband.einde", "Expiratiedatum arbeidsovereenkomst", "28-02-2027"),
        ("dienstverband.uren_per_week", "Overeengekomen arbeidsduur in uren per week", "32"),
        ("", "Overeengekomen arbeidsduur in fte", "0,84"),
    ]),
    ("Voorziening", [
        ("jobcoach.organisatie", "Uitvoerende jobcoachorganisatie", "Houvast Werkbegeleiding"),
        ("jobcoach.naam", "Beoogd jobcoach", "mw. L.R. Duinker"),
        ("begeleiding.regime", "Begeleidingsregime", "licht"),
        ("begeleiding.regime_motivatie", "Motivering van het regime", "eerder traject liep goed zonder intensieve inzet"),
        ("begeleiding.begin", "Aanvangsdatum voorziening", "01-04-2026"),
        ("begeleiding.einde", "Einddatum voorziening", "30-09-2026"),
        ("begeleiding.tarief", "Uurtarief exclusief btw", "88,50"),
        ("begeleiding.kosten", "Totale kosten voorziening", "4.602,00"),
    ]),
])

VIERBERGEN = ("Trajectplan jobcoach", [
    ("Kand.", [
        ("client.naam", "Naam + vl.", "Haasnoot, P.J."),
        ("client.bsn", "BSN", "999900031"),
        ("client.geboortedatum", "Geb.dat.", "30-06-1979"),
        ("client.telefoon", "Tel. mob.", "06-99887766"),
        ("client.nummer", "Cl.nr.", "C-44120"),
        ("gemeente.contactpersoon", "Klantman.", "D. Ekelmans"),
    ]),
    ("Wgr", [
        ("werkgever.naam", "Bedr.naam", "Wasserij Blinkend"),
        ("werkgever.contactpersoon", "Cont.pers.", "H. Vonk"),
        ("werkgever.telefoon", "Tel.nr.", "0599-112233"),
        ("werkplek.functie", "Funct.", "medew. strijkkamer"),
        ("dienstverband.begin", "Contr. v.a.", "12-01-2026"),
        ("dienstverband.einde", "Contr. t/m", "11-01-2027"),
        ("dienstverband.uren_per_week", "Contr.uren p/w", "20"),
        ("", "Dgn. p/w", "3"),
    ]),
    ("JC", [
        ("jobcoach.naam", "JC", "O. Wiarda"),
        ("jobcoach.organisatie", "Org.", "Vooruit Coaching"),
        ("jobcoach.email", "Mail", "o.wiarda@vooruit.example"),
        ("begeleiding.begin", "Start beg.", "12-01-2026"),
        ("begeleiding.einde", "Eind beg.", "11-07-2026"),
        ("begeleiding.uren_aangevraagd", "Aangevr. uren tot.", "60"),
        ("begeleiding.uren_per_maand", "Uren p/mnd", "10"),
        ("", "Uren p/4 wk", "9"),
    ]),
    ("Inhoud", [
        ("profiel.begeleidingsbehoefte", "Begel.behoefte", "structuur in de ochtend"),
        ("werkplek.taken", "Werkzaamh.", "strijken en vouwen"),
        ("formulier.opmerkingen", "Opm.", "geen bijzonders te melden"),
        ("formulier.datum", "Dat. opm.", "08-01-2026"),
    ]),
])

ZILVERMEER = ("Verlenging jobcoaching", [
    ("1. Gegevens van de cliënt", [
        ("client.naam.voorletters", "Voorletters", "G.H."),
        ("client.naam.achternaam", "Achternaam", "Slootmaker"),
        ("client.geslacht", "Geslacht (m/v/x)", "v"),
        ("client.geboortedatum", "Geboortedatum", "17-03-1991"),
        ("client.bsn", "Burgerservicenummer (9 cijfers)", "999900043"),
        ("client.woonsituatie", "Hoe is de woonsituatie?", "woont zelfstandig met een vriendin"),
    ]),
    ("2. Hoe ging het tot nu toe?", [
        ("voortgang.begin", "Deze evaluatie gaat over de periode vanaf", "01-07-2025"),
        ("voortgang.einde", "tot en met", "31-12-2025"),
        ("voortgang.verslag", "Wat is er in deze periode bereikt?", "werkt nu zelfstandig aan de inpaklijn"),
        ("begeleiding.uren_toegekend", "Hoeveel uren zijn er toegekend?", "78"),
        ("begeleiding.uren_besteed", "Hoeveel uren zijn er gebruikt?", "71,5"),
        ("voortgang.visie_client", "Wat vindt de cliënt er zelf van?", "blij met de vaste gesprekken"),
        ("voortgang.visie_werkgever", "Wat vindt de werkgever ervan?", "ziet duidelijke groei"),
        ("voortgang.overdracht", "Wat kan de werkgever overnemen van de jobcoach?", "de dagstart op maandag"),
        ("dienstverband.verzuim", "Hoe vaak was de cliënt ziek?", "twee keer een dag"),
    ]),
    ("3. Waarom verlengen?", [
        ("begeleiding.noodzaak", "Leg uit waarom langer begeleiding nodig is", "de ploeg wisselt in het voorjaar"),
        ("begeleiding.begin", "Verlengen vanaf", "01-01-2026"),
        ("begeleiding.einde", "Verlengen tot en met", "30-06-2026"),
        ("begeleiding.uren_aangevraagd", "Hoeveel uren vraagt u nu aan?", "39"),
        ("begeleiding.tarief", "Tarief per uur", "91,20"),
        ("", "Aantal dagdelen per week", "4"),
    ]),
    ("4. Wie heeft dit ingevuld?", [
        ("formulier.ingevuld_door", "Formulier ingevuld door", "Q. Terwindt"),
        ("jobcoach.organisatie", "Naam van de jobcoachorganisatie", "Koersvast"),
        ("jobcoach.telefoon", "Telefoonnummer jobcoach", "06-22114455"),
        ("formulier.datum", "Datum van invullen", "11-12-2025"),
    ]),
])

BRONGAARD = ("Eindevaluatie begeleiding werk", [
    ("Personalia deelnemer", [
        ("client.naam", "Deelnemer", "Iris Kuipers"),
        ("client.geboortedatum", "Geboortedatum deelnemer", "05-08-1994"),
        ("client.nummer", "Deelnemersnummer", "D2025-118"),
    ]),
    ("Werk", [
        ("werkgever.naam", "Werkgever bij afsluiting", "Drukkerij Van Loon"),
        ("werkplek.functie", "Functie bij afsluiting", "medewerker afwerking"),
        ("dienstverband.soort", "Contractvorm bij afsluiting", "onbepaalde tijd"),
        ("dienstverband.uren_per_week", "Contracturen per week", "30"),
    ]),
    ("Begeleiding", [
        ("begeleiding.begin", "Startdatum begeleiding", "15-01-2025"),
        ("uitkomst.datum_einde", "Begeleiding afgesloten op", "15-12-2025"),
        ("begeleiding.uren_besteed", "Totaal ingezette uren", "104"),
        ("begeleiding.uren_resterend", "Niet gebruikte uren", "6"),
        ("voortgang.contactmomenten", "Aantal keren dat er contact was", "41"),
    ]),
    ("Uitkomst", [
        ("uitkomst.resultaat", "Welk resultaat is er behaald?", "behoud van werk"),
        ("uitkomst.reden_einde", "Waarom wordt de begeleiding beëindigd?", "doelen zijn gehaald"),
        ("voortgang.cijfer_client", "Cijfer dat de deelnemer geeft", "8"),
        ("voortgang.cijfer_werkgever", "Cijfer dat de werkgever geeft", "7,5"),
        ("uitkomst.nazorg", "Is er nog nazorg nodig?", "na drie maanden een telefoontje"),
        ("uitkomst.advies", "Uw advies aan de gemeente", "dossier sluiten"),
        ("voortgang.overdracht", "Hoe heeft u de begeleiding overgedragen aan het bedrijf?", "collega Mirjam is nu vaste buddy"),
        ("", "Mogen wij u bellen voor een onderzoek?", "liever niet meer"),
    ]),
])

STELLINGA = ("", [
    ("", [
        ("client.nummer", "dossierNr", "ST-5561"),
        ("client.bsn", "kandidaatBsn", "999900055"),
        ("client.naam.achternaam", "kandidaatAchternaam", "Bloemhof"),
        ("client.naam.voornaam", "kandidaatVoornaam", "Tessel"),
        ("client.geboortedatum", "kandidaatGebDatum", "1999-10-04"),
        ("client.adres.postcode", "kandidaatPostcode", "9012 QR"),
        ("client.adres.plaats", "kandidaatWoonplaats", "Stellinga"),
        ("client.email", "kandidaatEmail", "tessel@post.example"),
        ("werkgever.naam", "werkgeverNaam", "Zorggroep Noordrand"),
        ("werkgever.kvk", "werkgeverKvkNr", "90007788"),
        ("werkgever.contactpersoon", "werkgeverContactpersoon", "J. Abbing"),
        ("werkplek.functie", "functieOmschr", "huishoudelijk medewerker"),
        ("dienstverband.begin", "contractIngangsdatum", "2026-02-01"),
        ("dienstverband.einde", "contractEinddatum", "2027-01-31"),
        ("dienstverband.uren_per_week", "contractUrenPerWeek", "16"),
        ("jobcoach.naam", "jobcoachNaam", "V. Roosjen"),
        ("jobcoach.organisatie", "jobcoachOrganisatie", "De Opstap"),
        ("begeleiding.begin", "begeleidingVanaf", "2026-02-01"),
        ("begeleiding.einde", "begeleidingTotEnMet", "2026-08-01"),
        ("begeleiding.uren_toegekend", "toegekendeUren", "52"),
        ("begeleiding.tarief", "uurtariefExclBtw", "84.00"),
        ("begeleiding.besluit", "besluitUitkomst", "toegekend"),
        ("begeleiding.besluit_datum", "besluitDatum", "2026-01-20"),
        ("", "behandelaarCode", "bh07"),
        ("", "laatstGewijzigd", "2026-01-21T10:22:00"),
    ]),
])

WOUDZICHT = ("Evaluatieformulier jobcoaching", [
    ("Om wie gaat het?", [
        ("client.naam", "Naam medewerker", "Floris Achterberg"),
        ("werkgever.naam", "Bedrijf", "Fietsenmakerij Achter de Dijk"),
        ("jobcoach.naam", "Naam begeleider", "Noor Zandbergen"),
        ("voortgang.evaluatiedatum", "Datum van dit evaluatiegesprek", "02-04-2026"),
        ("werkplek.functie", "Werkt als", "hulp in de werkplaats"),
        ("dienstverband.werktijden", "Werkdagen en werktijden", "di wo vr, negen tot vijf"),
    ]),
    ("De stand van zaken", [
        ("voortgang.verslag", "Hoe staat het er nu voor?", "remmen afstellen lukt zonder hulp"),
        ("profiel.belemmeringen", "Welke knelpunten zijn er nog?", "drukte in de winkel op zaterdag"),
        ("werkplek.ontwikkeling", "Welke taken kunnen erbij komen?", "wielen spaken"),
        ("voortgang.afspraken", "Wat spreken wij met elkaar af?", "wekelijks een half uur doornemen"),
        ("voortgang.volgende_evaluatie", "Volgende gesprek op", "02-07-2026"),
    ]),
])

TERPLAND = ("Verantwoording ingezette begeleiding", [
    ("Opdracht", [
        ("gemeente.opdrachtnummer", "Nummer van de beschikking", "TB-2026-0071"),
        ("client.naam", "Begeleide persoon", "Marit Holwerda"),
        ("jobcoach.organisatie", "Uitvoerende organisatie", "Kompas op Werk"),
        ("jobcoach.naam", "Uitvoerend jobcoach", "R. Bijlstra"),
        ("voortgang.begin voortgang.einde", "Periode", "01-01-2026 t/m 31-03-2026"),
        ("begeleiding.uren_toegekend", "Beschikte uren", "40"),
        ("begeleiding.tarief", "Afgesproken tarief per uur", "90,00"),
        ("", "Factuurnummer", "F26-118"),
    ]),
])


def says(form):
    return [item for _, items in form[1] for item in items]


def save(name, extension, build, form, extra=None):
    """Builds a form blank and filled in, and writes down where each answer stands."""
    place = {}
    for filled in (False, True):
        place = build(str(HERE / f"{name}.{'filled' if filled else 'blank'}.{extension}"), form, filled)
    answers = [dict(field=field, label=label, place=place.get(label), text=text) for field, label, text in says(form)]
    truth = dict(answers=answers, **(extra or {}))
    (HERE / f"{name}.json").write_text(json.dumps(truth, ensure_ascii=False, indent=1) + "\n")


def meredorp(path, form, filled):
    """Excel: number, whole question, answer in a fill, a hint of the writer behind some of them."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Vragenlijst"
    sheet["A1"], sheet["A1"].font = form[0], Font(bold=True, size=14)
    sheet["A2"] = "U vult alleen de gele vakken in. Reconstructie van een verzonnen gemeente."
    sheet.append([])
    sheet.append(["Nr", "Vraag", "Uw antwoord", "Toelichting"])
    row, number, place = 5, 0, {}
    for heading, items in form[1]:
        sheet.cell(row, 2, heading).font = Font(bold=True)
        row += 1
        for _, label, text in items:
            number += 1
            sheet.cell(row, 1, number)
            sheet.cell(row, 2, label)
            answer = sheet.cell(row, 3, text if filled else None)
            answer.fill, answer.border = PatternFill("solid", fgColor="FFF7C0"), BOX
            if number % 5 == 0:
                sheet.cell(row, 4, "Dit vindt u op de loonstrook of in het contract.").font = Font(italic=True, color="777777")
            place[label] = f"Vragenlijst!C{row}"
            row += 1
    sheet.column_dimensions["B"].width, sheet.column_dimensions["C"].width = 62, 40
    book.save(path)
    return place


def oostwaard(path, form, filled):
    """Word: no tables at all, a bold question and the answer in the paragraph below."""
    word = docx.Document()
    word.add_heading(form[0], 0)
    word.add_paragraph("Dit plan maak je samen met je jobcoach. Reconstructie van een verzonnen gemeente.")
    place, count = {}, 2
    for heading, items in form[1]:
        word.add_heading(heading, 1)
        count += 1
        for _, label, text in items:
            word.add_paragraph().add_run(label).bold = True
            word.add_paragraph(text if filled else "")
            count += 2
            place[label] = f"alinea {count}"
    word.save(path)
    return place


def heuvelrijk(path, form, filled):
    """Word: a table of two columns a section, labels set small at the left."""
    word = docx.Document()
    word.add_heading(form[0], 0)
    place = {}
    for n, (heading, items) in enumerate(form[1], 1):
        word.add_heading(f"{'IVX'[0] * n if n < 4 else 'IV'} {heading}", 2)
        table = word.add_table(rows=0, cols=2)
        table.style = "Table Grid"
        for r, (_, label, text) in enumerate(items, 1):
            cells = table.add_row().cells
            cells[0].text, cells[1].text = label, text if filled else ""
            place[label] = f"tabel {n}, rij {r}, cel 2"
    word.add_paragraph("Reconstructie van een verzonnen gemeente.")
    word.save(path)
    return place


def vierbergen(path, form, filled):
    """A spreadsheet of LibreOffice: short labels with points, two pairs a row, no borders but a line under the answer."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "TP"
    sheet["A1"], sheet["A1"].font = form[0], Font(bold=True)
    row, place = 3, {}
    for heading, items in form[1]:
        sheet.cell(row, 1, heading).font = Font(bold=True)
        row += 1
        for n, (_, label, text) in enumerate(items):
            col = 1 if n % 2 == 0 else 4
            sheet.cell(row, col, label)
            answer = sheet.cell(row, col + 1, text if filled else None)
            answer.border = Border(bottom=THIN)
            place[label] = f"TP!{COL[col]}{row}"
            row += n % 2
        row += 1 + len(items) % 2
    sheet.cell(row, 1, "Reconstructie, verzonnen gemeente")
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / (Path(path).stem + ".xlsx")
        book.save(source)
        office(source, "ods", Path(path))
    return place


def office(source, to, target):
    profile = Path(tempfile.gettempdir()) / "eenvorm-office"
    subprocess.run(["soffice", "--headless", f"-env:UserInstallation=file://{profile}", "--convert-to", to, "--outdir", str(source.parent), str(source)], check=True, capture_output=True)
    shutil.move(source.with_suffix("." + to), target)


def zilvermeer(path, form, filled):
    """A pdf with fields, the caption small above each box, names of fields that say nothing."""
    page = canvas.Canvas(path, pagesize=A4, invariant=1)
    page.setFont("Helvetica-Bold", 15)
    page.drawString(50, 800, form[0])
    page.setFont("Helvetica", 8)
    page.drawString(50, 786, "Reconstructie van een verzonnen gemeente.")
    y, number, place = 765, 0, {}
    for heading, items in form[1]:
        if y < 120:
            page.showPage()
            y = 800
        page.setFont("Helvetica-Bold", 11)
        page.drawString(50, y, heading)
        y -= 20
        for n, (_, label, text) in enumerate(items):
            if y < 80:
                page.showPage()
                y = 800
            number += 1
            left = 50 if n % 2 == 0 else 310
            page.setFont("Helvetica", 8)
            page.drawString(left, y, label)
            page.acroForm.textfield(name=f"tv{number}", x=left, y=y - 21, width=230, height=17, borderWidth=1, fontSize=9, value=text if filled else "")
            place[label] = f"veld tv{number}"
            y -= 40 * (n % 2)
        y -= 14 + 40 * (len(items) % 2)
    page.save()
    return place


def brongaard(path, form, filled):
    """Word printed to pdf by LibreOffice: label, colon and answer behind a tab, lines of points where nothing stands."""
    word = docx.Document()
    word.add_heading(form[0], 0)
    word.add_paragraph("Reconstructie van een verzonnen gemeente.")
    for heading, items in form[1]:
        word.add_heading(heading, 2)
        table = word.add_table(rows=0, cols=2)
        table.style = "Table Grid"
        for _, label, text in items:
            cells = table.add_row().cells
            cells[0].text, cells[1].text = label, text if filled else ""
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / (Path(path).stem + ".docx")
        word.save(source)
        office(source, "pdf", Path(path))
    return {}


def stellinga(path, form, filled):
    """The export of a case system: camelCase, one dossier a row."""
    items = says(form)
    with open(path, "w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file, delimiter=";")
        writer.writerow(label for _, label, _ in items)
        if filled:
            writer.writerow(text for _, _, text in items)
    return {label: f"rij 2, kolom {n}" for n, (_, label, _) in enumerate(items, 1)}



def woudzicht(path, form, filled):
    """Excel: the label in small print under its box, then two goals as blocks with labels at the left."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Evaluatie"
    sheet["B2"], sheet["B2"].font = form[0], Font(bold=True, size=16)
    sheet["B3"] = "Reconstructie van een verzonnen gemeente"
    row, place = 5, {}
    for heading, items in form[1]:
        sheet.cell(row, 2, heading).font = Font(bold=True)
        row += 1
        for n, (_, label, text) in enumerate(items):
            col = 2 if n % 2 == 0 else 4
            sheet.cell(row, col, text if filled else None).border = BOX
            sheet.cell(row + 1, col, label).font = Font(size=8, italic=True)
            place[label] = f"Evaluatie!{COL[col - 1]}{row}"
            row += 3 * (n % 2)
        row += 1 + 3 * (len(items) % 2)
    for col, width in (("A", 2), ("B", 40), ("C", 3), ("D", 40)):
        sheet.column_dimensions[col].width = width
    book.save(path)
    return place


HOURS = [
    ("06-01-2026", "kennismaking op de werkvloer", "werknemer en leidinggevende", "1,5"),
    ("13-01-2026", "oefenen met de kassa", "werknemer", "2"),
    ("20-01-2026", "gesprek over het rooster", "leidinggevende", "0,75"),
]


def terpland(path, form, filled):
    """Excel: a head with labels at the left, the hours in a narrow table of four columns with a total."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Uren"
    sheet["A1"], sheet["A1"].font = form[0], Font(bold=True, size=13)
    sheet["A2"] = "Reconstructie van een verzonnen gemeente"
    row, place = 4, {}
    for _, label, text in says(form):
        sheet.cell(row, 1, label + ":")
        sheet.cell(row, 2, text if filled else None).border = BOX
        place[label] = f"Uren!B{row}"
        row += 1
    row += 1
    for col, head in enumerate(("Wanneer", "Wat is er gedaan", "Aanwezig", "Aantal uur"), 1):
        cell = sheet.cell(row, col, head)
        cell.font, cell.border = Font(bold=True), BOX
    for n in range(8):
        row += 1
        for col in range(1, 5):
            sheet.cell(row, col, HOURS[n][col - 1] if filled and n < len(HOURS) else None).border = BOX
    sheet.cell(row + 1, 3, "Totaal")
    sheet.cell(row + 1, 4, "4,25" if filled else None).border = BOX
    book.save(path)
    return place


if __name__ == "__main__":
    save("meredorp", "xlsx", meredorp, MEREDORP)
    save("oostwaard", "docx", oostwaard, OOSTWAARD)
    save("heuvelrijk", "docx", heuvelrijk, HEUVELRIJK)
    save("vierbergen", "ods", vierbergen, VIERBERGEN)
    save("zilvermeer", "pdf", zilvermeer, ZILVERMEER)
    save("brongaard", "pdf", brongaard, BRONGAARD)
    save("stellinga", "csv", stellinga, STELLINGA)
    save("woudzicht", "xlsx", woudzicht, WOUDZICHT)
    columns = {"datum": "Wanneer", "activiteit": "Wat is er gedaan", "met_wie": "Aanwezig", "duur": "Aantal uur"}
    save("terpland", "xlsx", terpland, TERPLAND, dict(rows=dict(uren=columns)))
