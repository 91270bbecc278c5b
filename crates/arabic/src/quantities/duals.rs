//! Nouns in the dual, told from the many words that only end like one.

use std::collections::HashSet;
use std::hash::BuildHasherDefault;
use std::sync::LazyLock;

use super::nouns::{self, Tag, Tagged};
use crate::lexed::lexicon::{self, Mix};
use crate::lexed::{Gap, Kind, Lexed, Lexicon};

struct Tables {
    broken: Set,
    /// Feminine nouns in ة, without it and with the ت that stands before the endings of their duals.
    feminine: Set,
    people: Set,
    never: Set,
    /// The same, by token.
    never_whole: Lexicon<()>,
    adjectives: Set,
    in_at: Set,
    short: Set,
    prepositions: Set,
}

type Set = HashSet<String, BuildHasherDefault<Mix>>;

static TABLES: LazyLock<Tables> = LazyLock::new(|| Tables {
    broken: nouns::forms_of("broken").collect(),
    feminine: nouns::forms_of("feminine")
        .filter_map(|form| form.strip_suffix('ه').map(|stem| format!("{stem}ت")))
        .collect(),
    people: nouns::forms_of("people").collect(),
    never: nouns::forms_of("no-dual").collect(),
    never_whole: {
        let mut never = Lexicon::default();
        for form in nouns::forms_of("no-dual") {
            never.add_whole(&form, ());
            never.add_whole(&format!("ال{form}"), ());
        }
        never
    },
    adjectives: nouns::forms_of("dual-adjective").collect(),
    in_at: nouns::forms_of("dual-at").collect(),
    short: nouns::forms_of("dual-short").collect(),
    prepositions: nouns::forms_of("preposition").collect(),
});

/// Where the dual noun in token `i` begins in its form, past attached particles; `None` where there is none.
pub(super) fn at(lexed: &Lexed, i: usize, tag: Option<Tagged>) -> Option<usize> {
    let (tagged, tag) = (tag, tag.map(|t| t.tag));
    let form = lexed.form(i);
    if lexed.kind(i) != Some(Kind::Word) || form.chars().count() < 4 || !ends_like_dual(form) {
        return None;
    }
    let readings = lexicon::readings(form);
    let whole = lexicon::Reading { word: 0, skip: 0, clitics: Default::default() };
    let all = || std::iter::once(whole).chain(readings.into_iter().flatten());
    // Taggers take duals of nouns that stand behind a noun for adjectives («اصطدام سيارتين»), or for verbs.
    let known = || all().any(|r| form.get(r.word..).is_some_and(feminine_dual));
    if matches!(tag, Some(Tag::Verb | Tag::Other)) && !known() || agrees(lexed, i, 3) {
        return None;
    }
    if all().any(|r| form.get(r.word..).is_some_and(|w| TABLES.never.contains(w) || nouns_of_time(w))) {
        return None;
    }
    // «كبيرين» is no «ك» and a dual: the whole word is an adjective.
    if form.strip_suffix("ين").or(form.strip_suffix("ان")).is_some_and(|stem| {
        TABLES.adjectives.contains(stem)
            || stem.strip_suffix('ت').is_some_and(|s| TABLES.adjectives.contains(s))
    }) {
        return None;
    }
    let best = all().find(|r| form.get(r.word..).is_some_and(|w| is_dual(w, false)));
    if best.is_some() || tag == Some(Tag::Adjective) {
        return best.filter(|r| !governed(lexed, i, r)).map(|r| r.skip);
    }
    // By its ending alone a noun may begin with what looks like a particle: only nouns that are known to do so keep it.
    let begins = nouns::begins_noun(form);
    // «فلورنتين» is a name: few duals that no table has stand behind ف.
    let foreign = form.starts_with('ف') && !begins && tagged.is_none_or(|t| !t.attached);
    let ending = |r: &lexicon::Reading| {
        !foreign && form.get(r.word..).is_some_and(|w| is_dual(w, true)) && !r.clitics.fa
    };
    // The tagger's word tells و from a noun's first letter; of prepositions it misses many.
    let preposition = form.starts_with(['ب', 'ل', 'ك']) && tagged.is_some_and(|t| !t.attached);
    let best = match tagged.filter(|_| !preposition || begins) {
        Some(t) => all()
            .filter(|r| lexed.offset(i, r.skip) == t.start)
            .find(|r| ending(r) || by_tag(form.get(r.word..).unwrap_or(""), r, t)),
        None if begins => all().find(ending),
        None => all().rev().find(ending),
    };
    best.filter(|r| !governed(lexed, i, r)).map(|r| r.skip)
}

