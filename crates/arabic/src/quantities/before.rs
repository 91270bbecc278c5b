//! Nouns before the number that counts them: «القتلى الثلاثة», «الإرهابيون الـ800», «أعضاء المجلس الخمسة عشر», «شخص واحد».

use std::collections::HashSet;
use std::sync::LazyLock;

use super::scan::{Draft, Label, Settings, Unit, draft};
use super::{duals, nouns};
use crate::lexed::{Gap, Kind, Lexed, Token, lexicon};
use crate::numerals::scan::Number;
use crate::numerals::{Exact, Form};

/// «مؤسسو الموقع الثلاثة فلان وفلان», «الجنود الأربعة قتلى»: a definite number in words after a definite noun counts
/// that one, whatever follows.
pub(super) fn definite_first(lexed: &Lexed, number: &Number, settings: &Settings<'_>) -> Option<Draft> {
    let words = number.parsed.form == Form::Words && number.parsed.definite;
    if words { noun(lexed, number, settings) } else { None }
}

/// The quantity of a noun before `number`.
pub(super) fn noun(lexed: &Lexed, number: &Number, settings: &Settings<'_>) -> Option<Draft> {
    let parsed = &number.parsed;
    let last = number
        .token
        .checked_sub(1)
        .filter(|_| lexed.gap(number.token) == Gap::Space && parsed.clitics.is_bare())?;
    let value = parsed.value.and_then(Exact::to_i64)?;
    if !noun_like(lexed, last, settings) {
        return None;
    }
    let dual = lexed.form(last).ends_with("ين") && lexed.form(last).len() > 10;
    // «إرهابيين اثنين», «طفلتان اثنتان»: the number shows that the noun is in the dual.
    let two = lexed.form(number.token).starts_with("اثن") && parsed.tokens == 1;
    let dual = dual || two && lexed.form(last).ends_with("ين");
    if value == 2 && two && !parsed.definite && (dual || lexed.form(last).ends_with("ان")) {
        let tag = lexed.get(last).and_then(|token| (settings.tag)(token));
        let start = duals::at(lexed, last, tag).map_or(lexed.start(last), |skip| lexed.offset(last, skip));
        return Some(noun_draft(lexed, number, last, start, last));
    }
    if value == 1 && parsed.form == Form::Words && !parsed.definite && !dual {
        // «بمرتبة واحدة»: the tagger knows the particle, or no noun is known that begins so.
        let tag = lexed.get(last).and_then(|token| (settings.tag)(token));
        let particle = lexed.form(last).starts_with(['ب', 'ل', 'ك']) && !nouns::begins_noun(lexed.form(last));
        let start = match tag.filter(|tag| tag.attached) {
            Some(tag) => tag.start,
            None if particle => lexed.offset(last, "ب".len()),
            None => bare_start(lexed, last),
        };
        let article = lexed.form(last).starts_with("ال");
        return (!article).then(|| noun_draft(lexed, number, last, start, last));
    }
    let definite_noun = definite(lexed.form(last)) || with_suffix(lexed.form(last));
    // «الشخص الواحد» is counted, too.
    let one = value == 1 && parsed.form == Form::Words && definite(lexed.form(last));
    // «دورتها الـ27» is an ordinal; the scan of numbers has marked it.
    if !parsed.definite || value < 2 && !one || !definite_noun || parsed.ordinal {
        return None;
    }
    let head = head(lexed, last, settings);
    // «البيت الخليجي الواحد»: what «واحد» is said of stands before its adjective.
    let relation = one && head == last && lexed.form(last).ends_with(['ي', 'ه']) && last > 0;
    if relation && definite(lexed.form(last - 1)) && lexed.gap(last) == Gap::Space {
        return None;
    }
    Some(noun_draft(lexed, number, head, bare_start(lexed, head), head))
}

fn noun_draft(lexed: &Lexed, number: &Number, first: usize, start: u32, noun: usize) -> Draft {
    let unit = Unit::Noun(start, lexed.end(noun));
    let mut out = draft(lexed, number, first, number.next(), Label::Count, unit, "noun-before");
    out.quantity.start = start;
    out
}

