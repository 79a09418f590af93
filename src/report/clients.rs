//! Which forms are of one client: the same BSN, or the same client number, or the same name and date of birth.

use std::collections::HashMap;

use crate::record::answer::Record;
use crate::record::value::Value;
use crate::text::normalize::fold;

use super::dossier::whole;
use super::shown;

/// What a client without a BSN is known by.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
enum Mark {
    /// The body that gave the number, and the number.
    Number(String, String),
    /// First initial, surname with what stands before it, date of birth.
    Person(Option<char>, String, String),
}

/// The records of each client by position, the clients in the order of their first record.
///
/// A record without a BSN joins a client only where exactly one fits; two different BSNs are never one client.
pub(super) fn group(records: &[Record]) -> Vec<Vec<usize>> {
    let mut groups = Groups::default();
    let bsns: Vec<Option<&str>> = records.iter().map(bsn).collect();
    for (n, record) in records.iter().enumerate() {
        if let Some(bsn) = bsns[n] {
            groups.add_by_bsn(n, bsn, record);
        }
    }
    for (n, record) in records.iter().enumerate().filter(|(n, _)| bsns[*n].is_none()) {
        groups.add_by_marks(n, record);
    }
    let mut clients = groups.members;
    for members in &mut clients {
        members.sort_unstable();
    }
    clients.sort_unstable();
    clients
}

#[derive(Default)]
struct Groups {
    members: Vec<Vec<usize>>,
    by_bsn: HashMap<String, usize>,
    by_mark: HashMap<Mark, Vec<usize>>,
}

impl Groups {
    fn add_by_bsn(&mut self, n: usize, bsn: &str, record: &Record) {
        let group = self.by_bsn.get(bsn).copied();
        let group = self.put(n, group, record);
        self.by_bsn.insert(bsn.to_owned(), group);
    }

    fn add_by_marks(&mut self, n: usize, record: &Record) {
        let mut fitting: Vec<usize> =
            marks(record).iter().filter_map(|mark| self.by_mark.get(mark)).flatten().copied().collect();
        fitting.sort_unstable();
        fitting.dedup();
        let only = if let [one] = fitting[..] { Some(one) } else { None };
        self.put(n, only, record);
    }

    fn put(&mut self, n: usize, group: Option<usize>, record: &Record) -> usize {
        let group = group.unwrap_or_else(|| {
            self.members.push(Vec::new());
            self.members.len() - 1
        });
        self.members[group].push(n);
        for mark in marks(record) {
            let groups = self.by_mark.entry(mark).or_default();
            if !groups.contains(&group) {
                groups.push(group);
            }
        }
        group
    }
}

fn bsn(record: &Record) -> Option<&str> {
    match record.value("client.bsn") {
        Some(Value::Text(bsn)) => Some(bsn),
        _ => None,
    }
}

fn marks(record: &Record) -> Vec<Mark> {
    let number = match record.value("client.nummer") {
        Some(Value::Text(number)) => Some(Mark::Number(record.form.body.clone(), fold(number))),
        _ => None,
    };
    number.into_iter().chain(person(record)).collect()
}

fn person(record: &Record) -> Option<Mark> {
    let name = whole(record, "client.naam")?;
    let Some(Value::Date(born)) = record.value("client.geboortedatum") else { return None };
    let part = |name_of_part| shown::part(&name, name_of_part);
    let surname = match part("achternaam") {
        Some(surname) => fold(&format!("{}{surname}", part("tussenvoegsel").unwrap_or_default())),
        None => fold(&shown::name(&name)),
    };
    let initial = part("voorletters").or(part("voornaam")).and_then(|given| fold(given).chars().next());
    Some(Mark::Person(initial, surname, born.to_string()))
}
