//! First names, as `templates/namen.toml` lists them beside surnames: of two words they tell which was written first.

use std::sync::OnceLock;

use foldhash::HashSet;
use serde::Deserialize;

/// The lists that matter here, in lower case.
#[derive(Deserialize)]
struct Names {
    voornamen: Vec<String>,
    achternamen: Vec<String>,
}

struct Known {
    given: HashSet<String>,
    both: HashSet<String>,
}

fn known() -> &'static Known {
    static KNOWN: OnceLock<Known> = OnceLock::new();
    KNOWN.get_or_init(|| {
        let Names { voornamen, achternamen }: Names =
            toml::from_str(include_str!("../../templates/namen.toml")).expect("templates/namen.toml is well formed");
        let given: HashSet<String> = voornamen.iter().map(|name| name.to_lowercase()).collect();
        let both = achternamen.iter().map(|name| name.to_lowercase()).filter(|name| given.contains(name)).collect();
        Known { given, both }
    })
}

/// Whether a part of a name, or a word of it, is a first name: `Anna-Maria`.
pub fn has_given_name(text: &str) -> bool {
    text.split([' ', '-']).any(|word| known().given.contains(&word.to_lowercase()))
}

/// Whether a word is a first name and no surname as well.
pub fn is_only_given_name(word: &str) -> bool {
    let word = word.to_lowercase();
    known().given.contains(&word) && !known().both.contains(&word)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_first_name_is_told_from_a_surname() {
        assert!(is_only_given_name("Sanne") && is_only_given_name("SANNE"));
        assert!(!is_only_given_name("Vries") && !is_only_given_name("Ali"));
        assert!(has_given_name("Anna-Maria") && !has_given_name("El-Khattabi"));
    }
}
