//! Words that the rules ask for, by what they are asked for.

use warraq_arabic::calendar::month_names;
use warraq_arabic::lexed::fold::folded;
use warraq_model::hash;

use super::gazetteer::core;
use super::kinds::ByHash;

const FILE: &str = include_str!("../../data/entity/rules.tsv");

macro_rules! questions {
    ($($(#[$doc:meta])* $name:ident = $bit:literal),* $(,)?) => {
        const NAMES: &[(&str, u128)] = &[$((stringify!($name), 1 << $bit)),*];
        impl Asked {
            $($(#[$doc])* #[inline] pub(super) fn $name(self) -> bool {
                self.0[$bit / 16] & (1 << ($bit % 16)) != 0
            })*
        }
    };
}

/// Numbers of sixteen bits that hold all questions: as few as are enough, so that a kind of token stays small.
const HELD: usize = 7;

/// What the rules ask of a word, one bit a question: looked up once for each kind of token.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Asked([u16; HELD]);

impl Asked {
    /// The same but for the name that is written like a preposition.
    #[must_use]
    pub(super) fn without_ali(self) -> Asked {
        if self.ali() { Asked::held(self.bits() & !bit("ali")) } else { self }
    }

    /// What either answers.
    #[must_use]
    pub(super) fn or(self, other: Asked) -> Asked {
        Asked::held(self.bits() | other.bits())
    }

    fn held(bits: u128) -> Asked {
        Asked(std::array::from_fn(|n| (bits >> (16 * n)) as u16))
    }

    fn bits(self) -> u128 {
        self.0.iter().rev().fold(0, |bits, held| bits << 16 | u128::from(*held))
    }
}

/// The words of the rules, by the hashes of their folded forms without article.
#[derive(Debug, Default)]
pub struct Special {
    asked: ByHash<Asked>,
    /// What is asked of the first word of a name.
    opening: u128,
}

/// The bit of a question.
fn bit(name: &str) -> u128 {
    NAMES.iter().find(|(known, _)| *known == name).map_or(0, |(_, bit)| *bit)
}

/// What the rules that find names ask of their first word.
const OPENING: [&str; 34] = [
    "army",
    "dayof",
    "campus",
    "road",
    "faithful",
    "pilgrimage",
    "militia",
    "alias",
    "facility",
    "area",
    "named",
    "lands",
    "institute",
    "work",
    "contest",
    "team",
    "ministry",
    "court",
    "embassy",
    "party",
    "quarter",
    "medium",
    "creed",
    "followers",
    "letter",
    "club",
    "portfolio",
    "dated",
    "feast",
    "squad",
    "land",
    "building",
    "site",
    "works",
];

questions! {
    /// A unit of money.
    currency = 0,
    /// A kind of medium or brand that stays outside of its name.
    medium = 1,
    /// A word after such a kind that makes no name by itself.
    generic = 2,
    /// A day or another word of time that follows a name without belonging to it.
    day = 3,
    /// A body that a definite noun phrase names («وزارة الداخلية»).
    ministry = 4,
    /// A body that an adjective names («النيابة العمومية»), and that takes its city in.
    court = 5,
    /// An embassy.
    embassy = 6,
    /// North, south: what nationalities go on with.
    side = 7,
    /// The preposition before a city.
    within = 8,
    /// An indefinite noun that a ministry's name may begin with («شؤون», «أملاك»).
    construct = 9,
    /// A noun after «مجلس» that names nothing («الإدارة»).
    common = 10,
    /// A word for a number before a counted noun.
    number = 11,
    /// The letter that a masculine nationality ends in.
    ya = 12,
    /// A facility that is part of its name.
    site = 13,
    /// A body that is part of its name.
    body = 14,
    /// A body with its name behind it.
    party = 15,
    /// What follows such a word where it names no body.
    traffic = 16,
    /// A definite noun that makes a place's name with an adjective.
    quarter = 17,
    /// Such an adjective.
    quartering = 18,
    /// Followers of a creed, or a people.
    creed = 19,
    /// Followers of a body.
    followers = 20,
    /// The letters that a feminine ends in.
    feminine = 21,
    /// A definite body that adjectives and «لـ» name.
    institute = 22,
    /// An event that what follows names.
    contest = 23,
    /// What the name of a place or person makes the name of a body.
    team = 24,
    /// A work whose name stands in quotation marks behind it.
    work = 25,
    /// A mark that is no quotation mark.
    stop = 26,
    /// A hyphen.
    hyphen = 27,
    /// What governments of several parties are named by.
    unity = 28,
    /// A quotation mark.
    quote = 29,
    /// What a party's name joins to its first word by و.
    virtue = 30,
    /// The word of «من أجل».
    sake = 31,
    /// The preposition before it.
    of = 32,
    /// What «الدفاع» goes on with.
    about = 33,
    /// What a body is for.
    purpose = 34,
    /// The first letter of a radio station's name.
    fm = 35,
    /// The second.
    fmm = 36,
    /// What stands before a place's name.
    governor = 37,
    /// A sports club that an adjective names.
    club = 38,
    /// What may stand between.
    sporting = 39,
    /// A sports club that a town names.
    squad = 40,
    /// What «عن» goes on with in «للدفاع عن …».
    defence = 41,
    /// An office before what it is for.
    minister = 42,
    /// The body that any definite noun names.
    department = 43,
    /// A feature of the land with its name behind it.
    land = 44,
    /// An event that its date names.
    dated = 45,
    /// A month, by the list of the calendar.
    month = 46,
    /// A name where it is written without the hamza of an office.
    caid = 47,
    /// A name that is written like a preposition.
    ali = 48,
    /// A medium or its people, with a name behind it.
    press = 49,
    /// A day that a definite noun names.
    feast = 50,
    /// What a ministry is called for short.
    portfolio = 51,
    /// A head of several places.
    several = 52,
    /// A kind of place that hardly anything but a name follows.
    district = 53,
    /// A kind of place that other words follow as well.
    township = 54,
    /// The mark behind the place of a headline.
    colon = 55,
    /// The name of a Latin letter.
    letter = 56,
    /// The mark between letters.
    dot = 57,
    /// A body that does something for others.
    acting = 58,
    /// A part of a body.
    organ = 59,
    /// What links two parts of a name.
    son = 60,
    /// A building or square that a definite noun names.
    building = 61,
    /// An adjective that makes no club's name.
    plain = 62,
    /// A word of time that follows a name without article.
    then = 63,
    /// The first word of many places' names, like a wadi's or a saint's.
    topo = 64,
    /// A word of every day that parties are called for.
    generality = 65,
    /// A word by which a report of a game is known.
    sport = 66,
    /// An adjective of bodies that every region has.
    regional = 67,
    /// A body that a noun and its place name.
    works = 68,
    /// A first word of places' names behind a kind of place.
    stead = 69,
    /// A street that may have a number for a name.
    street = 70,
    /// What a facility is for, which its name goes on with.
    served = 71,
    /// What stands before a name in quotation marks.
    named = 72,
    /// A family name that is also a word of time or an adjective.
    kin = 73,
    /// What an agency's kind is, whose name stands behind it.
    wire = 74,
    /// Who belongs to what stands in quotation marks behind.
    member = 75,
    /// A word of kinship that is no part of a name.
    kinship = 76,
    /// What ب leads to whoever heads or joins what a name is of.
    under = 77,
    /// What a nationality makes the name of a country.
    lands = 78,
    /// What days are of: behind «بعيد» it tells the day from «shortly after».
    feasted = 79,
    /// A mark that opens something.
    opening = 80,
    /// A mark that closes it.
    closing = 81,
    /// A conjunction of speech, which is no part of a name.
    that = 82,
    /// A road that its end names.
    road = 83,
    /// The word before a number that is a name.
    numbered = 84,
    /// A follower of a religion, one alone.
    faithful = 85,
    /// What is said of a pilgrimage.
    rite = 86,
    /// A pilgrimage.
    pilgrimage = 87,
    /// An armed group that its leaders or side name.
    militia = 88,
    /// An occupying power, which a nationality names.
    occupier = 89,
    /// What a party is like and not what it is called.
    ruling = 90,
    /// A unit of a security body.
    guarded = 91,
    /// Security as a thing, and a body.
    security = 92,
    /// A number of order.
    ordinal = 93,
    /// What a person is also called.
    alias = 94,
    /// A facility that an adjective and its place name.
    facility = 95,
    /// An adjective that makes a centre a place.
    cultural = 96,
    /// A word of every day that lists or the model take for a name.
    thing = 97,
    /// A part of a body that is for an area.
    area = 98,
    /// What says that something lies at a place.
    located = 99,
    /// A municipality, body or place.
    municipality = 100,
    /// A body that adjectives of every day leave unnamed.
    anaphor = 101,
    /// An adjective of every day.
    vague = 102,
    /// What is said of a state agency behind its name.
    state_run = 103,
    /// A university or school, with a name of its own behind it.
    campus = 104,
    /// A title or given name that family names have behind «بـ».
    blessing = 105,
    /// A game, which is no body.
    ball = 106,
    /// A region of an army.
    army = 107,
    /// A day of the year that is kept.
    dayof = 108,
    /// Who keeps such a day.
    yearly = 109,
    /// A relative, behind which no name goes on.
    who = 110,
    /// Who comes from the place behind it.
    native = 111,
}

impl Special {
    /// Reads the list that is compiled in.
    pub(super) fn new() -> Special {
        let mut made: ByHash<u128> = ByHash::default();
        for line in FILE.lines().filter(|line| !line.starts_with('#')) {
            let Some((name, words)) = line.split_once('\t') else { continue };
            let bit = bit(name);
            for word in words.split('|') {
                *made.entry(hash::text(core(&folded(word)))).or_insert(0) |= bit;
            }
        }
        for word in month_names() {
            *made.entry(hash::text(core(&folded(word)))).or_insert(0) |= bit("month");
        }
        let opening =
            NAMES.iter().filter(|(name, _)| OPENING.contains(name)).fold(0, |all, (_, bit)| all | bit);
        Special { asked: made.into_iter().map(|(word, bits)| (word, Asked::held(bits))).collect(), opening }
    }

    /// Whether a rule may find a name that begins with a word of which this is known.
    pub(super) fn opens(&self, asked: Asked) -> bool {
        asked.bits() & self.opening != 0
    }

    /// What a word answers, by the hash of its folded form without article.
    pub(super) fn asked(&self, word: u64) -> Asked {
        self.asked.get(&word).copied().unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_list_names_a_word_twice() {
        let files = [FILE, include_str!("../../data/entity/words.tsv")];
        for file in files {
            let mut seen = std::collections::HashSet::new();
            let rows =
                file.lines().filter(|line| !line.starts_with('#')).filter_map(|line| line.split_once('\t'));
            let words = rows.flat_map(|(class, words)| words.split('|').map(move |word| (class, word)));
            let twice: Vec<_> = words.filter(|entry| !seen.insert(*entry)).collect();
            assert!(twice.is_empty(), "{twice:?}");
        }
    }

    #[test]
    fn every_class_of_the_list_is_one_that_rules_ask_for() {
        let classes =
            FILE.lines().filter(|line| !line.starts_with('#')).filter_map(|line| line.split_once('\t'));
        let unknown: Vec<&str> = classes
            .map(|(name, _)| name)
            .filter(|name| !NAMES.iter().any(|(known, _)| known == name))
            .collect();
        assert_eq!(unknown, [""; 0]);
        let lost: Vec<_> =
            OPENING.iter().filter(|name| !NAMES.iter().any(|(known, _)| known == *name)).collect();
        assert!(lost.is_empty(), "{lost:?}");
    }
}
