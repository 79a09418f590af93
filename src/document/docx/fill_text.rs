//! Changes the text of a cell or paragraph: only the letters that differ, in the runs where they stand.

use std::ops::Range;

use crate::document::docx::fill_answer::{self, Kept};
use crate::document::docx::lines::{AnswerRange, Fragment, FragmentKind, Lines};
use crate::document::docx::run_text::RunFormat;
use crate::document::text_document::placeholder::Tidy;
use crate::document::text_document::symbol_font;
use crate::document::xml::patch::Splices;
use crate::document::xml::tree::{NodeId, Tree};
use crate::finding::Finding;
use crate::text::checkbox;
use crate::text::content::{Content, STRUCK};
use crate::text::label;
use crate::text::raised;

/// A host whose text changes.
pub(super) struct Sheet<'a, 'x> {
    pub(super) tree: &'a Tree<'x>,
    pub(super) lines: &'a Lines,
    pub(super) patch: &'a mut Splices,
    /// Values to be kept elsewhere too.
    pub(super) kept: &'a mut Vec<Kept>,
}

impl Sheet<'_, '_> {
    /// Makes the whole text say `content`.
    pub(super) fn set(&mut self, content: &Content) -> Result<(), Finding> {
        if let Some(only) = self.lines.only() {
            return fill_answer::set(self.tree, &only.answer, content, self.patch, self.kept);
        }
        let tidy = Tidy::of(&self.lines.raw);
        let old = clusters(&tidy.text);
        if let (Content::Tick(_), Some(at)) = (content, one_box(&tidy.text, &old)) {
            return self.replace(&tidy, old[at].clone(), &content.shown());
        }
        let text = content.shown();
        let text = text.trim_matches('\n');
        let new = clusters(text);
        let same = |i: usize, j: usize| tidy.text[old[i].clone()] == text[new[j].clone()];
        let boxes = |i: usize| is_box(&tidy.text[old[i].clone()]) && is_box(&text[new[i].clone()]);
        if old.len() == new.len() && (0..old.len()).all(|i| same(i, i) || boxes(i)) {
            let differ = (0..old.len()).filter(|&i| !same(i, i));
            let changes: Vec<_> = differ.map(|i| (old[i].clone(), &text[new[i].clone()])).collect();
            return self.tick(&tidy, &changes);
        }
        if self.set_gaps(&tidy, text) {
            return Ok(());
        }
        let short = old.len().min(new.len());
        let head = (0..short).take_while(|&i| same(i, i)).count();
        let tail = (1..=short - head).take_while(|&i| same(old.len() - i, new.len() - i)).count();
        let from = |c: &[Range<usize>], whole: usize| c.get(head).map_or(whole, |r| r.start);
        let to = |c: &[Range<usize>], whole: usize| if tail == 0 { whole } else { c[c.len() - tail].start };
        let (a, b) = (from(&old, tidy.text.len()), to(&old, tidy.text.len()));
        let middle = &text[from(&new, text.len())..to(&new, text.len())];
        self.replace(&tidy, a..b, middle)
    }

    /// Makes what follows the label `name` say `content`.
    pub(super) fn set_after(&mut self, name: &str, content: &Content) -> Result<(), Finding> {
        let tidy = Tidy::of(&self.lines.raw);
        let end = label::end_of(&tidy.text, name).ok_or_else(|| Finding::new("place-not-found"))?;
        let text = content.shown();
        let gap = self.is_gap(&tidy, end);
        let answer = if gap { end..end } else { label::answer_in_line(&tidy.text, end) };
        let zone = tidy.original(&(end..answer.end));
        let holds = |s: &&AnswerRange| zone.start <= s.range.start && s.range.end <= zone.end;
        if let Some(shown) = self.lines.shown.iter().find(holds) {
            return fill_answer::set(self.tree, &shown.answer, content, self.patch, self.kept);
        }
        if !answer.is_empty() || text.is_empty() {
            return self.replace(&tidy, answer, &text);
        }
        if gap {
            return self.replace(&tidy, end..end + 1, &format!(" {text}\t"));
        }
        if let Some(line) = self.next_line(&tidy, end) {
            return self.write(line.start, line.end, &text);
        }
        // without a sign between them a label and its answer could not be told apart on one line
        let alone = end == tidy.text.len() && !label::is_parted(&tidy.text);
        let gap = if tidy.has_room(&self.lines.raw) { Some('\t') } else { self.is_cell().then_some('\n') };
        if let Some(gap) = gap.filter(|_| alone) {
            return self.replace(&tidy, end..end, &format!("{gap}{text}"));
        }
        let space = if self.keeps_tab(&tidy.original(&(end..end))) { "\t" } else { " " };
        self.replace(&tidy, end..end, &format!("{space}{text}"))
    }

