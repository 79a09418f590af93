//! The parts of a Word document around its body: styles, footer, relations and properties.

use std::io::{Cursor, Write as _};

use anyhow::Result;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

use crate::harmonise::layout::Layout;

use super::colours::{ACCENT, GREY, INK};

const W: &str = "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\" xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"";
const HEAD: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";

const TYPES: &str = "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"><Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/><Default Extension=\"xml\" ContentType=\"application/xml\"/><Override PartName=\"/word/document.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml\"/><Override PartName=\"/word/styles.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.wordprocessingml.styles+xml\"/><Override PartName=\"/word/settings.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.wordprocessingml.settings+xml\"/><Override PartName=\"/word/footer1.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.wordprocessingml.footer+xml\"/><Override PartName=\"/docProps/core.xml\" ContentType=\"application/vnd.openxmlformats-package.core-properties+xml\"/></Types>";

const RELATIONS: &str = "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"rId1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument\" Target=\"word/document.xml\"/><Relationship Id=\"rId2\" Type=\"http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties\" Target=\"docProps/core.xml\"/></Relationships>";

const OF_DOCUMENT: &str = "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"rId1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles\" Target=\"styles.xml\"/><Relationship Id=\"rId2\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/footer\" Target=\"footer1.xml\"/><Relationship Id=\"rId3\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/settings\" Target=\"settings.xml\"/></Relationships>";

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
        ("word/styles.xml", styles(&layout.title)),
        ("word/settings.xml", settings()),
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

/// A style of paragraphs: half points, colour, space before and after in twentieths of a point. By its name Word knows a
/// heading, whatever its id.
fn style(id: &str, name: &str, size: u32, colour: &str, space: (u32, u32), bold: bool, more: &str) -> String {
    let bold = if bold { "<w:b/>" } else { "" };
    let (before, after) = space;
    let custom = if id == name { " w:customStyle=\"1\"" } else { "" };
    format!(
        "<w:style w:type=\"paragraph\"{custom} w:styleId=\"{id}\"><w:name w:val=\"{name}\"/><w:basedOn w:val=\"Standaard\"/>\
         <w:pPr><w:spacing w:before=\"{before}\" w:after=\"{after}\"/>{more}</w:pPr><w:rPr>{bold}<w:color w:val=\"{colour}\"/>\
         <w:sz w:val=\"{size}\"/><w:szCs w:val=\"{size}\"/></w:rPr></w:style>"
    )
}

/// One quiet family of styles, with one colour.
fn styles(title: &str) -> String {
    // A long title smaller, on one line.
    let size = if title.chars().count() > 36 { 36 } else { 44 };
    let outline = |n: u32| format!("<w:outlineLvl w:val=\"{n}\"/>");
    let all = [
        style("Titel", "Title", size, ACCENT, (0, 40), true, ""),
        style("Kop1", "heading 1", 28, ACCENT, (180, 40), true, &outline(0)),
        style("Kop2", "heading 2", 22, ACCENT, (200, 60), true, &outline(1)),
        style("Vraag", "Vraag", 20, INK, (30, 30), false, ""),
        style("Kolom", "Kolom", 20, ACCENT, (30, 30), true, ""),
        style("Antwoord", "Antwoord", 21, "000000", (30, 30), false, ""),
        style("Uitleg", "Uitleg", 18, GREY, (30, 30), false, ""),
        style("Inleiding", "Inleiding", 19, GREY, (30, 30), false, ""),
        style("Privacy", "Privacy", 19, ACCENT, (30, 30), false, ""),
    ];
    format!(
        "{HEAD}<w:styles {W}><w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii=\"Arial\" w:hAnsi=\"Arial\" w:cs=\"Arial\"/>\
         <w:sz w:val=\"20\"/><w:lang w:val=\"nl-NL\"/></w:rPr></w:rPrDefault>\
         <w:pPrDefault><w:pPr><w:spacing w:line=\"276\" w:lineRule=\"auto\"/></w:pPr></w:pPrDefault></w:docDefaults>\
         <w:style w:type=\"paragraph\" w:default=\"1\" w:styleId=\"Standaard\"><w:name w:val=\"Normal\"/></w:style>{}\
         <w:style w:type=\"character\" w:customStyle=\"1\" w:styleId=\"Vraagtekst\"><w:name w:val=\"Vraagtekst\"/><w:rPr>\
         <w:color w:val=\"{GREY}\"/></w:rPr></w:style></w:styles>",
        all.concat()
    )
}

/// As Word lays it out since 2013, not as older ones did.
fn settings() -> String {
    format!(
        "{HEAD}<w:settings {W}><w:compat><w:compatSetting w:name=\"compatibilityMode\" \
         w:uri=\"http://schemas.microsoft.com/office/word\" w:val=\"15\"/></w:compat></w:settings>"
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
