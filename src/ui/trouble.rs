//! What stops the work, in Dutch, by its English sentence.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use serde::Deserialize;

/// The sentences of `templates/troubles.toml`, Dutch by English; `{}` is what a sentence fills in.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Troubles {
    sentences: BTreeMap<String, String>,
    system: BTreeMap<String, String>,
}

/// A cause in Dutch; as it is where no sentence is known for it, such as the mistakes of a mapping file.
pub fn in_dutch(cause: &str) -> String {
    let Troubles { sentences, system } = troubles();
    let known = sentences.iter().chain(system);
    translated(known, cause, str::to_owned).unwrap_or_else(|| cause.to_owned())
}

/// What is said, by the sentence of the list that fits it most closely; `hole` puts what stands in a hole into words.
pub fn translated<'t>(
    sentences: impl Iterator<Item = (&'t String, &'t String)>,
    said: &str,
    hole: impl Fn(&str) -> String,
) -> Option<String> {
    let known = sentences.filter_map(|(en, nl)| Some((en.len(), nl, filled(en, said)?)));
    let (_, nl, filled) = known.max_by_key(|(len, ..)| *len)?;
    let holes: Vec<String> = filled.into_iter().map(hole).collect();
    Some(fill(nl, &holes.iter().map(String::as_str).collect::<Vec<_>>()))
}

fn troubles() -> &'static Troubles {
    static TROUBLES: OnceLock<Troubles> = OnceLock::new();
    TROUBLES.get_or_init(|| {
        toml::from_str(include_str!("../../templates/troubles.toml")).expect("templates/troubles.toml is well formed")
    })
}

/// What stands in the holes of a sentence, where it is this sentence.
fn filled<'s>(sentence: &str, said: &'s str) -> Option<Vec<&'s str>> {
    let (first, fixed) = sentence.split_once("{}").map_or((sentence, None), |(first, rest)| (first, Some(rest)));
    let mut rest = said.strip_prefix(first)?;
    let mut holes = Vec::new();
    let mut fixed = fixed.into_iter().flat_map(|fixed| fixed.split("{}")).peekable();
    while let Some(next) = fixed.next() {
        let hole = match fixed.peek() {
            Some(_) => rest.split_once(next)?.0,
            None => rest.strip_suffix(next)?,
        };
        holes.push(hole);
        rest = &rest[hole.len() + next.len()..];
    }
    rest.is_empty().then_some(holes)
}

fn fill(sentence: &str, holes: &[&str]) -> String {
    holes.iter().fold(sentence.to_owned(), |text, hole| text.replacen("{}", hole, 1))
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;

    #[test]
    fn a_cause_is_said_in_dutch_with_what_it_names() {
        for (said, dutch) in [
            ("`a b.xlsx` does not exist", "`a b.xlsx` bestaat niet"),
            ("cannot read the blank `x.pdf`", "het blanco formulier `x.pdf` is niet te lezen"),
            (
                "`utrech/x` is no known form; did you mean `utrecht/x`?",
                "`utrech/x` is geen bekend formulier; bedoelt u `utrecht/x`?",
            ),
            ("Permission denied (os error 13)", "het systeem geeft er geen toestemming voor (fout 13 van het systeem)"),
            ("the sheet `x` is odd", "the sheet `x` is odd"),
        ] {
            assert_eq!(in_dutch(said), dutch);
        }
    }

    /// The first line of each text that a piece of the program gives for what stops the work, with holes for what it
    /// names.
    fn given(program: &str) -> Vec<String> {
        let begins = ["bail!(", "anyhow!(", ".context(", ".with_context(|| format!(", ".with_context(|| {"];
        let texts = begins.iter().flat_map(|begin| program.split(begin).skip(1)).filter_map(|rest| {
            let text = rest.trim_start().strip_prefix('"')?.replace("\\\"", "\u{1}");
            let text = text.split('"').next()?.replace('\u{1}', "\"").replace("\\\\", "\\");
            let first = text.split("\\n").next().unwrap_or_default();
            let pieces: Vec<&str> = first.split('{').collect();
            let rest = pieces[1..].iter().map(|piece| piece.split_once('}').map_or("", |(_, rest)| rest));
            Some(std::iter::once(pieces[0]).chain(rest).collect::<Vec<_>>().join("{}"))
        });
        texts.filter(|text| text.replace("{}", "").chars().filter(|c| c.is_alphabetic()).count() > 3).collect()
    }

    #[test]
    fn whatever_stops_the_work_is_said_in_dutch() {
        let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
        let files = walkdir::WalkDir::new(src).into_iter().map(|entry| entry.expect("an entry").into_path());
        let sentences = &troubles().sentences;
        let mut missing = Vec::new();
        for path in
            files.filter(|path| path.extension().is_some_and(|end| end == "rs") && !path.ends_with("ui/trouble.rs"))
        {
            let text = std::fs::read_to_string(&path).expect("read");
            let own = text.split("#[cfg(test)]").next().unwrap_or_default();
            let without = given(own).into_iter().filter(|text| !sentences.contains_key(text));
            missing.extend(without.map(|text| format!("{}: {text}", path.display())));
        }
        assert!(missing.is_empty(), "{missing:#?}");
    }

    #[test]
    fn every_sentence_has_the_holes_of_its_english_and_stands_in_the_program() {
        let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
        let files = walkdir::WalkDir::new(src).into_iter().map(|entry| entry.expect("an entry").into_path());
        let program: String = files
            .filter(|path| path.extension().is_some_and(|end| end == "rs") && !path.ends_with("ui/trouble.rs"))
            .map(|path| std::fs::read_to_string(path).expect("read"))
            .collect();
        let program = program.replace("\\\"", "\"");
        let Troubles { sentences, system } = troubles();
        for (en, nl) in sentences.iter().chain(system) {
            assert_eq!(en.matches("{}").count(), nl.matches("{}").count(), "{en}");
        }
        for part in sentences.keys().flat_map(|en| en.split("{}")).filter(|part| part.len() > 3) {
            let whole = |words: &str| program.contains(words);
            assert!(whole(part) || part.trim_matches('`').split("; ").all(whole), "no longer said: {part}");
        }
    }
}
