//! What filling a workbook does to what stands around a cell: fonts, formulas, boxes, and what it says beforehand.

use std::io::{Cursor, Read, Write};

use eenvorm::document::cells::model::Format;
use eenvorm::document::filling::constraints::NumberShape;
use eenvorm::document::spreadsheet::condition::Condition;
use eenvorm::document::write;
use eenvorm::text::content::{Content, strike};
use jiff::civil::Date;

use crate::filled_files::{asked, codes, fill, said, text};

#[path = "support/filled_files.rs"]
mod filled_files;

const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const RELATIONS: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const PACKAGE: &str = "http://schemas.openxmlformats.org/package/2006/relationships";

fn zipped(parts: &[(&str, String)]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in parts {
        zip.start_file(*name, zip::write::SimpleFileOptions::default()).expect("a part");
        zip.write_all(text.as_bytes()).expect("its text");
    }
    zip.finish().expect("a zip").into_inner()
}

fn part(bytes: &[u8], name: &str) -> String {
    let mut zip = zip::ZipArchive::new(Cursor::new(bytes)).expect("a zip");
    let mut text = String::new();
    zip.by_name(name).expect(name).read_to_string(&mut text).expect("text");
    text
}

fn relations(of: &[(&str, &str, &str)]) -> String {
    let of: String = of
        .iter()
        .map(|(id, kind, target)| {
            format!("<Relationship Id=\"{id}\" Type=\"{RELATIONS}/{kind}\" Target=\"{target}\"/>")
        })
        .collect();
    format!("<Relationships xmlns=\"{PACKAGE}\">{of}</Relationships>")
}

/// A workbook with the sheets `Blad1` and, hidden, `Lijst`; `more` are other parts.
fn workbook(sheet: &str, names: &str, more: &[(&str, String)]) -> Vec<u8> {
    let list = "<worksheet><sheetData><row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>licht</t></is></c></row>\
                <row r=\"2\"><c r=\"A2\" t=\"inlineStr\"><is><t>midden</t></is></c></row></sheetData></worksheet>";
    let mut parts = vec![
        ("[Content_Types].xml", "<Types><Override ContentType=\"spreadsheetml.sheet.main+xml\"/></Types>".to_owned()),
        ("_rels/.rels", relations(&[("rId1", "officeDocument", "xl/workbook.xml")])),
        (
            "xl/workbook.xml",
            format!(
                "<workbook xmlns=\"{MAIN}\" xmlns:r=\"{RELATIONS}\"><sheets><sheet name=\"Blad1\" sheetId=\"1\" r:id=\"rId1\"/>\
                 <sheet name=\"Lijst\" sheetId=\"2\" state=\"hidden\" r:id=\"rId2\"/></sheets>{names}<oleSize ref=\"A1\"/></workbook>"
            ),
        ),
        (
            "xl/_rels/workbook.xml.rels",
            relations(&[
                ("rId1", "worksheet", "worksheets/blad.xml"),
                ("rId2", "worksheet", "worksheets/lijst.xml"),
                ("rId3", "styles", "styles.xml"),
                ("rId4", "sharedStrings", "sharedStrings.xml"),
            ]),
        ),
        (
            "xl/styles.xml",
            "<styleSheet><fonts><font><sz val=\"11\"/><name val=\"Arial\"/></font><font><strike/><sz val=\"9\"/></font></fonts>\
             <cellXfs><xf/><xf numFmtId=\"14\"/><xf fontId=\"1\"/><xf numFmtId=\"10\"><protection locked=\"0\"/></xf></cellXfs></styleSheet>"
                .to_owned(),
        ),
        (
            "xl/sharedStrings.xml",
            "<sst><si><t>x</t></si><si><r><rPr><b/><sz val=\"8\"/></rPr><t xml:space=\"preserve\">Akkoord: </t></r>\
             <r><t>ja / nee</t></r></si></sst>"
                .to_owned(),
        ),
        ("xl/worksheets/blad.xml", sheet.to_owned()),
        ("xl/worksheets/lijst.xml", list.to_owned()),
    ];
    parts.extend(more.iter().map(|(name, text)| (*name, text.clone())));
    zipped(&parts)
}

