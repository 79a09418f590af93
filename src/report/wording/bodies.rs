//! What bodies are called, and which of them decide.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use serde::Deserialize;

use crate::record::value::gemeente;

/// `templates/instanties.toml`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Instanties {
    naam: BTreeMap<String, String>,
    /// Whose forms are of practice, of a profession or of a program: nobody decides with them.
    praktijk: BTreeSet<String>,
}

fn instanties() -> &'static Instanties {
    static INSTANTIES: LazyLock<Instanties> = LazyLock::new(|| {
        toml::from_str(include_str!("../../../templates/instanties.toml"))
            .expect("templates/instanties.toml is well formed")
    });
    &INSTANTIES
}

/// The name of a body: a gemeente's own, the one in `templates/instanties.toml`, or its id with a capital.
pub fn name(body: &str) -> String {
    let other = || instanties().naam.get(body).cloned();
    gemeente::name(body).map(str::to_owned).or_else(other).unwrap_or_else(|| spoken(body))
}

/// Whether forms under this name are no body's: such a form does not say to which body a client belongs.
pub fn is_of_practice(body: &str) -> bool {
    instanties().praktijk.contains(body)
}

/// Whether a body decides on coaching: a gemeente, a region of gemeenten, UWV.
pub(in crate::report) fn decides(body: &str) -> bool {
    !body.is_empty() && !is_of_practice(body)
}

/// `werkzaak-rivierenland` as `Werkzaak rivierenland`.
fn spoken(id: &str) -> String {
    let words = id.replace('-', " ");
    let mut letters = words.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_decides_is_a_body_and_no_practice() {
        assert!(["GM0344", "uwv", "isd-kompas"].into_iter().all(decides));
        assert!(instanties().praktijk.iter().all(|body| !decides(body)));
        assert_eq!([name("GM0344"), name("isd-kompas"), name("zorg-en-zo")], ["Utrecht", "ISD Kompas", "Zorg en zo"]);
    }
}
