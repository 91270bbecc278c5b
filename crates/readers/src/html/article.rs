//! The part of a page that is its article.

use dom_query::Document;
use dom_smoothie::{Config, Readability};

use super::blocks::{Block, collect};

/// Pages with more elements are read without looking for the main content, which takes longer than linear time.
const MOST_ELEMENTS: usize = 50_000;

/// The fewest characters that count as an article.
const FEWEST: usize = 140;

/// The blocks of the main content, or of the whole body.
pub(super) fn blocks(tree: &Document, main_content: bool) -> Vec<Block> {
    let mut blocks = match main_content.then(|| main(tree.clone())).flatten() {
        Some(found) => found,
        None => whole(tree),
    };
    lists_of_links(&mut blocks);
    blocks
}

/// Labels the headings of lists of links: «اقرأ أيضا».
fn lists_of_links(blocks: &mut [Block]) {
    let mut below = "";
    for block in blocks.iter_mut().rev() {
        if block.label == "heading" && below == "boilerplate" {
            block.label = "boilerplate";
        }
        below = block.label;
    }
}

/// The blocks of the whole body.
fn whole(tree: &Document) -> Vec<Block> {
    let root = tree.body().unwrap_or_else(|| tree.root());
    let strict = collect(root, true);
    match chars(&strict) {
        0 => collect(root, false),
        _ => strict,
    }
}

fn main(page: Document) -> Option<Vec<Block>> {
    let config = Config { max_elements_to_parse: MOST_ELEMENTS, disable_json_ld: true, ..Config::default() };
    let article = Readability::with_document(page, None, Some(config)).ok()?.parse().ok()?;
    let content = Document::fragment(article.content);
    let blocks = collect(content.root(), false);
    (chars(&blocks) >= FEWEST).then_some(blocks)
}

fn chars(blocks: &[Block]) -> usize {
    let body = blocks.iter().filter(|block| block.label != "boilerplate");
    body.map(|block| block.text.chars().count()).sum()
}
