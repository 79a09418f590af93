//! Two versions of one form laid over each other: gone, new, reworded, moved.

use serde::{Deserialize, Serialize};

use crate::mapping::spec::wording::Wording;
use crate::record::schema::{FieldId, Schema};
use crate::text::normalize::fold;

use super::coverage::wordings;
use crate::questions::distance::in_same_words;
use crate::questions::form::Compared;

/// What became of a form between two versions.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Change {
    pub title: String,
    pub body_name: String,
    pub older: String,
    pub older_version: String,
    pub newer: String,
    pub newer_version: String,
    pub gone: Vec<ChangedWording>,
    pub new: Vec<ChangedWording>,
    pub reworded: Vec<ChangedWording>,
    /// In the same words under another heading.
    pub moved: Vec<ChangedWording>,
    pub unchanged: usize,
    /// Of those, the ones that are sourced on both.
    pub unchanged_sourced: usize,
}

/// One field, with its wordings before and after.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct ChangedWording {
    pub field: String,
    pub label: String,
    pub before: Vec<String>,
    pub after: Vec<String>,
    /// A source, or an original, asks it wherever it is asked.
    pub sourced: bool,
}

/// Every two versions of a form of one body, the lower version first.
pub(super) fn versions(forms: &[Compared]) -> Vec<Change> {
    let mut changes = Vec::new();
    for (n, one) in forms.iter().enumerate() {
        for other in forms[n + 1..].iter().filter(|other| is_version(one, other)) {
            let later = number(&one.form.version) > number(&other.form.version);
            changes.push(if later { change(other, one) } else { change(one, other) });
        }
    }
    changes
}

fn is_version(one: &Compared, other: &Compared) -> bool {
    let (one, other) = (&one.form, &other.form);
    one.body == other.body && one.kind == other.kind && fold(&one.title) == fold(&other.title)
}

/// The numbers in the name of a version: `V7.5` is 7 and 5.
fn number(version: &str) -> Vec<u32> {
    version.split(|c: char| !c.is_ascii_digit()).filter_map(|digits| digits.parse().ok()).collect()
}

fn change(older: &Compared, newer: &Compared) -> Change {
    let (mut gone, mut new, mut reworded, mut moved) = (vec![], vec![], vec![], vec![]);
    let (mut unchanged, mut unchanged_sourced) = (0, 0);
    for (id, field) in Schema::common().all() {
        let sourced = [older, newer].iter().all(|form| !form.asked.contains(&id) || form.is_sourced(id));
        let entry = || {
            let (before, after) = (wordings(id, older), wordings(id, newer));
            ChangedWording { field: field.id.clone(), label: field.label.nl.clone(), before, after, sourced }
        };
        match (older.asked.contains(&id), newer.asked.contains(&id)) {
            (true, false) => gone.push(entry()),
            (false, true) => new.push(entry()),
            (true, true) if !in_same_words(id, older, newer) => reworded.push(entry()),
            (true, true) if !under_same_heading(id, older, newer) => moved.push(entry()),
            (true, true) => {
                unchanged += 1;
                unchanged_sourced += usize::from(sourced);
            }
            (false, false) => {}
        }
    }
    Change {
        title: newer.form.title.clone(),
        body_name: newer.form.body_name.clone(),
        older: older.form.id.clone(),
        older_version: older.form.version.clone(),
        newer: newer.form.id.clone(),
        newer_version: newer.form.version.clone(),
        gone,
        new,
        reworded,
        moved,
        unchanged,
        unchanged_sourced,
    }
}

fn under_same_heading(id: FieldId, one: &Compared, other: &Compared) -> bool {
    let headings = |form: &Compared| -> Vec<Vec<String>> {
        let of = |text: &String| Wording::new(text).folded;
        form.asking(id).map(|question| question.under.iter().map(of).collect()).collect()
    };
    let of_other = headings(other);
    headings(one).iter().any(|heading| of_other.contains(heading))
}

#[cfg(test)]
mod tests {
    use super::number;

    #[test]
    fn versions_are_ordered_by_their_numbers() {
        assert!(number("V7.5") > number("Juni V6"));
        assert!(number("2024") > number("2015") && number("V10") > number("V9.9"));
    }
}
