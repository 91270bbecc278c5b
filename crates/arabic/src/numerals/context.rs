//! What stands around a number: names, scores, telephone numbers, versions, verses and dates that are no numbers.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use super::{Form, Parsed};
use crate::lexed::{Clitics, Gap, Kind, Lexed, Lexicon, fold};
use crate::quantities;

/// What a word near a number says about it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Cue {
    Month,
    Year,
    Verse,
    Phone,
    Name,
    Group,
    Final,
    Singular,
    Range,
    Score,
    Roman,
    Goals,
    Numbered,
    Rank,
    Model,
    Maker,
    Place,
    Street,
    Green,
    Number,
    Bullet,
}

/// For each word the set of its cues, one bit each.
static CUES: LazyLock<Lexicon<u32>> = LazyLock::new(|| {
    let mut sets: BTreeMap<String, u32> = BTreeMap::new();
    for row in include_str!("../../data/number-contexts.tsv").lines().filter(|l| !l.starts_with('#')) {
        let Some((cue, forms)) = row.split_once('\t').and_then(|(class, forms)| Some((cue(class)?, forms)))
        else {
            continue;
        };
        forms.split(' ').for_each(|form| *sets.entry(fold::folded(form)).or_default() |= 1 << cue as u32);
    }
    Lexicon::new(sets.iter().map(|(form, set)| (form.as_str(), *set)))
});

fn cue(name: &str) -> Option<Cue> {
    Some(match name {
        "month" => Cue::Month,
        "year" => Cue::Year,
        "verse" => Cue::Verse,
        "phone" => Cue::Phone,
        "name" => Cue::Name,
        "group" => Cue::Group,
        "final" => Cue::Final,
        "singular" => Cue::Singular,
        "range" => Cue::Range,
        "score" => Cue::Score,
        "roman" => Cue::Roman,
        "goals" => Cue::Goals,
        "numbered" => Cue::Numbered,
        "rank" => Cue::Rank,
        "model" => Cue::Model,
        "maker" => Cue::Maker,
        "place" => Cue::Place,
        "street" => Cue::Street,
        "green" => Cue::Green,
        "number" => Cue::Number,
        "bullet" => Cue::Bullet,
        _ => return None,
    })
}

/// Whether token `i` is a word of `cue`, with or without attached particles.
pub(super) fn is(lexed: &Lexed, i: usize, cue: Cue) -> bool {
    matches!(lexed.kind(i), Some(Kind::Word | Kind::Latin))
        && CUES.all(lexed, i).any(|set| set & 1 << cue as u32 != 0)
}

/// Whether the word at `i` is definite and in the singular, as far as its form tells: «الدورة», «دورتها», «الرئيس».
pub(super) fn singular(lexed: &Lexed, i: usize) -> bool {
    let form = lexed.form(i);
    let article = form.contains("ال") || form.starts_with("لل");
    let owned = ["ته", "تها", "تهم", "تنا"]
        .iter()
        .any(|s| form.strip_suffix(s).is_some_and(|stem| !stem.ends_with('ا')));
    lexed.kind(i) == Some(Kind::Word)
        && (form.ends_with('ه') && article || owned && form.len() > 8 || is(lexed, i, Cue::Singular))
}

/// Whether one of the `reach` tokens before `i`, in the same line, is a word of `cue`.
pub(super) fn before(lexed: &Lexed, i: usize, reach: usize, cue: Cue) -> bool {
    for j in (i.saturating_sub(reach)..i).rev() {
        if lexed.gap(j + 1) > Gap::Space {
            return false;
        }
        if is(lexed, j, cue) {
            return true;
        }
    }
    false
}

/// Whether the number that was read at token `i` is none by its surroundings. `next` is the token after it.
pub(super) fn keeps_out(lexed: &Lexed, i: usize, number: &Parsed) -> bool {
    let next = i + number.tokens;
    if number.form == Form::Words {
        return words_out(lexed, i, next, number);
    }
    let first = (i..next).find(|&j| lexed.kind(j) == Some(Kind::Number)).unwrap_or(i);
    glued(lexed, i, next)
        || against(lexed, i, next)
        || identifier(lexed, first, next, number)
        || named(lexed, i, next, number)
        || item(lexed, i, next, number)
        || place_before(lexed, i) && is(lexed, next, Cue::Year)
}

