//! The only writer to stderr: findings, trouble and progress; it counts what it has said.

mod trouble;
pub mod wrap;

pub use trouble::{in_dutch, translated};

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::io::{IsTerminal, Write};
use std::sync::Arc;
use std::time::Duration;

use anstream::adapter::strip_str;
use anstream::{AutoStream, ColorChoice, stderr};
use indicatif::{ProgressBar, ProgressStyle};
use serde_json::json;

use crate::finding::{Finding, Lang, Severity};
use crate::record::field_names;
use crate::text::{bsn, visible};

/// How findings are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default, clap::ValueEnum)]
pub enum Messages {
    /// For people.
    #[default]
    Text,
    /// One JSON object a line.
    Json,
}

/// Says what there is to say.
pub struct Ui {
    lang: Lang,
    messages: Messages,
    /// Warnings are errors too.
    strict: bool,
    /// Only errors are said.
    quiet: bool,
    said: BTreeMap<Severity, u64>,
    bar: Option<ProgressBar>,
    /// What was said for all: its code and its file.
    said_once: BTreeSet<(String, Option<Arc<str>>)>,
    /// How often each kind of remark was made on the records of this file.
    alike: BTreeMap<Alike, Often>,
    /// Whether stderr takes no colours, and how wide its terminal is: to ask the system takes longer than to write a
    /// line.
    plain: bool,
    width: Option<usize>,
}

