//! Columns that count, in a table with a client a row: `doel_1`, `toelichting_1`, `doel_2`, `toelichting_2`.

use std::collections::BTreeMap;

use crate::mapping::spec::mapping_line::Direction;
use crate::mapping::spec::wording::unnumbered;

use super::question::{Question, Within};
use crate::suggest::cell_text::counted::{counted, group_of};

/// The columns of one name, by their numbers: where each stands among the questions.
type Columns = BTreeMap<u32, usize>;

/// Makes the columns of a group that count the rows of it: the first ones are asked about, the others go with them.
pub(super) fn first(all: &mut Vec<Question>) {
    let mut names: BTreeMap<String, Columns> = BTreeMap::new();
    for (n, asked) in all.iter().enumerate().filter(|(_, asked)| asked.within == Within::Clients) {
        if let Some((template, number)) = counted(&asked.text) {
            names.entry(template).or_default().entry(number).or_insert(n);
        }
    }
    names.retain(|_, columns| columns.contains_key(&1) && columns.contains_key(&2));
    let of_group = grouped(&names);
    let mut taken = vec![false; all.len()];
    for (template, group) in of_group {
        let columns = &names[template];
        for (number, n) in columns {
            taken[*n] = *number > 1;
        }
        let asked = &mut all[columns[&1]];
        asked.within = Within::Block { group: group.to_owned(), heading: None };
        asked.meaning = Some(bare(template));
        asked.look = Direction::Right;
    }
    let mut taken = taken.into_iter();
    all.retain(|_| !taken.next().unwrap_or_default());
}

/// The names that count the rows of a group: those that say so, and those that stand among them number by number.
fn grouped(names: &BTreeMap<String, Columns>) -> BTreeMap<&str, &'static str> {
    let mut of_group: BTreeMap<&str, &'static str> =
        names.keys().filter_map(|template| Some((template.as_str(), group_of(template)?))).collect();
    let anchors: Vec<(&Columns, &'static str)> =
        of_group.iter().map(|(template, group)| (&names[*template], *group)).collect();
    for (template, columns) in names {
        let beside = anchors.iter().find(|(anchor, _)| {
            let (first, second) = (anchor[&1], anchor[&2]);
            let between = second > first + 1 && (first..second).contains(&columns[&1]);
            between && columns.keys().eq(anchor.keys())
        });
        if let Some((_, group)) = beside {
            of_group.entry(template).or_insert(group);
        }
    }
    of_group
}

/// `toelichting_{n}` without what counts in it.
fn bare(template: &str) -> String {
    unnumbered(template).trim_matches(|c: char| !c.is_alphanumeric()).replace(['_', '-', '[', ']'], " ")
}
