//! Attribution formulas: «بحسب الوزارة», «على حد قوله», «وفق ما نقل».

use warraq_arabic::lexed::Gap;

use crate::syntax::{Asked, Class, Phrase};

use super::finder::{Finder, Statement};
use super::lexicon::{Cue, Found, Takes};
use super::rules;
use crate::inflect::{Shape, Shown};

/// The longest clause that a formula closes, in tokens.
const LONGEST: usize = 200;

pub(super) const NO_CUE: Cue = Cue {
    lemma: 0,
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
        if bare == "علي" && syntax.form(i + 1) == "حد" {
            if self.is_closing(i + 2) {
                return self.closing(i, i + 2, None, (own, from));
            }
            if let Some(statement) = self.closing_words_of(i, i + 2, (own, from), to) {
                return Some(statement);
            }
        }
        if let Some(statement) = self.written(i, from, to) {
            return Some(statement);
        }
        if bare == "علي" && i > from && syntax.form(i + 1) == "ما" {
            return self.as_told(i, from, to);
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
            return self.closing(i, at + 1, None, (own, from));
        }
        if let Some(statement) = self.closing_words_of(i, at + 1, (own, from), to) {
            return Some(statement);
        }
        let last = self.formula_end(at)?;
        let source = self.formula_teller(at, last, to);
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

    /// Whom the formula of tokens `at..=last` names behind itself, past whom its verb was told to.
    fn formula_teller(&self, at: usize, last: usize, to: usize) -> Option<Phrase> {
        let syntax = self.syntax;
        let mut start = last + 1;
        let verb = last > at;
        // «وفقا ل "المساء"»; behind a verb ل names who is told.
        if matches!(syntax.form(start), "به" | "عنه" | "عنها" | "الي") || !verb && syntax.form(start) == "ل"
        {
            start += 1;
        }
        let told = if verb { self.formula_source(self.told_by(start, to), to) } else { None };
        // «بحسب ما أفاد به المساء، الناطق باسم الهيئة»: the medium is who was told.
        let told = told.map(|told| {
            let medium = self.lists.limits.audience.contains(syntax.core(told.first));
            let next = told.last + 2;
            let apart =
                verb && medium && syntax.class(told.last + 1) == Class::Comma && self.names_speaker(next);
            if apart { self.formula_source(next, to).unwrap_or(told) } else { told }
        });
        told.or_else(|| self.formula_source(start, to).filter(|_| !verb || !self.is_audience(start)))
            .filter(|source| !verb || !self.tells_how(*source))
    }

    /// The last token of the formula that begins with token `at`: «نقلا عن», «وفق ما نقلت», «حسبما جاء في».
    fn formula_end(&self, at: usize) -> Option<usize> {
        let syntax = self.syntax;
        let (bare, next) = (self.bare(at), syntax.form(at + 1));
        // «وفق مانقلت»
        let merged =
            next.strip_prefix("ما").is_some_and(|verb| self.lists.according_verbs.get(verb).is_some());
        if bare == "نقلا" && next == "عن" || bare == "استنادا" && next == "الي" || merged {
            return Some(at + 1);
        }
        if bare == "استنادا" {
            return None;
        }
        if !matches!(next, "ما" | "لما") && bare != "حسبما" {
            return Some(at);
        }
        let verb = if bare == "حسبما" { at + 1 } else { at + 2 };
        let form = syntax.form(verb);
        // «وفق ما ينص عليه القانون»: nobody says so.
        let provided = matches!(form, "ينص" | "تنص" | "نص" | "نصت");
        if provided || self.lists.according_verbs.get(form).is_none() && !self.may_be_verb(verb) {
            return None;
        }
        let came = form.starts_with("ورد") || form.starts_with("جاء");
        Some(if came && syntax.form(verb + 1) == "في" { verb + 1 } else { verb })
    }

    /// Whether what follows a formula is no source: the speaker's own («بحسب تقديراتنا»), or a measure («وفق معايير», also behind ل in a
    /// word that nobody knows: «وفقا للرزنامة»).
    fn is_measure(&self, source: Phrase) -> bool {
        let syntax = self.syntax;
        let own = syntax.fact(source.first).suffix && syntax.form(source.first).ends_with("نا");
        let measure = |core: &str| self.lists.not_sources.contains(core);
        let head = syntax.head_of(source);
        // «وفقا لكل حالة»
        let whole = self.lists.wholes.contains(syntax.core(head)) && head < source.last;
        let head = if whole { head + 1 } else { head };
        if measure(syntax.noun(head).as_ref()) {
            return true;
        }
        let core = syntax.core(head);
        own || measure(core) || core.strip_prefix('ل').is_some_and(measure)
    }

    /// The statement of a formula at tokens `i..=last` whose source follows at once.
    fn attributed_to(&self, i: usize, last: usize, from: usize, to: usize) -> Option<Statement> {
        self.attribution(i, last, Some(self.formula_source(last + 1, to)?), from, to)
    }

    pub(super) fn attribution(
        &self,
        i: usize,
        last: usize,
        source: Option<Phrase>,
        from: usize,
        to: usize,
    ) -> Option<Statement> {
        let mut statement = self.new_statement(i, &self.formula_reading(i), &NO_CUE, last, rules::FORMULA);
        statement.source = source;
        // «كما أكدته», «بحسب ما تقول»: who is meant agrees with the verb.
        if let Some(shown) = (i + 1..=last).rev().find_map(|k| self.according_verb(k)) {
            statement.feminine = shown.feminine;
            statement.plural = source.is_none() && shown.plural;
            statement.marked = source.is_none();
        }
        self.clause(&mut statement, i, source.map_or(last, |source| source.last), from, to)?;
        Some(statement)
    }

    /// What the verb of a formula at token `k` shows, perhaps with ما written together with it: «مانقلت».
    fn according_verb(&self, k: usize) -> Option<Shown> {
        let form = self.syntax.form(k);
        let listed = |form: &str| self.lists.according_verbs.get(form);
        let finite = |found: &Found| matches!(found.shown.shape, Shape::Past | Shape::Present);
        let cue = || self.readings(k).iter().find(|found| finite(found)).map(|found| found.shown);
        listed(form).or_else(|| listed(form.strip_prefix("ما")?)).or_else(cue)
    }

    pub(super) fn formula_reading(&self, i: usize) -> Found {
        let shown =
            Shown { shape: Shape::Noun, feminine: false, plural: false, pronoun: false, maqsura: false };
        let skip = self.syntax.form(i).len() - self.bare(i).len();
        Found { cue: 0, shown, skip, joined: skip > 0 }
    }

    pub(super) fn formula_source(&self, start: usize, to: usize) -> Option<Phrase> {
        let asked = Asked { barred: &[], transitive: false, limit: to };
        let found = self.syntax.phrase(start, &self.lists.limits, asked);
        self.with_holder(start, found, &NO_CUE, to + 1).or(found)
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
        let behind = source + 1;
        if i > from && behind + 1 < to && self.opens_anew(i, behind) {
            return self.open_content(statement, behind + 1, to);
        }
        if i <= from + 1 && (i == from || !syntax.fact(from).is_nominal()) {
            // «ووفقا للموقع فإن …»
            if syntax.class(behind) == Class::That && syntax.fact(behind).joined && behind + 1 < to {
                return self.open_content(statement, behind + 1, to);
            }
            // «وبحسب هذا القانون "يعد مرتكبا للجريمة …"»
            if let Some(close) = syntax.closing(behind).filter(|close| *close > behind + 4 && *close < to) {
                return self.open_content(statement, behind, close + 1);
            }
            let comma = (source + 1..to.min(source + LONGEST)).find(|k| syntax.class(*k) == Class::Comma)?;
            let mut first = self.past_holder(statement, source, comma, to);
            if syntax.class(first) == Class::That {
                first += 1;
            }
            return self.open_content(statement, first, to).filter(|()| first + 1 < to);
        }
        // «قال المدير وفقا لنص كلمته "علينا أن …"»
        if let Some(close) = syntax.closing(behind).filter(|close| *close > behind + 4 && *close < to) {
            statement.quoted = true;
            return self.open_content(statement, behind, close + 1);
        }
        // «ذكرت الوكالة، نقلا عن صحيفة، أن»: what was said stands behind.
        let that = if syntax.class(behind) == Class::Comma { behind + 1 } else { behind };
        // «وفقا لإذاعة الشرق الناطقة بالعربية إنه»
        let plain = |k: &usize| syntax.fact(*k).is_nominal() && self.readings(*k).is_empty();
        let next = (that..that + 4).find(|k| !plain(k));
        let next = next.filter(|k| syntax.class(*k) == Class::That && syntax.fact(*k).particle.is_none());
        let that = next.unwrap_or(that);
        if syntax.class(that) == Class::That && !syntax.fact(that).joined && that + 1 < to {
            return self.open_content(statement, that + 1, to);
        }
        let from = from.max(i.saturating_sub(LONGEST));
        let mut first = from;
        if let Some(past) = (from..i.min(from + 2)).find_map(|k| self.editorial(k, from, i)) {
            first = past;
        }
        while first < i && self.stays_outside(first) {
            first += 1;
        }
        let first = self.last_clause(first, i);
        statement.first = first;
        statement.limit = i;
        let skip = if self.has_own_and(first) { 2 } else { 0 };
        statement.content.start = syntax.lexed.offset(first, skip);
        (first + 1 < i).then_some(())
    }

    /// «خدمات أفضل وحسب المدير فإن»: whether the formula at token `i` has a heading before it that no full stop ends, by what follows its
    /// source.
    fn opens_anew(&self, i: usize, behind: usize) -> bool {
        let syntax = self.syntax;
        syntax.form(i).starts_with('و') && syntax.fact(behind).joined && syntax.class(behind) == Class::That
    }

    /// Whether a clause begins with an «و» that stays outside, also that of a formula: «ووفقا للاتفاق، …، بحسب الصحيفة».
    fn has_own_and(&self, first: usize) -> bool {
        let (syntax, bare) = (self.syntax, self.syntax.bare(first));
        let cue = self.readings(first).first().is_some_and(|found| found.joined);
        syntax.fact(first).joined || cue || syntax.form(first) != bare && self.lists.according.contains(bare)
    }

    /// Where the last clause between two tokens begins, where a full stop without a space parts them: «… هذا الأسبوع.وتبدو السمكة، حسب
    /// العلماء».
    fn last_clause(&self, first: usize, to: usize) -> usize {
        let syntax = self.syntax;
        let stop = (first + 1..to).rev().find(|k| {
            syntax.class(*k) == Class::Stop && syntax.quotation(*k).is_none() && syntax.fact(*k + 1).joined
        });
        stop.map_or(first, |stop| stop + 1)
    }

    /// What follows a formula that interrupts a clause, as a statement of its own: «عاين الوفد، حسب المصدر، بعض الآلات», «لفشلهم وفق تعبيرهم
    /// في احترام القانون».
    pub(super) fn interrupted(&self, statement: &Statement, from: usize, to: usize) -> Option<Statement> {
        let syntax = self.syntax;
        let comma = |k: usize| syntax.class(k) == Class::Comma;
        let last = statement.source.map_or(statement.cue_last, |source| source.last.max(statement.cue_last));
        if statement.at <= from + 1 || statement.limit != statement.at {
            return None;
        }
        let apart = comma(statement.at - 1);
        let first = if apart && comma(last + 1) { last + 2 } else { last + 1 };
        let fact = syntax.fact(first);
        let goes_on = if apart {
            let argument = matches!(syntax.form(first), "علي" | "الي" | "عن" | "من")
                || statement.cue_last == statement.at && self.is_adjunct(first, statement);
            // «وفق ما أكده الناطق باسم المحكمة، فلان»: an apposition.
            let named = statement.cue_last > statement.at && statement.source.is_some();
            let noun = !named && self.is_object(first, to) && !fact.accusative;
            comma(last + 1) && (argument || noun && syntax.form(first) != "خاصه")
        } else {
            let own = statement.rule == rules::CLOSING && statement.source.is_none();
            own && fact.class == Class::Preposition && syntax.form(first) == "في"
        };
        let told = !self.readings(first).is_empty()
            || [first, first + 1].iter().any(|k| syntax.is_occasion(*k, &self.lists.limits));
        if !goes_on || told || fact.joined || first + 1 >= to || syntax.lexed.gap(first) >= Gap::Line {
            return None;
        }
        let mut rest = Statement { rule: rules::FORMULA, ..statement.clone() };
        self.open_content(&mut rest, first, to)?;
        Some(rest)
    }

    /// Lets the content begin with token `first` and end where its clause does.
    fn open_content(&self, statement: &mut Statement, first: usize, to: usize) -> Option<()> {
        statement.first = first;
        statement.limit = to;
        statement.fixed = false;
        statement.content.start = self.syntax.stem_start(first);
        (first < to).then_some(())
    }
}
