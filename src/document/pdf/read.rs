//! Lays the pages of a pdf out below each other as the rows and columns of one sheet.

use std::collections::BTreeSet;

use lopdf::{Document as Pdf, Object};

use crate::document::cells::model::{Document, Format, Grid, Sheet};
use crate::document::external::tesseract::Tesseract;
use crate::document::pdf::content::content_stream::{Drawn, Show};
use crate::document::pdf::content::page_picture;
use crate::document::pdf::content::positioned_char::PositionedChar;
use crate::document::pdf::content::recognised;
use crate::document::pdf::content::struck;
use crate::document::pdf::fields::shown_values;
use crate::document::pdf::fields::{self, Field};
use crate::document::pdf::layout::cells::Cells;
use crate::document::pdf::layout::grid;
use crate::document::pdf::layout::items::{CellSource, Leaf};
use crate::document::pdf::layout::page_headers;
use crate::document::pdf::layout::page_rows;
use crate::document::pdf::structure::load::{is_without_length, load};
use crate::document::pdf::structure::matrix::Matrix;
use crate::document::pdf::structure::object_count;
use crate::document::pdf::structure::objects;
use crate::document::pdf::structure::pages::{self, Page};
use crate::finding::Finding;

/// Operations and characters that are walked of one page, and of one file.
const PAGE_BUDGET: usize = 300_000;
const BUDGET: usize = 2_000_000;

/// Pages of which the pictures are read, in one file.
const MOST_PICTURES: usize = 60;

/// A document of which some pages were read from a picture.
#[derive(Debug)]
pub struct Recognised {
    pub document: Document,
    /// Counted from one.
    pub pages: BTreeSet<u32>,
}

/// Reads a pdf as one sheet; its cells are the printed texts and the form fields.
pub fn read(bytes: &[u8]) -> Result<Document, Finding> {
    walked(bytes, None).map(|read| read.document)
}

/// The same, with the words of the pictures on pages that have no text.
pub fn recognise(bytes: &[u8], eyes: &Tesseract) -> Result<Recognised, Finding> {
    walked(bytes, Some(eyes))
}

/// Reads a picture as the pages it shows.
pub fn picture(bytes: &[u8], eyes: &Tesseract) -> Result<Recognised, Finding> {
    let read = eyes.read(bytes, "png", None)?;
    let nothing = lopdf::Dictionary::new();
    let (mut leaves, mut pages, mut findings) = (Vec::new(), BTreeSet::new(), Vec::new());
    for (at, words) in read.iter().enumerate().filter(|(_, words)| words.wide >= 1.0 && words.high >= 1.0) {
        // As large as paper is, for lengths are thought of in points.
        let long = 842.0 / words.wide.max(words.high);
        let (wide, high) = (words.wide * long, words.high * long);
        let page = Page { dict: &nothing, resources: None, frame: [0.0, 0.0, wide, high], turn: 0 };
        let mut drawn = Drawn::default();
        let place = Matrix([wide, 0.0, 0.0, high, 0.0, 0.0]);
        recognised::set(words, place.then(page.upright()), &mut drawn);
        leaves.push(Leaf::new(at, &page, &drawn, &[]));
        pages.insert(u32::try_from(at + 1).unwrap_or(u32::MAX));
        findings.push(Finding::new("page-from-picture").with("page", at + 1));
    }
    if leaves.iter().all(|leaf| leaf.segments.is_empty()) {
        return Err(Finding::new("picture-without-text"));
    }
    let (sheet, said) = sheet(&mut leaves, &[]);
    findings.extend(said);
    Ok(Recognised { document: Document { format: Format::Pdf, sheets: vec![sheet], findings }, pages })
}