#[test]
fn only_the_cell_changes_whatever_the_prefix() {
    for (sheet, edits, new) in [
        (
            "<x:worksheet xmlns:x=\"main\"><x:dimension ref=\"B2\"/><x:cols><x:col min=\"4\" max=\"4\" style=\"1\"/></x:cols>\
             <x:sheetData><x:row r=\"2\" spans=\"2:2\"><x:c r=\"B2\" s=\"2\"/></x:row></x:sheetData></x:worksheet>",
            vec![
                ("Blad1!B1", Content::Number(1.5)),
                ("Blad1!D2", Content::Date(Date::constant(2026, 3, 1))),
                ("Blad1!B2", text("a<b")),
            ],
            "<x:worksheet xmlns:x=\"main\"><x:dimension ref=\"B1:D2\"/><x:cols><x:col min=\"4\" max=\"4\" style=\"1\"/></x:cols>\
             <x:sheetData><x:row r=\"1\"><x:c r=\"B1\"><x:v>1.5</x:v></x:c></x:row><x:row r=\"2\" spans=\"2:4\">\
             <x:c r=\"B2\" s=\"2\" t=\"inlineStr\"><x:is><x:r><x:rPr><x:sz val=\"9\"/></x:rPr><x:t xml:space=\"preserve\">a&lt;b</x:t></x:r></x:is></x:c>\
             <x:c r=\"D2\" s=\"1\"><x:v>46082</x:v></x:c></x:row></x:sheetData></x:worksheet>",
        ),
        (
            "<worksheet><sheetData/></worksheet>",
            vec![("Blad1!A1", text("")), ("Blad1!C9", Content::Percent(0.5)), ("Blad1!A9", Content::Number(2.0))],
            "<worksheet><sheetData><row r=\"9\"><c r=\"A9\"><v>2</v></c><c r=\"C9\" t=\"inlineStr\"><is>\
             <t xml:space=\"preserve\">50%</t></is></c></row></sheetData></worksheet>",
        ),
        (
            "<worksheet><sheetData><row r=\"1\" s=\"3\" customFormat=\"1\"/><row r=\"3\" ht=\"9\"></row></sheetData>\
             <mergeCells><mergeCell ref=\"B1:C3\"/></mergeCells></worksheet>",
            vec![("Blad1!C3", Content::Percent(0.5)), ("Blad1!A3", Content::Empty), ("Blad1!D3", Content::Number(1.0))],
            "<worksheet><sheetData><row r=\"1\" s=\"3\" customFormat=\"1\"><c r=\"B1\" s=\"3\"><v>0.5</v></c></row>\
             <row r=\"3\" ht=\"9\"><c r=\"D3\"><v>1</v></c></row></sheetData>\
             <mergeCells><mergeCell ref=\"B1:C3\"/></mergeCells></worksheet>",
        ),
    ] {
        let written = fill(&workbook(sheet, "", &[]), Format::Xlsx, &edits);
        assert_eq!(part(&written.bytes, "xl/worksheets/blad.xml"), new);
        assert!(codes(&written).is_empty());
    }
}

#[test]
fn words_keep_the_fonts_they_have() {
    let sheet = "<worksheet><sheetData><row r=\"1\"><c r=\"A1\" t=\"s\"><v>1</v></c><c r=\"B1\" s=\"2\" t=\"s\"><v>0</v></c></row></sheetData></worksheet>";
    let struck = format!("Akkoord: ja / {}", strike("nee"));
    let written =
        fill(&workbook(sheet, "", &[]), Format::Xlsx, &[("Blad1!A1", text(&struck)), ("Blad1!B1", text("x"))]);
    let new = part(&written.bytes, "xl/worksheets/blad.xml");
    let runs = "<is><r><rPr><b/><sz val=\"8\"/></rPr><t xml:space=\"preserve\">Akkoord: </t></r>\
                <r><t xml:space=\"preserve\">ja / </t></r>\
                <r><rPr><strike/><sz val=\"11\"/><rFont val=\"Arial\"/></rPr><t xml:space=\"preserve\">nee</t></r></is>";
    assert!(new.contains(runs), "{new}");
    assert_eq!(said(&written.bytes, "Blad1!A1"), text(&struck));
    assert_eq!(said(&written.bytes, "Blad1!B1"), text("x"), "no longer struck out");
    let after = fill(&written.bytes, Format::Xlsx, &[("Blad1!A1 na \"Akkoord\"", text("nee"))]);
    assert_eq!(said(&after.bytes, "Blad1!A1"), text("Akkoord: nee"));
}

