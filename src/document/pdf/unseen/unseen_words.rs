//! Words in the objects of a pdf that no page shows: attached files, scripts, bookmarks, hidden notes, properties, and
//! objects that nothing refers to. On a blank they may be of whoever had it before, and each filled form gets them too.

use std::collections::HashSet;

use lopdf::{Dictionary, Document, Object, ObjectId};
use memchr::memmem;

use crate::document::pdf::structure::load::load;
use crate::document::pdf::structure::objects;
use crate::document::unseen::link_words;
use crate::document::unseen::unseen_words::{self, Unseen};
use crate::document::unseen::word_tests::WordTests;

/// Keys of texts that the form itself has: names, hints and choices of its fields, and what scripts say to who fills it in.
/// They are somebody's where they hold a number of a person or a name.
const OF_FORMS: [&str; 18] = [
    "T",
    "TU",
    "TM",
    "Opt",
    "DV",
    "V",
    "JS",
    "URI",
    "Name",
    "CA",
    "OC",
    "ActualText",
    "Alt",
    "E",
    "Author",
    "Creator",
    "Producer",
    "NM",
];

/// Keys of texts of programs, and those that [`crate::document::pdf::unseen::carried`] tells.
const OF_PROGRAMS: [&str; 18] = [
    "Title",
    "Subject",
    "Keywords",
    "CreationDate",
    "ModDate",
    "LastModified",
    "M",
    "ID",
    "DA",
    "DS",
    "Lang",
    "Registry",
    "Ordering",
    "OutputCondition",
    "OutputConditionIdentifier",
    "RegistryName",
    "Info",
    "CharSet",
];

/// How deep objects are looked into.
const DEPTH: usize = 16;

/// What a pdf holds that is not shown, by the kind of object.
pub fn unseen_words(bytes: &[u8], tests: WordTests<'_>) -> Unseen {
    let mut found = Found { unseen: Unseen::default(), tests };
    let Ok(pdf) = load(bytes) else { return found.unseen };
    let info = objects::reference(&pdf.trailer, "Info");
    for (id, object) in &pdf.objects {
        match object {
            Object::Stream(stream) if objects::name(&pdf, &stream.dict, "Type") == Some(b"EmbeddedFile") => {
                found.unseen.worded.insert("attachments".to_owned());
            }
            Object::Stream(stream) => {
                if objects::name(&pdf, &stream.dict, "Type") == Some(b"Metadata") {
                    let text = objects::as_text(object).unwrap_or_default();
                    unseen_words::of_metadata(&text).iter().for_each(|words| found.say("metadata", words));
                    unseen_words::makers(&text).iter().for_each(|words| found.say_of_form(words, "metadata"));
                }
                found.dictionary(&stream.dict, None, 0);
            }
            Object::Dictionary(dict) => found.dictionary(dict, (Some(*id) == info).then_some("properties"), 0),
            other => found.object(other, "objects", 0),
        }
    }
    let form = pdf.catalog().ok().and_then(|catalog| objects::dict(&pdf, catalog, "AcroForm"));
    for packet in form.map_or(&[][..], |form| objects::array(&pdf, form, "XFA")) {
        // what was filled in stands in the packet of data, beside the template with the words of the form
        let text = objects::deref(&pdf, packet).filter(|packet| packet.as_stream().is_ok()).and_then(objects::as_text);
        let data = text.filter(|text| text.trim_start().starts_with("<xfa:datasets"));
        data.iter().flat_map(|data| unseen_words::of_metadata(data)).for_each(|words| found.say("xfa", &words));
    }
    unlisted(bytes, &pdf).for_each(|text| found.say("objects", &text));
    let referred = referred(&pdf);
    // the table of objects is numbers, of which some are the letters of a word by chance
    let is_table = |object: &Object| {
        object.as_stream().is_ok_and(|stream| objects::name(&pdf, &stream.dict, "Type") == Some(b"XRef"))
    };
    let unused =
        |(id, object): &(&ObjectId, &Object)| object.as_stream().is_ok() && !referred.contains(id) && !is_table(object);
    for (_, object) in pdf.objects.iter().filter(unused) {
        let text = objects::as_text(object).unwrap_or_default();
        strings(text.as_bytes()).iter().for_each(|text| found.say("objects", text));
    }
    found.unseen.worded.retain(|part| !found.unseen.personal.contains(part));
    found.unseen
}

/// The plain strings of objects that stand in the file without its table of objects naming them.
fn unlisted<'b>(bytes: &'b [u8], pdf: &'b Document) -> impl Iterator<Item = String> + 'b {
    let objects = memmem::find_iter(bytes, b" obj").filter_map(move |at| {
        let from = at.saturating_sub(20);
        let head = String::from_utf8_lossy(&bytes[from..at]).into_owned();
        let mut numbers = head.rsplit(|c: char| !c.is_ascii_digit());
        let (generation, id) = (numbers.next()?.parse().ok()?, numbers.next()?.parse().ok()?);
        let behind = &bytes[at + b" obj".len()..];
        let end = memmem::find(behind, b"endobj")?;
        (!pdf.objects.contains_key(&(id, generation))).then(|| &behind[..end.min(LONGEST)])
    });
    objects.flat_map(strings)
}

