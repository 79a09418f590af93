//! Who a form is about: the BSN, and the full name with the date of birth.

use jiff::civil;

use crate::record::answer::Record;
use crate::record::value::Value;
use crate::record::value::date::Date;
use crate::record::value::name::Name;
use crate::text::bsn::passes_eleven_test;
use crate::text::normalize::fold;

use super::statement::whole;

/// How two persons compare who were born on one day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Likeness {
    /// Not the same.
    Other,
    /// A part of the surname is the same, as after a marriage: `P. Jansen` and `P. Jansen-de Wit`.
    Part,
    /// It may be the same person, and the forms do not say so: `S. de Vries` and `Sanne de Vries`.
    Maybe,
    /// The same full name.
    Same,
}

/// A name as it compares: without case, accents, punctuation and title.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Person {
    /// The last word of the surname, by which likely pairs are found.
    pub last_word: String,
    /// With what stands before it; of a name that could not be taken apart its last word.
    surname: String,
    letters: Option<String>,
    given: Option<String>,
    /// A name that could not be taken apart.
    full: Option<String>,
    /// None where it is not known to the day.
    pub born: Option<civil::Date>,
    /// The words of the surname without those that stand in many: `jansen` and `wit` of `Jansen-de Wit`.
    pub words: Vec<String>,
}

/// Words of surnames that tell nobody.
const PARTICLES: [&str; 16] =
    ["van", "de", "den", "der", "het", "ten", "ter", "te", "in", "op", "aan", "von", "la", "le", "el", "al"];

impl Person {
    /// The client of a form, where it is named.
    pub fn of(record: &Record) -> Option<Self> {
        let Value::Name(name) = whole(record, "client.naam")? else { return None };
        let born = match record.value("client.geboortedatum") {
            Some(Value::Date(Date::Day(day))) => Some(*day),
            _ => None,
        };
        Self::named(&name, born)
    }

    fn named(name: &Name, born: Option<civil::Date>) -> Option<Self> {
        let folded = |text: Option<&str>| text.map(fold).filter(|text| !text.is_empty());
        let full = folded(name.volledig.as_deref());
        let last_word = fold(name.achternaam.as_ref().or(name.volledig.as_ref())?.split_whitespace().next_back()?);
        let prefix = name.tussenvoegsel.as_deref().unwrap_or_default();
        let surname = name.achternaam.as_ref().map_or_else(|| last_word.clone(), |own| fold(&format!("{prefix}{own}")));
        let (letters, given) = (folded(name.voorletters.as_deref()), folded(name.voornaam.as_deref()));
        let words = match &name.achternaam {
            Some(own) => own.split([' ', '-', '/']).map(fold).filter(|word| tells(word)).collect(),
            None => vec![last_word.clone()],
        };
        Some(Self { last_word, surname, letters, given, full, born, words })
    }

    /// Whether the name is full enough to know somebody by.
    pub fn is_full(&self) -> bool {
        self.letters.is_some() || self.given.is_some() || self.full.is_some()
    }

    /// The first letter of the initials or the first name.
    pub fn initial(&self) -> Option<char> {
        let first = |text: &Option<String>| text.as_deref().and_then(|text| text.chars().next());
        first(&self.letters).or(first(&self.given)).or(first(&self.full))
    }

    /// How many of surname, initial and date of birth are known.
    pub fn known(&self) -> usize {
        1 + usize::from(self.initial().is_some()) + usize::from(self.born.is_some())
    }

    /// Whether a number may be of both: no two of surname, initial and date of birth differ.
    pub fn may_share(&self, other: &Self) -> bool {
        let within = |one: &Self, other: &Self| one.full.as_ref().is_some_and(|full| full.contains(&other.last_word));
        let surname = self.last_word == other.last_word || within(self, other) || within(other, self);
        let differ = |pair: (Option<char>, Option<char>)| matches!(pair, (Some(one), Some(other)) if one != other);
        let born = matches!((self.born, other.born), (Some(one), Some(other)) if one != other);
        // the first letter of a name that could not be taken apart may be of any of its words
        let apart = self.full.is_none() && other.full.is_none();
        let initial = apart && differ((self.initial(), other.initial()));
        usize::from(!surname) + usize::from(initial) + usize::from(born) < 2
    }

    /// How the names compare.
    pub fn name_likeness(&self, other: &Self) -> Likeness {
        if self.full.is_some() && self.full == other.full {
            return Likeness::Same;
        }
        let differ = |one: &Option<String>, other: &Option<String>| one.is_some() && other.is_some() && one != other;
        let same = |one: &Option<String>, other: &Option<String>| one.is_some() && one == other;
        let initials = (self.initial(), other.initial());
        let ends = |one: &Self, other: &Self| one.full.as_ref().is_some_and(|full| full.ends_with(&other.surname));
        let is_surname = self.surname == other.surname || ends(self, other) || ends(other, self);
        if !is_surname || matches!(initials, (Some(one), Some(other)) if one != other) {
            return Likeness::Other;
        }
        if self.full.is_some() || other.full.is_some() {
            return Likeness::Maybe;
        }
        let differs = differ(&self.letters, &other.letters) || differ(&self.given, &other.given);
        let is_same = same(&self.letters, &other.letters) || same(&self.given, &other.given);
        if is_same && !differs { Likeness::Same } else { Likeness::Maybe }
    }

