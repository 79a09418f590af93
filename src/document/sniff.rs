//! Tells the format of a file by its content, whatever its name says.

use std::io::Read;

use crate::document::encoding::Writing;
use crate::document::limits::Limits;
use crate::document::model::Format;
use crate::document::source::Source;
use crate::document::webform;
use crate::document::xls::compound_file::{Cfb, SIGNATURE};
use crate::document::zip_parts::ZipParts;
use crate::finding::Finding;

/// Bytes at the beginning that tell a format.
const HEAD: u64 = 64 * 1024;

/// What a file turns out to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// One document.
    Form(Format),
    /// A zip with files of its own.
    Archive,
}

/// Pictures by their first bytes.
const PICTURES: [&[u8]; 8] =
    [b"\x89PNG", b"\xFF\xD8\xFF", b"GIF8", b"BM", b"II*\0", b"MM\0*", b"\0\0\0\x18ftyp", b"\0\0\0\x20ftyp"];

/// Tells the format, or why it cannot be read; a zipped file is opened already.
pub fn sniff(source: &Source) -> Result<(Kind, Option<ZipParts>), Finding> {
    let head = source.head(HEAD).map_err(|_| Finding::new("damaged"))?;
    if head.is_empty() {
        return Err(Finding::new("empty-file"));
    }
    if head.starts_with(b"PK\x03\x04") || head.starts_with(b"PK\x05\x06") {
        let mut zipped = ZipParts::directory(source, &Limits::default())?;
        return Ok((of_parts(&mut zipped)?, Some(zipped)));
    }
    if head.starts_with(&SIGNATURE) {
        return Ok((Kind::Form(compound(source)?), None));
    }
    if PICTURES.iter().any(|first| head.starts_with(first) && !plain(&head)) || head.get(8..12) == Some(b"WEBP") {
        return Err(Finding::new("picture-file"));
    }
    if head.starts_with(b"{\\rtf") {
        return Err(Finding::new("rtf-file"));
    }
    if is_pdf(&head) {
        return Ok((Kind::Form(Format::Pdf), None));
    }
    Ok((Kind::Form(text(&Writing::text(&head))?), None))
}

/// Whether this is the begin of a pdf: its first line, or one after something that a mail program left before it. In a text
/// the words `%PDF-` are only words.
fn is_pdf(head: &[u8]) -> bool {
    let Some(at) = memchr::memmem::find(&head[..head.len().min(1024)], b"%PDF-") else { return false };
    let begins = at == 0 || matches!(head[at - 1], b'\n' | b'\r');
    let version = matches!(head.get(at + 5..at + 8), Some([b'1'..=b'2', b'.', b'0'..=b'9']));
    (begins && version) || memchr::memmem::find(head, b" obj").is_some()
}

/// What to say where the name tells another format than the content.
pub fn misnamed(name: &str, format: Format) -> Option<Finding> {
    let extension = name.rsplit(['/', '\\']).next().and_then(|file| file.rsplit_once('.'))?.1.to_lowercase();
    let fits: &[&str] = match format {
        Format::Xlsx => &["xlsx", "xlsm", "xlam", "xltx", "xltm"],
        Format::Xls => &["xls", "xlt", "xla"],
        Format::Xlsb => &["xlsb"],
        Format::Ods => &["ods", "ots", "fods"],
        Format::Csv => &["csv", "tsv", "tab", "txt"],
        Format::Docx => &["docx", "docm", "dotx", "dotm"],
        Format::Odt => &["odt", "ott", "fodt"],
        Format::Pdf => &["pdf"],
        Format::Json => &["json", "ndjson", "jsonl", "zip"],
    };
    let known = "xlsx xlsm xlam xltx xltm xls xlt xla xlsb ods ots fods csv tsv tab txt docx docm dotx dotm doc odt ott \
                 fodt pdf json ndjson jsonl rtf html htm xml zip png jpg jpeg";
    let tells = known.split(' ').any(|word| word == extension);
    (tells && !fits.contains(&extension.as_str()))
        .then(|| Finding::new("wrong-extension").with("extension", extension).with("format", fits[0]))
}

