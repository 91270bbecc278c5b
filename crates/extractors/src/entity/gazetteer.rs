//! What is known about words beside names: classes of words, and names of countries, cities, people and bodies.

use warraq_arabic::lexed::fold::folded;
use warraq_model::hash;

pub use super::classes::Classes;
use super::classes::NAMED;
use super::kinds::ByHash;
use super::words::Special;

const WORDS: &str = include_str!("../../data/entity/words.tsv");
const COUNTRIES: &str = include_str!("../../data/entity/countries.tsv");
const CITIES: &str = include_str!("../../data/entity/cities.tsv");
const TOWNS: &str = include_str!("../../data/entity/towns.tsv");
const NAMES: &str = include_str!("../../data/entity/names.tsv");
const FRAMES: &str = include_str!("../../data/entity/frames.tsv");
const CLUSTERS: &str = include_str!("../../models/entity.clusters");
const BODIES: &str = include_str!("../../data/entity/bodies.tsv");

/// What a listed name is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
pub enum Listed {
    /// A country.
    Country = 1,
    /// A capital.
    Capital,
    /// Another city.
    City,
    /// An organisation.
    Body,
    /// Another place.
    Place,
    /// Another name.
    Other,
    /// An organisation whose name is hardly ever anything else.
    Known,
}

/// An ISO 3166 code of two letters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Code([u8; 2]);

impl Code {
    fn of(code: Option<&str>) -> Option<Code> {
        code?.as_bytes().try_into().ok().map(Code)
    }

    /// The code as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        std::str::from_utf8(&self.0).unwrap_or("")
    }
}

/// A name of a list: what it is, and the code of its country where it has one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Entry {
    /// What it is.
    pub listed: Listed,
    /// The code of its country.
    pub country: Option<Code>,
}

/// Countries whose people write Arabic.
const ARAB: [&[u8; 2]; 22] = [
    b"AE", b"BH", b"DJ", b"DZ", b"EG", b"IQ", b"JO", b"KM", b"KW", b"LB", b"LY", b"MA", b"MR", b"OM", b"PS",
    b"QA", b"SA", b"SD", b"SO", b"SY", b"TN", b"YE",
];

impl Entry {
    /// Whether it lies in an Arab country.
    #[must_use]
    pub fn arab(&self) -> bool {
        self.country.is_some_and(|Code(code)| ARAB.contains(&&code))
    }
}

/// What goes on with the name of a body that its head and the word behind it begin.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Frame {
    /// It takes in the place where the body is.
    pub seat: bool,
    /// It is no name without that place.
    pub place: bool,
    /// It takes in the body that it is part of.
    pub host: bool,
}

/// The least words of a cluster that may be one of places or people, and one of how many words must be a listed place.
const CROWD: usize = 30;
const PLACES: usize = 5;

/// Countries whose name with an article is another word.
const WORDS_TOO: [&str; 2] = ["قطر", "مالي"];

/// All lists.
#[derive(Debug, Default)]
pub struct Gazetteer {
    classes: ByHash<Classes>,
    /// Names by the hash of their folded words, one after the other; `None` for what only begins one.
    names: ByHash<Option<Entry>>,
    nations: ByHash<Code>,
    /// The number of a word's class of words that stand between the same words, by the hash of its folded form.
    clusters: ByHash<u16>,
    /// What words of a cluster likely are, where that can be said.
    around: ByHash<Classes>,
    /// What goes on with a body's name, by the hashes of its head and the word behind it.
    frames: ByHash<Frame>,
    /// The words of the rules.
    pub special: Special,
}

/// A word inside a name where و is attached to it.
#[inline]
#[must_use]
pub fn joined(word: u64) -> u64 {
    hash::pair(word, 1)
}

/// A word with article inside a name where ل is attached to it.
#[inline]
#[must_use]
pub fn led(word: u64) -> u64 {
    hash::pair(word, 2)
}

/// The hash of a folded word inside a name of a list: what begins with و and the article is a word that و is attached to, what begins with
/// لل one that ل is attached to.
fn inner(word: &str) -> u64 {
    if let Some(rest) = word.strip_prefix("لل") {
        return led(hash::text(&format!("ال{rest}")));
    }
    let rest = word.strip_prefix('و').filter(|rest| rest.starts_with("ال"));
    rest.map_or_else(|| hash::text(word), |rest| joined(hash::text(rest)))
}

/// The hash of a longer name from that of its beginning and its next word.
#[inline]
#[must_use]
pub fn longer(beginning: u64, word: u64) -> u64 {
    hash::pair(beginning, word)
}

