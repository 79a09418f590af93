//! A mapping as rows of a workbook, one row a question, and back to a mapping file without loss of what it says.
//!
//! A text stands as it is; a list or a set of choices stands as TOML writes it: `["Naam", "Achternaam"]`. Remarks behind
//! a `#` are for those who read the file, and do not come along.

use std::collections::BTreeMap;

use anyhow::{Context, Result, bail};
use toml::{Table, Value};

use crate::document::cells::model::Document;

/// The name of the sheet.
pub const SHEET: &str = "Mapping";

/// The headings of the columns, and the keys of a line that each holds.
const COLUMNS: [(&str, &str); 13] = [
    ("Deel", ""),
    ("Veld", ""),
    ("Nr", ""),
    ("Label", "label"),
    ("Sectie", "section"),
    ("Blad", "sheet"),
    ("Kijk", "look"),
    ("Plaats", "at"),
    ("Notatie", "notation"),
    ("Keuzes", "choices"),
    ("Verplicht", "required"),
    ("Overig", ""),
    ("Waarde", ""),
];

/// How wide each column is.
pub const WIDTHS: [f64; 13] = [16.0, 34.0, 5.0, 44.0, 28.0, 14.0, 9.0, 18.0, 30.0, 40.0, 9.0, 40.0, 60.0];

/// The columns that hold no key of a line.
const PART: usize = 0;
const FIELD: usize = 1;
const NUMBER: usize = 2;
const REST: usize = 11;
const VALUE: usize = 12;

/// The rows of a mapping file, the headings first.
pub fn of_text(text: &str) -> Result<Vec<Vec<String>>> {
    let table: Table = toml::from_str(text).context("the mapping is not well formed")?;
    let mut rows = vec![COLUMNS.iter().map(|(heading, _)| (*heading).to_owned()).collect()];
    for (part, value) in &table {
        match value {
            Value::Table(inner) => section(part, inner, &mut rows),
            Value::Array(all) if all.iter().all(Value::is_table) => several(part, "", all, &mut rows),
            other => rows.push(row(part, "", "", |row| row[VALUE] = shown(other))),
        }
    }
    Ok(rows)
}

/// The rows of one table of the file and of those in it.
fn section(part: &str, table: &Table, rows: &mut Vec<Vec<String>>) {
    if table.is_empty() {
        rows.push(row(part, "", "", |_| ()));
    }
    let lines = has_lines(part);
    for (key, value) in table {
        match value {
            Value::Table(inner) if lines => rows.push(line(part, key, "", inner)),
            Value::Table(inner) => section(&format!("{part}.{key}"), inner, rows),
            Value::Array(all) if lines && !all.is_empty() && all.iter().all(Value::is_table) => {
                several(part, key, all, rows);
            }
            other => rows.push(row(part, key, "", |row| row[VALUE] = shown(other))),
        }
    }
}

/// Whether the tables in a part are questions.
fn has_lines(part: &str) -> bool {
    let group = part.strip_prefix("rows.").and_then(|rest| rest.split_once('.'));
    part == "answers" || group.is_some_and(|(_, kind)| kind == "columns" || kind == "answers")
}

fn several(part: &str, key: &str, all: &[Value], rows: &mut Vec<Vec<String>>) {
    let tables = all.iter().filter_map(Value::as_table);
    rows.extend((1..).zip(tables).map(|(n, table)| line(part, key, &n.to_string(), table)));
}

/// The row of one question.
fn line(part: &str, key: &str, number: &str, table: &Table) -> Vec<String> {
    row(part, key, number, |row| {
        let mut rest = Table::new();
        for (key, value) in table {
            let column = COLUMNS.iter().position(|(_, own)| own == key);
            match (column, value) {
                (Some(at), Value::Boolean(yes)) => (if *yes { "ja" } else { "nee" }).clone_into(&mut row[at]),
                (Some(at), value) if key != "required" => row[at] = shown(value),
                _ => _ = rest.insert(key.clone(), value.clone()),
            }
        }
        // what comes first among the keys of a line says nothing: they are read by name
        row[REST] = if rest.is_empty() { String::new() } else { Value::Table(rest).to_string() };
        if table.is_empty() {
            "{ }".clone_into(&mut row[VALUE]);
        }
    })
}

fn row(part: &str, key: &str, number: &str, fill: impl FnOnce(&mut Vec<String>)) -> Vec<String> {
    let mut row = vec![String::new(); COLUMNS.len()];
    part.clone_into(&mut row[PART]);
    key.clone_into(&mut row[FIELD]);
    number.clone_into(&mut row[NUMBER]);
    fill(&mut row);
    row
}

/// A value as a cell shows it: a plain text as it is, all else as TOML.
fn shown(value: &Value) -> String {
    let plain = |text: &&String| {
        text.trim() == text.as_str()
            && !text.is_empty()
            && !text.starts_with(['[', '{', '"', '\'', '='])
            && !text.contains(char::is_control)
    };
    match value {
        Value::String(text) if plain(&text) => text.clone(),
        Value::String(_) | Value::Array(_) | Value::Table(_) => value.to_string(),
        other => format!("= {other}"),
    }
}

/// What a cell shows, as a value.
fn value(text: &str) -> Result<Value> {
    let toml = if let Some(bare) = text.strip_prefix("= ") { bare } else { text };
    if toml.len() == text.len() && !text.starts_with(['[', '{', '"', '\'']) {
        return Ok(Value::String(text.to_owned()));
    }
    let table: Table =
        toml::from_str(&format!("x = {toml}")).with_context(|| format!("`{text}` is no list or text"))?;
    table.get("x").cloned().context("a value is missing")
}