fn words_out(lexed: &Lexed, i: usize, next: usize, number: &Parsed) -> bool {
    let before_form = if i > 0 && lexed.gap(i) == Gap::Space { lexed.form(i - 1) } else { "" };
    let before_word = |form: &str| i > 0 && lexed.gap(i) == Gap::Space && lexed.form(i - 1).ends_with(form);
    let last = lexed.form(next.saturating_sub(1));
    if number.ordinal {
        // «آل ثاني» is a house.
        if before(lexed, i, 1, Cue::Rank) || i > 0 && lexed.form(i - 1) == "ال" {
            return true;
        }
        let hour = before_word("الساعه") || before_word("امس") || last == "اول" && lexed.form(next) == "امس";
        // «20 ثانية» are seconds.
        let seconds = last.ends_with("ثانيه")
            && !number.definite
            && i > 0
            && super::parse_at(lexed, i - 1).is_some_and(|n| !n.ordinal);
        return hour || seconds || before(lexed, i, 1, Cue::Month);
    }
    // «في المئة», «بالمائة» belong to the percentage.
    let hundred = number.tokens == 1 && (quantities::by_hundred(last) || quantities::the_hundred(last));
    if hundred && (number.clitics.preposition == Some('ب') || before_word("في")) {
        return true;
    }
    // «ميتا» is «dead», unless what it would count follows.
    if last == "ميتا" && number.tokens == 1 && !quantities::follows(lexed, next) {
        return true;
    }
    // «صفر» alone is mostly a name or the month; a preposition, the article or a unit makes a number of it.
    let zero = number.value == Some(super::Exact::ZERO)
        && number.tokens == 1
        && number.clitics == Clitics::default();
    if zero
        && !before_form.is_empty()
        && !quantities::measured(lexed, next)
        && !["من", "الي", "عند", "رقم", "تحت", "فوق", "بين"].contains(&before_form)
    {
        return true;
    }
    // «من الألف إلى الياء».
    if number.definite && number.tokens == 1 && lexed.form(next) == "الي" && lexed.form(next + 1) == "الياء"
    {
        return true;
    }
    // «إذاعة الاف ام» is FM.
    if number.magnitude == Some(1_000) && lexed.form(next) == "ام" {
        return true;
    }
    // «الاثنين» alone is Monday, «مجموعة العشرين» a name, «نصف النهائي» a round.
    let monday = number.definite && number.tokens == 1 && last.ends_with("اثنين");
    let group = number.definite && before(lexed, i, 1, Cue::Group);
    let part = number.rule == "fraction" && number.tokens == 1;
    let round = part && is(lexed, next, Cue::Final);
    // «بهدفين لصفر», «بثلاثة أهداف لواحد»: the other side of a score.
    let side = number.tokens == 1
        && number.clitics.preposition == Some('ل')
        && (is(lexed, i.saturating_sub(1), Cue::Goals) || before(lexed, i, 2, Cue::Score));
    let half =
        part && number.definite && super::ordinal::parse(lexed, next).is_some_and(|o| o.clitics.article);
    monday || group || round || half || side
}

/// Digits that touch letters or the signs of addresses: «كوفيد-19», `F16`, `/2016/`, `#5`, `10:45`.
fn glued(lexed: &Lexed, i: usize, next: usize) -> bool {
    let touches = |j: usize| lexed.gap(j) == Gap::None;
    if i > 0 && touches(i) {
        let sign = lexed.form(i - 1);
        let letters = lexed.kind(i - 1) == Some(Kind::Latin) && !quantities::is_currency_code(lexed, i - 1);
        let joint = matches!(sign, "-" | "." | ":")
            && i > 1
            && touches(i - 1)
            && matches!(lexed.kind(i - 2), Some(Kind::Word | Kind::Latin | Kind::Number));
        if letters || joint || matches!(sign, "/" | "#" | "@" | "_" | "=" | "&" | "\\") {
            return true;
        }
    }
    if !touches(next) || next >= lexed.len() {
        return false;
    }
    let sign = lexed.form(next);
    let goes_on =
        touches(next + 1) && matches!(lexed.kind(next + 1), Some(Kind::Number | Kind::Latin | Kind::Word));
    // «3D» is a name; «5kg», «$5bn» and «20USD» are read on.
    let letters = lexed.kind(next) == Some(Kind::Latin) && !quantities::follows_digits(lexed, next);
    letters || matches!(sign, ":" | "@" | "_" | "=" | "&" | "\\" | "-") && goes_on
}

