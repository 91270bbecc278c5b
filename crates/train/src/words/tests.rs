//! The trainer on a few sentences of our own: the same bytes every time, scores, classes of errors.

use warraq_arabic::morphology::lexicon::{Attach, LexiconBuilder, Tag};
use warraq_model::{Card, Cell, Weights};

use super::learn::Options;
use super::{errors, score, train};
use crate::conllu::{self, Sentence};

fn sample() -> Vec<Sentence> {
    conllu::parse(include_str!("sample.conllu"), "sample.conllu").expect("a treebank")
}

/// A lexicon of the words of the sample that stand without clitics.
fn lexicon() -> Vec<u8> {
    let mut builder = LexiconBuilder::default();
    for word in sample().iter().flatten().filter(|t| t.words.len() == 1).flat_map(|t| &t.words) {
        let (upos, feats) = (word.upos.clone(), String::new());
        let tag = Tag { upos, feats, attach: Attach::Any, origin: "lemma".into(), cost: 40 };
        builder.add(word.form.trim_start_matches("ال"), &tag, &word.lemma);
    }
    builder.to_bytes("words of the sample")
}

fn learned(settings: &Options) -> (Vec<u8>, Vec<u8>) {
    let card =
        Card { name: "no counts".into(), data: String::new(), licence: String::new(), labels: Vec::new() };
    let counts = Weights::quantise(card, Cell::I8, 4, 1, 1.0, &[0.0; 16], &[]);
    let (seen, weights) =
        train(settings, &sample(), &lexicon(), &counts, false).expect("sentences to learn from");
    (seen, weights.to_bytes())
}

#[test]
fn training_gives_the_same_bytes_every_time() {
    let settings = Options { epochs: 3, bits: 8, seed: 7, runs: 2 };
    let first = learned(&settings);
    assert!(first == learned(&settings), "two trainings differ");
    let other = learned(&Options { seed: 8, ..settings });
    assert!(first.0 == other.0, "the stems do not depend on the order of learning");
    assert!(first.1 != other.1, "the order of learning leaves no trace, so that this test shows nothing");
}

/// The sample with one token whole that has two words, one wrong part of speech, one wrong lemma and one wrong feature.
fn spoiled() -> Vec<Sentence> {
    let text = include_str!("sample.conllu");
    let whole = "1\tوقرأ\tقَرَأ\tVERB\t_\tAspect=Perf|Voice=Act\t_\t_\t_\t_\n2\tفي\tفِي\tADP";
    let (start, end) = (text.find("1-2\tوقرأ").expect("a token"), text.find("3\tفي\tفِي").expect("a word"));
    let after = text.get(end + "3\tفي\tفِي\tADP".len()..).expect("the rest");
    let text = format!("{}{whole}{after}", &text[..start]);
    let text = text.replacen("باب\tبَاب\tNOUN", "باب\tبَاب\tVERB", 1);
    let text = text.replacen("كبير\tكَبِير", "كبير\tكُبر", 1);
    let text = text.replacen("Gender=Masc", "Gender=Fem", 1);
    conllu::parse(&text, "spoiled").expect("a treebank")
}

#[test]
fn scores_and_errors_count_what_was_spoiled() {
    let (gold, spoiled) = (sample(), spoiled());
    let right = score::Scores::of(&gold, &gold, false).expect("one text");
    assert_eq!((right.words, right.tagged, right.lemmas, right.whole), (32, 32, 32, 27));
    let found = score::Scores::of(&gold, &spoiled, false).expect("one text");
    assert_eq!((found.words, found.tagged, found.lemmas, found.whole), (30, 29, 29, 26));
    let gender = found.features.iter().find(|f| f.name == "Gender").expect("a feature");
    assert_eq!((gender.right, gender.gold), (13, 14));
    let classes: Vec<&str> = errors::classes(&gold, &spoiled).expect("one text");
    assert_eq!(
        classes,
        [
            "lemma: adjectives",
            "part of speech: verb or noun, adjective, name",
            "words: proclitic or first letter of the stem"
        ]
    );
    let other = conllu::parse("1\tأخرى\tأخرى\tADJ\t_\t_\t_\t_\t_\t_\n", "other").expect("a treebank");
    assert!(score::Scores::of(&gold, &other, false).is_err(), "another text has no score");
}

/// The sample with one replacement on the line of a word; the text of its token stays.
fn changed(from: &str, to: &str) -> Vec<Sentence> {
    let text = include_str!("sample.conllu");
    let found = text.replacen(from, to, 1);
    assert_ne!(found, text, "the sample has no {from}");
    conllu::parse(&found, "changed").expect("a treebank")
}

/// What annotation schemes and spellings differ in counts as right where scores are folded, and as wrong where not.
#[test]
fn folded_scores_look_past_schemes_and_spellings() {
    let gold = sample();
    let counts = |found: &[Sentence], fold| {
        let scores = score::Scores::of(&gold, found, fold).expect("one text");
        (scores.words, scores.tagged, scores.lemmas)
    };
    let all = (32, 32, 32);
    for (from, to, unfolded) in [
        ("باب\tبَاب\tNOUN", "باب\tبَاب\tPROPN", (32, 31, 32)),
        ("ه\tهُوَ\tPRON", "ه\tهُوَ\tDET", (32, 31, 32)),
        ("و\tوَ\tCCONJ", "و\tوَ\tPART", (32, 31, 32)),
        ("قَرَأ\tVERB", "قَرَا\tVERB", (32, 32, 31)),
        ("مَكتَبَة\tNOUN", "مَكتَبَه\tNOUN", (32, 32, 31)),
        ("3\tمدرسة\tمَدرَسَة", "3\tمدرسه\tمَدرَسَة", (31, 31, 31)),
    ] {
        let found = changed(from, to);
        assert_eq!(counts(&found, false), unfolded, "{to}, not folded");
        assert_eq!(counts(&found, true), all, "{to}, folded");
    }
    for (from, to, both) in [
        ("باب\tبَاب\tNOUN", "باب\tبَاب\tVERB", (32, 31, 32)),
        ("ه\tهُوَ\tPRON", "ه\tهُوَ\tNOUN", (32, 31, 32)),
        ("كَبِير\tADJ", "كَثِير\tADJ", (32, 32, 31)),
    ] {
        let found = changed(from, to);
        assert_eq!((counts(&found, false), counts(&found, true)), (both, both), "{to}");
    }
}
