//! Persons: names in a row, and names behind an office that the model passed over.

use super::Rules;
use super::board::Board;
use crate::entity::finder::{Label, Name, Rule};
use crate::entity::gazetteer::{Classes, Listed};
use crate::entity::unit::{ADJ, Kind, NOUN, PROPN, Shape, VERB, X, clitics, marks};
use std::ops::Range;

/// How far before a name its office may begin.
const OFFICE: usize = 7;

impl Rules<'_> {
    /// Persons in a row: «فلان وفلان وفلان», and a given name with a family name behind it.
    pub(super) fn coordinate(&self, names: &mut Board) {
        let part = Classes::GIVEN.with(Classes::SURNAME).with(Classes::FAMILY);
        let proper =
            |at: usize| self.kind(at).is_some_and(|k| matches!(k.upos, PROPN | X) && k.shape == Shape::Word);
        for sentence in &self.reading.sentences {
            let mut at = sentence.start;
            while at < sentence.end {
                let next = at + 1;
                if !self.marked(at, marks::PERSON) {
                    at = next;
                    continue;
                }
                let Some(kind) = self.kind(at) else { break };
                if !kind.classes.has(Classes::GIVEN) || kind.article || !kind.nominal || names.covered(at) {
                    at = next;
                    continue;
                }
                let person = |n: usize| names.at(n).is_some_and(|n| n.label == Label::Per);
                let joined =
                    kind.clitics & clitics::CONJUNCTION != 0 && at.checked_sub(1).is_some_and(person);
                if let Some(end) = self.blessed_name(at, sentence).filter(|end| names.free(&(at..*end))) {
                    names.put(Name { units: at..end, label: Label::Per, rule: Rule::Pattern });
                    at = end;
                    continue;
                }
                let behind = next < sentence.end
                    && self.kind(next).is_some_and(|k| k.clitics == 0 && k.classes.has(part))
                    && !names.covered(next);
                let led = at > sentence.start
                    && self.has(
                        at - 1,
                        Classes::TITLE.with(Classes::ROLE).with(Classes::SPEAK).with(Classes::NISBA),
                    );
                // «على رأسهم شفيق …»: a noun with its pronoun has nothing in the construct state behind it.
                let led = led || behind && at > sentence.start && self.theirs(at);
                let pair = behind && ((led || joined) && (proper(at) || proper(next)) || self.unlike(at));
                if !(pair || joined && proper(at)) {
                    at = next;
                    continue;
                }
                let mut end = next;
                while end < sentence.end
                    && self.kind(end).is_some_and(|k| {
                        k.clitics == 0 && k.classes.has(part) && !k.classes.has(Classes::ROLE)
                    })
                    && !names.covered(end)
                {
                    end += 1;
                }
                names.put(Name { units: at..end, label: Label::Per, rule: Rule::Pattern });
                at = end;
            }
        }
    }

    /// Whether a noun with its pronoun stands before a given and a family name here, neither of them another word.
    fn theirs(&self, at: usize) -> bool {
        let owned = at.checked_sub(1).and_then(|n| self.kind(n));
        let pure = |n: usize| {
            self.kind(n)
                .is_some_and(|k| matches!(k.upos, NOUN | PROPN | X) && self.purely(k) && k.letters > 2)
        };
        owned.is_some_and(|k| k.upos == NOUN && k.clitics & clitics::PRONOUN != 0)
            && pure(at)
            && pure(at + 1)
            && self.kind(at).is_some_and(|k| k.clitics == 0)
    }

    /// A given name with a family name behind it, after an office: «رئيس الحكومة فلان الفلاني».
    pub(super) fn introduced(&self, names: &mut Board) {
        for sentence in &self.reading.sentences {
            let mut at = sentence.start + 1;
            while at + 1 < sentence.end {
                if !self.marked(at, marks::PERSON) {
                    at += 1;
                    continue;
                }
                let ali = self.kind(at).is_some_and(|k| k.asked.ali() && !k.article && k.stem == 0);
                if ali && self.office(at, sentence) {
                    // «رئيس المجلس علي فلان»: a preposition would not stand behind an office and its body.
                    let begins = |n: &Name| n.label == Label::Per && n.units.start == at + 1;
                    if names.at(at + 1).is_some_and(begins) && !names.covered(at) {
                        names.change(at + 1, |name| name.units.start = at);
                    }
                }
                let end = self.name_end(at, sentence);
                let free = at + 1 < end && names.free(&(at..end));
                if free && self.office(at, sentence) {
                    names.put(Name { units: at..end, label: Label::Per, rule: Rule::Pattern });
                    at = end;
                } else {
                    at += 1;
                }
            }
        }
    }

    /// The end of a person's name of at least two words that begins here, or its beginning.
    fn name_end(&self, at: usize, sentence: &Range<usize>) -> usize {
        let word = |n: usize| {
            self.kind(n).filter(|k| k.shape == Shape::Word && k.clitics == 0 && k.stem == 0 && k.letters > 1)
        };
        let proper = |n: usize| word(n).is_some_and(|k| matches!(k.upos, PROPN | X));
        let Some(first) = word(at).filter(|k| k.classes.has(Classes::GIVEN) && k.nominal) else { return at };
        let other =
            Classes::ROLE.with(Classes::NISBA).with(Classes::PLACE).with(Classes::BODY).with(Classes::STATE);
        if first.classes.has(other) {
            return at;
        }
        let part = Classes::GIVEN.with(Classes::SURNAME).with(Classes::FAMILY);
        let mut end = at + 1;
        while end < sentence.end
            && end < at + 4
            && (proper(end)
                || word(end).is_some_and(|k| k.classes.has(part) && (!first.article || k.article)))
            && !self.has(end, other)
            && (!word(end).is_some_and(|k| k.asked.day()) || self.kin(end))
            && self.reading.units.get(end).is_some_and(|u| u.listed.is_none() || proper(end))
        {
            end += 1;
        }
        // «رئيس الحكومة الحبيب الصيد»: two definite words, the first of them a given name, are no noun with its adjective
        // unless the second is one.
        let definite = end == at + 1
            && first.article
            && !(first.asked.day() || first.asked.plain() || first.asked.side())
            && word(end).is_some_and(|k| {
                k.article && (k.upos != ADJ || k.classes.has(part)) && !k.classes.has(other) && !k.asked.day()
            });
        if definite && end < sentence.end {
            return end + 1;
        }
        let family = |n: usize| word(n).is_some_and(|k| k.relative() && k.classes.has(Classes::SURNAME));
        // «رئيس الوزراء السابق سلام فياض»: what is indefinite behind a definite noun or adjective is no part of their phrase.
        let apart = at
            .checked_sub(1)
            .and_then(|n| self.within(n, sentence))
            .is_some_and(|k| k.article && k.clitics & clitics::PRONOUN == 0 && matches!(k.upos, NOUN | ADJ));
        let nouns =
            (at..end).all(|n| word(n).is_some_and(|k| !k.article && k.upos == NOUN && self.purely(k)));
        if apart && nouns && end == at + 2 && first.letters > 2 {
            return end;
        }
        if end == at + 2 && first.article && self.definite_pair(at, sentence) {
            return end;
        }
        let set_off = at.checked_sub(1).and_then(|n| self.kind(n)).is_some_and(|k| k.asked.stop());
        if set_off && first.article && end == at + 2 && family(at + 1) && self.purely(first) {
            return end;
        }
        let sure = (at..end).any(proper) && (at + 1..end).all(|n| proper(n) || self.has(n, part));
        if sure && end > at + 1 { end } else { at }
    }

    /// Whether a definite given name and a definite family name stand here that cannot be adjectives of what is before them:
    /// «رئيس الحكومة الحبيب الصيد».
    fn definite_pair(&self, at: usize, sentence: &Range<usize>) -> bool {
        let Some(first) = self.kind(at).filter(|k| self.purely(k) && !k.feminine()) else { return false };
        let family = self.within(at + 1, sentence).is_some_and(|k| {
            let bare = k.article && k.clitics == 0 && k.stem == 0 && k.upos != ADJ && !k.feminine();
            bare && k.classes.has(Classes::SURNAME) && self.purely(k)
        });
        let before = at.checked_sub(1).and_then(|n| self.within(n, sentence));
        family
            && first.clitics == 0
            && before.is_some_and(|k| {
                let apart =
                    k.shape == Shape::Word && k.article && k.feminine() && matches!(k.upos, NOUN | ADJ);
                apart || k.shape == Shape::Punct && k.asked.stop()
            })
    }

    /// Whether an office stands before this unit, with nothing between but what says of which body.
    fn office(&self, at: usize, sentence: &Range<usize>) -> bool {
        for n in (sentence.start..at).rev().take(OFFICE) {
            let Some(kind) = self.kind(n) else { return false };
            if kind.asked.stop() && kind.shape == Shape::Punct && n + 1 == at {
                // «رئيس الجمهورية السابق، فلان الفلاني»
                continue;
            }
            if kind.shape != Shape::Word {
                return false;
            }
            if kind.classes.has(Classes::ROLE.with(Classes::TITLE)) && kind.clitics & clitics::PRONOUN == 0 {
                return true;
            }
            // «المدير الجهوي للصحة بسوسة فلان الفلاني»
            let listed = self.unit(n).is_some_and(|u| u.listed.is_some());
            let led = kind.clitics & clitics::PREPOSITION != 0 && (kind.clitics & clitics::K) == 0;
            let between = (kind.article || listed && led)
                && kind.clitics & clitics::CONJUNCTION == 0
                && matches!(kind.upos, NOUN | ADJ | PROPN | X);
            if !between {
                return false;
            }
        }
        false
    }

    /// Whether a given name stands behind a definite word or a listed body, as no body's name goes on.
    pub(super) fn bearer(&self, at: usize) -> bool {
        // «هالة» is a city and a given name.
        let free = self.unit(at).is_some_and(|u| u.listed.is_none_or(|(e, _)| e.listed == Listed::City));
        let Some(before) = at.checked_sub(1).filter(|_| free) else { return false };
        let listed = self.unit(before).and_then(|u| u.listed);
        let closed = listed.is_some_and(|(entry, _)| matches!(entry.listed, Listed::Body | Listed::Known));
        self.kind(at).is_some_and(|k| {
            let plain = !k.article && matches!(k.upos, NOUN | PROPN | X) || closed && self.purely(k);
            k.classes.has(Classes::GIVEN) && k.clitics == 0 && plain
        }) && (closed || self.kind(before).is_some_and(|k| k.article))
    }

    /// Whether a part of people's names is no office, kind of place or body, nationality or word of time.
    pub(super) fn purely(&self, kind: &Kind) -> bool {
        let other = Classes::ROLE
            .with(Classes::TITLE)
            .with(Classes::NISBA)
            .with(Classes::NISBAS)
            .with(Classes::BODY)
            .with(Classes::STATE)
            .with(Classes::PLACE)
            .with(Classes::FIRM);
        let asked = kind.asked;
        !(kind.classes.has(other) || asked.day() || asked.plain() || asked.side() || asked.generality())
    }

    /// Whether an office or a word of kinship stands here that is no part of a name.
    pub(super) fn introduces(&self, at: usize) -> bool {
        self.kind(at).is_some_and(|k| {
            let name = Classes::GIVEN.with(Classes::CALLED);
            // «قائد السبسي» is a family name.
            let family = self.kind(at + 1).is_some_and(|k| k.article && k.classes.has(Classes::SURNAME));
            let office = k.classes.has(Classes::ROLE) && !k.classes.has(name) && !family;
            k.upos == NOUN && !k.article && (office || k.asked.kinship())
        })
    }

    /// Whether a family name that is also a word of time or an adjective stands behind a part of a person's name.
    pub(super) fn kin(&self, at: usize) -> bool {
        let part = Classes::GIVEN.with(Classes::SURNAME);
        let before = at.checked_sub(1).and_then(|n| self.kind(n));
        self.kind(at).is_some_and(|k| k.article && k.clitics == 0 && k.asked.kin())
            && before
                .is_some_and(|k| k.classes.has(part) && !k.classes.has(Classes::ROLE.with(Classes::PLACE)))
    }

    /// Whether a given name stands here without article and a family name like an adjective with it behind: no noun has such an
    /// adjective («معمر القذافي»).
    fn unlike(&self, at: usize) -> bool {
        let given = self.kind(at).is_some_and(|k| {
            let word = k.shape == Shape::Word && matches!(k.upos, NOUN | ADJ | PROPN | X) && k.letters > 2;
            let bare = k.clitics & !clitics::CONJUNCTION == 0 && !k.article && !k.asked.ali();
            word && bare && k.classes.has(Classes::GIVEN) && self.purely(k)
        });
        given
            && self.kind(at + 1).is_some_and(|k| {
                let bare = k.article && k.clitics == 0 && k.stem == 0 && k.relative() && k.letters > 3;
                bare && k.classes.has(Classes::SURNAME) && self.purely(k)
            })
    }

    /// Whether a given name with an article stands here that is no adjective or office («الباجي»).
    pub(super) fn given(&self, at: usize) -> bool {
        let other =
            Classes::ROLE.with(Classes::TITLE).with(Classes::NISBA).with(Classes::BODY).with(Classes::PLACE);
        let free = self.unit(at).is_some_and(|u| u.listed.is_none())
            && self.kind(at + 1).is_some_and(|k| k.clitics == 0 && k.stem == 0);
        let led = at.checked_sub(1).and_then(|n| self.kind(n)).is_some_and(|k| {
            k.upos == VERB || k.classes.has(Classes::SPEAK.with(Classes::ROLE).with(Classes::TITLE))
        });
        free && self.kind(at).is_some_and(|k| {
            k.article
                && k.classes.has(Classes::GIVEN)
                && !k.classes.has(other)
                && (matches!(k.upos, PROPN | X) || k.classes.has(Classes::CALLED) || led || self.forename(at))
                && k.clitics & clitics::PREPOSITION == 0
                && !(k.asked.plain() || k.asked.side() || k.asked.day())
        })
    }

    /// Whether a definite given name and a family name are all of a name, neither of them another word that bodies have.
    pub(super) fn personal(&self, units: &Range<usize>) -> bool {
        let pure = |n: usize, class: Classes| {
            self.kind(n)
                .is_some_and(|k| k.article && k.classes.has(class) && self.purely(k) && !k.asked.club())
        };
        !self.sport
            && units.len() == 2
            && pure(units.start, Classes::GIVEN)
            && pure(units.start + 1, Classes::SURNAME)
            && self.kind(units.start + 1).is_some_and(|k| k.relative())
            && units.clone().all(|n| self.unit(n).is_some_and(|u| u.listed.is_none()))
    }

    /// Whether a definite given name stands before a family name and behind what it cannot be the adjective of.
    fn forename(&self, at: usize) -> bool {
        let before = at.checked_sub(1).and_then(|n| self.kind(n));
        let apart = before.is_none_or(|k| {
            let feminine = self.kind(at).is_some_and(|own| own.feminine() != k.feminine());
            k.shape != Shape::Word || !matches!(k.upos, NOUN | ADJ) || k.article && feminine
        });
        let family =
            self.kind(at + 1).is_some_and(|k| k.article && k.relative() && k.classes.has(Classes::SURNAME));
        apart && family && self.kind(at).is_some_and(|k| self.purely(k))
    }

    /// Whether a given name stands here and a definite word behind it, which after a name that is no noun is a family name.
    pub(super) fn family(&self, at: usize) -> bool {
        let given = self.kind(at).is_some_and(|k| {
            let other = Classes::ROLE.with(Classes::TITLE).with(Classes::BODY).with(Classes::PLACE);
            k.classes.has(Classes::GIVEN) && !k.article && !k.classes.has(other)
        });
        given
            && self.kind(at + 1).is_some_and(|k| {
                k.article
                    && k.clitics == 0
                    && k.stem == 0
                    && k.shape == Shape::Word
                    && matches!(k.upos, NOUN | ADJ | PROPN | X)
                    && (!k.asked.day() || self.kin(at + 1))
            })
    }

    /// Whether a person's name goes on with this unit.
    pub(super) fn goes_on(&self, at: usize) -> bool {
        self.kind(at).is_some_and(|k| {
            k.stem == 0
                && (matches!(k.upos, PROPN | X) && k.classes.has(Classes::SURNAME) || self.kin(at))
                && k.shape == Shape::Word
                && !k.classes.has(Classes::ROLE.with(Classes::NISBA))
                // «زكريا حمد الجمعة 22 ماي»
                && !(k.article
                    && k.asked.day()
                    && self.kind(at + 1).is_some_and(|next| next.shape == Shape::Number))
        })
    }

    /// Whether a name that is also an office stands here, with a family name behind it after a given name.
    pub(super) fn led_on(&self, at: usize) -> bool {
        let bare = |k: &Kind| k.clitics == 0 && k.stem == 0;
        self.kind(at).is_some_and(|k| k.asked.caid() && !k.article && bare(k))
            && self.kind(at + 1).is_some_and(|k| {
                bare(k) && k.article && matches!(k.upos, PROPN | X) && k.classes.has(Classes::SURNAME)
            })
    }
}
