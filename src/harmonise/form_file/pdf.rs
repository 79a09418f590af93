//! A form as a fillable pdf: fields named after the schema, with tooltips, tagged and in reading order.

use std::fmt::Write as _;

use anyhow::Result;

use crate::document::pdf::text_width;
use crate::harmonise::layout::{FormQuestion, Layout, Row};
use crate::record::schema::Kind;

use super::colours::{ACCENT, GREY, INK, LINE, PALE};
use super::pdf_objects::{Element, Field, PageOf, document};
use super::xlsx::numbered;
use super::{plain, slot};

const WIDTH: f64 = 595.28;
const HEIGHT: f64 = 841.89;
const LEFT: f64 = 42.0;
const RIGHT: f64 = WIDTH - 42.0;
const TOP: f64 = 46.0;
const BOTTOM: f64 = 50.0;
const LABEL: f64 = 128.0;
const GAP: f64 = 8.0;
const HALF: f64 = (RIGHT - LEFT - GAP) / 2.0;

/// A face of the text.
#[derive(Clone, Copy, PartialEq)]
enum Face {
    Plain,
    Bold,
    Italic,
}

/// How a text looks.
#[derive(Clone, Copy)]
struct PdfTextStyle {
    face: Face,
    size: f64,
    colour: &'static str,
}

const fn look(face: Face, size: f64, colour: &'static str) -> PdfTextStyle {
    PdfTextStyle { face, size, colour }
}

const QUESTION: PdfTextStyle = look(Face::Plain, 8.5, INK);
const CORE: PdfTextStyle = look(Face::Bold, 8.5, INK);
const HELP: PdfTextStyle = look(Face::Italic, 8.0, GREY);
const COLUMN: PdfTextStyle = look(Face::Bold, 8.5, ACCENT);

impl Face {
    fn name(self) -> &'static str {
        match self {
            Self::Plain => "F1",
            Self::Bold => "F2",
            Self::Italic => "F3",
        }
    }

    /// In points.
    fn width(self, text: &str, size: f64) -> f64 {
        text_width(text, self == Self::Bold) * size / 1000.0
    }
}

/// The pages from top to bottom.
struct Pages {
    drawn: Vec<PageOf>,
    order: Vec<Element>,
    content: String,
    marks: i64,
    y: f64,
    total: usize,
    foot: String,
    used: Vec<String>,
    goal: Option<usize>,
}

impl Pages {
    fn new(foot: &str, total: usize) -> Self {
        let (foot, content) = (foot.to_owned(), String::new());
        Self { drawn: vec![], order: vec![], content, marks: 0, y: TOP, total, foot, used: vec![], goal: None }
    }

    /// Turns the page where so much does not fit.
    fn room(&mut self, height: f64) {
        if self.y + height > HEIGHT - BOTTOM {
            self.turn();
        }
    }

    fn turn(&mut self) {
        let number = format!("Pagina {} van {}", self.drawn.len() + 1, self.total);
        let right = RIGHT - Face::Plain.width(&number, 7.5);
        self.content += "/Artifact BMC\n";
        let foot = self.foot.clone();
        self.draw(LEFT, HEIGHT - 28.0, &foot, look(Face::Plain, 7.5, GREY));
        self.draw(right, HEIGHT - 28.0, &number, look(Face::Plain, 7.5, GREY));
        self.content += "EMC\n";
        self.drawn.push(PageOf { content: std::mem::take(&mut self.content) });
        (self.marks, self.y) = (0, TOP);
    }

    /// A line whose base stands so far below the top of the page.
    fn draw(&mut self, x: f64, y: f64, text: &str, look: PdfTextStyle) {
        let _ = writeln!(
            self.content,
            "BT /{} {:.2} Tf {} rg {x:.2} {:.2} Td <{}> Tj ET",
            look.face.name(),
            look.size,
            rgb(look.colour),
            HEIGHT - y,
            hex(text)
        );
    }

