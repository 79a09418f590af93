//! `eenvorm suggest --on-form` and `--from-form`: a draft confirmed on the form itself.

use std::io::Write;
use std::path::Path;
use std::sync::Arc;

use anyhow::{Context, Result, anyhow};

use crate::commands::run::run_files::refuse_overwriting_edited;
use crate::commands::suggest::{Args, Understood};
use crate::document::cells::model::{Document, Format};
use crate::document::file::limits::Limits;
use crate::document::file::source::Source;
use crate::document::filling::unrestricted::take_any_text;
use crate::document::sandbox::Sandbox;
use crate::fill::blank::of_somebody;
use crate::finding::{Finding, Lang};
use crate::output::destination::Output;
use crate::spec_toml::diagnostic::shown;
use crate::suggest::draft;
use crate::suggest::draft::examples;
use crate::suggest::onform::confirm::confirm;
use crate::suggest::onform::marks::{Mark, edits, marks};
use crate::suggest::onform::names::Names;
use crate::suggest::onform::page::page;
use crate::suggest::onform::read;
use crate::suggest::onform::read_back::read_back;
use crate::ui::Ui;

/// Writes a copy of the blank with the names of the draft in its answer places; an html page where it takes none.
pub(super) fn mark(args: &Args, copy: &Path, form: &Understood, ui: &mut Ui) -> Result<()> {
    if is_of_somebody(args, form, ui) {
        return Ok(());
    }
    let marks = marks(&form.document, &form.placed, form.printed_form.filled);
    let takes = matches!(form.document.format, Format::Xlsx | Format::Ods | Format::Docx)
        || form.document.format == Format::Pdf && form.document.sheets.iter().any(|sheet| !sheet.named.is_empty());
    let as_page = copy.extension().is_some_and(|ending| ending == "html" || ending == "htm");
    if as_page || !takes {
        let path = if as_page { copy.to_owned() } else { copy.with_extension("html") };
        put(&path, page(&form.about.title, &form.document, &marks).as_bytes(), args)?;
        report_marks(&marks, marks.len(), &path, None, ui);
        return Ok(());
    }
    let name: Arc<str> = args.form().to_string_lossy().into();
    let about = |finding: Finding| Finding { file: Some(Arc::clone(&name)), ..finding };
    let blank = std::fs::read(args.form()).with_context(|| format!("cannot read the blank `{name}`"))?;
    let written = take_any_text(&blank, form.document.format).and_then(|loose| {
        crate::document::write(&loose, form.document.format, &edits(&form.document, &marks, form.printed_form.filled))
    });
    let written = match written {
        Ok(written) => written,
        Err(finding) => {
            ui.finding(&about(finding));
            return Ok(());
        }
    };
    put(copy, &written.bytes, args)?;
    let refused = written.findings.iter().filter(|finding| finding.code != "pdf-value-cut");
    let refused: Vec<&Finding> = refused.filter(|finding| finding.place.is_some()).collect();
    for finding in &refused {
        let here = |mark: &&Mark| {
            let place = form.document.sheets[mark.sheet].place(mark.spot);
            place.is_some() && place == finding.place
        };
        let text = marks.iter().find(here).map_or("…", |mark| &mark.text);
        let place = finding.place.clone();
        ui.finding(&about(Finding { place, ..Finding::new("mark-not-written").with("text", text) }));
    }
    report_marks(&marks, marks.len().saturating_sub(refused.len()), copy, Some(args.form()), ui);
    say_examples(form, ui);
    Ok(())
}

/// Whether somebody filled the form in: a copy of it would hold the answers that no name is written over. It is said too of a
/// form of which that is not sure, and then the copy is made.
fn is_of_somebody(args: &Args, form: &Understood, ui: &mut Ui) -> bool {
    if !form.printed_form.filled {
        return false;
    }
    let name: Arc<str> = args.form().to_string_lossy().into();
    let drafted = draft::draft("x/x", &form.about, &form.document, &form.printed_form, &form.placed).ok();
    let filled = drafted.and_then(|drafted| of_somebody(&form.document, &drafted.mapping));
    let refused = filled.is_some();
    ui.finding(&Finding { file: Some(name), ..filled.unwrap_or_else(|| Finding::new("copy-of-filled-form")) });
    refused
}

