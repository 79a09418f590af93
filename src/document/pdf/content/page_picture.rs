//! The pictures that stand on a page of a pdf, each as a file that a reader of pictures takes: a jpeg as it is, a fax in a
//! tiff, plain dots as a portable bitmap.

use lopdf::{Document as Pdf, Object, ObjectId, Stream};

use crate::document::pdf::structure::objects;

/// Dots of the largest picture that is read: A3 at 600 an inch.
const MOST_DOTS: usize = 80_000_000;

/// Bytes to which a picture may unpack.
const LONGEST: usize = 256 << 20;

/// A picture as a file.
pub(in crate::document::pdf) struct Picture {
    pub(in crate::document::pdf) bytes: Vec<u8>,
    /// What its kind of file ends in.
    pub(in crate::document::pdf) ending: &'static str,
    /// In dots, as the picture counts them.
    pub(in crate::document::pdf) wide: f64,
}

/// The picture with this number; none where it is packed in a way that is not known here.
pub(in crate::document::pdf) fn picture(pdf: &Pdf, id: ObjectId) -> Option<Picture> {
    let stream = pdf.get_object(id).ok()?.as_stream().ok()?;
    let side = |key| objects::integer(pdf, &stream.dict, key).and_then(|n| usize::try_from(n).ok()).filter(|n| *n > 0);
    let (wide, high) = (side("Width")?, side("Height")?);
    if wide.checked_mul(high)? > MOST_DOTS {
        return None;
    }
    let filters: Vec<Vec<u8>> = match objects::get(pdf, &stream.dict, "Filter") {
        Some(Object::Array(list)) => {
            list.iter().filter_map(|o| objects::deref(pdf, o)?.as_name().ok().map(<[u8]>::to_vec)).collect()
        }
        Some(Object::Name(name)) => vec![name.clone()],
        _ => Vec::new(),
    };
    let (bytes, ending) = match filters.iter().map(Vec::as_slice).collect::<Vec<_>>().as_slice() {
        [b"DCTDecode" | b"DCT"] => (stream.content.clone(), "jpg"),
        [b"JPXDecode"] => (stream.content.clone(), "jp2"),
        [b"CCITTFaxDecode" | b"CCF"] => (fax(pdf, stream, wide, high)?, "tif"),
        [.., b"DCTDecode" | b"DCT" | b"JPXDecode" | b"CCITTFaxDecode" | b"CCF" | b"JBIG2Decode"] => return None,
        _ => (dots(pdf, stream, wide, high)?, "pnm"),
    };
    Some(Picture { bytes, ending, wide: f64::from(u32::try_from(wide).ok()?) })
}

/// A fax as a tiff of one strip.
fn fax(pdf: &Pdf, stream: &Stream, wide: usize, high: usize) -> Option<Vec<u8>> {
    let given = match objects::get(pdf, &stream.dict, "DecodeParms") {
        Some(Object::Array(list)) => list.first().and_then(|o| objects::deref(pdf, o)).and_then(objects::as_dict),
        other => other.and_then(objects::as_dict),
    };
    let k = given.and_then(|given| objects::integer(pdf, given, "K")).unwrap_or(0);
    let black_is_one =
        given.and_then(|given| objects::get(pdf, given, "BlackIs1")).and_then(|o| o.as_bool().ok()).unwrap_or(false);
    let columns = given.and_then(|given| objects::integer(pdf, given, "Columns")).unwrap_or(1728);
    if usize::try_from(columns).ok()? != wide {
        return None;
    }
    let n = |n: usize| u32::try_from(n).ok();
    let (packing, options) = if k < 0 { (4, None) } else { (3, Some(u32::from(k > 0))) };
    // tag, type (3 is short, 4 is long), value
    let mut fields: Vec<(u16, u16, u32)> = vec![
        (256, 4, n(wide)?),
        (257, 4, n(high)?),
        (258, 3, 1),
        (259, 3, packing),
        (262, 3, u32::from(black_is_one && inverted(pdf, stream))),
        (266, 3, 1),
        (273, 4, 8),
        (277, 3, 1),
        (278, 4, n(high)?),
        (279, 4, n(stream.content.len())?),
    ];
    fields.extend(options.map(|options| (292, 4, options)));
    let data = stream.content.len().next_multiple_of(2);
    let mut tiff = b"II*\0".to_vec();
    tiff.extend(n(8 + data)?.to_le_bytes());
    tiff.extend(&stream.content);
    tiff.resize(8 + data, 0);
    tiff.extend(u16::try_from(fields.len()).ok()?.to_le_bytes());
    for (tag, kind, value) in fields {
        tiff.extend(tag.to_le_bytes());
        tiff.extend(kind.to_le_bytes());
        tiff.extend(1_u32.to_le_bytes());
        tiff.extend(value.to_le_bytes());
    }
    tiff.extend([0; 4]);
    Some(tiff)
}

/// Whether its `/Decode` turns dark into light.
fn inverted(pdf: &Pdf, stream: &Stream) -> bool {
    objects::array(pdf, &stream.dict, "Decode").first().and_then(objects::float).is_some_and(|first| first > 0.5)
}

