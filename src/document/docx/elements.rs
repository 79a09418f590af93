//! Elements of `WordprocessingML` that only wrap others: what stands in them is read as if they were not there.

/// Whether an element only wraps paragraphs, tables, rows or cells.
///
/// The schema lets `smartTag` stand around runs alone, and `moveTo` around no part of an inserted page; where a file has
/// one there all the same, what stands in it is text that its reader sees. A control (`sdt`) is not among them: whether it
/// is an answer is asked before.
pub(super) fn is_transparent_block(name: &str) -> bool {
    matches!(name, "sdtContent" | "ins" | "moveTo" | "customXml" | "smartTag")
}

/// Whether an element only wraps runs: besides those around blocks a link, a direction of writing, and a word with its
/// pronunciation above it (of which `rt`, the pronunciation, is not read).
pub(super) fn is_transparent_run(name: &str) -> bool {
    is_transparent_block(name) || matches!(name, "hyperlink" | "dir" | "bdo" | "ruby" | "rubyBase")
}