#[test]
fn formulas_stay_and_are_calculated_on_opening() {
    let sheet = "<worksheet><sheetData><row r=\"1\"><c r=\"A1\"><v>1</v></c><c r=\"B1\"><f>A1*2</f><v>2</v></c>\
                 <c r=\"C1\"><f t=\"array\" ref=\"C1:D1\">A1:B1</f><v>1</v></c><c r=\"D1\"><v>2</v></c>\
                 <c r=\"E1\"><f>Z1+5</f><v>5</v></c></row></sheetData></worksheet>";
    let form = workbook(sheet, "<definedNames/>", &[]);
    let edits =
        [("Blad1!A1", Content::Number(3.0)), ("Blad1!B1", text("6")), ("Blad1!D1", text("x")), ("Blad2!A1", text("x"))];
    let written = fill(&form, Format::Xlsx, &edits);
    assert_eq!(
        codes(&written),
        ["formula-not-overwritten", "formula-not-overwritten", "place-not-here", "totals-stale"]
    );
    let book = part(&written.bytes, "xl/workbook.xml");
    assert!(book.contains("<definedNames/><calcPr fullCalcOnLoad=\"1\"/><oleSize ref=\"A1\"/>"), "{book}");
    let without = sheet.replacen("<v>1</v>", "<v>3</v>", 1).replace("<v>1</v>", "").replace("<v>2</v>", "");
    assert_eq!(part(&written.bytes, "xl/worksheets/blad.xml"), without, "only what follows from A1 is taken out");
    assert_eq!(said(&written.bytes, "Blad1!B1"), Content::Empty);
    assert_eq!(said(&written.bytes, "Blad1!E1"), Content::Number(5.0));
}

#[test]
fn the_heads_of_tables_stay() {
    let sheet = "<worksheet><sheetData><row r=\"1\"><c r=\"A1\"><v>1</v></c></row></sheetData></worksheet>";
    let more = [
        ("xl/worksheets/_rels/blad.xml.rels", relations(&[("rId1", "table", "../tables/table1.xml")])),
        ("xl/tables/table1.xml", "<table ref=\"A1:B4\"/>".to_owned()),
    ];
    let form = workbook(sheet, "", &more);
    let written = fill(&form, Format::Xlsx, &[("Blad1!A1", text("x")), ("Blad1!A2", text("y"))]);
    assert_eq!(codes(&written), ["table-head-kept"]);
    assert_eq!(said(&written.bytes, "Blad1!A1"), Content::Number(1.0));
    assert_eq!(said(&written.bytes, "Blad1!A2"), text("y"));
}

#[test]
fn a_box_its_cell_and_its_drawing_agree() {
    let sheet = format!(
        "<worksheet xmlns:r=\"{RELATIONS}\"><sheetData/><legacyDrawing r:id=\"rId2\"/><controls>\
         <control shapeId=\"1025\" r:id=\"rId1\" name=\"Vakje\"/></controls></worksheet>"
    );
    let more = [
        (
            "xl/worksheets/_rels/blad.xml.rels",
            relations(&[("rId1", "ctrlProp", "../ctrlProps/ctrlProp1.xml"), ("rId2", "vmlDrawing", "../drawings/vml1.vml")]),
        ),
        ("xl/ctrlProps/ctrlProp1.xml", "<formControlPr objectType=\"CheckBox\" fmlaLink=\"$C$5\"/>".to_owned()),
        (
            "xl/drawings/vml1.vml",
            "<xml><v:shape id=\"_x0000_s1025\"><x:ClientData ObjectType=\"Checkbox\"><x:FmlaLink>$C$5</x:FmlaLink></x:ClientData></v:shape></xml>"
                .to_owned(),
        ),
    ];
    let form = workbook(&sheet, "", &more);
    assert_eq!(asked(&form, Format::Xlsx, &["Blad1!C5"])[0].like, NumberShape::Tick);
    let written = fill(&form, Format::Xlsx, &[("Blad1!C5", Content::Tick(true))]);
    assert_eq!(said(&written.bytes, "Blad1!C5"), Content::Tick(true));
    assert!(part(&written.bytes, "xl/worksheets/blad.xml").contains("<c r=\"C5\" t=\"b\"><v>1</v></c>"));
    assert!(part(&written.bytes, "xl/ctrlProps/ctrlProp1.xml").contains("checked=\"Checked\""));
    assert!(part(&written.bytes, "xl/drawings/vml1.vml").contains("<x:Checked>1</x:Checked></x:ClientData>"));
    let back = fill(&written.bytes, Format::Xlsx, &[("Blad1!C5", Content::Tick(false))]);
    assert_eq!(part(&back.bytes, "xl/drawings/vml1.vml"), more[2].1);
    assert_eq!(part(&back.bytes, "xl/ctrlProps/ctrlProp1.xml"), more[1].1);
}

