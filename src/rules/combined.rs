//! All that is known of one body as one ruling: each subject from the newest text that says it, and every text with
//! what it gives, or why it does not count.

use std::borrow::Cow;
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;

use super::catalogue::Rules;
use super::fact::SECTIONS;
use super::ruling::{BodyKind, Followed, Ruling, Scheme};

/// A section and a key of a file of rules.
pub type Key = (&'static str, &'static str);

/// How much there is of coaching, and the hourly rates: no facts, and taken over as one.
pub const REGIMES: Key = ("intensity", "regimes");
pub const RATES: Key = ("tariff", "rates");

/// What the definitions of a text are called among its sections.
const WORDS: &str = "Begrippen";

/// The texts of one body, of UWV those of one scheme.
#[derive(Clone, Debug)]
pub struct Combined<'r> {
    /// What they say together. Its head and its evidence are those of the text that says how much, else of the newest.
    pub ruling: Ruling,
    /// All of them: those that count first, the newest before the older.
    pub texts: Vec<Text<'r>>,
    /// The text that each subject is from.
    from: BTreeMap<Key, &'r Ruling>,
    /// What a text says of a subject on which a newer one says something else.
    pub besides: Vec<(Key, &'r Ruling)>,
    /// What each word means, with the text that says so, and whether a newer one says something else.
    pub definitions: Vec<(&'r str, &'r str, &'r Ruling, bool)>,
}

/// One text of a body.
#[derive(Clone, Debug)]
pub struct Text<'r> {
    pub ruling: &'r Ruling,
    pub standing: Standing<'r>,
    /// The sections of which something is taken from it, by their names in Dutch.
    pub gives: Vec<&'static str>,
}

/// Whether a text counts on a date, or why it does not.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Standing<'r> {
    Counts,
    /// It begins later.
    NotYet,
    /// It does not hold any more.
    Lapsed,
    /// By a later version of the same text.
    Replaced(&'r Ruling),
    /// Nothing was seen in it.
    NothingSeen,
    /// Newer texts say all that it says.
    SaidByNewer,
}

impl Rules {
    /// The texts of every body and scheme together, as they count on a date; of a body of which none has begun there is
    /// nothing. UWV first, the others by name.
    pub fn combined(&self, date: Date) -> Vec<Combined<'_>> {
        let own: Vec<Combined<'_>> = self.groups().iter().filter_map(|texts| combine(texts, date)).collect();
        let mut all: Vec<Combined<'_>> = own.iter().map(|one| one.with_followed(&own, self, date)).collect();
        all.sort_by(|a, b| order(&a.ruling).cmp(&order(&b.ruling)));
        all
    }

    /// The texts of bodies of which none has begun on a date.
    pub fn not_begun(&self, date: Date) -> Vec<&Ruling> {
        let groups = self.groups().into_iter();
        groups.filter(|texts| !texts.iter().any(|text| has_begun(text, date))).flatten().collect()
    }

    /// The texts of each body and scheme.
    fn groups(&self) -> Vec<Vec<&Ruling>> {
        let mut groups: BTreeMap<(String, Option<Scheme>), Vec<&Ruling>> = BTreeMap::new();
        for ruling in self.all() {
            groups.entry((ruling.body.to_lowercase(), ruling.scheme)).or_default().push(ruling);
        }
        groups.into_values().collect()
    }
}

fn order(ruling: &Ruling) -> (bool, Option<Scheme>, &str) {
    (ruling.kind != BodyKind::Uwv, ruling.scheme, &ruling.name)
}

fn has_begun(text: &Ruling, date: Date) -> bool {
    text.validity.from().is_none_or(|from| from <= date)
}

/// Since when it is known to be so: an undated text says what held on the day on which it was read.
fn since(text: &Ruling) -> Date {
    text.validity.from().unwrap_or(text.evidence.seen_on)
}

/// The text that counts first: what others say of a body never goes before its own, and the newest before the older.
fn newest(text: &Ruling) -> (bool, Reverse<Date>, &str) {
    (text.evidence.level.second_hand(), Reverse(since(text)), &text.id)
}

/// The text to count with: one that says how much, holds, and says so of its own; of those the newest.
fn main_text<'r>(texts: &[&'r Ruling], date: Date) -> Option<&'r Ruling> {
    let begun = texts.iter().filter(|text| has_begun(text, date));
    let rank = |text: &&&'r Ruling| {
        let says = text.intensity.is_some();
        let own = says && !text.inherited.contains(&REGIMES);
        (says, text.validity.holds_on(date), own, Reverse(newest(text)))
    };
    begun.max_by_key(rank).copied()
}