/// Tells what a zipped file is by the names of its parts.
fn of_parts(zipped: &mut ZipParts) -> Result<Kind, Finding> {
    let office = zipped.has("[Content_Types].xml");
    // nearly all are named just so; a part under any other name is looked for among all of them
    if office && zipped.names_exactly("word/document.xml") && !zipped.names_exactly("xl/workbook.xml") {
        return Ok(Kind::Form(Format::Docx));
    }
    if office && zipped.has("xl/workbook.xml") {
        return Ok(Kind::Form(Format::Xlsx));
    }
    if office && zipped.has("word/document.xml") {
        return Ok(Kind::Form(Format::Docx));
    }
    if zipped.has("xl/workbook.bin") {
        return Ok(Kind::Form(Format::Xlsb));
    }
    if zipped.has("mimetype") {
        return open_document(zipped);
    }
    if webform::is_export(zipped) {
        return Ok(Kind::Form(Format::Json));
    }
    if !office {
        return if zipped.has("Index/Document.iwa") { Err(Finding::new("not-a-form-file")) } else { Ok(Kind::Archive) };
    }
    let types = zipped.text("[Content_Types].xml")?;
    if types.contains("spreadsheetml") {
        Ok(Kind::Form(Format::Xlsx))
    } else if types.contains("wordprocessingml") {
        Ok(Kind::Form(Format::Docx))
    } else {
        Err(Finding::new("not-a-form-file"))
    }
}

fn open_document(zipped: &mut ZipParts) -> Result<Kind, Finding> {
    let mut kind = String::new();
    zipped.reader("mimetype")?.take(256).read_to_string(&mut kind).map_err(|_| Finding::new("damaged"))?;
    let manifest = zipped.text_if_any("META-INF/manifest.xml")?.unwrap_or_default();
    if manifest.contains("encryption-data") {
        return Err(Finding::new("encrypted"));
    }
    if kind.contains("opendocument.spreadsheet") {
        Ok(Kind::Form(Format::Ods))
    } else if kind.contains("opendocument.text") {
        Ok(Kind::Form(Format::Odt))
    } else {
        Err(Finding::new("not-a-form-file"))
    }
}

fn compound(source: &Source) -> Result<Format, Finding> {
    let opened = source.reader().map_err(|_| Finding::new("damaged"))?;
    let cfb = Cfb::open(opened).ok_or_else(|| Finding::new("damaged"))?;
    if cfb.has("EncryptedPackage") || cfb.has("EncryptionInfo") {
        Err(Finding::new("encrypted"))
    } else if cfb.has("Workbook") || cfb.has("Book") {
        Ok(Format::Xls)
    } else if cfb.has("WordDocument") {
        Err(Finding::new("old-word-file"))
    } else if cfb.has("__properties_version1.0") {
        Err(Finding::new("mail-file"))
    } else {
        Err(Finding::new("not-a-form-file"))
    }
}

fn text(head: &str) -> Result<Format, Finding> {
    if !plain(head.as_bytes()) {
        return Err(Finding::new("not-a-form-file"));
    }
    let start = head.trim_start();
    match start.as_bytes() {
        [] => Err(Finding::new("empty-file")),
        [b'<', ..] => markup(start),
        [b'{', ..] if matches!(start[1..].trim_start().as_bytes(), [] | [b'"' | b'}', ..]) => Ok(Format::Json),
        [b'[', ..] if matches!(start[1..].trim_start().as_bytes(), [] | [b'{' | b'[' | b'"' | b']', ..]) => {
            Ok(Format::Json)
        }
        _ if is_mail(start) => Err(Finding::new("mail-file")),
        _ if start.starts_with("MIME-Version:") => Err(Finding::new("html-file")),
        _ => Ok(Format::Csv),
    }
}

