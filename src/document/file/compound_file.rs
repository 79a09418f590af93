//! The directory of an old office file (compound file binary): which streams it has, and their bytes.

use std::collections::{BTreeSet, HashMap};
use std::io::{Read, Seek, SeekFrom};

/// The first bytes of every compound file.
pub const SIGNATURE: [u8; 8] = [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1];

const END: u32 = 0xFFFF_FFFA;
/// Streams shorter than this live in small sectors.
const MINI: u64 = 4096;

/// One stream of the file.
#[derive(Debug)]
pub struct Entry {
    pub name: String,
    start: u32,
    size: u64,
    /// Where it stands in the directory, and its neighbours and first child there.
    at: usize,
    beside: [u32; 2],
    child: u32,
}

/// An opened compound file.
#[derive(Debug)]
pub struct Cfb<R> {
    reader: R,
    sector: u64,
    sectors: u64,
    fat: Vec<u32>,
    pub entries: Vec<Entry>,
    /// The table of small sectors and the sectors themselves, once they were needed.
    small: Option<(Vec<u8>, Vec<u8>)>,
}

impl<R: Read + Seek> Cfb<R> {
    /// Reads the directory; none where it is damaged, or a chain of sectors runs in a circle.
    pub fn open(mut reader: R) -> Option<Self> {
        let len = reader.seek(SeekFrom::End(0)).ok()?;
        reader.rewind().ok()?;
        let mut header = [0; 512];
        reader.read_exact(&mut header).ok()?;
        let shift = u16::from_le_bytes([header[30], header[31]]);
        if !header.starts_with(&SIGNATURE) || !(7..=12).contains(&shift) {
            return None;
        }
        let sector = 1 << shift;
        let mut cfb = Self { reader, sector, sectors: len / sector, fat: Vec::new(), entries: Vec::new(), small: None };
        cfb.read_fat(&header)?;
        let directory = cfb.chain(word(&header, 48)?, 8 << 20)?;
        cfb.entries = directory.chunks_exact(128).enumerate().filter_map(|(at, bytes)| entry(at, bytes)).collect();
        cfb.is_sound(word(&header, 48)?, word(&header, 60)?).then_some(cfb)
    }

    /// Whether every chain ends: of the directory, of the table of small sectors, and of each stream.
    fn is_sound(&mut self, directory: u32, table: u32) -> bool {
        if ![directory, table].into_iter().all(|start| ends(start, &self.fat)) {
            return false;
        }
        let small = self.chain(table, 8 << 20).unwrap_or_default();
        let small: Vec<u32> = (0..small.len() / 4).filter_map(|at| word(&small, 4 * at)).collect();
        let in_small = |nth: usize, entry: &Entry| nth > 0 && entry.size < MINI;
        let chains = self.entries.iter().enumerate();
        chains.into_iter().all(|(nth, entry)| ends(entry.start, if in_small(nth, entry) { &small } else { &self.fat }))
    }

    /// Whether there is such a stream.
    pub fn has(&self, name: &str) -> bool {
        self.entries.iter().any(|entry| entry.name.eq_ignore_ascii_case(name))
    }

    /// The first `limit` bytes of the stream that is called so.
    pub fn stream(&mut self, name: &str, limit: u64) -> Option<Vec<u8>> {
        let nth = self.entries.iter().position(|entry| entry.name.eq_ignore_ascii_case(name))?;
        self.bytes(nth, limit)
    }

    /// The first `limit` bytes of a stream, by its position among the entries.
    pub fn bytes(&mut self, nth: usize, limit: u64) -> Option<Vec<u8>> {
        let entry = self.entries.get(nth)?;
        let (start, size) = (entry.start, entry.size.min(limit));
        if entry.size < MINI { self.small(start, size) } else { self.chain(start, size) }
    }

    /// The size that an entry says it has.
    pub fn size(&self, nth: usize) -> u64 {
        self.entries.get(nth).map_or(0, |entry| entry.size)
    }

    /// What stands in a storage, by position among the entries; the first entry is the root.
    pub fn children(&self, storage: usize) -> Vec<usize> {
        let by_place: HashMap<usize, usize> = self.entries.iter().enumerate().map(|(n, entry)| (entry.at, n)).collect();
        let of = |place: u32| by_place.get(&usize::try_from(place).ok()?).copied();
        let mut open: Vec<usize> = self.entries.get(storage).and_then(|entry| of(entry.child)).into_iter().collect();
        let mut found = BTreeSet::new();
        while let Some(next) = open.pop() {
            if found.insert(next) {
                open.extend(self.entries[next].beside.into_iter().filter_map(of));
            }
        }
        found.into_iter().collect()
    }

