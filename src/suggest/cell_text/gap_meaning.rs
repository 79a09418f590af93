//! What a gap of a running sentence asks, and of whom, by the words around it: `gesproken met ...... (hierna: werknemer)` asks the
//! name of the werknemer.

use crate::text::sentence::ENDS;

use super::sentences;
use crate::suggest::vocabulary::lexicon::Lexicon;
use crate::suggest::vocabulary::words::Party;

/// The words around one gap.
pub(in crate::suggest) struct GapWords<'w> {
    /// Right before it.
    pub label: &'w str,
    /// What the sentence says before it, from its begin.
    pub said: &'w str,
    pub behind: &'w str,
    /// What the gap before it asks.
    pub before: Option<&'w str>,
    /// The label of the gap behind it.
    pub next: &'w str,
    /// The form looks back on a period.
    pub looks_back: bool,
}

/// Words with which a sentence says where somebody works, and as what.
const WORKS: [&str; 4] = ["werkt", "werkzaam", "in dienst", "werkend"];
/// Words before the organisation that somebody is of.
const AFFILIATED: [&str; 5] = ["verbonden aan", "werkzaam bij", "werkzaam voor", "in dienst van", "in dienst bij"];
/// Words behind a gap after which stands whom it names.
const NAMES: [&str; 7] = ["hierna te noemen", "hierna genoemd", "verder te noemen", "hierna", "namens", "als", "de"];
/// What a label ends with before somebody is named.
const NAMED: [&str; 13] = [
    "met",
    "van",
    "door",
    "aan",
    "bij",
    "tussen",
    "en",
    "ondergetekende",
    "ondergetekenden",
    "ik",
    "wij",
    "heer",
    "mevrouw",
];
const UNTIL: [&str; 4] = ["t/m", "tot", "tot en met", "tot aan"];
/// Words of a period that say nothing of what begins and ends.
const LASTS: [&str; 12] = ["duurt", "loopt", "gaat", "over", "is", "van", "vanaf", "deze", "dit", "de", "het", "een"];
const PERIODS: [&str; 5] = ["tijdvak", "periode", "rapportageperiode", "verslagperiode", "looptijd"];
const SPOKEN: [&str; 5] = ["gesproken", "overlegd", "overleg", "besproken", "geëvalueerd"];
/// How hours were told to be used before their number.
const HOURS: [&str; 4] = ["toegekend", "aangevraagd", "besteed", "verbruikt"];
/// Stems of a prompt that say how it is answered, and not what is asked.
const BARE: [&str; 6] = ["nam", "datum", "ur", "hoevel", "bedrag", "numer"];
/// Stems of a prompt that leave open what begins or ends.
const PERIOD: [&str; 4] = ["begin", "eind", "dur", "datum"];
/// A label of so many words says the same as the prompt behind it; a longer one is the sentence before it.
const SHORT: usize = 4;
/// Words behind a gap that say what it asks.
const MOST_WORDS: usize = 6;

