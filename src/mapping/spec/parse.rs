//! Reads a mapping file: every key, field, word and notation is known, or it is a flaw with its place.

use std::collections::HashMap;
use std::ops::Range;
use std::rc::Rc;
use std::sync::Arc;

use toml::de::DeTable;

use crate::mapping::locate::outline;
use crate::mapping::spec::blank_labels::BlankLabels;
use crate::mapping::spec::context::{ChoiceLists, Context, wordings_by_word};
use crate::mapping::spec::form_info::{Basis, FormInfo};
use crate::mapping::spec::form_spec::{Fixed, Mapping, Per, Recognise, Written};
use crate::mapping::spec::lines;
use crate::mapping::spec::placeholder::Placeholder;
use crate::mapping::spec::wording::Wording;
use crate::record::answer::FormHead;
use crate::record::schema::{FieldId, Kind, Schema};
use crate::spec_toml::diagnostic::Diagnostic;
use crate::spec_toml::table::{Flaws, Strict, document};
use crate::text::normalize::fold;

/// Reads the mapping of the form `id`, or says all that is wrong with it.
pub fn mapping(id: &str, text: &str, lists: &ChoiceLists) -> Result<Mapping, Vec<Diagnostic>> {
    let table = document(text)?;
    let flaws = Flaws::default();
    let root = Strict::new(table.get_ref(), 0..text.len().min(1), &flaws);
    let context = Context { schema: Schema::common(), lists, notations: notations(&root), flaws: Rc::clone(&flaws) };
    let mapping = whole(id, &root, &context);
    root.finish();
    let mut flaws = flaws.take();
    flaws.sort_by_key(|flaw| flaw.span.start);
    if flaws.is_empty() { Ok(Mapping { written: Written::new(text, &"".into()), ..mapping }) } else { Err(flaws) }
}

/// Reads lists of wordings.
pub fn choice_lists(text: &str) -> Result<ChoiceLists, Vec<Diagnostic>> {
    let table = document(text)?;
    let flaws = Flaws::default();
    let root = Strict::new(table.get_ref(), 0..0, &flaws);
    let lists = root.entries().map(|(name, _, value)| (name.to_owned(), wordings_by_word(value, &flaws))).collect();
    let flaws = flaws.take();
    if flaws.is_empty() { Ok(lists) } else { Err(flaws) }
}

/// The file's notations by kind; a kind that is none is a flaw.
fn notations(root: &Strict<'_>) -> HashMap<Kind, (String, Range<usize>)> {
    let mut found = HashMap::new();
    let Some(table) = root.table("notation") else { return found };
    for (word, span, value) in table.entries() {
        let kind: Result<Kind, _> = serde_json::from_value(serde_json::Value::String(word.to_owned()));
        match (kind, value.get_ref().as_str()) {
            (Ok(kind), Some(text)) => _ = found.insert(kind, (text.to_owned(), value.span())),
            (Ok(_), None) => table.flaw(value.span(), "a notation is a text"),
            (Err(_), _) => table.flaw(span, format!("`{word}` is no kind of value")),
        }
    }
    found
}

fn whole(id: &str, root: &Strict<'_>, context: &Context<'_>) -> Mapping {
    let (head, about, per) = form(id, root, context);
    let recognise = recognise(root);
    let printed = root.table("printed");
    let texts = |key| printed.as_ref().map(|table| table.texts(key)).unwrap_or_default();
    let fixed = texts("fixed").iter().map(|text| fixed(text)).collect();
    let fixed_sheets = texts("sheets");
    let headings = texts("headings").iter().map(|text| Wording::new(text)).collect();
    let placeholders = texts("placeholders").iter().map(|text| Placeholder::new(text)).collect();
    if let Some(table) = &printed {
        table.finish();
    }
    let (mut lines, rows) = (lines::answers(root, context, per), lines::rows(root, context));
    lines.extend(lines::combined(root, context));
    let not_asked = not_asked(root, context);
    let title_folded = fold(&about.title);
    let mut mapping = Mapping {
        head: Arc::new(head),
        about,
        per,
        recognise,
        fixed,
        headings,
        fixed_sheets,
        placeholders,
        lines,
        rows,
        not_asked,
        title_folded,
        declared: foldhash::HashSet::default(),
        questions: Vec::new(),
        outline: Vec::new(),
        written: Written::default(),
        blank_labels: BlankLabels::default(),
    };
    mapping.collect();
    mapping.outline = outline::of(&mapping);
    core_is_accounted_for(&mapping, root, context);
    mapping
}

