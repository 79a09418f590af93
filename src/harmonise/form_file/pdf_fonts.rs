//! The letters of a form, each of its three faces embedded: also where no such font is installed, and in print, they are
//! the same.

use lopdf::{Dictionary, Document, Object, ObjectId, Stream, dictionary};

use crate::document::pdf::text_width;

/// A face: its name in the file, and what its letters are.
struct EmbeddedFace {
    name: &'static str,
    file: &'static [u8],
    bold: bool,
    slanted: bool,
    /// The box around all of its letters, in thousandths.
    around: [i64; 4],
}

const PLAIN: EmbeddedFace = EmbeddedFace {
    name: "EenvormLetters",
    file: include_bytes!("../../../assets/letters/letters.ttf"),
    bold: false,
    slanted: false,
    around: [-482, -222, 1302, 979],
};

const BOLD: EmbeddedFace = EmbeddedFace {
    name: "EenvormLetters-Bold",
    file: include_bytes!("../../../assets/letters/letters-bold.ttf"),
    bold: true,
    slanted: false,
    around: [-184, -222, 1000, 896],
};

const ITALIC: EmbeddedFace = EmbeddedFace {
    name: "EenvormLetters-Italic",
    file: include_bytes!("../../../assets/letters/letters-italic.ttf"),
    bold: false,
    slanted: true,
    around: [-272, -223, 1022, 878],
};

/// The fonts by the names that the pages use; `Answer` is that of what is filled in.
pub(super) fn fonts(pdf: &mut Document) -> Dictionary {
    let [plain, bold, italic] = [PLAIN, BOLD, ITALIC].map(|face| font(pdf, &face));
    dictionary! { "F1" => plain, "F2" => bold, "F3" => italic, "Answer" => plain }
}

fn font(pdf: &mut Document, face: &EmbeddedFace) -> ObjectId {
    let length = i64::try_from(face.file.len()).unwrap_or(0);
    let mut program = Stream::new(dictionary! { "Length1" => length }, face.file.to_vec());
    // Smaller where it can be; whole where it cannot.
    let _ = program.compress();
    let program = pdf.add_object(program);
    let slant = if face.slanted { -12 } else { 0 };
    // Letters of Latin, slanted or not.
    let flags = 32 + if face.slanted { 64 } else { 0 };
    let about = pdf.add_object(dictionary! {
        "Type" => "FontDescriptor", "FontName" => face.name, "Flags" => flags, "ItalicAngle" => slant,
        "StemV" => if face.bold { 140 } else { 80 }, "FontBBox" => face.around.map(Object::from).to_vec(),
        "Ascent" => 905, "Descent" => -212, "CapHeight" => 688, "FontFile2" => program,
    });
    pdf.add_object(dictionary! {
        "Type" => "Font", "Subtype" => "TrueType", "BaseFont" => face.name, "Encoding" => "WinAnsiEncoding",
        "FirstChar" => 32, "LastChar" => 255, "Widths" => widths(face.bold), "FontDescriptor" => about,
    })
}

/// The widths of the characters of Windows-1252 from the space on: those of Helvetica, which these letters share.
#[expect(clippy::cast_possible_truncation, reason = "widths in thousandths, a few digits each")]
fn widths(bold: bool) -> Vec<Object> {
    let of = |byte: u8| {
        let bytes = &[byte];
        let (text, _, _) = encoding_rs::WINDOWS_1252.decode(bytes);
        Object::from(text_width(&text, bold).round() as i64)
    };
    (32..=255).map(of).collect()
}
