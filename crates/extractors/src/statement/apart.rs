//! Words that look like cues and are none, and the few turns of phrase that no lexicon entry tells: «بالقول:», «كما قال».

use crate::syntax::Class;

use super::complement::{Content, past_adverbs};
use super::finder::{Finder, Statement};
use super::lexicon::{Cue, Found};

impl Finder<'_> {
    /// Whether a reading is not meant: «أظهرت صور», «أملا في», «لم يعد يعترف», «قال مجددا».
    pub(super) fn misread(&self, i: usize, cue: &Cue) -> bool {
        let syntax = self.syntax;
        let bare = self.bare(i);
        let before = i.checked_sub(1);
        let lists = self.lists;
        if lists.showing.contains(bare) {
            let next = past_adverbs(syntax, i + 1, syntax.len(), self);
            return lists.pictures.contains(syntax.core(next)) && !syntax.fact(next).joined;
        }
        // «يرى ذاته», «رأوا الناس يفرون»: to see.
        if let Some(shown) = lists.seeing.get(bare) {
            let object = shown.plural && self.is_object(i + 1, syntax.len());
            return object || !shown.plural && syntax.is_same(i + 1);
        }
        if lists.hopes.contains(bare) {
            return syntax.form(i + 1) == "في";
        }
        if lists.again.contains(bare) {
            return before.is_none_or(|k| syntax.class(k) != Class::Comma);
        }
        // «لم يعد يعترف بـ»
        let still = before.filter(|k| *k > 0 && lists.no_longer.contains(syntax.form(*k)));
        cue.disclose && still.is_some_and(|k| lists.negations.contains(self.bare(k - 1)))
    }

    /// «توجه باتهامات للحزب بالقول: …»: what stands behind the colon.
    pub(super) fn by_saying(&self, i: usize, found: &Found, cue: &Cue, to: usize) -> Option<Statement> {
        let syntax = self.syntax;
        let known = self.statements.last().is_some_and(|before| before.at < i && before.first > i);
        if known || syntax.form(i) != "بالقول" || syntax.class(i + 1) != Class::Colon {
            return None;
        }
        let content = self.introduced(i + 1, to, cue, true)?;
        Some(self.statement(i, found, cue, content, None, to))
    }

    /// What «بالقول» at token `k` introduces by أن or a colon.
    pub(super) fn by_word(&self, k: usize, to: usize) -> Option<Content> {
        let syntax = self.syntax;
        let first = k + 2;
        let quoted = syntax.closing(first).is_some();
        let introduces = matches!(syntax.class(k + 1), Class::That | Class::Colon) && first < to;
        introduces.then_some(Content { first, skip: 0, mark: k + 1, quoted, preposition: false })
    }

    /// Whether «كما قال» at token `i` has no subject and introduces nothing.
    pub(super) fn as_he_said(&self, i: usize) -> bool {
        let syntax = self.syntax;
        let next = i + 2;
        let quoted = syntax.form(next) == "ب" && syntax.closing(next + 1).is_some();
        let ends = match syntax.class(next) {
            Class::Stop => true,
            Class::Comma => !matches!(syntax.class(next + 1), Class::That | Class::Proper),
            _ => quoted,
        };
        self.bare(i) == "كما"
            && self.lists.as_said.get(syntax.form(i + 1)).is_some_and(|shown| !shown.pronoun)
            && ends
    }
}
