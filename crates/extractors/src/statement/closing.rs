//! «على حد قوله», «بحسب تعبير الوزير»: what closes the words of a statement before it.

use crate::inflect::PRONOUNS;
use crate::syntax::{Class, Phrase};

use super::finder::{Finder, Statement};
use super::formula::NO_CUE;
use super::rules;

impl Finder<'_> {
    /// Whether token `i` is «قوله», «تعبيرها».
    pub(super) fn is_closing(&self, i: usize) -> bool {
        // «وفقا لتصريحاته»
        // «على حد وصفه», whose و a tagger may take off.
        let whole = self.syntax.form(i).starts_with("وص") && self.syntax.form(i.saturating_sub(1)) == "حد";
        let stem = if whole { self.syntax.form(i) } else { self.syntax.stem(i) };
        let nouns = &self.lists.closing_nouns;
        PRONOUNS.iter().filter_map(|pronoun| stem.strip_suffix(pronoun)).any(|noun| {
            let single = noun.strip_suffix("ات").is_some_and(|noun| nouns.contains(noun));
            let feminine = noun.strip_suffix('ت').is_some_and(|noun| nouns.contains(&format!("{noun}ه")));
            nouns.contains(noun) || single || feminine
        })
    }

    /// «على حد تعبير الوزير», «حسب وصف الشاهد»: whose words they are stands behind.
    pub(super) fn closing_words_of(
        &self,
        i: usize,
        noun: usize,
        own: (usize, usize),
        to: usize,
    ) -> Option<Statement> {
        let syntax = self.syntax;
        // «حسب تصريح إعلامي»: of what kind it is.
        let kind = self.lists.who.kinds_of_speech.contains(syntax.form(noun + 1));
        if !self.lists.who.closing_with.contains(syntax.stem(noun)) || syntax.fact(noun).suffix || kind {
            return None;
        }
        let source = self.formula_source(noun + 1, to).filter(|source| self.is_agent(*source))?;
        let clause = || self.attribution(i, noun, Some(source), own.1, to);
        // «بحسب تعبير محرر البيان» closes a clause as «بحسب» does.
        let formula = self.lists.according.contains(self.bare(i)).then(clause).flatten();
        formula.or_else(|| self.closing(i, noun, Some(source), own)).or_else(clause)
    }

    /// «على حد قوله»: the content of the statement that it closes, in its sentence or, where it opens one, in the sentence before; or the
    /// quotation right before it.
    pub(super) fn closing(
        &self,
        i: usize,
        last: usize,
        source: Option<Phrase>,
        (own, from): (usize, usize),
    ) -> Option<Statement> {
        let own = if i == from { own.saturating_sub(1) } else { own };
        let mut statement = self.new_statement(i, &self.formula_reading(i), &NO_CUE, last, rules::CLOSING);
        statement.source = source;
        let closed = self
            .statements
            .get(own..)?
            .iter()
            .rev()
            .take(20)
            .find(|statement| statement.rule != rules::FORMULA);
        let Some(closed) = closed else {
            let Some(quotation) = self.quoted_before(i, from) else {
                // «لم تخضع الآلات للتحقق، وفق تعبيره.»: a clause of its own, at whose end it stands.
                let ends = matches!(self.syntax.class(last + 1), Class::Stop);
                let clause = ends && source.is_none() && i > from && !self.statements.is_empty();
                return clause.then(|| self.attribution(i, last, None, from, last + 1))?;
            };
            let close = self.syntax.closing(quotation.first)?;
            statement.first = quotation.first;
            statement.limit = close + 1;
            statement.quoted = true;
            statement.fixed = true;
            statement.content.start = self.syntax.lexed.start(quotation.first);
            self.finish(&mut statement, &[]);
            return Some(self.possessed(statement, last));
        };
        statement.first = closed.first;
        statement.content = closed.content;
        statement.quoted = closed.quoted;
        statement.fixed = true;
        statement.limit = i;
        Some(self.possessed(statement, last))
    }

    /// Lets a statement without source agree with the pronoun of a noun, where that is of one: «قولها»; «قولهم» may be of any several.
    pub(super) fn possessed(&self, mut statement: Statement, noun: usize) -> Statement {
        let form = self.syntax.form(noun);
        let owned = statement.pronoun || statement.rule == rules::CLOSING;
        if owned && statement.source.is_none() && (form.ends_with("ها") || form.ends_with('ه')) {
            statement.feminine = form.ends_with("ها");
            statement.marked = true;
        }
        statement
    }
}