/// «بنتيجة 79 مقابل 78»: a score in words.
fn against(lexed: &Lexed, i: usize, next: usize) -> bool {
    let first = lexed.form(next) == "مقابل"
        && lexed.kind(next + 1) == Some(Kind::Number)
        && before(lexed, i, 2, Cue::Score);
    let second = i > 0 && lexed.form(i - 1) == "مقابل" && before(lexed, i - 1, 3, Cue::Score);
    first || second
}

/// Telephone numbers and the like, verses, years after their noun.
fn identifier(lexed: &Lexed, first: usize, next: usize, number: &Parsed) -> bool {
    if number.form != Form::Digits {
        return false;
    }
    let digits: usize =
        (first..next).filter(|&j| lexed.kind(j) == Some(Kind::Number)).map(|j| lexed.form(j).len()).sum();
    let single = next == first + 1;
    let padded = single && digits > 4 && lexed.form(first).starts_with('0');
    let year = single
        && digits == 4
        && (before(lexed, first, 1, Cue::Year) || bare_year(lexed, first, next, number));
    let phone = digits > 4 && telephone(lexed, first);
    let call = first > 0 && lexed.form(first - 1) == "+" && digits > 6;
    padded
        || year
        || phone
        || reference(lexed, first, next)
        || call
        || single && digits > 9
        || before(lexed, first, 2, Cue::Verse)
}

/// Whether a word stands before token `i` after which a date or a weekday is a name («شارع 14 جانفي», «سوق الأحد»).
pub(crate) fn place_before(lexed: &Lexed, i: usize) -> bool {
    before(lexed, i, 1, Cue::Place)
}

/// Whether the digits at `i` could be a year and stand alone: after a word, and before nothing that they could count.
pub(crate) fn stands_alone(lexed: &Lexed, i: usize) -> bool {
    let next = i + 1;
    let unit =
        matches!(lexed.kind(next), Some(Kind::Symbol | Kind::Latin)) || quantities::follows(lexed, next);
    let glued = lexed.gap(next) == Gap::None && lexed.form(next) != "/" && goes_on(lexed, next);
    i > 0
        && lexed.gap(i) == Gap::Space
        && lexed.kind(i - 1) == Some(Kind::Word)
        && !(unit || glued || before(lexed, i, 1, Cue::Numbered) || is(lexed, i - 1, Cue::Name))
        && !before(lexed, i, 2, Cue::Verse)
        && !telephone(lexed, i)
}

/// Whether the sign at `i` joins what stands on both sides.
fn goes_on(lexed: &Lexed, i: usize) -> bool {
    matches!(lexed.form(i), "." | "-" | ":" | "," | "_") && lexed.gap(i + 1) == Gap::None
}

/// «(البقرة: 255)», «[آل عمران: 103]»: a name, a colon and a number in brackets are a place in a book.
fn reference(lexed: &Lexed, first: usize, next: usize) -> bool {
    let closed = matches!(lexed.form(next), ")" | "]" | "}")
        || lexed.form(next) == "-" && lexed.kind(next + 1) == Some(Kind::Number);
    if !closed || first < 3 || lexed.form(first - 1) != ":" {
        return false;
    }
    let opens =
        |at: usize| matches!(lexed.form(at), "(" | "[" | "{") && lexed.kind(at + 1) == Some(Kind::Word);
    (first.saturating_sub(4)..first - 2).any(opens)
}

/// Four digits that could be a year and count nothing: «حدود 1967», «البكالوريا 2017».
fn bare_year(lexed: &Lexed, first: usize, next: usize, number: &Parsed) -> bool {
    let year = number.value.is_some_and(|v| v >= super::Exact::int(1900) && v < super::Exact::int(2100));
    let numbered = before(lexed, first, 1, Cue::Numbered) || number.definite;
    let unit =
        matches!(lexed.kind(next), Some(Kind::Symbol | Kind::Latin)) || quantities::follows(lexed, next);
    // A number alone on its line (a table's cell) is a number.
    let running = first > 0 && lexed.gap(first) <= Gap::Space && lexed.kind(first - 1) == Some(Kind::Word);
    year && running && !numbered && !unit
}

