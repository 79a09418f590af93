//! Reads the lines of a mapping file: answers, combined cells and repeating groups.

use std::ops::Range;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use crate::mapping::spec::context::{Context, wordings_by_word};
use crate::mapping::spec::form_spec::Per;
use crate::mapping::spec::mapping_line::{
    Asks, BlockLine, Column, Direction, Line, Locator, RowColumn, Rows, Shape, TickBox,
};
use crate::mapping::spec::pattern::Pattern;
use crate::mapping::spec::sentence::{GapAsks, Sentence};
use crate::mapping::spec::target::Target;
use crate::mapping::spec::wording::Wording;
use crate::record::schema::Kind;
use crate::record::value::Notation;
use crate::spec_toml::diagnostic::{Diagnostic, did_you_mean};
use crate::spec_toml::table::{Strict, text_of, texts_of};

type Value<'t> = Spanned<DeValue<'t>>;

/// Schema words with their wordings, the first of which is written.
type Choices = Vec<(String, Vec<String>)>;

const LOOKS: [(&str, Direction); 7] = [
    ("right", Direction::Right),
    ("below", Direction::Below),
    ("prose", Direction::Prose),
    ("after", Direction::After),
    ("left", Direction::Left),
    ("row", Direction::Row),
    ("in", Direction::In),
];

/// The lines under `[answers]`.
pub(crate) fn answers(root: &Strict<'_>, context: &Context<'_>, per: Per) -> Vec<Line> {
    let Some(table) = root.table("answers") else { return Vec::new() };
    let mut lines = Vec::new();
    for (id, span, value) in table.entries() {
        let Some(target) = context.target_at(id, span.clone()) else { continue };
        if context.schema.field(target.field).rows().is_some() {
            context.flaw(span, format!("`{id}` stands in a repeating group: give it under `[rows]`"));
            continue;
        }
        let items = match value.get_ref() {
            DeValue::Array(items) => items.iter().collect(),
            _ => vec![value],
        };
        lines.extend(items.into_iter().filter_map(|item| answer(target, item, context, per)));
    }
    lines
}

fn answer(target: Target, value: &Value<'_>, context: &Context<'_>, per: Per) -> Option<Line> {
    let table = Strict::of(value, &context.flaws)?;
    let choices = choices(&table, target, context);
    let notation = context.notation(target, table.spanned_text("notation"), &choices, value.span());
    let by = by(&table, target, context, per);
    let section = wordings(&table.texts("section"));
    let sheet = table.text("sheet").map(str::to_owned);
    let (required, office) = (table.truth("required"), table.truth("office"));
    let worded = is_worded(&table);
    let cells = table.count("cells").unwrap_or(1).max(1);
    if cells > 1
        && !matches!(by, Some(Locator::Label { look: Direction::Right | Direction::Below | Direction::Row, .. }))
    {
        context.flaw(table.span.clone(), "`cells` goes with a `label` that looks right, below or along a row");
    }
    table.finish();
    Some(Line { asks: Asks::One { target, notation, worded }, by: by?, cells, section, sheet, required, office })
}

