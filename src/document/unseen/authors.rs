//! The names of people who made, changed or commented a file: a form that is made of a blank gets none of them.

/// Elements that say who made, saved or printed the file, for whom, and what it was made of.
const PROPERTIES: [(&str, &[&str]); 3] = [
    ("docProps/core.xml", &["dc:creator", "cp:lastModifiedBy", "dc:contributor", "dc:publisher"]),
    ("docProps/app.xml", &["Manager", "Company", "Template", "HyperlinkBase"]),
    ("meta.xml", &["meta:initial-creator", "dc:creator", "meta:printed-by", "dc:contributor", "dc:publisher"]),
];

/// Elements of changes and comments in the text of an `OpenDocument`.
const OF_CHANGES: [&str; 3] = ["dc:creator", "meta:creator-initials", "loext:sender-initials"];

/// Attributes of changes and comments in parts of Word, and of persons in parts of Excel; what stands in their place is what
/// Word writes when somebody lets it take personal data out.
const OF_WORD: [(&str, &str); 2] = [("author", "Author"), ("initials", "A")];
const OF_EXCEL: [(&str, &str); 3] = [("displayName", "Author"), ("userId", "Author"), ("userName", "Author")];

/// Whether a part may name people.
pub(in crate::document) fn may_name(part: &str) -> bool {
    let xml = part.to_ascii_lowercase().ends_with(".xml");
    xml && (part.starts_with("word/")
        || PROPERTIES.iter().any(|(own, _)| *own == part)
        || matches!(part, "content.xml" | "styles.xml")
        || part.starts_with("xl/") && ["comments", "persons/", "revisions/"].iter().any(|own| part.contains(own)))
}

/// The part without these names; none where it has none.
pub(in crate::document) fn without(part: &str, text: &str) -> Option<String> {
    let less = if let Some((_, elements)) = PROPERTIES.iter().find(|(own, _)| *own == part) {
        let without = elements.iter().fold(text.to_owned(), |text, element| emptied(&text, element));
        // the title and the names of sheets once more, and the file that this one was made of
        ["HeadingPairs", "TitlesOfParts", "meta:template"].iter().fold(without, |text, element| removed(&text, element))
    } else if part.starts_with("word/") {
        readdressed(text, &OF_WORD)
    } else if part.starts_with("xl/") {
        emptied(&readdressed(text, &OF_EXCEL), "author")
    } else {
        OF_CHANGES.iter().fold(text.to_owned(), |text, element| emptied(&text, element))
    };
    (less != text).then_some(less)
}

/// The text with nothing in any element of this name, which holds plain words.
fn emptied(text: &str, element: &str) -> String {
    each(text, element, true)
}

/// The text without the elements of this name.
fn removed(text: &str, element: &str) -> String {
    each(text, element, false)
}

/// The text with the words of each element of this name taken out, and the element itself too unless it is kept.
fn each(text: &str, element: &str, kept: bool) -> String {
    let (open, close) = (format!("<{element}"), format!("</{element}>"));
    let (mut said, mut rest) = (String::new(), text);
    while let Some(from) = rest.find(&open) {
        let behind = &rest[from + open.len()..];
        let Some(end) = behind.find('>').map(|at| from + open.len() + at + 1) else { break };
        if !behind.starts_with(|c: char| c == '>' || c == '/' || c.is_whitespace()) {
            said.push_str(&rest[..end]);
            rest = &rest[end..];
            continue;
        }
        let alone = rest[from..end].ends_with("/>");
        let Some(closed) = (if alone { Some(end) } else { rest[end..].find(&close).map(|at| end + at) }) else { break };
        let past = if alone { end } else { closed + close.len() };
        said.push_str(&rest[..if kept { end } else { from }]);
        if kept {
            said.push_str(&rest[closed..past]);
        }
        rest = &rest[past..];
    }
    said + rest
}

/// The text with other values for the attributes of these names, by their local name.
fn readdressed(text: &str, values: &[(&str, &str)]) -> String {
    if !values.iter().any(|(name, _)| text.contains(&format!("{name}="))) {
        return text.to_owned();
    }
    let (mut said, mut rest) = (String::with_capacity(text.len()), text);
    while let Some(from) = rest.find('<') {
        let aside = [("<!--", "-->"), ("<![CDATA[", "]]>"), ("<?", "?>")];
        if let Some((_, end)) = aside.iter().find(|(begin, _)| rest[from..].starts_with(begin)) {
            let past = rest[from..].find(end).map_or(rest.len(), |at| from + at + end.len());
            said.push_str(&rest[..past]);
            rest = &rest[past..];
            continue;
        }
        said.push_str(&rest[..from]);
        rest = tag(&rest[from..], values, &mut said);
    }
    said + rest
}

/// Says one tag with its new values; what follows it.
fn tag<'t>(text: &'t str, values: &[(&str, &str)], said: &mut String) -> &'t str {
    let mut at = 0;
    while let Some(quote) = text[at..].find(['"', '\'', '>']).map(|next| at + next) {
        if text[quote..].starts_with('>') {
            said.push_str(&text[at..=quote]);
            return &text[quote + 1..];
        }
        let mark = &text[quote..=quote];
        let Some(end) = text[quote + 1..].find(mark).map(|next| quote + 1 + next) else { break };
        let named = text[at..quote].trim_end().trim_end_matches('=').trim_end();
        let name = named.rsplit(|c: char| c.is_whitespace() || c == ':').next().unwrap_or_default();
        said.push_str(&text[at..=quote]);
        let other = values.iter().find(|(own, _)| *own == name).map(|(_, value)| *value);
        said.push_str(other.unwrap_or(&text[quote + 1..end]));
        said.push_str(mark);
        at = end + 1;
    }
    said.push_str(&text[at..]);
    ""
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_made_a_file_is_taken_out() {
        let core = "<c><dc:creator>Jan</dc:creator><dc:title>Plan</dc:title></c>";
        let clean = "<c><dc:creator></dc:creator><dc:title>Plan</dc:title></c>";
        assert_eq!(without("docProps/core.xml", core).as_deref(), Some(clean));
        assert_eq!(without("docProps/core.xml", "<c><dc:creator/></c>"), None);
        let app = "<P><Company>Jan</Company><TitlesOfParts><a>Plan Jan</a></TitlesOfParts><Company/></P>";
        assert_eq!(without("docProps/app.xml", app).as_deref(), Some("<P><Company></Company><Company/></P>"));
    }

    #[test]
    fn who_changed_or_commented_a_text_is_taken_out_and_the_words_stay() {
        let word = "<w:ins w:id='1' w:author='Jan \"P\" > x' w:date=\"d\"><w:t>author=\"Jan\"</w:t></w:ins><!-- author=\"x\" -->";
        let clean =
            "<w:ins w:id='1' w:author='Author' w:date=\"d\"><w:t>author=\"Jan\"</w:t></w:ins><!-- author=\"x\" -->";
        assert_eq!(without("word/document.xml", word).as_deref(), Some(clean));
        assert_eq!(without("word/document.xml", clean), None);
        let content =
            "<office:change-info><dc:creator>Jan</dc:creator></office:change-info><dc:creator>Jo</dc:creator>";
        let clean = "<office:change-info><dc:creator></dc:creator></office:change-info><dc:creator></dc:creator>";
        assert_eq!(without("content.xml", content).as_deref(), Some(clean));
        let authors = "<authors><author>Jan</author><author/></authors><commentList/>";
        let clean = "<authors><author></author><author/></authors><commentList/>";
        assert_eq!(without("xl/comments1.xml", authors).as_deref(), Some(clean));
    }
}
