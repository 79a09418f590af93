//! Parts of a package that no program shows: what nothing refers to any more, a picture of the first page as it was saved
//! once, earlier versions. Of a blank they are of whoever had it before, and a form that is made of it gets none of them.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::document::file::limits::Limits;
use crate::document::file::package::Package;
use crate::document::file::source::Source;
use crate::document::pdf;
use crate::document::unseen::authors;
use crate::document::xml::tree::Tree;

const CONTENT_TYPES: &str = "[Content_Types].xml";
/// Where programs put the workbook itself.
const WORKBOOK: &str = "xl/workbook.xml";
const MANIFEST: &str = "META-INF/manifest.xml";

/// The package without such parts, and without who made, changed or commented it; as it is where it is no such package or has none.
pub fn without(bytes: &Arc<[u8]>) -> Arc<[u8]> {
    let less = if bytes.starts_with(b"%PDF") { pdf::without_author(bytes) } else { cleared(bytes) };
    less.map_or_else(|| Arc::clone(bytes), Into::into)
}

fn cleared(bytes: &Arc<[u8]>) -> Option<Vec<u8>> {
    let mut package = Package::open(&Source::bytes("", Arc::clone(bytes)), &Limits::text_document()).ok()?;
    let names: BTreeSet<String> = package.names().filter(|name| !name.ends_with('/')).collect();
    // What is written in another way, or signed, is left as it is.
    if names.iter().any(|name| name.contains('\\') || name.starts_with('/') || name.starts_with("_xmlsignatures/")) {
        return None;
    }
    let mut texts = BTreeMap::new();
    let dropped = if names.contains(CONTENT_TYPES) {
        of_office(&mut package, &names, &mut texts)?
    } else if names.contains(MANIFEST) {
        of_open_document(&mut package, &names, &mut texts)?
    } else {
        return None;
    };
    for part in names.iter().filter(|name| authors::may_name(name) && !dropped.contains(*name)) {
        let Ok(text) = package.text(part) else { continue };
        texts.extend(authors::without(part, &text).map(|less| (part.clone(), less)));
    }
    if let Some(text) = package.text_if_any(WORKBOOK).ok().flatten()
        && let Some(without) = without_path(texts.get(WORKBOOK).unwrap_or(&text))
    {
        texts.insert(WORKBOOK.to_owned(), without);
    }
    if dropped.is_empty() && texts.is_empty() {
        return None;
    }
    package.without(&dropped, texts).ok()
}

/// The parts to leave out of a package of Word or Excel: those that no relation leads to, and previews.
fn of_office(
    package: &mut Package,
    names: &BTreeSet<String>,
    texts: &mut BTreeMap<String, String>,
) -> Option<BTreeSet<String>> {
    let known: BTreeMap<String, &String> = names.iter().map(|name| (name.to_lowercase(), name)).collect();
    let (mut kept, mut open) = (BTreeSet::from([CONTENT_TYPES.to_lowercase()]), vec![String::new()]);
    while let Some(part) = open.pop() {
        let related = rels_of(&part);
        let Some(name) = known.get(&related.to_lowercase()) else { continue };
        kept.insert(related.to_lowercase());
        let text = package.text(name).ok()?;
        let tree = Tree::parse(&text, name).ok()?;
        let mut previews = Vec::new();
        for id in tree.root().into_iter().flat_map(|root| tree.children(root)) {
            let attr = |name: &str| tree.attr(id, name).unwrap_or_default();
            if attr("TargetMode") == "External" {
                continue;
            }
            let kind = attr("Type");
            // the list of those who changed a text of Word is of use to no one but them
            if part.is_empty() && kind.ends_with("/thumbnail") || kind.ends_with("/relationships/people") {
                previews.push(tree.span(id));
                continue;
            }
            let target = resolved(&part, &attr("Target"));
            if kept.insert(target.to_lowercase()) {
                open.push(known.get(&target.to_lowercase()).map_or(target, |name| (*name).clone()));
            }
        }
        if !previews.is_empty() {
            let mut less = text.clone();
            previews.into_iter().rev().for_each(|span| less.replace_range(span, ""));
            texts.insert((*name).clone(), less);
        }
    }
    let dropped: BTreeSet<String> = names.iter().filter(|name| !kept.contains(&name.to_lowercase())).cloned().collect();
    if !dropped.is_empty() {
        let text = package.text(known.get(&CONTENT_TYPES.to_lowercase())?).ok()?;
        let gone = |name: &str| dropped.iter().any(|own| own.eq_ignore_ascii_case(name.trim_start_matches('/')));
        texts.insert(CONTENT_TYPES.to_owned(), unlisted(&text, CONTENT_TYPES, "PartName", &gone)?);
    }
    Some(dropped)
}

