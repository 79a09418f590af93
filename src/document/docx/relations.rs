//! How the parts of a Word document lead to each other.

use crate::document::file::package::Package;
use crate::document::xml::tree::Tree;
use crate::finding::Finding;

/// The relations of a part (of the package itself for ""): their ids, what they are, and where they lead.
pub(super) fn relations(package: &mut Package, part: &str) -> Result<Vec<(String, String, String)>, Finding> {
    let (folder, file) = part.rsplit_once('/').map_or(("", part), |(folder, file)| (folder, file));
    let slash = if folder.is_empty() { "" } else { "/" };
    let name = format!("{folder}{slash}_rels/{file}.rels");
    let Some(text) = package.text_if_any(&name)? else { return Ok(Vec::new()) };
    let tree = Tree::parse(&text, &name)?;
    let relation = |id| {
        let named = tree.attr(id, "Id").unwrap_or_default().into_owned();
        Some((named, tree.attr(id, "Type")?.into_owned(), tree.attr(id, "Target")?.into_owned()))
    };
    Ok(tree.root().into_iter().flat_map(|root| tree.children(root)).filter_map(relation).collect())
}

/// A target as a name in the package.
pub(super) fn resolve(from: &str, target: &str) -> String {
    if let Some(absolute) = target.strip_prefix('/') {
        return absolute.to_owned();
    }
    let mut path: Vec<&str> = from.split('/').collect();
    path.pop();
    for step in target.split('/') {
        match step {
            ".." => {
                path.pop();
            }
            "." | "" => {}
            name => path.push(name),
        }
    }
    path.join("/")
}