    /// Whether this is a cell of a table, and no paragraph of the text.
    fn is_cell(&self) -> bool {
        self.lines.paragraphs.first().is_some_and(|first| self.tree.w_name(self.tree.parent(*first)) == "tc")
    }

    /// The empty line that waits under a label at the end of its cell, in the raw text.
    fn next_line(&self, tidy: &Tidy, end: usize) -> Option<Range<usize>> {
        let raw = &self.lines.raw;
        let rest = tidy.original(&(end..end)).start;
        let behind = raw.get(rest..).filter(|_| end == tidy.text.len())?;
        let line = rest + behind.find('\n').filter(|at| behind[..*at].trim().is_empty())? + 1;
        let to = raw[line..].find('\n').map_or(raw.len(), |at| line + at);
        Some(line..to)
    }

    /// Whether a line to write on stands here, with a next label behind it.
    fn is_gap(&self, tidy: &Tidy, at: usize) -> bool {
        let line = || &self.lines.raw[tidy.original(&(at..at + 1))];
        tidy.text[at..].starts_with('\t') && line() != "\t" && line().ends_with(char::is_whitespace)
    }

    /// Changes boxes one by one; several may stand in one piece of text.
    fn tick(&mut self, tidy: &Tidy, changes: &[(Range<usize>, &str)]) -> Result<(), Finding> {
        let mut plain: Vec<(usize, Range<usize>, &str)> = Vec::new();
        for (range, sign) in changes {
            let raw = tidy.original_lines(&self.lines.raw, range);
            let bit = self.lines.bits.iter().rposition(|b| b.start <= raw.start).unwrap_or(0);
            let inside = self.lines.shown.iter().any(|s| s.range.start <= raw.start && raw.end <= s.range.end);
            if inside || self.lines.bits[bit].kind != FragmentKind::Text {
                self.replace(tidy, range.clone(), sign)?;
            } else {
                plain.push((bit, raw, sign));
            }
        }
        for same in plain.chunk_by(|a, b| a.0 == b.0) {
            let whole = self.range(same[0].0);
            let mut text = self.lines.raw[whole.clone()].to_owned();
            for (_, range, sign) in same.iter().rev() {
                text.replace_range(range.start - whole.start..range.end - whole.start, sign);
            }
            let bit = self.lines.bits[same[0].0];
            self.patch.put(self.tree.span(bit.node), self.drawn(bit, &text));
        }
        Ok(())
    }

    /// Whether white space to be filled is a tab that aligns, not one that draws a line.
    fn keeps_tab(&self, range: &Range<usize>) -> bool {
        let tab = self.lines.raw[range.clone()].contains('\t') && !self.lines.raw[range.clone()].contains('_');
        let leads = |&p: &NodeId| {
            let tabs = self.tree.child(p, "pPr").and_then(|pr| self.tree.child(pr, "tabs"));
            tabs.is_some_and(|t| {
                self.tree.children(t).any(|c| self.tree.attr(c, "leader").is_some_and(|l| l != "none"))
            })
        };
        tab && !self.lines.paragraphs.iter().any(leads)
    }

    /// Puts `text` where `range` of the tidied text stands.
    fn replace(&mut self, tidy: &Tidy, range: Range<usize>, text: &str) -> Result<(), Finding> {
        let raw = &self.lines.raw;
        let Range { start: a, end: b } = tidy.original_lines(raw, &range);
        for shown in &self.lines.shown {
            let Range { start, end } = shown.range;
            let inside = start <= a && b <= end;
            let around = a <= start && end <= b && [&raw[a..start], &raw[end..b]].iter().all(|t| t.trim().is_empty());
            if inside || around {
                let (head, tail) = if inside { (&raw[start..a], &raw[b..end]) } else { ("", "") };
                let whole = format!("{head}{text}{tail}");
                let content = fill_answer::content(&shown.answer, whole.trim());
                return fill_answer::set(self.tree, &shown.answer, &content, self.patch, self.kept);
            }
            if a < end && start < b {
                return Err(Finding::new("not-writable"));
            }
        }
        self.write(a, b, text)
    }

