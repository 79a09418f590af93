//! A workbook for people: clients, goals, hours, what was not read and what was found, each on a sheet of its own.

mod sheet;
mod styles;

use anyhow::{Context, Result};
use rust_xlsxwriter::Workbook;

use crate::finding::{Finding, Lang, Severity};
use crate::output::Options;
use crate::output::columns::{Column, Columns};
use crate::output::destination::Output;
use crate::output::eenvorm_workbook;
use crate::output::xlsx::sheet::{Heading, Sheet};
use crate::output::xlsx::styles::Styles;
use crate::record::answer::{Answer, Record};
use crate::record::identity::MadeWith;
use crate::record::json::said_word;
use crate::record::schema::{Kind, Schema};
use crate::record::value::Reading;

/// The workbook while it is being written; its rows wait in temporary files.
pub(crate) struct WorkbookWriter {
    workbook: Workbook,
    styles: Styles,
    columns: Columns,
    clients: Sheet,
    /// By repeating group.
    groups: Vec<Sheet>,
    leftovers: Sheet,
    findings: Sheet,
    output: Output,
    records: u64,
    homeless: u64,
}

const HEAD: [Heading; 6] = [
    Heading { label: "Nummer", id: "record", width: 9 },
    Heading { label: "Bron", id: "source.file", width: 32 },
    Heading { label: "Herkend als", id: "form.id", width: 26 },
    Heading { label: "Versie", id: "form.version", width: 9 },
    Heading { label: "Kenmerk", id: "id", width: 34 },
    Heading { label: "Gemaakt met", id: "made_with", width: 34 },
];
const ROW_HEAD: [Heading; 3] = [HEAD[0], HEAD[1], Heading { label: "Rij", id: "row", width: 6 }];
const LEFTOVERS: [Heading; 7] = [
    HEAD[0],
    HEAD[1],
    Heading { label: "Waarom", id: "", width: 18 },
    Heading { label: "Veld", id: "field", width: 30 },
    Heading { label: "Vraag", id: "label", width: 34 },
    Heading { label: "Plaats", id: "place", width: 26 },
    Heading { label: "Tekst", id: "text", width: 60 },
];
const FINDINGS: [Heading; 9] = [
    HEAD[0],
    HEAD[1],
    HEAD[2],
    Heading { label: "Ernst", id: "severity", width: 14 },
    Heading { label: "Code", id: "code", width: 24 },
    Heading { label: "Veld", id: "field", width: 30 },
    Heading { label: "Plaats", id: "place", width: 26 },
    Heading { label: "Melding", id: "message", width: 60 },
    Heading { label: "Wat te doen", id: "hint", width: 60 },
];

impl WorkbookWriter {
    pub(crate) fn begin(options: &Options, output: Output) -> Result<Self> {
        let mut workbook = eenvorm_workbook::new();
        let columns = Columns::new(options.fields.as_deref());
        let own: Vec<_> = HEAD.into_iter().map(Heading::titles).chain(columns.record.iter().map(titles)).collect();
        let clients = Sheet::new("Cliënten", own, &mut workbook)?;
        let mut groups = Vec::new();
        for group in &columns.groups {
            let own = ROW_HEAD.into_iter().map(Heading::titles).chain(group.columns.iter().map(titles));
            let label = &Schema::common().groups[&group.name].nl;
            groups.push(Sheet::new(label, own.collect(), &mut workbook)?);
        }
        let plain = |headings: &[Heading]| headings.iter().map(|heading| heading.titles()).collect();
        let leftovers = Sheet::new("Niet ingelezen", plain(&LEFTOVERS), &mut workbook)?;
        let findings = Sheet::new("Bevindingen", plain(&FINDINGS), &mut workbook)?;
        let styles = Styles::new();
        Ok(Self { workbook, styles, columns, clients, groups, leftovers, findings, output, records: 0, homeless: 0 })
    }

    pub(crate) fn record(&mut self, record: &Record) -> Result<()> {
        self.records += 1;
        self.values(record).and_then(|()| self.rest(record)).with_context(|| self.output.doing())
    }

