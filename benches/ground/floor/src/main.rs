//! `floor walk PATH…` opens workbooks with calamine and looks at every cell; `floor csv-walk PATH…` does so for csv
//! files with `;`; `floor docx-walk PATH…` unzips `word/document.xml` and parses it. Files are shared out over the threads (`RAYON_NUM_THREADS`).
//! `floor make FOLDER COUNT` makes so many files of eleven kilobytes there, each renamed into place.

use std::error::Error;
use std::fs::{self, File};
use std::io::{BufReader, Cursor, Read};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use calamine::{Data, Reader, open_workbook_auto_from_rs};
use quick_xml::events::Event;
use rayon::prelude::*;

type Outcome<T> = Result<T, Box<dyn Error + Send + Sync>>;

fn main() -> ExitCode {
    match run(std::env::args().skip(1)) {
        Ok(cells) => {
            println!("{cells}");
            ExitCode::SUCCESS
        }
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}

/// How many cells are filled, in all files together.
fn run(mut words: impl Iterator<Item = String>) -> Outcome<u64> {
    let mut words = words.by_ref().peekable();
    if words.next_if(|word| word == "make").is_some() {
        let (folder, count) = words.next().zip(words.next()).ok_or("floor make FOLDER COUNT")?;
        return make(Path::new(&folder), count.parse()?);
    }
    let count = match words.next().as_deref() {
        Some("walk") => walk,
        Some("csv-walk") => csv_walk,
        Some("docx-walk") => docx_walk,
        _ => return Err("floor walk|csv-walk|docx-walk PATH...; floor make FOLDER COUNT".into()),
    };
    let mut files = Vec::new();
    for path in words.map(PathBuf::from) {
        if path.is_dir() {
            for entry in fs::read_dir(path)? {
                files.push(entry?.path());
            }
        } else {
            files.push(path);
        }
    }
    files.par_iter().map(|path| count(path)).try_reduce(|| 0, |a, b| Ok(a + b))
}

fn make(folder: &Path, count: u64) -> Outcome<u64> {
    for n in 0..count {
        let hidden = folder.join(format!(".{n}"));
        fs::write(&hidden, [b'x'; 11_000])?;
        fs::rename(hidden, folder.join(format!("{n}.xlsx")))?;
    }
    Ok(count)
}

fn walk(path: &Path) -> Outcome<u64> {
    let mut workbook = open_workbook_auto_from_rs(Cursor::new(fs::read(path)?))?;
    let mut filled = 0;
    for name in workbook.sheet_names() {
        let range = workbook.worksheet_range(&name)?;
        filled += range.rows().flatten().filter(|cell| **cell != Data::Empty).count() as u64;
    }
    Ok(filled)
}

fn csv_walk(path: &Path) -> Outcome<u64> {
    let file = BufReader::new(File::open(path)?);
    let mut reader = csv::ReaderBuilder::new().delimiter(b';').flexible(true).has_headers(false).from_reader(file);
    let mut record = csv::ByteRecord::new();
    let mut filled = 0;
    while reader.read_byte_record(&mut record)? {
        filled += record.iter().filter(|field| !field.is_empty()).count() as u64;
    }
    Ok(filled)
}

fn docx_walk(path: &Path) -> Outcome<u64> {
    let mut archive = zip::ZipArchive::new(Cursor::new(fs::read(path)?))?;
    let mut part = String::new();
    archive.by_name("word/document.xml")?.read_to_string(&mut part)?;
    let mut reader = quick_xml::Reader::from_str(&part);
    let mut filled = 0;
    loop {
        match reader.read_event()? {
            Event::Text(text) => filled += u64::from(!text.trim().is_empty()),
            Event::Eof => return Ok(filled),
            _ => {}
        }
    }
}