    /// The bytes of raw text that a bit shows.
    pub(super) fn range(&self, index: usize) -> Range<usize> {
        let end = self.lines.bits.get(index + 1).map_or(self.lines.raw.len(), |b| b.start);
        self.lines.bits[index].start..end
    }

    /// Puts `text` where `a..b` of the raw text stands.
    fn write(&mut self, mut a: usize, b: usize, mut text: &str) -> Result<(), Finding> {
        // The space after a label stays in the label's run, so that the answer takes the look of its line.
        while let Some(i) = (0..self.lines.bits.len()).find(|&i| self.range(i).start < b && self.range(i).end > a) {
            let end = self.range(i).end;
            let space = &self.lines.raw[a..end.min(b)];
            let Some(rest) = text.strip_prefix(space).filter(|_| end < b && space.trim().is_empty()) else { break };
            (a, text) = (end, rest);
        }
        let touched = |i: &usize| self.range(*i).start < b && self.range(*i).end > a;
        let bits: Vec<usize> = (0..self.lines.bits.len()).filter(touched).collect();
        let Some((&first, &last)) = bits.first().zip(bits.last()) else {
            self.insert(a, text);
            return Ok(());
        };
        if bits.iter().any(|&i| self.lines.bits[i].kind == FragmentKind::Bullet) {
            return Err(Finding::new("not-writable"));
        }
        if bits.iter().any(|&i| self.lines.bits[i].kind == FragmentKind::Paragraph) {
            return self.join(a, b, text);
        }
        let raw = &self.lines.raw;
        for &i in &bits {
            let bit = self.lines.bits[i];
            let range = self.range(i);
            let head =
                if i == first { format!("{}{text}", &raw[range.start..a.max(range.start)]) } else { String::new() };
            let tail = if i == last { &raw[b.min(range.end)..range.end] } else { "" };
            let new = self.drawn(bit, &format!("{head}{tail}"));
            self.patch.put(self.tree.span(bit.node), new);
        }
        Ok(())
    }

    /// Text in the place of a bit, in its formatting; a symbol stays a symbol of its font.
    pub(super) fn drawn(&self, bit: Fragment, text: &str) -> String {
        let format = self.run_format(bit.node);
        let text = &*if self.is_raised(bit.node) { raised::lower(text) } else { text.into() };
        if bit.kind == FragmentKind::Sign {
            let font = self.tree.attr(bit.node, "font").unwrap_or_default();
            let mut chars = text.chars().filter(|&c| c != STRUCK);
            if let (Some(c), None) = (chars.next(), chars.next())
                && let Some(code) = symbol_font::coded(&font, c)
            {
                return format.symbol(&font, code);
            }
        }
        format.within(text)
    }

    /// Whether the run around a node stands raised by its own properties.
    fn is_raised(&self, node: NodeId) -> bool {
        let properties = self.tree.around(node, "r").and_then(|run| self.tree.child(run, "rPr"));
        let align = properties.and_then(|own| self.tree.child(own, "vertAlign"));
        align.and_then(|align| self.tree.attr(align, "val")).is_some_and(|val| val == "superscript")
    }

    /// The formatting of the run around a node.
    fn run_format(&self, node: NodeId) -> RunFormat {
        let run = self.tree.around(node, "r").unwrap_or(node);
        RunFormat::of(self.tree, run, self.tree.child(run, "rPr"), &[])
    }

    /// A new run like this one; an answer beside a bold label is not bold.
    fn run_like(&self, run: NodeId, text: &str) -> String {
        RunFormat::of(self.tree, run, self.tree.child(run, "rPr"), &["b", "bCs"]).run(text)
    }

    /// Puts text between two bits: a run of its own, or within the run that goes on there.
    pub(super) fn insert(&mut self, at: usize, text: &str) {
        let index = self.lines.bits.iter().rposition(|b| b.start < at);
        let before = index.map(|i| self.lines.bits[i]).filter(is_text);
        let after = self.lines.bits.iter().find(|b| b.start >= at && is_text(b)).copied();
        let paragraph = self.paragraph(at);
        let here = |b: &Fragment| self.tree.around(b.node, "p") == paragraph;
        let run = |b: Fragment| self.tree.around(b.node, "r");
        let (before, after) = (before.filter(here), after.filter(here));
        if let (Some(b), Some(n)) = (before, after)
            && run(b).is_some()
            && run(b) == run(n)
        {
            let new = self.run_format(b.node).within(text);
            return self.patch.insert(self.tree.span(b.node).end, new);
        }
        if let Some(run) = before.and_then(run) {
            let new = self.run_like(run, text);
            return self.patch.insert(self.tree.span(run).end, new);
        }
        if let Some(run) = after.and_then(run) {
            let new = self.run_like(run, text);
            return self.patch.insert(self.tree.span(run).start, new);
        }
        if let Some(paragraph) = paragraph {
            put_run(self.tree, paragraph, text, self.patch);
        }
    }

