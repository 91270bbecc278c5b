//! Sources that name nobody and point back: «المصدر ذاته», «الرجل», «المدير».

use crate::syntax::{Name, Phrase};

use super::finder::{Finder, Statement};
use super::mention::Mentions;
use super::rules;
use super::speaker::{Last, REMEMBERED};

/// What a source that points back is.
struct Pointer {
    /// Its head.
    head: usize,
    /// Whether it is one word, or one with ذاته or نفس.
    alone: bool,
    /// Whether adjectives describe it: «المسؤولة الإيرانية».
    described: bool,
    /// Whether it is who is asked on the air: «ضيف البرنامج».
    guest: bool,
}

impl Finder<'_> {
    /// What a source that can point back is; `None` for one that names somebody.
    fn pointer(&self, source: Phrase) -> Option<Pointer> {
        let syntax = self.syntax;
        let before = syntax.same_follows(source.first);
        let same = before || syntax.is_same(source.last);
        let head = if before { source.first + 1 } else { source.first };
        let adjective = |k: usize| syntax.describes(k) && syntax.fact(k).article;
        // «المسؤولة الإيرانية» after her name
        let described = self.lists.back.contains(syntax.core(head))
            && source.last > head
            && (head + 1..=source.last).all(adjective);
        // «الرئيس المحتمل لفرنسا»: an office with adjectives and what it is for.
        let office = self.lists.limits.roles.contains(syntax.core(head))
            && (head + 1..=source.last).all(|k| adjective(k) || syntax.fact(k).particle == Some('ل'));
        // «ضيف البرنامج»
        let named = (head..=source.last).any(|k| syntax.fact(k).name == Some(Name::Person));
        if self.lists.limits.guests.contains(syntax.core(head)) && !named {
            return Some(Pointer { head, alone: false, described: false, guest: true });
        }
        let one = source.first == source.last;
        // «النائب ورجل الأعمال»
        let titles = self.lists.limits.roles.contains(syntax.core(head)) && self.is_titles(head, source.last);
        let single = (one || described || office || titles) && syntax.fact(head).article
            || same && source.last <= source.first + 1;
        // «البعض» points back to nobody.
        let some = syntax.core(head) == "بعض" || self.lists.wholes.contains(syntax.core(head));
        let single = single && !some;
        (single && syntax.fact(head).name.is_none()).then_some(Pointer {
            head,
            alone: one || same || titles,
            described,
            guest: false,
        })
    }

    /// Whether the tokens `head..=last` are two offices of one who is not named.
    fn is_titles(&self, head: usize, last: usize) -> bool {
        let syntax = self.syntax;
        let office = |k: usize| self.lists.limits.roles.contains(syntax.core(k));
        let joint = (head + 1..=last).find(|k| syntax.fact(*k).joined).filter(|k| office(*k));
        let plain = |k: usize| syntax.fact(k).article && syntax.fact(k).name.is_none();
        let one = |joint: usize| {
            syntax.fact(joint).feminine == syntax.fact(head).feminine && !syntax.fact(joint).plural
        };
        joint.is_some_and(|joint| one(joint) && (head + 1..=last).all(|k| k == joint || plain(k)))
    }

    /// Whom a source that names nobody points back to: «المصدر ذاته» to whoever spoke last, «الرجل» and «المدير» to the last person.
    pub(super) fn reference(
        &self,
        mentions: &Mentions<'_>,
        source: Phrase,
        statement: &Statement,
        (history, anybody): (&[Last], Option<Last>),
        sentence: usize,
    ) -> Option<Last> {
        let syntax = self.syntax;
        let Pointer { head, alone, described, guest } = self.pointer(source)?;
        let core = syntax.core(head);
        let here = |last: Last| Last { sentence, content: statement.content, ..last };
        let female = syntax.fact(head).feminine;
        if self.lists.generic.contains(core) {
            let known = history.iter().rev().take(REMEMBERED).any(|last| self.is_person(last, female));
            let person = self.person_before(head, known, statement, sentence);
            return person.or_else(|| self.dropped(statement, history, sentence));
        }
        // Who spoke last by this office or kind: «المسؤول» after «مسؤول كبير في الوزارة».
        let office = self.lists.limits.roles.contains(core);
        let titled = |last: &&Last| {
            alone
                && (last.phrase.first..=last.phrase.last)
                    .any(|k| syntax.core(k) == core && syntax.fact(k).name.is_none())
        };
        let back = self.lists.back.contains(core);
        if guest {
            let spoke = |last: &&Last| last.main && self.is_person(last, female);
            return history.iter().rev().find(spoke).copied().map(here);
        }
        if described && let Some(last) = history.iter().rev().find(|last| self.is_person(last, female)) {
            return Some(here(*last));
        }
        // «الحركة» is the one that spoke last.
        let body = self.lists.limits.bodies.contains(core);
        let headed = |last: &&Last| self.is_headed(last.phrase, core) && !self.is_joint(last.phrase);
        if body && let Some(last) = history.iter().rev().find(headed) {
            return Some(here(*last));
        }
        if let Some(cited) = self.cited_before(core, source, statement, sentence) {
            return Some(cited);
        }
        if (back || office)
            && let Some(last) = history.iter().rev().find(titled)
        {
            return (back || !mentions.tells_more(source, last.phrase)).then(|| here(*last));
        }
        let same = |last: &&Last| last.main && !last.plural && last.feminine == female;
        let one = |last: &&Last| same(last) && self.is_man(last.phrase);
        if back && alone {
            let man = history.iter().rev().find(one).filter(|_| office).copied();
            return man.or(anybody).map(here);
        }
        let other = !office || mentions.knows(source) || syntax.fact(head).plural;
        let history = if other { &[] } else { history };
        let named = |last: &&Last| last.main && last.proper && last.feminine == female;
        history.iter().rev().find(named).copied().map(here)
    }

    /// Whom the last formula before a formula cites: «وفق الوكالة … وقال الوزير …، بحسب المصدر ذاته».
    fn cited_before(
        &self,
        core: &str,
        source: Phrase,
        statement: &Statement,
        sentence: usize,
    ) -> Option<Last> {
        if statement.rule != rules::FORMULA || core != "مصدر" || source.last == source.first {
            return None;
        }
        let before = self.statements.iter().take_while(|s| s.at < statement.at);
        let cited = before.filter(|s| s.rule == rules::FORMULA && s.source.is_some()).last()?;
        let phrase = cited.spoken_by?;
        Some(self.describe(phrase, phrase, statement, sentence))
    }

    /// Whether who spoke is named as a man or woman.
    fn is_person(&self, last: &Last, feminine: bool) -> bool {
        let syntax = self.syntax;
        let head = syntax.fact(syntax.head_of(last.phrase)).feminine;

        self.is_man(last.phrase) && (last.feminine || head) == feminine
    }

    /// Whether a noun phrase is of several bodies or offices: «الشركة والنقابة».
    fn is_joint(&self, phrase: Phrase) -> bool {
        let (syntax, limits) = (self.syntax, &self.lists.limits);
        (phrase.first + 1..=phrase.last).filter(|k| syntax.fact(*k).joined).any(|k| {
            let core = syntax.core(k);
            syntax.fact(k).name.is_some() || limits.is_body(core) || limits.is_role(core)
        })
    }
}
