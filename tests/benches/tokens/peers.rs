//! The peers of tokenizers and segmenters that bring few packages with them, and ours.

use serde_json::json;
use unicode_segmentation::UnicodeSegmentation;
use warraq_conformance::Chain;
use warraq_tests::bench::Race;
use warraq_tokenizers::arabic::TokenizeArabic;
use warraq_tokenizers::sentence::SegmentSentence;

/// Our tokenizer.
pub const TOKENS: &str = "tokenize.arabic";
/// Our sentences.
pub const SENTENCES: &str = "segment.sentence";
/// The peer that the goal is about.
pub const ICU_WORDS: &str = "icu_segmenter, word breaks";

/// Tokenizers, and two bounds: no tokenizer reads faster than its text can be searched or checked.
pub fn tokens(race: &mut Race<'_>) {
    race.add_component(TOKENS, Chain::new().step::<TokenizeArabic>(json!({})));
    let icu = icu_segmenter::WordSegmenter::new_for_non_complex_scripts(Default::default());
    race.add(ICU_WORDS, move |document| icu.segment_str(document).count());
    let icu = icu_segmenter::WordSegmenter::new_for_non_complex_scripts(Default::default());
    race.add("icu_segmenter, words with types", move |document| {
        icu.segment_str(document).iter_with_word_type().filter(|(_, kind)| kind.is_word_like()).count()
    });
    race.add("unicode-segmentation, words", |document| document.unicode_word_indices().count());
    race.add("unicode-segmentation, word bounds", |document| document.split_word_bound_indices().count());
    let regex = regex::Regex::new(r"\w+|[^\w\s]").expect("a valid pattern");
    race.add(r"regex \w+|[^\w\s]", move |document| regex.find_iter(document).count());
    race.add("str::split_whitespace", |document| document.split_whitespace().count());
    race.add("bound: white space in ASCII by memchr", |document| {
        memchr::memchr3_iter(b' ', b'\n', b'\t', document.as_bytes()).count()
    });
    race.add("bound: std::str::from_utf8", |document| {
        std::str::from_utf8(std::hint::black_box(document.as_bytes())).map_or(0, str::len)
    });
}

/// Segmenters of sentences.
pub fn sentences(race: &mut Race<'_>) {
    race.add_component(SENTENCES, Chain::new().step::<SegmentSentence>(json!({})));
    let icu = icu_segmenter::SentenceSegmenter::new(Default::default());
    race.add("icu_segmenter, sentences", move |document| icu.segment_str(document).count());
    race.add("unicode-segmentation, sentences", |document| document.split_sentence_bound_indices().count());
    let regex = regex::Regex::new("[.!?؟…]+[\"'»”)\\]]*\\s|\\n").expect("a valid pattern");
    race.add("regex of final signs", move |document| regex.find_iter(document).count());
}
