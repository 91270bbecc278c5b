//! What stands behind a content and is the editor's: when and where something was said, and what was not told.

use crate::syntax::Class;

use super::finder::{Finder, Statement};

/// What is said and written, behind «وذلك في», folded.
const OCCASIONS: [&str; 20] = [
    "تصريح",
    "تصريحات",
    "بيان",
    "بلاغ",
    "كلمه",
    "كلمته",
    "حوار",
    "ندوه",
    "موتمر",
    "لقاء",
    "مقابله",
    "تدوينه",
    "تغريده",
    "توضيح",
    "مداخله",
    "اتصال",
    "خطاب",
    "جلسه",
    "اجتماع",
    "هامش",
];

impl Finder<'_> {
    /// Whether a content that أن introduces is at token `k`, behind a comma, still a noun phrase without its predicate: «أن التقرير، الذي
    /// وصفه بـ…، لا يتضمن».
    pub(super) fn awaits_predicate(&self, k: usize, statement: &Statement) -> bool {
        let syntax = self.syntax;
        let that = syntax.class(statement.first.saturating_sub(1)) == Class::That;
        let short = k <= statement.first + 6 && !syntax.fact(k).joined;
        let verb = |k: usize| matches!(syntax.class(k), Class::Verb | Class::Preposition);
        let later = (k..statement.limit.min(k + 40)).any(|k| syntax.class(k) == Class::Comma);
        that && short && later && !(statement.first..k).any(verb)
    }

    /// Whether token `k` begins what the editor says of the words: «من دون ذكر أسماء», «من خلال مقال نشره», «"…" في تعليقه على».
    pub(super) fn is_editors(&self, k: usize, statement: &Statement) -> bool {
        let syntax = self.syntax;
        let limits = &self.lists.limits;
        // «وذلك من خلال مقال نشره»
        if syntax.form(k) == "وذلك" {
            return self.is_editors(k + 1, statement);
        }
        let from = if syntax.form(k) == "من" { k + 1 } else { k };
        let untold = syntax.form(from) == "دون" && self.lists.apart.untold.contains(syntax.core(from + 1));
        let medium =
            from > k && syntax.form(from) == "خلال" && limits.documents.contains(syntax.core(from + 1));
        let comma = syntax.class(k - 1) == Class::Comma;
        let own = syntax.fact(k + 1).suffix && syntax.is_occasion(k + 1, limits);
        let said = own && (comma && syntax.form(k) == "خلال" || self.is_behind_quotation(k, statement));
        let ends = || !(k..statement.limit).any(|k| syntax.class(k) == Class::Comma);
        // «في إشارة إلى فلان»: what the editor takes the words to mean.
        let meant = syntax.form(k) == "في" && syntax.form(k + 1) == "اشاره" && k > statement.first + 1;
        untold && ends() || medium || said || meant
    }

    /// Whether the quotation that a content began with is closed right before token `k`, which is في.
    pub(super) fn is_behind_quotation(&self, k: usize, statement: &Statement) -> bool {
        self.syntax.form(k) == "في"
            && self
                .syntax
                .closing(statement.first)
                .is_some_and(|close| close > statement.first + 4 && close + 1 == k)
    }

    /// Whether token `k` begins what tells, behind a comma, in what or when something was said: «، وذلك في بيان أصدره».
    pub(super) fn tells_when(&self, k: usize, comma: bool) -> bool {
        let syntax = self.syntax;
        comma
            && syntax.form(k) == "وذلك"
            && (OCCASIONS.contains(&syntax.core(k + 2)) && syntax.class(k + 1) == Class::Preposition
                || k > 1 && syntax.opening(k - 2).is_some())
    }

    /// Whether a quotation of some length that the content began with was closed right before the comma before token `k`, and what follows
    /// is neither another one nor another complement: «أن "…"، وهو ما».
    pub(super) fn ends_quotation(&self, k: usize, statement: &Statement) -> bool {
        let syntax = self.syntax;
        let Some(close) = syntax.closing(statement.first) else { return false };
        let next = if syntax.class(close + 1) == Class::Comma { close + 2 } else { return false };
        let more = syntax.closing(k).is_some()
            || syntax.closing(k + 1).is_some()
            || syntax.class(k) == Class::That
            || syntax.class(k + 1) == Class::That;
        close > statement.first + 4 && next == k && !more
    }

    /// Whether token `k`, behind a comma, is a participle that describes how the speaker speaks: «، منددا بـ», «، متقدمة بـ».
    pub(super) fn describes_speaker(&self, k: usize, statement: &Statement) -> bool {
        let syntax = self.syntax;
        let fact = syntax.fact(k);
        let stem = syntax.stem(k);
        let ending = if statement.feminine { stem.ends_with('ه') } else { stem.ends_with('ا') };
        let open = matches!(syntax.class(k + 1), Class::Preposition | Class::Pronoun)
            || syntax.fact(k + 1).particle.is_some();
        fact.is_nominal()
            && !fact.article
            && stem.starts_with('م')
            && ending
            && open
            && stem.chars().count() > 4
    }
}
