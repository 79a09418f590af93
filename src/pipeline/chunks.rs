//! Cuts a source into chunks: whole documents, and rows of tables with a client a row, which are never held together.

use std::ops::ControlFlow;
use std::sync::Arc;

use crate::document::cells::document_builder::DocumentBuilder;
use crate::document::cells::model::{Cell, Document, Format, Piece, Sheet};
use crate::document::file::source::Source;
use crate::document::pdf::Recognised;
use crate::finding::Finding;
use crate::mapping::read::row_form::RowForm;
use crate::mapping::spec::form_spec::{Mapping, Per};
use crate::pipeline::job::Job;

/// A document, or some rows of a table that is too large to hold.
pub(crate) enum Chunk {
    Whole(Document),
    Rows(Arc<Rows>, Vec<Cell>),
    /// A document with pages that were read from a picture.
    Recognised(Recognised),
    NotRead(Finding),
}

impl Chunk {
    /// Whether the source turned out to hold other files.
    pub(crate) fn is_archive(&self) -> bool {
        matches!(self, Self::NotRead(finding) if matches!(&*finding.code, "archive" | "mail-file"))
    }
}

/// A table that is read row by row.
#[derive(Clone)]
pub(crate) struct Rows {
    pub(super) form: RowForm,
    pub(super) mapping: Arc<Mapping>,
    pub(super) sheet: Sheet,
    pub(super) format: Option<Format>,
}

/// The cells of a table in parts, each with the headings it stands under; their dates show in which order they are written.
pub(super) fn below_headings(rows: &Arc<Rows>, cells: Vec<Cell>) -> Vec<(Arc<Rows>, Vec<Cell>)> {
    let (mut rows, mut rest) = (Arc::clone(rows), cells);
    let mut parts = Vec::new();
    loop {
        let next = rows.form.next_headings(&rest);
        let behind = next.map(|at| rest.split_off(at)).unwrap_or_default();
        if let Some(form) = rows.form.seeing_dates(&rest) {
            rows = Arc::new(Rows { form, ..rows.as_ref().clone() });
        }
        parts.push((Arc::clone(&rows), rest));
        let row = behind.iter().take_while(|cell| cell.spot.row == behind[0].spot.row).count();
        let Some(form) = RowForm::find(&rows.mapping, &behind[..row]) else { return parts };
        rows = Arc::new(Rows { form, ..rows.as_ref().clone() });
        rest = behind;
    }
}

/// Rows that a piece of a document has at least when more follow.
const MIN_ROWS_TO_STREAM: u32 = 256;

/// Reads a source and hands on its document, or its rows when it is a large table with a client a row.
pub(crate) fn chunks(job: &Job<'_>, source: &Source, deliver: &mut dyn FnMut(Chunk) -> ControlFlow<()>) {
    if let Some(recognised) = job.programs.recognise(source) {
        let _ = deliver(recognised.map_or_else(Chunk::NotRead, Chunk::Recognised));
        return;
    }
    let read = pieces(job, source, None, deliver).or_else(|finding| {
        match job.programs.copy(source, &finding.code, &job.sandbox) {
            Some(copy) => pieces(job, &copy?, Some(Finding::new("read-by-libreoffice")), deliver),
            None => Err(finding),
        }
    });
    if let Err(finding) = read {
        let _ = deliver(Chunk::NotRead(finding));
    }
}

/// Reads the pieces of a source and hands them on; the finding is why there is none. `said` is a finding about the
/// document.
fn pieces(
    job: &Job<'_>,
    source: &Source,
    said: Option<Finding>,
    deliver: &mut dyn FnMut(Chunk) -> ControlFlow<()>,
) -> Result<(), Finding> {
    let mut stage = ChunkBuilder {
        job,
        whole: DocumentBuilder::default(),
        rows: None,
        head: None,
        cells: 0,
        text: 0,
        over: None,
        said: said.clone(),
    };
    let read = crate::document::stream(source, &job.limits, &job.sandbox, &mut |piece| stage.piece(piece, deliver));
    let last = match (read, stage.over) {
        (Err(finding), _) | (Ok(_), Some(finding)) => return Err(finding),
        (Ok(_), None) if stage.rows.is_some() => return Ok(()),
        (Ok(format), None) => stage.whole.document(format),
    };
    let mut last = last;
    last.findings.extend(said);
    let _ = deliver(Chunk::Whole(last));
    Ok(())
}

