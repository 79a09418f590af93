//! The curated wordings of `mappings/labels.toml`.

use std::sync::OnceLock;

use serde::Deserialize;

use super::words::About;

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
            toml::from_str(include_str!("../../mappings/labels.toml")).expect("mappings/labels.toml is well formed")
        })
    }

    /// Words for those whom a question may be about.
    pub fn about(&self) -> Vec<(About, String)> {
        let who = |name: &str| match name {
            "client" => About::Client,
            "werkgever" => About::Werkgever,
            "jobcoach" => About::Jobcoach,
            _ => About::Gemeente,
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
