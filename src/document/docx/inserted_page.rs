//! The paragraphs and tables of a page (html), as far as a form can hold them.

use quick_xml::events::{BytesStart, Event};

use crate::document::docx::inserted_blocks::Blocks;
use crate::document::xml;
use crate::text::checkbox;

/// What a page says; a page that breaks off says what stands before that.
pub(super) fn blocks(page: &str) -> Blocks {
    let mut page_reader = PageReader { blocks: Blocks::default(), line: String::new(), silent: None };
    let mut reader = xml::reader(page);
    loop {
        match reader.read_event() {
            Ok(Event::Eof) | Err(_) => break,
            Ok(Event::Start(tag)) => page_reader.start(&tag, false),
            Ok(Event::Empty(tag)) => page_reader.start(&tag, true),
            Ok(Event::End(tag)) => page_reader.end(&tag.local_name().as_ref().to_ascii_lowercase()),
            Ok(Event::GeneralRef(sign)) if page_reader.silent.is_none() => page_reader.sign(&sign),
            Ok(event) if page_reader.silent.is_none() => xml::push_text(&mut page_reader.line, &event),
            Ok(_) => {}
        }
    }
    page_reader.flush();
    page_reader.blocks
}

struct PageReader {
    blocks: Blocks,
    line: String,
    /// The element whose inside nobody sees.
    silent: Option<String>,
}

impl PageReader {
    fn start(&mut self, tag: &BytesStart<'_>, empty: bool) {
        let name = tag.local_name().as_ref().to_ascii_lowercase();
        if self.silent.is_some() {
            return;
        }
        match name.as_str() {
            "script" | "style" | "head" | "title" | "noscript" | "template" if !empty => self.silent = Some(name),
            "table" => self.part("tbl"),
            "tr" => {
                self.end_of(&["tc", "tr"]);
                self.part("tr");
            }
            "td" | "th" => {
                self.end_of(&["tc"]);
                self.part("tc");
            }
            "input" => self.input(tag),
            name if ends_a_line(name) => self.flush(),
            _ => {}
        }
    }

    fn end(&mut self, name: &str) {
        if let Some(silent) = &self.silent {
            // what stands in a head may itself be silent, and a page may leave its end out
            if silent == name || name == "head" {
                self.silent = None;
            }
            return;
        }
        match name {
            "table" => self.close("tbl"),
            "tr" => self.close("tr"),
            "td" | "th" => self.close("tc"),
            name if ends_a_line(name) => self.flush(),
            _ => {}
        }
    }

    /// A part of a table begins.
    fn part(&mut self, part: &str) {
        self.flush();
        self.blocks.open(part);
    }

    /// Ends what a page leaves open before the next row or cell of the same table.
    fn end_of(&mut self, parts: &[&str]) {
        self.flush();
        for part in parts {
            if self.blocks.innermost() == Some(part) {
                self.blocks.close(part);
            }
        }
    }

    fn close(&mut self, part: &str) {
        self.flush();
        self.blocks.close(part);
    }

    /// A box or a line that was filled in.
    fn input(&mut self, tag: &BytesStart<'_>) {
        let kind = xml::attr(tag, "type").unwrap_or_default().to_ascii_lowercase();
        if matches!(kind.as_str(), "checkbox" | "radio") {
            let ticked =
                tag.html_attributes().with_checks(false).flatten().any(|one| one.key.0.eq_ignore_ascii_case("checked"));
            self.line.push_str(checkbox::glyph(ticked));
        } else if !matches!(kind.as_str(), "hidden" | "submit" | "button" | "password") {
            self.line.push_str(&xml::attr(tag, "value").unwrap_or_default());
        }
    }

    /// A sign that is written by its name.
    fn sign(&mut self, sign: &quick_xml::events::BytesRef<'_>) {
        if let Ok(Some(letter)) = sign.resolve_char_ref() {
            return self.line.push(letter);
        }
        self.line.push_str(quick_xml::escape::resolve_html5_entity(sign).unwrap_or(" "));
    }

    /// Ends a paragraph; white space is one space, as a page shows it.
    fn flush(&mut self) {
        let line = std::mem::take(&mut self.line);
        let words: Vec<&str> = line.split_whitespace().collect();
        if !words.is_empty() {
            self.blocks.paragraph(&words.join(" "));
        }
    }
}

fn ends_a_line(name: &str) -> bool {
    matches!(
        name,
        "p" | "div"
            | "br"
            | "hr"
            | "li"
            | "ul"
            | "ol"
            | "dl"
            | "dt"
            | "dd"
            | "h1"
            | "h2"
            | "h3"
            | "h4"
            | "h5"
            | "h6"
            | "section"
            | "article"
            | "header"
            | "footer"
            | "form"
            | "fieldset"
            | "legend"
            | "blockquote"
            | "pre"
            | "body"
            | "caption"
            | "tbody"
            | "thead"
            | "tfoot"
            | "option"
            | "address"
    )
}
