//! One line of a drafted mapping: how its answer is found, and in which words.

use crate::document::cells::model::{Cell, Document, Format, OwnPlace};
use crate::mapping::spec::mapping_line::Direction;
use crate::record::schema::{Kind, Schema};
use crate::text::normalize::fold_label;

use crate::suggest::page::client_sheets::is_by_turn;
use crate::suggest::page::question::{Question, Within};
use crate::suggest::vocabulary::choices;
use crate::suggest::vocabulary::offered::answer_word;
use crate::suggest::vocabulary::slot::{Slot, id_of};

/// How much of its surroundings a line names, so that its label is found once and only once.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum LocatorScope {
    Label,
    Section,
    Path,
    Sheet,
    SheetAndSection,
    Address,
    /// It cannot be found.
    Lost,
}

impl LocatorScope {
    /// The next to try.
    #[must_use]
    pub fn next(self) -> Self {
        match self {
            Self::Label => Self::Section,
            Self::Section => Self::Path,
            Self::Path => Self::Sheet,
            Self::Sheet => Self::SheetAndSection,
            Self::SheetAndSection => Self::Address,
            Self::Address | Self::Lost => Self::Lost,
        }
    }
}

/// A text as TOML writes it.
pub fn quoted(text: &str) -> String {
    toml::Value::String(text.split_whitespace().collect::<Vec<_>>().join(" ")).to_string()
}

/// A list of texts as TOML writes it; one text stands alone.
pub fn listed(texts: &[String]) -> String {
    match texts {
        [one] => quoted(one),
        _ => format!("[{}]", texts.iter().map(|text| quoted(text)).collect::<Vec<_>>().join(", ")),
    }
}

/// The field of a line as its key: a part of one where that is asked.
pub fn key(slot: &Slot) -> String {
    id_of(slot.targets[0])
}

/// The inside of a line: `label = "BSN", look = "below"`.
pub fn body(
    asked: &Question,
    slot: &Slot,
    notation: Option<&str>,
    scope: LocatorScope,
    document: &Document,
) -> Option<String> {
    let mut pairs: Vec<String> = Vec::new();
    if scope == LocatorScope::Lost || scope == LocatorScope::Address && asked.gap.is_some() {
        return None;
    }
    if asked.gap.is_some() {
        return Some(around(asked, scope, document).join(", "));
    }
    if asked.within == Within::Clients {
        pairs.push(format!("column = {}", of_clients(asked, document)));
    } else if let Some(field) = &asked.field {
        pairs.push(format!("control = {}", quoted(&field.name)));
    } else if scope == LocatorScope::Address {
        let sheet = &document.sheets[asked.at.0];
        match keyed(document, asked) {
            Some(key) => pairs.push(format!("pointer = {}", quoted(key))),
            None => pairs.push(format!("at = {}", quoted(&sheet.place(asked.answer?)?.to_string()))),
        }
    } else {
        let found = found(asked, slot, is_paragraph(document, asked));
        let named = found.iter().any(|pair| pair.starts_with("section"));
        pairs.extend(around(asked, scope, document).into_iter().filter(|pair| !named || !pair.starts_with("section")));
        pairs.extend(found);
    }
    pairs.extend(worded(asked, slot, scope));
    pairs.extend(notation.map(|notation| format!("notation = {}", quoted(notation))));
    let text = document.sheets[asked.at.0].cells[asked.at.1].content.shown();
    if asked.of_office {
        pairs.push("office = true".to_owned());
    } else if slot.rows.is_none() && asked.within == Within::Form && is_required(&text) {
        pairs.push("required = true".to_owned());
    }
    Some(pairs.join(", "))
}

/// The column of a client a row: its name, or its number where another column is called the same.
fn of_clients(asked: &Question, document: &Document) -> String {
    let sheet = &document.sheets[asked.at.0];
    let own = &sheet.cells[asked.at.1];
    let same =
        |cell: &&Cell| cell.spot.row == own.spot.row && fold_label(&cell.content.shown()) == fold_label(&asked.text);
    match sheet.cells.iter().filter(same).count() {
        0 | 1 => quoted(&asked.text),
        _ => (own.spot.col + 1).to_string(),
    }
}

