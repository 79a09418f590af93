//! Words in pictures, as an installed tesseract reads them in Dutch.

use std::ffi::OsString;
use std::path::PathBuf;
use std::time::Duration;

use crate::document::external::{self, Failure};
use crate::document::sandbox::Sandbox;
use crate::finding::Finding;

/// How long one picture may take.
const TIME: Duration = Duration::from_mins(2);

/// Words that are taken of one picture.
const MOST: usize = 20_000;

/// A word, or a line drawn; lengths are in dots from the top left corner of the picture.
#[derive(Clone, Debug, PartialEq)]
pub struct Word {
    pub text: String,
    pub left: f64,
    pub top: f64,
    pub wide: f64,
    pub high: f64,
    /// The line of print it stands on, as the program sees it.
    pub line: (u32, u32, u32),
}

/// The words of one page, all measures in dots of its picture.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Page {
    pub wide: f64,
    pub high: f64,
    /// In the order in which the program reads them.
    pub words: Vec<Word>,
}

/// An installed tesseract that knows Dutch.
#[derive(Clone, Debug)]
pub struct Tesseract {
    program: PathBuf,
    sandbox: Sandbox,
}

impl Tesseract {
    /// Where it is installed, if it is; else what to do.
    pub fn find(sandbox: &Sandbox) -> Result<Self, Finding> {
        let usual: Vec<PathBuf> = if cfg!(windows) {
            let under = |folder: &str| {
                std::env::var_os(folder).map(|folder| PathBuf::from(folder).join("Tesseract-OCR/tesseract.exe"))
            };
            ["ProgramFiles", "ProgramW6432", "LOCALAPPDATA"].into_iter().filter_map(under).collect()
        } else if cfg!(target_os = "macos") {
            ["/opt/homebrew/bin/tesseract", "/usr/local/bin/tesseract"].map(PathBuf::from).to_vec()
        } else {
            Vec::new()
        };
        let program = external::find(&["tesseract"], &usual).ok_or_else(|| Finding::new("ocr-missing"))?;
        let own = Self { program, sandbox: sandbox.clone() };
        let room = external::room().map_err(|_| Finding::new("ocr-gave-up"))?;
        let languages = external::run(&own.program, &["--list-langs".into()], room.path(), sandbox, TIME);
        let languages = languages.map_err(|_| Finding::new("ocr-gave-up"))?;
        let knows = String::from_utf8_lossy(&languages).lines().any(|line| line.trim() == "nld");
        if knows { Ok(own) } else { Err(Finding::new("ocr-without-dutch")) }
    }

    /// The words of a picture, a page after the other. `ending` is what its kind of file ends in.
    pub fn read(&self, picture: &[u8], ending: &str, dots_an_inch: Option<f64>) -> Result<Vec<Page>, Finding> {
        let gave_up = |_| Finding::new("ocr-gave-up");
        let room = external::room().map_err(gave_up)?;
        let file = room.path().join(format!("bron.{ending}"));
        std::fs::write(&file, picture).map_err(gave_up)?;
        let mut arguments: Vec<OsString> = vec![file.into_os_string(), "stdout".into()];
        arguments.extend(["-l", "nld"].map(OsString::from));
        if let Some(dots) = dots_an_inch.filter(|dots| (70.0..=1200.0).contains(dots)) {
            arguments.extend([OsString::from("--dpi"), format!("{dots:.0}").into()]);
        }
        arguments.push("tsv".into());
        let printed = external::run(&self.program, &arguments, room.path(), &self.sandbox, TIME);
        let printed = printed.map_err(|failure| {
            Finding::new(if failure == Failure::TooSlow { "ocr-too-slow" } else { "ocr-gave-up" })
        })?;
        Ok(pages(&String::from_utf8_lossy(&printed)))
    }
}

/// The pages in what the program prints: a line a page, a block, a paragraph, a line and a word, with tabs.
fn pages(printed: &str) -> Vec<Page> {
    let mut pages: Vec<Page> = Vec::new();
    for row in printed.lines().skip(1).take(10 * MOST) {
        let columns: Vec<&str> = row.splitn(12, '\t').collect();
        let n = |at: usize| columns.get(at).and_then(|text| text.parse::<u32>().ok()).unwrap_or(0);
        match n(0) {
            1 => pages.push(Page { wide: n(8).into(), high: n(9).into(), words: Vec::new() }),
            5 => {
                let Some(page) = pages.last_mut().filter(|page| page.words.len() < MOST) else { continue };
                let text = columns.get(11).map(|text| text.trim().to_owned()).unwrap_or_default();
                let line = (n(2), n(3), n(4));
                let (left, top, wide, high) = (n(6).into(), n(7).into(), n(8).into(), n(9).into());
                page.words.push(Word { text, left, top, wide, high, line });
            }
            _ => {}
        }
    }
    pages
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_stand_on_their_page() {
        let head = "level\tpage_num\tblock_num\tpar_num\tline_num\tword_num\tleft\ttop\twidth\theight\tconf\ttext\n";
        let rows = "1\t1\t0\t0\t0\t0\t0\t0\t100\t200\t-1\t\n5\t1\t2\t1\t3\t1\t10\t20\t30\t8\t96.1\tNaam\n1\t2\t0\t0\t0\t0\t0\t0\t50\t60\t-1\t\n";
        let pages = pages(&format!("{head}{rows}rommel\n5\t2\n"));
        assert_eq!(pages.len(), 2);
        assert_eq!((pages[0].wide, pages[0].high, pages[1].wide), (100.0, 200.0, 50.0));
        let word = Word { text: "Naam".into(), left: 10.0, top: 20.0, wide: 30.0, high: 8.0, line: (2, 1, 3) };
        assert_eq!(pages[0].words, [word]);
    }
}
