//! Names the subcommands and sends each to its file.

pub mod blanks;
pub mod check;
mod checksums;
pub mod compare;
pub mod completions;
pub mod config;
pub mod convert;
pub mod counts;
mod done_parts;
pub mod explain;
pub mod fill;
mod fill_output;
pub mod forms;
pub mod harmonise;
mod harmonise_form;
pub mod help;
pub mod lineage;
mod manifest;
mod option_values;
mod other_parts;
mod panic_hook;
pub mod partitioned;
pub mod persons;
pub mod profile;
pub mod reading;
pub mod report;
pub mod run_files;
pub mod run_log;
pub mod schema;
mod shared_form;
pub mod suggest;
pub mod suggest_against;
pub mod suggest_on_form;
pub mod user_forms;
pub mod watch;
pub mod without_terminal;

use std::ffi::OsString;
use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::Result;
use clap::{Parser, Subcommand, ValueEnum};

use crate::document::file::limits::Limits;
use crate::document::sandbox;
use crate::finding::Lang;
use crate::ui::{Messages, Ui};

const LONG: &str = "\
Makes the jobcoach forms of Dutch gemeenten one: reads each form, and writes records and reports.

Everything stays on this machine.

Three words that come back:
  record   what one form says, in fixed fields, so that forms compare
  mapping  the file that says where on a form each answer stands
  finding  what the program remarks about a form; `eenvorm explain CODE` explains one

To begin with:
  eenvorm report FOLDER -o rapport.html         one report about all forms in a folder
  eenvorm fill --form uwv/aanvraag-jobcoaching FILE -o ingevuld
                                                the same answers on another form
  eenvorm forms                                 which forms it knows
  eenvorm help report                           all about one command

Exit codes, for scripts: 0 fine, 1 at least one form has an error, 2 the work cannot be done.";

/// Makes the jobcoach forms of Dutch gemeenten one: reads each form, and writes records and reports.
#[derive(Parser)]
#[command(name = "eenvorm", version, about, long_about = LONG, max_term_width = 110)]
pub struct Cli {
    #[command(flatten)]
    messages: MessageOptions,
    #[command(subcommand)]
    command: Command,
}

/// Options of every command about its messages.
#[derive(clap::Args)]
struct MessageOptions {
    /// Language of the messages (documents are Dutch) [default: the locale's, else English]
    #[arg(long, global = true, value_enum, help_heading = help::GENERAL)]
    lang: Option<LangWord>,
    /// Write findings for people, or as one JSON object a line
    #[arg(long, global = true, value_enum, default_value_t, help_heading = help::GENERAL)]
    messages: Messages,
    /// Take warnings and unmapped answers for errors
    #[arg(long, global = true, help_heading = help::GENERAL)]
    strict: bool,
    /// Say errors only
    #[arg(short, long, global = true, help_heading = help::GENERAL)]
    quiet: bool,
}

#[derive(Clone, Copy, ValueEnum)]
enum LangWord {
    Nl,
    En,
}

#[derive(Subcommand)]
enum Command {
    Convert(convert::Args),
    Report(report::Args),
    Fill(fill::Args),
    Check(check::Args),
    Compare(compare::Args),
    Harmonise(harmonise::Args),
    Forms(forms::Args),
    Schema(schema::Args),
    Suggest(suggest::Args),
    Profile(profile::Args),
    Explain(explain::Args),
    Completions(completions::Args),
    /// Print the manual page
    Man,
    /// Read a fragile file for another process
    #[command(name = sandbox::SUBCOMMAND, hide = true)]
    ReadGuarded {
        file: String,
    },
    /// Become another program, with limits
    #[command(name = sandbox::CONFINED, hide = true)]
    RunConfined {
        program: PathBuf,
        #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
        arguments: Vec<OsString>,
    },
}

