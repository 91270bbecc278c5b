//! The holder of an office: his name behind a comma, behind where he serves, or one that nobody found.

use super::{Class, Name, Reading};

impl Reading<'_> {
    /// «طيار الشركة بمدينة كذا التونسية سامي الحداد»: whether token `k` says with ب where somebody serves whose name follows.
    pub(super) fn reaches_holder(&self, k: usize) -> bool {
        const FAR: usize = 4;
        let syntax = self.syntax;
        let fact = syntax.fact(k);
        if fact.particle != Some('ب') || fact.joined || self.person || self.nested || !self.is_place(k) {
            return false;
        }
        let named = |k: &usize| syntax.fact(*k).name == Some(Name::Place) || syntax.fact(*k).article;
        let end = (k + 1..self.limit.min(k + FAR)).take_while(named).last().unwrap_or(k) + 1;
        let head = syntax.fact(self.head);
        let one = head.class == Class::Noun && head.name.is_none() && !head.article && !head.suffix;
        let holder = end < self.limit && syntax.begins_name(end) == Some(Name::Person);
        one && !self.body && !self.document && holder && !self.is_one_of_many()
    }

    /// «معتمد كذا، سامي الحداد،»: whether an office without article has a name right behind it: what it is of, not its holder.
    pub(super) fn is_governor(&self) -> bool {
        let syntax = self.syntax;
        let names = (self.head + 1..=self.phrase.last).rev();
        let mut names = names.filter(|k| syntax.begins_name(*k) == Some(Name::Person));
        let Some(name) = names.next() else { return false };
        let (fact, core) = (syntax.fact(name - 1), syntax.core(name - 1));
        let office = self.limits.roles.contains(core) && fact.name.is_none() && !fact.article;
        office && syntax.name_end(name) == self.phrase.last
    }

    /// «مدير تسجيل العربات بالوكالة، سامي الحداد،»: whether the holder's name stands right behind the word at token `k`, or behind a comma.
    pub(super) fn is_held_behind(&self, k: usize) -> bool {
        let syntax = self.syntax;
        let next = syntax.name_end(k) + 1;
        let at = if syntax.class(next) == Class::Comma { next + 1 } else { next };
        at < self.limit && syntax.begins_name(at) == Some(Name::Person)
    }

    /// Whether the head counts people or is one who has no name: «عدد من», «شاب».
    fn is_one_of_many(&self) -> bool {
        let head = self.head;
        self.partitive || self.syntax.fact(head).plural || self.limits.people.contains(self.syntax.core(head))
    }

    /// «القيادي في الحركة، سيمر ديلو إن»: the end of a name of which only the second word was found, whatever the first is taken for; also
    /// a rank and a name («المدير الجهوي، العقيد سالم الفلاني لـ»).
    pub(super) fn ends_in_name(&self, at: usize) -> Option<usize> {
        let (syntax, fact) = (self.syntax, self.syntax.fact(at));
        let rank = self.limits.roles.contains(syntax.core(at)) && fact.article;
        let open = fact.name.is_none() && !fact.joined && fact.particle.is_none();
        let word = matches!(fact.class, Class::Noun | Class::Proper | Class::Adjective | Class::Verb);
        let next = syntax.begins_name(at + 1) == Some(Name::Person);
        let end = syntax.name_end(at + 1);
        // «، الحبيب النصري»
        let written = !fact.article || syntax.fact(at + 1).article && fact.class == Class::Proper;
        (open && word && next && (rank || written && self.ends_behind(end + 1))).then_some(end)
    }

    /// The person's name that begins with token `at`.
    pub(super) fn holder(&self, at: usize) -> Option<usize> {
        let syntax = self.syntax;
        // «فلان الفلاني رئيس القسم، استقبال»: he has his name.
        if syntax.begins_name(self.phrase.first) == Some(Name::Person) {
            return None;
        }
        if let Some(name) = syntax.begins_name(at) {
            let end = syntax.name_end(at);
            return (name == Name::Person).then_some(end);
        }
        if let Some(end) = self.ends_in_name(at) {
            return Some(end);
        }
        let mut k = at;
        while k < self.limit && k < at + 4 && syntax.class(k) == Class::Proper && syntax.fact(k).stem == 0 {
            k += 1;
        }
        let ends = matches!(syntax.class(k), Class::Comma | Class::That | Class::Stop | Class::Colon);
        if k > at && (ends || k > at + 1 && self.ends_behind(k)) {
            return Some(k - 1);
        }
        // A name that nobody found, up to six words before a comma, أن or a preposition.
        self.unknown_name(at).filter(|end| *end > at)
    }

    /// Whether the holder's name is still to come behind a comma: «العضو في المركز الخاص بالإعلام، فلان».
    pub(super) fn is_held(&self, k: usize) -> bool {
        let syntax = self.syntax;
        if !self.office || self.person {
            return false;
        }
        let ends =
            |k: &usize| matches!(syntax.class(*k), Class::Verb | Class::Stop | Class::That | Class::Relative);
        let comma =
            (k..self.limit.min(k + 10)).take_while(|k| !ends(k)).find(|k| syntax.class(*k) == Class::Comma);
        comma.is_some_and(|comma| syntax.begins_name(comma + 1) == Some(Name::Person))
    }
}
