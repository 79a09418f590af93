//! What tells a person by the word before or behind it: a street with its house number, a number called a BSN although
//! it is none that can be, a date of birth.
//!
//! Looser than the kinds of value in `record/value`, for the reason that `numbers` gives: a house number is any number
//! behind a street, and a date of birth one of any year.

use std::ops::Range;

use crate::pseudonym::names::Names;
use crate::text::dutch::month;

/// Letters or digits that stand together: `12a` is two, where `prose` sees one word.
struct Token {
    range: Range<usize>,
    is_number: bool,
}

/// A text in tokens, with what stands between them.
struct TokenText<'a> {
    text: &'a str,
    tokens: Vec<Token>,
    names: &'static Names,
}

/// Where they stand, and what is put in their place.
pub(super) fn found(text: &str) -> Vec<(Range<usize>, &'static str)> {
    let line = TokenText { text, tokens: tokens(text), names: Names::known() };
    let mut found = Vec::new();
    for at in 0..line.tokens.len() {
        found.extend(line.bsn(at).map(|range| (range, "[BSN]")));
        found.extend(line.long_number(at).map(|range| (range, "[nummer]")));
        found.extend(line.case_number(at).map(|range| (range, "[nummer]")));
        found.extend(line.cut_short(at).map(|range| (range, "[naam]")));
        found.extend(line.birth(at).map(|range| (range, "[geboortedatum]")));
        found.extend(line.address(at).map(|range| (range, "[adres]")));
    }
    found
}

fn tokens(text: &str) -> Vec<Token> {
    let mut tokens: Vec<Token> = Vec::new();
    for (at, c) in text.char_indices().filter(|(_, c)| c.is_alphanumeric()) {
        let (is_number, end) = (c.is_ascii_digit(), at + c.len_utf8());
        match tokens.last_mut().filter(|last| last.range.end == at && last.is_number == is_number) {
            Some(last) => last.range.end = end,
            None => tokens.push(Token { range: at..end, is_number }),
        }
    }
    tokens
}

/// Words that call a number a BSN.
const BSN: [&str; 4] = ["bsn", "burgerservicenummer", "sofinummer", "sofi"];
/// Whose number it may be.
const OF_SOMEBODY: [&str; 9] =
    ["klant", "client", "cliënt", "dossier", "zaak", "registratie", "deelnemer", "personeels", "polis"];
/// Words before a date of birth.
const BORN: [&str; 4] = ["geboren", "geb", "geboortedatum", "geboortedag"];
/// Behind these something else than the birth is told.
const ELSE: [&str; 6] = ["en", "begint", "begon", "start", "startte", "werkt"];
/// Words before where somebody lives, and those that may stand between.
const LIVES: [&str; 6] = ["woont", "woonde", "wonend", "adres", "woonadres", "huisadres"];
const BETWEEN: [&str; 7] = ["op", "aan", "in", "de", "het", "is", "nu"];
/// How a house number goes on.
const ADDITIONS: [&str; 5] = ["bis", "hs", "rd", "huis", "boven"];

