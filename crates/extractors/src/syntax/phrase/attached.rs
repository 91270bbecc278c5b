//! What hangs on a noun phrase: prepositions of offices and bodies, appositions between commas, brackets.

use super::{Class, Name, Reading};

/// How far ahead a second introducer of the verb's complement is looked for, in tokens.
const AHEAD: usize = 30;

impl Reading<'_> {
    /// An apposition behind the comma at token `comma`: the holder of an office («وزير الخارجية، فلان الفلاني، إن»), or the office of a
    /// person («فلان الفلاني، رئيس الحزب، إن»).
    pub(super) fn apposition(&self, comma: usize) -> Option<usize> {
        let syntax = self.syntax;
        let at = comma + 1;
        let fact = syntax.fact(at);
        // «كل من السعودية، القاهرة والمنامة»
        let each = syntax.core(self.phrase.first) == "كل" && syntax.form(self.phrase.first + 1) == "من";
        if each && at < self.limit && syntax.begins_name(at).is_some() && !fact.joined {
            return Some(syntax.name_end(at));
        }
        let part = self.ends_in_name(at).is_some();
        let nominal = fact.is_nominal() || part;
        if self.nested || !nominal || fact.joined || fact.particle.is_some() || at >= self.limit {
            return None;
        }
        // «نائب مدير سكوتلاند يارد، سامي الحداد،»: what no article shows is the name of what the office is of.
        let open = self.is_governor() || self.person && self.titled && !self.is_named();
        if open && syntax.begins_name(at) == Some(Name::Person) {
            let end = syntax.name_end(at);
            return (syntax.class(end + 1) == Class::Comma).then_some(end);
        }
        let single = self.phrase.first == self.phrase.last;
        if !self.person && (self.office || !single && syntax.fact(self.phrase.first).article) {
            return self.holder(at);
        }
        let office = self.limits.roles.contains(syntax.core(at));
        let next = syntax.fact(at + 1);
        let described = fact.article && fact.name.is_none() && next.article && next.particle.is_none();
        // «البابا فلان، بابا الفاتيكان، الهجمات الأخيرة»: one apposition, and of one man.
        let again = (self.phrase.first..=self.phrase.last).any(|k| syntax.class(k) == Class::Comma);
        let described = described && !fact.plural && !again;
        if !self.person || !(office || described) {
            return None;
        }
        let phrase = syntax.read_phrase(at, self.limits, self.asked, true)?;
        let other = office && self.titled && self.is_another(at, phrase.last);
        (!other && self.closes(phrase.last + 1)).then_some(phrase.last)
    }

    /// Whether the office of tokens `first..=last` has a holder of its own: «دعا الرئيس السابق فلان، رئيس الهيئة، فلان الآخر، إلى».
    fn is_another(&self, first: usize, last: usize) -> bool {
        let syntax = self.syntax;
        let person = |k: usize| syntax.begins_name(k) == Some(Name::Person);
        let behind = syntax.class(last + 1) == Class::Comma && person(last + 2);
        // «مستشار الرئيس فلان» is no holder.
        let held = |k: usize| {
            let before = syntax.fact(k - 1);
            before.article && !self.limits.is_role(syntax.core(k - 1))
        };
        behind || (first + 2..=last).any(|k| person(k) && held(k))
    }

    /// Whether a noun phrase between commas, or behind one, has ended before token `k`.
    pub(super) fn ends_behind(&self, k: usize) -> bool {
        let ends = matches!(
            self.syntax.class(k),
            Class::Comma | Class::That | Class::Stop | Class::Colon | Class::Preposition | Class::Adverb
        );
        ends || self.syntax.fact(k).particle.is_some() || self.syntax.is_quote(k)
    }

    /// Whether token `k` can follow a noun phrase that is complete.
    fn closes(&self, k: usize) -> bool {
        let fact = self.syntax.fact(k);
        !fact.joined && (!fact.is_nominal() || fact.particle.is_some()) && fact.class != Class::Conjunction
    }

    /// What stands in brackets inside the phrase: «شبكة (سي إن إن) الإخبارية».
    pub(super) fn bracket(&self, k: usize) -> Option<usize> {
        let syntax = self.syntax;
        let close = (k + 1..self.limit.min(k + 9)).find(|k| syntax.form(*k) == ")")?;
        // «شركة (أ.ب.ج) لتشغيل القطارات»: what the body is for.
        let purpose = syntax.fact(close + 1).particle == Some('ل') && self.is_construct(close + 1);
        if self.body && self.head == self.phrase.last && purpose {
            return Some(close + 1).filter(|k| *k < self.limit);
        }
        // «صحيفة (التايمز)»: the name itself; the closing bracket stays outside.
        let kind = self.limits.audience.contains(syntax.core(self.phrase.last));
        if kind && self.phrase.last == self.head && close > k + 1 {
            // «شبكة (كذا) الإخبارية»
            let described = syntax.fact(close + 1).article && syntax.describes(close + 1);
            return Some(if described && close + 1 < self.limit { close + 1 } else { close - 1 });
        }
        let next = syntax.fact(close + 1);
        let person = next.name == Some(Name::Person) && self.office;
        let goes_on = next.article && next.stem == 0 && syntax.describes(close + 1) || person;
        goes_on.then(|| syntax.name_end(close + 1))
    }

    /// Whether the verb's own preposition stands again, or أن stands, behind token `k`: then what stands here is the noun's.
    fn again(&self, k: usize, own: Option<&str>) -> bool {
        let syntax = self.syntax;
        (k + 1..self.asked.limit.min(k + AHEAD))
            .take_while(|k| !matches!(syntax.class(*k), Class::Stop | Class::Verb | Class::Relative))
            .any(|k| {
                let mut text = [0u8; 4];
                let particle = syntax.fact(k).particle.map(|p| &*p.encode_utf8(&mut text));
                let barred = |word: &str| self.asked.barred.iter().any(|barred| barred == word);
                let occasion = syntax.is_occasion(k, self.limits);
                syntax.class(k) == Class::That
                    || syntax.class(k) == Class::Preposition && barred(syntax.form(k)) && !occasion
                    || particle.is_some_and(|letter| barred(letter) && Some(letter) != own)
                        && !occasion
                        && syntax.fact(k).name != Some(Name::Place)
                        && !self.limits.is_audience(syntax.core(k))
            })
    }

    /// Whether a place is named by token `k`.
    pub(super) fn is_place(&self, k: usize) -> bool {
        self.syntax.fact(k).name == Some(Name::Place) || self.limits.places.contains(self.syntax.core(k))
    }

    /// The end of what a preposition opens where the words behind it say so by themselves; what the phrase may take is asked elsewhere.
    fn fixed(&self, k: usize) -> Option<Option<usize>> {
        let syntax = self.syntax;
        // «طالب في السابعة عشرة من عمره»
        if syntax.form(k) == "في" && self.head == self.phrase.last {
            let aged = |k: &usize| syntax.form(*k) == "من" && matches!(syntax.form(k + 1), "عمره" | "عمرها");
            if let Some(of) = (k + 2..k + 4).find(aged).filter(|of| of + 1 < self.limit) {
                return Some(Some(of + 1));
            }
        }
        // «مصادر من داخل الحزب»
        let inner = matches!(syntax.form(k + 1), "داخل" | "خارج") && syntax.fact(k + 2).is_nominal();
        if syntax.form(k) == "من" && inner && self.partitive && self.head == self.phrase.last {
            return Some((k + 2 < self.limit).then(|| syntax.name_end(k + 2)));
        }
        // «تقرير شهر مارس من سنة 2017»
        let year = matches!(syntax.core(k + 1), "سنه" | "عام") && syntax.class(k + 2) == Class::Number;
        if syntax.form(k) == "من" && self.document && year {
            return Some(Some(k + 2).filter(|k| *k < self.limit));
        }
        None
    }

    /// A preposition that belongs to the phrase: «السفارة في بغداد», «مصدر من الوزارة», «سفير لدى».
    pub(super) fn preposition(&self, k: usize) -> Option<usize> {
        let (syntax, limits) = (self.syntax, self.limits);
        if let Some(whole) = self.fixed(k) {
            return whole;
        }
        let shown = syntax.shows(k + 1);
        let next = syntax.fact(k + 1);
        let fits = (shown || next.is_nominal() && next.stem == 0)
            && !limits.adverbs.contains(syntax.stem(k + 1))
            && !syntax.is_occasion(k + 1, limits);
        if syntax.fact(k).joined || !fits || k + 1 >= self.limit {
            return None;
        }
        let form = syntax.stem(k);
        let last = self.phrase.last;
        let open = self.office && !self.person;
        // «بيانات الهيئة العامة في السعودية»
        let bodied = self.document && syntax.fact(last).name == Some(Name::Body);
        let bodily = (self.body || bodied) && !self.person && self.is_place(k + 1);
        let belongs = match form {
            // «حسب كاتب الدولة في استقرار الأسعار»: an office that is told of whole serves in a body or place.
            "في" => open && self.serves_in(k + 1) || bodily || self.inquires(last),
            "من" => self.takes_of(k, last, open),
            // «تقرير حول الوضع الاقتصادي»: what it is about.
            "حول" => self.document && !self.person && self.head == last,
            "عن" => self.takes_about(k, last, open),
            "علي" => self.takes_on(last, open),
            // «وزير العلاقة مع الهيئات الدستورية»
            "مع" if open && matches!(syntax.core(last), "علاقه" | "علاقات") => true,
            // «القيادي المستقيل مع الحزب فلان الفلاني»
            "مع" => {
                let participle = syntax.core(last).starts_with('م') && syntax.fact(last).article;
                let named = |k: &usize| syntax.begins_name(*k) == Some(Name::Person);
                open && last > self.head && participle && (k + 1..self.limit.min(k + 7)).any(|k| named(&k))
            }
            "الي" => {
                let where_ =
                    self.is_place(k + 1) || next.name.is_some() || limits.is_body(syntax.core(k + 1));
                open && where_ && (self.phrase.first..=last).any(|k| limits.envoys.contains(syntax.core(k)))
            }
            // «وزير النقل لدى إجابته على»: when he said so.
            "لدي" => !self.person && !next.suffix,
            _ => false,
        };
        let barred = self.asked.barred.iter().any(|barred| barred == form);
        // «اللجنة المشرفة على هذه المناسبة»
        let noun = if shown { k + 2 } else { k + 1 };
        // «أعرب الأمين العام عن أمله في الكشف عن»: what is somebody's own is no part of his office.
        let own = barred && next.suffix;
        // «استغرب عدد من النواب غياب الوزير»: of whom it is a part, whatever the verb takes.
        let part = form == "من" && self.partitive && self.head == last;
        (belongs && !own && (!barred || part || self.again(k + 1, None))).then(|| syntax.name_end(noun))
    }

    /// «التقرير الخاص بشهر مارس»: whether token `k` is what something written is about.
    pub(super) fn is_subject_matter(&self, k: usize) -> bool {
        if !self.document || self.person {
            return false;
        }
        let before = self.syntax.core(self.phrase.last);
        let fact = self.syntax.fact(k);
        let month = before == "شهر" && (fact.is_nominal() || fact.class == Class::Adverb);
        let about = before.trim_end_matches('ه') == "خاص" && fact.particle == Some('ب');
        !fact.joined && (about || month)
    }

    /// Whether a word with a particle tells when, where or to whom something was said.
    fn is_outside(&self, k: usize) -> bool {
        let (syntax, limits) = (self.syntax, self.limits);
        syntax.is_occasion(k, limits)
            || limits.is_audience(syntax.core(k))
            || limits.audience.contains(syntax.stem(k))
            || limits.adverbs.contains(syntax.stem(k))
    }

    /// «التقرير الشهري للطاقة بتونس», «المكلف بالإعلام بالمرصد التابع لوزارة الداخلية»: the place of what is written, the owner of what belongs.
    fn is_told_by(&self, k: usize, particle: char, barred: bool) -> bool {
        let fact = self.syntax.fact(k);
        let place = fact.name == Some(Name::Place) && self.head < self.phrase.last;
        let written = particle == 'ب' && self.document && !self.person && !barred && place;
        let owner = self.limits.is_body(self.syntax.core(k)) || fact.name == Some(Name::Body);
        written || particle == 'ل' && self.is_reduced(self.phrase.last) && owner
    }

    /// A word with ب or ل attached that belongs to a title: «الناطق باسم», «الأمين العام للأمم المتحدة».
    pub(super) fn particle(&self, k: usize) -> Option<usize> {
        let (syntax, limits) = (self.syntax, self.limits);
        let fact = syntax.fact(k);
        let particle = fact.particle?;
        let mut text = [0u8; 4];
        let letter = &*particle.encode_utf8(&mut text);
        let own = Some(letter).filter(|_| !self.is_place(k));
        let barred = self.asked.barred.iter().any(|barred| barred == letter) && !self.again(k, own);
        let outside = self.is_outside(k);
        // «الإعلامي بقناة محلية»: where he works.
        let works = particle == 'ب'
            && self.office
            && !self.person
            && (self.head == self.phrase.last || self.is_held_behind(k));
        let outside = outside && !(works && limits.is_audience(syntax.core(k)));
        let named = syntax.stem(k) == "اسم";
        let whose = self.document && particle == 'ل' && self.head == self.phrase.last;
        let outside = outside && syntax.core(self.phrase.last) != "مكلف" && !whose;
        if matches!(syntax.stem(k), "ذلك" | "هذا" | "هذه" | "تلك" | "القول") {
            return None;
        }
        if self.serves(k, letter) {
            return Some(k);
        }
        if !barred && self.reaches_holder(k) {
            return Some(syntax.name_end(k));
        }
        if !fact.joined && self.is_told_by(k, particle, barred) {
            return Some(syntax.name_end(k));
        }
        if fact.joined || outside || self.person && !named {
            return None;
        }
        let name = fact.name.filter(|name| *name != Name::Person);
        let definite = fact.article || name.is_some() || self.is_construct(k);
        // «نوه الوزير بالتعاون»: where a man works is a body or a place, where the verb takes ب too.
        let core = syntax.core(k);
        let place = name.is_some() || self.is_place(k) || limits.is_body(core) || limits.is_audience(core);
        let taken =
            particle == 'ب' && self.asked.barred.iter().any(|barred| barred == letter) && !place && !named;
        if taken && syntax.core(self.phrase.last) != "مكلف" {
            return None;
        }
        let belongs = match particle {
            'ب' => {
                named && (self.office || !barred)
                    || syntax.core(self.phrase.last) == "مكلف" && definite
                    || !barred && self.office && (definite || works && limits.is_audience(syntax.core(k)))
                    || !barred && (self.body || self.partitive) && self.is_place(k)
            }
            'ل' => self.takes_to(k, barred, definite),
            _ => false,
        };
        belongs.then(|| syntax.name_end(k))
    }
}
