//! The arguments of every command that reads forms, and the run through them.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;

use anyhow::Result;

use crate::checks;
use crate::commands::run::counts::Counts;
use crate::commands::run::run_files::Inputs;
use crate::commands::run::run_log::RunLog;
use crate::commands::user::config;
use crate::document::cells::model::Format;
use crate::document::external::libreoffice::LibreOffice;
use crate::document::file::limits::Limits;
use crate::document::file::sniff::{Kind, sniff};
use crate::document::file::source::Source;
use crate::document::sandbox::Sandbox;
use crate::finding::{Finding, Severity};
use crate::mapping::catalogue::{Catalogue, CatalogueEntry};
use crate::pipeline::file_list::listed;
use crate::pipeline::inputs::{Input, gather_with};
use crate::pipeline::job::Job;
use crate::pipeline::programs::Programs;
use crate::pipeline::read_source::{Outcome, SourceRead};
use crate::pipeline::run;
use crate::pipeline::shard::Shard;
use crate::record::answer::Record;
use crate::rules::catalogue::Rules;
use crate::suggest::vocabulary::lexicon::Lexicon;
use crate::ui::{Messages, Ui};

/// What to read, and as what.
#[derive(Clone, clap::Args)]
pub struct Reading {
    /// Forms or records: files, folders or patterns such as `*.xlsx`; `-` reads what another program hands on by `|` (standard input)
    #[arg(required_unless_present = "files_from")]
    pub paths: Vec<PathBuf>,
    /// Read also the files that LIST names, a path a line (within quotes or not) or ended by NUL; `-` takes the list from
    /// standard input
    #[arg(long, value_name = "LIST")]
    pub files_from: Option<PathBuf>,
    /// Read one share of the files only, the second of seven for instance; the shares together are the whole
    #[arg(long, value_name = "I/N")]
    pub shard: Option<Shard>,
    /// The form that the files are, when it is not to be recognised: `utrecht/jobcoachplan`
    #[arg(long, value_name = "FORM")]
    pub form: Option<String>,
    #[command(flatten)]
    pub mappings: Mappings,
    /// How many files to read at once [default: as many as the processor has cores]
    #[arg(short, long, value_name = "N")]
    pub jobs: Option<usize>,
    #[command(flatten)]
    pub programs: OtherPrograms,
    #[command(flatten)]
    pub log: RunLog,
    /// Whether an unknown form is read as a draft of its mapping says.
    #[arg(skip)]
    pub draft: bool,
    /// Codes of remarks on what is read that are beside the point here.
    #[arg(skip)]
    pub beside: &'static [&'static str],
    #[arg(skip)]
    pub remarks: Remarks,
}

/// How what is remarked on records is told to people; a program is told each.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Remarks {
    #[default]
    Each,
    /// A few of those alike: all of them stand in the records that are written.
    Few,
    /// How many there are: they stand in what is made of the records, for people to read there.
    Counted,
}

/// What one of what a command makes is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub enum Per {
    /// Each form by itself.
    Record,
    /// All forms of a client together: the newest form that says something counts.
    Client,
}

/// Other programs that help to read, where they are installed.
#[derive(Clone, Default, clap::Args)]
pub struct OtherPrograms {
    /// Read pictures and scans too, with an installed tesseract; every answer read from one is marked as doubtful
    #[arg(long)]
    pub ocr: bool,
    /// Do not use LibreOffice, also where it is installed: files in old formats then stay unread (doc, rtf, web pages and xml saved
    /// as xls). The variable `EENVORM_NO_LIBREOFFICE=1` does the same
    #[arg(hide_env = true, long, env = "EENVORM_NO_LIBREOFFICE", value_parser = clap::builder::FalseyValueParser::new())]
    pub no_libreoffice: bool,
}

impl OtherPrograms {
    /// Those that are there.
    pub fn find(&self, sandbox: &Sandbox) -> Programs {
        Programs::find(!self.no_libreoffice, self.ocr, sandbox)
    }

    /// Those that are used, as what was made remembers them.
    pub fn words(&self) -> &'static str {
        match (self.ocr, !self.no_libreoffice && LibreOffice::find().is_some()) {
            (false, false) => "",
            (true, false) => ", ocr",
            (false, true) => ", libreoffice",
            (true, true) => ", ocr, libreoffice",
        }
    }

    /// A blank in an old format as a copy that can be filled, and that this was done; any other as it is.
    pub fn fillable(&self, name: String, bytes: Vec<u8>) -> Result<(String, Vec<u8>, Option<Finding>), Finding> {
        let source = Source::bytes(&name, bytes);
        let why = match sniff(&source) {
            Ok((Kind::Form(Format::Xls), _)) => "xls".to_owned(),
            Err(finding) if matches!(&*finding.code, "old-word-file" | "rtf-file") => finding.code.into_owned(),
            _ => String::new(),
        };
        let sandbox = Sandbox::of_this_program();
        let copy =
            Programs::find(!self.no_libreoffice && !why.is_empty(), false, &sandbox).copy(&source, &why, &sandbox);
        let (source, said) = match copy {
            Some(copy) => (copy?, Some(Finding::new("read-by-libreoffice"))),
            None => (source, None),
        };
        let bytes = source.head(u64::MAX).map_err(|_| Finding::new("damaged"))?.into_owned();
        Ok((source.name().to_string(), bytes, said))
    }
}

