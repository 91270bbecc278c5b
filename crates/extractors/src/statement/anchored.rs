//! Where a source ends when what was said is known: it goes on up to there, but for what tells when, where and to whom it was said.

use crate::syntax::{Class, Name, Phrase};

use super::finder::Statement;
use super::mention::Mentions;
use super::rules;

/// How many tokens a source may go on.
const LONGEST: usize = 24;

impl Mentions<'_> {
    /// The source of a statement with the words behind it that belong to it; behind a verb that is spoken to somebody a noun may be whom it is
    /// spoken to.
    pub(super) fn whole_source(&self, statement: &Statement, source: Phrase, addressee: bool) -> Phrase {
        let told = matches!(statement.rule, rules::VERB | rules::QUOTE | rules::FORMULA);
        if !told || source.first <= statement.at {
            return source;
        }
        let far = self.syntax.len().min(source.last + LONGEST);
        let until = if statement.first > source.last { statement.first.min(far) } else { far };
        let last = self.goes_on_to(source, until, addressee);
        Phrase { last: last.unwrap_or(source.last), ..source }
    }

    /// The last token of a noun phrase that goes on behind its end; `None` where it does not.
    pub(super) fn goes_on_to(&self, source: Phrase, until: usize, addressee: bool) -> Option<usize> {
        let syntax = self.syntax;
        let mut k = source.last + 1;
        if syntax.opening(k).is_some() {
            k += 1;
        }
        if k < until && self.is_one_of_many(source, k) {
            let end = (k + 1..until).find(|k| !self.goes_on_as_one(*k))?;
            return matches!(syntax.class(end), Class::Comma | Class::Stop | Class::That).then_some(end - 1);
        }
        if k >= until || !self.begins_more(source, k, addressee) {
            return None;
        }
        let mut last = source.last;
        while k < until {
            let fact = syntax.fact(k);
            if fact.class == Class::Preposition {
                let of =
                    syntax.form(k) == "من" && syntax.fact(k + 1).article && !self.is_adjunct_of_speech(k + 1);
                let first = last == source.last && matches!(syntax.form(k), "حول" | "في");
                if !(of || first) {
                    break;
                }
            } else if fact.is_nominal() && !syntax.is_quote(k) {
                let open = fact.accusative && !fact.article && fact.name.is_none();
                let new = last > source.last
                    && fact.particle.is_none()
                    && syntax.settled(k - 1)
                    && !syntax.describes(k)
                    && fact.name != Some(Name::Person);
                let new = new && !(syntax.fact(k - 1).name.is_some() && syntax.fact(k - 1).more);
                if open || fact.joined || new || self.is_adjunct_of_speech(k) {
                    break;
                }
                last = k;
            } else {
                break;
            }
            k += 1;
        }
        let cut = syntax.fact(last).name.is_some() && syntax.fact(last).more;
        (last > source.last && !cut).then_some(last)
    }

    /// «فلان الفلاني، أحد مؤسسي الحزب،»: whether an apposition of this kind follows a name at token `k`.
    fn is_one_of_many(&self, source: Phrase, k: usize) -> bool {
        let syntax = self.syntax;
        let person = syntax.fact(source.last).name == Some(Name::Person);
        person && syntax.class(k) == Class::Comma && matches!(syntax.form(k + 1), "احد" | "احدي")
    }

    /// Whether a token is of such an apposition.
    fn goes_on_as_one(&self, k: usize) -> bool {
        let of = self.syntax.class(k) == Class::Preposition && matches!(self.syntax.form(k), "من" | "في");
        (of || self.syntax.fact(k).is_nominal()) && !self.is_adjunct_of_speech(k)
    }

    /// Whether what follows a source at token `k` belongs to it.
    fn begins_more(&self, source: Phrase, k: usize, addressee: bool) -> bool {
        let (syntax, limits) = (self.syntax, &self.lists.limits);
        let fact = syntax.fact(k);
        if fact.joined {
            return false;
        }
        let next = syntax.fact(k + 1);
        if fact.class == Class::Preposition {
            let document = limits.documents.contains(syntax.core(syntax.head_of(source)));
            return match syntax.form(k) {
                // «مصدر من الوزارة», «الأرقام المقدمة من الشركة», not «طلب المحامي من القاضي»
                "من" => {
                    let head = syntax.fact(syntax.head_of(source));
                    let open = !head.article && head.name.is_none() && !syntax.settled(source.last);
                    let taken = source.last > source.first && syntax.describes(source.last);
                    let of = !addressee && (open || taken);
                    of && next.article && next.is_nominal() && !self.is_adjunct_of_speech(k + 1)
                }
                "حول" => document && next.is_nominal(),
                // «فلان الفلاني الخبير في السياحة»
                "في" => {
                    let trade = limits.is_role(syntax.core(source.last)) && source.last > source.first;
                    trade && next.article && next.is_nominal() && !self.is_adjunct_of_speech(k + 1)
                }
                _ => false,
            };
        }
        if !fact.is_nominal() || self.is_adjunct_of_speech(k) {
            return false;
        }
        let core = syntax.core(k);
        if fact.particle == Some('ب') {
            let place = fact.name.is_some() || limits.bodies.contains(core) || limits.places.contains(core);
            return place && fact.name != Some(Name::Person)
                || syntax.fact(source.last).article && next.name.is_some();
        }
        let person = syntax.fact(source.last).name == Some(Name::Person);
        let office = limits.roles.contains(core) || self.lists.kin.contains(core);
        let office = office && (next.article || next.name.is_some());
        let head = syntax.fact(syntax.head_of(source));
        let agrees = fact.feminine == head.feminine && !next.suffix;
        let described = agrees
            && !limits.reduced.contains(core.trim_end_matches('ه'))
            && fact.article
            && !fact.plural
            && syntax.describes(k)
            && syntax.fact(source.last).article;
        let marked = syntax.opening(k - 1).is_some() && fact.article && syntax.describes(k);
        // «وكالة "فيتش" للتصنيف»
        let closed = syntax.opening(k - 1).is_some() || syntax.opening(source.last).is_some();
        let purpose = closed && fact.particle == Some('ل') && fact.article;
        purpose || !addressee && fact.particle.is_none() && (person && office || described || marked)
    }

    /// Whether a noun phrase that begins at token `k` tells when, where or to whom something was said.
    fn is_adjunct_of_speech(&self, k: usize) -> bool {
        let (syntax, limits) = (self.syntax, &self.lists.limits);
        let (core, stem) = (syntax.core(k), syntax.stem(k));
        let particle = syntax.fact(k).particle;
        syntax.is_occasion(k, limits)
            || limits.occasions.contains(core)
            || limits.adverbs.contains(stem)
            || limits.adverbs.contains(core)
            || syntax.shows(k)
            || self.lists.sides.contains(syntax.form(k))
            || self.lists.apart.venues.contains(core)
            || particle == Some('ل') && (limits.is_audience(core) || limits.audience.contains(stem))
            || particle == Some('ل') && limits.is_role(core)
            || particle == Some('ك')
            || syntax.fact(k).class == Class::Number
            || syntax.fact(k).name == Some(Name::Other) && particle.is_some()
    }
}
