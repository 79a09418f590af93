//! Answers that are no value: not applicable, unknown, nothing, elsewhere.

use crate::text::content::Content;
use crate::text::gap;
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
const MAX_NON_ANSWER_BYTES: usize = 40;

/// What is said, where the words say nothing else.
pub(super) fn parse(content: &Content) -> Option<NonAnswer> {
    let text = content.as_text()?.trim();
    if text.len() > MAX_NON_ANSWER_BYTES {
        return None;
    }
    match text {
        "?" | "??" | "???" => return Some(NonAnswer::Unknown),
        "-" | "--" | "---" | "–" | "—" | "/" | "." => return Some(NonAnswer::Nothing),
        // what databases and spreadsheets write where nothing is known; `Null` is a surname
        "NULL" | "null" | "None" | "(NULL)" | "(null)" | "\\N" | "NaN" | "nan" | "undefined" | "(leeg)" | "(blank)"
        | "#N/B" | "#N/A" => {
            return Some(NonAnswer::Unknown);
        }
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
    let folded = normalize::fold(text);
    // `zie bijlage 2`
    let numbered = folded.trim_end_matches(|c: char| c.is_ascii_digit());
    match if folded.starts_with("zie") { numbered } else { &folded } {
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

/// Whether a text is but a line to write on, as a form prints it where nothing was filled in: `…`, `.....`, `___`
pub(super) fn is_open_place(content: &Content) -> bool {
    let Some(text) = content.as_text().map(str::trim) else { return false };
    gap::is_open(text) && (text.contains('…') || text.chars().filter(|c| !c.is_whitespace()).count() > 2)
}

/// Words for what stands elsewhere on the form: they say nothing by themselves, whatever is asked.
const BACK: [&str; 18] = [
    "idem",
    "ditto",
    "dezelfde",
    "hetzelfde",
    "hetzelfdeadres",
    "zelfde",
    "zelfdeadres",
    "alsboven",
    "alshierboven",
    "zelfdealsboven",
    "hetzelfdealsboven",
    "zieboven",
    "ziehierboven",
    "zieonder",
    "ziehieronder",
    "zieommezijde",
    "zieachterzijde",
    "zieanderzijde",
];

/// Words for what is kept from the form, or not known yet: no name and no address.
const REFERS: [&str; 36] = [
    "geheim",
    "geheimadres",
    "geheimeadres",
    "adresgeheim",
    "adresonbekend",
    "onbekendadres",
    "briefadres",
    "dakloos",
    "zwervend",
    "geenadres",
    "geenvasteverblijfplaats",
    "geenvastewoonofverblijfplaats",
    // who it will be, or that somebody signed, and no name
    "vacature",
    "vacant",
    "zelf",
    "ikzelf",
    "mijzelf",
    "wordtgezocht",
    "wordtnogbepaald",
    "wordtbepaald",
    "wordtnoggezocht",
    "wordtbekendgemaakt",
    "wordtnader",
    "wordtnaderbepaald",
    "naderintevullen",
    "gezien",
    "nadertebepalen",
    "nogniet",
    "nogteregelen",
    "onbekendnog",
    "getekend",
    "ondertekend",
    "isgetekend",
    "digitaalondertekend",
    "digitaalgetekend",
    "akkoord",
];

/// Words that answer something else than who it is.
const NOBODY: [&str; 26] = [
    "ja",
    "nee",
    "neen",
    "moeder",
    "vader",
    "ouder",
    "ouders",
    "broer",
    "zus",
    "partner",
    "voogd",
    "curator",
    "mentor",
    "bewindvoerder",
    "jamoeder",
    "javader",
    "jaouders",
    "moedervanclient",
    "vadervanclient",
    "weetniet",
    "weetikniet",
    "wisselend",
    "leeg",
    "tbd",
    "pm",
    "nvtzelf",
];

/// With which words of several nobody is named: `geen vertegenwoordiger`, `nog zoeken`, `team jobcoaching`
const OF_NOBODY: [&str; 6] = ["geen", "nog", "team", "intevullen", "wisselende", "ja"];

/// Whether a text in the place of a name is none: it answers whether there is somebody, or says that it is not known yet.
pub(super) fn names_nobody(content: &Content) -> bool {
    let Some(text) = content.as_text().map(str::trim).filter(|text| text.len() <= MAX_NON_ANSWER_BYTES) else {
        return false;
    };
    let first = text.bytes().next().map(|byte| byte.to_ascii_lowercase());
    if !first.is_some_and(|first| b"jnmvobzpcwltgi".contains(&first)) {
        return false;
    }
    let folded = normalize::fold(text);
    // initials are as short: `JA`, `P.M.`
    let may_be_initials =
        folded.len() < 3 && !text.contains(char::is_lowercase) || folded.len() < 4 && text.contains('.');
    if NOBODY.contains(&folded.as_str()) {
        return !may_be_initials;
    }
    let mut words = text.split(|c: char| c.is_whitespace() || c == ',').filter(|word| !word.is_empty());
    let first = words.next().map(normalize::fold).unwrap_or_default();
    // a surname begins with a capital: `Team Jansen`, `Nog Bakker`
    let common = words.next().is_some_and(|second| second.starts_with(char::is_lowercase));
    common && OF_NOBODY.contains(&first.as_str()) || folded.starts_with("intevullen")
}

/// What `zie` refers to, by the begin of the next word.
const SEEN: [&str; 29] = [
    "mail",
    "email",
    "cv",
    "contract",
    "overeenkomst",
    "arbeidsovereenkomst",
    "boven",
    "onder",
    "hierboven",
    "hieronder",
    "werkgever",
    "werknemer",
    "client",
    "vorige",
    "ander",
    "blad",
    "pagina",
    "eerder",
    "aanvraag",
    "formulier",
    "dossier",
    "post",
    "adres",
    "gegevens",
    "rubriek",
    "vraag",
    "punt",
    "bedrijf",
    "handtekening",
];

/// Whether a text refers to something else on the form, or says why nothing stands there: `idem`, `zie werkgever`.
pub(super) fn refers(content: &Content) -> bool {
    let Some(text) = content.as_text().map(str::trim).filter(|text| text.len() <= MAX_NON_ANSWER_BYTES) else {
        return false;
    };
    let first = text.trim_start_matches(['(', '<', '[', '*', '"']).bytes().next().map(|byte| byte.to_ascii_lowercase());
    if !first.is_some_and(|first| b"idhzagbovwmn".contains(&first)) {
        return false;
    }
    // `via de jobcoach` says by whom
    let by = text.get(..4).is_some_and(|first| first.eq_ignore_ascii_case("via "));
    if by && text[4..].starts_with(char::is_lowercase) {
        return true;
    }
    let folded = normalize::fold(text);
    is_back(text, &folded) || REFERS.contains(&folded.as_str()) || folded.starts_with("geenvastewoon")
}

/// Whether a text only says that the answer stands elsewhere on the form: `idem`, `zie boven`, `zie contract`.
pub(super) fn refers_back(text: &str) -> bool {
    let text = text.trim();
    let begins = text
        .trim_start_matches(['(', '<', '[', '*', '"'])
        .starts_with(['i', 'I', 'd', 'D', 'h', 'H', 'z', 'Z', 'a', 'A']);
    begins
        && text.len() <= MAX_NON_ANSWER_BYTES
        && text.split_whitespace().count() < 5
        && is_back(text, &normalize::fold(text))
}

fn is_back(text: &str, folded: &str) -> bool {
    let mut words = text.split_whitespace().map(normalize::fold);
    let sees = words.next().is_some_and(|word| word == "zie")
        && words.next().is_some_and(|word| SEEN.iter().any(|seen| word.starts_with(seen)));
    sees || BACK.contains(&folded)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_that_refer_elsewhere_are_nobodys_name() {
        for text in [
            "idem",
            "Idem.",
            "dezelfde",
            "zie boven",
            "Zie werkgever",
            "geheim adres",
            "geen vaste woonplaats",
            "vacature",
            "Wordt nog bepaald",
            "via de jobcoach",
            "zie handtekening",
            "akkoord",
        ] {
            assert!(refers(&Content::Text(text.into())), "{text}");
        }
        for text in
            ["Zie Zhang", "D. Hetzel", "Dakloos-Jansen", "Boven", "Geheimweg 3", "Idema", "Via Ricci", "Zelfstra", ""]
        {
            assert!(!refers(&Content::Text(text.into())), "{text}");
        }
    }

    #[test]
    fn answers_to_another_question_than_who_are_nobodys_name() {
        for text in [
            "nee",
            "NEE",
            "ja",
            "moeder",
            "ja, moeder",
            "geen vertegenwoordiger",
            "weet niet",
            "wisselend",
            "nog zoeken",
            "leeg",
            "tbd",
            "pm",
            "team jobcoaching",
            "in te vullen door gemeente",
            "nog niet bepaald",
            "n.v.t. (zelf)",
        ] {
            assert!(names_nobody(&Content::Text(text.into())), "{text}");
        }
        for text in
            ["J.A.", "P.M.", "PM", "T.B.D.", "Moeders", "Nee-Smit", "Geen Jansen", "Jan Leeg", "Ja Young", "Ouderkerk"]
        {
            assert!(!names_nobody(&Content::Text(text.into())), "{text}");
        }
    }

    #[test]
    fn a_line_to_write_on_is_no_answer() {
        for (text, open) in [
            ("…", true),
            (" ..... ", true),
            ("...", true),
            ("___", true),
            (".", false),
            ("-", false),
            ("…ja", false),
            ("", false),
        ] {
            assert_eq!(is_open_place(&Content::Text(text.into())), open, "{text}");
        }
    }

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
            ("zie bijlage 2", Some(NonAnswer::Elsewhere)),
            ("None", Some(NonAnswer::Unknown)),
            ("geen bijzonderheden", None),
            ("nee", None),
            ("volgt een opleiding", None),
        ];
        for (text, said) in cases {
            assert_eq!(parse(&Content::Text(text.into())), said, "{text}");
        }
    }
}