/// Where mappings are found besides those in the program.
#[derive(Clone, clap::Args)]
pub struct Mappings {
    /// A folder with mappings that add to the known ones or override them; may be given more than once. Without it the folder
    /// counts that the variable `EENVORM_MAPPINGS` names
    #[arg(long = "mappings", value_name = "DIR", env = "EENVORM_MAPPINGS", hide_env = true)]
    pub folders: Vec<PathBuf>,
}

impl Mappings {
    /// The known mappings: those in the program, in the user's own folder, and in the folders named.
    /// A file of the user's own folder that cannot be used is left out, and that is said.
    pub fn catalogue(&self, ui: &mut Ui) -> Result<Catalogue> {
        let catalogue = Catalogue::load_beside(own_folder().as_deref(), &self.folders)?;
        let left_out = catalogue.left_out().iter().map(|left_out| left_out.path.display().to_string());
        left_out.for_each(|path| ui.once(&Finding::new("mapping-left-out").file(&path.into())));
        Ok(catalogue)
    }

    /// The known rules, from the same places.
    pub fn rules(&self, ui: &mut Ui) -> Result<Rules> {
        let (rules, left_out) = Rules::load_beside(own_folder().as_deref(), &self.folders)?;
        left_out.into_iter().for_each(|path| ui.once(&Finding::new("rules-left-out").file(&path.into())));
        Ok(rules)
    }
}

/// The user's own folder, where there is one.
fn own_folder() -> Option<PathBuf> {
    config::folder().filter(|folder| folder.is_dir())
}

/// What files are read with.
pub struct Tools<'c> {
    job: Job<'c>,
    rules: Rules,
}

impl<'c> Tools<'c> {
    /// The mappings among them.
    pub fn catalogue(&self) -> &'c Catalogue {
        self.job.catalogue
    }
}

impl Reading {
    /// The files to read: those named and those listed, of which one share.
    pub fn inputs(&self) -> Result<Vec<Input>> {
        let listed = self.files_from.as_deref().map_or_else(|| Ok(Vec::new()), listed)?;
        // An empty list is the honest answer of a search that found nothing, and not a mistake of the user.
        if self.paths.is_empty() && listed.is_empty() {
            return Ok(Vec::new());
        }
        let mut inputs = gather_with(&self.paths, &listed)?;
        inputs.retain(|input| self.shard.is_none_or(|shard| shard.holds(&input.name)));
        Inputs::of(&inputs).and(self.files_from.as_deref()).refuse_overwriting_input(self.log.path())?;
        Ok(inputs)
    }

    /// Reads everything; `work` is done on any core on what each file gives, after the checks; `emit` takes the
    /// results in order. Findings are said here, once.
    pub fn run<T: Send>(
        &self,
        catalogue: &Catalogue,
        ui: &mut Ui,
        work: impl Fn(Vec<Record>) -> T + Sync,
        emit: impl FnMut(T, &FileResult) -> Result<()>,
    ) -> Result<Counts> {
        self.run_on(&self.inputs()?, catalogue, ui, work, emit)
    }

    /// [`Reading::run`] on these files only.
    pub fn run_on<T: Send>(
        &self,
        inputs: &[Input],
        catalogue: &Catalogue,
        ui: &mut Ui,
        work: impl Fn(Vec<Record>) -> T + Sync,
        emit: impl FnMut(T, &FileResult) -> Result<()>,
    ) -> Result<Counts> {
        self.run_with(&self.tools(catalogue, ui)?, inputs, ui, work, emit)
    }

