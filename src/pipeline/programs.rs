//! Other programs that help to read what this one cannot: LibreOffice for old formats, tesseract for pictures.

use std::io::Read;

use crate::document::cells::model::Format;
use crate::document::external::libreoffice::LibreOffice;
use crate::document::external::tesseract::Tesseract;
use crate::document::file::sniff::{Kind, misnamed, sniff};
use crate::document::file::source::Source;
use crate::document::pdf;
use crate::document::pdf::Recognised;
use crate::document::sandbox::Sandbox;
use crate::finding::Finding;

/// The programs that a run may use.
#[derive(Debug, Default)]
pub struct Programs {
    libreoffice: Option<LibreOffice>,
    /// What pictures are read with, when that was asked; else why they cannot be.
    ocr: Option<Result<Tesseract, Finding>>,
}

impl Programs {
    /// Those that are installed, of those that are wanted.
    pub fn find(libreoffice: bool, pictures: bool, sandbox: &Sandbox) -> Self {
        Self {
            libreoffice: if libreoffice { LibreOffice::find() } else { None },
            ocr: pictures.then(|| Tesseract::find(sandbox)),
        }
    }

    /// A copy of a source in a format that is read, where it is refused for this reason and LibreOffice knows it.
    pub fn copy(&self, source: &Source, why: &str, sandbox: &Sandbox) -> Option<Result<Source, Finding>> {
        self.libreoffice.as_ref()?.copy(source, why, sandbox)
    }

    /// What a picture or a pdf shows; none where nobody asked for that, or it is neither.
    pub(crate) fn recognise(&self, source: &Source) -> Option<Result<Recognised, Finding>> {
        let eyes = self.ocr.as_ref()?;
        let is_pdf = match sniff(source) {
            Ok((Kind::Form(Format::Pdf), _)) => true,
            Err(finding) if finding.code == "picture-file" => false,
            _ => return None,
        };
        let mut bytes = Vec::new();
        let read = source.reader().and_then(|reader| reader.take(pdf::LONGEST + 1).read_to_end(&mut bytes));
        if read.is_err() {
            return Some(Err(Finding::new("damaged")));
        }
        Some(match (eyes, is_pdf) {
            (Ok(eyes), true) => pdf::recognise(&bytes, eyes).map(|mut read| {
                read.document.findings.extend(misnamed(source.name(), Format::Pdf));
                read
            }),
            (Ok(eyes), false) => pdf::picture(&bytes, eyes),
            // Without tesseract a pdf with text is read all the same.
            (Err(missing), true) => match pdf::read(&bytes) {
                Err(finding) if finding.code == "pdf-no-text" => Err(missing.clone()),
                _ => return None,
            },
            (Err(missing), false) => Err(missing.clone()),
        })
    }
}
