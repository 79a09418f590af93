//! The paragraphs and tables of an inserted document, and how they are written as `WordprocessingML`.

/// How deep tables may stand within tables.
pub(super) const DEEPEST: usize = 20;

/// Paragraphs and tables, in their order.
#[derive(Debug, Default)]
pub(super) struct Blocks {
    steps: Vec<Step>,
    /// The parts of tables that are open.
    open: Vec<&'static str>,
}

#[derive(Debug)]
enum Step {
    Paragraph(String),
    Open(&'static str),
    Close(&'static str),
}

impl Blocks {
    /// A paragraph; within a table it stands in a cell.
    pub(super) fn paragraph(&mut self, text: &str) {
        for part in ["tr", "tc"] {
            if self.open.last().is_some_and(|open| *open == "tbl" || *open == "tr" && part == "tc") {
                self.open(part);
            }
        }
        self.steps.push(Step::Paragraph(text.to_owned()));
    }

    /// A table, row or cell begins; a row stands in a table and a cell in a row.
    pub(super) fn open(&mut self, part: &str) {
        let (part, within) = match part {
            "tbl" => ("tbl", ["tc", ""]),
            "tr" => ("tr", ["tbl", "tbl"]),
            _ => ("tc", ["tr", "tr"]),
        };
        if self.open.len() < 3 * DEEPEST && within.contains(&self.open.last().copied().unwrap_or("")) {
            self.open.push(part);
            self.steps.push(Step::Open(part));
        }
    }

    /// Ends the innermost part of this kind and what is open within it.
    pub(super) fn close(&mut self, part: &str) {
        let Some(at) = self.open.iter().rposition(|open| *open == part) else { return };
        while self.open.len() > at {
            let Some(part) = self.open.pop() else { return };
            if part == "tc" {
                // a cell holds a paragraph at the least
                self.steps.push(Step::Paragraph(String::new()));
            }
            self.steps.push(Step::Close(part));
        }
    }

    /// Which part of a table is open, the innermost one.
    pub(super) fn innermost(&self) -> Option<&'static str> {
        self.open.last().copied()
    }

    /// The same as elements of Word.
    pub(super) fn written(mut self, prefix: &str) -> String {
        while let Some(part) = self.innermost() {
            self.close(part);
        }
        let colon = if prefix.is_empty() { "" } else { ":" };
        let tag = |name: &str| format!("{prefix}{colon}{name}");
        let mut xml = String::new();
        for step in &self.steps {
            match step {
                Step::Open(part) => xml.push_str(&format!("<{}>", tag(part))),
                Step::Close(part) => xml.push_str(&format!("</{}>", tag(part))),
                Step::Paragraph(text) => xml.push_str(&paragraph(text, &tag)),
            }
        }
        xml
    }
}

fn paragraph(text: &str, tag: &impl Fn(&str) -> String) -> String {
    let (p, r, t, br) = (tag("p"), tag("r"), tag("t"), tag("br"));
    let holds =
        |c: &char| !matches!(c, '\u{0}'..='\u{8}' | '\u{b}' | '\u{c}' | '\u{e}'..='\u{1f}' | '\u{fffe}' | '\u{ffff}');
    let lines: Vec<String> = text
        .lines()
        .map(|line| line.chars().filter(holds).collect::<String>())
        .map(|line| format!("<{t} xml:space=\"preserve\">{}</{t}>", quick_xml::escape::escape(&line)))
        .collect();
    format!("<{p}><{r}>{}</{r}></{p}>", lines.join(&format!("<{br}/>")))
}