/// The mapping file that the rows of a workbook say.
pub fn as_text(document: &Document) -> Result<String> {
    let sheet = document.sheets.iter().find(|sheet| *sheet.name == *SHEET).or_else(|| document.sheets.first());
    let Some(sheet) = sheet else { bail!("the workbook is empty") };
    let mut rows: BTreeMap<u32, BTreeMap<u32, String>> = BTreeMap::new();
    for cell in sheet.cells.iter().filter(|cell| !cell.content.is_empty()) {
        rows.entry(cell.spot.row).or_default().insert(cell.spot.col, cell.content.shown().into_owned());
    }
    let mut rows = rows.into_iter();
    let (_, headings) = rows.next().context("the workbook is empty")?;
    let column = |heading: &str| headings.iter().find(|(_, text)| text.trim() == heading).map(|(col, _)| *col);
    let columns: Vec<Option<u32>> = COLUMNS.iter().map(|(heading, _)| column(heading)).collect();
    if columns[PART].is_none() || columns[FIELD].is_none() {
        bail!("the columns `Deel` and `Veld` are missing");
    }
    let mut root = Table::new();
    for (n, cells) in rows {
        let row: Vec<&str> =
            columns.iter().map(|col| col.and_then(|col| cells.get(&col)).map_or("", |text| text.trim())).collect();
        take(&mut root, &row).with_context(|| format!("row {} of the workbook", n + 1))?;
    }
    Ok(written(&root))
}

/// Takes one row into the tables of the file.
fn take(root: &mut Table, row: &[&str]) -> Result<()> {
    let (part, field, number) = (row[PART], row[FIELD], row[NUMBER]);
    if part.is_empty() {
        bail!("`Deel` says no part of the mapping");
    }
    if field.is_empty() && number.is_empty() && !row[VALUE].is_empty() {
        root.insert(part.to_owned(), value(row[VALUE])?);
        return Ok(());
    }
    if field.is_empty() && !number.is_empty() {
        let all = root.entry(part).or_insert_with(|| Value::Array(Vec::new()));
        let Value::Array(all) = all else { bail!("`{part}` is no list") };
        all.push(Value::Table(question(row)?));
        return Ok(());
    }
    let mut table = root;
    for name in part.split('.') {
        let inner = table.entry(name).or_insert_with(|| Value::Table(Table::new()));
        let Value::Table(inner) = inner else { bail!("`{part}` is no part of a mapping") };
        table = inner;
    }
    if field.is_empty() {
        return Ok(());
    }
    if !row[VALUE].is_empty() && row[VALUE] != "{ }" {
        table.insert(field.to_owned(), value(row[VALUE])?);
    } else if number.is_empty() {
        table.insert(field.to_owned(), Value::Table(question(row)?));
    } else {
        let all = table.entry(field).or_insert_with(|| Value::Array(Vec::new()));
        let Value::Array(all) = all else { bail!("`{field}` stands with and without a number") };
        all.push(Value::Table(question(row)?));
    }
    Ok(())
}

/// The keys of a line.
fn question(row: &[&str]) -> Result<Table> {
    let mut table = Table::new();
    for ((_, key), text) in COLUMNS.iter().zip(row).filter(|((_, key), text)| !key.is_empty() && !text.is_empty()) {
        let said = if *key == "required" { Value::Boolean(*text == "ja") } else { value(text)? };
        table.insert((*key).to_owned(), said);
    }
    if !row[REST].is_empty() {
        let Value::Table(rest) = value(row[REST])? else { bail!("`Overig` is no set of keys") };
        table.extend(rest);
    }
    Ok(table)
}

/// The file: each part under its heading, each question on a line of its own.
fn written(root: &Table) -> String {
    let mut text = String::new();
    for (key, value) in root.iter().filter(|(_, value)| !value.is_table() && !is_tables(value)) {
        text.push_str(&format!("{} = {value}\n", quoted_key(key)));
    }
    for (key, value) in root {
        match value {
            Value::Table(inner) => part(key, inner, &mut text),
            Value::Array(all) if is_tables(value) => {
                for table in all.iter().filter_map(Value::as_table) {
                    text.push_str(&format!("\n[[{key}]]\n"));
                    table.iter().for_each(|(key, value)| text.push_str(&format!("{} = {value}\n", quoted_key(key))));
                }
            }
            _ => {}
        }
    }
    text.trim_start().to_owned()
}

fn is_tables(value: &Value) -> bool {
    value.as_array().is_some_and(|all| !all.is_empty() && all.iter().all(Value::is_table))
}

fn part(name: &str, table: &Table, text: &mut String) {
    let path = name.split('.').map(quoted_key).collect::<Vec<_>>().join(".");
    text.push_str(&format!("\n[{path}]\n"));
    let lines = has_lines(name);
    let own = |value: &Value| lines || !value.is_table();
    for (key, value) in table.iter().filter(|(_, value)| own(value)) {
        let value = match value {
            Value::Array(all) if is_tables(value) => {
                let items: String = all.iter().map(|item| format!("  {item},\n")).collect();
                format!("[\n{items}]")
            }
            other => other.to_string(),
        };
        text.push_str(&format!("{} = {value}\n", quoted_key(key)));
    }
    for (key, inner) in table.iter().filter(|(_, value)| !own(value)) {
        if let Value::Table(inner) = inner {
            part(&format!("{name}.{key}"), inner, text);
        }
    }
}

fn quoted_key(key: &str) -> String {
    let bare = !key.is_empty() && key.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_'));
    if bare { key.to_owned() } else { Value::String(key.to_owned()).to_string() }
}
