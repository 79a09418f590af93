//! The conditional formats of a sheet, which stand behind its rows and are looked at before these where they may strike out or
//! hide an answer.

use quick_xml::events::{BytesStart, Event};

use crate::document::model::Area;
use crate::document::package::Package;
use crate::document::spreadsheet::cell_test::CellTest;
use crate::document::xlsx::dxf::{Dxf, Effect};
use crate::document::xlsx::sheet_around_rows::{address, area};
use crate::document::xlsx::styles::Styles;
use crate::document::xml;
use crate::document::xml::chunks::Chunks;
use crate::text::content::Content;
use crate::text::place::Spot;

/// The rules of one sheet.
#[derive(Debug, Default)]
pub struct Conditions(Vec<Rule>);

#[derive(Debug)]
struct Rule {
    areas: Vec<Area>,
    test: CellTest,
    dxf: Dxf,
}

/// What the rules make of one cell.
#[derive(Clone, Copy, Debug, Default)]
pub struct Changed {
    pub strikes: bool,
    pub hides: bool,
    /// Whether one of them would strike out or hide cannot be told.
    pub doubt: bool,
}

impl Conditions {
    /// What becomes of a cell, where `effect` says what a look does to it.
    pub fn effect(&self, spot: Spot, content: &Content, effect: impl Fn(&Dxf) -> Effect) -> Changed {
        let mut changed = Changed::default();
        let around = |area: &Area| area.contains(spot);
        for rule in self.0.iter().filter(|rule| rule.areas.iter().any(around)) {
            let Effect { strikes, hides } = effect(&rule.dxf);
            match rule.test.holds(content) {
                Some(true) => (changed.strikes, changed.hides) = (changed.strikes | strikes, changed.hides | hides),
                Some(false) => {}
                None => changed.doubt |= strikes || hides,
            }
        }
        changed
    }
}

/// Those of a sheet part that may strike out or hide; a part that cannot be read has none, which is said where it is read.
pub fn read(zipped: &mut Package, part: &str, styles: &Styles) -> Conditions {
    let mut found = Conditions::default();
    if !styles.dxfs.iter().any(Dxf::matters) {
        return found;
    }
    let Ok(bytes) = zipped.reader(part) else { return found };
    let mut chunks = Chunks::new(bytes, "row>", part);
    while let Ok(Some(piece)) = chunks.next_piece() {
        if let Some(from) = memchr::memmem::find(piece.as_bytes(), b"<conditionalFormatting") {
            found.take(&piece[from..], styles);
        }
    }
    found
}

impl Conditions {
    fn take(&mut self, text: &str, styles: &Styles) {
        let (mut areas, mut open): (Vec<Area>, Option<Open>) = (Vec::new(), None);
        let mut formula: Option<String> = None;
        let mut reader = xml::reader(text);
        loop {
            match reader.read_event() {
                Ok(Event::Start(tag)) => match tag.local_name().as_ref() {
                    "conditionalFormatting" => areas = areas_of(&tag),
                    "cfRule" => open = Open::of(&tag, styles),
                    "formula" => formula = Some(String::new()),
                    _ => {}
                },
                Ok(Event::Empty(tag)) if tag.local_name().as_ref() == "cfRule" => {
                    self.close(Open::of(&tag, styles), &areas);
                }
                Ok(Event::End(tag)) => match tag.local_name().as_ref() {
                    "formula" => {
                        if let Some((open, said)) = open.as_mut().zip(formula.take()) {
                            open.formulas.push(said);
                        }
                    }
                    "cfRule" => self.close(open.take(), &areas),
                    _ => {}
                },
                Ok(Event::Eof) | Err(_) => return,
                Ok(event) => {
                    if let Some(said) = &mut formula {
                        xml::push_text(said, &event);
                    }
                }
            }
        }
    }

    fn close(&mut self, open: Option<Open>, areas: &[Area]) {
        let Some(open) = open else { return };
        let own = areas.first().map(|area| area.from.to_string()).unwrap_or_default();
        let formulas: Vec<&str> = open.formulas.iter().map(String::as_str).collect();
        let test = CellTest::named(&open.kind, &open.operator, &open.text, &formulas, &own);
        self.0.push(Rule { areas: areas.to_vec(), test, dxf: open.dxf });
    }
}

/// A rule that is being read.
struct Open {
    kind: String,
    operator: String,
    text: String,
    formulas: Vec<String>,
    dxf: Dxf,
}

impl Open {
    /// By its tag; none where its look changes nothing of what is read.
    fn of(tag: &BytesStart<'_>, styles: &Styles) -> Option<Self> {
        let dxf = styles.dxfs.get(xml::number::<usize>(tag, "dxfId")?).filter(|dxf| dxf.matters())?.clone();
        let [kind, operator, text] = xml::attrs(tag, ["type", "operator", "text"]);
        let [kind, operator, text] = [kind, operator, text].map(|said| said.unwrap_or_default().into_owned());
        Some(Self { kind, operator, text, formulas: Vec::new(), dxf })
    }
}

fn areas_of(tag: &BytesStart<'_>) -> Vec<Area> {
    let ranges = xml::attr(tag, "sqref").unwrap_or_default();
    let one = |range: &str| area(range).or_else(|| address(range).map(|spot| Area { from: spot, to: spot }));
    ranges.split_whitespace().filter_map(one).collect()
}
