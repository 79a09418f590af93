//! The fonts of the words in a cell: of its runs, and of its style.

use quick_xml::events::{BytesStart, Event};

use crate::document::text_document::symbol_font;
use crate::document::xlsx::workbook::strings::unescape;
use crate::document::xml;
use crate::text::raised;

/// The font of a run, or that of the cell.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Font {
    /// The elements of the font, without that it is struck out: name and attributes as they are written.
    parts: Option<Vec<(String, String)>>,
}

impl Font {
    /// The font that a cell style names in the text of the styles.
    pub fn of_style(styles: &str, style: usize) -> Self {
        let mut fonts = Vec::new();
        let (mut within_fonts, mut within_cells, mut cells, mut number) = (false, false, 0, None);
        let mut reader = xml::reader(styles);
        loop {
            match reader.read_event() {
                Ok(Event::Eof) | Err(_) => break,
                Ok(Event::End(tag)) => match tag.local_name().as_ref() {
                    "fonts" => within_fonts = false,
                    "cellXfs" => break,
                    _ => {}
                },
                Ok(Event::Start(tag) | Event::Empty(tag)) => match tag.local_name().as_ref() {
                    "fonts" => within_fonts = true,
                    "cellXfs" => within_cells = true,
                    "font" if within_fonts => fonts.push(Self { parts: Some(Vec::new()) }),
                    "xf" if within_cells => {
                        if cells == style {
                            number = Some(xml::number::<usize>(&tag, "fontId").unwrap_or(0));
                        }
                        cells += 1;
                    }
                    _ if within_fonts => {
                        if let Some(font) = fonts.last_mut() {
                            font.add(&tag);
                        }
                    }
                    _ => {}
                },
                Ok(_) => {}
            }
        }
        number.and_then(|number| fonts.into_iter().nth(number)).unwrap_or(Self { parts: Some(Vec::new()) })
    }

    fn add(&mut self, tag: &BytesStart<'_>) {
        let name = match tag.local_name().into_inner() {
            "strike" => return,
            "name" => "rFont",
            name => name,
        };
        let attributes = tag.attributes_raw().trim();
        self.parts.get_or_insert_default().push((name.to_owned(), attributes.to_owned()));
    }

    /// What a letter of this font shows: of a symbol font a box, of a raised one a raised letter.
    fn shown(&self, text: &str) -> String {
        match (self.symbol(), self.is_raised()) {
            (Some(font), _) => symbol_font::text(font, text),
            (None, true) => raised::raise(text),
            (None, false) => text.to_owned(),
        }
    }

    /// A text as it is written in this font.
    pub fn coded(&self, text: &str) -> String {
        match (self.symbol(), self.is_raised()) {
            (Some(font), _) => symbol_font::written(font, text),
            (None, true) => raised::lower(text).into_owned(),
            (None, false) => text.to_owned(),
        }
    }

    fn symbol(&self) -> Option<&'static str> {
        let (_, said) = self.parts.iter().flatten().find(|(name, _)| name == "rFont")?;
        symbol_font::named(said.split('"').nth(1)?)
    }

    fn is_raised(&self) -> bool {
        self.parts.iter().flatten().any(|(name, said)| name == "vertAlign" && said.contains("superscript"))
    }

    /// Whether it is that of the cell.
    pub fn is_of_cell(&self) -> bool {
        self.parts.is_none()
    }

    /// The xml of this font, struck out or not; nothing for that of the cell.
    pub fn written(&self, struck: bool, p: &str) -> String {
        let Some(parts) = &self.parts else { return String::new() };
        let mut inner = String::new();
        let strike_at = parts.iter().rposition(|(name, _)| matches!(name.as_str(), "b" | "i")).map_or(0, |at| at + 1);
        for at in 0..=parts.len() {
            if struck && at == strike_at {
                inner.extend(["<", p, "strike/>"]);
            }
            if let Some((name, attributes)) = parts.get(at) {
                let space = if attributes.is_empty() { "" } else { " " };
                inner.extend(["<", p, name, space, attributes, "/>"]);
            }
        }
        if inner.is_empty() { String::new() } else { format!("<{p}rPr>{inner}</{p}rPr>") }
    }
}

