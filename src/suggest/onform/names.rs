//! The Dutch name of what a place asks, `werknemer: geboortedatum`, and back from any wording that is known for it.

use std::collections::BTreeSet;

use crate::record::schema::Schema;
use crate::suggest::vocabulary::labels::Labels;
use crate::suggest::vocabulary::lexicon::Lexicon;
use crate::suggest::vocabulary::slot::{Slot, id_of};
use crate::suggest::vocabulary::wordings::alike;
use crate::suggest::vocabulary::words::Party;
use crate::text::normalize::{fold, fold_label};

/// Every name, and the wordings behind them.
pub struct Names<'l> {
    lexicon: &'l Lexicon,
    all: Vec<Name>,
}

struct Name {
    shown: String,
    folded: String,
    slot: Slot,
}

/// Why a wording is not understood.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unclear {
    /// Nothing is called so; these come nearest.
    Unknown(Vec<String>),
    /// All of these are called so.
    Several(Vec<String>),
}

/// How alike a wording must be to be taken for another.
const ALIKE: f64 = 0.85;
/// How much nearer than the next.
const AHEAD: f64 = 0.1;

impl<'l> Names<'l> {
    /// The names of all fields, of their parts, and of the two halves of an address.
    pub fn new(lexicon: &'l Lexicon) -> Self {
        let ids = Schema::common().all().flat_map(|(_, field)| {
            let parts = field.kind.parts().iter().map(|part| format!("{}.{part}", field.id));
            let halves = if field.kind == crate::record::schema::Kind::Address {
                vec![
                    format!("{} {{straat}} {{huisnummer}}{{toevoeging}}", field.id),
                    format!("{} {{postcode}} {{plaats}}", field.id),
                ]
            } else {
                Vec::new()
            };
            std::iter::once(field.id.clone()).chain(parts).chain(halves).collect::<Vec<_>>()
        });
        let name = |slot: Slot| {
            let shown = name(&slot);
            Name { folded: fold(&shown), shown, slot }
        };
        Self { lexicon, all: ids.filter_map(|id| Slot::parse(&id)).map(name).collect() }
    }

    /// What a wording means at a place where `thought` are likely and where `may` says what may stand.
    pub fn understand(&self, text: &str, thought: &[&Slot], may: &dyn Fn(&Slot) -> bool) -> Result<Slot, Unclear> {
        if let Some((one, other)) = text.split_once(" + ") {
            let (one, other) = (self.understand(one, thought, may)?, self.understand(other, thought, may)?);
            return both(&one, &other).ok_or_else(|| Unclear::Unknown(vec![name(&one), name(&other)]));
        }
        if let Some(name) = self.exact(text) {
            return Ok(name.slot.clone());
        }
        // a proposal and its second choice, of which somebody took the question mark away and neither name
        let both_names = text.split_once(" of ").and_then(|(one, other)| Some((self.exact(one)?, self.exact(other)?)));
        if let Some((one, other)) = both_names {
            return Err(Unclear::Several(vec![one.shown.clone(), other.shown.clone()]));
        }
        let found = self.described(text, thought, may)?;
        self.of_whom(text, found, thought)
    }

    /// What words ask that say of nobody, or of another, may be asked of several: `telefoon` of a client or an employer. What is
    /// likely at the place decides, and nothing else does.
    fn of_whom(&self, text: &str, found: Slot, thought: &[&Slot]) -> Result<Slot, Unclear> {
        let said = self.lexicon.vocabulary.words(text).about;
        if text.contains(':') || found.is_pair() || thought.iter().any(|slot| slot.id == found.id) {
            return Ok(found);
        }
        let ends = |slot: &Slot| slot.id.rsplit('.').next().map(str::to_owned);
        let same =
            |name: &&Name| name.slot.about.is_some() && name.slot.rows.is_none() && ends(&name.slot) == ends(&found);
        let all: Vec<&Name> = self.all.iter().filter(same).collect();
        let of = |name: &&&Name| name.slot.about.is_some_and(|about| said.contains(&about));
        match (found.about, said.is_empty()) {
            (Some(_), true) if all.len() > 1 => {
                let likely = all.iter().find(|name| thought.iter().any(|slot| slot.id == name.slot.id));
                let names = || all.iter().map(|name| name.shown.clone()).take(5).collect();
                likely.map(|name| name.slot.clone()).ok_or_else(|| Unclear::Several(names()))
            }
            (Some(about), false) if !said.contains(&about) => {
                let named: Vec<String> = all.iter().filter(of).map(|name| name.shown.clone()).collect();
                let near = if named.is_empty() { vec![name(&found)] } else { named };
                Err(Unclear::Unknown(near))
            }
            _ => Ok(found),
        }
    }