/// Plain dots as a portable bitmap in grey or in colour.
fn dots(pdf: &Pdf, stream: &Stream, wide: usize, high: usize) -> Option<Vec<u8>> {
    let data = stream.get_plain_content_with_limit(LONGEST).ok()?;
    let mask = objects::get(pdf, &stream.dict, "ImageMask").and_then(|o| o.as_bool().ok()).unwrap_or(false);
    let bits = if mask { 1 } else { objects::integer(pdf, &stream.dict, "BitsPerComponent").unwrap_or(8) };
    let bits = usize::try_from(bits).ok().filter(|bits| [1, 2, 4, 8, 16].contains(bits))?;
    let (colours, palette) = colours(pdf, stream, mask)?;
    let row = (wide * colours * bits).div_ceil(8);
    if data.len() < row * high {
        return None;
    }
    let turn = inverted(pdf, stream);
    let mut grey = Vec::with_capacity(wide * high);
    for line in data.chunks_exact(row).take(high) {
        let mut samples = (0..wide * colours).map(|at| sample(line, at, bits));
        for _ in 0..wide {
            let light = match (&palette, colours) {
                (Some(palette), _) => {
                    let (value, _) = samples.next()?;
                    palette.get(usize::from(value)).copied().unwrap_or(255)
                }
                (None, 1) => full(samples.next()?),
                (None, 3) => {
                    let [r, g, b] = [full(samples.next()?), full(samples.next()?), full(samples.next()?)];
                    mixed(r, g, b)
                }
                (None, _) => {
                    let [c, m, y, k] = [(); 4].map(|()| samples.next().map_or(0, full));
                    255 - mixed(c, m, y).saturating_add(k)
                }
            };
            grey.push(if turn { 255 - light } else { light });
        }
    }
    let mut file = format!("P5\n{wide} {high}\n255\n").into_bytes();
    file.extend(grey);
    Some(file)
}

/// How light a colour is.
fn mixed(r: u8, g: u8, b: u8) -> u8 {
    u8::try_from((u32::from(r) * 30 + u32::from(g) * 59 + u32::from(b) * 11) / 100).unwrap_or(255)
}

/// One sample of a row, and the most it can be.
fn sample(line: &[u8], at: usize, bits: usize) -> (u8, u8) {
    let byte = |n: usize| line.get(n).copied().unwrap_or(0);
    match bits {
        8 => (byte(at), 255),
        16 => (byte(2 * at), 255),
        _ => {
            let most = (1_u8 << bits) - 1;
            let within = 8 - bits - at * bits % 8;
            (byte(at * bits / 8) >> within & most, most)
        }
    }
}

fn full((value, most): (u8, u8)) -> u8 {
    u8::try_from(u16::from(value) * 255 / u16::from(most.max(1))).unwrap_or(255)
}

/// How many samples a dot has, and how light each colour of a palette is.
fn colours(pdf: &Pdf, stream: &Stream, mask: bool) -> Option<(usize, Option<Vec<u8>>)> {
    if mask {
        return Some((1, None));
    }
    let space = objects::get(pdf, &stream.dict, "ColorSpace")?;
    if let Some((count, lookup)) = palette(pdf, space) {
        let light = lookup.chunks_exact(count).map(|colour| match colour {
            [grey] => *grey,
            [r, g, b] => mixed(*r, *g, *b),
            [c, m, y, k, ..] => 255 - mixed(*c, *m, *y).saturating_add(*k),
            _ => 255,
        });
        return Some((1, Some(light.collect())));
    }
    Some((samples(pdf, space)?, None))
}

/// The colours of an indexed space: how many samples each has, and their bytes.
fn palette(pdf: &Pdf, space: &Object) -> Option<(usize, Vec<u8>)> {
    let [kind, base, _, lookup] = space.as_array().ok()?.as_slice() else { return None };
    if !matches!(objects::deref(pdf, kind)?.as_name().ok()?, b"Indexed" | b"I") {
        return None;
    }
    let lookup = match objects::deref(pdf, lookup)? {
        Object::String(bytes, _) => bytes.clone(),
        Object::Stream(stream) => stream.get_plain_content_with_limit(1 << 16).ok()?,
        _ => return None,
    };
    Some((samples(pdf, objects::deref(pdf, base)?)?, lookup))
}

fn samples(pdf: &Pdf, space: &Object) -> Option<usize> {
    let name = match space {
        Object::Name(name) => name.as_slice(),
        Object::Array(list) => objects::deref(pdf, list.first()?)?.as_name().ok()?,
        _ => return None,
    };
    match name {
        b"DeviceGray" | b"CalGray" | b"G" => Some(1),
        b"DeviceRGB" | b"CalRGB" | b"RGB" | b"Lab" => Some(3),
        b"DeviceCMYK" | b"CMYK" => Some(4),
        b"ICCBased" => {
            let profile = objects::deref(pdf, space.as_array().ok()?.get(1)?)?.as_stream().ok()?;
            let n = objects::integer(pdf, &profile.dict, "N")?;
            usize::try_from(n).ok().filter(|n| [1, 3, 4].contains(n))
        }
        _ => None,
    }
}