/// The plain strings in some bytes.
fn strings(bytes: &[u8]) -> Vec<String> {
    let strings = bytes.split(|byte| *byte == b'(').skip(1).filter_map(|rest| rest.split(|byte| *byte == b')').next());
    strings.map(|text| String::from_utf8_lossy(text).into_owned()).collect()
}

/// The objects that others refer to.
fn referred(pdf: &Document) -> HashSet<ObjectId> {
    let (mut referred, mut open) = (HashSet::new(), Vec::new());
    open.extend(pdf.trailer.iter().map(|(_, object)| object));
    open.extend(pdf.objects.values());
    while let Some(object) = open.pop() {
        match object {
            Object::Reference(id) => _ = referred.insert(*id),
            Object::Array(items) => open.extend(items),
            Object::Dictionary(dict) => open.extend(dict.iter().map(|(_, object)| object)),
            Object::Stream(stream) => open.extend(stream.dict.iter().map(|(_, object)| object)),
            _ => {}
        }
    }
    referred
}

/// Bytes of an unlisted object that are looked through.
const LONGEST: usize = 1 << 16;

struct Found<'p> {
    unseen: Unseen,
    tests: WordTests<'p>,
}

impl Found<'_> {
    fn dictionary(&mut self, dict: &Dictionary, part: Option<&'static str>, depth: usize) {
        if dict.has(b"Thumb") {
            self.unseen.worded.insert("thumbnails".to_owned());
        }
        let is_field = dict.has(b"FT") || dict.has(b"Kids");
        for (key, value) in dict {
            let key = String::from_utf8_lossy(key);
            // `/Title` is a property of the file, and the words of a bookmark
            let is_bookmark = key == "Title" && (dict.has(b"Dest") || dict.has(b"A") || dict.has(b"Parent"));
            if OF_PROGRAMS.contains(&&*key) && !is_bookmark || key == "Contents" && is_visible_note(dict) {
                continue;
            }
            let of_form = OF_FORMS.contains(&&*key) && (is_field || key != "V");
            match part.unwrap_or_else(|| part_of(&key)) {
                _ if of_form => self.of_form(value, part_of(&key), depth),
                part => self.object(value, part, depth),
            }
        }
    }

    fn object(&mut self, object: &Object, part: &'static str, depth: usize) {
        match object {
            _ if depth > DEPTH => {}
            Object::String(..) => {
                if let Some(text) = objects::as_text(object) {
                    self.say(part, &text);
                }
            }
            Object::Array(items) => items.iter().for_each(|item| self.object(item, part, depth + 1)),
            Object::Dictionary(dict) => self.dictionary(dict, None, depth + 1),
            _ => {}
        }
    }

    /// Texts of which forms have the like.
    fn of_form(&mut self, object: &Object, part: &'static str, depth: usize) {
        match object {
            _ if depth > DEPTH => {}
            Object::String(..) => {
                self.say_of_form(&objects::as_text(object).unwrap_or_default(), part);
            }
            Object::Array(items) => items.iter().for_each(|item| self.of_form(item, part, depth + 1)),
            _ => {}
        }
    }

    fn say_of_form(&mut self, text: &str, part: &str) {
        let named = || text.split(['"', '\'', '(', ')', ';']).any(is_like_a_name) || (self.tests.names_somebody)(text);
        let linked = || link_words::is_link(text) && link_words::is_of_somebody(text, self.tests);
        if (self.tests.is_printed)(text) {
        } else if unseen_words::is_personal(text) {
            self.unseen.personal.insert(part.to_owned());
        } else if named() || linked() {
            self.unseen.worded.insert(part.to_owned());
        }
    }

    fn say(&mut self, part: &str, words: &str) {
        if (self.tests.is_printed)(words) || crate::document::spreadsheet::print_header::is_of_programs(words) {
        } else if unseen_words::is_personal(words) {
            self.unseen.personal.insert(part.to_owned());
        } else if unseen_words::says_much(words) {
            self.unseen.worded.insert(part.to_owned());
        }
    }
}

/// A note that a page shows is said where the form is read.
fn is_visible_note(dict: &Dictionary) -> bool {
    let hidden = dict.get(b"F").and_then(Object::as_i64).is_ok_and(|flags| flags & 0b10_0010 != 0);
    dict.has(b"Rect") && !hidden && dict.get(b"Subtype").and_then(Object::as_name).is_ok_and(|kind| kind != b"Popup")
}

/// Two or three words with a capital each, as a name has: `Pieter Lekman`.
fn is_like_a_name(words: &str) -> bool {
    let words: Vec<&str> = words.split_whitespace().collect();
    let capital = |word: &&str| {
        let mut letters = word.chars();
        letters.next().is_some_and(char::is_uppercase) && letters.clone().count() > 1 && letters.all(char::is_lowercase)
    };
    (2..4).contains(&words.len()) && words.iter().all(capital)
}

/// What holds the text under a key.
fn part_of(key: &str) -> &'static str {
    match key {
        "JS" => "scripts",
        "Contents" | "RC" => "notes",
        "Title" => "bookmarks",
        "F" | "UF" | "Desc" => "attachments",
        "ActualText" | "Alt" | "E" => "structure",
        "TU" | "T" | "TM" | "Opt" | "DV" | "V" => "fields",
        "Name" | "OC" => "layers",
        "URI" => "links",
        "Author" | "Creator" | "Producer" => "properties",
        _ => "objects",
    }
}
