//! Standard output when a terminal shows it: nothing in a file may steer that terminal.

use std::io::{self, IsTerminal, Stdout, Write};

use crate::text::visible;

/// Standard output; in a terminal without the characters that steer one.
#[derive(Debug)]
pub struct Shown<W = Stdout> {
    to: W,
    is_terminal: bool,
    /// The first bytes of a character of which the rest is still to come.
    begun: Vec<u8>,
}

impl Shown {
    pub(crate) fn stdout() -> Self {
        let to = io::stdout();
        Self { is_terminal: to.is_terminal(), to, begun: Vec::new() }
    }
}

impl<W: Write> Shown<W> {
    /// What a terminal shows of this.
    pub fn over(to: W) -> Self {
        Self { to, is_terminal: true, begun: Vec::new() }
    }
}

impl<W: Write> Write for Shown<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if !self.is_terminal {
            return self.to.write(bytes);
        }
        self.begun.extend_from_slice(bytes);
        let whole = whole_characters(&self.begun);
        let rest = self.begun.split_off(whole);
        let text = std::mem::replace(&mut self.begun, rest);
        self.to.write_all(visible::lines(&String::from_utf8_lossy(&text)).as_bytes())?;
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.to.flush()
    }
}

/// How many bytes there are before a character that is only begun.
fn whole_characters(bytes: &[u8]) -> usize {
    match str::from_utf8(bytes) {
        // none is said of the length of a mistake at the end: more bytes may mend it
        Err(error) if error.error_len().is_none() => error.valid_up_to(),
        Err(error) => error.valid_up_to() + error.error_len().unwrap_or(0),
        Ok(_) => bytes.len(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(pieces: &[&[u8]], is_terminal: bool) -> String {
        let mut shown = Shown { to: Vec::new(), is_terminal, begun: Vec::new() };
        pieces.iter().for_each(|piece| shown.write_all(piece).expect("written"));
        String::from_utf8(shown.to).expect("text")
    }

    #[test]
    fn a_terminal_is_not_steered_and_a_file_is_left_as_it_is() {
        let text = "één\u{1b}[2J\u{9b};€\n";
        for at in 0..text.len() {
            let (a, b) = text.as_bytes().split_at(at);
            assert_eq!(shown(&[a, b], true), "één�[2J�;€\n", "{at}");
            assert_eq!(shown(&[a, b], false), text);
        }
        assert_eq!(shown(&[b"a\xff", b"b"], true), "a�b");
    }
}