fn walked(bytes: &[u8], eyes: Option<&Tesseract>) -> Result<Recognised, Finding> {
    let pdf = load(bytes)?;
    let pages = pages::pages(&pdf);
    let (fields, cyclic) = fields::fields(&pdf, &pages.list);
    let mut findings = structure(&pdf, &pages, cyclic, object_count::is_torn(bytes));
    let mut looked = OcrPages { eyes, pages: BTreeSet::new(), failed: None };
    let mut leaves = leaves(&pdf, &pages.list, &fields, &mut looked, &mut findings);
    let blank = leaves.iter().all(|leaf| leaf.segments.is_empty());
    let xfa = fields.is_empty() && fields::form(&pdf).is_some_and(|form| form.has(b"XFA"));
    if xfa && (blank || leaves.iter().any(asks_to_wait)) {
        return Err(Finding::new("pdf-xfa-only"));
    }
    if blank && fields.is_empty() {
        return Err(looked.failed.unwrap_or_else(|| nothing(&pages, &findings)));
    }
    findings.extend(looked.failed);
    findings.extend(fields.iter().filter(|field| field.differs).map(|field| {
        let place = crate::text::place::Place::Field(field.name.as_str().into());
        Finding::new("pdf-tick-differs").place(place)
    }));
    let mut show = Show::new(&pdf);
    findings.extend(fields.iter().filter(|field| shown_values::differs(&mut show, &pdf, field)).map(|field| {
        Finding::new("pdf-field-shows-other").place(crate::text::place::Place::Field(field.name.as_str().into()))
    }));
    let (sheet, said) = sheet(&mut leaves, &fields);
    findings.extend(said);
    let document = Document { format: Format::Pdf, sheets: vec![sheet], findings };
    Ok(Recognised { document, pages: looked.pages })
}

/// What pictures are read with, and on which pages that was done.
struct OcrPages<'e> {
    eyes: Option<&'e Tesseract>,
    pages: BTreeSet<u32>,
    failed: Option<Finding>,
}

impl OcrPages<'_> {
    /// Reads the pictures of a page on which nothing else stands; small ones are marks and logos.
    fn look(&mut self, pdf: &Pdf, page: usize, size: (f64, f64), drawn: &mut Drawn) {
        let Some(eyes) = self.eyes.filter(|_| drawn.chars.is_empty() && self.pages.len() < MOST_PICTURES) else {
            return;
        };
        for (id, place) in std::mem::take(&mut drawn.images) {
            let [left, top, right, bottom] = place.bounds([0.0, 0.0, 1.0, 1.0]);
            if (right - left) * (bottom - top) < 0.02 * size.0 * size.1 {
                continue;
            }
            let read = page_picture::picture(pdf, id).ok_or_else(|| Finding::new("picture-packed-otherwise"));
            let read = read.and_then(|picture| {
                let dots = 72.0 * picture.wide / (right - left).max(1.0);
                let read = eyes.read(&picture.bytes, picture.ending, Some(dots))?;
                read.into_iter().next().ok_or_else(|| Finding::new("ocr-gave-up"))
            });
            match read {
                Ok(words) => recognised::set(&words, place, drawn),
                Err(finding) => self.failed = Some(finding.with("page", page)),
            }
        }
        if !drawn.chars.is_empty() {
            self.pages.insert(u32::try_from(page).unwrap_or(u32::MAX));
        }
    }
}

/// Whether a page only asks to wait until a program that knows xfa has drawn the form.
fn asks_to_wait(leaf: &Leaf) -> bool {
    let waits = ["please wait", "even geduld", "een ogenblik geduld"];
    leaf.segments.iter().any(|segment| waits.iter().any(|wait| segment.text.to_lowercase().starts_with(wait)))
}

/// Why a file has neither text nor fields: where something of it could not be read, that.
fn nothing(pages: &pages::Pages<'_>, findings: &[Finding]) -> Finding {
    let damage = ["pdf-repaired", "pdf-cyclic", "pdf-page-damaged"];
    let said = |code: &str| findings.iter().any(|finding| finding.code == code);
    let unread = findings.iter().find(|finding| finding.code == "pdf-font-unreadable");
    if pages.list.is_empty() || damage.into_iter().any(said) {
        Finding::new("damaged")
    } else if said("pdf-cut-short") {
        Finding::new("pdf-too-heavy")
    } else if let Some(unread) = unread {
        Finding { severity: crate::finding::Severity::Error, ..unread.clone() }
    } else {
        Finding::new("pdf-no-text")
    }
}

/// What is wrong with how the file hangs together.
fn structure(pdf: &Pdf, pages: &pages::Pages<'_>, cyclic: bool, torn: bool) -> Vec<Finding> {
    let repaired = torn || pdf.xref_recovery.is_some() || pdf.objects.values().any(is_without_length);
    let wrong = [
        (cyclic || pages.cyclic, Finding::new("pdf-cyclic")),
        (repaired || pages.missing, Finding::new("pdf-repaired")),
        (pages.many, Finding::new("pdf-many-pages").with("pages", pages::MOST)),
    ];
    wrong.into_iter().filter(|(is_so, _)| *is_so).map(|(_, finding)| finding).collect()
}

