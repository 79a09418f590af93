//! Free text with its names, phones, addresses and numbers masked, as far as lists and context can tell.
//!
//! `Sanne belt mevrouw De Vries (06 12345678)` becomes `[naam] belt mevrouw [naam] ([telefoon])`. A name is known by a
//! list of Dutch names, by what stands before it (a title, initials, a role, a tussenvoegsel), or because the form
//! names the same person elsewhere. It is a help and no warrant: a name that no list and no context tells stays.
//! docs/scale.md says how much is found.

use std::collections::BTreeSet;
use std::ops::Range;

use foldhash::HashSet;

use crate::pseudonym::names::Names;
use crate::pseudonym::words::{Word, all_in, all_letters, titled, words};
use crate::pseudonym::{labelled, names_on_form, numbers};
use crate::text::bsn;

/// What stands for a name.
const NAME: &str = "[naam]";

/// More initials or words before a surname nobody has; without a bound a row of them would be walked from each of its
/// words.
const MAX_NAME_WORDS: usize = 8;

/// The text with what tells a person masked; `own` are the words of names that stand elsewhere on the form, in lower
/// case.
pub fn masked(text: &str, own: &BTreeSet<String>) -> String {
    let (text, bsns) = without_bsns(text);
    let mut masks = numbers::found(&text);
    masks.extend(bsns.into_iter().map(|range| (range, "[BSN]")));
    masks.extend(labelled::found(&text));
    masks.extend(names_on_form::found(&text, own).into_iter().map(|range| (range, NAME)));
    masks.extend(WordText::of(&text, own).names().into_iter().map(|range| (range, NAME)));
    masks.sort_by_key(|(range, _)| (range.start, usize::MAX - range.end));
    let (mut out, mut at) = (String::with_capacity(text.len()), 0);
    for (range, mask) in masks {
        if range.end <= at {
            continue;
        }
        // of two that overlap nothing stays
        out.push_str(&text[at..range.start.max(at)]);
        out.push_str(mask);
        at = range.end;
    }
    out.push_str(&text[at..]);
    out
}

/// Whether a text names a person, as far as lists and context tell. A surname alone is too often another word: `Man`,
/// `Maas`.
pub fn names_somebody(text: &str) -> bool {
    let none = BTreeSet::new();
    let line = WordText::of(text, &none);
    let is_whole = |name: &str| name.contains([' ', '.']) || line.names.voornamen.contains(name) && name != MONTH;
    line.names().into_iter().any(|range| is_whole(&text[range]))
}

/// A month in three letters, as lists of months have it, before it is a name.
const MONTH: &str = "Jan";

/// The text with a sign for each BSN in it, so that its digits are taken for nothing else, and where those signs stand.
fn without_bsns(text: &str) -> (String, Vec<Range<usize>>) {
    // no sentence begins behind it, as behind a bullet
    const SIGN: &str = "#";
    let (mut out, mut signs, mut from) = (String::with_capacity(text.len()), Vec::new(), 0);
    for bsn in bsn::places(text) {
        out.push_str(&text[from..bsn.start]);
        signs.push(out.len()..out.len() + SIGN.len());
        out.push_str(SIGN);
        from = bsn.end;
    }
    out.push_str(&text[from..]);
    (out, signs)
}

/// A text while names are looked for in it.
struct WordText<'a> {
    text: &'a str,
    words: Vec<Word>,
    own: &'a BTreeSet<String>,
    names: &'static Names,
}

impl<'a> WordText<'a> {
    fn of(text: &'a str, own: &'a BTreeSet<String>) -> Self {
        Self { text, words: words(text).collect(), own, names: Names::known() }
    }

