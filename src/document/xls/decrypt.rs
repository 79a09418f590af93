//! Opens an old workbook that Excel encrypted with the password it uses when nobody gave one ("Werkmap beveiligen").
//!
//! Only the data of records is encrypted, in blocks of 1024 bytes that each have a key of their own (MS-OFFCRYPTO 2.3.5 and
//! 2.3.6, MS-XLS 2.2.10), or laid over with the password (2.3.7). Another password stays closed.

use md5::{Digest, Md5};
use sha1::Sha1;

/// What Excel encrypts with when a workbook is protected and no password is asked.
const DEFAULT: &str = "VelvetSweatshop";

/// The record that says how the stream is encrypted.
const FILEPASS: u16 = 0x002F;

/// A record number that no program knows: what says it is passed over.
const NOTHING: u16 = 0x00F0;

const BLOCK: usize = 1024;

/// Records that are never encrypted: where a part begins, how it is locked, who has it open.
const PLAIN: [u16; 7] = [0x0809, FILEPASS, 0x0194, 0x0195, 0x0196, 0x00E1, 0x0138];

/// What came of a stream of records.
#[derive(Debug, PartialEq, Eq)]
pub enum Opened {
    /// It was not encrypted.
    Plain,
    /// It is plain now.
    Decrypted,
    /// It needs a password.
    Closed,
}

/// Makes an encrypted stream plain where the default password opens it.
pub fn open(stream: &mut [u8]) -> Opened {
    let Some((at, len)) = filepass(stream) else { return Opened::Plain };
    let Some(key) = stream.get(at + 4..at + 4 + len).and_then(Key::of) else { return Opened::Closed };
    stream[at..at + 2].copy_from_slice(&NOTHING.to_le_bytes());
    decrypt(stream, &key);
    Opened::Decrypted
}

/// Where the record stands that says how, and how long it is; it comes before the sheets.
fn filepass(stream: &[u8]) -> Option<(usize, usize)> {
    let mut at = 0;
    for _ in 0..64 {
        let (kind, len) = (half(stream, at)?, usize::from(half(stream, at + 2)?));
        match kind {
            FILEPASS => return Some((at, len)),
            0x000A => return None,
            _ => at += 4 + len,
        }
    }
    None
}

/// What a stream was encrypted with.
enum Key {
    /// The first bytes of each block's key, by the method of Excel 97.
    Old([u8; 5]),
    /// What each block's key is made of, and how long it is, by the method of Excel 2002.
    Young([u8; 20], usize),
    /// The bytes that were laid over the data by the oldest method.
    Over([u8; 16]),
}

impl Key {
    /// From the record, where the default password opens it.
    fn of(record: &[u8]) -> Option<Self> {
        match (half(record, 0)?, record.len()) {
            (_, 4) => Self::over(half(record, 0)?, half(record, 2)?),
            (0, _) => Self::over(half(record, 2)?, half(record, 4)?),
            (1, _) if half(record, 2)? == 1 => Self::old(record),
            (1, _) if matches!(half(record, 2)?, 2..=4) && half(record, 4)? == 2 => Self::young(record),
            _ => None,
        }
    }

    fn old(record: &[u8]) -> Option<Self> {
        let (salt, check) = (record.get(6..22)?, record.get(22..54)?);
        let first = Md5::digest(password());
        let mut buffer = Md5::new();
        for _ in 0..16 {
            buffer.update(&first[..5]);
            buffer.update(salt);
        }
        let key = Self::Old(buffer.finalize()[..5].try_into().ok()?);
        let (said, hash) = key.said(check)?;
        (Md5::digest(said)[..] == hash[..]).then_some(key)
    }

    /// MS-OFFCRYPTO 2.3.5.1: a header that names the cipher, then the salt and what the password is checked by.
    fn young(record: &[u8]) -> Option<Self> {
        let len = usize::try_from(word(record, 10)?).ok()?;
        let (cipher, bits) = (word(record, 22)?, usize::try_from(word(record, 30)?).ok()?);
        let check = record.get(14_usize.checked_add(len)?..)?;
        if cipher != 0x6801 || !matches!(bits, 0 | 40..=128) || word(check, 0)? != 16 {
            return None;
        }
        let mut digest = Sha1::new();
        digest.update(check.get(4..20)?);
        digest.update(password());
        let key = Self::Young(digest.finalize().into(), if bits == 0 { 5 } else { bits / 8 });
        let (said, hash) = key.said(&[check.get(20..36)?, check.get(40..60)?].concat())?;
        (Sha1::digest(said)[..] == hash[..]).then_some(key)
    }

    /// MS-OFFCRYPTO 2.3.7: the password itself, filled up and laid over with a number that the record holds.
    fn over(key: u16, check: u16) -> Option<Self> {
        const FILLED_UP: u8 = 0xBB;
        let turned = |sum: u16| (sum >> 14) & 1 | (sum << 1) & 0x7FFF;
        let sum = DEFAULT.bytes().rev().fold(0, |sum, byte| turned(sum) ^ u16::from(byte));
        let length = u16::try_from(DEFAULT.len()).ok()?;
        if turned(sum) ^ length ^ 0xCE4B != check {
            return None;
        }
        let letters = DEFAULT.bytes().chain([FILLED_UP]).zip(key.to_le_bytes().into_iter().cycle());
        let bytes: Vec<u8> = letters.map(|(letter, key)| (letter ^ key).rotate_left(2)).collect();
        bytes.try_into().ok().map(Self::Over)
    }