    /// What a wording means that is no name in full.
    fn described(&self, text: &str, thought: &[&Slot], may: &dyn Fn(&Slot) -> bool) -> Result<Slot, Unclear> {
        let folded = fold(text);
        let (groups, what) = self.whom(text);
        let mut id = groups.iter().flat_map(|groups| &groups.groups).map(|group| format!("{group}.{}", spaced(what)));
        if let Some(slot) = id.find_map(|id| Slot::parse(&id)) {
            return Ok(slot);
        }
        // what is of the group itself comes before what is about the same people elsewhere
        let of_group = |slot: &Slot| groups.as_ref().is_some_and(|groups| groups.groups.contains(&slot.group));
        if let Ok(slot) = self.worded(what, thought, |slot| of_group(slot) && may(slot)) {
            return Ok(slot);
        }
        let wanted = |slot: &Slot| groups.as_ref().is_none_or(|groups| groups.holds(slot)) && !slot.is_pair();
        for wording in [what, text] {
            match self.worded(wording, thought, |slot| wanted(slot) && may(slot)) {
                Err(Unclear::Unknown(_)) => {}
                found => return found,
            }
        }
        self.nearly(&folded, what, &wanted).map_or_else(|| self.alike(text, what, &wanted), Ok)
    }

    /// The name that is written in full, or the field by its id.
    fn exact(&self, text: &str) -> Option<&Name> {
        let folded = fold(text);
        self.all.iter().find(|name| name.folded == folded || name.slot.id == text.trim())
    }

    /// Whom a name speaks of, before its colon.
    fn whom<'t>(&self, text: &'t str) -> (Option<Groups>, &'t str) {
        let Some((whom, what)) = text.split_once(':') else { return (None, text) };
        let folded = fold(whom);
        let schema = Schema::common();
        let is = |(id, label): &(&String, &crate::record::schema::Label)| {
            let names = [fold(id), fold(&label.nl), fold(&whom_of(id))];
            names.iter().any(|name| *name == folded || strsim::damerau_levenshtein(name, &folded) < 2)
        };
        let mut groups: BTreeSet<String> = schema.groups.iter().filter(is).map(|(id, _)| id.clone()).collect();
        let about = self.lexicon.vocabulary.words(whom).about;
        let of_about = |id: &&String| about_of(id).is_some_and(|who| about.contains(&who));
        groups.extend(schema.groups.keys().filter(of_about).cloned());
        let known = !groups.is_empty() || !about.is_empty();
        (known.then_some(Groups { groups, about }), if known { what.trim() } else { text })
    }

    /// What forms and the schema word in just this way.
    fn worded(&self, text: &str, thought: &[&Slot], may: impl Fn(&Slot) -> bool) -> Result<Slot, Unclear> {
        let folded = fold_label(text);
        let entries = self.lexicon.by_text.get(&folded).into_iter().flatten();
        let slots = entries.filter_map(|n| self.lexicon.entries[*n].slot).map(|n| &self.lexicon.slots[n]);
        let mut found: Vec<&Slot> = slots.filter(|slot| may(slot)).collect();
        let labels = self.all.iter().filter(|name| fold(&label(&name.slot)) == folded && may(&name.slot));
        found.extend(labels.map(|name| &name.slot));
        found.sort_by(|a, b| a.id.cmp(&b.id));
        found.dedup_by(|a, b| a.id == b.id);
        let likely = found.iter().filter(|slot| thought.iter().any(|other| other.id == slot.id));
        match (found.as_slice(), likely.collect::<Vec<_>>().as_slice()) {
            ([], _) => Err(Unclear::Unknown(Vec::new())),
            ([only], _) => Ok((*only).clone()),
            (_, [likely, ..]) => Ok((**likely).clone()),
            (several, _) => Err(Unclear::Several(several.iter().map(|slot| name(slot)).take(5).collect())),
        }
    }

    /// The only name that is a slip of the hand away.
    fn nearly(&self, folded: &str, what: &str, wanted: &impl Fn(&Slot) -> bool) -> Option<Slot> {
        let far = |text: &str| (text.chars().count() / 6).max(1);
        let short = fold(what);
        let away = |name: &Name| {
            let whole = strsim::damerau_levenshtein(&name.folded, folded);
            let own = fold(&label(&name.slot));
            let part = strsim::damerau_levenshtein(&own, &short);
            let near = [(whole, far(folded)), (part, far(&short))];
            near.iter().filter(|(away, far)| away <= far).map(|(away, _)| *away).min()
        };
        let mut near: Vec<(usize, &Name)> =
            self.all.iter().filter(|name| wanted(&name.slot)).filter_map(|n| Some((away(n)?, n))).collect();
        near.sort_by_key(|(away, _)| *away);
        match near.as_slice() {
            [(_, only)] => Some(only.slot.clone()),
            [(first, nearest), (next, _), ..] if first < next => Some(nearest.slot.clone()),
            _ => None,
        }
    }

    /// The wording that is surely nearest by its words; else those that come near.
    fn alike(&self, text: &str, what: &str, wanted: &impl Fn(&Slot) -> bool) -> Result<Slot, Unclear> {
        let found = |text| -> Vec<(usize, f64)> {
            let all = alike(self.lexicon, text).into_iter();
            all.filter(|(slot, _)| wanted(&self.lexicon.slots[*slot])).collect()
        };
        let mut near = found(text);
        if near.is_empty() {
            near = found(what);
        }
        match near.as_slice() {
            [(only, like)] if *like >= ALIKE => return Ok(self.lexicon.slots[*only].clone()),
            [(first, like), (_, next), ..] if *like >= ALIKE && like - next >= AHEAD => {
                return Ok(self.lexicon.slots[*first].clone());
            }
            _ => {}
        }
        let mut names: Vec<String> = near.iter().map(|(slot, _)| name(&self.lexicon.slots[*slot])).take(3).collect();
        if names.is_empty() {
            let folded = fold(text);
            let mut all: Vec<(usize, &Name)> =
                self.all.iter().map(|name| (strsim::damerau_levenshtein(&name.folded, &folded), name)).collect();
            all.sort_by_key(|(away, _)| *away);
            names.extend(all.iter().take(3).map(|(_, name)| name.shown.clone()));
        }
        Err(Unclear::Unknown(names))
    }
}

