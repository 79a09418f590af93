//! Finds an answer that stands after its label in the same text.

use std::ops::Range;

/// Where a label ends, its colon included.
pub(super) fn label_end(text: &str, label: &str) -> Option<usize> {
    let label = label.trim();
    let starts = |at: &usize| !text[..*at].ends_with(char::is_alphanumeric);
    let at = text.match_indices(label).map(|m| m.0).find(starts).or_else(|| text.find(label))?;
    let end = at + label.len();
    let colon = !label.ends_with(':') && text[end..].starts_with(':');
    Some(end + usize::from(colon))
}

/// The answer after a label: up to a tab, the end of the line, or the next label ("Datum:").
pub(super) fn answer(text: &str, from: usize) -> Range<usize> {
    let line = text[from..].find('\n').map_or(text.len(), |i| from + i);
    let rest = &text[from..line];
    let start = from + rest.len() - rest.trim_start().len();
    let end = text[start..line].find('\t').map_or(line, |i| start + i);
    let end = next_label(&text[start..end]).map_or(end, |i| start + i);
    let end = start + text[start..end].trim_end().len();
    if start == end { from..from } else { start..end }
}

/// Where the next label begins: the capital nearest before a colon.
fn next_label(text: &str) -> Option<usize> {
    let colon = text.match_indices(':').map(|m| m.0).find(|&i| text[..i].ends_with(char::is_alphabetic))?;
    let capital = |(at, c): &(usize, char)| c.is_uppercase() && !text[..*at].ends_with(|c: char| !c.is_whitespace());
    let found = text[..colon].char_indices().rfind(capital)?;
    Some(found.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_answer_ends_at_the_next_label() {
        for (text, label, expected) in [
            ("Naam: Jan Jansen", "Naam:", "Jan Jansen"),
            ("Naam: Jan Jansen Functie: kok", "Naam", "Jan Jansen"),
            ("Naam: Jan Jansen Functie: kok", "Functie", "kok"),
            ("Naam:\tJan\tDatum:\t1-1", "Naam:", "Jan"),
            ("Naam:\tDatum:", "Naam:", ""),
            ("Achternaam: A Naam: B", "Naam:", "B"),
            ("Tijd: 10:30", "Tijd:", "10:30"),
            ("Naam: A\nPlaats: B", "Naam:", "A"),
        ] {
            let end = label_end(text, label).expect(label);
            assert_eq!(&text[answer(text, end)], expected, "{text}");
        }
    }
}
