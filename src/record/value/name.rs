//! Name: its parts, or the whole where it cannot be said which word is which.

use compact_str::CompactString;

use crate::record::value::pattern::{Parts, Pattern};
use crate::record::value::{Understood, Value, aanhef, name_line, name_words, words};
use crate::text::content::{self, Content};
use crate::text::given_names;

/// A person's name. What cannot be taken apart with certainty stands whole in `volledig`, and then nothing else does.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Default)]
pub struct Name {
    /// As written: `mevr.`, `De heer`.
    pub aanhef: Option<CompactString>,
    pub voornaam: Option<CompactString>,
    /// With their dots: `A.C.`
    pub voorletters: Option<CompactString>,
    /// In lower case: `van der`.
    pub tussenvoegsel: Option<CompactString>,
    pub achternaam: Option<CompactString>,
    /// The whole name, where its parts are in doubt: `Anna Maria Jansen`.
    pub volledig: Option<CompactString>,
}

impl Name {
    /// Its parts in the order of [`crate::record::schema::Kind::parts`].
    pub(super) fn parts(&self) -> Parts<'_> {
        [
            self.aanhef.as_deref(),
            self.voornaam.as_deref(),
            self.voorletters.as_deref(),
            self.tussenvoegsel.as_deref(),
            self.achternaam.as_deref(),
            self.volledig.as_deref(),
        ]
    }

    pub(super) fn into_parts(self) -> [Option<CompactString>; 6] {
        [self.aanhef, self.voornaam, self.voorletters, self.tussenvoegsel, self.achternaam, self.volledig]
    }

    /// One part.
    pub fn part(&self, part: u8) -> Option<&str> {
        self.parts().get(usize::from(part)).copied().flatten()
    }

    /// From parts by their position; initials get their dots, white space goes.
    pub fn from_parts<'a>(parts: impl IntoIterator<Item = (u8, &'a str)>) -> Self {
        let mut name = Self::default();
        for (part, text) in parts {
            name.set(
                part,
                Some(words::spaced(&content::seen(text)).into()).filter(|text: &CompactString| !text.is_empty()),
            );
        }
        name
    }

    /// Sets one part, in which words are one space apart.
    fn set(&mut self, part: u8, text: Option<CompactString>) {
        match part {
            0 => self.aanhef = text,
            1 => self.voornaam = text,
            2 => self.voorletters = text.map(|text| name_line::initials(&text).unwrap_or(text)),
            3 => self.tussenvoegsel = text.map(lower),
            4 => self.achternaam = text,
            5 => self.volledig = text,
            _ => {}
        }
    }
}

fn lower(text: CompactString) -> CompactString {
    let is_lower = text.bytes().all(|byte| byte.is_ascii() && !byte.is_ascii_uppercase());
    if is_lower { text } else { text.to_lowercase() }
}

/// By the pattern where it fits in one way only, else in any usual writing; a cell that holds more than one name, or
/// something else, stays as written.
pub(super) fn parse(content: &Content, pattern: Option<&Pattern>) -> Understood {
    let Some(line) = content.as_text().and_then(|_| words::kept_words(content)) else {
        return Understood::as_written();
    };
    let text = words::spaced(&line);
    if !name_line::is_one_name(&text) || content.as_text().is_some_and(name_line::are_several) {
        return Understood::as_written();
    }
    let mut name = Name::default();
    // "De heer" in front of a name is no "de" of its surname, also where the form has no place for it
    let titled = pattern.filter(|pattern| !pattern.asks(0)).and_then(|_| aanhef::aanhef(&text));
    let bare = titled.map_or(&*text, |(_, bare)| bare);
    match pattern.and_then(|pattern| name_words::take_apart(bare, pattern)) {
        Some(parts) if !is_lone(&parts) => {
            name.aanhef = titled.map(|(aanhef, _)| aanhef.into());
            let parts = (0..).zip(parts).filter(|(_, part)| part.is_some());
            parts.for_each(|(n, part)| name.set(n, part.map(CompactString::from)));
        }
        // `C.` where the first name is asked
        _ if pattern.is_some_and(|pattern| !pattern.asks(4)) && are_initials(bare) => name.set(2, Some(bare.into())),
        _ => name_line::read(&text).into_iter().for_each(|(n, part)| name.set(n, Some(part.into()))),
    }
    if name.volledig.is_some() && pattern.is_some_and(is_of_part) {
        return Understood::as_written();
    }
    if is_turned(&name, &text) {
        name = Name { volledig: Some(CompactString::from(&*text)), ..Name::default() };
    }
    Understood::value(Value::Name(Box::new(name)))
}

/// Whether a text is initials and nothing else.
pub fn are_initials(text: &str) -> bool {
    name_line::initials(text).is_some()
}

/// Whether a form asks only a part of a name here: the first name and the surname stand in places of their own.
fn is_of_part(pattern: &Pattern) -> bool {
    !pattern.asks(4) || !pattern.asks(1) && !pattern.asks(2)
}