/// The shortest name of a question of a web form that no other has; it is found with and without the form.
pub fn keyed<'d>(document: &'d Document, asked: &Question) -> Option<&'d str> {
    let sheet = (document.format == Format::Json).then(|| &document.sheets[asked.at.0])?;
    let spot = asked.answer?;
    let mut own = sheet.named.iter().filter(|named| named.spot == spot && !named.names.is_empty());
    // a box or a part of an answer stands in the same cell as the whole, and before it
    let whole = own.next_back()?;
    whole.names.iter().skip(1).filter(|name| !name.starts_with('/')).min_by_key(|name| name.len()).map(|name| &**name)
}

fn is_required(text: &str) -> bool {
    text.trim_end_matches([':', ' ']).ends_with('*') || text.contains("(verplicht)")
}

/// The section and the sheet, as far as they are named.
pub fn around(asked: &Question, scope: LocatorScope, document: &Document) -> Vec<String> {
    let mut pairs = Vec::new();
    let path: Vec<String> = asked.sections.iter().map(|(_, text)| text.clone()).collect();
    let sheet = matches!(scope, LocatorScope::Sheet | LocatorScope::SheetAndSection);
    if sheet && !is_by_turn(document, asked.at.0) {
        pairs.push(format!("sheet = {}", quoted(&document.sheets[asked.at.0].name)));
    }
    let section = match scope {
        LocatorScope::Section | LocatorScope::SheetAndSection => path.last().map(|last| vec![last.clone()]),
        LocatorScope::Path if path.len() > 1 => Some(path),
        _ => None,
    };
    pairs.extend(section.map(|path| format!("section = {}", listed(&path))));
    pairs
}

/// The label and where the answer is, seen from it.
fn found(asked: &Question, slot: &Slot, paragraph: bool) -> Vec<String> {
    let label = format!("label = {}", quoted(&asked.text));
    let boxes = asked.hints.boxes && matches!(kind(slot), Kind::Choice | Kind::YesNo);
    let look = |word: &str| format!("look = {}", quoted(word));
    match (asked.look, &asked.column) {
        (Direction::In, _) => Vec::new(),
        (Direction::Row, Some((_, heading))) => vec![label, look("row"), format!("column = {}", quoted(heading))],
        // a row without the heading of a column tells no cell: the cell beside the label is tried
        (Direction::Row, None) => vec![label],
        (Direction::Below, _) if boxes && asked.hints.options.len() > 1 && asked.apart() => {
            vec![format!("section = {}", quoted(&asked.text))]
        }
        (Direction::Right | Direction::Left, _) if boxes && asked.apart() => {
            let side = if asked.look == Direction::Left { "left" } else { "right" };
            vec![format!("section = {}", quoted(&asked.text)), look(side)]
        }
        (Direction::Below | Direction::Right, _) if paragraph && slot.kind == Kind::Prose && !boxes => {
            vec![label, look("prose")]
        }
        (Direction::Below, _) => vec![label, look("below")],
        (Direction::Left, _) if !boxes => vec![label, look("left")],
        (Direction::After, _) if asked.hints.options.is_empty() => vec![label, look("after")],
        (Direction::Right, _) if boxes && asked.hints.options.is_empty() => vec![look("right")],
        (Direction::Left, _) if boxes && asked.hints.options.is_empty() => vec![look("left")],
        _ => vec![label],
    }
}

/// Whether a label is a paragraph of a text document, so that the text under it is its answer, however many paragraphs.
fn is_paragraph(document: &Document, asked: &Question) -> bool {
    let sheet = &document.sheets[asked.at.0];
    let paragraph =
        |at: usize| sheet.cells.get(at).is_some_and(|cell| matches!(cell.own_place, OwnPlace::Paragraph(_)));
    let next = sheet.cells.iter().position(|cell| cell.spot.row > sheet.cells[asked.at.1].end().row);
    matches!(document.format, Format::Docx | Format::Odt) && paragraph(asked.at.1) && next.is_some_and(paragraph)
}

fn kind(slot: &Slot) -> Kind {
    slot.kind
}

