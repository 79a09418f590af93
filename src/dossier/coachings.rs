//! The coachings that run side by side, at several employers or for several gemeenten: a dossier each.
//!
//! What is due in the one says nothing of the other, so dates, hours and evaluations are those of the forms that tell
//! of it. A form that does not say which of them it is about is taken for none.

use jiff::civil;

use crate::record::schema::{FieldId, Schema};
use crate::record::value::date::Date;

use super::Dossier;
use super::differences::Difference;
use super::same_subject::{FieldSubject, about};
use super::several::{Simultaneous, named};

/// One of several coachings.
#[derive(Debug)]
pub struct Coaching<'a> {
    pub dossier: Dossier<'a>,
    /// What tells it from the others: the names of its employer or its gemeente.
    pub names: Vec<(FieldId, String)>,
}

/// Of each field by which coachings are parted, the name that a form says: its position among those at once.
type Key = Vec<Option<usize>>;

impl<'a> Dossier<'a> {
    /// Those that run side by side, the one that began first first; none where there is only one.
    pub fn coachings(&self) -> Vec<Coaching<'a>> {
        let parted = self.simultaneous();
        if parted.is_empty() {
            return Vec::new();
        }
        let keys: Vec<Option<Key>> = (0..self.forms.len()).map(|form| self.key(form, &parted)).collect();
        let mut groups: Vec<(Key, Vec<usize>)> = Vec::new();
        // forms that say all first: the others are added to what they fit
        let full = |key: &Key| key.iter().all(Option::is_some);
        for whole in [true, false] {
            for (form, key) in keys.iter().enumerate().filter_map(|(form, key)| Some((form, key.as_ref()?))) {
                if full(key) == whole && key.iter().any(Option::is_some) {
                    add(&mut groups, form, key);
                }
            }
        }
        if groups.len() < 2 {
            return Vec::new();
        }
        let coaching = |(key, mut forms): (Key, Vec<usize>)| {
            forms.sort_unstable();
            let name =
                |(several, at): (&Simultaneous, Option<usize>)| Some((several.field, several.names[at?].0.clone()));
            Coaching {
                dossier: Dossier::new(forms.iter().map(|form| self.forms[*form]).collect()),
                names: parted.iter().zip(key).filter_map(name).collect(),
            }
        };
        let mut coachings: Vec<Coaching> = groups.into_iter().map(coaching).collect();
        coachings.sort_by_cached_key(|coaching| (begin(&coaching.dossier), coaching.words()));
        coachings
    }

    /// The contradictions between the forms but for those that are there because they tell of several coachings.
    pub fn differences_within<'d>(&self, coachings: impl Iterator<Item = &'d Dossier<'d>>) -> Vec<Difference> {
        let within: Vec<FieldId> =
            coachings.flat_map(Dossier::differences).map(|difference| difference.field).collect();
        let of_client = |field: FieldId| about(Schema::common().field(field)) == FieldSubject::Client;
        let mut all = self.differences();
        all.retain(|difference| of_client(difference.field) || within.contains(&difference.field));
        all
    }

    /// None if the form names an employer or gemeente that is not one of the simultaneous ones: an earlier one.
    fn key(&self, form: usize, parted: &[Simultaneous]) -> Option<Key> {
        let one = |several: &Simultaneous| match named(self.forms[form], several.field) {
            None => Some(None),
            Some(_) => {
                let is = |(_, at): &(String, usize)| self.name_one(several.field, *at, form);
                several.names.iter().position(is).map(Some)
            }
        };
        parted.iter().map(one).collect()
    }
}

impl Coaching<'_> {
    /// What it is called beside the others: `Bakkerij Smeets, Beekdaelen`.
    pub fn words(&self) -> String {
        self.names.iter().map(|(_, name)| name.as_str()).collect::<Vec<_>>().join(", ")
    }
}

/// Adds a form to the one group that it fits, or makes it a new one; if it fits several, it is left out.
fn add(groups: &mut Vec<(Key, Vec<usize>)>, form: usize, key: &Key) {
    let fits = |known: &Key| known.iter().zip(key).all(|(one, other)| one.is_none() || other.is_none() || one == other);
    let fitting: Vec<usize> = (0..groups.len()).filter(|n| fits(&groups[*n].0)).collect();
    match fitting.as_slice() {
        [only] => groups[*only].1.push(form),
        [] => groups.push((key.clone(), vec![form])),
        _ => {}
    }
}

/// The day on which a coaching began; one that does not say so comes last.
fn begin(dossier: &Dossier<'_>) -> civil::Date {
    dossier.date("begeleiding.begin").and_then(Date::first_day).unwrap_or(civil::Date::MAX)
}
