//! What a cell of a spreadsheet is to hold, and its xml.

use quick_xml::events::Event;

use crate::document::filling::constraints::NumberShape;
use crate::document::spreadsheet::number_format;
use crate::document::spreadsheet::rich_text::Run;
use crate::document::xml;
use crate::document::xml::patch::{closed, escape, holds, opened, set};
use crate::text::content::Content;

/// What the tag of a cell says of its value.
const OF_VALUE: [&str; 9] = [
    "office:value-type",
    "office:value",
    "office:date-value",
    "office:time-value",
    "office:boolean-value",
    "office:string-value",
    "office:currency",
    "calcext:value-type",
    "table:formula",
];

/// What stands in a cell.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    Nothing,
    /// Its type, the attribute that holds it, and how it is written there and shown.
    Typed(&'static str, &'static str, String, String),
    /// Words.
    Text(String),
}

/// A run of words in a span of a style, and in one that strikes it out or does not.
pub type Words = Run<(String, Option<String>)>;

impl Value {
    /// How a cell of this shape holds a content: typed where it shows as that, else in words.
    pub fn of(content: &Content, like: NumberShape, boxed: bool) -> Self {
        let typed = |kind, name, value| Self::Typed(kind, name, value, content.shown().into_owned());
        let truth = |yes: bool| {
            Self::Typed(
                "boolean",
                "office:boolean-value",
                yes.to_string(),
                if yes { "WAAR" } else { "ONWAAR" }.to_owned(),
            )
        };
        match content {
            Content::Empty if boxed => truth(false),
            Content::Empty => Self::Nothing,
            Content::Text(text) => Self::Text(text.to_string()),
            Content::Tick(ticked) if boxed => truth(*ticked),
            content if !like.shows(content) => Self::Text(content.shown().into_owned()),
            Content::Number(n) if n.is_finite() => typed("float", "office:value", number_format::written(*n)),
            Content::Percent(n) if n.is_finite() => typed("percentage", "office:value", number_format::written(*n)),
            Content::Date(day) => typed("date", "office:date-value", day.to_string()),
            Content::Moment(at) => typed("date", "office:date-value", at.to_string()),
            Content::Clock(seconds) => typed("time", "office:time-value", number_format::iso_duration(*seconds)),
            content => Self::Text(content.shown().into_owned()),
        }
    }

    /// The tag of a single cell with this value; `calcext` where the file knows that name.
    pub fn tag(&self, tag: &str, calcext: bool) -> String {
        let plain = OF_VALUE.iter().fold(tag.to_owned(), |tag, name| set(&tag, name, None));
        let plain = set(&plain, "table:number-columns-repeated", None);
        let kind = match self {
            Self::Nothing => return plain,
            Self::Typed(kind, ..) => kind,
            Self::Text(_) => "string",
        };
        let mut typed = set(&plain, "office:value-type", Some(kind));
        if let Self::Typed(_, name, value, _) = self {
            typed = set(&typed, name, Some(value));
        }
        if calcext { set(&typed, "calcext:value-type", Some(kind)) } else { typed }
    }
}

/// A cell with other words: what it holds besides, such as a comment or a drawing, stays where it is.
pub fn element(cell: &str, tag_end: usize, tag: &str, words: &[Words]) -> String {
    let paragraphs = if words.is_empty() { String::new() } else { paragraphs(words) };
    let name = cell[1..].split([' ', '>', '/', '\n', '\t', '\r']).next().unwrap_or_default();
    let inner = cell[tag_end..].strip_suffix(&format!("</{name}>")).unwrap_or_default();
    let (before, after) = beside(inner);
    if before.is_empty() && after.is_empty() && paragraphs.is_empty() {
        return closed(tag);
    }
    format!("{}{before}{paragraphs}{after}</{name}>", opened(tag))
}

