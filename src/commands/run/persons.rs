//! `--pseudonym-key FILE`: records, reports and counts without persons that can still be linked.

use std::borrow::Cow;
use std::path::{Path, PathBuf};

use anyhow::Result;

use crate::finding::Lang;
use crate::mapping::catalogue::Catalogue;
use crate::pseudonym::{Key, of_client, without_person};
use crate::record::answer::Record;
use crate::text::bsn;
use crate::ui::Ui;

/// The key by which clients are linked.
#[derive(Clone, Default, clap::Args)]
pub struct KeyFile {
    /// Leave persons out, and link the forms of a client by a code of the BSN that only the key in FILE makes: a text of 16 to
    /// 4096 random signs, which you keep apart; names, phones and addresses in free text are masked as far as lists and context tell them
    #[arg(long, value_name = "FILE")]
    pub pseudonym_key: Option<PathBuf>,
}

impl KeyFile {
    /// The key in the file, where one is named. That others may read it is said: with it they can tell whose a record is.
    pub fn key(&self, ui: &mut Ui) -> Result<Option<Key>> {
        let Some(path) = self.pseudonym_key.as_deref() else { return Ok(None) };
        let key = Key::read(path)?;
        if is_open(path) {
            ui.note(&match ui.lang() {
                Lang::Nl => format!(
                    "de sleutel in `{0}` is ook voor anderen te lezen; `chmod 600 {0}` sluit hem af",
                    path.display()
                ),
                Lang::En => format!("others may read the key in `{0}` too; `chmod 600 {0}` closes it", path.display()),
            });
        }
        Ok(Some(key))
    }
}

/// Whether the group or anybody may read a file. On Windows the folder says who may.
#[cfg(unix)]
fn is_open(path: &Path) -> bool {
    use std::os::unix::fs::PermissionsExt;
    path.metadata().is_ok_and(|meta| meta.is_file() && meta.permissions().mode() & 0o044 != 0)
}

#[cfg(not(unix))]
fn is_open(_: &Path) -> bool {
    false
}

/// The records without their persons, where there is a key.
pub fn left_out(records: Vec<Record>, key: Option<&Key>, catalogue: &Catalogue) -> Vec<Record> {
    let Some(key) = key else { return records };
    let known = |head: &crate::record::answer::FormHead| {
        catalogue.get(&head.id).is_some_and(|known| *known.mapping.head == *head)
    };
    records.iter().map(|record| without_person(record, key, known)).collect()
}

/// The records as they are, each with the code of its client.
pub fn linked(mut records: Vec<Record>, key: Option<&Key>) -> Vec<Record> {
    if let Some(key) = key {
        for record in &mut records {
            record.pseudonym = of_client(record, key).or(record.pseudonym.take());
        }
    }
    records
}

/// The name of a file as a manifest, a log or a lineage tells it: a BSN that it may be called by is shown by its last four
/// digits. Where persons are left out it is a code, for the name may be that of a client.
pub fn file_name<'n>(name: &'n str, key: Option<&Key>) -> Cow<'n, str> {
    key.map_or_else(|| bsn::mask(name), |key| Cow::Owned(key.code("file", name).to_string()))
}