    /// What files are read with. To make it takes as long as reading some forms, so it is made once for many runs.
    pub fn tools<'c>(&self, catalogue: &'c Catalogue, ui: &mut Ui) -> Result<Tools<'c>> {
        let form = self.form.as_deref().map(|id| catalogue.named(id)).transpose()?;
        let rules = self.mappings.rules(ui)?;
        let sandbox = Sandbox::of_this_program();
        let job = Job {
            programs: self.programs.find(&sandbox),
            catalogue,
            form: form.map(|known| Arc::clone(&known.mapping)),
            limits: Limits::default(),
            sandbox,
            draft: self.draft.then(|| Lexicon::new(catalogue.all().map(|known| &*known.mapping))),
            jobs: self.jobs.unwrap_or_else(|| std::thread::available_parallelism().map_or(1, usize::from)).max(1),
        };
        Ok(Tools { job, rules })
    }

    /// [`Reading::run`] on these files only, with tools that are made already.
    pub fn run_with<T: Send>(
        &self,
        tools: &Tools<'_>,
        inputs: &[Input],
        ui: &mut Ui,
        work: impl Fn(Vec<Record>) -> T + Sync,
        mut emit: impl FnMut(T, &FileResult) -> Result<()>,
    ) -> Result<Counts> {
        let Tools { job, rules } = tools;
        let catalogue = job.catalogue;
        ui.start_progress(inputs.len());
        let mut counts = Counts::default();
        let mut last: Option<Arc<str>> = None;
        let mut passed_over = SkippedFiles::default();
        // what nobody is told is not kept: a table may have some on each of its rows
        let least = if self.log.path().is_some() { Severity::Note } else { ui.min_severity() };
        let each = |mut read: SourceRead| {
            for record in &mut read.records {
                let mapping = catalogue.get(&record.form.id).map(|known: &CatalogueEntry| &*known.mapping);
                checks::add(record, mapping, rules);
            }
            let of_records = read.records.iter().flat_map(|record| &record.findings);
            let told = of_records.filter(|finding| finding.severity >= least);
            let findings: Vec<Finding> = read.findings.iter().chain(told).cloned().collect();
            let said = FileResult {
                file: read.file,
                input_sha256: read.input_sha256,
                outcome: read.outcome,
                records: read.records.len(),
                format: read.format,
                own: read.findings,
            };
            (work(read.records), said, findings)
        };
        run::run(inputs, job, each, |(result, said, findings)| {
            if last.as_ref() != Some(&said.file) {
                ui.more_alike();
                ui.advance_progress();
                counts.files += 1;
                last = Some(Arc::clone(&said.file));
                match said.outcome {
                    Outcome::Records => {}
                    Outcome::Blank => counts.blank += 1,
                    Outcome::NotRead => counts.not_read += 1,
                    Outcome::PassedOver => counts.passed_over += 1,
                }
            }
            counts.records += said.records;
            self.log.read(&said.file, said.outcome, said.records, &findings)?;
            for (n, finding) in findings.into_iter().enumerate() {
                if self.beside.contains(&&*finding.code) {
                    continue;
                }
                let of_record = n >= said.own.len();
                if of_record && self.remarks == Remarks::Counted {
                    ui.count_only(&finding);
                } else if of_record && self.remarks == Remarks::Few {
                    ui.record_finding(&finding);
                } else if !(said.outcome == Outcome::PassedOver && passed_over.keep(&finding, ui)) {
                    ui.finding(&finding);
                }
            }
            emit(result, &said)
        })?;
        ui.more_alike();
        ui.end_progress();
        passed_over.say(ui);
        self.log.done(counts.named())?;
        Ok(counts)
    }
}

/// What was found in folders and is not to be read, said in one line for people where it is much.
#[derive(Default)]
struct SkippedFiles {
    /// The first of them.
    few: Vec<Finding>,
    /// How many there are of each ending: there may be as many as a disk holds.
    kinds: BTreeMap<String, usize>,
}

impl SkippedFiles {
    /// More of these are summed up.
    const FEW: usize = 3;

    /// Keeps a note for later; false where each is said by itself.
    fn keep(&mut self, finding: &Finding, ui: &Ui) -> bool {
        let sums_up = ui.messages() == Messages::Text;
        if sums_up {
            let name = finding.file.as_deref().unwrap_or_default().rsplit(['/', '\\']).next().unwrap_or_default();
            let kind = name.rfind('.').map_or(name, |dot| &name[dot..]);
            match self.kinds.get_mut(kind) {
                Some(count) => *count += 1,
                None => _ = self.kinds.insert(kind.to_owned(), 1),
            }
            if self.few.len() < Self::FEW {
                self.few.push(finding.clone());
            }
        }
        sums_up
    }

    fn say(self, ui: &mut Ui) {
        let count: usize = self.kinds.values().sum();
        if count <= Self::FEW {
            return self.few.iter().for_each(|finding| ui.finding(finding));
        }
        let kinds: Vec<String> = self.kinds.iter().map(|(kind, count)| format!("{count} {kind}")).collect();
        ui.finding(&Finding::new("files-passed-over").with("count", count).with("kinds", kinds.join(", ")));
    }
}

/// What became of one file, or of a piece of a large one.
pub struct FileResult {
    pub file: Arc<str>,
    /// The checksum of the input that it is, or lies in.
    pub input_sha256: Arc<str>,
    pub outcome: Outcome,
    pub records: usize,
    pub format: Option<Format>,
    /// The findings that belong to no record.
    pub own: Vec<Finding>,
}
