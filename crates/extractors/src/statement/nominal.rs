//! Participles and nouns as cues: «مشيراً إلى», «في تصريح لـ».

use crate::syntax::{Asked, Class, Name, Phrase, Syntax};

use super::complement::{Content, past_adverbs};
use super::finder::{Finder, Statement};
use super::lexicon::{Cue, Found};
use crate::inflect::Shape;

impl Finder<'_> {
    /// The statement of a participle: «مؤكدا أن», «الداعية إلى».
    pub(super) fn participle(
        &self,
        i: usize,
        found: &Found,
        cue: &Cue,
        from: usize,
        to: usize,
    ) -> Vec<Statement> {
        let syntax = self.syntax;
        if self.statements.last().is_some_and(|before| before.cue_last == i) {
            return Vec::new();
        }
        let attribute = found.shown.shape == Shape::Attribute;
        if self.is_predicate(i, from) || !attribute && i > from && self.only_describes(i, found, cue) {
            return Vec::new();
        }
        let behind_preposition = i > from && syntax.class(i - 1) == Class::Preposition;
        if attribute && syntax.fact(i).class == Class::Verb || !attribute && behind_preposition {
            return Vec::new();
        }
        let content = self.introduced(i + 1, to, cue, true);
        let passive = attribute
            && !matches!(super::lexicon::FRAMES.get(cue.frame), Some(&"call" | &"warn" | &"affirm"));
        let accuses = super::lexicon::FRAMES.get(cue.frame) == Some(&"accuse");
        if let Some(content) = content.filter(|_| !passive && !accuses) {
            let source = if attribute { self.attributed(i, from) } else { None };
            let told = !attribute || source.is_some();
            return told.then(|| self.statement(i, found, cue, content, source, to)).into_iter().collect();
        }
        if attribute {
            return Vec::new();
        }
        let asked = Asked { barred: &cue.takes.prepositions, transitive: false, limit: to };
        let start = past_adverbs(syntax, i + 1, to, self);
        // «مضيفا القول»
        let word = syntax.core(start) == "قول" || self.is_closing(start) && !cue.takes.object;
        let start = if word { start + 1 } else { start };
        let object = syntax
            .phrase(start, &self.lists.limits, asked)
            .filter(|phrase| !syntax.fact(phrase.first).joined);
        // «متهمة إياها بدعم الإرهاب»
        let pronoun = matches!(syntax.form(start), "اياه" | "اياها" | "اياهم" | "اياهما");
        let behind = object.map_or_else(|| self.past_occasion(start, to), |phrase| phrase.last + 1);
        let behind = if pronoun { start + 1 } else { behind };
        let reachable = cue.addressee || object.is_none() || syntax.fact(i + 1).particle.is_some();
        if let Some(content) =
            self.search(behind, to, found, cue, object.is_some() || cue.strict).filter(|_| reachable)
            && (object.is_some() || pronoun || !accuses)
        {
            return vec![self.statement(i, found, cue, content, None, to)];
        }
        let told = self.told_by_itself(i, found, cue, object, to);
        told.map(|content| self.statement(i, found, cue, content, None, to)).into_iter().collect()
    }

    /// What a participle tells without أن or preposition: what it blames somebody for, or a noun phrase behind a comma or one that is mostly told
    /// so («دعت الوزارة المواطنين إلى اجتناب المادة مؤكدة ضرورة الحذر»).
    fn told_by_itself(
        &self,
        i: usize,
        found: &Found,
        cue: &Cue,
        object: Option<Phrase>,
        to: usize,
    ) -> Option<Content> {
        if cue.takes.blame {
            return self.blame_behind(i, to);
        }
        let apart = i > 0 && self.syntax.class(i - 1) == Class::Comma;
        let stressed = self.lists.who.stressed.contains(self.syntax.form(i + 1));
        let accusative = !found.shown.feminine || apart || found.joined || stressed;
        if accusative && cue.takes.object { self.behind_participle(i, object, to) } else { None }
    }

    /// «محملة السلطات مسؤولية الحادث»: what somebody is blamed for, with its own noun.
    fn blame_behind(&self, i: usize, to: usize) -> Option<Content> {
        let syntax = self.syntax;
        let ends = |k: &usize| matches!(syntax.class(*k), Class::Stop | Class::Verb | Class::That);
        let first = (i + 1..to.min(i + 8)).take_while(|k| !ends(k)).find(|k| self.is_blame(*k))?;
        Some(Content { first, skip: 0, mark: i, quoted: false, preposition: false })
    }

    /// A noun phrase as the content of a participle: «مؤكدا في هذا السياق أهمية المشروع», «مؤكدا تواصل الأشغال», «مفندا ما اعتبره».
    fn behind_participle(&self, i: usize, phrase: Option<Phrase>, to: usize) -> Option<Content> {
        let syntax = self.syntax;
        let first = self.object_start(i + 1, to);
        let misread = syntax.class(first) == Class::Verb
            && !syntax.stem(first).starts_with(['ي', 'س'])
            && !syntax.fact(first).joined
            && first == i + 1;
        let object = self.is_object(first, to) || misread && first < to;
        (object && phrase.is_none_or(|phrase| phrase.first >= first)).then_some(Content {
            first,
            skip: 0,
            mark: i,
            quoted: false,
            preposition: false,
        })
    }

    /// «عقوبات مشددة تتراوح», «4 متهمين»: a description of what stands before it, and those who are counted.
    fn only_describes(&self, i: usize, found: &Found, cue: &Cue) -> bool {
        let syntax = self.syntax;
        // «أماكن غير معلنة»
        if matches!(syntax.form(i - 1), "غير" | "الغير") {
            return true;
        }
        // «مقرا لها»
        if self.lists.limits.owners.contains(syntax.form(i + 1)) {
            return true;
        }
        let (before, next) = (syntax.fact(i - 1), syntax.fact(i + 1));
        let agrees = found.shown.feminine
            && !found.shown.plural
            && before.is_nominal()
            && (before.feminine || before.plural)
            && !syntax.settled(i - 1);
        let takes = |word: &str| cue.takes.prepositions.iter().any(|taken| taken == word);
        let own = next.class == Class::Preposition && takes(syntax.form(i + 1));
        // «مشددة للحصول على»
        let hangs = next.particle.is_some_and(|letter| !takes(letter.encode_utf8(&mut [0u8; 4])));
        let open = next.class == Class::That || own || next.is_nominal() && !hangs;
        // «الحكومة مطالبة بـ»: a passive, said of something definite.
        let passive = before.article && agrees && next.particle.is_some() && cue.strict && cue.addressee;
        if passive && !found.joined {
            return true;
        }
        !found.joined && (agrees && !open || found.shown.plural && before.class == Class::Number)
    }

    /// The token behind where it was said: «لافتا في هذا السياق، إلى أن».
    fn past_occasion(&self, start: usize, to: usize) -> usize {
        let syntax = self.syntax;
        let at = start + 1;
        // «مشيرا من جهة ثانية إلى»
        let side = syntax.form(start) == "من" && self.lists.sides.contains(syntax.form(at));
        let occasion = syntax.is_occasion(at, &self.lists.limits);
        if syntax.class(start) != Class::Preposition || !(occasion || side) {
            return start;
        }
        let asked = Asked { barred: &[], transitive: true, limit: to };
        let Some(phrase) = syntax.phrase(at, &self.lists.limits, asked) else { return start };
        let next = phrase.last + 1;
        if syntax.class(next) == Class::Comma { next + 1 } else { next }
    }

    /// «إعلان وزير الخارجية أن», «تأكيد وزارة الصحة أن»: an office or body that what follows makes definite.
    fn is_office(&self, phrase: Phrase) -> bool {
        let (limits, core) = (&self.lists.limits, self.syntax.core(phrase.first));
        phrase.last > phrase.first && (limits.roles.contains(core) || limits.bodies.contains(core))
    }

    /// «يبدو مرجحا أن»: the participle is what the verb before it says.
    fn is_predicate(&self, i: usize, from: usize) -> bool {
        i > from && self.lists.seeming.contains(self.syntax.form(i - 1))
    }

    /// What a participle with article describes: the noun phrase before it.
    pub(super) fn attributed(&self, i: usize, from: usize) -> Option<Phrase> {
        let before = i.checked_sub(1).filter(|k| *k >= from)?;
        // «من أجل المطالبة بـ»: a genitive, which describes nothing.
        let genitive = self.syntax.fact(i).article && !self.syntax.settled(before);
        if genitive { None } else { self.syntax.phrase_before(before, from, &self.lists.limits) }
    }

    /// The statement of a verbal noun with an expressed speaker: «دعوته إلى», «مناشدة إسرائيل … باستخدام», «لمطالبة الحكومة ب».
    pub(super) fn noun(&self, i: usize, found: &Found, cue: &Cue, from: usize, to: usize) -> Vec<Statement> {
        let syntax = self.syntax;
        let renewed = i > from && self.renews(i, cue);
        if syntax.fact(i).article && !renewed || syntax.fact(i).class == Class::Verb || cue.near {
            return self.by_saying(i, found, cue, to).into_iter().collect();
        }
        let accuses = super::lexicon::FRAMES.get(cue.frame) == Some(&"accuse");
        let light = (from..i).rev().take(14).find(|k| self.lists.lights.contains(self.bare(*k)));
        if self.is_unvoiced(i, found, cue, from, light.is_some()) {
            return Vec::new();
        }
        let asked = Asked { barred: &cue.takes.prepositions, transitive: false, limit: to };
        let subject = light.and_then(|k| {
            let start = past_adverbs(syntax, k + 1, to, self);
            syntax.phrase(start, &self.lists.limits, Asked { limit: i, transitive: true, barred: &[] })
        });
        let call = super::lexicon::FRAMES.get(cue.frame) == Some(&"call");
        let purpose = call && found.skip > 0 && syntax.form(i).starts_with('ل');
        let genitive = syntax.phrase(i + 1, &self.lists.limits, asked).filter(|phrase| {
            let head = syntax.fact(phrase.first);
            !head.joined
                && head.particle.is_none()
                && (head.article || head.class == Class::Proper || purpose || self.is_office(*phrase))
        });
        // «اتهام النواب بـ»: whom one accuses; «اتهام السعودية لقطر بـ» names both.
        let accused = |phrase: &Phrase| accuses && syntax.fact(phrase.last + 1).particle != Some('ل');
        let genitive = genitive.filter(|phrase| purpose || self.is_agent(*phrase) && !accused(phrase));
        let (source, behind) = if found.shown.pronoun {
            (subject, i + 1)
        } else if let Some(phrase) = genitive {
            let main = if purpose { self.main_subject(from, i) } else { Some(phrase) };
            (main, phrase.last + 1)
        } else if subject.is_some() || renewed {
            (subject, i + 1)
        } else {
            return Vec::new();
        };
        // A court's decision is a verdict.
        let verdict =
            |k: usize| cue.takes.prepositions.len() == 1 && self.lists.courts.contains(syntax.core(k));
        if source.is_none() && !found.shown.pronoun && !renewed
            || source.is_some_and(|source| (source.first..=source.last).any(verdict))
        {
            return Vec::new();
        }
        // «تصريحات الوزير الذي اتهم إيران بـ»: the verb's.
        let described = (behind..to.min(behind + 3)).find(|k| !syntax.describes(*k)).unwrap_or(behind);
        if syntax.class(described) == Class::Relative && self.may_be_verb(described + 1) {
            return Vec::new();
        }
        let object = genitive.filter(|_| cue.takes.object).and_then(|who| self.announced(who, behind, to));
        let Some(content) = object.or_else(|| self.search(behind, to.min(behind + 9), found, cue, false))
        else {
            return Vec::new();
        };
        // «إعلان الحكومة سيتأخر بـ»: what stands behind a verb is the verb's.
        let other = |k: usize| syntax.class(k) == Class::Verb && syntax.class(k - 1) != Class::Relative;
        let told = || self.possessed(self.statement(i, found, cue, content, source, to), i);
        (!(behind..content.mark).any(other)).then(told).into_iter().collect()
    }

    /// «مجددا الدعوة إلى», «جدد الوزير التأكيد على»: a verbal noun with article behind what says that it is said once more.
    fn renews(&self, i: usize, cue: &Cue) -> bool {
        let syntax = self.syntax;
        let speech = matches!(super::lexicon::FRAMES.get(cue.frame), Some(&"call" | &"affirm"));
        let again = |k: usize| {
            let participle = self.bare(k).strip_suffix('ا').or_else(|| self.bare(k).strip_suffix('ه'));
            matches!(participle, Some("مجدد" | "مكرر")) && k + 1 == i
        };
        let clear =
            |k: usize| (k + 1..i).all(|k| syntax.fact(k).is_nominal() || syntax.class(k) == Class::Adverb);
        let told = (i.saturating_sub(8)..i).rev().find(|k| {
            matches!(self.bare(*k), "جدد" | "جددت" | "جددوا" | "كرر" | "كررت" | "يجدد" | "تجدد") || again(*k)
        });
        syntax.fact(i).article && syntax.fact(i).particle.is_none() && speech && told.is_some_and(clear)
    }

    /// Whether a verbal noun at token `i` is nobody's words: «بعد اتهامه بـ», whose pronoun is who is accused; «قال في تصريحه، أن», where the
    /// verb's content was said; «تمت دعوة النواب», what was done; «قرار الرئيس بنقل السفارة», unless somebody says so («أصدر قرارا بـ»).
    fn is_unvoiced(&self, i: usize, found: &Found, cue: &Cue, from: usize, light: bool) -> bool {
        let syntax = self.syntax;
        let accuses = super::lexicon::FRAMES.get(cue.frame) == Some(&"accuse");
        let before = i.checked_sub(1).filter(|before| *before >= from);
        let renewed = light && before.is_some_and(|before| syntax.settled(before));
        let told = self.statements.last().is_some_and(|before| before.at < i && before.first > i);
        let inside = told && before.is_some_and(|k| matches!(syntax.form(k), "في" | "خلال" | "عبر"));
        let done = before.is_some_and(|before| self.lists.modals.contains(self.bare(before)));
        found.shown.pronoun && accuses && !renewed
            || (inside || done) && !syntax.fact(i).joined
            || !light && cue.is_act()
    }

    /// A definite noun phrase right behind who speaks: «إعلان الحزب الانضمام إلى المعارضة».
    fn announced(&self, who: Phrase, behind: usize, to: usize) -> Option<Content> {
        let later = past_adverbs(self.syntax, behind, to, self);
        self.announced_at(who, behind, to).or_else(|| self.announced_at(who, later, to))
    }

    fn announced_at(&self, who: Phrase, first: usize, to: usize) -> Option<Content> {
        let fact = self.syntax.fact(first);
        // «إعلان العاهل فلان إنشاء جسر»: behind what is definite already, nothing describes it.
        // Behind an office it may be a name that nobody found.
        let titled =
            self.lists.limits.is_role(self.syntax.core(who.first)) && !who_is_named(self.syntax, who);
        let open = fact.class == Class::Noun
            && (fact.sure || !titled)
            && fact.name.is_none()
            && !self.lists.limits.places.contains(self.syntax.core(first))
            && first > 0
            && (self.syntax.settled(first - 1) || self.syntax.fact(first - 1).name.is_some())
            && self.syntax.fact(first + 1).is_nominal()
            && !self.syntax.fact(first + 1).joined;
        let definite = open || fact.class == Class::Noun && (fact.article || fact.suffix);
        (definite && self.is_object(first, to)).then_some(Content {
            first,
            skip: 0,
            mark: first,
            quoted: false,
            preposition: false,
        })
    }

    /// The subject of the sentence's first verb, before token `to`.
    fn main_subject(&self, from: usize, to: usize) -> Option<Phrase> {
        let verb = (from..to.min(from + 6)).find(|k| self.syntax.class(*k) == Class::Verb)?;
        let start = past_adverbs(self.syntax, verb + 1, to, self);
        self.syntax.phrase(start, &self.lists.limits, Asked { limit: to, transitive: true, barred: &[] })
    }
}

/// Whether a noun phrase has a name in it.
fn who_is_named(syntax: &Syntax, who: Phrase) -> bool {
    (who.first..=who.last).any(|k| syntax.fact(k).name == Some(Name::Person))
}
