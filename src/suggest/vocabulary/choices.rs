//! The shared lists of wordings, `mappings/choices.toml`, by the field that they belong to.

use std::sync::OnceLock;

use crate::mapping::spec::context::ChoiceLists;
use crate::mapping::spec::parse::choice_lists;
use crate::record::schema::Schema;

/// The lists in the program.
pub fn lists() -> &'static ChoiceLists {
    static LISTS: OnceLock<ChoiceLists> = OnceLock::new();
    LISTS.get_or_init(|| {
        choice_lists(include_str!("../../../mappings/choices.toml")).expect("mappings/choices.toml is well formed")
    })
}

/// The wordings of a field's choices: those of the list whose words are all among the field's own.
pub fn wordings(id: &str) -> Vec<(String, Vec<String>)> {
    list(id).and_then(|name| lists().get(name)).cloned().unwrap_or_default()
}

/// The name of the list that fits a field.
pub fn list(id: &str) -> Option<&'static str> {
    let schema = Schema::common();
    let field = schema.field(schema.id(id)?);
    let fits =
        |list: &[(String, Vec<String>)]| !list.is_empty() && list.iter().all(|(word, _)| field.choices.contains(word));
    lists().iter().find(|(_, list)| !field.choices.is_empty() && fits(list)).map(|(name, _)| name.as_str())
}
