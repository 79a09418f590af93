//! The conditional formats of a sheet, which stand behind its rows and are looked at before these where they may strike out or
//! hide an answer.

use quick_xml::events::{BytesStart, Event};

use crate::document::cells::model::Area;
use crate::document::file::package::Package;
use crate::document::spreadsheet::cell_test::CellTest;
use crate::document::xlsx::sheet::sheet_around_rows::{address, area};
use crate::document::xlsx::workbook::dxf::{Dxf, Effect};
use crate::document::xlsx::workbook::styles::Styles;
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

/// A sheet part without looks in the styles is looked through for those of newer programs up to this size: a form is smaller.
const LARGEST: u64 = 4 << 20;

/// Those of a sheet part that may strike out or hide; a part that cannot be read has none, which is said where it is read.
pub fn read(zipped: &mut Package, part: &str, styles: &Styles) -> Conditions {
    let mut found = Conditions::default();
    let Ok(bytes) = zipped.reader(part) else { return found };
    if !styles.dxfs.iter().any(Dxf::matters) && bytes.get_ref().size() > LARGEST {
        return found;
    }
    let mut chunks = Chunks::new(bytes, "row>", part);
    while let Ok(Some(piece)) = chunks.next_piece() {
        let named = memchr::memmem::find(piece.as_bytes(), b"conditionalFormatting");
        if let Some(from) = named.and_then(|at| piece[..at].rfind('<')) {
            found.take(&piece[from..], styles);
        }
    }
    found
}

impl Conditions {
    /// Takes in the rules of a text, those of newer programs among them (`x14:cfRule`), which say their look and their cells
    /// within.
    fn take(&mut self, text: &str, styles: &Styles) {
        let (mut areas, mut open): (Vec<Area>, Option<Open>) = (Vec::new(), None);
        let mut closed: Vec<Open> = Vec::new();
        let mut said: Option<String> = None;
        let mut reader = xml::reader(text);
        loop {
            match reader.read_event() {
                Ok(Event::Start(tag)) => match tag.local_name().as_ref() {
                    "conditionalFormatting" => (areas, open, closed) = (areas_of(&tag), None, Vec::new()),
                    "cfRule" => open = Open::of(&tag, styles),
                    "formula" | "f" | "sqref" => said = Some(String::new()),
                    name => look(&mut open, name, &tag),
                },
                Ok(Event::Empty(tag)) => match tag.local_name().as_ref() {
                    "cfRule" => closed.extend(Open::of(&tag, styles)),
                    name => look(&mut open, name, &tag),
                },
                Ok(Event::End(tag)) => match (tag.local_name().as_ref(), open.as_mut()) {
                    ("formula" | "f", Some(open)) => open.formulas.extend(said.take()),
                    ("sqref", _) => areas = ranges(&said.take().unwrap_or_default()),
                    ("cfRule", _) => closed.extend(open.take()),
                    ("conditionalFormatting", _) => {
                        closed.drain(..).filter(|rule| rule.dxf.matters()).for_each(|rule| self.close(rule, &areas));
                    }
                    _ => {}
                },
                Ok(Event::Eof) | Err(_) => return,
                Ok(event) => {
                    if let Some(said) = &mut said {
                        xml::push_text(said, &event);
                    }
                }
            }
        }
    }

    fn close(&mut self, open: Open, areas: &[Area]) {
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
    /// By its tag: with the look that it names, or one that is still to come.
    fn of(tag: &BytesStart<'_>, styles: &Styles) -> Option<Self> {
        let dxf = match xml::number::<usize>(tag, "dxfId") {
            Some(named) => styles.dxfs.get(named)?.clone(),
            None => Dxf::default(),
        };
        let [kind, operator, text] = xml::attrs(tag, ["type", "operator", "text"]);
        let [kind, operator, text] = [kind, operator, text].map(|said| said.unwrap_or_default().into_owned());
        Some(Self { kind, operator, text, formulas: Vec::new(), dxf })
    }
}

/// Takes in an element of the look that stands within a rule.
fn look(open: &mut Option<Open>, name: &str, tag: &BytesStart<'_>) {
    if let Some(open) = open {
        open.dxf.take(name, tag);
    }
}

fn areas_of(tag: &BytesStart<'_>) -> Vec<Area> {
    ranges(&xml::attr(tag, "sqref").unwrap_or_default())
}

fn ranges(written: &str) -> Vec<Area> {
    let one = |range: &str| area(range).or_else(|| address(range).map(|spot| Area { from: spot, to: spot }));
    written.split_whitespace().filter_map(one).collect()
}