    /// Text that is read aloud, under a role of the structure.
    fn text(&mut self, role: &'static str, x: f64, y: f64, text: &str, look: PdfTextStyle) {
        if text.is_empty() {
            return;
        }
        let _ = writeln!(self.content, "/{role} <</MCID {}>> BDC", self.marks);
        self.draw(x, y, text, look);
        self.content += "EMC\n";
        self.order.push(Element::Text { role, page: self.drawn.len(), mark: self.marks });
        self.marks += 1;
    }

    /// Text over the width of the page, in lines.
    fn lines(&mut self, text: &str, look: PdfTextStyle) {
        let mut line = String::new();
        let words: Vec<&str> = text.split(' ').collect();
        for (n, word) in words.iter().enumerate() {
            let longer = if line.is_empty() { (*word).to_owned() } else { format!("{line} {word}") };
            if look.face.width(&longer, look.size) > RIGHT - LEFT && !line.is_empty() {
                self.text("P", LEFT, self.y + look.size, &line, look);
                self.y += look.size * 1.3;
                (*word).clone_into(&mut line);
            } else {
                line = longer;
            }
            if n + 1 == words.len() {
                self.text("P", LEFT, self.y + look.size, &line, look);
                self.y += look.size * 1.3;
            }
        }
    }

    fn frame(&mut self, x: f64, y: f64, w: f64, h: f64, fill: Option<&str>) {
        let paint = match fill {
            Some(colour) => format!("{} rg {x:.2} {:.2} {w:.2} {h:.2} re f", rgb(colour), HEIGHT - y - h),
            None => format!("{} RG 0.6 w {x:.2} {:.2} {w:.2} {h:.2} re S", rgb(LINE), HEIGHT - y - h),
        };
        let _ = write!(self.content, "/Artifact BMC\n{paint}\nEMC\n");
    }

    /// A place for an answer with its frame.
    fn field(&mut self, ask: &FormQuestion, x: f64, y: f64, w: f64, h: f64) {
        self.frame(x, y, w, h, None);
        let hint = if ask.help.is_empty() { hint(ask.kind()) } else { &ask.help };
        let must = if ask.schema().core { " (verplicht)" } else { "" };
        let tip = if hint.is_empty() { format!("{}{must}", ask.label) } else { format!("{}{must}: {hint}", ask.label) };
        let name = slot(ask, self.goal, &mut self.used);
        let words = ask.printed().into_iter().map(str::to_owned).collect();
        let rect = [x + 1.0, HEIGHT - y - h + 1.0, x + w - 1.0, HEIGHT - y - 1.0];
        let required = ask.schema().core && !ask.field.contains("[]");
        let field = Field { name, rect, tip, words, tall: h > 26.0, required };
        self.order.push(Element::Field { page: self.drawn.len(), field });
    }

    /// A question in as much room as it has, smaller where it is long.
    fn label(&mut self, ask: &FormQuestion, x: f64, y: f64, width: f64) {
        let mut look = if ask.schema().core { CORE } else { QUESTION };
        let shown = ask.shown();
        while look.face.width(&shown, look.size) > width && look.size > 5.5 {
            look.size -= 0.25;
        }
        self.text("P", x, y, &shown, look);
    }

    fn pair(&mut self, asks: &[FormQuestion]) {
        self.room(20.5);
        let one = asks.len() == 1;
        for (ask, x) in asks.iter().zip([LEFT, LEFT + HALF + GAP]) {
            let size = fitting(&ask.help);
            self.label(ask, x, self.y + if size > 0.0 { 9.5 } else { 12.0 }, LABEL - 4.0);
            if size > 0.0 {
                self.text("P", x, self.y + 17.5, &ask.help, PdfTextStyle { size, ..HELP });
            }
            let wide = if one { RIGHT - LEFT - LABEL } else { HALF - LABEL };
            self.field(ask, x + LABEL, self.y, wide, 17.0);
        }
        self.y += 20.5;
    }

