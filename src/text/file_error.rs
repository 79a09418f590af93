//! Why a system does not hand over a file or take one, where its error code tells what a person can do about it.
//!
//! The codes of all systems stand in one table, so that each of them is tested on any.

use std::io;

use crate::text::system::System;

/// What a person can mend.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FileError {
    /// Another program has it open, such as Excel.
    InUse,
    /// `OneDrive`, iCloud or the like holds it, and this computer has only its name.
    OnlyOnline,
    /// Its name, or the path to it, is longer than the system takes.
    NameTooLong,
}

impl FileError {
    /// Of a file that was to be read.
    pub fn of(error: &io::Error) -> Option<Self> {
        by_code(error.raw_os_error()?, System::HERE)
    }

    /// Of a file that was to be written over: Windows refuses with the same code as where one may not write at all.
    pub fn of_replacing(error: &io::Error) -> Option<Self> {
        const ACCESS_DENIED: i32 = 5;
        let code = error.raw_os_error()?;
        let open = System::HERE == System::Windows && code == ACCESS_DENIED;
        if open { Some(Self::InUse) } else { by_code(code, System::HERE) }
    }

    /// In a sentence of the program, which `templates/troubles.toml` has in Dutch.
    pub fn sentence(self) -> &'static str {
        match self {
            Self::InUse => "another program has this file open; close it there and try again",
            Self::OnlyOnline => "this file is online only; make it available on this computer and try again",
            Self::NameTooLong => "the name or the path is too long for this system; take a shorter one",
        }
    }
}

/// By the number of the system: `ERROR_…` of Windows, `errno` elsewhere.
fn by_code(code: i32, system: System) -> Option<FileError> {
    match (system, code) {
        // sharing violation, lock violation, a mapped section is open; text file busy, device busy
        (System::Windows, 32 | 33 | 1224) | (System::MacOs | System::Other, 16 | 26) => Some(FileError::InUse),
        // ERROR_CLOUD_FILE_…; EDEADLK of a file that iCloud took away
        (System::Windows, 362..=398 | 404 | 426 | 475) | (System::MacOs, 11) => Some(FileError::OnlyOnline),
        // ERROR_FILENAME_EXCED_RANGE; ENAMETOOLONG
        (System::Windows, 206) | (System::MacOs, 63) | (System::Other, 36) => Some(FileError::NameTooLong),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_means_the_same_trouble_under_the_number_of_each_system() {
        use System::{MacOs, Other, Windows};
        for (code, system, told) in [
            (32, Windows, Some(FileError::InUse)),
            (33, Windows, Some(FileError::InUse)),
            (362, Windows, Some(FileError::OnlyOnline)),
            (388, Windows, Some(FileError::OnlyOnline)),
            (206, Windows, Some(FileError::NameTooLong)),
            (5, Windows, None),
            (2, Windows, None),
            (11, MacOs, Some(FileError::OnlyOnline)),
            (11, Other, None),
            (63, MacOs, Some(FileError::NameTooLong)),
            (36, Other, Some(FileError::NameTooLong)),
            (26, Other, Some(FileError::InUse)),
            (13, Other, None),
        ] {
            assert_eq!(by_code(code, system), told, "{code} on {system:?}");
        }
    }

    #[test]
    fn a_name_that_this_system_does_not_take_is_told() {
        let error = std::fs::File::open("n".repeat(5000)).expect_err("no system takes that name");
        let told = FileError::of(&error);
        assert!(cfg!(windows) || told == Some(FileError::NameTooLong), "{error}");
    }
}