/// How the answer of a line is found: exactly one way.
fn by(table: &Strict<'_>, target: Target, context: &Context<'_>, per: Per) -> Option<Locator> {
    let look = table.word("look", &LOOKS);
    let skip = table.count("skip").unwrap_or(0);
    let label = wordings(&table.texts("label"));
    let boxes = table.get("ticks").map(|value| tick_boxes(value, target, context)).unwrap_or_default();
    let column = table.get("column");
    let names: Vec<String> = ["control", "field", "pointer"].iter().flat_map(|key| table.texts(key)).collect();
    if let Some((text, span)) = table.spanned_text("at") {
        return match text.parse() {
            Ok(place) => Some(Locator::At(place)),
            Err(message) => {
                context.flaw(span, message);
                None
            }
        };
    }
    if !names.is_empty() {
        return Some(Locator::Named(names));
    }
    if !boxes.is_empty() {
        return Some(match look.unwrap_or(Direction::In) {
            Direction::In if !label.is_empty() => Locator::Marks { label, boxes, skip },
            look => Locator::Ticks { label, boxes, look, skip },
        });
    }
    if per == Per::Row
        && let Some(column) = column
    {
        return column_of(column, context).map(Locator::Column);
    }
    if label.is_empty() {
        let message = "this line says no place: give it a `label`, `at`, `ticks`, `control`, `field` or `pointer`";
        let message = if per == Per::Row { "this line says no place: give it a `column`" } else { message };
        context.flaw(table.span.clone(), message);
        return None;
    }
    let column = column.map(|value| wordings(&texts_of(value, &context.flaws))).unwrap_or_default();
    let look = look.unwrap_or(if column.is_empty() { Direction::Right } else { Direction::Row });
    if look == Direction::Row && column.is_empty() {
        context.flaw(table.span.clone(), "`look = \"row\"` needs the heading of a `column`");
    }
    Some(Locator::Label { wordings: label, look, skip, column })
}

fn column_of(value: &Value<'_>, context: &Context<'_>) -> Option<Column> {
    match value.get_ref().as_integer() {
        None => Some(Column::Heading(wordings(&texts_of(value, &context.flaws)))),
        Some(number) => match number.as_str().parse::<u32>() {
            Ok(n) if n > 0 => Some(Column::Number(n - 1)),
            _ => {
                context.flaw(value.span(), "a column is a name or a number from 1");
                None
            }
        },
    }
}

/// The line's own wordings of a choice: given here, or by the name of a list.
fn choices(table: &Strict<'_>, target: Target, context: &Context<'_>) -> Choices {
    let Some(value) = table.get("choices") else { return Vec::new() };
    let choices = match value.get_ref() {
        DeValue::String(name) => context.lists.get(name.as_ref()).cloned().unwrap_or_else(|| {
            let message = format!("`{name}` is no list of `choices.toml`");
            let hint = did_you_mean(name, context.lists.keys().map(String::as_str));
            context.flaws.borrow_mut().push(Diagnostic::new(value.span(), message).hint(hint));
            Vec::new()
        }),
        _ => wordings_by_word(value, &context.flaws),
    };
    for (word, _) in &choices {
        known_word(word, target, context, value.span());
    }
    choices
}

/// Whether a line says itself in which words it is answered: a list by name says how to read, not what is printed.
fn is_worded(table: &Strict<'_>) -> bool {
    let choices = table.get("choices").is_some_and(|value| !matches!(value.get_ref(), DeValue::String(_)));
    choices || table.get("notation").is_some()
}

/// Says so when `word` is no schema word of the field.
fn known_word(word: &str, target: Target, context: &Context<'_>, span: Range<usize>) {
    let field = context.schema.field(target.field);
    let yes_no = ["ja", "nee"];
    let known: Vec<&str> = match field.kind {
        Kind::YesNo => yes_no.to_vec(),
        _ => field.choices.iter().map(String::as_str).collect(),
    };
    if known.is_empty() {
        context.flaw(span, format!("`{}` is no choice, so it has no words", field.id));
    } else if !known.contains(&word) {
        let message = format!("`{word}` is no word of `{}`", field.id);
        context.flaws.borrow_mut().push(Diagnostic::new(span, message).hint(did_you_mean(word, known)));
    }
}

fn tick_boxes(value: &Value<'_>, target: Target, context: &Context<'_>) -> Vec<TickBox> {
    let Some(table) = Strict::of(value, &context.flaws) else { return Vec::new() };
    let boxes = table.entries().filter_map(|(word, span, value)| {
        known_word(word, target, context, span);
        let label = Wording::new(text_of(value, &context.flaws)?);
        Some(TickBox { word: word.to_owned(), label })
    });
    boxes.collect()
}

fn wordings(texts: &[String]) -> Vec<Wording> {
    texts.iter().map(|text| Wording::new(text)).collect()
}