/// What a cell holds besides its words, before and after them.
fn beside(inner: &str) -> (String, String) {
    let mut reader = xml::reader(inner);
    let (mut before, mut after, mut met) = (String::new(), String::new(), false);
    loop {
        let from = usize::try_from(reader.buffer_position()).unwrap_or_default();
        let words = match reader.read_event() {
            Ok(Event::Start(tag)) => {
                let words = is_words(tag.name().0);
                if reader.read_to_end(tag.name()).is_err() {
                    return (before, after);
                }
                words
            }
            Ok(Event::Empty(tag)) => is_words(tag.name().0),
            Ok(Event::Eof) | Err(_) => return (before, after),
            Ok(_) => false,
        };
        let to = usize::try_from(reader.buffer_position()).unwrap_or_default();
        met |= words;
        if !words {
            if met { &mut after } else { &mut before }.push_str(&inner[from..to]);
        }
    }
}

fn is_words(name: &str) -> bool {
    matches!(name, "text:p" | "text:h" | "text:list")
}

fn paragraphs(words: &[Words]) -> String {
    let mut xml = String::from("<text:p>");
    let mut white = true;
    for (number, run) in words.iter().enumerate() {
        let last_run = number + 1 == words.len();
        for (line, text) in run.text.split('\n').enumerate() {
            if line > 0 {
                xml.push_str("</text:p><text:p>");
                white = true;
            }
            let ends = last_run || run.text.split('\n').count() > line + 1;
            spanned(&mut xml, run, &coded(text, &mut white, ends));
        }
    }
    xml.push_str("</text:p>");
    xml
}

fn spanned(xml: &mut String, run: &Words, text: &str) {
    let (font, line) = &run.font;
    let styles = [Some(font.as_str()).filter(|font| !font.is_empty()), line.as_deref()];
    let open = styles.iter().flatten().map(|style| format!("<text:span text:style-name=\"{}\">", escape(style)));
    if text.is_empty() {
        return;
    }
    xml.extend(open);
    xml.push_str(text);
    xml.push_str(&"</text:span>".repeat(styles.iter().flatten().count()));
}

/// Words as the format folds them: one space is a space, all other white space an element. `white` is whether white
/// space here would be folded away, `ends` whether the paragraph ends here.
fn coded(text: &str, white: &mut bool, ends: bool) -> String {
    let mut coded = String::with_capacity(text.len());
    let mut chars = text.chars().filter(|c| *c != '\r').peekable();
    while let Some(c) = chars.next() {
        match c {
            ' ' if *white || (ends && chars.peek().is_none()) => coded.push_str("<text:s/>"),
            ' ' => coded.push(' '),
            '\t' => coded.push_str("<text:tab/>"),
            c if holds(c) => coded.push_str(&escape(c.encode_utf8(&mut [0; 4]))),
            _ => coded.push('\u{fffd}'),
        }
        *white = c == ' ' && coded.ends_with(' ');
    }
    coded
}

#[cfg(test)]
mod tests {
    use super::*;

    fn run(text: &str, line: Option<&str>) -> Words {
        Run { font: (String::new(), line.map(str::to_owned)), struck: line.is_some(), text: text.to_owned() }
    }

    #[test]
    fn white_space_and_lines_are_written_as_the_format_folds_them() {
        let words = [run("a  b\n c &", None), run(" d ", Some("T1"))];
        let xml = "<text:p>a <text:s/>b</text:p><text:p><text:s/>c &amp;<text:span text:style-name=\"T1\"> d<text:s/></text:span></text:p>";
        assert_eq!(paragraphs(&words), xml);
    }

    #[test]
    fn a_comment_stays_before_the_words_and_a_drawing_after_them() {
        let cell = "<table:table-cell office:value-type=\"float\" office:value=\"1\"><office:annotation><text:p>let op</text:p>\
                    </office:annotation><text:p>1</text:p><draw:frame/></table:table-cell>";
        let tag_end = cell.find('>').expect("a tag") + 1;
        let tag = Value::Text(String::new()).tag(&cell[..tag_end], false);
        let new = element(cell, tag_end, &tag, &[run("ja", None)]);
        let want = "<table:table-cell office:value-type=\"string\"><office:annotation><text:p>let op</text:p>\
                    </office:annotation><text:p>ja</text:p><draw:frame/></table:table-cell>";
        assert_eq!(new, want);
        let empty = element(
            "<table:table-cell a=\"1\"><text:p>x</text:p></table:table-cell>",
            24,
            "<table:table-cell a=\"1\">",
            &[],
        );
        assert_eq!(empty, "<table:table-cell a=\"1\"/>");
    }
}