impl Cli {
    /// Understands the command line and runs the command.
    pub fn start() -> ExitCode {
        panic_hook::keep_words();
        let line: Vec<OsString> = std::env::args_os().collect();
        help::parse(&line, locale()).map_or_else(|code| code, Self::run)
    }

    /// Runs the command; the exit code says how it went.
    pub fn run(self) -> ExitCode {
        let voice = &self.messages;
        let lang = voice.lang.map_or_else(locale, |word| match word {
            LangWord::Nl => Lang::Nl,
            LangWord::En => Lang::En,
        });
        let mut ui = Ui::new(lang, voice.messages, voice.strict, voice.quiet);
        let done = panic_hook::caught(|| self.command.run(&mut ui));
        ui.end_progress();
        match done {
            Err(trouble) if is_closed_pipe(&trouble) => ExitCode::SUCCESS,
            Err(trouble) => {
                ui.trouble(&trouble);
                ExitCode::from(2)
            }
            Ok(()) if ui.found_errors() => ExitCode::from(1),
            Ok(()) => ExitCode::SUCCESS,
        }
    }
}

impl Command {
    fn run(self, ui: &mut Ui) -> Result<()> {
        match self {
            Self::Convert(args) => convert::run(&args, ui),
            Self::Report(args) => report::run(&args, ui),
            Self::Fill(args) => fill::run(&args, ui),
            Self::Check(args) => check::run(&args, ui),
            Self::Compare(args) => compare::run(&args, ui),
            Self::Harmonise(args) => harmonise::run(&args, ui),
            Self::Forms(args) => forms::run(&args, ui),
            Self::Schema(args) => schema::run(&args, ui),
            Self::Suggest(args) => suggest::run(&args, ui),
            Self::Profile(args) => profile::run(&args, ui),
            Self::Explain(args) => explain::run(&args, ui),
            Self::Completions(args) => completions::run(&args, ui.lang()),
            Self::Man => completions::man(ui.lang()),
            Self::RunConfined { program, arguments } => Err(sandbox::become_confined(&program, &arguments)),
            Self::ReadGuarded { file } => sandbox::serve(&file, &Limits::default(), std::io::stdout().lock()),
        }
    }
}

/// The reader of our output, such as `head`, has seen enough.
fn is_closed_pipe(trouble: &anyhow::Error) -> bool {
    let broken = |cause: &std::io::Error| cause.kind() == std::io::ErrorKind::BrokenPipe;
    trouble.chain().filter_map(|cause| cause.downcast_ref::<std::io::Error>()).any(broken)
}

/// The language of the locale: Dutch where it says so, else English.
fn locale() -> Lang {
    let set = ["LC_ALL", "LC_MESSAGES", "LANG"].iter().filter_map(std::env::var_os).find(|value| !value.is_empty());
    match set.map(|value| value.to_string_lossy().into_owned()).or_else(of_the_system) {
        Some(value) if value.to_lowercase().starts_with("nl") => Lang::Nl,
        _ => Lang::En,
    }
}

/// The language that the user chose for the system, where that is not in the environment.
#[cfg(any(windows, target_os = "macos"))]
fn of_the_system() -> Option<String> {
    sys_locale::get_locale()
}

#[cfg(not(any(windows, target_os = "macos")))]
fn of_the_system() -> Option<String> {
    None
}

/// A day on the command line.
fn day(text: &str) -> Result<jiff::civil::Date, String> {
    text.parse().map_err(|_| "give a day as `2026-03-14`".to_owned())
}

/// A number on the command line.
fn number(text: &str) -> Result<rust_decimal::Decimal, String> {
    text.replacen(',', ".", 1).parse().map_err(|_| "give a number, such as `24` or `7.5`".to_owned())
}

/// The date in UTC, where an option names none: no time zone of the machine is asked.
fn today() -> jiff::civil::Date {
    jiff::Timestamp::now().to_zoned_datetime(jiff::tz::TimeZone::UTC).date()
}