/// What is asked where two names stand: two fields, or two parts of one.
pub fn both(one: &Slot, other: &Slot) -> Option<Slot> {
    let (first, second) = (one.targets.first()?, other.targets.first()?);
    let field = Schema::common().field(first.field);
    let part = |part: Option<u8>| field.kind.parts().get(usize::from(part?));
    if first.field != second.field {
        return Slot::parse(&format!("{} {}", one.id, other.id));
    }
    Slot::parse(&format!("{} {{{}}} {{{}}}", field.id, part(first.part)?, part(second.part)?))
}

/// Groups of the schema, by name or by whom they are about.
struct Groups {
    groups: BTreeSet<String>,
    about: BTreeSet<Party>,
}

impl Groups {
    fn holds(&self, slot: &Slot) -> bool {
        self.groups.contains(&slot.group) || slot.about.is_some_and(|about| self.about.contains(&about))
    }
}

/// The name of what a slot asks: `werknemer: geboortedatum`, `werknemer: naam (achternaam)`.
pub fn name(slot: &Slot) -> String {
    let whole = |slot: &Slot| format!("{}: {}", whom_of(&slot.group), label(slot));
    if !slot.is_pair() {
        return whole(slot);
    }
    let one = |target| Slot::parse(&id_of(target)).map(|slot| whole(&slot));
    slot.targets.iter().filter_map(|target| one(*target)).collect::<Vec<_>>().join(" + ")
}

/// Whom a group is about, where it is about somebody.
fn about_of(group: &str) -> Option<Party> {
    match group {
        "client" => Some(Party::Client),
        "werkgever" => Some(Party::Werkgever),
        "jobcoach" => Some(Party::Jobcoach),
        "gemeente" => Some(Party::Gemeente),
        _ => None,
    }
}

/// Whom or what a group is about, as forms call it: by its word on labels, else by its name in the schema.
fn whom_of(group: &str) -> String {
    let word = about_of(group).and_then(|who| Labels::common().about().into_iter().find(|(other, _)| *other == who));
    let label = || Schema::common().groups.get(group).map_or(group, |label| label.nl.as_str()).to_owned();
    lower(&word.map_or_else(label, |(_, word)| word))
}

/// Words as an id writes them: `telefoon`, `uren_per_week`.
fn spaced(text: &str) -> String {
    text.to_lowercase().split_whitespace().collect::<Vec<_>>().join("_")
}

