//! The rows of one sheet part: cells in order, and after them the merged areas and the controls.

use std::sync::Arc;

use compact_str::CompactString;
use quick_xml::events::{BytesStart, Event};

use crate::document::cells::cell_stream::{CellStream, Step};
use crate::document::cells::model::Cell;
use crate::document::spreadsheet::UNSEEN;
use crate::document::spreadsheet::constant::{is_constant, renews};
use crate::document::spreadsheet::number_format;
use crate::document::text_document::symbol_font;
use crate::document::xlsx::plain::{self, CellTag, Plain};
use crate::document::xlsx::sheet::conditional::Conditions;
use crate::document::xlsx::sheet::sheet_around_rows::{Frame, LAST, State, address};
use crate::document::xlsx::workbook::shared::Shared;
use crate::document::xlsx::workbook::strings::{Run, half_points, unescape};
use crate::document::xlsx::workbook::styles::CellStyle;
use crate::document::xml;
use crate::finding::Finding;
use crate::text::content::{Content, strike};
use crate::text::place::{Place, Spot};

/// Reads one sheet part, piece by piece.
pub struct Rows<'a> {
    name: &'a Arc<str>,
    shared: &'a Shared,
    /// What stands before and after the rows.
    pub frame: Frame,
    hidden_row: bool,
    next: Spot,
    open: Open,
    text: String,
    run: Run,
    /// What is seen on white of the text of the cell, where that is not all of it.
    seen: Option<String>,
    state: State,
    /// What the sheet makes of its cells under conditions.
    conditions: Conditions,
}

/// The cell being read.
#[derive(Default)]
struct Open {
    spot: Option<Spot>,
    look: usize,
    kind: Kind,
    formula: bool,
    /// The formula works nothing out: somebody typed `="Sanne"`.
    constant: bool,
    /// It says something else on another day.
    renews: bool,
}

/// What a cell says that its value is.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
enum Kind {
    #[default]
    Number,
    Shared,
    Text,
    Inline,
    Boolean,
    Error,
    Date,
}

impl Open {
    fn attribute(&mut self, name: &str, value: &str) {
        match name {
            "r" => self.spot = address(value).or(self.spot),
            "s" => self.look = value.parse().unwrap_or(0),
            "t" => self.kind = Kind::of(value),
            _ => {}
        }
    }
}

impl Kind {
    fn of(word: &str) -> Self {
        match word {
            "s" => Self::Shared,
            "str" => Self::Text,
            "inlineStr" | "is" => Self::Inline,
            "b" => Self::Boolean,
            "e" => Self::Error,
            "d" => Self::Date,
            _ => Self::Number,
        }
    }
}

impl<'a> Rows<'a> {
    /// Nothing read as yet.
    pub fn new(name: &'a Arc<str>, shared: &'a Shared, conditions: Conditions) -> Self {
        Self {
            name,
            shared,
            conditions,
            frame: Frame::default(),
            hidden_row: false,
            next: Spot { row: 0, col: 0 },
            open: Open::default(),
            text: String::new(),
            run: Run::default(),
            seen: None,
            state: State::Head,
        }
    }

    /// Whether the rows came to their end.
    pub fn ended(&self) -> bool {
        self.state == State::Tail
    }

    /// Hands on the cells of the next piece.
    pub fn read(&mut self, piece: &str, feed: &mut CellStream<'_>) -> Step {
        let mut rest = piece;
        while !rest.is_empty() {
            rest = match plain::next(rest).filter(|_| self.state == State::Rows) {
                Some((plain, after)) => {
                    self.plain(&plain, feed)?;
                    after
                }
                None => self.parsed(rest, feed)?,
            };
        }
        Ok(())
    }

    fn plain(&mut self, plain: &Plain<'_>, feed: &mut CellStream<'_>) -> Step {
        match plain {
            Plain::RowEnd => self.next.row += 1,
            Plain::Row(attributes) => {
                self.begin_row();
                plain::each(attributes).for_each(|(name, value)| self.row_attribute(name, value));
            }
            Plain::Nothing(head) => {
                let open = self.headed(head);
                self.next = open.spot.unwrap_or(self.next);
                self.next.col = self.next.col.saturating_add(1);
            }
            Plain::Value(head, text) | Plain::Inline(head, text) => {
                let open = self.headed(head);
                self.next = open.spot.unwrap_or(self.next);
                self.run = Run::default();
                self.cell(open, text, feed)?;
            }
        }
        Ok(())
    }

    /// Reads on with a parser, up to where plain writing may begin; what is left.
    fn parsed<'p>(&mut self, rest: &'p str, feed: &mut CellStream<'_>) -> Step<&'p str> {
        let mut reader = xml::reader(rest);
        loop {
            let event = match reader.read_event() {
                Ok(Event::Eof) => return Ok(""),
                Ok(event) => event,
                Err(_) => {
                    feed.finding(Finding::new("damaged-part").with("part", self.name))?;
                    return Ok("");
                }
            };
            match self.state {
                State::Rows => self.row(&event, feed)?,
                State::Value => self.value(&event),
                State::Inline => self.inline(&event),
                State::Formula => self.formula(&event),
                State::Head => self.state = self.frame.head(&event),
                State::Tail => self.frame.tail(&event),
            }
            if self.state == State::Rows && self.open.spot.is_none() {
                let read = usize::try_from(reader.buffer_position()).unwrap_or(rest.len());
                return Ok(rest.get(read..).unwrap_or_default());
            }
        }
    }

