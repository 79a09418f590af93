//! Filled Word documents: what was written is read back, and all else is what it was.

use std::fs;
use std::io::{Cursor, Read};
use std::path::{Path, PathBuf};

use eenvorm::document::cells::model::{Document, Edit};
use eenvorm::document::docx;
use eenvorm::document::filling::filled_file::FilledFile;
use eenvorm::text::content::Content;
use eenvorm::text::place::Place;
use jiff::civil::date;

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/documents")
}

fn bytes(name: &str) -> Vec<u8> {
    fs::read(folder().join(name)).expect(name)
}

fn place(text: &str) -> Place {
    text.parse().expect(text)
}

fn text(text: &str) -> Content {
    Content::Text(text.into())
}

fn edit(at: &str, content: Content) -> Edit {
    Edit { place: place(at), content }
}

/// The parts of a package, in order.
fn parts(bytes: &[u8]) -> Vec<(String, Vec<u8>)> {
    let mut zip = zip::ZipArchive::new(Cursor::new(bytes)).expect("zip");
    (0..zip.len())
        .map(|i| {
            let mut file = zip.by_index(i).expect("part");
            let mut content = Vec::new();
            file.read_to_end(&mut content).expect("content");
            (file.name().expect("name").into_owned(), content)
        })
        .collect()
}

/// The document after these edits, all of which must succeed; every part but these is the same.
fn filled(name: &str, edits: &[Edit], touched: &[&str]) -> (Vec<u8>, Document) {
    let before = bytes(name);
    let FilledFile { bytes: after, findings } = docx::write(&before, edits).expect("written");
    assert!(findings.iter().all(|f| f.code == "text-too-long"), "{name}: {findings:?}");
    let (old, new) = (parts(&before), parts(&after));
    assert_eq!(old.len(), new.len());
    for ((old_name, old), (new_name, new)) in old.iter().zip(&new) {
        assert_eq!(old_name, new_name);
        assert_eq!(old != new, touched.contains(&old_name.as_str()), "{name}: {old_name}");
    }
    let document = docx::read(&after).expect("readable");
    (after, document)
}

/// What stands at a place, in a cell or by name.
fn at(document: &Document, place: &Place) -> Option<Content> {
    document.sheets.iter().find_map(|sheet| {
        let cell = sheet.cells.iter().find(|c| c.own_place.is(place)).map(|c| c.content.clone());
        cell.or_else(|| sheet.named.iter().find(|n| n.place == *place).map(|n| n.content.clone()))
    })
}

fn assert_at(document: &Document, expected: &[(&str, Content)]) {
    for (at_place, content) in expected {
        assert_eq!(at(document, &place(at_place)).as_ref(), Some(content), "{at_place}");
    }
}

const MAIN: &str = "word/document.xml";

/// All places of a document, each with something new to say there.
fn all_edits(document: &Document) -> Vec<Edit> {
    let mut edits = Vec::new();
    for sheet in &document.sheets {
        for named in &sheet.named {
            let content = match (&named.content, named.options.last()) {
                (Content::Tick(ticked), _) => Content::Tick(!ticked),
                (_, Some(last)) => text(last.trim()),
                (Content::Date(_), _) => Content::Date(date(2026, 3, 1)),
                _ => text("Nieuw & <anders>\ntweede regel"),
            };
            edits.push(Edit { place: named.place.clone(), content });
        }
        for cell in &sheet.cells {
            let place = cell.own_place.get().expect("place").into_owned();
            let holds = sheet.named.iter().any(|n| n.spot == cell.spot);
            if !holds {
                edits.push(Edit { place, content: text("Nieuw & <anders>\ntweede\tregel") });
            }
        }
    }
    edits
}