fn rows(file: &'static str) -> impl Iterator<Item = std::str::Split<'static, char>> {
    file.lines().filter(|line| !line.starts_with('#')).map(|line| line.split('\t'))
}

/// The number of each word's class of words that stand between the same words, counted from 1, by the hash of its folded form.
pub(crate) fn clusters() -> ByHash<u16> {
    let mut clusters = ByHash::default();
    for (line, number) in CLUSTERS.lines().filter(|line| !line.starts_with('#')).zip(1u16..) {
        clusters.extend(line.split(' ').map(|word| (hash::text(word), number)));
    }
    clusters
}

/// A folded word without its article.
#[must_use]
pub fn core(word: &str) -> &str {
    word.strip_prefix("ال").filter(|rest| rest.len() > 2).unwrap_or(word)
}

impl Gazetteer {
    /// Reads the lists that are compiled in.
    #[must_use]
    pub fn new() -> Gazetteer {
        let mut made = Gazetteer { special: Special::new(), clusters: clusters(), ..Gazetteer::default() };
        for mut row in rows(FRAMES) {
            let (heads, firsts, flags) = (row.next(), row.next(), row.next().unwrap_or(""));
            let has = |flag: &str| flags.split(' ').any(|f| f == flag);
            let frame = Frame { seat: has("seat"), place: has("place"), host: has("host") };
            for head in heads.unwrap_or("").split('|') {
                let head = folded(head);
                made.class(core(&head), Classes::FRAME);
                let head = hash::text(core(&head));
                for first in firsts.unwrap_or("").split('|') {
                    made.frames.insert(hash::pair(head, hash::text(core(&folded(first)))), frame);
                }
            }
        }
        for mut row in rows(WORDS) {
            let class = row.next().and_then(|name| NAMED.iter().find(|(known, _)| *known == name));
            let Some(&(_, class)) = class else { continue };
            for word in row.next().unwrap_or("").split('|') {
                made.class(core(&folded(word)), class);
            }
        }
        for mut row in rows(NAMES) {
            let Some(name) = row.next() else { continue };
            let class = match row.next() {
                Some("given") => Classes::GIVEN,
                Some("family") => Classes::SURNAME,
                _ => Classes::GIVEN.with(Classes::SURNAME),
            };
            made.class(core(&folded(name)), class);
        }
        for mut row in rows(BODIES) {
            let listed = match row.next() {
                Some("ORG") => Listed::Body,
                Some("KNOWN") => Listed::Known,
                Some("LOC") => Listed::Place,
                _ => Listed::Other,
            };
            made.all(row.next(), Entry { listed, country: None });
        }
        for mut row in rows(CITIES).chain(rows(TOWNS)) {
            let name = row.next().filter(|name| !made.kind_of(name));
            made.all(name, Entry { listed: Listed::City, country: Code::of(row.next()) });
        }
        made.countries();
        made.around = made.likely();
        made
    }

    /// Reads the list of countries with their nationalities and capitals.
    fn countries(&mut self) {
        for mut row in rows(COUNTRIES) {
            let country = Code::of(row.next());
            for nation in row.next().unwrap_or("").split('|').filter(|n| !n.is_empty()) {
                self.nation(&folded(nation), country);
            }
            // Where a country and its capital have one name, it means the country.
            self.all(row.next(), Entry { listed: Listed::Capital, country });
            let names = row.next();
            self.all(names, Entry { listed: Listed::Country, country });
            // «الباراغواي» beside «باراغواي».
            for name in names.unwrap_or("").split('|').filter(|n| {
                !n.contains(' ') && !n.starts_with("ال") && !n.is_empty() && !WORDS_TOO.contains(n)
            }) {
                self.name(&format!("ال{name}"), Entry { listed: Listed::Country, country });
            }
        }
    }

    /// The clusters of which listed places or parts of people's names are a good part.
    fn likely(&self) -> ByHash<Classes> {
        let place =
            |word: &str| {
                self.names.get(&hash::text(word)).copied().flatten().is_some_and(|entry| {
                    matches!(entry.listed, Listed::Country | Listed::Capital | Listed::City)
                })
            };
        let named = |word: &str| self.classes(core(word)).has(Classes::GIVEN.with(Classes::SURNAME));
        let mut around = ByHash::default();
        for (line, number) in CLUSTERS.lines().filter(|line| !line.starts_with('#')).zip(1u64..) {
            let words = line.split(' ').count();
            let places = line.split(' ').filter(|word| place(word)).count();
            let names = line.split(' ').filter(|word| named(word)).count();
            if words >= CROWD && places * PLACES >= words {
                around.insert(number, Classes::TOWN);
            } else if words >= CROWD && names * 3 >= words * 2 {
                around.insert(number, Classes::CALLED);
            }
        }
        around
    }

    fn class(&mut self, word: &str, class: Classes) {
        let slot = self.classes.entry(hash::text(word)).or_default();
        *slot = slot.with(class);
    }

    fn nation(&mut self, nation: &str, country: Option<Code>) {
        // Compound nationalities are known by their last word («كوري جنوبي» has no form of its own).
        if nation.contains(' ') {
            return;
        }
        for ending in ["", "ه"] {
            self.nations.extend(country.map(|code| (hash::text(&format!("{nation}{ending}")), code)));
            self.class(&format!("{nation}{ending}"), Classes::NISBA);
        }
        for ending in ["ون", "ين", "ات"] {
            self.nations.extend(country.map(|code| (hash::text(&format!("{nation}{ending}")), code)));
            self.class(&format!("{nation}{ending}"), Classes::NISBAS);
        }
    }

    /// Whether a name is a listed one behind its kind («ولاية كذا»), which stays outside.
    fn kind_of(&self, name: &str) -> bool {
        name.split_once(' ').is_some_and(|(kind, rest)| {
            self.classes(&folded(kind)).has(Classes::PLACE) && self.single(&folded(rest)).is_some()
        })
    }

    fn all(&mut self, names: Option<&str>, entry: Entry) {
        for name in names.unwrap_or("").split('|').filter(|name| !name.is_empty()) {
            self.name(name, entry);
        }
    }

    fn name(&mut self, name: &str, entry: Entry) {
        let mut words = name.split(' ').map(folded);
        let Some(first) = words.next() else { return };
        self.classes.entry(hash::text(core(&first))).or_default().0 |= Classes::OPENS.0;
        let mut at = hash::text(&first);
        for word in words {
            self.names.entry(at).or_insert(None);
            at = longer(at, inner(&word));
        }
        let slot = self.names.entry(at).or_insert(None);
        // Amman and Oman are spelled alike: the name is known, its country is not.
        let doubtful = slot.is_some_and(|old| old.listed == Listed::Capital && old.country != entry.country);
        *slot = Some(Entry { country: entry.country.filter(|_| !doubtful), ..entry });
    }

    /// The classes of a folded word without article.
    #[must_use]
    pub fn classes(&self, core: &str) -> Classes {
        self.classes.get(&hash::text(core)).copied().unwrap_or_default()
    }

    /// What goes on with the name of a body that two words begin, by the hashes of their folded forms without article.
    #[must_use]
    pub fn frame(&self, head: u64, first: u64) -> Option<Frame> {
        self.frames.get(&hash::pair(head, first)).copied()
    }

    /// The class of a folded word by what it stands between, counted from 1; 0 where it is rare.
    #[must_use]
    pub fn cluster(&self, form: u64) -> u16 {
        self.clusters.get(&form).copied().unwrap_or(0)
    }

    /// What words of a cluster likely are.
    #[must_use]
    pub fn around(&self, cluster: u16) -> Classes {
        self.around.get(&u64::from(cluster)).copied().unwrap_or_default()
    }

    /// The country of a nationality: the hash of its folded form without article.
    #[must_use]
    pub fn nationality(&self, core: u64) -> Option<Code> {
        self.nations.get(&core).copied()
    }

    /// How surely a folded word alone is a name: 2 for a country or capital, 1 for a part of people's names.
    #[must_use]
    pub fn sureness(&self, word: &str) -> u8 {
        let listed = self.single(word);
        if listed.is_some_and(|entry| matches!(entry.listed, Listed::Country | Listed::Capital)) {
            return 2;
        }
        u8::from(self.classes(core(word)).has(Classes::GIVEN.with(Classes::SURNAME)))
    }

    /// What a folded word alone is listed as.
    #[must_use]
    pub fn single(&self, word: &str) -> Option<Entry> {
        self.names.get(&hash::text(word)).copied().flatten()
    }

    /// The longest listed name at the start of `forms`, hashes of folded words: the number of its words and what it is.
    pub fn longest(&self, forms: impl Iterator<Item = u64>) -> Option<(usize, Entry)> {
        let mut best = None;
        let mut at = 0;
        for (n, form) in forms.enumerate() {
            at = if n == 0 { form } else { longer(at, form) };
            match self.names.get(&at) {
                Some(Some(entry)) => best = Some((n + 1, *entry)),
                Some(None) => {}
                None => break,
            }
        }
        best
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn find(text: &str) -> Option<(usize, Entry)> {
        Gazetteer::new().longest(text.split(' ').map(|word| hash::text(&folded(word))))
    }

    #[test]
    fn the_longest_name_is_found() {
        let (words, entry) = find("الولايات المتحدة الأميركية قالت").unwrap();
        assert_eq!((words, entry.listed, entry.country), (3, Listed::Country, Code::of(Some("US"))));
        assert_eq!(find("مجلس الدول"), None);
        assert_eq!(find("واشنطن").unwrap().1.listed, Listed::Capital);
        assert_eq!(find("تونس").unwrap().1.listed, Listed::Country);
        assert_eq!(find("عمان").unwrap().1.country, None);
        assert_eq!(find("سلطنة عمان").unwrap().1.country, Code::of(Some("OM")));
    }

    #[test]
    fn nationalities_know_their_country() {
        let lists = Gazetteer::new();
        for word in ["أميركية", "أمريكيين", "امريكي"] {
            assert_eq!(lists.nationality(hash::text(&folded(word))), Code::of(Some("US")), "{word}");
        }
        assert!(lists.classes(core(&folded("الأردنيون"))).has(Classes::NISBAS));
    }
}
