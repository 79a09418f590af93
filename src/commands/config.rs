//! Where the user's own settings, mappings and blanks are kept on each system.

use std::path::PathBuf;

/// The user's folder for what is kept of this program, or none where the system has no place for it.
pub fn settings() -> Option<PathBuf> {
    let set = |name| std::env::var_os(name).filter(|value| !value.is_empty()).map(PathBuf::from);
    if let Some(folder) = set("EENVORM_CONFIG") {
        return Some(folder);
    }
    let config = if cfg!(windows) {
        set("APPDATA")
    } else if cfg!(target_os = "macos") {
        set("HOME").map(|home| home.join("Library/Application Support"))
    } else {
        set("XDG_CONFIG_HOME").or_else(|| set("HOME").map(|home| home.join(".config")))
    };
    config.map(|folder| folder.join("eenvorm"))
}

/// The folder of the user's own mappings.
pub fn folder() -> Option<PathBuf> {
    settings().map(|folder| folder.join("mappings"))
}