fn form(id: &str, root: &Strict<'_>, context: &Context<'_>) -> (FormHead, FormInfo, Per) {
    let empty = DeTable::new();
    let missing = root.get("form").is_none();
    let form = root.table("form").unwrap_or_else(|| Strict::new(&empty, root.span.clone(), &root.flaws));
    if missing {
        root.flaw(root.span.clone(), "`[form]` is missing");
    }
    let kinds: Vec<(&'static str, usize)> = kinds_of_form().iter().enumerate().map(|(n, k)| (k.as_str(), n)).collect();
    let kind = form.word("kind", &kinds).map(|n| kinds_of_form()[n].clone()).unwrap_or_default();
    if form.get("kind").is_none() && !missing {
        form.flaw(form.span.clone(), "`kind` is missing here");
    }
    let head = FormHead { id: id.into(), body: form.must("body"), kind, version: form.must("version") };
    let bases = [("original", Basis::Original), ("draft", Basis::Draft), ("reconstruction", Basis::Reconstruction)];
    let basis = form.word("basis", &bases);
    let per = form.word("per", &[("document", Per::Document), ("sheet", Per::Sheet), ("row", Per::Row)]);
    let practice = form.texts("practice");
    let at = form.get("practice").map_or(0..0, toml::Spanned::span);
    let about = FormInfo {
        title: form.must("title"),
        gemeenten: form.texts("gemeenten"),
        scheme: form.word("scheme", &[("extern", "extern"), ("intern", "intern"), ("werkfit", "werkfit")]),
        basis: basis.unwrap_or(Basis::Reconstruction),
        source: form.must("source"),
        practice: practice.iter().filter_map(|id| context.target_at(id, at.clone())).map(|t| t.field).collect(),
        send_to: form.text("send_to").map(str::to_owned),
        blank: blanks(&form),
        note: form.text("note").map(str::to_owned),
        author: form.text("author").map(str::to_owned),
        reviewed: form.text("reviewed").map(str::to_owned),
        date: form.text("date").map(str::to_owned),
    };
    if form.get("basis").is_none() && !missing {
        form.flaw(form.span.clone(), "`basis` is missing here: `original`, `draft` or `reconstruction`");
    }
    form.finish();
    (head, about, per.unwrap_or(Per::Document))
}

/// The file names of the blanks. A mapping may come from anybody, so it names files of its own folder and no other.
fn blanks(form: &Strict<'_>) -> Vec<String> {
    let names = form.texts("blank");
    let plain = |name: &String| !name.contains(['/', '\\', ':']) && !["", ".", ".."].contains(&name.trim());
    if let Some(value) = form.get("blank").filter(|_| !names.iter().all(plain)) {
        form.flaw(value.span(), "`blank` is the plain name of a file in the mapping's own folder");
    }
    names
}

/// The words of `formulier.soort`.
fn kinds_of_form() -> &'static [String] {
    let schema = Schema::common();
    schema.id("formulier.soort").map_or(&[], |id| &schema.field(id).choices)
}

fn recognise(root: &Strict<'_>) -> Recognise {
    let Some(table) = root.table("recognise") else {
        root.flaw(root.span.clone(), "`[recognise]` is missing: which printed phrases tell this form from all others");
        return Recognise { printed: Vec::new(), absent: Vec::new() };
    };
    let phrases = |key| table.texts(key).iter().map(|text| Wording::phrase(text)).collect();
    let found = Recognise { printed: phrases("printed"), absent: phrases("absent") };
    if found.printed.is_empty() {
        table.flaw(table.span.clone(), "`printed` names at least one phrase that is on the form");
    }
    table.finish();
    found
}

fn fixed(text: &str) -> Fixed {
    match text.strip_suffix('*') {
        Some(begin) => Fixed { text: begin.to_owned(), folded: fold(begin), begins: true },
        None => Fixed { text: text.to_owned(), folded: fold(text), begins: false },
    }
}

fn not_asked(root: &Strict<'_>, context: &Context<'_>) -> Vec<(FieldId, String)> {
    let Some(table) = root.table("not_asked") else { return Vec::new() };
    let reasons = table.entries().filter_map(|(id, span, value)| {
        let target = context.target_at(id, span)?;
        let reason = value.get_ref().as_str().unwrap_or_default().to_owned();
        if reason.is_empty() {
            context.flaw(value.span(), "a reason is a text");
        }
        Some((target.field, reason))
    });
    reasons.collect()
}

/// Every core field is answered or explained, and none is both.
fn core_is_accounted_for(mapping: &Mapping, root: &Strict<'_>, context: &Context<'_>) {
    let asked = mapping.asked();
    let span = root.get("not_asked").map_or(root.span.clone(), toml::Spanned::span);
    for (id, field) in context.schema.all() {
        let explained = mapping.not_asked.iter().any(|(f, _)| *f == id);
        if asked.contains(&id) && explained {
            let own = root
                .table("not_asked")
                .and_then(|table| table.entries().find(|(key, ..)| *key == field.id).map(|(_, span, _)| span));
            context.flaw(
                own.unwrap_or_else(|| span.clone()),
                format!("`{}` is asked, so it cannot stand under `[not_asked]`", field.id),
            );
        }
        if field.core && !explained && !asked.contains(&id) && !mapping.knows_by_itself(&field.id) {
            let message = format!("`{}` is a core field: give it a line under `[answers]` or a reason here", field.id);
            context.flaw(span.clone(), message);
        }
    }
}
