//! The state of a check box that floats over the cells: in its own part, and in the drawing that older programs show.

use std::collections::BTreeMap;

use quick_xml::events::Event;

use crate::document::file::package::{Coded, Package};
use crate::document::xlsx::sheet::controls::Control;
use crate::document::xlsx::sheet::sheet_after_rows::Tail;
use crate::document::xlsx::workbook::{Workbook, relations};
use crate::document::xml;
use crate::document::xml::patch::{Splices, set};
use crate::finding::Finding;

/// The parts that change.
pub type Parts = BTreeMap<String, Vec<u8>>;

/// Ticks a box, or takes its tick away.
pub fn tick(
    control: &Control,
    ticked: bool,
    workbook: &Workbook,
    zipped: &mut Package,
    parts: &mut Parts,
) -> Result<(), Finding> {
    change(&control.part, zipped, parts, |text| state(text, ticked))?;
    let sheet = workbook.sheets.iter().find(|sheet| sheet.name == control.sheet).and_then(|sheet| sheet.part.as_ref());
    let Some(sheet) = sheet else { return Ok(()) };
    let shapes = Tail::of(&zipped.text(sheet)?).shapes;
    let Some((shape, _)) = shapes.into_iter().find(|(_, id)| *id == control.id) else { return Ok(()) };
    for drawing in relations(zipped, sheet)?.into_iter().filter(|relation| relation.kind == "vmlDrawing") {
        if zipped.has(&drawing.target) {
            change(&drawing.target, zipped, parts, |text| drawn(text, &shape, ticked))?;
        }
    }
    Ok(())
}

/// Changes a part, or what it has become already.
fn change(
    part: &str,
    zipped: &mut Package,
    parts: &mut Parts,
    new: impl Fn(&str) -> Option<String>,
) -> Result<(), Finding> {
    let coded = match parts.get(part) {
        Some(bytes) => Coded::new(bytes.clone()).ok_or_else(|| Finding::new("damaged-part").with("part", part))?,
        None => zipped.coded(part)?,
    };
    if let Some(text) = new(&coded.text).filter(|text| *text != coded.text) {
        parts.insert(part.to_owned(), coded.encode(text));
    }
    Ok(())
}

/// The part of a control with its new state.
fn state(text: &str, ticked: bool) -> Option<String> {
    let mut reader = xml::reader(text);
    loop {
        let from = usize::try_from(reader.buffer_position()).ok()?;
        match reader.read_event() {
            Ok(Event::Start(tag) | Event::Empty(tag)) if tag.local_name().as_ref() == "formControlPr" => {
                let at = from..usize::try_from(reader.buffer_position()).ok()?;
                let mut splices = Splices::default();
                splices.put(at.clone(), set(&text[at], "checked", ticked.then_some("Checked")));
                return Some(splices.apply(text));
            }
            Ok(Event::Eof) | Err(_) => return None,
            Ok(_) => {}
        }
    }
}

/// The drawing with the new state of a shape; it need not be well-formed xml.
fn drawn(text: &str, shape: &str, ticked: bool) -> Option<String> {
    let begin = text.find(&format!("_x0000_s{shape}\""))?;
    let end = begin + text[begin..].find("</v:shape>")?;
    let data = begin + text[begin..end].find("<x:ClientData")?;
    let close = data + text[data..end].find("</x:ClientData>")?;
    let mut splices = Splices::default();
    let checked = text[data..close].find("<x:Checked").map(|at| data + at);
    let new = if ticked { "<x:Checked>1</x:Checked>" } else { "" };
    if let Some(at) = checked {
        let rest = &text[at..close];
        let len = match rest.find("</x:Checked>") {
            Some(len) => len + "</x:Checked>".len(),
            None => rest.find('>')? + 1,
        };
        splices.put(at..at + len, new.to_owned());
    } else {
        splices.insert(close, new.to_owned());
    }
    Some(splices.apply(text))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_box_is_ticked_in_both_of_its_parts() {
        let (on, off) = (
            "<formControlPr objectType=\"CheckBox\" checked=\"Checked\"/>",
            "<formControlPr objectType=\"CheckBox\"/>",
        );
        assert_eq!(state(off, true).as_deref(), Some(on));
        assert_eq!(state(on, false).as_deref(), Some(off));
        let vml = |a: &str, b: &str| {
            format!(
                "<xml><v:shape id=\"_x0000_s1\"><br><x:ClientData ObjectType=\"Checkbox\">{a}</x:ClientData></v:shape>\
                 <v:shape id=\"vak\" o:spid=\"_x0000_s12\"><x:ClientData>{b}<x:NoThreeD/></x:ClientData></v:shape></xml>"
            )
        };
        let checked = "<x:Checked>1</x:Checked>";
        assert_eq!(drawn(&vml("", checked), "1", true), Some(vml(checked, checked)));
        assert_eq!(drawn(&vml(checked, checked), "12", false), Some(vml(checked, "")));
        assert_eq!(drawn(&vml("", ""), "3", true), None);
    }
}
