//! Names that the model took together and that are several, or that go on too far.

use super::Rules;
use crate::entity::finder::{Label, Name};
use crate::entity::gazetteer::{Classes, Listed};
use crate::entity::unit::{ADJ, ADP, CCONJ, Kind, NOUN, PROPN, SCONJ, Shape, VERB, X, clitics};
use std::ops::Range;

/// What is done with a name at one of its units.
enum Cut {
    /// Nothing.
    None,
    /// Another name begins there.
    Two,
    /// A place begins there.
    Place,
    /// Another name begins behind it.
    Past,
    /// The name ends before it.
    End,
}

impl Rules<'_> {
    /// Where a name of the model is cut at a unit behind its first.
    fn cut(&self, name: &Name, start: usize, at: usize) -> Cut {
        let Some(kind) = self.kind(at) else { return Cut::End };
        let person = name.label == Label::Per;
        let body = name.label == Label::Org;
        let joins = kind.clitics & clitics::CONJUNCTION != 0 || kind.upos == CCONJ;
        let part = Classes::GIVEN.with(Classes::SURNAME).with(Classes::CALLED);
        let named = kind.classes.has(part);
        if kind.asked.who() && kind.article && at > start {
            // «مجلس الحقوق الذي …»
            return Cut::End;
        }
        let under = kind.asked.under() && kind.clitics == clitics::B && !kind.article;
        let letters = self.kind(at - 1).is_some_and(|k| k.asked.letter());
        if kind.asked.that() && kind.shape == Shape::Word && !letters {
            let proper = self.kind(at + 1).is_some_and(|k| matches!(k.upos, PROPN | X) && k.clitics == 0);
            return if person && at + 1 < name.units.end && proper { Cut::Past } else { Cut::End };
        }
        // «فلان الفلاني ضيف …», «… لسحبت»
        if under || person && (kind.upos == VERB && !named || self.introduces(at)) {
            return Cut::End;
        }
        let finite = body
            && kind.upos == VERB
            && !named
            && kind.cluster > 0
            && kind.clitics & !clitics::CONJUNCTION == 0;
        if finite && self.unit(at).is_some_and(|u| u.listed.is_none() && !u.quoted) {
            return Cut::End;
        }
        let placed = if name.label == Label::Loc { self.place_ends(start, at, kind) } else { Cut::None };
        let placed = if body { self.body_ends(start, at, kind) } else { placed };
        if !matches!(placed, Cut::None) {
            return placed;
        }
        let apart = person || name.label == Label::Loc || body && (self.known(at) || self.peer(start, at));
        if joins && apart {
            return Cut::Two;
        }
        if person && kind.clitics & clitics::PREPOSITION != 0 && self.other(at) || body && kind.upos == SCONJ
        {
            return Cut::End;
        }
        let specific = kind.clitics == clitics::B && self.town(at, kind) && self.specific(start, at);
        if specific && (name.label == Label::Loc || body) { Cut::Place } else { Cut::None }
    }

    /// Where a place ends before a bare unit: «سلوان جنوب …», «تونس بلد …», and another one begins: «الخليج قطر».
    fn place_ends(&self, start: usize, at: usize, kind: &Kind) -> Cut {
        let bare = kind.clitics == 0 && !kind.article;
        if bare && self.listed(start) && at == start + self.words(start) && self.country(at) {
            return Cut::Two;
        }
        let ends = bare && (kind.asked.governor() || kind.upos == NOUN && self.nation_ends(start, at));
        if ends { Cut::End } else { Cut::None }
    }

    /// Where a body ends: «حركة النهضة الفصل 1», «المعهد إلى …», and before what is somebody else.
    fn body_ends(&self, start: usize, at: usize, kind: &Kind) -> Cut {
        let noun = kind.article && kind.clitics == 0;
        let clause = noun && kind.upos == NOUN && at > start + 1;
        let numbered = clause && self.kind(at + 1).is_some_and(|k| k.shape == Shape::Number);
        let toward = kind.upos == ADP && kind.letters == 3 && kind.clitics == 0 && !kind.asked.within();
        let toward = toward && at == start + 1 && self.kind(start).is_some_and(|k| k.article);
        // «ونددت المنظمة بقصف المدينة»
        let own =
            Classes::BODY.with(Classes::STATE).with(Classes::PLACE).with(Classes::SITE).with(Classes::TOWN);
        let deed = kind.clitics == clitics::B && kind.upos == NOUN && !kind.classes.has(own);
        let alone = at == start + 1 && self.kind(start).is_some_and(|k| k.article && k.clitics == 0);
        let deed = deed && alone && self.unit(at).is_some_and(|u| u.listed.is_none());
        if numbered || toward || deed {
            return Cut::End;
        }
        if noun { self.behind_whole(start, at) } else { Cut::None }
    }

    /// «الاتحاد العام للعمال القوى الوطنية», «الاتحاد الكيان الصهيوني»: a definite noun behind a listed body, a listed place of several words behind
    /// a single noun, both with article, are somebody else.
    fn behind_whole(&self, start: usize, at: usize) -> Cut {
        if at == start + self.words(start) && self.past_listed(start, at) {
            return Cut::End;
        }
        let place = self.place(at);
        let single = at == start + 1 && self.kind(start).is_some_and(|k| k.article);
        if single && place && self.words(at) > 1 { Cut::Place } else { Cut::None }
    }

    /// Whether a definite noun stands at a unit that a listed body of several words ends before.
    pub(super) fn past_listed(&self, start: usize, at: usize) -> bool {
        let noun = |k: &Kind| {
            k.upos == NOUN && k.article && k.clitics == 0 && !k.classes.has(Classes::NISBA) && !self.place(at)
        };
        at > start + 1 && self.known(start) && self.kind(at).is_some_and(noun)
    }

    /// Whether a listed country begins here.
    fn country(&self, at: usize) -> bool {
        let listed = self.unit(at).and_then(|u| u.listed);
        listed.is_some_and(|(entry, first)| first && entry.listed == Listed::Country)
    }

    /// Whether a listed name begins here.
    fn listed(&self, at: usize) -> bool {
        self.unit(at).and_then(|u| u.listed).is_some_and(|(_, first)| first)
    }

    /// Whether a listed country, city or other place begins here.
    fn place(&self, at: usize) -> bool {
        self.unit(at).and_then(|u| u.listed).is_some_and(|(entry, first)| {
            first && matches!(entry.listed, Listed::Country | Listed::Place | Listed::City | Listed::Capital)
        })
    }

    /// Whether another body than that which begins before it is joined here: «الوكالة … والبنك …».
    fn peer(&self, start: usize, at: usize) -> bool {
        let from = if self.kind(at).is_some_and(|k| k.upos == CCONJ) { at + 1 } else { at };
        let (Some(kind), Some(next)) = (self.kind(from), self.kind(from + 1)) else { return false };
        let heads = Classes::BODY.with(Classes::STATE);
        let noun = |k: &Kind| matches!(k.upos, NOUN | PROPN | X) && k.clitics & !clitics::CONJUNCTION == 0;
        let bare = next.clitics == 0 && next.stem == 0 && next.shape == Shape::Word;
        let first = self.kind(start).is_some_and(|k| k.classes.has(heads));
        let closed = self.kind(at - 1).is_some_and(|k| k.article || matches!(k.upos, PROPN | X))
            || self.unit(at - 1).is_some_and(|u| u.listed.is_some());
        if !(first && closed && at > start + 1 && noun(kind) && bare) {
            return false;
        }
        if kind.article {
            // «… والسلطات التونسية»
            let adjective = next.article && matches!(next.upos, ADJ | NOUN | PROPN);
            let nation = next.classes.has(Classes::NISBA);
            return adjective && (kind.classes.has(Classes::BODY) || kind.classes.has(heads) && nation);
        }
        let named = next.article || matches!(next.upos, PROPN | X);
        kind.classes.has(Classes::BODY) && named
    }

    /// Whether a listed country begins a name and ends before a unit.
    fn nation_ends(&self, start: usize, at: usize) -> bool {
        let country = self.unit(start).and_then(|u| u.listed);
        country.is_some_and(|(entry, first)| first && entry.listed == Listed::Country)
            && start + self.words(start) == at
    }

    /// Whether a facility or university has a name of its own before the city where it is: «مستشفى فلان بتونس».
    fn specific(&self, start: usize, at: usize) -> bool {
        let heads =
            |n: usize| self.kind(n).is_some_and(|k| !k.article && (k.asked.site() || k.asked.campus()));
        let outside = start.checked_sub(1).is_some_and(heads);
        let head = heads(start) || outside;
        let last = at - 1;
        let part = Classes::GIVEN.with(Classes::SURNAME);
        head && last > start
            && self.kind(last).is_some_and(|k| k.classes.has(part) || matches!(k.upos, PROPN | X))
    }

    /// Persons and places that و joins are several; a preposition before something else ends a person's.
    pub(super) fn split(&self, names: &mut Vec<Name>) {
        let mut out: Vec<Name> = Vec::with_capacity(names.len());
        for mut name in names.drain(..) {
            let mut start = name.units.start;
            let mut end = name.units.end;
            if self.leads(&name) {
                // «السفير في تونس فلان الفلاني» read as one.
                out.push(Name { units: start..start + 1, label: Label::Loc, ..name });
                start += 1;
            }
            if self.entry(&name.units).is_none() {
                for at in start + 1..name.units.end {
                    match self.cut(&name, start, at) {
                        Cut::None => {}
                        Cut::Two => {
                            out.push(Name { units: start..at, ..name });
                            start = at;
                        }
                        Cut::Place => {
                            out.push(Name { units: start..at, ..name });
                            (start, name.label) = (at, Label::Loc);
                        }
                        Cut::Past => {
                            out.push(Name { units: start..at, ..name });
                            start = at + 1;
                        }
                        Cut::End => {
                            end = at;
                            break;
                        }
                    }
                }
            }
            if name.label == Label::Org
                && let Some(at) = (start + self.bearers_from(start)..end)
                    .find(|at| self.bearer(*at) && self.called(*at + 1..end))
            {
                // «حزب الفلاحين فلان الفلاني» read as one; of «البنك المركزي الشاذلي …» the name goes on.
                let whole = at + 1 < end;
                let closed = self.unit(at - 1).and_then(|u| u.listed).is_some();
                if whole || closed && self.kind(at).is_some_and(|k| k.article) {
                    out.push(Name { units: start..at, ..name.clone() });
                    if whole {
                        out.push(Name { units: at..end, label: Label::Per, ..name });
                    }
                    continue;
                }
            }
            let second = (start + 1..end).find(|at| name.label == Label::Org && self.second(start, *at));
            if let Some(at) = second {
                out.push(Name { units: start..at, ..name });
                start = at;
            }
            out.push(Name { units: start..end, ..name });
        }
        *names = out;
    }

    /// How far behind the first word of a body its bearer's name may begin: right behind one with article, which has no genitive («المنظمة هبة
    /// الشامي»).
    fn bearers_from(&self, start: usize) -> usize {
        let definite = self.kind(start).is_some_and(|k| k.article && k.classes.has(Classes::BODY));
        if definite && self.words(start) == 1 { 1 } else { 2 }
    }

    /// Whether a listed body begins here.
    pub(super) fn known(&self, at: usize) -> bool {
        let listed = self.unit(at).and_then(|u| u.listed);
        listed.is_some_and(|(entry, first)| first && matches!(entry.listed, Listed::Body | Listed::Known))
    }

    /// Whether all units may be parts of a person's name.
    pub(super) fn called(&self, mut units: Range<usize>) -> bool {
        let part = Classes::GIVEN.with(Classes::SURNAME).with(Classes::FAMILY).with(Classes::CALLED);
        units.all(|n| {
            self.kind(n)
                .is_some_and(|k| k.clitics == 0 && (k.classes.has(part) || matches!(k.upos, PROPN | X)))
        })
    }

    /// Whether a unit behind a preposition is a place or no noun, so that the preposition is one («بلحاج» is a name).
    fn other(&self, at: usize) -> bool {
        self.unit(at).is_some_and(|u| u.listed.is_some()) || self.kind(at).is_some_and(|k| !k.nominal)
    }

    /// Whether a listed body behind a preposition is another than the one that begins before it.
    fn second(&self, start: usize, at: usize) -> bool {
        self.known(at)
            && self.kind(at).is_some_and(|k| k.clitics & clitics::PREPOSITION != 0)
            && !self.has(start, Classes::BODY.with(Classes::STATE))
            && self.kind(start).is_some_and(|k| !k.article)
    }

    /// Whether a listed place behind a preposition begins what was taken for a person's name of several words.
    fn leads(&self, name: &Name) -> bool {
        let first = name.units.start;
        let place = self.unit(first).and_then(|u| u.listed).is_some_and(|(entry, begins)| {
            begins && matches!(entry.listed, Listed::Country | Listed::Capital | Listed::City)
        });
        name.label == Label::Per
            && name.units.len() > 2
            && place
            && self.unit(first).is_some_and(|u| u.words == 1)
            && self.kind(first).is_some_and(|k| k.clitics & clitics::PREPOSITION != 0)
    }
}
