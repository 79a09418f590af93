//! The parts of an OpenDocument spreadsheet around its cells: looks, the page with its footer, properties.

use std::fmt::Write as _;

use crate::document::xml::patch::escape;

use super::colours::{ACCENT, GREY, INK, LINE, PALE};
use super::sheet::{CellLook, NumberShape};

pub(super) const HEAD: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";

/// The names that the parts use, and the version of the format.
pub(super) fn content_type() -> String {
    let names = [
        ("office", "office"),
        ("style", "style"),
        ("text", "text"),
        ("table", "table"),
        ("number", "datastyle"),
        ("fo", "xsl-fo-compatible"),
        ("meta", "meta"),
        ("config", "config"),
    ];
    let mut out: String = names
        .iter()
        .map(|(name, part)| format!("xmlns:{name}=\"urn:oasis:names:tc:opendocument:xmlns:{part}:1.0\" "))
        .collect();
    out += "xmlns:of=\"urn:oasis:names:tc:opendocument:xmlns:of:1.2\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\" \
            office:version=\"1.3\"";
    out
}

const LOOKS: [CellLook; 17] = [
    CellLook::Title,
    CellLook::Intro,
    CellLook::How,
    CellLook::Privacy,
    CellLook::Part,
    CellLook::Help,
    CellLook::Block,
    CellLook::Column,
    CellLook::Question,
    CellLook::CoreQuestion,
    CellLook::Room,
    CellLook::Prose,
    CellLook::Answer(NumberShape::AsTyped),
    CellLook::Answer(NumberShape::Letters),
    CellLook::Answer(NumberShape::Date),
    CellLook::Answer(NumberShape::Hours),
    CellLook::Answer(NumberShape::Euro),
];

/// The name of the style of a look.
pub(super) fn cell_style(look: CellLook) -> String {
    format!("ce{}", LOOKS.iter().position(|known| *known == look).unwrap_or(0))
}

/// What tells one look from another.
struct CellStyle {
    size: f64,
    colour: &'static str,
    bold: bool,
    fill: Option<&'static str>,
    boxed: bool,
    shape: Option<&'static str>,
    answer: bool,
}

fn style(look: CellLook) -> CellStyle {
    let text = |size: f64, colour: &'static str| CellStyle {
        size,
        colour,
        bold: false,
        fill: None,
        boxed: false,
        shape: None,
        answer: false,
    };
    let pale = |style: CellStyle| CellStyle { fill: Some(PALE), ..style };
    let boxed = |style: CellStyle| CellStyle { boxed: true, ..style };
    let bold = |style: CellStyle| CellStyle { bold: true, ..style };
    let answer = |shape: Option<&'static str>| CellStyle { shape, answer: true, ..boxed(text(10.5, "000000")) };
    match look {
        CellLook::Title => bold(text(20.0, ACCENT)),
        CellLook::Intro => text(10.5, GREY),
        CellLook::How | CellLook::Help => text(9.0, GREY),
        CellLook::Privacy => text(9.0, ACCENT),
        CellLook::Part => CellStyle { fill: Some(ACCENT), ..bold(text(13.0, "FFFFFF")) },
        CellLook::Block => pale(bold(text(11.0, ACCENT))),
        CellLook::Column => boxed(pale(bold(text(10.0, ACCENT)))),
        CellLook::Question => boxed(pale(text(10.0, INK))),
        CellLook::CoreQuestion => boxed(pale(bold(text(10.0, INK)))),
        CellLook::Room => boxed(text(10.0, INK)),
        CellLook::Prose => answer(None),
        CellLook::Answer(shape) => answer(match shape {
            NumberShape::AsTyped => None,
            NumberShape::Letters => Some("letters"),
            NumberShape::Date => Some("date"),
            NumberShape::Hours => Some("hours"),
            NumberShape::Euro => Some("euro"),
        }),
    }
}

/// How numbers are shown, then a style a look, and whether a sheet is shown.
pub(super) fn cell_styles() -> String {
    let mut out = String::from(
        "<number:text-style style:name=\"letters\"><number:text-content/></number:text-style>\
         <number:date-style style:name=\"date\"><number:day number:style=\"long\"/><number:text>-</number:text>\
         <number:month number:style=\"long\"/><number:text>-</number:text><number:year number:style=\"long\"/></number:date-style>\
         <number:number-style style:name=\"hours\"><number:number number:decimal-places=\"2\" \
         number:min-decimal-places=\"2\" number:min-integer-digits=\"1\"/></number:number-style>\
         <number:number-style style:name=\"euro\"><number:text>€ </number:text><number:number number:decimal-places=\"2\" \
         number:min-decimal-places=\"2\" number:min-integer-digits=\"1\" number:grouping=\"true\"/></number:number-style>",
    );
    for look in LOOKS {
        let CellStyle { size, colour, bold, fill, boxed, shape, answer } = style(look);
        let name = cell_style(look);
        let shape = shape.map_or_else(String::new, |shape| format!(" style:data-style-name=\"{shape}\""));
        let fill = fill.map_or_else(String::new, |fill| format!(" fo:background-color=\"#{fill}\""));
        let border = if boxed { format!(" fo:border=\"0.75pt solid #{LINE}\"") } else { String::new() };
        let lock = if answer { " style:cell-protect=\"none\"" } else { "" };
        let align = if look == CellLook::Prose { "top" } else { "middle" };
        let weight = if bold { " fo:font-weight=\"bold\"" } else { "" };
        let slant = if look == CellLook::Help { " fo:font-style=\"italic\"" } else { "" };
        let _ = write!(
            out,
            "<style:style style:name=\"{name}\" style:family=\"table-cell\" style:parent-style-name=\"Default\"{shape}>\
             <style:table-cell-properties{fill}{border}{lock} fo:wrap-option=\"wrap\" style:vertical-align=\"{align}\" \
             style:text-align-source=\"fix\"/><style:paragraph-properties fo:text-align=\"start\"/>\
             <style:text-properties style:font-name=\"Arial\" fo:font-size=\"{size}pt\" fo:color=\"#{colour}\"{weight}{slant}/>\
             </style:style>"
        );
    }
    for (name, shown) in [("shown", true), ("hidden", false)] {
        let _ = write!(
            out,
            "<style:style style:name=\"{name}\" style:family=\"table\" style:master-page-name=\"Form\">\
             <style:table-properties table:display=\"{shown}\"/></style:style>"
        );
    }
    out
}

