//! A pdf without the name of who made it: the name is written over in its place, so that nothing else of the file moves.

use memchr::memmem;

/// The file without its authors; none where it names none, or cannot be changed: signed, or encrypted.
pub fn without_author(bytes: &[u8]) -> Option<Vec<u8>> {
    let has = |word: &[u8]| memmem::find(bytes, word).is_some();
    if has(b"/ByteRange") || has(b"/Encrypt") {
        return None;
    }
    let mut less = bytes.to_vec();
    for at in memmem::find_iter(bytes, b"/Author") {
        let from = at + b"/Author".len();
        let from = from + bytes[from..].iter().take_while(|byte| byte.is_ascii_whitespace()).count();
        match bytes.get(from..from + 2) {
            Some([b'(', _]) => plain(&mut less[from + 1..]),
            Some([b'<', second]) if *second != b'<' => hex(&mut less[from + 1..]),
            _ => {}
        }
    }
    for at in memmem::find_iter(bytes, b"<dc:creator>") {
        let from = at + b"<dc:creator>".len();
        let end = memmem::find(&bytes[from..], b"</dc:creator>").map_or(from, |end| from + end);
        words(&mut less[from..end]);
    }
    (less != bytes).then_some(less)
}

/// Blanks the letters of a string in brackets, of which some may hold others.
fn plain(text: &mut [u8]) {
    let (mut depth, mut escaped) = (0, false);
    for byte in text {
        match *byte {
            b')' if depth == 0 && !escaped => return,
            b'(' if !escaped => depth += 1,
            b')' if !escaped => depth -= 1,
            _ => {}
        }
        escaped = *byte == b'\\' && !escaped;
        *byte = b' ';
    }
}

/// Blanks a string of hexadecimal digits, two of which are a letter.
fn hex(text: &mut [u8]) {
    let digits = text.iter_mut().take_while(|byte| **byte != b'>').filter(|byte| byte.is_ascii_hexdigit());
    digits.zip([b'2', b'0'].into_iter().cycle()).for_each(|(byte, blank)| *byte = blank);
}

/// Blanks the words between the tags of a piece of xml.
fn words(text: &mut [u8]) {
    let mut within = false;
    for byte in text {
        within = *byte == b'<' || within && *byte != b'>';
        if !within && *byte != b'>' {
            *byte = b' ';
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_author_is_written_over_in_its_place() {
        let less = |text: &str| {
            without_author(text.as_bytes()).map(|bytes| String::from_utf8(bytes).expect("text")).unwrap_or_default()
        };
        assert_eq!(less("<</Author (Jan \\) (P)) /Title (Plan)>>"), "<</Author (          ) /Title (Plan)>>");
        assert_eq!(less("<</Author<FEFF004A>/Title (x)>>"), "<</Author<20202020>/Title (x)>>");
        assert_eq!(
            less("<dc:creator><rdf:li>Jan</rdf:li></dc:creator><a>b</a>"),
            "<dc:creator><rdf:li>   </rdf:li></dc:creator><a>b</a>"
        );
        assert_eq!(less("<</Author () /Authors (Jan)>>"), "");
        assert_eq!(less("<</Author (Jan) /ByteRange [0 1]>>"), "");
    }
}
