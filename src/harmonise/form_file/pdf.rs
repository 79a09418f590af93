//! A form as a fillable pdf: fields named after the schema, with tooltips, tagged and in reading order.

use std::fmt::Write as _;

use anyhow::Result;

use crate::harmonise::layout::{FormQuestion, Layout, Row, Subject};

use super::colours::{ACCENT, GREY, LINE, PALE};
use super::pdf_objects::{Element, Field, PageOf, document};
use super::pdf_text::{COLUMN, CORE, Face, HELP, LABEL, PdfTextStyle, QUESTION, fitting, hex, hint, look, rgb};
use super::{beginning, begins_page, numbered, plain, slot};

const WIDTH: f64 = 595.28;
const HEIGHT: f64 = 841.89;
const LEFT: f64 = 42.0;
const RIGHT: f64 = WIDTH - 42.0;
const TOP: f64 = 46.0;
const BOTTOM: f64 = 50.0;
const GAP: f64 = 8.0;
const HALF: f64 = (RIGHT - LEFT - GAP) / 2.0;

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
        self.room_of(height, height);
    }

    /// Turns the page where what follows is better begun on the next.
    fn room_of(&mut self, whole: f64, first: f64) {
        if self.y > TOP && begins_page(whole, first, HEIGHT - BOTTOM - self.y, HEIGHT - BOTTOM - TOP) {
            self.turn();
        }
    }

    /// An element of the structure that holds what is set meanwhile.
    fn within(&mut self, role: &'static str, scope: Option<&'static str>, set: impl FnOnce(&mut Self)) {
        self.order.push(Element::Open { role, scope });
        set(self);
        self.order.push(Element::Close);
    }

    /// The head of a column or a row of a table.
    fn head(&mut self, scope: &'static str, x: f64, y: f64, text: &str, look: PdfTextStyle) {
        self.within("TH", Some(scope), |pages| pages.text("P", x, y, text, look));
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
        self.order.push(Element::Text { role, page: self.drawn.len(), marks: vec![self.marks] });
        self.marks += 1;
    }

    /// A line that goes on with the text before it, on the same page.
    fn text_on(&mut self, x: f64, y: f64, text: &str, look: PdfTextStyle) {
        let before = self.order.len();
        self.text("P", x, y, text, look);
        let here = self.drawn.len();
        if self.order.len() > before
            && let Some(Element::Text { marks: own, .. }) = self.order.pop()
        {
            match self.order.last_mut() {
                Some(Element::Text { page, marks, .. }) if *page == here => marks.extend(own),
                _ => self.order.push(Element::Text { role: "P", page: here, marks: own }),
            }
        }
    }

    /// Text over the width of the page, in lines.
    fn lines(&mut self, text: &str, look: PdfTextStyle) {
        let mut lines: Vec<String> = Vec::new();
        for word in text.split(' ') {
            match lines.last_mut() {
                Some(line) if look.face.width(&format!("{line} {word}"), look.size) <= RIGHT - LEFT => {
                    line.push(' ');
                    line.push_str(word);
                }
                _ => lines.push(word.to_owned()),
            }
        }
        for (n, line) in lines.iter().enumerate() {
            match n {
                0 => self.text("P", LEFT, self.y + look.size, line, look),
                _ => self.text_on(LEFT, self.y + look.size, line, look),
            }
            self.y += look.size * 1.3;
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
                self.room(height(row));
                self.within("Table", None, |pages| pages.two_sides(subjects, sides));
            }
            Row::Goals { count, rows } => {
                for n in 1..=*count {
                    self.room(22.0 + rows.iter().map(height).sum::<f64>());
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

    fn two_sides(&mut self, subjects: &[Subject], sides: &[String; 2]) {
        let wide = (RIGHT - LEFT - LABEL - GAP) / 2.0;
        let at = [LEFT + LABEL, LEFT + LABEL + wide + GAP];
        let y = self.y;
        self.within("TR", None, |pages| {
            pages.head("Column", LEFT, y + 10.0, "Onderwerp", COLUMN);
            at.into_iter().zip(sides).for_each(|(x, side)| pages.head("Column", x + 2.0, y + 10.0, side, COLUMN));
        });
        self.y += 16.0;
        for subject in subjects {
            self.room(64.0);
            let y = self.y;
            self.within("TR", None, |pages| {
                pages.head("Row", LEFT, y + 12.0, &subject.label, QUESTION);
                for ((x, field), side) in at.into_iter().zip([&subject.left, &subject.right]).zip(sides) {
                    let ask = plain(field.clone(), &format!("{}, {}", subject.label, side.to_lowercase()));
                    pages.within("TD", None, |pages| pages.field(&ask, x, y, wide, 58.0));
                }
            });
            self.y += 64.0;
        }
    }

    fn sign(&mut self, signers: &[(String, String)], signed: &[(String, String)]) {
        self.room(150.0);
        self.y += 6.0;
        self.within("Table", None, |pages| pages.signatures(signers, signed));
    }

    fn signatures(&mut self, signers: &[(String, String)], signed: &[(String, String)]) {
        let wide = (RIGHT - LEFT - 70.0 - 2.0 * GAP) / 3.0;
        let at = [0.0, 1.0, 2.0].map(|n| LEFT + 70.0 + n * (wide + GAP));
        let y = self.y;
        self.within("TR", None, |pages| {
            pages.within("TD", None, |_| ());
            let heads = at.into_iter().zip(signers);
            heads.for_each(|(x, (_, text))| pages.head("Column", x + 2.0, y + 10.0, text, COLUMN));
        });
        self.y += 16.0;
        for (what, label) in signed {
            let y = self.y;
            self.within("TR", None, |pages| {
                pages.head("Row", LEFT, y + 12.0, label, QUESTION);
                for (x, (who, text)) in at.into_iter().zip(signers) {
                    let ask = plain(format!("ondertekening.{who}_{what}"), &format!("{label} {}", text.to_lowercase()));
                    pages.within("TD", None, |pages| pages.field(&ask, x, y, wide, 17.0));
                }
            });
            self.y += 23.0;
        }
        let y = self.y;
        self.within("TR", None, |pages| {
            pages.head("Row", LEFT, y + 12.0, "Handtekening", QUESTION);
            for x in at.into_iter().take(signers.len()) {
                pages.within("TD", None, |pages| pages.frame(x, y, wide, 54.0, None));
            }
        });
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
        Row::Match { subjects, .. } => 16.0 + 64.0 * subjects.len() as f64,
        Row::Goals { count, rows } => (30.0 + rows.iter().map(height).sum::<f64>()) * *count as f64,
        Row::Sign { signed, .. } => 82.0 + 23.0 * signed.len() as f64,
        Row::Table { count, .. } => 16.0 + 16.0 * *count as f64,
    }
}

/// How much of a row stands together.
fn first_height(row: &Row) -> f64 {
    match row {
        Row::Goals { rows, .. } => 30.0 + rows.iter().map(height).sum::<f64>(),
        row => height(row),
    }
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
        let head = 24.0 + 8.5 * 1.3 + 6.0;
        let whole = head + part.rows.iter().map(height).sum::<f64>();
        pages.room_of(whole, head + beginning(part.rows.iter().map(first_height)));
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
