//! How much a run read, as counts and in one line.

use crate::finding::Lang;

/// Counts of what was read.
#[derive(Clone, Copy, Debug, Default)]
pub struct Counts {
    /// All files, those that are `blank`, `not_read` and `passed_over` among them.
    pub files: usize,
    /// A file may hold several, and then counts once in `files`.
    pub records: usize,
    /// Files with a known form that nobody filled in.
    pub blank: usize,
    /// Files that are no known form, or are damaged: each has a finding that says why.
    pub not_read: usize,
    /// Files in a folder that are no forms, or that eenvorm made.
    pub passed_over: usize,
}

impl Counts {
    /// Each with its name in a log.
    pub fn named(self) -> [(&'static str, usize); 5] {
        let Self { files, records, blank, not_read, passed_over } = self;
        [("files", files), ("records", records), ("blank", blank), ("not_read", not_read), ("passed_over", passed_over)]
    }
}

/// How much was read, in one line; files in a folder that are no form are counted by themselves.
pub fn summary(counts: Counts, lang: Lang) -> String {
    let Counts { files, records, blank, not_read, passed_over } = counts;
    let of = |count: usize, one: &str, more: &str| format!("{count} {}", if count == 1 { one } else { more });
    let files = files.saturating_sub(passed_over);
    let read = match lang {
        Lang::Nl => {
            format!("{}: {records} gelezen, {blank} blanco, {not_read} niet gelezen", of(files, "bestand", "bestanden"))
        }
        Lang::En => {
            let records = of(records, "record", "records");
            format!("{}: {records}, {blank} blank, {not_read} not read", of(files, "file", "files"))
        }
    };
    let others = match (passed_over, lang) {
        (0, _) => String::new(),
        (1, Lang::Nl) => "; 1 ander bestand is geen formulier".to_owned(),
        (_, Lang::Nl) => format!("; {passed_over} andere bestanden zijn geen formulier"),
        (1, Lang::En) => "; 1 other file is no form".to_owned(),
        (_, Lang::En) => format!("; {passed_over} other files are no form"),
    };
    read + &others
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_that_are_no_form_are_counted_by_themselves() {
        let counts = |passed_over| Counts { files: 3, records: 1, blank: 0, not_read: 1, passed_over };
        for (passed_over, lang, said) in [
            (0, Lang::En, "3 files: 1 record, 0 blank, 1 not read"),
            (1, Lang::En, "2 files: 1 record, 0 blank, 1 not read; 1 other file is no form"),
            (2, Lang::Nl, "1 bestand: 1 gelezen, 0 blanco, 1 niet gelezen; 2 andere bestanden zijn geen formulier"),
        ] {
            assert_eq!(summary(counts(passed_over), lang), said);
        }
    }
}
