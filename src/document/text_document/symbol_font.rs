//! Boxes and ticks that programs draw with a symbol font, as the characters everybody knows, and back.

/// A symbol font, and the character that each of its codes shows; the first code of a character is the one written.
type Font = (&'static str, &'static [(u32, char)]);

const FONTS: [Font; 4] = [
    (
        "Wingdings",
        &[
            (0xA8, '☐'),
            (0x6F, '☐'),
            (0x71, '☐'),
            (0x72, '☐'),
            (0xFD, '☒'),
            (0x78, '☒'),
            (0xFE, '☑'),
            (0xFC, '✓'),
            (0xFB, '✗'),
            (0xA1, '○'),
            (0x6D, '○'),
            (0xA4, '◉'),
            (0x6C, '●'),
            (0xA7, '▪'),
            (0x9F, '•'),
            (0xE0, '→'),
            (0xD8, '➢'),
        ],
    ),
    ("Wingdings 2", &[(0xA3, '☐'), (0x2A, '☐'), (0x53, '☒'), (0x54, '☒'), (0x52, '☑'), (0x50, '✓'), (0x4F, '✗')]),
    ("Webdings", &[(0x63, '☐'), (0x61, '✓'), (0x72, '✗')]),
    ("Symbol", &[(0xB7, '•'), (0xAE, '→')]),
];

/// What `code` shows in `font`; symbol fonts count from U+F000.
pub fn shown(font: &str, code: u32) -> char {
    let low = if (0xF000..=0xF0FF).contains(&code) { code - 0xF000 } else { code };
    let known = table(font).and_then(|t| t.iter().find(|(c, _)| *c == low));
    known.map(|k| k.1).or_else(|| char::from_u32(code)).unwrap_or(char::REPLACEMENT_CHARACTER)
}

/// The code that shows `glyph` in `font`, if it has one; a tick is drawn as a cross where there is no tick.
pub fn coded(font: &str, glyph: char) -> Option<u32> {
    let table = table(font)?;
    let like = |wanted: char| table.iter().find(|(_, g)| *g == wanted).map(|k| 0xF000 + k.0);
    let other = match glyph {
        '☑' => '☒',
        '☒' => '☑',
        _ => glyph,
    };
    like(glyph).or_else(|| like(other))
}

/// Whether `font` is a symbol font.
pub fn is_symbol(font: &str) -> bool {
    table(font).is_some()
}

/// The symbol font of this name, by a name that lasts.
pub fn named(font: &str) -> Option<&'static str> {
    FONTS.iter().find(|(name, _)| name.eq_ignore_ascii_case(font.trim())).map(|f| f.0)
}

/// What a text shows in `font`.
pub fn text(font: &str, text: &str) -> String {
    text.chars().map(|c| shown(font, u32::from(c))).collect()
}

/// The text as it is written in `font`, where it has codes for its characters.
pub fn written(font: &str, text: &str) -> String {
    let code = |c: char| coded(font, c).and_then(char::from_u32).unwrap_or(c);
    text.chars().map(code).collect()
}

fn table(font: &str) -> Option<&'static [(u32, char)]> {
    FONTS.iter().find(|(name, _)| name.eq_ignore_ascii_case(font)).map(|f| f.1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn symbol_fonts_show_boxes() {
        assert_eq!(shown("Wingdings", 0xF0A8), '☐');
        assert_eq!(shown("wingdings", 0xFE), '☑');
        assert_eq!(shown("Wingdings 2", 0xF053), '☒');
        assert_eq!(shown("Arial", 0x41), 'A');
        assert_eq!(coded("Wingdings", '☒'), Some(0xF0FD));
        assert_eq!(coded("Arial", '☒'), None);
    }
}