/// Whether a tagger calls the bare word, which has no article, a dual in ين, and nothing in its form says plural, as in
/// participles («موقعين») and adjectives of relation («ليبيين»).
fn by_tag(word: &str, reading: &lexicon::Reading, tagged: Tagged) -> bool {
    let dual = tagged.number == Some(nouns::Number::Dual) && !tagged.proper && !reading.clitics.article;
    let stem = word.strip_suffix("ين").unwrap_or("");
    let article = stem.starts_with('ل') && reading.clitics.preposition == Some('ل');
    let plural = article || stem.starts_with('م') || stem.starts_with("ال") || stem.ends_with(['ي', 'ت']);
    dual && stem.chars().count() > 2 && !plural && !TABLES.people.contains(stem)
}

/// Whether the bare folded `word` is the dual of a noun in ة of the table.
fn feminine_dual(word: &str) -> bool {
    let stem = word.strip_suffix("ين").or_else(|| word.strip_suffix("ان"));
    stem.is_some_and(|stem| TABLES.feminine.contains(stem))
}

/// Whether token `i` ends in ان behind a preposition, after which a dual ends in ين: «لهوتان» is a name.
fn governed(lexed: &Lexed, i: usize, reading: &lexicon::Reading) -> bool {
    let apart = reading.clitics.is_bare() && i > 0 && lexed.gap(i) == Gap::Space;
    let before = if apart { lexed.form(i - 1) } else { "" };
    let led = TABLES.prepositions.contains(before.strip_prefix('و').unwrap_or(before));
    let form = lexed.form(i);
    // What looks like a particle is one, where no noun is known that begins so.
    let looks = reading.skip == 0 && form.starts_with(['ب', 'ل', 'ك']) && !nouns::begins_noun(form);
    let known = form
        .strip_suffix("ان")
        .is_some_and(|stem| TABLES.broken.contains(stem) || TABLES.people.contains(stem));
    form.ends_with("ان") && (looks && !known || reading.clitics.preposition.is_some() || led)
}

