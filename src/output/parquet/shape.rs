//! The columns of the Parquet file, from those of the records.

use std::fmt::Write;

use crate::output::columns::{Column, Columns, Group};
use crate::output::parquet::leaf::Leaf;
use crate::record::schema::Kind;

/// The columns before the fields, by struct.
pub(crate) const HEAD: [(&str, &str); 11] = [
    ("", "id"),
    ("", "pseudonym"),
    ("made_with", "version"),
    ("made_with", "schema"),
    ("made_with", "mapping"),
    ("source", "file"),
    ("source", "sha256"),
    ("form", "id"),
    ("form", "body"),
    ("form", "kind"),
    ("form", "version"),
];
/// The column of [`HEAD`] that is a number.
pub(crate) const NUMBER: &str = "schema";
/// The columns after them.
pub(crate) const TAIL: [&str; 5] = ["said", "as_written", "provenance", "unmapped", "findings"];

/// The schema as Parquet's message type.
pub(crate) fn message(columns: &Columns) -> String {
    let mut text = String::from("message record {\n");
    let mut open: Vec<&str> = Vec::new();
    for (group, name) in HEAD {
        enter(&mut text, &mut open, if group.is_empty() { &[] } else { std::slice::from_ref(&group) });
        let kind = if name == NUMBER { "int32 {name}" } else { "binary {name} (STRING)" };
        let _ = writeln!(text, "optional {};", kind.replace("{name}", name));
    }
    for column in &columns.record {
        let path: Vec<&str> = column.id.split('.').collect();
        let Some((name, groups)) = path.split_last() else { continue };
        enter(&mut text, &mut open, groups);
        if column.of().many {
            let _ = writeln!(text, "required group {name} (LIST) {{ repeated group list {{");
            let _ = writeln!(text, "{} }} }}", member(column, "element"));
        } else {
            let _ = writeln!(text, "{}", member(column, name));
        }
    }
    enter(&mut text, &mut open, &[]);
    for group in &columns.groups {
        let _ = writeln!(text, "required group {} (LIST) {{ repeated group list {{", group.name);
        text.push_str("required group element {\nrequired int32 row;\n");
        for column in &group.columns {
            let name = column.id.split_once("[].").map_or(column.id.as_str(), |(_, name)| name);
            let _ = writeln!(text, "{}", member(column, &name.replace('.', "_")));
        }
        text.push_str("} } }\n");
    }
    for name in TAIL {
        let _ = writeln!(text, "optional binary {name} (STRING);");
    }
    text.push('}');
    text
}

/// Closes and opens structs until `path` is open.
fn enter<'a>(text: &mut String, open: &mut Vec<&'a str>, path: &[&'a str]) {
    let shared = open.iter().zip(path).take_while(|(a, b)| a == b).count();
    for _ in shared..open.len() {
        text.push_str("}\n");
    }
    open.truncate(shared);
    for name in &path[shared..] {
        let _ = writeln!(text, "required group {name} {{");
        open.push(name);
    }
}

/// A field's column by this name.
fn member(column: &Column, name: &str) -> String {
    let kind = if column.part.is_some() { Kind::Text } else { column.of().kind };
    match kind {
        Kind::YesNo => format!("optional boolean {name};"),
        Kind::Number => format!("optional int64 {name};"),
        Kind::Decimal | Kind::Hours | Kind::Percentage => format!("optional double {name};"),
        Kind::Money => format!("optional int64 {name} (DECIMAL(18,2));"),
        Kind::Date => format!("optional int32 {name} (DATE);"),
        Kind::Time => format!("optional int32 {name} (TIME(MILLIS,false));"),
        _ => format!("optional binary {name} (STRING);"),
    }
}

/// The column that holds a field of a record.
pub(crate) fn leaf(column: &Column) -> Leaf {
    if column.of().many { of_kind(column, 2, 1) } else { of_kind(column, 1, 0) }
}

/// The columns that hold a repeating group: the row's number and the fields.
pub(crate) fn leaves(group: &Group) -> Vec<Leaf> {
    let mut leaves = vec![Leaf::int32(1, 1)];
    leaves.extend(group.columns.iter().map(|column| of_kind(column, 2, 1)));
    leaves
}

fn of_kind(column: &Column, def: i16, rep: i16) -> Leaf {
    match column.of().kind {
        Kind::YesNo => Leaf::bool(def, rep),
        Kind::Number | Kind::Money => Leaf::int64(def, rep),
        Kind::Decimal | Kind::Hours | Kind::Percentage => Leaf::double(def, rep),
        Kind::Date | Kind::Time => Leaf::int32(def, rep),
        _ => Leaf::text(def, rep),
    }
}