/// Walks the drawing of each page, and says what could not be read of it.
fn leaves(
    pdf: &Pdf,
    pages: &[Page<'_>],
    fields: &[Field],
    looked: &mut OcrPages<'_>,
    findings: &mut Vec<Finding>,
) -> Vec<Leaf> {
    let mut show = Show::new(pdf);
    let mut left = BUDGET;
    let mut leaves = Vec::new();
    for (at, page) in pages.iter().enumerate() {
        show.budget = left.min(PAGE_BUDGET);
        left -= show.budget;
        let (drawing, broken) = if show.budget > 0 { page.drawing(pdf) } else { (Vec::new(), false) };
        let mut drawn = Drawn::default();
        show.draw(&drawing, page.resources, page.upright(), &mut drawn);
        let turned = if drawn.chars.is_empty() && drawn.turned { upright(&mut show, page, &drawing) } else { None };
        let page = &turned.as_ref().map_or(page.clone(), |(page, _)| page.clone());
        if let Some((_, found)) = turned {
            drawn = found;
        }
        let unseen = drawn.leave_out_unseen(page.size());
        let over = struck::strike_out(&mut drawn.chars, &drawn.strokes);
        let notes = remarks(pdf, page, &mut show, &mut drawn);
        let (wide, high) = page.size();
        looked.look(pdf, at + 1, (wide, high), &mut drawn);
        let from_picture = u32::try_from(at + 1).is_ok_and(|page| looked.pages.contains(&page));
        drawn.chars.retain(|i| i.right > 0.0 && i.left < wide && i.base > 0.0 && i.base < high + 5.0);
        let leaf = Leaf::new(at, page, &drawn, fields);
        let seen = [
            ("pdf-page-damaged", broken),
            ("pdf-page-no-text", drawn.chars.is_empty() && drawn.pictures),
            ("pdf-text-unseen", unseen),
            ("pdf-font-unreadable", drawn.nameless > 0),
            ("pdf-text-turned", drawn.turned),
            ("pdf-cut-short", show.budget == 0),
            ("note-ignored", notes),
            ("page-from-picture", from_picture),
            ("pdf-line-over-text", over),
            ("pdf-text-overlaps", leaf.segments.iter().any(|segment| segment.over > 1)),
        ];
        let seen = seen.into_iter().filter(|(_, is_so)| *is_so);
        findings.extend(seen.map(|(code, _)| Finding::new(code).with("page", at + 1)));
        left += show.budget;
        leaves.push(leaf);
    }
    if has_attachments(pdf) {
        findings.push(Finding::new("embedded-ignored"));
    }
    leaves
}

/// A page on which all text is turned, as it is when the paper is: that way up on which most of it reads.
fn upright<'a>(show: &mut Show<'a>, page: &Page<'a>, drawing: &[u8]) -> Option<(Page<'a>, Drawn)> {
    let mut best: Option<(Page<'a>, Drawn)> = None;
    for by in [90, 270, 180] {
        let page = Page { turn: page.turn + by, ..page.clone() };
        let mut drawn = Drawn::default();
        show.draw(drawing, page.resources, page.upright(), &mut drawn);
        if drawn.chars.len() > best.as_ref().map_or(0, |(_, best)| best.chars.len()) {
            best = Some((page, drawn));
        }
    }
    best
}

/// Whether files are attached to the pdf as a whole; one that is pinned to a page is a note there.
fn has_attachments(pdf: &Pdf) -> bool {
    let names = pdf.catalog().ok().and_then(|catalog| objects::dict(pdf, catalog, "Names"));
    names.and_then(|names| objects::dict(pdf, names, "EmbeddedFiles")).is_some_and(|files| {
        !objects::array(pdf, files, "Names").is_empty() || !objects::array(pdf, files, "Kids").is_empty()
    })
}

/// What a reader of the pdf draws on or over a text, with or without words: whoever strikes out an answer does it so.
const MARKS: [&[u8]; 11] = [
    b"FileAttachment",
    b"StrikeOut",
    b"Ink",
    b"Line",
    b"Circle",
    b"Square",
    b"Polygon",
    b"PolyLine",
    b"Caret",
    b"Redact",
    b"Stamp",
];

/// Texts that a reader of the pdf typed or stamped onto the page; and whether notes or marks on it say more.
fn remarks<'a>(pdf: &'a Pdf, page: &Page<'a>, show: &mut Show<'a>, drawn: &mut Drawn) -> bool {
    let mut unread = false;
    for note in objects::array(pdf, page.dict, "Annots").iter().take(5_000) {
        let Some(note) = objects::deref(pdf, note).and_then(objects::as_dict) else { continue };
        let look = objects::dict(pdf, note, "AP").and_then(|looks| objects::get(pdf, looks, "N"));
        let kind = objects::name(pdf, note, "Subtype").unwrap_or_default();
        let hidden = objects::integer(pdf, note, "F").is_some_and(|flags| flags & 0b10 != 0);
        if matches!(kind, b"Widget" | b"Link" | b"Popup" | b"PrinterMark") || hidden {
            continue;
        }
        let rect = objects::rect(pdf, note, "Rect");
        let (Some(Object::Stream(form)), true, Some(rect)) = (look, matches!(kind, b"FreeText" | b"Stamp"), rect)
        else {
            let said = objects::text(pdf, note, "Contents").filter(|said| !said.trim().is_empty());
            match (said, rect) {
                (Some(said), Some(rect)) if kind == b"FreeText" => {
                    let size = letters_of(pdf, note);
                    drawn.typed(typed(&said, page.upright().bounds(rect), size));
                }
                (said, _) => unread |= said.is_some() || MARKS.contains(&kind),
            }
            continue;
        };
        let own = objects::numbers(pdf, &form.dict, "Matrix").map_or(Matrix::ONE, Matrix);
        let Some(frame) = objects::rect(pdf, &form.dict, "BBox").map(|frame| own.bounds(frame)) else { continue };
        let (x, y) = (stretch(rect[0], rect[2], frame[0], frame[2]), stretch(rect[1], rect[3], frame[1], frame[3]));
        let fit = Matrix([x, 0.0, 0.0, y, rect[0] - frame[0] * x, rect[1] - frame[1] * y]);
        let mut typed = Drawn::default();
        show.form(form, fit.then(page.upright()), &mut typed);
        drawn.typed(typed.chars);
    }
    unread
}