    fn prose(&mut self, ask: &FormQuestion, lines: u32) {
        let high = (13.0 * f64::from(lines) + 4.0).max(28.0);
        self.room(high + 19.0);
        let look = if ask.schema().core { CORE } else { QUESTION };
        let shown = look.face.width(&ask.shown(), look.size).min(RIGHT - LEFT);
        self.label(ask, LEFT, self.y + 11.0, RIGHT - LEFT);
        let at = LEFT + (shown + 14.0).max(165.0);
        if HELP.face.width(&ask.help, HELP.size) < RIGHT - at {
            self.text("P", at, self.y + 11.0, &ask.help, HELP);
        }
        self.field(ask, LEFT, self.y + 15.0, RIGHT - LEFT, high);
        self.y += high + 19.0;
    }

    fn rows(&mut self, rows: &[Row]) {
        rows.iter().for_each(|row| self.row(row));
    }

    fn row(&mut self, row: &Row) {
        match row {
            Row::Pair(asks) => self.pair(asks),
            Row::Prose(ask, lines) => self.prose(ask, *lines),
            Row::Match { subjects, sides } => {
                let wide = (RIGHT - LEFT - LABEL - GAP) / 2.0;
                let at = [LEFT + LABEL, LEFT + LABEL + wide + GAP];
                self.room(16.0 + 64.0 * 2.0);
                self.text("P", LEFT, self.y + 10.0, "Onderwerp", COLUMN);
                for (x, side) in at.into_iter().zip(sides) {
                    self.text("P", x + 2.0, self.y + 10.0, side, COLUMN);
                }
                self.y += 16.0;
                for subject in subjects {
                    self.room(64.0);
                    self.text("P", LEFT, self.y + 12.0, &subject.label, QUESTION);
                    for (x, field) in at.into_iter().zip([&subject.left, &subject.right]) {
                        self.field(&plain(field.clone(), &subject.label), x, self.y, wide, 58.0);
                    }
                    self.y += 64.0;
                }
            }
            Row::Goals { count, rows } => {
                for n in 1..=*count {
                    self.room(38.0 + rows.iter().map(height).sum::<f64>());
                    // Below the head of the page, where words that pages repeat are taken for a running head.
                    self.y = self.y.max(TOP + 8.0);
                    self.text("H3", LEFT, self.y + 14.0, &format!("Doel {n}"), look(Face::Bold, 11.0, ACCENT));
                    self.y += 22.0;
                    self.goal = Some(n - 1);
                    self.rows(&numbered(rows, n));
                    self.goal = None;
                    self.y += 8.0;
                }
            }
            Row::Sign { signers, signed } => self.sign(signers, signed),
            Row::Table { columns, count, .. } => self.table(columns, *count),
        }
    }

    fn sign(&mut self, signers: &[(String, String)], signed: &[(String, String)]) {
        let wide = (RIGHT - LEFT - 70.0 - 2.0 * GAP) / 3.0;
        let at = [0.0, 1.0, 2.0].map(|n| LEFT + 70.0 + n * (wide + GAP));
        self.room(150.0);
        self.y += 6.0;
        for (x, (_, text)) in at.into_iter().zip(signers) {
            self.text("P", x + 2.0, self.y + 10.0, text, COLUMN);
        }
        self.y += 16.0;
        for (what, label) in signed {
            self.text("P", LEFT, self.y + 12.0, label, QUESTION);
            for (x, (who, text)) in at.into_iter().zip(signers) {
                let name = format!("{label} {}", text.to_lowercase());
                self.field(&plain(format!("ondertekening.{who}_{what}"), &name), x, self.y, wide, 17.0);
            }
            self.y += 23.0;
        }
        self.text("P", LEFT, self.y + 12.0, "Handtekening", QUESTION);
        at.into_iter().take(signers.len()).for_each(|x| self.frame(x, self.y, wide, 54.0, None));
        self.y += 60.0;
    }

