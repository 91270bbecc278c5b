//! The part of a page that is its article.

use dom_query::Document;
use dom_smoothie::{Config, Readability};

use super::blocks::{Block, collect};

/// Pages with more elements are read without looking for the main content, which takes longer than linear time.
const MOST_ELEMENTS: usize = 50_000;

/// The fewest characters that count as an article.
const FEWEST: usize = 140;

/// The blocks of the main content, or of the whole body.
pub(super) fn blocks(tree: &Document, page: &str, main_content: bool) -> Vec<Block> {
    if main_content && let Some(found) = main(page) {
        return found;
    }
    let root = tree.body().unwrap_or_else(|| tree.root());
    let strict = collect(root, true);
    match chars(&strict) {
        0 => collect(root, false),
        _ => strict,
    }
}

fn main(page: &str) -> Option<Vec<Block>> {
    let config = Config { max_elements_to_parse: MOST_ELEMENTS, disable_json_ld: true, ..Config::default() };
    let article = Readability::new(page, None, Some(config)).ok()?.parse().ok()?;
    let content = Document::fragment(article.content);
    let blocks = collect(content.root(), false);
    (chars(&blocks) >= FEWEST).then_some(blocks)
}

fn chars(blocks: &[Block]) -> usize {
    let body = blocks.iter().filter(|block| block.label != "boilerplate");
    body.map(|block| block.text.chars().count()).sum()
}

/// How deep the elements of a page nest at most, counted from its tags alone: an upper bound, since browsers close
/// many elements by themselves.
pub(super) fn depth(page: &str) -> usize {
    let bytes = page.as_bytes();
    let (mut depth, mut deepest) = (0usize, 0usize);
    for at in memchr::memchr_iter(b'<', bytes) {
        match bytes.get(at + 1) {
            Some(b'/') => depth = depth.saturating_sub(1),
            Some(letter)
                if letter.is_ascii_alphabetic() && !is_void(bytes.get(at + 1..).unwrap_or_default()) =>
            {
                depth += 1;
                deepest = deepest.max(depth);
            }
            _ => {}
        }
    }
    deepest
}

/// Whether a tag begins an element that never has content, or one that pages often leave open.
fn is_void(tag: &[u8]) -> bool {
    const VOID: &[&str] = &[
        "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source",
        "track", "wbr", "p", "li", "dt", "dd", "tr", "td", "th", "option", "tbody", "thead", "tfoot",
    ];
    let end = tag.iter().position(|byte| !byte.is_ascii_alphanumeric()).unwrap_or(tag.len());
    let name = tag.get(..end).unwrap_or_default();
    VOID.iter().any(|void| name.eq_ignore_ascii_case(void.as_bytes()))
}