/// Where the dual noun in token `i` begins that has lost its ن before a genitive, and the token after it: «بطولتي
/// الدوري والكأس», «منتخبي الأرجنتين والأوروغواي», «سيارتا إسعاف». What follows must show that it is no «my …».
pub(super) fn construct(
    lexed: &Lexed,
    i: usize,
    tag: Option<Tagged>,
    next: Option<Tagged>,
) -> Option<(usize, usize)> {
    let form = lexed.form(i);
    if let Some(skip) = before_quotes(lexed, i) {
        return Some((skip, i + 1));
    }
    let word_after = lexed.kind(i + 1) == Some(Kind::Word) && lexed.gap(i + 1) == Gap::Space;
    if form.len() < 8 || !word_after || nouns::is_stop(lexed, i) || nouns::is_no_noun(lexed, i + 1) {
        return None;
    }
    // «بجبلي الشعانبي وسلوم»: what looks like an adjective is none behind an attached preposition.
    let led = form.starts_with(['ب', 'ل', 'ك']) && tag.is_some_and(|t| t.tag == Tag::Adjective);
    if matches!(tag.map(|t| t.tag), Some(Tag::Verb | Tag::Other | Tag::Adjective)) && !led
        || lexed.get(i).is_some_and(|token| token.notes.maqsura)
    {
        return None;
    }
    // «في طريقي لأداء»: no genitive has a particle.
    if next.is_some_and(|t| t.attached) && lexed.form(i + 1).starts_with(['ب', 'ل', 'ك']) {
        return None;
    }
    // «تجربتي السابقة»: before an adjective it is «my …».
    let adjective = next.is_some_and(|t| t.tag == Tag::Adjective) && lexed.form(i + 1).ends_with('ه');
    if adjective && lexed.form(i + 1).starts_with("ال") && !lexed.form(i + 2).starts_with('و') {
        return None;
    }
    let joined = joined(lexed, i + 2);
    let whole = lexicon::Reading { word: 0, skip: 0, clitics: Default::default() };
    let mut readings: Vec<_> =
        std::iter::once(whole).chain(lexicon::readings(form).into_iter().flatten()).collect();
    if !nouns::begins_noun(form) {
        readings.reverse();
    }
    if let Some(tag) = tag {
        // The tagger's word first.
        readings.sort_by_key(|r| lexed.offset(i, r.skip) != tag.start);
    }
    readings.into_iter().filter(|r| !r.clitics.article && (!led || r.clitics.preposition.is_some())).find_map(
        |reading| {
            let word = form.get(reading.word..)?;
            let fixed = nouns::compound_dual(lexed, i + 1, word);
            // «حوار اجتماعي وسياسي»: masculine nouns look like adjectives, unless a preposition stands before.
            let clitics = reading.clitics;
            let led = clitics.preposition.is_some()
                || clitics.is_bare() && i > 0 && lexed.gap(i) == Gap::Space && nouns::is_stop(lexed, i - 1);
            let found = fixed
                || joined && (word.ends_with("تي") || led) && before_names(word)
                || (clitics.preposition.is_none() || word.ends_with('ي'))
                    && before_noun(lexed, i, word, joined, next);
            found.then_some((reading.skip, i + 1 + usize::from(fixed)))
        },
    )
}

/// Whether the bare folded `word` at token `i` is a dual of the tables before one genitive («لوحتي السيارة», «سيارتا إسعاف»,
/// «وزيرا الداخلية والدفاع»): what ends in ي could also be «my …», what ends in ا an accusative.
fn before_noun(lexed: &Lexed, i: usize, word: &str, joined: bool, next: Option<Tagged>) -> bool {
    let Some(stem) = word.strip_suffix(['ي', 'ا']) else { return false };
    let definite = lexed.form(i + 1).starts_with("ال");
    let nominative = word.ends_with('ا');
    if TABLES.feminine.contains(stem) {
        let noun = next.is_some_and(|t| t.tag == Tag::Noun) && !lexed.form(i + 1).ends_with("يه");
        return nominative || joined || definite && noun;
    }
    // «شعبي البلدين», «رئيسي الفريقين»: one for each of two, where the plural is no sound one («مواطني البلدين»).
    let two = || lexed.form(i + 1).strip_prefix("ال").is_some_and(|after| is_dual(after, true));
    if word.ends_with('ي') && TABLES.broken.contains(stem) && two() {
        return true;
    }
    let masculine = TABLES.broken.contains(stem) || TABLES.people.contains(stem);
    nominative && masculine && definite && joined && lexed.form(i + 2).starts_with("وال")
}

/// Where the dual of a noun of the tables begins in token `i`, where two names in quotes follow: «منطقتي "أ" و"ب"».
fn before_quotes(lexed: &Lexed, i: usize) -> Option<usize> {
    let quote = |at: usize| matches!(lexed.form(at), "\"" | "«" | "“");
    let form = lexed.form(i);
    if !quote(i + 1) || lexed.gap(i + 1) > Gap::Space || !form.ends_with(['ي', 'ا']) {
        return None;
    }
    let second =
        (i + 3..i + 12).any(|at| lexed.form(at) == "و" && quote(at + 1) && lexed.gap(at) <= Gap::Space);
    let whole = lexicon::Reading { word: 0, skip: 0, clitics: Default::default() };
    let mut readings = std::iter::once(whole).chain(lexicon::readings(form).into_iter().flatten());
    readings
        .find(|r| {
            let stem = form.get(r.word..).and_then(|word| word.strip_suffix(['ي', 'ا']));
            second && stem.is_some_and(|stem| TABLES.feminine.contains(stem))
        })
        .map(|r| r.skip)
}

