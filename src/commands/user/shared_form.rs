//! The form that a user names, also where it is the form of an agreement that a body takes part in, or of the body that it
//! follows.

use anyhow::Result;

use crate::commands::run::reading::Mappings;
use crate::finding::Lang;
use crate::mapping::catalogue::{Catalogue, CatalogueEntry};
use crate::record::value::gemeente;
use crate::ui::Ui;

/// A form of the named body itself; where it has none, the one that it shares by its rules, which is said.
pub(in crate::commands) fn named<'c>(
    id: &str,
    catalogue: &'c Catalogue,
    mappings: &Mappings,
    ui: &mut Ui,
) -> Result<&'c CatalogueEntry> {
    let own = catalogue.named(id);
    let (name, form) = id.split_once('/').map_or((id, None), |(name, form)| (name, Some(form)));
    let body = gemeente::code(name).unwrap_or(name);
    if own.is_ok() || has_forms(catalogue, body) {
        return own;
    }
    let rules = mappings.rules(ui)?;
    for ruling in rules.all_for(body, crate::commands::today()) {
        let of_agreement = (!ruling.body.eq_ignore_ascii_case(body)).then_some(ruling.body.as_str());
        let Some(shared) = of_agreement.into_iter().chain(ruling.follows.as_deref()).find(|b| has_forms(catalogue, b))
        else {
            continue;
        };
        let known = catalogue.named(&form.map_or_else(|| shared.to_owned(), |form| format!("{shared}/{form}")))?;
        let used = &known.mapping.head.id;
        ui.note(&match ui.lang() {
            Lang::Nl => format!("`{id}` heeft geen eigen formulier; volgens de regels geldt `{used}`"),
            Lang::En => format!("`{id}` has no form of its own; by its rules `{used}` holds"),
        });
        return Ok(known);
    }
    own
}

fn has_forms(catalogue: &Catalogue, body: &str) -> bool {
    catalogue.all().any(|known| {
        let mapping = &known.mapping;
        mapping.head.body.eq_ignore_ascii_case(body)
            || mapping.about.gemeenten.iter().any(|own| own.eq_ignore_ascii_case(body))
    })
}
