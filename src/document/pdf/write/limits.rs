//! What the text fields of a pdf take: so many characters, for a comb has a box for each; nothing where a script works it out.

use std::collections::{HashMap, HashSet};

use crate::document::filling::constraints::Constraints;
use crate::document::pdf::fields::{self, Kind};
use crate::document::pdf::structure::load::load;
use crate::document::pdf::structure::pages;
use crate::document::pdf::write::target;
use crate::document::spreadsheet::condition::Condition;
use crate::finding::Finding;

/// Sets the limits of the places that are text fields; a longer answer is refused when it is written.
pub fn lay_limits_on(bytes: &[u8], targets: &mut [Constraints]) -> Result<(), Finding> {
    let pdf = load(bytes)?;
    let fields = fields::fields(&pdf, &pages::pages(&pdf).list).0;
    let text = fields.iter().filter(|field| field.kind == Kind::Text);
    let longest: HashMap<&str, usize> = text.filter_map(|field| Some((field.name.as_str(), field.longest?))).collect();
    let calculated: HashSet<&str> =
        fields.iter().filter(|field| field.calculated).map(|field| field.name.as_str()).collect();
    for limited in targets {
        limited.formula |= target(&limited.place).is_some_and(|(name, _)| calculated.contains(name));
        if let Some(most) = target(&limited.place).and_then(|(name, _)| longest.get(name)) {
            limited.conditions = vec![Condition::at_most(*most)];
            limited.judged_on_writing = true;
        }
    }
    Ok(())
}
