//! Readings with the interrogative أ, which no other clitic stands before: «أتعرف», «أهذا», «أفلا», «أوليس».
//!
//! The treebank has too few questions to learn them from, so these readings are made when the weights are there. What tells a question is
//! certain mostly: a closed list of words, and forms of verbs that cannot begin with أ. Where the whole token may also be a first person
//! («أتذكر») or a name («أليس»), its place in the sentence decides.

use warraq_arabic::morphology::clitics::{Cut, questions};
use warraq_arabic::morphology::lexicon;

use super::closed::{Lists, Rule, Side};
use super::features::{Counts, Neighbour};
use super::known::{Facts, Known, Origin, Worth};
use super::readings::{Reading, Readings, fits, read_cut};
use super::surface::Surface;
use super::tags;

/// Where the readings of a question hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub enum When {
    /// Everywhere.
    #[default]
    Always,
    /// Where a clause begins, or the sentence ends with a question mark.
    Opening,
    /// Where a clause begins and the sentence ends with a question mark.
    Asking,
    /// Where the words on either side say so.
    Beside(Rule),
}

impl When {
    /// Whether a question mark further on matters.
    pub fn cares_for_questions(self) -> bool {
        matches!(self, When::Opening | When::Asking | When::Beside(Rule::Counted | Rule::Asked))
    }
}

/// A token's place, as far as a question cares for it.
#[derive(Debug, Clone, Copy, Default)]
pub struct Place {
    /// A clause begins here.
    opening: bool,
    /// The sentence has a question mark further on.
    asking: bool,
    /// The words on either side.
    beside: [Side; 2],
}

/// More than all weights of a token and its place together.
const DECISIVE: i32 = 1 << 16;

impl Place {
    /// The place behind one token and before another one; `asking` says that the sentence has a question mark further on.
    pub fn of(first: &Neighbour, next: &Neighbour, asking: bool, lists: &Lists) -> Place {
        let opening = *first == Neighbour::NONE || first.ending == u16::from(tags::PUNCT);
        Place { opening, asking, beside: [lists.side(first), lists.side(next)] }
    }

    /// Whether a token is a question mark.
    pub fn asks(token: &Neighbour) -> bool {
        ["؟", "?"].iter().any(|mark| *token == Neighbour::other(tags::PUNCT.into(), mark))
    }

    /// What a candidate gains or loses here.
    pub fn score(self, when: When) -> i32 {
        match when {
            When::Always => 0,
            When::Opening if self.opening || self.asking => DECISIVE,
            When::Asking if self.opening && self.asking => DECISIVE,
            When::Opening | When::Asking => -DECISIVE,
            When::Beside(rule) => match rule.holds(self.beside, self.asking) {
                Some(true) => DECISIVE,
                Some(false) => -DECISIVE,
                None => 0,
            },
        }
    }
}

/// What a token is beside a question, the strongest last.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Rival {
    Nothing,
    /// A first person, or an imperative, which texts hardly have.
    FirstPerson,
    OtherVerb,
    Name,
    Word,
    /// A function word: «ألا» for «أن لا».
    Function,
}

impl Readings {
    /// Reads a token as a question, after [`Readings::read`]: a certain question takes the place of all other readings, an uncertain one
    /// stands beside them in [`Readings::asked`].
    pub fn ask(&mut self, surface: &Surface, lexicon: &Known<'_>, counts: &Counts<'_>) {
        self.asked.clear();
        let word = surface.letters.as_str();
        let asks =
            |r: &Reading| !r.cut.asks() || lexicon.questioned(r.cut.core_of(word)) == Some(Worth::Firm);
        if self.list.iter().any(asks) {
            self.list.retain(asks);
        }
        if !word.starts_with('أ') {
            return;
        }
        let rival = self.rival(word, lexicon);
        questions(word, &mut self.cuts);
        let mut surest = None;
        for cut in &self.cuts {
            let Some(when) = holds(cut, word, rival, (lexicon, counts)) else { continue };
            let listed = |facts: Facts| facts.origin == Origin::Function;
            let listed = read_cut(cut, surface, lexicon, listed).filter(|reading| !reading.known.is_empty());
            let Some(reading) = listed.or_else(|| read_cut(cut, surface, lexicon, is_verb)) else { continue };
            if surest.is_some_and(|surest| surest < when) || reading.known.is_empty() {
                continue;
            }
            if surest != Some(when) {
                self.asked.clear();
            }
            surest = Some(when);
            self.asked.push((Reading { tags: reading.known, ..reading }, when));
        }
        if surest == Some(When::Always) {
            self.list.clear();
            self.list.extend(self.asked.drain(..).map(|(reading, _)| reading));
            self.lowest = self.list.iter().map(|r| r.cost).min().unwrap_or(self.lowest);
        }
    }

