//! Where the user's own settings, mappings and blanks are kept on each system.

use std::ffi::OsString;
use std::path::PathBuf;

use crate::text::system::System;

/// The user's folder for what is kept of this program, or none where the system has no place for it.
pub fn settings() -> Option<PathBuf> {
    on(System::HERE, |name| std::env::var_os(name))
}

/// That folder on each system; `variable` looks up the environment.
fn on(system: System, variable: impl Fn(&str) -> Option<OsString>) -> Option<PathBuf> {
    let set = |name| variable(name).filter(|value| !value.is_empty()).map(PathBuf::from);
    if let Some(folder) = set("EENVORM_CONFIG") {
        return Some(folder);
    }
    let config = match system {
        System::Windows => set("APPDATA"),
        System::MacOs => set("HOME").map(|home| home.join("Library/Application Support")),
        System::Other => set("XDG_CONFIG_HOME").or_else(|| set("HOME").map(|home| home.join(".config"))),
    };
    config.map(|folder| folder.join("eenvorm"))
}

/// The folder of the user's own mappings.
pub fn folder() -> Option<PathBuf> {
    settings().map(|folder| folder.join("mappings"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_system_has_its_own_place() {
        use System::{MacOs, Other, Windows};
        type Case = (System, &'static [(&'static str, &'static str)], Option<PathBuf>);
        const APPDATA: &str = r"C:\Users\Anna de Vries\AppData\Roaming";
        let own = |folder: &str| Some(PathBuf::from(folder).join("eenvorm"));
        let cases: [Case; 8] = [
            (Windows, &[("APPDATA", APPDATA), ("HOME", "/c/Users/anna")], own(APPDATA)),
            (Windows, &[("HOME", "/c/Users/anna")], None),
            (
                MacOs,
                &[("HOME", "/Users/anna"), ("XDG_CONFIG_HOME", "/x")],
                own("/Users/anna/Library/Application Support"),
            ),
            (Other, &[("HOME", "/home/anna")], own("/home/anna/.config")),
            (Other, &[("HOME", "/home/anna"), ("XDG_CONFIG_HOME", "/x")], own("/x")),
            (Other, &[("HOME", "/home/anna"), ("XDG_CONFIG_HOME", "")], own("/home/anna/.config")),
            (Other, &[], None),
            (Windows, &[("EENVORM_CONFIG", "D:/eigen"), ("APPDATA", APPDATA)], Some("D:/eigen".into())),
        ];
        for (system, set, folder) in cases {
            let variable = |name: &str| set.iter().find(|(known, _)| *known == name).map(|(_, value)| value.into());
            assert_eq!(on(system, variable), folder, "{set:?}");
        }
    }
}
