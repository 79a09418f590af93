//! The curated wordings of `mappings/labels.toml`.

use std::sync::OnceLock;

use serde::Deserialize;

use super::words::Party;

/// Words and wordings, in the order of the file.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Labels {
    about: toml::Table,
    topic: toml::Table,
    same: toml::Table,
    filler: toml::Table,
    organisation: toml::Table,
    phrase: toml::Table,
    label: toml::Table,
    outside: toml::Table,
}

/// A name with its texts.
pub type Listed = (String, Vec<String>);

impl Labels {
    /// Those in the program.
    pub fn common() -> &'static Self {
        static LABELS: OnceLock<Labels> = OnceLock::new();
        LABELS.get_or_init(|| {
            toml::from_str(include_str!("../../../mappings/labels.toml")).expect("mappings/labels.toml is well formed")
        })
    }

    /// Words for those whom a question may be about.
    pub fn about(&self) -> Vec<(Party, String)> {
        let who = |name: &str| match name {
            "client" => Party::Client,
            "werkgever" => Party::Werkgever,
            "jobcoach" => Party::Jobcoach,
            _ => Party::Gemeente,
        };
        listed(&self.about)
            .into_iter()
            .flat_map(|(name, texts)| texts.into_iter().map(move |t| (who(&name), t)))
            .collect()
    }

    /// Words for what a part of a form is about, by group of the schema.
    pub fn topics(&self) -> Vec<Listed> {
        listed(&self.topic)
    }

    /// Words that say the same.
    pub fn same(&self) -> Vec<Listed> {
        listed(&self.same)
    }

    /// Words for an organisation of coaches.
    pub fn organisations(&self) -> Vec<String> {
        listed(&self.organisation).into_iter().flat_map(|(_, texts)| texts).collect()
    }

    /// Words without weight.
    pub fn filler(&self) -> Vec<String> {
        listed(&self.filler).into_iter().flat_map(|(_, texts)| texts).collect()
    }

    /// Phrases by what they tell of a question or a form.
    pub fn phrases(&self) -> Vec<Listed> {
        listed(&self.phrase)
    }

    /// Wordings by what they ask: a field, a part of one (`client.naam.voornaam`), a field in a notation
    /// (`client.adres {postcode} {plaats}`), or two fields in one cell.
    pub fn wordings(&self) -> Vec<Listed> {
        listed(&self.label)
    }

    /// Questions that the common schema has no field for.
    pub fn outside(&self) -> Vec<String> {
        listed(&self.outside).into_iter().flat_map(|(_, texts)| texts).collect()
    }
}

fn listed(table: &toml::Table) -> Vec<Listed> {
    let texts = |value: &toml::Value| {
        let items = value.as_array().map(Vec::as_slice).unwrap_or_default();
        items.iter().filter_map(|item| item.as_str().map(str::to_owned)).collect()
    };
    table.iter().map(|(name, value)| (name.clone(), texts(value))).collect()
}

#[cfg(test)]
mod tests {
    use std::collections::{BTreeMap, BTreeSet};
    use std::fs;

    use super::*;
    use crate::suggest::vocabulary::words::Vocabulary;

    /// What a wording says, within one repeating group or outside of all: whom it names, and its words in any order.
    type Said = (String, BTreeSet<Party>, Vec<String>);

    fn file(path: &str) -> String {
        fs::read_to_string(format!("{}/{path}", env!("CARGO_MANIFEST_DIR"))).expect(path)
    }

    /// Each thing that is said under several fields, by the first wording that says it.
    fn several(labels: &Labels) -> BTreeSet<String> {
        let outside = [("outside".to_owned(), labels.outside())];
        let all: Vec<Listed> = labels.wordings().into_iter().chain(outside).collect();
        let texts: Vec<&str> = all.iter().flat_map(|(_, texts)| texts).map(String::as_str).collect();
        let vocabulary =
            Vocabulary::new(labels.about(), &labels.same(), &labels.filler(), &labels.organisations(), &texts);
        let mut said: BTreeMap<Said, (String, Vec<String>)> = BTreeMap::new();
        for (id, texts) in &all {
            for text in texts {
                let words = vocabulary.words(text);
                let mut stems = words.stems;
                stems.sort();
                if stems.is_empty() && words.about.is_empty() {
                    stems.push(text.to_lowercase());
                }
                let group = id.split_once("[]").map_or("", |(group, _)| group);
                let (_, ids) =
                    said.entry((group.to_owned(), words.about, stems)).or_insert_with(|| (text.clone(), Vec::new()));
                if !ids.contains(id) {
                    ids.push(id.clone());
                }
            }
        }
        let shared = said.into_values().filter(|(_, ids)| ids.len() > 1);
        shared.map(|(text, ids)| format!("{text}: {}", ids.join(", "))).collect()
    }

    #[test]
    fn a_wording_stands_under_one_field_unless_it_is_marked_as_shared() {
        let labels: Labels = toml::from_str(&file("mappings/labels.toml")).expect("well formed");
        let marked = file("tests/labels/shared.txt");
        let marked: BTreeSet<String> =
            marked.lines().filter(|line| !line.is_empty() && !line.starts_with('#')).map(str::to_owned).collect();
        let found = several(&labels);
        let unmarked: Vec<&String> = found.difference(&marked).collect();
        let stale: Vec<&String> = marked.difference(&found).collect();
        assert!(unmarked.is_empty(), "asked of several fields: {unmarked:#?}");
        assert!(stale.is_empty(), "marked, but asked of one field: {stale:#?}");
    }

    #[test]
    fn every_wording_is_of_a_field_of_the_schema() {
        let labels: Labels = toml::from_str(&file("mappings/labels.toml")).expect("well formed");
        for (id, _) in labels.wordings() {
            assert!(crate::suggest::vocabulary::slot::Slot::parse(&id).is_some(), "{id}");
        }
    }
}
