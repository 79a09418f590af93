//! The pages of a pdf in their order, each with what it inherits.

use std::collections::HashSet;

use lopdf::{Dictionary, Document, Object};

use crate::document::pdf::structure::matrix::Matrix;
use crate::document::pdf::structure::objects;

/// The most pages that are read.
pub(in crate::document::pdf) const MOST: usize = 1_000;

/// How deep pages may stand in groups of pages.
const DEPTH: usize = 64;

/// A page, with what its groups say where it says nothing itself.
#[derive(Clone, Debug)]
pub(in crate::document::pdf) struct Page<'a> {
    pub(in crate::document::pdf) dict: &'a Dictionary,
    pub(in crate::document::pdf) resources: Option<&'a Dictionary>,
    /// `[left, bottom, right, top]`
    pub(in crate::document::pdf) frame: [f64; 4],
    /// Degrees clockwise.
    pub(in crate::document::pdf) turn: i64,
}

/// All pages in order, and what was wrong with them.
#[derive(Debug, Default)]
pub(in crate::document::pdf) struct Pages<'a> {
    pub(in crate::document::pdf) list: Vec<Page<'a>>,
    /// A group of pages stands in itself.
    pub(in crate::document::pdf) cyclic: bool,
    /// Some pages are not there.
    pub(in crate::document::pdf) missing: bool,
    /// There are more than are read.
    pub(in crate::document::pdf) many: bool,
}

impl Page<'_> {
    /// From the page's own coordinates to points from its top left corner downwards.
    pub(in crate::document::pdf) fn upright(&self) -> Matrix {
        Matrix::page(self.frame, self.turn)
    }

    /// How wide and how high it is.
    pub(in crate::document::pdf) fn size(&self) -> (f64, f64) {
        let [.., right, bottom] = self.upright().bounds(self.frame);
        (right, bottom)
    }

    /// The drawing of the page: its streams one after the other; and whether one could not be read.
    pub(in crate::document::pdf) fn drawing(&self, pdf: &Document) -> (Vec<u8>, bool) {
        let contents = objects::get(pdf, self.dict, "Contents");
        let named = self.dict.get(b"Contents").is_ok_and(|contents| !contents.is_null());
        let streams = match contents {
            Some(Object::Array(list)) => list.iter().take(10_000).filter_map(|o| objects::deref(pdf, o)).collect(),
            other => other.into_iter().collect::<Vec<_>>(),
        };
        let (mut drawing, mut broken) = (Vec::new(), named && contents.is_none());
        for stream in streams.iter().filter_map(|o| o.as_stream().ok()) {
            let left = crate::document::pdf::LONGEST_STREAM.saturating_sub(drawing.len());
            match stream.get_plain_content_with_limit(left) {
                Ok(part) => drawing.extend(part),
                Err(_) => broken = true,
            }
            drawing.push(b'\n');
        }
        (drawing, broken)
    }
}

/// Walks the tree of pages.
pub(in crate::document::pdf) fn pages(pdf: &Document) -> Pages<'_> {
    let mut pages = Pages::default();
    let root = pdf.catalog().ok().and_then(|catalog| catalog.get(b"Pages").ok());
    let paper = Page { dict: &pdf.trailer, resources: None, frame: [0.0, 0.0, 595.0, 842.0], turn: 0 };
    let mut open: Vec<(&Object, Page<'_>, usize)> = root.map(|root| (root, paper, 0)).into_iter().collect();
    let mut seen = HashSet::new();
    while let Some((object, above, depth)) = open.pop() {
        if depth > DEPTH || object.as_reference().is_ok_and(|id| !seen.insert(id)) {
            pages.cyclic = true;
            continue;
        }
        let Some(dict) = objects::deref(pdf, object).and_then(objects::as_dict) else {
            pages.missing = true;
            continue;
        };
        if pages.list.len() >= MOST || open.len() > 100_000 {
            pages.many = true;
            break;
        }
        let page = inherit(pdf, dict, &above);
        if dict.has(b"Kids") {
            let kids = objects::array(pdf, dict, "Kids");
            open.extend(kids.iter().rev().map(|kid| (kid, page.clone(), depth + 1)));
        } else {
            pages.list.push(page);
        }
    }
    pages
}

fn inherit<'a>(pdf: &'a Document, dict: &'a Dictionary, above: &Page<'a>) -> Page<'a> {
    let frame = objects::rect(pdf, dict, "CropBox").or_else(|| objects::rect(pdf, dict, "MediaBox"));
    let sensible = |r: &[f64; 4]| r[2] - r[0] > 1.0 && r[3] - r[1] > 1.0 && r.iter().all(|n| n.abs() < 20_000.0);
    Page {
        dict,
        resources: objects::dict(pdf, dict, "Resources").or(above.resources),
        frame: frame.filter(sensible).unwrap_or(above.frame),
        turn: objects::integer(pdf, dict, "Rotate").unwrap_or(above.turn),
    }
}
