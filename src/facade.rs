//! The library in a few functions: read forms to records, fill a form from a record.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::{Result, bail};

use crate::checks;
use crate::document::limits::Limits;
use crate::document::sandbox::Sandbox;
use crate::fill::{Blank, Filler, own, own_blank, signatures};
use crate::finding::{Finding, Lang};
use crate::mapping::catalogue;
use crate::pipeline::inputs::gather;
use crate::pipeline::job::Job;
use crate::pipeline::programs::Programs;
use crate::pipeline::run;
use crate::record::answer::Record;
use crate::record::json;
use crate::rules::catalogue::Rules;

/// The forms and rules that are known: those in the program, and those of your own folders.
///
/// ```
/// let catalogue = eenvorm::Catalogue::built_in()?;
/// assert!(catalogue.forms().any(|id| id == "utrecht/jobcoachplan"));
/// # Ok::<(), anyhow::Error>(())
/// ```
pub struct Catalogue {
    forms: catalogue::Catalogue,
    rules: Rules,
}

impl Catalogue {
    /// The forms in the program alone.
    pub fn built_in() -> Result<Self> {
        Self::with_folders(&[])
    }

    /// Those in the program, added to or overridden by the mappings of these folders, the last one first. A mapping
    /// that is wrong is an error with its file, line and hint.
    pub fn with_folders(folders: &[PathBuf]) -> Result<Self> {
        Ok(Self { forms: catalogue::Catalogue::load(folders)?, rules: Rules::load(folders)? })
    }

    /// The ids of all forms, such as `utrecht/jobcoachplan`, in alphabetical order.
    pub fn forms(&self) -> impl Iterator<Item = &str> {
        self.forms.all().map(|known| &*known.mapping.head.id)
    }
}

/// What was read of some files.
#[derive(Debug, Default)]
pub struct Forms {
    /// One for each client on each form, in the order of the files; its own findings are in it.
    pub records: Vec<Record>,
    /// What was found that belongs to no record: files that cannot be read, forms that nobody knows, blanks.
    pub findings: Vec<Finding>,
}

/// Reads a form, a folder of forms, an archive, or records written before, and puts the checks to each record.
///
/// A file that cannot be read is a finding and never an error; an error is a path that leads nowhere. Files of the
/// older formats xls and xlsb are read within this process, where the program reads them in one of their own. No other
/// program is started: what needs LibreOffice or tesseract is a finding.
///
/// ```
/// let catalogue = eenvorm::Catalogue::built_in()?;
/// let forms = eenvorm::read("fixtures/utrecht/jobcoachplan/volledig.xlsx", &catalogue)?;
/// assert_eq!(&*forms.records[0].form.id, "utrecht/jobcoachplan");
/// assert!(forms.records[0].value("client.bsn").is_some());
/// # Ok::<(), anyhow::Error>(())
/// ```
pub fn read(path: impl AsRef<Path>, catalogue: &Catalogue) -> Result<Forms> {
    let job = Job {
        catalogue: &catalogue.forms,
        form: None,
        limits: Limits::default(),
        sandbox: Sandbox::in_process(),
        programs: Programs::default(),
        draft: None,
        jobs: std::thread::available_parallelism().map_or(1, usize::from),
    };
    let mut forms = Forms::default();
    let inputs = gather(&[path.as_ref().to_owned()])?;
    run::run(
        &inputs,
        &job,
        |read| read,
        |mut read| {
            for record in &mut read.records {
                let mapping = catalogue.forms.get(&record.form.id).map(|known| &*known.mapping);
                checks::add(record, mapping, &catalogue.rules);
            }
            forms.records.append(&mut read.records);
            forms.findings.append(&mut read.findings);
            Ok(())
        },
    )?;
    Ok(forms)
}

/// A form that was filled in and read back.
#[derive(Debug)]
pub struct FilledForm {
    /// The file; none where the form does not say what it should, and then the findings say why.
    pub bytes: Option<Arc<[u8]>>,
    /// The ending that its name should have: `xlsx`, `docx`, `ods`, `pdf`.
    pub extension: String,
    /// Answers that the form cannot take, and what else a person should know or still do.
    pub findings: Vec<Finding>,
}

/// Fills the blank of a form from a record. Signatures and their dates are left blank: they are given anew.
///
/// An error is a form that is not known, or one that comes without a blank that can be filled.
///
/// ```
/// let catalogue = eenvorm::Catalogue::built_in()?;
/// let forms = eenvorm::read("fixtures/utrecht/jobcoachplan/volledig.xlsx", &catalogue)?;
/// let filled = eenvorm::fill(&forms.records[0], "standaard", &catalogue)?;
/// assert!(filled.bytes.is_some());
/// # Ok::<(), anyhow::Error>(())
/// ```
pub fn fill(record: &Record, form: &str, catalogue: &Catalogue) -> Result<FilledForm> {
    let known = catalogue.forms.named(form)?;
    let mapping = &known.mapping;
    let (name, bytes) = own_blank::of(&catalogue.forms, known, None)?;
    let blank = match Blank::read(&name, bytes, mapping) {
        Ok(blank) => blank,
        Err(finding) => bail!("the blank of `{form}`: {}", finding.message(Lang::En)),
    };
    let mut record = record.clone();
    signatures::withhold(&mut record);
    own::gemeente(&mut record, mapping);
    let extension = blank.extension().to_owned();
    Ok(match Filler::new(&blank, mapping).fill(&record) {
        Ok(filled) => FilledForm { bytes: filled.bytes, extension, findings: filled.findings },
        Err(finding) => FilledForm { bytes: None, extension, findings: vec![finding] },
    })
}

/// The record as one line of JSON, in the shape that `eenvorm schema --to json-schema` describes; findings in English.
pub fn to_json(record: &Record) -> String {
    let mut line = Vec::new();
    json::write::write(record, Lang::En, &mut line);
    String::from_utf8_lossy(&line).into_owned()
}