    /// The whole file with other bytes in a stream of the same length; none where it lies in small sectors.
    pub fn with_stream(&mut self, name: &str, stream: &[u8]) -> Option<Vec<u8>> {
        let entry = self.entries.iter().find(|entry| entry.name.eq_ignore_ascii_case(name))?;
        let (mut at, size) = (entry.start, entry.size);
        if size < MINI || size != stream.len() as u64 {
            return None;
        }
        let mut file = Vec::new();
        self.reader.rewind().ok()?;
        self.reader.read_to_end(&mut file).ok()?;
        for part in stream.chunks(usize::try_from(self.sector).ok()?) {
            let from = usize::try_from((u64::from(at) + 1).checked_mul(self.sector)?).ok()?;
            file.get_mut(from..from + part.len())?.copy_from_slice(part);
            at = *self.fat.get(usize::try_from(at).ok()?)?;
        }
        Some(file)
    }

    /// A stream that lies in small sectors within the root's stream; their table is the header's.
    fn small(&mut self, start: u32, size: u64) -> Option<Vec<u8>> {
        if self.small.is_none() {
            let root = self.entries.first()?;
            let (root_start, root_size) = (root.start, root.size);
            let mut header = [0; 512];
            self.reader.rewind().ok()?;
            self.reader.read_exact(&mut header).ok()?;
            let table = self.chain(word(&header, 60)?, 8 << 20)?;
            self.small = Some((table, self.chain(root_start, root_size.min(64 << 20))?));
        }
        let (table, block) = self.small.as_ref()?;
        let mut bytes = Vec::new();
        let mut at = start;
        while (bytes.len() as u64) < size && at < END {
            let from = usize::try_from(at).ok()?.checked_mul(64)?;
            bytes.extend_from_slice(block.get(from..from + 64)?);
            at = word(table, usize::try_from(at).ok()?.checked_mul(4)?)?;
        }
        bytes.truncate(usize::try_from(size).ok()?);
        Some(bytes)
    }

    fn read_fat(&mut self, header: &[u8]) -> Option<()> {
        let mut places: Vec<u32> = (0..109).filter_map(|i| word(header, 76 + 4 * i)).collect();
        let mut next = word(header, 68)?;
        let mut seen = 0;
        while next < END && seen <= self.sectors {
            let bytes = self.sector(next)?;
            let last = bytes.len() - 4;
            places.extend((0..last / 4).filter_map(|i| word(&bytes, 4 * i)));
            next = word(&bytes, last)?;
            seen += 1;
        }
        if seen > self.sectors {
            return None;
        }
        for place in places.into_iter().filter(|place| *place < END) {
            if self.fat.len() as u64 > self.sectors + self.sector {
                break;
            }
            let bytes = self.sector(place)?;
            self.fat.extend((0..bytes.len() / 4).filter_map(|i| word(&bytes, 4 * i)));
        }
        Some(())
    }

    /// The bytes of a chain of sectors, up to `limit`.
    fn chain(&mut self, start: u32, limit: u64) -> Option<Vec<u8>> {
        let mut bytes = Vec::new();
        let mut at = start;
        let mut steps = 0;
        while at < END && (bytes.len() as u64) < limit && steps <= self.sectors {
            bytes.extend(self.sector(at)?);
            at = *self.fat.get(usize::try_from(at).ok()?)?;
            steps += 1;
        }
        bytes.truncate(usize::try_from(limit).ok()?);
        Some(bytes)
    }

    fn sector(&mut self, at: u32) -> Option<Vec<u8>> {
        let from = (u64::from(at) + 1).checked_mul(self.sector).filter(|from| from / self.sector <= self.sectors)?;
        self.reader.seek(SeekFrom::Start(from)).ok()?;
        let mut bytes = Vec::new();
        self.reader.by_ref().take(self.sector).read_to_end(&mut bytes).ok()?;
        bytes.resize(usize::try_from(self.sector).ok()?, 0);
        Some(bytes)
    }
}

/// Whether the chain that begins at a sector comes to an end.
fn ends(start: u32, table: &[u32]) -> bool {
    let next = |at: &u32| table.get(usize::try_from(*at).ok()?).copied();
    let chain = std::iter::successors(Some(start), |at| if *at < END { next(at) } else { None });
    chain.take(table.len() + 2).count() < table.len() + 2
}

fn entry(at: usize, bytes: &[u8]) -> Option<Entry> {
    let len = usize::from(u16::from_le_bytes([bytes[64], bytes[65]])).min(64);
    let letters: Vec<u16> = bytes[..len].chunks_exact(2).map(|pair| u16::from_le_bytes([pair[0], pair[1]])).collect();
    let name = String::from_utf16_lossy(&letters).trim_end_matches('\0').to_owned();
    let size = u64::from(word(bytes, 120)?);
    let (beside, child) = ([word(bytes, 68)?, word(bytes, 72)?], word(bytes, 76)?);
    (!name.is_empty()).then_some(Entry { name, start: word(bytes, 116)?, size, at, beside, child })
}

fn word(bytes: &[u8], at: usize) -> Option<u32> {
    let four = bytes.get(at..at.checked_add(4)?)?;
    Some(u32::from_le_bytes(four.try_into().ok()?))
}
