//! The bytes of one file: small ones are read once into memory, large ones are opened again for each pass.

use crate::text::digest::hex;
use std::borrow::Cow;
use std::fs::File;
use std::io::{self, BufRead, BufReader, Cursor, Read, Seek, SeekFrom};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::Context;
use sha2::{Digest, Sha256};

/// Files up to this many bytes are kept in memory.
const SMALL: u64 = 8 * 1024 * 1024;

/// Bytes of a larger file that are read at a time for its checksum.
const BLOCK: usize = 64 * 1024;

/// Bytes that a stream may have, which is held in memory: standard input, or a pipe.
pub const LONGEST_STREAM: u64 = 128 << 20;

/// A stream that is longer than [`LONGEST_STREAM`].
#[derive(Debug)]
pub struct TooLong;

impl std::fmt::Display for TooLong {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("the stream is too long")
    }
}

impl std::error::Error for TooLong {}

/// One file to read, by the name that the user gave it.
#[derive(Clone, Debug)]
pub struct Source {
    name: Arc<str>,
    held: SourceBytes,
}

#[derive(Clone, Debug)]
enum SourceBytes {
    Memory(Arc<[u8]>),
    Disk(Arc<PathBuf>, u64),
}

impl Source {
    /// The file at `path`.
    pub fn open(path: &Path) -> anyhow::Result<Self> {
        let name: Arc<str> = path.to_string_lossy().into();
        let opening = || format!("cannot open `{name}`");
        let file = File::open(path).with_context(opening)?;
        let meta = file.metadata().with_context(opening)?;
        if !meta.is_file() {
            return Self::stream(&name, file).with_context(opening);
        }
        let len = meta.len();
        let held = match usize::try_from(len) {
            Ok(promised) if len <= SMALL => SourceBytes::Memory(whole(file, promised).with_context(opening)?),
            _ => SourceBytes::Disk(Arc::new(path.to_owned()), len),
        };
        Ok(Self { name, held })
    }

    /// All that comes through a stream; trouble where it does not end in time.
    pub fn stream(name: &str, stream: impl Read) -> anyhow::Result<Self> {
        let mut pieces: Vec<Vec<u8>> = Vec::new();
        let mut stream = stream.take(LONGEST_STREAM + 1);
        loop {
            let mut piece = Vec::new();
            if stream.by_ref().take(BLOCK as u64 * 16).read_to_end(&mut piece)? == 0 {
                break;
            }
            pieces.push(piece);
        }
        let length = pieces.iter().map(Vec::len).sum();
        if length as u64 > LONGEST_STREAM {
            return Err(TooLong.into());
        }
        let mut bytes: Arc<[u8]> = std::iter::repeat_n(0, length).collect();
        let mut room = Arc::make_mut(&mut bytes);
        // each piece is let go of as it is set down, so that a long stream is held but twice
        for piece in pieces {
            let (here, rest) = room.split_at_mut(piece.len());
            here.copy_from_slice(&piece);
            room = rest;
        }
        Ok(Self::bytes(name, bytes))
    }

    /// Bytes that are in memory already, such as an entry of an archive or what was piped in.
    pub fn bytes(name: &str, bytes: impl Into<Arc<[u8]>>) -> Self {
        Self { name: name.into(), held: SourceBytes::Memory(bytes.into()) }
    }

    /// The same under another name.
    #[must_use]
    pub fn named(self, name: &Arc<str>) -> Self {
        Self { name: Arc::clone(name), ..self }
    }

    /// The name as the user gave it.
    pub fn name(&self) -> &Arc<str> {
        &self.name
    }

    /// The size in bytes.
    pub fn len(&self) -> u64 {
        match &self.held {
            SourceBytes::Memory(bytes) => bytes.len() as u64,
            SourceBytes::Disk(_, len) => *len,
        }
    }

    /// Whether it has no byte at all.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The path of a file that is not held in memory.
    pub fn path(&self) -> Option<&Path> {
        match &self.held {
            SourceBytes::Memory(_) => None,
            SourceBytes::Disk(path, _) => Some(path),
        }
    }

    /// The bytes from the beginning.
    pub fn reader(&self) -> io::Result<Opened> {
        Ok(match &self.held {
            SourceBytes::Memory(bytes) => Opened::Memory(Cursor::new(Arc::clone(bytes))),
            SourceBytes::Disk(path, _) => Opened::Disk(BufReader::new(File::open(path.as_path())?)),
        })
    }

    /// The first `n` bytes, or fewer where there are fewer.
    pub fn head(&self, n: u64) -> io::Result<Cow<'_, [u8]>> {
        Ok(match &self.held {
            SourceBytes::Memory(bytes) => {
                Cow::Borrowed(&bytes[..bytes.len().min(usize::try_from(n).unwrap_or(usize::MAX))])
            }
            SourceBytes::Disk(..) => {
                let mut head = Vec::new();
                self.reader()?.take(n).read_to_end(&mut head)?;
                Cow::Owned(head)
            }
        })
    }

    /// The SHA-256 checksum in lower-case hexadecimals.
    pub fn sha256(&self) -> io::Result<String> {
        let mut hash = Sha256::new();
        match &self.held {
            SourceBytes::Memory(bytes) => hash.update(bytes),
            SourceBytes::Disk(path, _) => {
                let mut reader = BufReader::with_capacity(BLOCK, File::open(path.as_path())?);
                loop {
                    let block = reader.fill_buf()?;
                    if block.is_empty() {
                        break;
                    }
                    hash.update(block);
                    let read = block.len();
                    reader.consume(read);
                }
            }
        }
        Ok(hex(&hash.finalize()))
    }
}

/// All of a file that promises to have so many bytes; one that is being written, or a pipe, may have others.
fn whole(mut file: File, promised: usize) -> io::Result<Arc<[u8]>> {
    let mut bytes: Arc<[u8]> = std::iter::repeat_n(0, promised).collect();
    let room = Arc::make_mut(&mut bytes);
    let mut read = 0;
    while read < promised {
        match file.read(&mut room[read..]) {
            Ok(0) => break,
            Ok(more) => read += more,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
    let mut rest = Vec::new();
    file.read_to_end(&mut rest)?;
    if read == promised && rest.is_empty() {
        return Ok(bytes);
    }
    Ok([&bytes[..read], &rest].concat().into())
}

/// An opened source.
#[derive(Debug)]
pub enum Opened {
    Memory(Cursor<Arc<[u8]>>),
    Disk(BufReader<File>),
}

impl Read for Opened {
    fn read(&mut self, buf: &mut [u8]) -> io::Result<usize> {
        match self {
            Self::Memory(bytes) => bytes.read(buf),
            Self::Disk(file) => file.read(buf),
        }
    }
}

impl Seek for Opened {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        match self {
            Self::Memory(bytes) => bytes.seek(to),
            Self::Disk(file) => file.seek(to),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_read_whole_whatever_it_promised() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("vorm.csv");
        std::fs::write(&path, "Naam;BSN").expect("written");
        for promised in [0, 3, 8, 20] {
            let bytes = whole(File::open(&path).expect("opened"), promised).expect("read");
            assert_eq!(&*bytes, b"Naam;BSN", "{promised}");
        }
    }

    #[test]
    fn the_checksum_is_that_of_the_bytes() {
        let source = Source::bytes("abc.csv", *b"abc");
        let sum = source.sha256().expect("memory can be read");
        assert_eq!(sum, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
        assert_eq!(source.len(), 3);
    }
}