/// Whether token `i` is the dual of a noun of the tables that has lost its ن before two genitives.
pub(super) fn two_heads(lexed: &Lexed, i: usize) -> bool {
    let form = lexed.form(i);
    let whole = lexicon::Reading { word: 0, skip: 0, clitics: Default::default() };
    let mut words = std::iter::once(whole).chain(lexicon::readings(form).into_iter().flatten());
    joined(lexed, i + 2)
        && words.any(|r| {
            let stem = form.get(r.word..).and_then(|word| word.strip_suffix(['ي', 'ا']));
            stem.is_some_and(|stem| TABLES.feminine.contains(stem))
        })
}

/// Whether و joins another word to the genitive before token `at`, or to one or two words after it.
fn joined(lexed: &Lexed, at: usize) -> bool {
    (at..at + 3)
        .take_while(|at| lexed.kind(*at) == Some(Kind::Word) && lexed.gap(*at) <= Gap::Space)
        .find(|at| lexed.form(*at).starts_with('و'))
        .is_some_and(|at| {
            let form = lexed.form(at);
            (form.len() > 6 || form == "و")
                && (form.starts_with("وال") || !form.ends_with('ي'))
                && (form == "و" || !nouns::is_stop(lexed, at))
        })
}

/// Whether the bare folded `word` can be a dual before two genitives.
fn before_names(word: &str) -> bool {
    let Some(stem) = word.strip_suffix('ي') else { return false };
    let named =
        TABLES.never.contains(word) || TABLES.people.contains(word) || TABLES.adjectives.contains(stem);
    if named || nouns_of_time(word) || nouns_of_time(&format!("{stem}ين")) {
        return false;
    }
    match stem.strip_suffix('ت') {
        Some(noun) => {
            let verb = noun.starts_with(['ت', 'ي', 'س', 'ا']) && !nouns::begins_noun(noun);
            (noun.chars().count() > 2 || TABLES.short.contains(noun)) && !noun.ends_with('ا') && !verb
        }
        None => TABLES.broken.contains(stem),
    }
}

/// Whether the whole form of token `i` is known to be no dual.
pub(super) fn never(lexed: &Lexed, i: usize) -> bool {
    TABLES.never_whole.whole(lexed, i).is_some()
}

fn ends_like_dual(form: &str) -> bool {
    form.ends_with("ين") || form.ends_with("ان")
}

fn nouns_of_time(word: &str) -> bool {
    nouns::time_form(word)
}

/// Whether one of the `reach` words before is a dual that this one agrees with, as adjectives do: «سيارتين كبيرتين».
fn agrees(lexed: &Lexed, i: usize, reach: usize) -> bool {
    if i == 0 || lexed.gap(i) != Gap::Space {
        return false;
    }
    let (noun, form) = (lexed.form(i - 1), lexed.form(i));
    // «كنيستين ومسجدين»: what و joins is another noun.
    let joined = form.strip_prefix('و').is_some_and(|bare| is_dual(bare, true));
    if !ends_like_dual(noun) || noun.len() < 8 || joined {
        return false;
    }
    let article = |f: &str| {
        f.starts_with("ال") || f.starts_with("لل") || f.contains("ال") && f.len() > 10 && !f.starts_with('ا')
    };
    let alone =
        lexicon::readings(noun).into_iter().flatten().filter_map(|r| noun.get(r.word..)).chain([noun]);
    let mut alone = alone.map(|w| is_dual(w, true) || nouns_of_time(w));
    article(noun) == article(form) && (alone.any(|dual| dual) || reach > 0 && agrees(lexed, i - 1, reach - 1))
}

