//! A fault of the program itself. It is told by where in the program it is: the words it stumbled over may be of a
//! form.

use std::panic::{AssertUnwindSafe, catch_unwind, set_hook};
use std::sync::Mutex;

use anyhow::{Result, anyhow};

/// Where the last fault was: `text/label.rs:79`.
static LAST: Mutex<Option<String>> = Mutex::new(None);

/// Keeps the standard library from printing the words of a fault; `RUST_BACKTRACE` asks for them.
pub(in crate::commands) fn keep_words() {
    if std::env::var_os("RUST_BACKTRACE").is_some() {
        return;
    }
    set_hook(Box::new(|fault| {
        let place = fault.location().map(|at| format!("{}:{}", within_crate(at.file()), at.line()));
        if let Ok(mut last) = LAST.lock() {
            *last = place;
        }
    }));
}

/// Does the work; a fault in it is trouble.
pub(in crate::commands) fn caught(work: impl FnOnce() -> Result<()>) -> Result<()> {
    catch_unwind(AssertUnwindSafe(work)).unwrap_or_else(|_| {
        let place = LAST.lock().ok().and_then(|mut last| last.take()).unwrap_or_default();
        Err(anyhow!("a fault in eenvorm itself (`{place}`); please report this line, nothing of a form is in it"))
    })
}

/// The path of a source file without that of the machine it was built on: `calamine-0.35.0/src/xls.rs`.
fn within_crate(file: &str) -> String {
    let parts: Vec<&str> = file.split(['/', '\\']).collect();
    let from = parts.iter().rposition(|part| *part == "src").map_or(0, |at| at.saturating_sub(1));
    parts[from..].join("/")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fault_is_told_without_its_words() {
        let told = caught(|| panic!("Sanne de Vries")).expect_err("a fault").to_string();
        assert!(told.contains("fault in eenvorm") && !told.contains("Sanne"), "{told}");
        assert!(caught(|| Ok(())).is_ok());
    }

    #[test]
    fn a_place_names_the_crate_and_not_the_machine() {
        for (file, place) in [
            ("src/text/label.rs", "src/text/label.rs"),
            ("/home/x/.cargo/registry/src/index-1/calamine-0.35.0/src/xls.rs", "calamine-0.35.0/src/xls.rs"),
            ("C:\\bouw\\eenvorm\\src\\text\\label.rs", "eenvorm/src/text/label.rs"),
        ] {
            assert_eq!(within_crate(file), place);
        }
    }
}