/// Takes what stands on a marked copy for the draft, and says how many marks are not in it; none where the copy cannot be
/// read.
pub(in crate::commands) fn take(copy: &Path, id: &str, form: &mut Understood, ui: &mut Ui) -> Result<Option<usize>> {
    let name: Arc<str> = copy.to_string_lossy().into();
    let about = |finding: Finding| Finding { file: Some(Arc::clone(&name)), ..finding };
    let Some(marked) = read_copy(copy, ui)? else { return Ok(None) };
    let (written, mut findings) = read::read(&form.document, &marked);
    let names = Names::new(form.lexicon);
    let confirmed = confirm(&form.document, &mut form.printed_form, &form.placed, &written, &names);
    findings.extend(confirmed.findings);
    form.placed = confirmed.placed;
    // a copy is a blank with marks: what stands on it is printed
    form.printed_form.filled = false;
    let drafted = draft::draft(id, &form.about, &form.document, &form.printed_form, &form.placed)
        .map_err(|flaws| anyhow!("the draft of `{id}` is not well formed\n{}", shown(&flaws, id, "")))?;
    findings.extend(read_back(&marked, &drafted.mapping, &confirmed.meant));
    let lost = findings.iter().filter(|finding| UNREAD.contains(&&*finding.code)).count();
    findings.into_iter().for_each(|finding| ui.finding(&about(finding)));
    let (count, fields) = (confirmed.meant.len(), drafted.mapping.asked().len());
    ui.note(&match ui.lang() {
        Lang::Nl => format!("{count} plaatsen begrepen, {fields} velden; {lost} niet begrepen of niet teruggelezen"),
        Lang::En => format!("{count} places understood, {fields} fields; {lost} not understood or not read back"),
    });
    Ok(Some(lost))
}

/// Findings of marks that are not in the mapping.
const UNREAD: [&str; 5] = ["mark-unknown", "mark-ambiguous", "mark-nowhere", "mark-not-read-back", "mark-not-repeated"];

fn read_copy(copy: &Path, ui: &mut Ui) -> Result<Option<Document>> {
    let source = Source::open(copy)?;
    let sandbox = Sandbox::of_this_program();
    match crate::document::read(&source, &Limits::default(), &sandbox) {
        Ok(document) => Ok(Some(document)),
        Err(finding) => {
            ui.finding(&finding);
            Ok(None)
        }
    }
}

/// Sets a copy down; one on which something was corrected stays.
fn put(path: &Path, bytes: &[u8], args: &Args) -> Result<()> {
    refuse_overwriting_edited(path, bytes, args.force)?;
    let mut output = Output::to(path)?;
    output.write_all(bytes).with_context(|| format!("cannot write `{}`", path.display()))?;
    output.finish()
}

/// A path as it is typed in a terminal.
fn to_type(path: &Path) -> String {
    let path = path.display().to_string();
    if path.contains(char::is_whitespace) { format!("\"{path}\"") } else { path }
}

/// Which rows of tables hold no names, for they are only an example.
fn say_examples(form: &Understood, ui: &Ui) {
    for (rows, heading) in examples::said(&form.document, &form.placed, form.printed_form.filled) {
        ui.note(&match (ui.lang(), rows) {
            (Lang::Nl, 1) => format!("De voorbeeldrij onder `{heading}` blijft zoals hij is; de namen staan eronder."),
            (Lang::Nl, _) => {
                format!("De {rows} voorbeeldrijen onder `{heading}` blijven zoals zij zijn; de namen staan eronder.")
            }
            (Lang::En, 1) => format!("The example row below `{heading}` stays as it is; the names stand below it."),
            (Lang::En, _) => {
                format!("The {rows} example rows below `{heading}` stay as they are; the names stand below them.")
            }
        });
    }
}

/// How much was marked, and what to do next; `blank` is what it was made of, where it can be filled in.
fn report_marks(marks: &[Mark], count: usize, path: &Path, blank: Option<&Path>, ui: &Ui) {
    let doubtful = marks.iter().filter(|mark| mark.doubtful).count();
    let shown = path.display();
    let (nl, en) = if let Some(blank) = blank {
        let (shown, blank) = (to_type(path), to_type(blank));
        (
            format!(
                "Kijk het na, verbeter door te typen («werknemer: geboortedatum»), laat een vraagteken staan als de eerste naam klopt, en dan:\n  \
                 eenvorm suggest --from-form {shown} --blank {blank} --add"
            ),
            format!(
                "Look it over, correct it by typing («werknemer: geboortedatum»), leave a question mark where the first name is right, and then:\n  \
                 eenvorm suggest --from-form {shown} --blank {blank} --add"
            ),
        )
    } else {
        (
            "Dit formulier is niet in te vullen: bewaar het als xlsx of docx om op het formulier zelf te verbeteren."
                .to_owned(),
            "This form cannot be filled in: save it as xlsx or docx to correct it on the form itself.".to_owned(),
        )
    };
    ui.note(&match ui.lang() {
        Lang::Nl => format!("{count} antwoordplaatsen benoemd in `{shown}`, {doubtful} met een vraagteken.\n{nl}"),
        Lang::En => format!("{count} answer places named in `{shown}`, {doubtful} with a question mark.\n{en}"),
    });
}
