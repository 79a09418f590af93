//! Answers that are no value: not applicable, unknown, nothing, elsewhere.

use crate::text::content::Content;
use crate::text::normalize;

/// An answer that is no value.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum NonAnswer {
    /// `n.v.t.`, `niet van toepassing`
    NotApplicable,
    /// `onbekend`, `?`
    Unknown,
    /// `-`, `geen`
    Nothing,
    /// `zie bijlage`, `volgt`
    Elsewhere,
}

/// The longest of the folded words, with room for punctuation.
const LONGEST: usize = 40;

/// What is said, where the words say nothing else.
pub(super) fn parse(content: &Content) -> Option<NonAnswer> {
    let text = content.as_text()?.trim();
    if text.len() > LONGEST {
        return None;
    }
    match text {
        "?" | "??" | "???" => return Some(NonAnswer::Unknown),
        "-" | "--" | "---" | "–" | "—" | "/" | "." | "..." | "…" => return Some(NonAnswer::Nothing),
        _ => {}
    }
    // only these letters begin such an answer: everything else is spared the folding
    if !text.trim_start_matches(['(', '<', '[', '*']).starts_with(['n', 'N', 'o', 'O', 'g', 'G', 'z', 'Z', 'v', 'V']) {
        return None;
    }
    let second = text.trim_start_matches(['(', '<', '[', '*']).as_bytes().get(1).map_or(0, u8::to_ascii_lowercase);
    if second.is_ascii_alphabetic() && !matches!(second, b'e' | b'i' | b'n' | b'o' | b't' | b'v') {
        return None;
    }
    match normalize::fold(text).as_str() {
        "nvt" | "nietvantoepassing" | "nva" => Some(NonAnswer::NotApplicable),
        "onbekend" | "nogonbekend" | "nognietbekend" | "nietbekend" | "nnb" | "ntb" | "nogtebepalen" => {
            Some(NonAnswer::Unknown)
        }
        "geen" | "nihil" => Some(NonAnswer::Nothing),
        "ziebijlage" | "ziebijlagen" | "ziebijl" | "volgt" | "volgtnog" | "zieplan" | "zieverslag"
        | "ziebijgevoegd" => Some(NonAnswer::Elsewhere),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn answers_that_are_no_value() {
        let cases = [
            ("n.v.t.", Some(NonAnswer::NotApplicable)),
            ("N.v.t", Some(NonAnswer::NotApplicable)),
            ("niet van toepassing", Some(NonAnswer::NotApplicable)),
            ("(nvt)", Some(NonAnswer::NotApplicable)),
            ("onbekend", Some(NonAnswer::Unknown)),
            ("?", Some(NonAnswer::Unknown)),
            ("nog niet bekend", Some(NonAnswer::Unknown)),
            (" - ", Some(NonAnswer::Nothing)),
            ("—", Some(NonAnswer::Nothing)),
            ("Geen", Some(NonAnswer::Nothing)),
            ("zie bijlage", Some(NonAnswer::Elsewhere)),
            ("Volgt nog", Some(NonAnswer::Elsewhere)),
            ("geen bijzonderheden", None),
            ("nee", None),
            ("volgt een opleiding", None),
        ];
        for (text, said) in cases {
            assert_eq!(parse(&Content::Text(text.into())), said, "{text}");
        }
    }
}
