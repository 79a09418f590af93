//! A form as a Word document: every answer in a content control named after its field.

use std::fmt::Write as _;

use anyhow::Result;

use crate::harmonise::layout::{FormQuestion, Layout, Row};
use crate::record::schema::Kind;

use super::colours::{ACCENT, LINE, PALE};
use crate::document::xml::patch::escape;

use super::docx_parts::package;
use super::xlsx::numbered;
use super::{plain, slot};

/// The middle two are together as wide as the first, so that two halves can stand beside it too.
const WIDTHS: [u32; 5] = [2500, 2600, 1250, 1250, 2600];

/// The body of the document, from top to bottom.
#[derive(Default)]
struct DocxBody {
    body: String,
    controls: u32,
    used: Vec<String>,
    /// The goal whose rows are set.
    goal: Option<usize>,
}

impl DocxBody {
    fn paragraph(&mut self, text: &str, style: &str, more: &str) {
        let text = escape(text);
        let _ = write!(
            self.body,
            "<w:p><w:pPr><w:pStyle w:val=\"{style}\"/>{more}</w:pPr><w:r><w:t xml:space=\"preserve\">{text}</w:t></w:r></w:p>"
        );
    }

    fn table(&mut self, rows: &str, widths: &[u32]) {
        let edges: String = ["top", "left", "bottom", "right", "insideH", "insideV"]
            .map(|side| format!("<w:{side} w:val=\"single\" w:sz=\"4\" w:space=\"0\" w:color=\"{LINE}\"/>"))
            .concat();
        let grid: String = widths.iter().map(|width| format!("<w:gridCol w:w=\"{width}\"/>")).collect();
        let total: u32 = widths.iter().sum();
        let _ = write!(
            self.body,
            "<w:tbl><w:tblPr><w:tblW w:w=\"{total}\" w:type=\"dxa\"/><w:tblBorders>{edges}</w:tblBorders><w:tblLayout \
             w:type=\"fixed\"/><w:tblCellMar><w:left w:w=\"85\" w:type=\"dxa\"/><w:right w:w=\"85\" w:type=\"dxa\"/>\
             </w:tblCellMar></w:tblPr><w:tblGrid>{grid}</w:tblGrid>{rows}</w:tbl>"
        );
    }

    /// A control in a paragraph; `block` where it holds prose.
    fn control(&mut self, ask: &FormQuestion, block: bool) -> String {
        let name = slot(ask, self.goal, &mut self.used);
        self.controls += 1;
        let shown = prompt(ask, block);
        let kind = match ask.kind() {
            _ if !ask.words.is_empty() => {
                let item = |word: &&str| {
                    let word = escape(word);
                    format!("<w:listItem w:displayText=\"{word}\" w:value=\"{word}\"/>")
                };
                // Open, because `n.v.t.` and `volgt` are answers too.
                format!("<w:comboBox>{}</w:comboBox>", ask.printed().iter().map(item).collect::<String>())
            }
            Kind::Date => "<w:date><w:dateFormat w:val=\"dd-MM-yyyy\"/><w:lid w:val=\"nl-NL\"/><w:storeMappedDataAs \
                           w:val=\"dateTime\"/><w:calendar w:val=\"gregorian\"/></w:date>"
                .to_owned(),
            _ => String::new(),
        };
        let alias: String = ask.label.chars().take(60).collect();
        format!(
            "<w:p><w:pPr><w:pStyle w:val=\"Antwoord\"/></w:pPr><w:sdt><w:sdtPr><w:alias w:val=\"{}\"/><w:tag w:val=\"{}\"/>\
             <w:id w:val=\"{}\"/><w:showingPlcHdr/>{kind}</w:sdtPr><w:sdtContent><w:r><w:rPr><w:rStyle w:val=\"Vraagtekst\"/>\
             </w:rPr><w:t xml:space=\"preserve\">{}</w:t></w:r></w:sdtContent></w:sdt></w:p>",
            escape(&alias),
            escape(&name),
            1000 + self.controls,
            escape(&shown)
        )
    }

    fn rows(&mut self, rows: &[Row]) -> String {
        rows.iter().map(|row| self.row(row)).collect()
    }

