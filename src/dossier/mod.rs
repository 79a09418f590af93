//! The dossier: all forms of one client as one, with where each value comes from and what contradicts.
//!
//! Forms are of one client by the same BSN, else by the same full name and date of birth ([`clients`]). What only looks
//! alike is said and never joined. Of a field the newest form that says it counts ([`recency`], [`chosen`]); what tells
//! of one employer, coach, gemeente or period is not mixed with what is about another ([`same_subject`]). Nothing here
//! depends on the order in which the files came.

mod agreement;
pub mod asked;
mod belongs;
pub mod chosen;
pub mod clients;
pub mod coachings;
pub mod days;
pub mod differences;
mod ended;
pub mod goals;
pub mod hours;
mod hours_lists;
mod hours_said;
pub mod left_out;
pub mod logs;
mod meeting;
pub mod merged;
mod organisations;
mod pairs;
pub mod periods;
pub mod person;
pub mod recency;
mod remembered;
mod reports;
mod requests;
mod same_subject;
pub mod several;
pub mod statement;

use ended::Ended;
use organisations::Organisation;
use remembered::Remembered;
use same_subject::SameSubject;

use crate::record::answer::Record;

/// All forms of one client.
#[derive(Debug)]
pub struct Dossier<'a> {
    /// The newest first.
    pub forms: Vec<&'a Record>,
    /// Which forms tell of the same employer, coach, gemeente and period as the newest that names one.
    same_subject: SameSubject,
    ended: Ended,
    /// By form, the employer that it names.
    employers: Vec<Organisation>,
    remembered: Remembered,
}

impl<'a> Dossier<'a> {
    /// From the forms of one client, in any order.
    pub fn new(mut forms: Vec<&'a Record>) -> Self {
        recency::newest_first(&mut forms);
        let employers = Organisation::of_all(&forms, "werkgever");
        let ended = Ended::of(&forms, &employers);
        let same_subject = SameSubject::of(&forms, &employers, &ended.goes_on);
        Self { forms, same_subject, ended, employers, remembered: Remembered::default() }
    }

    /// The employer that a form, by position, names: the first form that names the same one; none where it names none.
    pub fn employer_of(&self, form: usize) -> Option<usize> {
        let own = self.employers.get(form).filter(|own| !own.is_unnamed())?;
        self.employers.iter().position(|other| !other.is_unnamed() && other.may_be(own))
    }

    /// The letter of a form: `A` is the newest.
    pub fn letter(form: usize) -> String {
        crate::text::place::column_letters(u32::try_from(form).unwrap_or(u32::MAX - 1))
    }
}
