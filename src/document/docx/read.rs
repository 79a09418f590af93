//! Reads a Word document as sheets: its body, its headers and footers, and its text boxes.

use crate::document::cells::model::{Document, Format};
use crate::document::docx::bullets::Bullets;
use crate::document::docx::data_binding::Stores;
use crate::document::docx::flow::{PartSheet, lay};
use crate::document::docx::parts::{self, Part};
use crate::document::docx::styles::Styles;
use crate::document::file::package::Package;
use crate::document::text_document::field_names::Naming;
use crate::document::xml::tree::{NodeId, Tree};
use crate::finding::Finding;

/// The name of the sheet that holds the body.
const BODY: &str = "tekst";

/// A part laid out: its sheets, the body first, and the second wordings of its text boxes.
pub(super) struct DocumentPart<'x> {
    pub(super) tree: Tree<'x>,
    pub(super) sheets: Vec<PartSheet>,
    /// The same text boxes once more, for older programs; written, not read.
    pub(super) twins: Vec<PartSheet>,
}

/// A Word document as sheets of cells.
pub(super) fn document(mut package: Package) -> Result<Document, Finding> {
    let parts = parts::load(&mut package)?;
    let stores = stores(&mut package, &parts)?;
    let mut sheets = Vec::new();
    let mut findings = Vec::new();
    let mut notes = 0;
    for laid_part in laid_out(&parts, &stores)? {
        for mut laid in laid_part.sheets {
            notes += laid.notes;
            findings.append(&mut laid.beside);
            findings.extend(laid.hides.iter().map(|p| Finding::new("hidden-text").place(p.clone())));
            if &*laid.sheet.name == BODY || !laid.is_blank() {
                sheets.push(laid.sheet);
            }
        }
    }
    if notes > 0 {
        findings.push(Finding::new("footnotes-ignored").with("count", notes));
    }
    Ok(Document { format: Format::Docx, sheets, findings })
}

/// The styles, the boxes of lists, and the stores of bound values where a control is bound at all.
pub(super) fn stores(package: &mut Package, parts: &[Part]) -> Result<Stores, Finding> {
    let bound = parts.iter().any(|p| p.text.contains("dataBinding"));
    let mut stores = if bound { Stores::load(package)? } else { Stores::default() };
    stores.styles = Styles::load(package, parts)?;
    stores.bullets = Bullets::load(package, parts)?;
    Ok(stores)
}

/// Lays out all parts, in order.
pub(super) fn laid_out<'x>(parts: &'x [Part], stores: &Stores) -> Result<Vec<DocumentPart<'x>>, Finding> {
    let mut naming = Naming::default();
    let mut boxes = 0;
    parts.iter().map(|part| laid_part(part, stores, &mut naming, &mut boxes)).collect()
}

fn laid_part<'x>(
    part: &'x Part,
    stores: &Stores,
    naming: &mut Naming,
    boxes: &mut u32,
) -> Result<DocumentPart<'x>, Finding> {
    let tree = Tree::parse(&part.text, &part.name)?;
    let mut laid_part = DocumentPart { tree, sheets: Vec::new(), twins: Vec::new() };
    let tree = &laid_part.tree;
    let Some(root) = body(tree) else { return Err(Finding::new("damaged-part").with("part", &part.name)) };
    let name = part.title.as_deref().unwrap_or(BODY);
    let first = lay(tree, stores, naming, (root, name, part.title.is_some()))?;
    let mut queue = first.boxes.clone();
    laid_part.sheets.push(first);
    let mut at = 0;
    while let Some(&(node, twin)) = queue.get(at) {
        at += 1;
        *boxes += 1;
        let name = format!("tekstvak {boxes}");
        if let Some(twin) = twin {
            laid_part.twins.push(lay(tree, stores, &mut naming.clone(), (twin, &name, true))?);
        }
        let laid = lay(tree, stores, naming, (node, &name, true))?;
        queue.extend(laid.boxes.iter().copied());
        laid_part.sheets.push(laid);
    }
    Ok(laid_part)
}

/// The element that holds the blocks: the body, or the root of a header or footer.
fn body(tree: &Tree<'_>) -> Option<NodeId> {
    let root = tree.root()?;
    match tree.w_name(root) {
        "document" => tree.child(root, "body"),
        "hdr" | "ftr" => Some(root),
        _ => None,
    }
}
