//! `eenvorm schema`: the common schema, for people and programs.

use std::io::Write;

use anyhow::Result;
use clap::ValueEnum;

use crate::finding::Lang;
use crate::record::json_schema;
use crate::record::schema::{Field, Schema};
use crate::ui::Ui;

/// Print the common schema
#[derive(clap::Args)]
#[command(after_help = "\
Examples:
  eenvorm schema --to markdown           all fields, to be read
  eenvorm schema --to csv > fields.csv   the same, for a spreadsheet")]
pub struct Args {
    /// As what
    #[arg(long, value_enum, default_value_t)]
    to: To,
}

#[derive(Clone, Copy, Default, ValueEnum)]
enum To {
    /// The file that the program reads itself
    #[default]
    Toml,
    /// The JSON Schema of a record
    JsonSchema,
    /// A table of all fields
    Markdown,
    /// A data dictionary: a row a field, in Dutch and English
    Csv,
}

/// Prints the schema.
pub fn run(args: &Args, ui: &Ui) -> Result<()> {
    let mut out = std::io::stdout().lock();
    match args.to {
        To::Toml => out.write_all(include_bytes!("../../mappings/schema.toml"))?,
        To::JsonSchema => writeln!(out, "{}", serde_json::to_string_pretty(&json_schema::record())?)?,
        To::Markdown => out.write_all(markdown(ui.lang()).as_bytes())?,
        To::Csv => out.write_all(&dictionary()?)?,
    }
    Ok(())
}

const COLUMNS: [&str; 14] = [
    "field",
    "column",
    "group_nl",
    "group_en",
    "label_nl",
    "label_en",
    "kind",
    "choices",
    "unit",
    "many",
    "core",
    "sensitive",
    "note_nl",
    "note_en",
];

/// Each field, and each part of one that has parts, as it is called in the columns of records.
fn dictionary() -> Result<Vec<u8>> {
    let mut csv = csv::WriterBuilder::new().delimiter(b';').from_writer(Vec::new());
    csv.write_record(COLUMNS)?;
    let schema = Schema::common();
    for (_, field) in schema.all() {
        let group = &schema.groups[field.group()];
        let unit = field.unit.as_ref().map(|unit| unit.written().to_string()).unwrap_or_default();
        let yes = |so: bool| if so { "true" } else { "false" };
        let parts = field.kind.parts().iter().map(|part| format!("{}.{part}", field.id));
        let columns: Vec<String> = if field.kind.parts().is_empty() { vec![field.id.clone()] } else { parts.collect() };
        for column in columns {
            let kind = field.kind.word();
            let choices = field.choices.join(" | ");
            let note = |lang| field.note.as_ref().map_or("", |note| note.in_language(lang));
            let many = yes(field.many || field.rows().is_some());
            csv.write_record([
                &field.id,
                &column,
                &group.nl,
                &group.en,
                &field.label.nl,
                &field.label.en,
                &kind,
                &choices,
                &unit,
                many,
                yes(field.core),
                yes(field.sensitive),
                note(Lang::Nl),
                note(Lang::En),
            ])?;
        }
    }
    Ok(csv.into_inner()?)
}

fn markdown(lang: Lang) -> String {
    let schema = Schema::common();
    let mut text = String::new();
    for group in schema.group_names() {
        let label = &schema.groups[group];
        text.push_str(&format!("## {}\n\n", if lang == Lang::Nl { &label.nl } else { &label.en }));
        text.push_str(match lang {
            Lang::Nl => "| veld | naam | soort | kern | gevoelig | toelichting |\n|---|---|---|---|---|---|\n",
            Lang::En => "| field | name | kind | core | sensitive | note |\n|---|---|---|---|---|---|\n",
        });
        schema.of_group(group).for_each(|(_, field)| text.push_str(&row(field, lang)));
        text.push('\n');
    }
    text
}

fn row(field: &Field, lang: Lang) -> String {
    let label = if lang == Lang::Nl { &field.label.nl } else { &field.label.en };
    let yes = |so: bool| match (so, lang) {
        (true, Lang::Nl) => "ja",
        (true, Lang::En) => "yes",
        (false, _) => "",
    };
    let mut kind = field.kind.word();
    if !field.choices.is_empty() {
        kind = format!("{kind}: {}", field.choices.join(", "));
    }
    if let Some(unit) = &field.unit {
        kind = format!("{kind}, {}", unit.written());
    }
    let note = field.note.as_ref().map_or("", |note| note.in_language(lang)).replace('|', "\\|");
    format!("| `{}` | {label} | {kind} | {} | {} | {note} |\n", field.id, yes(field.core), yes(field.sensitive))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_noted_of_a_field_is_in_both_languages_wherever_the_schema_is_shown() {
        let noted = || Schema::common().all().filter_map(|(_, field)| Some((field, field.note.as_ref()?)));
        assert!(noted().count() > 10, "there are notes");
        let csv = String::from_utf8(dictionary().expect("a table")).expect("text");
        let json = json_schema::record().to_string();
        for (field, note) in noted() {
            assert!(!note.nl.is_empty() && note.nl != note.en, "{}", field.id);
            assert!(csv.contains(&format!(";{};{}\n", note.nl, note.en)), "{}", field.id);
            for (lang, other) in [(Lang::Nl, Lang::En), (Lang::En, Lang::Nl)] {
                let described = format!("{}: {}", field.label.in_language(lang), note.in_language(lang));
                assert!(json.contains(&described), "{described}");
                let row = row(field, lang);
                assert!(row.contains(note.in_language(lang)) && !row.contains(note.in_language(other)), "{row}");
            }
        }
    }
}
