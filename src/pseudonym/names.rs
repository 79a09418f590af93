//! The names and the words around names that `templates/namen.toml` lists.

use std::sync::OnceLock;

use foldhash::HashSet;
use serde::Deserialize;

/// The lists; words around names in lower case, names as they are written.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Names {
    pub(super) titels: HashSet<String>,
    pub(super) rollen: HashSet<String>,
    pub(super) tussenvoegsels: HashSet<String>,
    pub(super) ook_woord: HashSet<String>,
    pub(super) geen_naam: Vec<String>,
    pub(super) werkwoorden: HashSet<String>,
    pub(super) werkwoorden_van_mensen: HashSet<String>,
    pub(super) geen_begin: HashSet<String>,
    pub(super) wie_doet_het: HashSet<String>,
    pub(super) voorzetsels: HashSet<String>,
    pub(super) bedrijven: HashSet<String>,
    pub(super) huizen: Vec<String>,
    pub(super) straten: Vec<String>,
    pub(super) straten_met_hoofdletter: Vec<String>,
    pub(super) pleinen: HashSet<String>,
    pub(super) straat_begin: HashSet<String>,
    pub(super) maten: HashSet<String>,
    pub(super) voornamen: HashSet<String>,
    pub(super) achternamen: HashSet<String>,
}

impl Names {
    pub(super) fn known() -> &'static Self {
        static KNOWN: OnceLock<Names> = OnceLock::new();
        KNOWN.get_or_init(|| {
            toml::from_str(include_str!("../../templates/namen.toml")).expect("templates/namen.toml is well formed")
        })
    }
}
