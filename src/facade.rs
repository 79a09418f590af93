//! The library in a few functions: read forms to records, fill a form from a record.

use std::fmt;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::checks;
use crate::document::file::limits::Limits;
use crate::document::sandbox::Sandbox;
use crate::fill::{Blank, Filler, blank_choice, gemeente_of_form, signatures};
use crate::finding::{Finding, Lang};
use crate::mapping::catalogue;
use crate::pipeline::inputs::gather;
use crate::pipeline::job::Job;
use crate::pipeline::programs::Programs;
use crate::pipeline::run;
use crate::record::answer::Record;
use crate::record::json;
use crate::rules::catalogue::Rules;

/// Why nothing could be done. What is wrong with a file among others is no error but a [`Finding`].
#[derive(Debug)]
#[non_exhaustive]
pub enum Error {
    /// A mapping or a file of rules is wrong; the message has its file, line and hint.
    Mapping(anyhow::Error),
    /// A path leads nowhere, or cannot be listed.
    Path(anyhow::Error),
    /// No form has this name, or several fit it; the message names the nearest.
    UnknownForm(anyhow::Error),
    /// The form comes without a blank that can be filled.
    NoBlank(anyhow::Error),
    /// The blank of the form cannot be read or does not fit its mapping; the finding says why.
    Blank(Finding),
}

impl Error {
    fn cause(&self) -> Option<&anyhow::Error> {
        match self {
            Self::Mapping(error) | Self::Path(error) | Self::UnknownForm(error) | Self::NoBlank(error) => Some(error),
            Self::Blank(_) => None,
        }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Mapping(error) | Self::Path(error) | Self::UnknownForm(error) | Self::NoBlank(error) => error.fmt(f),
            Self::Blank(finding) => write!(f, "the blank of the form: {}", finding.message(Lang::En)),
        }
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        self.cause().and_then(|error| error.source())
    }
}

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
    ///
    /// # Errors
    ///
    /// [`Error::Mapping`], which the tests of this crate hold to be impossible for the files in it.
    pub fn built_in() -> Result<Self, Error> {
        Self::with_folders(&[])
    }

    /// Those in the program, added to or overridden by the mappings of these folders, the last one first.
    ///
    /// # Errors
    ///
    /// [`Error::Mapping`] where a mapping, a file of rules or the folder itself cannot be read.
    pub fn with_folders(folders: &[PathBuf]) -> Result<Self, Error> {
        let forms = catalogue::Catalogue::load(folders).map_err(Error::Mapping)?;
        Ok(Self { forms, rules: Rules::load(folders).map_err(Error::Mapping)? })
    }

    /// The ids of all forms, such as `utrecht/jobcoachplan`, in alphabetical order.
    pub fn forms(&self) -> impl Iterator<Item = &str> {
        self.forms.all().map(|known| &*known.mapping.head.id)
    }
}

/// What was read of some files.
#[derive(Debug, Default)]
pub struct ReadForms {
    /// One for each client on each form, in the order of the files; its own findings are in it.
    pub records: Vec<Record>,
    /// What was found that belongs to no record: files that cannot be read, forms that nobody knows, blanks.
    pub findings: Vec<Finding>,
}

/// Reads a form, a folder of forms, an archive, or records written before, and puts the checks to each record.
///
/// A file that cannot be read is a finding and never an error. Files of the older formats xls and xlsb are read within
/// this process, where the program reads them in one of their own. No other program is started: what needs LibreOffice
/// or tesseract is a finding.
///
/// # Errors
///
/// [`Error::Path`] where the path leads nowhere.
///
/// ```
/// let catalogue = eenvorm::Catalogue::built_in()?;
/// let forms = eenvorm::read("fixtures/utrecht/jobcoachplan/volledig.xlsx", &catalogue)?;
/// assert_eq!(&*forms.records[0].form.id, "utrecht/jobcoachplan");
/// assert!(forms.records[0].value("client.bsn").is_some());
/// # Ok::<(), anyhow::Error>(())
/// ```
pub fn read(path: impl AsRef<Path>, catalogue: &Catalogue) -> Result<ReadForms, Error> {
    let job = Job {
        catalogue: &catalogue.forms,
        form: None,
        limits: Limits::default(),
        sandbox: Sandbox::in_process(),
        programs: Programs::default(),
        draft: None,
        jobs: std::thread::available_parallelism().map_or(1, usize::from),
    };
    let mut forms = ReadForms::default();
    let inputs = gather(&[path.as_ref().to_owned()]).map_err(Error::Path)?;
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
    )
    .map_err(Error::Path)?;
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

/// Fills the blank of a form from a record. Signatures and their dates are left blank: whoever signs gives them again.
///
/// # Errors
///
/// [`Error::UnknownForm`], [`Error::NoBlank`] where the form comes without a blank that can be filled, and
/// [`Error::Blank`] where that blank cannot be read. Answers that do not fit are findings.
///
/// ```
/// let catalogue = eenvorm::Catalogue::built_in()?;
/// let forms = eenvorm::read("fixtures/utrecht/jobcoachplan/volledig.xlsx", &catalogue)?;
/// let filled = eenvorm::fill(&forms.records[0], "standaard", &catalogue)?;
/// assert!(filled.bytes.is_some());
/// let unknown = eenvorm::fill(&forms.records[0], "nergens/plan", &catalogue);
/// assert!(matches!(unknown, Err(eenvorm::Error::UnknownForm(_))));
/// # Ok::<(), anyhow::Error>(())
/// ```
pub fn fill(record: &Record, form: &str, catalogue: &Catalogue) -> Result<FilledForm, Error> {
    let known = catalogue.forms.named(form).map_err(Error::UnknownForm)?;
    let mapping = &known.mapping;
    let (name, bytes) = blank_choice::of(&catalogue.forms, known, None).map_err(Error::NoBlank)?;
    let blank = Blank::read(&name, bytes, mapping).map_err(Error::Blank)?;
    let mut record = record.clone();
    signatures::withhold(&mut record);
    gemeente_of_form::add_gemeente(&mut record, mapping);
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