/// The parts to leave out of an OpenDocument: previews, earlier versions, and pictures and objects that it does not name.
fn of_open_document(
    package: &mut Package,
    names: &BTreeSet<String>,
    texts: &mut BTreeMap<String, String>,
) -> Option<BTreeSet<String>> {
    let mut said = String::new();
    for part in names.iter().filter(|name| matches!(name.rsplit('/').next(), Some("content.xml" | "styles.xml"))) {
        said.push_str(&package.text(part).ok()?);
    }
    let named = |name: &str| {
        let folder = name.split('/').next().unwrap_or(name);
        said.contains(&format!("{folder}\"")) || said.contains(name)
    };
    let is_left = |name: &&String| {
        let within = |folder: &str| name.starts_with(folder);
        match name.as_str() {
            "VersionList.xml" => true,
            _ if within("Thumbnails/") || within("Versions/") => true,
            _ if within("Pictures/") || within("ObjectReplacements/") => !said.contains(name.as_str()),
            _ if within("Object ") => !named(name),
            _ => false,
        }
    };
    let dropped: BTreeSet<String> = names.iter().filter(is_left).cloned().collect();
    if !dropped.is_empty() {
        let text = package.text(MANIFEST).ok()?;
        let folders: BTreeSet<String> =
            dropped.iter().filter_map(|name| Some(format!("{}/", name.split_once('/')?.0))).collect();
        let whole = |folder: &str| !names.iter().any(|name| name.starts_with(folder) && !dropped.contains(name));
        let gone = |name: &str| dropped.contains(name) || (folders.contains(name) && whole(name));
        texts.insert(MANIFEST.to_owned(), unlisted(&text, MANIFEST, "full-path", &gone)?);
    }
    Some(dropped)
}

/// `word/_rels/document.xml.rels` of `word/document.xml`, `_rels/.rels` of the package.
fn rels_of(part: &str) -> String {
    match part.rsplit_once('/') {
        Some((folder, name)) => format!("{folder}/_rels/{name}.rels"),
        None => format!("_rels/{part}.rels"),
    }
}

/// The name of the part that a relation of `part` leads to.
fn resolved(part: &str, target: &str) -> String {
    let target = target.split('#').next().unwrap_or(target);
    let mut steps: Vec<&str> = match target.strip_prefix('/') {
        Some(_) => Vec::new(),
        None => part.split('/').rev().skip(1).collect::<Vec<_>>().into_iter().rev().collect(),
    };
    for step in target.split('/').filter(|step| !step.is_empty() && *step != ".") {
        if step == ".." {
            steps.pop();
        } else {
            steps.push(step);
        }
    }
    steps.join("/")
}

/// A list of parts without the entries that are gone.
fn unlisted(text: &str, part: &str, by: &str, gone: &dyn Fn(&str) -> bool) -> Option<String> {
    let tree = Tree::parse(text, part).ok()?;
    let entries = tree.root().into_iter().flat_map(|root| tree.children(root));
    let left = entries.filter(|id| tree.attr(*id, by).is_some_and(|name| gone(&name))).map(|id| tree.span(id));
    let spans: Vec<_> = left.collect();
    let mut less = text.to_owned();
    spans.into_iter().rev().for_each(|span| less.replace_range(span, ""));
    Some(less)
}

/// The text of a workbook without the folder in which Excel saved it last, which may be called after a client.
fn without_path(text: &str) -> Option<String> {
    let begin = text.find(":absPath url=\"")? + ":absPath url=\"".len();
    let end = begin + text[begin..].find('"')?;
    (end > begin).then(|| format!("{}{}", &text[..begin], &text[end..]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn relations_lead_to_parts() {
        assert_eq!(resolved("", "word/document.xml"), "word/document.xml");
        assert_eq!(resolved("xl/worksheets/sheet1.xml", "../drawings/drawing1.xml"), "xl/drawings/drawing1.xml");
        assert_eq!(resolved("xl/workbook.xml", "/xl/styles.xml"), "xl/styles.xml");
        assert_eq!(rels_of("word/document.xml"), "word/_rels/document.xml.rels");
        assert_eq!(rels_of(""), "_rels/.rels");
    }
}
