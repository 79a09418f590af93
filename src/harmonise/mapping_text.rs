//! The mapping of a laid out form, as a file that every reader of forms takes: one for all its papers.

use std::fmt::Write as _;

use crate::mapping::spec::wording::Wording;
use crate::record::schema::Schema;

use super::layout::{FormQuestion, Layout, Part, Row};

/// What a mapping says of itself.
#[derive(Clone)]
pub struct MappingInfo<'a> {
    pub body: &'a str,
    pub gemeenten: Vec<String>,
    pub kind: &'a str,
    pub version: String,
    pub source: &'a str,
    pub note: &'a str,
    pub blanks: Vec<String>,
    /// It is the form that the program brings along, which takes the shared lists of wordings by their names.
    pub standard: bool,
}

/// The mapping as text.
pub fn mapping_text(layout: &Layout, about: &MappingInfo<'_>) -> String {
    let how = match about.standard {
        true => {
            "# Made by `eenvorm harmonise --standard` with the blanks beside it, after templates/standaardplan.toml."
        }
        false => "# Made by `eenvorm harmonise` with the blanks beside it: change the proposal and run it again.",
    };
    let mut out = format!("{how}\n\n[form]\n");
    let _ = writeln!(out, "body    = {}", text(about.body));
    if !about.gemeenten.is_empty() {
        let _ = writeln!(out, "gemeenten = {}", texts(&about.gemeenten));
    }
    let _ = writeln!(out, "title   = {}\nkind    = {}", text(&layout.title), text(about.kind));
    let _ =
        writeln!(out, "version = {}\nbasis   = \"original\"\nsource  = {}", text(&about.version), text(about.source));
    let _ = writeln!(out, "blank   = {}", texts(&about.blanks));
    if !about.note.is_empty() {
        let _ = writeln!(out, "note    = {}", text(about.note));
    }
    let whose = layout.intro.split(':').next().unwrap_or_default().to_owned();
    let _ = writeln!(out, "\n[recognise]\nprinted = {}", texts(&[layout.title.clone(), whose]));
    let fixed: String = fixed(layout).iter().map(|printed| format!("  {},\n", text(printed))).collect();
    let _ = writeln!(out, "\n[printed]\nfixed = [\n{fixed}]");
    let headings: Vec<String> = layout.parts.iter().map(|part| part.title.clone()).collect();
    let _ = writeln!(out, "headings = {}\nsheets   = [\"Lijsten\"]", texts(&headings));
    let _ = writeln!(out, "\n[notation]\ndate = \"dd-mm-jjjj\"\n\n[answers]");
    let lines = Lines { layout, shared: about.standard };
    for (n, part) in (1..).zip(&layout.parts) {
        let _ = writeln!(out, "{}# {n}. {}", if n > 1 { "\n" } else { "" }, part.title);
        for (field, lines) in lines.answers(part) {
            match lines.as_slice() {
                [one] => out.push_str(&format!("{} = {one}\n", text(&field))),
                several => {
                    let body: String = several.iter().map(|line| format!("  {line},\n")).collect();
                    out.push_str(&format!("{} = [\n{body}]\n", text(&field)));
                }
            }
        }
    }
    layout.parts.iter().flat_map(|part| part.rows.iter().map(move |row| (part, row))).for_each(|(part, row)| {
        out.push_str(&lines.group(part, row));
    });
    out + &not_asked(layout, about)
}

/// The fields of every complete plan that this form leaves out, as a mapping has to say why.
fn not_asked(layout: &Layout, about: &MappingInfo<'_>) -> String {
    let known = |id: &str| id == "formulier.soort" || (id == "gemeente.naam" && about.body.starts_with("GM"));
    let left_out =
        Schema::common().fields.iter().filter(|field| field.core && !known(&field.id) && !layout.has(&field.id));
    let why = |id: &str| match id.starts_with("uren[]") {
        true => "uren worden achteraf verantwoord",
        false => "niet in de gezamenlijke kern",
    };
    let lines: String = left_out.map(|field| format!("{} = {}\n", text(&field.id), text(why(&field.id)))).collect();
    if lines.is_empty() { lines } else { format!("\n[not_asked]\n{lines}") }
}

fn text(value: &str) -> String {
    serde_json::to_string(value).unwrap_or_default()
}

fn texts(values: &[String]) -> String {
    format!("[{}]", values.iter().map(|value| text(value)).collect::<Vec<_>>().join(", "))
}

/// The printed text that is no label.
fn fixed(layout: &Layout) -> Vec<String> {
    let own = [
        layout.intro.clone(),
        layout.how.clone(),
        layout.privacy.clone(),
        "Handtekening".to_owned(),
        "Onderwerp".to_owned(),
    ];
    let of_parts = layout.parts.iter().map(|part| part.help.clone());
    let asks = layout.parts.iter().flat_map(|part| &part.rows).flat_map(Row::asks).map(|ask| ask.help.clone());
    let mut all: Vec<String> = Vec::new();
    for one in own.into_iter().chain(of_parts).chain(asks).filter(|text| !text.is_empty()) {
        if !all.contains(&one) {
            all.push(one);
        }
    }
    all.extend([format!("{}*", layout.foot), "Pagina *".to_owned()]);
    all
}

