//! What one cell says, as the reader of the whole table has it, and in which spans.

use quick_xml::events::Event;

use crate::document::cells::cell_stream::first_content;
use crate::document::ods::body::Body;
use crate::document::ods::styles::Styles;
use crate::document::xml;
use crate::text::content::Content;

/// What the cell that is written as `cell` says.
pub fn said(cell: &str, styles: &Styles) -> Content {
    let table = format!("<table:table><table:table-row>{cell}</table:table-row></table:table>");
    first_content(|feed| Body::new(styles.clone()).read(&table, feed).map(|_| ()))
}

/// The letters of a cell, each with the style of its span; a span that only strikes is none.
pub fn letters(cell: &str, styles: &Styles) -> Vec<(char, String)> {
    let mut letters: Vec<(char, String)> = Vec::new();
    let (mut spans, mut paragraphs, mut aside) = (Vec::new(), 0, 0_u32);
    let mut reader = xml::reader(cell);
    loop {
        match reader.read_event() {
            Ok(Event::Eof) | Err(_) => return letters,
            Ok(Event::Start(tag)) => match tag.name().0 {
                "office:annotation" => aside += 1,
                "text:p" => {
                    letters.extend((paragraphs > 0 && aside == 0).then(|| ('\n', String::new())));
                    paragraphs += u32::from(aside == 0);
                }
                "text:span" => {
                    let name = xml::attr(&tag, "text:style-name").unwrap_or_default().into_owned();
                    spans.push(if styles.named(&name).is_some() { String::new() } else { name });
                }
                _ => {}
            },
            Ok(Event::Empty(tag)) if aside == 0 && tag.name().0 == "text:s" => {
                let many = xml::number(&tag, "text:c").unwrap_or(1_usize).min(1024);
                let font = spans.last().cloned().unwrap_or_default();
                letters.extend(std::iter::repeat_n((' ', font), many));
            }
            Ok(Event::End(tag)) => match tag.name().0 {
                "office:annotation" => aside = aside.saturating_sub(1),
                "text:span" => drop(spans.pop()),
                _ => {}
            },
            Ok(event) if aside == 0 && paragraphs > 0 => {
                let mut said = String::new();
                xml::push_text(&mut said, &event);
                let font = spans.last().cloned().unwrap_or_default();
                letters.extend(said.chars().map(|c| (c, font.clone())));
            }
            Ok(_) => {}
        }
    }
}
