//! How much a file may ask of the machine before it is refused.

use std::time::Duration;

use crate::finding::Finding;

/// What one source may ask for; the defaults leave room for every honest form and for large exports.
#[derive(Clone, Debug)]
pub struct Limits {
    /// Bytes of all parts of a zipped format together, unzipped: 2 GiB.
    pub unzipped: u64,
    /// Bytes of one part that has to be held whole, such as styles or a flat xml: 96 MiB.
    pub part: u64,
    /// Unzipped bytes for each zipped byte, for what is over 64 MiB unzipped: 500.
    pub ratio: u64,
    /// Cells with something in them in a document that is held whole: 300,000.
    pub cells: u64,
    /// Cells with something in them in a document that is streamed: 200 million.
    pub streamed: u64,
    /// Bytes of text in the cells of a document that is held whole, or of one piece that is streamed: 64 MiB.
    pub text: u64,
    /// Time for a format that is read in a process of its own: 30 seconds.
    pub time: Duration,
    /// Bytes of memory for a format that is read in a process of its own: 512 MiB.
    pub memory: u64,
}

impl Limits {
    /// Whether so many cells, of which there may be `most`, and so many bytes of text in them are not too many.
    pub(crate) fn check_cells(&self, cells: u64, most: u64, text: u64) -> Result<(), Finding> {
        if cells > most {
            return Err(Finding::new("too-many-cells").with("limit", most));
        }
        if text > self.text {
            return Err(Finding::new("too-large").with("size", self.text >> 20));
        }
        Ok(())
    }

    /// For docx and odt, whose parts are held as trees: a part of 32 MiB, 1 GiB together.
    pub(crate) fn text_document() -> Self {
        Self { unzipped: 1 << 30, part: 32 << 20, ..Self::default() }
    }
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            unzipped: 2 << 30,
            part: 96 << 20,
            ratio: 500,
            cells: 300_000,
            streamed: 200_000_000,
            text: 64 << 20,
            time: Duration::from_secs(30),
            memory: 512 << 20,
        }
    }
}