#[test]
fn each_place_alone_is_filled_and_nothing_else_changes() {
    for entry in fs::read_dir(folder()).expect("folder").flatten() {
        let name = entry.file_name().to_string_lossy().into_owned();
        if Path::new(&name).extension().is_none_or(|e| e != "docx") {
            continue;
        }
        let before = bytes(&name);
        let document = docx::read(&before).expect("readable");
        for edit in all_edits(&document) {
            let FilledFile { bytes: after, findings } =
                docx::write(&before, std::slice::from_ref(&edit)).expect("written");
            assert!(findings.iter().all(|f| f.code == "text-too-long"), "{name}: {findings:?}");
            let again = docx::read(&after).expect("readable again");
            assert_eq!(at(&again, &edit.place).as_ref(), Some(&edit.content), "{name}: {}", edit.place);
            unchanged_elsewhere(&name, &document, &again, &edit.place);
            one_host_changed(&name, &before, &after, &edit.place);
        }
    }
}

/// Every other cell and named place says what it said.
fn unchanged_elsewhere(name: &str, before: &Document, after: &Document, place: &Place) {
    for (old, new) in before.sheets.iter().zip(&after.sheets) {
        let spot = old.named.iter().find(|n| n.place == *place).map(|n| n.spot);
        assert_eq!(old.cells.len(), new.cells.len(), "{name}: {place}");
        for (a, b) in old.cells.iter().zip(&new.cells) {
            if !a.own_place.is(place) && Some(a.spot) != spot {
                assert_eq!(a, b, "{name}: {place}");
            }
        }
        for (a, b) in old.named.iter().zip(&new.named).filter(|(a, _)| a.place != *place) {
            assert_eq!(a, b, "{name}: {place}");
        }
    }
}

/// The bytes that differ stand within one cell or paragraph (twice for a text box, which is kept twice).
fn one_host_changed(name: &str, before: &[u8], after: &[u8], place: &Place) {
    for ((part, old), (_, new)) in parts(before).iter().zip(parts(after)) {
        if *old == new || part.contains("customXml") || place.to_string().starts_with("tekstvak") {
            continue;
        }
        let head = old.iter().zip(&new).take_while(|(a, b)| a == b).count();
        let tail = old[head..].iter().rev().zip(new[head..].iter().rev()).take_while(|(a, b)| a == b).count();
        let gone = String::from_utf8_lossy(&old[head..old.len() - tail]).into_owned();
        for mark in ["</w:tc>", "</w:tr>", "<w:sectPr"] {
            assert!(!gone.contains(mark), "{name}: {place}: {gone}");
        }
    }
}

#[test]
fn all_places_at_once_are_read_back() {
    for name in ["besturing.docx", "velden.docx", "tabellen.docx", "genest.docx", "runs.docx", "herhaling.docx"] {
        let document = docx::read(&bytes(name)).expect("readable");
        let edits = all_edits(&document);
        let (_, again) = filled(name, &edits, &[MAIN]);
        for edit in &edits {
            assert_eq!(at(&again, &edit.place).as_ref(), Some(&edit.content), "{name}: {}", edit.place);
        }
    }
}

#[test]
fn no_edits_leave_every_byte() {
    filled("besturing.docx", &[], &[]);
    let same = [edit("tabel 1, rij 1, cel 1", text("Naam werknemer")), edit("alinea 2", Content::Empty)];
    filled("tabellen.docx", &same, &[]);
}