/// Whether a text begins as a message of mail does: with a line for who or what brought it, and further such lines.
fn is_mail(text: &str) -> bool {
    const FIRST: [&str; 8] = ["From", "To", "Received", "Return-Path", "Delivered-To", "Message-ID", "Date", "Subject"];
    let head = |line: &str| line.split_once(": ").is_some_and(|(name, _)| FIRST.contains(&name));
    let lines: Vec<&str> = text.lines().take(12).collect();
    lines.first().is_some_and(|line| head(line)) && lines.iter().filter(|line| head(line)).count() > 2
}

fn markup(start: &str) -> Result<Format, Finding> {
    let lower = start[..start.floor_char_boundary(4096)].to_lowercase();
    if lower.contains("office:document") {
        if lower.contains("opendocument.spreadsheet") || start.contains("<office:spreadsheet") {
            return Ok(Format::Ods);
        }
        let text = lower.contains("opendocument.text");
        return Err(Finding::new(if text { "flat-text-file" } else { "not-a-form-file" }));
    }
    if lower.contains("urn:schemas-microsoft-com:office:spreadsheet") {
        return Err(Finding::new("old-xml-file"));
    }
    if ["<html", "<!doctype html", "<table", "<head", "<body"].iter().any(|tag| lower.contains(tag)) {
        return Err(Finding::new("html-file"));
    }
    Err(Finding::new("not-a-form-file"))
}

/// Whether bytes are text: next to no control characters, but for a stray one or two.
fn plain(bytes: &[u8]) -> bool {
    let text = String::from_utf8_lossy(bytes);
    let odd = |c: &char| c.is_control() && !matches!(c, '\t' | '\n' | '\r' | '\u{c}' | '\u{1a}');
    let odds = text.chars().filter(odd).count();
    odds.saturating_sub(2) * 50 <= text.chars().count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formats_are_told_by_content() {
        for (bytes, told) in [
            (&b"a;b\n1;2\n"[..], Ok(Kind::Form(Format::Csv))),
            (b"BMW;rood\n", Ok(Kind::Form(Format::Csv))),
            (b"{\"schema\": 1}", Ok(Kind::Form(Format::Json))),
            (b"[\n {\"a\": 1}]", Ok(Kind::Form(Format::Json))),
            (b"[naam];[adres]\n", Ok(Kind::Form(Format::Csv))),
            (b"%PDF-1.7\n", Ok(Kind::Form(Format::Pdf))),
            (b"", Err("empty-file")),
            (b" \r\n", Err("empty-file")),
            (b"\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR", Err("picture-file")),
            (b"<office:document office:mimetype=\"application/vnd.oasis.opendocument.text\"/>", Err("flat-text-file")),
            (b"{\\rtf1\\ansi}", Err("rtf-file")),
            (b"<html><table></table></html>", Err("html-file")),
            (b"From: a@voorbeeld.nl\r\nTo: b@voorbeeld.nl\r\nSubject: plan\r\n\r\nzie bijlage", Err("mail-file")),
            (b"Date: 1-1-2026;Naam: Jan\n", Ok(Kind::Form(Format::Csv))),
            (
                b"<?xml version=\"1.0\"?><Workbook xmlns=\"urn:schemas-microsoft-com:office:spreadsheet\"/>",
                Err("old-xml-file"),
            ),
            (b"<?xml version=\"1.0\"?><brief/>", Err("not-a-form-file")),
            (b"\x01\x02\x03\x04\x05\x06\x07\x08", Err("not-a-form-file")),
            (b"PK\x03\x04 and nothing more", Err("truncated")),
        ] {
            let sniffed = sniff(&Source::bytes("bestand", bytes.to_vec()));
            let kind = sniffed.map(|(kind, _)| kind).map_err(|finding| finding.code.into_owned());
            assert_eq!(kind, told.map_err(str::to_owned), "{}", String::from_utf8_lossy(bytes));
        }
    }

    #[test]
    fn a_name_that_tells_another_format_is_said() {
        assert!(misnamed("map.d/form.xls", Format::Xlsx).is_some());
        for name in ["form.xlsm", "form", "form.v2", "FORM.XLSX"] {
            assert!(misnamed(name, Format::Xlsx).is_none(), "{name}");
        }
    }
}