    fn row(&mut self, event: &Event<'_>, feed: &mut CellStream<'_>) -> Step {
        match event {
            Event::Start(tag) => match tag.local_name().as_ref() {
                "c" => self.begin(tag),
                "v" => {
                    self.text.clear();
                    self.state = State::Value;
                }
                "is" => {
                    self.text.clear();
                    self.state = State::Inline;
                }
                "f" => {
                    self.open.formula = true;
                    self.text.clear();
                    self.state = State::Formula;
                }
                "row" => self.row_tag(tag),
                _ => {}
            },
            Event::Empty(tag) => match tag.local_name().as_ref() {
                "c" => {
                    self.begin(tag);
                    self.open.spot = None;
                    self.next.col += 1;
                }
                "f" => self.open.formula = true,
                "row" => {
                    self.row_tag(tag);
                    self.next.row += 1;
                }
                _ => {}
            },
            Event::End(tag) => match tag.local_name().as_ref() {
                "c" => self.close(feed)?,
                "row" => self.next.row += 1,
                "sheetData" => self.state = State::Tail,
                _ => {}
            },
            _ => {}
        }
        Ok(())
    }

    fn begin_row(&mut self) {
        self.hidden_row = false;
        self.next.col = 0;
    }

    fn row_attribute(&mut self, name: &str, value: &str) {
        match name {
            "r" => {
                if let Some(row) = value.parse::<u32>().ok().and_then(|row| row.checked_sub(1)) {
                    self.next.row = row;
                }
            }
            "hidden" => self.hidden_row |= matches!(value, "1" | "true"),
            "ht" => self.hidden_row |= value.parse::<f64>().is_ok_and(|height| height <= UNSEEN),
            _ => {}
        }
    }

    fn row_tag(&mut self, tag: &BytesStart<'_>) {
        self.begin_row();
        for attribute in tag.attributes().with_checks(false).flatten() {
            self.row_attribute(attribute.key.0, &attribute.value);
        }
    }

    /// The cell of a plain tag.
    fn headed(&self, head: &CellTag<'_>) -> Open {
        let spot = address(head.address).unwrap_or(self.next);
        Open { spot: Some(spot), look: head.style.parse().unwrap_or(0), kind: Kind::of(head.kind), ..Open::default() }
    }

    fn begin(&mut self, tag: &BytesStart<'_>) {
        let mut open = Open { spot: Some(self.next), ..Open::default() };
        for attribute in tag.attributes().with_checks(false).flatten() {
            open.attribute(attribute.key.0, &attribute.value);
        }
        self.next = open.spot.unwrap_or(self.next);
        self.open = open;
        self.text.clear();
        self.run = Run::default();
    }

    fn value(&mut self, event: &Event<'_>) {
        match event {
            Event::End(_) => self.state = State::Rows,
            event => xml::push_text(&mut self.text, event),
        }
    }

    fn formula(&mut self, event: &Event<'_>) {
        match event {
            Event::End(_) => {
                self.open.constant = is_constant(&self.text);
                self.open.renews = renews(&self.text);
                self.text.clear();
                self.state = State::Rows;
            }
            event => xml::push_text(&mut self.text, event),
        }
    }

    fn inline(&mut self, event: &Event<'_>) {
        match event {
            Event::End(tag) if tag.local_name().as_ref() == "is" => {
                self.seen = self.run.seen_on_white(&self.text, 0);
                let usual = half_points(self.shared.styles.look(self.open.look).letters.size);
                self.run.choose(&mut self.text, 0, usual);
                self.state = State::Rows;
            }
            event => self.run.take(event, &mut self.text),
        }
    }

    /// Hands on the cell that ends here, if something stands in it.
    fn close(&mut self, feed: &mut CellStream<'_>) -> Step {
        let open = std::mem::take(&mut self.open);
        let text = std::mem::take(&mut self.text);
        let done = self.cell(open, &text, feed);
        self.text = text;
        done
    }

