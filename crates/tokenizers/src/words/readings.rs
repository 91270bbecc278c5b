//! What a token can be: its cuts, each with the parts of speech that the lexicon or, where it is silent, the shape allows.

use warraq_arabic::morphology::clitics::{Article, Cut, PARTICLES, SUFFIXES, cuts};
use warraq_arabic::morphology::lexicon::{self, Attach};

use super::known::{Facts, Known, Origin};
use super::questions::When;
use super::surface::Surface;
use super::tags::{self, TagSet};

/// One cut with what its stem may be.
#[derive(Debug, Clone, Copy)]
pub struct Reading {
    /// The cut.
    pub cut: Cut,
    /// The key of its stem in lexicons.
    pub key: u64,
    /// Parts of speech that the lexicon gives the stem between these clitics.
    pub known: TagSet,
    /// A hash of all features that the lexicon gives it.
    pub details: u64,
    /// The cost of the likeliest analysis in the lexicon; [`UNKNOWN`] if there is none.
    pub cost: u16,
    /// The part of speech of that analysis, and how far it is ahead of the best one of another part of speech.
    pub leading: (u8, u16),
    /// The parts of speech to choose from.
    pub tags: TagSet,
    /// Whether the stem is in the list of function words.
    pub function: bool,
}

/// The cost of a stem that the lexicon does not have.
pub const UNKNOWN: u16 = 600;

/// All readings of a token, and what its neighbours see of it.
#[derive(Debug, Default, Clone)]
pub struct Readings {
    /// The readings; never empty after [`Readings::read`].
    pub list: Vec<Reading>,
    /// The lowest cost of a reading.
    pub lowest: u16,
    /// The parts of speech of the whole word.
    pub whole: TagSet,
    /// Readings as a question that hold in some places of a sentence only.
    pub asked: Vec<(Reading, When)>,
    pub(super) cuts: Vec<Cut>,
    before: Vec<Reading>,
}

/// The number of ل among the particles.
const LAM: u8 = 2;

const NOMINAL: TagSet = TagSet::of(&[tags::NOUN, tags::PROPN, tags::ADJ, tags::NUM, tags::X]);
const OPEN: TagSet = TagSet::of(&[tags::NOUN, tags::PROPN, tags::ADJ, tags::VERB]);
const OPEN_NOMINAL: TagSet = TagSet::of(&[tags::NOUN, tags::PROPN, tags::ADJ]);

impl Readings {
    /// Reads the letters of a token.
    pub fn read(&mut self, surface: &Surface, lexicon: &Known<'_>, seen: &Known<'_>) {
        self.list.clear();
        self.whole = TagSet::default();
        self.lowest = UNKNOWN;
        let word = surface.letters.as_str();
        cuts(word, &mut self.cuts);
        let mut any_known = false;
        for cut in &self.cuts {
            // Of questions the model learns those that other particles follow («ألم»).
            let stems = |facts: Facts| !cut.asks() || facts.upos == tags::PART;
            let Some(reading) = read_cut(cut, surface, lexicon, stems) else { continue };
            self.lowest = self.lowest.min(reading.cost);
            any_known |= !reading.known.is_empty();
            if cut.is_whole() {
                self.whole = self.whole.with(reading.known);
            }
            self.list.push(reading);
        }
        self.drop_doubtful_articles(word);
        for reading in &mut self.list {
            reading.tags = choices(reading, word, any_known, seen);
        }
        self.list.retain(|r| !r.tags.is_empty());
        if self.list.is_empty() {
            self.list.push(fallback(word));
        }
    }