/// Whether the surname may have been written first, as lists have it without a comma: `Vries de Sanne`, which looks like
/// `Jan de Vries`. Only the names themselves tell: the last is a first name, and the first is none that is known.
fn is_turned(name: &Name, text: &str) -> bool {
    let (Some(first), Some(surname), None) = (&name.voornaam, &name.achternaam, &name.voorletters) else {
        return false;
    };
    !text.contains([',', '(']) && given_names::is_only_given_name(surname) && !given_names::has_given_name(first)
}

/// Whether a pattern took several words for a surname and nothing else but words before it, as it does with a first
/// name that it has no place for: `Van den Berg Jan`.
fn is_lone(parts: &Parts<'_>) -> bool {
    let [aanhef, first, letters, _, surname, _] = parts;
    aanhef.or(*first).or(*letters).is_none() && surname.is_some_and(|surname| surname.contains(' '))
}

/// By the pattern, else as it is said; where that would read otherwise, the surname first: `Jansen, Anna Maria`.
pub(super) fn print(name: &Name, pattern: Option<&Pattern>) -> Option<CompactString> {
    if let Some(whole) = &name.volledig {
        return Some(whole.clone());
    }
    if let Some(pattern) = pattern {
        return Some(pattern.print(&name.parts())).filter(|text| !text.is_empty());
    }
    let same =
        |text: &CompactString| parse(&Content::Text(text.clone()), None).is(&Value::Name(Box::new(name.clone())));
    [name_line::spoken_order(name.parts()), name_line::surname_first(name.parts())]
        .into_iter()
        .map(CompactString::from)
        .find(same)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::record::schema::Kind;
    use crate::record::value::pattern::compile;

    /// Parts in the order of the schema, `.` where there is none.
    fn shown(understood: &Understood) -> String {
        match &understood.reading {
            Some(crate::record::value::Reading::Value(Value::Name(name))) => {
                name.parts().map(|part| part.unwrap_or(".")).join("|")
            }
            _ => "as written".to_owned(),
        }
    }

    fn read(text: &str, pattern: Option<&str>) -> String {
        let pattern = compile(pattern, Kind::Name.parts()).expect("a pattern");
        shown(&parse(&Content::Text(text.into()), pattern.as_ref()))
    }

    #[test]
    fn names_in_every_usual_writing() {
        let cases = [
            ("J. Jansen", ".|.|J.|.|Jansen|."),
            ("Jan de Vries", ".|Jan|.|de|Vries|."),
            ("De heer A.C. Blonk", "De heer|.|A.C.|.|Blonk|."),
            ("A.B. De vries", ".|.|A.B.|de|vries|."),
            ("Jansen, J. van der", ".|.|J.|van der|Jansen|."),
            ("mevr. S. Jansen-de Boer", "mevr.|.|S.|.|Jansen-de Boer|."),
            ("Yılmaz", ".|.|.|.|Yılmaz|."),
            ("El Amrani", ".|.|.|.|El Amrani|."),
            ("Fatima El Amrani", ".|Fatima|.|.|El Amrani|."),
            ("Jan Jansen", ".|Jan|.|.|Jansen|."),
            ("John Doe", ".|John|.|.|Doe|."),
            ("J. (Jan) de Vries", ".|Jan|J.|de|Vries|."),
            ("AC Blonk", ".|.|A.C.|.|Blonk|."),
            ("J de Vries", ".|.|J.|de|Vries|."),
            ("Th. van 't Hof", ".|.|Th.|van 't|Hof|."),
            ("van den Berg", ".|.|.|van den|Berg|."),
            ("Van den Berg", ".|.|.|van den|Berg|."),
            ("de Vries, Jan", ".|Jan|.|de|Vries|."),
            ("Jansen, Anna Maria", ".|Anna Maria|.|.|Jansen|."),
            ("Vries, mw. A. de", "mw.|.|A.|de|Vries|."),
            ("J. de Heer", ".|.|J.|de|Heer|."),
            ("mevrouw De Vries", "mevrouw|.|.|de|Vries|."),
            ("JAN DE VRIES", ".|JAN|.|de|VRIES|."),
            ("Sanne van Dijk-van den Berg", ".|Sanne|.|van|Dijk-van den Berg|."),
            ("Sanne Jansen - de Boer", ".|Sanne|.|.|Jansen - de Boer|."),
            ("Anna-Maria Jansen", ".|Anna-Maria|.|.|Jansen|."),
            ("Anna Maria Jansen", ".|.|.|.|.|Anna Maria Jansen"),
            ("Anna Maria van den Berg", ".|.|.|.|.|Anna Maria van den Berg"),
            ("De heer S. de Vries", "De heer|.|S.|de|Vries|."),
            ("de hr. J. Jansen", "de hr.|.|J.|.|Jansen|."),
            ("mw. drs. A. Bakker", "mw. drs.|.|A.|.|Bakker|."),
            ("drs. A. Bakker", "drs.|.|A.|.|Bakker|."),
            ("Vries de, Sanne", ".|Sanne|.|de|Vries|."),
            ("Berg van den, A.", ".|.|A.|van den|Berg|."),
            ("Jansen, J., mr.", ".|.|.|.|.|Jansen, J., mr."),
            ("J. Jansen, jobcoach", ".|.|.|.|.|J. Jansen, jobcoach"),
            ("Jansen, jobcoach", ".|.|.|.|.|Jansen, jobcoach"),
            ("J,Jansen", ".|.|.|.|.|J,Jansen"),
            ("Jeroen Bakker, HR", ".|.|.|.|.|Jeroen Bakker, HR"),
            ("Bakker, HR", ".|.|.|.|.|Bakker, HR"),
            ("Bakker, J. (HR)", ".|.|.|.|.|Bakker, J. (HR)"),
            ("Bakker, JB", ".|.|J.B.|.|Bakker|."),
            ("Marit van den Berg, Perspectief Coaching", ".|.|.|.|.|Marit van den Berg, Perspectief Coaching"),
            ("M. van den Berg, Anna", ".|.|.|.|.|M. van den Berg, Anna"),
            ("Marit van den Berg, MSc", ".|.|.|.|.|Marit van den Berg, MSc"),
            ("dhr Bakker, eigenaar", ".|.|.|.|.|dhr Bakker, eigenaar"),
            ("El Amrani, Fatima", ".|Fatima|.|.|El Amrani|."),
            ("Jeroen Bakker - voorman", ".|.|.|.|.|Jeroen Bakker - voorman"),
            ("J. Bakker ma-do", ".|.|.|.|.|J. Bakker ma-do"),
            ("Jansen JJ", ".|.|.|.|.|Jansen JJ"),
            ("drs. J. Jansen MSc", ".|.|.|.|.|drs. J. Jansen MSc"),
            ("mevr. A. Jansen geb. Pieters", ".|.|.|.|.|mevr. A. Jansen geb. Pieters"),
            ("jan jansen", ".|jan|.|.|jansen|."),
            ("Vries de Sanne", ".|.|.|.|.|Vries de Sanne"),
            ("mevr. Vries de Sanne", ".|.|.|.|.|mevr. Vries de Sanne"),
            ("VRIES DE SANNE", ".|.|.|.|.|VRIES DE SANNE"),
            ("Bakker Jeroen", ".|.|.|.|.|Bakker Jeroen"),
            ("El-Khattabi Mohammed", ".|.|.|.|.|El-Khattabi Mohammed"),
            ("Fatima Mohammed", ".|Fatima|.|.|Mohammed|."),
            ("Sanne de Vries", ".|Sanne|.|de|Vries|."),
        ];
        for (text, parts) in cases {
            assert_eq!(read(text, None), parts, "{text}");
        }
        for text in [
            "J. Jansen en P. Pietersen",
            "J. Jansen / P. Smit",
            "J. Jansen (06-12345678)",
            "S. de Vries\nB. Bakker",
            "«Voornaam» «Achternaam»",
            "mevrouw",
            "WAAR",
            "Jan\nPiet;Klaas",
            "jan@voorbeeld.nl",
        ] {
            assert_eq!(read(text, None), "as written", "{text}");
        }
    }

    #[test]
    fn names_by_their_pattern() {
        let last_first = "{achternaam}, {voorletters} {tussenvoegsel}";
        let first_last = "{voornaam} {tussenvoegsel} {achternaam}";
        let cases = [
            (last_first, "Jansen, J. van der", ".|.|J.|van der|Jansen|."),
            (last_first, "Jansen, J.", ".|.|J.|.|Jansen|."),
            (last_first, "Jansen,J.A.", ".|.|J.A.|.|Jansen|."),
            (last_first, "El Amrani, F.", ".|.|F.|.|El Amrani|."),
            (first_last, "Jan de Vries", ".|Jan|.|de|Vries|."),
            (first_last, "Anna Maria van den Berg", ".|Anna Maria|.|van den|Berg|."),
            ("{voorletters} {tussenvoegsel} {achternaam}", "De heer S. de Vries", "De heer|.|S.|de|Vries|."),
            (first_last, "De heer Jan de Vries", "De heer|Jan|.|de|Vries|."),
            (first_last, "Anna Maria Jansen", ".|.|.|.|.|Anna Maria Jansen"),
            (first_last, "Vries de Sanne", ".|.|.|.|.|Vries de Sanne"),
            ("{aanhef} {voorletters} {tussenvoegsel} {achternaam}", "dhr. A. de Wit", "dhr.|.|A.|de|Wit|."),
            ("{voorletters} ({voornaam}) {achternaam}", "A. (Ans) Wit", ".|Ans|A.|.|Wit|."),
        ];
        for (pattern, text, parts) in cases {
            assert_eq!(read(text, Some(pattern)), parts, "{text}");
        }
    }
}