#[test]
fn what_follows_a_label_is_filled() {
    let edits = [
        edit("alinea 1 na \"Naam:\"", text("Jan Jansen")),
        edit("alinea 2 na \"Naam\"", text("Kim")),
        edit("alinea 2 na \"Datum\"", Content::Date(date(2026, 3, 1))),
        edit("alinea 3 na \"Plaats:\"", text("Utrecht")),
        edit("alinea 4 na \"Naam:\"", text("Piet de Wit")),
        edit("alinea 4 na \"Functie:\"", text("bakker")),
        edit("alinea 5 na \"Telefoon:\"", text("030 123 45 67")),
        edit("tabel 1, rij 1, cel 1 na \"Datum:\"", text("vandaag")),
        edit("tabel 1, rij 1, cel 1 na \"Plaats:\"", text("hier")),
    ];
    let (_, document) = filled("lijnen.docx", &edits, &[MAIN]);
    assert_at(
        &document,
        &[
            ("alinea 1", text("Naam: Jan Jansen")),
            // without a colon only a tab tells the label from its answer
            ("alinea 2", text("Naam Kim\tDatum\t01-03-2026")),
            ("alinea 3", text("Plaats: Utrecht")),
            ("alinea 4", text("Naam: Piet de Wit Functie: bakker")),
            ("alinea 5", text("Telefoon: 030 123 45 67")),
            ("tabel 1, rij 1, cel 1", text("Datum: vandaag\tPlaats: hier")),
        ],
    );
}

#[test]
fn a_label_before_a_control_or_field_fills_it() {
    let edits = [edit("alinea 3 na \"Naam:\"", text("Kim")), edit("alinea 3 na \"Functie:\"", text("kok"))];
    let (_, document) = filled("besturing.docx", &edits, &[MAIN]);
    assert_at(&document, &[("besturingselement naam", text("Kim")), ("besturingselement functie", text("kok"))]);
    let edits = [edit("alinea 1 na \"Functie:\"", text("kok")), edit("tabel 1, rij 2, cel 2", text("☐ ja ☒ nee"))];
    let (_, document) = filled("velden.docx", &edits, &[MAIN]);
    assert_at(
        &document,
        &[
            ("veld Tekst2", text("kok")),
            ("veld akkoord", Content::Tick(false)),
            ("veld vakveld 2", Content::Tick(true)),
            ("alinea 1", text("Naam: Kim Bakker Functie: kok")),
        ],
    );
}

#[test]
fn boxes_change_one_by_one_and_keep_their_runs() {
    let edits = [
        edit("alinea 1", text("☒ Ja ☐ Nee")),
        edit("alinea 2", text("☒ Ja ☐ Nee ☐ Soms")),
        edit("alinea 3", text("☒ Arts ☐ Anios")),
        edit("tabel 1, rij 1, cel 2", Content::Tick(true)),
    ];
    let (after, document) = filled("vakjes.docx", &edits, &[MAIN]);
    assert_at(
        &document,
        &[
            ("alinea 1", text("☒ Ja ☐ Nee")),
            ("alinea 2", text("☒ Ja ☐ Nee ☐ Soms")),
            ("alinea 3", text("☒ Arts ☐ Anios")),
            ("tabel 1, rij 1, cel 2", text("☒")),
        ],
    );
    let main = parts(&after).into_iter().find(|p| p.0 == MAIN).expect("main part").1;
    let main = String::from_utf8(main).expect("text");
    assert_eq!(main.matches("<w:sym ").count(), 3, "symbols stay symbols");
}

#[test]
fn a_struck_alternative_is_struck_and_read_back() {
    let new = text("j\u{336}a\u{336} / nee");
    let (_, document) = filled("doorhalen.docx", &[edit("alinea 1", new.clone())], &[MAIN]);
    assert_at(&document, &[("alinea 1", new)]);
}

#[test]
fn a_bound_value_is_changed_in_its_own_part_too() {
    let edits = [
        edit("besturingselement werkgever", text("Café <Noord>")),
        edit("besturingselement plaats", text("Utrecht")),
        edit("besturingselement akkoord", Content::Tick(false)),
        edit("besturingselement regime", text("Licht")),
    ];
    let (after, document) = filled("gebonden.docx", &edits, &[MAIN, "customXml/item1.xml"]);
    for edit in &edits {
        assert_eq!(at(&document, &edit.place).as_ref(), Some(&edit.content));
    }
    let item = parts(&after).into_iter().find(|p| p.0 == "customXml/item1.xml").expect("store").1;
    assert_eq!(
        String::from_utf8_lossy(&item),
        "<formulier xmlns=\"urn:voorbeeld\" akkoord=\"false\"><werkgever>Café &lt;Noord&gt;</werkgever>\
         <plaats>Utrecht</plaats><regime>L</regime></formulier>"
    );
}