/// The form's words for choices, for yes and no, and beside boxes.
fn worded(asked: &Question, slot: &Slot, scope: LocatorScope) -> Option<String> {
    let schema = Schema::common();
    let field = schema.field(slot.targets[0].field);
    if slot.targets[0].part.is_some() || !matches!(field.kind, Kind::Choice | Kind::YesNo) {
        return None;
    }
    let alone = asked.hints.boxes && asked.hints.options.len() <= 1 && scope != LocatorScope::Address;
    if alone && matches!(asked.look, Direction::In | Direction::Right | Direction::Left) && field.kind == Kind::YesNo {
        return Some(format!("ticks = {{ ja = {} }}", quoted(&asked.text)));
    }
    let mut words: Vec<(String, Vec<String>)> = Vec::new();
    for option in &asked.hints.options {
        let Some(word) = answer_word(field, &asked.text, option) else { continue };
        match words.iter_mut().find(|(known, _)| *known == word) {
            Some((_, options)) => options.push(option.clone()),
            None => words.push((word, vec![option.clone()])),
        }
    }
    let pairs = |first: bool| {
        let pair = |(word, options): &(String, Vec<String>)| {
            format!("{word} = {}", if first { quoted(&options[0]) } else { listed(options) })
        };
        words.iter().map(pair).collect::<Vec<_>>().join(", ")
    };
    let ticks =
        asked.hints.boxes && scope != LocatorScope::Address && (asked.look != Direction::Below || asked.apart());
    match (words.is_empty(), ticks) {
        (false, true) => Some(format!("ticks = {{ {} }}", pairs(true))),
        (false, false) => Some(format!("choices = {{ {} }}", pairs(false))),
        _ => choices::list(&field.id).map(|list| format!("choices = {}", quoted(list))),
    }
}

/// The patterns of two fields in one cell; what waits in the answer place comes first.
pub fn patterns(asked: &Question, slot: &Slot) -> Vec<String> {
    let (one, other) = (format!("{{{}}}", id_of(slot.targets[0])), format!("{{{}}}", id_of(slot.targets[1])));
    if slot.kind != Kind::Date {
        return vec![format!("{one}, {other}"), format!("{one} / {other}"), format!("{one} ({other})")];
    }
    let waits = asked.hints.placeholder.as_deref().unwrap_or_default().to_lowercase();
    let joint = if waits.contains("tot en met") { "tot en met" } else { "t/m" };
    let first =
        if waits.starts_with("van") { format!("van {one} {joint} {other}") } else { format!("{one} {joint} {other}") };
    let usual = ["t/m", "tot en met", "tot", "-"]
        .into_iter()
        .flat_map(|joint| [format!("{one} {joint} {other}"), format!("van {one} {joint} {other}")]);
    let mut patterns = vec![first];
    for pattern in usual {
        if !patterns.contains(&pattern) {
            patterns.push(pattern);
        }
    }
    patterns
}

/// How hours are written whose label names minutes: a bare number counts them, or it has to say which.
pub fn hours(label: &str, slot: &Slot) -> Option<&'static str> {
    let lower = label.to_lowercase();
    let says = |units: &[&str]| lower.split(|c: char| !c.is_alphanumeric()).any(|word| units.contains(&word));
    let (minutes, hours) = (says(&["min", "minuten", "minuut"]), says(&["uur", "uren", "u"]));
    match slot.kind {
        Kind::Hours if minutes && hours => Some("uur of min"),
        Kind::Hours if minutes => Some("min"),
        _ => None,
    }
}

/// A column of a repeating group or a label of a block: the label alone, or with the form's words for a choice.
pub fn column(label: &str, asked: &Question, slot: &Slot) -> String {
    let notation = hours(label, slot).map(|notation| format!("notation = {}", quoted(notation)));
    let label = quoted(label);
    let look = match asked.look {
        Direction::Below if matches!(asked.within, Within::Block { .. }) => Some("look = \"below\"".to_owned()),
        Direction::After => Some("look = \"after\"".to_owned()),
        Direction::Row if matches!(asked.within, Within::Block { .. }) => Some("look = \"row\"".to_owned()),
        _ => None,
    };
    let words = worded(asked, slot, LocatorScope::Label);
    let extras: Vec<String> = look.into_iter().chain(notation).chain(words).collect();
    if extras.is_empty() { label } else { format!("{{ label = {label}, {} }}", extras.join(", ")) }
}
