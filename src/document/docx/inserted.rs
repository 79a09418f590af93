//! Documents that Word takes over only when it opens the file (`w:altChunk`): their paragraphs and tables stand in for them.
//!
//! A page, a saved page (mht), a plain text and another Word document are taken over as Word does it; another kind stays as
//! it is, and is said where it stands.

use mail_parser::MessageParser;

use crate::document::docx::elements::is_transparent_block;
use crate::document::docx::inserted_blocks::{Blocks, DEEPEST};
use crate::document::docx::inserted_page;
use crate::document::docx::relations::{relations, resolve};
use crate::document::file::encoding::Writing;
use crate::document::file::package::Package;
use crate::document::xml::namespace::Ns;
use crate::document::xml::patch::Splices;
use crate::document::xml::tree::{NodeId, Tree};
use crate::finding::Finding;

/// The most documents that are taken over into one part, and how large one may be.
const MOST: usize = 100;
const LONGEST: usize = 4 << 20;

/// A part with the paragraphs and tables of what is inserted in it.
pub(super) fn taken_over(package: &mut Package, part: &str, text: String) -> Result<String, Finding> {
    if !text.contains("altChunk") {
        return Ok(text);
    }
    let targets = relations(package, part)?;
    let tree = Tree::parse(&text, part)?;
    let mut patch = Splices::default();
    let all = tree.root().map(|root| tree.within(root)).unwrap_or_default();
    for id in all.filter(|id| tree.expanded_name(*id) == (Ns::Word, "altChunk")).take(MOST) {
        let Some(named) = tree.attr(id, "id") else { continue };
        let Some((_, target)) = targets.iter().map(|(id, _, target)| (id, target)).find(|(id, _)| **id == *named)
        else {
            continue;
        };
        let name = resolve(part, target);
        if !package.has(&name) {
            continue;
        }
        let Some(bytes) = package.bytes(&name).ok().filter(|bytes| bytes.len() <= LONGEST) else { continue };
        if let Some(blocks) = blocks(&name, &bytes) {
            patch.put(tree.span(id), blocks.written(prefix(&tree, id)));
        }
    }
    Ok(if patch.is_empty() { text } else { patch.apply(tree.source) })
}

/// The prefix under which a part writes its own elements.
fn prefix<'x>(tree: &Tree<'x>, id: NodeId) -> &'x str {
    tree.written(id).split_once(':').map_or("", |(prefix, _)| prefix)
}

/// What a document says, by what it is.
fn blocks(name: &str, bytes: &[u8]) -> Option<Blocks> {
    let ends = |ending: &str| name.to_ascii_lowercase().ends_with(ending);
    if bytes.starts_with(b"PK\x03\x04") {
        return document(bytes);
    }
    let text = Writing::text(bytes);
    let start = text.trim_start();
    let head = start[..start.floor_char_boundary(4096)].to_lowercase();
    if head.starts_with("mime-version:") || head.contains("\ncontent-type: multipart/") {
        let parsed = MessageParser::default().parse(bytes)?;
        return parsed.body_html(0).map(|page| inserted_page::blocks(&page));
    }
    if head.starts_with('<') && !head.starts_with("<?xml") || head.contains("<html") || ends("html") || ends(".htm") {
        return Some(inserted_page::blocks(&text));
    }
    if head.starts_with("{\\rtf") || head.starts_with("<?xml") {
        return None;
    }
    let mut blocks = Blocks::default();
    text.lines().for_each(|line| blocks.paragraph(line));
    Some(blocks)
}

/// The paragraphs and tables of another Word document.
fn document(bytes: &[u8]) -> Option<Blocks> {
    let mut package = Package::text_document(bytes).ok()?;
    let text = package.text("word/document.xml").ok()?;
    let tree = Tree::parse(&text, "word/document.xml").ok()?;
    let body = tree.root().and_then(|root| tree.child(root, "body"))?;
    let mut blocks = Blocks::default();
    walk(&tree, body, 0, &mut blocks);
    Some(blocks)
}

fn walk(tree: &Tree<'_>, id: NodeId, depth: usize, blocks: &mut Blocks) {
    if depth > DEEPEST {
        return;
    }
    for child in tree.children(id) {
        match tree.expanded_name(child) {
            (Ns::Word, "p") => blocks.paragraph(&words(tree, child)),
            (Ns::Word, part @ ("tbl" | "tr" | "tc")) => {
                blocks.open(part);
                walk(tree, child, depth + 1, blocks);
                blocks.close(part);
            }
            (Ns::Word, name) if name == "sdt" || is_transparent_block(name) => walk(tree, child, depth, blocks),
            _ => {}
        }
    }
}

/// The text of a paragraph.
fn words(tree: &Tree<'_>, paragraph: NodeId) -> String {
    let mut text = String::new();
    for id in tree.within(paragraph) {
        match tree.expanded_name(id) {
            (Ns::Word, "t") => text.push_str(&tree.text(id)),
            (Ns::Word, "tab") if tree.w_name(tree.parent(id)) == "r" => text.push('\t'),
            (Ns::Word, "br" | "cr") => text.push('\n'),
            _ => {}
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(name: &str, bytes: &[u8]) -> Option<String> {
        blocks(name, bytes).map(|blocks| blocks.written("w").replace(" xml:space=\"preserve\"", ""))
    }

    #[test]
    fn a_page_a_saved_page_and_a_text_become_paragraphs_and_tables() {
        let paragraph = |text: &str| format!("<w:p><w:r><w:t>{text}</w:t></w:r></w:p>");
        let empty = "<w:p><w:r></w:r></w:p>";
        let table = format!(
            "<w:tbl><w:tr><w:tc>{}{empty}</w:tc><w:tc>{}{empty}</w:tc></w:tr></w:tbl>",
            paragraph("Naam"),
            paragraph("S. de Vries")
        );
        for (name, bytes, expected) in [
            ("a.txt", "een\ntwee & drie", paragraph("een") + &paragraph("twee &amp; drie")),
            ("a.html", "<p>Caf&eacute;<br>dicht</p>", paragraph("Café") + &paragraph("dicht")),
            ("a.html", "<html><table><tr><td>Naam<td>S. de&nbsp;Vries</table>", table.clone()),
            ("a.html", "<style>p{}</style><h1>Plan</h1><script>if (a<b) {}</script>", paragraph("Plan")),
            (
                "a.mht",
                "MIME-Version: 1.0\nContent-Type: multipart/related; boundary=\"x\"\n\n--x\nContent-Type: text/html\n\n<p>Plan</p>\n--x--\n",
                paragraph("Plan"),
            ),
        ] {
            assert_eq!(written(name, bytes.as_bytes()).as_deref(), Some(expected.as_str()), "{bytes}");
        }
        assert_eq!(written("a.rtf", b"{\\rtf1 a}"), None);
    }
}