/// Whether the bare folded `word` is a dual. `by_ending` accepts the feminine ending without knowing the noun.
fn is_dual(word: &str, by_ending: bool) -> bool {
    let Some(stem) = word.strip_suffix("ين").or_else(|| word.strip_suffix("ان")) else { return false };
    let nominative = word.ends_with("ان");
    if TABLES.adjectives.contains(stem)
        || stem.strip_suffix('ت').is_some_and(|s| TABLES.adjectives.contains(s))
    {
        return false;
    }
    if TABLES.broken.contains(stem)
        || TABLES.feminine.contains(stem)
        || nominative && TABLES.people.contains(stem)
        || pattern(stem)
    {
        return true;
    }
    let letters = stem.chars().count();
    let verb = nominative
        && (stem.starts_with('ي')
            || stem.starts_with('ت')
            || stem.starts_with("ست")
            || stem.starts_with("سي"));
    // «الزياتين» is a plural: few nouns in اة have a dual («مباراتين», «قناتين»).
    let short = stem.strip_suffix("ات").is_some_and(|noun| !TABLES.in_at.contains(noun));
    let few = letters > 3 || stem.strip_suffix('ت').is_some_and(|noun| TABLES.short.contains(noun));
    by_ending && stem.ends_with('ت') && few && !verb && !short
}

/// Verbal nouns of the derived forms, whose plural is in ات: تفجير, إعلان, اجتماع, انفجار, استفتاء.
fn pattern(stem: &str) -> bool {
    // Behind the article these are no patterns; only «الت» may be the beginning of a noun («التزام»).
    if stem.starts_with("ال") && !stem.starts_with("الت") {
        return false;
    }
    let letters: Vec<char> = stem.chars().collect();
    match letters.as_slice() {
        ['ت', _, _, 'ي', last] => *last != 'ي',
        ['ا', _, _, 'ا', last] => *last != 'ي',
        ['ا', _, _, _, 'ا', last] | ['ا', _, _, _, _, 'ا', last] => *last != 'ي',
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn duals(text: &str) -> Vec<&str> {
        let mut lexed = Lexed::new();
        lexed.read(text);
        (0..lexed.len())
            .filter_map(|i| {
                at(&lexed, i, None).map(|skip| &text[lexed.offset(i, skip) as usize..lexed.end(i) as usize])
            })
            .collect()
    }

    #[test]
    fn duals_and_adjectives_that_agree() {
        for (text, expected) in [
            ("سيارتين مفخختين", vec!["سيارتين"]),
            ("كنيستين ومسجدين", vec!["كنيستين", "مسجدين"]),
            ("بين الدولتين الشقيقتين", vec!["الدولتين"]),
            ("انفجاران هزا المدينة", vec!["انفجاران"]),
            ("وصل لاعبان أجنبيان", vec!["لاعبان"]),
            ("بهدفين لصفر", vec!["هدفين"]),
            ("للطرفين", vec!["لطرفين"]),
            ("تفجيرين إرهابيين", vec!["تفجيرين"]),
            ("السنتين الماضيتين", vec![]),
        ] {
            assert_eq!(duals(text), expected, "{text}");
        }
    }

    #[test]
    fn words_that_only_end_like_duals() {
        for text in [
            "لبنان وفلسطين",
            "المواطنين والمسلمين",
            "البرلمان والسكان",
            "قوانين",
            "مسؤولين",
            "بوتين",
            "تأمين",
            "كان",
            "يلعبان",
            "إعلان",
            "رمضان",
            "أعوان",
            "البحرين",
            "يومين",
            "شهران",
            "للاعبين",
        ] {
            assert_eq!(duals(text), Vec::<&str>::new(), "{text}");
        }
    }
}
