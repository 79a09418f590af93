//! Words of a running sentence: those right before a place where something is written.

/// What ends a part of a sentence.
pub const ENDS: [char; 5] = [',', ';', '(', ')', '.'];

/// The words right before a place: of a text that goes on with a sentence, those behind its last comma or bracket.
pub fn label(before: &str) -> &str {
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
pub fn goes_on(text: &str) -> bool {
    text.trim_start().starts_with(|c: char| c.is_lowercase() || ENDS.contains(&c))
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
}