    fn cell(&mut self, open: Open, text: &str, feed: &mut CellStream<'_>) -> Step {
        let Some(spot) = open.spot else { return Ok(()) };
        self.next.col = self.next.col.saturating_add(1);
        if spot.row > LAST.row || spot.col > LAST.col {
            return self.remark("unreadable-cell", spot, feed);
        }
        let content = self.content(&open, text, spot, feed)?;
        let Seen { content, partly_hidden, all_hidden } = self.as_seen(&open, text, content);
        if partly_hidden {
            self.remark("hidden-text", spot, feed)?;
        }
        if open.formula && self.shared.stale && !content.is_empty() {
            self.remark("formula-stale", spot, feed)?;
        }
        if content == Content::Empty {
            if !open.formula {
                return Ok(());
            }
            self.remark("formula-without-value", spot, feed)?;
        }
        let look = self.shared.styles.look(open.look);
        let CellStyle { precision, unseen, .. } = look;
        let is_number = open.kind == Kind::Number;
        if open.renews && content != Content::Empty {
            self.remark("renews-itself", spot, feed)?;
        }
        if is_number && precision.thousands > 0 {
            self.remark("shown-in-thousands", spot, feed)?;
        }
        let changed = self.conditions.effect(spot, &content, |dxf| dxf.effect((look.black, look.on_white), is_number));
        if changed.doubt {
            self.remark("looks-by-condition", spot, feed)?;
        }
        let content = if changed.strikes { content.struck() } else { content };
        // `;;;` shows nothing of what stands in its cell
        let hides = if is_number { precision.hides } else { precision.hides_text };
        let hidden = self.hidden_row || self.frame.hides(spot.col) || unseen || all_hidden || hides || changed.hides;
        let formula = open.formula && !open.constant;
        feed.cell(Cell { hidden, formula, ..Cell::new(spot.row, spot.col, content) })
    }

    /// The content without its letters that are white on white.
    fn as_seen(&mut self, open: &Open, text: &str, content: Content) -> Seen {
        let own = self.seen.take();
        if !self.shared.styles.look(open.look).on_white {
            return Seen::whole(content);
        }
        let shared = || self.shared.strings.seen_on_white(text.trim().parse().ok()?).map(str::to_owned);
        let seen = if open.kind == Kind::Shared { shared() } else { own };
        match seen {
            Some(seen) if !seen.trim().is_empty() => {
                Seen { partly_hidden: true, ..Seen::whole(Content::Text(seen.into())) }
            }
            Some(_) => Seen { all_hidden: true, ..Seen::whole(content) },
            None => Seen::whole(content),
        }
    }

    fn content(&self, open: &Open, text: &str, spot: Spot, feed: &mut CellStream<'_>) -> Step<Content> {
        let look = self.shared.styles.look(open.look);
        if text.is_empty() {
            let said = open.formula && open.kind == Kind::Text;
            return Ok(if said { Content::Text(CompactString::default()) } else { Content::Empty });
        }
        let written = match open.kind {
            Kind::Number => {
                let shown = |n| self.shared.styles.content(look, n, self.shared.since_1904);
                text.trim().parse().ok().map(shown).map(|shown| typed(shown, look))
            }
            Kind::Shared => self.shared_text(text, look),
            Kind::Text if text.contains("_x") => Some(said(&unescape(text), look)),
            Kind::Text => Some(said(text, look)),
            Kind::Inline => Some(said(text, if self.run.rich { CellStyle::default() } else { look })),
            Kind::Boolean => truth(text).map(|yes| typed(boolean(yes, look.check_box), look)),
            Kind::Date => number_format::iso(text).map(|day| typed(day, look)),
            Kind::Error => {
                self.remark("cell-error", spot, feed)?;
                Some(Content::Text(text.into()))
            }
        };
        if written.is_none() {
            self.remark("unreadable-cell", spot, feed)?;
        }
        let unread = || if open.kind == Kind::Shared { Content::Empty } else { Content::Text(text.into()) };
        Ok(written.unwrap_or_else(unread))
    }

    fn shared_text(&self, index: &str, look: CellStyle) -> Option<Content> {
        let (text, rich) = self.shared.strings.get(index.trim().parse().ok()?)?;
        let look = if rich { CellStyle::default() } else { look };
        Some(if text.is_empty() { Content::Empty } else { said(text, look) })
    }

    fn remark(&self, code: &'static str, spot: Spot, feed: &mut CellStream<'_>) -> Step {
        feed.finding(Finding::new(code).place(Place::cell(self.name, spot)))
    }
}

/// What is seen of a cell where letters may be white on white.
struct Seen {
    /// What is not hidden; all of it where everything is.
    content: Content,
    partly_hidden: bool,
    all_hidden: bool,
}

impl Seen {
    fn whole(content: Content) -> Self {
        Self { content, partly_hidden: false, all_hidden: false }
    }
}

fn said(text: &str, look: CellStyle) -> Content {
    let drawn = look.symbol.map(|font| symbol_font::text(font, text));
    let text = drawn.as_deref().unwrap_or(text);
    Content::Text(if look.struck { strike(text).into() } else { text.into() })
}

/// A number, a date or a truth as its cell shows it: struck out, it is no answer.
fn typed(shown: Content, look: CellStyle) -> Content {
    if look.struck { shown.struck() } else { shown }
}

fn boolean(yes: bool, check_box: bool) -> Content {
    match (check_box, yes) {
        (true, yes) => Content::Tick(yes),
        (false, true) => Content::Text("WAAR".into()),
        (false, false) => Content::Text("ONWAAR".into()),
    }
}

fn truth(text: &str) -> Option<bool> {
    match text.trim().to_ascii_lowercase().as_str() {
        "1" | "true" => Some(true),
        "0" | "false" => Some(false),
        _ => None,
    }
}
