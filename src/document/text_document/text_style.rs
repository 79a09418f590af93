//! What a style of OpenDocument says of its text, as far as it changes what is read: struck out, hidden, raised, drawn in a
//! symbol font, or set apart from its neighbours.

use std::borrow::Cow;

use crate::document::text_document::symbol_font;
use crate::text::letter_format::LetterFormat;

/// What one style says; none where it says nothing.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct TextStyle {
    pub struck: Option<bool>,
    pub hidden: Option<bool>,
    pub raised: Option<bool>,
    /// Bold, underlined, marked or framed.
    pub marked: bool,
    pub look: LetterFormat,
    pub symbol: Option<&'static str>,
    /// Something else than white lies behind the text.
    pub backed: bool,
    /// The colour that lies behind it, and that of its letters, as [`LetterFormat::shade`] numbers them; 0 where none is said.
    pub ground: u32,
    pub shade: u32,
    /// How often a number is divided by a thousand before it shows, and to how many decimals.
    pub thousands: u8,
    pub decimals: u8,
    /// Its number format has no place for a number or a text.
    pub unshown: bool,
    /// A condition may strike it out or hide it.
    pub conditional: bool,
    /// Its cell is crossed through by a border from corner to corner.
    pub crossed: bool,
}

/// The attributes that are looked at.
const SAID: [&str; 13] = [
    "style:text-line-through-style",
    "style:text-line-through-type",
    "text:display",
    "style:text-position",
    "fo:font-weight",
    "style:text-underline-style",
    "style:text-underline-type",
    "fo:background-color",
    "fo:border",
    "fo:color",
    "fo:font-size",
    "fo:font-style",
    "style:font-name",
];

impl TextStyle {
    /// By its `style:text-properties`.
    pub fn of<'x>(attrs: impl FnOnce([&'static str; 13]) -> [Option<Cow<'x, str>>; 13]) -> Self {
        let said = attrs(SAID);
        let said: [Option<&str>; 13] = said.each_ref().map(Option::as_deref);
        let [line, line_type, display, position, weight, framed @ .., color, size, slant, font] = said;
        let bold =
            weight.is_some_and(|weight| weight == "bold" || weight.parse().is_ok_and(|weight: u32| weight >= 600));
        let background = framed[2];
        let framed = framed.into_iter().flatten().any(|said| !matches!(said, "none" | "transparent"));
        Self {
            // programs write the style of the line, its type, or both
            struck: [line, line_type].into_iter().flatten().map(|line| line != "none").reduce(|any, line| any || line),
            hidden: display.map(|display| display == "none"),
            raised: position.map(raises),
            marked: bold || framed,
            look: LetterFormat {
                color: color.map_or(0, LetterFormat::color),
                size: size.and_then(half_points).unwrap_or(0),
                italic: slant.is_some_and(|slant| slant != "normal"),
            },
            symbol: font.and_then(symbol_font::named),
            backed: background.is_some_and(is_colored),
            ground: background.filter(|background| is_colored(background)).map_or(0, LetterFormat::shade),
            shade: color.map_or(0, LetterFormat::shade),
            ..Self::default()
        }
    }

    /// Takes in the `style:table-cell-properties` of a cell: what lies behind its text, and borders from corner to corner.
    pub fn take_cell<'x>(&mut self, attrs: impl FnOnce([&'static str; 3]) -> [Option<Cow<'x, str>>; 3]) {
        let said = attrs(["fo:background-color", "style:diagonal-bl-tr", "style:diagonal-tl-br"]);
        let [background, up, down] = said.each_ref().map(Option::as_deref);
        if let Some(background) = background.filter(|background| is_colored(background)) {
            (self.backed, self.ground) = (true, LetterFormat::shade(background));
        }
        self.crossed |= [up, down].into_iter().flatten().any(|border| border != "none");
    }

    /// Whether nobody sees such text: letters of a point, or white ones on white.
    pub fn is_unseen(&self) -> bool {
        let same = self.shade != 0 && self.shade == self.ground;
        self.unshown || self.look.is_tiny() || same || !self.backed && self.look.is_unseen_on_white()
    }

    /// This, and what the style says that it is based on; its looks are those of a whole cell or paragraph.
    pub fn or(self, parent: Self) -> Self {
        Self {
            struck: self.struck.or(parent.struck),
            hidden: self.hidden.or(parent.hidden),
            raised: self.raised.or(parent.raised),
            marked: self.marked || parent.marked,
            look: if self.look == LetterFormat::default() { parent.look } else { self.look },
            symbol: self.symbol.or(parent.symbol),
            backed: self.backed || parent.backed,
            ground: if self.ground == 0 { parent.ground } else { self.ground },
            shade: if self.shade == 0 { parent.shade } else { self.shade },
            thousands: self.thousands.max(parent.thousands),
            decimals: self.decimals.max(parent.decimals),
            unshown: self.unshown || parent.unshown,
            conditional: self.conditional || parent.conditional,
            crossed: self.crossed || parent.crossed,
        }
    }
}

/// Whether a background is another than white.
fn is_colored(background: &str) -> bool {
    !matches!(background, "transparent" | "none") && !background.eq_ignore_ascii_case("#ffffff")
}

/// Whether a position raises text: `super 58%`, `33% 58%`.
fn raises(position: &str) -> bool {
    let first = position.split_whitespace().next().unwrap_or_default();
    let percent = first.strip_suffix('%').and_then(|percent| percent.parse::<f32>().ok());
    first == "super" || percent.is_some_and(|percent| percent > 0.0)
}

/// `11pt` in half points.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "letters of 0 to 409 points")]
fn half_points(size: &str) -> Option<u32> {
    let points: f32 = size.strip_suffix("pt")?.parse().ok()?;
    Some((points.clamp(0.0, 409.0) * 2.0).round() as u32)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(said: &[(&str, &str)]) -> TextStyle {
        let value = |name: &str| said.iter().find(|(own, _)| *own == name).map(|(_, value)| (*value).to_owned().into());
        TextStyle::of(|names| names.map(value))
    }

    #[test]
    fn a_style_says_what_changes_its_text() {
        assert_eq!(of(&[("style:text-line-through-style", "solid")]).struck, Some(true));
        assert_eq!(of(&[("style:text-line-through-type", "none")]).struck, Some(false));
        assert_eq!(of(&[("style:text-position", "super 58%")]).raised, Some(true));
        assert_eq!(of(&[("style:text-position", "0% 100%")]).raised, Some(false));
        assert_eq!(of(&[("style:font-name", "Wingdings")]).symbol, Some("Wingdings"));
        assert!(of(&[("fo:font-weight", "700")]).marked && !of(&[("fo:background-color", "transparent")]).marked);
        assert_eq!(of(&[("fo:font-size", "11pt")]).look.size, 22);
        let parent = of(&[("style:text-line-through-style", "solid")]);
        assert_eq!(of(&[("fo:color", "#ff0000")]).or(parent).struck, Some(true));
        assert_eq!(of(&[("style:text-line-through-style", "none")]).or(parent).struck, Some(false));
    }
}
