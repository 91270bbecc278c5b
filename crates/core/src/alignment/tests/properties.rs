//! Properties that hold for every rewriting of every text.

use crate::alignment::{Alignment, Rewriter};
use crate::span::Span;
use proptest::prelude::*;
use proptest::sample::select;

const ALPHABET: &[&str] = &[
    "ب",
    "أ",
    "ا",
    "لا",
    "ة",
    "َ",
    "ّ",
    "ً",
    "ـ",
    "\u{200d}",
    "\u{200c}",
    "\u{202b}",
    "\u{200f}",
    "\u{2067}",
    "a",
    "Z",
    " ",
    "\n",
    "é",
    "e\u{301}",
    "٣",
    "7",
    "ﷲ",
    "«",
    "👩\u{200d}🔬",
    "🇮🇶",
    "😀",
];
const WRITTEN: &[&str] = &["", "ا", "x", "الله", "ab", "é", "😀", "َ", "\n"];

/// What to do with the next few characters.
#[derive(Clone, Debug)]
struct Step {
    action: u8,
    chars: usize,
    with: &'static str,
}

fn text() -> impl Strategy<Value = String> {
    prop::collection::vec(select(ALPHABET), 0..24).prop_map(|parts| parts.concat())
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
    let step =
        (0u8..7, 1usize..4, select(WRITTEN)).prop_map(|(action, chars, with)| Step { action, chars, with });
    prop::collection::vec(step, 0..24)
}

/// A rewriting, with what the test knows about it.
struct Made {
    new: String,
    alignment: Alignment,
    /// Where each kept piece was and is: (new, old).
    kept: Vec<(Span, Span)>,
    /// What was deleted without belonging to a character, and what was deleted with one.
    deleted: Vec<Span>,
}

fn make(old: &str, steps: &[Step]) -> Made {
    let mut rewriter = Rewriter::new(old);
    let (mut kept, mut deleted, mut new_len) = (Vec::new(), Vec::new(), 0u32);
    for step in steps {
        let rest = rewriter.rest();
        let n = rest.char_indices().nth(step.chars).map_or(rest.len(), |(at, _)| at);
        let from = rewriter.position() as u32;
        let old_span = Span::new(from, from + n as u32);
        match step.action {
            0..=2 => {
                rewriter.keep(n);
                kept.push((Span::new(new_len, new_len + n as u32), old_span));
                new_len += n as u32;
            }
            3 => {
                rewriter.delete(n);
                deleted.push(old_span);
            }
            4 => rewriter.delete_mark(n),
            5 => {
                rewriter.replace(n, step.with);
                new_len += step.with.len() as u32;
            }
            _ => {
                rewriter.insert(step.with);
                new_len += step.with.len() as u32;
            }
        }
    }
    let n = rewriter.rest().len() as u32;
    let from = rewriter.position() as u32;
    kept.push((Span::new(new_len, new_len + n), Span::new(from, from + n)));
    rewriter.keep_rest();
    let (new, alignment) = rewriter.finish();
    kept.retain(|(span, _)| !span.is_empty());
    deleted.retain(|span| !span.is_empty());
    Made { new, alignment, kept, deleted }
}

/// Every span of a text on character borders.
fn spans(text: &str) -> Vec<Span> {
    let borders: Vec<u32> =
        (0..=text.len()).filter(|&i| text.is_char_boundary(i)).map(|i| i as u32).collect();
    let mut spans = Vec::new();
    for (i, &start) in borders.iter().enumerate() {
        spans.extend(borders[i..].iter().map(|&end| Span::new(start, end)));
    }
    spans
}

fn check_canonical(alignment: &Alignment) {
    let runs = alignment.runs();
    for pair in runs.windows(2) {
        assert!(pair[0].at_end <= pair[1].at && pair[0].from_end <= pair[1].from);
        assert!(!(pair[0].is_deletion() && pair[1].is_deletion() && pair[0].at == pair[1].at), "{runs:?}");
    }
    let inserted = runs.iter().any(|run| run.from == run.from_end);
    assert!(!inserted || alignment.old_len() == 0, "{runs:?}");
}

