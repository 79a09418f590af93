//! An organisation by its name, as names of organisations compare everywhere.

use super::normalize::fold;

/// What stands behind a name and tells only of its legal form.
const LEGAL: [&str; 10] = ["bv", "nv", "vof", "cv", "ua", "inc", "ltd", "gmbh", "io", "bvio"];

/// Who shares in the business: `& Zn.`, `en Zonen`.
const FAMILY: [&str; 8] = ["zn", "zns", "zoon", "zonen", "zoons", "dochter", "dochters", "co"];

/// What begins the name of a branch: `(vestiging Utrecht)`, `locatie De Horst`.
const BRANCH: [&str; 6] = ["vestiging", "locatie", "filiaal", "afdeling", "vest", "loc"];

/// The name without its legal form, its family and its branch: `Bakkerij Smeets & Zn. B.V. (vestiging Utrecht)` is
/// `Bakkerij Smeets`, and `Stichting De Linde` is `De Linde`; `De Linde Zorg` is another.
pub fn known_by(name: &str) -> String {
    let outside = without_asides(name);
    let mut words: Vec<String> = outside.split([' ', '\t', '\n', '\u{a0}', ',', ';']).filter_map(word).collect();
    if let Some(at) = words.iter().skip(1).position(|word| BRANCH.contains(&word.as_str())) {
        words.truncate(at + 1);
    }
    while drop_last(&mut words) {}
    let begin = usize::from(words.len() > 1 && words[0] == "stichting");
    let known: String = words[begin..].concat();
    if known.is_empty() { fold(name) } else { known }
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

/// Drops a legal form or a family from the end; whether there was one. The first word is always of the name.
fn drop_last(words: &mut Vec<String>) -> bool {
    let count = match words.as_slice() {
        [_, .., one, other] if words.len() > 2 && LEGAL.contains(&format!("{one}{other}").as_str()) => 2,
        [_, .., last] if LEGAL.contains(&last.as_str()) => 1,
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
    fn what_is_all_of_a_name_stays() {
        assert_eq!(known_by("Stichting"), "stichting");
        assert_eq!(known_by("B.V."), "bv");
        assert_eq!(known_by("(De Linde)"), "delinde");
        assert_eq!(known_by("Vestiging Zuid"), "vestigingzuid");
        assert_eq!(known_by("Gebr. Vos"), known_by("Gebroeders Vos"));
        assert_eq!(known_by("werkgever-3f2ab0c1d2e3"), fold("werkgever-3f2ab0c1d2e3"));
    }
}