    /// Of two cuts that differ only in whether ال is an article, keeps what the lexicon knows: «الذي» and «التزام» have none.
    fn drop_doubtful_articles(&mut self, word: &str) {
        if self.list.iter().all(|r| r.cut.article == Article::None) {
            return;
        }
        let twin = |a: &Cut, b: &Cut| {
            (a.conjunction, a.particle, a.stem, a.end, a.suffix)
                == (b.conjunction, b.particle, b.stem, b.end, b.suffix)
        };
        let list = &mut self.before;
        list.clone_from(&self.list);
        self.list.retain(|reading| match reading.cut.article {
            // «للدولة»: the second lam is the article's, unless the lexicon has a stem that begins with lam.
            Article::Merged => {
                reading.cut.core != reading.cut.stem
                    || !reading.known.is_empty()
                    || !list.iter().any(|r| r.cut.core > r.cut.stem && twin(&r.cut, &reading.cut))
            }
            // «للغة» is ل and «اللغة» far more often than ل and «لغة».
            Article::None if reading.cut.particle == LAM && reading.cut.core_of(word).starts_with('ل') => {
                let noun = |r: &Reading| r.cut.core == r.cut.stem && r.known.has(tags::NOUN);
                let merged = |r: &&Reading| r.cut.article == Article::Merged && twin(&r.cut, &reading.cut);
                !list.iter().filter(merged).any(noun)
            }
            Article::None => {
                !reading.known.is_empty()
                    || !list.iter().any(|r| r.cut.article == Article::Written && twin(&r.cut, &reading.cut))
            }
            Article::Written => {
                let none = list.iter().find(|r| r.cut.article == Article::None && twin(&r.cut, &reading.cut));
                none.is_none_or(|r| r.known.is_empty() || !reading.known.is_empty() && !r.function)
            }
        });
    }
}

fn pair(a: u64, b: u64) -> u64 {
    warraq_model::hash::pair(a, b)
}

fn fallback(word: &str) -> Reading {
    let end = word.len().min(usize::from(u16::MAX)) as u16;
    let cut = Cut { conjunction: 0, particle: 0, article: Article::None, stem: 0, core: 0, end, suffix: 0 };
    Reading {
        cut,
        key: lexicon::key(word),
        known: TagSet::default(),
        details: 0,
        cost: UNKNOWN,
        leading: (0, 0),
        tags: TagSet::of(&[tags::X, tags::PROPN]),
        function: false,
    }
}

/// The parts of speech of a stem in the training data.
fn tags_of(seen: &Known<'_>, key: u64) -> TagSet {
    let mut set = TagSet::default();
    seen.lookup_key(key).for_each(|(_, facts)| set.insert(facts.upos));
    set
}

/// Whether every word of the cut has letters of its own in the token (a ligature cannot be cut).
fn parts_are_filled(cut: &Cut, surface: &Surface) -> bool {
    let conjunction = usize::from(cut.conjunction > 0) * 2;
    let mut before = 0;
    let places = [conjunction, usize::from(cut.stem), usize::from(cut.end), surface.letters.len()];
    let mut last = 0;
    for at in places {
        if at > last {
            let start = surface.start(at);
            if start <= before {
                return false;
            }
            (before, last) = (start, at);
        }
    }
    true
}

/// A cut with what the lexicon says of its stem, as far as it is one of `stems`; none where a clitic would have no letters of its own.
pub(super) fn read_cut(
    cut: &Cut,
    surface: &Surface,
    lexicon: &Known<'_>,
    stems: impl Fn(Facts) -> bool,
) -> Option<Reading> {
    if !parts_are_filled(cut, surface) {
        return None;
    }
    let core = cut.core_of(surface.letters.as_str());
    let key = lexicon.key_of(core);
    let (mut known, mut details, mut function) = (TagSet::default(), 0u64, false);
    // The lowest cost with its part of speech, and the lowest one of another part of speech.
    let (mut cost, mut leader, mut second) = (UNKNOWN, 0, UNKNOWN);
    for (analysis, facts) in lexicon.lookup_key(key) {
        if fits(cut, core, facts) && stems(facts) {
            known.insert(facts.upos);
            details = details.wrapping_add(pair(analysis.tag.into(), 29));
            function |= facts.origin == Origin::Function;
            let own = lexicon.lexicon.cost(analysis);
            if own < cost {
                if facts.upos != leader {
                    second = cost;
                }
                (cost, leader) = (own, facts.upos);
            } else if facts.upos != leader {
                second = second.min(own);
            }
        }
    }
    let (leading, tags) = ((leader, second - cost), TagSet::default());
    Some(Reading { cut: *cut, key, known, details, cost, leading, tags, function })
}

