//! A form as a Word document: every answer in a content control named after its field.

use std::fmt::Write as _;

use anyhow::Result;

use crate::harmonise::layout::{FormQuestion, Layout, Row};
use crate::record::schema::Kind;

use super::colours::{ACCENT, LINE, PALE};
use crate::document::xml::patch::escape;

use super::docx_parts::package;
use super::{numbered, plain, slot};

/// The middle two are together as wide as the first, so that two halves can stand beside it too.
const WIDTHS: [u32; 5] = [2500, 2600, 1250, 1250, 2600];

/// A paragraph that stays on the page of the next.
const KEEP: &str = "<w:keepNext/>";
/// Twentieths of a point: of a page, of the head of a part and of that of a goal.
const PAGE: u32 = 15_190;
const PART_HEAD: u32 = 1000;
const GOAL_HEAD: u32 = 520;

/// The body of the document, from top to bottom.
#[derive(Default)]
struct DocxBody {
    body: String,
    controls: u32,
    used: Vec<String>,
    /// The goal whose rows are set.
    goal: Option<usize>,
    /// The first row of a part is set.
    begins: bool,
    /// The entry of a table whose row is set.
    entry: Option<usize>,
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
        let name = slot(ask, self.goal.or(self.entry), &mut self.used);
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
        let short = !ask.help.is_empty() && (ask.label.chars().count() + ask.help.chars().count()) < 60;
        let alias = if short { format!("{}: {}", ask.label, ask.help) } else { ask.label.clone() };
        let alias: String = alias.chars().take(60).collect();
        let keep = self.keep();
        // Help takes the place of an answer: small, so that the row stays low.
        let small = if shown == ask.help { "<w:sz w:val=\"17\"/><w:szCs w:val=\"17\"/>" } else { "" };
        format!(
            "<w:p><w:pPr><w:pStyle w:val=\"Antwoord\"/>{keep}</w:pPr><w:sdt><w:sdtPr><w:alias w:val=\"{}\"/><w:tag w:val=\"{}\"/>\
             <w:id w:val=\"{}\"/><w:showingPlcHdr/>{kind}</w:sdtPr><w:sdtContent><w:r><w:rPr><w:rStyle w:val=\"Vraagtekst\"/>\
             {small}</w:rPr><w:t xml:space=\"preserve\">{}</w:t></w:r></w:sdtContent></w:sdt></w:p>",
            escape(&alias),
            escape(&name),
            1000 + self.controls,
            escape(&shown)
        )
    }

    /// The rows of a goal stay on one page, and no part begins with a single row at the foot of one.
    fn keep(&self) -> &'static str {
        if self.goal.is_some() || self.begins { KEEP } else { "" }
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
                    cells += &cell(0, 1, &question(left, self.keep()), Some(PALE));
                    cells += &cell(1, if right.is_some() { 1 } else { 4 }, &control, None);
                }
                if let Some(right) = right {
                    let control = self.control(right, false);
                    cells += &cell(2, 2, &question(right, self.keep()), Some(PALE));
                    cells += &cell(4, 1, &control, None);
                }
                line(&cells, 340)
            }
            Row::Prose(ask, lines) => {
                let control = self.control(ask, true);
                // A question with more words has more room than one beside its answer.
                let cols = if ask.shown().chars().count() > 24 { 2 } else { 1 };
                let help = kept(cols, 5 - cols, &ask.help, "Uitleg", None);
                line(&(cell(0, cols, &question(ask, KEEP), Some(PALE)) + &help), 0)
                    + &line(&cell(0, 5, &control, None), 245 * lines)
            }
            Row::Match { subjects, sides } => {
                let heads = ["Onderwerp", &sides[0], &sides[1]];
                let spans = [(0, 1), (1, 2), (3, 2)];
                let head: String =
                    spans.iter().zip(heads).map(|((at, n), t)| kept(*at, *n, t, "Kolom", Some(PALE))).collect();
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
                    signers.iter().zip(spans).map(|((_, text), (at, n))| kept(at, n, text, "Kolom", Some(PALE)));
                let mut out = line(&(kept(0, 1, "", "Kolom", Some(PALE)) + &heads.collect::<String>()), 0);
                for (what, text) in signed {
                    let mut cells = kept(0, 1, text, "Vraag", Some(PALE));
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
        let high = GOAL_HEAD + rows.iter().map(height).sum::<u32>();
        let on_page = usize::try_from((PAGE - PART_HEAD) / high.max(1)).unwrap_or(1).max(1);
        for n in 1..=count {
            // Not every program keeps rows together, so a page begins where the next goal does not fit.
            let turn = if n > 1 && (n - 1) % on_page == 0 { "<w:pageBreakBefore/>" } else { "" };
            self.paragraph(&format!("Doel {n}"), "Kop2", &format!("{KEEP}{turn}"));
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
        let of = |fill: Option<&str>, content: String| {
            let shade = fill.map_or_else(String::new, shade);
            format!("<w:tc><w:tcPr><w:tcW w:w=\"{wide}\" w:type=\"dxa\"/>{shade}</w:tcPr>{content}</w:tc>")
        };
        let head: String = columns.iter().map(|ask| of(Some(PALE), styled(&ask.label, "Kolom", KEEP))).collect();
        // On each page again, so that no row stands without it.
        let mut out = format!("<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>{head}</w:tr>");
        for n in 0..count {
            self.entry = Some(n);
            let cells: String = columns.iter().map(|ask| of(None, self.control(ask, false))).collect();
            out += &line(&cells, 320);
        }
        self.entry = None;
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

fn styled(text: &str, style: &str, keep: &str) -> String {
    let run = if text.is_empty() {
        String::new()
    } else {
        format!("<w:r><w:t xml:space=\"preserve\">{}</w:t></w:r>", escape(text))
    };
    format!("<w:p><w:pPr><w:pStyle w:val=\"{style}\"/>{keep}</w:pPr>{run}</w:p>")
}

/// Words that do not part from the row below them.
fn kept(at: usize, cols: usize, text: &str, style: &str, fill: Option<&str>) -> String {
    cell(at, cols, &styled(text, style, KEEP), fill)
}

fn worded(at: usize, cols: usize, text: &str, style: &str, fill: Option<&str>) -> String {
    cell(at, cols, &styled(text, style, ""), fill)
}

/// A question, in bold and with a mark where it belongs to every complete form.
fn question(ask: &FormQuestion, keep: &str) -> String {
    let (bold, star) = if ask.schema().core {
        let star = format!(
            "<w:r><w:rPr><w:b/><w:color w:val=\"{ACCENT}\"/></w:rPr><w:t xml:space=\"preserve\">\u{a0}*</w:t></w:r>"
        );
        ("<w:rPr><w:b/></w:rPr>", star)
    } else {
        ("", String::new())
    };
    let text = escape(&ask.label);
    format!("<w:p><w:pPr><w:pStyle w:val=\"Vraag\"/>{keep}</w:pPr><w:r>{bold}<w:t>{text}</w:t></w:r>{star}</w:p>")
}

/// About how high a row of a goal is, in twentieths of a point.
fn height(row: &Row) -> u32 {
    match row {
        Row::Prose(_, lines) => 340 + 245 * lines,
        _ => 400,
    }
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
        let begins = n > 1 && matches!(part.rows.first(), Some(Row::Goals { .. }));
        let turn = if begins { "<w:pageBreakBefore/>" } else { "" };
        body.paragraph(&format!("{n}. {}", part.title), "Kop1", &format!("{KEEP}{turn}"));
        if !part.help.is_empty() {
            body.paragraph(&part.help, "Uitleg", KEEP);
        }
        let mut gathered = String::new();
        for (at, row) in part.rows.iter().enumerate() {
            body.begins = at == 0;
            match row {
                Row::Goals { count, rows } => body.goals(*count, rows),
                Row::Table { columns, count, .. } => body.entries(columns, *count),
                row => gathered += &body.row(row),
            }
        }
        body.begins = false;
        if !gathered.is_empty() {
            body.table(&gathered, &WIDTHS);
        }
    }
    package(&body.body, layout, WIDTHS.iter().sum())
}
