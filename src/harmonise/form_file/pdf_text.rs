//! Text on the pages of a form: its faces and sizes, how wide it is, and how it is written down.

use crate::document::pdf::text_width;
use crate::record::schema::Kind;

use super::colours::{ACCENT, GREY, INK};

/// How much room a question has beside its answer.
pub(super) const LABEL: f64 = 128.0;

/// A face of the text.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Face {
    Plain,
    Bold,
    Italic,
}

/// How a text looks.
#[derive(Clone, Copy)]
pub(super) struct PdfTextStyle {
    pub(super) face: Face,
    pub(super) size: f64,
    pub(super) colour: &'static str,
}

pub(super) const fn look(face: Face, size: f64, colour: &'static str) -> PdfTextStyle {
    PdfTextStyle { face, size, colour }
}

pub(super) const QUESTION: PdfTextStyle = look(Face::Plain, 8.5, INK);
pub(super) const CORE: PdfTextStyle = look(Face::Bold, 8.5, INK);
pub(super) const HELP: PdfTextStyle = look(Face::Italic, 8.0, GREY);
pub(super) const COLUMN: PdfTextStyle = look(Face::Bold, 8.5, ACCENT);

impl Face {
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Plain => "F1",
            Self::Bold => "F2",
            Self::Italic => "F3",
        }
    }

    /// In points.
    pub(super) fn width(self, text: &str, size: f64) -> f64 {
        text_width(text, self == Self::Bold) * size / 1000.0
    }
}

/// The size in which a line of help fits under its question; 0 where it is left to the tooltip.
pub(super) fn fitting(help: &str) -> f64 {
    let mut size = 7.0;
    while !help.is_empty() && size >= 6.5 {
        if HELP.face.width(help, size) <= LABEL - 3.0 {
            return size;
        }
        size -= 0.25;
    }
    0.0
}

pub(super) fn hint(kind: Kind) -> &'static str {
    match kind {
        Kind::Date => "dag-maand-jaar, bijvoorbeeld 01-09-2025",
        Kind::Bsn => "negen cijfers",
        Kind::Hours => "een aantal uren, bijvoorbeeld 12,5",
        Kind::Percentage => "een getal van 0 tot 100",
        Kind::Money => "een bedrag in euro",
        _ => "",
    }
}

/// A colour as three numbers from 0 to 1.
pub(super) fn rgb(hex: &str) -> String {
    let part = |at: usize| hex.get(at..at + 2).and_then(|two| u8::from_str_radix(two, 16).ok()).unwrap_or(0);
    let [r, g, b] = [0, 2, 4].map(|at| f64::from(part(at)) / 255.0);
    format!("{r:.3} {g:.3} {b:.3}")
}

/// Text in the bytes of Windows-1252; what it does not have is a question mark.
pub(super) fn hex(text: &str) -> String {
    let (bytes, _, _) = encoding_rs::WINDOWS_1252.encode(text);
    bytes.iter().map(|byte| format!("{byte:02X}")).collect()
}
