//! Opens an old workbook that Excel encrypted with the password it uses when nobody gave one ("Werkmap beveiligen").
//!
//! Only the data of records is encrypted, in blocks of 1024 bytes that each have a key of their own (MS-OFFCRYPTO 2.3.6,
//! MS-XLS 2.2.10). Another password, or a younger method, stays closed.

use md5::{Digest, Md5};

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

/// The first bytes of each block's key.
struct Key([u8; 5]);

impl Key {
    /// From the record, where the default password opens it.
    fn of(record: &[u8]) -> Option<Self> {
        // the method, and its version: the one of Excel 97
        if half(record, 0)? != 1 || half(record, 2)? != 1 || half(record, 4)? != 1 {
            return None;
        }
        let (salt, verifier, hash) = (record.get(6..22)?, record.get(22..38)?, record.get(38..54)?);
        let password: Vec<u8> = DEFAULT.encode_utf16().flat_map(u16::to_le_bytes).collect();
        let first = Md5::digest(&password);
        let mut buffer = Md5::new();
        for _ in 0..16 {
            buffer.update(&first[..5]);
            buffer.update(salt);
        }
        let key = Self(buffer.finalize()[..5].try_into().ok()?);
        let mut said = [verifier, hash].concat();
        key.block(0).apply(&mut said);
        let (verifier, hash) = said.split_at(16);
        (Md5::digest(verifier)[..] == *hash).then_some(key)
    }

    /// The keystream of one block.
    fn block(&self, number: u32) -> Rc4 {
        let mut digest = Md5::new();
        digest.update(self.0);
        digest.update(number.to_le_bytes());
        Rc4::new(&digest.finalize())
    }
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
        let from = at + 4;
        let to = (from + usize::from(len)).min(stream.len());
        // where a sheet begins stands before its name, unencrypted
        let from = if kind == 0x0085 { (from + 4).min(to) } else { from };
        if !PLAIN.contains(&kind) && kind != NOTHING {
            for (at, byte) in (from..to).zip(&mut stream[from..to]) {
                *byte ^= byte_at(at);
            }
        }
        at = to.max(at + 4);
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
        let key = Key(Md5::digest(buffer)[..5].try_into().expect("five bytes"));
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
