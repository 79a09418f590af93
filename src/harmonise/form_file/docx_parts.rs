//! The parts of a Word document around its body: styles, footer, relations and properties.

use std::io::{Cursor, Write as _};

use anyhow::Result;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

use crate::harmonise::layout::Layout;

use super::colours::{ACCENT, GREY, INK};

const W: &str = "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\" xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"";
const HEAD: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";

const TYPES: &str = "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"><Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/><Default Extension=\"xml\" ContentType=\"application/xml\"/><Override PartName=\"/word/document.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml\"/><Override PartName=\"/word/styles.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.wordprocessingml.styles+xml\"/><Override PartName=\"/word/footer1.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.wordprocessingml.footer+xml\"/><Override PartName=\"/docProps/core.xml\" ContentType=\"application/vnd.openxmlformats-package.core-properties+xml\"/></Types>";

const RELATIONS: &str = "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"rId1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument\" Target=\"word/document.xml\"/><Relationship Id=\"rId2\" Type=\"http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties\" Target=\"docProps/core.xml\"/></Relationships>";

const OF_DOCUMENT: &str = "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"rId1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles\" Target=\"styles.xml\"/><Relationship Id=\"rId2\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/footer\" Target=\"footer1.xml\"/></Relationships>";

/// The document as a file.
pub(super) fn package(body: &str, layout: &Layout, width: u32) -> Result<Vec<u8>> {
    let section = "<w:sectPr><w:footerReference w:type=\"default\" r:id=\"rId2\"/><w:pgSz w:w=\"11906\" w:h=\"16838\"/>\
                   <w:pgMar w:top=\"737\" w:right=\"850\" w:bottom=\"907\" w:left=\"850\" w:header=\"400\" w:footer=\"400\" w:gutter=\"0\"/></w:sectPr>";
    let document = format!("{HEAD}<w:document {W}><w:body>{body}<w:p/>{section}</w:body></w:document>");
    let parts = [
        ("[Content_Types].xml", format!("{HEAD}{TYPES}")),
        ("_rels/.rels", format!("{HEAD}{RELATIONS}")),
        ("word/document.xml", document),
        ("word/_rels/document.xml.rels", format!("{HEAD}{OF_DOCUMENT}")),
        ("word/styles.xml", styles()),
        ("word/footer1.xml", footer(&layout.foot, width)),
        ("docProps/core.xml", properties(&layout.title)),
    ];
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
    for (name, text) in parts {
        zip.start_file(name, options)?;
        zip.write_all(text.as_bytes())?;
    }
    Ok(zip.finish()?.into_inner())
}

/// A style of paragraphs: half points, colour, space before and after in twentieths of a point.
fn style(id: &str, size: u32, colour: &str, space: (u32, u32), bold: bool, more: &str) -> String {
    let bold = if bold { "<w:b/>" } else { "" };
    let (before, after) = space;
    format!(
        "<w:style w:type=\"paragraph\" w:customStyle=\"1\" w:styleId=\"{id}\"><w:name w:val=\"{id}\"/><w:basedOn w:val=\"Standaard\"/>\
         <w:pPr><w:spacing w:before=\"{before}\" w:after=\"{after}\"/>{more}</w:pPr><w:rPr>{bold}<w:color w:val=\"{colour}\"/>\
         <w:sz w:val=\"{size}\"/><w:szCs w:val=\"{size}\"/></w:rPr></w:style>"
    )
}

/// One quiet family of styles, with one colour.
fn styles() -> String {
    let outline = |n: u32| format!("<w:outlineLvl w:val=\"{n}\"/>");
    let all = [
        style("Titel", 36, ACCENT, (0, 40), true, ""),
        style("Kop1", 28, ACCENT, (180, 40), true, &outline(0)),
        style("Kop2", 22, ACCENT, (200, 60), true, &outline(1)),
        style("Vraag", 20, INK, (30, 30), false, ""),
        style("Kolom", 20, ACCENT, (30, 30), true, ""),
        style("Antwoord", 21, "000000", (30, 30), false, ""),
        style("Uitleg", 18, GREY, (30, 30), false, ""),
        style("Inleiding", 19, GREY, (30, 30), false, ""),
        style("Privacy", 19, ACCENT, (30, 30), false, ""),
    ];
    format!(
        "{HEAD}<w:styles {W}><w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii=\"Arial\" w:hAnsi=\"Arial\" w:cs=\"Arial\"/>\
         <w:sz w:val=\"20\"/><w:lang w:val=\"nl-NL\"/></w:rPr></w:rPrDefault></w:docDefaults>\
         <w:style w:type=\"paragraph\" w:default=\"1\" w:styleId=\"Standaard\"><w:name w:val=\"Normal\"/></w:style>{}\
         <w:style w:type=\"character\" w:customStyle=\"1\" w:styleId=\"Vraagtekst\"><w:name w:val=\"Vraagtekst\"/><w:rPr>\
         <w:color w:val=\"6B7478\"/><w:sz w:val=\"18\"/></w:rPr></w:style></w:styles>",
        all.concat()
    )
}

fn footer(foot: &str, width: u32) -> String {
    let field = |code: &str| format!("<w:fldSimple w:instr=\" {code} \"><w:r><w:t>1</w:t></w:r></w:fldSimple>");
    let text = |words: &str| {
        format!("<w:r><w:t xml:space=\"preserve\">{}</w:t></w:r>", crate::document::xml::patch::escape(words))
    };
    format!(
        "{HEAD}<w:ftr {W}><w:p><w:pPr><w:pStyle w:val=\"Uitleg\"/><w:tabs><w:tab w:val=\"right\" w:pos=\"{width}\"/></w:tabs></w:pPr>\
         {}<w:r><w:tab/></w:r>{}{}{}{}</w:p></w:ftr>",
        text(foot),
        text("Pagina "),
        field("PAGE"),
        text(" van "),
        field("NUMPAGES")
    )
}

fn properties(title: &str) -> String {
    format!(
        "{HEAD}<cp:coreProperties xmlns:cp=\"http://schemas.openxmlformats.org/package/2006/metadata/core-properties\" \
         xmlns:dc=\"http://purl.org/dc/elements/1.1/\"><dc:title>{}</dc:title><dc:creator>eenvorm</dc:creator>\
         <dc:language>nl-NL</dc:language></cp:coreProperties>",
        crate::document::xml::patch::escape(title)
    )
}