impl GapWords<'_> {
    /// Whether people sign here.
    pub(in crate::suggest) fn is_signed(&self) -> bool {
        let said = self.said.to_lowercase();
        said.split_whitespace().any(|word| word == "getekend" || word == "ondertekend")
    }

    /// What the gap asks, where its label says too little, and whom it is about; `prompt` is what is printed in it.
    pub(in crate::suggest) fn meaning(
        &self,
        lexicon: &Lexicon,
        prompt: Option<&str>,
    ) -> (Option<String>, Option<Party>, bool) {
        let around = self.around(lexicon);
        let Some(prompt) = prompt else { return around };
        let own = party(lexicon, prompt);
        let stems = lexicon.vocabulary.words(prompt).stems;
        let only = |known: &[&str]| stems.iter().all(|stem| known.contains(&stem.as_str()) || !lexicon.knows(stem));
        let short = self.label.split_whitespace().count() <= SHORT && tells(lexicon, self.label);
        let meaning = match around.0 {
            // `voor [uren] uur per week`: the words around say more than the prompt
            Some(meaning) if only(&BARE) && own.is_none() => meaning,
            // `De begeleiding begint op [begindatum]`
            _ if only(&BARE) && own.is_none() || short && only(&PERIOD) => format!("{} {prompt}", self.label),
            _ => prompt.to_owned(),
        };
        let named = own.or(around.1);
        (Some(meaning), named, around.2)
    }

    /// What the words around the gap say that it asks.
    fn around(&self, lexicon: &Lexicon) -> (Option<String>, Option<Party>, bool) {
        let party = |text: &str| party(lexicon, text);
        let named = named_behind(self.behind).and_then(party);
        let subject = party(self.label).or(named).or_else(|| party(&first_words(self.said, 3)));
        if let Some(meaning) = self.of_work().or_else(|| self.of_organisation(party(self.label))) {
            // where somebody works is told of the werkgever, and as what of nobody
            return (Some(meaning.0), Some(meaning.1), meaning.1 != Party::Client);
        }
        if let (Some(who), true) = (named, NAMED.contains(&self.last().as_str())) {
            let what = if self.behind.trim_start().starts_with("namens") { "contactpersoon" } else { "naam" };
            return (Some(format!("{what} {}", word(who))), Some(who), true);
        }
        (self.of_time().or_else(|| self.of_amount(lexicon)).or_else(|| self.of_rest(lexicon)), subject, false)
    }

    /// The last word of the label, in lower case.
    fn last(&self) -> String {
        self.label.rsplit(' ').next().unwrap_or_default().to_lowercase()
    }

    /// `werkt sinds ...... als ...... bij ...... te ......`
    fn of_work(&self) -> Option<(String, Party)> {
        let said = self.said.to_lowercase();
        let works = WORKS.iter().any(|word| said.contains(word)) && self.label.split(' ').count() < 3;
        let (what, who) = match self.last().as_str() {
            _ if !works => return None,
            "als" => ("functie", Party::Client),
            "bij" => ("naam werkgever", Party::Werkgever),
            "te" => ("vestigingsplaats werkgever", Party::Werkgever),
            _ => return None,
        };
        Some((what.to_owned(), who))
    }

    /// `als jobcoach verbonden aan`
    fn of_organisation(&self, own: Option<Party>) -> Option<(String, Party)> {
        let label = self.label.to_lowercase();
        let affiliated = AFFILIATED.iter().any(|words| label.ends_with(words));
        let coach = own == Some(Party::Jobcoach) && (affiliated || self.last() == "bij");
        coach.then(|| ("jobcoachorganisatie".to_owned(), Party::Jobcoach))
    }

    /// Days and times, by what is said to happen then.
    fn of_time(&self) -> Option<String> {
        let (label, last) = (self.label.to_lowercase(), self.last());
        let behind = self.behind.trim_start();
        match last.as_str() {
            "om" if behind.starts_with("uur") => return Some("tijdstip".to_owned()),
            "op" if SPOKEN.iter().any(|word| behind.starts_with(word)) || label.ends_with("sprak op") => {
                return Some(if self.looks_back { "datum voortgangsgesprek" } else { "datum gesprek" }.to_owned());
            }
            "op" if label == "op" && self.said.to_lowercase().contains("opgemaakt") => {
                return Some("datum opgemaakt".to_owned());
            }
            _ => {}
        }
        if ["besluit", "beschikking"]
            .iter()
            .any(|what| ["van", "d.d", "dd"].iter().any(|d| label.ends_with(&format!("{what} {d}"))))
        {
            return Some("datum besluit".to_owned());
        }
        let next = self.next.to_lowercase();
        if (PERIODS.contains(&last.as_str()) || last == "van" || last == "vanaf") && UNTIL.contains(&next.as_str()) {
            let words = self.label.split_whitespace().filter(|word| !LASTS.contains(&word.to_lowercase().as_str()));
            return Some(format!("begin {}", words.collect::<Vec<_>>().join(" ")));
        }
        let before = self.before.filter(|_| UNTIL.contains(&label.as_str()))?;
        before.strip_prefix("begin ").map(|what| format!("einde {what}"))
    }

    /// A number with its unit behind the gap; hours that were granted or asked are told so before it.
    fn of_amount(&self, lexicon: &Lexicon) -> Option<String> {
        let first = self.said.split(ENDS).next().unwrap_or_default();
        let meaning = sentences::meaning(self.label, self.behind, first)?;
        let hours = self.behind.trim_start().starts_with("uur") || self.behind.trim_start().starts_with("uren");
        let said = self.said.to_lowercase();
        let told = HOURS.iter().find(|word| said.split(|c: char| !c.is_alphabetic()).any(|own| own == **word));
        let part = self.behind.split(ENDS).next().unwrap_or_default();
        let plain = hours && part.split_whitespace().count() == 1;
        let coaching = ["begeleiding", "jobcoach"].iter().any(|word| said.contains(word));
        Some(match told.filter(|_| plain) {
            Some(told) => format!("{told} aantal uren"),
            None if hours && coaching && !tells(lexicon, self.label) => format!("begeleiding {meaning}"),
            None => meaning,
        })
    }

    /// Where the label says nothing, the words behind the gap do, or what the gap before it asks.
    fn of_rest(&self, lexicon: &Lexicon) -> Option<String> {
        let beyond = first_words(self.behind.split(ENDS).next().unwrap_or_default(), MOST_WORDS);
        if self.last() == "er" && tells(lexicon, &beyond) {
            return Some(beyond);
        }
        if tells(lexicon, self.label) {
            return None;
        }
        if tells(lexicon, &beyond) {
            return Some(format!("{} {beyond}", self.label));
        }
        // `en de werkgever geeft een` goes on with what the gap before it asks
        let before = self.before.filter(|_| party(lexicon, self.label).is_some())?;
        let what: Vec<&str> = before.split_whitespace().filter(|word| party(lexicon, word).is_none()).collect();
        (!what.is_empty()).then(|| format!("{} {}", what.join(" "), self.label))
    }
}

