//! An organisation by its name, as names of organisations compare everywhere.

use super::normalize::fold;

/// What stands behind a name and tells only of its legal form.
const LEGAL: [&str; 10] = ["bv", "nv", "vof", "cv", "ua", "inc", "ltd", "gmbh", "io", "bvio"];

/// Who shares in the business: `& Zn.`, `en Zonen`.
const FAMILY: [&str; 8] = ["zn", "zns", "zoon", "zonen", "zoons", "dochter", "dochters", "co"];

/// What stands behind a name and says no more than what everybody knows of it: its trade as a chain, or that there are more
/// like it. `Zorg`, `Bouw` or `Schoonmaak` behind a name is often a company of its own.
const GENERAL: [&str; 12] = [
    "supermarkt",
    "supermarkten",
    "winkel",
    "winkels",
    "nederland",
    "holland",
    "groep",
    "group",
    "holding",
    "beheer",
    "international",
    "retail",
];

/// What makes no name by itself.
const ARTICLES: [&str; 6] = ["de", "het", "t", "den", "een", "van"];

/// What begins the name of a branch: `(vestiging Utrecht)`, `locatie De Horst`.
const BRANCH: [&str; 6] = ["vestiging", "locatie", "filiaal", "afdeling", "vest", "loc"];

/// The name without its legal form, its family, its branch and what only says what everybody knows of it: `Bakkerij Smeets &
/// Zn. B.V. (vestiging Utrecht)` is `Bakkerij Smeets`, `Stichting De Linde` is `De Linde`, `Jumbo Supermarkten` is `Jumbo`;
/// `De Linde Zorg` is another.
pub fn known_by(name: &str) -> String {
    let known = words_of(name).concat();
    if known.is_empty() { fold(name) } else { known }
}

/// Whether one name is the other with words behind it, so that both may be one organisation: `De Linde`, `De Linde Zorg`.
pub fn may_be_longer(one: &str, other: &str) -> bool {
    let (one, other) = (words_of(one), words_of(other));
    let (short, long) = if one.len() <= other.len() { (&one, &other) } else { (&other, &one) };
    is_name(short) && long.starts_with(short)
}

/// The branch that a name tells, as it compares: `utrecht` of `Bakkerij Smeets (vestiging Utrecht)`.
pub fn branch(name: &str) -> Option<String> {
    let words: Vec<String> = words(name, &['(', ')', '[', ']']);
    let begin = words.iter().skip(1).position(|word| BRANCH.contains(&word.as_str()))? + 2;
    let mut named = words.get(begin..)?.to_vec();
    while drop_last(&mut named) {}
    (!named.is_empty()).then(|| named.concat())
}

/// The words of a name that tell it from others.
fn words_of(name: &str) -> Vec<String> {
    let mut words = words(&without_asides(name), &[]);
    if let Some(at) = words.iter().skip(1).position(|word| BRANCH.contains(&word.as_str())) {
        words.truncate(at + 1);
    }
    while drop_last(&mut words) {}
    let begin = usize::from(words.len() > 1 && words[0] == "stichting");
    words.split_off(begin)
}

fn words(text: &str, also: &[char]) -> Vec<String> {
    let parts = |c: char| [' ', '\t', '\n', '\u{a0}', ',', ';'].contains(&c) || also.contains(&c);
    text.split(parts).filter_map(word).collect()
}

/// Whether words are more than an article.
fn is_name(words: &[String]) -> bool {
    words.iter().any(|word| !ARTICLES.contains(&word.as_str()))
}

/// A word as it compares; a sign for `and` is that word.
fn word(text: &str) -> Option<String> {
    let word = match text {
        "&" | "+" => "en".to_owned(),
        _ => fold(text),
    };
    match word.as_str() {
        "" => None,
        "gebr" => Some("gebroeders".to_owned()),
        _ => Some(word),
    }
}

