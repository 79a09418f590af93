//! A form that `eenvorm harmonise` writes: its blanks, with the mapping beside them.

use std::fs;
use std::io::Write as _;
use std::path::Path;
use std::sync::Arc;

use anyhow::{Context as _, Result, bail};

use crate::commands::user::blanks;
use crate::commands::user::checksums;
use crate::finding::{Finding, Severity};
use crate::harmonise::form_file::{self, FormFormat};
use crate::harmonise::layout::{self, Layout, StandardForm};
use crate::harmonise::mapping_text::{MappingInfo, mapping_text};
use crate::mapping::spec::parse;
use crate::output::destination::Output;
use crate::questions::form::{Compared, compared};
use crate::ui::Ui;

/// A form that was laid out, with its mapping.
pub(super) struct WrittenForm<'w> {
    name: String,
    layout: Layout,
    about: MappingInfo<'w>,
    pub(in crate::commands) compared: Compared,
    formats: &'static [FormFormat],
}

impl<'w> WrittenForm<'w> {
    pub(in crate::commands) fn of(
        layout: Layout,
        name: String,
        about: MappingInfo<'w>,
        formats: &'static [FormFormat],
    ) -> Result<Self> {
        let blanks = formats.iter().map(|format| format!("{name}.{}", format.extension())).collect();
        let about = MappingInfo { blanks, ..about };
        let text = mapping_text(&layout, &about);
        let folder = if about.standard { about.body } else { "regio" };
        let id = format!("{folder}/{name}");
        let mapping = parse::mapping(&id, &text, layout::lists())
            .map_err(|flaws| anyhow::anyhow!(crate::spec_toml::diagnostic::shown(&flaws, &id, &text)))
            .context("the common form cannot be mapped")?;
        let Some(compared) = compared(&[Arc::new(mapping)]).pop() else { bail!("the common form has no questions") };
        Ok(Self { name, layout, about, compared, formats })
    }

    /// Writes the mapping and its blanks; a blank that does not read as its mapping says is said and not written.
    pub(in crate::commands) fn write(&self, folder: &Path, ui: &mut Ui) -> Result<()> {
        let mut blanks = Vec::new();
        fs::create_dir_all(folder).with_context(|| format!("making the folder `{}`", folder.display()))?;
        for format in self.formats {
            let name = format!("{}.{}", self.name, format.extension());
            let bytes = form_file::blank(&self.layout, *format).with_context(|| format!("making `{name}`"))?;
            // a note, such as of the words of a list that one chooses from, is no fault of the blank
            let mut wrong = blanks::findings(&name, &bytes, &self.compared.mapping);
            wrong.retain(|finding| finding.severity > Severity::Note);
            if let Some(first) = wrong.first() {
                let place = first.place.as_ref().map_or_else(String::new, |place| format!("{place}: "));
                let why = format!("{place}{}", first.message(ui.lang()));
                let said = Finding::new("paper-not-made").with("reason", why).with("count", wrong.len());
                ui.finding(&Finding { file: Some(name.into()), ..said });
                continue;
            }
            put(&folder.join(&name), &bytes)?;
            blanks.push(name);
        }
        if blanks.is_empty() {
            return Ok(());
        }
        let about = MappingInfo { blanks: blanks.clone(), ..self.about.clone() };
        let text = mapping_text(&self.layout, &about);
        put(&folder.join(format!("{}.toml", self.name)), checksums::with_seal(&text, folder, &blanks)?.as_bytes())
    }

    /// Trouble where the mapping or an earlier blank was changed since it was made.
    pub(super) fn spare(&self, folder: &Path, force: bool) -> Result<()> {
        let mapping = folder.join(format!("{}.toml", self.name));
        checksums::changed(&mapping, &self.about.blanks).map_or(Ok(()), |path| spare_edited(&path, force))
    }
}

/// Trouble where a file was changed by somebody, unless it may be written over.
pub(super) fn spare_edited(path: &Path, may: bool) -> Result<()> {
    if may {
        return Ok(());
    }
    bail!(
        "`{}` is there already and says something else; what was corrected in it would be lost. Name another file; `--force` writes over it",
        path.display()
    )
}

/// The standard form, as the program brings it along.
pub(super) fn write_standard(folder: &Path, force: bool, ui: &mut Ui) -> Result<()> {
    let StandardForm { id, kind, version, note, layout } = StandardForm::of_this_program();
    let Some((body, name)) = id.split_once('/') else { bail!("`{id}` names no body and form") };
    let about = MappingInfo {
        body,
        gemeenten: Vec::new(),
        kind: &kind,
        version,
        source: "eenvorm",
        note: &note,
        blanks: Vec::new(),
        standard: true,
    };
    let form = WrittenForm::of(layout, name.to_owned(), about, &FormFormat::ALL)?;
    form.spare(folder, force)?;
    form.write(folder, ui)
}

pub(in crate::commands) fn put(path: &Path, bytes: &[u8]) -> Result<()> {
    let mut output = Output::to(path)?;
    output.write_all(bytes).with_context(|| format!("writing `{}`", path.display()))?;
    output.finish()
}