    fn word(&self, at: usize) -> &'a str {
        self.words.get(at).map_or("", |word| &self.text[word.range.clone()])
    }

    /// What stands between a word and the next.
    fn behind(&self, at: usize) -> &'a str {
        match (self.words.get(at), self.words.get(at + 1)) {
            (Some(word), Some(next)) => &self.text[word.range.end..next.range.start],
            _ => "\n",
        }
    }

    /// Where names stand, from the first to the last word of each.
    fn names(&self) -> Vec<Range<usize>> {
        let (mut found, mut at) = (Vec::new(), 0);
        while at < self.words.len() {
            let past = self.no_name(at).or_else(|| {
                let (first, past) = self.name(at)?;
                found.push(self.words[first].range.start..self.words[past - 1].range.end);
                Some(past)
            });
            at = past.unwrap_or(at + 1);
        }
        found
    }

    /// Past what is known to be no name though it sounds as one, such as a shop.
    fn no_name(&self, at: usize) -> Option<usize> {
        let rest = &self.text[self.words[at].range.start..];
        let fits = |known: &&String| {
            rest.strip_prefix(known.as_str()).is_some_and(|rest| !rest.starts_with(char::is_alphanumeric))
        };
        let known = self.names.geen_naam.iter().filter(fits).max_by_key(|known| known.len());
        known.map(|known| at + known.split(' ').count()).or_else(|| self.house(at))
    }

    /// Past the name of a house: `Zorggroep De Linde`, and not the name of a person with a tussenvoegsel in small
    /// letters.
    fn house(&self, at: usize) -> Option<usize> {
        let word = self.word(at).to_lowercase();
        let is_house = self.names.huizen.iter().any(|end| word.ends_with(end.as_str())) && self.behind(at) == " ";
        let name = self.past_between(at + 1);
        let named = name > at + 1 && self.is_capital(at + 1) && self.is_capital(name);
        (is_house && named).then_some(name + 1)
    }

    /// The name that begins at a word, as its first word and the one past it.
    fn name(&self, at: usize) -> Option<(usize, usize)> {
        if self.is_title(at) {
            let from = at + 1;
            let from = if self.is_title(from) { from + 1 } else { from };
            let surname = self.past_between(self.past_initials(from));
            let is_name = self.is_capital(surname) || self.is_shouted(surname) || self.is_small_name(surname);
            return (self.joined(at) && is_name).then(|| (from, self.surname_past(surname)));
        }
        let initials = self.past_initials(at);
        if initials > at {
            let surname = self.past_between(initials);
            return self.is_capital(surname).then(|| (at, self.surname_past(surname)));
        }
        if self.is_known(at) || self.is_called(at) || self.is_shouted_name(at) {
            return Some((at, self.surname_past(at)));
        }
        if let Some(surname) = self.small_pair(at) {
            return Some((at, surname + 1));
        }
        let surname = self.past_between(at);
        let listed = surname > at
            && !self.is_preposition(at, surname)
            && self.is_capital(surname)
            && self.is_listed_surname(self.word(surname));
        let listed = listed && !(at..surname).any(|at| self.no_name(at).is_some());
        listed.then(|| (at, self.surname_past(surname)))
    }

    fn is_title(&self, at: usize) -> bool {
        self.names.titels.contains(&self.word(at).to_lowercase())
    }

    /// Whether only a space, or the point of an abbreviation, parts a word from the next.
    fn joined(&self, at: usize) -> bool {
        matches!(self.behind(at), " " | ". " | ".")
    }

    /// Past `J.`, `J.P.` or `J. P.`.
    fn past_initials(&self, from: usize) -> usize {
        let mut at = from;
        while at < from + MAX_NAME_WORDS
            && self.is_capital(at)
            && self.word(at).chars().count() == 1
            && self.behind(at).starts_with('.')
        {
            if !self.joined(at) {
                break;
            }
            at += 1;
        }
        at
    }

    /// Past `van den`, also where a title has made it `Van den`.
    fn past_between(&self, from: usize) -> usize {
        let mut at = from;
        while at < from + MAX_NAME_WORDS
            && self.names.tussenvoegsels.contains(&self.word(at).to_lowercase())
            && self.behind(at) == " "
        {
            at += 1;
        }
        at
    }

    /// Past a first name or a surname and what belongs to it: `Sanne` of `Sanne van den Berg-Smit`.
    fn surname_past(&self, at: usize) -> usize {
        let mut past = at + 1;
        for _ in 0..2 {
            if self.behind(past - 1) != " " {
                break;
            }
            let next = self.past_between(past);
            let is_name = self.is_capital(next) || self.is_shouted_surname(next);
            if !is_name || self.is_of_business(next) || self.no_name(next).is_some() || next - past > 3 {
                break;
            }
            past = next + 1;
        }
        past
    }

    /// A word with a capital; one all in capitals is an abbreviation, unless it is a name of the form.
    fn is_capital(&self, at: usize) -> bool {
        let word = self.word(at);
        let capital = word.chars().next().is_some_and(char::is_uppercase);
        capital && (word.chars().count() == 1 || word.chars().any(char::is_lowercase) || self.is_own(at))
    }

    /// All in capitals, and longer than most abbreviations.
    fn is_shouted(&self, at: usize) -> bool {
        let word = self.word(at);
        word.chars().count() > 3 && word.chars().all(|c| c.is_uppercase() || !c.is_alphabetic())
    }

    /// `KLAAS`, or `JAN JANSEN`: a first name in capitals that is no other word; a short one only before a surname.
    fn is_shouted_name(&self, at: usize) -> bool {
        let word = self.word(at);
        let all = word.chars().count() > 2 && all_letters(word, char::is_uppercase);
        let other =
            self.names.ook_woord.contains(&titled(word)) || self.names.geen_begin.contains(&word.to_lowercase());
        let named = self.behind(at) == " " && self.is_shouted_surname(self.past_between(at + 1));
        all && !other && all_in(&self.names.voornamen, word) && (self.is_shouted(at) || named)
    }

    fn is_shouted_surname(&self, at: usize) -> bool {
        let word = self.word(at);
        let all = word.chars().count() > 2 && word.chars().all(|c| c.is_uppercase() || c == '-');
        all && self.is_surname(at)
    }

    /// A surname of the list in whatever letters, that is nothing that somebody does.
    fn is_surname(&self, at: usize) -> bool {
        let word = self.word(at).to_lowercase();
        let is_verb = self.names.werkwoorden.contains(&word) || self.names.werkwoorden_van_mensen.contains(&word);
        let other =
            is_verb || self.names.ook_woord.contains(&titled(&word)) || self.names.tussenvoegsels.contains(&word);
        !other && word.split('-').any(|part| self.names.achternamen.contains(&titled(part)))
    }

    /// Behind a title a surname or first name of the lists counts in small letters too: `mevr. de vries`.
    fn is_small_name(&self, at: usize) -> bool {
        let word = self.word(at);
        let is_first = all_in(&self.names.voornamen, word) && !self.is_other_word(word);
        word.chars().count() > 2 && all_letters(word, char::is_lowercase) && (self.is_surname(at) || is_first)
    }

    /// A first name and a surname, both of the lists and in small letters: `klaas van den berg`; the place of the
    /// surname.
    fn small_pair(&self, at: usize) -> Option<usize> {
        let word = self.word(at);
        let is_small = |word: &str| word.chars().count() > 2 && all_letters(word, char::is_lowercase);
        let is_first = is_small(word) && all_in(&self.names.voornamen, word) && !self.is_other_word(word);
        let surname = self.past_between(at + 1);
        let is_pair = is_first && self.behind(at) == " " && is_small(self.word(surname)) && self.is_surname(surname);
        is_pair.then_some(surname)
    }

    fn is_other_word(&self, word: &str) -> bool {
        let names = self.names;
        [&names.werkwoorden, &names.werkwoorden_van_mensen, &names.geen_begin, &names.rollen, &names.tussenvoegsels]
            .iter()
            .any(|words| words.contains(word))
            || names.ook_woord.contains(&titled(word))
    }

    /// Whether a word before a surname is only a preposition: `bij Jansen`, and not `Op den Berg`.
    fn is_preposition(&self, at: usize, surname: usize) -> bool {
        let word = self.word(at);
        self.names.voorzetsels.contains(&word.to_lowercase())
            && (surname == at + 1 || word.chars().all(char::is_lowercase))
    }

    /// Whether a word says what a business does that is called after somebody: `Jansen Schoonmaak`.
    fn is_of_business(&self, at: usize) -> bool {
        self.names.bedrijven.contains(&self.word(at).to_lowercase())
    }

    fn is_own(&self, at: usize) -> bool {
        self.own.contains(&self.word(at).to_lowercase())
    }

    /// A name of the form, or of the lists; what is another word too is none where a sentence begins.
    fn is_known(&self, at: usize) -> bool {
        if !self.is_capital(at) {
            return false;
        }
        let word = self.word(at);
        let first = self.words[at].first;
        let acts = !first || self.acts(at, &self.names.werkwoorden);
        let listed = |word: &str| {
            let doubtful = self.names.ook_woord.contains(word);
            (self.is_listed_first(word) && (acts || !doubtful)) || (self.is_listed_surname(word) && acts)
        };
        // `Sannes` is what belongs to Sanne
        let plain = word.strip_suffix("'s").or_else(|| word.strip_suffix("’s")).unwrap_or(word);
        self.is_own(at)
            || listed(plain)
            || (first && self.is_somebody(at))
            || plain.strip_suffix('s').is_some_and(|name| self.is_listed_first(name) && !first)
    }

    /// A first name as the list writes it; of a double one every half is a name, and not all are other words too.
    fn is_listed_first(&self, word: &str) -> bool {
        let is_double = || word.contains('-') && all_in(&self.names.voornamen, word);
        self.names.voornamen.contains(word)
            || (is_double() && !word.split('-').all(|half| self.names.ook_woord.contains(&titled(half))))
    }

    /// A surname as the list writes it; of a double one every half is a name with a capital: `Zwart-wit` is none.
    fn is_listed_surname(&self, word: &str) -> bool {
        let is_half = |half: &str| half.starts_with(char::is_uppercase) && self.names.achternamen.contains(half);
        self.names.achternamen.contains(word) || (word.contains('-') && word.split('-').all(is_half))
    }

    /// Whether the next word is what somebody does, and who does it does not stand behind that.
    fn acts(&self, at: usize, verbs: &HashSet<String>) -> bool {
        let does = self.behind(at) == " " && verbs.contains(self.word(at + 1));
        does && !(self.behind(at + 1) == " " && self.names.wie_doet_het.contains(self.word(at + 2)))
    }

    /// A word that a sentence begins with, of which only what it does tells that it is a name: `Qwinta belt zelf`.
    fn is_somebody(&self, at: usize) -> bool {
        const ENDS: [&str; 4] = ["ing", "heid", "tie", "lijk"];
        let word = self.word(at).to_lowercase();
        let other = self.names.geen_begin.contains(&word) || self.names.rollen.contains(&word);
        let other = other || self.names.tussenvoegsels.contains(&word) || ENDS.iter().any(|end| word.ends_with(end));
        word.chars().count() > 2 && !other && self.acts(at, &self.names.werkwoorden_van_mensen)
    }

    /// A capital behind who is called so: `collega Sanne`, and not behind the end of a sentence.
    fn is_called(&self, at: usize) -> bool {
        let before = at.checked_sub(1).filter(|before| self.behind(*before) == " ");
        let role = before.is_some_and(|before| self.names.rollen.contains(&self.word(before).to_lowercase()));
        role && self.is_capital(at) && self.word(at).chars().count() > 1
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_known_by_lists_and_by_what_stands_before_them() {
        let own = names_on_form::name_words("Xavera Quist").collect();
        for (text, expected) in [
            ("Sanne belt mevrouw De Vries (06 12345678).", "[naam] belt mevrouw [naam] ([telefoon])."),
            ("Overleg met dhr. Zwiebelstein.", "Overleg met dhr. [naam]."),
            ("Overleg met J.P. van Quispel gehad.", "Overleg met [naam] gehad."),
            ("Haar collega Qwinta helpt.", "Haar collega [naam] helpt."),
            ("Quist werkt; QUIST pauzeert.", "[naam] werkt; [naam] pauzeert."),
            ("Zij werkt met Piet van den Berg-Smit samen.", "Zij werkt met [naam] samen."),
            ("Werkt bij de Albert Heijn in Utrecht.", "Werkt bij de Albert Heijn in Utrecht."),
            ("Wil graag leren. Ben ik er klaar voor?", "Wil graag leren. Ben ik er klaar voor?"),
            ("De bakker wil van UWV horen.", "De bakker wil van UWV horen."),
            ("Moeders van de jobcoach UWV.", "Moeders van de jobcoach UWV."),
            ("Roos vraagt hulp. Roos zijn mooi.", "[naam] vraagt hulp. Roos zijn mooi."),
            ("Qwinta belt zelf af. Zwart plant het.", "[naam] belt zelf af. [naam] plant het."),
            ("Inmiddels weet zij dat. Daarom belt ze.", "Inmiddels weet zij dat. Daarom belt ze."),
            (
                "Werkgever vindt het goed. Begeleiding wil zij graag.",
                "Werkgever vindt het goed. Begeleiding wil zij graag.",
            ),
            ("KLAAS JANSEN belde, KLAAS WIL MINDER UREN.", "[naam] belde, [naam] WIL MINDER UREN."),
            ("JAN VAN DEN BERG en MEVR. DE VRIES.", "[naam] en MEVR. [naam]."),
            ("MAX 24 UUR PER WEEK, BIJ UWV OF WIA.", "MAX 24 UUR PER WEEK, BIJ UWV OF WIA."),
            ("mevr. de vries belde; klaas jansen niet.", "mevr. [naam] belde; [naam] niet."),
            ("De mevrouw kan goed werken, meneer wil dat.", "De mevrouw kan goed werken, meneer wil dat."),
            ("Hij werkt bij Jansen Schoonmaak BV in Oss.", "Hij werkt bij [naam] Schoonmaak BV in Oss."),
            ("In juni naar Zorggroep De Linde aan de Kade.", "In juni naar Zorggroep De Linde aan de Kade."),
            ("Op den Berg belde, zij woont bij de Vries.", "[naam] belde, zij woont bij [naam]."),
            ("Zij woont Kerkstraat 5 in Oss.", "Zij woont [adres] in Oss."),
            ("Sanne Kerkstraat 5, geboren op 14 maart 1998.", "[adres], geboren op [geboortedatum]."),
            ("Haar BSN is 9999.30.009.", "Haar BSN is [BSN]."),
            ("Haar BSN is 9999.90.019.", "Haar BSN is [BSN]."),
            ("Klant 999990019 (06 12345678), BSN999990019.", "Klant [BSN] ([telefoon]), BSN[BSN]."),
            ("Klant 999990019 Jansen is gebeld.", "Klant [BSN] [naam] is gebeld."),
            ("Zij heeft 999 990 019 opgegeven.", "Zij heeft [BSN] opgegeven."),
            ("Weekstart met Grondman, met Excel.", "Weekstart met [naam], met Excel."),
        ] {
            assert_eq!(masked(text, &own), expected, "{text}");
        }
    }

    #[test]
    fn any_text_stays_text() {
        for text in ["", "'", "–é—", "J.", "van", "mevrouw", "J. van", "’s Avonds moe", "İ. ß ŉ"] {
            let _ = masked(text, &BTreeSet::new());
        }
    }
}
