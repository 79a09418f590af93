//! Pdf forms: what is read of each, what comes back after filling, and what damaged ones do.

#[path = "support/program.rs"]
mod program;

use program::eenvorm;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use eenvorm::document::cells::model::{Document, Edit};
use eenvorm::document::pdf;
use eenvorm::finding::Severity;
use eenvorm::text::content::Content;
use eenvorm::text::place::Place;

fn documents() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/documents")
}

fn bytes(name: &str) -> Vec<u8> {
    fs::read(documents().join(name)).expect(name)
}

/// The cells and named fields of a document, a line each, as in `<name>.cells.txt`.
fn written(document: &Document) -> String {
    let mut lines = String::new();
    for finding in &document.findings {
        let _ = writeln!(lines, "! {} {:?}", finding.code, finding.with);
    }
    for sheet in &document.sheets {
        for cell in &sheet.cells {
            let place = sheet.place(cell.spot).map(|place| place.to_string()).unwrap_or_default();
            let hidden = if cell.hidden { " (verborgen)" } else { "" };
            let content = cell.content.shown().replace('\n', "⏎");
            let _ = writeln!(lines, "{}:{}\t{place}\t{content}{hidden}", cell.spot, cell.end());
        }
        for named in &sheet.named {
            let names = named.names.join(" = ");
            let content = named.content.shown().replace('\n', "⏎");
            let _ =
                writeln!(lines, "@ {}\t{}\t{names}\t{content}\t{}", named.spot, named.place, named.options.join(" | "));
        }
    }
    lines
}

