//! Attribution formulas («بحسب الوزارة», «على حد قوله», «وفق ما نقل») and headlines with a colon.

use warraq_arabic::lexed::Kind;

use crate::syntax::{Asked, Class, Name, Phrase};

use super::finder::{Finder, Statement};
use super::lexicon::{Cue, Found, Takes};
use super::rules;
use crate::inflect::{Shape, Shown};

/// The longest clause that a formula closes, in tokens.
const LONGEST: usize = 200;

pub(super) const NO_CUE: Cue = Cue {
    frame: 11,
    takes: Takes {
        that: false,
        object: false,
        quote: false,
        question: false,
        blame: false,
        prepositions: Vec::new(),
    },
    addressee: false,
    strict: false,
    near: false,
    disclose: false,
    agent: false,
};

impl Finder<'_> {
    /// The statement of a formula at token `i` of the sentence `from..to`, whose statements so far begin with number `own`.
    pub(super) fn formula(&self, i: usize, from: usize, to: usize, own: usize) -> Option<Statement> {
        let syntax = self.syntax;
        let bare = self.bare(i);
        if bare == "علي" && syntax.form(i + 1) == "حد" && self.is_closing(i + 2) {
            return self.closing(i, i + 2, own);
        }
        if let Some(statement) = self.written(i, from, to) {
            return Some(statement);
        }
        // «…، كما جاء في البيان»
        let came =
            bare == "كما" && self.lists.coming_in.contains(syntax.form(i + 1)) && syntax.form(i + 2) == "في";
        if came && i > from {
            return self.attributed_to(i, i + 2, from, to).filter(|statement| statement.fixed);
        }
        if i > from && self.as_he_said(i) {
            return self.attribution(i, i + 1, None, from, to);
        }
        let at = if self.lists.according.contains(bare) { i } else { return None };
        if self.is_closing(at + 1) {
            return self.closing(i, at + 1, own);
        }
        let mut last = at;
        let next = syntax.form(at + 1);
        if bare == "نقلا" && next == "عن" {
            last = at + 1;
        } else if next.strip_prefix("ما").is_some_and(|verb| self.lists.according_verbs.contains(verb)) {
            // «وفق مانقلت»
            last = at + 1;
        } else if matches!(next, "ما" | "لما") || bare == "حسبما" {
            let verb = if bare == "حسبما" { at + 1 } else { at + 2 };
            if !self.lists.according_verbs.contains(syntax.form(verb)) && !self.may_be_verb(verb) {
                return None;
            }
            last = verb;
            if syntax.form(verb + 1) == "في"
                && (syntax.form(verb).starts_with("ورد") || syntax.form(verb).starts_with("جاء"))
            {
                last = verb + 1;
            }
        }
        let mut start = last + 1;
        if matches!(syntax.form(start), "ل" | "به" | "عنه" | "عنها" | "الي") {
            start += 1;
        }
        let told = Some(start).filter(|_| last > at).map(|start| self.told_by(start, to));
        let source = told
            .and_then(|told| self.formula_source(told, to))
            .or_else(|| self.formula_source(start, to))
            .filter(|source| last == at || !self.tells_how(*source));
        let Some(source) = source else {
            // «بحسب ما يقول»: whoever spoke last.
            return (last > at && self.may_be_verb(last))
                .then(|| self.attribution(i, last, None, from, to))?;
        };
        if last == at && self.is_measure(source) {
            return None;
        }
        self.attribution(i, last, Some(source), from, to)
    }

    /// Whether what follows a formula is no source: the speaker's own («بحسب تقديراتنا»), or a measure («وفق معايير», also behind ل in a
    /// word that nobody knows: «وفقا للرزنامة»).
    fn is_measure(&self, source: Phrase) -> bool {
        let syntax = self.syntax;
        let own = syntax.fact(source.first).suffix && syntax.form(source.first).ends_with("نا");
        let measure = |core: &str| self.lists.not_sources.contains(core);
        let core = syntax.core(source.first);
        own || measure(core) || core.strip_prefix('ل').is_some_and(measure)
    }

    /// The statement of a formula at tokens `i..=last` whose source follows at once.
    fn attributed_to(&self, i: usize, last: usize, from: usize, to: usize) -> Option<Statement> {
        self.attribution(i, last, Some(self.formula_source(last + 1, to)?), from, to)
    }

    fn attribution(
        &self,
        i: usize,
        last: usize,
        source: Option<Phrase>,
        from: usize,
        to: usize,
    ) -> Option<Statement> {
        let mut statement = self.new_statement(i, &self.formula_reading(i), &NO_CUE, last, rules::FORMULA);
        statement.source = source;
        statement.feminine = self.syntax.form(last).starts_with('ت') || self.syntax.form(last).ends_with('ت');
        self.clause(&mut statement, i, source.map_or(last, |source| source.last), from, to)?;
        Some(statement)
    }

    pub(super) fn formula_reading(&self, i: usize) -> Found {
        let shown =
            Shown { shape: Shape::Noun, feminine: false, plural: false, pronoun: false, maqsura: false };
        let skip = self.syntax.form(i).len() - self.bare(i).len();
        Found { cue: 0, shown, skip, joined: skip > 0 }
    }

    fn formula_source(&self, start: usize, to: usize) -> Option<Phrase> {
        let asked = Asked { barred: &[], transitive: false, limit: to };
        self.syntax.phrase(start, &self.lists.limits, asked)
    }

    /// Whether token `i` is «قوله», «تعبيرها».
    pub(super) fn is_closing(&self, i: usize) -> bool {
        const PRONOUNS: [&str; 5] = ["هما", "هم", "ها", "هن", "ه"];
        // «وفقا لتصريحاته»
        let stem = self.syntax.stem(i);
        let nouns = &self.lists.closing_nouns;
        PRONOUNS.iter().filter_map(|pronoun| stem.strip_suffix(pronoun)).any(|noun| {
            let single = noun.strip_suffix("ات").is_some_and(|noun| nouns.contains(noun));
            let feminine = noun.strip_suffix('ت').is_some_and(|noun| nouns.contains(&format!("{noun}ه")));
            nouns.contains(noun) || single || feminine
        })
    }

    /// «على حد قوله»: the content of the statement that it closes.
    fn closing(&self, i: usize, last: usize, own: usize) -> Option<Statement> {
        let closed = self
            .statements
            .get(own..)?
            .iter()
            .rev()
            .take(20)
            .find(|statement| statement.rule != rules::FORMULA)?;
        let mut statement = self.new_statement(i, &self.formula_reading(i), &NO_CUE, last, rules::CLOSING);
        statement.first = closed.first;
        statement.content = closed.content;
        statement.quoted = closed.quoted;
        statement.fixed = true;
        statement.limit = i;
        statement.feminine = self.syntax.form(last).ends_with("ها");
        Some(statement)
    }

    /// The clause that a formula closes, or, at the start of a sentence, the one that it opens.
    fn clause(
        &self,
        statement: &mut Statement,
        i: usize,
        source: usize,
        from: usize,
        to: usize,
    ) -> Option<()> {
        let syntax = self.syntax;
        statement.fixed = true;
        if i <= from + 1 && (i == from || !syntax.fact(from).is_nominal()) {
            // «ووفقا للموقع فإن …»
            let then = source + 1;
            if syntax.class(then) == Class::That && syntax.fact(then).joined && then + 1 < to {
                return self.open_content(statement, then + 1, to);
            }
            let comma = (source + 1..to.min(source + LONGEST)).find(|k| syntax.class(*k) == Class::Comma)?;
            let mut first = comma + 1;
            if syntax.class(first) == Class::That {
                first += 1;
            }
            return self.open_content(statement, first, to).filter(|()| first + 1 < to);
        }
        // «ذكرت الوكالة، نقلا عن صحيفة، أن»: what was said stands behind.
        let behind = source + 1;
        let that = if syntax.class(behind) == Class::Comma { behind + 1 } else { behind };
        if syntax.class(that) == Class::That && !syntax.fact(that).joined && that + 1 < to {
            return self.open_content(statement, that + 1, to);
        }
        let from = from.max(i.saturating_sub(LONGEST));
        let mut first = from;
        if let Some(past) = (from..i.min(from + 2)).find_map(|k| self.editorial(k, from, i)) {
            first = past;
        }
        while first < i
            && (self.lists.openers.contains(syntax.form(first))
                || matches!(syntax.class(first), Class::Comma | Class::That)
                || syntax.form(first) == "و")
        {
            first += 1;
        }
        statement.first = first;
        statement.limit = i;
        let joined = syntax.fact(first).joined;
        let skip = if joined { 2 } else { 0 };
        statement.content.start = syntax.lexed.offset(first, skip);
        (first + 1 < i).then_some(())
    }

    /// Lets the content begin with token `first` and end where its clause does.
    fn open_content(&self, statement: &mut Statement, first: usize, to: usize) -> Option<()> {
        statement.first = first;
        statement.limit = to;
        statement.fixed = false;
        statement.content.start = self.syntax.stem_start(first);
        (first < to).then_some(())
    }

    /// Headlines: «فلان: …», in titles and headings only.
    pub(super) fn headlines(&mut self) {
        for number in 0..self.syntax.sentences.len() {
            let heading = self.syntax.headings.get(number).copied().unwrap_or(false);
            let Some(&(from, to)) = self.syntax.sentences.get(number).filter(|_| heading) else { continue };
            if let Some(statement) = self.headline(from, to) {
                self.statements.push(statement);
            }
        }
    }

    fn headline(&self, from: usize, to: usize) -> Option<Statement> {
        let syntax = self.syntax;
        let colon =
            (from..to.min(from + 9)).find(|k| syntax.class(*k) == Class::Colon).filter(|k| *k > from)?;
        // The sentence layer may part a headline at its colon.
        let to = if colon + 1 < to { to } else { syntax.sentences.get(syntax.sentence_of(colon) + 1)?.1 };
        let asked = Asked { barred: &[], transitive: false, limit: colon };
        let name = Phrase { first: from, last: colon - 1 };
        let words = (from..colon).all(|k| syntax.lexed.kind(k) == Some(Kind::Word) && !self.may_be_verb(k));
        // «فلان للصحافة: …»
        let whole = |phrase: &Phrase| {
            let next = syntax.fact(phrase.last + 1);
            let to = next.particle == Some('ل') && syntax.fact(from).name == Some(Name::Person);
            // «مسؤول إيراني حول قطر: …»
            let about = next.class == Class::Preposition && self.lists.limits.is_role(syntax.core(from));
            phrase.last + 1 == colon || to || about
        };
        let source = syntax.phrase(from, &self.lists.limits, asked).filter(whole);
        // A name that the tagger took for something else is one if it speaks below.
        let source = source.or(Some(name).filter(|_| words && colon <= from + 4))?;
        let state = from + 1 == colon && self.lists.states.contains(syntax.form(from));
        // «الجزائر: الوزير يدعو إلى»: where it is, and below who speaks.
        let own = |s: &Statement| s.at > colon && s.at < to && s.source.is_some();
        let state = state && !self.statements.iter().take(500).any(own);
        let roles = &self.lists.limits.roles;
        let quoted = syntax.closing(colon + 1).is_some_and(|close| close > colon + 3);
        // «عدد قياسي: …» counts and is no office.
        let counts = self.lists.limits.partitives.contains(syntax.core(source.first));
        let titled = roles.contains(syntax.core(source.first)) && !counts;
        if self.is_circumstance(name, to)
            || self.may_be_verb(from)
            || self.lists.labels.contains(syntax.core(from))
        {
            return None;
        }
        // A name speaks before a colon where a clause follows; a place only if it is a state's.
        let words = (colon + 1..to).filter(|k| syntax.lexed.kind(*k) == Some(Kind::Word)).count();
        let named = matches!(syntax.fact(source.first).name, Some(Name::Person | Name::Body)) && words > 3
            || syntax.fact(source.first).plural && syntax.form(source.first).ends_with("ون") && words > 3;
        let speaking =
            quoted || titled || named || state && self.is_heard(from) && self.has_verb(colon + 1, to);
        if !(self.speaks(source) && words > 2 || speaking) {
            return None;
        }
        let mut statement =
            self.new_statement(colon, &self.formula_reading(colon), &NO_CUE, colon, rules::HEADLINE);
        statement.frame = 0;
        statement.source = Some(source);
        statement.first = colon + 1;
        statement.limit = to;
        statement.content.start = syntax.lexed.start(colon + 1);
        if let Some(close) = syntax.closing(colon + 1)
            && close + 2 >= to
        {
            statement.quoted = true;
        }
        self.finish(&mut statement, &[]);
        (statement.content.start < statement.content.end).then_some(statement)
    }

    /// Whether a headline's opening says when, why or where: a preposition begins it («رغم تحذيرات الأطباء: …»), or the text below says what
    /// kind of place it is («القلعة الكبرى: …» above «معتمدية القلعة الكبرى»).
    fn is_circumstance(&self, name: Phrase, below: usize) -> bool {
        const FAR: usize = 300;
        let syntax = self.syntax;
        let length = name.last - name.first;
        let same = |k: usize| {
            k + length < syntax.len()
                && (0..=length).all(|o| syntax.form(k + o) == syntax.form(name.first + o))
        };
        if syntax.class(name.first) == Class::Preposition || syntax.form(name.first) == "رغم" {
            return true;
        }
        let person = syntax.fact(name.first).name == Some(Name::Person);
        let kind = |k: &usize| self.lists.limits.places.contains(syntax.core(*k)) && same(*k + 1);
        !person && (below..syntax.len().min(below + FAR)).any(|k| kind(&k))
    }

    /// Whether a statement of the text has a source that ends with the same word as `name`, or begins with it.
    fn speaks(&self, name: Phrase) -> bool {
        let syntax = self.syntax;
        let proper = (name.first..=name.last).any(|k| syntax.class(k) == Class::Proper)
            || syntax.fact(name.first).article
            || name.last > name.first;
        proper
            && self.statements.iter().take(500).filter_map(|statement| statement.source).any(|source| {
                let last = syntax.stem(source.last) == syntax.stem(name.last)
                    && syntax.fact(source.last).particle.is_none();
                let head = syntax.core(source.first) == syntax.core(name.first);
                let inside =
                    |k: usize| (source.first..=source.last).any(|s| syntax.core(s) == syntax.core(k));
                let place = syntax.fact(name.first).name == Some(Name::Place);
                if place && name.first == name.last && source.first < source.last {
                    return false;
                }
                let family = syntax.fact(name.last).name == Some(Name::Person) && inside(name.last);
                let whole =
                    family || !place && name.last > name.first && (name.first..=name.last).all(inside);
                last || whole || head && source.first == source.last && name.last > name.first
            })
    }

    /// Whether a state's name before a colon may speak: a country whose people or offices the text quotes («أميركا: …» above «مسؤول
    /// أميركي»), not the place of what follows; a capital always.
    fn is_heard(&self, k: usize) -> bool {
        let syntax = self.syntax;
        if self.lists.capitals.contains(syntax.form(k)) {
            return true;
        }
        let core = syntax.core(k);
        let land = core.strip_suffix(['ا', 'ه']).unwrap_or(core);
        if land.chars().count() < 3 {
            return false;
        }
        self.statements.iter().take(500).filter_map(|statement| statement.source).any(|source| {
            (source.first..=source.last).any(|s| syntax.core(s).starts_with(land) && syntax.describes(s))
        })
    }

    fn has_verb(&self, from: usize, to: usize) -> bool {
        let (subject, verb) = (self.syntax.fact(from), self.syntax.fact(from + 1));
        // «العراق شهد»: what follows a definite noun without article is said of it, whatever the tagger takes it for.
        let said = (subject.article || subject.class == Class::Proper)
            && matches!(verb.class, Class::Noun | Class::Verb)
            && !verb.article
            && !verb.joined
            && verb.particle.is_none();
        said && from + 1 < to
            || (from..to.min(from + 4)).any(|k| self.syntax.class(k) == Class::Verb || self.may_be_verb(k))
    }
}
