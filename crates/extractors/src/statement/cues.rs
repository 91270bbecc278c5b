//! Verbs, participles and nouns as cues: their subject, the one they speak to, and their content.

use warraq_core::Span;

use crate::syntax::{Asked, Class, Name, Phrase, VerbForm};

use super::complement::{Content, past_adverbs};
use super::finder::{Finder, Statement};
use super::lexicon::{Cue, FRAMES, Found};
use super::rules;
use crate::inflect::Shape;

impl Finder<'_> {
    /// The statements of a finite verb at token `i`.
    pub(super) fn verb(&self, i: usize, found: &Found, cue: &Cue, from: usize, to: usize) -> Vec<Statement> {
        let syntax = self.syntax;
        let fact = syntax.fact(i);
        let sure = fact.sure && fact.class == Class::Verb;
        // A form that the tagger does not know («إعترفت») it takes for a name.
        let name = fact.name.is_some() || fact.class == Class::Proper && cue.strict;
        if fact.sure && fact.class != Class::Verb && (fact.article || name) {
            return Vec::new();
        }
        let named = i > from && syntax.class(i - 1) == Class::Proper && !found.joined;
        // «بيّن» and «عبّر» are written like prepositions: who speaks and what follows tells them.
        let voiced = fact.class == Class::Preposition && self.is_voiced(i, from, to);
        if fact.class == Class::Preposition && syntax.class(i + 1) != Class::That && !voiced {
            return Vec::new();
        }
        let close = !voiced && (cue.near || cue.strict && !sure && !named);
        let before = self.subject_before(i, found, from).filter(|before| self.says_itself(i, *before));
        // What follows at once.
        if let Some(content) = self.introduced(i + 1, to, cue, true) {
            if !self.may_say(i, found, cue, before, content) {
                return Vec::new();
            }
            return vec![self.statement(i, found, cue, content, before, to)];
        }
        if let Some(content) = if voiced { self.voiced_apart(i, to, cue) } else { None } {
            return vec![self.statement(i, found, cue, content, before, to)];
        }
        if let Some(statement) = self.called(i, found, cue, to) {
            return vec![statement];
        }
        let topic = before.filter(|before| self.is_topic(*before, i, from));
        let start = match before {
            Some(_) => past_adverbs(syntax, i + 1, to, self),
            None => self.subject_start(i, to),
        };
        let (whole, split) = self.subjects(start, found, cue, to);
        let subject = if cue.addressee { split } else { whole }
            .filter(|phrase| !self.is_what_was_said(*phrase, cue, to));
        let behind = subject.map_or(start, |phrase| phrase.last + 1);
        let content = self.search(behind, to, found, cue, close);
        // «وقال زالا إن»: a name that the tagger takes for a verb.
        let name = subject.is_none() && content.is_some_and(|content| content.mark == start + 1);
        let name = name && syntax.class(start) == Class::Verb && syntax.class(start + 1) == Class::That;
        let subject = subject.or(Some(Phrase { first: start, last: start }).filter(|_| name));
        let subject = subject.map(|subject| self.with_family(subject, content.map(|content| content.mark)));
        let judged = topic.is_some() && is_judging(cue) && content.is_none_or(|content| content.quoted);
        if (judged || self.prefers_object(cue, split.filter(|split| split.first == start), content, to))
            && let Some(statement) = self.object(i, found, cue, (start, split), from, to)
        {
            return vec![statement];
        }
        match content {
            Some(content) => {
                let source = topic.or_else(|| self.choose_subject(i, found, subject, cue, content, before));
                self.told(i, found, cue, (content, source), from, to)
            }
            None => self.otherwise(i, found, cue, (start, whole, split), (from, to)),
        }
    }

    /// The noun phrase behind the verb of a cue, read to its end and as far as a subject reaches, with what only says who somebody is.
    pub(super) fn subjects(
        &self,
        start: usize,
        found: &Found,
        cue: &Cue,
        to: usize,
    ) -> (Option<Phrase>, Option<Phrase>) {
        let syntax = self.syntax;
        let asked = Asked { barred: &cue.takes.prepositions, transitive: false, limit: to };
        let (whole, split) = self.behind_verb(start, found, asked);
        let bracketed = || self.bracketed(start);
        let (whole, split) = (whole.or_else(bracketed), split.or_else(bracketed));
        let split =
            if cue.addressee { self.without_whom(split, cue, to) } else { self.with_office(whole, split) };
        let held = self.with_holder(start, whole, cue, to).filter(|_| !found.shown.plural);
        let (whole, split) = (held.or(whole), held.or(split));
        // «كشف وزير الداخلية المحافظ فلان الفلاني, عن»: nobody says a man.
        let person = |phrase: &Phrase| {
            (phrase.first..=phrase.last).any(|k| syntax.begins_name(k) == Some(Name::Person))
        };
        let held = !cue.addressee && split.is_some_and(|split| !person(&split));
        let split = if held { whole.filter(person).or(split) } else { split };
        let described = self.with_apposition(whole, to);
        (described.or(whole), described.or(split))
    }

    /// The noun phrase behind a verb in the singular, read to its end, and as far as a subject reaches before an object.
    fn behind_verb(&self, start: usize, found: &Found, asked: Asked<'_>) -> (Option<Phrase>, Option<Phrase>) {
        let (syntax, limits) = (self.syntax, &self.lists.limits);
        let whole = (!found.shown.plural)
            .then(|| syntax.phrase(start, limits, asked))
            .flatten()
            .filter(|phrase| {
                // «وأوضحت في لقاء إعلامي مضيق»
                let named = (phrase.first..=phrase.last).any(|k| syntax.fact(k).name == Some(Name::Person));
                let woman = found.shown.feminine && !found.shown.plural;
                named || !woman || !self.is_of_men(phrase.first)
            })
            // «أكدت عدم وجود علامة»
            .filter(|phrase| !self.lists.who.negated.contains(syntax.core(phrase.first)))
            .filter(|phrase| !self.tells_how(*phrase) && syntax.fact(phrase.first).particle.is_none())
            // «وقالت وفقا لنص لخطابها "…"»
            .filter(|phrase| !self.lists.according.contains(self.bare(phrase.first)));
        let split = whole.and_then(|_| syntax.phrase(start, limits, Asked { transitive: true, ..asked }));
        (whole, split)
    }

    /// Whether a noun phrase before the verb at token `i` is its subject beyond doubt: a clause begins with it and the verb follows.
    fn is_topic(&self, before: Phrase, i: usize, from: usize) -> bool {
        let syntax = self.syntax;
        let opens = before.first.checked_sub(1).filter(|k| *k >= from).map(|k| syntax.class(k));
        let joins = opens.is_none_or(|class| matches!(class, Class::That | Class::Conjunction));
        let next = (before.last + 1..i)
            .all(|k| matches!(syntax.class(k), Class::Particle | Class::Adverb | Class::Conjunction));
        joins && next && self.is_agent(before)
    }

    /// Whether what a relative clause describes is who speaks in it: not in «التعاون الذي قال إنه ضعيف».
    fn says_itself(&self, i: usize, before: Phrase) -> bool {
        let syntax = self.syntax;
        // «من جهة أخرى أكدت»
        let of = before.first > 0 && syntax.form(before.first - 1) == "من";
        if of && self.lists.sides.contains(syntax.core(before.first)) {
            return false;
        }
        let relative = i > 0 && syntax.class(i - 1) == Class::Relative;
        let that = if syntax.closing(i + 1).is_some() { i + 2 } else { i + 1 };
        let resumed = syntax.class(that) == Class::That && syntax.form(that).ends_with(['ه', 'ا', 'م']);
        !(relative && resumed) || self.is_agent(before)
    }

    /// What «عن» introduces behind adverbs: «وعبر كذلك عن رفضه».
    fn voiced_apart(&self, i: usize, to: usize, cue: &Cue) -> Option<Content> {
        let next = past_adverbs(self.syntax, i + 1, to, self);
        let apart = next > i + 1 && self.syntax.form(next) == "عن";
        if apart { self.introduced(next, to, cue, true) } else { None }
    }

    /// Whether a noun phrase is a quotation by itself and nothing else follows that could be the content: «قال فيها "…"».
    fn is_what_was_said(&self, phrase: Phrase, cue: &Cue, to: usize) -> bool {
        let syntax = self.syntax;
        let whole = syntax.closing(phrase.first) == Some(phrase.last);
        let next = past_adverbs(syntax, phrase.last + 1, to, self);
        let told = matches!(syntax.class(next), Class::That | Class::Colon) || syntax.closing(next).is_some();
        // «أضافت "يديعوت أحرونوت"»: a name.
        let named = (phrase.first + 1..phrase.last)
            .all(|k| syntax.class(k) == Class::Proper || syntax.fact(k).name.is_some());
        cue.takes.quote && whole && !told && phrase.last > phrase.first + 2 && !named
    }

    /// Whether a noun phrase is the content rather than what was found behind it: «أعلنت كشفها عن», «أكد الوزير أهمية المشروع على».
    fn prefers_object(&self, cue: &Cue, split: Option<Phrase>, content: Option<Content>, to: usize) -> bool {
        let Some(split) = split.filter(|_| cue.takes.object) else { return false };
        let head = self.syntax.fact(split.first);
        // «أكد حرص بلاده على»: no one who speaks, though nothing is attached to it.
        let thing = head.sure && !head.article && head.name.is_none();
        let thing = thing && content.is_some_and(|content| content.preposition);
        let possessed = (head.suffix || thing) && head.class == Class::Noun && !self.is_agent(split);
        let object = self.object_start(split.last + 1, to);
        let ahead = content.is_some_and(|content| content.preposition && object < content.mark);
        possessed || ahead && self.is_object(object, to)
    }

    /// The statements of a verb whose content and source are known: two where the verb interrupts direct speech.
    fn told(
        &self,
        i: usize,
        found: &Found,
        cue: &Cue,
        (content, source): (Content, Option<Phrase>),
        from: usize,
        to: usize,
    ) -> Vec<Statement> {
        // «لتؤكد النتائج على»: what for, and of a thing.
        let purpose = found.skip > 0 && self.bare(i).starts_with('ل') && content.preposition;
        let thing = purpose && source.is_some_and(|source| !self.is_agent(source));
        // «قال إن الطرفين اتفقا على»: what they did, inside what somebody says.
        let agreed = FRAMES.get(cue.frame) == Some(&"agree")
            && self.statements.last().is_some_and(|before| before.at >= from && before.first < i);
        if thing || agreed || !self.may_say(i, found, cue, source, content) {
            return Vec::new();
        }
        let mut out = Vec::new();
        if content.quoted
            && !found.joined
            && let Some(before) = self.quoted_before(i, from)
        {
            out.push(self.statement(i, found, cue, before, source, to));
        }
        out.push(self.statement(i, found, cue, content, source, to));
        out
    }

    /// What a verb has whose content neither أن nor a preposition nor a quotation behind it introduces.
    fn otherwise(
        &self,
        i: usize,
        found: &Found,
        cue: &Cue,
        (start, whole, split): (usize, Option<Phrase>, Option<Phrase>),
        (from, to): (usize, usize),
    ) -> Vec<Statement> {
        let fact = self.syntax.fact(i);
        let sure = fact.sure && fact.class == Class::Verb;
        let subject = if cue.addressee { split } else { whole };
        let who = self.subject_before(i, found, from).or(subject);
        let thing = who.is_some_and(|who| !self.is_agent(who));
        if cue.agent && thing && found.shown.shape == Shape::Present {
            return Vec::new();
        }
        let behind = subject.map_or(start, |phrase| phrase.last + 1);
        if cue.takes.question
            && let Some(content) = self.question(behind, to)
        {
            let source = subject.or_else(|| self.subject_before(i, found, from));
            return vec![self.statement(i, found, cue, content, source, to)];
        }
        if cue.takes.quote
            && let Some(content) = self.quoted_before(i, from)
        {
            let source = whole.or_else(|| self.subject_before(i, found, from));
            return vec![self.statement(i, found, cue, content, source, i)];
        }
        if cue.takes.quote
            && !(cue.near || cue.strict && !sure)
            && let Some(statement) = self.parenthetical(i, found, cue, whole, from, to)
        {
            return vec![statement];
        }
        self.object(i, found, cue, (start, split), from, to).into_iter().collect()
    }

    /// Whether the word at token `i`, written like a preposition, is a verb: one who can speak follows, then أن or عن.
    fn is_voiced(&self, i: usize, from: usize, to: usize) -> bool {
        let syntax = self.syntax;
        // «الوفد الذي زار المدينة عبر عن»: two prepositions do not follow each other.
        let opens = i == from
            || self.bare(i) == "عبر" && syntax.form(i + 1) == "عن"
            || syntax.fact(i).joined
            || !syntax.fact(i - 1).is_nominal()
            || self.lists.sides.contains(syntax.form(i - 1))
            // «من جانب آخر بين الوزير أن»
            || i > from + 1 && self.lists.sides.contains(syntax.form(i - 2)) && syntax.describes(i - 1);
        if !opens {
            return false;
        }
        let next = past_adverbs(syntax, i + 1, to, self);
        if self.bare(i) == "عبر" && syntax.form(next) == "عن"
            || self.bare(i) == "بين" && self.tells_there(next, to)
        {
            return true;
        }
        let asked = Asked { barred: &[], transitive: false, limit: to };
        let Some(phrase) = syntax.phrase(i + 1, &self.lists.limits, asked) else { return false };
        let verb = match self.bare(i) {
            "بين" => {
                let joined = (phrase.first + 1..=phrase.last).any(|k| syntax.fact(k).joined);
                let next = past_adverbs(syntax, phrase.last + 1, to, self);
                let next = if syntax.class(next) == Class::Comma { next + 1 } else { next };
                let that = |k: &usize| syntax.class(*k) == Class::That && syntax.class(k - 1) == Class::Comma;
                // «وبيّن فلان، في تصريح لإذاعة محلية، أن»
                let occasion = syntax.is_occasion(phrase.last + 2, &self.lists.limits);
                let meeting = syntax.form(phrase.last + 1) == "في" && occasion;
                let apart = (meeting || syntax.class(phrase.last + 1) == Class::Comma)
                    && syntax.settled(phrase.first)
                    && (i == from || syntax.fact(i).joined)
                    && (next..to.min(next + 60))
                        .take_while(|k| syntax.class(*k) != Class::Stop)
                        .any(|k| that(&k));
                !joined && (syntax.class(next) == Class::That || apart)
            }
            // «عبر تويتر إلى»: by which way.
            _ if matches!(syntax.form(phrase.last + 1), "الي" | "علي") => false,
            _ => (i + 1..to.min(i + 40))
                .take_while(|k| !matches!(syntax.class(*k), Class::Stop | Class::That))
                .any(|k| syntax.form(k) == "عن"),
        };
        verb && self.is_agent(phrase)
    }

    /// Whether a reading of a word with other common meanings holds: the tagger takes it for a verb, or أن follows; and who speaks can.
    fn may_say(&self, i: usize, found: &Found, cue: &Cue, source: Option<Phrase>, content: Content) -> bool {
        let syntax = self.syntax;
        let fact = syntax.fact(i);
        let told = content.mark > 0 && syntax.class(content.mark) == Class::That;
        // «المركز الذي يعتبر أكبر متجر …، ووصفه بأنه»: a thing is taken for something, and what follows later is another's.
        let thing = source.is_some_and(|source| {
            !self.is_agent(source) && source.first > i && content.mark > source.last + 1
        });
        if cue.agent && thing && found.shown.shape == Shape::Present {
            return false;
        }
        let noun = fact.sure && fact.class == Class::Noun && cue.strict;
        let relative = i > 0 && syntax.class(i - 1) == Class::Relative;
        let back = relative && self.lists.resuming.contains(syntax.form(i + 1)) && !content.quoted;
        if !back && (told || content.quoted && (!noun || source.is_some())) {
            return true;
        }
        // «اتفقت عليها»: the pronoun resumes what the sentence speaks of.
        let inside = super::complement::is_inside(syntax.form(i + 1))
            && !cue.takes.prepositions.iter().any(|taken| taken == "في");
        let resumes = self.lists.resuming.contains(syntax.form(i + 1)) && !inside;
        let ambiguous = !(found.shown.shape == Shape::Past && (found.shown.feminine || found.shown.plural));
        let noun = fact.sure
            && matches!(fact.class, Class::Noun | Class::Adjective | Class::Proper)
            && ambiguous
            && !found.joined;
        let agent = source.is_some_and(|source| self.is_agent(source));
        if cue.strict && noun && !agent && !found.joined || resumes && !syntax.fact(i + 1).joined {
            return false;
        }
        match source {
            Some(source) => !cue.agent || self.is_agent(source),
            None => !cue.agent || found.shown.shape != Shape::Present,
        }
    }

    /// The subject before a verb.
    pub(super) fn subject_before(&self, i: usize, found: &Found, from: usize) -> Option<Phrase> {
        let verb = VerbForm { shown: found.shown, joined: found.joined, future: found.skip > 0 };
        let subject = self.syntax.subject_before(i, verb, from, &self.lists.limits)?;
        // «لكنهم أشاروا», «لذلك أصر»
        let one = self.syntax.stem(subject.first);
        let particle = subject.first == subject.last && (one.starts_with("لكن") || one == "لذلك");
        // «مقترح وصفه بـ»: somebody else's words on what stands before.
        let judges = self.lexicon.cue(found.cue).is_some_and(|cue| FRAMES.get(cue.frame) == Some(&"judge"));
        let on = judges && found.shown.pronoun && subject.last + 1 == i && !self.is_definite(subject);
        (!particle && !on).then_some(subject)
    }

    /// A statement whose content begins where `content` says.
    pub(super) fn statement(
        &self,
        i: usize,
        found: &Found,
        cue: &Cue,
        content: Content,
        source: Option<Phrase>,
        to: usize,
    ) -> Statement {
        let syntax = self.syntax;
        let finite = matches!(found.shown.shape, Shape::Past | Shape::Present);
        let adjacent = content.preposition
            && !(finite && found.shown.pronoun)
            && content.skip == 0
            && syntax.form(i + 1).chars().count() > 1
            && syntax.class(i + 1) == Class::Preposition
            && syntax.form(i + 1) != "عما"
            && content.mark <= i + 2
            && content.mark > i;
        // «تابع قائلا» is one cue.
        let saying = finite && self.lists.telling.contains(syntax.form(i + 1));
        let last = if adjacent || saying { i + 1 } else { i };
        let rule = match (found.shown.shape, content.quoted) {
            (_, true) => rules::QUOTE,
            (Shape::Past | Shape::Present, _) => rules::VERB,
            (Shape::Noun, _) => rules::NOUN,
            _ => rules::PARTICIPLE,
        };
        let mut statement = self.new_statement(i, found, cue, last, rule);
        statement.source = source;
        statement.first = content.first;
        statement.limit = to;
        statement.quoted = content.quoted;
        let start = if content.quoted {
            syntax.lexed.start(content.first)
        } else {
            syntax.lexed.offset(content.first, content.skip)
        };
        statement.content = Span { start, end: start };
        if content.quoted
            && let Some(close) = syntax.closing(content.first)
        {
            statement.limit = close + 1;
            statement.fixed = true;
        }
        statement
    }
}

/// «الجبهة تعتبر المشروع "عبئا"»: whether a cue tells what its object is thought to be.
pub(super) fn is_judging(cue: &Cue) -> bool {
    cue.takes.object && FRAMES.get(cue.frame) == Some(&"judge")
}