/// The counted noun whose phrase ends in token `last`: past adjectives, and past the genitive of a plural.
fn head(lexed: &Lexed, last: usize, settings: &Settings<'_>) -> usize {
    let mut at = last;
    for _ in 0..3 {
        let Some(previous) = at.checked_sub(1).filter(|_| lexed.gap(at) == Gap::Space && at > 0) else {
            break;
        };
        // What a particle is attached to begins a phrase.
        let led = ["بال", "لل", "كال"].iter().any(|particle| lexed.form(at).starts_with(particle));
        if !noun_like(lexed, previous, settings) || lexed.form(at).starts_with(['و', 'ف']) || led {
            break;
        }
        let adjective = definite(lexed.form(previous))
            && ["يه", "يون", "يين", "يات"].iter().any(|e| lexed.form(at).ends_with(e));
        let genitive = definite(lexed.form(at)) && !plural(lexed.form(at)) && plural(lexed.form(previous));
        if !adjective && !genitive {
            break;
        }
        at = previous;
    }
    at
}

fn noun_like(lexed: &Lexed, i: usize, settings: &Settings<'_>) -> bool {
    use nouns::Tag;
    let tag = lexed.get(i).and_then(|t| (settings.tag)(t)).map(|t| t.tag);
    lexed.kind(i) == Some(Kind::Word)
        && lexed.form(i).len() > 4
        && !nouns::is_time(lexed, i)
        && !nouns::is_stop(lexed, i)
        && !matches!(tag, Some(Tag::Verb | Tag::Other))
}

fn definite(form: &str) -> bool {
    form.starts_with("ال")
        || form.starts_with("لل")
        || ["وال", "بال", "فال", "كال", "ولل"].iter().any(|p| form.starts_with(p) && form.len() > 10)
}

fn with_suffix(form: &str) -> bool {
    form.len() > 8 && ["ها", "هم", "هن", "هما", "نا", "كم"].iter().any(|s| form.ends_with(s))
        || form.ends_with("ايه")
        || form.ends_with("ايه")
}

/// Broken plurals that no pattern tells from singulars.
static PLURALS: LazyLock<HashSet<String>> = LazyLock::new(|| nouns::forms_of("plural").collect());

/// Whether a word looks like a plural: ات, ون, ين, and the broken patterns أفعال and فعلاء.
fn plural(form: &str) -> bool {
    let bare = form.strip_prefix("ال").unwrap_or(form);
    let letters: Vec<char> = bare.chars().collect();
    let broken = matches!(
        letters.as_slice(),
        ['ا', _, _, 'ا', _]
            | [_, _, _, 'ا', 'ء']
            | [_, _, _, 'ي']
            | [_, 'و', 'ا', _, _]
            | ['م', _, 'ا', _, _]
    ) || PLURALS.contains(bare);
    // «مؤسسو الموقع», «مؤسسي الموقع»: a sound plural without its nun.
    let construct = letters.len() > 3 && bare.ends_with('و') || letters.len() > 4 && bare.ends_with('ي');
    broken || construct || ["ات", "ون", "ين"].iter().any(|e| bare.ends_with(e))
}

/// Where the word at `i` begins past attached particles: at the article, or at the word where it has none of them.
fn bare_start(lexed: &Lexed, i: usize) -> u32 {
    let form = lexed.form(i);
    let skip =
        lexicon::readings(form).into_iter().flatten().find(|r| r.clitics.article).map_or(0, |r| r.skip);
    lexed.offset(i, skip)
}

/// Moves `spans` past those that end before `token`, and says whether the token is outside of them.
pub(super) fn advance(spans: &mut &[(u32, u32)], token: &Token) -> bool {
    while let [(_, end), rest @ ..] = *spans
        && *end <= token.start
    {
        *spans = rest;
    }
    spans.first().is_none_or(|s| s.0 >= token.end)
}
