//! How a record stands once it is filled in: without gaps between the rows of a group.

use std::collections::{BTreeMap, BTreeSet};

use eenvorm::record::answer::Key;
use eenvorm::record::schema::Schema;

/// What was said, with the rows of each group one after another, as a blank is filled: those first of which the form asks
/// something.
pub(crate) fn closed_up<T: Clone>(said: &BTreeMap<Key, T>, asked: impl Fn(&Key) -> bool) -> BTreeMap<Key, T> {
    let group = |key: &Key| Schema::common().field(key.field).rows();
    let turn = |key: &Key| {
        let rows = |wanted: bool| {
            let of_group = said.keys().filter(|other| group(other) == group(key) && asked(other) == wanted);
            of_group.map(|other| other.row).collect::<BTreeSet<u32>>()
        };
        let (some, others) = (rows(true), rows(false));
        let order: Vec<u32> = some.iter().chain(others.difference(&some)).copied().collect();
        let at = order.iter().position(|row| *row == key.row).expect("its own row");
        u32::try_from(at).expect("few rows")
    };
    let key = |key: &Key| if group(key).is_some() { Key { row: turn(key), ..*key } } else { *key };
    said.iter().map(|(own, what)| (key(own), what.clone())).collect()
}