    fn values(&mut self, record: &Record) -> Result<()> {
        let laid = self.columns.lay(&record.answers);
        self.homeless += u64::from(laid.homeless);
        let (book, styles) = (&mut self.workbook, &self.styles);
        let mut row = self.clients.row(book, styles)?;
        row.number(self.records)?;
        let made_with = record.made_with.as_deref().map(MadeWith::line).unwrap_or_default();
        let id = record.id.as_deref().unwrap_or_default();
        for text in [&*record.source.file, &record.form.id, &record.form.version, id, &made_with] {
            row.text(text)?;
        }
        for cell in laid.record {
            row.answers(cell)?;
        }
        for (sheet, rows) in self.groups.iter_mut().zip(laid.groups) {
            for of_group in rows {
                let mut row = sheet.row(book, styles)?;
                row.number(self.records)?;
                row.text(&record.source.file)?;
                row.number(u64::from(of_group.number) + 1)?;
                for cell in of_group.cells {
                    row.answers(cell)?;
                }
            }
        }
        Ok(())
    }

    /// What is no value, and what was found.
    fn rest(&mut self, record: &Record) -> Result<()> {
        for answer in &record.answers {
            if let Some(why) = why(answer) {
                let label = &Schema::common().field(answer.key.field).label.nl;
                let texts = [why, &answer.key.to_string(), label, &answer.place.to_string(), &answer.text];
                self.leftover(record, texts)?;
            }
        }
        for one in &record.unmapped {
            let label = one.label.as_deref().unwrap_or_default();
            self.leftover(record, ["niet in het schema", "", label, &one.place.to_string(), &one.text])?;
        }
        record.findings.iter().try_for_each(|finding| self.finding(finding, Some(record)))
    }

    fn leftover(&mut self, record: &Record, texts: [&str; 5]) -> Result<()> {
        let mut row = self.leftovers.row(&mut self.workbook, &self.styles)?;
        row.number(self.records)?;
        row.text(&record.source.file)?;
        texts.iter().try_for_each(|text| row.text(text))
    }

    fn finding(&mut self, finding: &Finding, record: Option<&Record>) -> Result<()> {
        let mut row = self.findings.row(&mut self.workbook, &self.styles)?;
        let (file, form) = if let Some(record) = record {
            row.number(self.records)?;
            (&*record.source.file, &*record.form.id)
        } else {
            row.text("")?;
            (finding.file.as_deref().unwrap_or_default(), finding.form.as_deref().unwrap_or_default())
        };
        let place = finding.place.as_ref().map(ToString::to_string).unwrap_or_default();
        let hint = finding.hint(Lang::Nl).unwrap_or_default();
        let severity = severity(finding.severity);
        let field = finding.field.as_deref().unwrap_or_default();
        let message = finding.message(Lang::Nl);
        [file, form, severity, &finding.code, field, &place, &message, &hint].iter().try_for_each(|text| row.text(text))
    }

    pub(crate) fn end(mut self, rest: &[Finding]) -> Result<Vec<Finding>> {
        rest.iter().try_for_each(|finding| self.finding(finding, None)).with_context(|| self.output.doing())?;
        let mut cut = 0;
        let mut workbook = self.workbook;
        for sheet in [self.clients].into_iter().chain(self.groups).chain([self.leftovers, self.findings]) {
            cut += sheet.end(&mut workbook)?;
        }
        self.output.whole(|file| Ok(workbook.save_to_writer(file)?))?;
        self.output.finish()?;
        let mut findings = Vec::new();
        if cut > 0 {
            findings.push(Finding::new("text-cut").with("count", cut));
        }
        if self.homeless > 0 {
            findings.push(Finding::new("answers-without-column").with("count", self.homeless));
        }
        Ok(findings)
    }
}

/// Why an answer is no value.
fn why(answer: &Answer) -> Option<&'static str> {
    match answer.reading {
        Reading::Value(_) => None,
        Reading::NonAnswer(said) => Some(said_word(said)),
        Reading::AsWritten => Some("niet begrepen"),
    }
}

fn severity(severity: Severity) -> &'static str {
    match severity {
        Severity::Note => "opmerking",
        Severity::Warning => "waarschuwing",
        Severity::Error => "fout",
    }
}

/// The two headings of a field's column and its width in characters.
fn titles(column: &Column) -> (String, String, u16) {
    let field = column.of();
    let parts = field.kind.parts();
    let label = column
        .part
        .map_or_else(|| field.label.nl.clone(), |part| format!("{}: {}", field.label.nl, parts[usize::from(part)]));
    let width = match field.kind {
        Kind::Prose => 44,
        Kind::Text | Kind::Email | Kind::Iban => 26,
        Kind::Gemeente | Kind::Choice | Kind::Phone => 18,
        _ => 14,
    };
    (label, column.id.clone(), width)
}
