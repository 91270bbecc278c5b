//! Words that look like cues and are none, and the few turns of phrase that no lexicon entry tells: «بالقول:», «كما قال».

use crate::syntax::{Asked, Class, Name};

use super::complement::{Content, past_adverbs};
use super::cues::is_judging;
use super::finder::{Finder, Statement};
use super::lexicon::{Cue, FRAMES, Found};

/// How far behind its cue «بالقول» may stand, in tokens.
const SAID: usize = 14;

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
        // «يبلغ عددهم مائة»
        let noun = syntax.noun(i + 1);
        let counted = matches!(bare, "يبلغ" | "تبلغ" | "بلغ" | "بلغت");
        if counted && (syntax.class(i + 1) == Class::Number || lists.amounts.contains(noun.as_ref())) {
            return true;
        }
        // «مسجلا هدفا»: only what one feels is voiced.
        if matches!(bare, "مسجلا" | "مسجله" | "مسجلين") {
            return !syntax.fact(i + 1).suffix || before.is_none_or(|k| syntax.class(k) != Class::Comma);
        }
        if bare == "تنبه" && syntax.form(i + 1) == "الي" {
            return true;
        }
        // «لم يعد يعترف بـ»
        let still = before.filter(|k| *k > 0 && lists.no_longer.contains(syntax.form(*k)));
        cue.disclose && still.is_some_and(|k| lists.negations.contains(self.bare(k - 1)))
    }

    /// «توجه باتهامات للحزب بالقول: …»: what stands behind the colon.
    pub(super) fn by_saying(&self, i: usize, found: &Found, cue: &Cue, to: usize) -> Option<Statement> {
        let syntax = self.syntax;
        let known = self.statements.last().is_some_and(|before| before.at < i && before.first > i);
        let own = matches!(syntax.form(i), "بقوله" | "بقولها" | "بقولهم");
        if own && !known {
            let content = self.introduced(i + 1, to, cue, true)?;
            return Some(self.statement(i, found, cue, content, None, to));
        }
        if known || syntax.form(i) != "بالقول" || syntax.class(i + 1) != Class::Colon {
            return None;
        }
        let content = self.introduced(i + 1, to, cue, true)?;
        Some(self.statement(i, found, cue, content, None, to))
    }

    /// What «بالقول» introduces that stands behind token `from` in the clause of a verb: «وعلق الوزير على القرار بالقول إن».
    pub(super) fn by_saying_so(&self, from: usize, to: usize) -> Option<Content> {
        let syntax = self.syntax;
        let ends =
            |k: &usize| matches!(syntax.class(*k), Class::Stop | Class::That | Class::Verb | Class::Relative);
        let said =
            (from..to.min(from + SAID)).take_while(|k| !ends(k)).find(|k| syntax.form(*k) == "بالقول")?;
        self.by_word(said, to)
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

    /// «ما سمته تدخل إيران»: what somebody calls something by a name.
    pub(super) fn called(&self, i: usize, found: &Found, cue: &Cue, to: usize) -> Option<Statement> {
        let names = found.shown.pronoun
            && (cue.addressee || is_judging(cue))
            && FRAMES.get(cue.frame) == Some(&"judge");
        let what = i.checked_sub(1).is_some_and(|k| self.syntax.form(k).ends_with("ما"));
        let content = Content { first: i + 1, skip: 0, mark: i, quoted: false, preposition: false };
        let asked = Asked { barred: &cue.takes.prepositions, transitive: true, limit: to };
        let speaker =
            self.syntax.phrase(i + 1, &self.lists.limits, asked).filter(|phrase| self.is_agent(*phrase));
        // «ما اعتبره النواب "خضوعا"»
        if let Some(speaker) = speaker.filter(|_| names && what && is_judging(cue)) {
            let first = speaker.last + 1;
            let quoted = self.syntax.closing(first).is_some();
            let content = Content { first, skip: 0, mark: i, quoted, preposition: false };
            return (quoted || self.is_object(first, to))
                .then(|| self.statement(i, found, cue, content, Some(speaker), to));
        }
        (names && what && speaker.is_none() && self.is_object(i + 1, to))
            .then(|| self.statement(i, found, cue, content, None, to))
    }

    /// Whether what introduces a content at token `k` is one only where nothing better follows, and whether it is none: «وصف، أمس، بالعاصمة،
    /// الوضع ب», where it was said.
    pub(super) fn is_weak(&self, k: usize, content: Content, cue: &Cue) -> (bool, bool) {
        let syntax = self.syntax;
        let place = syntax.fact(k).name == Some(Name::Place);
        let apart = place && content.skip > 0 && syntax.class(syntax.name_end(k) + 1) == Class::Comma;
        let open = syntax.form(k).starts_with('ل') || place && cue.takes.that;
        (content.preposition && content.skip > 0 && open, apart)
    }

    /// A quotation of several words that opens a few words behind token `k`.
    pub(super) fn quotation_near(&self, k: usize, to: usize, cue: &Cue) -> Option<Content> {
        let syntax = self.syntax;
        if syntax.class(k) != Class::Preposition || !cue.takes.quote || cue.near {
            return None;
        }
        let first = (k + 1..to.min(k + 6))
            .take_while(|k| syntax.fact(*k).is_nominal() || syntax.is_quote(*k))
            .find(|k| syntax.closing(*k).is_some_and(|close| close > k + 6))?;
        Some(Content { first, skip: 0, mark: first, quoted: true, preposition: false })
    }

    /// Whether a preposition of a cue at token `k` tells when and where it was said: «أكد على هامش الندوة», «طالب، بالمناسبة، بـ», «بدار
    /// المحامي».
    pub(super) fn is_aside(&self, k: usize, preposition: &str) -> bool {
        let (syntax, form) = (self.syntax, self.syntax.form(k));
        let occasion = || {
            self.lists.limits.occasions.contains(syntax.stem(k + 1))
                || self.lists.apart.asides.contains(syntax.core(k + 1))
        };
        let venue = || {
            self.lists.apart.venues.contains(syntax.core(k))
                || matches!(form, "بعد" | "بعدما" | "بين" | "بينما" | "بينهم")
        };
        // «إلى جانب الرئيس»
        let beside = form == "الي" && form == preposition && syntax.form(k + 1) == "جانب";
        beside
            || form == preposition && (form == "علي" || form == "في") && occasion()
            || preposition == "ب" && venue()
    }
}