    /// The strongest reading that is no question.
    fn rival(&self, word: &str, lexicon: &Known<'_>) -> Rival {
        let mut strongest = Rival::Nothing;
        for reading in self.list.iter().filter(|r| !r.cut.asks()) {
            let core = reading.cut.core_of(word);
            for (_, facts) in lexicon.lookup_key(reading.key) {
                if fits(&reading.cut, core, facts) {
                    strongest = strongest.max(Rival::of(facts));
                }
            }
        }
        strongest
    }
}

impl Rival {
    fn of(facts: Facts) -> Rival {
        match facts.upos {
            _ if facts.origin == Origin::Short => Rival::Nothing,
            tags::VERB if facts.imperfect || facts.imperative => Rival::FirstPerson,
            tags::VERB => Rival::OtherVerb,
            tags::PROPN => Rival::Name,
            _ if facts.origin == Origin::Function => Rival::Function,
            _ => Rival::Word,
        }
    }
}

fn is_verb(facts: Facts) -> bool {
    matches!(facts.upos, tags::VERB | tags::AUX)
}

/// The logarithm of the count of a form that may not be in plain text at all, since counts share places.
const RARE: u64 = 5;

/// Whether a cut is the interrogative before a perfect, of a token that plain text hardly has and that is no likelier verb as a whole: «أسافرت».
fn asks_of_past(cut: &Cut, word: &str, rival: Rival, (known, counts): (&Known<'_>, &Counts<'_>)) -> bool {
    let core = cut.core_of(word);
    let cost = |form: &str| {
        let perfect = known.lookup_key(lexicon::key(form)).filter(|(_, facts)| {
            is_verb(*facts) && facts.origin != Origin::Short && !facts.imperfect && !facts.imperative
        });
        perfect.map(|(analysis, _)| known.lexicon.cost(analysis)).min()
    };
    rival <= Rival::OtherVerb
        && cut.proclitics().count() == 1
        && (core.ends_with('ت') || core.ends_with("تم"))
        && counts.log(word) <= RARE
        && cost(core).is_some_and(|own| cost(word).is_none_or(|whole| own < whole))
}

/// When a cut with the interrogative is the right one, beside a rival.
fn holds(cut: &Cut, word: &str, rival: Rival, (known, counts): (&Known<'_>, &Counts<'_>)) -> Option<When> {
    let core = cut.core_of(word);
    let proclitics = cut.proclitics().count();
    // «أوعن» is «أو عن» without its blank.
    let or = cut.proclitics().nth(1) == Some('و');
    if let Some(worth) = known.questioned(core) {
        return match (worth, rival) {
            (Worth::Weak, _) if or => None,
            (Worth::Sure | Worth::Firm, Rival::Nothing) if or => Some(When::Opening),
            (_, Rival::Nothing | Rival::FirstPerson) => Some(When::Always),
            (Worth::Sure | Worth::Firm, Rival::OtherVerb) => Some(When::Always),
            (Worth::Sure, _) => Some(When::Opening),
            (Worth::Weak, Rival::Name) | (Worth::Firm, Rival::Function) => Some(When::Asking),
            _ => None,
        };
    }
    if asks_of_past(cut, word, rival, (known, counts)) {
        return Some(When::Asking);
    }
    let future = cut.proclitics().last() == Some('س');
    let with = proclitics - usize::from(future);
    if rival > Rival::FirstPerson || core.chars().count() < 3 || or || with > 1 && cut.conjunction == 0 {
        return None;
    }
    // «أأذهب» is the only way to ask a first person.
    let person = core.starts_with(['ي', 'ت', 'ن']) || core.starts_with('أ') && word.starts_with("أأ");
    let asks = |facts: Facts| is_verb(facts) && facts.origin != Origin::Short && facts.imperfect;
    let mut forms = known.lookup_key(lexicon::key(core));
    let found = person && forms.any(|(_, facts)| fits(cut, core, facts) && asks(facts));
    let whole = counts.log(word);
    match rival {
        _ if !found => None,
        // What plain text has as a whole may be a name that no lexicon has («أيفون»).
        Rival::Nothing if whole == 0 && !word.starts_with("أأ") => Some(When::Opening),
        Rival::Nothing if whole > counts.log(core) => None,
        _ => Some(When::Asking),
    }
}
