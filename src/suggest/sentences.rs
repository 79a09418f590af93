//! Answer places within a sentence: `Ondergetekende, [    ], geboren op [    ], verklaart`. The words right before a place are
//! its label, and a unit right behind it says what it asks.

/// What may stand in front of a unit's own words: `uur per week`, `% van het loon`.
const UNITS: [&str; 10] = ["uur", "uren", "dag", "dagen", "week", "weken", "maand", "maanden", "procent", "%"];

/// What ends a part of a sentence.
const ENDS: [char; 5] = [',', ';', '(', ')', '.'];

/// The words right before a place: of a text that goes on with a sentence, those behind its last comma or bracket.
pub(super) fn label(before: &str) -> &str {
    let text = before.trim();
    if !goes_on(text) {
        return text;
    }
    let open = text.trim_matches(|c: char| ENDS.contains(&c) || c.is_whitespace());
    // `loonwaarde (%)`, `geboren d.d.`: an aside and an abbreviation end no part of a sentence
    let aside = text.trim_start().starts_with(char::is_lowercase) && text.contains('(') && text.ends_with(')');
    if aside {
        return text;
    }
    let mut at = open.match_indices(ENDS).filter(|(at, sign)| *sign != "." || open[at + 1..].starts_with(' '));
    at.next_back().map_or(open, |(at, _)| open[at + 1..].trim())
}

/// Whether a text goes on with the sentence before it.
pub(super) fn goes_on(text: &str) -> bool {
    text.trim_start().starts_with(|c: char| c.is_lowercase() || ENDS.contains(&c))
}

/// What a label asks where it says too little by itself: with the unit behind its place, or, of a bare `op`, with how the
/// sentence begins.
pub(super) fn meaning(label: &str, behind: &str, beginning: &str) -> Option<String> {
    if let Some(unit) = unit(behind) {
        return Some(format!("{label} {unit}"));
    }
    let bare = matches!(label, "op" | "te");
    let (first, _) = beginning.trim().rsplit_once(' ').filter(|_| bare)?;
    Some(format!("{first} {label}"))
}

/// The unit with which a text begins, up to the end of its part: `uur per week, ingaande op`.
fn unit(behind: &str) -> Option<&str> {
    let part = behind.trim().split(ENDS).next()?.trim();
    let first = part.split_whitespace().next()?;
    (UNITS.contains(&first) && part.split_whitespace().count() < 6).then_some(part)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_words_right_before_a_place_are_its_label() {
        for (before, words) in [
            ("Ondergetekende, ", "Ondergetekende,"),
            (", geboren op ", "geboren op"),
            (" (KvK-nummer ", "KvK-nummer"),
            (") biedt een dienstverband voor ", "biedt een dienstverband voor"),
            (" uur per week, ingaande op ", "ingaande op"),
            ("1. Naam (volledig)", "1. Naam (volledig)"),
            ("geboren d.d.", "geboren d.d"),
            ("loonwaarde (%)", "loonwaarde (%)"),
            ("wonende te (straat, nr.)", "wonende te (straat, nr.)"),
            ("", ""),
        ] {
            assert_eq!(label(before), words, "{before}");
        }
    }

    #[test]
    fn a_unit_behind_a_place_and_the_beginning_of_a_sentence_say_what_is_asked() {
        let said = |label, behind, beginning| meaning(label, behind, beginning);
        assert_eq!(
            said("dienstverband voor", " uur per week, ingaande op ", ""),
            Some("dienstverband voor uur per week".to_owned())
        );
        assert_eq!(said("op", ".", "Aldus getekend te"), Some("Aldus getekend op".to_owned()));
        assert_eq!(said("BSN", ", verklaart dat", "Ondergetekende,"), None);
    }
}