/// Of the same regulation, whatever its version: `CVDR703171/2` and `CVDR703171/3`.
fn is_version_of(one: &Ruling, other: &Ruling) -> bool {
    let stem = |text: &Ruling| text.regulation.as_deref().map(|number| number.split('/').next().map(str::to_lowercase));
    stem(one).is_some() && stem(one) == stem(other)
}

fn standing<'r>(text: &'r Ruling, main: &Ruling, all: &[&'r Ruling], date: Date) -> Standing<'r> {
    let holds = |text: &Ruling| has_begun(text, date) && text.validity.holds_on(date);
    let later = all
        .iter()
        .find(|other| other.id != text.id && is_version_of(other, text) && holds(other) && since(other) > since(text));
    match later {
        _ if !has_begun(text, date) => Standing::NotYet,
        _ if text.id == main.id => Standing::Counts,
        _ if !holds(text) => Standing::Lapsed,
        Some(later) => Standing::Replaced(later),
        None => Standing::Counts,
    }
}

/// Lays the texts over each other; none where none has begun.
fn combine<'r>(known: &[&'r Ruling], date: Date) -> Option<Combined<'r>> {
    let main = main_text(known, date)?;
    let text =
        |text: &&'r Ruling| Text { ruling: text, standing: standing(text, main, known, date), gives: Vec::new() };
    let mut texts: Vec<Text<'r>> = known.iter().map(text).collect();
    texts.sort_by_key(|text| (text.standing != Standing::Counts, newest(text.ruling)));
    let mut combined = Combined {
        ruling: without_contents(main),
        texts: Vec::new(),
        from: BTreeMap::new(),
        besides: Vec::new(),
        definitions: Vec::new(),
    };
    if main.intensity.is_some() && !main.inherited.contains(&REGIMES) {
        combined.ruling.intensity.clone_from(&main.intensity);
        combined.from.insert(REGIMES, main);
    }
    for text in texts.iter().filter(|text| text.standing == Standing::Counts) {
        combined.add(text.ruling);
    }
    for text in &mut texts {
        text.gives = combined.taken_from(text.ruling);
        text.standing = match text.standing {
            Standing::Counts if says_nothing(text.ruling) => Standing::NothingSeen,
            Standing::Counts if text.gives.is_empty() && text.ruling.follows.is_none() => Standing::SaidByNewer,
            other => other,
        };
    }
    combined.texts = texts;
    Some(combined)
}

fn without_contents(main: &Ruling) -> Ruling {
    Ruling {
        intensity: None,
        rates: Vec::new(),
        facts: BTreeMap::new(),
        inherited: BTreeSet::new(),
        followed: None,
        definitions: Vec::new(),
        ..main.clone()
    }
}

fn says_nothing(text: &Ruling) -> bool {
    text.facts.is_empty()
        && text.intensity.is_none()
        && text.rates.is_empty()
        && text.definitions.is_empty()
        && text.follows.is_none()
}