/// The number of a product or a broadcaster: «بوينغ 737», `Windows 10`.
fn named(lexed: &Lexed, i: usize, next: usize, number: &Parsed) -> bool {
    if number.form != Form::Digits || i == 0 || lexed.gap(i) > Gap::Space {
        return false;
    }
    let alone = next == i + 1;
    if alone && (model(lexed, i - 1) || titled(lexed, i) || street(lexed, i, next)) {
        return true;
    }
    if alone && is(lexed, i - 1, Cue::Maker) && !quantities::follows(lexed, next) {
        return true;
    }
    if lexed.gap(i) == Gap::None {
        return false;
    }
    // «أندرويد 7.0».
    let version = next == i + 3 && lexed.form(i + 1) == "." && lexed.form(i + 2).len() < 3;
    if next > i + 1 && !(version && is(lexed, i - 1, Cue::Name)) {
        return false;
    }
    let product = lexed.get(i - 1).is_some_and(|t| t.kind == Kind::Latin && t.notes.capital)
        && !(lexed.kind(next) == Some(Kind::Latin) && quantities::follows_digits(lexed, next));
    product && !quantities::is_currency_code(lexed, i - 1) || is(lexed, i - 1, Cue::Name)
}

/// Whether token `i` is the last word of a product's name that has more than one: «غالاكسي نوت», «سامسونغ غالاكسي».
fn model(lexed: &Lexed, i: usize) -> bool {
    let mut at = i;
    while at > 0 && lexed.gap(at) == Gap::Space && is(lexed, at, Cue::Model) {
        at -= 1;
        if is(lexed, at, Cue::Name) || is(lexed, at, Cue::Maker) {
            return true;
        }
    }
    false
}

/// «نهج 105», «شارع 20»: streets that have a number for a name.
fn street(lexed: &Lexed, i: usize, next: usize) -> bool {
    before(lexed, i, 1, Cue::Street) && !lexed.form(i - 1).contains("ال") && !quantities::follows(lexed, next)
}

/// Whether a word that announces a telephone number stands near before token `i`; «الأخضر» does behind «رقم» alone.
pub(super) fn telephone(lexed: &Lexed, i: usize) -> bool {
    let green = |at: usize| is(lexed, at, Cue::Green) && before(lexed, at, 1, Cue::Number);
    let line = (i.saturating_sub(4)..i).rev().take_while(|at| lexed.gap(at + 1) <= Gap::Space);
    before(lexed, i, 4, Cue::Phone) || line.into_iter().any(green)
}

/// «"سنيك 2"»: a short number at the end of a title in quotes.
fn titled(lexed: &Lexed, i: usize) -> bool {
    let quote = |at: usize| matches!(lexed.form(at), "\"" | "«" | "»" | "“" | "”");
    let opens = (i.saturating_sub(5)..i - 1).any(|at| quote(at) && lexed.gap(at + 1) == Gap::None);
    let named = matches!(lexed.kind(i - 1), Some(Kind::Word | Kind::Latin)) && lexed.form(i - 1).len() > 4;
    lexed.form(i).len() <= 3 && quote(i + 1) && lexed.gap(i + 1) <= Gap::Space && named && opens
}

/// «1. عنوان», «2) عنوان», «3- عنوان»: the number of a list's item, at the start of a line or after a full stop.
fn item(lexed: &Lexed, i: usize, next: usize, number: &Parsed) -> bool {
    let opens = i == 0
        || lexed.gap(i) >= Gap::Line
        || lexed.gap(i) == Gap::Space
            && (matches!(lexed.form(i - 1), "." | "*" | "•" | ":") || is(lexed, i - 1, Cue::Bullet));
    let short = next == i + 1 && lexed.form(i).len() <= 2 && number.form == Form::Digits;
    let spaced = i > 0 && is(lexed, i - 1, Cue::Bullet) && lexed.gap(next) == Gap::Space;
    let sign = matches!(lexed.form(next), "." | ")" | "-" | "/" | "_")
        && (lexed.gap(next) == Gap::None || spaced && lexed.form(next) == "-");
    let title = lexed.gap(next + 1) == Gap::Space
        || lexed.gap(next + 1) == Gap::None && matches!(lexed.form(next), ")" | "-");
    opens && short && sign && title && lexed.kind(next + 1) == Some(Kind::Word)
}
