"""Makes the blank of a gemeente that does not exist, and with any argument a copy filled in for invented people."""
import sys
from docx import Document
F = len(sys.argv) > 1
d = Document()
def p(t, s=None): d.add_paragraph(t, s)
def v(t): return t if F else ''
p('Gemeente Zandermeer'); d.add_heading('Verzoek om jobcoaching', 1)
p('Stuur dit verzoek ondertekend naar de afdeling Participatie. Versie 3.1 (2026).')
def table(rows):
    t = d.add_table(0, len(rows[0])); t.style = 'Table Grid'
    for r in rows:
        c = t.add_row().cells
        for x, y in zip(c, r): x.text = y
d.add_heading('Deel 1 Over de medewerker', 2)
table([['Voorletters en achternaam', v('S. van den Bosch'), 'Geb.datum', v('14-03-1998')],
       ['Burgerservicenr.', v('999990019'), 'Mobiel nr.', v('06-12345678')],
       ['Straat + nr.', v('Lindelaan 12'), 'PC + woonplaats', v('1234 AB Zandermeer')],
       ['Wettelijke regeling', v('Participatiewet'), 'Loonwaarde (%)', v('60')],
       ['In doelgroepregister?', '☒ Ja  ☐ Nee' if F else '☐ Ja  ☐ Nee', 'Huisdieren?', v('een hond')]])
d.add_heading('Deel 2 Over het bedrijf', 2)
table([['Bedrijfsnaam', v('Bakkerij De Korenaar B.V.'), 'KvK', v('12345678')],
       ['Aanspreekpunt', v('P. de Boer'), 'Tel.', v('0512-345678')],
       ['E-mail', v('info@voorbeeld.nl'), 'Bedrijfstak', v('Voedingsmiddelen')]])
d.add_heading('Deel 3 Het werk', 2)
table([['Functiebenaming', v('Medewerker inpak'), 'Uren p/w volgens contract', v('24')],
       ['In dienst sinds', v('01-02-2026'), 'Contract loopt af op', v('31-01-2027')],
       ['Soort contract', '☐ Vast  ☒ Tijdelijk' if F else '☐ Vast  ☐ Tijdelijk', 'Werkdagen', v('maandag tot en met donderdag')]])
d.add_heading('Deel 4 De jobcoaching', 2)
table([['Jobcoach (naam)', v('M. Kramer'), 'Werkt bij', v('Coachpunt Noord')],
       ['Tel. jobcoach', v('06-87654321'), 'E-mail jobcoach', v('m.kramer@voorbeeld.nl')],
       ['Gewenste startdatum', v('01-03-2026'), 'Loopt tot en met', v('31-08-2026')],
       ['Zwaarte', '☐ Licht  ☒ Midden  ☐ Zwaar' if F else '☐ Licht  ☐ Midden  ☐ Zwaar', 'Gevraagde uren', v('40')]])
p('Waarom kan het niet zonder jobcoach?')
table([[v('Zonder uitleg op de werkplek lukt het inpakken niet.')]])
p('Waar moet de begeleiding zich op richten?')
table([[v('Plannen, hulp vragen en tempo houden.')]])
d.add_heading('Deel 5 Wat gaan we doen?', 2)
t = d.add_table(1, 4); t.style = 'Table Grid'
for c, x in zip(t.rows[0].cells, ['Wat willen we bereiken', 'Stappen', 'Door wie', 'Klaar voor']): c.text = x
for r in [['Zelf de dag indelen', 'Planbord maken en nalopen', 'jobcoach', '01-05-2026'], ['Hulp vragen', 'Oefenen met de leidinggevende', 'leidinggevende', '01-07-2026'], ['', '', '', '']]:
    c = t.add_row().cells
    for a, b in zip(c, r): a.text = v(b)
d.add_heading('Deel 6 Handtekeningen', 2)
t = d.add_table(1, 4); t.style = 'Table Grid'
for c, x in zip(t.rows[0].cells, ['', 'Medewerker', 'Werkgever', 'Jobcoach']): c.text = x
for r in [['Naam', 'S. van den Bosch', 'P. de Boer', 'M. Kramer'], ['Datum', '10-02-2026', '11-02-2026', '12-02-2026'], ['Handtekening', '', '', '']]:
    c = t.add_row().cells; c[0].text = r[0]
    for a, b in zip(c[1:], r[1:]): a.text = v(b)
d.save('verzoek-ingevuld.docx' if F else 'verzoek-jobcoaching.docx')
