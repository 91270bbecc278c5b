//! What an alignment promises: cases that quote the text, and properties over mixed scripts.

mod properties;

use super::{Alignment, AlignmentBuilder, Rewriter, Run};
use crate::span::Span;

/// One piece of a source text and what is done with it.
#[derive(Clone, Copy, Debug)]
enum Piece {
    /// Kept.
    K(&'static str),
    /// Deleted, belongs to neither side.
    D(&'static str),
    /// Deleted, belongs to the character before.
    M(&'static str),
    /// Replaced by the second.
    R(&'static str, &'static str),
    /// Inserted.
    I(&'static str),
}
use Piece::{D, I, K, M, R};

fn rewrite(pieces: &[Piece]) -> (String, String, Alignment) {
    let old: String = pieces
        .iter()
        .map(|piece| match *piece {
            K(s) | D(s) | M(s) | R(s, _) => s,
            I(_) => "",
        })
        .collect();
    let mut rewriter = Rewriter::new(&old);
    for piece in pieces {
        match *piece {
            K(s) => rewriter.keep(s.len()),
            D(s) => rewriter.delete(s.len()),
            M(s) => rewriter.delete_mark(s.len()),
            R(s, with) => rewriter.replace(s.len(), with),
            I(s) => rewriter.insert(s),
        }
    }
    let (new, alignment) = rewriter.finish();
    (new, old, alignment)
}

fn span_of(text: &str, part: &str) -> Span {
    let start = text.find(part).unwrap_or_else(|| panic!("{part:?} is not in {text:?}"));
    Span::new(start as u32, (start + part.len()) as u32)
}

/// `pairs`: a part of the new text, and the part of the old text that it comes from.
fn check_out(pieces: &[Piece], new_text: &str, pairs: &[(&str, &str)]) {
    let (new, old, alignment) = rewrite(pieces);
    assert_eq!(new, new_text);
    for (part, expected) in pairs {
        let span = alignment.out(span_of(&new, part));
        assert_eq!(span.get(&old), Some(*expected), "{part:?} of {new:?}, runs {:?}", alignment.runs());
    }
}

/// `pairs`: a part of the old text, and what it became.
fn check_into(pieces: &[Piece], pairs: &[(&str, &str)]) {
    let (new, old, alignment) = rewrite(pieces);
    for (part, expected) in pairs {
        let span = alignment.inward(span_of(&old, part));
        assert_eq!(span.get(&new), Some(*expected), "{part:?} of {old:?}, runs {:?}", alignment.runs());
    }
}

#[test]
fn marks_go_with_their_letter() {
    let pieces = [K("مؤخر"), K("ا"), M("ً"), K(" قا"), M("ـــ"), K("ل")];
    check_out(
        &pieces,
        "مؤخرا قال",
        &[("مؤخرا", "مؤخراً"), ("ا", "اً"), ("مؤخر", "مؤخر"), ("قال", "قاـــل"), ("ل", "ل"), (" ", " ")],
    );
    check_into(&pieces, &[("ً", "ا"), ("ـ", "ا"), ("راً", "را"), ("ل", "ل")]);
}

#[test]
fn marks_at_the_start_go_with_the_letter_after() {
    check_out(&[M("ـ"), M("ّ"), K("بعد")], "بعد", &[("بعد", "ـّبعد"), ("ب", "ـّب"), ("ع", "ع")]);
    check_out(&[D("\u{202b}"), M("ـ"), K("بعد")], "بعد", &[("ب", "ـب")]);
    // A control between a mark and its letter cannot stay outside.
    check_out(&[M("ـ"), D("\u{202b}"), K("بعد")], "بعد", &[("ب", "ـ\u{202b}ب")]);
    check_out(&[M("ـ"), R("ﷲ", "الله")], "الله", &[("ل", "ـﷲ")]);
}

#[test]
fn controls_belong_to_neither_side() {
    let pieces = [D("\u{202b}"), K("في"), D("\u{200f}\u{200e}"), K(" لندن"), D("\u{202c}")];
    check_out(
        &pieces,
        "في لندن",
        &[("في", "في"), (" ", " "), ("لندن", "لندن"), ("ي ", "ي\u{200f}\u{200e} ")],
    );
    check_into(&pieces, &[("\u{200f}\u{200e}", ""), ("\u{202b}", ""), ("\u{202c}", ""), ("\u{202b}ف", "ف")]);
    // The mark reaches over the control to its letter.
    check_out(&[K("مد"), D("\u{200f}"), M("ّ"), K("ة")], "مدة", &[("د", "د\u{200f}ّ"), ("م", "م"), ("ة", "ة")]);
}

#[test]
fn replacements_map_part_to_whole() {
    let pieces = [K("قال "), R("ﷺ", "صلى الله عليه وسلم"), K(" ثم "), R("لله", "ل"), K("!")];
    check_out(
        &pieces,
        "قال صلى الله عليه وسلم ثم ل!",
        &[("الله", "ﷺ"), ("ل!", "لله!"), ("ثم", "ثم"), ("قال ص", "قال ﷺ")],
    );
    check_into(&pieces, &[("ﷺ", "صلى الله عليه وسلم"), ("ه!", "ل!")]);
}

#[test]
fn same_lengths_on_the_same_borders_are_no_run() {
    let pieces = [R("أ", "ا"), K("حمد"), R("إآ", "اا"), R("ة", "ه"), R("ab", "cd")];
    check_out(&pieces, "احمدااهcd", &[("ا", "أ"), ("دا", "دإ"), ("اه", "آة"), ("d", "b")]);
    let (_, _, alignment) = rewrite(&pieces);
    assert!(alignment.is_identity(), "{:?}", alignment.runs());
    // Two letters of one byte for one of two are a run all the same.
    let (_, _, alignment) = rewrite(&[K("x"), R("é", "ee")]);
    assert_eq!(alignment.runs(), [Run { at: 1, at_end: 3, from: 1, from_end: 3 }]);
    // A letter with what belongs to it stays a run, whatever its length.
    assert_eq!(rewrite(&[K("ب"), M("َ"), I("ُ")]).2.runs().len(), 1);
}

#[test]
fn insertions_go_with_the_character_before() {
    check_out(&[K("نعم"), I("."), K(" لا")], "نعم. لا", &[(".", "م"), ("م", "م"), (" ", " "), ("نع", "نع")]);
    check_out(&[I("> "), K("نعم")], "> نعم", &[(">", "ن"), ("ن", "ن"), ("ع", "ع")]);
    // Markup deleted before the insertion stays outside, and so does markup after it.
    check_out(
        &[K("نعم"), D("<br>"), I("\n"), D("<i>"), K("لا")],
        "نعم\nلا",
        &[("\n", "م"), ("م", "م"), ("لا", "لا")],
    );
    check_out(&[I(">"), D("<p>"), K("نعم")], ">نعم", &[(">", "ن"), (">نعم", "نعم")]);
    check_out(&[K("a"), D("<p>"), R("", "b"), K("c")], "abc", &[("b", "a")]);
}

#[test]
fn where_nothing_is_kept() {
    check_out(&[D("<p>"), I("x"), D("</p>")], "x", &[("x", "<p></p>")]);
    check_into(&[D("<p>"), M("ّ"), D("</p>")], &[("<p>", ""), ("ّ", ""), ("<p>ّ</p>", "")]);
    let (_, _, alignment) = rewrite(&[M("ّ"), D("</p>")]);
    assert_eq!(alignment.runs().len(), 1);
    let (_, _, alignment) = rewrite(&[I("نص")]);
    assert_eq!(alignment.out(Span::new(0, 2)), Span::new(0, 0));
    assert_eq!(alignment.inward(Span::new(0, 0)), Span::new(0, 4));
    let (_, _, alignment) = rewrite(&[]);
    assert_eq!(alignment, Alignment::identity(0));
}

#[test]
fn deletions_that_touch_are_one() {
    let (_, _, alignment) = rewrite(&[K("a"), D("<b>"), D("<i>"), R("x", ""), K("b")]);
    assert_eq!(alignment.runs(), [Run { at: 1, at_end: 1, from: 1, from_end: 8 }]);
}

#[test]
fn lengths_off_the_borders_are_rounded_up() {
    let mut rewriter = Rewriter::new("أبت");
    rewriter.keep(1);
    assert_eq!(rewriter.rest(), "بت");
    rewriter.delete(3);
    assert_eq!(rewriter.position(), 6);
    rewriter.keep(usize::MAX);
    rewriter.replace(9, "؟");
    let (text, alignment) = rewriter.finish();
    assert_eq!((text.as_str(), alignment.old_len()), ("أ؟", 6));
    // What is not dealt with is left out.
    let mut rewriter = Rewriter::new("abc");
    rewriter.keep(1);
    assert_eq!(rewriter.finish().0, "a");
}

#[test]
fn empty_and_far_spans() {
    let (_, _, alignment) = rewrite(&[K("ab"), D("<b>"), K("c"), R("ﷲ", "الله")]);
    assert_eq!(alignment.out(Span::new(2, 2)), Span::new(2, 2));
    assert_eq!(alignment.out(Span::new(5, 5)), Span::new(6, 9));
    assert_eq!(alignment.inward(Span::new(3, 4)), Span::new(2, 2));
    assert_eq!(alignment.out(Span::new(90, 99)), Span::new(9, 9));
    assert_eq!(alignment.out(Span::new(0, u32::MAX)), Span::new(0, 9));
    assert_eq!(alignment.out(Span::new(3, 1)), alignment.out(Span::new(3, 3)));
}

#[test]
fn runs_from_elsewhere_are_checked() {
    let run = |at, at_end, from, from_end| Run { at, at_end, from, from_end };
    let (new, old) = ("اب", "اَب");
    let cases: [(Vec<Run>, &str); 9] = [
        (vec![], "4 bytes of the new text are left and 6 of the old one"),
        (vec![run(0, 4, 0, 3)], "run 0 (0..4 from 0..3) cuts a character of the old text at 3"),
        (vec![run(0, 1, 0, 3)], "cuts a character of the new text at 1"),
        (vec![run(2, 0, 0, 4)], "ends before it begins"),
        (vec![run(2, 2, 2, 2)], "is empty on both sides"),
        (vec![run(2, 2, 2, 4), run(0, 2, 4, 6)], "run 1 (0..2 from 4..6) begins before 2 from 4"),
        (vec![run(2, 2, 2, 9)], "ends past the texts, which have 4 and 6 bytes"),
        (vec![run(2, 4, 4, 6)], "comes after 2 kept bytes of the new text and 4 of the old one"),
        (vec![run(0, 2, 0, 2)], "after the last run 2 bytes of the new text are left and 4 of the old one"),
    ];
    for (runs, message) in cases {
        let error = Alignment::from_runs(runs.clone(), new, old).unwrap_err().to_string();
        assert!(error.contains(message), "{runs:?}: {error}");
    }
    let error = Alignment::from_runs(vec![], "ee", "é").unwrap_err().to_string();
    assert!(error.contains("differ in their character borders"), "{error}");

    // Deletions that touch are merged, insertions folded, replacements of one letter by another dissolved.
    let runs = vec![run(0, 2, 0, 2), run(2, 2, 2, 3), run(2, 2, 3, 4), run(4, 5, 6, 6)];
    let alignment = Alignment::from_runs(runs, "اب!", "ا--ب").unwrap();
    assert_eq!(alignment.runs(), [run(2, 2, 2, 4), run(2, 5, 4, 6)]);
}

#[test]
fn bytes_in_another_encoding() {
    // "عام" in Windows-1256, one byte a letter, with a byte that is left out.
    let mut builder = AlignmentBuilder::new();
    builder.replace(1, 2);
    builder.delete(1);
    builder.replace(1, 2);
    builder.replace(1, 2);
    builder.same(1, 1);
    let alignment = builder.finish();
    assert_eq!((alignment.new_len(), alignment.old_len()), (7, 5));
    assert_eq!(alignment.out(span_of("عام.", "ام")), Span::new(2, 4));
    assert_eq!(alignment.out(span_of("عام.", "م.")), Span::new(3, 5));
    let again = Alignment::from_runs_over_bytes(alignment.runs().to_vec(), "عام.", 5).unwrap();
    assert_eq!(again, alignment);
    assert!(Alignment::from_runs_over_bytes(alignment.runs().to_vec(), "عام.", 6).is_err());
}

#[test]
fn composition_joins_over_the_middle() {
    let (text, item, inner) =
        rewrite(&[D("<p>"), K("قال "), R("&quot;", "\""), K("نَعَم"), R("&quot;", "\""), D("</p>")]);
    assert_eq!(text, "قال \"نَعَم\"");
    let mut rewriter = Rewriter::new(&text);
    for c in text.chars() {
        match c {
            '\u{64e}' => rewriter.delete_mark(2),
            '"' => rewriter.replace(1, "«"),
            _ => rewriter.keep(c.len_utf8()),
        }
    }
    let (view, outer) = rewriter.finish();
    let joined = outer.compose(&inner);
    for (part, expected) in [("قال", "قال"), ("«", "&quot;"), ("نعم", "نَعَم"), ("م«", "م&quot;"), ("ع", "عَ")]
    {
        assert_eq!(joined.out(span_of(&view, part)).get(&item), Some(expected), "{part}");
    }
    assert_eq!(joined.compose(&Alignment::identity(item.len() as u32)), joined);
    assert_eq!(Alignment::identity(view.len() as u32).compose(&joined), joined);
    // Alignments that do not meet.
    let whole = joined.compose(&inner);
    assert_eq!(whole, Alignment::whole(joined.new_len(), inner.old_len()));
}

/// A view of ordinary news must not cost more than half a byte a byte of text.
#[test]
fn a_view_of_news_is_small() {
    let news = include_str!("tests/news.txt");
    let mut rewriter = Rewriter::new(news);
    for c in news.chars() {
        match c {
            '\u{64b}'..='\u{652}' | '\u{670}' | 'ـ' => rewriter.delete_mark(c.len_utf8()),
            'أ' | 'إ' | 'آ' => rewriter.replace(2, "ا"),
            'ى' => rewriter.replace(2, "ي"),
            _ => rewriter.keep(c.len_utf8()),
        }
    }
    let (view, alignment) = rewriter.finish();
    assert!(view.len() < news.len() && alignment.runs().len() > 10);
    let share = alignment.heap_size() as f64 / news.len() as f64;
    assert!(share <= 0.5, "{share} bytes a byte of text");
}