/// What findings have in common that are alike: code, and field without the number of its row.
type Alike = (Cow<'static, str>, String);

/// What the user decides about messages.
#[derive(Clone, Copy, Debug)]
pub struct UiOptions {
    pub lang: Lang,
    pub messages: Messages,
    /// Warnings and unmapped answers count as errors.
    pub strict: bool,
    /// Errors only.
    pub quiet: bool,
}

/// How often findings were made, and the first of them.
struct Often {
    times: u64,
    first: Finding,
}

/// Findings alike on the records of one file that are said one by one; of more it is said how many.
const MAX_ALIKE_SHOWN: u64 = 10;

impl Ui {
    /// One that has said nothing yet.
    pub fn new(options: UiOptions) -> Self {
        let UiOptions { lang, messages, strict, quiet } = options;
        Self {
            lang,
            messages,
            strict,
            quiet,
            said: BTreeMap::new(),
            bar: None,
            said_once: BTreeSet::new(),
            alike: BTreeMap::new(),
            plain: AutoStream::choice(&std::io::stderr()) == ColorChoice::Never,
            width: wrap::of_messages(),
        }
    }

    /// The language it speaks.
    pub fn lang(&self) -> Lang {
        self.lang
    }

    /// How it writes findings.
    pub fn messages(&self) -> Messages {
        self.messages
    }

    /// Whether an error was found.
    pub fn found_errors(&self) -> bool {
        self.said.contains_key(&Severity::Error)
    }

    /// Forgets what was said, where a run begins again.
    pub fn reset_counts(&mut self) {
        self.said.clear();
        self.said_once.clear();
    }

    /// How many findings of each severity were made, worst first: `3 errors, 12 warnings`; none where there were none.
    pub fn counts(&self) -> Option<String> {
        let named = |(severity, count): (&Severity, &u64)| {
            let (nl, en) = match severity {
                Severity::Error => (["fout", "fouten"], ["error", "errors"]),
                Severity::Warning => (["waarschuwing", "waarschuwingen"], ["warning", "warnings"]),
                Severity::Note => (["opmerking", "opmerkingen"], ["note", "notes"]),
            };
            let more = usize::from(*count != 1);
            format!("{count} {}", self.word(nl[more], en[more]))
        };
        let counts: Vec<String> = self.said.iter().rev().map(named).collect();
        (!counts.is_empty()).then(|| counts.join(", "))
    }

    /// Shows progress over so many files, when somebody is watching and it is worth it.
    pub fn start_progress(&mut self, files: usize) {
        if files > 20 && std::io::stderr().is_terminal() && self.messages == Messages::Text && !self.quiet {
            let bar = ProgressBar::new(files as u64);
            let words = match self.lang {
                Lang::Nl => "{bar:30} {pos}/{len} bestanden, nog {eta}",
                Lang::En => "{bar:30} {pos}/{len} files, {eta} left",
            };
            bar.set_style(ProgressStyle::with_template(words).unwrap_or_else(|_| ProgressStyle::default_bar()));
            bar.enable_steady_tick(Duration::from_millis(200));
            self.bar = Some(bar);
        }
    }

    /// One more file is done.
    pub fn advance_progress(&self) {
        if let Some(bar) = &self.bar {
            bar.inc(1);
        }
    }

    /// The work is done.
    pub fn end_progress(&mut self) {
        if let Some(bar) = self.bar.take() {
            bar.finish_and_clear();
        }
    }

    /// The least severe of what is said.
    pub fn min_severity(&self) -> Severity {
        match (self.quiet, self.strict) {
            (true, false) => Severity::Error,
            (true, true) => Severity::Warning,
            (false, _) => Severity::Note,
        }
    }

    /// How bad a finding is here.
    fn severity(&self, finding: &Finding) -> Severity {
        match finding.severity {
            Severity::Warning if self.strict => Severity::Error,
            other => other,
        }
    }

    /// Counts a finding, and says how bad it is here.
    fn count(&mut self, finding: &Finding) -> Severity {
        let severity = self.severity(finding);
        *self.said.entry(severity).or_default() += 1;
        severity
    }

    /// Says a finding that may be made more than once in a run, the first time.
    pub fn once(&mut self, finding: &Finding) {
        if self.said_once.insert((finding.code.to_string(), finding.file.clone())) {
            self.finding(finding);
        }
    }

    /// Counts a finding that people read elsewhere; a program gets it here.
    pub fn count_only(&mut self, finding: &Finding) {
        match self.messages {
            Messages::Text => _ = self.count(finding),
            Messages::Json => self.finding(finding),
        }
    }

    /// Says a finding.
    pub fn finding(&mut self, finding: &Finding) {
        let severity = self.count(finding);
        self.say(finding, severity);
    }

    /// Says a finding on a record that holds it: a few of those alike, for a table may have one on each of its rows.
    pub fn record_finding(&mut self, finding: &Finding) {
        let severity = self.severity(finding);
        if self.messages == Messages::Json || (self.quiet && severity != Severity::Error) {
            return self.finding(finding);
        }
        let field = finding.field.as_deref().map(without_row).unwrap_or_default();
        let often = self.alike.entry((finding.code.clone(), field));
        let often = often.or_insert_with(|| Often { times: 0, first: finding.clone() });
        often.times += 1;
        if often.times > MAX_ALIKE_SHOWN { _ = self.count(finding) } else { self.finding(finding) }
    }

    /// Says of which remarks there were more on the records of this file.
    pub fn more_alike(&mut self) {
        for (_, Often { times, first }) in
            std::mem::take(&mut self.alike).into_iter().filter(|(_, often)| often.times > MAX_ALIKE_SHOWN)
        {
            let more = Finding::new("more-alike").with("count", times - MAX_ALIKE_SHOWN).with("what", &first.code);
            let severity = self.severity(&first);
            self.say(
                &Finding { file: first.file, form: first.form, field: first.field.as_deref().map(without_row), ..more },
                severity,
            );
        }
    }

    fn say(&self, finding: &Finding, severity: Severity) {
        if self.quiet && severity != Severity::Error {
            return;
        }
        let text = match self.messages {
            Messages::Text => self.text(finding, severity),
            Messages::Json => self.json(finding, severity),
        };
        self.line(&text);
    }

    /// Says the mistakes of a mapping file, drawn with their lines.
    pub fn flaws(&mut self, drawn: &str, count: usize) {
        *self.said.entry(Severity::Error).or_default() += count as u64;
        let drawn = lines(drawn);
        match self.messages {
            Messages::Text => self.line(&drawn),
            Messages::Json => {
                self.line(&json!({ "code": "mapping", "severity": "error", "message": drawn }).to_string());
            }
        }
    }

    /// Says something that is no finding, such as what was done.
    pub fn note(&self, text: &str) {
        if !self.quiet && self.messages == Messages::Text {
            self.line(&lines(text));
        }
    }

    /// Says why the tool cannot do its work.
    pub fn trouble(&self, trouble: &anyhow::Error) {
        let in_words = |cause: String| lines(&if self.lang == Lang::Nl { trouble::in_dutch(&cause) } else { cause });
        let causes: Vec<String> = trouble.chain().map(ToString::to_string).map(in_words).collect();
        if self.messages == Messages::Json {
            return self.line(&json!({ "trouble": causes.join(": ") }).to_string());
        }
        let because = self.word("\n  want: ", "\n  because: ");
        let text = format!("{}: {}", bold_red(self.word("fout", "error")), causes.join(because));
        self.line(&text);
    }

    fn line(&self, text: &str) {
        // whole, for each part of a line that is handed on costs as much as all of it
        let write = || {
            if self.plain {
                _ = std::io::stderr().lock().write_all(format!("{}\n", strip_str(text)).as_bytes());
            } else {
                _ = writeln!(stderr(), "{text}");
            }
        };
        match &self.bar {
            Some(bar) => bar.suspend(write),
            None => write(),
        }
    }

    fn word<'a>(&self, nl: &'a str, en: &'a str) -> &'a str {
        match self.lang {
            Lang::Nl => nl,
            Lang::En => en,
        }
    }

    fn text(&self, finding: &Finding, severity: Severity) -> String {
        let head = match severity {
            Severity::Error => bold_red(self.word("fout", "error")),
            Severity::Warning => yellow(self.word("waarschuwing", "warning")),
            Severity::Note => self.word("opmerking", "note").to_owned(),
        };
        let width = self.width;
        let said = format!("{head}[{}]: {}", line(&finding.code), line(&self.named(&finding.message(self.lang))));
        let mut text = wrap::wrap(&said, width, 2);
        let place = finding.place.as_ref().map(ToString::to_string);
        let stands: Vec<String> = finding.file.as_deref().into_iter().chain(place.as_deref()).map(line).collect();
        if !stands.is_empty() {
            let form = finding.form.as_ref().map(|form| format!(" ({})", line(form))).unwrap_or_default();
            text.push('\n');
            text.push_str(&wrap::wrap(&format!("  --> {}{form}", stands.join(", ")), width, 6));
        }
        if let Some(hint) = finding.hint(self.lang) {
            let hint = line(&self.named(&hint));
            text.push('\n');
            text.push_str(&wrap::wrap(&format!("  {}: {hint}", self.word("tip", "hint")), width, 4));
        }
        text
    }

    /// A sentence with the labels of fields for people; a program gets their ids.
    fn named(&self, sentence: &str) -> String {
        field_names::in_words(sentence, self.lang)
    }

    fn json(&self, finding: &Finding, severity: Severity) -> String {
        let mut object = json!({
            "code": line(&finding.code), "severity": severity, "file": finding.file.as_deref().map(line),
            "form": finding.form.as_deref().map(line), "field": finding.field.as_deref().map(line),
            "place": finding.place.as_ref().map(|place| line(&place.to_string())),
            "message": line(&finding.message(self.lang)), "hint": finding.hint(self.lang).map(|hint| line(&hint)),
        });
        if let Some(map) = object.as_object_mut() {
            // A message names some of many fields; a program gets all.
            if let Some((_, fields)) = finding.with.iter().find(|(name, _)| name == "fields") {
                map.insert("fields".to_owned(), fields.split(", ").map(line).collect());
            }
            map.retain(|_, value| !value.is_null());
        }
        object.to_string()
    }
}

/// One line of what files, labels and paths say, as it may be shown: no BSN whole, and nothing that steers a terminal.
pub fn line(text: &str) -> String {
    visible::line(&bsn::mask(text)).into_owned()
}

/// The same for several lines.
fn lines(text: &str) -> String {
    visible::lines(&bsn::mask(text)).into_owned()
}

/// `doelen[].uren` for `doelen[2].uren`.
fn without_row(field: &str) -> String {
    match (field.find('['), field.find(']')) {
        (Some(open), Some(close)) if open < close => format!("{}{}", &field[..=open], &field[close..]),
        _ => field.to_owned(),
    }
}

fn bold_red(text: &str) -> String {
    format!("\u{1b}[1;31m{text}\u{1b}[0m")
}

fn yellow(text: &str) -> String {
    format!("\u{1b}[33m{text}\u{1b}[0m")
}
