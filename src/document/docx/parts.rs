//! The parts of a Word document that hold text: the main part, then headers and footers, in their own order.

use crate::document::docx::inserted::taken_over;
use crate::document::docx::relations::{relations, resolve};
use crate::document::file::package::Package;
use crate::finding::Finding;

/// A part with text.
pub(super) struct Part {
    /// Its name in the package.
    pub(super) name: String,
    pub(super) text: String,
    /// `koptekst 1`, `voettekst 2`; none for the main part.
    pub(super) title: Option<String>,
}

/// The main part and all headers and footers.
pub(super) fn load(package: &mut Package) -> Result<Vec<Part>, Finding> {
    let no_main = || Finding::new("damaged-part").with("part", "word/document.xml");
    let main = main(package)?;
    let text = package.text_if_any(&main)?.ok_or_else(no_main)?;
    let text = taken_over(package, &main, text)?;
    let mut parts = vec![Part { name: main.clone(), text, title: None }];
    let mut counts = [0, 0];
    let around = package.names().any(|name| name.contains("header") || name.contains("footer"));
    let relations = if around { relations(package, &main)? } else { Vec::new() };
    for (_, kind, target) in relations {
        let (index, word) = match kind.rsplit('/').next() {
            Some("header") => (0, "koptekst"),
            Some("footer") => (1, "voettekst"),
            _ => continue,
        };
        let name = resolve(&main, &target);
        if parts.iter().any(|p| p.name == name) {
            continue;
        }
        if let Some(text) = package.text_if_any(&name)? {
            counts[index] += 1;
            let text = taken_over(package, &name, text)?;
            parts.push(Part { name, text, title: Some(format!("{word} {}", counts[index])) });
        }
    }
    Ok(parts)
}

/// The name of the main part.
fn main(package: &mut Package) -> Result<String, Finding> {
    let usual = "word/document.xml";
    if package.has(usual) {
        return Ok(usual.to_owned());
    }
    let found = relations(package, "")?.into_iter().find(|(_, kind, _)| kind.ends_with("/officeDocument"));
    let main = found.map_or_else(|| usual.to_owned(), |(_, _, target)| resolve("", &target));
    Ok(main)
}
