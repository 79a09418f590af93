//! Which kind of form a title names.

use crate::text::normalize::fold;

use super::phrases::Phrases;

/// How a title names a kind of form, by the folded word in it.
const KINDS: [(&str, &str); 28] = [
    ("eindrapport", "eindrapport"),
    ("eindverslag", "eindrapport"),
    ("eindevaluatie", "eindrapport"),
    ("beeindig", "eindrapport"),
    ("uitstroom", "eindrapport"),
    ("afsluiting", "eindrapport"),
    ("urenregistratie", "urenverantwoording"),
    ("urenverantwoording", "urenverantwoording"),
    ("urenstaat", "urenverantwoording"),
    ("adviesgesprek", "gesprek"),
    ("advies", "advies"),
    ("arbeidsdeskundigrapport", "advies"),
    ("matching", "advies"),
    ("voortgang", "voortgang"),
    ("evaluatie", "voortgang"),
    ("rapportage", "voortgang"),
    ("wijziging", "wijziging"),
    ("verlenging", "vervolgaanvraag"),
    ("vervolgaanvraag", "vervolgaanvraag"),
    ("plan", "plan_van_aanpak"),
    ("aanvraag", "aanvraag"),
    ("verzoek", "aanvraag"),
    ("aanmeld", "aanmelding"),
    ("verwijsformulier", "aanmelding"),
    ("verwijzing", "aanmelding"),
    ("intake", "gesprek"),
    ("gesprek", "gesprek"),
    ("kennismaking", "gesprek"),
];

/// Whether a form with this title looks back on a period.
pub(in crate::suggest) fn looks_back(title: &str) -> bool {
    matches!(by_word(title), Some("voortgang" | "urenverantwoording" | "eindrapport"))
}

/// The kind that a word of this title names.
pub(in crate::suggest) fn by_word(title: &str) -> Option<&'static str> {
    let folded = fold(title);
    KINDS.iter().find(|(word, _)| folded.contains(word)).map(|(_, kind)| *kind)
}

/// Whether a text at the head of a form says what kind of form it is, what it is about or whose it is: `Plan van aanpak`,
/// `Jobcoaching`, `Gemeente Ede`; and is nothing that somebody wrote there.
pub(in crate::suggest) fn may_be_title(text: &str) -> bool {
    let says = |name: &str| Phrases::common().tell(name, text);
    let whose = text.split_whitespace().any(|word| matches!(fold(word).as_str(), "gemeente" | "uwv" | "formulier"));
    by_word(text).is_some() || says("plan") || says("field_of_work") || whose
}

#[cfg(test)]
mod tests {
    use super::{by_word, may_be_title};

    #[test]
    fn a_title_says_what_a_form_is_and_no_address_does() {
        for (text, title) in [
            ("Plan van aanpak jobcoaching", true),
            ("Gemeente Oeverrijk", true),
            ("Dorpsstraat 88", false),
            ("Slagerij Stork & Zn.", false),
        ] {
            assert_eq!(may_be_title(text), title, "{text}");
        }
    }

    #[test]
    fn a_form_by_which_somebody_is_referred_is_an_aanmelding() {
        assert_eq!(by_word("Verwijsformulier jobcoach"), Some("aanmelding"));
        assert_eq!(by_word("Verwijzing naar jobcoaching"), Some("aanmelding"));
    }
}