/// The label of a slot in its group, with the part that is asked.
fn label(slot: &Slot) -> String {
    let Some(target) = slot.targets.first() else { return String::new() };
    let field = Schema::common().field(target.field);
    let label = lower(&field.label.nl);
    // the name says before its colon whom it is about
    let short = label.strip_suffix(&format!(" {}", whom_of(&slot.group)));
    let short = short.filter(|short| !short.ends_with(" het") && !short.ends_with(" de"));
    let label = short.map_or(label.clone(), str::to_owned);
    match (target.part, &slot.notation) {
        (Some(part), _) => format!("{label} ({})", field.kind.parts().get(usize::from(part)).unwrap_or(&"")),
        (None, Some(notation)) => {
            let parts = notation.split(['{', '}', ' ']).filter(|part| !part.is_empty() && *part != "toevoeging");
            format!("{label} ({})", parts.collect::<Vec<_>>().join(" en "))
        }
        (None, None) => label,
    }
}

/// `Geboortedatum` as it stands within a sentence; `BSN` stays.
fn lower(text: &str) -> String {
    let first = text.split_whitespace().next().unwrap_or_default();
    if first.chars().skip(1).any(char::is_uppercase) {
        return text.to_owned();
    }
    let mut chars = text.chars();
    match chars.next() {
        Some(first) => first.to_lowercase().chain(chars).collect(),
        None => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashMap;

    use super::*;
    use crate::mapping::catalogue::Catalogue;

    fn lexicon() -> Lexicon {
        let catalogue = Catalogue::load(&[]).expect("the mappings in the binary");
        Lexicon::new(catalogue.all().map(|known| &*known.mapping))
    }

    #[test]
    fn every_name_is_of_one_field_and_is_understood() {
        let lexicon = lexicon();
        let names = Names::new(&lexicon);
        let mut seen: HashMap<&str, &str> = HashMap::new();
        for name in &names.all {
            if let Some(other) = seen.insert(&name.folded, &name.slot.id) {
                panic!("`{}` is the name of `{other}` and of `{}`", name.shown, name.slot.id);
            }
            let understood = names.understand(&name.shown, &[], &|_| true).expect("understood");
            assert_eq!(understood.id, name.slot.id, "{}", name.shown);
        }
        assert!(names.all.len() > 100);
    }

    #[test]
    fn of_two_names_none_is_chosen() {
        let lexicon = lexicon();
        let two = Names::new(&lexicon).understand("werknemer: naam of werkgever: contactpersoon", &[], &|_| true);
        assert!(
            matches!(two, Err(Unclear::Several(names)) if names == ["werknemer: naam", "werkgever: contactpersoon"])
        );
    }

    #[test]
    fn other_wordings_and_slips_of_the_hand_are_understood() {
        let lexicon = lexicon();
        let names = Names::new(&lexicon);
        for (text, id) in [
            ("werknemer: geboortedatum", "client.geboortedatum"),
            ("Werknemer:Geboortedatum", "client.geboortedatum"),
            ("cliënt: geboortedatum", "client.geboortedatum"),
            ("kandidaat: geb. datum", "client.geboortedatum"),
            ("werknemer: geboortedatm", "client.geboortedatum"),
            ("geboortedatum", "client.geboortedatum"),
            ("BSN", "client.bsn"),
            ("burgerservicenummer", "client.bsn"),
            ("client.bsn", "client.bsn"),
            ("bedrijf: kvk-nummer", "werkgever.kvk"),
            ("wekgever: telefoon", "werkgever.telefoon"),
            ("jobcoach: mailadres", "jobcoach.email"),
            ("werkgever: adres (postcode en plaats)", "werkgever.adres {postcode} {plaats}"),
            ("werkgever: naam", "werkgever.naam"),
            ("bedrijf: naam", "werkgever.naam"),
            ("doelen: doel", "doelen[].doel"),
            ("ondertekening: plaats + formulier: datum", "ondertekening.plaats formulier.datum"),
        ] {
            let found = names.understand(text, &[], &|_| true);
            assert_eq!(found.map(|slot| slot.id), Ok(id.to_owned()), "{text}");
        }
    }

    #[test]
    fn what_nobody_knows_is_told_with_what_comes_near() {
        let lexicon = lexicon();
        let names = Names::new(&lexicon);
        let unclear = |text: &str| names.understand(text, &[], &|_| true).expect_err(text);
        let Unclear::Unknown(near) = unclear("parkeerplaats") else { panic!("it is unknown") };
        assert_eq!(near.len(), 3);
        for several in ["telefoon", "KvK-nummer", "iban", "mobiel"] {
            assert!(matches!(unclear(several), Unclear::Several(several) if several.len() > 1), "{several}");
        }
        assert!(matches!(unclear("BSN werkgever"), Unclear::Unknown(_)));
        let client = Slot::parse("client.telefoon").expect("a field");
        let thought = names.understand("telefoon", &[&client], &|_| true).expect("understood");
        assert_eq!(thought.id, "client.telefoon");
    }
}
