//! Gemeente: by its official name, read in other spellings, by former names and by CBS code, from
//! `mappings/gemeenten.toml`.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::OnceLock;

use compact_str::{CompactString, format_compact};
use foldhash::{HashMap, HashMapExt};

use crate::record::value::{Understood, Value, words};
use crate::text::content::Content;
use crate::text::normalize;

/// How a gemeente is written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum GemeenteNotation {
    /// `Utrecht`
    Name,
    /// `gemeente Utrecht`
    Named(String),
    /// `GM0344`
    Code,
    /// `0344`
    Digits,
}

pub(super) fn compile(written: Option<&str>) -> Result<GemeenteNotation, String> {
    match written {
        None | Some("naam") => Ok(GemeenteNotation::Name),
        Some("gemeente naam") => Ok(GemeenteNotation::Named("gemeente ".to_owned())),
        Some("Gemeente naam") => Ok(GemeenteNotation::Named("Gemeente ".to_owned())),
        Some("GM0000") => Ok(GemeenteNotation::Code),
        Some("0000") => Ok(GemeenteNotation::Digits),
        Some(other) => {
            Err(format!("`{other}` is no notation of a gemeente: `naam`, `Gemeente naam`, `GM0000` or `0000`"))
        }
    }
}

/// All gemeenten by code and by name.
struct Gemeenten {
    /// CBS codes with official names.
    all: Vec<(String, String)>,
    /// Their positions by the number of the code.
    by_number: HashMap<u16, usize>,
    /// And by their names, as written and folded.
    by_name: HashMap<String, usize>,
}

fn all() -> &'static Gemeenten {
    static ALL: OnceLock<Gemeenten> = OnceLock::new();
    ALL.get_or_init(|| {
        let text = include_str!("../../../mappings/gemeenten.toml");
        let names: BTreeMap<String, Vec<String>> =
            toml::from_str(text).expect("mappings/gemeenten.toml is well formed");
        let mut gemeenten = Gemeenten { all: Vec::new(), by_number: HashMap::new(), by_name: HashMap::new() };
        for (code, names) in names {
            let position = gemeenten.all.len();
            gemeenten.by_number.extend(number(&code).map(|number| (number, position)));
            for name in &names {
                gemeenten.by_name.insert(normalize::fold(name), position);
                gemeenten.by_name.entry(name.clone()).or_insert(position);
            }
            gemeenten.all.extend(names.into_iter().next().map(|official| (code, official)));
        }
        gemeenten
    })
}

/// The CBS code of a gemeente in any of its names: `GM0344`.
pub fn code(name: &str) -> Option<&'static str> {
    named(name).map(|(code, _)| code.as_str())
}

fn named(name: &str) -> Option<&'static (String, String)> {
    let all = all();
    if let Some(position) = all.by_name.get(name) {
        return all.all.get(*position);
    }
    let folded = normalize::fold(name);
    let bare = || {
        ["gemeente", "gem"]
            .iter()
            .find_map(|word| folded.strip_prefix(word))
            .or_else(|| folded.strip_suffix("gemeente"))
    };
    all.all.get(*all.by_name.get(&folded).or_else(|| all.by_name.get(bare()?))?)
}

/// The official name of the gemeente with a CBS code, written `GM0344`, `0344` or `344`.
pub fn name(code: &str) -> Option<&'static str> {
    let position = all().by_number.get(&number(code)?)?;
    all().all.get(*position).map(|(_, official)| official.as_str())
}

/// The number of a CBS code.
fn number(code: &str) -> Option<u16> {
    let digits = code.trim_start_matches(['G', 'M', 'g', 'm']);
    if digits.is_empty() || digits.len() > 4 || !digits.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    digits.parse().ok()
}

/// A gemeente of 2026; an unknown name stays as written.
pub(super) fn parse(content: &Content) -> Understood {
    let text = words::kept_words(content).unwrap_or(Cow::Borrowed(""));
    let official = name(&text).or_else(|| named(&text).map(|(_, official)| official.as_str()));
    Understood::from(official.map(|official| Value::Text(official.into())))
}

pub(super) fn print(official: &str, form: &GemeenteNotation) -> Option<CompactString> {
    match form {
        GemeenteNotation::Name => Some(official.into()),
        GemeenteNotation::Named(before) => Some(format_compact!("{before}{official}")),
        GemeenteNotation::Code => code(official).map(CompactString::from),
        GemeenteNotation::Digits => code(official).map(|code| code[2..].into()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn gemeenten_in_every_spelling() {
        let cases = [
            ("Utrecht", Some("Utrecht")),
            ("gemeente utrecht", Some("Utrecht")),
            ("Gemeente Den Haag", Some("'s-Gravenhage")),
            ("'s Gravenhage", Some("'s-Gravenhage")),
            ("Den Bosch", Some("'s-Hertogenbosch")),
            ("GM0344", Some("Utrecht")),
            ("0344", Some("Utrecht")),
            ("Sudwest Fryslan", Some("Súdwest-Fryslân")),
            ("Bergen (NH)", Some("Bergen (NH.)")),
            ("Bergen", None),
            ("Hellevoetsluis", Some("Voorne aan Zee")),
            ("Alphen a/d Rijn", Some("Alphen aan den Rijn")),
            ("Utrecht en Zeist", None),
            ("GM9999", None),
            ("Utrecht (gemeente)", Some("Utrecht")),
        ];
        for (text, name) in cases {
            let wanted = Understood::from(name.map(|n| Value::Text(n.into())));
            assert_eq!(parse(&Content::Text(text.into())), wanted, "{text}");
        }
        assert_eq!(parse(&Content::Number(344.0)), Understood::value(Value::Text("Utrecht".into())));
    }

    #[test]
    fn every_gemeente_has_one_code_and_every_name_one_gemeente() {
        let text = include_str!("../../../mappings/gemeenten.toml");
        let names: BTreeMap<String, Vec<String>> = toml::from_str(text).expect("well formed");
        assert_eq!(names.len(), 342);
        let count: usize = names.values().map(Vec::len).sum();
        let folded: std::collections::HashSet<String> = names.values().flatten().map(|n| normalize::fold(n)).collect();
        assert_eq!(folded.len(), count, "names differ when folded");
        for (code, names) in &names {
            assert_eq!(super::code(&names[0]), Some(code.as_str()));
            assert_eq!(name(code), Some(names[0].as_str()));
        }
    }
}