/// The lines under `[[combined]]`.
pub(crate) fn combined(root: &Strict<'_>, context: &Context<'_>) -> Vec<Line> {
    let Some(value) = root.get("combined") else { return Vec::new() };
    let DeValue::Array(items) = value.get_ref() else {
        context.flaw(value.span(), "`combined` is a list: write `[[combined]]`");
        return Vec::new();
    };
    items.iter().filter_map(|item| one_combined(item, context)).collect()
}

fn one_combined(value: &Value<'_>, context: &Context<'_>) -> Option<Line> {
    let table = Strict::of(value, &context.flaws)?;
    let placed = PLACES.iter().any(|key| table.get(key).is_some());
    let written = table.get("pattern");
    let texts = written.map(|value| texts_of(value, &context.flaws)).unwrap_or_default();
    let span = written.map_or(table.span.clone(), toml::Spanned::span);
    if written.is_none() {
        context.flaw(span.clone(), "`pattern` is missing here");
    }
    let (asks, by) = if placed {
        let patterns: Vec<Pattern> = texts.iter().filter_map(|p| pattern(p, span.clone(), context)).collect();
        let target = patterns.first()?.pieces.first()?.target;
        (Asks::Combined(patterns), by(&table, target, context, Per::Document)?)
    } else {
        let sentences: Vec<Sentence> = texts.iter().filter_map(|p| sentence(p, span.clone(), context)).collect();
        sentences.first()?;
        (Asks::Sentence(sentences), Locator::Sentence)
    };
    let section = wordings(&table.texts("section"));
    let sheet = table.text("sheet").map(str::to_owned);
    let (required, office) = (table.truth("required"), table.truth("office"));
    table.finish();
    Some(Line { asks, by, cells: 1, section, sheet, required, office })
}

/// The keys that say where the answer of a line stands; a `[[combined]]` without any is found by its own words.
const PLACES: [&str; 6] = ["label", "at", "ticks", "control", "field", "pointer"];

fn sentence(written: &str, span: Range<usize>, context: &Context<'_>) -> Option<Sentence> {
    let asks = |id: &str| {
        let target = context.target(id).map_err(|flaw| flaw.message)?;
        Ok(GapAsks { target, notation: context.notation(target, None, &[], span.clone()) })
    };
    Sentence::parse(written, asks).map_err(|message| context.flaw(span.clone(), message)).ok()
}

fn pattern(written: &str, span: Range<usize>, context: &Context<'_>) -> Option<Pattern> {
    let target = |id: &str| context.target(id).map_err(|flaw| flaw.message);
    let notation = |target| Ok(context.notation(target, None, &[], span.clone()));
    Pattern::parse(written, target, notation).map_err(|message| context.flaw(span.clone(), message)).ok()
}

/// The groups under `[rows]`.
pub(crate) fn rows(root: &Strict<'_>, context: &Context<'_>) -> Vec<Rows> {
    let Some(table) = root.table("rows") else { return Vec::new() };
    let groups: Vec<&str> = context.schema.fields.iter().filter_map(|field| field.rows()).collect();
    let mut found = Vec::new();
    for (group, span, value) in table.entries() {
        if !groups.contains(&group) {
            let message = format!("`{group}` is no repeating group");
            let hint = did_you_mean(group, groups.iter().copied());
            context.flaws.borrow_mut().push(Diagnostic::new(span, message).hint(hint));
            continue;
        }
        let items = match value.get_ref() {
            DeValue::Array(items) => items.iter().collect(),
            _ => vec![value],
        };
        found.extend(items.into_iter().filter_map(|item| one_group(group, item, context)));
    }
    found
}

