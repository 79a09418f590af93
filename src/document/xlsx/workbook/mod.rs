//! The parts of a workbook: which sheet stands where, and the relations between parts.

pub mod colors;
pub mod dxf;
pub mod fonts;
pub mod shared;
pub mod strings;
pub mod styles;

use quick_xml::events::Event;

use crate::document::file::package::Package;
use crate::document::xml;
use crate::finding::Finding;

/// A workbook's table of contents.
#[derive(Debug, Default)]
pub struct Workbook {
    /// The part that holds it.
    pub part: String,
    pub sheets: Vec<Listed>,
    pub since_1904: bool,
    /// The values of its formulas are out of date: it asks to be computed again when it is opened.
    pub stale: bool,
    pub strings: Option<String>,
    pub styles: Option<String>,
}

/// A sheet as the workbook lists it.
#[derive(Debug)]
pub struct Listed {
    pub name: String,
    pub hidden: bool,
    /// The part with its cells; none for a chart or a dialogue.
    pub part: Option<String>,
}

/// A relation of one part to another.
#[derive(Debug)]
pub struct Relation {
    pub id: String,
    /// The last word of its type: `worksheet`, `ctrlProp`.
    pub kind: String,
    pub target: String,
}

impl Workbook {
    /// Reads the table of contents.
    pub fn read(zipped: &mut Package) -> Result<Self, Finding> {
        let part = relations(zipped, "")?
            .into_iter()
            .find(|relation| relation.kind == "officeDocument")
            .map_or_else(|| "xl/workbook.xml".to_owned(), |relation| relation.target);
        let related = relations(zipped, &part)?;
        let target = |kind: &str| related.iter().find(|r| r.kind == kind).map(|r| r.target.clone());
        let mut workbook = Self { strings: target("sharedStrings"), styles: target("styles"), ..Self::default() };
        workbook.list(&zipped.text(&part)?, &related);
        workbook.part = part;
        if workbook.sheets.iter().all(|sheet| sheet.part.is_none()) {
            return Err(Finding::new("no-sheets"));
        }
        Ok(workbook)
    }

    fn list(&mut self, text: &str, related: &[Relation]) {
        let mut reader = xml::reader(text);
        while let Ok(event) = reader.read_event() {
            let (Event::Start(tag) | Event::Empty(tag)) = event else {
                if event == Event::Eof {
                    break;
                }
                continue;
            };
            match tag.local_name().as_ref() {
                "workbookPr" => self.since_1904 = xml::flag(&tag, "date1904").unwrap_or(false),
                "calcPr" => self.stale = xml::flag(&tag, "fullCalcOnLoad").unwrap_or(false),
                "sheet" => {
                    let id = xml::attr(&tag, "id").unwrap_or_default();
                    let sheet = related.iter().find(|relation| relation.id == id);
                    let named = xml::attr(&tag, "name").unwrap_or_default();
                    self.sheets.push(Listed {
                        name: named.into_owned(),
                        hidden: xml::attr(&tag, "state").is_some_and(|state| state != "visible"),
                        part: sheet.filter(|s| s.kind == "worksheet").map(|s| s.target.clone()),
                    });
                }
                _ => {}
            }
        }
    }
}

/// The relations of a part (of the package where it has no name), with their targets as names of parts.
pub fn relations(zipped: &mut Package, part: &str) -> Result<Vec<Relation>, Finding> {
    let (folder, file) = part.rsplit_once('/').unwrap_or(("", part));
    let slash = if folder.is_empty() { "" } else { "/" };
    let Some(text) = zipped.text_if_any(&format!("{folder}{slash}_rels/{file}.rels"))? else {
        return Ok(Vec::new());
    };
    let mut found = Vec::new();
    let mut reader = xml::reader(&text);
    while let Ok(event) = reader.read_event() {
        match event {
            Event::Start(tag) | Event::Empty(tag) if tag.local_name().as_ref() == "Relationship" => {
                let [id, kind, target] = xml::attrs(&tag, ["Id", "Type", "Target"]).map(Option::unwrap_or_default);
                found.push(Relation {
                    id: id.into_owned(),
                    kind: kind.rsplit('/').next().unwrap_or_default().to_owned(),
                    target: resolve(folder, &target),
                });
            }
            Event::Eof => break,
            _ => {}
        }
    }
    Ok(found)
}

/// The name of the part that `target` means from within `folder`.
fn resolve(folder: &str, target: &str) -> String {
    let target = target.replace('\\', "/");
    if let Some(whole) = target.strip_prefix('/') {
        return whole.to_owned();
    }
    let mut steps: Vec<&str> = folder.split('/').filter(|step| !step.is_empty()).collect();
    for step in target.split('/') {
        match step {
            "" | "." => {}
            ".." => drop(steps.pop()),
            step => steps.push(step),
        }
    }
    steps.join("/")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn targets_are_resolved_from_their_folder() {
        for (folder, target, part) in [
            ("xl", "worksheets/sheet1.xml", "xl/worksheets/sheet1.xml"),
            ("xl", "/xl/worksheets/sheet1.xml", "xl/worksheets/sheet1.xml"),
            ("xl/worksheets", "../ctrlProps/ctrlProp1.xml", "xl/ctrlProps/ctrlProp1.xml"),
            ("xl", "worksheets\\sheet1.xml", "xl/worksheets/sheet1.xml"),
            ("", "xl/workbook.xml", "xl/workbook.xml"),
        ] {
            assert_eq!(resolve(folder, target), part);
        }
    }
}