    /// What the password is checked by: what was encrypted, and its digest.
    fn said(&self, check: &[u8]) -> Option<(Vec<u8>, Vec<u8>)> {
        let mut check = check.to_vec();
        self.block(0).apply(&mut check);
        let hash = if check.len() < 16 { return None } else { check.split_off(16) };
        Some((check, hash))
    }

    /// The keystream of one block.
    fn block(&self, number: u32) -> Rc4 {
        let number = number.to_le_bytes();
        match self {
            Self::Old(key) => Rc4::new(&Md5::new().chain_update(key).chain_update(number).finalize()),
            Self::Young(key, len) => {
                let digest = Sha1::new().chain_update(key).chain_update(number).finalize();
                let mut key = digest[..(*len).min(16)].to_vec();
                // a key of 40 bits is filled up
                key.resize(if *len == 5 { 16 } else { key.len() }, 0);
                Rc4::new(&key)
            }
            Self::Over(_) => Rc4::new(&[0]),
        }
    }
}

/// The default password as it is digested.
fn password() -> Vec<u8> {
    DEFAULT.encode_utf16().flat_map(u16::to_le_bytes).collect()
}

fn decrypt(stream: &mut [u8], key: &Key) {
    let mut streams = (0, key.block(0), 0);
    // the keystream runs on beneath what is plain
    let mut byte_at = |at: usize| {
        let (block, rc4, used) = &mut streams;
        if *block != at / BLOCK {
            (*block, *rc4, *used) = (at / BLOCK, key.block(u32::try_from(at / BLOCK).unwrap_or(0)), 0);
        }
        while *used < at % BLOCK {
            rc4.next();
            *used += 1;
        }
        *used += 1;
        rc4.next()
    };
    let mut at = 0;
    while let (Some(kind), Some(len)) = (half(stream, at), half(stream, at + 2)) {
        let (begin, end) = (at + 4, (at + 4 + usize::from(len)).min(stream.len()));
        // where a sheet begins stands before its name, unencrypted
        let from = if kind == 0x0085 { (begin + 4).min(end) } else { begin };
        if !PLAIN.contains(&kind) && kind != NOTHING {
            for (at, byte) in (from..end).zip(&mut stream[from..end]) {
                *byte = match key {
                    Key::Over(over) => byte.rotate_left(3) ^ over[(usize::from(len) + at) % over.len()],
                    _ => *byte ^ byte_at(at),
                };
            }
        }
        at = end.max(at + 4);
    }
}

/// The cipher of old office files: no secret rests on it here, the password is known to all.
struct Rc4 {
    state: [u8; 256],
    i: u8,
    j: u8,
}

impl Rc4 {
    fn new(key: &[u8]) -> Self {
        let mut state = [0; 256];
        for (n, slot) in (0..=255).zip(&mut state) {
            *slot = n;
        }
        let mut j = 0_u8;
        for i in 0..256 {
            j = j.wrapping_add(state[i]).wrapping_add(key[i % key.len()]);
            state.swap(i, usize::from(j));
        }
        Self { state, i: 0, j: 0 }
    }

    fn next(&mut self) -> u8 {
        self.i = self.i.wrapping_add(1);
        let (i, at) = (usize::from(self.i), self.state[usize::from(self.i)]);
        self.j = self.j.wrapping_add(at);
        self.state.swap(i, usize::from(self.j));
        self.state[usize::from(self.state[i].wrapping_add(self.state[usize::from(self.j)]))]
    }

    fn apply(&mut self, bytes: &mut [u8]) {
        bytes.iter_mut().for_each(|byte| *byte ^= self.next());
    }
}

fn word(bytes: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_le_bytes(bytes.get(at..at + 4)?.try_into().ok()?))
}

fn half(bytes: &[u8], at: usize) -> Option<u16> {
    Some(u16::from_le_bytes(bytes.get(at..at + 2)?.try_into().ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_cipher_gives_the_known_stream() {
        let mut said = b"Plaintext".to_vec();
        Rc4::new(b"Key").apply(&mut said);
        assert_eq!(said, [0xBB, 0xF3, 0x16, 0xE8, 0xD9, 0x40, 0xAF, 0x0A, 0xD3]);
    }

    #[test]
    fn a_stream_of_the_default_password_becomes_plain() {
        let salt = [7_u8; 16];
        let record = |kind: u16, data: &[u8]| {
            let len = u16::try_from(data.len()).expect("short");
            [&kind.to_le_bytes()[..], &len.to_le_bytes()[..], data].concat()
        };
        let password: Vec<u8> = DEFAULT.encode_utf16().flat_map(u16::to_le_bytes).collect();
        let buffer: Vec<u8> = (0..16).flat_map(|_| [&Md5::digest(&password)[..5], &salt[..]].concat()).collect();
        let key = Key::Old(Md5::digest(buffer)[..5].try_into().expect("five bytes"));
        let mut check = [&[9_u8; 16][..], &Md5::digest([9_u8; 16])[..]].concat();
        key.block(0).apply(&mut check);
        let pass = record(FILEPASS, &[&[1, 0, 1, 0, 1, 0][..], &salt[..], &check[..]].concat());
        let plain = [record(0x0809, &[0; 16]), pass, record(0x0042, &[228, 4]), record(0x00FC, &[5; 2500])].concat();
        let mut secret = plain.clone();
        decrypt(&mut secret, &key);
        assert_ne!(secret, plain);
        assert_eq!(open(&mut secret), Opened::Decrypted);
        let head = 20 + 2;
        assert_eq!(secret[head..], plain[head..]);
        let mut other = plain.clone();
        other[20 + 4 + 40] ^= 1;
        assert_eq!((open(&mut other), open(&mut record(0x000A, &[]))), (Opened::Closed, Opened::Plain));
    }
}