#[test]
fn rows_beyond_the_last_are_added() {
    let edits = [
        edit("tabel 2, rij 2, cel 1", text("op tijd")),
        edit("tabel 2, rij 4, cel 1", text("zelfstandig")),
        edit("tabel 2, rij 4, cel 3", text("2,5")),
        edit("tabel 2, rij 3, cel 2", text("oefenen")),
    ];
    let (_, document) = filled("python-docx.docx", &edits, &[MAIN]);
    for edit in &edits {
        assert_eq!(at(&document, &edit.place).as_ref(), Some(&edit.content), "{}", edit.place);
    }
    assert_at(&document, &[("tabel 2, rij 3, cel 1", Content::Empty)]);
    let repeated = [edit("tabel 1, rij 4, cel 1", text("derde doel")), edit("tabel 1, rij 4, cel 2", text("1"))];
    let (_, document) = filled("herhaling.docx", &repeated, &[MAIN]);
    assert_at(&document, &[("besturingselement doel 3", text("derde doel")), ("besturingselement uren 3", text("1"))]);
    assert_at(&document, &[("besturingselement doel 2", text("zelfstandig werken"))]);
}

#[test]
fn what_cannot_be_filled_is_said() {
    let edits = [
        edit("tabel 9, rij 1, cel 1", text("x")),
        edit("tabel 1, rij 1, cel 9", text("x")),
        edit("besturingselement onbekend", text("x")),
        edit("besturingselement regime", text("Onbestaand")),
        edit("alinea 3 na \"Bestaat niet:\"", text("x")),
    ];
    let long = [edit("veld telefoon", text("030 123 45 67 (na zessen)"))];
    let FilledFile { findings, .. } = docx::write(&bytes("velden.docx"), &long).expect("written");
    assert_eq!(findings.iter().map(|f| f.code.as_ref()).collect::<Vec<_>>(), ["text-too-long"]);
    let before = bytes("besturing.docx");
    let FilledFile { bytes: after, findings } = docx::write(&before, &edits).expect("written");
    let codes: Vec<&str> = findings.iter().map(|f| f.code.as_ref()).collect();
    assert_eq!(
        codes,
        ["place-not-found", "place-not-found", "place-not-found", "choice-not-offered", "place-not-found"]
    );
    assert_eq!(parts(&after), parts(&before));
}

#[test]
fn a_text_box_is_filled_in_both_its_wordings() {
    let (after, document) =
        filled("tekstvak.docx", &[edit("tekstvak 1 > alinea 1 na \"Naam jobcoach:\"", text("Kim"))], &[MAIN]);
    assert_at(&document, &[("tekstvak 1 > alinea 1", text("Naam jobcoach: Kim"))]);
    let main = parts(&after).into_iter().find(|p| p.0 == MAIN).expect("main part").1;
    assert_eq!(String::from_utf8_lossy(&main).matches("Kim").count(), 2);
    let (_, document) =
        filled("koptekst.docx", &[edit("koptekst 1 > tabel 1, rij 1, cel 2", text("Z-12"))], &["word/header1.xml"]);
    assert_at(&document, &[("koptekst 1 > tabel 1, rij 1, cel 2", text("Z-12"))]);
}

#[test]
fn an_answer_beside_a_bold_label_is_not_bold() {
    let (after, _) = filled("lijnen.docx", &[edit("alinea 5 na \"Telefoon:\"", text("030"))], &[MAIN]);
    let main = parts(&after).into_iter().find(|p| p.0 == MAIN).expect("main part").1;
    let main = String::from_utf8(main).expect("text");
    assert!(main.contains("Telefoon: </w:t></w:r><w:r><w:t xml:space=\"preserve\">030</w:t></w:r>"), "{main}");
}
