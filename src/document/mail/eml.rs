//! Messages as they travel: MIME.

use mail_parser::decoders::base64::base64_decode;
use mail_parser::decoders::quoted_printable::quoted_printable_decode;
use mail_parser::{Encoding, Message, MessageParser, MessagePart, MimeHeaders, PartType};

use crate::document::mail::{Attachment, DEEPEST, Enclosed, MOST, message, shown};
use crate::finding::Finding;

pub(super) fn attachments(bytes: &[u8]) -> Result<Enclosed, Finding> {
    // Each part makes the reader look for its end, and each message within one makes it go deeper.
    let (parts, messages) = (count(bytes, b"boundary"), count(bytes, b"message/"));
    if parts.max(messages) > MOST {
        return Err(Finding::new("archive-too-many").with("count", parts.max(messages)).with("limit", MOST));
    }
    let parsed = MessageParser::default().parse(bytes).ok_or_else(|| Finding::new("damaged"))?;
    let mut found = Enclosed::default();
    walk(&parsed, "", 0, &mut found)?;
    Ok(found)
}

fn walk(parsed: &Message<'_>, within: &str, depth: usize, found: &mut Enclosed) -> Result<(), Finding> {
    if depth > DEEPEST {
        return Err(Finding::new("archive-too-deep"));
    }
    let says = |at: usize| parsed.body_text(at).is_some_and(|text| !text.trim().is_empty());
    found.says |= (0..parsed.text_body.len()).any(says);
    let mut messages = 0;
    for (nth, part) in (1..).zip(parsed.attachments()) {
        if let PartType::Message(inner) = &part.body {
            messages += 1;
            walk(inner, &message(messages, within), depth + 1, found)?;
            continue;
        }
        let is_text = matches!(part.body, PartType::Text(_) | PartType::Html(_));
        // A text without a name is what somebody wrote.
        if is_text && part.attachment_name().is_none() {
            found.says |= !part.contents().trim_ascii().is_empty();
            continue;
        }
        let name = shown(part.attachment_name(), nth, within);
        found.attachments.push(Attachment { name, bytes: bytes_of(part, parsed, is_text) });
    }
    Ok(())
}

fn bytes_of(part: &MessagePart<'_>, parsed: &Message<'_>, is_text: bool) -> Result<Vec<u8>, Finding> {
    let is = |subtype: &str| part.is_content_type("application", subtype);
    if is("pkcs7-mime") || is("x-pkcs7-mime") || is("pgp-encrypted") {
        return Err(Finding::new("mail-sealed"));
    }
    if part.contents().is_empty() {
        return Err(Finding::new("empty-file"));
    }
    if part.is_encoding_problem {
        return Err(Finding::new(if is_cut_off(part, parsed) { "truncated" } else { "damaged" }));
    }
    if !is_text {
        return Ok(part.contents().to_vec());
    }
    // The reader has made letters of it already; the form says itself in which encoding it is written.
    let (from, to) = (part.offset_body as usize, part.offset_end as usize);
    let raw = parsed.raw_message().get(from..to).ok_or_else(|| Finding::new("damaged"))?;
    match part.encoding {
        Encoding::None => Some(raw.to_vec()),
        Encoding::Base64 => base64_decode(raw),
        Encoding::QuotedPrintable => quoted_printable_decode(raw),
    }
    .ok_or_else(|| Finding::new("damaged"))
}

/// Whether the message ends within this part: the line that closes its parts never comes.
fn is_cut_off(part: &MessagePart<'_>, parsed: &Message<'_>) -> bool {
    let is_one_of_parts = parsed.content_type().is_some_and(|kind| kind.c_type.eq_ignore_ascii_case("multipart"));
    is_one_of_parts && part.offset_end as usize >= parsed.raw_message().trim_ascii_end().len()
}

/// How often these letters stand in the bytes, in either case.
fn count(bytes: &[u8], word: &[u8]) -> usize {
    let first = word[0];
    let starts = memchr::memchr2_iter(first, first.to_ascii_uppercase(), bytes);
    starts.filter(|at| bytes.get(*at..at + word.len()).is_some_and(|found| found.eq_ignore_ascii_case(word))).count()
}