/// Whether a stem of this kind stands between the clitics of a cut.
pub fn fits(cut: &Cut, core: &str, entry: Facts) -> bool {
    let upos = entry.upos;
    let suffix = SUFFIXES.get(usize::from(cut.suffix)).copied().unwrap_or("");
    let particle = PARTICLES.get(usize::from(cut.particle)).copied().unwrap_or("");
    let verbal = matches!(upos, tags::VERB | tags::AUX);
    if (suffix.is_empty() && entry.attach == Attach::Only)
        || (!suffix.is_empty() && entry.attach == Attach::Never)
    {
        return false;
    }
    if cut.article != Article::None && !(NOMINAL.has(upos) || upos == tags::DET) {
        return false;
    }
    let before = match particle.trim_start_matches('أ') {
        "ب" | "ك" => !verbal,
        "ل" => !verbal || entry.imperfect,
        "س" => verbal && entry.imperfect,
        _ => true,
    };
    let after = match suffix {
        "" => true,
        "ني" => !NOMINAL.has(upos),
        "ي" => !verbal,
        _ => upos != tags::PROPN,
    };
    let function = entry.origin == Origin::Function;
    let alone = match (core, suffix) {
        // A single letter is a preposition with a pronoun; parts of other prepositions stand before what they stand before.
        ("م" | "ع", _) => function && cut.suffix > 12,
        ("عل" | "إل", _) => function && suffix == "ي",
        _ => core.len() > 2 || (function && !suffix.is_empty()) || cut.is_whole(),
    };
    let prefixed = core.starts_with(['ي', 'ت', 'ن', 'أ']);
    let asked = !cut.asks() || function || upos == tags::PART || verbal && (entry.imperfect || !prefixed);
    before && after && alone && asked
}

/// The parts of speech that a reading offers.
fn choices(reading: &Reading, word: &str, any_known: bool, seen: &Known<'_>) -> TagSet {
    let cut = &reading.cut;
    let core = cut.core_of(word);
    let mut tags = reading.known;
    if !tags.is_empty() {
        tags = tags.with(tags_of(seen, reading.key));
        if tags.has(tags::NOUN) && cut.suffix == 0 {
            tags.insert(tags::PROPN);
        }
        if tags.has(tags::ADJ) {
            tags.insert(tags::NOUN);
            if cut.suffix == 0 {
                tags.insert(tags::PROPN);
            }
        }
        if cut.article == Article::None
            && cut.suffix == 0
            && (tags.has(tags::NOUN) || tags.has(tags::ADJ))
            && word.ends_with(['ا', 'ة', 'ى', 'ء'])
        {
            tags.insert(tags::ADV);
        }
        return tags;
    }
    let letters = core.len() / 2;
    if letters < 2 || cut.asks() {
        return if cut.is_whole() { OPEN } else { TagSet::default() };
    }
    let seen = tags_of(seen, reading.key);
    let possible = if cut.suffix > 0 {
        !any_known && letters >= 3 && cut.suffix <= 12
    } else {
        cut.is_whole() || letters >= 3
    };
    if !possible && seen.is_empty() {
        return TagSet::default();
    }
    let particle = PARTICLES.get(usize::from(cut.particle)).copied().unwrap_or("");
    let open = match (particle, cut.article) {
        ("س", _) => TagSet::of(&[tags::VERB]),
        ("ب" | "ك", _) | (_, Article::Written | Article::Merged) => OPEN_NOMINAL,
        ("ل", _) if !core.starts_with(['ي', 'ت', 'ن']) => OPEN_NOMINAL,
        _ => OPEN,
    };
    if possible { open.with(seen) } else { seen }
}
