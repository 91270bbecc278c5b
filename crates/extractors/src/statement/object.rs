//! Contents that nothing introduces: noun phrases and questions; and which noun phrase behind a verb is its subject.

use crate::syntax::{Class, Name, Phrase};

use super::complement::Content;
use super::finder::{Finder, Statement};
use super::lexicon::{Cue, FRAMES, Found};
use crate::inflect::Shape;

/// How long what stands between a speaker and the object may be, in tokens.
const ADJUNCTS: usize = 20;

impl Finder<'_> {
    /// Whether somebody spoke in one of the last statements.
    fn spoken(&self) -> bool {
        self.statements.iter().rev().take(20).any(|statement| statement.source.is_some())
    }

    /// A noun phrase as the content: «نفى الوزير ارتكاب مخالفات».
    pub(super) fn object(
        &self,
        i: usize,
        found: &Found,
        cue: &Cue,
        (start, split): (usize, Option<Phrase>),
        from: usize,
        to: usize,
    ) -> Option<Statement> {
        let syntax = self.syntax;
        let blame = |k: usize| self.is_blame(k);
        if !cue.takes.blame && (!cue.takes.object || found.shown.pronoun) {
            return None;
        }
        let before = self.subject_before(i, found, from);
        let own = split.filter(|split| {
            let head = syntax.fact(split.first);
            let objectlike =
                head.accusative || head.suffix && head.class == Class::Noun && !self.is_agent(*split);
            !objectlike && before.is_none() && !found.shown.plural
        });
        // «وأكد أهمية المشروع»: the only noun phrase is what was said, where it can be nobody who speaks.
        let said = own.filter(|own| cue.takes.object && self.is_said(*own, found, to));
        let own = own.filter(|_| said.is_none()).map(|own| self.without_deed(own, to));
        // «وحملت السلطات مسؤولية الحادث»: the only ones who are named are those who are blamed.
        let blamed = own.filter(|own| cue.takes.blame && found.joined && blame(own.last + 1));
        let own = own.filter(|_| blamed.is_none());
        let start = blamed.map_or(start, |blamed| blamed.last + 1);
        let source = own.or(before);
        // What stands between commas is passed over: «أكدت تونس، في بيان، تضامنها».
        let k = match own {
            // «اعتبر البابا، رأس الكنيسة، الهجمات جزءا من»: behind an apposition.
            Some(own) if self.is_apposed(own) => self.object_start(own.last + 2, to),
            Some(own) => self.object_start(self.past_description(own.last + 1, to), to),
            None => self.object_start(start, to),
        };
        let quoted = cue.takes.blame && syntax.closing(k).is_some();
        let k = if quoted { k + 1 } else { k };
        let k = if self.is_object(k, to) || self.looks_like_verb(k, to) {
            k
        } else {
            self.object_behind_comma(k, to)?
        };
        // «التي يكشف عنها الأعوان، بحسب ما أكدته»
        if self.lists.according.contains(self.bare(k)) {
            return None;
        }
        let agent = source.is_none_or(|source| self.is_agent(source));
        if cue.agent && (!agent || found.shown.shape == Shape::Present && source.is_none()) {
            return None;
        }
        if cue.takes.blame && !(k..to.min(k + 6)).any(blame) || self.shows_only((i, k), found, source) {
            return None;
        }
        let content = Content { first: k, skip: 0, mark: k, quoted: false, preposition: false };
        Some(self.statement(i, found, cue, content, source, to))
    }

    /// «مسؤولية», «الوقوف وراء»: what blames somebody.
    pub(super) fn is_blame(&self, k: usize) -> bool {
        let syntax = self.syntax;
        let stood = syntax.core(k) == "وقوف" && syntax.form(k + 1) == "وراء";
        stood || matches!(syntax.core(k), "مسووليه" | "مسيوليه")
    }

    /// Whether the only noun phrase behind a verb is what was said, since it can be nobody who speaks: «وأكد أهمية المشروع».
    fn is_said(&self, own: Phrase, found: &Found, to: usize) -> bool {
        let syntax = self.syntax;
        let fact = syntax.fact(syntax.head_of(own));
        let other = self.is_object(self.object_start(own.last + 1, to), to);
        let abstract_noun = fact.class == Class::Noun && !fact.article && fact.name.is_none();
        // «نفى هذه التهم»
        let shown = syntax.shows(own.first) && found.shown.shape == Shape::Past;
        // «اقترح إلغاء مجانية التعليم»: what is done speaks for nobody, though the tagger parts it.
        let done = abstract_noun
            && own.last > own.first
            && fact.sure
            && is_verbal_form(syntax.core(own.first))
            && syntax.class(own.last) == Class::Adjective
            && syntax.fact(own.last + 1).article;
        (abstract_noun || shown || self.is_deed(own, to)) && (!other || done) && !self.is_agent(own)
    }

    /// «وأعلن القيام بجولة», «وأعلنت الانسحاب من»: a verbal noun with article and its own complement, which can be nobody who speaks.
    fn is_deed(&self, phrase: Phrase, to: usize) -> bool {
        let syntax = self.syntax;
        let head = syntax.head_of(phrase);
        let core = syntax.core(head);
        let letter = |n: usize| core.chars().nth(n);
        let count = core.chars().count();
        let formed = core == "قيام"
            || core == "شروع"
            || count == 6
                && (core.starts_with("ان") || core.starts_with('ا') && letter(2) == Some('ت'))
                && letter(4) == Some('ا')
            || count == 7 && core.starts_with("است") && letter(5) == Some('ا');
        let fact = syntax.fact(head);
        let next = head + 1;
        formed
            && fact.article
            && fact.name.is_none()
            && !fact.plural
            && next < to
            && (syntax.class(next) == Class::Preposition || syntax.fact(next).particle.is_some())
    }

    /// Whether a verb before a noun phrase tells what a thing shows or what is expected, and nobody says so: «العجز يؤكد الحاجة إلى», «لتؤكد
    /// أهمية», «يتوقع استكمالها»; `object` is the noun phrase's first token.
    fn shows_only(&self, (i, object): (usize, usize), found: &Found, source: Option<Phrase>) -> bool {
        let judged = self.lexicon.cue(found.cue).is_some_and(|cue| FRAMES.get(cue.frame) == Some(&"judge"));
        let purpose = found.skip > 0 && self.bare(i).starts_with('ل');
        let thing = self.syntax.fact(object);
        let open = self.lists.who.deemed.contains(self.bare(i))
            && thing.is_nominal()
            && !thing.article
            && !thing.suffix
            && thing.name.is_none()
            && !self.syntax.shows(object);
        found.shown.shape == Shape::Present
            && match source {
                // «تونس تعتبر عضوا في»: a passive.
                Some(source) => {
                    let place = self.syntax.fact(source.first).name == Some(Name::Place);
                    !self.is_agent(source)
                        // «تونس تعتبر رائدة»
                        || judged && source.last + 1 == i && open
                        || judged && place && source.last < i && self.syntax.fact(object).accusative
                }
                None => purpose || judged && !found.joined && !found.shown.feminine && !found.shown.plural,
            }
    }

    /// Whether a noun phrase has an apposition between commas.
    fn is_apposed(&self, phrase: Phrase) -> bool {
        let comma = |k: usize| self.syntax.class(k) == Class::Comma;
        comma(phrase.last + 1) && (phrase.first..phrase.last).any(comma)
    }

    /// «توقعت دراسة تحقيق نسب نمو»: where nothing else follows that could be the object, the verbal noun behind a document or body without
    /// article is it.
    fn without_deed(&self, own: Phrase, to: usize) -> Phrase {
        let (syntax, limits) = (self.syntax, &self.lists.limits);
        let head = syntax.fact(own.first);
        let core = syntax.core(own.first);
        let open = !head.article && !head.suffix && head.name.is_none();
        let one = limits.documents.contains(core) || limits.bodies.contains(core);
        let deed = own.first + 1;
        let fact = syntax.fact(deed);
        let noun = fact.class == Class::Noun && fact.name.is_none() && !fact.article && fact.stem == 0;
        let alone = open && one && noun && is_verbal_form(syntax.core(deed)) && own.last > deed;
        if alone && !self.is_object(self.object_start(own.last + 1, to), to) {
            return Phrase { first: own.first, last: own.first };
        }
        own
    }

    /// The token behind what describes a speaker at token `k`, up to its comma: «المشاركين في المسيرة، عدم رضاهم».
    fn past_description(&self, k: usize, to: usize) -> usize {
        let syntax = self.syntax;
        let word = syntax.core(k).trim_end_matches('ه');
        let reduced = self.lists.limits.reduced.contains(word) && !syntax.fact(k).joined;
        if !reduced || syntax.class(k + 1) != Class::Preposition && syntax.fact(k + 1).particle.is_none() {
            return k;
        }
        let ends =
            |k: &usize| matches!(syntax.class(*k), Class::Stop | Class::That | Class::Verb | Class::Relative);
        let comma =
            (k..to.min(k + ADJUNCTS)).take_while(|k| !ends(k)).find(|k| syntax.class(*k) == Class::Comma);
        let Some(comma) = comma else { return k };
        // «بيان صادر بتاريخ اليوم، تناقلته الصحف، انسحاب»
        let told = syntax.class(comma + 1) == Class::Verb && syntax.fact(comma + 1).suffix;
        let next = (comma + 1..to.min(comma + ADJUNCTS)).find(|k| syntax.class(*k) == Class::Comma);
        next.filter(|_| told).unwrap_or(comma) + 1
    }

    /// «أعلنت الحكومة، الاثنين، رفضها المقترح»: a verb with a pronoun behind the comma of an adjunct is mostly a verbal noun, whatever the tagger says.
    fn looks_like_verb(&self, k: usize, to: usize) -> bool {
        let syntax = self.syntax;
        let fact = syntax.fact(k);
        let behind = k > 0 && syntax.class(k - 1) == Class::Comma && k < to;
        let past = !syntax.stem(k).starts_with(['ي', 'ن', 'س']);
        behind && fact.class == Class::Verb && fact.suffix && !fact.joined && past
    }

    /// An object behind the comma that ends where and when it was said: «أكد الوزير في حوار مع صحيفة محلية اليوم، معارضته المشروع».
    fn object_behind_comma(&self, k: usize, to: usize) -> Option<usize> {
        let syntax = self.syntax;
        let comma = (k..to.min(k + ADJUNCTS))
            .take_while(|k| {
                // «تقرير نشرته الصحيفة اليوم، منحى تصاعديا»
                let described = syntax.class(*k) == Class::Verb && syntax.fact(*k).suffix;
                let ends =
                    matches!(syntax.class(*k), Class::Stop | Class::That | Class::Verb | Class::Relative);
                (!ends || described) && !syntax.fact(*k).joined
            })
            .find(|k| syntax.class(*k) == Class::Comma)?;
        let fact = syntax.fact(comma + 1);
        (self.is_object(comma + 1, to) && !fact.article && fact.class == Class::Noun).then_some(comma + 1)
    }

    /// A question as the content: «تساءل كيف …».
    pub(super) fn question(&self, from: usize, to: usize) -> Option<Content> {
        const WORDS: [&str; 9] = ["كيف", "لماذا", "متي", "هل", "اين", "ماذا", "من", "ما", "اذا"];
        let syntax = self.syntax;
        let at = (from..to.min(from + 8))
            .find(|k| WORDS.contains(&syntax.form(*k)) || syntax.form(*k) == "عما")?;
        // «عما إذا كان»
        let whether = syntax.form(at) == "عما" && syntax.form(at + 1) == "اذا" && at + 1 < to;
        let at = if whether { at + 1 } else { at };
        Some(Content {
            first: at,
            skip: if syntax.form(at) == "عما" { 2 } else { 0 },
            mark: at,
            quoted: false,
            preposition: false,
        })
    }

    /// The subject of a verb whose content is known.
    pub(super) fn choose_subject(
        &self,
        i: usize,
        found: &Found,
        subject: Option<Phrase>,
        cue: &Cue,
        content: Content,
        before: Option<Phrase>,
    ) -> Option<Phrase> {
        let Some(phrase) = subject else { return before };
        // «وفسر هذه النتائج بـ»: what is shown and cannot speak is explained.
        let written = self.lists.limits.documents.contains(self.syntax.core(self.syntax.head_of(phrase)));
        let thing = written || !self.is_agent(phrase);
        if self.syntax.shows(phrase.first) && thing && found.joined && cue.addressee {
            return before;
        }
        // «رئيس اللجنة، الذي أكد إمكانية الحل على»
        let relative = i > 0 && self.syntax.class(i - 1) == Class::Relative;
        let judges = FRAMES.get(cue.frame) == Some(&"judge");
        if relative && !judges && before.is_some() && !self.is_agent(phrase) {
            return before;
        }
        if !cue.addressee || content.first <= phrase.first {
            let object = self.syntax.fact(phrase.first).accusative && before.is_some();
            return Some(phrase).filter(|_| !object).or(before);
        }
        // A cue that is spoken to somebody: what stands before the verb, or the shape of the noun, tells object from subject.
        let first = self.syntax.head_of(phrase);
        let head = self.syntax.fact(first);
        // «ووصف الأمر بأنه»: what is judged.
        let judged = super::lexicon::FRAMES.get(cue.frame) == Some(&"judge") && !self.is_agent(phrase);
        let oblique = head.plural && self.syntax.core(first).ends_with("ين")
            || head.accusative && head.class != Class::Proper;
        // «الأجهزة التي تستخدم بطاريات حذرت الهيئة من»: what cannot speak is no subject where one who can follows.
        let speaks = self.is_agent(phrase) && head.article && !oblique;
        let before = before.filter(|before| self.is_agent(*before) || !speaks);
        if before.is_some()
            || judged
            || oblique
            || self.disagrees(phrase, found.shown.feminine)
            || found.shown.pronoun && self.syntax.fact(phrase.first).suffix
        {
            return before;
        }
        if self.is_addressed(i, found, phrase) { None } else { Some(phrase) }
    }

    /// «قالت الناشطة إن … ودعت السلطات إلى», «ودعا الهياكل إلى»: whether the noun at token `first` is of those who are mostly called upon, and a
    /// woman goes on or the verb is a man's.
    fn is_called_upon(&self, first: usize, found: &Found) -> bool {
        let (syntax, who) = (self.syntax, &self.lists.who);
        let asked = who.groups.contains(syntax.core(first)) || who.called_upon.contains(syntax.core(first));
        let woman = self.statements.last().and_then(|before| before.source).is_some_and(|source| {
            let fact = syntax.fact(source.first);
            let office = self.lists.limits.is_role(syntax.core(source.first)) && fact.feminine;
            fact.name == Some(Name::Person) || office
        });
        let man = !found.shown.feminine && !found.shown.plural && self.spoken();
        asked && (man || found.shown.feminine && woman)
    }

    /// Whether the only noun phrase behind a verb of calling is the one spoken to: a plural behind a masculine verb that goes on from a
    /// masculine speaker («دعا الوزراء ومؤسسات الدولة إلى …»), not a name.
    pub(super) fn is_addressed(&self, i: usize, found: &Found, phrase: Phrase) -> bool {
        let syntax = self.syntax;
        // «وطالب الناس بـ»: he who spoke goes on, and the common noun is whom he speaks to.
        let first = syntax.head_of(phrase);
        let head = syntax.fact(first);
        // «دعت جميع الأطراف إلى»: all of them are spoken to.
        let all = if syntax.is_quote(first) { first + 1 } else { first };
        if self.lists.wholes.contains(syntax.core(all)) && phrase.last > all {
            return true;
        }
        if found.joined && head.article && head.class == Class::Noun && !self.is_agent(phrase) {
            return true;
        }
        if found.joined && head.article && self.is_called_upon(first, found) {
            return true;
        }
        // «ودعا أنقرة إلى»: a city is feminine, and the verb is not.
        let city = phrase.first == phrase.last && head.name == Some(Name::Place) && !head.article;
        let feminine =
            syntax.form(first).ends_with(['ه', 'ا']) || self.lists.capitals.contains(syntax.form(first));
        // «واتهم إيران بـ»
        let state = city && self.lists.states.contains(syntax.form(first));
        let feminine = feminine || state && !self.lists.who.masculine_states.contains(syntax.form(first));
        if city && feminine && found.joined && !found.shown.feminine && !found.shown.plural {
            return self.spoken();
        }
        // «وطالب مجلس النواب والرئيس والحكومة بـ»: many are spoken to.
        let many = (phrase.first + 1..=phrase.last).filter(|k| syntax.fact(*k).joined).count() > 1;
        if found.joined && many && !found.shown.plural && self.spoken() {
            return true;
        }
        // «وحذرت السلطات الأمريكية والبريطانية ضحايا هذه الهجمات من»: who is spoken to follows.
        let next = syntax.fact(phrase.last + 1);
        let object = next.class == Class::Noun && next.sure && !next.joined && next.particle.is_none();
        if object && head.article && self.is_agent(phrase) && !next.article {
            return false;
        }
        let Some(last) = self.statements.iter().rev().take(20).find(|s| s.at < i && s.source.is_some())
        else {
            return false;
        };
        let Some(source) = last.source else { return false };
        let same = syntax.fact(source.first).feminine == found.shown.feminine;
        let joined = (phrase.first + 1..=phrase.last).any(|k| syntax.fact(k).joined);
        let named = (phrase.first..=phrase.last).any(|k| syntax.class(k) == Class::Proper);
        let head = syntax.fact(phrase.first);
        let disagrees = head.feminine != found.shown.feminine;
        // «كما دعا الأطراف القريبة من حزبه إلى»
        let thing = head.class == Class::Noun && !self.is_agent(phrase);
        same && !named
            && head.article
            && (thing || joined && head.plural || disagrees && head.class == Class::Noun && !head.plural)
    }
}

/// Whether a folded word has the form of a derived verbal noun: «تحقيق», «تعاون», «إلغاء», «انسحاب», «اجتماع», «استقبال».
fn is_verbal_form(core: &str) -> bool {
    let letters: Vec<char> = core.chars().collect();
    matches!(
        letters[..],
        ['ت', _, _, 'ي', _]
            | ['ت', _, 'ا', _, _]
            | ['ا', _, _, 'ا', _]
            | ['ا', 'ن', _, _, 'ا', _]
            | ['ا', _, 'ت', _, 'ا', _]
            | ['ا', 'س', 'ت', _, _, 'ا', _]
    )
}