proptest! {
    // No file of past failures: a case worth keeping is written down in the tables beside.
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn spans_come_out_right(old in text(), steps in steps()) {
        let Made { new, alignment, kept, deleted } = make(&old, &steps);
        prop_assert_eq!(alignment.new_len() as usize, new.len());
        prop_assert_eq!(alignment.old_len() as usize, old.len());
        check_canonical(&alignment);
        for span in spans(&new) {
            let out = alignment.out(span);
            prop_assert!(out.get(&old).is_some(), "{span} of {new:?} -> {out}");
            prop_assert!(alignment.inward(out).contains(span), "{span} -> {out} -> {}", alignment.inward(out));
            prop_assert!(span.is_empty() || !out.is_empty() || old.is_empty());
        }
        for span in spans(&old) {
            let into = alignment.inward(span);
            prop_assert!(into.get(&new).is_some(), "{span} of {old:?} -> {into}");
        }
        let whole = alignment.out(Span::new(0, new.len() as u32));
        let nothing_kept = kept.is_empty();
        for (at, from) in kept {
            prop_assert!(whole.contains(from));
            prop_assert!(alignment.out(at).contains(from));
            prop_assert!(alignment.inward(from).contains(at));
            prop_assert_eq!(at.get(&new), from.get(&old));
        }
        // Only a difference inside it can make what was deleted apart come back.
        for span in deleted {
            let into = alignment.inward(span);
            let in_a_difference = alignment
                .runs()
                .iter()
                .any(|run| !run.is_deletion() && Span::new(run.from, run.from_end).overlaps(span));
            prop_assert!(into.is_empty() || in_a_difference || nothing_kept);
        }
    }

    #[test]
    fn order_is_kept(old in text(), steps in steps()) {
        let Made { new, alignment, .. } = make(&old, &steps);
        for (text, map) in [
            (&new, &(|s| alignment.out(s)) as &dyn Fn(Span) -> Span),
            (&old, &|s| alignment.inward(s)),
        ] {
            let spans: Vec<_> = spans(text).into_iter().filter(|span| !span.is_empty()).collect();
            for &a in &spans {
                for &b in spans.iter().filter(|b| a.start <= b.start && a.end <= b.end) {
                    let (x, y) = (map(a), map(b));
                    prop_assert!(x.start <= y.start && x.end <= y.end, "{a} {b} -> {x} {y}");
                }
            }
        }
    }

    #[test]
    fn runs_are_accepted_back(old in text(), steps in steps()) {
        let Made { new, alignment, .. } = make(&old, &steps);
        let again = Alignment::from_runs(alignment.runs().to_vec(), &new, &old);
        prop_assert_eq!(again.as_ref(), Ok(&alignment));
        let bytes = Alignment::from_runs_over_bytes(alignment.runs().to_vec(), &new, old.len() as u32);
        prop_assert_eq!(bytes.as_ref(), Ok(&alignment));
    }

    #[test]
    fn many_at_once_are_as_one_by_one(old in text(), steps in steps(), order in any::<bool>()) {
        let Made { new, alignment, .. } = make(&old, &steps);
        let (mut out, mut into) = (spans(&new), spans(&old));
        if order {
            out.reverse();
            into.reverse();
        }
        let one_by_one: Vec<_> = out.iter().map(|&span| alignment.out(span)).collect();
        prop_assert_eq!(alignment.out_all(out).collect::<Vec<_>>(), one_by_one);
        let one_by_one: Vec<_> = into.iter().map(|&span| alignment.inward(span)).collect();
        prop_assert_eq!(alignment.inward_all(into).collect::<Vec<_>>(), one_by_one);
    }

    #[test]
    fn composition_is_associative(old in text(), one in steps(), two in steps(), three in steps()) {
        let a = make(&old, &one);
        let b = make(&a.new, &two);
        let c = make(&b.new, &three);
        // Text made from nothing stands for all there is, however much that is.
        prop_assume!([&old, &a.new, &b.new, &c.new].iter().all(|text| !text.is_empty()));
        let left = c.alignment.compose(&b.alignment).compose(&a.alignment);
        let right = c.alignment.compose(&b.alignment.compose(&a.alignment));
        prop_assert_eq!(&left, &right);
        for span in spans(&c.new) {
            let step_by_step = a.alignment.out(b.alignment.out(c.alignment.out(span)));
            let out = left.out(span);
            prop_assert!(span.is_empty() || out.contains(step_by_step), "{span} -> {out}, not {step_by_step}");
            prop_assert!(out.get(&old).is_some());
            prop_assert!(left.inward(out).contains(span));
        }
    }
}