/// The default look, and the page with its footer.
pub(super) fn look_styles(foot: &str) -> String {
    let face = "<office:font-face-decls><style:font-face style:name=\"Arial\" \
                xmlns:svg=\"urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0\" svg:font-family=\"Arial\"/></office:font-face-decls>";
    format!(
        "{HEAD}<office:document-styles {}>{face}<office:styles><style:default-style style:family=\"table-cell\">\
         <style:text-properties style:font-name=\"Arial\" fo:font-size=\"10pt\" fo:language=\"nl\" fo:country=\"NL\"/></style:default-style>\
         <style:style style:name=\"Default\" style:family=\"table-cell\"/></office:styles><office:automatic-styles>\
         <style:page-layout style:name=\"A4\"><style:page-layout-properties fo:page-width=\"210mm\" fo:page-height=\"297mm\" \
         style:print-orientation=\"portrait\" fo:margin-top=\"0.6in\" fo:margin-bottom=\"0.3in\" fo:margin-left=\"0.55in\" \
         fo:margin-right=\"0.55in\" style:scale-to-X=\"1\"/><style:header-style/><style:footer-style>\
         <style:header-footer-properties fo:min-height=\"0.4in\" fo:margin-left=\"0in\" \
         fo:margin-right=\"0in\" fo:margin-top=\"0.2in\"/></style:footer-style></style:page-layout>\
         <style:style style:name=\"foot\" style:family=\"text\"><style:text-properties fo:font-size=\"8pt\"/></style:style>\
         </office:automatic-styles><office:master-styles><style:master-page style:name=\"Form\" style:page-layout-name=\"A4\">\
         <style:header style:display=\"false\"/><style:footer><style:region-left><text:p><text:span text:style-name=\"foot\">{}</text:span></text:p>\
         </style:region-left><style:region-right><text:p><text:span text:style-name=\"foot\">Pagina <text:page-number>1</text:page-number> van \
         <text:page-count>1</text:page-count></text:span></text:p></style:region-right></style:footer></style:master-page>\
         </office:master-styles></office:document-styles>",
        content_type(),
        escape(foot)
    )
}

pub(super) fn meta(title: &str) -> String {
    format!(
        "{HEAD}<office:document-meta {}><office:meta><dc:title>{}</dc:title><meta:initial-creator>eenvorm</meta:initial-creator>\
         <dc:language>nl-NL</dc:language></office:meta></office:document-meta>",
        content_type(),
        escape(title)
    )
}

/// The first row stays in sight, and no lines stand between the cells.
pub(super) fn settings(sheet: &str) -> String {
    let item = |name: &str, kind: &str, value: &str| {
        format!("<config:config-item config:name=\"{name}\" config:type=\"{kind}\">{value}</config:config-item>")
    };
    let frozen = [
        item("VerticalSplitMode", "short", "2"),
        item("VerticalSplitPosition", "int", "1"),
        item("PositionBottom", "int", "1"),
        item("ShowGrid", "boolean", "false"),
    ]
    .concat();
    format!(
        "{HEAD}<office:document-settings {}><office:settings><config:config-item-set config:name=\"ooo:view-settings\">\
         <config:config-item-map-indexed config:name=\"Views\"><config:config-item-map-entry>{}\
         <config:config-item-map-named config:name=\"Tables\"><config:config-item-map-entry config:name=\"{}\">{frozen}\
         </config:config-item-map-entry></config:config-item-map-named>{}</config:config-item-map-entry></config:config-item-map-indexed>\
         </config:config-item-set></office:settings></office:document-settings>",
        content_type(),
        item("ViewId", "string", "view1"),
        escape(sheet),
        item("ShowGrid", "boolean", "false")
    )
}

pub(super) fn manifest() -> String {
    let entry = |path: &str, kind: &str| {
        format!("<manifest:file-entry manifest:full-path=\"{path}\" manifest:media-type=\"{kind}\"/>")
    };
    let parts: String =
        ["content.xml", "styles.xml", "meta.xml", "settings.xml"].iter().map(|path| entry(path, "text/xml")).collect();
    format!(
        "{HEAD}<manifest:manifest xmlns:manifest=\"urn:oasis:names:tc:opendocument:xmlns:manifest:1.0\" manifest:version=\"1.3\">\
         {}{parts}</manifest:manifest>",
        entry("/", "application/vnd.oasis.opendocument.spreadsheet")
    )
}