    /// The rows of a table that stand for a row of the form.
    fn row(&mut self, row: &Row) -> String {
        match row {
            Row::Pair(asks) => {
                let (left, right) = (asks.first(), asks.get(1));
                let mut cells = String::new();
                if let Some(left) = left {
                    let control = self.control(left, false);
                    cells += &label(0, 1, left);
                    cells += &cell(1, if right.is_some() { 1 } else { 4 }, &control, None);
                }
                if let Some(right) = right {
                    let control = self.control(right, false);
                    cells += &label(2, 2, right);
                    cells += &cell(4, 1, &control, None);
                }
                line(&cells, 340)
            }
            Row::Prose(ask, lines) => {
                let control = self.control(ask, true);
                let help = worded(2, 3, &ask.help, "Uitleg", None);
                line(&(label_over(ask) + &help), 0) + &line(&cell(0, 5, &control, None), 245 * lines)
            }
            Row::Match { subjects, sides } => {
                let heads = ["Onderwerp", &sides[0], &sides[1]];
                let spans = [(0, 1), (1, 2), (3, 2)];
                let head: String =
                    spans.iter().zip(heads).map(|((at, n), t)| worded(*at, *n, t, "Kolom", Some(PALE))).collect();
                let mut out = line(&head, 0);
                for subject in subjects {
                    let mut cells = worded(0, 1, &subject.label, "Vraag", Some(PALE));
                    for ((at, n), field) in spans[1..].iter().zip([&subject.left, &subject.right]) {
                        let control = self.control(&plain(field.clone(), &subject.label), true);
                        cells += &cell(*at, *n, &control, None);
                    }
                    out += &line(&cells, 1180);
                }
                out
            }
            Row::Sign { signers, signed } => {
                let spans = [(1, 1), (2, 2), (4, 1)];
                let heads =
                    signers.iter().zip(spans).map(|((_, text), (at, n))| worded(at, n, text, "Kolom", Some(PALE)));
                let mut out = line(&(worded(0, 1, "", "Kolom", Some(PALE)) + &heads.collect::<String>()), 0);
                for (what, text) in signed {
                    let mut cells = worded(0, 1, text, "Vraag", Some(PALE));
                    for ((who, _), (at, n)) in signers.iter().zip(spans) {
                        let control = self.control(&plain(format!("ondertekening.{who}_{what}"), text), false);
                        cells += &cell(at, n, &control, None);
                    }
                    out += &line(&cells, 340);
                }
                let boxes: String =
                    spans.iter().take(signers.len()).map(|(at, n)| cell(*at, *n, "<w:p/>", None)).collect();
                out + &line(&(worded(0, 1, "Handtekening", "Vraag", Some(PALE)) + &boxes), 1100)
            }
            Row::Goals { .. } | Row::Table { .. } => String::new(),
        }
    }

    fn goals(&mut self, count: usize, rows: &[Row]) {
        for n in 1..=count {
            self.paragraph(&format!("Doel {n}"), "Kop2", "<w:keepNext/>");
            self.goal = Some(n - 1);
            let rows = self.rows(&numbered(rows, n));
            self.table(&rows, &WIDTHS);
            self.goal = None;
        }
    }

    fn entries(&mut self, columns: &[FormQuestion], count: usize) {
        let total: u32 = WIDTHS.iter().sum();
        let wide = total / u32::try_from(columns.len().max(1)).unwrap_or(1);
        let widths = vec![wide; columns.len()];
        let of = |text: &str, fill: Option<&str>, content: String| {
            let shade = fill.map_or_else(String::new, shade);
            let _ = text;
            format!("<w:tc><w:tcPr><w:tcW w:w=\"{wide}\" w:type=\"dxa\"/>{shade}</w:tcPr>{content}</w:tc>")
        };
        let head: String = columns.iter().map(|ask| of(&ask.label, Some(PALE), styled(&ask.label, "Kolom"))).collect();
        let mut out = line(&head, 0);
        for n in 0..count {
            self.goal = Some(n);
            let cells: String = columns.iter().map(|ask| of("", None, self.control(ask, false))).collect();
            out += &line(&cells, 320);
        }
        self.goal = None;
        self.table(&out, &widths);
    }
}

