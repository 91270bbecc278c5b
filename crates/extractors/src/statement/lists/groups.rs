//! Lists that belong together: where something was said, headlines, who can be a subject; and verbs in all their persons.

use warraq_arabic::lexed::Lexicon;

use super::File;
use crate::inflect::{self, Shape, Shown};
use crate::syntax::WordSet;

/// Verbs in all their persons, past and present.
pub(in crate::statement) struct Verbs(Lexicon<Shown>);

impl Verbs {
    /// The forms of verbs that are given by their past and present.
    pub(super) fn new(verbs: &[[String; 2]]) -> Self {
        let mut forms = Vec::new();
        for [past, present] in verbs {
            inflect::past(past, &mut forms);
            inflect::present(present, &mut forms);
        }
        Self(Lexicon::new(forms.iter().map(|(form, shown)| (form.as_str(), *shown))))
    }

    /// What a folded form shows, if it is one of these verbs.
    pub(in crate::statement) fn get(&self, form: &str) -> Option<Shown> {
        self.0.get(form)
    }

    /// Whether a folded form is one of these verbs, perhaps behind و or ف and the س of the future.
    pub(in crate::statement) fn contains(&self, form: &str) -> bool {
        // «وجبة» is no «وجب» with a pronoun.
        let own =
            |form: &str| self.get(form).is_some_and(|shown| shown.shape == Shape::Present || !shown.pronoun);
        let future = |form: &str| {
            let present = form.strip_prefix('س').and_then(|rest| self.get(rest));
            present.is_some_and(|shown| shown.shape == Shape::Present)
        };
        let bare = form.strip_prefix(['و', 'ف']);
        own(form) || future(form) || bare.is_some_and(|form| own(form) || future(form))
    }
}

/// What says where, when and of what something was not said, folded.
pub(in crate::statement) struct Apart {
    /// Behind على or في: «هامش», «ضوء».
    pub(in crate::statement) asides: WordSet,
    /// Behind ب: «مقر», «مناسبة».
    pub(in crate::statement) venues: WordSet,
    /// Behind «دون»: «ذكر», «تحديد».
    pub(in crate::statement) untold: WordSet,
}

/// The words of headlines, folded.
pub(in crate::statement) struct Headlines {
    /// Before the colon: on what, to whom, when somebody spoke.
    pub(in crate::statement) about: WordSet,
    /// Words that deny.
    pub(in crate::statement) denying: WordSet,
    /// Words that ask, demand or wish.
    pub(in crate::statement) stances: WordSet,
    /// «نحن», «بلادنا».
    pub(in crate::statement) ourselves: WordSet,
}

pub(super) fn apart(file: &File) -> Apart {
    Apart {
        asides: WordSet::new(&file.asides),
        venues: WordSet::new(&file.venues),
        untold: WordSet::new(&file.untold),
    }
}

pub(super) fn headlines(file: &File) -> Headlines {
    Headlines {
        about: WordSet::new(&file.about),
        denying: WordSet::new(&file.denying),
        stances: WordSet::new(&file.stances),
        ourselves: WordSet::new(&file.ourselves),
    }
}

/// Who can or cannot be a subject, and how speech is called, folded.
pub(in crate::statement) struct Who {
    /// «أطراف», «جهات»: several who can speak.
    pub(in crate::statement) groups: WordSet,
    /// «السلطات» behind «ودعت».
    pub(in crate::statement) called_upon: WordSet,
    /// «مكتب», «فرع»: a part of a body.
    pub(in crate::statement) branches: WordSet,
    /// «عدم».
    pub(in crate::statement) negated: WordSet,
    /// «ضرورة» behind «مؤكدة».
    pub(in crate::statement) stressed: WordSet,
    /// «تعتبر» behind what is deemed something.
    pub(in crate::statement) deemed: WordSet,
    /// Countries that are masculine.
    pub(in crate::statement) masculine_states: WordSet,
    /// «تعبير», «تصريح» behind «حسب»: of the cue where whose they are stands behind.
    pub(in crate::statement) closing_with: WordSet,
    /// «صحفي» behind «تصريح».
    pub(in crate::statement) kinds_of_speech: WordSet,
}

pub(super) fn who(file: &File) -> Who {
    Who {
        groups: WordSet::new(&file.groups),
        called_upon: WordSet::new(&file.called_upon),
        branches: WordSet::new(&file.branches),
        negated: WordSet::new(&file.negated),
        stressed: WordSet::new(&file.stressed),
        deemed: WordSet::new(&file.deemed),
        masculine_states: WordSet::new(&file.masculine_states),
        closing_with: WordSet::new(&file.closing_with),
        kinds_of_speech: WordSet::new(&file.kinds_of_speech),
    }
}