/// Without what stands between brackets, unless nothing stands outside them.
fn without_asides(name: &str) -> String {
    let mut depth = 0_usize;
    let mut outside = String::with_capacity(name.len());
    for c in name.chars() {
        match c {
            '(' | '[' => depth += 1,
            ')' | ']' => depth = depth.saturating_sub(1),
            _ if depth == 0 => outside.push(c),
            _ => {}
        }
    }
    if fold(&outside).is_empty() { name.to_owned() } else { outside }
}

/// Drops a legal form, a family or what everybody knows from the end; whether there was one. The first word is always of the name.
fn drop_last(words: &mut Vec<String>) -> bool {
    let count = match words.as_slice() {
        [_, .., one, other] if words.len() > 2 && LEGAL.contains(&format!("{one}{other}").as_str()) => 2,
        [_, .., last] if LEGAL.contains(&last.as_str()) => 1,
        [before @ .., last] if GENERAL.contains(&last.as_str()) && is_name(before) => 1,
        [_, .., and, family] if words.len() > 2 && and == "en" && FAMILY.contains(&family.as_str()) => 2,
        _ => 0,
    };
    words.truncate(words.len() - count);
    count > 0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_legal_form_a_family_and_a_branch_tell_no_other_organisation() {
        let smeets = known_by("Bakkerij Smeets");
        for name in [
            "Bakkerij Smeets & Zn.",
            "bakkerij smeets en Zonen B.V.",
            "Bakkerij Smeets (vestiging Utrecht)",
            "Bakkerij Smeets, locatie De Horst",
            "Bakkerij Smeets B. V.",
            "Bakkerij  Smeets BV i.o.",
            "Stichting Bakkerij Smeets",
        ] {
            assert_eq!(known_by(name), smeets, "{name}");
        }
        for name in ["Bakkerij Smeets Zorg", "Bakkerij", "Smeets", "Bakkerij Smits", "Bakkerij Smeets en Vos"] {
            assert_ne!(known_by(name), smeets, "{name}");
        }
    }

    #[test]
    fn a_word_that_everybody_knows_tells_no_other_organisation() {
        for name in ["Jumbo", "Jumbo Supermarkten", "Jumbo Supermarkten B.V.", "JUMBO supermarkt", "Jumbo Nederland BV"]
        {
            assert_eq!(known_by(name), "jumbo", "{name}");
        }
        assert_eq!(known_by("De Groep"), "degroep");
        assert_eq!(known_by("Supermarkt Hoekstra"), "supermarkthoekstra");
        assert_eq!(known_by("Groep"), "groep");
    }

    #[test]
    fn a_longer_name_may_be_the_same_and_a_branch_is_told() {
        assert!(may_be_longer("De Linde", "Stichting De Linde Zorg"));
        assert!(may_be_longer("Jumbo Veghel B.V.", "Jumbo"));
        assert!(!may_be_longer("De", "De Linde"));
        assert!(!may_be_longer("Linde", "Lindeman"));
        assert!(!may_be_longer("Bakkerij Smeets", "Bakkerij Smits"));
        assert_eq!(branch("Bakkerij Smeets (vestiging Utrecht)").as_deref(), Some("utrecht"));
        assert_eq!(branch("Bakkerij Smeets, locatie De Horst B.V.").as_deref(), Some("dehorst"));
        assert_eq!(branch("Vestiging Zuid"), None);
        assert_eq!(branch("Bakkerij Smeets B.V."), None);
    }

    #[test]
    fn what_is_all_of_a_name_stays() {
        assert_eq!(known_by("Stichting"), "stichting");
        assert_eq!(known_by("B.V."), "bv");
        assert_eq!(known_by("(De Linde)"), "delinde");
        assert_eq!(known_by("Vestiging Zuid"), "vestigingzuid");
        assert_eq!(known_by("Gebr. Vos"), known_by("Gebroeders Vos"));
        assert_eq!(known_by("werkgever-3f2ab0c1d2e3"), fold("werkgever-3f2ab0c1d2e3"));
    }
}