/// The size of the letters that a note names in its `/DA`, or a usual one.
fn letters_of(pdf: &Pdf, note: &lopdf::Dictionary) -> f64 {
    let look = objects::text(pdf, note, "DA").unwrap_or_default();
    let words: Vec<&str> = look.split_ascii_whitespace().collect();
    let size = words.iter().position(|word| *word == "Tf").and_then(|at| words.get(at.checked_sub(1)?)?.parse().ok());
    size.filter(|size| (4.0..=72.0).contains(size)).unwrap_or(10.0)
}

/// The letters of a text that stands in a box, from its upper edge on, each line below the other.
fn typed(text: &str, [left, top, ..]: [f64; 4], size: f64) -> Vec<PositionedChar> {
    let mut chars = Vec::new();
    let mut base = top + size;
    for line in text.lines().take(200) {
        let mut at = left + 1.0;
        for letter in line.chars().take(1_000) {
            let right = at + 0.5 * size;
            chars.push(PositionedChar { text: letter.to_string(), left: at, right, base, size, font: 0 });
            at = right;
        }
        base += 1.2 * size;
    }
    chars
}

/// How much longer the one stretch is than the other.
fn stretch(from: f64, to: f64, low: f64, high: f64) -> f64 {
    if high - low > 0.01 { (to - from) / (high - low) } else { 1.0 }
}

/// One sheet of all pages.
fn sheet(leaves: &mut [Leaf], fields: &[Field]) -> (Sheet, Vec<Finding>) {
    let repeated = page_headers::repeated(leaves);
    let said = page_rows::join(leaves, &repeated);
    let mut items = page_headers::bound(leaves, &repeated, fields);
    let wide = 0.45 * leaves.first().map_or(595.0, |leaf| leaf.breadth);
    let areas = grid::lay(&mut items, wide);
    let mut sheet = Sheet::new("pdf", Grid::Flow);
    let mut cells = Cells::new(fields);
    for (item, area) in items.iter().zip(areas) {
        let cell = cells.cell(&item.what, area);
        if cell.rows * cell.cols > 1 {
            sheet.merged.push(area);
        }
        if let CellSource::Box(field, 0) = item.what {
            sheet.named.push(cells.named(field, cell.spot));
        }
        sheet.cells.push(cell);
    }
    sheet.cells.sort_by_key(|cell| cell.spot);
    sheet.merged.sort_by_key(|area| area.from);
    sheet.named.sort_by_key(|named| named.spot);
    (sheet, said)
}
