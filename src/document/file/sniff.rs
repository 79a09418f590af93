//! Tells the format of a file by its content, whatever its name says.

use std::collections::BTreeSet;
use std::io::Read;

use crate::document::cells::model::Format;
use crate::document::file::compound_file::{Cfb, SIGNATURE};
use crate::document::file::encoding::Writing;
use crate::document::file::limits::Limits;
use crate::document::file::package::Package;
use crate::document::file::source::Source;
use crate::document::webform;
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
    /// A message of mail, with or without attachments.
    Mail,
}

/// Pictures by their first bytes.
const PICTURES: [&[u8]; 8] =
    [b"\x89PNG", b"\xFF\xD8\xFF", b"GIF8", b"BM", b"II*\0", b"MM\0*", b"\0\0\0\x18ftyp", b"\0\0\0\x20ftyp"];

/// Tells the format, or why it cannot be read; a zipped file is opened already.
pub fn sniff(source: &Source) -> Result<(Kind, Option<Package>), Finding> {
    let head = source.head(HEAD).map_err(|_| Finding::new("damaged"))?;
    if head.is_empty() {
        return Err(Finding::new("empty-file"));
    }
    if head.starts_with(b"PK\x03\x04") || head.starts_with(b"PK\x05\x06") {
        let mut zipped = Package::directory(source, &Limits::default())?;
        return Ok((of_parts(&mut zipped)?, Some(zipped)));
    }
    if head.starts_with(&SIGNATURE) {
        return Ok((compound(source)?, None));
    }
    if PICTURES.iter().any(|first| head.starts_with(first) && !plain(&head)) || head.get(8..12) == Some(b"WEBP") {
        return Err(Finding::new("picture-file"));
    }
    if head.starts_with(b"\x78\x9F\x3E\x22") {
        return Err(Finding::new("winmail-file"));
    }
    if head.starts_with(b"{\\rtf") {
        return Err(Finding::new("rtf-file"));
    }
    if is_pdf(&head) {
        return Ok((Kind::Form(Format::Pdf), None));
    }
    Ok((text(&Writing::text(&head))?, None))
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
fn of_parts(zipped: &mut Package) -> Result<Kind, Finding> {
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

fn open_document(zipped: &mut Package) -> Result<Kind, Finding> {
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

fn compound(source: &Source) -> Result<Kind, Finding> {
    let opened = source.reader().map_err(|_| Finding::new("damaged"))?;
    let cfb = Cfb::open(opened).ok_or_else(|| Finding::new("damaged"))?;
    if cfb.has("EncryptedPackage") || cfb.has("EncryptionInfo") {
        Err(Finding::new("encrypted"))
    } else if cfb.has("Workbook") || cfb.has("Book") {
        Ok(Kind::Form(Format::Xls))
    } else if cfb.has("WordDocument") {
        Err(Finding::new("old-word-file"))
    } else if cfb.has("__properties_version1.0") {
        Ok(Kind::Mail)
    } else {
        Err(Finding::new("not-a-form-file"))
    }
}

fn text(head: &str) -> Result<Kind, Finding> {
    if !plain(head.as_bytes()) {
        return Err(Finding::new("not-a-form-file"));
    }
    let start = head.trim_start();
    match start.as_bytes() {
        [] => Err(Finding::new("empty-file")),
        [b'<', ..] => markup(start).map(Kind::Form),
        [b'{', ..] if matches!(start[1..].trim_start().as_bytes(), [] | [b'"' | b'}', ..]) => {
            Ok(Kind::Form(Format::Json))
        }
        [b'[', ..] if matches!(start[1..].trim_start().as_bytes(), [] | [b'{' | b'[' | b'"' | b']', ..]) => {
            Ok(Kind::Form(Format::Json))
        }
        _ if is_sylk(start) => Err(Finding::new("sylk-file")),
        _ if is_dif(start) => Err(Finding::new("dif-file")),
        _ if is_saved_page(start) => Err(Finding::new("html-file")),
        _ if is_mail(start) => Ok(Kind::Mail),
        _ => Ok(Kind::Form(Format::Csv)),
    }
}

/// Whether a text is a workbook as records of letters (slk): `ID;PWXL`, then one record a line. A table may begin with the
/// heading `ID` as well.
fn is_sylk(text: &str) -> bool {
    let is_record = |line: &str| {
        let (kind, rest) = line.split_once(';').unwrap_or((line, ""));
        let known = ["B", "C", "E", "F", "NE", "NN", "NU", "O", "P", "W"].contains(&kind);
        known && rest.bytes().next().is_none_or(|first| first.is_ascii_uppercase())
    };
    let mut lines = text.lines().filter(|line| !line.trim().is_empty());
    let begins = lines.next().is_some_and(|first| first.starts_with("ID;P"));
    let mut records = lines.take(5).peekable();
    begins && records.peek().is_some() && records.all(is_record)
}

/// Whether a text is a table in the data interchange format (dif).
fn is_dif(text: &str) -> bool {
    let mut lines = text.lines().map(str::trim_end);
    lines.next() == Some("TABLE")
        && lines.next() == Some("0,1")
        && lines.next().is_some_and(|name| name.starts_with('"'))
}

/// Whether a text begins as a message of mail does: with lines that say who or what brought it, down to the first empty
/// line.
fn is_mail(text: &str) -> bool {
    const KNOWN: [&str; 12] = [
        "from",
        "to",
        "cc",
        "received",
        "return-path",
        "delivered-to",
        "message-id",
        "date",
        "subject",
        "mime-version",
        "content-type",
        "reply-to",
    ];
    let name = |line: &str| line.split_once(':').map(|(name, _)| name.to_ascii_lowercase());
    let is_name = |name: &str| !name.is_empty() && name.bytes().all(|b| b.is_ascii_graphic());
    let head: Vec<&str> = text.lines().take(400).take_while(|line| !line.trim().is_empty()).collect();
    let begun: Vec<String> =
        head.iter().filter(|line| !line.starts_with([' ', '\t'])).map(|line| name(line).unwrap_or_default()).collect();
    let known: BTreeSet<&str> = KNOWN.into_iter().filter(|known| begun.iter().any(|name| name == known)).collect();
    known.len() > 2
        && begun.first().is_some_and(|first| KNOWN.contains(&first.as_str()) || first.starts_with("x-"))
        && begun.iter().all(|name| is_name(name))
}

/// A page that a browser or Excel saved with all that belongs to it (mht) is written as mail is, but nobody sent it.
fn is_saved_page(text: &str) -> bool {
    let head = &text[..text.floor_char_boundary(4096)];
    let head = head.split("\n\n").next().and_then(|head| head.split("\r\n\r\n").next()).unwrap_or(head);
    let sent = head.lines().any(|line| {
        let line = line.to_ascii_lowercase();
        ["to:", "received:", "message-id:", "delivered-to:"].iter().any(|name| line.starts_with(name))
    });
    let saved = head.contains("<Saved by ") || head.contains("Snapshot-Content-Location:");
    saved || !sent && head.starts_with("MIME-Version:") && head.contains("multipart/related")
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
            (b"From: a@voorbeeld.nl\r\nTo: b@voorbeeld.nl\r\nSubject: plan\r\n\r\nzie bijlage", Ok(Kind::Mail)),
            (
                b"MIME-Version: 1.0\r\nFrom: a@voorbeeld.nl\r\nSubject: plan\r\nTo: b@voorbeeld.nl\r\n\r\n",
                Ok(Kind::Mail),
            ),
            (b"MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=x\r\n\r\n", Err("html-file")),
            (b"From: <Saved by Blink>\r\nSubject: x\r\nDate: y\r\nMIME-Version: 1.0\r\n\r\n", Err("html-file")),
            (b"ID;PWXL;N;E\r\nP;PGeneral\r\nC;Y1;X1;K\"Naam\"\r\nE\r\n", Err("sylk-file")),
            (b"ID;Plaats\n1;Utrecht\n", Ok(Kind::Form(Format::Csv))),
            (b"TABLE\r\n0,1\r\n\"EXCEL\"\r\nVECTORS\r\n", Err("dif-file")),
            (b"To: Jan\nFrom: Piet\nDate of birth; 1-1-2000\nSubject: x\n", Ok(Kind::Form(Format::Csv))),
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
