//! A page as a tree of elements, within bounds.

use dom_query::Document;
use html5ever::tendril::{StrTendril, TendrilSink};
use html5ever::tokenizer::TokenizerOpts;
use html5ever::tree_builder::TreeBuilderOpts;
use html5ever::{ParseOpts, parse_document};

/// The deepest nesting that is read. Pages of people have less than a hundred levels.
const DEEPEST: usize = 512;
/// The most elements and pieces of text. Broken pages can make more of them than they have bytes.
const MOST_NODES: usize = 1 << 20;
/// The most attributes of a tag: the parser compares each with all before it.
const MOST_ATTRIBUTES: usize = 2000;
/// How many bytes are parsed between two looks at what has become of them.
const CHUNK: usize = 4096;

/// Parses a page.
///
/// The parser itself has no bounds, and what follows it takes time by depth times size; so a page of people always
/// passes, and a page that is made to break programs is refused before it costs more than a few seconds.
///
/// # Errors
/// What the page has too much of.
pub(super) fn parse(page: &str) -> Result<Document, String> {
    if attributes(page.as_bytes()) > MOST_ATTRIBUTES {
        return Err(format!("the page has a tag of more than {MOST_ATTRIBUTES} attributes"));
    }
    let tree_builder = TreeBuilderOpts { scripting_enabled: false, ..TreeBuilderOpts::default() };
    let opts = ParseOpts { tokenizer: TokenizerOpts::default(), tree_builder };
    let mut parser = parse_document(Document::default(), opts);
    let mut rest = page;
    while !rest.is_empty() {
        let (chunk, behind) = rest.split_at(border(rest));
        parser.process(StrTendril::from_slice(chunk));
        rest = behind;
        let so_far = &parser.tokenizer.sink.sink;
        if so_far.tree.len() > MOST_NODES {
            return Err(format!("the page has more than {MOST_NODES} elements and pieces of text"));
        }
        shallow(last_depth(so_far))?;
        // Nobody reads the parser's complaints, and hostile pages have millions.
        so_far.errors.borrow_mut().clear();
    }
    let tree = parser.finish();
    shallow(depth(&tree))?;
    Ok(tree)
}

/// The end of a chunk, on a border of characters.
fn border(rest: &str) -> usize {
    let mut end = CHUNK.min(rest.len());
    while !rest.is_char_boundary(end) {
        end += 1;
    }
    end
}

fn shallow(depth: usize) -> Result<(), String> {
    match depth > DEEPEST {
        true => Err(format!("the page nests more than {DEEPEST} elements")),
        false => Ok(()),
    }
}

/// How deep the end of a tree lies: where the parser adds next, but for what it moves out of tables.
fn last_depth(tree: &Document) -> usize {
    let mut depth = 0;
    let mut node = Some(tree.root());
    while let Some(below) = node.and_then(|node| node.last_child()) {
        depth += 1;
        node = Some(below);
    }
    depth
}

/// How deep the nodes of a tree nest.
fn depth(tree: &Document) -> usize {
    let mut deepest = 0;
    let mut open = vec![(tree.root(), 0)];
    while let Some((node, depth)) = open.pop() {
        deepest = deepest.max(depth);
        open.extend(node.children_it(true).map(|child| (child, depth + 1)));
    }
    deepest
}

/// The most attributes that a tag has, about.
fn attributes(page: &[u8]) -> usize {
    let mut most = 0;
    let mut at = 0;
    while let Some(open) = memchr::memchr(b'<', page.get(at..).unwrap_or_default()) {
        at += open + 1;
        if !page.get(at).is_some_and(u8::is_ascii_alphabetic) {
            continue;
        }
        let mut count = 0;
        let mut before = b'<';
        while let Some(&byte) = page.get(at).filter(|byte| **byte != b'>') {
            at += 1;
            let gap = |byte: u8| byte.is_ascii_whitespace() || byte == b'/' || byte == b'"' || byte == b'\'';
            if before == b'=' && matches!(byte, b'"' | b'\'') {
                at += memchr::memchr(byte, page.get(at..).unwrap_or_default()).map_or(0, |end| end + 1);
            } else if gap(before) && !gap(byte) {
                count += 1;
            }
            // White space between `=` and a value changes nothing.
            if !(before == b'=' && byte.is_ascii_whitespace()) {
                before = byte;
            }
        }
        most = most.max(count);
    }
    most
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_page_has_too_much_of_is_named() {
        let many: String = (0..3000).map(|n| format!(" a{n}")).collect();
        let growing: String = (0..20_000).map(|n| format!("<p><b id={n}></p>")).collect();
        let cases = [
            ("<div>".repeat(200_000), "the page nests more than 512 elements"),
            // Elements that never have content have some inside of pictures.
            (format!("<svg>{}", "<tr>".repeat(200_000)), "the page nests more than 512 elements"),
            ("<table><tr><td>".repeat(50_000), "the page nests more than 512 elements"),
            // Every paragraph opens all the letters in bold before it again.
            (growing, "the page nests more than 512 elements"),
            ("<i>x</i>".repeat(600_000), "the page has more than 1048576 elements and pieces of text"),
            (format!("<a{many}>"), "the page has a tag of more than 2000 attributes"),
            (format!("<a{}>", many.replace(' ', "/")), "the page has a tag of more than 2000 attributes"),
            (format!("<a{}>", many.replace(' ', "=''")), "the page has a tag of more than 2000 attributes"),
        ];
        for (page, expected) in cases {
            assert_eq!(parse(&page).err().unwrap_or_default(), expected, "{}", &page[..40]);
        }
    }

    #[test]
    fn pages_of_people_pass() {
        let words = "كلمة ".repeat(5000);
        let pages = [
            format!("<p title=\"{words}\" data-x = '{words}'>نص"),
            format!("<p>5 < {words}"),
            format!("{}نص", "<div><p>نص<ul><li>".repeat(100)),
            "<p>نص<br>".repeat(50_000),
        ];
        for page in pages {
            assert!(parse(&page).is_ok(), "{:?}", parse(&page).err());
        }
    }
}