struct ChunkBuilder<'s> {
    job: &'s Job<'s>,
    whole: DocumentBuilder,
    rows: Option<Arc<Rows>>,
    /// The sheet of which no cell has come yet.
    head: Option<Sheet>,
    cells: u64,
    /// Bytes of text in them.
    text: u64,
    over: Option<Finding>,
    /// What is said of the document as a whole.
    said: Option<Finding>,
}

impl ChunkBuilder<'_> {
    fn piece(&mut self, piece: Piece, deliver: &mut dyn FnMut(Chunk) -> ControlFlow<()>) -> ControlFlow<()> {
        match piece {
            Piece::Sheet(sheet) => {
                if self.rows.is_none() {
                    self.head = Some(sheet.clone());
                    return self.whole.take(Piece::Sheet(sheet));
                }
                self.head = Some(sheet);
                ControlFlow::Continue(())
            }
            Piece::Cells(cells) => self.take_cells(cells, deliver),
            other if self.rows.is_none() => self.whole.take(other),
            _ => ControlFlow::Continue(()),
        }
    }

    fn take_cells(&mut self, cells: Vec<Cell>, deliver: &mut dyn FnMut(Chunk) -> ControlFlow<()>) -> ControlFlow<()> {
        let first = self.head.take();
        if let Some(sheet) = first {
            let tall = cells.last().is_some_and(|cell| cell.spot.row >= MIN_ROWS_TO_STREAM);
            if (tall || self.rows.is_some()) && self.cells == 0 {
                self.rows = self.table(&sheet, &cells).or(self.rows.take());
            }
        }
        if self.rows.is_some() {
            return self.take_rows(cells, deliver);
        }
        self.cells += cells.len() as u64;
        self.text += cells.iter().filter_map(|cell| cell.content.as_text()).map(|text| text.len() as u64).sum::<u64>();
        let limits = &self.job.limits;
        if let Err(finding) = limits.check_cells(self.cells, limits.cells, self.text) {
            self.over = Some(finding);
            return ControlFlow::Break(());
        }
        self.whole.take(Piece::Cells(cells))
    }

    /// Hands on rows of a table, each part with the headings above it.
    fn take_rows(&mut self, cells: Vec<Cell>, deliver: &mut dyn FnMut(Chunk) -> ControlFlow<()>) -> ControlFlow<()> {
        for (rows, cells) in self.rows.as_ref().map(|rows| below_headings(rows, cells)).unwrap_or_default() {
            self.rows = Some(Arc::clone(&rows));
            deliver(Chunk::Rows(rows, cells))?;
        }
        ControlFlow::Continue(())
    }

    /// The table that the first cells of a sheet begin, if it is one with a client a row.
    fn table(&self, sheet: &Sheet, cells: &[Cell]) -> Option<Arc<Rows>> {
        let head = Sheet { cells: cells.iter().take(4096).cloned().collect(), ..sheet.clone() };
        let document = Document { format: Format::Csv, sheets: vec![head], findings: Vec::new() };
        let mapping = match &self.job.form {
            Some(mapping) => Arc::clone(mapping),
            None => self.job.catalogue.recognise(&document).ok()?,
        };
        if mapping.per != Per::Row {
            return None;
        }
        let mut form = RowForm::find(&mapping, &document.sheets[0].cells)?;
        form.findings.extend(self.said.clone());
        Some(Arc::new(Rows { form, mapping, sheet: sheet.clone(), format: None }))
    }
}
