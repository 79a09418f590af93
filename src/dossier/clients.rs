//! Which forms are of one client: the same BSN, else the same full name and date of birth. What only looks alike is
//! kept apart and said, and so are two persons under one BSN.

use std::cell::OnceCell;
use std::collections::{BTreeMap, BTreeSet, HashMap};

use crate::record::answer::Record;
use crate::record::schema::Kind;
use crate::record::value::{self, Value};
use crate::text::normalize::fold;
use crate::text::organisation::known_by;

use super::pairs::Pairs;
use super::person::{Likeness, Person, bsn, is_slip};
use super::recency::newest_first;
use super::statement::whole;

/// The clients of a batch.
#[derive(Debug, Default)]
pub struct Clients {
    /// The records of each client by position, the newest form first. The order of the clients is that of what their
    /// forms hold, whatever the order of the files.
    pub members: Vec<Vec<usize>>,
    /// Clients that may be one, by position; each at most once.
    pub possibly: Vec<PossibleMatch>,
}

/// Clients that may be one and the same.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PossibleMatch {
    pub clients: Vec<usize>,
    pub why: Why,
}

/// Why clients may be one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Why {
    /// The same date of birth and surname, and the first names or initials do not contradict each other.
    NameAndBirth,
    /// The same date of birth and a part of the surname.
    PartOfName,
    /// The same full name; one of them has no date of birth.
    Name,
    /// The same surname and fitting initials, one without a date of birth, and the same employer, address, telephone or
    /// mail address.
    NameAndContact,
    /// The same name and date of birth, and BSNs that differ by one digit or by two that changed places.
    BsnSlip,
    /// The same number that fails the eleven test.
    BsnWrong,
    /// The same client number of one body.
    ClientNumber,
    /// The same BSN, with two of surname, initial and date of birth different.
    BsnOfTwo,
}

impl Why {
    /// The word for it in findings.
    pub fn word(self) -> &'static str {
        match self {
            Self::NameAndBirth => "naam_en_geboortedatum",
            Self::PartOfName => "deel_van_naam_en_geboortedatum",
            Self::Name => "naam",
            Self::NameAndContact => "naam_en_werkgever_of_adres",
            Self::BsnSlip => "bsn_verschrijving",
            Self::BsnWrong => "bsn_onjuist",
            Self::ClientNumber => "clientnummer",
            Self::BsnOfTwo => "bsn_van_twee_personen",
        }
    }
}

/// Forms that are surely of one client.
#[derive(Default)]
struct Unit<'a> {
    records: Vec<usize>,
    bsn: Option<&'a str>,
    persons: BTreeSet<Person>,
}

/// Groups the records of a batch.
pub fn clients(records: &[Record]) -> Clients {
    let mut units = units(records);
    let likely = likely(&units);
    join(&mut units, &likely);
    units.retain(|unit| !unit.records.is_empty());
    for unit in &mut units {
        unit.records = newest(records, &unit.records);
    }
    units.sort_by_cached_key(|unit| sort_key(records, unit));
    let possibly = possibly(records, &units);
    Clients { members: units.into_iter().map(|unit| unit.records).collect(), possibly }
}

/// Where a client stands among the clients: by surname, then by what no two clients share.
fn sort_key(records: &[Record], unit: &Unit<'_>) -> impl Ord + use<> {
    let person = unit.persons.first().cloned();
    let first = unit.records.first().map(|n| &records[*n]);
    let place = first.and_then(|record| record.answers.first()).map(|answer| answer.place.to_string());
    let source = first.map(|record| (record.source.sha256.to_string(), record.source.file.to_string()));
    (person.is_none(), person, unit.bsn.map(str::to_owned), source, place)
}

fn newest(records: &[Record], members: &[usize]) -> Vec<usize> {
    let mut forms: Vec<&Record> = members.iter().map(|n| &records[*n]).collect();
    newest_first(&mut forms);
    let by_address: HashMap<*const Record, usize> =
        members.iter().map(|n| (std::ptr::from_ref(&records[*n]), *n)).collect();
    forms.into_iter().filter_map(|form| by_address.get(&std::ptr::from_ref(form)).copied()).collect()
}

