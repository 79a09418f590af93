//! What bodies are called, and which of them decide.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use crate::record::value::gemeente;

/// Bodies that decide nothing: whose form it is says nothing of whom a client belongs to.
const NO_DECISION: [&str; 6] = ["akc", "caseload", "clientvolgsysteem", "intake", "standaard", "trajectplan"];

/// The name of a body: a gemeente's own, the one in `templates/instanties.toml`, or its id with a capital.
pub fn name(body: &str) -> String {
    static NAMES: LazyLock<BTreeMap<String, String>> = LazyLock::new(|| {
        toml::from_str(include_str!("../../templates/instanties.toml"))
            .expect("templates/instanties.toml is well formed")
    });
    gemeente::name(body).map(str::to_owned).or_else(|| NAMES.get(body).cloned()).unwrap_or_else(|| spoken(body))
}

/// Whether a body decides on coaching: a gemeente, a region of gemeenten, UWV.
pub(super) fn decides(body: &str) -> bool {
    !body.is_empty() && !NO_DECISION.contains(&body)
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
        assert!(NO_DECISION.into_iter().all(|body| !decides(body)));
        assert_eq!([name("GM0344"), name("isd-kompas"), name("zorg-en-zo")], ["Utrecht", "ISD Kompas", "Zorg en zo"]);
    }
}
