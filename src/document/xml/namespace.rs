//! The vocabularies (XML namespaces) that are understood.

/// The vocabularies that are understood.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Ns {
    /// Word's own, transitional and strict.
    Word,
    /// Word 2010: check boxes.
    Word14,
    /// Word 2012: repeating sections.
    Word15,
    /// Alternatives for older and newer programs.
    Compat,
    /// `OpenDocument` text, tables, drawings, office and forms.
    OdText,
    OdTable,
    OdDraw,
    OdOffice,
    OdForm,
    Other,
}