    fn table(&mut self, columns: &[FormQuestion], count: usize) {
        let n = u32::try_from(columns.len().max(1)).unwrap_or(1);
        let wide = (RIGHT - LEFT) / f64::from(n);
        let at: Vec<f64> = (0..n).map(|n| LEFT + f64::from(n) * wide).collect();
        // On one page as far as that can be: below a page's end no heading says what its rows ask.
        self.room((32.0 + 16.0 * count as f64).min(HEIGHT - TOP - BOTTOM));
        for (x, ask) in at.iter().zip(columns) {
            // headings that nearly touch would be read as one
            self.label(ask, x + 1.0, self.y + 10.0, wide - 10.0);
        }
        self.y += 16.0;
        for row in 0..count {
            self.room(18.0);
            self.goal = Some(row);
            // A tooltip that is the heading of its column could be taken for that heading where the table has one
            // column.
            let in_row =
                |ask: &FormQuestion| FormQuestion { label: format!("{}, rij {}", ask.label, row + 1), ..ask.clone() };
            at.iter().zip(columns).for_each(|(x, ask)| self.field(&in_row(ask), *x, self.y, wide, 16.0));
            self.y += 16.0;
        }
        self.goal = None;
    }
}

/// How high a row is, about.
fn height(row: &Row) -> f64 {
    match row {
        Row::Pair(_) => 20.5,
        Row::Prose(_, lines) => (13.0 * f64::from(*lines) + 4.0).max(28.0) + 19.0,
        _ => 90.0,
    }
}

/// The size in which a line of help fits under its question; 0 where it is left to the tooltip.
fn fitting(help: &str) -> f64 {
    let mut size = 7.0;
    while !help.is_empty() && size >= 6.5 {
        if HELP.face.width(help, size) <= LABEL - 3.0 {
            return size;
        }
        size -= 0.25;
    }
    0.0
}

fn hint(kind: Kind) -> &'static str {
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
fn rgb(hex: &str) -> String {
    let part = |at: usize| hex.get(at..at + 2).and_then(|two| u8::from_str_radix(two, 16).ok()).unwrap_or(0);
    let [r, g, b] = [0, 2, 4].map(|at| f64::from(part(at)) / 255.0);
    format!("{r:.3} {g:.3} {b:.3}")
}

/// Text in the bytes of Windows-1252; what it does not have is a question mark.
fn hex(text: &str) -> String {
    let (bytes, _, _) = encoding_rs::WINDOWS_1252.encode(text);
    bytes.iter().map(|byte| format!("{byte:02X}")).collect()
}

/// The pdf.
pub(super) fn blank(layout: &Layout) -> Result<Vec<u8>> {
    let total = drawn(layout, 0).drawn.len();
    let pages = drawn(layout, total);
    document(&layout.title, &pages.drawn, &pages.order, [WIDTH, HEIGHT])
}

/// The pages, each with its number out of so many.
fn drawn(layout: &Layout, total: usize) -> Pages {
    let mut pages = Pages::new(&layout.foot, total);
    let mut title = look(Face::Bold, 20.0, ACCENT);
    while title.face.width(&layout.title, title.size) > RIGHT - LEFT {
        title.size -= 0.5;
    }
    pages.text("H1", LEFT, pages.y + 14.0, &layout.title, title);
    pages.y += 26.0;
    let small = |size: &f64| Face::Plain.width(&layout.intro, *size) <= RIGHT - LEFT;
    // by the intro a form is told from those of the other bodies: a word or two on a second line are avoided
    let intro = [10.0, 9.5, 9.0, 8.5, 8.0].into_iter().find(small).unwrap_or(10.0);
    for (text, size, colour) in [(&layout.intro, intro, GREY), (&layout.how, 8.5, GREY), (&layout.privacy, 8.5, ACCENT)]
    {
        pages.lines(text, look(Face::Plain, size, colour));
        pages.y += 3.0;
    }
    for (n, part) in (1..).zip(&layout.parts) {
        pages.y += 7.0;
        pages.room(50.0 + part.rows.iter().take(3).map(height).sum::<f64>());
        pages.frame(LEFT, pages.y, RIGHT - LEFT, 20.0, Some(PALE));
        pages.text("H2", LEFT + 4.0, pages.y + 14.5, &format!("{n}. {}", part.title), look(Face::Bold, 12.0, ACCENT));
        pages.y += 24.0;
        if !part.help.is_empty() {
            pages.lines(&part.help, PdfTextStyle { size: 8.5, ..HELP });
        }
        pages.y += 6.0;
        pages.rows(&part.rows);
    }
    pages.turn();
    pages
}