/// `EENVORM_WRITE=1 cargo test` writes the expected cells anew; look at the difference before committing it.
#[test]
fn every_form_reads_as_the_cells_beside_it() {
    let mut wrong = Vec::new();
    let mut seen = 0;
    for entry in fs::read_dir(documents()).expect("tests/documents") {
        let path = entry.expect("an entry").path();
        if path.extension().is_none_or(|extension| extension != "pdf") {
            continue;
        }
        let read = pdf::read(&fs::read(&path).expect("a file"));
        let found = read.map_or_else(|finding| format!("! {}\n", finding.code), |document| written(&document));
        let expected = path.with_extension("cells.txt");
        if std::env::var_os("EENVORM_WRITE").is_some() {
            fs::write(&expected, &found).expect("written");
        }
        if fs::read_to_string(&expected).unwrap_or_default().replace("\r\n", "\n") != found {
            wrong.push(format!("{}\n{found}", path.display()));
        }
        seen += 1;
    }
    assert!(seen >= 13, "{seen} forms");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

fn edit(place: &str, content: Content) -> Edit {
    Edit { place: place.parse().expect(place), content }
}

fn text(place: &str, text: &str) -> Edit {
    edit(place, Content::Text(text.into()))
}

/// What stands at a place, by a cell or by a named field.
fn at(document: &Document, place: &Place) -> Option<Content> {
    let sheet = &document.sheets[0];
    let named = sheet.named.iter().find(|named| named.place == *place).map(|named| named.content.clone());
    named.or_else(|| sheet.cells.iter().find(|c| c.own_place.is(place)).map(|c| c.content.clone()))
}

/// Fills, and checks that the original is a prefix and that every edit reads back.
fn filled(name: &str, edits: &[Edit]) -> Vec<u8> {
    let before = bytes(name);
    let written = pdf::write(&before, edits).expect(name);
    assert!(written.findings.iter().all(|f| f.severity != Severity::Error), "{name}: {:?}", written.findings);
    assert!(written.bytes.starts_with(&before), "{name}: the original stays");
    let after = pdf::read(&written.bytes).expect(name);
    for edit in edits {
        let expected = if edit.content.is_empty() { Content::Empty } else { edit.content.clone() };
        assert_eq!(at(&after, &edit.place), Some(expected), "{name}: {}", edit.place);
    }
    let again = pdf::write(&written.bytes, edits).expect(name);
    assert_eq!(again.bytes, written.bytes, "{name}: filling what stands there changes nothing");
    if let Some(out) = std::env::var_os("EENVORM_OUT") {
        fs::write(Path::new(&out).join(name), &written.bytes).expect("written");
    }
    written.bytes
}

#[test]
fn every_kind_of_field_is_filled_and_reads_back() {
    let prose =
        "Eerste regel met € en ë.\nTweede regel die zo lang is dat hij in dit vak zeker niet op een enkele regel past.";
    let edits = [
        text("veld client.naam", "Łucja Şahin-Căldăraru"),
        text("veld client.bsn", "999990019"),
        text("veld client.geboortedatum", "14-03-1998"),
        text("veld werkgever.sector", "Zorg"),
        text("veld regime", "intensief"),
        edit("veld wajong", Content::Tick(false)),
        edit("veld banenafspraak", Content::Tick(true)),
        text("veld toelichting", prose),
        text("veld zonder.label", "Ja (één plaats)"),
    ];
    for name in ["acroform-benoemd.pdf", "objectstromen.pdf", "gelineariseerd.pdf", "eigenaar-versleuteld.pdf"] {
        filled(name, &edits);
    }
}

#[test]
fn a_form_with_nameless_fields_and_one_that_leaves_drawing_to_the_viewer_are_filled() {
    let nameless = [
        text("veld Text1", "Anna de Vries"),
        edit("veld Check Box1", Content::Tick(true)),
        text("veld Tabel.Rij2.Cel3", "12,5"),
    ];
    filled("acroform-naamloos.pdf", &nameless);
    let inline = [
        edit("veld akkoord", Content::Tick(true)),
        text("veld regime", "zeer licht"),
        text("veld uitleg", "Regel een\nregel twee is wat langer en loopt door"),
    ];
    filled("acroform-ingebed.pdf", &inline);
}

#[test]
fn a_button_of_a_group_is_ticked_by_its_own_place() {
    let edits = [
        edit("veld regime na \"licht\"", Content::Tick(true)),
        edit("veld regime na \"midden\"", Content::Tick(false)),
        edit("veld regime na \"intensief\"", Content::Tick(false)),
    ];
    let after = filled("acroform-benoemd.pdf", &edits);
    let read = pdf::read(&after).expect("a form");
    assert_eq!(at(&read, &"veld regime".parse().expect("a place")), Some(Content::Text("licht".into())));
}

#[test]
fn what_a_field_does_not_take_is_refused_and_the_rest_is_filled() {
    let before = bytes("acroform-benoemd.pdf");
    let cases = [
        (text("veld gemeente", "Elders"), "pdf-field-locked"),
        (text("veld client.bsn", "9999900190"), "pdf-value-too-long"),
        (text("veld werkgever.sector", "Visserij"), "pdf-choice-unknown"),
        (text("veld regime", "zwaar"), "pdf-choice-unknown"),
        (text("veld bestaat niet", "x"), "pdf-no-field"),
        (text("blz 1, regel 3", "x"), "pdf-no-field"),
    ];
    for (edit, code) in cases {
        let place = edit.place.clone();
        let written = pdf::write(&before, &[edit, text("veld client.naam", "Jansen")]).expect("written");
        let found: Vec<_> = written.findings.iter().map(|f| (f.code.as_ref(), f.place.clone())).collect();
        assert_eq!(found, [(code, Some(place))]);
        assert!(written.bytes.len() > before.len());
        let alone = pdf::write(&before, &[text("veld client.naam", "Jansen")]).expect("written");
        assert_eq!(written.bytes, alone.bytes, "{code}");
    }
}

#[test]
fn what_cannot_be_shown_is_said_and_stored_all_the_same() {
    let long = "heel ".repeat(19);
    for (value, code) in [("漢字", "pdf-character-not-shown"), (long.trim(), "pdf-value-cut")] {
        let edits = [text("veld client.naam", value)];
        let written = pdf::write(&bytes("acroform-benoemd.pdf"), &edits).expect("written");
        assert_eq!(written.findings.iter().map(|f| f.code.as_ref()).collect::<Vec<_>>(), [code]);
        let read = pdf::read(&written.bytes).expect("a form");
        assert_eq!(at(&read, &edits[0].place), Some(edits[0].content.clone()));
    }
}

#[test]
fn every_field_object_of_one_name_gets_the_answer() {
    let folder = tempfile::tempdir().expect("a folder");
    let out = folder.path().join("uit");
    let filled = eenvorm()
        .args(["fill", "--form", "isd-kompas/aanvraag", "fixtures/isd-kompas/aanvraag/volledig.pdf", "--blank"])
        .arg("tests/filling_cases/two-fields-of-one-name-blank.pdf")
        .arg("-o")
        .arg(&out)
        .output()
        .expect("the program runs");
    assert_eq!(filled.status.code(), Some(0), "{}", String::from_utf8_lossy(&filled.stderr));
    let file = std::fs::read_dir(&out).expect("the folder").next().expect("a form").expect("a form").path();
    let pdf = lopdf::Document::load(file).expect("a pdf");
    let fields = pdf.objects.values().filter_map(|object| object.as_dict().ok());
    let named =
        fields.filter(|field| field.get(b"T").is_ok_and(|name| name.as_str().is_ok_and(|name| name == b"Text4")));
    let values: Vec<String> =
        named.map(|field| field.get(b"V").and_then(lopdf::decode_text_string).unwrap_or_default()).collect();
    assert_eq!(values, ["999300441", "999300441"]);
}