/// What stands in a control until somebody writes there.
fn prompt(ask: &FormQuestion, block: bool) -> String {
    match ask.kind() {
        _ if block => "Schrijf hier".to_owned(),
        _ if !ask.words.is_empty() => "Kies".to_owned(),
        Kind::Date => "Kies een datum".to_owned(),
        _ if ask.help.is_empty() => "…".to_owned(),
        _ => ask.help.clone(),
    }
}

fn shade(fill: &str) -> String {
    format!("<w:shd w:val=\"clear\" w:color=\"auto\" w:fill=\"{fill}\"/>")
}

fn cell(at: usize, cols: usize, content: &str, fill: Option<&str>) -> String {
    let width: u32 = WIDTHS[at..at + cols].iter().sum();
    let span = if cols > 1 { format!("<w:gridSpan w:val=\"{cols}\"/>") } else { String::new() };
    let shade = fill.map_or_else(String::new, shade);
    format!("<w:tc><w:tcPr><w:tcW w:w=\"{width}\" w:type=\"dxa\"/>{span}{shade}</w:tcPr>{content}</w:tc>")
}

fn styled(text: &str, style: &str) -> String {
    let run = if text.is_empty() {
        String::new()
    } else {
        format!("<w:r><w:t xml:space=\"preserve\">{}</w:t></w:r>", escape(text))
    };
    format!("<w:p><w:pPr><w:pStyle w:val=\"{style}\"/></w:pPr>{run}</w:p>")
}

fn worded(at: usize, cols: usize, text: &str, style: &str, fill: Option<&str>) -> String {
    cell(at, cols, &styled(text, style), fill)
}

/// A question, in bold and with a mark where it belongs to every complete form.
fn question(ask: &FormQuestion) -> String {
    let (bold, star) = if ask.schema().core {
        let star = format!(
            "<w:r><w:rPr><w:b/><w:color w:val=\"{ACCENT}\"/></w:rPr><w:t xml:space=\"preserve\">\u{a0}*</w:t></w:r>"
        );
        ("<w:rPr><w:b/></w:rPr>", star)
    } else {
        ("", String::new())
    };
    let text = escape(&ask.label);
    format!(
        "<w:p><w:pPr><w:pStyle w:val=\"Vraag\"/><w:keepNext/></w:pPr><w:r>{bold}<w:t>{text}</w:t></w:r>{star}</w:p>"
    )
}

fn label(at: usize, cols: usize, ask: &FormQuestion) -> String {
    cell(at, cols, &question(ask), Some(PALE))
}

/// A question above its answer, with more room than one beside it.
fn label_over(ask: &FormQuestion) -> String {
    cell(0, 2, &question(ask), Some(PALE))
}

fn line(cells: &str, height: u32) -> String {
    let high = if height > 0 { format!("<w:trHeight w:val=\"{height}\" w:hRule=\"atLeast\"/>") } else { String::new() };
    format!("<w:tr><w:trPr><w:cantSplit/>{high}</w:trPr>{cells}</w:tr>")
}

/// The document.
pub(super) fn blank(layout: &Layout) -> Result<Vec<u8>> {
    let mut body = DocxBody::default();
    body.paragraph(&layout.title, "Titel", "");
    body.paragraph(&layout.intro, "Inleiding", "");
    body.paragraph(&layout.how, "Inleiding", "");
    body.paragraph(&layout.privacy, "Privacy", "");
    for (n, part) in (1..).zip(&layout.parts) {
        body.paragraph(&format!("{n}. {}", part.title), "Kop1", "<w:keepNext/>");
        if !part.help.is_empty() {
            body.paragraph(&part.help, "Uitleg", "<w:keepNext/>");
        }
        let mut gathered = String::new();
        for row in &part.rows {
            match row {
                Row::Goals { count, rows } => body.goals(*count, rows),
                Row::Table { columns, count, .. } => body.entries(columns, *count),
                row => gathered += &body.row(row),
            }
        }
        if !gathered.is_empty() {
            body.table(&gathered, &WIDTHS);
        }
    }
    package(&body.body, layout, WIDTHS.iter().sum())
}