fn one_group(group: &str, value: &Value<'_>, context: &Context<'_>) -> Option<Rows> {
    let table = Strict::of(value, &context.flaws)?;
    let shape = match (table.table("columns"), table.text("block")) {
        (Some(columns), None) => Shape::Table {
            columns: columns.entries().filter_map(|(name, span, v)| column(group, name, span, v, context)).collect(),
            end: wordings(&table.texts("end")),
        },
        (None, Some(heading)) => Shape::Blocks { heading: heading.to_owned(), lines: blocks(group, &table, context) },
        _ => {
            context.flaw(table.span.clone(), "a group has either `columns` or a `block` with `answers`");
            return None;
        }
    };
    let rows = Rows {
        group: group.to_owned(),
        section: wordings(&table.texts("section")),
        sheet: table.text("sheet").map(str::to_owned),
        example_rows: examples(&table, &shape, context),
        shape,
    };
    table.finish();
    Some(rows)
}

/// How many rows under the headings of a table are examples; blocks have none.
fn examples(table: &Strict<'_>, shape: &Shape, context: &Context<'_>) -> u32 {
    let rows = table.count("example_rows");
    if rows.is_some() && matches!(shape, Shape::Blocks { .. }) {
        context.flaw(table.span.clone(), "`example_rows` goes with `columns`");
    }
    rows.unwrap_or(0)
}

fn target_in(group: &str, name: &str, span: Range<usize>, context: &Context<'_>) -> Option<Target> {
    context.target_at(&format!("{group}[].{name}"), span)
}

/// A text, a list or a table, read as a table: `"Doel"` is `{ label = "Doel" }`.
fn labelled<'t>(value: &'t Value<'t>, empty: &'t DeTable<'t>, context: &Context<'_>) -> (Vec<String>, Strict<'t>) {
    match value.get_ref() {
        DeValue::Table(table) => {
            let table = Strict::new(table, value.span(), &context.flaws);
            (table.texts("label"), table)
        }
        _ => (texts_of(value, &context.flaws), Strict::new(empty, value.span(), &context.flaws)),
    }
}

fn column(group: &str, name: &str, span: Range<usize>, value: &Value<'_>, context: &Context<'_>) -> Option<RowColumn> {
    let target = target_in(group, name, span, context)?;
    let empty = DeTable::new();
    let (labels, table) = labelled(value, &empty, context);
    let (notation, ticks) = noted(&table, target, value.span(), context);
    if labels.is_empty() && ticks.is_empty() {
        context.flaw(value.span(), "a column needs a `label`");
    }
    let worded = is_worded(&table);
    table.finish();
    Some(RowColumn { target, notation, headings: wordings(&labels), ticks, worded })
}

fn noted(table: &Strict<'_>, target: Target, span: Range<usize>, context: &Context<'_>) -> (Notation, Vec<TickBox>) {
    let choices = choices(table, target, context);
    let notation = context.notation(target, table.spanned_text("notation"), &choices, span);
    let ticks = table.get("ticks").map(|value| tick_boxes(value, target, context)).unwrap_or_default();
    (notation, ticks)
}

fn blocks(group: &str, table: &Strict<'_>, context: &Context<'_>) -> Vec<BlockLine> {
    let Some(answers) = table.table("answers") else {
        context.flaw(table.span.clone(), "a `block` needs `answers`");
        return Vec::new();
    };
    answers.entries().filter_map(|(name, span, value)| block_line(group, name, span, value, context)).collect()
}

fn block_line(
    group: &str,
    name: &str,
    span: Range<usize>,
    value: &Value<'_>,
    context: &Context<'_>,
) -> Option<BlockLine> {
    let target = target_in(group, name, span, context)?;
    let empty = DeTable::new();
    let (labels, table) = labelled(value, &empty, context);
    let choices = choices(&table, target, context);
    let notation = context.notation(target, table.spanned_text("notation"), &choices, value.span());
    let look = table.word("look", &LOOKS).unwrap_or(Direction::Right);
    let skip = table.count("skip").unwrap_or(0);
    if labels.is_empty() {
        context.flaw(value.span(), "a line of a block needs a `label`");
    }
    let worded = is_worded(&table);
    table.finish();
    Some(BlockLine { target, notation, labels, look, skip, worded })
}