/// The number by which a client is known, or what stands for it in a record without persons.
fn number(record: &Record) -> Option<&str> {
    bsn(record).or(record.pseudonym.as_deref())
}

/// The records with one BSN, and those without that name the very same person; each other record is by itself.
fn units(records: &[Record]) -> Vec<Unit<'_>> {
    let persons: Vec<Option<Person>> = records.iter().map(Person::of).collect();
    let whose = whose(records, &persons);
    let mut units: Vec<Unit<'_>> = Vec::new();
    let mut by_bsn: HashMap<(&str, BsnOwner), usize> = HashMap::new();
    let mut by_person: HashMap<Person, usize> = HashMap::new();
    for (n, (record, person)) in records.iter().zip(persons).enumerate() {
        let bsn = number(record);
        let known = person.as_ref().filter(|person| person.born.is_some() && person.is_full());
        let new = units.len();
        let at = match (bsn, known) {
            (Some(bsn), _) => *by_bsn.entry((bsn, whose[n])).or_insert(new),
            (None, Some(known)) => *by_person.entry(known.clone()).or_insert(new),
            (None, None) => new,
        };
        if at == new {
            units.push(Unit { bsn, ..Unit::default() });
        }
        units[at].records.push(n);
        units[at].persons.extend(person);
    }
    units
}

/// Whose of the persons under one BSN a record is: of the only one, of one of several, or of nobody can tell whom.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum BsnOwner {
    OfAll,
    Of(usize),
    Unknown(usize),
}

/// Tells persons under one BSN apart of whom two of surname, initial and date of birth differ: a number that was left
/// standing on the form of the client before, or that is put in where none is known. Who moved to another name by
/// marriage, or was born on a day that is written wrong, has the other two in common.
fn whose(records: &[Record], persons: &[Option<Person>]) -> Vec<BsnOwner> {
    let mut under: HashMap<&str, Vec<usize>> = HashMap::new();
    for (n, record) in records.iter().enumerate() {
        under.entry(number(record).unwrap_or_default()).or_default().push(n);
    }
    under.remove("");
    let mut whose = vec![BsnOwner::OfAll; records.len()];
    for members in under.into_values() {
        let named: BTreeSet<&Person> = members.iter().filter_map(|n| persons[*n].as_ref()).collect();
        let groups = apart(&named);
        if groups.values().flatten().max().is_none_or(|last| *last == 0) {
            continue;
        }
        for n in members {
            let group = persons[n].as_ref().and_then(|person| groups[person]);
            whose[n] = group.map_or(BsnOwner::Unknown(n), BsnOwner::Of);
        }
    }
    whose
}

/// More persons than this under one BSN have it for want of another, and each is one by itself.
const PERSONS: usize = 64;

/// The persons in groups, those with the most known of them first; who fits more groups than one is of none.
fn apart<'p>(persons: &BTreeSet<&'p Person>) -> BTreeMap<&'p Person, Option<usize>> {
    let mut first: Vec<&Person> = persons.iter().copied().collect();
    first.sort_by_key(|person| std::cmp::Reverse(person.known()));
    if first.len() > PERSONS {
        return first.into_iter().enumerate().map(|(n, person)| (person, Some(n))).collect();
    }
    let mut groups: Vec<Vec<&Person>> = Vec::new();
    let mut found = BTreeMap::new();
    for person in first {
        let fits: Vec<usize> =
            (0..groups.len()).filter(|n| groups[*n].iter().any(|other| person.may_share(other))).collect();
        let group = match fits[..] {
            [] => {
                groups.push(vec![person]);
                Some(groups.len() - 1)
            }
            [one] => {
                groups[one].push(person);
                Some(one)
            }
            _ => None,
        };
        found.insert(person, group);
    }
    found
}

/// How units compare that have a person in common, by their positions, the lesser first.
type Likely = BTreeMap<(usize, usize), Likeness>;

