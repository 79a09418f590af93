//! A cell of a spreadsheet as its tag describes it, before its text has come by.

use quick_xml::events::BytesStart;

use crate::document::ods::styles::Styles;
use crate::document::spreadsheet::constant::{self, is_constant};
use crate::document::text_document::text_style::TextStyle;
use crate::document::xml;
use crate::text::content::{Content, strike};

/// As many rows and columns as a sheet can have.
pub const ROWS: u32 = 1_048_576;
pub const COLS: u32 = 16_384;

/// The cell being read.
#[derive(Debug)]
pub struct Open {
    pub repeated: u32,
    pub rows: u32,
    pub cols: u32,
    pub kind: String,
    pub value: Option<String>,
    pub formula: bool,
    /// The formula works nothing out.
    pub constant: bool,
    /// It says something else on another day.
    pub renews: bool,
    /// What its own style says of its text; none where it names none.
    pub style: Option<TextStyle>,
}

impl Open {
    /// By its tag.
    pub fn new(tag: &BytesStart<'_>, styles: &Styles) -> Self {
        let word = |name| xml::attr(tag, name).map(std::borrow::Cow::into_owned);
        let error = word("calcext:value-type").filter(|kind| kind == "error");
        let formula = word("table:formula");
        let truth = formula.as_deref().and_then(truth);
        let mut kind = error.or_else(|| word("office:value-type")).unwrap_or_default();
        if truth.is_some() {
            "boolean".clone_into(&mut kind);
        }
        let value = match kind.as_str() {
            "float" | "currency" | "percentage" => word("office:value"),
            "date" => word("office:date-value"),
            "time" => word("office:time-value"),
            "boolean" => truth.map(str::to_owned).or_else(|| word("office:boolean-value")),
            "string" => word("office:string-value"),
            _ => None,
        };
        Self {
            repeated: repeats(tag, "table:number-columns-repeated", COLS),
            rows: repeats(tag, "table:number-rows-spanned", ROWS),
            cols: repeats(tag, "table:number-columns-spanned", COLS),
            kind,
            value,
            renews: formula.as_deref().is_some_and(constant::renews),
            formula: formula.is_some() && truth.is_none(),
            constant: formula
                .as_deref()
                .and_then(|formula| formula.split_once('='))
                .is_some_and(|(_, f)| is_constant(f)),
            style: styles.of_cell(tag, "table:style-name"),
        }
    }

    /// What the cell says as text.
    pub fn said(&self, text: String) -> Content {
        if !text.is_empty() {
            return Content::Text(text.into());
        }
        match self.value.as_deref().unwrap_or_default() {
            "" if self.formula && self.kind == "string" => Content::Text(text.into()),
            "" => Content::Empty,
            value if self.strikes() => Content::Text(strike(value).into()),
            value => Content::Text(value.into()),
        }
    }

    /// Whether nobody sees the letters of the cell.
    pub fn is_unseen(&self) -> bool {
        self.style.is_some_and(|style| style.is_unseen())
    }

    /// Whether the cell strikes out what stands in it.
    pub fn strikes(&self) -> bool {
        self.style.is_some_and(|style| style.crossed || style.struck == Some(true))
    }
}

/// A formula that is nothing but true or false is how `LibreOffice` keeps a boolean from elsewhere.
fn truth(formula: &str) -> Option<&'static str> {
    match formula.rsplit('=').next()? {
        "TRUE()" => Some("true"),
        "FALSE()" => Some("false"),
        _ => None,
    }
}

/// How often something is repeated or spans, at least once.
pub fn repeats(tag: &BytesStart<'_>, name: &str, most: u32) -> u32 {
    xml::number(tag, name).unwrap_or(1).clamp(1, most)
}