impl<'a> TokenText<'a> {
    fn word(&self, at: usize) -> &'a str {
        self.tokens.get(at).map_or("", |token| &self.text[token.range.clone()])
    }

    fn lower(&self, at: usize) -> String {
        self.word(at).to_lowercase()
    }

    fn is_number(&self, at: usize) -> bool {
        self.tokens.get(at).is_some_and(|token| token.is_number)
    }

    /// What stands between a token and the next.
    fn behind(&self, at: usize) -> &'a str {
        match (self.tokens.get(at), self.tokens.get(at + 1)) {
            (Some(token), Some(next)) => &self.text[token.range.end..next.range.start],
            _ => "\n",
        }
    }

    fn range(&self, from: usize, last: usize) -> Range<usize> {
        self.tokens[from].range.start..self.tokens[last].range.end
    }

    /// Seven to ten digits within three words behind the word BSN.
    fn bsn(&self, at: usize) -> Option<Range<usize>> {
        if !BSN.contains(&self.lower(at).as_str()) {
            return None;
        }
        let from = (at + 1..at + 5).find(|n| self.is_number(*n))?;
        let is_break = |n: usize| self.behind(n).contains(['\n', ';']);
        if (at..from).any(is_break) {
            return None;
        }
        let mut last = from;
        while self.is_number(last + 1) && matches!(self.behind(last), " " | "." | "-" | "/") {
            last += 1;
        }
        let digits: usize = (from..=last).map(|n| self.word(n).len()).sum();
        (7..=10).contains(&digits).then(|| self.range(from, last))
    }

    /// Nine digits in one, as a person's number has.
    fn long_number(&self, at: usize) -> Option<Range<usize>> {
        (self.is_number(at) && self.word(at).len() == 9).then(|| self.range(at, at))
    }

    /// A number called somebody's: `Klantnr 20481`, `dossiernummer: Z-2025/0107`.
    fn case_number(&self, at: usize) -> Option<Range<usize>> {
        let word = self.lower(at);
        let called = OF_SOMEBODY.iter().any(|whose| {
            word.strip_prefix(whose).is_some_and(|rest| matches!(rest, "nr" | "nrs" | "nummer" | "no"))
                || word == *whose && matches!(self.lower(at + 1).as_str(), "nr" | "nummer" | "no")
        });
        let from = (at + 1..at + 4).find(|n| self.is_number(*n)).filter(|_| called)?;
        let is_break = |n: usize| self.behind(n).contains(['\n', ';', ',']);
        if (at..from).any(is_break) {
            return None;
        }
        let mut last = from;
        while self.is_number(last + 1) && matches!(self.behind(last), "." | "-" | "/") {
            last += 1;
        }
        let digits: usize = (from..=last).map(|n| self.word(n).len()).sum();
        (digits > 2).then(|| self.range(from, last))
    }

    /// A name cut short: `v. Dam`, `v.d. Berg`, `S.d.V.`
    fn cut_short(&self, at: usize) -> Option<Range<usize>> {
        let before = &self.text[..self.tokens[at].range.start];
        if before.chars().next_back().is_some_and(|c| c == '.' || c.is_alphanumeric()) {
            return None;
        }
        let (small, capital) = (
            |n| matches!(self.word(n), "v" | "d"),
            |n: usize| {
                let mut letters = self.word(n).chars();
                letters.next().is_some_and(char::is_uppercase) && letters.all(char::is_lowercase)
            },
        );
        let dotted = |n: usize| matches!(self.behind(n), "." | ". ");
        let letter = |n: usize| self.word(n).chars().count() == 1;
        // `S.d.V.`
        if letter(at) && capital(at) {
            let last = (at + 1..at + 4).find(|n| !small(*n))?;
            let tight = (at..last).all(|n| self.behind(n) == ".");
            return (last > at + 1 && tight && letter(last) && capital(last)).then(|| self.range(at, last));
        }
        let last = (at..at + 3).find(|n| !small(*n)).filter(|last| *last > at && self.word(at) == "v")?;
        let named = capital(last) && !letter(last) && month(self.word(last)).is_none();
        ((at..last).all(dotted) && named).then(|| self.range(at, last))
    }

    /// A whole date within four words behind `geboren`.
    fn birth(&self, at: usize) -> Option<Range<usize>> {
        if !BORN.contains(&self.lower(at).as_str()) {
            return None;
        }
        for from in at + 1..at + 6 {
            let before = self.behind(from - 1);
            let ends = before.contains(['\n', ';', '!', '?']) || (before.starts_with('.') && from > at + 1);
            if ends || ELSE.contains(&self.lower(from).as_str()) {
                return None;
            }
            if self.is_date(from) {
                return Some(self.range(from, from + 2));
            }
        }
        None
    }

    fn is_date(&self, at: usize) -> bool {
        let is_part = |n: usize| self.is_number(n) && self.word(n).len() <= 2;
        let is_year = |n: usize| self.is_number(n) && matches!(self.word(n).len(), 2 | 4);
        let is_close = |n: usize| self.behind(n).chars().count() <= 3 && !self.behind(n).contains('\n');
        let by_month = month(self.word(at + 1)).is_some() && !self.is_number(at + 1);
        let day_first = is_part(at) && (is_part(at + 1) || by_month) && is_year(at + 2);
        let year_first = self.is_number(at) && self.word(at).len() == 4 && is_part(at + 1) && is_part(at + 2);
        (day_first || year_first) && is_close(at) && is_close(at + 1)
    }

    /// A street with its house number, of which this is the last word of the street.
    fn address(&self, at: usize) -> Option<Range<usize>> {
        let number = at + 1;
        let fits = !self.is_number(at) && self.is_number(number) && self.behind(at) == " ";
        let value: u32 = self.word(number).parse().ok().filter(|_| self.word(number).len() <= 4)?;
        if !fits || value == 0 || (1900..2100).contains(&value) {
            return None;
        }
        let last = self.house_number(number);
        let from = self.street_from(at);
        let is_capital = self.word(from).starts_with(char::is_uppercase);
        let is_street = self.is_street(at, is_capital) && !self.is_measure(last);
        let told = is_capital && (self.is_where_somebody_lives(from) || self.is_before_postcode(last));
        (is_street || told).then(|| self.range(from, last))
    }

    /// The last token of a house number: `12a`, `12-3`, `12 bis`.
    fn house_number(&self, number: usize) -> usize {
        let (behind, next) = (self.behind(number), self.lower(number + 1));
        let letter = behind.is_empty() && !self.is_number(number + 1) && next.chars().count() <= 2 && !next.is_empty();
        let more = behind == "-" && (self.is_number(number + 1) || next.chars().count() == 1);
        let added = behind == " " && ADDITIONS.contains(&next.as_str());
        number + usize::from(letter || more || added)
    }

    /// The first word of a street: `Van der Helststraat`, `Oude Gracht`.
    fn street_from(&self, at: usize) -> usize {
        let (mut from, mut back) = (at, at);
        while back > 0 && matches!(self.behind(back - 1), " " | "-" | ". " | "'") {
            back -= 1;
            let word = self.word(back);
            let is_between = self.names.tussenvoegsels.contains(&word.to_lowercase());
            let is_capital = word.starts_with(char::is_uppercase);
            let known = self.names.straat_begin.contains(word)
                || self.names.voornamen.contains(word)
                || self.names.achternamen.contains(word);
            match (is_capital && (known || is_between), is_between) {
                (true, _) => from = back,
                (false, true) => {}
                (false, false) => break,
            }
        }
        from
    }

    /// By how the word ends; one without a capital must be longer than that.
    fn is_street(&self, at: usize, is_capital: bool) -> bool {
        let word = self.lower(at);
        let ends = |ends: &[String]| ends.iter().any(|end| word.ends_with(end.as_str()) && word != *end);
        let known = &self.names;
        ends(&known.straten) || (is_capital && (ends(&known.straten_met_hoofdletter) || known.pleinen.contains(&word)))
    }

    /// Whether a number counts something: `20 minuten`, `9.30 uur`, `5 %`.
    fn is_measure(&self, last: usize) -> bool {
        let behind = self.behind(last);
        let is_part = matches!(behind, "." | ":" | ",") && self.is_number(last + 1);
        let next = self.lower(last + 1);
        is_part || behind.trim_start().starts_with(['%', '€']) || (behind == " " && self.names.maten.contains(&next))
    }

    fn is_where_somebody_lives(&self, from: usize) -> bool {
        let mut at = from;
        while at > 0 && from - at < 4 && !self.behind(at - 1).contains(['.', '\n', ';']) {
            at -= 1;
            let word = self.lower(at);
            if LIVES.contains(&word.as_str()) {
                return true;
            }
            if !BETWEEN.contains(&word.as_str()) {
                return false;
            }
        }
        false
    }

    /// `5, 3511 AB`
    fn is_before_postcode(&self, last: usize) -> bool {
        let is_close = matches!(self.behind(last), ", " | " " | "," | "\n");
        let (digits, letters) = (self.word(last + 1), self.word(last + 2));
        let is_letters = letters.len() == 2 && letters.bytes().all(|byte| byte.is_ascii_uppercase());
        is_close && self.is_number(last + 1) && digits.len() == 4 && is_letters && self.behind(last + 1).len() <= 1
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn masked(text: &str) -> Vec<&str> {
        found(text).into_iter().map(|(range, _)| &text[range]).collect()
    }

    #[test]
    fn streets_with_their_house_numbers_are_found() {
        for (text, told) in [
            ("woont Kerkstraat 5 in Oss", "Kerkstraat 5"),
            ("Zij woont op Dorpsstraat 12a te Zwolle", "Dorpsstraat 12a"),
            ("Van der Helststraat 12-3, Oss", "Van der Helststraat 12-3"),
            ("aan de Oude Gracht 112 bis.", "Oude Gracht 112 bis"),
            ("het adres is Rozenhof 3", "Rozenhof 3"),
            ("Woont aan de Plantage 3", "Plantage 3"),
            ("Zonnetje 5, 3511 AB Utrecht", "Zonnetje 5"),
            ("bij kerkstraat 5 om de hoek", "kerkstraat 5"),
        ] {
            assert_eq!(masked(text), [told], "{text}");
        }
    }

    #[test]
    fn numbers_that_count_something_are_no_house_numbers() {
        for text in [
            "Onderweg 20 minuten met de bus.",
            "De arbeidsmarkt 2025 vraagt dat.",
            "Via de Hoofdweg 5 km fietsen.",
            "Werkt vanaf de Markt 9.30 uur.",
            "Doel 1 en 2 zijn gehaald, fase 3 begint.",
            "Heeft 24 uur in Utrecht 3 dagen per week.",
            "Werkdag 2 van 5, lijn 84.",
        ] {
            assert_eq!(masked(text), Vec::<&str>::new(), "{text}");
        }
    }

    #[test]
    fn what_is_called_a_bsn_or_a_birth_is_found() {
        for (text, told) in [
            ("BSN 999930034 van hem", "999930034"),
            ("bsn999930034", "999930034"),
            ("Haar BSN is 9999.30.009, klopt dat?", "9999.30.009"),
            ("BSN-nummer: 99993003", "99993003"),
            ("geboren op 14 maart 1998", "14 maart 1998"),
            ("(geb. 14-03-1998)", "14-03-1998"),
            ("geboren te Oss, 3 mrt. '98", "3 mrt. '98"),
            ("Geboortedatum: 1998-03-14.", "1998-03-14"),
        ] {
            let found = masked(text);
            assert!(found.first() == Some(&told), "{text}: {found:?}");
        }
        for text in
            ["Het BSN is bekend, 24 uur in 2025.", "Geboren in Oss en begint op 14 maart 2026.", "Geboren in 1998."]
        {
            assert_eq!(masked(text), Vec::<&str>::new(), "{text}");
        }
    }

    #[test]
    fn numbers_of_somebody_and_names_cut_short_are_found() {
        for (text, told) in [
            ("Klantnr 20481 belt", "20481"),
            ("zie dossiernummer: 2025/0107.", "2025/0107"),
            ("cliënt nr. 20481", "20481"),
            ("gesprek met v. Dam gehad", "v. Dam"),
            ("belt v.d. Berg", "v.d. Berg"),
            ("Afspraak S.d.V. op kantoor", "S.d.V."),
        ] {
            let found = masked(text);
            assert!(found.first().is_some_and(|first| told.starts_with(first)), "{text}: {found:?}");
        }
        for text in ["klant 3 keer gebeld", "d.d. Maart", "o.a. Word", "van 9 v.m. Daarna", "de klant, nr 20481"] {
            assert_eq!(masked(text), Vec::<&str>::new(), "{text}");
        }
    }

    #[test]
    fn any_text_stays_text() {
        for text in ["", "5", "BSN", "geb.", "straat 5", "woont 5", "é5é", "Straat 0", "9 9 9"] {
            let _ = masked(text);
        }
    }
}
