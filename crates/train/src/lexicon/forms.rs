//! Inflected forms on their way into the lexicon.

use warraq_arabic::morphology::lexicon::Attach;

/// One form with what it can be.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Form {
    pub(crate) form: String,
    pub(crate) upos: &'static str,
    pub(crate) feats: String,
    pub(crate) attach: Attach,
}

/// The forms of one lemma, in the order of their likelihood.
pub(crate) type Forms = Vec<Form>;