/// The letters of a string item or of a cell with its own text, each with its font.
pub fn letters(item: &str) -> Vec<(char, Font)> {
    let mut letters = Vec::new();
    let mut font = Font::default();
    let (mut within_font, mut aside) = (false, false);
    let mut said: Option<String> = None;
    let mut reader = xml::reader(item);
    loop {
        match reader.read_event() {
            Ok(Event::Eof) | Err(_) => return letters,
            Ok(Event::Start(tag)) => match tag.local_name().as_ref() {
                "rPr" => (within_font, font) = (true, Font { parts: Some(Vec::new()) }),
                "rPh" => aside = true,
                "t" if !aside => said = Some(String::new()),
                _ if within_font => font.add(&tag),
                _ => {}
            },
            Ok(Event::Empty(tag)) if within_font => font.add(&tag),
            Ok(Event::End(tag)) => match tag.local_name().as_ref() {
                "rPr" => within_font = false,
                "rPh" => aside = false,
                "r" => font = Font::default(),
                "t" => {
                    let text = unescape(&said.take().unwrap_or_default());
                    letters.extend(font.shown(&text).chars().map(|c| (c, font.clone())));
                }
                _ => {}
            },
            Ok(event) => {
                if let Some(said) = &mut said {
                    xml::push_text(said, &event);
                }
            }
        }
    }
}

/// The string item with this number in the text of the shared strings.
pub fn shared_item(strings: &str, number: usize) -> Option<&str> {
    let mut reader = xml::reader(strings);
    let mut items = 0;
    loop {
        let from = usize::try_from(reader.buffer_position()).ok()?;
        match reader.read_event() {
            Ok(Event::Eof) | Err(_) => return None,
            Ok(Event::Empty(tag)) if tag.local_name().as_ref() == "si" => items += 1,
            Ok(Event::Start(tag)) if tag.local_name().as_ref() == "si" => {
                reader.read_to_end(tag.name()).ok()?;
                if items == number {
                    return strings.get(from..usize::try_from(reader.buffer_position()).ok()?);
                }
                items += 1;
            }
            Ok(_) => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_font_of_a_style_is_taken_over_without_its_strike() {
        let styles = "<styleSheet><fonts><font/><font><b/><i/><strike/><sz val=\"11\"/><name val=\"A&amp;B\"/></font></fonts>\
                      <cellStyleXfs><xf fontId=\"0\"/></cellStyleXfs><cellXfs><xf/><xf fontId=\"1\"/></cellXfs></styleSheet>";
        let font = Font::of_style(styles, 1);
        assert_eq!(font.written(false, ""), "<rPr><b/><i/><sz val=\"11\"/><rFont val=\"A&amp;B\"/></rPr>");
        let struck = "<x:rPr><x:b/><x:i/><x:strike/><x:sz val=\"11\"/><x:rFont val=\"A&amp;B\"/></x:rPr>";
        assert_eq!(font.written(true, "x:"), struck);
        assert_eq!(Font::of_style(styles, 9).written(true, ""), "<rPr><strike/></rPr>");
    }

    #[test]
    fn letters_know_their_fonts() {
        let strings = "<sst><si/><si><r><t>a</t></r><r><rPr><b/></rPr><t>&amp;</t></r></si></sst>";
        let item = shared_item(strings, 1).expect("an item");
        let letters: Vec<_> = letters(item).into_iter().map(|(c, font)| (c, font.written(false, ""))).collect();
        assert_eq!(letters, [('a', String::new()), ('&', "<rPr><b/></rPr>".to_owned())]);
    }
}