    /// The paragraph in which a place of the raw text stands.
    fn paragraph(&self, at: usize) -> Option<NodeId> {
        let mut steps = self.lines.bits.iter().filter(|b| b.kind == FragmentKind::Paragraph && b.start < at);
        steps.next_back().map(|b| b.node).or_else(|| self.lines.paragraphs.first().copied())
    }

    /// Whether a paragraph stands after another with only paragraphs between.
    fn follows(&self, first: NodeId, later: NodeId) -> bool {
        let parent = self.tree.parent(first);
        let mut between = self.tree.children(parent).filter(|&c| first < c && c < later);
        self.tree.parent(later) == parent && between.all(|c| self.tree.w_name(c) == "p")
    }

    /// Replaces text that runs over several paragraphs: the first takes the new text, the others go.
    fn join(&mut self, a: usize, b: usize, text: &str) -> Result<(), Finding> {
        let steps: Vec<Fragment> =
            self.lines.bits.iter().filter(|s| s.kind == FragmentKind::Paragraph).copied().collect();
        let gone = steps.iter().filter(|s| a <= s.start && s.start < b);
        let first_end = steps.iter().find(|s| s.start >= a).map_or(b, |s| s.start);
        let last_end = steps.iter().find(|s| s.start >= b).map_or(self.lines.raw.len(), |s| s.start);
        let first = self.paragraph(a);
        for step in gone {
            let joins = first.is_some_and(|f| self.follows(f, step.node));
            let other = |id: NodeId| FIXED.contains(&self.tree.w_name(id));
            if !joins || self.tree.within(step.node).any(other) {
                return Err(Finding::new("not-writable"));
            }
            self.patch.put(self.tree.span(step.node), "");
        }
        let rest = format!("{text}{}", &self.lines.raw[b..last_end]);
        self.write(a, first_end, &rest)
    }
}

/// Whether a bit stands in a run, and not beside all runs of its paragraph.
fn is_text(bit: &Fragment) -> bool {
    !matches!(bit.kind, FragmentKind::Paragraph | FragmentKind::Bullet)
}

/// What must not go with a paragraph.
const FIXED: [&str; 7] = ["sdt", "drawing", "pict", "object", "sectPr", "fldChar", "footnoteReference"];

/// Puts a run into a paragraph without text, in the formatting that the paragraph has ready for it.
pub(super) fn put_run(tree: &Tree<'_>, paragraph: NodeId, text: &str, patch: &mut Splices) {
    let properties = tree.child(paragraph, "pPr");
    let run = tree.children(paragraph).find(|&c| tree.w_name(c) == "r").and_then(|r| tree.child(r, "rPr"));
    let ready = run.or_else(|| properties.and_then(|p| tree.child(p, "rPr")));
    let new = RunFormat::of(tree, paragraph, ready, &[]).run(text);
    if tree.is_closed(paragraph) {
        let tag = tree.source[tree.span(paragraph)].trim_end_matches("/>").trim_end();
        return patch.put(tree.span(paragraph), format!("{tag}>{new}</{}>", tree.written(paragraph)));
    }
    let at = properties.map_or(tree.inner(paragraph).start, |p| tree.span(p).end);
    patch.insert(at, new);
}

/// The letters of a text, each with the mark that strikes it out.
fn clusters(text: &str) -> Vec<Range<usize>> {
    let mut found: Vec<Range<usize>> = Vec::new();
    for (at, c) in text.char_indices() {
        match found.last_mut() {
            Some(last) if c == STRUCK => last.end = at + c.len_utf8(),
            _ => found.push(at..at + c.len_utf8()),
        }
    }
    found
}

fn is_box(cluster: &str) -> bool {
    cluster.chars().all(checkbox::is_box)
}

/// The only box among the letters.
fn one_box(text: &str, letters: &[Range<usize>]) -> Option<usize> {
    let mut boxes = (0..letters.len()).filter(|&i| is_box(&text[letters[i].clone()]));
    boxes.next().filter(|_| boxes.next().is_none())
}