/// The pairs of units of which persons of one birthday have a surname in common.
fn likely(units: &[Unit<'_>]) -> Likely {
    let mut buckets: HashMap<(&str, jiff::civil::Date), Vec<(usize, &Person)>> = HashMap::new();
    for (n, unit) in units.iter().enumerate() {
        for person in &unit.persons {
            if let Some(born) = person.born {
                let last = (!person.words.contains(&person.last_word)).then_some(&person.last_word);
                for word in person.words.iter().chain(last) {
                    buckets.entry((word, born)).or_default().push((n, person));
                }
            }
        }
    }
    let mut likely = Likely::new();
    for bucket in buckets.values() {
        for (at, (one, person)) in bucket.iter().enumerate() {
            for (other, alike) in &bucket[at + 1..] {
                let likeness = person.likeness(alike);
                if one != other && likeness != Likeness::Other {
                    let known = likely.entry((*one.min(other), *one.max(other))).or_insert(likeness);
                    *known = likeness.max(*known);
                }
            }
        }
    }
    likely
}

/// Joins units without a BSN: to the one unit with a BSN that has the same person; else to others without, where each
/// of them is the same as each. Where more than one fits, all stay apart.
fn join(units: &mut [Unit<'_>], likely: &Likely) {
    let same = |one: usize, other: usize| likely.get(&(one.min(other), one.max(other))) == Some(&Likeness::Same);
    let mut neighbours: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for ((one, other), _) in likely.iter().filter(|(_, likeness)| **likeness == Likeness::Same) {
        neighbours.entry(*one).or_default().push(*other);
        neighbours.entry(*other).or_default().push(*one);
    }
    let numbered = |n: usize| units[n].bsn.is_some();
    let with_bsn = |n: usize| neighbours.get(&n).into_iter().flatten().filter(|m| numbered(**m)).count();
    let mut joined: Vec<(usize, usize)> = Vec::new();
    let mut pairs = Pairs::new(units.len());
    for (n, found) in neighbours.iter().filter(|(n, _)| !numbered(**n)) {
        match with_bsn(*n) {
            0 => found.iter().filter(|m| !numbered(**m) && with_bsn(**m) == 0).for_each(|m| pairs.join(*n, *m)),
            1 => joined.extend(found.iter().find(|m| numbered(**m)).map(|m| (*n, *m))),
            _ => {}
        }
    }
    for group in pairs.groups() {
        let all = group.iter().enumerate().all(|(at, one)| group[at + 1..].iter().all(|other| same(*one, *other)));
        if all {
            joined.extend(group[1..].iter().map(|n| (*n, group[0])));
        }
    }
    for (from, to) in joined {
        let unit = std::mem::take(&mut units[from]);
        units[to].records.extend(unit.records);
        units[to].persons.extend(unit.persons);
    }
}

/// The clients that may be one, joined where one of them may be two others.
fn possibly(records: &[Record], units: &[Unit<'_>]) -> Vec<PossibleMatch> {
    let mut reasons: Vec<(usize, usize, Why)> = Vec::new();
    for ((one, other), likeness) in likely(units) {
        match (units[one].bsn, units[other].bsn) {
            (Some(own), Some(theirs)) if likeness == Likeness::Same && is_slip(own, theirs) => {
                reasons.push((one, other, Why::BsnSlip));
            }
            (Some(_), Some(_)) => {}
            _ if likeness == Likeness::Part => reasons.push((one, other, Why::PartOfName)),
            _ => reasons.push((one, other, Why::NameAndBirth)),
        }
    }
    let mut shared: HashMap<(Why, String), Vec<usize>> = HashMap::new();
    for (n, unit) in units.iter().enumerate() {
        let keys: BTreeSet<(Why, String)> = unit.records.iter().flat_map(|n| keys(&records[*n])).collect();
        let number = unit.bsn.map(|bsn| (Why::BsnOfTwo, bsn.to_owned()));
        keys.into_iter().chain(number).for_each(|key| shared.entry(key).or_default().push(n));
    }
    for ((why, _), found) in &shared {
        reasons.extend(found.windows(2).map(|pair| (pair[0], pair[1], *why)));
    }
    reasons.extend(by_name(records, units));
    let mut pairs = Pairs::new(units.len());
    reasons.iter().for_each(|(one, other, _)| pairs.join(*one, *other));
    let why = |group: &[usize]| reasons.iter().filter(|(one, ..)| group.contains(one)).map(|(.., why)| *why).min();
    pairs.groups().into_iter().filter_map(|clients| Some(PossibleMatch { why: why(&clients)?, clients })).collect()
}

/// Numbers that are shared by chance or by one client.
fn keys(record: &Record) -> Vec<(Why, String)> {
    let text = |id| match record.value(id) {
        Some(Value::Text(text)) => Some(fold(text)),
        _ => None,
    };
    let wrong = text("client.bsn").filter(|_| bsn(record).is_none()).map(|number| (Why::BsnWrong, number));
    let number = text("client.nummer").map(|number| (Why::ClientNumber, format!("{}\u{1f}{number}", record.form.body)));
    wrong.into_iter().chain(number).collect()
}

/// Clients of the same full name of which one or both have no date of birth, or of fitting names with a contact in common,
/// and no two BSNs contradict each other.
fn by_name(records: &[Record], units: &[Unit<'_>]) -> Vec<(usize, usize, Why)> {
    let mut buckets: HashMap<&str, Vec<usize>> = HashMap::new();
    for (n, unit) in units.iter().enumerate() {
        let words: BTreeSet<&str> = unit.persons.iter().map(|person| person.last_word.as_str()).collect();
        words.into_iter().for_each(|word| buckets.entry(word).or_default().push(n));
    }
    let born = |n: usize| units[n].persons.iter().any(|person| person.born.is_some());
    let mut found = Vec::new();
    for bucket in buckets.values() {
        // Of a very common name each is said with one other and not with all.
        for one in bucket.iter().filter(|n| !born(**n)) {
            let own = OnceCell::new();
            let why = |other: &usize| {
                if other == one || units[*one].bsn.is_some() && units[*other].bsn.is_some() {
                    return None;
                }
                let any = |alike: fn(&Person, &Person) -> bool| {
                    let persons = |a: &Person| units[*other].persons.iter().any(|b| alike(a, b));
                    units[*one].persons.iter().any(persons)
                };
                if any(|a, b| a.likeness(b) == Likeness::Maybe) {
                    return Some(Why::Name);
                }
                let fits = any(|a, b| a.is_full() && b.is_full() && a.name_likeness(b) >= Likeness::Maybe);
                let shared = || {
                    let own = own.get_or_init(|| contacts(records, &units[*one]));
                    !own.is_disjoint(&contacts(records, &units[*other]))
                };
                (fits && shared()).then_some(Why::NameAndContact)
            };
            found.extend(bucket.iter().filter_map(|other| Some((*one, *other, why(other)?))).take(8));
        }
    }
    found
}

/// Where a client works, lives and is reached, as far as the forms say it.
fn contacts(records: &[Record], unit: &Unit<'_>) -> BTreeSet<String> {
    const FIELDS: [&str; 4] = ["werkgever.naam", "client.adres", "client.telefoon", "client.email"];
    let of = |record: &Record, id: &str| {
        let said = match whole(record, id)? {
            Value::Text(name) if id == "werkgever.naam" => known_by(&name),
            Value::Text(text) => fold(&text),
            address @ Value::Address(_) => street(&address)?,
            _ => return None,
        };
        (said.chars().count() > 3).then(|| format!("{id}\u{1f}{said}"))
    };
    unit.records.iter().flat_map(|n| FIELDS.iter().filter_map(|id| of(&records[*n], id))).collect()
}

/// An address by its street and number, or as a whole where it was not taken apart.
fn street(address: &Value) -> Option<String> {
    let part = |name: &str| {
        let at = Kind::Address.parts().iter().position(|part| *part == name)?;
        value::part(address, u8::try_from(at).ok()?).map(fold).filter(|text| !text.is_empty())
    };
    match (part("straat"), part("huisnummer")) {
        (Some(street), Some(number)) => Some(format!("{street} {number}")),
        _ => part("volledig"),
    }
}