/// Writes the lines of a mapping.
struct Lines<'a> {
    layout: &'a Layout,
    /// Lists of wordings are named, and a section where a label needs it: so a form that somebody made of the blank, with
    /// other headings, is read too.
    shared: bool,
}

impl Lines<'_> {
    /// The lines of one part, those of one field together.
    fn answers(&self, part: &Part) -> Vec<(String, Vec<String>)> {
        let mut found: Vec<(String, Vec<String>)> = Vec::new();
        let mut take = |field: String, line: String| match found.iter_mut().find(|(known, _)| *known == field) {
            Some((_, lines)) => lines.push(line),
            None => found.push((field, vec![line])),
        };
        for row in &part.rows {
            match row {
                Row::Pair(asks) => {
                    asks.iter().for_each(|ask| take(ask.field.clone(), self.line(ask, Some(part), false)))
                }
                Row::Prose(ask, _) => take(ask.field.clone(), self.line(ask, Some(part), true)),
                Row::Match { subjects, sides } => {
                    for subject in subjects {
                        for (field, side) in [&subject.left, &subject.right].into_iter().zip(sides) {
                            take(field.clone(), in_row(part, &subject.label, side));
                        }
                    }
                }
                Row::Sign { signers, signed } => {
                    for (who, column) in signers {
                        for (what, label) in signed {
                            take(format!("ondertekening.{who}_{what}"), in_row(part, label, column));
                        }
                    }
                }
                Row::Goals { .. } | Row::Table { .. } => {}
            }
        }
        found
    }

    fn line(&self, ask: &FormQuestion, part: Option<&Part>, below: bool) -> String {
        let mut keys: Vec<String> = Vec::new();
        let within = part.filter(|_| !self.shared || self.stands_elsewhere(ask));
        keys.extend(within.map(|part| format!("section = {}", text(&part.title))));
        keys.push(format!("label = {}", text(&ask.label)));
        if below {
            keys.push("look = \"below\"".to_owned());
        }
        keys.extend(self.choices(ask));
        if !ask.notation.is_empty() {
            keys.push(format!("notation = {}", text(&ask.notation)));
        }
        if part.is_some() && ask.schema().core {
            keys.push("required = true".to_owned());
        }
        format!("{{ {} }}", keys.join(", "))
    }

    /// Whether the words of a question stand among the words to choose from too.
    fn stands_elsewhere(&self, ask: &FormQuestion) -> bool {
        let folded = |text: &str| Wording::new(text).folded;
        let own = folded(&ask.label);
        let all = self.layout.rows().flat_map(Row::asks);
        all.flat_map(FormQuestion::printed).any(|word| folded(word) == own)
    }

    /// The words of a choice, as they are printed and as they are read.
    fn choices(&self, ask: &FormQuestion) -> Option<String> {
        if ask.kind() != crate::record::schema::Kind::Choice || ask.words.is_empty() {
            return None;
        }
        if self.shared && ask.list == "-" {
            return None;
        }
        if self.shared && !ask.list.is_empty() {
            return Some(format!("choices = {}", text(&ask.list)));
        }
        let words: Vec<String> =
            ask.words.iter().map(|(word, wordings)| format!("{word} = {}", texts(wordings))).collect();
        Some(format!("choices = {{ {} }}", words.join(", ")))
    }

    /// A repeating group.
    fn group(&self, part: &Part, row: &Row) -> String {
        let own = |ask: &FormQuestion| ask.field.rsplit_once('.').map_or(ask.field.clone(), |(_, own)| own.to_owned());
        match row {
            Row::Goals { rows, .. } => {
                let mut out = "\n[rows.\"doelen\"]\nblock = \"Doel {n}\"\n\n[rows.\"doelen\".answers]\n".to_owned();
                for row in rows {
                    let below = matches!(row, Row::Prose(..));
                    for ask in row.asks() {
                        let _ = writeln!(out, "{} = {}", own(ask), self.line(ask, None, below));
                    }
                }
                out
            }
            Row::Table { group, columns, .. } => {
                let mut out =
                    format!("\n[rows.\"{group}\"]\nsection = {}\n\n[rows.\"{group}\".columns]\n", text(&part.title));
                for ask in columns {
                    let _ = writeln!(out, "{} = {}", own(ask), self.line(ask, None, false));
                }
                out
            }
            _ => String::new(),
        }
    }
}

fn in_row(part: &Part, label: &str, column: &str) -> String {
    let (section, label, column) = (text(&part.title), text(label), text(column));
    format!("{{ section = {section}, label = {label}, look = \"row\", column = {column} }}")
}
