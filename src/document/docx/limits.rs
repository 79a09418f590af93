//! What a Word document keeps from whoever types in it: locked controls, disabled fields, protection, lengths.
//!
//! A control or field that is locked itself is left as it is, as a read-only field of a pdf is. Protection of the whole
//! document (only its fields may be filled in) says nothing of one place: there the answer is written, and it is said.

use crate::document::docx::field::Field;
use crate::document::docx::inline::gather;
use crate::document::docx::lines::Answer;
use crate::document::docx::parts;
use crate::document::docx::read::{laid_out, stores};
use crate::document::docx::targets::{apart, hosts};
use crate::document::file::package::Package;
use crate::document::filling::constraints::Constraints;
use crate::document::spreadsheet::condition::Condition;
use crate::document::xml::tree::{NodeId, Tree};
use crate::finding::Finding;

/// Whether a control around an element, or the element itself, lets nobody change what stands in it.
pub(super) fn is_locked(tree: &Tree<'_>, id: NodeId) -> bool {
    let own = (tree.w_name(id) == "sdt").then_some(id);
    let around = std::iter::successors(own.or_else(|| tree.around(id, "sdt")), |sdt| tree.around(*sdt, "sdt"));
    around.take(64).any(|sdt| {
        let lock = tree.child(sdt, "sdtPr").and_then(|properties| tree.child(properties, "lock"));
        lock.and_then(|lock| tree.attr(lock, "val"))
            .is_some_and(|how| matches!(how.trim(), "contentLocked" | "sdtContentLocked"))
    })
}

/// Whether a field of the old kind is disabled.
pub(super) fn is_disabled(tree: &Tree<'_>, field: &Field) -> bool {
    let enabled = tree.child(tree.parent(field.settings), "enabled");
    enabled.is_some_and(|enabled| !tree.is_on(enabled))
}

/// Whether an answer place may be filled in.
pub(super) fn takes_nothing(tree: &Tree<'_>, answer: &Answer) -> bool {
    match answer {
        Answer::Control(control) => is_locked(tree, control.node),
        Answer::Field(field) => is_disabled(tree, field) || is_locked(tree, field.settings),
    }
}

/// Sets what the places of a document take.
pub(super) fn lay_on(bytes: &[u8], targets: &mut [Constraints]) -> Result<(), Finding> {
    let mut package = Package::text_document(bytes)?;
    let parts = parts::load(&mut package)?;
    let protection = protection(&mut package)?;
    if protection == Protection::None && !parts.iter().any(|part| part.text.contains("maxLength")) {
        return Ok(());
    }
    let stores = stores(&mut package, &parts)?;
    let laid_out = laid_out(&parts, &stores)?;
    let hosts = hosts(&laid_out);
    for target in targets {
        let (place, _) = apart(&target.place);
        let Some(host) = hosts.get(&place).and_then(|hosts| hosts.first()) else { continue };
        let tree = &laid_out[host.part].tree;
        let lines = gather(tree, &stores, host.host);
        let shown = host.answer.and_then(|at| lines.shown.get(at)).or_else(|| lines.only());
        target.locked = match protection {
            Protection::None => false,
            Protection::ButFields => shown.is_none(),
            Protection::All => true,
        };
        if let Some(most) = shown.and_then(|shown| most(tree, &shown.answer)) {
            target.conditions = vec![Condition::at_most(most)];
            target.judged_on_writing = true;
        }
    }
    Ok(())
}

fn most(tree: &Tree<'_>, answer: &Answer) -> Option<usize> {
    match answer {
        Answer::Field(field) => field.most(tree),
        Answer::Control(_) => None,
    }
}

/// What the document as a whole lets nobody change.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Protection {
    None,
    /// Only its fields may be filled in.
    ButFields,
    /// It may be read, and perhaps remarked on.
    All,
}

/// The protection that the settings of the document enforce.
fn protection(package: &mut Package) -> Result<Protection, Finding> {
    let Some(text) = package.text_if_any("word/settings.xml")? else { return Ok(Protection::None) };
    if !text.contains("documentProtection") {
        return Ok(Protection::None);
    }
    let tree = Tree::parse(&text, "word/settings.xml")?;
    let element = tree.root().and_then(|root| tree.child(root, "documentProtection"));
    let word = |name: &str| element.and_then(|element| tree.attr(element, name));
    if !word("enforcement").is_some_and(|how| matches!(how.trim(), "1" | "true" | "on")) {
        return Ok(Protection::None);
    }
    Ok(match word("edit").as_deref().map(str::trim) {
        Some("forms") => Protection::ButFields,
        Some("readOnly" | "comments") => Protection::All,
        _ => Protection::None,
    })
}