#[test]
fn a_target_says_what_it_takes() {
    let sheet = "<worksheet><sheetData><row r=\"1\"><c r=\"A1\" s=\"1\"/><c r=\"B1\" s=\"3\"/><c r=\"C1\"><f>1</f></c></row></sheetData>\
         <sheetProtection sheet=\"1\"/><dataValidations>\
         <dataValidation type=\"list\" showErrorMessage=\"1\" sqref=\"A2 A9:B10\"><formula1>\"ja, nee\"</formula1></dataValidation>\
         <dataValidation type=\"list\" sqref=\"A3\"><formula1>Lijst!$A$1:$A$2</formula1></dataValidation>\
         <dataValidation type=\"list\" sqref=\"A4\"><formula1>Regimes</formula1></dataValidation>\
         <dataValidation type=\"list\" sqref=\"A5\"><formula1>INDIRECT(B1)</formula1></dataValidation>\
         <dataValidation type=\"textLength\" operator=\"lessThanOrEqual\" showErrorMessage=\"1\" sqref=\"A6\"><formula1>40</formula1></dataValidation>\
         </dataValidations><extLst><ext><x14:dataValidations><x14:dataValidation type=\"list\"><x14:formula1><xm:f>Lijst!$A:$A</xm:f>\
         </x14:formula1><xm:sqref>A7</xm:sqref></x14:dataValidation></x14:dataValidations></ext></extLst></worksheet>";
    let form = workbook(
        sheet,
        "<definedNames><definedName name=\"regimes\">Lijst!$A$1:$A$2</definedName></definedNames>",
        &[],
    );
    let places =
        ["Blad1!A1", "Blad1!B1", "Blad1!C1", "Blad1!B10", "Blad1!A3", "Blad1!A4", "Blad1!A5", "Blad1!A6", "Blad1!A7"];
    let found = asked(&form, Format::Xlsx, &places);
    let like: Vec<_> = found[..3].iter().map(|t| (t.like, t.locked, t.formula)).collect();
    assert_eq!(
        like,
        [(NumberShape::Day, true, false), (NumberShape::Percent, false, false), (NumberShape::Any, true, true)]
    );
    let lists: Vec<Option<String>> = found[3..].iter().map(|t| t.list.as_ref().map(|list| list.join("|"))).collect();
    let levels = Some("licht|midden".to_owned());
    assert_eq!(lists, [Some("ja|nee".to_owned()), levels.clone(), levels.clone(), None, None, levels]);
    assert_eq!((found[3].only_list, found[4].only_list), (true, false));
    assert_eq!(found[7].conditions, [Condition::at_most(40)]);
}

#[test]
fn what_cannot_be_filled_says_what_to_do() {
    for format in [Format::Xls, Format::Xlsb, Format::Csv] {
        let finding = write(b"", format, &[]).expect_err("not filled");
        assert_eq!(finding.code, "format-not-filled");
        assert!(finding.hint(eenvorm::finding::Lang::Nl).is_some());
    }
    let sheet = "<worksheet><sheetData/></worksheet>";
    let long = fill(&workbook(sheet, "", &[]), Format::Xlsx, &[("Blad1!A1", text(&"a".repeat(32_768)))]);
    assert_eq!(codes(&long), ["text-too-long"]);
    let here =
        fill(&workbook(sheet, "", &[]), Format::Xlsx, &[("alinea 3", text("a")), ("Blad1!A1 na \"Naam\"", text("a"))]);
    assert_eq!(codes(&here), ["place-not-here", "place-not-here"]);
}