/// Whether words say by themselves what is asked.
fn tells(lexicon: &Lexicon, text: &str) -> bool {
    lexicon.vocabulary.words(text).stems.iter().any(|stem| lexicon.knows(stem))
}

/// The one that words name.
fn party(lexicon: &Lexicon, text: &str) -> Option<Party> {
    let about = lexicon.vocabulary.words(text).about;
    about.first().copied().filter(|_| about.len() == 1)
}

fn first_words(text: &str, most: usize) -> String {
    text.split_whitespace().take(most).collect::<Vec<_>>().join(" ")
}

/// Whom the words behind a gap name: `(hierna: werknemer)`, `namens de werkgever`, `, als jobcoach verbonden aan`.
fn named_behind(behind: &str) -> Option<&str> {
    let text = behind.trim_start_matches([',', '(', ' ', '“', '"', '\'']);
    let rest = NAMES.iter().find_map(|begin| text.strip_prefix(begin)?.strip_prefix([':', ' ']));
    let rest = rest.or_else(|| behind.starts_with(',').then_some(text))?;
    let rest = rest.trim_start().trim_start_matches(['“', '"', '\'', '‘']);
    let rest = ["de ", "het "].iter().find_map(|article| rest.strip_prefix(article)).unwrap_or(rest);
    rest.split(|c: char| !c.is_alphanumeric()).next().filter(|word| !word.is_empty())
}

fn word(who: Party) -> &'static str {
    match who {
        Party::Client => "werknemer",
        Party::Werkgever => "werkgever",
        Party::Jobcoach => "jobcoach",
        Party::Gemeente => "gemeente",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_words_behind_a_gap_name_whom_it_asks() {
        for (behind, word) in [
            ("(hierna: werknemer) en met", Some("werknemer")),
            ("namens de werkgever.", Some("werkgever")),
            (", als jobcoach verbonden aan", Some("jobcoach")),
            (", hierna te noemen “de werkgever”,", Some("werkgever")),
            (", hierna de werkgever", Some("werkgever")),
            (", jobcoach bij", Some("jobcoach")),
            ("deelnemer is", None),
            ("en heeft BSN", None),
            ("uur per week", None),
        ] {
            assert_eq!(named_behind(behind), word, "{behind}");
        }
    }

    #[test]
    fn a_prompt_in_brackets_says_what_it_asks_with_the_words_before_it_where_it_says_too_little() {
        let lexicon = Lexicon::new(std::iter::empty());
        for (label, behind, prompt, meaning) in [
            ("De begeleiding begint op", "en duurt", "begindatum", "De begeleiding begint op begindatum"),
            ("voor", "uur per week", "uren", "voor uur per week"),
            ("ontvingen wij uw aanvraag voor", ", geboren op", "naam werknemer", "naam werknemer"),
            ("Wij vergoeden ten hoogste", "per uur", "tarief", "tarief"),
        ] {
            let words = GapWords { label, said: label, behind, before: None, next: "", looks_back: false };
            assert_eq!(words.meaning(&lexicon, Some(prompt)).0.as_deref(), Some(meaning), "{prompt}");
        }
    }

    #[test]
    fn days_are_told_by_what_happens_then() {
        let words =
            |label, behind, before, next| GapWords { label, said: label, behind, before, next, looks_back: false };
        for (words, meaning) in [
            (words("om", "uur.", None, ""), Some("tijdstip")),
            (words("heeft op", "gesproken met", None, ""), Some("datum gesprek")),
            (words("bij besluit van", "(kenmerk", None, ""), Some("datum besluit")),
            (words("over het tijdvak", "t/m", None, "t/m"), Some("begin tijdvak")),
            (words("De begeleiding duurt van", "tot", None, "tot"), Some("begin begeleiding")),
            (words("tot", ".", Some("begin begeleiding"), ""), Some("einde begeleiding")),
            (words("t/m", ".", Some("geboren op"), ""), None),
        ] {
            assert_eq!(words.of_time().as_deref(), meaning, "{}", words.label);
        }
    }
}