impl<'r> Combined<'r> {
    /// The text that a subject is from; none where nothing is said of it.
    pub fn text_of(&self, key: Key) -> Option<&'r Ruling> {
        self.from.get(&key).copied()
    }

    /// Whether a subject is known from somebody else's account.
    pub fn is_second_hand(&self, key: Key) -> bool {
        self.text_of(key).is_some_and(|text| text.evidence.level.second_hand())
    }

    /// Whether more than one text counts.
    pub fn has_several_texts(&self) -> bool {
        self.texts.iter().filter(|text| text.standing == Standing::Counts).count() > 1
    }

    /// Adds what a text says of its own, where no newer one says it.
    fn add(&mut self, text: &'r Ruling) {
        let own = |key: &Key| !text.inherited.contains(key);
        for (key, said) in text.facts.iter().filter(|(key, _)| own(key)) {
            match self.ruling.facts.get(key) {
                None => {
                    self.ruling.facts.insert(*key, said.clone());
                    self.from.insert(*key, text);
                }
                Some(newer) if newer != said => self.besides.push((*key, text)),
                Some(_) => {}
            }
        }
        if own(&RATES) && !text.rates.is_empty() {
            if self.ruling.rates.is_empty() {
                self.ruling.rates.clone_from(&text.rates);
                self.from.insert(RATES, text);
            } else if self.ruling.rates != text.rates {
                self.besides.push((RATES, text));
            }
        }
        if own(&REGIMES) && text.intensity.is_some() && self.ruling.intensity != text.intensity {
            self.besides.push((REGIMES, text));
        }
        for (word, meaning) in &text.definitions {
            let known = self.definitions.iter().find(|(known, ..)| known == word);
            match known {
                Some((_, newer, ..)) if *newer == meaning => {}
                newer => {
                    let is_older = newer.is_some();
                    self.definitions.push((word, meaning, text, is_older));
                }
            }
        }
        let codes: Vec<String> =
            text.gemeenten.iter().filter(|code| !self.ruling.gemeenten.contains(code)).cloned().collect();
        self.ruling.gemeenten.extend(codes);
        self.ruling.follows = self.ruling.follows.take().or_else(|| text.follows.clone());
    }

    /// The sections of which something is from a text.
    fn taken_from(&self, text: &Ruling) -> Vec<&'static str> {
        let gives = |section: &str| self.from.iter().any(|((of, _), from)| *of == section && from.id == text.id);
        let sections = SECTIONS.iter().filter(|(section, _)| gives(section)).map(|(_, label)| *label);
        let words = self.definitions.iter().any(|(_, _, from, is_older)| from.id == text.id && !is_older);
        sections.chain(words.then_some(WORDS)).collect()
    }

    /// With what the body that it follows says where this says nothing itself.
    fn with_followed(&self, all: &[Self], rules: &'r Rules, date: Date) -> Self {
        match self.followed(all, rules, date) {
            Some(other) => self.clone().inherit(&other),
            None => self.clone(),
        }
    }

    /// What the body or the file says that it follows.
    fn followed<'c>(&self, all: &'c [Self], rules: &'r Rules, date: Date) -> Option<Cow<'c, Self>> {
        let followed = self.ruling.follows.as_deref()?;
        let is_of =
            |other: &&Self| other.ruling.body.eq_ignore_ascii_case(followed) && other.ruling.id != self.ruling.id;
        let of_body = all.iter().filter(is_of);
        let of_scheme = |other: &&Self| {
            let scheme = other.ruling.scheme;
            scheme == self.ruling.scheme || (self.ruling.scheme.is_none() && scheme == Some(Scheme::Extern))
        };
        let body = of_body.max_by_key(|other| (of_scheme(other), other.ruling.intensity.is_some()));
        let file = || rules.get(followed).and_then(|file| combine(&[file], date));
        body.map(Cow::Borrowed).or_else(|| file().map(Cow::Owned))
    }

    /// With what the other says where this says nothing itself.
    fn inherit(mut self, other: &Self) -> Self {
        for (key, said) in &other.ruling.facts {
            if !self.ruling.facts.contains_key(key) {
                self.ruling.facts.insert(*key, said.clone());
                self.take_over(*key, other);
            }
        }
        if self.ruling.intensity.is_none() && other.ruling.intensity.is_some() {
            self.ruling.intensity.clone_from(&other.ruling.intensity);
            self.take_over(REGIMES, other);
        }
        if self.ruling.rates.is_empty() && !other.ruling.rates.is_empty() {
            self.ruling.rates.clone_from(&other.ruling.rates);
            self.take_over(RATES, other);
        }
        let until = other.ruling.validity.in_force_until;
        self.ruling.followed = Some(Followed { id: other.ruling.id.clone(), body: other.ruling.body.clone(), until });
        self
    }

    fn take_over(&mut self, key: Key, other: &Self) {
        self.ruling.inherited.insert(key);
        self.from.extend(other.text_of(key).map(|text| (key, text)));
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;
    use crate::rules::fact::FactValue;

    fn own(files: &[(&str, &str)]) -> (tempfile::TempDir, Rules) {
        let folder = tempfile::tempdir().expect("a folder");
        let rules = folder.path().join("rules");
        std::fs::create_dir(&rules).expect("a folder");
        for (name, text) in files {
            let evidence = "[evidence]\nlevel = \"own_statement\"\nsource_kind = \"interview\"\nsource = \"gesprek\"\n\
                seen_on = \"2026-05-07\"\n";
            let (head, rest) = text.split_once("[process]").map_or((*text, ""), |(head, rest)| (head, rest));
            let process = if rest.is_empty() { String::new() } else { format!("[process]{rest}") };
            let text = format!(
                "[ruling]\nbody = \"GM0344\"\nname = \"Utrecht\"\nkind = \"gemeente\"\n{head}{evidence}{process}"
            );
            std::fs::write(rules.join(format!("{name}.toml")), text).expect("written");
        }
        let all = Rules::load(&[folder.path().to_owned()]).expect("rules");
        (folder, all)
    }

    fn utrecht(rules: &Rules) -> Combined<'_> {
        let all = rules.combined(date(2026, 11, 30));
        all.into_iter().find(|body| body.ruling.body == "GM0344").expect("Utrecht")
    }

    fn standing<'r>(body: &Combined<'r>, id: &str) -> Standing<'r> {
        body.texts.iter().find(|text| text.ruling.id == id).expect("a text").standing
    }

    #[test]
    fn an_interview_adds_what_the_published_text_does_not_say() {
        let text =
            "in_force_from = \"2026-06-01\"\n[process]\nassesses = [\"arbeidsdeskundige\"]\ncoaches = [\"eigen\"]\n";
        let (_folder, rules) = own(&[("gesprek", text)]);
        let body = utrecht(&rules);
        assert!(body.ruling.intensity.is_some(), "how much is from the published text");
        assert_eq!(body.text_of(("process", "assesses")).expect("a text").id, "gesprek");
        assert_eq!(body.text_of(("process", "coaches")).expect("a text").id, "utrecht", "the page was read later");
        assert!(body.besides.iter().any(|(key, text)| *key == ("process", "coaches") && text.id == "gesprek"));
        let ids: Vec<&str> = body.texts.iter().map(|text| text.ruling.id.as_str()).collect();
        assert_eq!(ids, ["utrecht", "gesprek"], "every text is named");
    }

    #[test]
    fn a_text_that_does_not_count_says_why() {
        let (_folder, rules) = own(&[
            ("later", "in_force_from = \"2027-01-01\"\n[process]\ndecides = [\"a\"]\n"),
            ("voorbij", "in_force_until = \"2020-01-01\"\n[process]\ndecides = [\"b\"]\n"),
            ("eerste", "regulation = \"CVDR1/1\"\nin_force_from = \"2026-01-01\"\n[process]\ndecides = [\"c\"]\n"),
            ("tweede", "regulation = \"CVDR1/2\"\nin_force_from = \"2026-02-01\"\n[process]\ndecides = [\"d\"]\n"),
            ("leeg", ""),
            ("zelfde", "in_force_from = \"2025-01-01\"\n[process]\ndecides = [\"e\"]\n"),
        ]);
        let body = utrecht(&rules);
        assert_eq!(standing(&body, "later"), Standing::NotYet);
        assert_eq!(standing(&body, "voorbij"), Standing::Lapsed);
        assert!(matches!(standing(&body, "eerste"), Standing::Replaced(by) if by.id == "tweede"));
        assert_eq!(standing(&body, "leeg"), Standing::NothingSeen);
        assert_eq!(standing(&body, "zelfde"), Standing::SaidByNewer);
        let said = body.ruling.facts.get(&("process", "decides")).expect("a fact");
        assert_eq!(*said, FactValue::Texts(vec!["d".to_owned()]));
    }

    #[test]
    fn what_is_taken_over_gives_way_to_any_text_of_the_body_itself() {
        let (_folder, rules) = own(&[
            ("nieuw", "follows = \"uwv\"\nin_force_from = \"2026-11-29\"\n"),
            ("oud", "in_force_from = \"2024-01-01\"\n[process]\nassesses = [\"consulent\"]\n"),
        ]);
        let body = utrecht(&rules);
        assert_eq!(body.text_of(("process", "assesses")).expect("a text").id, "oud");
        assert!(body.ruling.is_inherited(("process", "decides")), "UWV says who decides");
        assert!(!body.ruling.is_inherited(REGIMES), "Utrecht says itself how much");
    }

    #[test]
    fn an_account_of_others_never_goes_before_a_text_of_the_body_itself() {
        let (folder, _) = own(&[("eigen", "in_force_from = \"2020-01-01\"\n[process]\nassesses = [\"consulent\"]\n")]);
        let path = folder.path().join("rules/eigen.toml");
        let text = std::fs::read_to_string(&path).expect("text").replace("2020-01-01", "2026-11-30");
        let others = text.replace("consulent", "iemand").replace("own_statement", "third_party_page");
        std::fs::write(folder.path().join("rules/ander.toml"), others).expect("written");
        let rules = Rules::load(&[folder.path().to_owned()]).expect("rules");
        assert_eq!(utrecht(&rules).text_of(("process", "assesses")).expect("a text").id, "eigen");
    }
}
