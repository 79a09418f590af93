//! Rows of a group in which nothing stands that the form asks: they take no place, and the rows after them move up.

use std::collections::{BTreeMap, BTreeSet};

use foldhash::HashSet;

use crate::mapping::fill::located_form::LocatedForm;
use crate::record::answer::Record;
use crate::record::schema::{FieldId, Schema};

impl LocatedForm<'_> {
    /// The record with its rows one after another; none where they are, and of groups that stand on the form already.
    pub fn without_gaps(&self, record: &Record) -> Option<Record> {
        let groups: BTreeSet<&str> = self.mapping.rows.iter().map(|rows| rows.group.as_str()).collect();
        let moved: BTreeMap<&str, BTreeMap<u32, u32>> =
            groups.into_iter().filter_map(|group| Some((group, self.closed_up(group, record)?))).collect();
        if moved.is_empty() {
            return None;
        }
        let schema = Schema::common();
        let mut record = record.clone();
        for answer in &mut record.answers {
            let turns = schema.field(answer.key.field).rows().and_then(|group| moved.get(group));
            if let Some(turn) = turns.and_then(|turns| turns.get(&answer.key.row)) {
                answer.key.row = *turn;
            }
        }
        record.answers.sort_by_key(|answer| answer.key);
        Some(record)
    }

    /// The turn of each row of a group, first those of which the form asks something.
    fn closed_up(&self, group: &str, record: &Record) -> Option<BTreeMap<u32, u32>> {
        let schema = Schema::common();
        if self.known.keys().any(|key| schema.field(key.field).rows() == Some(group)) {
            return None;
        }
        let of_group = self.mapping.rows.iter().filter(|rows| rows.group == group);
        let asked: HashSet<FieldId> =
            of_group.flat_map(super::super::spec::mapping_line::Rows::targets).map(|target| target.field).collect();
        let in_group = record.answers.iter().filter(|answer| schema.field(answer.key.field).rows() == Some(group));
        let (mut some, mut others) = (BTreeSet::new(), BTreeSet::new());
        for answer in in_group {
            if asked.contains(&answer.key.field) {
                some.insert(answer.key.row)
            } else {
                others.insert(answer.key.row)
            };
        }
        let order: Vec<u32> = some.iter().chain(others.difference(&some)).copied().collect();
        let turns: BTreeMap<u32, u32> = order.into_iter().zip(0..).collect();
        turns.iter().any(|(row, turn)| row != turn).then_some(turns)
    }
}
