//! How wide the characters of the standard fonts are.

use std::sync::OnceLock;

use encoding_rs::WINDOWS_1252;

/// The width of each character of Windows-1252 from the space on, in thousandths of the font's size.
#[derive(Debug)]
pub(in crate::document::pdf) struct Widths(Vec<f64>);

impl Widths {
    /// Of the standard font that `font` names or looks like.
    pub(in crate::document::pdf) fn of(font: &str) -> &'static Self {
        let bold = ["Bold", "Black", "Demi"].iter().any(|word| font.contains(word));
        let slanted = font.contains("Italic") || font.contains("Oblique");
        let serif =
            ["Times", "Serif", "Roman", "Georgia", "Garamond", "Cambria"].iter().any(|word| font.contains(word));
        let index = match (serif && !font.contains("Sans"), bold, slanted) {
            _ if font.contains("Courier") || font.contains("Mono") => 6,
            (false, bold, _) => usize::from(bold),
            (true, bold, slanted) => 2 + usize::from(bold) + 2 * usize::from(slanted),
        };
        &all()[index]
    }

    /// The width of `c`; that of an `n` where the font does not have it.
    pub(in crate::document::pdf) fn width(&self, c: char) -> f64 {
        let byte = winansi(c).unwrap_or(b'n');
        byte.checked_sub(32).and_then(|at| self.0.get(usize::from(at))).copied().unwrap_or(0.0)
    }
}

/// The byte of `c` in Windows-1252.
pub(in crate::document::pdf) fn winansi(c: char) -> Option<u8> {
    let mut buffer = [0; 4];
    match WINDOWS_1252.encode(c.encode_utf8(&mut buffer)) {
        (bytes, _, false) if bytes.len() == 1 => Some(bytes[0]),
        _ => None,
    }
}

fn all() -> &'static [Widths] {
    static ALL: OnceLock<Vec<Widths>> = OnceLock::new();
    ALL.get_or_init(|| {
        let line = |line: &str| Widths(line.split(' ').skip(1).map(|n| n.parse().unwrap_or(0.0)).collect());
        let mut fonts: Vec<Widths> = include_str!("widths.txt").lines().map(line).collect();
        fonts.push(Widths(vec![600.0; 224]));
        fonts
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_standard_fonts_have_their_own_widths() {
        let cases = [
            ("Helvetica", 'W', 944.0),
            ("ABCDEF+Arial-BoldMT", 'a', 556.0),
            ("Times-Bold", '€', 500.0),
            ("TimesNewRomanPS-ItalicMT", 'W', 833.0),
            ("Courier-Bold", 'i', 600.0),
            ("DejaVuSansMono", 'W', 600.0),
        ];
        for (font, c, width) in cases {
            assert!((Widths::of(font).width(c) - width).abs() < 0.5, "{font} {c}: {}", Widths::of(font).width(c));
        }
    }
}