    /// Whether a word of the surname is the same and the initials do not contradict each other.
    fn shares_surname(&self, other: &Self) -> bool {
        let initials = (self.initial(), other.initial());
        let fit = !matches!(initials, (Some(one), Some(other)) if one != other);
        // the first letter of a name that could not be taken apart may be of any of its words
        let apart = self.full.is_none() && other.full.is_none();
        apart && fit && self.words.iter().any(|word| other.words.contains(word))
    }

    /// How the persons compare; without both dates of birth they are never surely the same.
    pub fn likeness(&self, other: &Self) -> Likeness {
        let names = self.name_likeness(other);
        let is_part = || names == Likeness::Other && self.shares_surname(other);
        match (self.born, other.born) {
            (Some(one), Some(other)) if one == other && is_part() => Likeness::Part,
            (Some(one), Some(other)) if one == other => names,
            (Some(_), Some(_)) => Likeness::Other,
            _ if names == Likeness::Same => Likeness::Maybe,
            _ => Likeness::Other,
        }
    }
}

fn tells(word: &str) -> bool {
    word.chars().count() > 1 && !PARTICLES.contains(&word)
}

/// The BSN by which a client is known. A number that fails the eleven test is nobody's.
pub fn bsn(record: &Record) -> Option<&str> {
    match record.value("client.bsn") {
        Some(Value::Text(bsn)) if passes_eleven_test(bsn) => Some(bsn),
        _ => None,
    }
}

/// Whether two numbers differ by one digit, or by two digits side by side that changed places.
pub fn is_slip(one: &str, other: &str) -> bool {
    if one.len() != other.len() {
        return false;
    }
    let (one, other) = (one.as_bytes(), other.as_bytes());
    let at: Vec<usize> = (0..one.len()).filter(|at| one[*at] != other[*at]).collect();
    match at[..] {
        [_] => true,
        [a, b] => b == a + 1 && one[a] == other[b] && one[b] == other[a],
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn person(parts: &[(u8, &str)]) -> Person {
        Person::named(&Name::from_parts(parts.iter().copied()), civil::Date::new(1998, 3, 14).ok()).expect("a name")
    }

    #[test]
    fn full_names_are_the_same_and_initials_only_alike() {
        const GIVEN: u8 = 1;
        const LETTERS: u8 = 2;
        const PREFIX: u8 = 3;
        const SURNAME: u8 = 4;
        let sanne = person(&[(GIVEN, "Sanne"), (PREFIX, "de"), (SURNAME, "Vries")]);
        let letter = person(&[(LETTERS, "S."), (PREFIX, "de"), (SURNAME, "Vries")]);
        let both = person(&[(GIVEN, "Sanne"), (LETTERS, "S."), (PREFIX, "de"), (SURNAME, "Vries")]);
        let sofie = person(&[(GIVEN, "Sofie"), (LETTERS, "S."), (PREFIX, "de"), (SURNAME, "Vries")]);
        let jan = person(&[(LETTERS, "J."), (PREFIX, "de"), (SURNAME, "Vries")]);
        let married = person(&[(LETTERS, "S."), (SURNAME, "Vries-van der Wal")]);
        let own = person(&[(LETTERS, "S."), (PREFIX, "van der"), (SURNAME, "Wal")]);
        let other = person(&[(LETTERS, "K."), (PREFIX, "van der"), (SURNAME, "Wal")]);
        for (one, other, likeness) in [
            (&sanne, &sanne, Likeness::Same),
            (&sanne, &both, Likeness::Same),
            (&letter, &both, Likeness::Same),
            (&sanne, &letter, Likeness::Maybe),
            (&both, &sofie, Likeness::Maybe),
            (&letter, &jan, Likeness::Other),
            (&sanne, &married, Likeness::Part),
            (&own, &married, Likeness::Part),
            (&other, &married, Likeness::Other),
            (&own, &letter, Likeness::Other),
        ] {
            assert_eq!(one.likeness(other), likeness, "{one:?} {other:?}");
            assert_eq!(other.likeness(one), likeness);
        }
        let elsewhen = Person { born: civil::Date::new(1998, 4, 14).ok(), ..sanne.clone() };
        assert_eq!(sanne.likeness(&elsewhen), Likeness::Other);
        assert_eq!(sanne.likeness(&Person { born: None, ..sanne.clone() }), Likeness::Maybe);
    }

    #[test]
    fn a_slip_is_one_digit_or_two_that_changed_places() {
        assert!(is_slip("999100129", "999100128"));
        assert!(is_slip("999100129", "991900129"));
        assert!(!is_slip("999100129", "991009129"));
        assert!(!is_slip("999100129", "999100129"));
    }
}
