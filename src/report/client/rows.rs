//! The rows of a repeating group: goals and entries of the hours log, by form.

use crate::dossier::Dossier;
use crate::record::answer::{Answer, Record};
use crate::record::log::{Entry, entries};
use crate::record::schema::{FieldId, Kind, Schema};

use crate::report::input::privacy::Redaction;
use crate::report::view;
use crate::report::wording::answer_words::words;
use crate::report::wording::shown;

/// A column of a table: its field, and the answers to it in the order of their rows.
type Column<'r> = (FieldId, &'r [Answer]);

/// As many rows of one group are shown, which is years of a log; the page stays one that a browser opens.
const MOST_ROWS: usize = 2_000;

/// The tables of one group; forms with the very same rows share one.
pub(in crate::report) fn tables(dossier: &Dossier, group: &str, redaction: Redaction) -> Vec<view::client::Table> {
    let mut tables: Vec<view::client::Table> = Vec::new();
    for (n, record) in dossier.forms.iter().enumerate() {
        let Some(table) = table(record, group, Dossier::letter(n), redaction) else { continue };
        match tables.iter_mut().find(|known| same(known, &table)) {
            Some(known) => known.letters.extend(table.letters),
            None => tables.push(table),
        }
    }
    tables
}

fn same(one: &view::client::Table, other: &view::client::Table) -> bool {
    let texts = |table: &view::client::Table| -> Vec<Option<String>> {
        table.rows.iter().flat_map(|row| &row.cells).map(|cell| cell.text.clone()).collect()
    };
    let names = |table: &view::client::Table| -> Vec<String> {
        table.columns.iter().map(|column| column.name.clone()).collect()
    };
    one.more == other.more && one.total == other.total && names(one) == names(other) && texts(one) == texts(other)
}

fn table(record: &Record, group: &str, letter: String, redaction: Redaction) -> Option<view::client::Table> {
    let schema = Schema::common();
    let answered = |id: FieldId| !record.answers_to(id).is_empty();
    let columns: Vec<FieldId> = schema
        .of_group(group)
        .filter(|(id, field)| field.rows().is_some() && redaction.shows(field) && answered(*id))
        .map(|(id, _)| id)
        .collect();
    if columns.is_empty() {
        return None;
    }
    let answers: Vec<Column<'_>> = columns.iter().map(|id| (*id, record.answers_to(*id))).collect();
    let mut filled = (0..record.rows(group)).filter_map(|row| self::row(&answers, row, redaction));
    let rows = filled.by_ref().take(MOST_ROWS).collect();
    let total = if group == "uren" { total(record) } else { None };
    Some(view::client::Table {
        letters: vec![letter],
        form: crate::report::account::form_title(record),
        columns: columns.iter().map(|id| column(*id)).collect(),
        rows,
        more: filled.count(),
        total: total.map(|(minutes, _)| minutes),
        uncounted: total.map_or(0, |(_, uncounted)| uncounted),
    })
    .filter(|table| !table.rows.is_empty())
}

fn column(id: FieldId) -> view::client::Column {
    let field = Schema::common().field(id);
    let numeric = matches!(field.kind, Kind::Hours | Kind::Number | Kind::Decimal | Kind::Money | Kind::Percentage);
    view::client::Column { name: field.name().to_owned(), label: field.label.nl.clone(), numeric }
}

/// One row; none where nothing in it is answered.
fn row(columns: &[Column<'_>], row: u32, redaction: Redaction) -> Option<view::client::Row> {
    let answers: Vec<Option<&Answer>> = columns.iter().map(|(_, answers)| in_row(answers, row)).collect();
    let first = answers.iter().flatten().next().copied()?;
    let place = (!redaction.pseudonym).then(|| redaction.text(&first.place.to_string()));
    let cell = |((id, _), answer): (&Column<'_>, Option<&Answer>)| match answer {
        Some(answer) => {
            let (text, state) = words(answer, Schema::common().field(*id), redaction, shown::brief);
            view::client::Cell { text: Some(text), state }
        }
        None => view::client::Cell { text: None, state: "empty" },
    };
    Some(view::client::Row { cells: columns.iter().zip(answers).map(cell).collect(), place })
}

/// The first answer of a row among those of a column, which are in the order of their rows.
fn in_row(answers: &[Answer], row: u32) -> Option<&Answer> {
    answers.get(answers.partition_point(|answer| answer.key.row < row)).filter(|answer| answer.key.row == row)
}

/// The sum of a log in minutes, from the table's own rows, and how many of them it does not count.
fn total(record: &Record) -> Option<(i64, usize)> {
    let entries = entries(record);
    let minutes: Vec<i64> = entries.iter().filter_map(Entry::minutes).collect();
    let uncounted = entries.iter().filter(|entry| entry.is_uncounted()).count();
    if minutes.is_empty() { None } else { Some((minutes.iter().sum(), uncounted)) }
}
